"""Many commands at the same moment, each in a process of its own: what may happen once happens once, and nothing is lost.

OUTLOOK_TEST_RACES=10 makes everything ten times as long.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from faults.program import FORK, Ended, at_once, end, run_here
from thorough import IS_QUICK, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from faults.program import Command

pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.survival,
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

TIMES = int(os.environ.get("OUTLOOK_TEST_RACES", "1"))
RECORD = """\
question: Will the front move by the close?
kind: binary
opens_at: 2024-12-01
closes_at: 2099-12-31
criteria: YES if two wires report it.
fine_print:
{lines}sources: [Reuters, AP]
prior: 0.4
"""
LINES = 20
MANY = 8 if IS_QUICK else 16  # commands at one moment
CROWD = share(64)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with five forecasts, in a book in the current folder."""
    case = tmp_path / "forecasts" / "front"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: The front\n")
    for number in range(5):
        lines = "".join(f"- Line {line:02} as it was.\n" for line in range(LINES))
        (case / f"move-{number}.yaml").write_text(RECORD.format(lines=lines))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return case


def race(commands: Sequence[Command]) -> list[Ended]:
    ended = [one for one in at_once([partial(run_here, words) for words in commands]) if isinstance(one, Ended)]
    assert [complaint for one in ended for complaint in one.complaints] == []
    return ended


def entries(case: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (case / "ledger.jsonl").read_bytes().splitlines()]


def known_at(entry: dict[str, object]) -> datetime:
    """As a moment: as text, `02Z` comes after `02.500Z`."""
    return datetime.fromisoformat(str(entry["known_at"]))


def of_kind(case: Path, kind: str) -> list[dict[str, object]]:
    return [entry for entry in entries(case) if entry["kind"] == kind]


def is_sound(case: Path) -> bool:
    ended = run_here(("check", "--json"))
    problems = json.loads(ended.out)["problems"]
    return all(problem["severity"] == "warning" and "ledger.jsonl" not in problem["path"] for problem in problems)


def codes(ended: Sequence[Ended]) -> list[int | None]:
    return sorted((one.code for one in ended), key=str)


# ── once is once ──


def test_of_many_resolutions_at_once_one_is_taken(case: Path) -> None:
    for turn in range(share(5) * TIMES):
        forecast = f"move-{turn % 5}"
        if turn >= 5:
            (case / "ledger.jsonl").unlink(missing_ok=True)
        ended = race(
            [("resolve", forecast, ("yes", "no")[number % 2], "--sure", "--why", f"{number}") for number in range(MANY)]
        )
        assert codes(ended) == [0] + [2] * (MANY - 1), ended
        [taken] = [entry for entry in of_kind(case, "resolution") if entry["forecast"] == forecast]
        [acknowledged] = [one.out.split()[0] for one in ended if one.code == 0]
        assert taken["id"] == acknowledged
        assert all("resolved" in one.err for one in ended if one.code == 2)
    assert is_sound(case)


def test_of_many_retractions_of_one_entry_at_once_one_is_taken(case: Path) -> None:
    for number in range(share(3) * TIMES):
        entry = run_here(("evidence", "move-0", f"Report {number}")).out.split()[0]
        ended = race([("retract", entry, "--why", f"{number}") for number in range(MANY)])
        assert codes(ended) == [0] + [2] * (MANY - 1), ended
        assert len([one for one in of_kind(case, "retraction") if one["entry"] == entry]) == 1
    assert is_sound(case)


def test_no_estimate_comes_after_the_resolution_that_it_races(case: Path) -> None:
    for turn in range(share(5) * TIMES):
        forecast = f"move-{turn % 5}"
        if turn and not turn % 5:
            (case / "ledger.jsonl").unlink()
        guesses: list[Command] = [("estimate", forecast, f"{number}%", "--why", "So") for number in range(20, 32)]
        ended = race([*guesses[:6], ("resolve", forecast, "yes"), *guesses[6:]])
        assert ended[6].code == 0, ended[6]
        assert {one.code for one in ended} <= {0, 2}, ended
        [resolved] = [entry for entry in of_kind(case, "resolution") if entry["forecast"] == forecast]
        stated = [entry for entry in of_kind(case, "estimate") if entry["forecast"] == forecast]
        assert [one for one in stated if known_at(one) > known_at(resolved)] == []
        acknowledged = {one.out.split()[0] for one in ended if one.code == 0 and one.words[0] == "estimate"}
        assert {str(entry["id"]) for entry in stated} == acknowledged
    assert is_sound(case)


