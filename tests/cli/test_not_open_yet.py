"""A forecast that opens later than the moment asked about is told from those that are open then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run


def test_those_that_open_later_are_counted_and_the_page_says_it(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    for name, opens in (("early", "2024-12-01"), ("late", "2024-12-20"), ("later", "2025-01-10")):
        asked = ("--question", f"Will {name} come?", "--opens", opens, "--closes", "2025-06-30", "--criteria", "X.")
        assert run("new", f"z/{name}", *asked, "--prior", "30%").code == 0
    for words in (("status", "z"), ("status", "z", "--at", "2024-12-10")):
        assert "3 forecasts: 3 open (2 not open yet), 0 overdue" in run(*words).out, words
    whole = run("status")  # twice, so that the second comes from what was kept
    assert run("status").out == whole.out
    assert "2 not open yet" in whole.out
    clock(datetime(2024, 12, 20, tzinfo=UTC))
    assert "3 open (1 not open yet)" in run("status", "z").out
    assert "1 not open yet" in run("status").out
    clock(datetime(2025, 1, 10, tzinfo=UTC))
    assert "not open yet" not in run("status").out
    early = run("show", "z/late", "--at", "2024-12-10").out
    assert "not open yet as of 10 Dec 2024" in " ".join(early.split())
    assert "not open yet" not in run("show", "z/late").out


def test_what_opens_later_is_no_judgement_of_a_brief_and_its_row_says_when_it_opens(book: Path, run: Run) -> None:
    for name, opens in (("early", "2024-12-01"), ("late", "2024-12-20")):
        asked = ("--question", f"Will {name} come?", "--opens", opens, "--closes", "2025-06-30", "--criteria", "X.")
        assert run("new", f"z/{name}", *asked, "--prior", "30%").code == 0
    assert run("estimate", "z/late", "40%", "--why", "A guess.").code == 0
    page = " ".join(run("brief", "z").out.split())
    judged, changed = page.partition("What changed")[::2]
    assert "Will early come?" in judged
    assert "Will late come?" not in judged
    assert "Will late come? (opens 20 Dec 2024): stated – → 40.0%" in changed
    assert "Not open yet, and so not judged: Will late come? (opens 20 Dec 2024)." in page
    found = json.loads(run("brief", "z", "--json").out)
    assert found["opening"] == [{"id": "z/late", "opens_at": "2024-12-20T00:00:00Z"}]
    assert [one["id"] for one in found["judgements"]] == ["z/early"]
    rows = {one["id"]: one for one in json.loads(run("status", "z", "--json").out)["forecasts"]}
    assert rows["z/late"]["opens_at"] == "2024-12-20T00:00:00Z"
    late = next(line for line in run("status", "z").out.splitlines() if line.startswith("late"))
    assert "opens 20 Dec 2024" in late
    assert late.split()[-1] == "–"
