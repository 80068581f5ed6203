"""Several files changed as one: a process killed at any call leaves all of them old, or all of them new."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from outlook.book import Book
from outlook.checks.leftovers import LEFT_OVER
from outlook.errors import Refused
from outlook.files import UNFINISHED, Folder, NotUsable
from outlook.files.together import complete, put_together

if TYPE_CHECKING:
    from pathlib import Path

OLD = {"case.yaml": b"title: Old\n", "one.yaml": b"title: One\n"}
CHANGED = {"case.yaml": b"title: New\n", "one.yaml": b"title: One, changed\n"}
NEW = {"report.txt": b"Rain.\n", "two.yaml": b"title: Two\n"}
EVENTS = {"open", "os.link", "os.rename", "os.remove"}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "book" / "case"
    folder.mkdir(parents=True)
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return folder


def put(folder: Path) -> None:
    with Folder.open(folder) as opened:
        put_together(opened, NEW, {name: (OLD[name], CHANGED[name]) for name in OLD})


def kill_at(call: int, folder: Path) -> bool:
    """Do the step in a process that dies without a word before its n-th call; whether it came so far."""
    child = os.fork()
    if child == 0:
        left = [call]

        def count(event: str, _: object) -> None:
            if event in EVENTS:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        sys.addaudithook(count)
        put(folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def shown(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.mark.in_turn
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_whichever_call_a_process_dies_at_the_next_reader_finds_the_old_or_the_new(tmp_path: Path) -> None:
    seen, call, is_killed = set[str](), 0, True
    while is_killed:
        folder = tmp_path / f"book-{call}" / "case"
        folder.mkdir(parents=True)
        for name, data in OLD.items():
            (folder / name).write_bytes(data)
        is_killed = kill_at(call, folder)
        assert not Book.open(folder.parent).problems
        found = shown(folder)
        assert found in (OLD, {**CHANGED, **NEW}), f"killed at call {call}"
        assert not (folder / UNFINISHED).exists()
        left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        assert all(LEFT_OVER.fullmatch(name) for name in left), left
        seen.add("new" if found != OLD else "old")
        call += 1
    assert seen == {"old", "new"}
    assert call > 20


def test_what_is_no_longer_as_it_was_read_is_left_alone(case: Path) -> None:
    (case / "two.yaml").write_text("title: Somebody else's\n")
    with pytest.raises(Refused, match=r"two.yaml exists already and is left as it is"):
        put(case)
    (case / "two.yaml").unlink()
    (case / "one.yaml").write_text("title: Edited\n")
    with pytest.raises(Refused, match=r"one.yaml was changed by someone else meanwhile: nothing was written"):
        put(case)
    assert shown(case) == {**OLD, "one.yaml": b"title: Edited\n"}
    assert [path.name for path in case.iterdir() if path.name.startswith(".")] == []


def test_a_step_that_somebody_came_between_is_said_and_overwrites_nothing(case: Path) -> None:
    call = 0
    while not (case / UNFINISHED).exists():
        kill_at(call, case)
        call += 1
    (case / "case.yaml").write_text("title: Edited\n")
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    (problem,) = Book.open(case.parent).problems
    assert problem.code == "unfinished"
    assert "a command was ended in the middle, and case.yaml was changed since" in problem.message
    assert problem.hint == f"remove {UNFINISHED}: the files stay as they are"
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


@pytest.mark.parametrize(
    "files",
    [
        [{"name": "../outside", "draft": ".a.00000000", "before": None, "after": "0"}],
        [{"name": "one.yaml", "draft": "../../.ssh/x", "before": None, "after": "0"}],
        [{"name": ".hidden", "draft": ".a.00000000", "before": None, "after": "0"}],
        [{"name": 1, "draft": None, "before": None, "after": "0"}],
        "nothing", [[[]]], None,
    ],
)  # fmt: skip
def test_a_stranger_s_list_leads_nowhere(case: Path, files: object) -> None:
    (case / UNFINISHED).write_text(json.dumps({"files": files}))
    with Folder.open(case) as opened, pytest.raises(NotUsable, match="it is no list of files of this folder"):
        complete(opened)
    assert shown(case) == OLD
