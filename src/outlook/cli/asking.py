"""Asking whether something that looks like a slip is meant: on a terminal only, and once for all doubts."""

import sys
from collections.abc import Sequence

from outlook.cli.session import talk
from outlook.errors import Refused

INSIST = "add --sure if it is meant"


def make_sure(doubts: Sequence[str], *, sure: bool, dry_run: bool, way: str = INSIST) -> None:
    """Go on if there is no doubt, if the person insists, or if they say so now; a dry run only says the doubts.

    `way` says how they insist where nobody can be asked.

    Raises:
        Refused: it is not meant, or there is no terminal to ask on.
    """
    if not doubts or sure:
        return
    if not dry_run and not can_ask():
        if len(doubts) == 1:
            raise Refused(f"{doubts[0]}. Nothing was written: {way}")
        raise Refused(f"{len(doubts)} things look like slips. Nothing was written: {way}", doubts)
    for doubt in doubts:
        talk(f"{doubt}{'. This would be asked about' if dry_run else ''}")
    if not dry_run and not agreed("is that meant?"):
        raise Refused("nothing was written")


def can_ask() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask, and wait for the answer; anything but yes is no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
