"""The questions of a panel: how each ended, from when to when it was open, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from outlook.panel.ask import Kind


def questions(rows: ir.Table, kind: Kind) -> ir.Table:
    """One row a question. `outcome` is of a yes/no question or a quantity; a word says that there is none.

    `happened` counts the options that came true. `is_even` says that its rows name one end, or none does.
    """
    ends_at = earlier(rows.resolved_at, rows.closes_at)
    named = rows.option.nunique(where=rows.outcome == 1) if kind == "choice" else ibis.literal(0)
    found = rows.group_by("question").aggregate(
        outcome=rows.outcome.max(),
        word=rows.word.max(),
        topic=rows.topic.min(),
        opens_at=rows.asked_at.min(),
        first_at=rows.forecast_at.min(),
        closes_at=rows.closes_at.min(),
        resolved_at=rows.resolved_at.min(),
        happened=named,
        last_end=ends_at.max(),
        first_end=ends_at.min(),
        ended=ends_at.count(),
        n=rows.count(),
    )
    is_even = (found.ended == 0) | ((found.ended == found.n) & (found.first_end == found.last_end))
    opens_at = ibis.coalesce(found.opens_at, found.first_at)
    known = found.mutate(opens_at=opens_at, ends_at=earlier(found.resolved_at, found.closes_at), is_even=is_even)
    return known.drop("last_end", "first_end", "ended", "n")


def earlier(one: ir.Value, other: ir.Value) -> ir.Value:
    """The earlier of two moments, or the one that there is; engines differ in what `least` makes of a null."""
    return ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one))
