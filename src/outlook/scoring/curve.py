"""Which forecasts enter a calibration curve, which are withheld and why, and what the curve says.

A forecast that happens is often resolved at once, one that does not only at its close. A curve of all that has
resolved so far would therefore hold too many of those that happened. So by default only questions whose scheduled
close has passed enter, however early they were resolved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from outlook.belief.course import course
from outlook.belief.timeline import by_forecaster
from outlook.scoring.calibration import BINS, Bin, auc, binned, counted_once, ece, effective, error_of, mce, reliability
from outlook.scoring.decomposition import Corp, Murphy, MurphyBinned, corp, miscalibration_of, murphy, murphy_binned
from outlook.scoring.measures import happened, probability
from outlook.scoring.resampling import RESAMPLES, Interval, by_chance, interval_of
from outlook.scoring.scorecard import NotScored, Scores, outcome_of, score, window_end
from outlook.scoring.tallies import MeanBrier, Ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from outlook.belief.timeline import Situation
    from outlook.model.forecast import Forecast

Taken = Literal["last", "first", "prior"]
# Rows drawn in all, so that an answer takes a second or two; and where drawing would no longer be worth its time.
DRAWN = 200_000
MOST_DRAWN = 1000
FEWEST_DRAWS = 200
IN_PART = "resolved as"  # so begins the reason where a question was settled by a fraction


@dataclass(frozen=True, slots=True)
class Pair:
    """What one forecaster said of one yes/no question (the record itself, for its prior), and what happened."""

    forecast: Forecast
    by: str
    p: float
    outcome: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The pairs that enter; resolved forecasts withheld because their close has not passed; all others, with reasons.

    `taken` says which of a forecaster's estimates stands for them.
    """

    taken: Taken
    pairs: tuple[Pair, ...]
    withheld: tuple[NotScored, ...]
    left_out: tuple[NotScored, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """Every number of a curve that has pairs; what is undefined is None.

    `ece_by_chance` and `miscalibration_by_chance` are what nine in ten perfectly calibrated forecasters with the same
    probabilities would stay under; None where several forecasters answered one question. Intervals are at 90% and draw
    whole questions. `by_question` are the bins with the interval that takes the forecasts of one question for what they
    are, one outcome: that of `bins` takes each for a question of its own.
    """

    n: int
    questions: int
    hits: int
    bins: tuple[Bin, ...]
    by_question: tuple[Bin, ...]
    murphy: Murphy
    binned: MurphyBinned
    corp: Corp
    ece: float
    mce: float
    auc: float | None
    brier_interval: Interval | None
    auc_interval: Interval | None
    ece_by_chance: float | None
    miscalibration_by_chance: float | None


def curve(
    situations: Iterable[Situation],
    at: datetime | None,
    by: str | None = None,
    taken: Taken = "last",
    *,
    unclosed: bool = False,
    late: bool = False,
    scored: Callable[[Situation], Scores] | None = None,
) -> Curve:
    """The yes/no forecasts that enter at a moment, one pair for each forecaster (or only for `by`).

    `last` takes the estimate that stood when the window ended, `first` the first that stood in it, `prior` the
    record's. With `unclosed`, what was resolved before a close that has not passed enters as well; with
    `late`, what was recorded after the outcome was. `scored` gives what was scored before.
    """
    scores = scored or (lambda situation: score(situation, by, late=late))
    pairs: list[Pair] = []
    withheld: list[NotScored] = []
    left_out: list[NotScored] = []
    for situation in situations:
        forecast = situation.forecast
        if reason := _unfit(situation, taken, scores):
            left_out.append(NotScored(forecast, situation.state, reason))
        elif not unclosed and (early := _unclosed(situation, at)):
            withheld.append(NotScored(forecast, situation.state, early))
        else:
            pairs.extend(_pairs(situation, by, taken, late=late))
    return Curve(taken, tuple(pairs), tuple(withheld), tuple(left_out))


def _unfit(situation: Situation, taken: Taken, scores: Callable[[Situation], Scores]) -> str:
    """Why a forecast has no place on any curve, or an empty text."""
    forecast = situation.forecast
    if forecast.kind != "binary":
        return f"{forecast.kind}: only yes/no questions enter"
    if isinstance(outcome_of(situation), float):
        return f"{IN_PART} {situation.outcome}: only what was settled as yes or no enters"
    scored = scores(situation)
    if taken != "prior" or outcome_of(situation) is None:
        return "" if scored.rows else scored.left_out[0].reason
    return "no prior is stated" if forecast.prior is None else ""


def _unclosed(situation: Situation, at: datetime | None) -> str:
    closes_at = situation.forecast.closes_at
    assert closes_at is not None  # one without a close is a draft, and left out before
    is_ahead = at is not None and closes_at > at
    return f"resolved {situation.outcome} early, closes {closes_at:%Y-%m-%d}" if is_ahead else ""


def _pairs(situation: Situation, by: str | None, taken: Taken, *, late: bool) -> list[Pair]:
    forecast, history = situation.forecast, situation.history
    assert history.resolution is not None
    outcome = int(happened(forecast.read_outcome(history.resolution.outcome)))
    if taken == "prior":
        return [Pair(forecast, "prior", probability(forecast.prior), outcome)]
    pairs = []
    for person, stated in by_forecaster(history.said(late=late)).items():
        steps = course(forecast, stated, window_end(forecast, history), history.absent).steps
        if by in (None, person) and steps:
            belief = steps[-1 if taken == "last" else 0].belief
            pairs.append(Pair(forecast, person, probability(belief), outcome))
    return pairs


def assess(pairs: Sequence[Pair], bins: int = BINS) -> Assessed | None:
    """What the curve says; None without pairs. The same pairs in another order give the same numbers."""
    ps, outcomes = [pair.p for pair in pairs], [pair.outcome for pair in pairs]
    exact, binned, best = murphy(ps, outcomes), murphy_binned(ps, outcomes, bins), corp(ps, outcomes)
    error, largest = ece(ps, outcomes, bins), mce(ps, outcomes, bins)
    if exact is None or binned is None or best is None or error is None or largest is None:
        return None
    questions = _by_question(pairs)
    draws = max(min(RESAMPLES, DRAWN // len(pairs)), FEWEST_DRAWS) if len(pairs) <= MOST_DRAWN else 0
    # Several forecasters on one question share its outcome: what chance does to them is not one draw a row.
    by_lot = draws and len(questions) == len(pairs)
    held = reliability(ps, outcomes, bins)
    return Assessed(
        n=len(pairs),
        questions=len(questions),
        hits=sum(outcomes),
        bins=held,
        by_question=held if len(questions) == len(pairs) else _by_question_of(held, pairs, bins),
        murphy=exact,
        binned=binned,
        corp=best,
        ece=error,
        mce=largest,
        auc=auc(ps, outcomes),
        brier_interval=interval_of(questions, MeanBrier, resamples=draws) if draws else None,
        auc_interval=interval_of(questions, Ranking, resamples=draws) if draws else None,
        ece_by_chance=by_chance(ps, lambda stated: error_of(stated, bins), resamples=draws) if by_lot else None,
        miscalibration_by_chance=by_chance(ps, miscalibration_of, resamples=draws) if by_lot else None,
    )


def _by_question_of(held: Sequence[Bin], pairs: Sequence[Pair], bins: int) -> tuple[Bin, ...]:
    """The bins, each with Wilson's interval of the rate from as many outcomes as its forecasts are worth."""
    places = binned([pair.p for pair in pairs], range(len(pairs)), bins)
    found = []
    for one, (_, mine) in zip(held, sorted(places.items()), strict=True):
        n = effective([*Counter(pairs[place].forecast.full_id for _, place in mine).values()])
        found.append(counted_once(one, n))
    return tuple(found)


def _by_question(pairs: Sequence[Pair]) -> list[list[tuple[float, int]]]:
    questions: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for pair in pairs:
        questions[pair.forecast.full_id].append((pair.p, pair.outcome))
    return list(questions.values())
