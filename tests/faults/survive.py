"""What must hold after a crash, asked of the real program on what the crash left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from faults.disk import crashes, record, restore
from faults.program import run_all
from faults.writes import acknowledged, environment, ids_in

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from faults.disk import Crash, Recording
    from faults.program import Command, Ended
    from faults.writes import Writing


def after_every_crash(
    writing: Writing, place: Path, at_most: int, chance: random.Random, rounds: int = 0
) -> tuple[int, list[str]]:
    """How many crashes of a command there can be, and what went wrong after which.

    Looks at as many of them at most, spread evenly; with rounds also at disks that lost this and that by chance.
    """
    (place / "recorded").mkdir()
    recording = record(writing, place / "recorded")
    assert recording.ended is not None
    if recording.ended.code != 0:
        return 0, [f"did not even work: {recording.ended}"]
    found = list(crashes(recording, chance, rounds))
    left = [found[number * len(found) // at_most] for number in range(at_most)] if len(found) > at_most else found
    wrong = [f"passed the recorder by: {said}" for said in recording.bypassed]
    for crash in left:
        wrong += [f"{crash.how}: {complaint}" for complaint in _files_are_old_or_new(writing, recording, crash)]
    return len(found), wrong + _read_again(recording, left, place)


def _read_again(recording: Recording, left: list[Crash], place: Path) -> list[str]:
    """Ask the program, in one process for all the crashes, each in a book of its own."""
    commands: list[Command] = []
    for number, crash in enumerate(left):
        folder = place / f"crash-{number}"
        folder.mkdir()
        restore(crash, folder)
        commands += _asked(folder)
    answers = iter(run_all(commands, place, environment(place)))
    wrong = []
    for number, crash in enumerate(left):
        ended = [next(answers) for _ in _asked(place / f"crash-{number}")]
        wrong += [f"{crash.how}: {complaint}" for complaint in _complaints(recording, crash, ended)]
    return wrong


def _asked(folder: Path) -> list[Command]:
    if not (folder / "forecasts").exists():
        return []
    book = ("--book", str(folder / "forecasts"))
    read: list[Command] = [("check", *book, "--json"), ("history", *book, "--json")]
    if not (folder / "forecasts" / "case").exists():
        return read
    return [*read, ("evidence", *book, "case/one", "After the crash"), ("history", *book, "--json")]


def _complaints(recording: Recording, crash: Crash, ended: list[Ended]) -> list[str]:
    ledger = _files(recording).get("forecasts/case/ledger.jsonl", b"")
    must_be = entries_in(ledger) | acknowledged(crash.printed)
    wrong = unreadable(ended)
    for one in (one for one in ended if one.words[0] == "history" and one.code == 0):
        if not must_be <= ids_in(one.out):
            wrong.append(f"lost {must_be - ids_in(one.out)}, though {crash.printed!r} was printed")
    if len(ended) > 2 and not acknowledged(ended[2].out) <= ids_in(ended[3].out or '{"entries":[]}'):
        wrong.append(f"the next write does not work: {ended[2]}")
    return wrong


def unreadable(ended: list[Ended]) -> list[str]:
    """Which of these commands, that only read or add, did not end well, and the errors that `check` found."""
    wrong = [complaint for one in ended for complaint in one.complaints]
    for one in ended:
        if one.code != 0:
            wrong.append(f"{one}")
        elif one.words[0] == "check":
            problems = json.loads(one.out)["problems"]
            wrong += [f"{problem}" for problem in problems if problem["severity"] == "error"]
    return wrong


def _files_are_old_or_new(writing: Writing, recording: Recording, crash: Crash) -> list[str]:
    """A file that is made or changed is whole, old or new; once the command has said so, new."""
    old, new = _files(recording), _files(recording, -1)
    wrong = []
    is_said = bool(crash.printed)
    for name in (*writing.makes, *writing.changes):
        path = name.removeprefix("../") if name.startswith("../") else f"forecasts/{name}"
        found = crash.files.get(path)
        if is_said and found != new[path]:
            wrong.append(f"{path} is {found!r:.60}, though {crash.printed!r:.60} was printed")
        if found not in {old.get(path), new[path]}:
            wrong.append(f"{path} is neither what it was nor what it becomes: {found!r:.60}")
    changes = {f"forecasts/{name}" for name in writing.changes} | {"forecasts/case/ledger.jsonl"}
    for path, content in old.items():
        if path.startswith("forecasts/") and path not in changes and crash.files.get(path) != content:
            wrong.append(f"{path} was {content!r:.40}, is {crash.files.get(path)!r:.40}")
    return wrong


def _files(recording: Recording, at: int = 0) -> dict[str, bytes]:
    tree, found = recording.steps[at].tree, {}

    def add(key: tuple[int, int], path: str) -> None:
        for name, below in (tree[key].names or {}).items():
            if tree[below].names is None:
                found[f"{path}{name}"] = tree[below].content
            else:
                add(below, f"{path}{name}/")

    add(recording.root, "")
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entries_in(ledger: bytes) -> set[str]:
    """The ids on the whole lines of a ledger."""
    found = set()
    for line in ledger.splitlines():
        try:
            found.add(str(json.loads(line)["id"]))
        except ValueError:
            continue
    return found
