"""Saying what happened: every kind of outcome, what follows from it, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run


def resolved(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("resolve", *arguments, "--sure", "--json")
    assert ran.code == 0, ran.err
    written: dict[str, Any] = json.loads(ran.out)
    return written


@pytest.mark.parametrize(
    ("forecast", "typed", "kept"),
    [
        ("unsc-resolution", "yes", "yes"),
        ("unsc-resolution", "No", "no"),
        ("outlook-by-march", "Breakthrough", "breakthrough"),
        ("displaced-peak", "1_100_000", 1_100_000),
        ("brussels-pledges", "5.8", 5.8),
    ],
)
def test_an_outcome_is_read_in_the_shape_of_its_kind(
    book: Path, run: Run, forecast: str, typed: str, kept: str | float
) -> None:
    (entry,) = resolved(run, forecast, typed)["entries"]
    assert entry["outcome"] == kept
    row = json.loads(run("status", forecast, "--json").out)["forecasts"][0]
    assert (row["state"], row["outcome"]) == ("resolved", kept)


@pytest.mark.parametrize(("typed", "kept"), [("2024-12-08", "2024-12-08"), ("Later", "later")])
def test_a_date_resolves_to_a_day_or_to_later(
    book: Path, run: Run, clock: Callable[[datetime], None], typed: str, kept: str
) -> None:
    clock(datetime(2024, 12, 5, tzinfo=UTC))
    (entry,) = resolved(run, "damascus-date", typed)["entries"]
    assert entry["outcome"] == kept


@pytest.mark.parametrize("word", ["ambiguous", "annulled"])
def test_what_cannot_be_judged_is_kept_with_its_reason_and_not_scored(
    book: Path, run: Run, refuses: Refuses, word: str
) -> None:
    refuses("resolve", "unsc-resolution", word, saying=(f"{word} needs its reason", "--why"))
    written = resolved(run, "unsc-resolution", word, "--why", "Two texts were voted on")
    assert written["changes"][0]["after"]["state"] == word
    card = json.loads(run("score", "unsc-resolution", "--json").out)
    assert card["forecasts"] == []
    (left_out,) = card["not_scored"]
    assert left_out["id"] == "syria-2024-12/unsc-resolution"
    assert "Two texts were voted on" in left_out["reason"]


def test_the_score_is_said_at_once(book: Path, run: Run) -> None:
    run("estimate", "us-strike-attributed", "30%", "--why", "x", "--known-at", "2024-12-09")
    ran = run("resolve", "us-strike-attributed", "yes", "--why", "Reported by two wires")
    assert "syria-2024-12/us-strike-attributed" in ran.out
    assert "open → resolved yes" in ran.out
    assert "Brier 0.490" in ran.out
    assert "outlook retract" in ran.err


def test_the_day_the_reason_and_the_evidence_are_kept(book: Path, run: Run) -> None:
    shown = json.loads(run("evidence", "unsc-resolution", "Adopted", "--json").out)["entries"][0]["id"]
    (entry,) = resolved(
        run, "unsc-resolution", "yes", "--why", "Adopted", "--happened-on", "yesterday", "--evidence", shown[:7]
    )["entries"]
    assert (entry["happened_on"], entry["why"], entry["evidence"]) == ("2024-12-09", "Adopted", [shown])


def test_a_second_resolution_is_refused_until_the_first_is_retracted(book: Path, run: Run, refuses: Refuses) -> None:
    first = resolved(run, "unsc-resolution", "yes")["entries"][0]["id"]
    saying = ("unsc-resolution is resolved already: yes", first, f"outlook retract {first}")
    refuses("resolve", "unsc-resolution", "no", saying=saying)
    assert run("retract", first, "--why", "It was a statement, not a resolution").code == 0
    assert resolved(run, "unsc-resolution", "no")["changes"][0]["after"]["outcome"] == "no"


def test_a_conditional_waits_for_its_condition(book: Path, run: Run, refuses: Refuses) -> None:
    saying = ("depends on if-assad-accepts-un-track being yes", "resolve syria-2024-12/if-assad-accepts-un-track first")
    refuses("resolve", "un-talks-given", "yes", saying=saying)
    resolved(run, "if-assad-accepts", "yes")
    assert resolved(run, "un-talks-given", "no")["changes"][0]["after"]["state"] == "resolved"


def test_a_conditional_cannot_be_known_before_its_condition(book: Path, run: Run, refuses: Refuses) -> None:
    resolved(run, "if-assad-accepts", "yes")
    saying = ("cannot be known on 2024-12-08", "was known only on 2024-12-10")
    refuses("resolve", "un-talks-given", "yes", "--known-at", "2024-12-08", saying=saying)


def test_a_conditional_whose_condition_failed_is_annulled(book: Path, run: Run, refuses: Refuses) -> None:
    resolved(run, "if-assad-accepts", "no")
    row = json.loads(run("status", "un-talks-given", "--json").out)["forecasts"][0]
    assert row["state"] == "annulled"
    refuses(
        "resolve", "un-talks-given", "yes", saying="is annulled: condition not met: if-assad-accepts-un-track was no"
    )
    assert "condition not met" in run("show", "un-talks-given").out


def test_a_no_before_the_close_is_taken_only_from_who_is_sure(
    book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None]
) -> None:
    saying = ("unsc-resolution closes on 2025-03-31, so on 2024-12-10 it can still come true", "--sure")
    refuses("resolve", "unsc-resolution", "no", saying=saying)
    assert run("resolve", "unsc-resolution", "no", "--sure", "--dry-run").code == 0
    run("new", "personal/ship", "--question", "Shipped?", "--closes", "2025-03-31", "--criteria", "Public")
    clock(datetime(2025, 4, 2, tzinfo=UTC))
    assert run("resolve", "personal/ship", "no").code == 0


def test_a_day_outside_the_window_is_taken_only_from_who_is_sure(book: Path, run: Run, refuses: Refuses) -> None:
    words = ("resolve", "unsc-resolution", "yes", "--happened-on")
    refuses(*words, "2024-10-01", saying=("opened on 2024-12-01, and 2024-10-01 lies before that", "--sure"))
    refuses(*words, "2024-12-20", saying=("happened on 2024-12-20 but was known on 2024-12-10", "--sure"))
    assert run(*words, "2024-10-01", "--sure").code == 0


def test_a_value_beyond_a_closed_end_is_taken_only_from_who_is_sure(book: Path, run: Run, refuses: Refuses) -> None:
    record = book / "syria-2024-12" / "displaced-peak.yaml"
    record.write_text(record.read_text() + "\nupper: 2000000\n")
    refuses("resolve", "displaced-peak", "2_000_001", saying=("2000001.0 lies above the closed end 2000000", "--sure"))
    assert run("resolve", "displaced-peak", "2000001", "--sure").code == 0
    assert json.loads(run("score", "displaced-peak", "--late", "--json").out)["forecasts"] != []
    assert "2000001.0 lies above the closed end" in run("check").out


def test_every_doubt_is_said_at_once(book: Path, refuses: Refuses) -> None:
    saying = ("it can still come true", "lies before that")
    refuses("resolve", "unsc-resolution", "no", "--happened-on", "2024-10-01", saying=saying)


def test_a_draft_is_finished_before_it_is_resolved(book: Path, run: Run, refuses: Refuses) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    refuses("resolve", "personal/ship", "yes", saying=("is a draft (criteria, closes_at missing)", "finish the record"))


@pytest.mark.parametrize(
    ("forecast", "typed", "saying"),
    [
        ("unsc-resolution", "maybe", ("'maybe'", "yes", "no", "ambiguous", "annulled")),
        ("outlook-by-march", "brakthrough", ("'brakthrough' is not an option", "did you mean breakthrough?")),
        ("outlook-by-march", "yes", ("'yes' is not an option", "it is one of breakthrough")),
        ("displaced-peak", "many", "'many' is not a number"),
        ("displaced-peak", "nan", "'nan' is not a number"),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused_with_the_way_out(
    book: Path, refuses: Refuses, forecast: str, typed: str, saying: str | tuple[str, ...]
) -> None:
    refuses("resolve", forecast, typed, saying=saying)


def test_a_day_that_is_none_is_refused(book: Path, refuses: Refuses, clock: Callable[[datetime], None]) -> None:
    clock(datetime(2024, 12, 5, tzinfo=UTC))
    refuses("resolve", "damascus-date", "2024-02-30", saying=("2024-02-30", "is not a day"))
    refuses("resolve", "damascus-date", "friday", saying=("friday", "is not a day"))


def test_what_shows_it_must_be_in_the_ledger(book: Path, refuses: Refuses) -> None:
    refuses("resolve", "unsc-resolution", "yes", "--evidence", "zzzzzzzz", saying="no entry has the id 'zzzzzzzz'")


def test_a_negative_quantity_is_given_after_two_dashes(book: Path, run: Run) -> None:
    run(
        "new", "personal/frost", "--kind", "numeric", "--unit", "°C", "--question", "Coldest night?", "--criteria", "DWD",
        "--closes", "2025-03-31", "--prior", "q05=-20,q50=-10,q95=-2",
    )  # fmt: skip
    ran = run("resolve", "--why", "Measured", "--json", "--", "personal/frost", "-12.5")
    assert json.loads(ran.out)["entries"][0]["outcome"] == -12.5


def test_the_day_it_happened_is_echoed_in_full(book: Path, run: Run) -> None:
    assert "happened 5 Dec 2024" in run("resolve", "unsc-resolution", "yes", "--happened-on", "5.12.2024").out


def test_lines_resolve_several_all_or_none(book: Path, run: Run, refuses: Refuses) -> None:
    wrong = "us-strike-attributed\tyes\tCENTCOM\nus-strike-attributed\tno\t\nnobody\tyes\n"
    saying = (
        "line 2: syria-2024-12/us-strike-attributed is resolved by an earlier line",
        "line 3: no forecast matches",
    )
    refuses("resolve", "-", saying=saying, stdin=wrong)
    refuses("resolve", "-", "yes", saying="- reads everything from lines", stdin="us-strike-attributed\tyes\n")
    refuses("resolve", "us-strike-attributed", saying="the outcome is missing")
    refuses(
        "resolve", "-", saying="line 1: write FORECAST, OUTCOME, WHY and KNOWN ON", stdin="us-strike-attributed yes\n"
    )
    ran = run(
        "resolve", "-", stdin="us-strike-attributed\tyes\tCENTCOM said so\nattacks-on\tannulled\tNo agreed count\n"
    )
    assert ran.code == 0, ran.err
    assert ran.out.count("open → ") == 2
    entries = json.loads(run("history", "us-strike-attributed", "--json").out)["entries"]
    assert [one["why"] for one in entries if one["kind"] == "resolution"] == ["CENTCOM said so"]
