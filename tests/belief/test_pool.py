"""Several forecasters on one forecast: what each says now, and their pool by each rule."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outlook.belief.pool import Pooled, pool
from outlook.belief.pool_course import changes
from outlook.belief.timeline import History
from outlook.model.belief import Chance, Shares
from outlook.model.entries import Estimate
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

AT = datetime(2024, 12, 2, tzinfo=UTC)
READY = {"id": "f", "case": "c", "question": "?", "criteria": "!", "opens_at": "2024-12-01", "closes_at": "2024-12-31"}
GOLDEN = {"a": 0.05, "b": 0.10, "c": 0.12, "d": 0.20, "e": 0.30}


def forecast(kind: str = "binary", **fields: Any) -> Forecast:
    return FORECAST.validate_python({"kind": kind, **READY, **fields})


def said(stated: list[tuple[str, Any]]) -> History:
    return History(estimates=tuple(
        Estimate(
            id=f"aaaaaa{'abcdefgh'[number]}a", known_at=AT + timedelta(hours=number), recorded_at=AT, by=by,
            forecast="f", stated=value,
        )
        for number, (by, value) in enumerate(stated)
    ))  # fmt: skip


def now(kind: Forecast, history: History, base: Any) -> Pooled | None:
    """The pool after the newest change."""
    found = list(changes(kind, history))
    return pool(kind, found[-1].stated, base) if found else None


def test_the_golden_pools() -> None:
    pooled = now(forecast(), said(list(GOLDEN.items())), Chance(0.15))
    assert pooled is not None
    assert pooled.median == 0.12
    assert pooled.geometric == pytest.approx(0.1331, abs=5e-5)
    assert pooled.extremised == pytest.approx(0.1249, abs=5e-5)


def test_only_what_stands_now_is_pooled() -> None:
    pooled = now(forecast(), said([("a", 0.9), ("b", 0.2), ("a", 0.4), ("c", 0.99), ("c", None)]), Chance(0.5))
    assert pooled is not None
    assert pooled.stated == {"a": 0.4, "b": 0.2}
    assert pooled.median == pytest.approx(0.3)


def test_certainties_that_contradict_each_other_and_a_certain_base_rate_have_no_pool() -> None:
    pooled = now(forecast(), said([("a", 0), ("b", 1)]), Chance(0.5))
    assert pooled is not None
    assert (pooled.median, pooled.geometric, pooled.extremised) == (0.5, None, None)
    with_base = now(forecast(), said([("a", 0.3)]), Chance(0.0))
    assert with_base is not None
    assert with_base.extremised is None


def test_options_are_pooled_one_by_one_and_sum_to_one() -> None:
    choice = forecast("choice", options=["x", "y"])
    shares = [("a", {"x": 0.05, "y": 0.95}), ("b", {"y": 0.7, "x": 0.3})]
    pooled = now(choice, said(shares), Shares({"x": 0.15, "y": 0.85}))
    binary = now(forecast(), said([("a", 0.05), ("b", 0.3)]), Chance(0.15))
    assert pooled is not None
    assert binary is not None
    for mine, other in ((pooled.geometric, binary.geometric), (pooled.extremised, binary.extremised)):
        assert isinstance(mine, Shares)
        assert mine["x"] == pytest.approx(other)
        assert sum(float(str(share)) for share in mine.values()) == pytest.approx(1)


def test_quantities_have_no_pool_and_nobody_has_none() -> None:
    assert now(forecast("numeric"), said([("a", {"q05": 1, "q50": 2})]), None) is None
    assert now(forecast(), said([]), Chance(0.5)) is None
    assert now(forecast(), said([("a", 0.5), ("a", None)]), Chance(0.5)) is None
