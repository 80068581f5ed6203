"""`verify` and `seal`: what is missing or changed is named, settled by hand, written back, and proved by a line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook.ledger.chain import line_hash, version_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran, Run


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """The ledger of a case of one question with three estimates, which this machine wrote."""
    monkeypatch.chdir(tmp_path)
    asked = (
        "--question",
        "Shipped?",
        "--criteria",
        "YES if PyPI has it",
        "--closes",
        "2025-06-30",
        "--prior",
        "50%",
        "--opens",
        "2024-12-01",
    )
    assert run("new", "demo/ship", *asked).code == 0
    for day, probability in enumerate(("60%", "55%", "70%"), 2):
        assert run("estimate", "ship", probability, "--why", "x", "--known-at", f"2024-12-0{day}").code == 0
    return tmp_path / "forecasts" / "demo" / "ledger.jsonl"


@pytest.fixture
def codes(run: Run) -> Callable[..., list[tuple[str, str]]]:
    """What `verify` finds: the code and the severity of each finding that is not settled."""

    def found(*words: str) -> list[tuple[str, str]]:
        ran = run("verify", "--json", *words)
        said = json.loads(ran.out)
        listed = [(one["code"], one["severity"]) for case in said["cases"] for one in case["findings"]]
        assert (ran.code, said["ok"]) == (1 if listed else 0, not listed)
        return listed

    return found


def lines_of(ledger: Path) -> list[str]:
    return ledger.read_text().splitlines(keepends=True)


def ids_of(ledger: Path) -> list[str]:
    return [json.loads(line)["id"] for line in lines_of(ledger)]


def test_a_sound_book_has_nothing_missing(ledger: Path, run: Run, codes: Callable[..., Any]) -> None:
    assert codes() == []
    assert run("verify").out == "demo: 3 entries: nothing missing or changed\n"


def test_the_shipped_book_has_nothing_missing(book: Path, codes: Callable[..., Any]) -> None:
    assert codes() == []


def test_a_line_from_the_middle_that_is_gone_is_a_gap_and_can_be_written_back(
    ledger: Path, run: Run, codes: Callable[..., Any]
) -> None:
    before = lines_of(ledger)
    ledger.write_text(before[0] + before[2])
    assert codes() == [("missing-line", "error"), ("lost-line", "error")]
    ran = run("verify")
    assert f"{ids_of(ledger)[1]} follows a line that is not here" in ran.out
    assert "outlook verify --restore" in ran.out
    lost = json.loads(before[1])
    listed = f"{lost['id']}  estimate ship by alice, recorded {lost['recorded_at']}"
    for words, code, said in (
        (("--dry-run",), 0, "dry run: 1 line would be written back as they were"),
        ((), 2, "add --yes, or name the ids of the entries"),
    ):
        ran = run("verify", "--restore", *words)
        assert (ran.code, listed in ran.out, said in ran.err) == (code, True, True), ran.err
    assert len(lines_of(ledger)) == 2
    assert "1 line written back as they were" in run("verify", "--restore", "--yes").err
    assert codes() == []
    assert sorted(lines_of(ledger)) == sorted(before)


def test_what_was_tried_in_a_copy_is_not_gone_from_the_book_and_comes_only_by_its_id(
    ledger: Path, run: Run, codes: Callable[..., Any], tmp_path: Path
) -> None:
    book, copy = ledger.parent.parent, tmp_path / "copy"
    shutil.copytree(book, copy)
    for name in ("bob", "eve"):
        assert run("estimate", "ship", "1%", "--why", "x", "--by", name, "--book", str(copy)).code == 0
    assert codes() == []
    ran = run("verify", "--restore", "--yes")
    assert "written in another copy, and left out unless their ids are named" in ran.out
    assert "estimate ship by eve, recorded" in ran.out
    assert f", in {copy / 'demo'}" in " ".join(ran.out.split())
    assert len(lines_of(ledger)) == 3
    bob = ids_of(copy / "demo" / "ledger.jsonl")[3]
    assert "1 line written back" in run("verify", "--restore", bob).err
    assert ids_of(ledger)[3:] == [bob]
    shutil.rmtree(copy)
    assert codes() == [("lost-line", "warning")], "bob's line came from a copy that is gone: it was no mere trial"


def test_a_copy_that_is_gone_and_of_which_nothing_came_here_is_missed_by_nobody(
    ledger: Path, run: Run, codes: Callable[..., Any], tmp_path: Path
) -> None:
    shutil.copytree(ledger.parent.parent, tmp_path / "copy")
    assert run("estimate", "ship", "1%", "--why", "x", "--book", str(tmp_path / "copy")).code == 0
    shutil.rmtree(tmp_path / "copy")
    assert codes() == []


def test_a_book_that_was_moved_still_knows_its_lines(ledger: Path, codes: Callable[..., Any], tmp_path: Path) -> None:
    ledger.parent.parent.rename(tmp_path / "moved")
    moved = tmp_path / "moved" / "demo" / "ledger.jsonl"
    moved.write_text("".join(lines_of(moved)[:2]))
    assert codes("--book", str(tmp_path / "moved")) == [("lost-line", "warning")]


def test_who_imports_one_table_in_two_clones_has_changed_nothing(
    ledger: Path, run: Run, codes: Callable[..., Any], tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(ledger.parent.parent, clone)
    table = tmp_path / "t.csv"
    table.write_text("id,question,forecaster,forecast_at,probability\ndemo/ship,Shipped?,ann,2024-12-03,30%\n")
    for book in (ledger.parent.parent, clone):
        assert run("estimate", "ship", "50%", "--why", "x", "--by", book.name, "--book", str(book)).code == 0
        assert run("import", str(table), "--sure", "--book", str(book)).code == 0
    assert codes() == codes("--book", str(clone)) == []


def test_the_last_line_that_is_gone_is_known_to_this_machine_alone(
    ledger: Path, run: Run, codes: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger.write_text("".join(lines_of(ledger)[:2]))
    assert codes() == [("lost-line", "warning")], "another branch of git looks the same"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
    assert codes() == []


def test_a_changed_line_is_a_gap_and_not_as_it_was_written(ledger: Path, codes: Callable[..., Any]) -> None:
    ledger.write_text(ledger.read_text().replace('"stated":0.55', '"stated":0.56'))
    assert codes() == [("missing-line", "error"), ("changed-line", "error")]


def test_a_repair_accepts_a_loss_is_listed_and_does_not_silence_the_journal(
    ledger: Path, run: Run, codes: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = lines_of(ledger)
    ledger.write_text(before[0] + before[2])
    child = ids_of(ledger)[1]
    assert run("verify", "--settle", child).code == 2, "a reason is needed"
    assert run("verify", "--settle", child, "--why", "a slip").code == 0
    assert codes() == [("lost-line", "error")]
    listed = run("verify").out
    assert f"of {child}, accepts the loss of 1 line (by alice): a slip" in listed
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
    assert codes() == []
    assert f"of {child}, accepts the loss" in run("verify").out, "a repair is always listed"


def test_two_versions_count_for_nothing_until_one_is_kept_and_two_that_disagree_settle_nothing(
    ledger: Path, run: Run, codes: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another-machine"))
    newest = lines_of(ledger)[2]
    other = newest.replace('"stated":0.7', '"stated":0.9')
    ledger.write_text(ledger.read_text() + other)
    name = json.loads(newest)["id"]
    ours, theirs = (version_hash(json.loads(line)) for line in (newest, other))

    def stated() -> float:
        value: float = json.loads(run("status", "--json").out)["forecasts"][0]["stated"]
        return value

    assert codes() == [("two-versions", "error")] * 2
    assert stated() == 0.55
    ran = run("verify", "--settle", name, "--why", "x")
    assert ran.code == 2
    assert f"--settle {name}:{ours} (line 3)" in ran.err
    assert f"--settle {name}:{theirs} (line 4)" in ran.err
    assert run("verify", "--settle", f"{name}:{theirs[:8]}", "--why", "bob's is right").code == 0
    assert (codes(), stated()) == ([], 0.9)
    assert run("verify", "--settle", f"{name}:{ours}", "--why", "no, alice's").code == 0
    assert codes() == [("two-versions", "error")] * 2
    assert stated() == 0.55
    last = ids_of(ledger)[-1]
    assert run("retract", last, "--why", "agreed").code == 0
    assert (codes(), stated()) == ([], 0.9)


def test_a_question_that_was_edited_after_an_estimate_is_named_with_both_hashes(
    ledger: Path, run: Run, codes: Callable[..., Any]
) -> None:
    record = ledger.with_name("ship.yaml")
    old = json.loads(lines_of(ledger)[0])["record_sha256"]
    record.write_text(record.read_text().replace("YES if PyPI has it", "YES if anybody has it"))
    assert codes() == [("changed-question", "warning")] * 3
    assert f"was made on another text of ship: {old[:12]}… then" in run("verify").out
    for name in ids_of(ledger):
        assert run("verify", "--settle", name, "--why", "a clearer wording").code == 0
    assert codes() == []


def test_the_change_of_a_record_is_settled_in_one_command_and_check_is_silent_about_it_too(
    ledger: Path, run: Run, codes: Callable[..., Any]
) -> None:
    record = ledger.with_name("ship.yaml")
    record.write_text(record.read_text().replace("YES if PyPI has it", "YES if anybody has it"))
    assert codes() == [("changed-question", "warning")] * 3
    assert "or accept the change: `outlook verify --settle demo/ship" in " ".join(run("verify").out.split())
    assert run("verify", "--settle", "ship", "--why", "x", "--dry-run").code == 0
    assert len(codes()) == 3
    assert run("verify", "--settle", "ship", "--why", "a clearer wording").code == 0
    assert codes() == []
    assert "changed-question" not in run("check", "--json").out
    ran = run("verify", "--settle", "ship", "--why", "again")
    assert (ran.code, "nothing about demo/ship needs settling" in ran.err) == (2, True)
    assert run("estimate", "ship", "75%", "-w", "x").code == 0
    assert codes() == []


def test_several_entries_are_settled_in_one_command_or_none_of_them(ledger: Path, run: Run) -> None:
    record = ledger.with_name("ship.yaml")
    record.write_text(record.read_text().replace("YES if PyPI has it", "YES if anybody has it"))
    first, second, third = ids_of(ledger)
    before = ledger.read_bytes()
    ran = run("verify", "--settle", first, "zzzzzzzz", "--why", "x")
    assert (ran.code, "no case has an entry 'zzzzzzzz'" in ran.err) == (2, True)
    assert ledger.read_bytes() == before
    said = json.loads(run("verify", "--settle", first, second, "--why", "clearer", "--json").out)
    assert [one["entry"] for one in said["entries"]] == [first, second]
    (left,) = [one for case in json.loads(run("verify", "--json").out)["cases"] for one in case["findings"]]
    assert third in left["message"]


def test_a_document_that_was_changed_is_named(book: Path, codes: Callable[..., Any]) -> None:
    with (book / "syria-2024-12" / "report.txt").open("a") as file:
        file.write("A line more.\n")
    assert codes() == [("changed-document", "error")]


def test_two_resolutions_that_differ_are_named_and_shown_on_every_page(
    ledger: Path, run: Run, codes: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = ledger.read_bytes()
    assert run("resolve", "ship", "yes").code == 0
    ours = ledger.read_bytes().removeprefix(base)
    ledger.write_bytes(base)
    assert run("resolve", "ship", "no", "--sure").code == 0
    ledger.write_bytes(ledger.read_bytes() + ours)
    assert ("resolved-twice", "error") in codes()
    row = json.loads(run("status", "--json").out)["forecasts"][0]
    assert (row["state"], row["outcome"], row["brier"]) == ("disputed", None, None)
    assert "disputed" in run("status").out
    page = run("show", "ship").out
    assert "· disputed: " in page
    assert "Resolutions that differ (2)" in page
    resolutions = [one["id"] for one in map(json.loads, lines_of(ledger)) if one["kind"] == "resolution"]
    assert all(one in page.partition("Resolutions that differ")[2] for one in resolutions)
    assert "disputed" in run("score").out
    assert "⚠ </small>disputed" in run("report", "-o", "-").out
    assert "1 disputed" in run().out


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--settle", "zzzzzzzz", "--why", "x"), "no case has an entry 'zzzzzzzz'"),
        (("--seal", "outlook-seal-1:short"), "is no line of `outlook seal`"),
        (("--restore", "--forget"), "--restore and --forget are different things to do"),
        (("nowhere",), "no case matches 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_refused(ledger: Path, run: Run, words: tuple[str, ...], saying: str) -> None:
    before = ledger.read_bytes()
    ran = run("verify", *words)
    assert (ran.code, ran.out) == (2, "")
    assert saying in ran.err
    assert ledger.read_bytes() == before


def test_nothing_to_settle_and_a_version_of_one_that_has_none_are_refused(ledger: Path, run: Run) -> None:
    name = ids_of(ledger)[0]
    assert f"nothing about {name} needs settling" in run("verify", "--settle", name, "--why", "x").err
    assert "has one version only" in run("verify", "--settle", f"{name}:abcd", "--why", "x").err


def test_the_journal_is_private_and_can_be_emptied(ledger: Path, run: Run, codes: Callable[..., Any]) -> None:
    (journal,) = (Path(os.environ["XDG_STATE_HOME"]) / "outlook" / "journal").iterdir()
    assert journal.stat().st_mode & 0o777 == 0o600
    lines = journal.read_text().splitlines(keepends=True)
    assert "".join(line for line in lines if "written_in" not in line) == ledger.read_text()
    assert {json.loads(line)["written_in"] for line in lines if "written_in" in line} == {str(ledger.parent)}
    assert "1 journal" in run("verify", "--forget").err
    ledger.write_text("".join(lines_of(ledger)[:2]))
    assert codes() == []


# ── seals ──


def sealed(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.strip()


def test_a_seal_says_later_what_is_there_unchanged_and_what_came_since(ledger: Path, run: Run) -> None:
    line = sealed(run("seal"))
    said = json.loads(run("verify", "--seal", line, "--json").out)
    (case,) = said["sealed"]
    assert (said["ok"], case["unchanged"], case["entries"], case["since"]) == (True, True, 3, {})
    assert run("estimate", "ship", "80%", "--why", "x").code == 0
    assert run("retract", ids_of(ledger)[0], "--why", "x").code == 0
    assert run("new", "demo/other", "--question", "Another?").code == 0
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert case["unchanged"]
    assert case["since"] == {"estimate": 1, "retraction": 1}
    assert (case["files_new"], case["files_changed"]) == (["other.yaml"], [])


def test_a_seal_covers_each_of_several_cases_by_itself(ledger: Path, run: Run) -> None:
    assert run("new", "second/ship", "--question", "Shipped?").code == 0
    line = sealed(run("seal"))
    assert run("new", "third/ship", "--question", "Shipped?").code == 0
    said = json.loads(run("verify", "--seal", line, "--json").out)
    assert [one["case"] for one in said["sealed"]] == ["demo", "second"]
    assert said["not_covered"] == ["third"]


@pytest.mark.parametrize("what", ["the folder", "the seal"])
def test_a_case_that_was_sealed_with_others_and_is_gone_is_missed(ledger: Path, run: Run, what: str) -> None:
    for name in ("second", "third"):
        assert run("new", f"{name}/ship", "--question", "Shipped?").code == 0
    line = sealed(run("seal"))
    assert run("verify", "--seal", line).code == 0
    if what == "the folder":
        shutil.rmtree(ledger.parent.parent / "second")
    else:
        (ledger.parent.parent / "second" / "ledger.jsonl").unlink()
    ran = run("verify", "--seal", line)
    assert ran.code == 1
    assert "GONE: at least 1 more case was sealed with this line and is not here as it was" in ran.out
    assert ("here without this seal: second" in ran.out) == (what == "the seal")
    said = json.loads(run("verify", "--seal", line, "--json").out)
    assert (said["all_here"], said["lacking"]) == (False, 1)


@pytest.mark.parametrize("what", ["a line", "a record", "the seal itself"])
def test_what_was_sealed_and_is_changed_is_said_and_no_repair_helps(ledger: Path, run: Run, what: str) -> None:
    line = sealed(run("seal"))
    if what == "a line":
        ledger.write_text(ledger.read_text().replace('"stated":0.55', '"stated":0.56'))
        child = ids_of(ledger)[2]
        assert run("verify", "--settle", child, "--why", "x").code == 0
    elif what == "a record":
        record = ledger.with_name("ship.yaml")
        record.write_text(record.read_text() + "note: later\n")
    else:
        ledger.write_text(ledger.read_text().replace('"entries":3', '"entries":2'))
    ran = run("verify", "--seal", line)
    assert ran.code == 1
    expected = {
        "a line": "1 line that it covers is gone or changed: between ",
        "a record": "files changed since that ask the same",
        "the seal itself": "no case here carries this seal",
    }
    assert expected[what] in ran.out


@pytest.mark.parametrize("gone", [(0,), (1,), (2,), (0, 2), (3,), (1, 2), (4,), (0, 1, 2, 3, 4)])
def test_a_seal_of_which_lines_are_gone_says_where_and_names_no_other(
    ledger: Path, run: Run, gone: tuple[int, ...]
) -> None:
    """What stands before the gap hangs on nothing any more, and was sealed all the same."""
    for probability in ("75%", "80%"):
        assert run("estimate", "ship", probability, "--why", "x").code == 0
    line = sealed(run("seal"))
    assert run("estimate", "ship", "85%", "--why", "x").code == 0
    lines, ids = lines_of(ledger), ids_of(ledger)
    ledger.write_text("".join(text for place, text in enumerate(lines) if place not in gone))
    assert run("estimate", "ship", "90%", "--why", "x").code == 0, "it names what hangs loose"
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert (case["lines_whole"], case["lines_missing"]) == (False, len(gone))
    left = [place for place in range(len(lines)) if place not in gone]
    edges = [(max((one for one in left if one < place), default=None), place) for place in left if place - 1 in gone]
    assert case["missing_at"] == [{"after": None if a is None else ids[a], "before": ids[b]} for a, b in edges]
    assert (case["since"], case["earlier"], case["beside"]) == ({"estimate": 2}, [], [])


@pytest.mark.parametrize("place", range(5))
def test_a_sealed_line_that_was_changed_is_named_where_it_stands(ledger: Path, run: Run, place: int) -> None:
    """And is no line that came since, nor a colleague's."""
    for probability in ("75%", "80%"):
        assert run("estimate", "ship", probability, "--why", "x").code == 0
    line = sealed(run("seal"))
    lines, ids = lines_of(ledger), ids_of(ledger)
    lines[place] = lines[place].replace('"by":"', '"by":"not-')
    ledger.write_text("".join(lines))
    ran = run("verify", "--seal", line)
    assert (ran.code, f"(changed, or written in another copy): {ids[place]}" in ran.out) == (1, True)
    assert "since then: no entry" in ran.out
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert (case["lines_missing"], case["instead"], case["earlier"], case["beside"]) == (1, [ids[place]], [], [])


