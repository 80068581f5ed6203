"""The hand: where a command line comes in, and the one place where errors become sentences and exit codes.

Importing this package must stay quick: nothing here may load typer, and nothing in the command modules at import may
load pydantic, rich, yaml or tinydb.
"""

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from outlook import __version__, interrupts, settings
from outlook.cli import daily, on_disk, pager, session, shell_words, which_shell
from outlook.errors import Changed, InvalidValue, NoMatch, OutlookError, Unreadable

PROBLEMS_FOUND = 1
ANSWERED = (0, PROBLEMS_FOUND)
USAGE_ERROR = 2
UNREADABLE = Unreadable.exit_code
BUG = 70


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are said on standard error."""
    session.left_out.clear()
    session.held.clear()
    on_disk.forget()
    settings.settings.cache_clear()
    try:
        interrupts.begin(on_disk.account)
        with shell_words.as_typed(os.environ):
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
    session.kept.begin(is_wanted=session.NO_INDEX not in words[:limit])
    anywhere = ("--debug", pager.OPTION, session.NO_INDEX)
    words = [word for index, word in enumerate(words) if word not in anywhere or index >= limit]
    try:
        return _call_again(words)
    except Exception as error:
        if interrupts.came():
            return interrupts.EXIT_CODE
        if debug and not isinstance(error, OutlookError) and not _is_of_typer(error):
            raise
        return _explain(error)


def _call_again(words: Sequence[str]) -> int:
    """Answer; if what was kept of the book no longer holds when it is needed, read the book instead."""
    try:
        return _call(words)
    except Changed:
        if done := on_disk.account():  # what is written must not be written twice
            return _refuse(
                f"{done}; after that, somebody else changed the book: `outlook history` shows it", UNREADABLE
            )
        session.kept.begin_again()
        session.left_out.clear()
        return _call(words)


def _call(words: Sequence[str]) -> int:
    if daily.answer(tuple(words)) or which_shell.answer(words):
        return 0
    if words[:1] == ["help"]:  # as in git
        words = [*words[1:], "--help"]
    import typer

    from outlook.cli import commands

    _check_encoding(words)
    try:
        code = commands.app(words, prog_name="outlook", standalone_mode=False)
    except typer.Abort:
        return interrupts.EXIT_CODE
    return code if isinstance(code, int) else 0


def _is_of_typer(error: Exception) -> bool:
    """Whether typer refused the command line; where it is not even loaded, it did not."""
    if "typer" not in sys.modules:
        return False
    from typer.exceptions import TyperException

    return isinstance(error, TyperException)


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
        return _refuse(error.lines, UNREADABLE if is_left_out else error.exit_code)
    if _is_of_typer(error):
        command = getattr(getattr(error, "ctx", None), "command_path", "outlook")
        message = getattr(error, "format_message", error.__str__)()
        return _refuse(f"{message} See `{command} --help`", USAGE_ERROR)
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


def _refuse(said: str | Sequence[str], code: int) -> int:
    """Print a sentence, or one with a line for each of many things."""
    from outlook.cli.session import talk

    sentence, *details = [said] if isinstance(said, str) else said
    for line in (f"outlook: {sentence}", *details):
        talk(line)
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
