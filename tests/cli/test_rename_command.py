"""`outlook rename` gives a forecast another id: nothing of it is lost, and what it was called still finds it."""

from __future__ import annotations

import json
import shlex
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"
OLD, NEW = "if-hama-by-mid-december", "hama-falls-early"  # a condition of another forecast, with reports of its own


def rows(run: Run, *words: str) -> dict[str, Any]:
    found = json.loads(run("status", "--json", "--at", "2024-12-10T09:30Z", *words).out)["forecasts"]
    return {one.pop("id"): one for one in found}


def test_every_number_stays_and_both_names_select(book: Path, run: Run) -> None:
    before = rows(run)
    history = json.loads(run("history", OLD, "--json").out)["entries"]
    ran = run("rename", OLD, f"{CASE}/{NEW}", "-w", "Shorter")
    assert ran.code == 0, ran.err
    assert f"{CASE}/{OLD} → {CASE}/{NEW}; both names select it" in ran.out
    assert not (book / CASE / f"{OLD}.yaml").exists()
    after = rows(run)
    before[f"{CASE}/{NEW}"] = before.pop(f"{CASE}/{OLD}")
    assert after == before, "also of those that it is a condition of"
    assert rows(run, "--no-index") == after
    for name in (OLD, NEW, f"{CASE}/{OLD}"):
        assert list(rows(run, name)) == [f"{CASE}/{NEW}"]
    shown = json.loads(run("history", OLD, "--json").out)["entries"]
    assert [one["id"] for one in shown[:-1]] == [one["id"] for one in history]
    assert (shown[-1]["kind"], shown[-1]["was"]) == ("rename", OLD)
    assert "unknown-reference" not in run("check", "--json").out
    assert "older text" not in run("show", "homs-given-hama").out, "its text is the same"


def test_a_part_of_an_old_name_selects_where_nothing_else_does(book: Path, run: Run, refuses: Refuses) -> None:
    run("rename", "unsc-resolution", "council-acts")
    assert list(rows(run, "unsc-res")) == [f"{CASE}/council-acts"]
    assert run("show", "unsc-res").code == 0
    refuses("show", "unsd-res", saying="no forecast matches")


def test_the_old_name_writes_to_the_new_record(book: Path, run: Run) -> None:
    run("rename", "unsc-resolution", "council-acts")
    assert run("estimate", "unsc-resolution", "31%", "-w", "Talks", "--sure").code == 0
    assert run("set", "unsc-resolution", "tag+=veto").code == 0
    assert run("set", "un-talks", "given=unsc-resolution=yes").code == 0
    assert rows(run, "council-acts")[f"{CASE}/council-acts"]["stated"] == 0.31


