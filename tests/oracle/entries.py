"""Which entries of a ledger count at a moment: what is known, what has been taken back, what has been revised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .reading import Case, Entry


def order(entry: Entry) -> tuple[int, int, str]:
    """Entries are read in this order; that of the lines means nothing."""
    return entry.known, entry.recorded, entry.id


def taken_back(case: Case, entry: Entry, at: int) -> bool:
    """Whether a retraction that counts at the moment names it; it counts from when it was recorded."""
    return any(not taken_back(case, one, at) for one in retractions_of(case, entry) if one.recorded <= at)


def retractions_of(case: Case, entry: Entry) -> list[Entry]:
    """The retractions that name an entry, whether or not they count."""
    return [one for one in case.entries if one.kind == "retraction" and one.data["entry"] == entry.id]


def in_force(case: Case, kind: str, at: int) -> list[Entry]:
    """The entries of one kind that are known and not taken back, in their order."""
    known = (one for one in case.entries if one.kind == kind and one.known <= at)
    return sorted((one for one in known if not taken_back(case, one, at)), key=order)


def estimates_of(case: Case, forecast: str) -> list[Entry]:
    """All that anybody ever stated or withdrew on a forecast, in the order of the entries."""
    return sorted(
        (one for one in case.entries if one.kind == "estimate" and one.data["forecast"] == forecast), key=order
    )


def evidence_in_force(case: Case, forecast: str, at: int) -> list[Entry]:
    """The reports on a forecast that count; a revision counts from when it was recorded, the revised one until then."""
    reports = [one for one in in_force(case, "evidence", at) if one.recorded <= at or "revises" not in one.data]
    revised = {one.data.get("revises") for one in reports}
    return [one for one in reports if one.id not in revised and forecast in one.data.get("forecasts", [])]


def resolutions_in_force(case: Case, forecast: str, at: int) -> list[Entry]:
    """The resolutions of a forecast that count."""
    return [one for one in in_force(case, "resolution", at) if one.data["forecast"] == forecast]


def first_resolved(case: Case, forecast: str, at: int) -> int | None:
    """When the first resolution that is known by the moment was recorded, also one that was retracted since."""
    known = [one for one in case.entries if one.kind == "resolution" and one.known <= at]
    return min((one.recorded for one in known if one.data["forecast"] == forecast), default=None)


def is_late(case: Case, estimate: Entry, at: int) -> bool:
    """Whether it was recorded strictly after the first resolution; imported history never is."""
    first = first_resolved(case, estimate.data["forecast"], at)
    return first is not None and estimate.recorded > first and not estimate.imported


def people(entries: Iterable[Entry]) -> list[str]:
    """Who has entered anything, by name."""
    return sorted({one.by for one in entries})
