"""Something that is no plain file, in every place of a case, met by every command that writes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from hostile.sandbox import Sandbox, joined, lines, make_case
from hostile.things import FEW, THINGS, plant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults.program import Command, Ended

pytestmark = [pytest.mark.in_turn, pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")]

TORN = b'{"id":"zzzzzzzz","kind":"evid'
TORN_NAME = f"ledger.jsonl.torn-{hashlib.sha256(TORN).hexdigest()[:8]}"


ONE, CASE = "one.yaml", "case.yaml"
EVIDENCE = ("evidence", "ill/one", "A report", "--lr", "2")
NEW = ("new", "ill/fresh", "--question", "Will it thaw?")
EDIT = ("edit", "ill/one")
EDIT_CASE = ("edit", "ill")

NEEDED = ("case.yaml", "one.yaml", "ledger.jsonl")
# What lies beside these three, and who could stumble over it.
BESIDE: dict[str, tuple[Command, ...]] = {
    "report.txt": (EVIDENCE, EDIT_CASE),
    "page.txt": (EVIDENCE, EDIT_CASE),
    "ledger.jsonl.lock": (EVIDENCE, NEW, EDIT),
    "fresh.yaml": (NEW, EVIDENCE),
    "one.yaml.rejected": (EDIT,),
    "one.yaml.lock": (EDIT,),
}  # fmt: skip


def ill_cases(sandbox: Sandbox, place: str) -> Iterator[Path]:
    """The case `ill` with one thing after the other in this place; its entries' ids begin with `i`."""
    folder = sandbox.book / "ill"
    for thing in FEW:
        if place != ".":
            make_case(folder, "i", "Ill")
        if plant(thing, folder / place if place != "." else folder, sandbox):
            yield folder / place
        remove(folder)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def kind_of(path: Path) -> tuple[int, str | None, int]:
    about = path.lstat()
    return about.st_mode, os.readlink(path) if path.is_symlink() else None, about.st_size  # noqa: PTH115


