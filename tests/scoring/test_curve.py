"""Which forecasts enter a calibration curve: resolved yes/no questions whose scheduled close has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import Situation, situations
from outlook.model.entries import Estimate, Resolution
from outlook.model.kinds import FORECAST
from outlook.scoring.calibration import wilson
from outlook.scoring.curve import Pair, Taken, assess, curve
from outlook.scoring.decomposition import murphy

OPENS = datetime(2025, 1, 1, tzinfo=UTC)
CLOSES = datetime(2025, 3, 1, tzinfo=UTC)


def at(days: float) -> datetime:
    return OPENS + timedelta(days=days)


def asked(name: str = "a", **fields: Any) -> Any:
    given = {"kind": "binary", "question": "Q?", "criteria": "C", "opens_at": OPENS, "closes_at": CLOSES, **fields}
    return FORECAST.validate_python({"id": name, "case": "x", **given})


def stated(p: Any, day: float, by: str = "ann", name: str = "a") -> Estimate:
    return Estimate(id=f"{name}{by[0]}{int(day):02d}aaaa".replace("0", "z").replace("1", "y").ljust(8, "a")[:8],
                    known_at=at(day), recorded_at=at(day), by=by, forecast=name, stated=p)  # fmt: skip


def resolved(outcome: str, day: float, name: str = "a") -> Resolution:
    return Resolution(
        id=f"{name}rrrrrrr", known_at=at(day), recorded_at=at(day), by="ann", forecast=name, outcome=outcome
    )


def seen(forecast: Any, *entries: Any, day: float = 100) -> list[Situation]:
    unique = [entry.model_copy(update={"id": "".join("abcdefghijklmnopqrstuvwxyz"[(k + n) % 26] for n in range(8))})
              for k, entry in enumerate(entries)]  # fmt: skip
    return situations({forecast.id: forecast}, unique, at(day))


def test_past_the_close_a_resolved_question_enters_with_the_last_estimate_before_the_end() -> None:
    found = curve(seen(asked(), stated(0.2, 1), stated(0.4, 5), stated(0.9, 20), resolved("yes", 10)), at(100))
    assert [(pair.by, pair.p, pair.outcome) for pair in found.pairs] == [("ann", 0.4, 1)]


@pytest.mark.parametrize(("taken", "p"), [("first", 0.2), ("last", 0.4), ("prior", 0.6)])
def test_which_probability_stands_for_a_forecast_can_be_chosen(taken: Taken, p: float) -> None:
    known = seen(asked(prior=0.6), stated(0.2, 1), stated(0.4, 5), resolved("no", 10))
    (pair,) = curve(known, at(100), taken=taken).pairs
    assert (pair.p, pair.outcome) == (p, 0)


def test_what_resolved_before_a_close_that_has_not_passed_is_withheld_unless_asked_for() -> None:
    known = seen(asked(), stated(0.2, 1), resolved("yes", 10), day=20)
    found = curve(known, at(20))
    assert found.pairs == ()
    assert [item.reason for item in found.withheld] == ["resolved yes early, closes 2025-03-01"]
    opened = curve(known, at(20), unclosed=True)
    assert [pair.p for pair in opened.pairs] == [0.2]
    assert opened.withheld == ()
    assert len(curve(known, CLOSES).pairs) == 1


def test_a_question_without_a_scheduled_close_is_a_draft_and_left_out() -> None:
    found = curve(seen(asked(closes_at=None), stated(0.2, 1), resolved("yes", 10)), at(100))
    assert found.withheld == ()
    assert [item.reason for item in found.left_out] == ["draft: closes_at missing"]


def test_each_forecaster_has_a_pair_and_one_can_be_chosen() -> None:
    known = seen(asked(), stated(0.2, 1), stated(0.7, 2, "bob"), resolved("yes", 10))
    assert [(pair.by, pair.p) for pair in curve(known, at(100)).pairs] == [("ann", 0.2), ("bob", 0.7)]
    assert [pair.by for pair in curve(known, at(100), "bob").pairs] == ["bob"]
    assert [item.reason for item in curve(known, at(100), "eve").left_out] == ["no estimate by eve"]


@pytest.mark.parametrize(
    ("forecast", "entries", "reason"),
    [
        (asked(), (stated(0.2, 1),), "closed 2025-03-01, not resolved yet"),
        (asked(), (stated(0.2, 1), resolved("ambiguous", 9)), "ambiguous, without a reason"),
        (asked(), (resolved("yes", 9),), "no estimate was stated"),
        (asked(), (stated(0.2, 20), resolved("yes", 9)), "every estimate came after the end or was withdrawn"),
        (
            asked(),
            (stated(0.2, 1), resolved("yes", 9), resolved("no", 11)),
            (
                "disputed: yes (bcdefghi) and no (cdefghij) both count at this moment; "
                "retract one of them, or, if that was done since, look at a later moment"
            ),
        ),
        (asked(kind="choice", options=["a", "b"]), (), "choice: only yes/no questions enter"),
    ],
)
def test_everything_else_is_left_out_with_its_reason(forecast: Any, entries: Any, reason: str) -> None:
    found = curve(seen(forecast, *entries), at(100))
    assert (found.pairs, found.withheld) == ((), ())
    assert [item.reason for item in found.left_out] == [reason]


def test_priors_need_no_estimate_but_a_prior() -> None:
    known = seen(asked(prior=0.3), resolved("yes", 9))
    assert [(pair.by, pair.p) for pair in curve(known, at(100), taken="prior").pairs] == [("prior", 0.3)]
    bare = curve(seen(asked(), resolved("yes", 9)), at(100), taken="prior")
    assert [item.reason for item in bare.left_out] == ["no prior is stated"]
    waits = {"a": asked(), "b": asked("b", prior=0.3, given={"forecast": "a", "outcome": "yes"})}
    found = curve(situations(waits, [resolved("yes", 9, "b")], at(100)), at(100), taken="prior")
    assert (found.pairs, found.left_out[1].reason) == ((), "its condition a is not resolved")
    open_still = curve(seen(asked(prior=0.3), day=20), at(20), taken="prior")
    assert [item.reason for item in open_still.left_out] == ["open until 2025-03-01"]


# ── what the curve says ──


def pairs(*rows: tuple[float, int], by: str = "ann") -> list[Pair]:
    return [Pair(asked(f"q{k}"), by, p, outcome) for k, (p, outcome) in enumerate(rows)]


def test_without_pairs_nothing_is_said() -> None:
    assert assess([]) is None


def test_the_numbers_are_those_of_the_rules_in_whatever_order() -> None:
    rows = pairs((0.1, 0), (0.4, 1), (0.4, 0), (0.8, 1), (0.9, 1))
    found = assess(rows)
    assert found is not None
    assert found.murphy == murphy([0.1, 0.4, 0.4, 0.8, 0.9], [0, 1, 0, 1, 1])
    assert (found.n, found.questions, found.hits) == (5, 5, 3)
    assert assess(rows[::-1]) == found


def test_several_forecasters_on_a_question_count_as_one_question() -> None:
    found = assess(pairs((0.1, 0), (0.4, 1)) + pairs((0.2, 0), (0.5, 1), by="bob"))
    assert found is not None
    assert (found.n, found.questions) == (4, 2)


def test_one_forecast_has_a_score_but_nothing_that_needs_two() -> None:
    found = assess(pairs((0.7, 1)))
    assert found is not None
    assert found.murphy.brier == pytest.approx(0.09)
    assert (found.auc, found.brier_interval, found.auc_interval) == (None, None, None)


def test_over_a_thousand_forecasts_nothing_is_drawn_by_lot() -> None:
    one = asked()
    many = [Pair(one, f"p{k}", k / 1200, k % 2) for k in range(1200)]
    found = assess(many)
    assert found is not None
    assert (found.brier_interval, found.ece_by_chance, found.miscalibration_by_chance) == (None, None, None)
    assert found.auc is not None


# ── forecasts that share an outcome ──

ROWS = st.lists(st.tuples(st.integers(0, 20).map(lambda k: k / 20), st.integers(0, 1)), min_size=1, max_size=12)


@given(ROWS, st.integers(1, 4))
def test_people_who_say_the_same_of_everything_have_the_intervals_of_one(
    rows: list[tuple[float, int]], people: int
) -> None:
    alone, together = assess(pairs(*rows)), assess([one for k in range(people) for one in pairs(*rows, by=f"p{k}")])
    assert alone is not None
    assert together is not None
    assert alone.by_question == alone.bins, "where each question is there once, nothing is different"
    assert [one.n for one in together.by_question] == [people * one.n for one in alone.bins]
    for one, other in zip(together.by_question, alone.bins, strict=True):
        assert one.interval == pytest.approx(other.interval)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20).map(lambda k: k / 20)), min_size=1, max_size=30))
def test_what_shares_an_outcome_is_worth_no_less_than_one_and_no_more_than_its_questions(
    rows: list[tuple[int, float]],
) -> None:
    found = assess([Pair(asked(f"q{name}"), f"p{k}", p, name % 2) for k, (name, p) in enumerate(rows)])
    assert found is not None
    for plain, one in zip(found.bins, found.by_question, strict=True):
        questions = len({name for name, p in rows if one.low <= p < one.high or p == one.high == 1})
        least, most = (wilson(one.rate * n if one.rate < 1 else n, n) for n in (1, questions))
        assert least[0] <= one.interval[0] + 1e-12
        assert one.interval[1] <= least[1] + 1e-12
        assert one.interval[1] - one.interval[0] >= most[1] - most[0] - 1e-12
        assert plain.interval[1] - plain.interval[0] <= one.interval[1] - one.interval[0] + 1e-12
        assert replace(plain, interval=one.interval) == one
