"""What is to be taken on trust about the dates of estimates, counted for each row of a scorecard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.belief.timeline import History
    from outlook.model.entries import Estimate

DAY = timedelta(days=1)


class Marks(NamedTuple):
    """How many estimates of a row carry a mark: what it says of their dates is to be taken on trust.

    `late`: recorded after an outcome was, and scored only when asked. `after_the_end`: recorded before anybody had
    recorded the outcome, and yet after the end of the window. `back_dated`: otherwise recorded more than a day after
    it was known. `taken_back`: retracted or withdrawn after the end, which changes no score.
    """

    late: int = 0
    after_the_end: int = 0
    back_dated: int = 0
    taken_back: int = 0


NO_MARKS = Marks()


class Said(NamedTuple):
    """What one forecaster said on a question at any time, late estimates too, in order."""

    by: str
    history: History
    estimates: Sequence[Estimate]


def marks_of(said: Said, heard: Sequence[Estimate], ends_at: datetime) -> Marks:
    """The marks of a row that was scored by what was `heard` until a window ended."""
    history = said.history
    if not history.taken_back and all(_is_plain(one, history, ends_at) for one in said.estimates):
        return NO_MARKS
    early = [one for one in said.estimates if one.known_at < ends_at]
    late = [one for one in early if history.is_late(one)]
    dated = [one for one in early if one.imported is None and one.stated is not None and one not in late]
    after = [one for one in dated if is_after_the_end(one, ends_at)]
    back = [one for one in dated if one.recorded_at <= ends_at and one.recorded_at - one.known_at > DAY]
    gone = {one.id for one in history.taken_back}
    if gone:
        gone &= {one.id for one in early if one.stated is not None and history.stood_at(one, ends_at)}
    withdrawn = [one for one in said.estimates if one.stated is None and counts_from(one) >= ends_at]
    if any(one not in history.taken_back for one in withdrawn):
        gone |= _last_of(history, heard, ends_at)
    return Marks(len(late), len(after), len(back), len(gone))


def is_after_the_end(one: Estimate, ends_at: datetime) -> bool:
    """Whether an estimate of before the end of a window was recorded after it, and not by the source of an import."""
    return one.imported is None and one.stated is not None and one.known_at < ends_at < one.recorded_at


def _is_plain(one: Estimate, history: History, ends_at: datetime) -> bool:
    """Whether it was recorded as it became known, before the end and before the outcome was: it carries no mark."""
    recorded_at, written_at = one.recorded_at, history.written_at
    in_time = recorded_at <= ends_at and (written_at is None or recorded_at <= written_at)
    return in_time and one.stated is not None and recorded_at - one.known_at <= DAY


def _last_of(history: History, heard: Sequence[Estimate], ends_at: datetime) -> set[str]:
    """The id of the forecaster's estimate that was in force as the window ended: a later withdrawal takes it back."""
    known = [one for one in heard if counts_from(one) < ends_at and history.stood_at(one, ends_at)]
    return {one.id for one in known[-1:] if one.stated is not None}
