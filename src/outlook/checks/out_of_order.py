"""Lines that say they were recorded before a line that they follow: one of two clocks was wrong, or was set back.

The chain tells which line was written first, whatever the clocks say. An estimate that was written after an outcome
with a slow clock looks as if it had been made in time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from outlook import moments
from outlook.belief.timeline import retracted
from outlook.book.future import TOLERANCE
from outlook.files import LEDGER_LIMIT, Folder
from outlook.ledger import FILE_NAME, lines_of, problem_at
from outlook.ledger.chain import moment_of, previous
from outlook.model.kind_of import is_estimate, is_resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from outlook.book import CaseFolder
    from outlook.errors import Problem
    from outlook.ledger.chain import Examined
    from outlook.model.entries import Entry, Estimate, Resolution


_ID = re.compile(rb'^\{"id": ?"([a-z2-7]+)"', re.MULTILINE)


def out_of_order(folder: CaseFolder) -> Iterator[Problem]:
    """A warning at each such line; what was taken back since is none, and none follows it."""
    examined, gone = lines_of(folder.ledger).examined(), retracted(folder.entries)
    entries = {entry.id: entry for entry in folder.entries}
    for name, line in examined.lines.items():
        entry, at = entries.get(str(line.document["id"])), moment_of(line.document, "recorded_at")
        if entry is None or at is None or entry.id in gone or getattr(entry, "imported", None) is not None:
            continue
        follows = [one for one in _before(examined, name, gone) if one in entries]
        later = [entries[one] for one in follows if entries[one].recorded_at - TOLERANCE > at]
        if later:
            last = max(later, key=lambda one: (one.recorded_at, one.id))
            yield _problem(folder, entry, last, _outcome(examined, name, entry, entries))


def follows_its_outcome(folder: CaseFolder) -> list[Estimate]:
    """The estimates that say that they were recorded before an outcome that the chain says they follow.

    They are scored as if they had been made before it. Those that stand before the outcome in the file are not looked
    at, so that a ledger in which no clock was wrong costs next to nothing.
    """
    gone = retracted(folder.entries)
    outcomes: dict[str, list[Resolution]] = defaultdict(list)
    for entry in folder.entries:
        if is_resolution(entry):
            outcomes[entry.forecast].append(entry)
    places = _places(folder) if outcomes else {}
    suspect = [
        one
        for one in folder.entries
        if is_estimate(one)
        and one.imported is None
        and one.id not in gone
        and _stands_behind(one, outcomes.get(one.forecast, ()), places)
    ]
    if not suspect:
        return []
    examined = lines_of(folder.ledger).examined()
    entries = {entry.id: entry for entry in folder.entries}
    names = {str(line.document["id"]): name for name, line in examined.lines.items()}
    return [one for one in suspect if one.id in names and _outcome(examined, names[one.id], one, entries)]


def _places(folder: CaseFolder) -> Mapping[str, int]:
    """Where each entry is in the file, from its bytes: what is kept for the next command need not be read for it."""
    with Folder.open(folder.path) as opened:
        raw = opened.read(FILE_NAME, LEDGER_LIMIT)
    return {found[1].decode(): found.start() for found in _ID.finditer(raw)}


def _stands_behind(estimate: Estimate, outcomes: Iterable[Resolution], places: Mapping[str, int]) -> bool:
    return any(
        one.recorded_at > estimate.recorded_at and places.get(one.id, 0) < places.get(estimate.id, -1)
        for one in outcomes
    )


def _before(examined: Examined, name: str, gone: set[str]) -> list[str]:
    """The ids of the entries that a line follows; in place of one that was taken back, those that it follows."""
    found, seen, left = list[str](), set[str](), list(previous(examined.lines[name].document))
    while left:
        one = left.pop()
        if one in seen or one not in examined.lines:
            continue
        seen.add(one)
        document = examined.lines[one].document
        if document["id"] in gone:
            left += previous(document)
        else:
            found.append(str(document["id"]))
    return found


def _outcome(examined: Examined, name: str, entry: Entry, entries: dict[str, Entry]) -> Entry | None:
    """The outcome that an estimate follows, though it says that it was recorded before it."""
    if not is_estimate(entry):
        return None
    ids = {str(examined.lines[one].document["id"]) for one in examined.before([name])}
    known = [one for one in (entries[one] for one in ids if one in entries) if is_resolution(one)]
    mine = [one for one in known if one.forecast == entry.forecast and one.recorded_at > entry.recorded_at]
    return min(mine, key=lambda one: (one.recorded_at, one.id), default=None)


def _problem(folder: CaseFolder, entry: Entry, last: Entry, outcome: Entry | None) -> Problem:
    message = (
        f"{entry.id} of {entry.by} says that it was recorded at {moments.iso(entry.recorded_at)}, and it follows "
        f"{last.id} of {last.by}, recorded at {moments.iso(last.recorded_at)}: one of the two clocks was wrong"
    )
    if outcome is not None:
        message += f"; it follows the outcome {outcome.id} of {outcome.by}, and counts as made before it"
    hint = "check the clocks; of these entries, retract the one that is wrong, and enter it again"
    return problem_at(folder.ledger, entry.id, "out-of-order", message, hint, "warning")
