"""A file or folder that is good when it is looked at and a link when it is used: somebody swaps the two all the time."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from faults.program import FORK
from hostile.sandbox import Sandbox, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults.program import Command

pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.survival,
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps two names at once"),
]

EXCHANGE = 2
HERE = -100  # AT_FDCWD
COMMANDS: tuple[Command, ...] = (
    ("evidence", "well/one", "A report"), ("status", "--json"), ("edit", "well/one"), ("new", "well/fresh-{n}", "--question", "Will it?"),
    ("history", "--json"), ("estimate", "well/one", "55%", "--why", "So"), ("check",), ("edit", "well"), ("report", "-o", "-"),
    ("new", "other-{n}/fresh", "--question", "Will it?"),
)  # fmt: skip


def exchange(first: Path, second: Path) -> int:
    return int(ctypes.CDLL(None).renameat2(HERE, os.fsencode(first), HERE, os.fsencode(second), EXCHANGE))


def _swap_until_killed(first: Path, second: Path) -> None:
    going = [True]
    signal.signal(signal.SIGTERM, lambda *_: going.clear())
    while going or first.is_symlink():
        exchange(first, second)


@contextmanager
def swapped(first: Path, second: Path) -> Iterator[None]:
    """The good one and the link change places all the time; at the end the good one has its name again."""
    if exchange(first, second) or exchange(first, second):
        pytest.skip("this file system does not swap two names at once")
    process = FORK.Process(target=_swap_until_killed, args=(first, second))
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


@pytest.mark.alike
@pytest.mark.parametrize("place", ["ledger.jsonl", "one.yaml", ""], ids=lambda name: name or "case")
def test_what_is_swapped_for_a_link_is_never_followed(sandbox: Sandbox, place: str) -> None:
    good = sandbox.book / "well" / place if place else sandbox.book / "well"
    link = sandbox.book / ".trap" if place == "" else good.with_name(".trap")
    link.symlink_to(sandbox.canary / place if place else sandbox.canary)
    sandbox.editor("""echo '# mine' >> "$1" """)
    commands = [tuple(word.format(n=number) for word in words) for number in range(2) for words in COMMANDS]
    with swapped(good, link):
        ended, complaints = sandbox.attack(*commands)
    assert not complaints, joined(complaints)
    acknowledged = {
        found[1]
        for one in ended
        if one.code in {0, 3} and (found := re.match(r"([a-z2-7]{8,13})  (evidence|estimate)", one.out))
    }
    kept = (sandbox.book / "well" / "ledger.jsonl").read_text()
    assert [entry for entry in acknowledged if entry not in kept] == []
    assert {one.code for one in ended} != {2, 3}, "some came through"
