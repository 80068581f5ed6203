"""Who changed what they state of a forecast between two moments, each compared with nobody but themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.pool import rule_of
from outlook.model.belief import Chance, Points, Quantiles, Shares
from outlook.model.kind_of import is_distributed
from outlook.scoring.scorecard import window_end

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.standing import Standing
    from outlook.model.belief import Belief
    from outlook.model.entries import Estimate

TENTH, MIDDLE, NINETENTH = 0.1, 0.5, 0.9


class Stated(NamedTuple):
    """What one forecaster states, since when, and their time-weighted Brier score once there is one."""

    by: str
    belief: Belief
    at: datetime
    brier: float | None = None


class Move(NamedTuple):
    """What one forecaster stated at the beginning and at the end of some time; None where that is nothing."""

    by: str
    before: Belief | None
    after: Belief | None


def whom(one: Standing, person: str | None) -> str | None:
    """Whose numbers are shown: those of a pool are everybody's of a quantity or a day, which have no pool."""
    return None if rule_of(person) is not None and is_distributed(one.forecast) else person


def stated(one: Standing, person: str | None) -> tuple[Stated, ...]:
    """What each forecaster states, or one of them, the newest first; of a resolved forecast what was scored last."""
    newest = (_newest(one, name) for name in _people(one, person))
    found = sorted((each for each in newest if each is not None), key=lambda each: each.by)
    briers = {row.by: row.time_weighted for row in one.scores_of(person).rows} if _has_brier(one) else {}
    return tuple(
        Stated(each.by, belief, each.known_at, briers.get(each.by))
        for each in sorted(found, key=lambda each: each.known_at, reverse=True)
        if (belief := each.believed(one.forecast)) is not None
    )


def moves(before: Standing, after: Standing, person: str | None) -> tuple[Move, ...]:
    """Everybody whose number is another one, or that person alone; who moved most first."""
    names = dict.fromkeys((*_people(before, person), *_people(after, person)))
    found = (Move(name, _belief(before, name), _belief(after, name)) for name in names)
    moved = [one for one in found if one.before != one.after]
    return tuple(sorted(moved, key=lambda one: (-distance(one.before, one.after), one.by)))


def distance(one: Belief | None, other: Belief | None) -> float:
    """How far two beliefs lie apart, 0 to 1; 0 where one of them is missing.

    Of probabilities it is that of the option that differs most; of distributions it is that of the medians against
    the wider of the two central 80 %.

    >>> distance(Chance(0.25), Chance(0.75))
    0.5
    """
    if isinstance(one, Chance | Shares) and isinstance(other, Chance | Shares):
        mine, theirs = one.shares, other.shares
        return max(abs(mine.get(name, 0.0) - theirs.get(name, 0.0)) for name in {**mine, **theirs})
    middles = [_at(belief, MIDDLE) for belief in (one, other)]
    if middles[0] is None or middles[1] is None or middles[0] == middles[1]:
        return 0.0
    width = max(_width(belief) for belief in (one, other))
    return min(abs(middles[0] - middles[1]) / width, 1.0) if width else 1.0


def _width(belief: Belief | None) -> float:
    low, high = _at(belief, TENTH), _at(belief, NINETENTH)
    return 0.0 if low is None or high is None else high - low


def _at(belief: Belief | None, level: float) -> float | None:
    return belief.quantile(level) if isinstance(belief, Quantiles | Points) else None


def _people(one: Standing, person: str | None) -> tuple[str, ...]:
    return one.situation.history.forecasters if person is None else (person,)


def _belief(one: Standing, name: str) -> Belief | None:
    newest = _newest(one, name)
    return None if newest is None else newest.believed(one.forecast)


def _newest(one: Standing, name: str) -> Estimate | None:
    """The newest estimate; of a resolved forecast the last one that was in force in its window, which is scored."""
    history = one.situation_of(name).history
    if one.situation.state != "resolved":
        return history.newest(name)
    return history.final(window_end(one.forecast, history), name, late=one.late)


def _has_brier(one: Standing) -> bool:
    return one.situation.state == "resolved" and not is_distributed(one.forecast)