def ids_in(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


def told(ended: Ended) -> str:
    """The id of the entry that a command says it wrote."""
    return ended.out.split()[0]


@pytest.mark.alike
@pytest.mark.parametrize("place", [*NEEDED, "."])
def test_a_case_that_cannot_be_read_is_not_written_to(sandbox: Sandbox, place: str) -> None:
    """Refused in a sentence, and what lies there stays what it is."""
    wrong = []
    for path in ill_cases(sandbox, place):
        before = kind_of(path)
        ended, complaints = sandbox.attack(EVIDENCE, NEW, EDIT, EDIT_CASE)
        complaints += [f"was not refused: {one}" for one in ended if one.code not in may_end(one, path, place)]
        if kind_of(path) != before and not may_change(path, place):
            complaints.append(f"was {before}, is {kind_of(path)}")
        wrong += [f"{before}: {complaint}" for complaint in complaints]
    assert not wrong, joined(wrong)


def may_end(ended: Ended, path: Path, place: str) -> set[int | None]:
    """No entry gets into such a case; but what is not itself in the way may be written, and so put right."""
    is_folder = place != "." or (path.is_dir() and not path.is_symlink())
    is_other = ended.words[0] == "new" or (ended.words[0] == "edit" and place != (ONE if ended.words == EDIT else CASE))
    return {0, 2, 3} if is_folder and is_other else {2, 3}


def may_change(path: Path, place: str) -> bool:
    return place == "." and path.is_dir() and not path.is_symlink()


@pytest.mark.parametrize("thing", [*FEW, "device"])
def test_an_edit_never_writes_through_what_lies_in_a_records_place(sandbox: Sandbox, thing: str) -> None:
    make_case(sandbox.book / "ill", "i", "Ill")
    if not plant(thing, sandbox.book / "ill" / "one.yaml", sandbox):
        pytest.skip("this user may not make such a thing")
    (ended,), complaints = sandbox.attack(("edit", "ill/one"))
    assert not complaints, joined(complaints)
    assert ended.code in {2, 3}, ended


@pytest.mark.alike
@pytest.mark.parametrize("place", BESIDE)
def test_what_lies_beside_the_ledger_is_neither_followed_nor_waited_for(sandbox: Sandbox, place: str) -> None:
    wrong = []
    for path in ill_cases(sandbox, place):
        before = kind_of(path)
        ended, complaints = sandbox.attack(*BESIDE[place])
        if place == "fresh.yaml":
            complaints += [
                f"was not refused: {one}" for one in ended if one.words[0] == "new" and one.code not in {2, 3}
            ]
        if place.endswith((".lock", ".rejected")):
            complaints += [f"was refused: {one}" for one in ended if one.code != 0]
        if kind_of(path) != before:
            complaints.append(f"was {before}, is {kind_of(path)}")
        wrong += [f"{before}: {complaint}" for complaint in complaints]
    assert not wrong, joined(wrong)


@pytest.mark.alike
@pytest.mark.parametrize("thing", THINGS)
def test_a_torn_line_is_set_aside_in_a_new_file_whatever_lies_under_its_name(sandbox: Sandbox, thing: str) -> None:
    """Whoever wrote the ledger chose the torn bytes, and so the name; they chose what lies there as well."""
    make_case(sandbox.book / "ill", "i", "Ill")
    ledger = sandbox.book / "ill" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes() + TORN)
    there = [ledger.with_name(TORN_NAME + end) for end in ("", "-1", "-2", ".1", ".2")]
    planted = [plant(thing, path, sandbox) for path in there]
    if not all(planted):
        pytest.skip("this user may not make such a thing")
    before = [kind_of(path) for path in there]
    (wrote,), complaints = sandbox.attack(("evidence", "ill/one", "A report"))
    assert not complaints, joined(complaints)
    assert [kind_of(path) for path in there] == before
    if wrote.code == 0:
        assert told(wrote) in ids_in(ledger)
        assert TORN in [path.read_bytes() for path in ledger.parent.glob("*torn*") if path not in there]
    else:
        assert wrote.code in {2, 3}, wrote
        assert ledger.read_bytes() == lines("i", "Ill").encode() + TORN, "nothing is lost"


def test_a_torn_line_does_not_overwrite_a_file_of_that_name(sandbox: Sandbox) -> None:
    ledger = sandbox.book / "well" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes() + TORN)
    mine = ledger.with_name(TORN_NAME)
    mine.write_bytes(b"mine")
    (wrote,), complaints = sandbox.attack(("evidence", "well/one", "A report"))
    assert not complaints, joined(complaints)
    assert wrote.code == 0, wrote
    assert mine.read_bytes() == b"mine"
    assert TORN in [path.read_bytes() for path in ledger.parent.glob("ledger.jsonl.torn-*")]


def test_a_ledger_that_has_a_second_name_is_read_but_never_appended_to(sandbox: Sandbox) -> None:
    """The second name may be outside the book, in a folder of the person's own."""
    ledger, other = sandbox.book / "well" / "ledger.jsonl", sandbox.canary / "below" / "journal"
    other.hardlink_to(ledger)
    before = ledger.read_bytes()
    ended, complaints = sandbox.attack(
        ("evidence", "well/one", "A report"), ("estimate", "well/one", "55%", "--why", "So"), ("resolve", "well/one", "yes"),
        ("retract", "waaaaaaa", "--why", "Wrong"),
    )  # fmt: skip
    complaints = [said for said in complaints if "opened outside" not in said]  # the one file under its other name
    assert not complaints, joined(complaints)
    for one in ended:
        assert one.code in {2, 3}, one
        assert "link" in one.err, one
        assert "ledger.jsonl" in one.err, one
    assert ledger.read_bytes() == before
    assert "waaaaaaa" in sandbox.run(("history", "--json"))[0].out