def test_lines_that_come_later_and_claim_an_earlier_time_are_named(ledger: Path, run: Run) -> None:
    line = sealed(run("seal"))
    stamp = {"recorded_at": "2024-12-01T00:00:00Z", "prev": line_hash(lines_of(ledger)[-1].encode())}
    early = {**json.loads(lines_of(ledger)[0]), "id": "early" + "a" * 8, **stamp}
    ledger.write_text(ledger.read_text() + json.dumps(early) + "\n")
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert case["earlier"] == ["early" + "a" * 8]


def test_a_sealed_record_that_was_renamed_is_unchanged_until_it_says_something_else(ledger: Path, run: Run) -> None:
    line, name = sealed(run("seal")), next(path.stem for path in ledger.parent.glob("*.yaml") if path.stem != "case")
    assert run("rename", f"demo/{name}", "released", "--by", "bob").code == 0
    assert run("rename", "demo/released", "out", "--by", "bob").code == 0
    ran = run("verify", "--seal", line)
    assert (ran.code, "unchanged" in ran.out) == (0, True), ran.out
    shown = " ".join(ran.out.split())
    assert f"the same record under another name: {name}.yaml → out.yaml (renamed by bob" in shown
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert (case["files_gone"], case["files_new"], case["files_renamed"][0]["name"]) == ([], [], "out.yaml")
    record = ledger.parent / "out.yaml"
    record.write_text(record.read_text() + "# more\n")
    ran = run("verify", "--seal", line)
    assert (ran.code, "CHANGED" in ran.out, f"{name}.yaml" in ran.out) == (1, True, True)


