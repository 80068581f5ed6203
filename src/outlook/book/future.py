"""Entries from the future: some clock is wrong, here or where they were written, and they are not just missing.

An entry counts from the moment it is known. One that a colleague's fast clock, or our own slow one, puts after now is
not in any number yet.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outlook import moments
from outlook.belief.timeline import retracted
from outlook.ledger import problem_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from outlook.book import CaseFolder
    from outlook.errors import Problem
    from outlook.model.entries import Entry

# Two clocks that are right differ a little, and an entry may be written while we read.
TOLERANCE = timedelta(seconds=5)
WHAT_TO_DO = "check the clock, here and where it was written; what a wrong one wrote, retract and enter again"


def from_the_future(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """The entries that are known, or were recorded, after `now` by more than clocks differ.

    One that was taken back is none: nothing is left to be mended.
    """
    limit, everything = now + TOLERANCE, list(entries)
    found = [entry for entry in everything if entry.known_at > limit or entry.recorded_at > limit]
    gone = retracted(everything) if found else set[str]()
    return [entry for entry in found if entry.id not in gone]


def of_folder(folder: CaseFolder, now: datetime) -> list[Entry]:
    """Those of a case; its ledger is read only where there are any."""
    newest = folder.newest
    return from_the_future(folder.every_entry(), now) if newest is not None and newest > now + TOLERANCE else []


def recorded_last(folder: CaseFolder, now: datetime) -> Entry | None:
    """The entry of a case that was recorded last, if that is after `now`."""
    late = [entry for entry in of_folder(folder, now) if entry.recorded_at > now + TOLERANCE]
    return max(late, key=lambda entry: entry.recorded_at, default=None)


def problems(folder: CaseFolder, now: datetime) -> Iterator[Problem]:
    """A warning at the line of each."""
    for entry in from_the_future(folder.entries, now):
        clock = f"which is after this machine's clock ({moments.iso(now)})"
        if entry.known_at > now + TOLERANCE:
            message = f"{entry.id} is known at {moments.iso(entry.known_at)}, {clock}: it is not counted until then"
        else:
            message = f"{entry.id} was recorded at {moments.iso(entry.recorded_at)}, {clock}"
        yield problem_at(folder.ledger, entry.id, "from-the-future", message, WHAT_TO_DO, "warning")
