"""Who was better: every forecaster's mean with its interval, the rank that luck allows, and what the score is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum, inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from outlook.model.values import POOL_PREFIX
from outlook.panel.adjusted import Adjusted, adjusted, connected
from outlook.panel.pairs import Compared, compared
from outlook.panel.pools import MEDIAN
from outlook.scoring import rules
from outlook.scoring.chance import FEWEST, FEWEST_OF_RARER, Ends, Moments, mean_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from outlook.panel.cells import Cells, Floats

MOST_PAIRED = 3000  # forecasters: nine million pairs


@dataclass(frozen=True, slots=True)
class Ranked:
    """One forecaster. `score` is the mean over questions, lower is better; None where there is no such number.

    `rank` counts from 1 by the mean, and `adjusted_rank` by the adjusted score, among the people of one `group`, whom a
    chain of common questions connects; luck allows all ranks from `rank_low` to `rank_high`. They are None for a pool,
    which is made of the people, for who answered too few questions beside others who answered enough, and for who
    shares no question with anybody. `group` is None too where everybody answered the same questions. `skill` is against
    the base rate of one's own questions, `skill_pool` against the median of all on the same questions. `why` says why
    there is no interval.
    """

    forecaster: str
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    n: int
    questions: int
    answered: float
    coverage: float | None
    score: float
    interval: Ends | None
    why: str
    log_score: float | None
    log_score_finite: float | None
    infinite: int
    skill: float | None
    skill_pool: float | None
    adjusted: float | None = None
    adjusted_interval: Ends | None = None
    adjusted_rank: int | None = None
    group: int | None = None

    @property
    def is_pool(self) -> bool:
        """Whether it is made of the others."""
        return self.forecaster.startswith(POOL_PREFIX)


@dataclass(frozen=True, slots=True)
class Pair:
    """The first forecaster's mean score less the second's on common questions: below 0 the first was better.

    `share` is in how many draws of questions the first is better; `is_more_than_luck` looks at all pairs together.
    """

    first: str
    second: str
    questions: int
    difference: float
    interval: Ends | None
    share: float | None
    is_more_than_luck: bool


@dataclass(frozen=True, slots=True)
class Excluded:
    """What of a forecaster is left out where people are compared, since it was recorded after the end of its window.

    So many estimates on so many questions; `is_compared` if there is something else by which they are compared. With
    what is left out their mean is `score`, on the `answered` questions.
    """

    forecaster: str
    estimates: int
    questions: int
    is_compared: bool
    score: float
    answered: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Forecasters by rising mean, and pairs of them; `is_even` if everybody answered the same questions.

    `is_compared` is false where each was looked at by itself. `excluded` is what none of these numbers holds.
    `disagreeing` are pairs of which the adjusted scores say the one and common questions the other, beyond luck.
    """

    forecasters: tuple[Ranked, ...]
    pairs: tuple[Pair, ...]
    is_even: bool
    questions: int
    disagreeing: tuple[tuple[str, str], ...] = ()
    better: tuple[tuple[str, str], ...] = ()
    is_compared: bool = True
    excluded: tuple[Excluded, ...] = ()


def ranking(
    cells: Cells,
    *,
    pairs: bool = False,
    timed: Compared | None = None,
    over_time: bool = False,
) -> Ranking:
    """The ranking of cells; `timed` has the pairs over common time, where scores are over time."""
    order = _by_mean(cells)
    found = timed or (compared(cells, draw=pairs) if len(order) <= MOST_PAIRED else None)
    people = [not one.startswith(POOL_PREFIX) for one in cells.forecasters]
    is_even = not np.isnan(cells.cost[people]).any()
    better = None if found is None else _better(cells, found)
    rows = [_ranked(cells, place, found, over_time=over_time) for place in order]
    fair = None if is_even or found is None else _adjusted(cells.cost, np.array(people), found.off)
    group = np.where(people, 0, -1) if fair is None else fair.group
    rows = _with_ranks(rows, order, better, group)
    if fair is not None:
        rows = _with_adjusted(rows, order, fair)
    return Ranking(
        tuple(rows),
        _pairs(cells, order, found, better) if pairs and found is not None and better is not None else (),
        is_even,
        len(cells.questions.names),
        () if fair is None or better is None else tuple(_disagreeing(cells, fair, better)),
        () if better is None else tuple(_named(cells, better)),
    )


