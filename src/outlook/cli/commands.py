"""The app and its commands, as typer has them; each command is read and built when somebody asks for it."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outlook import __version__
from outlook.cli import pager
from outlook.cli.hints import begun, refuse_other_names
from outlook.cli.on_demand import OnDemand
from outlook.cli.options import AtOption, BookOption, ColorOption
from outlook.cli.session import NO_INDEX
from outlook.errors import InvalidValue


class Grouped(TyperGroup):
    """Commands listed by what they are for, in the order of a day's work."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of the program; typer's two for completion say that they take the name of a shell."""
        found: list[Any] = [*super().get_params(ctx)]
        for one in found:
            if one.name in COMPLETION:
                one.help = COMPLETION[one.name]
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each group with a line for each of its commands."""
        longest = max(map(len, ORDER))
        for group, names in GROUPS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            limit = formatter.width - 6 - longest
            rows = [(name.ljust(longest), one.get_short_help_str(limit)) for name, one in commands if one is not None]
            with formatter.section(group):
                formatter.write_dl(rows)


class _Commands(Grouped):
    """The same, built on demand."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"commands": OnDemand(ORDER)})

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the base class asks for it
        """The names in that order."""
        return list(ORDER)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names or begins; what other programs call it is answered with our name."""
        if args and args[0] not in self.commands:
            if not ctx.resilient_parsing:
                refuse_other_names(args[0])
            args = [begun(args[0], ORDER, asks=not ctx.resilient_parsing), *args[1:]]
        return super().resolve_command(ctx, args)


GROUPS = {
    "Every day": ("status", "evidence", "estimate", "add", "resolve", "due", "review"),
    "Look": ("show", "explain", "plot", "history", "brief", "report"),
    "Score": ("score", "calibration", "panel"),
    "Write": ("new", "edit", "set", "rename", "extract", "retract", "undo"),
    "Keep": ("check", "verify", "seal", "coherence", "words", "import", "export"),
}
ORDER = tuple(name for names in GROUPS.values() for name in names)

_SHELL = "for the current shell, or for the one that is named: bash, zsh, fish"
COMPLETION = {
    "install_completion": f"Install completion {_SHELL}",
    "show_completion": f"Show completion {_SHELL}",
}

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "no_args_is_help": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
}
app = typer.Typer(cls=_Commands, **SETTINGS)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"outlook {__version__}\n")
        raise typer.Exit


def _config(wanted: bool) -> None:
    if wanted:
        from outlook.cli.configuration import show_config

        show_config()
        raise typer.Exit


@app.callback(invoke_without_command=True)
def outlook(
    context: typer.Context,
    book: BookOption = None,
    at: AtOption = None,
    color: ColorOption = "auto",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version")
    ] = False,
    show_config: Annotated[
        bool,
        typer.Option("--show-config", callback=_config, is_eager=True, help="Print your defaults and their origin"),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Keep the traceback of a bug (any command)")] = False,
    no_index: Annotated[
        bool, typer.Option(NO_INDEX, help="Read the whole book, whatever was kept of it (any command)")
    ] = False,
    no_pager: Annotated[
        bool, typer.Option(pager.OPTION, help="Print long output at once, not through PAGER (any command)")
    ] = False,
) -> None:
    """\b
    outlook                                   a short status, and what is next
    outlook evidence hama "Army announces withdrawal" -i army-withdraws --grade B1

    Forecasts that can be proved wrong: log evidence, state probabilities, score what resolved.
    """
    del version, show_config, debug, no_index, no_pager
    if context.invoked_subcommand is None:
        from outlook.cli import daily

        daily.short(book, at, color)
        return
    given = {"book": book, "at": at, "color": None if color == "auto" else color}
    _pass_on(context, context.invoked_subcommand, {name: value for name, value in given.items() if value is not None})


def _pass_on(context: Any, name: str, given: dict[str, Any]) -> None:
    """Options before the command's name count as if they stood after it; none is ignored."""
    taken = {parameter.name for parameter in context.command.get_command(context, name).params}
    for option in given:
        if option not in taken:
            raise InvalidValue(f"--{option} means nothing to `outlook {name}`: leave it out")
    context.default_map = {name: given}
