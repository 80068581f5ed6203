"""What was believed when: the laws of a history, and worked examples that can be checked by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outlook.belief.course import Course, course, time_weighted
from outlook.belief.timeline import History, histories, order, retracted, situations, standing, state_of, unmet
from outlook.model import BinaryForecast, Entry, Estimate, Evidence, Given, Resolution, Retraction

if TYPE_CHECKING:
    import random

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
LENGTH = 10
CLOSES = OPENS + timedelta(days=LENGTH)
FOREVER = OPENS + timedelta(days=10_000)
VECTORS = json.loads((Path(__file__).parent.parent / "data" / "timeline_vectors.json").read_text("utf-8"))["vectors"]

HAMA = BinaryForecast(
    id="hama", case="syria", kind="binary", question="Falls?", criteria="Two wires.", opens_at=OPENS, closes_at=CLOSES
)


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def name(number: int) -> str:
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number // 32**place % 32] for place in range(8))


def estimate(at: float, stated: float | None, number: int = 0, **more: Any) -> Estimate:
    fields = {"by": "alice", "forecast": "hama", "known_at": day(at), "recorded_at": day(at), **more}
    return Estimate(id=name(number), stated=stated, **fields)


def report(at: float, number: int, **more: Any) -> Evidence:
    fields = {"by": "alice", "forecasts": ("hama",), "summary": f"Report {number}.", **more}
    return Evidence(id=name(number), known_at=day(at), recorded_at=day(at), **fields)


def retraction(at: float, number: int, of: int) -> Retraction:
    return Retraction(id=name(number), known_at=day(at), recorded_at=day(at), by="alice", entry=name(of))


def resolution(at: float, outcome: str, number: int = 900, forecast: str = "hama") -> Resolution:
    return Resolution(
        id=name(number), known_at=day(at), recorded_at=day(at), by="alice", forecast=forecast, outcome=outcome
    )


def numbers(entries: list[Entry]) -> list[int]:
    return ["abcdefghijklmnopqrstuvwxyz234567".index(entry.id[0]) for entry in entries]


def brier_of_yes(belief: Any) -> float:
    return float((belief - 1) ** 2)


# ── strategies: a handful of estimates by two people, in, before and after the window ──

quarters = st.integers(-8, 4 * LENGTH + 8).map(lambda quarter: quarter / 4)
beliefs = st.integers(0, 20).map(lambda twentieth: twentieth / 20)


@st.composite
def estimate_lists(draw: st.DrawFn, withdrawals: bool = True) -> list[Estimate]:
    stated = st.one_of(st.none(), beliefs) if withdrawals else beliefs
    drawn = draw(st.lists(st.tuples(quarters, stated), max_size=8))
    return sorted((estimate(at, p, number) for number, (at, p) in enumerate(drawn)), key=order)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Entries of every kind, with retractions and revisions that aim at any of them, at each other and at nothing."""
    count = draw(st.integers(0, 12))
    found: list[Entry] = []
    for number in range(count):
        at, target = draw(quarters), draw(st.integers(0, count))
        by = draw(st.sampled_from(["alice", "bob"]))
        kind = draw(st.sampled_from("eeirRv"))
        if kind == "e":
            found.append(estimate(at, draw(st.none() | beliefs), number, by=by))
        elif kind == "i":
            found.append(report(at, number))
        elif kind == "v":
            found.append(report(at, number, revises=name(target)))
        elif kind == "r":
            found.append(resolution(at, draw(st.sampled_from(["yes", "no"])), number))
        else:
            found.append(retraction(at, number, target))
    return found


# ── which entries count ──


@given(ledgers(), st.randoms(use_true_random=False), quarters)
def test_the_order_of_entries_changes_nothing(entries: list[Entry], chance: random.Random, at: float) -> None:
    shuffled = entries[:]
    chance.shuffle(shuffled)
    assert standing(shuffled, day(at)) == standing(entries, day(at))
    assert dict(histories(shuffled, day(at))) == dict(histories(entries, day(at)))


@given(ledgers(), quarters)
def test_what_becomes_known_later_changes_nothing_before(entries: list[Entry], at: float) -> None:
    known = [entry for entry in entries if entry.known_at <= day(at)]
    assert standing(known, day(at)) == standing(entries, day(at))