def test_a_retraction_is_itself_retracted_once(case: Path) -> None:
    """An entry that is brought back twice would be back only once."""
    entry = run_here(("evidence", "move-0", "A report")).out.split()[0]
    taken_back = run_here(("retract", entry, "--why", "x")).out.split()[0]
    ended = race([("retract", taken_back, "--why", f"{number}") for number in range(8)])
    assert codes(ended) == [0] + [2] * 7, ended


@pytest.mark.parametrize("where", ["front/fresh", "other/fresh"], ids=["case", "new-case"])
def test_of_many_new_forecasts_of_one_name_one_is_written_whole(case: Path, where: str) -> None:
    for turn in range(share(3) * TIMES):
        name = f"{where}-{turn}" if where.startswith("front") else f"other-{turn}/fresh"
        tail = "x" * 20_000
        ended = race(
            [
                ("new", name, "--question", f"Will it, {number}?", "--criteria", f"{number} {tail} {number}")
                for number in range(MANY)
            ]
        )
        assert codes(ended) == [0] + [2] * (MANY - 1), ended
        [number] = [number for number, one in enumerate(ended) if one.code == 0]
        text = (case.parent / f"{name}.yaml").read_text()
        assert f"Will it, {number}?" in text
        assert re.search(rf"{number} {tail} {number}\b", text.replace("\n  ", " ")), "whole"
        assert sorted(case.parent.glob("**/.*fresh*")) == [], "nothing is left beside it"
    assert is_sound(case)


def test_many_new_forecasts_that_make_the_same_book_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for turn in range(TIMES):
        place = tmp_path / f"place-{turn}"
        place.mkdir()
        monkeypatch.chdir(place)
        ended = race(
            [("new", f"case-{number % 3}/q-{number}", "--question", f"Will it, {number}?") for number in range(MANY)]
        )
        assert codes(ended) == [0] * MANY, ended
        listed = json.loads(run_here(("status", "--json")).out)["forecasts"]
        assert len(listed) == MANY
        assert (place / "forecasts" / ".gitattributes").read_text() == "* -text\nledger.jsonl merge=union\n"


# ── edits ──


def editor(place: Path, waits_for: int) -> None:
    """An editor that changes the line $LINE, once so many are open."""
    program = place / "editor.sh"
    program.write_text(
        f"""#!/bin/sh
touch {place}/open-$LINE
n=0
set -- "$1" {place}/open-*
while [ $# -le {waits_for} ] && [ $n -lt 100 ]; do sleep 0.02; n=$((n+1)); set -- "$1" {place}/open-*; done
sed -i "s/Line $LINE as it was/Line $LINE changed/" "$1"
"""
    )
    program.chmod(0o755)
    os.environ["VISUAL"] = str(program)


def edit(line: str, forecast: str) -> Ended:
    os.environ["LINE"] = line
    return run_here(("edit", forecast))


@pytest.mark.alike
@pytest.mark.parametrize("records", [1, 5])
@pytest.mark.parametrize("together", [True, False], ids=["all-open", "as-it-comes"])
def test_of_twenty_edits_at_once_none_is_lost(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: int, together: bool
) -> None:
    """Each is in the record, or was refused and is kept in the person's own folder."""
    monkeypatch.setenv("VISUAL", "")
    editor(tmp_path, LINES if together else 0)
    work: list[Callable[[], object]] = [partial(edit, f"{line:02}", f"move-{line % records}") for line in range(LINES)]
    ended = [one for one in at_once(work) if isinstance(one, Ended)]
    assert [complaint for one in ended for complaint in one.complaints] == []
    for line, one in enumerate(ended):
        changed = f"Line {line:02} changed"
        in_place = changed in (case / f"move-{line % records}.yaml").read_text()
        kept = [
            path
            for path in (tmp_path / "state" / "outlook").rglob("*")
            if path.is_file() and changed in path.read_text()
        ]
        assert one.code in {0, 2, 3}, one
        assert in_place == (one.code == 0), one
        if one.code != 0:
            assert any(str(path) in one.err.replace("\n", "") or path.name in one.err for path in kept), (one, kept)
    for number in range(records):
        text = (case / f"move-{number}.yaml").read_text()
        assert text.count("\n") == RECORD.count("\n") - 0 + LINES - 0, "whole"
    assert len([one for one in ended if one.code == 0]) >= records
    assert is_sound(case)


