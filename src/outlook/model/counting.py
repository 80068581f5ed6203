"""From when an entry counts, and which entries are taken back: the order of a ledger is no matter of its lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outlook.model.kind_of import is_estimate, is_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from outlook.model.entries import Entry


def counts_from(entry: Entry) -> datetime:
    """The moment from which an entry counts: when it was known.

    What takes back something that was said (a retraction, a revision, a withdrawal) counts from the moment it was
    recorded, whatever date it is given: else the past could be changed. Imported ones are as their source has them.
    """
    known_at, recorded_at = entry.known_at, entry.recorded_at
    if recorded_at <= known_at or entry.imported is not None or not _takes_back(entry):
        return known_at
    return recorded_at


def _takes_back(entry: Entry) -> bool:
    if is_estimate(entry):
        return entry.stated is None
    return entry.kind == "retraction" or (is_evidence(entry) and entry.revises is not None)


def taken_back(targets: Mapping[str, str]) -> set[str]:
    """The ids that retractions take back, from retraction id to what it aims at.

    One that is itself taken back takes back nothing. They are followed from those that nothing aims at; those that run
    in a circle take back nothing.

    >>> sorted(taken_back({"b": "a", "c": "b"}))
    ['b']
    """
    aimed_at = Counter(targets.values())
    settled = [taker for taker in targets if not aimed_at[taker]]
    gone: set[str] = set()
    for taker in settled:
        target = targets[taker]
        if taker not in gone:
            gone.add(target)
        aimed_at[target] -= 1
        if target in targets and not aimed_at[target]:
            settled.append(target)  # the list is the queue that this loop walks
    return gone
