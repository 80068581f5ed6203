"""Where output goes: a terminal of some width, or a pipe that is never cut or wrapped, with colour or without."""

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from outlook.show.terminal.layout import Span, wrapped

if TYPE_CHECKING:
    from rich.console import Console

UNCUT = 100_000
# For streams that cannot show more than ASCII: one character for one, so that columns stay where they are.
TYPEWRITER = str.maketrans("–—−·…→←≤≥“”‘’×▲▼│─└┬●┊╌", "---|~><<>\"\"''x^v|-++O|:")


@dataclass(frozen=True, slots=True)
class Screen:
    """The standard output as we may use it; `columns` is None where nothing is ever cut.

    Where it is `ascii`, the tool's own dashes, dots and arrows are written as a typewriter has them.
    """

    columns: int | None
    color: bool
    stream: IO[str]
    ascii: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it, at a certain width."""
        return self.columns is not None

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Write text that is already harmless, wrapped to a terminal, whole into a pipe."""
        room = None if self.columns is None else max(self.columns - indent, 1)
        for part in wrapped(text, room):
            self.spans([(" " * indent + part, style)])

    def spans(self, parts: Sequence[Span]) -> None:
        """Write one line of harmless (text, style) parts that somebody has fitted to the screen already."""
        if not self.color:
            self._write(["".join(text for text, _ in parts).rstrip() + "\n"])
            return
        from rich.text import Text

        console = self._console()
        with console.capture() as captured:
            console.print(Text.assemble(*parts, no_wrap=True, overflow="ignore"), crop=False)
        self._write(f"{line.rstrip()}\n" for line in captured.get().splitlines() or [""])

    def _write(self, lines: Iterable[str]) -> None:
        self.stream.writelines((line.translate(TYPEWRITER) for line in lines) if self.ascii else lines)

    def _console(self) -> "Console":
        from rich.console import Console

        return Console(
            file=self.stream,
            width=self.columns or UNCUT,
            force_terminal=self.color,
            no_color=not self.color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
            color_system="standard" if self.color else None,
        )


def standard_output(color: str, environment: Mapping[str, str]) -> Screen:
    """The screen for the process's own standard output.

    `NO_COLOR` and `--color never` switch colour off, `--color always` on; otherwise a terminal has it. `COLUMNS`
    sets the width of a terminal.
    """
    is_terminal = sys.stdout.isatty()
    wanted = color == "always" or (color == "auto" and is_terminal and not environment.get("NO_COLOR"))
    dumb = environment.get("TERM") == "dumb" and color != "always"
    columns = shutil.get_terminal_size().columns if is_terminal else None
    return Screen(columns, wanted and not dumb, sys.stdout)