@given(ledgers(), quarters)
def test_an_entry_that_is_retracted_leaves_no_trace(entries: list[Entry], at: float) -> None:
    for added in (
        estimate(at, 0.5, 500),
        resolution(at, "yes", 500),
        report(at, 500, revises=entries[0].id if entries else name(3)),
        retraction(at, 500, 0),
    ):
        taken_back = [*entries, added, retraction(at + 1, 501, 500)]
        assert standing(taken_back, FOREVER) == standing(entries, FOREVER)


@given(ledgers(), quarters)
def test_a_retraction_that_is_retracted_restores_the_entry(entries: list[Entry], at: float) -> None:
    added = [*entries, estimate(at, 0.5, 500)]
    restored = [*added, retraction(at, 501, 500), retraction(at, 502, 501)]
    assert standing(restored, FOREVER) == standing(added, FOREVER)


@pytest.mark.parametrize("length", range(8))
def test_in_a_chain_of_retractions_every_other_one_takes_effect(length: int) -> None:
    chain: list[Entry] = [estimate(0, 0.5, 0), *(retraction(1, link, link - 1) for link in range(1, length + 1))]
    stands = length % 2 == 0
    assert bool(standing(chain, FOREVER)) is stands
    assert (name(0) in retracted(chain)) is not stands


def test_a_chain_of_ten_thousand_retractions_is_followed_to_its_end() -> None:
    chain: list[Entry] = [estimate(0, 0.5, 0), *(retraction(1, link, link - 1) for link in range(1, 10_001))]
    assert len(standing(chain, FOREVER)) == 1


def test_retractions_in_a_circle_take_nothing_back() -> None:
    entries: list[Entry] = [estimate(0, 0.5, 0), retraction(1, 1, 2), retraction(1, 2, 1), retraction(1, 3, 3)]
    assert numbers(standing(entries, FOREVER)) == [0]


def test_one_of_two_retractions_that_is_retracted_leaves_the_other_in_force() -> None:
    entries: list[Entry] = [estimate(0, 0.5, 0), retraction(1, 1, 0), retraction(1, 2, 0), retraction(2, 3, 1)]
    assert standing(entries, FOREVER) == []


def test_an_entry_stands_until_its_retraction_is_known() -> None:
    entries: list[Entry] = [estimate(1, 0.5, 0), retraction(3, 1, 0), retraction(5, 2, 1)]
    assert [bool(standing(entries, day(at))) for at in (0, 1, 2, 3, 4, 5, 6)] == [
        False, True, True, False, False, True, True,
    ]  # fmt: skip


def test_revised_evidence_is_replaced_from_the_moment_the_revision_is_known() -> None:
    entries: list[Entry] = [report(1, 0), report(2, 1, revises=name(0)), report(3, 2, revises=name(1))]
    assert [numbers(standing(entries, day(at))) for at in (1, 2, 3)] == [[0], [1], [2]]


def test_a_revision_that_is_retracted_brings_the_original_back() -> None:
    entries: list[Entry] = [report(1, 0), report(2, 1, revises=name(0)), retraction(3, 2, 1)]
    assert [numbers(standing(entries, day(at))) for at in (2, 3)] == [[1], [0]]


def test_evidence_on_several_forecasts_counts_for_each() -> None:
    entries: list[Entry] = [report(1, 0, forecasts=("hama", "homs")), report(2, 1, forecasts=("homs",))]
    found = histories(entries, FOREVER)
    assert {forecast: numbers(list(history.evidence)) for forecast, history in found.items()} == {
        "hama": [0],
        "homs": [0, 1],
    }


# ── who believes what ──


def test_the_newest_estimate_is_of_anyone_or_of_one_and_a_withdrawal_hides_only_its_own() -> None:
    said = [estimate(1, 0.2, 1, by="alice"), estimate(2, 0.4, 2, by="bob"), estimate(3, None, 3, by="bob")]
    history = histories(said, FOREVER)["hama"]
    assert history.forecasters == ("alice", "bob")
    assert history.newest() == said[0]
    assert history.newest("alice") == said[0]
    assert history.newest("bob") is None
    assert history.newest("carol") is None
    assert histories(said, day(2))["hama"].newest() == said[1]
    assert History().newest() is None


def test_resolutions_that_disagree_are_kept_apart_from_the_first() -> None:
    said: list[Entry] = [resolution(1, "yes", 1), resolution(2, "yes", 2), resolution(3, "no", 3)]
    history = histories(said, FOREVER)["hama"]
    assert history.resolution == said[0]
    assert history.conflicting == (said[2],)
    assert histories([*said, retraction(4, 4, 3)], FOREVER)["hama"].conflicting == ()


