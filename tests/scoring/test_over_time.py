"""Scores at a lead and by the day, updates, references, luck and groups: by hand, and by a slow second way."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import product
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.lengths import Length
from outlook.model import Entry, Estimate, Resolution
from outlook.model.belief import Chance
from outlook.model.kinds import FORECAST
from outlook.scoring.groups import grouped
from outlook.scoring.measures import BRIER, costs_of
from outlook.scoring.over_time import (
    at_lead,
    daily,
    day_scores,
    lead_total,
    running_mean,
    updates,
    updates_total,
)  # fmt: skip
from outlook.scoring.references import compare, luck, reference_scores
from outlook.scoring.scorecard import scorecard
from outlook.scoring.traced import traced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.model import Forecast
    from outlook.scoring.scorecard import Row

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
DAYS = 10
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def near(value: Any, absolute: float | None = None) -> Any:
    return pytest.approx(value, abs=absolute)


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def forecast(kind: str = "binary", forecast_id: str = "hama", **fields: Any) -> Forecast:
    ready = {"question": "Falls?", "criteria": "Two wires.", "opens_at": OPENS, "closes_at": day(DAYS)}
    return FORECAST.validate_python({"id": forecast_id, "case": "syria", "kind": kind, **ready, **fields})


def entry_id(number: int) -> str:
    return "".join(LETTERS[number // 32**place % 32] for place in range(8))


def rows_of(
    questions: list[Forecast], said: list[tuple[str, str, float, Any]], outcomes: dict[str, tuple[float, Any]]
) -> tuple[Row, ...]:
    """The rows of questions on which (who, of which, when in days, what) was said, resolved as (when, what)."""
    entries: list[Entry] = [
        Estimate(id=entry_id(number), known_at=day(at), recorded_at=day(at), by=who, forecast=of, stated=stated)
        for number, (who, of, at, stated) in enumerate(said)
    ]
    entries += [
        Resolution(
            id=entry_id(10_000 + number), known_at=day(at), recorded_at=day(at), by="judge", forecast=of, outcome=what
        )
        for number, (of, (at, what)) in enumerate(outcomes.items())
    ]
    return scorecard(situations({one.id: one for one in questions}, entries, day(999))).rows


def row(said: Sequence[tuple[float, Any]], outcome: str = "yes", at: float = DAYS, **fields: Any) -> Row:
    question = forecast(fields.pop("kind", "binary"), **fields)
    (found,) = rows_of([question], [("alice", "hama", when, p) for when, p in said], {"hama": (at, outcome)})
    return found


# ── the lead ──


def test_the_lead_is_counted_from_the_scheduled_close_and_not_from_the_resolution() -> None:
    said = [(0, 0.2), (2, 0.6), (6, 0.9)]
    assert at_lead(row(said), Length(0, timedelta(days=7))).score == near(0.16), "60 % stood on day 3"
    assert at_lead(row(said, at=5), Length(0, timedelta(days=7))).score == near(0.16), (
        "so also where it resolved on day 5"
    )


@pytest.mark.parametrize(
    ("said", "lead", "at", "score", "reason"),
    [
        ([(0, 0.5)], 10, 10, 0.25, ""),
        ([(0, 0.5)], 10.01, 10, None, "with a window shorter than that"),
        ([(0, 0.5)], 7, 3, None, "resolved before then"),
        ([(0, 0.5)], 7, 2, None, "resolved before then"),
        ([(4, 0.5)], 7, 10, None, "without an estimate then"),
        ([(0, 0.5), (2, None), (4, 0.5)], 7, 10, None, "without an estimate then"),
        ([(0, 0.5), (3, 0.9)], 7, 10, 0.01, ""),
        ([(0, 0.5), (9, 0.9)], 0, 10, 0.01, ""),
        ([(0, 0.5), (10, 0.9)], 0, 10, 0.25, ""),
        ([(0, 0.5), (9, 0.9)], 0, 9.5, None, "resolved before then"),
    ],
)  # fmt: skip
def test_a_lead_is_scored_or_says_why_not(
    said: list[tuple[float, Any]], lead: float, at: float, score: float | None, reason: str
) -> None:
    found = at_lead(row(said, at=at), Length(0, timedelta(days=lead)))
    assert found.reason == reason
    assert found.score == (None if score is None else near(score))


def test_leads_are_counted_together_by_reason() -> None:
    rows = [row([(0, 0.5)]), row([(0, 0.7)]), row([(4, 0.5)]), row([(0, 0.5)], at=1)]
    total = lead_total(rows, [at_lead(one, Length(0, timedelta(days=7))) for one in rows])
    assert (total.n, total.mean) == (2, near((0.25 + 0.09) / 2))
    assert total.left_out == {"without an estimate then": 1, "resolved before then": 1}


# ── days ──


def test_a_day_counts_its_last_estimate() -> None:
    found = daily(row([(0.2, 0.5), (0.9, 0.9), (3.5, 0.8)], at=5))
    assert (found.days, found.whole) == (5, 5)
    assert found.score == near((3 * 0.01 + 2 * 0.04) / 5)


def test_the_last_day_ends_with_the_window() -> None:
    found = row([(0, 0.5), (4.2, 0.9), (4.8, 0.1)], at=4.5)
    assert day_scores(found) == near([0.25, 0.25, 0.25, 0.25, 0.01])


def test_days_without_an_estimate_are_left_out_and_counted() -> None:
    found = row([(2.5, 0.5), (4.5, None), (6.2, 0.9)], at=8)
    assert day_scores(found) == [None, None, 0.25, 0.25, None, None, *[near(0.01)] * 2]
    assert daily(found).days == 4


def test_a_window_of_no_length_has_no_day() -> None:
    found = daily(row([(-2, 0.5)], at=-1))
    assert (found.score, found.days, found.whole) == (None, 0, 0)


@given(
    st.lists(st.tuples(st.integers(-20, 260), st.floats(0, 1) | st.none()), min_size=1, max_size=6), st.integers(1, 240)
)
def test_daily_scores_are_those_of_a_look_at_the_end_of_each_day(
    said: list[tuple[int, float | None]], end: int
) -> None:
    rows = rows_of([forecast()], [("alice", "hama", hours / 24, p) for hours, p in said], {"hama": (end / 24, "yes")})
    for one in rows:
        slow: list[float | None] = []
        for number in range(math.ceil(end / 24)):
            look = min(24 * (number + 1), end)
            # Entries that became known together are ordered by their id, as they were made here.
            before = [(hours, place, p) for place, (hours, p) in enumerate(said) if max(hours, 0) < look]
            last = max(before, key=lambda item: item[:2], default=(0, 0, None))[2]
            slow.append(None if last is None else (last - 1) ** 2)
        assert day_scores(one) == [None if score is None else near(score) for score in slow]


# ── updates ──

steps = st.lists(st.tuples(st.integers(-10, 110), st.floats(0, 1) | st.none()), min_size=1, max_size=8)


@given(steps, st.sampled_from(["yes", "no"]))
def test_what_updates_gain_adds_up_to_the_first_score_less_the_mean(
    said: list[tuple[int, float | None]], outcome: str
) -> None:
    for one in rows_of([forecast()], [("alice", "hama", at / 10, p) for at, p in said], {"hama": (DAYS, outcome)}):
        if one.time_weighted is not None:
            assert updates(one).gained == near(one.first - one.time_weighted, absolute=1e-12)


@given(steps, st.sampled_from(["yes", "no"]))
def test_the_parts_of_a_score_add_up_to_it_to_the_last_digit(
    said: list[tuple[int, float | None]], outcome: str
) -> None:
    for one in rows_of([forecast()], [("alice", "hama", at / 10, p) for at, p in said], {"hama": (DAYS, outcome)}):
        parts = traced(one)
        if one.time_weighted is None:
            assert parts == ()
            continue
        scores = {part.score for part in parts}
        assert (math.fsum(part.adds for part in parts) if len(scores) > 1 else scores.pop()) == one.time_weighted
        assert math.fsum(part.share for part in parts) == near(1)
        stated = {estimate.id: estimate for estimate in one.stated}
        for part in parts:
            assert stated[part.entry].stated == part.belief
            assert part.starts_at <= part.ends_at <= one.ends_at


def test_updates_by_hand() -> None:
    found = updates(row([(0, 0.5), (5, 0.9), (6, 0.9), (7, 0.8)]))
    assert [(move.at, move.before, move.after) for move in found.moves] == [
        (day(5), near(0.25), near(0.01)), (day(7), near(0.01), near(0.04)),
    ]  # fmt: skip
    assert [move.gained for move in found.moves] == near([0.24 * 0.5, -0.03 * 0.3])
    assert found.reversals == 1, "to say the same again is neither a move nor a reversal"


def test_reversals_are_counted_on_the_option_that_came_true_and_not_on_distributions() -> None:
    choice: dict[str, Any] = {"kind": "choice", "options": ["a", "b", "c"]}
    said: list[tuple[float, Any]] = [
        (0, {"a": 0.2, "b": 0.4, "c": 0.4}),
        (1, {"a": 0.3, "b": 0.3, "c": 0.4}),
        (2, {"a": 0.1, "b": 0.5, "c": 0.4}),
    ]
    assert updates(row(said, "a", **choice)).reversals == 1
    assert updates(row([(0, {"q50": 1.0}), (1, {"q50": 2.0})], "3", kind="numeric")).reversals is None


def test_updates_are_summed_with_what_helped_and_what_hurt() -> None:
    rows = [row([(0, 0.5), (5, 0.9), (7, 0.8)]), row([(0, 0.5)])]
    total = updates_total(rows, [updates(one) for one in rows])
    assert (total.moves, total.rows, total.reversals, total.helped, total.hurt) == (2, 1, 1, 1, 1)
    assert total.gained == near((0.12 - 0.009) / 2)


# ── the running mean ──


def test_the_running_mean_follows_the_dates_of_resolution() -> None:
    questions = [forecast(forecast_id=name) for name in ("a", "b", "c")]
    said = [("alice", name, 0.0, p) for name, p in (("a", 0.5), ("b", 0.9), ("c", 0.0))]
    rows = rows_of(questions, said, {"a": (5, "yes"), "b": (3, "yes"), "c": (5, "yes")})
    points = running_mean(rows)
    assert [(point.at, point.n) for point in points] == [(day(3), 1), (day(5), 3)]
    assert [point.mean for point in points] == near([0.01, (0.01 + 0.25 + 1) / 3])
    assert points == running_mean(rows[::-1])


# ── references ──


def many(stated: list[tuple[float, str]]) -> tuple[Row, ...]:
    names = [f"q{number}" for number in range(len(stated))]
    questions = [forecast(forecast_id=name, prior=0.5) for name in names]
    said = [("alice", name, 0.0, p) for name, (p, _) in zip(names, stated, strict=True)]
    return rows_of(questions, said, {name: (DAYS, outcome) for name, (_, outcome) in zip(names, stated, strict=True)})


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["yes", "no"])), min_size=1, max_size=9))
def test_the_base_rate_is_that_of_the_forecasters_own_questions(stated: list[tuple[float, str]]) -> None:
    rows = many(stated)
    rate = fmean(outcome == "yes" for _, outcome in stated)
    for (_, outcome), scores in zip(stated, reference_scores(rows), strict=True):
        assert scores["base_rate"] == near((rate - (outcome == "yes")) ** 2)


def test_half_and_half_beats_no_base_rate_of_five_and_five() -> None:
    rows = many([(0.5, "yes")] * 5 + [(0.5, "no")] * 5)
    against = {one.reference: one for one in compare(rows, reference_scores(rows))}
    assert against["base_rate"].skill == 0.0


def test_where_all_came_out_alike_there_is_no_skill_against_the_base_rate() -> None:
    rows = many([(0.8, "yes"), (0.6, "yes")])
    assert {one.reference: one.skill for one in compare(rows, reference_scores(rows))}["base_rate"] is None


def test_the_base_rate_of_one_forecaster_does_not_depend_on_another() -> None:
    questions = [forecast(forecast_id=name) for name in ("a", "b", "c")]
    said = [("alice", "a", 0, 0.5), ("bob", "a", 0, 0.6), ("alice", "b", 0, 0.5), ("alice", "c", 0, 0.5)]
    rows = rows_of(
        questions,
        [(who, of, float(at), p) for who, of, at, p in said],
        {"a": (9, "yes"), "b": (9, "no"), "c": (9, "no")},
    )
    by_row = {
        (one.forecast.id, one.by): scores["base_rate"] for one, scores in zip(rows, reference_scores(rows), strict=True)
    }
    assert by_row == {
        ("a", "alice"): near(4 / 9),
        ("a", "bob"): 0.0,
        ("b", "alice"): near(1 / 9),
        ("c", "alice"): near(1 / 9),
    }


def test_each_reference_of_each_kind() -> None:
    (binary,) = many([(0.8, "yes")])
    assert reference_scores([binary], lambda _: 0.07) == [
        {"prior": 0.25, "half": 0.25, "base_rate": 0.0, "implied": 0.07}
    ]
    three = row([(0, {"a": 0.2, "b": 0.4, "c": 0.4})], "a", kind="choice", options=["a", "b", "c"])
    assert reference_scores([three]) == [{"half": near(1 - 1 / 3)}]
    assert reference_scores([row([(0, {"q50": 1.0})], "3", kind="numeric")]) == [{}]
    assert reference_scores([row([(-2, 0.5)], at=-1)]) == [{}], "nothing stood, so there is nothing to compare"


def test_skill_compares_the_means_over_the_rows_that_have_both() -> None:
    rows = many([(0.9, "yes"), (0.4, "yes"), (0.2, "no")])
    (prior, half, rate) = compare(rows, reference_scores(rows))
    stated = (0.01 + 0.36 + 0.04) / 3
    assert (prior.reference, half.reference, rate.reference) == ("prior", "half", "base_rate")
    assert (prior.n, prior.stated, prior.mean) == (3, near(stated), 0.25)
    assert prior.skill == near(1 - stated / 0.25)
    assert (prior.better, prior.worse) == (2, 1)
    assert rate.mean == near((1 / 9 + 1 / 9 + 4 / 9) / 3)


def test_scores_in_unlike_units_are_not_compared() -> None:
    persons, euros = (
        forecast("numeric", "a", unit="persons", prior={"q50": 1.0}),
        forecast("numeric", "b", unit="euros", prior={"q50": 1.0}),
    )
    rows = rows_of(
        [persons, euros],
        [("alice", "a", 0, {"q50": 2.0}), ("alice", "b", 0, {"q50": 2.0})],
        {"a": (9, 3.0), "b": (9, 3.0)},
    )
    assert compare(rows, reference_scores(rows)) == ()
    assert compare(rows[:1], reference_scores(rows[:1]))[0].skill == near(0.5)


@given(st.lists(st.integers(0, 20).map(lambda n: n / 20), min_size=5, max_size=8))
def test_luck_by_going_through_every_outcome_there_could_be(ps: list[float]) -> None:
    found = luck(many([(p, "yes") for p in ps]), LONG_AFTER)
    assert found is not None
    worlds = []
    for outcomes in product((0, 1), repeat=len(ps)):
        chance = math.prod(p if o else 1 - p for p, o in zip(ps, outcomes, strict=True))
        worlds.append((fmean((p - o) ** 2 for p, o in zip(ps, outcomes, strict=True)), chance))
    assert found.expected == near(math.fsum(mean * chance for mean, chance in worlds))
    above = math.fsum(chance for mean, chance in worlds if mean > found.high + 1e-9)
    below = math.fsum(chance for mean, chance in worlds if mean < found.low - 1e-9)
    assert above < 0.07
    assert below < 0.07
    assert math.fsum(chance for mean, chance in worlds if mean >= found.high - 1e-9) > 0.03
    assert found.right == sum(p > 0.5 for p in ps)


def test_over_many_questions_luck_is_as_good_as_normal() -> None:
    ps = [(n % 19 + 1) / 20 for n in range(300)]
    found = luck(many([(p, "yes") for p in ps]), LONG_AFTER)
    assert found is not None
    spread = 1.6448536 * math.sqrt(math.fsum(p * (1 - p) * (1 - 2 * p) ** 2 for p in ps)) / len(ps)
    assert (found.low, found.high) == (
        near(found.expected - spread, absolute=1e-6),
        near(found.expected + spread, absolute=1e-6),
    )


def test_luck_takes_questions_past_their_scheduled_close_only() -> None:
    rows = many([(0.5, "yes")] * 6)
    assert luck(rows, day(DAYS - 1)) is None, "resolved early, and their close lies ahead"
    assert luck(rows, LONG_AFTER) is not None


def test_with_too_few_yes_no_questions_there_is_no_telling_luck() -> None:
    assert luck(many([(0.5, "yes")] * 4), LONG_AFTER) is None
    assert luck(many([(0.5, "yes")] * 5), LONG_AFTER) is not None
    assert luck([row([(0, {"q50": 1.0})], "3", kind="numeric")], LONG_AFTER) is None


@given(st.integers(1, 99).map(lambda n: n / 100), st.integers(0, 100).map(lambda n: n / 100))
def test_the_best_that_one_can_say_is_what_one_believes(truth: float, said: float) -> None:
    """Brier and log score, each by the rules that the scorecard uses."""
    question = forecast()
    yes, no = (costs_of(question, outcome, BRIER) for outcome in ("yes", "no"))
    assert yes.surprise is not None
    assert no.surprise is not None
    for if_yes, if_no in ((yes.cost, no.cost), (yes.surprise, no.surprise)):
        expected = {p: truth * if_yes(Chance(p)) + (1 - truth) * if_no(Chance(p)) for p in (truth, said)}
        assert expected[said] >= expected[truth] - 1e-12


# ── groups ──


def test_groups_keep_the_kinds_apart_and_a_row_counts_for_each_of_its_tags() -> None:
    questions = [
        forecast(forecast_id="a", tags=["x", "y"]),
        forecast(forecast_id="b", tags=["x"]),
        forecast("choice", "c", options=["u", "v"]),
    ]
    said = [("alice", "a", 0.0, 0.5), ("bob", "b", 0.0, 0.9), ("bob", "c", 0.0, {"u": 0.5, "v": 0.5})]
    rows = rows_of(questions, said, {"a": (9, "yes"), "b": (9, "yes"), "c": (9, "u")})
    references = reference_scores(rows)
    tags = [
        (group.name, group.total.kind, group.total.n, group.total.mean) for group in grouped(rows, references, "tag")
    ]
    assert tags == [
        ("x", "binary", 1, 0.25),
        ("x", "binary", 1, near(0.01)),
        ("y", "binary", 1, 0.25),
        (None, "choice", 1, near(0.5)),
    ], "no mean mixes people"
    people = [(group.name, group.total.kind, group.total.n) for group in grouped(rows, references, "forecaster")]
    assert people == [("bob", "binary", 1), ("alice", "binary", 1), ("bob", "choice", 1)], "the best of a kind first"
    assert [group.name for group in grouped(rows, references, "kind")] == ["binary", "binary", "choice"]
    assert {
        one.kind for group in grouped(rows, references, "case") for one in group.against if group.total.kind == "choice"
    } == {"choice"}
