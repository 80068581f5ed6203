"""A row of the status table as data, and as text that can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.show.data import forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.answers.corrections import Correction
    from outlook.answers.status_row import Others, StatusRow
    from outlook.belief.pool import Pooled, Rule
    from outlook.evidence.ranges import Range
    from outlook.model.belief import Belief


def belief(value: Belief | None) -> Any:
    """A belief as data, None for none."""
    return None if value is None else value.to_json()


def when(at: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return None if at is None else moments.iso(at)


def status(row: StatusRow, asked: Rule | None = None, *, with_others: bool = False) -> dict[str, Any]:
    """One row of `status --json`; `asked` is the pool that was asked for by its name."""
    beside = {"others": None if row.others is None else _others(row.others)} if with_others else {}
    return {
        "id": row.full_id,
        "case": row.case,
        "title": row.heading,
        "kind": row.kind,
        "state": row.state,
        "tags": list(row.tags),
        "stated": belief(row.stated),
        "stated_by": row.stated_by,
        "stated_at": when(row.stated_at),
        "prior": belief(row.prior),
        "implied": belief(row.implied),
        "implied_range": ends(row.implied_range),
        "opens_at": when(row.opens_at),
        "closes_at": when(row.closes_at),
        "evidence": row.evidence,
        "estimates": row.estimates,
        "outcome": outcome(row.kind, row.outcome),
        "brier": row.brier,
        "corrected": corrected(row.kind, row.corrections),
        "pooled": None if row.pooled is None else _pooled(row.pooled, asked),
        **beside,
    }


def corrected(kind: str, found: Sequence[Correction]) -> list[dict[str, Any]]:
    """The outcomes that were recorded and taken back, the oldest first."""
    return [{"outcome": outcome(kind, one.outcome), "until": when(one.until), "entry": one.entry} for one in found]


def _others(item: Others) -> dict[str, Any]:
    return {"forecasters": item.n, "stated": belief(item.belief), "apart": item.apart}


def _pooled(item: Pooled, asked: Rule | None) -> dict[str, Any] | None:
    from outlook.show.data.pools import pooled

    return pooled(item, asked)


def text(row: StatusRow) -> str:
    """The row as it is written in `status --json`."""
    return forms.row(status(row))


def outcome(kind: str, text: str | None) -> Any:
    """An outcome as data: a number for a quantity or a fraction, a text else, None while unknown."""
    if text is None or kind not in ("numeric", "binary"):
        return text
    try:
        return float(text)
    except ValueError:
        return text


def ends(ends: Range | None) -> list[float] | None:
    """The lowest and the highest probability of a range."""
    return None if ends is None else [ends.low, ends.high]