def _better(cells: Cells, found: Compared) -> NDArray[np.bool_]:
    """Who is better than whom beyond luck: people among each other are one family of tests, pairs with a pool another.

    The pools are made of the people and alike: together they would hide differences between people.
    """
    is_pool = np.array([name.startswith(POOL_PREFIX) for name in cells.forecasters])
    with_pool = is_pool[:, None] | is_pool
    return found.better(~with_pool) | found.better(with_pool)


def means(cost: Floats) -> list[float]:
    """The mean of each row over its questions, exact before it is rounded."""
    return [fsum(kept) / len(kept) for kept in (row[~np.isnan(row)].tolist() for row in cost)]


def _by_mean(cells: Cells) -> list[int]:
    # A pool of people who always contradict each other with certainty has no score at all.
    scored = np.flatnonzero(cells.answered.any(axis=1)).tolist()
    found = dict(zip(scored, means(cells.cost[scored]), strict=True))
    return sorted(scored, key=lambda place: (found[place], cells.forecasters[place]))


def _ranked(cells: Cells, place: int, found: Compared | None, *, over_time: bool) -> Ranked:
    mine = ~np.isnan(cells.cost[place])
    score, outcomes = _moments(cells.cost[place][mine]), cells.questions.outcomes[mine]
    is_named = bool(np.isin(outcomes, (0.0, 1.0)).all())
    why = why_none(score.n, int(min((outcomes == 0).sum(), (outcomes == 1).sum())) if is_named else None, score.sd)
    known = cells.log[place][mine & ~np.isnan(cells.log[place])]
    finite = known[np.isfinite(known)]
    finite_mean = fsum(finite.tolist()) / len(finite) if len(finite) else None
    infinite = len(known) - len(finite)
    rate = fsum(outcomes.tolist()) / len(outcomes)
    base = rate * (1 - rate) if is_named else None
    return Ranked(
        forecaster=cells.forecasters[place],
        rank=None,
        rank_low=None,
        rank_high=None,
        n=int(np.nansum(cells.n[place])),
        questions=score.n,
        answered=score.n / len(mine),
        coverage=fsum(cells.coverage[place][mine].tolist()) / score.n if over_time else None,
        score=score.mean,
        interval=None if why else mean_interval(score),
        why=why,
        log_score=inf if infinite else finite_mean,
        log_score_finite=finite_mean,
        infinite=infinite,
        skill=None if base is None else rules.skill(score.mean, base),
        skill_pool=_against_pool(cells, place, found),
    )


def _moments(scores: Floats) -> Moments:
    """As `outlook.scoring.chance` has them: the mean to the last digit, the others quickly."""
    n, mean = len(scores), fsum(scores.tolist()) / len(scores)
    off = scores - mean
    squared = off * off
    sd = sqrt(float(squared.sum()) / (n - 1)) if n > 1 else 0.0
    return Moments(n, mean, sd, float((squared * off).sum()) / n / sd**3 if sd else 0.0)


def why_none(questions: int, rarer: int | None, sd: float) -> str:
    """Why a mean over so many questions has no interval; `rarer` of them, if yes or no, had the rarer outcome."""
    if questions < FEWEST:
        return f"under {FEWEST} questions"
    if rarer is not None and rarer < FEWEST_OF_RARER:
        return f"under {FEWEST_OF_RARER} of the rarer outcome"
    return "" if sd else "all scores are equal"


def _against_pool(cells: Cells, place: int, found: Compared | None) -> float | None:
    if found is None or MEDIAN not in cells.forecasters:
        return None
    pool = cells.forecasters.index(MEDIAN)
    own, reference = float(found.own[place, pool]), float(found.own[pool, place])
    return None if pool == place or np.isnan(own) else rules.skill(own, reference)


