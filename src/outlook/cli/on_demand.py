"""The commands by name, each read and built when somebody asks for it: a command line asks for one of them."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer

FILES = {"import": "import_", "set": "set_"}  # a word of the language names no module


class OnDemand(MutableMapping[str, Any]):
    """From the names to the commands, which are in files of the same names."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._commands: dict[str, Any] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Any:
        """The command; KeyError where there is none of the name."""
        if self._commands[name] is None:
            self._commands[name] = _built(name)
        return self._commands[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a command of the name, which is not built to find out."""
        return name in self._commands

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


def _built(name: str) -> Any:
    """The only command of an app of its own."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    import_module(f"outlook.cli.{FILES.get(name, name)}").register(app)
    return typer.main.get_command(app)
