"""Total probability through a scenario set: by hand, by a joint distribution, and what is not made up."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.evidence.scenarios import through
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST
from outlook.moments import from_iso

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"
READY = {"case": "c", "question": "?", "criteria": "!", "opens_at": "2024-12-01", "closes_at": "2024-12-31"}


def binary(name: str, table: dict[str, float] | None = None, **fields: Any) -> Forecast:
    scenarios = {"scenarios": {"set": "s", "probability": table}} if table else {}
    return FORECAST.validate_python({"id": name, "kind": "binary", **READY, **scenarios, **fields})


def test_the_value_is_the_sum_over_the_scenarios() -> None:
    found = through(binary("f", {"a": 0.1, "b": 0.6}), {"a": 0.75, "b": 0.25})
    assert found is not None
    assert found.implied == pytest.approx(0.75 * 0.1 + 0.25 * 0.6)
    assert [arm.product for arm in found.arms] == pytest.approx([0.075, 0.15])


def test_a_condition_weighs_the_scenarios_by_how_likely_it_is_in_each() -> None:
    conditional = binary("f", {"a": 0.1, "b": 0.6}, given={"forecast": "g", "outcome": "yes"})
    found = through(conditional, {"a": 0.75, "b": 0.25}, binary("g", {"a": 0.2, "b": 0.8}))
    assert found is not None
    assert [arm.weight for arm in found.arms] == pytest.approx([0.15 / 0.35, 0.2 / 0.35])
    assert found.condition == "g"


def test_the_scenario_itself_as_condition_leaves_its_own_row() -> None:
    conditional = binary("f", {"a": 0.1, "b": 0.6}, given={"forecast": "s", "outcome": "b"})
    found = through(conditional, {"a": 0.75, "b": 0.25})
    assert found is not None
    assert found.implied == pytest.approx(0.6)


@pytest.mark.parametrize(
    "condition", [None, binary("g"), binary("g", {"a": 0, "b": 0}), binary("g", {"a": 0.2, "c": 0.8})]
)
def test_a_condition_of_unknown_weight_gives_no_value(condition: Forecast | None) -> None:
    conditional = binary("f", {"a": 0.1, "b": 0.6}, given={"forecast": "g", "outcome": "yes"})
    assert through(conditional, {"a": 0.75, "b": 0.25}, condition) is None


def test_without_a_table_that_fits_there_is_no_value() -> None:
    assert through(binary("f"), {"a": 1.0}) is None
    assert through(binary("f", {"a": 0.1, "b": 0.6}), {"a": 0.5, "c": 0.5}) is None


WEIGHTS = st.lists(st.integers(1, 50), min_size=12, max_size=12)


@given(WEIGHTS, st.sampled_from(["yes", "no"]))
def test_it_agrees_with_the_joint_distribution_that_the_tables_were_read_from(raw: list[int], outcome: str) -> None:
    """Three scenarios, a condition and a forecast that share nothing beyond the scenario and the condition."""
    worlds = dict(zip(product("abc", (True, False), (True, False)), raw, strict=True))
    total = sum(worlds.values())
    shares = {s: sum(w for (x, _, _), w in worlds.items() if x == s) / total for s in "abc"}
    met = {s: sum(w for (x, g, _), w in worlds.items() if x == s and g) / (shares[s] * total) for s in "abc"}
    wanted = outcome == "yes"
    inside = {s: sum(w for (x, g, _), w in worlds.items() if x == s and g is wanted) for s in "abc"}
    rows = {s: sum(w for (x, g, f), w in worlds.items() if x == s and g is wanted and f) / inside[s] for s in "abc"}
    conditional = binary("f", rows, given={"forecast": "g", "outcome": outcome})
    found = through(conditional, shares, binary("g", met))
    assert found is not None
    expected = sum(w for (_, g, f), w in worlds.items() if g is wanted and f) / sum(inside.values())
    assert found.implied == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("aleppo-retaken", 0.144), ("iranian-premises-attacked", 0.3717), ("us-iran-fire-given-attack", 0.0671),
     ("un-talks-given-acceptance", 0.4459), ("us-death-in-syria", 0.0392)],
)  # fmt: skip
def test_the_shipped_tables_come_to_the_priors_they_were_written_for(name: str, expected: float) -> None:
    standings = Standings(Book.open(SHIPPED), from_iso("2024-12-01T12:00:00Z"))
    forecast = standings[f"syria-2024-12/{name}"].forecast
    found = standings.through(forecast)
    assert found is not None
    assert found.implied == pytest.approx(expected, abs=5e-5)
    assert found.implied == pytest.approx(forecast.prior, abs=0.002)


def test_a_resolved_set_is_certain_and_a_resolved_forecast_has_no_second_value() -> None:
    standings = Standings(Book.open(SHIPPED), from_iso("2025-05-01T00:00:00Z"))
    assert standings["syria-2024-12/outlook-by-march"].situation.state == "resolved"
    for standing in standings.values():
        found = standings.through(standing.forecast)
        assert found is None or {arm.weight for arm in found.arms} == {0.0, 1.0}
    talks = standings["syria-2024-12/un-talks"]
    assert standings.through(talks.forecast) is None
    assert talks.weighed.implied is not None
