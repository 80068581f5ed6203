"""Rules of the documents, each on the smallest book that shows it: the program follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .program import answer, output
from .reading import moment
from .small import Small

if TYPE_CHECKING:
    from pathlib import Path

AT = moment("2024-03-01")


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path / "forecasts")


def rows(small: Small, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(small.write(), AT, "score", *words)["forecasts"]
    return found


def row(small: Small, *words: str, by: str = "alice", of: str = "case/it") -> dict[str, Any]:
    found = {(one["id"], one["by"]): one for one in rows(small, *words)}
    assert (of, by) in found
    return found[of, by]


def line(small: Small, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = answer(small.write(), AT, "status", *words)["forecasts"][-1]
    return found


# ── whose number ──


def test_stated_of_a_resolved_forecast_is_what_is_scored(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    small.resolves("yes", 10)
    small.says("bob", 0.2, 12)  # the outcome has been known for two days
    found = line(small)
    assert (found["stated"], found["stated_by"], found["brier"]) == (0.9, "alice", pytest.approx(0.01))


def test_stated_of_a_resolved_forecast_is_not_changed_by_taking_it_back_afterwards(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.2, 2)
    wrong = small.says("alice", 0.9, 5)
    small.resolves("no", 10)
    small.retracts(wrong, 12)
    assert line(small)["stated"] == 0.9, "nothing earlier revives"


def test_no_total_mixes_people(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    small.says("bob", 0.5, 2)
    small.resolves("yes", 10)
    assert answer(small.write(), AT, "score")["overall"]["binary"]["mean"] != pytest.approx((0.01 + 0.25) / 2)


def test_points_against_the_others_need_no_page_that_shows_them(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    small.says("bob", 0.5, 2)
    small.resolves("yes", 10)
    assert row(small, "--forecaster", "alice")["peer"] == row(small)["peer"]


def test_the_median_of_the_day_is_that_of_everybody(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    small.says("bob", 0.5, 2)
    small.resolves("yes", 10)
    alone = row(small, "--daily", "--forecaster", "alice")["daily"]
    assert alone["accuracy"] == row(small, "--daily")["daily"]["accuracy"]


def test_the_rows_of_show_are_those_of_score(small: Small) -> None:
    small.question("it", "kind: binary\nprior: 0.4").says("alice", 0.9, 2)
    small.resolves("yes", 10)
    (shown,) = answer(small.write(), AT, "show", "it")["scores"]
    assert shown.keys() == row(small).keys()


def test_the_base_rate_is_that_of_the_same_questions(small: Small) -> None:
    for number, outcome in enumerate(("yes", "yes", "yes", "no")):
        small.question(f"it-{number}", "kind: binary").says("alice", 0.5, 2, of=f"it-{number}")
        small.resolves(outcome, 10, of=f"it-{number}")
    found = answer(small.write(), AT, "score")["overall"]["binary"]["references"]["base_rate"]
    assert found["mean"] == pytest.approx(0.75 * 0.25)


# ── what is scored ──


def test_a_conditional_forecast_waits_for_its_condition(small: Small) -> None:
    small.question("a", "kind: binary").question("it", "kind: binary\ngiven: {forecast: a, outcome: yes}")
    small.says("alice", 0.9, 2)
    condition = small.resolves("yes", 9, of="a")
    small.resolves("yes", 10)
    small.retracts(condition, 12)
    assert rows(small) == []


def test_a_disputed_condition_decides_nothing(small: Small) -> None:
    small.question("a", "kind: binary").question("it", "kind: binary\ngiven: {forecast: a, outcome: yes}")
    small.says("alice", 0.9, 2)
    small.resolves("yes", 9, of="a")
    small.resolves("no", 9, of="a")
    small.resolves("yes", 10)
    assert rows(small) == []


def test_a_draft_decides_no_condition(small: Small) -> None:
    small.records["a"] = (
        "kind: binary\nquestion: TODO say it\nopens_at: 2024-01-01\ncloses_at: 2024-01-31\ncriteria: x\n"
    )
    small.question("it", "kind: binary\ngiven: {forecast: a, outcome: yes}")
    small.resolves("no", 9, of="a")
    assert line(small)["state"] == "due"


def test_a_window_of_no_length_has_no_coverage(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, -3)
    small.resolves("yes", -1)
    assert row(small)["coverage"] is None


def test_a_mean_counts_the_rows_that_it_covers(small: Small) -> None:
    small.question("it", "kind: binary").question("its-twin", "kind: binary")
    small.says("alice", 0.9, -3)
    small.says("alice", 0.9, -3, of="its-twin")
    small.resolves("yes", -1)
    small.resolves("yes", 10, of="its-twin")
    assert answer(small.write(), AT, "score")["overall"]["binary"]["n"] == 1


def test_withdrawing_twice_takes_one_estimate_back(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    small.resolves("yes", 10)
    small.says("alice", None, 11)
    small.says("alice", None, 12)
    assert row(small)["marks"]["taken_back"] == 1


def test_what_was_gone_before_the_end_is_not_taken_back_after_it(small: Small) -> None:
    small.question("it", "kind: binary")
    slip = small.says("alice", 0.9, 2)
    small.retracts(slip, 3)
    small.resolves("yes", 10)
    again = small.retracts(slip, 12)
    small.retracts(again, 14)
    assert row(small)["marks"]["taken_back"] == 0


def test_fifty_per_cent_said_three_times_is_not_better_than_equal_chances(small: Small) -> None:
    small.question("it", "kind: binary")
    for day in (0, 10, 18):
        small.says("alice", 0.5, day)
    small.resolves("yes", 25)
    half = answer(small.write(), AT, "score")["overall"]["binary"]["references"]["half"]
    assert (half["better"], half["worse"], half["skill"]) == (0, 0, 0)


def test_what_is_known_after_the_end_is_ignored_and_counted(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2)
    first = small.resolves("yes", 3)
    small.says("alice", 0.5, 33, 36)
    small.retracts(first, 40)
    small.resolves("yes", 41)
    assert row(small)["ignored"] == 1


# ── quantities and dates ──


def test_an_outcome_beyond_the_last_point_costs_the_way_to_it(small: Small) -> None:
    small.question("it", "kind: numeric\nunit: m").says("alice", [[10, 0.5], [20, 0.9]], 2)
    small.resolves(60, 10)
    straight = 10 * (0.5**2 + 0.5 * 0.9 + 0.9**2) / 3
    assert row(small)["crps"] == pytest.approx(straight + 40)


def test_the_record_fixes_the_levels_for_everybody(small: Small) -> None:
    small.question("it", "kind: numeric\nunit: m\nprior: {q10: 10, q50: 50, q90: 90}")
    small.says("alice", {"q50": 60}, 2)
    small.says("bob", {"q10": 5, "q25": 30, "q50": 50, "q90": 80}, 2)
    small.says("carol", [[0, 0], [100, 1]], 2)
    small.resolves(60, 10)
    found = {one["by"]: one["crps"] for one in rows(small)}
    assert found == {
        "bob": pytest.approx(2 * (0.1 * 55 + 0.5 * 10 + 0.1 * 20) / 3),
        "carol": pytest.approx(2 * (0.1 * 50 + 0.5 * 10 + 0.1 * 30) / 3),
    }, "alice lacks two levels"


def test_scores_at_unlike_levels_have_no_mean(small: Small) -> None:
    small.question("it", "kind: numeric\nunit: m").question("its-twin", "kind: numeric\nunit: m")
    small.says("alice", {"q10": 10, "q50": 20, "q90": 30}, 2)
    small.says("alice", {"q50": 20}, 2, of="its-twin")
    for name in small.records:
        small.resolves(25, 10, of=name)
    assert answer(small.write(), AT, "score")["overall"]["numeric"]["mean"] is None


def test_quantities_without_a_unit_have_no_mean(small: Small) -> None:
    small.question("it", "kind: numeric").question("its-twin", "kind: numeric")
    for name in small.records:
        small.says("alice", {"q10": 10, "q50": 20, "q90": 30}, 2, of=name)
        small.resolves(25, 10, of=name)
    assert answer(small.write(), AT, "score")["overall"]["numeric"]["mean"] is None


def test_the_range_of_a_date_is_the_window_for_everybody(small: Small) -> None:
    """Whoever ends on the 11th is scored up to the close, as is whoever ends on the 30th."""
    small.question("it", "kind: date").says("alice", [["2024-01-10", 0.0], ["2024-01-11", 0.5]], 2)
    small.resolves("later", 33)
    second = 1 / 86_400
    assert row(small)["crps"] == pytest.approx(0.5**2 / 3 + 20 * 0.5**2, abs=second)


def test_later_lies_at_the_close_for_quantiles_too(small: Small) -> None:
    small.question("it", "kind: date").says("alice", {"q50": "2024-01-21"}, 2)
    small.resolves("later", 33)
    assert row(small)["crps"] == pytest.approx(2 * 0.5 * 10)


def test_a_day_is_stated_to_its_end_and_happens_at_noon(small: Small) -> None:
    small.question("it", "kind: date").says("alice", {"q50": "2024-01-21"}, 2)
    small.resolves("2024-01-11", 33)
    assert row(small)["crps"] == pytest.approx(2 * 0.5 * (10.5 - 1 / 86_400))


def test_whoever_cannot_be_scored_is_alone_in_it(small: Small) -> None:
    small.question("it", "kind: date").says("bob", [["2024-01-15", 0.2], ["2024-01-25", 0.5]], 1)
    small.says("alice", {"q50": "2024-01-20"}, 2)
    small.resolves("later", 33)
    assert [one["by"] for one in rows(small)] == ["bob"]


def test_an_estimate_that_no_longer_fits_costs_nobody_elses_score(small: Small) -> None:
    small.question("it", "kind: choice\noptions: [a, b, c]").says("alice", {"a": 0.5, "b": 0.5}, 2)
    small.says("bob", {"a": 0.2, "b": 0.5, "c": 0.3}, 2)
    small.resolves("b", 10)
    assert [one["by"] for one in rows(small)] == ["bob"]


def test_earlier_lies_at_the_opening_also_where_a_lower_comes_later(small: Small) -> None:
    small.question("it", "kind: date\nlower: 2024-01-03").says("alice", {"q50": "2024-01-10"}, 2)
    small.resolves("earlier", 33)
    assert row(small)["crps"] == pytest.approx(2 * 0.5 * (10 - 1 / 86_400))


def test_the_days_at_the_ends_of_an_interval_are_inside(small: Small) -> None:
    small.question("it", "kind: date").says("alice", {"q05": "2024-01-10", "q95": "2024-01-20"}, 2)
    held = []
    for outcome in ("2024-01-09", "2024-01-10", "2024-01-20", "2024-01-21", "later"):
        small.lines = small.lines[:1]
        small.resolves(outcome, 33)
        held.append(row(small)["intervals"]["90%"])
    assert held == [False, True, True, False, False]


def test_a_prior_is_on_no_curve_while_its_condition_waits(small: Small) -> None:
    small.question("a", "kind: binary").question("it", "kind: binary\nprior: 0.3\ngiven: {forecast: a, outcome: yes}")
    small.resolves("yes", 10)
    assert answer(small.write(), AT, "calibration", "--take", "prior")["forecasts"] == []


def test_an_annulled_draft_annuls_what_depends_on_it(small: Small) -> None:
    small.records["a"] = "kind: binary\nquestion: TODO say it\nopens_at: 2024-01-01\ncriteria: x\n"
    small.question("it", "kind: binary\ngiven: {forecast: a, outcome: yes}")
    small.resolves("annulled", 9, of="a")
    assert line(small)["state"] == "annulled"


def test_a_quantity_below_its_threshold_is_on_every_page(small: Small) -> None:
    small.question("it", "kind: numeric\nunit: m\nopen_below: 10").says("alice", {"q50": 20}, 2)
    small.resolves("below", 10)
    assert "below" in output(small.write(), AT, "status")
    assert "below" in output(small.folder, AT, "report", "-o", "-")
