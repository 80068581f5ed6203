"""From when an entry counts, and which entries are taken back: the order of a ledger is no matter of its lines."""

from __future__ import annotations

from collections import Counter
from operator import le
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.model.entries import Entry


def counts_from(entry: Entry) -> datetime:
    """The moment from which an entry counts: when it was known.

    What takes back something that was said (a retraction, a revision, a withdrawal) counts from the moment it was
    recorded, whatever date it is given: else the past could be changed. Imported ones are as their source has them.
    """
    # In one piece, and without `cast`, which is a call: it is asked of each entry many times over.
    one: Any = entry
    known_at, kind = entry.known_at, entry.kind
    if kind == "evidence":
        takes_back = one.revises is not None
    else:
        takes_back = kind == "retraction" or (kind == "estimate" and one.stated is None)
    if takes_back and entry.imported is None and entry.recorded_at > known_at:
        return entry.recorded_at
    return known_at


def times_of(entries: Iterable[Entry]) -> list[datetime]:
    """From when each of some entries counts: as `counts_from`, without a call for most of them."""
    found: Iterable[Any] = entries
    return [one.known_at if one.kind == "evidence" and one.revises is None else counts_from(one) for one in found]


def is_ascending(times: Sequence[datetime]) -> bool:
    """Whether no moment comes before the one ahead of it."""
    return all(map(le, times, times[1:]))


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
