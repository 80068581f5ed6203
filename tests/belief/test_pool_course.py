"""A pool as a forecaster: what it says from when to when, as its members change their minds."""

from __future__ import annotations

import statistics
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.pool import RULES, Rule, pool_name, rule_of
from outlook.belief.pool_course import changes, with_pool
from outlook.belief.timeline import situations
from outlook.model.belief import Chance
from outlook.model.entries import Entry, Estimate, Resolution, Retraction
from outlook.model.kinds import FORECAST
from outlook.scoring.scorecard import score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.belief.timeline import Situation

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
RECORD = {
    "id": "f",
    "case": "c",
    "kind": "binary",
    "question": "?",
    "criteria": "!",
    "opens_at": "2024-12-01",
    "closes_at": "2024-12-31",
}
IDS = iter(f"aaaa{a}{b}{c}{d}" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh" for d in "abcdefgh")


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def says(by: str, stated: Any, known: float, recorded: float | None = None) -> Estimate:
    return Estimate(
        id=next(IDS),
        by=by,
        forecast="f",
        stated=stated,
        known_at=day(known),
        recorded_at=day(known if recorded is None else recorded),
    )


def retracts(entry: Entry, known: float) -> Retraction:
    return Retraction(id=next(IDS), by="z", entry=entry.id, known_at=day(known), recorded_at=day(known))


def resolves(outcome: str, known: float, recorded: float | None = None) -> Resolution:
    recorded_at = day(known if recorded is None else recorded)
    return Resolution(id=next(IDS), by="z", forecast="f", outcome=outcome, known_at=day(known), recorded_at=recorded_at)


def situation(*entries: Entry, at: float = 40, **fields: Any) -> Situation:
    forecast = FORECAST.validate_python({**RECORD, **fields})
    return situations({"f": forecast}, entries, day(at))[0]


def pooled(found: Situation, rule: Rule = "median", base: float = 0.5, *, late: bool = False) -> Situation:
    return with_pool(found, rule, lambda _: Chance(base), late=late)


def course(found: Situation, rule: Rule = "median", **how: Any) -> list[tuple[float, Any]]:
    """The days on which the pool changes, and what it says from then on."""
    mine = [one for one in pooled(found, rule, **how).history.estimates if one.by == pool_name(rule)]
    return [((one.known_at - OPENS) / timedelta(days=1), _number(one.stated)) for one in mine]


def _number(stated: Any) -> Any:
    return None if stated is None else pytest.approx(stated)


def test_the_pool_changes_whenever_a_member_does() -> None:
    found = situation(says("a", 0.2, 1), says("b", 0.6, 2), says("a", 0.4, 5), says("c", 0.9, 7))
    assert course(found) == [(1, 0.2), (2, 0.4), (5, 0.5), (7, 0.6)]


def test_who_withdraws_leaves_the_pool_and_when_nobody_is_left_it_says_nothing() -> None:
    found = situation(says("a", 0.2, 1), says("b", 0.6, 2), says("a", None, 5), says("b", None, 7), says("b", 0.1, 9))
    assert course(found) == [(1, 0.2), (2, 0.4), (5, 0.6), (7, None), (9, 0.1)]


def test_what_is_taken_back_counts_until_then_and_what_was_said_before_comes_back() -> None:
    slip = says("a", 0.9, 3)
    found = situation(says("a", 0.2, 1), says("b", 0.6, 2), slip, retracts(slip, 6))
    assert course(found) == [(1, 0.2), (2, 0.4), (3, 0.75), (6, 0.4)]


def test_of_one_members_two_estimates_at_one_moment_the_last_counts() -> None:
    assert course(situation(says("a", 0.2, 1, 1), says("a", 0.3, 1, 2), says("b", 0.5, 1))) == [(1, 0.4)]


def test_a_late_estimate_is_in_the_pool_only_when_it_is_asked_for() -> None:
    found = situation(says("a", 0.2, 1), says("b", 0.8, 2, recorded=12), resolves("yes", 10))
    assert course(found) == [(1, 0.2)]
    assert course(found, late=True) == [(1, 0.2), (2, 0.5)]
    name = pool_name("median")
    assert score(pooled(found), name).rows[0].time_weighted == pytest.approx(0.64)
    mixed = score(pooled(found, late=True), name, late=True).rows[0].time_weighted
    assert mixed == pytest.approx((1 * 0.64 + 8 * 0.25) / 9)


def test_a_pool_of_late_estimates_alone_is_late() -> None:
    found = situation(says("a", 0.2, 1, 12), says("b", 0.8, 2, 12), says("a", None, 5, 5), resolves("yes", 10))
    scored = score(pooled(found), pool_name("median"))
    assert scored.rows == ()
    assert scored.left_out[0].reason == "every estimate was recorded after the outcome was: --late scores it"


def test_a_retraction_after_an_outcome_that_was_itself_taken_back_still_counts() -> None:
    """Such a moment lies after the first outcome was recorded, and is not late all the same."""
    slip, wrong = says("b", 0.9, 2), resolves("yes", 4)
    found = situation(
        says("a", 0.3, 1), slip, wrong, retracts(wrong, 5), retracts(slip, 6), says("a", None, 8), resolves("no", 10)
    )
    row = score(pooled(found), pool_name("median")).rows[0]
    assert row.time_weighted == pytest.approx((1 * 0.3**2 + 4 * 0.6**2 + 2 * 0.3**2) / 7)
    assert row.marks.late == 0


def test_what_no_longer_fits_the_record_is_left_out() -> None:
    assert course(situation(says("a", 0.2, 1), says("b", {"x": 0.4, "y": 0.6}, 2))) == [(1, 0.2), (2, 0.2)]


def test_a_name_of_a_pool_is_never_a_member() -> None:
    found = situation(says("a", 0.2, 1), says("pool:mine", 0.9, 2), says("Pool:median", 0.9, 2))
    assert [dict(change.stated) for change in changes(found.forecast, found.history)] == [{"a": 0.2}]


def test_contradicting_certainties_have_no_geometric_pool_while_they_last() -> None:
    found = situation(says("a", 0.0, 1), says("b", 1.0, 2), says("b", 0.5, 4))
    assert course(found, "geometric") == [(1, 0.0), (2, None), (4, 0.0)]
    assert course(found, "median") == [(1, 0.0), (2, 0.5), (4, 0.25)]


def test_the_extremised_pool_moves_away_from_the_base_rate_of_each_moment() -> None:
    found = situation(says("a", 0.2, 1), says("b", 0.2, 2))
    bases = {1: 0.2, 2: 0.1}
    made = with_pool(found, "extremised", lambda at: Chance(bases[(at - OPENS).days]))
    # With one forecaster d is 1; with two, logit p = logit b + 1.2915 (logit .2 - logit b).
    assert [one.stated for one in made.history.by("pool:extremised")] == [
        pytest.approx(0.2),
        pytest.approx(0.2405, abs=5e-5),
    ]
    assert not with_pool(found, "extremised", lambda _: None).history.by("pool:extremised")


def test_options_are_pooled_over_time_too() -> None:
    said = [says("a", {"x": 0.2, "y": 0.8}, 1), says("b", {"x": 0.4, "y": 0.6}, 3)]
    found = situation(*said, kind="choice", options=["x", "y"])
    mine = with_pool(found, "median", lambda _: None).history.by("pool:median")
    assert [dict(one.stated) for one in mine if isinstance(one.stated, dict)] == [
        {"x": pytest.approx(0.2), "y": pytest.approx(0.8)},
        {"x": pytest.approx(0.3), "y": pytest.approx(0.7)},
    ]


def test_a_quantity_has_no_pool() -> None:
    found = situation(says("a", {"q05": 1, "q50": 2}, 1), kind="numeric")
    assert with_pool(found, "median", lambda _: None) == found


def test_only_the_three_rules_have_a_name() -> None:
    assert [rule_of(pool_name(rule)) for rule in RULES] == ["median", "geometric", "extremised"]
    assert [rule_of(name) for name in (None, "alice", "pool:", "pool:mean", "Pool:median", "median")] == [None] * 6


# ── a second computation: the ledger read anew at a moment, and the members counted by hand ──

CHANCES = st.integers(1, 99).map(lambda percent: percent / 100)
STATED = st.one_of(st.none(), CHANCES)
ESTIMATES = st.lists(st.tuples(st.sampled_from("abcd"), STATED, st.integers(-3, 35), st.integers(0, 8)), max_size=12)


@given(ESTIMATES, st.lists(st.tuples(st.integers(0, 11), st.integers(0, 36)), max_size=4), st.integers(0, 60))
def test_at_every_moment_the_pool_is_that_of_the_ledger_as_it_was_then(
    drawn: list[tuple[str, float | None, int, int]], taken_back: list[tuple[int, int]], halves: int
) -> None:
    said = [says(by, stated, known, known + after) for by, stated, known, after in drawn]
    entries: list[Entry] = [*said, *(retracts(said[place], on) for place, on in taken_back if place < len(said))]
    moment = halves / 2 + 0.25  # between the whole days on which anything happens
    # The past is as it was said: a withdrawal, a retraction counts from its recording, an estimate from when it was
    # known, so the ledger as it was known at the moment holds all that counts then.
    standing = situation(*entries, at=moment)
    mine = [one for person in standing.history.forecasters if (one := standing.history.newest(person))]
    expected = statistics.median(float(str(one.stated)) for one in mine) if mine else None
    whole = pooled(situation(*entries, at=60))
    told = _said_at(whole.history.by("pool:median"), day(moment))
    assert told == (None if expected is None else pytest.approx(expected))


def _said_at(estimates: Iterable[Estimate], at: datetime) -> Any:
    known = [one for one in estimates if one.known_at <= at]
    return known[-1].stated if known else None


@given(ESTIMATES, st.sampled_from(["yes", "no"]), st.integers(4, 40))
def test_the_score_over_time_is_that_of_its_values_hour_by_hour(
    drawn: list[tuple[str, float | None, int, int]], outcome: str, ends: int
) -> None:
    said = [says(by, stated, known) for by, stated, known, _ in drawn]
    found = situation(*said, resolves(outcome, ends), at=60)
    scored = score(pooled(found), "pool:median")
    until = min(ends, 30 + 86_399 / 86_400)
    quarters = [hour / 4 for hour in range(int(until * 4))]  # all changes lie on whole days
    values = [_median_at(said, quarter) for quarter in quarters]
    costs = [(value - (outcome == "yes")) ** 2 for value in values if value is not None]
    if not costs:
        assert not scored.rows or not scored.rows[0].coverage or ends > 30
    elif ends <= 30:
        assert scored.rows[0].time_weighted == pytest.approx(statistics.fmean(costs))
        assert scored.rows[0].coverage == pytest.approx(len(costs) / len(values))


def _median_at(said: list[Estimate], moment: float) -> float | None:
    last: dict[str, Estimate] = {}
    for one in sorted(said, key=lambda one: (one.known_at, one.id)):
        if one.known_at <= day(moment):
            last[one.by] = one
    numbers = [float(str(one.stated)) for one in last.values() if one.stated is not None]
    return statistics.median(numbers) if numbers else None
