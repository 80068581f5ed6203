"""Where the book is: a link that the person names is followed, one that is only found is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hostile.sandbox import MARK, Sandbox, joined, make_case

if TYPE_CHECKING:
    from pathlib import Path

    from faults.program import Command

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

EVERY: tuple[Command, ...] = (
    (), ("status",), ("status", "--json"), ("check",), ("history",), ("show", "one"), ("evidence", "one", "A report"),
    ("estimate", "one", "55%", "--why", "So"), ("edit", "one"), ("new", "well/fresh", "--question", "Will it thaw?"),
    ("new", "other/fresh", "--question", "Will it thaw?"), ("report", "-o", "out/report.html"),
)  # fmt: skip


@pytest.fixture
def linked(sandbox: Sandbox) -> Path:
    """A folder of somebody else's, in which `forecasts` is a link to a book."""
    folder = sandbox.root / "download" / "notes"
    folder.mkdir(parents=True)
    (folder.parent / "forecasts").symlink_to(sandbox.root / "canary")
    make_case(sandbox.canary / "well", "c", MARK)
    return folder


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_link_that_is_found_upward_is_refused_with_a_way_out(sandbox: Sandbox, linked: Path, words: Command) -> None:
    (ended,), complaints = sandbox.attack(words, folder=linked)
    assert not complaints, joined(complaints)
    assert ended.code in {2, 3}, ended
    assert ended.out == ""
    assert "link" in ended.err, ended
    assert "--book" in ended.err, ended


@pytest.mark.parametrize("by_environment", [False, True], ids=["option", "environment"])
def test_a_link_that_the_person_names_is_followed(sandbox: Sandbox, by_environment: bool) -> None:
    link = sandbox.root / "out" / "mine"
    link.symlink_to(sandbox.book)
    commands: list[Command] = [("evidence", "one", "A report"), ("new", "well/fresh", "--question", "Will it?"), ("status", "--json")]  # fmt: skip
    if by_environment:
        ended = sandbox.run(*commands, OUTLOOK_BOOK=str(link))
    else:
        ended = sandbox.run(*[(words[0], "--book", str(link), *words[1:]) for words in commands])
    assert [one.code for one in ended] == [0, 0, 0], ended
    assert len(json.loads(ended[2].out)["forecasts"]) == 3
    assert b"A report" in (sandbox.book / "well" / "ledger.jsonl").read_bytes()


def test_a_folder_above_the_book_may_be_a_link(sandbox: Sandbox) -> None:
    """Home folders often are; only what the book holds is a stranger's."""
    home = sandbox.root / "home"
    home.symlink_to(sandbox.root)
    ended = sandbox.run(("evidence", "one", "A report"), ("status", "--book", "home/forecasts"), folder=home)
    assert [one.code for one in ended] == [0, 0], ended


def test_a_case_that_an_alias_leads_to_counts_once(sandbox: Sandbox) -> None:
    for alias in ("alias", "zlias"):
        (sandbox.book / alias).symlink_to("well")
    status, history, wrote = sandbox.run(("status", "--json"), ("history", "--json"), ("evidence", "one", "A report"))
    assert status.code in {0, 3}
    assert [one["id"] for one in json.loads(status.out)["forecasts"]] == ["well/one", "well/two"]
    assert len(json.loads(history.out)["entries"]) == 4
    assert wrote.code in {0, 3}, wrote
    assert (sandbox.book / "well" / "ledger.jsonl").read_bytes().count(b"\n") == 5


def test_a_case_with_two_names_for_one_record_counts_it_under_both_or_says_so(sandbox: Sandbox) -> None:
    """A hard link inside a case is two forecasts of one text: odd, but data."""
    (sandbox.book / "well" / "three.yaml").hardlink_to(sandbox.book / "well" / "one.yaml")
    ended, complaints = sandbox.attack(("status", "--json"), ("check",), ("evidence", "well/three", "A report"))
    assert not complaints, joined(complaints)
    assert ended[0].code in {0, 3}


@pytest.mark.parametrize("kind", ["file", "pipe", "loop"])
def test_a_book_that_is_no_folder_is_refused(sandbox: Sandbox, kind: str) -> None:
    import os

    place = sandbox.root / "elsewhere"
    place.mkdir()
    if kind == "file":
        (place / "forecasts").write_text("x")
    elif kind == "pipe":
        os.mkfifo(place / "forecasts")
    else:
        (place / "forecasts").symlink_to("forecasts")
    named = [(words[0], "--book", "forecasts", *words[1:]) for words in EVERY if words]
    ended, complaints = sandbox.attack(*named, folder=place)
    assert not complaints, joined(complaints)
    assert [one for one in ended if one.code not in {2, 3}] == []
