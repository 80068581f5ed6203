"""`check` names two resolutions with one outcome between whose moments somebody still stated something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

    Settle = Callable[..., None]

NEW = ("--criteria", "The press.", "--opens", "2024-11-01", "--closes", "2024-12-31", "--prior", "50%")


@pytest.fixture
def settle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Settle:
    """Cyd states something on these days; in one copy ann resolves as of 20 November, in another ben as of the 22nd."""
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    ledger = tmp_path / "forecasts" / "q" / "ledger.jsonl"

    def done(*days: str) -> None:
        assert run("new", "q/ship", "--question", "Shipped?", *NEW).code == 0
        for day in days:
            assert run("estimate", "ship", "60%", "-w", "x", "--by", "cyd", "--known-at", day).code == 0
        before, lines = ledger.read_text(), list[str]()
        for by, day in (("ann", "2024-11-20"), ("ben", "2024-11-22")):
            ledger.write_text(before)
            assert run("resolve", "ship", "yes", "-w", "x", "--by", by, "--known-at", day).code == 0
            lines.append(ledger.read_text().removeprefix(before))
        ledger.write_text(before + "".join(lines))

    return done


def found(run: Run) -> list[dict[str, Any]]:
    return [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "resolved-earlier"]


def test_an_estimate_between_the_two_is_named(settle: Settle, run: Run) -> None:
    settle("2024-11-05", "2024-11-21")
    (problem,) = found(run)
    assert problem["severity"] == "warning"
    assert "ship is resolved yes as known at 2024-11-20T12:00:00Z" in problem["message"]
    assert "of ben): the earlier counts, and 1 of cyd in between is in no score" in problem["message"]
    assert "1 estimate known at the end or later is in no score" in run("score").out
    ann = next(one["id"] for one in json.loads(run("history", "--json").out)["entries"] if one["by"] == "ann")
    assert run("retract", ann, "-w", "too early").code == 0
    assert found(run) == []


def test_where_nothing_was_stated_in_between_there_is_nothing_to_say(settle: Settle, run: Run) -> None:
    settle("2024-11-05")
    assert found(run) == []
    assert "in no score" not in run("score").out