# ── many writers ──


def write_many(writer: int, number: int, long: int = 200_000) -> list[Ended]:
    """Reports, short ones and long ones in turn."""
    return [
        run_here(("evidence", f"move-{writer % 5}", f"{writer} {turn} " + "r" * (long if (writer + turn) % 2 else 60)))
        for turn in range(number)
    ]


def janitor(folder: Path) -> None:
    """Deletes whatever looks like a lock, for ever."""
    while True:
        for path in folder.rglob("*lock*"):
            with suppress(FileNotFoundError):
                path.unlink()
        os.sched_yield()


@pytest.fixture
def tidied(case: Path) -> Iterator[None]:
    process = FORK.Process(target=janitor, args=(case.parent,))
    process.start()
    yield
    process.kill()
    process.join()


def written(case: Path, ended: Sequence[Ended]) -> None:
    """Everything that was acknowledged is in the ledger as one line, and nothing else is."""
    assert [one for one in ended if one.code != 0] == []
    acknowledged = sorted(one.out.split()[0] for one in ended)
    assert sorted(str(entry["id"]) for entry in entries(case)) == acknowledged
    assert list(case.glob("*torn*")) == [], "nothing was taken for torn"
    assert is_sound(case)


def test_deleting_locks_under_eight_writers_loses_nothing(case: Path, tidied: None) -> None:
    ended = at_once([partial(write_many, writer, share(6) * TIMES) for writer in range(8)])
    written(case, [one for many in ended if isinstance(many, list) for one in many])


def read_until(done: Path) -> list[Ended]:
    found = []
    for turn in count():
        found.append(run_here((("check", "--json"), ("status", "--json"), ("history", "--json"))[turn % 3]))
        if done.exists():
            return found
    return []


def write_and_say(writer: int, done: Path) -> list[Ended]:
    ended = write_many(writer, 1 + TIMES // 2, long=20_000)  # five pages of memory: no one write of the system's
    with done.with_name("finished").open("a") as file:
        file.write(".")
    if done.with_name("finished").stat().st_size == CROWD:
        done.touch()
    return ended


def test_a_crowd_of_writers_with_readers_beside_them(case: Path, tmp_path: Path) -> None:
    """A reader never takes a line that is being written for a torn one, and sees ever more entries."""
    run_here(("evidence", "move-0", "The first"))
    first = len(entries(case))
    done = tmp_path / "done"
    work: list[Callable[[], object]] = [partial(write_and_say, writer, done) for writer in range(CROWD)]
    answers = at_once([*work, *[partial(read_until, done) for _ in range(3)]])
    ended = [one for many in answers[:CROWD] if isinstance(many, list) for one in many]
    assert [one for one in ended if one.code != 0] == []
    assert len(entries(case)) == first + len(ended)
    for read in answers[CROWD:]:
        assert isinstance(read, list)
        assert [one for one in read if one.code != 0] == []
        assert [one for one in read if "torn" in one.err + one.out] == []
        lengths = [len(json.loads(one.out)["entries"]) for one in read if one.words[0] == "history"]
        assert lengths == sorted(lengths)
    assert list(case.glob("*torn*")) == []
    assert is_sound(case)


def test_a_writer_that_is_killed_frees_the_lock(case: Path) -> None:
    """Also one that is stopped while it holds it: the next one waits, then gives up with a sentence."""
    process = FORK.Process(target=write_many, args=(0, 10_000))
    process.start()
    while not (case / "ledger.jsonl").exists() or len((case / "ledger.jsonl").read_bytes()) < 300_000:
        os.sched_yield()
    end(process.pid)
    process.join()
    ended = run_here(("evidence", "move-0", "After it"))
    assert ended.code == 0, ended
    assert ended.out.split()[0] in {entry["id"] for entry in entries(case)}
