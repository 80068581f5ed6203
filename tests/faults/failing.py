"""Every call of a command that writes fails once, and then the command and what it left are looked at."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from faults.program import run_here
from faults.survive import entries_in, files_below, unreadable
from faults.tap import Tap
from faults.writes import TORN, TYPED, acknowledged, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults.program import Ended
    from faults.tap import Call
    from faults.writes import Writing

# `short` writes half of what it was given; `interrupt` is Ctrl-C at that moment, before the call or after it.
FAULTS = ("EIO", "ENOSPC", "EINTR", "short", "interrupt", "interrupt after")


class Fault:
    """Makes the n-th call fail, in one way."""

    def __init__(self, number: int, kind: str) -> None:
        self.number, self.kind = number, kind
        self.seen: list[Call] = []
        self.hit: Call | None = None

    def before(self, call: Call, data: Any) -> int | None:
        self.seen.append(call)
        if len(self.seen) - 1 != self.number or self.kind == "interrupt after":
            return None
        if self.kind == "short" and (data is None or len(data) < 2):
            return None
        self.hit = call
        if self.kind == "short":
            return len(data) // 2
        if self.kind == "interrupt":
            raise KeyboardInterrupt
        number = getattr(errno, self.kind)
        raise OSError(number, os.strerror(number), call.path)

    def after(self, call: Call) -> None:
        if self.kind == "interrupt after" and len(self.seen) - 1 == self.number and self.hit is None:
            self.hit = call
            raise KeyboardInterrupt


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = dict(os.environ)
    place = os.getcwd()
    os.environ.update(environment(folder))
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(before)


def with_fault(writing: Writing, folder: Path, number: int, kind: str) -> tuple[Fault, list[str]]:
    """Run a command whose n-th call fails; the fault, and what is wrong with how the command took it."""
    writing.make(folder)
    fault = Fault(number, kind)
    with _in(folder):
        before = files_below(folder)
        with Tap(folder, before=fault.before, after=fault.after).open():
            ended = run_here(writing.words)
        wrong = [] if fault.hit is None else list(_wrong(writing, folder, fault.kind, ended, before))
    where = str(fault.hit).replace(str(folder), "")
    return fault, [f"{writing.name}, {kind} at call {number} ({where}): {said}" for said in wrong]


def _wrong(writing: Writing, folder: Path, kind: str, ended: Ended, before: dict[str, bytes]) -> Iterator[str]:
    is_interrupted = "interrupt" in kind
    allowed = {0, 130} if is_interrupted else {0, 3}
    yield from (said for said in ended.complaints if not (is_interrupted and "exit code 130" in said))
    if ended.code not in allowed:
        yield f"ended with {ended.code}: {ended}"
    if ended.code == 3 and not ended.err.strip():
        yield f"says nothing: {ended}"
    after = files_below(folder)
    yield from _wrong_ledger(ended, before, after)
    yield from _wrong_files(writing, ended, before, after)
    if ended.code != 0 and (folder / "opened").exists() and not any(TYPED.encode() in text for text in after.values()):
        yield f"lost what was typed: {ended}"
    yield from _wrong_later(folder, after)


def _wrong_ledger(ended: Ended, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    name = "forecasts/case/ledger.jsonl"
    old, new = before.get(name, b""), after.get(name, b"")
    told = acknowledged(ended.out)
    if ended.code == 0 and not told <= entries_in(new):
        yield f"acknowledged {told}, which is not there"
    if not entries_in(old) <= entries_in(new):
        yield f"lost {entries_in(old) - entries_in(new)}"
    if ended.code == 3 and told - entries_in(old):
        yield f"acknowledged and refused: {ended}"
    if ended.code == 3 and entries_in(new) != entries_in(old):
        yield f"refused, but the entry is there: {ended}"
    if TORN.encode() in old and not any(TORN.encode() in text for text in after.values()):
        yield "lost the torn line"


def _wrong_files(writing: Writing, ended: Ended, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    for name in (*writing.makes, *writing.changes):
        path = name.removeprefix("../") if name.startswith("../") else f"forecasts/{name}"
        found = after.get(path)
        if ended.code == 0 and found in {None, before.get(path)}:
            yield f"{path} is not new, though it was said"
        if found is not None and found != before.get(path) and not _is_whole(found, path):
            yield f"{path} is not whole: {found!r:.80}"
    touched = {f"forecasts/{name}" for name in writing.changes} | {"forecasts/case/ledger.jsonl"}
    for path, text in before.items():
        if path.startswith("forecasts/") and path not in touched and after.get(path) != text:
            yield f"{path} was {text!r:.40}, is {after.get(path)!r:.40}"


def _is_whole(text: bytes, path: str) -> bool:
    if path.endswith(".html"):
        return text.rstrip().endswith(b"</html>")
    return text.endswith(b"\n")


def _wrong_later(folder: Path, after: dict[str, bytes]) -> Iterator[str]:
    """Everything can be read and the next command works."""
    if not (folder / "forecasts").exists():
        return
    ended = [run_here(("check", "--book", "forecasts", "--json"))]
    if (folder / "forecasts" / "case").exists():
        ended.append(run_here(("evidence", "--book", "forecasts", "case/one", "After it")))
        ledger = (folder / "forecasts" / "case" / "ledger.jsonl").read_bytes()
        if not acknowledged(ended[1].out) <= entries_in(ledger):
            yield f"the next write is lost: {ended[1]}"
        if not entries_in(after.get("forecasts/case/ledger.jsonl", b"")) <= entries_in(ledger):
            yield "the next write loses entries"
    yield from unreadable(ended)


def sweep(writing: Writing, place: Path, every_fault: bool, first: int = 0, step: int = 1) -> tuple[int, list[str]]:
    """Fail every call of a command, or each so many-th one, in every way or in one after the other.

    How many failed, and what was wrong.
    """
    number, failed, wrong = first, 0, []
    while True:
        kinds = (
            FAULTS
            if every_fault
            else (FAULTS[number % len(FAULTS)], "ENOSPC")
            if number % len(FAULTS) == 3
            else (FAULTS[number % len(FAULTS)],)
        )
        is_over = True
        for kind in kinds:
            folder = place / "fault"
            folder.mkdir()
            fault, found = with_fault(writing, folder, number, kind)
            is_over = is_over and len(fault.seen) <= number
            failed += fault.hit is not None
            wrong += found
            shutil.rmtree(folder)
        if is_over:
            return failed, wrong
        number += step
