"""What people stated of a forecast, as a table without retractions has it: each line in force until the next.

An estimate that was taken back was in force until then, and is scored for that time. So it has its line, and a second
one from the moment at which it was taken back: with what that person had stated before, or with a withdrawal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.course import turns
from outlook.belief.timeline import FOREVER, by_forecaster
from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outlook.belief.timeline import History
    from outlook.model.entries import Estimate


class Line(NamedTuple):
    """What somebody's number is from a moment on, and the entry that says or ends it.

    `is_again` says that nobody stated it then: something was taken back, and this is what was in force before;
    `is_none` that nothing was. `taken_back_at` is since when the entry is taken back; one that `is_void` was so
    from the beginning, and was never in force. One that `is_late` enters no score, and what was in force before it
    stays so for all others.
    """

    entry: Estimate
    at: datetime
    is_again: bool = False
    is_none: bool = False
    taken_back_at: datetime | None = None
    is_void: bool = False
    is_late: bool = False


def lines(history: History) -> list[Line]:
    """Everything that was stated of one forecast, by the moments from which it counted."""
    in_time, everything = history.said(), history.said(late=True)
    if not history.absent and len(in_time) == len(everything):
        return [Line(one, counts_from(one)) for one in everything]
    found = [line for mine in by_forecaster(in_time).values() for line in _of_one(mine, history)]
    late = (one for one in everything if history.is_late(one))
    found += [_line(one, history)._replace(is_late=True) for one in late]
    return sorted(found, key=lambda line: (line.at, line.is_again, line.entry.recorded_at, line.entry.id))


def _of_one(mine: list[Estimate], history: History) -> Iterator[Line]:
    for one in mine:
        yield _line(one, history)
    before = mine[0]
    for at, estimate in turns(mine, history.absent):
        if at < FOREVER and (estimate is None or counts_from(estimate) != at):
            yield Line(estimate or before, at, is_again=True, is_none=estimate is None)
        before = estimate or before


def _line(one: Estimate, history: History) -> Line:
    """From when on somebody stated it, and since when it is taken back."""
    spans = history.absent.get(one.id, ())
    ends_at = spans[-1][0] if spans and spans[-1][1] == FOREVER else None
    is_void = any(since <= counts_from(one) < until for since, until in spans)
    return Line(one, counts_from(one), taken_back_at=ends_at, is_void=is_void)
