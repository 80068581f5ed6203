"""What the scores are worth: beside the scores of forecasts that anybody could have made, and beside chance.

A reference forecast answers the same questions over the same time, so that the two means compare.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING

from outlook.model.kind_of import is_choice
from outlook.scoring import rules
from outlook.scoring.measures import all_alike, happened, probability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from outlook.model.belief import Belief
    from outlook.scoring.scorecard import Row

REFERENCES = ("prior", "half", "base_rate", "implied")
QUANTILE_90 = 1.6448536269514722  # of the normal distribution: 90 % lie within so many standard deviations

FEWEST = 5  # the mean of so few is not spread like a normal distribution
EVEN = 0.25  # the Brier score of even odds
SEED = 1
WORLDS = 2000
MOST_SIMULATED = 200


@dataclass(frozen=True, slots=True)
class Against:
    """Rows beside one reference, over the `n` rows that have both: mean scores, and the skill of the stated ones.

    `better` counts the rows in which the stated score is the lower one, `worse` those in which it is the higher.
    """

    kind: str
    reference: str
    n: int
    stated: float
    mean: float
    skill: float | None
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Luck:
    """What the last stated probabilities would score on average if each were right, and what they did score.

    `low` to `high` holds 90 % of the means that chance would give; it assumes that no question hangs on another.
    `right` counts those that gave what happened more than even odds.
    """

    n: int
    right: int
    scored: float
    expected: float
    low: float
    high: float


def reference_scores(
    rows: Sequence[Row], implied: Callable[[Row], float | None] = lambda _: None
) -> list[dict[str, float]]:
    """The score of each reference on each row; a reference that a row has not is absent.

    `prior` is the record's; `half` gives every answer the same chance; `base_rate` is how often the yes/no questions
    that the same forecaster has scores on came true, known only afterwards; `implied` is the mean over the time that
    the row covers.
    """
    rates = _base_rates(rows)
    found = []
    for row in rows:
        scores = {
            "prior": row.prior_score,
            "half": _of_equal_shares(row),
            "base_rate": _of_the_rate(row, rates),
            "implied": implied(row),
        }
        timed = row.time_weighted is not None
        found.append({name: score for name, score in scores.items() if timed and score is not None})
    return found


def _of_equal_shares(row: Row) -> float | None:
    if row.forecast.kind == "binary":
        return rules.brier(0.5, happened(row.outcome))  # 0.25, but of what was settled in part
    return 1 - 1 / len(row.forecast.names) if is_choice(row.forecast) else None


def _base_rates(rows: Sequence[Row]) -> Mapping[str, float]:
    """The rate of yes among each forecaster's questions.

    It is that of the same resolved set, and includes the question itself: the rate of the others is beaten by anyone
    who says 50% on five that came true and five that did not.
    """
    outcomes: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row.forecast.kind == "binary":
            outcomes[row.by].append(happened(row.outcome))
    return {person: fmean(known) for person, known in outcomes.items()}


def _of_the_rate(row: Row, rates: Mapping[str, float]) -> float | None:
    return rules.brier(rates[row.by], happened(row.outcome)) if row.forecast.kind == "binary" else None


def compare(rows: Sequence[Row], scores: Sequence[Mapping[str, float]]) -> tuple[Against, ...]:
    """One line for each kind and reference that any row has; none where the rows are in different units."""
    found = []
    for kind in dict.fromkeys(row.forecast.kind for row in rows):
        alike = [(row, score) for row, score in zip(rows, scores, strict=True) if row.forecast.kind == kind]
        if all_alike([row.measure for row, _ in alike]):
            found += [line for name in REFERENCES if (line := _against(kind, name, alike))]
    return tuple(found)


def _against(kind: str, name: str, rows: Sequence[tuple[Row, Mapping[str, float]]]) -> Against | None:
    pairs = [
        (row.time_weighted, scores[name]) for row, scores in rows if name in scores and row.time_weighted is not None
    ]
    if not pairs:
        return None
    stated, mean = fmean([mine for mine, _ in pairs]), fmean([theirs for _, theirs in pairs])
    return Against(
        kind=kind,
        reference=name,
        n=len(pairs),
        stated=stated,
        mean=mean,
        skill=rules.skill(stated, mean),
        better=sum(mine < theirs for mine, theirs in pairs),
        worse=sum(mine > theirs for mine, theirs in pairs),
    )


def beliefs_of(row: Row) -> Sequence[Belief]:
    """What stood in the window of a row, in order."""
    return row.course().beliefs


def luck(rows: Sequence[Row], at: datetime, beliefs: Callable[[Row], Sequence[Belief]] = beliefs_of) -> Luck | None:
    """One forecaster's last estimates of yes/no questions beside what chance allows them; None with fewer than five.

    Only questions past their scheduled close at the moment count: one that was resolved early for having happened makes
    everybody look worse than luck. A right probability p scores p(1 - p) on average. The interval is simulated with
    a fixed seed from the stated probabilities, each taken as right, one draw a question; over many questions the mean
    is as good as normal, with the variance p(1 - p)(1 - 2p)^2. Reference: Spiegelhalter (1986), Probabilistic
    prediction in patient management and clinical trials, Statistics in Medicine 5.
    """
    binary = [row for row in rows if row.forecast.kind == "binary" and _is_past_its_close(row, at)]
    if len(binary) < FEWEST:
        return None
    stated = sorted(probability(beliefs(row)[-1]) for row in binary)
    expected = fmean(p * (1 - p) for p in stated)
    low, high = _by_chance(stated, expected)
    return Luck(
        n=len(binary),
        right=sum(row.last < EVEN for row in binary),
        scored=fmean(row.last for row in binary),
        expected=expected,
        low=low,
        high=high,
    )


def _is_past_its_close(row: Row, at: datetime) -> bool:
    closes_at = row.forecast.closes_at
    return closes_at is not None and closes_at <= at and isinstance(row.outcome, str)


def _by_chance(stated: Sequence[float], expected: float) -> tuple[float, float]:
    """The central 90% of the mean score if each probability is right."""
    if len(stated) > MOST_SIMULATED:
        spread = QUANTILE_90 * sqrt(fsum(p * (1 - p) * (1 - 2 * p) ** 2 for p in stated)) / len(stated)
        return max(expected - spread, 0.0), expected + spread
    draw = Random(SEED).random  # noqa: S311 - luck that can be repeated, no secret
    scores = [(p, (p - 1) ** 2, p**2) for p in stated]
    means = sorted(fsum([yes if draw() < p else no for p, yes, no in scores]) / len(scores) for _ in range(WORLDS))
    return means[int(0.05 * WORLDS)], means[int(0.95 * WORLDS)]