def _adjusted(cost: Floats, people: NDArray[np.bool_], off: Floats | None) -> Adjusted:
    """The adjusted scores of the people, and none of pools, in the order of the cells.

    Where no two people can be adjusted together there are none, and the groups are those whom a chain of common
    questions connects, however few.
    """
    found = adjusted(cost[people], off)
    score, low, high = (np.full(len(cost), np.nan) for _ in range(3))
    group = np.full(len(cost), -1, dtype=np.int64)
    if np.bincount(found.group[found.group >= 0], minlength=1).max() < 2:  # noqa: PLR2004 - two are compared
        group[people] = connected(cost[people], 1)
    else:
        score[people], low[people], high[people], group[people] = found.score, found.low, found.high, found.group
    return Adjusted(score, low, high, group)


def _with_ranks(
    rows: Sequence[Ranked], order: Sequence[int], better: NDArray[np.bool_] | None, group: NDArray[np.int64]
) -> list[Ranked]:
    """Ranks by the mean among the people of each group, and those that luck allows."""
    found, at = list(rows), {place: number for number, place in enumerate(order)}
    people = sum(not row.is_pool for row in rows)
    for number in range(group.max(initial=-1) + 1):
        places = np.flatnonzero(group == number)
        if len(places) == 1 < people:
            continue  # nobody to be ranked with
        scores = np.sort([found[at[place]].score for place in places.tolist()])
        for place in places.tolist():
            low, high = (None, None) if better is None else _allowed(better, places, place)
            rank = 1 + int(np.searchsorted(scores, found[at[place]].score, side="left"))
            found[at[place]] = replace(found[at[place]], rank=rank, rank_low=low, rank_high=high)
    return found


def _allowed(better: NDArray[np.bool_], places: NDArray[np.int64], place: int) -> tuple[int, int]:
    """The ranks that luck allows to one of these."""
    return 1 + int(better[places, place].sum()), len(places) - int(better[place, places].sum())


def _with_adjusted(rows: Sequence[Ranked], order: Sequence[int], fair: Adjusted) -> list[Ranked]:
    """With groups and, where there are any, adjusted scores and ranks by them among the people of a group."""
    found = []
    for row, place in zip(rows, order, strict=True):
        mine, score = int(fair.group[place]), float(fair.score[place])
        if mine < 0 or np.isnan(score):
            found.append(row if mine < 0 else replace(row, group=mine))
            continue
        rank = None if row.rank is None else 1 + int((fair.score[fair.group == mine] < score).sum())
        low, high = float(fair.low[place]), float(fair.high[place])
        interval = None if np.isnan(low) else Ends(low, high)
        found.append(replace(row, adjusted=score, adjusted_interval=interval, adjusted_rank=rank, group=mine))
    return found


def _pairs(cells: Cells, order: Sequence[int], found: Compared, better: NDArray[np.bool_]) -> tuple[Pair, ...]:
    drawn, reach = found.share, found.reach
    return tuple(
        Pair(
            cells.forecasters[one],
            cells.forecasters[other],
            int(found.n[one, other]),
            float(found.mean[one, other]),
            _ends(float(found.mean[one, other]), float(reach[one, other])),
            None if drawn is None or np.isnan(reach[one, other]) else float(drawn[one, other]),
            bool(better[one, other] or better[other, one]),
        )
        for at, one in enumerate(order)
        for other in order[at + 1 :]
        if found.n[one, other]
    )


def _ends(middle: float, reach: float) -> Ends | None:
    return None if np.isnan(reach) else Ends(middle - reach, middle + reach)


def _disagreeing(cells: Cells, fair: Adjusted, better: NDArray[np.bool_]) -> list[tuple[str, str]]:
    ones, others = np.nonzero(better)
    return [
        (cells.forecasters[one], cells.forecasters[other])
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
        if fair.group[one] == fair.group[other] >= 0 and fair.score[one] > fair.score[other]
    ]


def _named(cells: Cells, better: NDArray[np.bool_]) -> list[tuple[str, str]]:
    ones, others = np.nonzero(better)
    return [
        (cells.forecasters[one], cells.forecasters[other])
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
    ]