def test_a_dry_run_seals_nothing_and_prints_nothing_that_looks_like_a_seal(ledger: Path, run: Run) -> None:
    before = ledger.read_bytes()
    ran = run("seal", "--dry-run")
    assert (ran.out, "would seal demo" in ran.err, ledger.read_bytes()) == ("", True, before)
    assert json.loads(run("seal", "--dry-run", "--json").out)["seal"] is None


def test_a_changed_record_that_asks_the_same_is_told_from_one_that_asks_otherwise(ledger: Path, run: Run) -> None:
    line, record = sealed(run("seal")), ledger.with_name("ship.yaml")
    record.write_text(record.read_text() + "title: Shipping\n")
    ran = run("verify", "--seal", line)
    shown = " ".join(ran.out.split())
    assert (ran.code, "CHANGED" in shown, "all these lines are as they were" in shown) == (1, True, True)
    assert "that ask the same (title, sources, prior or another field was changed): ship.yaml" in shown
    record.write_text(record.read_text().replace("Shipped?", "Shipped at last?"))
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert (case["files_changed"], case["files_asking_the_same"]) == (["ship.yaml"], [])


def test_the_newest_estimate_is_told_by_the_clock_and_not_by_the_letters_of_its_time(ledger: Path, run: Run) -> None:
    record = ledger.with_name("ship.yaml")
    made_on = json.loads(lines_of(ledger)[-1])["record_sha256"]
    estimate = {**json.loads(lines_of(ledger)[-1]), "known_at": "2024-12-10T08:00:00Z"}
    estimate.pop("prev")
    older = {**estimate, "id": "a" * 13, "recorded_at": "2024-12-10T08:00:00Z", "record_sha256": "0" * 64}
    newer = {**estimate, "id": "b" * 13, "recorded_at": "2024-12-10T08:00:00.500Z", "record_sha256": made_on}
    ledger.write_text("".join(json.dumps(one) + "\n" for one in (older, newer)))
    line = sealed(run("seal"))
    record.write_text(record.read_text() + "title: Shipping\n")
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert case["files_asking_the_same"] == ["ship.yaml"]


