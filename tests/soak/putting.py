"""Ways in which a file comes to hold other bytes, as editors, scripts, copies and merges do it."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from .world import remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

DAY = 86_400 * 10**9


def _in_place(path: Path, content: bytes) -> None:
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def _cut_and_written(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _renamed(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_bytes(content)
    beside.replace(path)


def _made_anew(path: Path, content: bytes) -> None:
    remove(path)
    path.write_bytes(content)


WAYS: tuple[Callable[[Path, bytes], None], ...] = (_in_place, _in_place, _cut_and_written, _renamed, _made_anew)
TIMES = ("now", "now", "restored", "restored", "restored", "older", "newer")


def put(path: Path, content: bytes, rng: Random, times: str | None = None) -> str:
    """Give a file that is there other bytes in some way, and perhaps its old times; what was done, in words."""
    way, how = rng.choice(WAYS), times or rng.choice(TIMES)
    before = path.stat()
    way(path, content)
    set_times(path, before, how)
    size = "same size" if len(content) == before.st_size else f"{before.st_size} → {len(content)} bytes"
    return f"{path.parent.name}/{path.name} {way.__name__.strip('_').replace('_', ' ')}, {size}, times {how}"


def set_times(path: Path, before: os.stat_result, how: str) -> None:
    """Leave the times of a file, restore what they were, or set them a day back or ahead of that."""
    away = {"restored": 0, "older": -DAY, "newer": DAY}.get(how)
    if away is not None:
        with suppress(FileNotFoundError):
            os.utime(path, ns=(before.st_atime_ns + away, before.st_mtime_ns + away))


def other_digit(content: bytes, rng: Random) -> bytes:
    """The same bytes but for one digit, or one letter where there is none."""
    places = [found.start() for found in re.finditer(rb"\d", content)] or [
        found.start() for found in re.finditer(rb"[a-z]", content)
    ]
    if not places:
        return content + b"\n"
    at = rng.choice(places)
    others = b"0123456789" if content[at : at + 1].isdigit() else b"abcdefghijklmnopqrstuvwxyz"
    new = rng.choice([byte for byte in others if byte != content[at]])
    return content[:at] + bytes([new]) + content[at + 1 :]


def other_value(content: bytes, rng: Random) -> bytes:
    """The same bytes but for a digit after a point: a probability is another, and the record stays valid."""
    places = [found.end() - 1 for found in re.finditer(rb"0\.[1-8]", content)]
    if not places:
        return other_digit(content, rng)
    at = rng.choice(places)
    new = rng.choice([byte for byte in b"12345678" if byte != content[at]])
    return content[:at] + bytes([new]) + content[at + 1 :]
