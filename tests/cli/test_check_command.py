"""check: silent when all is well; otherwise every problem where it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run


def test_a_sound_book_is_met_with_silence(book: Path, run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_every_problem_of_every_file_is_said_in_one_run(book: Path, run: Run) -> None:
    case = book / "syria-2024-12"
    (case / "hama-by-december.yaml").write_text("kind: binary\nquestoin: Hama?\n")
    (case / "un-talks.yaml").write_text("kind: binary\nprior: 70\n")
    with (case / "ledger.jsonl").open("a") as file:
        file.write("not json\n")
    ran = run("check")
    assert ran.code == 1
    for words in (
        "hama-by-december.yaml:2:1: error: unknown field 'questoin' (did you mean question?)",
        "un-talks.yaml:2:1: error: 70 is not a probability: write 70% or 0.7",
        "ledger.jsonl:120:1: error: this line is not JSON",
    ):
        assert words in ran.out
    assert "\n  questoin: Hama?\n  ^\n" in ran.out
    assert ran.err == ""


def test_only_what_is_named_is_checked_also_where_it_cannot_be_read(book: Path, run: Run, refuses: Refuses) -> None:
    case = book / "syria-2024-12"
    (case / "hama-by-december.yaml").write_text("kind: binary\nquestoin: Hama?\n")
    (case / "iran-blames-us.yaml").unlink()
    record = case / "unsc-resolution.yaml"
    record.write_text(record.read_text().replace("criteria:", "criterai:"))
    (book / "other").mkdir()
    (book / "other" / "rain.yaml").write_text("kind: binary\nprior: 70\n")
    everything = json.loads(run("check", "--json").out)["problems"]

    def paths(*targets: str) -> set[str]:
        return {one["path"].rpartition("/")[2] for one in json.loads(run("check", *targets, "--json").out)["problems"]}

    assert {"hama-by-december.yaml"} <= paths("hama-by") <= {"hama-by-december.yaml", "case.yaml", "ledger.jsonl"}
    assert paths("hama-by-december", "unsc-resolution") >= {"hama-by-december.yaml", "unsc-resolution.yaml"}
    assert paths("other") == {"case.yaml", "rain.yaml"}
    ran = run("check", "other")
    assert ran.code == 1
    assert f"{len(everything) - 2} problems elsewhere in the book: `outlook check` lists all" in ran.err
    ran = run("check", "un-talks")
    assert (ran.code, ran.out) == (0, "")
    assert run("check", "syria-2024-12").out.count("iran-blames-us") == run("check").out.count("iran-blames-us") > 0
    refuses("check", "nonesuch", saying="nonesuch", code=2)
    refuses("check", "other", "--clean", saying="--clean looks at the whole book: leave other out")


def test_a_caret_stands_under_the_place_even_after_wide_characters(book: Path, run: Run) -> None:
    (book / "syria-2024-12" / "hama-by-december.yaml").write_text('kind: binary\n{"漢字": 1\n')
    lines = run("check").out.splitlines()
    assert any(line.strip() == "^" for line in lines)


def test_a_warning_alone_is_not_a_failure(book: Path, run: Run) -> None:
    record = book / "syria-2024-12" / "unsc-resolution.yaml"
    run("estimate", "unsc-resolution", "20%", "--why", "Votes")
    record.write_text(record.read_text().replace("criteria: >-\n", "criteria: >-\n  Once more:\n"))
    ran = run("check")
    assert ran.code == 0
    assert "warning" in ran.out
    assert "was stated under an older text of unsc-resolution" in ran.out


def test_other_commands_mention_problems_and_work_on(book: Path, run: Run) -> None:
    (book / "syria-2024-12" / "un-talks.yaml").write_text("kind: binary\nprior: 70\n")
    ran = run("status", "--json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["forecasts"]) == 26
    assert "problem" in ran.err
    assert "`outlook check` lists them" in ran.err


def test_a_deleted_record_leaves_its_entries_in_the_ledger(book: Path, run: Run) -> None:
    ledger = (book / "syria-2024-12" / "ledger.jsonl").read_bytes()
    (book / "syria-2024-12" / "iran-blames-us.yaml").unlink()
    ran = run("check")
    assert ran.code == 1
    assert "speaks of iran-blames-us, which has no file; its entries are kept" in ran.out
    assert (book / "syria-2024-12" / "ledger.jsonl").read_bytes() == ledger


def test_a_changed_document_and_a_quote_that_is_not_in_it_are_found(book: Path, run: Run) -> None:
    report = book / "syria-2024-12" / "report.txt"
    report.write_text(report.read_text().replace("further territorial gains", "further gains"))
    out = run("check").out
    assert "report.txt is not the document that was stored" in out
    assert "is not in report.txt, word for word" in out