def test_a_forecast_with_two_resolutions_that_differ_is_disputed_and_decides_no_condition() -> None:
    said: list[Entry] = [resolution(1, "yes", 1), resolution(2, "no", 2)]
    for entries in (said, said[::-1]):
        found = {one.forecast.id: one for one in situations(CHAIN, entries, day(5))}
        assert (found["hama"].state, found["hama"].outcome) == ("disputed", None)
        assert (found["homs"].state, found["homs"].condition) == ("open", "")
    settled = {one.forecast.id: one for one in situations(CHAIN, [*said, retraction(3, 3, 1)], day(5))}
    assert (settled["hama"].state, settled["hama"].outcome) == ("resolved", "no")
    assert settled["homs"].state == "annulled"


# ── where a forecast stands ──


@pytest.mark.parametrize(
    ("outcome", "at", "state"),
    [
        (None, 0, "open"),
        (None, LENGTH, "open"),
        (None, LENGTH + 1, "due"),
        ("yes", 5, "resolved"),
        ("ambiguous", 5, "ambiguous"),
        ("annulled", 5, "annulled"),
    ],
)
def test_the_state_follows_from_the_outcome_and_the_close(outcome: str | None, at: float, state: str) -> None:
    assert state_of(HAMA, outcome, day(at)) == state


def test_what_is_unfinished_is_a_draft_until_it_is_resolved() -> None:
    draft = HAMA.model_copy(update={"criteria": None})
    assert state_of(draft, None, day(LENGTH + 1)) == "draft"
    assert state_of(draft, "annulled", day(LENGTH + 1)) == "annulled"


def conditional(forecast_id: str, on: str, outcome: str = "yes") -> BinaryForecast:
    return HAMA.model_copy(update={"id": forecast_id, "given": Given(forecast=on, outcome=outcome)})


CHAIN = {"hama": HAMA, "homs": conditional("homs", "hama"), "damascus": conditional("damascus", "homs")}


def states(*entries: Entry, at: float = 5) -> dict[str, str]:
    return {found.forecast.id: found.state for found in situations(CHAIN, entries, day(at))}


def test_a_conditional_is_annulled_once_its_condition_came_out_otherwise_and_so_is_what_hangs_on_it() -> None:
    assert states() == {"hama": "open", "homs": "open", "damascus": "open"}
    assert states(resolution(3, "yes")) == {"hama": "resolved", "homs": "open", "damascus": "open"}
    assert states(resolution(3, "YES")) == {"hama": "resolved", "homs": "open", "damascus": "open"}
    assert states(resolution(3, "no")) == {"hama": "resolved", "homs": "annulled", "damascus": "annulled"}
    assert states(resolution(3, "ambiguous")) == {"hama": "ambiguous", "homs": "annulled", "damascus": "annulled"}
    assert states(resolution(6, "no")) == {"hama": "open", "homs": "open", "damascus": "open"}


def test_a_resolution_in_the_middle_of_a_chain_decides_nothing_where_the_chain_is_broken_above() -> None:
    met: list[Entry] = [resolution(3, "no", 1, "hama"), resolution(4, "yes", 2, "homs")]
    found = {item.forecast.id: item for item in situations(CHAIN, met, FOREVER)}
    assert (found["homs"].state, found["homs"].outcome) == ("annulled", "annulled")
    assert found["homs"].condition == "condition not met: hama was no, not yes"
    assert found["damascus"].state == "annulled", "what it hangs on is annulled, whatever somebody resolved it to"


def test_a_condition_that_is_not_met_annuls_in_every_order_of_what_is_resolved_and_taken_back() -> None:
    said: list[Entry] = [
        resolution(3, "yes", 1, "hama"), resolution(4, "yes", 2, "homs"), retraction(5, 3, 1), resolution(6, "no", 4, "hama"),
    ]  # fmt: skip
    for entries in permutations(said):
        assert states(*entries, at=7) == {"hama": "resolved", "homs": "annulled", "damascus": "annulled"}
    disputed = states(*said, resolution(6, "no", 5, "homs"), at=7)
    assert disputed["homs"] == "annulled"


def test_the_reason_names_the_condition_and_what_it_was() -> None:
    assert unmet(CHAIN["damascus"], histories([resolution(3, "no")], FOREVER), CHAIN) == (
        "condition not met: hama was no, not yes"
    )


def test_a_condition_on_no_is_met_by_no() -> None:
    forecasts = {"hama": HAMA, "aleppo": conditional("aleppo", "hama", "no")}
    assert [found.state for found in situations(forecasts, [resolution(3, "no")], day(5))] == ["resolved", "open"]


