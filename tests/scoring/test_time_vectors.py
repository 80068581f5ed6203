"""Numbers that other projects publish for scores over time, met by ours; each vector names its origin."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook.belief.timeline import situations
from outlook.model import BinaryForecast, Estimate, Resolution
from outlook.scoring.over_time import daily
from outlook.scoring.platforms import accuracy, points
from outlook.scoring.scorecard import scorecard

if TYPE_CHECKING:
    from outlook.scoring.scorecard import Row

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "time_vectors.json").read_text("utf-8"))["vectors"]
START = datetime(2024, 1, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def of(rule: str) -> list[Any]:
    return [pytest.param(vector, id=vector["id"]) for vector in VECTORS if vector["rule"] == rule]


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def scored(
    opens_at: datetime, closes_at: datetime, ends_at: datetime, outcome: str, said: list[tuple[Any, ...]]
) -> list[Row]:
    """The rows of a forecast about which people said (who, when, p); p None withdraws."""
    question = BinaryForecast(
        id="q", case="c", kind="binary", question="Yes?", criteria="Seen.", opens_at=opens_at, closes_at=closes_at
    )
    entries: list[Any] = [
        Estimate(
            id=f"aaaaaa{LETTERS[place // 32]}{LETTERS[place % 32]}",
            known_at=at,
            recorded_at=at,
            by=who,
            forecast="q",
            stated=p,
        )
        for place, (who, at, p) in enumerate(said)
    ]
    entries.append(
        Resolution(id="zzzzzzzz", known_at=ends_at, recorded_at=ends_at, by="judge", forecast="q", outcome=outcome)
    )
    return list(scorecard(situations({"q": question}, entries, ends_at + timedelta(days=99))).rows)


def open_question(inputs: dict[str, Any]) -> dict[str, Row]:
    """A question that ran through whole days and came true; closing at the midnight after the last."""
    first, last = (datetime.fromisoformat(f"{inputs[name]}T00:00+00:00") for name in ("first_date", "last_date"))
    end = last + timedelta(days=1)
    said = [
        (one["user"], datetime.fromisoformat(f"{one['at']}+00:00"), one["p_of_outcome"]) for one in inputs["forecasts"]
    ]
    return {row.by: row for row in scored(first, end, end, "yes", said)}


@pytest.mark.parametrize("vector", of("gjo.daily_brier"))
def test_daily_scores_meet_those_of_good_judgment_open(vector: dict[str, Any]) -> None:
    rows = open_question(vector["inputs"])
    assert set(rows) == set(vector["expected"])
    for who, wanted in vector["expected"].items():
        found = daily(rows[who])
        assert found.score is not None
        assert 2 * found.score == pytest.approx(wanted["avg_daily_brier"], abs=vector["tolerance"])
        assert found.days / found.whole == pytest.approx(wanted["participation"], abs=vector["tolerance"])


@pytest.mark.parametrize("vector", of("gjo.accuracy_score"))
def test_accuracy_scores_meet_those_of_good_judgment_open(vector: dict[str, Any]) -> None:
    rows = list(open_question(vector["inputs"]).values())
    found = {row.by: value for row, value in zip(rows, accuracy(rows), strict=True)}
    assert found == pytest.approx(vector["expected"], abs=vector["tolerance"])


def metaculus(inputs: dict[str, Any]) -> list[Row]:
    said: list[tuple[Any, ...]] = []
    for number, one in enumerate(inputs["forecasts"]):
        said.append((f"person {number}", day(one.get("start", inputs["open_time"])), one["p"]))
        if "end" in one:
            said.append((f"person {number}", day(one["end"]), None))
    outcome = "yes" if inputs["resolution_bucket"] else "no"
    return scored(day(inputs["open_time"]), day(inputs["scheduled_close"]), day(inputs["actual_close"]), outcome, said)


@pytest.mark.parametrize("vector", [*of("metaculus.baseline"), *of("metaculus.peer")])
def test_points_meet_those_of_metaculus(vector: dict[str, Any]) -> None:
    name = vector["rule"].removeprefix("metaculus.")
    rows = sorted(metaculus(vector["inputs"]), key=lambda row: row.by)
    found = [one for one in points(rows) if one]
    # What was said at the very end has a row of nothing there, and none here.
    expected = [wanted for wanted in vector["expected"] if wanted["coverage"]]
    assert len(found) == len(expected)
    for one, wanted in zip(found, expected, strict=True):
        assert getattr(one, name) == pytest.approx(wanted["score"], abs=vector["tolerance"])
        assert one.coverage == pytest.approx(wanted["coverage"], abs=vector["tolerance"])


def test_every_vector_is_met() -> None:
    assert {vector["rule"] for vector in VECTORS} == {
        "gjo.daily_brier", "gjo.accuracy_score", "metaculus.baseline", "metaculus.peer",
    }  # fmt: skip


def test_two_who_gave_what_happened_no_chance_have_no_peer_score() -> None:
    rows = scored(day(0), day(10), day(10), "yes", [("a", day(0), 0.0), ("b", day(0), 0.0), ("c", day(0), 0.5)])
    assert [one.peer for one in points(rows) if one][:2] == [None, None]
    alone = scored(day(0), day(10), day(10), "yes", [("a", day(0), 0.5)])
    assert [one.peer for one in points(alone) if one] == [None]
