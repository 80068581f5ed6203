"""The questions of a panel: how each ended, from when to when it was open, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis.expr.types as ir

    from outlook.panel.ask import Kind


SAID = ("word", "topic", "asked_at", "forecast_at", "closes_at", "resolved_at")


def questions(rows: ir.Table, kind: Kind, given: Collection[str] = SAID) -> ir.Table:
    """One row a question. `outcome` is of a yes/no question or a quantity; a word says that there is none.

    `happened` counts the options that came true. `is_even` says that its rows name one end, or none does. What is not
    `given` is null in every row: it is not looked through.
    """
    ends_at = own_end(rows, given)
    named = rows.option.nunique(where=rows.outcome == 1) if kind == "choice" else ibis.literal(0)
    least = {name: rows[name].min() if name in given else ibis.null(rows[name].type()) for name in SAID}
    found = rows.group_by("question").aggregate(
        outcome=rows.outcome.max(),
        word=rows.word.max() if "word" in given else least["word"],
        topic=least["topic"],
        opens_at=least["asked_at"],
        first_at=least["forecast_at"],
        closes_at=least["closes_at"],
        resolved_at=least["resolved_at"],
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


def own_end(rows: ir.Table, given: Collection[str] = SAID) -> ir.Value:
    """When the question of a row ends, as the row says it."""
    there = [rows[name] for name in ("resolved_at", "closes_at") if name in given]
    return there[0] if len(there) == 1 else earlier(rows.resolved_at, rows.closes_at)


def earlier(one: ir.Value, other: ir.Value) -> ir.Value:
    """The earlier of two moments, or the one that there is; engines differ in what `least` makes of a null."""
    return ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one))
