"""`outlook review`."""

import os
import shutil
import signal
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.attending import SnoozedOption, WithinOption, within_of
from outlook.cli.options import AuthorOption, BookOption, ColorOption
from outlook.cli.selecting import Wanted, selecting
from outlook.errors import Refused

if TYPE_CHECKING:
    from outlook.cli.reviewing import Reviewer


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("review", short_help="Walk through what is due, one key each")(review)


@selecting
def review(
    wanted: Wanted,
    within: WithinOption = "14d",
    every: Annotated[bool, typer.Option("--all", help="After what is due, every other open forecast")] = False,
    snoozed: SnoozedOption = False,
    plain: Annotated[bool, typer.Option("--plain", help="Ask line by line, without pages")] = False,
    by: AuthorOption = None,
    book: BookOption = None,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook review                            what is due, the most urgent first
    outlook review --tag iran --all           and all else that is open

    One forecast after the other: estimate, confirm, log evidence, resolve, snooze. ? shows the keys. Without the extra
    `tui`, on a small terminal or with --plain it asks line by line.
    """
    from outlook.cli.reviewing import Reviewer
    from outlook.cli.waiting import Setting

    _refuse_without_terminal()
    reviewer = Reviewer(Setting(book, by, color, within_of(within), every, snoozed), wanted)
    if not reviewer.waiting:
        _say_nothing_waits(reviewer)
    elif plain or not _has_room_for_pages():
        _prompt(reviewer, color)
    else:
        _page(reviewer)


def _refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(
            "a review asks and answers on a terminal, and this is none: `outlook due` lists what waits, and "
            "`outlook estimate -` reads estimates from lines"
        )


def _has_room_for_pages() -> bool:
    """Whether there is what pages need: the extra, and a terminal of some size that can be written all over."""
    from outlook.tui.keys import LEAST_COLUMNS, LEAST_ROWS

    columns, rows = shutil.get_terminal_size()
    can = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and find_spec("textual") is not None
    return can and columns >= LEAST_COLUMNS and rows >= LEAST_ROWS


def _say_nothing_waits(reviewer: "Reviewer") -> None:
    from outlook.cli.session import talk

    for note in reviewer.notes:
        talk(note)
    reviewer.screen.line("nothing is due: --all walks through every open forecast")


def _prompt(reviewer: "Reviewer", color: str) -> None:
    from outlook.cli.line_by_line import prompted

    prompted(reviewer, color)


def _page(reviewer: "Reviewer") -> None:
    """Show pages; what ended them ends the program in the same way."""
    from outlook.show.terminal.printed import show
    from outlook.tui.running import run

    ended = run(reviewer, color=reviewer.screen.color)
    if ended in (0, signal.SIGINT):
        show(reviewer.screen, reviewer.summary())
    if ended == signal.SIGINT:
        raise KeyboardInterrupt
    if ended:
        signal.signal(ended, signal.SIG_DFL)
        os.kill(os.getpid(), ended)
