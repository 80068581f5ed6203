"""Whether a report is in the ledger already: the same address, or the same words of the same source on the same day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from outlook.belief.timeline import standing
from outlook.model.kind_of import is_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.model.entries import Entry, Evidence


def repeated(entry: Evidence, entries: Iterable[Entry]) -> Evidence | None:
    """The report that this one looks like, unless this one replaces it or says that it goes back to something else."""
    others = (other for other in standing(entries, datetime.max.replace(tzinfo=UTC)) if is_evidence(other))
    return next((other for other in others if other.id != entry.revises and is_same(entry, other)), None)


def is_same(entry: Evidence, other: Evidence) -> bool:
    """Whether a report looks like another, and does not say that it goes back to something else."""
    if entry.origin is not None and entry.origin != other.origin:
        return False
    return is_same_address(entry, other) or (
        plain(entry.summary) == plain(other.summary)
        and plain(entry.source) == plain(other.source)
        and day_of(entry) == day_of(other)
    )


def is_same_address(entry: Evidence, other: Evidence) -> bool:
    """Whether both can be read in the same place."""
    return entry.url is not None and other.url is not None and entry.url.strip() == other.url.strip()


def day_of(entry: Evidence) -> date:
    """The day on which it happened, else that on which it became known."""
    return entry.happened_on or entry.known_at.date()


def plain(text: str | None) -> str:
    """The words of a text, however they are spaced and in whatever letters."""
    return " ".join((text or "").casefold().split())
