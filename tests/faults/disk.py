"""A disk that forgets: what may be on it after a crash, at every moment of a command.

What counts as kept is only what POSIX promises: a file's bytes once the file was synced, a folder's names once the
folder was synced. Everything since then may be there, be gone, or be there in part: names without bytes, bytes
without names, blocks of zeros where bytes were due, half of a write.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from faults.program import FORK, Ended, run_here
from faults.tap import Tap
from faults.writes import environment

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from faults.tap import Call
    from faults.writes import Writing

Key = tuple[int, int]  # a file or folder: its inode, and how often that number had been given out before
WITHOUT = {"cache", "state"}  # beside the book; an editor's own writes are no calls of ours


class Node(NamedTuple):
    """A file with its bytes, or a folder with its names."""

    content: bytes
    names: dict[str, Key] | None
    mode: int


Tree = dict[Key, Node]


class Step(NamedTuple):
    """One call, what the disk would hold after it if it kept everything, and what the command had printed by then."""

    call: str
    synced: Key | None
    tree: Tree
    printed: str


@dataclass
class Recording:
    """All steps of one run; the first is the state before it."""

    root: Key = (0, 0)
    steps: list[Step] = field(default_factory=list)
    bypassed: list[str] = field(default_factory=list)
    ended: Ended | None = None


def record(writing: Writing, folder: Path) -> Recording:
    """Run a command that writes in an empty folder, in a process of its own, and record what it does there."""
    writing.make(folder)
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=lambda: theirs.send(_Recorder(folder).run(writing)))
    child.start()
    theirs.close()
    recording = ours.recv()
    child.join()
    assert isinstance(recording, Recording)
    return recording


class _Recorder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._recording = Recording()
        self._seen: dict[int, Key] = {}
        self._printed = ""

    def run(self, writing: Writing) -> Recording:
        os.environ.update(environment(self._folder))
        os.chdir(self._folder)
        self._add("before", None)
        tap = Tap(self._folder, after=self._saw)
        tap.audit()
        with tap.open():
            self._recording.ended = run_here(writing.words, said=self._said)
        self._recording.bypassed = [said for said in tap.bypassed if not any(f"/{name}" in said for name in WITHOUT)]
        return self._recording

    def _saw(self, call: Call) -> None:
        if not call.writes:
            return
        synced = None
        if call.name in {"fsync", "fdatasync"}:
            synced = self._seen.get(os.stat(call.path).st_ino)
        self._add(str(call).replace(str(self._folder), ""), synced)

    def _said(self, text: str) -> None:
        self._printed += text
        self._add("print", None)

    def _add(self, call: str, synced: Key | None) -> None:
        tree: Tree = {}
        self._recording.root = self._look(str(self._folder), tree)
        self._seen = {key[0]: key for key in tree}
        self._recording.steps.append(Step(call, synced, tree, self._printed))

    def _look(self, path: str, tree: Tree) -> Key:
        about = os.lstat(path)
        key = self._seen.get(about.st_ino) or (about.st_ino, len(self._recording.steps))
        if stat.S_ISDIR(about.st_mode):
            at_top = path == str(self._folder)
            names = {
                name: self._look(f"{path}/{name}", tree)
                for name in sorted(os.listdir(path))
                if not (at_top and name in WITHOUT)
            }
            tree[key] = Node(b"", names, about.st_mode)
        else:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            tree[key] = Node(os.read(descriptor, 10_000_000), None, about.st_mode)
            os.close(descriptor)
        return key


# ── what may be left ──


class Crash(NamedTuple):
    """What the disk may hold after a crash, what had been printed by then, and when and how it came about."""

    files: dict[str, bytes | None]  # path → bytes, or None for a folder
    modes: dict[str, int]
    printed: str
    how: str


class _Kept(NamedTuple):
    """At some step: the last synced bytes of each file, how many of them were never cut off since, and the step at
    which each folder was last synced."""

    content: dict[Key, bytes]
    safe: dict[Key, int]
    names: dict[Key, int]


def crashes(recording: Recording, chance: random.Random | None = None, rounds: int = 0) -> Iterator[Crash]:
    """Every different disk that a crash may leave; of those that are alike the last, of which most is asked.

    With a source of chance, also so many rounds in which each folder and each file is kept or lost by itself.
    """
    found: dict[tuple[tuple[str, bytes | None], ...], Crash] = {}
    for number in range(len(recording.steps)):
        for crash in _at(recording, number, chance, rounds):
            found[tuple(sorted(crash.files.items()))] = crash
    yield from found.values()


def _at(recording: Recording, number: int, chance: random.Random | None, rounds: int) -> Iterator[Crash]:
    kept = _kept(recording, number)
    first = min(kept.names.values())
    for content in ("all", "synced", "zeros", "first byte", "half", "all but a byte"):
        for until in range(first, number + 1):
            pick = {key: max(at, until) for key, at in kept.names.items()}
            yield _disk(
                recording,
                number,
                pick,
                kept,
                lambda _key, content=content: content,
                f"names until step {until}, {content} of the bytes",
            )
    for _ in range(rounds if chance else 0):
        assert chance is not None
        pick = {key: chance.randint(at, number) for key, at in kept.names.items()}
        how = {key: chance.choice(("all", "synced", "zeros", "half")) for key in recording.steps[number].tree}
        yield _disk(
            recording, number, pick, kept, lambda key, how=how: how.get(key, "synced"), "names and bytes by chance"
        )


def _kept(recording: Recording, number: int) -> _Kept:
    content = {key: node.content for key, node in recording.steps[0].tree.items()}
    safe = {key: len(synced) for key, synced in content.items()}
    names: dict[Key, int] = {}
    for at, step in enumerate(recording.steps[: number + 1]):
        for key, node in step.tree.items():
            content.setdefault(key, b"")
            safe[key] = min(safe.get(key, 0), len(node.content))
            names.setdefault(key, 0 if at == 0 else -1)
        if step.synced is not None:
            content[step.synced] = step.tree[step.synced].content
            safe[step.synced] = len(content[step.synced])
            names[step.synced] = at
    return _Kept(content, safe, {key: at for key, at in names.items() if key in _folders(recording)})


def _folders(recording: Recording) -> set[Key]:
    return {key for step in recording.steps for key, node in step.tree.items() if node.names is not None}


def _disk(recording: Recording, number: int, pick: dict[Key, int], kept: _Kept, how: Any, words: str) -> Crash:
    files: dict[str, bytes | None] = {}
    modes: dict[str, int] = {}
    last = _last(recording, number)

    def add(folder: Key, path: str) -> None:
        at = pick.get(folder, -1)
        node = recording.steps[at].tree.get(folder) if at >= 0 else None
        for name, key in (node.names or {} if node else {}).items():
            below = f"{path}{name}"
            modes[below] = last[key].mode
            if last[key].names is not None:
                files[below] = None
                add(key, f"{below}/")
            else:
                files[below] = _bytes(last[key].content, kept.content.get(key, b""), kept.safe.get(key, 0), how(key))

    add(recording.root, "")
    step = recording.steps[number]
    return Crash(files, modes, step.printed, f"after step {number} ({step.call}), {words}")


def _last(recording: Recording, number: int) -> Tree:
    """Every file and folder as it was when it was last seen."""
    last: Tree = {}
    for step in recording.steps[: number + 1]:
        last.update(step.tree)
    return last


def _bytes(now: bytes, synced: bytes, safe: int, how: str) -> bytes:
    """Of what was written since the last sync; the bytes before it, which nothing cut off, are as they were."""
    if how == "synced" or now == synced:
        return synced
    if how == "zeros":
        return now[:safe] + bytes(len(now) - safe)
    length = {"all": len(now), "first byte": safe + 1, "half": (len(now) + safe) // 2, "all but a byte": len(now) - 1}[
        how
    ]
    return now[: max(safe, length)]


def restore(crash: Crash, folder: Path) -> None:
    """Lay the files of a crash out in an empty folder."""
    for name, content in crash.files.items():
        path = folder / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
        path.chmod(stat.S_IMODE(crash.modes[name]))
