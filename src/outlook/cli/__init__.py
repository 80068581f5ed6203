"""The hand: the app, its commands, and the one place where errors become sentences and exit codes.

Importing this package must stay quick: nothing here, nor in the command modules at import, may load
pydantic, rich, yaml or tinydb.
"""

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from outlook import __version__
from outlook.cli import check, evidence, judge, record, score, show, status
from outlook.cli.options import AtOption, BookOption, ColorOption
from outlook.errors import OutlookError

USAGE_ERROR = 2
INTERRUPTED = 130
BUG = 70


class _Commands(TyperGroup):
    """Commands listed in the order of a day's work."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the base class asks for it
        return [name for name in ORDER if name in self.commands]


ORDER = (
    "status",
    "show",
    "evidence",
    "estimate",
    "resolve",
    "retract",
    "history",
    "score",
    "check",
    "new",
    "edit",
)

app = typer.Typer(
    cls=_Commands, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip


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
) -> None:
    """\b
    outlook                                        where things stand, and the next step
    outlook evidence hama "Army announces withdrawal" -i army-withdraws --grade B1

    Forecasts that can be proved wrong: log evidence, state probabilities, score what resolved.
    """
    del version, debug
    if context.invoked_subcommand is None:
        status.short(book, at, color)


for module in (status, show, evidence, judge, score, check, record):
    module.register(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are said on standard error."""
    words = list(arguments)
    limit = words.index("--") if "--" in words else len(words)
    debug = "--debug" in words[:limit]
    words = [word for index, word in enumerate(words) if word != "--debug" or index >= limit]
    try:
        code = app(words, prog_name="outlook", standalone_mode=False)
    except OutlookError as error:
        return _refuse(str(error), error.exit_code)
    except TyperException as error:
        return _refuse_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("interrupted; nothing more was written\n")
        return INTERRUPTED
    except Exception as error:
        if debug:
            raise
        return _confess(error)
    return code if isinstance(code, int) else 0


def _refuse(sentence: str, code: int) -> int:
    from outlook.show.words import safe

    sys.stderr.write(f"outlook: {safe(sentence)}\n")
    return code


def _refuse_usage(error: TyperException) -> int:
    command = getattr(getattr(error, "ctx", None), "command_path", "outlook")
    return _refuse(f"{error.format_message()} See `{command} --help`", USAGE_ERROR)


def _confess(error: Exception) -> int:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _refuse(f"the disk is full: {error}", 3)
    return _refuse(
        f"this is a bug in outlook {__version__}: {type(error).__name__}: {str(error)[:200]}. "
        f"Run it again with --debug and report what it prints, with the command",
        BUG,
    )


def main() -> None:
    """The program: a closed pipe ends it quietly, as it does other Unix tools."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is on the disk and on the screen; taking the interpreter down piece by piece costs time.
    os._exit(code)
