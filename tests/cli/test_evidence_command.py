"""Logging evidence: what is kept, what it says it moved, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

UNSC = "syria-2024-12/unsc-resolution"
FALTERS = ("evidence", "unsc-resolution", "A draft was tabled")


def logged(run: Run, *arguments: str, stdin: str = "") -> list[dict[str, Any]]:
    ran = run("evidence", *arguments, "--json", stdin=stdin)
    assert ran.code == 0, ran.err
    entries: list[dict[str, Any]] = json.loads(ran.out)["entries"]
    return entries


def test_an_entry_is_on_the_disk_as_it_was_said_and_its_id_is_echoed(book: Path, run: Run) -> None:
    ran = run(
        *FALTERS, "--source", "AFP via CNA", "--url", "https://example.org/a", "--grade", "b2", "--note", "First."
    )
    assert ran.code == 0
    last = json.loads((book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()[-1])
    assert last["id"] in ran.out
    assert UNSC in ran.out
    assert f"outlook retract {last['id']}" in ran.err
    assert {name: last[name] for name in last if name not in ("id", "prev")} == {
        "kind": "evidence",
        "known_at": "2024-12-10T09:30:00Z",
        "recorded_at": "2024-12-10T09:30:00Z",
        "by": "alice",
        "summary": "A draft was tabled",
        "source": "AFP via CNA",
        "url": "https://example.org/a",
        "grade": "B2",
        "forecasts": ["unsc-resolution"],
        "note": "First.",
    }


def test_the_full_id_of_every_target_is_echoed(book: Path, run: Run) -> None:
    ran = run("evidence", "unsc", "iran-blames", "Both")
    assert UNSC in ran.out
    assert "syria-2024-12/iran-blames-us" in ran.out


def test_one_report_on_several_forecasts_is_one_entry(book: Path, run: Run) -> None:
    (entry,) = logged(run, "unsc-resolution", "un-talks", "unsc", "Both at once")
    assert entry["forecasts"] == ["unsc-resolution", "un-talks"]


def test_a_report_on_two_cases_is_an_entry_in_each_ledger(book: Path, run: Run) -> None:
    run("new", "personal/ship", "--question", "Shipped?", "--closes", "2027-06-30", "--criteria", "Public")
    entries = logged(run, "unsc-resolution", "personal/ship", "It bears on both")
    assert [entry["forecasts"] for entry in entries] == [["unsc-resolution"], ["ship"]]
    assert entries[1]["id"] in (book / "personal" / "ledger.jsonl").read_text()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("army-withdraws", "full"),
        ("army-withdraws:partial", "partial"),
        ("army-w:pending", "pending"),
        ("Army-Withdraws:refutes", "refutes"),
        ("withdraws:none", "none"),
    ],
)
def test_an_indicator_is_named_by_any_part_with_its_match(book: Path, run: Run, typed: str, kept: str) -> None:
    (entry,) = logged(run, "iran-blames-us", "Seen", "-i", typed)
    assert entry["indicators"] == {"army-withdraws": kept}


def test_several_indicators_stand_in_one_entry(book: Path, run: Run) -> None:
    (entry,) = logged(run, "iran-blames-us", "Seen", "-i", "army-withdraws", "--indicator", "russia-surges:refutes")
    assert entry["indicators"] == {"army-withdraws": "full", "russia-surges": "refutes"}


def test_a_dash_reads_the_summary_from_standard_input(book: Path, run: Run) -> None:
    (entry,) = logged(run, "unsc-resolution", "-", stdin="Two lines\nof a report – as it came\n")
    assert entry["summary"] == "Two lines\nof a report – as it came"


@pytest.mark.parametrize(
    ("flags", "ratio"),
    [
        (["--lr", "2.5"], 2.5),
        (["--for", "weak"], 1.5),
        (["--for", "moderate"], 3.0),
        (["--for", "strong"], 10.0),
        (["--against", "strong"], 0.1),
    ],
)
def test_the_strength_of_a_report_is_a_likelihood_ratio(book: Path, run: Run, flags: list[str], ratio: float) -> None:
    (entry,) = logged(run, "unsc-resolution", "Said", *flags)
    assert entry["likelihood_ratio"] == pytest.approx(ratio)


def test_a_ratio_is_shown_in_the_digits_that_say_something(book: Path, run: Run) -> None:
    ran = run("evidence", "unsc-resolution", "Said", "--against", "moderate")
    assert "likelihood ratio 0.3333\n" in ran.out.replace(" · ", "\n"), ran.out


def test_the_three_clocks_are_kept_apart(book: Path, run: Run) -> None:
    (entry,) = logged(run, "unsc-resolution", "Late", "--happened-on", "6 Dec 2024", "--known-at", "3 days ago")
    assert entry["happened_on"] == "2024-12-06"
    assert entry["known_at"] == "2024-12-07T12:00:00Z"
    assert entry["recorded_at"] == "2024-12-10T09:30:00Z"


def test_the_moment_it_was_known_is_echoed(book: Path, run: Run) -> None:
    assert "7 Dec 2024 12:00 UTC" in run("evidence", "unsc-resolution", "Late", "--known-at", "3 days ago").out


def test_the_origin_and_the_author_are_kept(book: Path, run: Run) -> None:
    (entry,) = logged(run, "unsc-resolution", "Said", "--origin", "afp-timeline", "--by", "bob")
    assert (entry["origin"], entry["by"]) == ("afp-timeline", "bob")


def test_a_revision_takes_the_place_of_what_it_revises(book: Path, run: Run) -> None:
    (first,) = logged(run, "unsc-resolution", "Seven votes")
    before = json.loads(run("show", "unsc-resolution", "--json").out)["evidence"]
    (second,) = logged(run, "unsc-resolution", "Nine votes", "--revises", first["id"][:7])
    after = json.loads(run("show", "unsc-resolution", "--json").out)["evidence"]
    assert second["revises"] == first["id"]
    assert [item["id"] for item in after] == [item["id"] for item in before[:-1]] + [second["id"]]


def test_the_changes_tell_every_forecast_before_and_after(book: Path, run: Run) -> None:
    ran = run("evidence", "unsc-resolution", "un-talks", "Both", "--json")
    changes = json.loads(ran.out)["changes"]
    assert {change["forecast"] for change in changes} == {UNSC, "syria-2024-12/un-talks"}


def test_evidence_known_after_the_resolution_is_kept_and_marked(book: Path, run: Run) -> None:
    ran = run("evidence", "hama-by-december", "A later account", "--json")
    assert ran.code == 0
    (entry,) = json.loads(ran.out)["entries"]
    assert entry["id"] in (book / "syria-2024-12" / "ledger.jsonl").read_text()
    page = run("show", "hama-by-december").out
    line = next(line for line in page.splitlines() if entry["id"] in line)
    assert "after the resolution" in line
    assert "after its resolution" in run("evidence", "hama-by-december", "Another").out


def test_evidence_known_before_the_resolution_is_not_marked(book: Path, run: Run) -> None:
    ran = run("evidence", "hama-by-december", "An earlier account", "--known-at", "2024-12-03")
    assert "after" not in ran.out


def test_what_is_not_finished_is_refused(book: Path, refuses: Refuses) -> None:
    refuses("evidence", "unsc-resolution", saying="'unsc-resolution' is all that was given: name at least one forecast")
    refuses("evidence", "unsc-resolution", "  ", saying="summary: an empty text says nothing")
    refuses("evidence", "unsc-resolution", "-", saying="standard input is empty", stdin=" \n")


def test_words_without_quotes_are_refused_with_the_first_that_is_no_forecast(book: Path, refuses: Refuses) -> None:
    saying = (
        "no forecast matches 'Draft'",
        "Did you forget the quotes? outlook evidence unsc-resolution 'Draft was tabled'",
    )
    refuses("evidence", "unsc-resolution", "Draft", "was", "tabled", saying=saying)
    assert "quotes" not in refuses("evidence", "nowhere", "Draft", "was", "tabled", saying="'nowhere'").err


@pytest.mark.parametrize(
    ("flags", "saying"),
    [
        (["-i", "armywithdraws"], ("no indicator of syria-2024-12 matches 'armywithdraws'", "did you mean army-withdraws?")),
        (["-i", "zzz"], ("no indicator of syria-2024-12 matches 'zzz'", "case.yaml lists the 59 it has")),
        (["-i", "russia"], ("'russia' matches", "indicators of syria-2024-12", "russia-surges", "russia-limits-aid")),
        (["-i", ""], "no indicator of syria-2024-12 matches ''"),
        (["-i", "army-withdraws:ful"], ("'ful' is not a match", "full, partial, pending, refutes, none", "did you mean full?")),
        (["-i", "army-withdraws", "-i", "army-withdraws:none"], "the indicator 'army-withdraws' is named twice"),
        (["--grade", "Z9"], ("Z9 is not a grade", "such as B2")),
        (["--origin", "Not A Slug"], ("Not A Slug is not an id", "such as hama-by-december")),
        (["--lr", "abc"], ("'abc' is not a valid float", "outlook evidence --help")),
        (["--lr", "0"], "0 is not a likelihood ratio: it lies above 0"),
        (["--lr", "nan"], "nan is not a likelihood ratio"),
        (["--lr", "inf"], "inf is not a likelihood ratio"),
        (["--lr", "2", "--for", "weak"], "--lr, --for and --against say the same thing: give one of them"),
        (["--for", "strog"], ("'strog' is not one of", "strong")),
        (["--by", " "], "no forecaster is named: give --by NAME, or set OUTLOOK_BY"),
        (["--known-at", "tomorow"], ("--known-at: 'tomorow' is not a time known here", "yesterday")),
        (["--known-at", "Dec"], ("--known-at: 'Dec' names a month without a day", "5 Dec 2024")),
        (["--known-at", "in 2 days"], ("known at 2024-12-12T12:00:00Z lies in the future", "it is 2024-12-10T09:30:00Z")),
        (["--happened-on", "05/12/2024"], ("--happened-on: '05/12/2024' could have its day and month swapped", "2024-12-05")),
        (["--revises", "zzzzzzzz"], ("no entry has the id 'zzzzzzzz'", "`outlook history` lists them")),
        (["--revises", "tpye4oqh"], ("tpye4oqh is resolution, not evidence", "`outlook retract`")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_with_the_way_out(
    book: Path, refuses: Refuses, flags: list[str], saying: str | tuple[str, ...]
) -> None:
    refuses(*FALTERS, *flags, saying=saying)


def test_a_likelihood_ratio_needs_a_yes_or_no(book: Path, refuses: Refuses) -> None:
    refuses(
        "evidence", "displaced-peak", "More", "--lr", "2", saying=("displaced-peak is numeric", "use its indicators")
    )


def test_a_revision_stays_in_the_ledger_of_what_it_revises(book: Path, run: Run, refuses: Refuses) -> None:
    run("new", "personal/ship", "--question", "Shipped?", "--closes", "2027-06-30", "--criteria", "Public")
    (entry,) = logged(run, "personal/ship", "Here")
    refuses(*FALTERS, "--revises", entry["id"], saying="is in the ledger of another case than syria-2024-12")


def test_today_is_known_by_now_even_before_noon(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    (entry,) = logged(run, "unsc-resolution", "Now", "--known-at", "today")
    assert entry["known_at"] == "2024-12-10T09:30:00Z"


REPORTED = ("evidence", "unsc-resolution", "A draft was tabled", "--source", "AFP")


@pytest.mark.parametrize(
    ("first", "second", "saying"),
    [
        (["A draft was tabled", "--source", "AFP"], ["a  Draft was TABLED", "--source", "afp "], "says the same of the same day"),
        (["Now", "--happened-on", "2024-12-05"], ["Now", "--happened-on", "2024-12-05", "--known-at", "2024-12-09"], "same day"),
        (["One", "--url", "https://example.org/a"], ["Two", "--url", "https://example.org/a"], "has the same URL"),
        (["One", "--origin", "afp"], ["One", "--origin", "afp"], "same day"),
    ],
    ids=["words", "day", "url", "origin"],
)  # fmt: skip
def test_a_report_that_is_there_already_is_refused_with_its_id_unless_it_is_another(
    book: Path, run: Run, refuses: Refuses, first: list[str], second: list[str], saying: str
) -> None:
    (entry,) = logged(run, "unsc-resolution", *first)
    refuses("evidence", "unsc-resolution", *second, saying=(entry["id"], saying, "--again", "--origin"))
    assert run("evidence", "unsc-resolution", *second, "--again").code == 0


def test_another_day_source_or_origin_makes_another_report(book: Path, run: Run) -> None:
    logged(run, *REPORTED[1:])
    logged(run, *REPORTED[1:], "--known-at", "2024-12-08")
    logged(run, *REPORTED[1:3], "--source", "Reuters")
    logged(run, *REPORTED[1:], "--origin", "un-press-office")


def test_what_was_taken_back_or_is_revised_repeats_nothing(book: Path, run: Run) -> None:
    (entry,) = logged(run, *REPORTED[1:])
    (revision,) = logged(run, *REPORTED[1:], "--grade", "B2", "--revises", entry["id"])
    run("retract", revision["id"], "-w", "Mistaken")
    run("retract", entry["id"], "-w", "Mistaken")
    logged(run, *REPORTED[1:])


def test_a_forecast_that_watches_none_of_the_signs_shows_no_number(book: Path, run: Run) -> None:
    out = run("evidence", "unsc-resolution", "homs-by", "The army left", "-i", "army-withdraws").out
    line = next(line for line in out.splitlines() if UNSC in line)
    assert line.strip() == f"{UNSC}: watches none of these signs, so this report does not affect it"
    assert any("homs-by" in line and "%" in line for line in out.splitlines())


def test_a_revision_keeps_what_is_not_given(book: Path, run: Run) -> None:
    (first,) = logged(
        run, "homs-by", "Army left", "-i", "army-withdraws:partial", "--source", "SANA", "--url", "https://example.org/a",
        "--p-accurate", "0.6", "--origin", "sana", "--note", "Early", "--happened-on", "2024-12-09",
    )  # fmt: skip
    (second,) = logged(run, "homs-by", "The army left", "--grade", "B1", "--revises", first["id"])
    kept = ("indicators", "source", "url", "origin", "note", "happened_on")
    assert {name: second[name] for name in kept} == {name: first[name] for name in kept}
    assert (second["summary"], second["grade"]) == ("The army left", "B1")
    assert "p_accurate" not in second  # it would count in place of the new grade
    (third,) = logged(run, "homs-by", "The army left", "--lr", "2", "--revises", second["id"])
    assert (third["grade"], third["likelihood_ratio"], third.get("indicators")) == ("B1", 2.0, None)


def test_a_name_that_nobody_has_used_is_pointed_out(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    known = sorted({entry["by"] for entry in json.loads(run("history", "--json").out)["entries"]})
    ran = run(*FALTERS, "--by", "lnea")
    assert (ran.code, f"lnea is new here; known: {known[0]}" in ran.err) == (0, True)
    assert "new here" not in run("evidence", "unsc-resolution", "Another", "--by", "lnea").err
    assert "new here" in run("seal", "--by", "lena").err


def test_the_first_name_in_a_book_is_no_newcomer(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "personal/ship", "--question", "Shipped?", "--closes", "2027-06-30", "--criteria", "Public")
    assert "new here" not in run("estimate", "personal/ship", "20%", "-w", "x").err


def test_lines_are_a_report_each(book: Path, run: Run) -> None:
    lines = (
        "2024-12-08\tHINA\tB2\tPresident postpones the session\n"
        "\n"
        "2024-12-09 18:00\tHRT\t\tSpeaker: no majority\tno-veto:refutes\n"
        "\t\tC3\tA draft circulates\t\n"
    )
    entries = logged(run, "unsc-resolution", "-", stdin=lines.replace("\tno-veto:refutes", ""))
    assert [(one["known_at"], one.get("source"), one.get("grade"), one["summary"]) for one in entries] == [
        ("2024-12-08T12:00:00Z", "HINA", "B2", "President postpones the session"),
        ("2024-12-09T18:00:00Z", "HRT", None, "Speaker: no majority"),
        ("2024-12-10T09:30:00Z", None, "C3", "A draft circulates"),
    ]


def test_lines_name_their_forecasts_and_signs(book: Path, run: Run) -> None:
    lines = (
        "hama-by, homs-by\t2024-12-08\tSANA\tE4\tThe army leaves\tarmy-withdraws, outer-towns:partial\n"
        "homs-by\t\t\t\tShelling\t\n"
    )
    first, second = logged(run, "-", stdin=lines)
    assert [len(one["forecasts"]) for one in (first, second)] == [2, 1]
    assert sorted(first["indicators"].values()) == ["full", "partial"]
    assert run("evidence", "-", stdin=lines).code == 2, "a report counts once"
    assert run("evidence", "-", "--again", stdin=lines).code == 0


@pytest.mark.parametrize(
    ("words", "stdin", "saying"),
    [
        ((), "2024-12-08 HINA: postponed\n2024-12-09 HRT: no majority\n", "lines 1, 2 begin with a day"),
        ((), "2024-12-08\tHINA\tB2\tx\nand so on\n", "line 2: write KNOWN ON, SOURCE, GRADE, SUMMARY and SIGNS"),
        ((), "2024-12-08\tHINA\tB2\tx\t\tmore\n", "line 1: nothing is asked for in cell 6 (more)"),
        ((), "2024-12-08\tHINA\tB2\t\t\n", "line 1: SUMMARY is empty"),
        ((), "2024-12-08\tHINA\tB2\tx\n\tHINA\tZ9\ty\n", "line 2: "),
        ((), "2024-12-08\tHINA\tB2\tx\n2024-12-08\tHINA\tB2\tx\n", "line 2: an earlier line says the same"),
        ((), "2030-12-08\tHINA\tB2\tx\n", "line 1: known at 2030-12-08T12:00:00Z lies in the future"),
        (("--grade", "B2"), "2024-12-08\tHINA\tB2\tx\n", "- reads everything from these lines: leave out --source"),
    ],
)
def test_lines_that_are_no_reports_are_refused(
    refuses: Refuses, words: tuple[str, ...], stdin: str, saying: str
) -> None:
    refuses("evidence", "unsc-resolution", "-", *words, stdin=stdin, saying=saying)


def test_a_text_of_several_lines_stays_one_report(book: Path, run: Run) -> None:
    text = "The draft of 2024-12-08:\n2024 was hard\n- no veto\t(France)\n"
    (entry,) = logged(run, "unsc-resolution", "-", stdin=text)
    assert entry["summary"] == text.strip()
