"""An outcome that was corrected is news, and whoever reads the one that holds now is told what it was before."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

SINCE = ("--since", "2024-12-15", "--at", "2024-12-21")


@pytest.fixture
def ship(book: Path, run: Run, clock: Callable[[datetime], None]) -> str:
    """A question that an estimate was stated of, resolved yes on 12 December."""
    asked = ("--question", "Will it ship?", "--opens", "2024-12-01", "--closes", "2025-06-30", "--criteria", "X.")
    assert run("new", "z/ship", *asked, "--prior", "30%").code == 0
    assert run("estimate", "ship", "80%", "--why", "A guess.").code == 0
    clock(datetime(2024, 12, 12, 9, tzinfo=UTC))
    assert run("resolve", "ship", "yes", "--why", "Press.").code == 0
    return str(json.loads(run("show", "ship", "--json").out)["resolution"]["id"])


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_a_corrected_outcome_is_told_on_every_page(run: Run, clock: Callable[[datetime], None], ship: str) -> None:
    clock(datetime(2024, 12, 18, 9, tzinfo=UTC))
    assert run("retract", ship, "--why", "The wrong ship.").code == 0
    told = {"outcome": "yes", "until": "2024-12-18T09:00:00Z", "entry": ship}
    assert "Will it ship?: the outcome yes was taken back on 18 Dec 2024" in _flat(run("brief", "z", *SINCE).out)
    assert f"was yes until 18 Dec 2024, corrected: {ship} by alice" in _flat(run("show", "ship").out)
    assert "not what it was" not in run("status", "z").out, "no outcome holds"
    clock(datetime(2024, 12, 18, 10, tzinfo=UTC))
    assert run("resolve", "ship", "no", "--why", "Press.", "--known-at", "2024-12-12", "--sure").code == 0
    clock(datetime(2024, 12, 21, tzinfo=UTC))
    line = "1 outcome is not what it was: z/ship was yes until 18 Dec 2024, corrected."
    assert line in _flat(run("status", "z").out)
    assert line in _flat(run("status").out), "the table of all, which is kept"
    assert line in _flat(run("score", "z").out)
    assert "Will it ship?: no (was yes until 18 Dec 2024, corrected)" in _flat(run("brief", "z", *SINCE).out)
    assert f"was yes until 18 Dec 2024, corrected: {ship} by alice" in _flat(run("show", "ship").out)
    assert json.loads(run("show", "ship", "--json").out)["corrected"] == [told]
    assert json.loads(run("score", "z", "--json").out)["corrected"] == [{"id": "z/ship", "was": [told]}]
    assert [one["corrected"] for one in json.loads(run("status", "z", "--json").out)["forecasts"]] == [[told]]
    for command in ("status", "score"):
        span = ("--since", "2024-12-17", "--until", "2024-12-19")
        assert run(command, "z", *span).code == 0, "a correction is news"
        assert run(command, "z", "--since", "2024-12-19").code == 2


def test_a_settled_dispute_is_news_and_says_so(
    book: Path, run: Run, clock: Callable[[datetime], None], ship: str
) -> None:
    ledger = book / "z" / "ledger.jsonl"
    *others, yes = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(others))  # a colleague's copy, which has not got the outcome yet
    clock(datetime(2024, 12, 13, tzinfo=UTC))
    assert run("resolve", "ship", "no", "--why", "Agency.", "--sure").code == 0
    ledger.write_bytes(ledger.read_bytes() + yes)
    clock(datetime(2024, 12, 14, tzinfo=UTC))
    assert run("status", "z", "--state", "disputed", "--since", "2024-12-13", "--until", "2024-12-13").code == 0
    for words in (("due",), ("due", "z")):
        (item,) = (one for one in json.loads(run(*words, "--json").out)["due"] if one["id"] == "z/ship")
        assert item["reason"] == "disputed"
    assert re.search(
        rf"z/ship disputed 80.0% alice outcomes differ: yes \({ship} by alice\), no \(", _flat(run("due").out)
    )
    assert "Disputed: retract the outcome that is wrong (1)" in run("status", "z", "--group", "attention").out
    assert f"Will it ship?: disputed, outcomes differ: yes ({ship} by alice)" in _flat(run("brief", "z").out)
    assert "Disputed: retract an outcome" in run("due", "z", "--ics", "-").out.replace("\r\n ", "")
    clock(datetime(2024, 12, 18, tzinfo=UTC))
    assert run("retract", ship, "--why", "The agency decides.").code == 0
    assert run("due", "ship").out == "nothing is due\n"
    clock(datetime(2024, 12, 21, tzinfo=UTC))
    page = _flat(run("brief", "z", *SINCE).out)
    assert "Will it ship?: no (disputed until 18 Dec 2024, when yes was taken back)" in page
    assert run("status", "z", "--since", "2024-12-17", "--until", "2024-12-19").code == 0


def test_an_outcome_recorded_again_as_it_was_is_no_correction(
    run: Run, clock: Callable[[datetime], None], ship: str
) -> None:
    clock(datetime(2024, 12, 18, tzinfo=UTC))
    assert run("retract", ship, "--why", "The wrong day.").code == 0
    assert run("resolve", "ship", "yes", "--why", "Press.", "--known-at", "2024-12-11").code == 0
    assert "not what it was" not in _flat(run("status", "z").out)
    assert json.loads(run("show", "ship", "--json").out)["corrected"] == []
