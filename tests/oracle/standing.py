"""Whose estimate stands when, found by asking anew at every moment at which anything could change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .entries import is_late, retractions_of, taken_back

if TYPE_CHECKING:
    from .reading import Case, Entry


@dataclass(frozen=True)
class Piece:
    """One estimate over one stretch of time, from its start to just before its stop."""

    start: int
    stop: int
    estimate: Entry


def begins(entry: Entry) -> int:
    """From when it counts: an estimate from when it was known, a withdrawal from when it was recorded.

    What was imported is as its source recorded it, so there the two are one.
    """
    return entry.recorded if is_withdrawal(entry) and not entry.imported else entry.known


def is_withdrawal(entry: Entry) -> bool:
    """Whether it says nothing but that the standing estimate is withdrawn."""
    return entry.data["stated"] is None


def standing_at(case: Case, entries: list[Entry], at: int) -> Entry | None:
    """What one person's entries leave standing at a moment."""
    seen = [one for one in entries if begins(one) <= at and not taken_back(case, one, at)]
    last = max(seen, key=lambda one: (begins(one), one.recorded, one.id), default=None)
    return None if last is None or is_withdrawal(last) else last


def timeline(case: Case, entries: list[Entry], opens: int, end: int) -> list[Piece]:
    """What stood from the opening until just before the end; a window of no length has what stood just before it."""
    if end <= opens:
        last = standing_at(case, entries, end - 1)
        return [Piece(end, end, last)] if last else []
    changes = {begins(one) for one in entries} | {
        back.recorded for one in entries for back in all_retractions(case, one)
    }
    cuts = sorted({opens, end, *(at for at in changes if opens < at < end)})
    found = ((start, stop, standing_at(case, entries, start)) for start, stop in pairwise(cuts))
    return [Piece(start, stop, one) for start, stop, one in found if one is not None]


def all_retractions(case: Case, entry: Entry) -> list[Entry]:
    """The retractions of an entry, those of its retractions, and so on."""
    direct = retractions_of(case, entry)
    return direct + [further for one in direct for further in all_retractions(case, one)]


def admitted(case: Case, entries: list[Entry], at: int, *, late: bool) -> list[Entry]:
    """Without those that were recorded after the first resolution, unless they are asked for."""
    return [one for one in entries if late or is_withdrawal(one) or not is_late(case, one, at)]