def test_a_rename_is_undone_by_another(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    before = rows(run)
    run("rename", "unsc-resolution", "council-acts")
    entry = json.loads(run("history", "council-acts", "--json").out)["entries"][-1]["id"]
    ran = run("retract", entry, "--why", "x")
    assert (ran.code, f"`outlook rename {CASE}/council-acts unsc-resolution`" in ran.err) == (2, True), ran
    clock(NOW + timedelta(minutes=1))
    assert run("undo").code == 0
    assert rows(run) == before
    clock(NOW + timedelta(minutes=2))
    assert run("undo").code == 0
    assert list(rows(run, "unsc-resolution")) == [f"{CASE}/council-acts"]


def test_a_file_that_was_moved_by_hand_gets_its_entry(book: Path, run: Run) -> None:
    before = rows(run)
    (book / CASE / "unsc-resolution.yaml").rename(book / CASE / "council-acts.yaml")
    assert f"`outlook rename {CASE}/unsc-resolution council-acts` says so in the ledger" in run("status").err
    assert run("rename", f"{CASE}/unsc-resolution", "council-acts").code == 0
    before[f"{CASE}/council-acts"] = before.pop(f"{CASE}/unsc-resolution")
    assert rows(run) == before
    assert "council-acts.yaml" not in run("status").err


@pytest.mark.parametrize(
    ("name", "saying"),
    [
        ("hama-by-december", "is there already"),
        ("other/x", f"a forecast stays where its ledger is; write {CASE}/x"),
        ("Council Acts", "is not an id"),
        ("case", "a forecast cannot be called `case`"),
        ("a" * 300, "has 300 characters, and an id at most"),
        ("unsc-resolution", "is there already"),
    ],
)
def test_names_that_cannot_be_given_are_refused(book: Path, refuses: Refuses, name: str, saying: str) -> None:
    before = (book / CASE / "ledger.jsonl").read_bytes()
    refuses("rename", "unsc-resolution", name, saying=saying)
    assert (book / CASE / "ledger.jsonl").read_bytes() == before


def test_the_way_to_another_case_that_the_refusal_names_takes_everybodys_estimates(book: Path, run: Run) -> None:
    """Each command of the sentence, as it is written there; only the cells are changed by hand."""
    assert run("estimate", "attacks-on-us-forces", "20%", "--why", "a draft", "--by", "bob").code == 0
    (book / "council").mkdir()
    (book / "council" / "case.yaml").write_text("title: Council\n")
    said = refuses_with(run, "rename", "attacks-on-us-forces", "council/acts")
    export, import_, resolve = (
        words.split(" ", 1)[1] for words in said.split("`")[1::2] if words.startswith("outlook")
    )
    assert run(*shlex.split(export)).code == 0
    shutil.copy(book / CASE / "attacks-on-us-forces.yaml", book / "council" / "acts.yaml")
    table = book.parent / "acts.csv"
    table.write_text(table.read_text().replace(f"{CASE}/attacks-on-us-forces,", "council/acts,"))
    assert run(*shlex.split(import_), "--sure").code == 0
    assert run(*shlex.split(resolve)).code == 0
    old, new = rows(run)[f"{CASE}/attacks-on-us-forces"], rows(run)["council/acts"]
    assert (new["stated"], new["stated_by"], new["prior"]) == (0.2, "bob", old["prior"])
    assert (new["state"], old["state"]) == ("open", "annulled")
    stated = [
        one
        for one in json.loads(run("history", f"{CASE}/attacks-on-us-forces", "--json").out)["entries"]
        if one["kind"] == "estimate"
    ]
    moved = json.loads(run("history", "council/acts", "--json").out)["entries"]
    assert [(one["by"], one["stated"], one["known_at"]) for one in moved] == [
        (one["by"], one["stated"], one["known_at"]) for one in stated
    ]
    assert run("verify").code == 0


def refuses_with(run: Run, *words: str) -> str:
    ran = run(*words)
    assert ran.code == 2, ran
    return ran.err


def test_a_former_name_is_not_given_to_another(book: Path, run: Run, refuses: Refuses) -> None:
    """Its entries would be those of the other."""
    run("rename", "unsc-resolution", "council-acts")
    saying = f"{CASE}/unsc-resolution is a former name of {CASE}/council-acts"
    run("new", f"{CASE}/another", "--question", "Will it?")  # which puts git's own files beside it
    refuses("new", f"{CASE}/unsc-resolution", "--question", "Will it?", saying=saying)
    refuses("rename", "un-talks", "unsc-resolution", saying=saying)
    (book / CASE / "unsc-resolution.yaml").write_text("question: Will it?\nkind: binary\n")
    found = json.loads(run("check", "--json").out)["problems"]
    assert not [one for one in found if one["code"] == "contested-name"]
    mine = {name: rows(run)[f"{CASE}/{name}"]["estimates"] for name in ("unsc-resolution", "council-acts")}
    assert mine["unsc-resolution"] == 0, "it asks something else, and has no number of the other"
    assert mine["council-acts"] > 0
    assert rows(run, "--no-index") == rows(run)
    (book / CASE / "unsc-resolution.yaml").unlink()
    assert list(rows(run, "unsc-resolution")) == [f"{CASE}/council-acts"]


def test_two_forecasts_that_got_one_name_in_two_copies_are_told_apart_by_a_retraction(
    book: Path, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(book, other)
    before = rows(run)
    run("rename", "unsc-resolution", "decision")
    assert run("rename", "un-talks", "decision", "--book", str(other)).code == 0
    ledgers = [(folder / CASE / "ledger.jsonl").read_text().splitlines() for folder in (book, other)]
    (book / CASE / "ledger.jsonl").write_text("\n".join(dict.fromkeys([*ledgers[0], *ledgers[1]])) + "\n")
    (book / CASE / "un-talks.yaml").unlink()  # as git leaves it where somebody takes one side of the conflict
    found = rows(run)
    assert len(found) == len(before) - 2
    ran = run("new", f"{CASE}/un-talks", "--question", "Will it?")
    assert (ran.code, "un-talks is a contested name" in ran.err) == (2, True), ran.err
    assert run("check").code == 1
    entry = json.loads(run("history", "--book", str(other), "--json").out)["entries"][-1]["id"]
    assert run("retract", entry, "--why", "Another forecast has that name").code == 0
    shutil.copy(other / CASE / "decision.yaml", book / CASE / "un-talks.yaml")
    before[f"{CASE}/decision"] = before.pop(f"{CASE}/unsc-resolution")
    assert rows(run) == before


def test_a_dry_run_changes_nothing(book: Path, run: Run) -> None:
    ran = run("rename", "unsc-resolution", "council-acts", "--dry-run", "--json")
    assert json.loads(ran.out)["written"] is False
    assert "dry run" in ran.err
    assert (book / CASE / "unsc-resolution.yaml").exists()


def test_one_that_was_stopped_before_its_file_was_moved_goes_on(book: Path, run: Run) -> None:
    run("rename", "unsc-resolution", "council-acts")
    (book / CASE / "council-acts.yaml").rename(book / CASE / "unsc-resolution.yaml")
    assert list(rows(run, "council-acts")) == [f"{CASE}/unsc-resolution"], "the name that has a record"
    assert run("rename", "unsc-resolution", "council-acts").code == 0
    assert list(rows(run, "unsc-resolution")) == [f"{CASE}/council-acts"]
