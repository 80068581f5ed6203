"""The walk from prior to implied: its lines add up, and a pocket calculator comes to the same."""

from datetime import UTC, datetime
from math import exp, log, sqrt
from pathlib import Path

import pytest

from outlook.belief.timeline import histories
from outlook.book import Book, CaseFolder
from outlook.evidence.arithmetic import Line, walk
from outlook.evidence.weigh import Weighed, weigh
from outlook.model.entries import Evidence
from outlook.model.kinds import FORECAST

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"


@pytest.fixture(scope="module")
def syria() -> CaseFolder:
    return Book.open(SHIPPED).cases["syria-2024-12"]


def walked(folder: CaseFolder, name: str, day: str) -> tuple[Weighed, list[Line]]:
    at = datetime.fromisoformat(f"{day}T23:59:59+00:00").astimezone(UTC)
    weighed = weigh(folder.forecasts[name], folder.case, histories(folder.entries, at)[name].evidence, at)
    return weighed, walk(folder.forecasts[name], weighed, at)


@pytest.mark.parametrize("day", ["2024-12-01", "2024-12-04", "2024-12-07", "2024-12-20", "2025-03-10"])
def test_the_sum_of_the_lines_is_the_result(syria: CaseFolder, day: str) -> None:
    for name, forecast in syria.forecasts.items():
        weighed, lines = walked(syria, name, day)
        if weighed.implied is None:
            assert lines == []
            continue
        sums = {outcome: sum(line.moves.get(outcome, 0.0) for line in lines) for outcome in lines[0].moves}
        if forecast.kind == "binary":
            expected = 1 / (1 + exp(-sums["yes"])) if sums["yes"] > -700 else 0.0
            assert weighed.implied == pytest.approx(expected, rel=1e-9, abs=1e-300)
        else:
            total = sum(exp(value) for value in sums.values())
            assert weighed.implied == pytest.approx({key: exp(value) / total for key, value in sums.items()}, rel=1e-9)
        assert lines[-1].after == pytest.approx(weighed.implied, rel=1e-9, abs=1e-300)


def test_hama_on_4_december_redone_by_hand(syria: CaseFolder) -> None:
    _, lines = walked(syria, "hama-by-december", "2024-12-04")
    assert [line.label for line in lines] == ["prior", "time", "iraqi-fighters-cross"]
    left, whole = 26 + 23 / 24 + 59 / 1440 - 1 / 86400 * 59, 30 + 23 / 24 + 59 / 1440
    base = 1 - (1 - 0.404) ** (left / whole)
    assert lines[1].after == pytest.approx(base, abs=2e-5)
    ratio = 1 / (1 - sqrt(0.90 * 0.85))
    log_ratio = log((ratio * 0.489 + 0.511) / (ratio * 0.6 + 0.4))
    assert lines[2].moves["yes"] == pytest.approx(log_ratio, rel=1e-9)
    assert lines[2].after == pytest.approx(0.3263, abs=0.0005)


def test_the_arithmetic_of_a_line_names_its_reports_and_numbers(syria: CaseFolder) -> None:
    _, lines = walked(syria, "hama-by-december", "2024-12-04")
    assert lines[2].arithmetic == (
        "xg66te2s B2: r = 0.8746, λ = 1/(1 - r) = 7.9772",
        "LR = (7.9772 × 0.489 + 1 - 0.489) / (7.9772 × 0.6 + 1 - 0.6) = 0.8507, ln LR = -0.1617",
        "weight: full match 1",
    )


def test_a_choice_walks_by_option(syria: CaseFolder) -> None:
    _, lines = walked(syria, "deepest-city", "2024-12-05")
    assert set(lines[0].moves) == {"none", "Hama", "Homs", "Damascus"}
    assert any("none: " in text for text in lines[-1].arithmetic)


def test_a_walk_that_rules_out_every_outcome_says_so_from_there_on() -> None:
    forecast = FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": "2024-12-01",
        "closes_at": "2024-12-31", "prior": 0.3, "indicators": [
            {"id": "one", "likelihood": {"yes": 1, "no": 0}}, {"id": "two", "likelihood": {"yes": 0, "no": 1}},
        ],
    })  # fmt: skip
    at = datetime(2024, 12, 2, tzinfo=UTC)
    sure = Evidence.model_validate({
        "id": "aaaaaaaa", "known_at": at, "recorded_at": at, "by": "a", "summary": "s", "forecasts": ["f"],
        "indicators": {"one": "full", "two": "full"}, "p_accurate": 1,
    })  # fmt: skip
    lines = walk(forecast, weigh(forecast, None, [sure], at), at)
    assert [line.after for line in lines] == [0.3, 1.0, None]
