"""Reports that two people entered in two copies: each copy would have refused a second one, and a merge brings both."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

from outlook.belief.timeline import standing
from outlook.book.repeated import is_same, plain
from outlook.ledger import lines_of, problem_at
from outlook.model.kind_of import is_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book import CaseFolder
    from outlook.errors import Problem
    from outlook.model.entries import Evidence


def reported_twice(folder: CaseFolder) -> Iterator[Problem]:
    """Each report that says what another says, of which whoever entered it did not know."""
    counting = [one for one in standing(folder.entries, datetime.max.replace(tzinfo=UTC)) if is_evidence(one)]
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in counting:
        if one.imported is None:
            found[plain(one.url) or plain(one.summary)].append(one)
    for alike in found.values():
        for first, second in combinations(alike, 2):
            if _bear_on_one(first, second) and is_same(second, first) and _were_written_apart(folder, first, second):
                message = f"{second.id} of {second.by} reports what {first.id} of {first.by} reports, and both count"
                hint = "they were written in two copies: retract one of them"
                yield problem_at(folder.ledger, second.id, "reported-twice", message, hint, "warning")


def _bear_on_one(one: Evidence, other: Evidence) -> bool:
    return not (set(one.forecasts).isdisjoint(other.forecasts) and set(one.indicators).isdisjoint(other.indicators))


def _were_written_apart(folder: CaseFolder, one: Evidence, other: Evidence) -> bool:
    """Whether neither comes before the other in the chain; who knew the other insisted on theirs.

    Of lines of before the chain nobody can tell.
    """
    lines = lines_of(folder.ledger).examined()
    named = {str(line.document["id"]): name for name, line in lines.lines.items() if line.is_chained}
    pair = [named.get(one.id, ""), named.get(other.id, "")]
    return all(pair) and not any(first in lines.before([second]) for first, second in (pair, pair[::-1]))
