"""Pools as data: what all forecasters say together, and what has to be said of the pool that was asked for."""

from typing import Any

from outlook.answers.pools import Asked
from outlook.belief.pool import Pooled, Rule, pool_name
from outlook.show.describe.pools import pool_warnings, values_of


def pooled(item: Pooled | None, asked: Rule | None = None) -> dict[str, Any] | None:
    """By each rule; None where nobody states anything that can be pooled.

    A pool that one forecaster's certainty decides is null, unless it is the one that was `asked` for.
    """
    if item is None:
        return None
    return {"forecasters": len(item.stated), **values_of(item, asked), "certain": list(item.certain)}


def pool(item: Asked | None) -> dict[str, Any] | None:
    """The pool that was asked for, whose certainty decides it where, and the warnings as a page has them."""
    if item is None:
        return None
    decided = {name: list(people) for name, people in item.decided.items()}
    return {"name": pool_name(item.rule), "decided_by": decided, "warnings": list(pool_warnings(item))}
