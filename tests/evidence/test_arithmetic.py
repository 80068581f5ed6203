"""The walk from prior to implied: its lines add up, and a pocket calculator comes to the same."""

from datetime import UTC, datetime
from math import exp, log, sqrt
from pathlib import Path

import pytest

from outlook.book import Book, CaseFolder
from outlook.evidence.arithmetic import Line, walk
from outlook.evidence.distributions import by_the_close
from outlook.evidence.over_time import weighed
from outlook.evidence.weigh import Weighed, weigh
from outlook.model.belief import Points, Quantiles
from outlook.model.entries import Evidence
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"


@pytest.fixture(scope="module")
def syria() -> CaseFolder:
    return Book.open(SHIPPED).cases["syria-2024-12"]


def walked(folder: CaseFolder, name: str, day: str) -> tuple[Weighed, list[Line]]:
    at = datetime.fromisoformat(f"{day}T23:59:59+00:00").astimezone(UTC)
    found = next(one for one in folder.situations(at) if one.forecast.id == name)
    result = weighed(found, folder.case, at)
    resolution = found.history.resolution
    return result, walk(folder.forecasts[name], result, min(at, resolution.known_at) if resolution else at)


@pytest.mark.alike
@pytest.mark.parametrize("day", ["2024-12-01", "2024-12-04", "2024-12-07", "2024-12-20", "2025-03-10"])
def test_the_sum_of_the_lines_is_the_result(syria: CaseFolder, day: str) -> None:
    for name, forecast in syria.forecasts.items():
        result, lines = walked(syria, name, day)
        if result.implied is None:
            assert lines == []
            continue
        sums = {outcome: sum(line.moves.get(outcome, 0.0) for line in lines) for outcome in lines[0].moves}
        if forecast.kind == "binary":
            expected = 1 / (1 + exp(-sums["yes"])) if sums["yes"] > -700 else 0.0
            assert result.implied == pytest.approx(expected, rel=1e-9, abs=1e-300)
        elif isinstance(result.implied, Points):
            (total,) = sums.values()
            reached = (
                by_the_close(result.implied) if forecast.kind == "date" else 1 - dict(result.implied)[median(forecast)]
            )
            assert reached is not None
            # The close lies a minute before the last stated day ends: between days a distribution is a straight line.
            assert log(reached / (1 - reached)) == pytest.approx(total, abs=1e-5)
            assert lines[-1].after == result.implied
            continue
        else:
            total = sum(exp(value) for value in sums.values())
            assert result.implied == pytest.approx({key: exp(value) / total for key, value in sums.items()}, rel=1e-9)
        assert lines[-1].after == pytest.approx(result.implied, rel=1e-9, abs=1e-300)


def median(forecast: Forecast) -> float:
    assert isinstance(forecast.prior, Quantiles)
    return float(forecast.prior["q50"])


def test_hama_on_4_december_redone_by_hand(syria: CaseFolder) -> None:
    _, lines = walked(syria, "hama-by-december", "2024-12-04")
    left, whole = 26 + 23 / 24 + 59 / 1440 - 1 / 86400 * 59, 30 + 23 / 24 + 59 / 1440
    assert lines[1].after == pytest.approx(1 - (1 - 0.404) ** (left / whole), abs=2e-5)
    gone = 1 - left / whole
    doubtful = 1 / sqrt(0.90 * 0.85) - 1
    seen = (1 - 0.5 * doubtful) / doubtful
    moves = {
        "2 signs of regime-collapse": -sqrt(silence(gone, 0.6, 0.055) ** 2 + silence(gone, 0.6, 0.526) ** 2),
        "2 signs of ally-support": silence(gone, 0.317, 0.6) + log((seen * 0.489 + 0.511) / (seen * 0.6 + 0.4)),
        "single-source-claim": silence(gone, 0.6, 0.467),
    }
    assert [line.label for line in lines] == ["prior", "time", *moves]
    for line in lines[2:]:
        assert line.moves["yes"] == pytest.approx(moves[line.label], abs=2e-5)
    assert lines[-1].after == pytest.approx(0.3225, abs=0.0005)


def silence(gone: float, yes: float, no: float) -> float:
    return log((1 - 0.5 * gone * yes) / (1 - 0.5 * gone * no))


def test_the_arithmetic_of_a_line_names_its_reports_and_numbers(syria: CaseFolder) -> None:
    _, lines = walked(syria, "hama-by-december", "2024-12-04")
    assert lines[3].arithmetic == (
        "iraqi-fighters-cross: observed",
        "xg66te2s B2: r = 0.8746, n = (1 - r)/r = 0.1433",
        "Λ = (1 - 0.5 × 0.1433) / (0.9 × 0.1433 + 0.1 × 0.1433) = 6.4772",
        "ℓ = ln[(6.4772 × 0.489 + 1 - 0.489) / (6.4772 × 0.6 + 1 - 0.6)] = -0.1530",
        "russia-surges: unseen",
        "no report: Λ = 1 - w = 1 - 0.5 = 0.5000",
        "silent so far, a = f·p: yes 0.1290 × 0.317 = 0.0409, no 0.1290 × 0.6 = 0.0774",
        "ℓ = ln[(0.5000 × 0.0409 + 1 - 0.0409) / (0.5000 × 0.0774 + 1 - 0.0774)] = +0.0188",
        "the group, ρ = 0.5: S = 0.0188 - 0.1530 = -0.1341",
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
