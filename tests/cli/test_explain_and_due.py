"""`outlook explain` and `outlook due`, as a user and a program see them."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run(*words, "--json")
    assert ran.code == 0
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_printed_lines_add_up_to_the_printed_sum(book: Path, run: Run) -> None:
    out = run("explain", "damascus-by-december", "--at", "2024-12-07").out
    table = out.partition("PROBABILITY\n")[2].partition("\n\n")[0].splitlines()
    moves = [float(found[1]) for line in table if (found := re.search(r"([+-]\d+\.\d{4})", line))]
    assert sum(moves[:-1]) == pytest.approx(moves[-1], abs=0.0005)
    assert "0.5434" in table[-1]


def test_the_lines_as_data_add_up_to_the_result(book: Path, run: Run) -> None:
    walked = answer(run, "explain", "un-talks", "--at", "2025-01-29")
    assert walked["implied"] == pytest.approx(0.0301, abs=0.0005)
    assert [line["label"] for line in walked["lines"]][:2] == ["prior", "time"]
    assert walked["lines"][-1]["after"] == pytest.approx(walked["implied"])


def test_a_quantity_is_walked_between_above_and_below_its_median(book: Path, run: Run) -> None:
    out = run("explain", "displaced-peak").out
    assert "displacement-doubles\n  state: observed" in out
    assert "above 0.3031 × 0.6" in out
    walked = answer(run, "explain", "displaced-peak")
    theta = sum(line["moves"]["above"] for line in walked["lines"])
    shares = dict(map(tuple, walked["implied"]))
    assert math.log((1 - shares[280_000]) / shares[280_000]) == pytest.approx(theta, abs=1e-9)


def test_the_first_rule_invents_no_distribution(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}weighing: classic\n")
    ran = run("explain", "displaced-peak")
    assert "the first rule invents no distribution" in ran.out
    assert "displacement-doubles (observed)" in ran.out
    assert answer(run, "explain", "displaced-peak")["lines"] == []
    assert answer(run, "explain", "displaced-peak")["weighing"] == "classic"


def test_evidence_says_what_it_implies(book: Path, run: Run) -> None:
    ran = run("evidence", "un-talks", "A date and a venue", "-i", "talks-date", "--grade", "A1")
    assert re.search(r"un-talks: implied 16\.9% → \d\d\.\d%$", ran.out, re.MULTILINE), ran.out
    assert "naive" not in ran.out
    assert "naive" not in run("show", "un-talks").out
    assert "naive" in run("explain", "un-talks").out


def test_what_closes_soon_is_listed_and_what_is_overdue_comes_first(book: Path, run: Run) -> None:
    assert {row["reason"] for row in answer(run, "due", "--within", "4")["due"]}.isdisjoint({"closes", "overdue"})
    assert run("due", "unsc", "--within", "4").out == "nothing is due\n"
    (first, *_) = answer(run, "due", "--within", "6")["due"]
    assert (first["id"], first["reason"]) == ("syria-2024-12/if-assad-accepts-un-track", "closes")
    run(
        "new",
        "work/late",
        "--question",
        "Late?",
        "--criteria",
        "It is late",
        "--opens",
        "2024-11-01",
        "--closes",
        "2024-12-09",
    )
    assert run("due").out.splitlines()[1].split()[:2] == ["work/late", "overdue"]


def test_what_stood_still_against_the_hazard_is_stale(book: Path, run: Run) -> None:
    run("new", "work/ship", "--question", "Shipped?", "--criteria", "It is out", "--opens", "2024-11-10",
        "--closes", "2024-12-30", "--decay", "deadline")  # fmt: skip
    run("estimate", "ship", "60%", "--why", "Going well", "--known-at", "2024-11-10 00:00")
    (row,) = answer(run, "due", "work")["due"]
    assert (row["reason"], row["stated"], row["by"]) == ("stale", 0.6, "alice")
    assert row["decayed"] == pytest.approx(1 - 0.4 ** ((50 - 30.4) / 50), abs=0.01)
    assert "a constant hazard would have made it" in run("due", "work").out
    assert "stale" in run("due", "work", "--csv").out


def test_an_indicator_that_no_target_lists_is_kept_and_said(book: Path, run: Run) -> None:
    ran = run("evidence", "unsc-resolution", "The army left", "-i", "army-withdraws", "--grade", "B1")
    assert ran.code == 0
    assert "none of these forecasts lists the indicator army-withdraws" in ran.err
    assert "lists the indicator" not in run("evidence", "homs-by", "The army left", "-i", "army-withdraws").err


def test_a_condition_that_came_out_is_named_until_there_is_a_newer_estimate(book: Path, run: Run) -> None:
    found = {row["id"]: row for row in answer(run, "due", "--at", "2024-12-06")["due"] if row["reason"] == "settled"}
    assert set(found) == {"syria-2024-12/homs-given-hama", "syria-2024-12/damascus-given-falter"}
    assert found["syria-2024-12/homs-given-hama"]["since"].startswith("2024-12-05")
    assert run("estimate", "homs-given", "50%", "-w", "Hama fell", "--known-at", "2024-12-06", "--sure").code == 0
    after = answer(run, "due", "homs-given", "--at", "2024-12-06")["due"]
    assert "settled" not in {row["reason"] for row in after}


@pytest.mark.parametrize(
    ("within", "saying"),
    [
        ("soon", "--within: 'soon' is not a length of time"),
        ("-1", "is not a length of time"),
        ("1.5", "is not a length of time"),
    ],
)
def test_how_soon_is_a_length(book: Path, refuses: Refuses, within: str, saying: str) -> None:
    refuses("due", "--within", within, saying=saying)


def lines_of(count: int) -> str:
    return "".join(
        f"Will team {number} win?\t0.{number % 9 + 1}\t2024-12-{number % 9 + 12}\n" for number in range(count)
    )


def test_a_terminal_shows_the_twenty_most_urgent_and_counts_the_rest_by_reason(
    book: Path, run: Run, run_in_terminal: Callable[[int], Run]
) -> None:
    assert run("add", "-", "--case", "games", stdin=lines_of(50)).code == 0
    on_screen = run_in_terminal(100)
    everything = answer(run, "due", "games")["due"]
    shown = on_screen("due", "games").out
    assert re.findall(r"games/[a-z0-9-]+", shown) == [row["id"] for row in everything[:20]]
    assert "30 more: 30 closes; the same with -n 50 lists all" in shown
    assert len(re.findall(r"games/[a-z0-9-]+", on_screen("due", "games", "-n", "50").out)) == 50
    assert "more:" not in on_screen("due", "games", "-n", "50").out + run("due", "games").out


def test_what_is_due_keeps_the_order_that_is_asked_for(book: Path, run: Run) -> None:
    asked = ("due", "--at", "2024-12-06", "--sort", "title")
    found = list(dict.fromkeys(row["id"] for row in answer(run, *asked)["due"]))
    titles = {row["id"]: row["title"] for row in answer(run, "status")["forecasts"]}
    assert found == sorted(found, key=lambda name: titles[name].casefold())
    first = answer(run, *asked, "-n", "3")["due"]
    assert list(dict.fromkeys(row["id"] for row in first)) == found[:3]


def test_the_table_by_need_has_the_order_of_what_is_due(book: Path, run: Run) -> None:
    at = ("--at", "2024-12-06")
    names = list(dict.fromkeys(row["id"].partition("/")[2] for row in answer(run, "due", *at)["due"]))
    shown = run("status", "syria", "--group", "attention", *at).out.partition("Needs nothing")[0]
    assert [word for word in re.findall(r"^[a-z0-9-]+", shown, re.MULTILINE) if word in names] == names