def test_a_ledger_with_a_second_name_and_a_torn_end_is_not_cut(sandbox: Sandbox) -> None:
    ledger, other = sandbox.book / "well" / "ledger.jsonl", sandbox.canary / "below" / "journal"
    ledger.write_bytes(ledger.read_bytes() + TORN)
    other.hardlink_to(ledger)
    before = ledger.read_bytes()
    (ended,), _ = sandbox.attack(("evidence", "well/one", "A report"))
    assert ended.code in {2, 3}, ended
    assert other.read_bytes() == before


@pytest.mark.parametrize("name", ["one.yaml", "case.yaml"])
def test_a_record_with_a_second_name_is_replaced_not_written_into(sandbox: Sandbox, name: str) -> None:
    record, other = sandbox.book / "well" / name, sandbox.canary / "below" / "notes"
    other.hardlink_to(record)
    before = other.read_bytes()
    sandbox.run(("edit", "well/one" if name == "one.yaml" else "well"))
    assert other.read_bytes() == before


@pytest.mark.alike
@pytest.mark.parametrize("thing", FEW)
@pytest.mark.parametrize("name", [".gitattributes", ".gitignore"])
def test_a_new_case_does_not_follow_what_lies_in_the_place_of_git_files(
    sandbox: Sandbox, thing: str, name: str
) -> None:
    if not plant(thing, sandbox.book / name, sandbox):
        pytest.skip("this user may not make such a thing")
    before = kind_of(sandbox.book / name)
    (ended,), complaints = sandbox.attack(("new", "fresh/thaw", "--question", "Will it thaw?"))
    assert not complaints, joined(complaints)
    assert ended.code in {0, 2, 3}, ended
    assert kind_of(sandbox.book / name) == before


@pytest.mark.parametrize("thing", FEW)
def test_a_new_case_does_not_take_the_place_of_what_lies_there(sandbox: Sandbox, thing: str) -> None:
    report = sandbox.root / "report.txt"
    report.write_text("The front may move if the river freezes.\n")
    if not plant(thing, sandbox.book / "fresh", sandbox):
        pytest.skip("this user may not make such a thing")
    before = kind_of(sandbox.book / "fresh")
    ended, complaints = sandbox.attack(
        ("extract", "report.txt", "--case", "fresh", "--accept", "1", "--as-of", "2024-12-01"),
        ("new", "fresh/thaw", "--question", "Will it thaw?"),
    )
    assert not complaints, joined(complaints)
    if thing != "folder":
        assert [one.code for one in ended if one.code not in {2, 3}] == [], ended
    assert kind_of(sandbox.book / "fresh") == before or thing == "folder"


OUTPUTS: tuple[tuple[str, Command], ...] = (
    ("report.html", ("report", "-o", "out/report.html")),
    ("plot.svg", ("plot", "well/one", "--svg", "out/plot.svg")),
    ("due.ics", ("due", "--within", "99999", "--ics", "out/due.ics")),
)


@pytest.mark.alike
@pytest.mark.parametrize("thing", ["absolute-link", "dangling-link", "link-to-folder", "folder", "huge"])
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_an_output_file_is_a_new_one_or_takes_the_place_of_a_file_but_follows_no_link(
    sandbox: Sandbox, thing: str, force: Command
) -> None:
    """With --force a link may be replaced by the file; what it leads to stays as it is."""
    for name, words in OUTPUTS:
        path = sandbox.out / name
        path.symlink_to(sandbox.canary / "below" / ("absent" if thing == "dangling-link" else "config"))
        if "link" not in thing or thing in {"link-to-folder", "link-to-process"}:
            path.unlink()
            THINGS[thing](path, sandbox)
        before = kind_of(path)
        (ended,), complaints = sandbox.attack((*words, *force))
        assert not complaints, joined(complaints)
        if not force:
            assert ended.code in {2, 3}, ended
            assert kind_of(path) == before