def test_what_is_recorded_after_a_seal_and_dated_before_it_is_named(ledger: Path, run: Run) -> None:
    line = sealed(run("seal"))
    assert run("estimate", "ship", "80%", "--why", "x", "--known-at", "2024-12-05").code == 0
    ran = run("verify", "--seal", line)
    last = ids_of(ledger)[-1]
    assert ran.code == 0
    assert f"of these dated before the seal: estimate {last} (known 5 Dec 2024)" in ran.out


def test_a_colleagues_line_of_another_copy_is_no_line_that_follows_the_seal(ledger: Path, run: Run) -> None:
    first = line_hash(lines_of(ledger)[0].encode())
    line = sealed(run("seal"))
    stamp = {"recorded_at": "2024-12-01T00:00:00Z", "prev": first}
    beside = {**json.loads(lines_of(ledger)[0]), **stamp, "id": "other" + "a" * 8}
    ledger.write_text(ledger.read_text() + json.dumps(beside) + "\n")
    (case,) = json.loads(run("verify", "--seal", line, "--json").out)["sealed"]
    assert (case["earlier"], case["beside"], case["since"]) == ([], ["other" + "a" * 8], {"estimate": 1})


def test_a_sealed_file_with_other_line_ends_is_unchanged_but_for_them(ledger: Path, run: Run) -> None:
    line, record = sealed(run("seal")), ledger.with_name("ship.yaml")
    kept = record.read_bytes()
    record.write_bytes(kept.replace(b"\n", b"\r\n"))
    ran = run("verify", "--seal", line)
    assert (ran.code, "demo: unchanged but for line ends" in ran.out) == (0, True)
    assert "files with other line ends, and nothing else changed: ship.yaml" in ran.out
    record.write_bytes(kept.replace(b"Shipped", b"Dropped").replace(b"\n", b"\r\n"))
    assert run("verify", "--seal", line).code == 1


