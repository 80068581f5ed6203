"""The app and its commands, as typer has them; each command is read and built when somebody asks for it."""

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outlook import __version__
from outlook.cli import pager
from outlook.cli.hints import refuse_other_names
from outlook.cli.on_demand import OnDemand
from outlook.cli.options import AtOption, BookOption, ColorOption
from outlook.cli.session import NO_INDEX
from outlook.errors import InvalidValue


class _Commands(TyperGroup):
    """Commands listed in the order of a day's work, and built on demand."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"commands": OnDemand(ORDER)})

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the base class asks for it
        """The names in that order."""
        return list(ORDER)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; what other programs call it is answered with our name."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            refuse_other_names(args[0])
        return super().resolve_command(ctx, args)


ORDER = (
    "status",
    "show",
    "explain",
    "plot",
    "evidence",
    "estimate",
    "resolve",
    "retract",
    "undo",
    "history",
    "score",
    "calibration",
    "panel",
    "due",
    "review",
    "coherence",
    "extract",
    "words",
    "brief",
    "report",
    "check",
    "verify",
    "seal",
    "add",
    "new",
    "edit",
    "set",
    "import",
    "export",
)

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
