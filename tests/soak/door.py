"""How a command is let in: with a clock of ours, file times as coarse as some disks keep them, and somebody who meddles.

`python door.py WORDS` is the program with what `SOAK_NOW`, `SOAK_IDS` and `SOAK_TICK` say, in an interpreter of its own.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .programs import Call

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
TICK = 2  # seconds; FAT keeps the times of files no finer
# What is done with files: the calls before which somebody may step in.
CALLS = ("open", "stat", "lstat", "fstat", "read", "write", "replace", "rename", "scandir", "listdir", "fsync")


class Meddling(NamedTuple):
    """What happens before the n-th call of a command."""

    number: int
    what: Callable[[], object]

    def __str__(self) -> str:
        name = self.what.args[0].__name__ if isinstance(self.what, partial) and self.what.args else "something"
        return f"{name} before call {self.number}"


class NoSuchFolder(Exception):
    """The folder to run a command in is gone: no program can be started there."""


@contextmanager
def entered(call: Call) -> Iterator[None]:
    """In the call's folder, with its variables, its clock and its user."""
    here, before = os.open(".", os.O_RDONLY), dict(os.environ)
    with ExitStack() as stack:
        stack.callback(os.close, here)
        stack.callback(os.fchdir, here)
        try:
            os.chdir(call.folder)
        except FileNotFoundError as error:
            raise NoSuchFolder from error
        stack.callback(_environment, before)
        os.environ.update(call.variables)
        stack.enter_context(clock_at(call.now))
        stack.enter_context(ids_from(call.seed))
        if call.tick:
            stack.enter_context(coarse_times(call.tick))
        if call.meddling is not None:
            stack.enter_context(meddled(call.meddling))
        if call.user is not None and os.geteuid() == 0:
            stack.callback(os.seteuid, 0)
            os.seteuid(call.user)
        yield


def _environment(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


@contextmanager
def clock_at(now: datetime) -> Iterator[None]:
    """The time that commands see."""
    from outlook.cli import session

    def stopped() -> datetime:
        return now

    with mock.patch.object(session, "now", stopped):
        yield


@contextmanager
def ids_from(seed: str) -> Iterator[None]:
    """New entries get the ids of a seed: where two happen at one moment, the id decides which comes first."""
    from outlook.book import enter

    rng = Random(seed)  # noqa: S311 - the same seed makes the same ids

    def new_id() -> str:
        return "".join(rng.choices(LETTERS, k=13))

    with mock.patch.object(enter, "new_id", new_id):
        yield


@contextmanager
def coarse_times(tick: int) -> Iterator[None]:
    """Every time of a file is that of the tick before it."""
    with ExitStack() as stack:
        for name in ("stat", "lstat", "fstat"):
            stack.enter_context(mock.patch.object(os, name, _coarsely(tick, getattr(os, name))))
        yield


def _coarsely(tick: int, look: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def looked(*arguments: Any, **named: Any) -> os.stat_result:
        found = look(*arguments, **named)
        times = [int(at) // tick * tick for at in found[7:10]]
        names = ("st_atime", "st_mtime", "st_ctime")
        fine: dict[str, float] = {name: float(at) for name, at in zip(names, times, strict=True)}
        fine |= {f"{name}_ns": at * 1_000_000_000 for name, at in zip(names, times, strict=True)}
        others = {name: getattr(found, name) for name in ("st_blksize", "st_blocks", "st_rdev") if hasattr(found, name)}
        return os.stat_result((*found[:7], *times), {**others, **fine})

    return looked


@contextmanager
def meddled(meddling: Meddling) -> Iterator[None]:
    """Something happens before the n-th call that deals with a file, once."""
    done = _Count(meddling)
    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(mock.patch.object(os, name, done.counted(getattr(os, name))))
        yield


class _Count:
    def __init__(self, meddling: Meddling) -> None:
        self._left, self._what, self._is_inside = meddling.number, meddling.what, False

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if not self._is_inside:
                self._left -= 1
                self._step_in()
            return function(*arguments, **named)

        return call

    def _step_in(self) -> None:
        if self._left == 0:
            self._is_inside = True
            self._what()
            self._is_inside = False


def as_variables(call: Call) -> dict[str, str]:
    """What a program in an interpreter of its own is to know."""
    return {"SOAK_NOW": call.now.isoformat(), "SOAK_IDS": call.seed, "SOAK_TICK": str(call.tick)}


def main() -> None:
    """The program, as its script opens it, at the time that is given."""
    from outlook.__main__ import main as program

    with ExitStack() as stack:
        if now := os.environ.get("SOAK_NOW"):
            stack.enter_context(clock_at(datetime.fromisoformat(now)))
        if seed := os.environ.get("SOAK_IDS"):
            stack.enter_context(ids_from(seed))
        if tick := int(os.environ.get("SOAK_TICK") or 0):
            stack.enter_context(coarse_times(tick))
        sys.argv[0] = "outlook"
        program()


if __name__ == "__main__":
    main()
