"""One measure a question: fixed by the question, the same for everybody and for the prior, and proper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.model.entries import Estimate, Resolution
from outlook.model.kinds import FORECAST
from outlook.scoring.measures import Measure, costs_of, measure_of
from outlook.scoring.scorecard import Scorecard, scorecard

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
LONG_AFTER = datetime(2026, 1, 1, tzinfo=UTC)
QUANTILES = {"q25": 10.0, "q50": 20.0, "q75": 40.0}
POINTS = [(0.0, 0.0), (100.0, 1.0)]


def asked(kind: str = "numeric", name: str = "q", **fields: Any) -> Forecast:
    ready = {"question": "How many?", "criteria": "The list.", "opens_at": "2024-12-01", "closes_at": "2024-12-31"}
    return FORECAST.validate_python({"id": name, "case": "c", "kind": kind, **ready, **fields})


def says(by: str, stated: Any, day: int = 0, of: str = "q") -> Estimate:
    at = OPENS + timedelta(days=day)
    letters = "".join(chr(97 + ord(letter) % 26) for letter in f"{of}{by}{day}xxxxxxxxxxxxx"[:13])
    return Estimate(id=letters, known_at=at, recorded_at=at, by=by, forecast=of, stated=stated)


def ends(outcome: Any, of: str = "q") -> Resolution:
    at = OPENS + timedelta(days=20)
    return Resolution(id=f"resolved{of[:1]}aaaa", known_at=at, recorded_at=at, by="x", forecast=of, outcome=outcome)


def scored(question: Forecast, *entries: Any) -> Scorecard:
    return scorecard(situations({question.id: question}, entries, LONG_AFTER))


def scores(card: Scorecard) -> dict[str, float | None]:
    return {row.by: row.time_weighted for row in card.rows}


# ── what fixes it ──


def test_the_record_fixes_the_measure_before_the_prior_and_the_prior_before_the_first_estimate() -> None:
    stated = [asked().read_belief(QUANTILES)]
    by_levels, by_form = asked(levels=["q25", "q75"]), asked(form="points", prior=QUANTILES)
    assert measure_of(by_levels, stated) == Measure("weighted_interval_score", None, 0.0, None, levels=("q25", "q75"))
    assert measure_of(by_form, stated) == Measure("crps", None, 0.0, None)
    assert measure_of(asked(prior=POINTS), stated) == Measure("crps", None, 0.0, None)
    assert measure_of(asked(), stated) == Measure(
        "weighted_interval_score", None, 0.0, None, levels=("q25", "q50", "q75")
    )
    assert measure_of(asked(), []) is None


def test_whoever_lacks_a_level_is_alone_not_scored_and_further_levels_are_ignored() -> None:
    question = asked(levels=["q25", "q50", "q75"], unit="persons")
    card = scored(
        question,
        says("ann", QUANTILES),
        says("bob", {"q25": 10, "q75": 40}),
        says("cy", {**QUANTILES, "q95": 90}),
        ends(30),
    )
    assert scores(card).keys() == {"ann", "cy"}
    assert scores(card)["ann"] == scores(card)["cy"]
    assert [(one.by, one.reason) for one in card.not_scored] == [
        ("bob", "bob: q50 not stated: this question is scored at q25, q50, q75")
    ]


def test_points_are_read_at_the_levels_and_quantiles_are_not_scored_by_points() -> None:
    by_levels = scored(asked(levels=["q25", "q50", "q75"]), says("ann", POINTS), ends(30))
    assert scores(by_levels)["ann"] == pytest.approx(2 * (0.25 * 5 + 0.5 * 20 + 0.25 * 45) / 3)
    by_points = scored(asked(form="points"), says("ann", POINTS), says("bob", QUANTILES), ends(30))
    assert scores(by_points).keys() == {"ann"}
    assert "scored by points" in by_points.not_scored[0].reason


def test_nobodys_presence_changes_anothers_score() -> None:
    question = asked(prior=POINTS)
    alone = scores(scored(question, says("ann", POINTS, 2), ends(250)))
    among = scores(scored(question, says("ann", POINTS, 2), says("bob", [(-900.0, 0.0), (900.0, 1.0)], 1), ends(250)))
    assert alone["ann"] == among["ann"]


def test_the_range_is_nobodys_own_two_points_on_one_stretch_do_not_score_better() -> None:
    """Before its first point a distribution is 0, from its last one on it is 1: out to the outcome."""
    question = asked("date", closes_at="2025-12-31")
    narrow = [("2024-12-02", 0.5), ("2024-12-03", 0.5)]
    card = scored(question, says("bob", narrow), ends("later"))
    assert scores(card)["bob"] == pytest.approx(0.25 * 395, rel=0.01)


def test_open_ends_cost_the_distance_to_the_outcome() -> None:
    """F is 0 below 10, straight to 1 at 20: an outcome of 50 costs 10/3 inside and 30 beyond, one of 4 the mirror."""
    inside = 10 / 3
    for outcome, beyond in ((50, 30), (4, 6)):
        card = scored(asked(), says("ann", [(10.0, 0.0), (20.0, 1.0)]), ends(outcome))
        assert scores(card)["ann"] == pytest.approx(inside + beyond)


def test_words_for_the_ends_lie_where_the_record_says() -> None:
    days = asked("date")
    points = [("2024-12-11", 0.5), ("2024-12-31", 0.5)]
    early = scores(scored(days, says("ann", points), ends("earlier")))["ann"]
    late = scores(scored(days, says("ann", points), ends("later")))["ann"]
    # Ten days and a closing day's end from 0 to ½, then flat: ∫ (1 - x/22)² over 11 days, and ¼ of the other twenty.
    assert early == pytest.approx(fsum([11 * (1 + 0.5 + 0.25) / 3, 20 * 0.25]), abs=1e-4)
    assert late == pytest.approx(11 * 0.25 / 3 + 20 * 0.25, abs=1e-4)
    numeric = asked(open_above=100, levels=["q50"])
    assert scores(scored(numeric, says("ann", {"q50": 80}), ends("above")))["ann"] == 20
    refused = scored(asked(), says("ann", QUANTILES), ends("above"))
    assert "no open_above" in refused.not_scored[0].reason


def test_earlier_lies_at_the_opening_also_where_a_lower_comes_later() -> None:
    """F is 0 for the two days up to `lower`, in which it had happened already."""
    points = [("2024-12-11", 0.5), ("2024-12-31", 0.5)]
    open_days, closed_days = asked("date", lower="2024-12-02"), asked("date", lower="2024-12-04")
    whole, less = (
        scores(scored(days, says("ann", points), ends("earlier")))["ann"] for days in (open_days, closed_days)
    )
    assert whole == pytest.approx(1 + 10 * (1 + 0.5 + 0.25) / 3 + 20 * 0.25, abs=1e-4)
    assert less == pytest.approx(3 + 8 * (1 + 0.5 + 0.25) / 3 + 20 * 0.25, abs=1e-4)
    by_quantiles = scored(closed_days, says("ann", {"q50": "2024-12-11"}), ends("earlier"))
    assert scores(by_quantiles)["ann"] == pytest.approx(11, abs=1e-4)


def test_intervals_are_judged_by_where_a_word_lies() -> None:
    def held(question: Forecast, low: Any, high: Any, outcome: str) -> bool:
        (row,) = scored(question, says("ann", {"q25": low, "q75": high}), ends(outcome)).rows
        return row.intervals["50%"]

    days = asked("date", closes_at="2024-12-31T12:00Z")
    assert held(days, "2024-12-20", "2024-12-31", "later")
    assert held(days, "2024-12-31", "2025-01-01", "later"), "the day with which it begins is inside"
    assert not held(days, "2024-12-20", "2024-12-30", "later")
    assert not held(days, "2025-01-01", "2025-01-02", "later")
    assert held(days, "2024-12-01", "2024-12-30", "earlier")
    assert not held(days, "2024-12-02", "2024-12-30", "earlier")
    number = asked(open_above=100)
    assert [held(number, 80, high, "above") for high in (99, 100, 120)] == [False, True, True]


def test_without_a_unit_there_is_no_mean_and_unlike_measures_are_never_averaged() -> None:
    entries = [says("ann", POINTS, of=name) for name in ("p", "q")] + [ends(30, of=name) for name in ("p", "q")]

    def mean(**second: Any) -> float | None:
        questions = {"p": asked(name="p", unit="persons"), "q": asked(name="q", **second)}
        (total,) = scorecard(situations(questions, entries, LONG_AFTER)).totals
        return total.mean

    assert mean(unit="persons") is not None
    assert [mean(), mean(unit="dollars"), mean(unit="persons", levels=["q50"])] == [None, None, None]
    bare = {"p": asked(name="p"), "q": asked(name="q")}
    (total,) = scorecard(situations(bare, entries, LONG_AFTER)).totals
    assert (total.n, total.mean) == (2, None)


def test_a_fraction_is_scored_by_brier_and_has_no_log_score() -> None:
    (row,) = scored(asked("binary"), says("ann", 0.5), ends(0.25)).rows
    assert (row.time_weighted, row.log_score) == (0.0625, None)


# ── proper: the expected score is best at the true distribution ──

KNOTS = st.lists(st.integers(1, 19), min_size=2, max_size=5, unique=True).map(sorted)
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=5).map(lambda raw: [*sorted(raw), 1.0])


@given(st.data())
def test_points_cost_least_in_expectation_when_they_are_the_truth(data: st.DataObject) -> None:
    """The truth lives on a grid fine enough that F is read straight between its points."""
    question = asked(lower=0, upper=20)
    truth = draw(data, question)
    other = draw(data, question)
    grid = [(k + 0.5) / 4 for k in range(80)]
    chances = [truth.cdf(at + 0.125) - truth.cdf(at - 0.125) for at in grid]
    measure = Measure("crps", "u", 0.0, None)

    def expected(belief: Any) -> float:
        return fsum(p * costs_of(question, at, measure).cost(belief) for p, at in zip(chances, grid, strict=True) if p)

    assert expected(truth) <= expected(other) + 2e-3


def draw(data: st.DataObject, question: Forecast) -> Any:
    places = data.draw(KNOTS)
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(places), max_size=len(places)).map(sorted))
    return question.read_belief(list(zip(places, shares, strict=True)))


@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=9),
    st.lists(st.integers(-60, 60), min_size=3, max_size=3).map(sorted),
)
def test_quantiles_cost_least_in_expectation_when_they_are_the_true_ones(outcomes: list[int], other: list[int]) -> None:
    question = asked(levels=["q25", "q50", "q75"])
    measure = measure_of(question)
    assert measure is not None
    ranked = sorted(outcomes)
    true = [ranked[min(int(level * len(ranked)), len(ranked) - 1)] for level in (0.25, 0.5, 0.75)]

    def expected(values: list[int]) -> float:
        belief = question.read_belief(dict(zip(("q25", "q50", "q75"), values, strict=True)))
        return fsum(costs_of(question, y, measure).cost(belief) for y in outcomes)

    assert expected(true) <= expected(other) + 1e-9