def test_entries_of_keeping_are_listed_in_the_history(ledger: Path, run: Run) -> None:
    assert sealed(run("seal"))
    kinds = [one["kind"] for one in json.loads(run("history", "--json").out)["entries"]]
    assert kinds == ["estimate", "estimate", "estimate", "seal"]
    assert "3 entries and 2 files" in run("history").out


def test_a_record_that_is_gone_while_entries_speak_of_it_is_named(
    ledger: Path, run: Run, codes: Callable[..., Any]
) -> None:
    record = ledger.with_name("ship.yaml")
    kept = record.read_bytes()
    record.unlink()
    assert ("missing-record", "error") in codes()
    assert "ship.yaml is not here, and 3 of the entries are about it" in " ".join(run("verify").out.split())
    record.write_bytes(kept)
    assert codes() == []


def test_a_checkout_with_other_line_ends_is_named_as_such_and_a_new_book_keeps_them(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Weather.\nIt will probably rain in June.\n")
    assert run("extract", "report.txt", "--case", "sky", "--accept", "1", "--as-of", "2024-12-01").code == 0
    line, attributes = sealed(run("seal")), tmp_path / "forecasts" / ".gitattributes"
    assert attributes.read_text().startswith("* -text\n")
    for name, text in (("kept", attributes.read_text()), ("changed", "ledger.jsonl merge=union\n")):
        attributes.write_text(text)
        _git(tmp_path, "init", "-q")
        _git(tmp_path, "add", "forecasts")
        _git(tmp_path, "commit", "-qm", name)
        _git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", ".", name)
    kept = run("verify", "--seal", line, "--book", "kept/forecasts")
    assert "sky: unchanged: 0 lines" in kept.out, kept.out
    assert run("verify", "--book", "kept/forecasts").code == 0
    changed = run("verify", "--seal", line, "--book", "changed/forecasts")
    assert (changed.code, "sky: unchanged but for line ends" in changed.out) == (0, True), changed.out
    found = json.loads(run("check", "--json", "--book", "changed/forecasts").out)["problems"]
    assert [one["severity"] for one in found if one["code"] == "line-ends"] == ["warning"]
    assert not [one for one in found if one["code"] in ("changed-document", "quote-not-found")]


def _git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)
