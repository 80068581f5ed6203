"""A folder with a book in it, and around the book everything that a stranger's book must neither read nor touch."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import stat
import struct
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from faults.program import Ended, run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from faults.program import Command

MARK = "canary7f3a"  # stands in every text outside the book; nothing may ever print it

PAGE = "<p>The front may move if the river freezes.</p>\n"
TEXT = "The front may move if the river freezes.\n"
CASE = """\
title: {title}
documents:
  - id: report
    file: report.txt
    sha256: {report}
    statements: [{{id: moves, quote: The front may move if the river freezes., hedge: may, classes: [outlook]}}]
  - id: page
    file: page.html
    text: page.txt
    sha256: {page}
    statements: [{{id: moves-too, quote: The front may move if the river freezes.}}]
indicators: [{{id: sign, text: Ice on the river}}]
"""
RECORD = """\
title: {title}
question: Will the front move by the close?
kind: binary
opens_at: 2024-12-01
closes_at: 2099-12-31
criteria: YES if two wires report it.
sources: [Reuters, AP]
prior: 0.4
statements: [moves]
indicators: [{{id: sign, likelihood: {{yes: 0.6, no: 0.1}}}}]
"""
STAMP = {"recorded_at": "2024-12-02T12:00:00Z", "by": "alice"}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def entries(letter: str, title: str) -> list[dict[str, object]]:
    """A report, an estimate, and the resolution of the second forecast; ids begin with the letter."""
    early, late = "2024-12-02T12:00:00Z", "2024-12-02T12:00:00Z"
    return [
        {"id": f"{letter}aaaaaaa", "kind": "evidence", "known_at": early, **STAMP, "summary": f"Ice, {title}",
         "forecasts": ["one"], "indicators": {"sign": "full"}},
        {"id": f"{letter}bbbbbbb", "kind": "estimate", "known_at": early, **STAMP, "forecast": "one", "stated": 0.3, "why": title},
        {"id": f"{letter}ccccccc", "kind": "estimate", "known_at": early, **STAMP, "forecast": "two", "stated": 0.2, "why": title},
        {"id": f"{letter}ddddddd", "kind": "resolution", "known_at": late, **STAMP, "forecast": "two", "outcome": "no", "why": title},
    ]  # fmt: skip


def lines(letter: str, title: str) -> str:
    return "".join(json.dumps(entry, separators=(",", ":")) + "\n" for entry in entries(letter, title))


def make_case(folder: Path, letter: str, title: str) -> None:
    """A case with two documents, two forecasts and four entries, all of it valid."""
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(TEXT)
    (folder / "page.html").write_text(PAGE)
    (folder / "page.txt").write_text(TEXT)
    (folder / "case.yaml").write_text(CASE.format(title=title, report=digest(TEXT), page=digest(PAGE)))
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(RECORD.format(title=f"{title} {name}"))
    (folder / "ledger.jsonl").write_text(lines(letter, title))


class Sandbox:
    """The book `forecasts` with the healthy case `well`, the canary beside it, and the person's own folders."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.book = root / "forecasts"
        self.canary = root / "canary"
        self.out = root / "out"
        self.state = root / "state"
        make_case(self.book / "well", "w", "Healthy")
        (self.book / ".gitattributes").write_text("ledger.jsonl merge=union\n")
        make_case(self.canary, "c", MARK)
        (self.canary / "below").mkdir()
        (self.canary / "below" / "config").write_text(f"[core]\n\tname = {MARK}\n")
        (self.canary / "report.txt").write_text(f"{MARK} may move if the river freezes.\n")
        (self.canary / "below" / "config").chmod(0o600)
        self.out.mkdir()
        self.editor('echo "# mine" >> "$1"')

    def editor(self, script: str) -> None:
        """Make this the person's editor, which finds the draft in "$1"."""
        program = self.root / "editor.sh"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "VISUAL": str(self.root / "editor.sh"),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CACHE_HOME": str(self.root / "cache"),
        }

    def run(
        self, *commands: Command, folder: Path | None = None, stdin: bytes = b"", **environment: str
    ) -> list[Ended]:
        """Run command lines in a child, in the folder that holds the book."""
        return run_all(commands, folder or self.root, {**self.environment, **environment}, stdin)

    def attack(
        self, *commands: Command, folder: Path | None = None, **environment: str
    ) -> tuple[list[Ended], list[str]]:
        """Run command lines; also what is wrong with how they ended, and with what they did outside the book."""
        before = self.outside()
        with watched(self.canary) as seen:
            ended = run_all(commands, folder or self.root, {**self.environment, **environment})
        complaints = [complaint for one in ended for complaint in one.complaints]
        complaints += [f"prints what is outside: {one}" for one in ended if MARK in one.out + one.err]
        complaints += [f"opened outside: {name}" for name in sorted(set(seen))]
        complaints += differences(before, self.outside())
        return ended, complaints

    def outside(self) -> dict[bytes, tuple[object, ...]]:
        """Everything beside the book, the output folder and the person's own state and cache: names, bytes, modes, times."""
        ours = {os.fsencode(path) for path in (self.book, self.out, self.state, self.root / "cache")}
        return dict(_facts(os.fsencode(self.root), ours))


def _facts(folder: bytes, without: set[bytes]) -> Iterator[tuple[bytes, tuple[object, ...]]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.path in without:
            continue
        about = entry.stat(follow_symlinks=False)
        content: object = None
        if stat.S_ISREG(about.st_mode):
            content = Path(os.fsdecode(entry.path)).read_bytes()
        elif stat.S_ISLNK(about.st_mode):
            content = Path(os.fsdecode(entry.path)).readlink()
        yield entry.path, (about.st_mode, about.st_mtime_ns, about.st_nlink, about.st_ino, content)
        if stat.S_ISDIR(about.st_mode):
            yield from _facts(entry.path, without)


def differences(before: dict[bytes, tuple[object, ...]], after: dict[bytes, tuple[object, ...]]) -> list[str]:
    return [
        f"changed outside: {name!r}: {before.get(name)} → {after.get(name)}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


# ── who opens what: inotify, where there is one ──

OPENED = 0x1 | 0x2 | 0x20 | 0x100  # IN_ACCESS, IN_MODIFY, IN_OPEN, IN_CREATE
EVENT = struct.Struct("iIII")


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """The names in a folder that are opened, read or written meanwhile, filled in at the end; empty where no kernel tells."""
    seen: list[str] = []
    if not sys.platform.startswith("linux"):
        yield seen
        return
    system = ctypes.CDLL(None, use_errno=True)
    watch = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    places = {
        system.inotify_add_watch(watch, os.fsencode(path), OPENED): path
        for path in [folder, *folder.rglob("*")]
        if not path.is_symlink()
    }
    try:
        yield seen
        seen.extend(_opened(watch, places))
    finally:
        os.close(watch)


def _opened(watch: int, places: dict[int, Path]) -> Iterable[str]:
    try:
        told = os.read(watch, 1_000_000)
    except BlockingIOError:
        return
    at = 0
    while at < len(told):
        place, _, _, length = EVENT.unpack_from(told, at)
        name = told[at + EVENT.size : at + EVENT.size + length].rstrip(b"\0")
        yield str(places[place] / os.fsdecode(name)) if place in places else "more than the kernel keeps"
        at += EVENT.size + length


def joined(complaints: Sequence[str]) -> str:
    return "\n" + "\n".join(complaints)
