"""Each rule proved by a second way: an identity, a slow version, a property that a proper rule must have."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from outlook.scoring import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROBABILITIES = st.floats(0, 1)
# Probabilities that carry a whole-number weight each, so that zero and certainty occur and the sum is 1.
CHOICES = (
    st.lists(st.integers(0, 50), min_size=2, max_size=6)
    .filter(any)
    .map(lambda weights: [weight / sum(weights) for weight in weights])
)
NUMBERS = st.floats(-1e6, 1e6)
ENSEMBLES = st.lists(NUMBERS, min_size=1, max_size=8)
SHARES = st.floats(0.01, 0.99)


@st.composite
def choices_and_outcomes(draw: st.DrawFn) -> tuple[list[float], int]:
    ps = draw(CHOICES)
    return ps, draw(st.integers(0, len(ps) - 1))


@st.composite
def beliefs_and_reports(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    belief = draw(CHOICES)
    weights = draw(st.lists(st.integers(0, 50), min_size=len(belief), max_size=len(belief)).filter(any))
    return belief, [weight / sum(weights) for weight in weights]


@st.composite
def cumulatives(draw: st.DrawFn) -> list[tuple[float, float]]:
    xs = sorted(draw(st.sets(st.integers(-20, 20), min_size=2, max_size=7)))
    fs = sorted(draw(st.lists(PROBABILITIES, min_size=len(xs), max_size=len(xs))))
    return [(float(x), f) for x, f in zip(xs, fs, strict=True)]


def expected(chances: Sequence[float], score: Callable[[int], float]) -> float:
    """Weigh the score of each outcome by its chance; what cannot happen does not count, infinite or not."""
    return math.fsum(chance * score(k) for k, chance in enumerate(chances) if chance)


# Golden values, as published


def test_the_ordered_example_of_good_judgment_open_scores_as_published() -> None:
    assert rules.brier_ordered([0.25, 0.25, 0.30, 0.20], 1) == pytest.approx(0.235, abs=1e-15)


@pytest.mark.parametrize(
    ("call", "score"),
    [
        (lambda: rules.brier(0.5, 1), 0.25),
        (lambda: rules.brier(1, True), 0.0),
        (lambda: rules.brier(1, 0), 1.0),
        (lambda: rules.brier(0.5, 0.5), 0.0),
        (lambda: rules.brier_two_sided(0, 1), 2.0),
        (lambda: rules.brier_choice([0, 1], 0), 2.0),
        (lambda: rules.brier_choice([0, 1], 1), 0.0),
        (lambda: rules.rps([1, 0, 0], 2), 1.0),
        (lambda: rules.rps([1, 0, 0], 1), 0.5),
        (lambda: rules.brier_ordered([1, 0, 0], 2), 2.0),
        (lambda: rules.log_score(1, 1), 0.0),
        (lambda: rules.log_score(0, 0), 0.0),
        (lambda: rules.log_score(0, 1), math.inf),
        (lambda: rules.log_score(1, 0), math.inf),
        (lambda: rules.log_score_choice([1, 0], 0), 0.0),
        (lambda: rules.log_score_choice([1, 0], 1), math.inf),
        (lambda: rules.baseline([0, 1, 0], 1), 100.0),
        (lambda: rules.baseline([0, 1, 0], 0), -math.inf),
        (lambda: rules.baseline([0.25] * 4, 3), 0.0),
        (lambda: rules.peer(0.3, [0.3, 0.3]), 0.0),
        (lambda: rules.peer(0.0, [0.3]), -math.inf),
        (lambda: rules.peer(0.3, [0.3, 0.0]), math.inf),
        (lambda: rules.pinball(0.5, 3, 3), 0.0),
        (lambda: rules.interval_score(1, 4, 0.1, 4), 3.0),
        (lambda: rules.interval_score(4, 4, 0.1, 3), 20.0),
        (lambda: rules.interval_score(4, 4, 5e-324, 4), 0.0),
        (lambda: rules.crps_quantiles([0.5], [3], 3), 0.0),
        (lambda: rules.crps_ensemble([3], 3), 0.0),
        (lambda: rules.crps_ensemble([3], 5), 2.0),
        (lambda: rules.crps_cumulative([(0, 0), (1, 1)], 0), 1 / 3),
        (lambda: rules.crps_cumulative([(0, 0), (4, 0)], 0), 4.0),
        (lambda: rules.skill(0.25, 0.25), 0.0),
        (lambda: rules.skill(0.0, 0.25), 1.0),
        (lambda: rules.skill(0.5, 0.25), -1.0),
        (lambda: rules.skill(0.0005, 0.001), 0.5),
    ],
)
def test_the_ends_of_each_range_are_met_exactly_and_as_floats(call: Callable[[], float], score: float) -> None:
    answer = call()
    assert answer == score
    assert type(answer) is float
    assert math.copysign(1, answer) == math.copysign(1, score)


def test_skill_against_a_perfect_reference_is_undefined() -> None:
    assert rules.skill(0.25, 0.0) is None
    assert rules.skill(0.0, 0.0) is None


def test_the_log_score_keeps_the_digits_of_a_tiny_probability() -> None:
    assert rules.log_score(1e-20, 0) == 1e-20


# Identities between rules


@given(PROBABILITIES, PROBABILITIES)
def test_the_two_sided_brier_score_is_twice_the_one_sided(p: float, outcome: float) -> None:
    summed = (p - outcome) ** 2 + ((1 - p) - (1 - outcome)) ** 2
    assert rules.brier_two_sided(p, outcome) == 2 * rules.brier(p, outcome)
    assert rules.brier_two_sided(p, outcome) == pytest.approx(summed, abs=1e-12)


@given(PROBABILITIES, st.booleans())
def test_two_options_score_as_the_yes_and_no_of_one_probability(p: float, happened: bool) -> None:
    ps = [1 - p, p]
    index = int(happened)
    assert rules.brier_choice(ps, index) == pytest.approx(rules.brier_two_sided(p, happened), abs=1e-12)
    assert rules.brier_ordered(ps, index) == pytest.approx(rules.brier_two_sided(p, happened), abs=1e-12)
    assert rules.rps(ps, index) == pytest.approx(rules.brier(p, happened), abs=1e-12)
    assert rules.log_score_choice([p, 1 - p], 1 - index) == pytest.approx(rules.log_score(p, happened))


@given(choices_and_outcomes())
def test_the_ordered_brier_score_is_twice_the_ranked_probability_score(case: tuple[list[float], int]) -> None:
    ps, index = case
    assert rules.brier_ordered(ps, index) == 2 * rules.rps(ps, index)


@given(choices_and_outcomes())
def test_the_ordered_brier_score_is_the_mean_over_the_cuts_of_at_most_so_much(
    case: tuple[list[float], int],
) -> None:
    ps, index = case
    cuts = [rules.brier_two_sided(min(math.fsum(ps[: k + 1]), 1.0), index <= k) for k in range(len(ps) - 1)]
    assert rules.brier_ordered(ps, index) == pytest.approx(fmean(cuts), abs=1e-12)


@given(choices_and_outcomes())
def test_only_the_ordered_scores_mind_the_order_of_the_options(case: tuple[list[float], int]) -> None:
    ps, index = case
    turned, at = ps[::-1], len(ps) - 1 - index
    assert rules.brier_choice(turned, at) == rules.brier_choice(ps, index)
    assert rules.rps(turned, at) == pytest.approx(rules.rps(ps, index), abs=1e-12)
    assert rules.rps([0.6, 0.3, 0.1], 0) < rules.rps([0.6, 0.1, 0.3], 0)


@given(st.floats(1e-9, 1))
def test_the_baseline_of_two_options_is_a_hundred_times_one_plus_log2(p: float) -> None:
    assert rules.baseline([p, 1 - p], 0) == pytest.approx(100 * (1 + math.log2(p)), abs=1e-9)


@given(choices_and_outcomes())
def test_the_baseline_is_the_log_score_seen_from_equal_shares(case: tuple[list[float], int]) -> None:
    ps, index = case
    assume(ps[index])
    equal = math.log(len(ps))
    from_log = 100 * (equal - rules.log_score_choice(ps, index)) / equal
    assert rules.baseline(ps, index) == pytest.approx(from_log, abs=1e-9)


@given(st.lists(st.floats(1e-6, 1), min_size=2, max_size=6))
def test_the_peer_scores_of_a_group_add_up_to_nothing(group: list[float]) -> None:
    scores = [rules.peer(p, group[:place] + group[place + 1 :]) for place, p in enumerate(group)]
    assert math.fsum(scores) == pytest.approx(0, abs=1e-7)
    geometric = math.prod(group[1:]) ** (1 / (len(group) - 1))
    assert scores[0] == pytest.approx(100 * math.log(group[0] / geometric), abs=1e-7)


@given(SHARES, NUMBERS, NUMBERS)
def test_the_pinball_loss_is_the_formula_of_the_indicator(level: float, value: float, y: float) -> None:
    assert rules.pinball(level, value, y) == pytest.approx(((y < value) - level) * (value - y))


@given(SHARES, NUMBERS, NUMBERS, NUMBERS)
def test_an_interval_scores_as_its_two_quantiles(alpha: float, one: float, other: float, y: float) -> None:
    lo, hi = sorted((one, other))
    ends = rules.pinball(alpha / 2, lo, y) + rules.pinball(1 - alpha / 2, hi, y)
    assert rules.interval_score(lo, hi, alpha, y) == pytest.approx(2 / alpha * ends, rel=1e-9, abs=1e-6)


@given(st.lists(NUMBERS, min_size=7, max_size=7).map(sorted), NUMBERS)
def test_quantiles_score_as_weighted_intervals_with_the_median_counted_once(values: list[float], y: float) -> None:
    alphas = [0.1, 0.2, 0.5]
    levels = [*(alpha / 2 for alpha in alphas), 0.5, *(1 - alpha / 2 for alpha in reversed(alphas))]
    intervals = [
        alpha / 2 * rules.interval_score(values[k], values[-1 - k], alpha, y) for k, alpha in enumerate(alphas)
    ]
    weighted = (abs(y - values[3]) / 2 + math.fsum(intervals)) / (len(alphas) + 0.5)
    assert rules.crps_quantiles(levels, values, y) == pytest.approx(weighted, rel=1e-9, abs=1e-6)


@given(ENSEMBLES, NUMBERS)
@example([1e300, -1e300], 1e300)
def test_the_score_of_draws_is_their_distance_less_half_their_spread(values: list[float], y: float) -> None:
    n = len(values)
    distance = math.fsum(abs(x - y) / n for x in values)
    spread = math.fsum(abs(one - other) / (2 * n * n) for one in values for other in values)
    assert rules.crps_ensemble(values, y) == pytest.approx(distance - spread, rel=1e-9, abs=1e-6)
    assert rules.crps_ensemble(values[::-1], y) == rules.crps_ensemble(values, y)


def midpoint_rule(points: list[tuple[float, float]], y: float, steps: int) -> float:
    """Integrate (F - 1[x >= y])^2 by brute force, `steps` slices to every segment."""
    total = 0.0
    for (x0, f0), (x1, f1) in pairwise(points):
        width = (x1 - x0) / steps
        for slice_ in range(steps):
            share = (slice_ + 0.5) / steps
            total += width * (f0 + (f1 - f0) * share - (x0 + (x1 - x0) * share >= y)) ** 2
    return total


@given(cumulatives(), st.integers(-25, 25).map(float) | st.floats(-25, 25))
def test_the_score_of_a_cumulative_is_the_integral_done_slowly(points: list[tuple[float, float]], y: float) -> None:
    steps = 200
    widest = max(right[0] - left[0] for left, right in pairwise(points))
    slowly = midpoint_rule(points, y, steps)
    # One slice of the segment that holds y falls on the wrong side of it at worst.
    assert rules.crps_cumulative(points, y) == pytest.approx(slowly, abs=1.5 * widest / steps)


@given(st.sets(st.integers(-50, 50), min_size=1, max_size=7), st.integers(-60, 60))
def test_a_cumulative_of_ever_steeper_steps_scores_as_the_draws_it_steps_at(draws: set[int], y: int) -> None:
    ramp = 1e-7
    values = sorted(draws)
    steps = [point for i, x in enumerate(values) for point in ((x - ramp, i / len(values)), (x, (i + 1) / len(values)))]
    points = [(-70.0, 0.0), *((float(x), f) for x, f in steps), (70.0, 1.0)]
    assert rules.crps_cumulative(points, y) == pytest.approx(rules.crps_ensemble(values, y), abs=1e-5)


@pytest.mark.parametrize("y", [-1.7, 0.0, 0.4, 3.0])
def test_all_three_continuous_scores_near_the_closed_form_of_the_normal(y: float) -> None:
    normal = NormalDist()
    closed = y * (2 * normal.cdf(y) - 1) + 2 * normal.pdf(y) - 1 / math.sqrt(math.pi)
    levels = [(i + 0.5) / 2000 for i in range(2000)]
    values = [normal.inv_cdf(level) for level in levels]
    points = [(x / 100, normal.cdf(x / 100)) for x in range(-900, 901)]
    assert rules.crps_quantiles(levels, values, y) == pytest.approx(closed, abs=1e-3)
    assert rules.crps_ensemble(values, y) == pytest.approx(closed, abs=1e-3)
    assert rules.crps_cumulative(points, y) == pytest.approx(closed, abs=1e-4)


@given(cumulatives(), st.floats(0.01, 100))
def test_an_outcome_beyond_the_bounds_scores_as_one_on_the_bound(
    points: list[tuple[float, float]], beyond: float
) -> None:
    lowest, highest = points[0][0], points[-1][0]
    assert rules.crps_cumulative(points, lowest - beyond) == rules.crps_cumulative(points, lowest)
    assert rules.crps_cumulative(points, highest + beyond) == rules.crps_cumulative(points, highest)


# A rule is proper: nobody expects a better score by saying something else than they believe


@given(PROBABILITIES, PROBABILITIES)
@pytest.mark.parametrize("rule", [rules.brier, rules.brier_two_sided, rules.log_score])
def test_a_score_of_one_probability_is_proper(
    rule: Callable[[float, float], float], belief: float, report: float
) -> None:
    honest = expected([1 - belief, belief], lambda happened: rule(belief, happened))
    assert honest <= expected([1 - belief, belief], lambda happened: rule(report, happened)) + 1e-12


@given(beliefs_and_reports())
@pytest.mark.parametrize("rule", [rules.brier_choice, rules.rps, rules.brier_ordered, rules.log_score_choice])
def test_a_score_of_options_is_proper(
    rule: Callable[[Sequence[float], int], float], case: tuple[list[float], list[float]]
) -> None:
    belief, report = case
    honest = expected(belief, lambda index: rule(belief, index))
    assert honest <= expected(belief, lambda index: rule(report, index)) + 1e-12


@given(beliefs_and_reports(), st.floats(0.01, 1))
def test_the_baseline_and_peer_scores_are_proper(case: tuple[list[float], list[float]], another: float) -> None:
    belief, report = case
    honest = expected(belief, lambda index: rules.baseline(belief, index))
    assert honest >= expected(belief, lambda index: rules.baseline(report, index)) - 1e-9
    honest = expected(belief, lambda index: rules.peer(belief[index], [another, 0.5]))
    assert honest >= expected(belief, lambda index: rules.peer(report[index], [another, 0.5])) - 1e-9


@given(ENSEMBLES, ENSEMBLES)
def test_the_score_of_draws_is_proper(belief: list[float], report: list[float]) -> None:
    honest = fmean(rules.crps_ensemble(belief, y) for y in belief)
    assert honest <= fmean(rules.crps_ensemble(report, y) for y in belief) + 1e-6


@given(st.lists(NUMBERS, min_size=9, max_size=9), st.integers(1, 8), NUMBERS)
def test_the_pinball_loss_is_least_at_the_quantile(belief: list[float], tenths: int, report: float) -> None:
    level = tenths / 9
    quantile = sorted(belief)[tenths - 1]
    honest = fmean(rules.pinball(level, quantile, y) for y in belief)
    assert honest <= fmean(rules.pinball(level, report, y) for y in belief) + 1e-6


# Ranges


@given(PROBABILITIES, PROBABILITIES)
def test_the_brier_score_stays_within_its_range(p: float, outcome: float) -> None:
    assert 0 <= rules.brier(p, outcome) <= 1
    assert rules.brier(p, outcome) == rules.brier(outcome, p)


@given(choices_and_outcomes())
def test_the_scores_of_options_stay_within_their_ranges(case: tuple[list[float], int]) -> None:
    assert 0 <= rules.brier_choice(*case) <= 2 + 1e-12
    assert 0 <= rules.rps(*case) <= 1 + 1e-12
    assert 0 <= rules.log_score_choice(*case) <= math.inf
    assert rules.baseline(*case) <= 100 + 1e-9


@given(cumulatives(), NUMBERS)
def test_the_score_of_a_cumulative_stays_within_the_width_of_its_bounds(
    points: list[tuple[float, float]], y: float
) -> None:
    assert 0 <= rules.crps_cumulative(points, y) <= (points[-1][0] - points[0][0]) * (1 + 1e-12)


@given(ENSEMBLES, NUMBERS, st.floats(-1000, 1000), st.floats(0.01, 100))
def test_the_continuous_scores_move_with_the_unit_and_not_with_the_origin(
    values: list[float], y: float, shift: float, unit: float
) -> None:
    moved = rules.crps_ensemble([unit * x + shift for x in values], unit * y + shift)
    assert moved == pytest.approx(unit * rules.crps_ensemble(values, y), rel=1e-6, abs=1e-6)


# The door

NOT_SHARES = [-0.1, 1.1, math.nan, math.inf, -math.inf]
NOT_NUMBERS = [math.nan, math.inf, -math.inf, 10**400]


@pytest.mark.parametrize("bad", NOT_SHARES)
@pytest.mark.parametrize("rule", [rules.brier, rules.brier_two_sided, rules.log_score])
def test_a_probability_out_of_range_is_refused(rule: Callable[[float, float], float], bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^p must be a number from 0 to 1, not {bad}\.$"):
        rule(bad, 1)


@pytest.mark.parametrize("bad", NOT_SHARES)
def test_an_outcome_out_of_range_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^outcome must be a number from 0 to 1, not {bad}\.$"):
        rules.brier(0.5, bad)
    with pytest.raises(ValueError, match=rf"^outcome must be 0 or 1, not {bad}\.$"):
        rules.log_score(0.5, bad)


def test_the_log_score_has_no_outcome_between_yes_and_no() -> None:
    with pytest.raises(ValueError, match=r"^outcome must be 0 or 1, not 0\.5\.$"):
        rules.log_score(0.5, 0.5)


@pytest.mark.parametrize(
    "rule",
    [rules.brier_choice, rules.rps, rules.brier_ordered, rules.log_score_choice, rules.baseline],
)
@pytest.mark.parametrize(
    ("ps", "index", "sentence"),
    [
        ([], 0, r"ps must hold two probabilities or more, not \[\]\."),
        ([1.0], 0, r"ps must hold two probabilities or more, not \[1\.0\]\."),
        ([0.5, 0.6, -0.1], 0, r"ps\[2\] must be a number from 0 to 1, not -0\.1\."),
        ([0.5, math.nan], 0, r"ps\[1\] must be a number from 0 to 1, not nan\."),
        ([0.5, 0.4], 0, r"ps must sum to 1, but \[0\.5, 0\.4\] sums to 0\.9\."),
        ([0.5, 0.50001], 0, r"ps must sum to 1, but \[0\.5, 0\.50001\] sums to 1\.00001\."),
        ([0.5, 0.5], 2, r"index must be a whole number from 0 to 1, not 2\."),
        ([0.5, 0.5], -1, r"index must be a whole number from 0 to 1, not -1\."),
        ([0.5, 0.5], 1.0, r"index must be a whole number from 0 to 1, not 1\.0\."),
        ([0.5, 0.5], True, r"index must be a whole number from 0 to 1, not True\."),
    ],
)
def test_a_choice_that_is_none_is_refused(
    rule: Callable[[list[float], int], float], ps: list[float], index: int, sentence: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{sentence}$"):
        rule(ps, index)


def test_probabilities_that_miss_one_by_rounding_are_taken() -> None:
    assert rules.brier_choice([0.5, 0.5000009], 0) == pytest.approx(0.5, abs=1e-5)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: rules.peer(1.5, [0.5]), r"p must be a number from 0 to 1, not 1\.5\."),
        (lambda: rules.peer(0.5, [0.5, 1.5]), r"others\[1\] must be a number from 0 to 1, not 1\.5\."),
        (lambda: rules.peer(0.5, []), r"others must hold at least one probability, not \[\]\."),
        (
            lambda: rules.peer(0.0, [0.5, 0.0]),
            r"p must be above 0 where others hold a 0, not 0\.0: infinity less infinity is no score\.",
        ),
        (lambda: rules.interval_score(2, 1, 0.5, 0), r"lo must not lie above hi, but lo is 2 and hi is 1\."),
        (
            lambda: rules.crps_quantiles([0.2, 0.8], [1], 0),
            r"values must be as many as levels, but are 1 for 2\.",
        ),
        (lambda: rules.crps_quantiles([], [], 0), r"values must hold at least one number, not \[\]\."),
        (
            lambda: rules.crps_quantiles([0.2, 0.8], [2, 1], 0),
            r"values must not decrease as the levels rise, as they do in \[2, 1\]\.",
        ),
        (
            lambda: rules.crps_quantiles([0.2, 0.2], [1, 2], 0),
            r"levels must rise from one to the next, but are \[0\.2, 0\.2\]\.",
        ),
        (lambda: rules.crps_ensemble([], 0), r"values must hold at least one number, not \[\]\."),
        (
            lambda: rules.crps_cumulative([(0, 0)], 0),
            r"points must hold two pairs or more, not \[\(0, 0\)\]\.",
        ),
        (
            lambda: rules.crps_cumulative([(0, 0), (0, 1)], 0),
            r"points must rise in x and not fall in F, but \(0, 0\) comes before \(0, 1\)\.",
        ),
        (
            lambda: rules.crps_cumulative([(0, 0.5), (1, 0.4)], 0),
            r"points must rise in x and not fall in F, but \(0, 0\.5\) comes before \(1, 0\.4\)\.",
        ),
        (
            lambda: rules.crps_cumulative([(0, 0), (1, 1.1)], 0),
            r"points\[1\]\[1\] must be a number from 0 to 1, not 1\.1\.",
        ),
        (lambda: rules.skill(-0.1, 1), r"score must not be negative, but is -0\.1\."),
        (lambda: rules.skill(1, -0.1), r"reference must not be negative, but is -0\.1\."),
    ],
)
def test_what_cannot_be_scored_is_refused_by_name(call: Callable[[], float], sentence: str) -> None:
    with pytest.raises(ValueError, match=rf"^{sentence}$"):
        call()


@pytest.mark.parametrize("bad", NOT_NUMBERS)
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("value", lambda bad: rules.pinball(0.5, bad, 1)),
        ("y", lambda bad: rules.pinball(0.5, 1, bad)),
        ("lo", lambda bad: rules.interval_score(bad, 1, 0.5, 1)),
        ("hi", lambda bad: rules.interval_score(1, bad, 0.5, 1)),
        ("y", lambda bad: rules.interval_score(1, 1, 0.5, bad)),
        (r"values\[1\]", lambda bad: rules.crps_quantiles([0.2, 0.8], [1, bad], 1)),
        ("y", lambda bad: rules.crps_quantiles([0.2, 0.8], [1, 2], bad)),
        (r"values\[0\]", lambda bad: rules.crps_ensemble([bad, 1], 1)),
        ("y", lambda bad: rules.crps_ensemble([1], bad)),
        (r"points\[1\]\[0\]", lambda bad: rules.crps_cumulative([(0, 0), (bad, 1)], 1)),
        ("y", lambda bad: rules.crps_cumulative([(0, 0), (1, 1)], bad)),
        ("score", lambda bad: rules.skill(bad, 1)),
        ("reference", lambda bad: rules.skill(1, bad)),
    ],
)
def test_a_number_that_is_not_finite_is_refused(name: str, call: Callable[[float], float], bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be a finite number no larger than 1e\+300, not "):
        call(bad)


@pytest.mark.parametrize("bad", [0.0, 1.0, math.nan, -0.5, 1.5])
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("level", lambda bad: rules.pinball(bad, 1, 1)),
        ("alpha", lambda bad: rules.interval_score(1, 1, bad, 1)),
        (r"levels\[1\]", lambda bad: rules.crps_quantiles([0.5, bad], [1, 2], 1)),
    ],
)
def test_a_level_is_refused_at_its_ends_too(name: str, call: Callable[[float], float], bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must lie between 0 and 1 and be neither, but is {bad}\.$"):
        call(bad)
