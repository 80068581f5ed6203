"""The hand: the app, its commands, and the one place where errors become sentences and exit codes.

Importing this package must stay quick: nothing here, nor in the command modules at import, may load
pydantic, rich, yaml or tinydb.
"""

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from outlook import __version__, interrupts
from outlook.cli import check, on_disk, pager, session
from outlook.cli.hints import refuse_other_names
from outlook.cli.on_demand import OnDemand
from outlook.cli.options import AtOption, BookOption, ColorOption
from outlook.errors import InvalidValue, NoMatch, OutlookError, Unreadable

ANSWERED = (0, check.PROBLEMS_FOUND)
USAGE_ERROR = 2
UNREADABLE = Unreadable.exit_code
BUG = 70


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
    "history",
    "score",
    "calibration",
    "due",
    "coherence",
    "extract",
    "words",
    "report",
    "check",
    "verify",
    "seal",
    "add",
    "new",
    "edit",
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


@app.callback(invoke_without_command=True)
def outlook(
    context: typer.Context,
    book: BookOption = None,
    at: AtOption = None,
    color: ColorOption = "auto",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Keep the traceback of a bug (any command)")] = False,
    no_pager: Annotated[
        bool, typer.Option(pager.OPTION, help="Print long output at once, not through PAGER (any command)")
    ] = False,
) -> None:
    """\b
    outlook                                   a short status, and what is next
    outlook evidence hama "Army announces withdrawal" -i army-withdraws --grade B1

    Forecasts that can be proved wrong: log evidence, state probabilities, score what resolved.
    """
    del version, debug, no_pager
    if context.invoked_subcommand is None:
        from outlook.cli import status

        status.short(book, at, color)
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


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are said on standard error."""
    session.left_out.clear()
    on_disk.forget()
    try:
        interrupts.begin(on_disk.account)
        code = _with_what_was_left_out(_answer(list(arguments)))
        interrupts.end()
    except KeyboardInterrupt:
        code = interrupts.EXIT_CODE
    except SystemExit:  # completion ends so
        interrupts.end()
        raise
    if code == interrupts.EXIT_CODE:
        interrupts.say()
    return code


def _answer(words: list[str]) -> int:
    limit = words.index("--") if "--" in words else len(words)
    debug = "--debug" in words[:limit]
    anywhere = ("--debug", pager.OPTION)
    words = [word for index, word in enumerate(words) if word not in anywhere or index >= limit]
    try:
        return _call(words)
    except Exception as error:
        if interrupts.came():
            return interrupts.EXIT_CODE
        if debug and not isinstance(error, OutlookError | TyperException):
            raise
        return _explain(error)


def _call(words: Sequence[str]) -> int:
    _check_encoding(words)
    try:
        code = app(words, prog_name="outlook", standalone_mode=False)
    except typer.Abort:
        return interrupts.EXIT_CODE
    return code if isinstance(code, int) else 0


def _with_what_was_left_out(code: int) -> int:
    """An answer without some of the cases is no whole one, and the exit code says so."""
    return UNREADABLE if session.left_out and code in ANSWERED else code


def _check_encoding(words: Sequence[str]) -> None:
    for word in words:
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise InvalidValue(f"{word[:60]!a} is not UTF-8: set the terminal to UTF-8, or give the text on - as UTF-8")


def _explain(error: Exception) -> int:
    if isinstance(error, OutlookError):
        # What nothing matches may be in a case that could not be read.
        is_left_out = isinstance(error, NoMatch) and session.left_out
        return _refuse(str(error), UNREADABLE if is_left_out else error.exit_code)
    if isinstance(error, TyperException):
        command = getattr(getattr(error, "ctx", None), "command_path", "outlook")
        return _refuse(f"{error.format_message()} See `{command} --help`", USAGE_ERROR)
    if isinstance(error, OSError):
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        return _say_failed(error.filename, reason)
    done = on_disk.account()
    return _refuse(
        f"{f'{done}; after that: ' if done else ''}this is a bug in outlook {__version__}: "
        f"{type(error).__name__}: {str(error)[:200]}. "
        f"Run it again with --debug and report what it prints, with the command",
        BUG,
    )


def _say_failed(file: str | None, reason: str) -> int:
    """A file, or without a name the output, cannot be written; what this command wrote before is there nevertheless."""
    done = on_disk.account()
    if not done:
        return _refuse(f"{file or 'the output'}: {reason}", UNREADABLE)
    return _refuse(f"{done}; {'after that, ' + file if file else 'only the output failed'}: {reason}", UNREADABLE)


def _refuse(sentence: str, code: int) -> int:
    from outlook.cli.session import talk

    talk(f"outlook: {sentence}")
    return code


def main() -> None:
    """The program: a closed pipe ends it quietly, as it does other Unix tools."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    is_closed = sys.stdout is None
    _open_streams()
    held = pager.hold(sys.argv[1:])
    code = run(sys.argv[1:])
    try:
        if held is not None:
            pager.let_go(held)
        sys.stdout.flush()
    except OSError as error:
        # A command that failed has said why, and its output fails here once more.
        code = _explain(error) if code in ANSWERED else code
    if is_closed and code in ANSWERED and on_disk.account():
        code = _say_failed(None, "standard output is closed")
    # Everything is on the disk and on the screen; taking the interpreter down piece by piece costs time.
    os._exit(code)


def _open_streams() -> None:
    """A stream that was closed reads and writes nothing; a character that one cannot show is escaped."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
