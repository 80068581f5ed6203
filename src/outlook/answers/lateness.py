"""Why an estimate is late: an outcome was recorded before it, even if it was taken back since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import histories, retracted
from outlook.model.kind_of import is_estimate, is_evidence, is_resolution, is_retraction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.book import CaseFolder
    from outlook.model.entries import Entry, Resolution, Retraction


class Recorded(NamedTuple):
    """The outcome of a forecast that was recorded first, and what took it back, if anything did."""

    outcome: Resolution
    taken_back: Retraction | None


def first_recorded(entries: Sequence[Entry], forecast: str) -> Recorded | None:
    """The first outcome that was ever recorded for a forecast: what is recorded after it is late."""
    outcomes = [one for one in entries if is_resolution(one) and one.forecast == forecast]
    if not outcomes:
        return None
    first = min(outcomes, key=lambda one: (one.recorded_at, one.id))
    gone = retracted(entries)
    ends = [one for one in entries if is_retraction(one) and one.entry == first.id and one.id not in gone]
    return Recorded(first, min(ends, key=lambda one: (one.recorded_at, one.id), default=None))


def why_late(entry: Entry, entries: Sequence[Entry], forecast: str) -> Recorded | None:
    """The outcome that makes an estimate late, or all that will be stated once it is taken back; else None.

    It counts whenever it became known: an estimate that is dated before it was recorded after it all the same.
    """
    found = first_recorded(entries, forecast)
    if found is None:
        return None
    if is_estimate(entry):
        claims = entry.imported is None and entry.stated is not None
        return found if claims and entry.recorded_at > found.outcome.recorded_at else None
    gone = retracted(entries)
    is_open = not any(is_resolution(one) and one.forecast == forecast and one.id not in gone for one in entries)
    return found if is_retraction(entry) and is_open else None


def outcome_now(entries: Sequence[Entry], forecast: str) -> Resolution | None:
    """The outcome of a forecast that was recorded first of those that count now."""
    gone = retracted(entries)
    found = [one for one in entries if is_resolution(one) and one.forecast == forecast and one.id not in gone]
    return min(found, key=lambda one: (one.recorded_at, one.id), default=None)


def hindsight_of(entry: Entry, told: Resolution | None) -> Resolution | None:
    """The outcome that was entered before a report that is dated before it: what it says may be known from that.

    Of what was imported, nobody knows when it was written.
    """
    if told is None or not is_evidence(entry) or entry.imported is not None:
        return None
    return told if entry.known_at <= told.known_at and entry.recorded_at > told.recorded_at else None


def late_ids(folder: CaseFolder, at: datetime) -> frozenset[str]:
    """The ids of the late estimates of a case, as known at a moment."""
    if not any(is_resolution(entry) for entry in folder.entries):
        return frozenset()
    found = histories(folder.entries, at).values()
    return frozenset(one.id for history in found for one in history.said(late=True) if history.is_late(one))