def test_an_annulled_draft_annuls_what_depends_on_it_and_any_other_outcome_of_a_draft_decides_nothing() -> None:
    forecasts = {**CHAIN, "hama": HAMA.model_copy(update={"criteria": None})}
    for outcome, found in (("no", ["draft", "open", "open"]), ("annulled", ["annulled"] * 3)):
        assert [one.state for one in situations(forecasts, [resolution(3, outcome)], day(5))] == found


def test_conditions_in_a_circle_come_to_an_end() -> None:
    circle = {"homs": conditional("homs", "damascus"), "damascus": conditional("damascus", "homs")}
    assert [found.state for found in situations(circle, [], day(5))] == ["open", "open"]


def test_a_condition_without_a_record_is_decided_by_its_entries_alone() -> None:
    lonely = {"homs": conditional("homs", "hama")}
    assert [found.state for found in situations(lonely, [], day(5))] == ["open"]
    assert [found.state for found in situations(lonely, [resolution(3, "no")], day(5))] == ["annulled"]


# ── the course of a belief ──


def walked(estimates: list[Estimate], end: float = LENGTH) -> Course:
    return course(HAMA, estimates, day(end))


@given(estimate_lists(), st.integers(1, LENGTH))
def test_the_steps_are_in_order_within_the_window_and_never_overlap(estimates: list[Estimate], end: int) -> None:
    found = walked(estimates, end)
    assert all(day(0) <= step.starts_at <= step.ends_at <= day(end) for step in found.steps)
    assert all(left.ends_at <= right.starts_at for left, right in pairwise(found.steps))
    assert found.coverage is None or 0 <= found.coverage <= 1
    assert found.ignored == sum(one.stated is not None and one.known_at >= day(end) for one in estimates)


@given(estimate_lists(), st.integers(1, LENGTH))
def test_the_score_is_the_mean_over_the_quarters_of_a_day_in_which_a_belief_stood(
    estimates: list[Estimate], end: int
) -> None:
    """The slow way: ask of every quarter of a day who believed what, and average."""
    last_known = [
        [one.stated for one in estimates if one.known_at <= day(quarter / 4)][-1:] for quarter in range(4 * end)
    ]
    stood = [stated[0] for stated in last_known if stated and stated[0] is not None]
    found = walked(estimates, end)
    assert found.coverage == pytest.approx(len(stood) / (4 * end))
    mean = time_weighted(found, brier_of_yes)
    assert mean == (pytest.approx(sum(map(brier_of_yes, stood)) / len(stood)) if stood else None)


@given(estimate_lists(), st.integers(0, 7), st.integers(1, 39))
def test_splitting_an_interval_in_two_changes_nothing(estimates: list[Estimate], which: int, quarter: int) -> None:
    assume(which < len(estimates))
    at = quarter / 4
    standing_then = [one for one in estimates if one.known_at <= day(at)]
    assume(standing_then)
    again = estimate(at, standing_then[-1].stated, 500)  # type: ignore[arg-type]
    split = walked(sorted([*estimates, again], key=order))
    whole = walked(estimates)
    assert split.coverage == pytest.approx(whole.coverage)
    if whole.coverage:
        assert time_weighted(split, brier_of_yes) == pytest.approx(time_weighted(whole, brier_of_yes))


@given(estimate_lists(withdrawals=False), st.floats(0.01, 5))
def test_an_estimate_before_the_opening_stands_from_the_opening(estimates: list[Estimate], early: float) -> None:
    inside = [one for one in estimates if one.known_at > OPENS]
    before, at_opening = estimate(-early, 0.3, 500), estimate(0, 0.3, 501)
    found, expected = walked([before, *inside]), walked([at_opening, *inside])
    assert found == expected
    assert found.coverage == 1


@given(estimate_lists(), st.floats(0.01, 5), beliefs)
def test_an_estimate_after_the_end_is_ignored_and_counted(estimates: list[Estimate], late: float, p: float) -> None:
    inside = [one for one in estimates if one.known_at < CLOSES]
    found = walked([*inside, estimate(LENGTH + late, p, 500)])
    assert found.steps == walked(inside).steps
    assert (found.coverage, found.ignored) == (walked(inside).coverage, 1)


def test_time_without_a_belief_is_not_counted_as_right() -> None:
    """A 50 % on the last of ten days is a Brier of .25 over a tenth of the time, not of .025 over all of it."""
    found = walked([estimate(9, 0.5)])
    assert time_weighted(found, brier_of_yes) == pytest.approx(0.25)
    assert found.coverage == pytest.approx(0.1)


def test_a_withdrawal_ends_a_belief_and_a_new_estimate_begins_another() -> None:
    found = walked([estimate(0, 0.5, 1), estimate(2, None, 2), estimate(8, 0.9, 3)])
    assert [(step.belief, step.seconds / 86400) for step in found.steps] == [(0.5, 2.0), (0.9, 2.0)]
    assert found.coverage == pytest.approx(0.4)
    assert time_weighted(found, brier_of_yes) == pytest.approx((0.25 + 0.01) / 2)


def test_of_two_estimates_at_the_same_moment_the_later_recorded_one_stands() -> None:
    first = estimate(2, 0.1, 1, recorded_at=day(2))
    second = estimate(2, 0.8, 0, recorded_at=day(3))
    found = walked(sorted([second, first], key=order))
    assert [step.belief for step in found.steps] == [0.8]


def test_an_estimate_at_the_very_end_is_no_forecast_of_it() -> None:
    found = walked([estimate(0, 0.5, 1), estimate(LENGTH, 0.9, 2)])
    assert [(step.belief, step.seconds) for step in found.steps] == [(0.5, LENGTH * 86400.0)]
    assert (found.coverage, found.ignored) == (1, 1)
    assert walked([estimate(LENGTH, 0.9)]).steps == ()


def test_a_withdrawal_at_the_very_end_withdraws_nothing() -> None:
    found = walked([estimate(0, 0.5, 1), estimate(LENGTH, None, 2)])
    assert [step.belief for step in found.steps] == [0.5]


@pytest.mark.parametrize("end", [0, -3])
def test_a_window_that_ends_before_it_begins_has_a_belief_but_no_time(end: float) -> None:
    """Resolved at or before the opening: there is a first and a last belief, and no mean over time."""
    found = walked([estimate(-5, 0.2, 1), estimate(-4, 0.3, 2)], end)
    assert [(step.belief, step.seconds) for step in found.steps] == [(0.3, 0.0)]
    assert time_weighted(found, brier_of_yes) is None
    assert (found.coverage, found.weights) == (None, ())
    assert walked([], end).coverage is None


def test_without_an_opening_the_window_has_no_length() -> None:
    draft = HAMA.model_copy(update={"opens_at": None})
    found = course(draft, [estimate(1, 0.5)], CLOSES)
    assert found.weights == ()
    assert time_weighted(found, brier_of_yes) is None


def test_nothing_covered_is_no_score() -> None:
    assert time_weighted(Course((), (), (), 0.0, 0), brier_of_yes) is None
    assert walked([estimate(1, None)]).steps == ()


# ── vectors of others, and by hand ──

AVERAGED = [vector for vector in VECTORS if vector["rule"] == "time_averaged_brier.continuous.0_1"]


@pytest.mark.parametrize("vector", AVERAGED, ids=[vector["id"] for vector in AVERAGED])
def test_time_averaged_brier_of_published_examples(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    said = [estimate(one["day"], one["p"], number) for number, one in enumerate(inputs["forecasts"])]
    found = course(HAMA, said, day(inputs["close_day"]))
    mean = time_weighted(found, lambda p: float((p - inputs["outcome"]) ** 2))
    # days such as 1/3 are rounded to the microsecond
    assert mean == pytest.approx(expected["own_window"], abs=1e-10)
    assert found.coverage == pytest.approx(expected["coverage"], abs=1e-10)
    covered_days = sum(step.seconds for step in found.steps) / 86400
    assert mean is not None
    assert mean * covered_days == pytest.approx(expected["integral_brier_days"], abs=1e-9)


def test_a_course_worked_out_by_hand() -> None:
    """30 % for two days, 60 % for three, 90 % for five, and yes: (2 · .49 + 3 · .16 + 5 · .01) / 10 = .151."""
    found = walked([estimate(at, p, number) for number, (at, p) in enumerate([(0, 0.3), (2, 0.6), (5, 0.9)])])
    assert time_weighted(found, brier_of_yes) == pytest.approx(0.151)
    assert list(accumulate(step.seconds / 86400 for step in found.steps)) == pytest.approx([2, 5, 10])
    squared_mean = (time_weighted(found, lambda p: 1 - float(p)) or 0.0) ** 2  # type: ignore[arg-type]
    assert squared_mean == pytest.approx(0.0961)
    assert squared_mean != pytest.approx(0.151), "squaring an average is not averaging squares"
