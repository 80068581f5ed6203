"""What looks like a slip is asked about once, on a real terminal, and only a yes writes it."""

from __future__ import annotations

import os
import pty
from typing import TYPE_CHECKING, Protocol

import pytest

from conftest import Ran
from faults.forked import finished

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


class Typed(Protocol):
    def __call__(self, answer: str, *arguments: str) -> Ran: ...


@pytest.fixture
def typed(book: Path, loaded: None) -> Typed:
    """Run the program with a terminal for its questions, and type the answer."""

    def run(answer: str, *arguments: str) -> Ran:
        terminal, side = pty.openpty()
        os.write(terminal, answer.encode())
        done = finished(arguments, stdin=side, err=side)
        os.close(side)
        said = bytearray()
        try:
            while part := os.read(terminal, 65536):
                said += part
        except OSError:  # the other side is closed
            pass
        os.close(terminal)
        return Ran(done.code, done.out, said.decode())

    return run


CERTAIN = ("estimate", "unsc-resolution", "100%", "--why", "x", "--known-at", "2024-12-09")


def test_only_a_yes_writes_it(book: Path, typed: Typed) -> None:
    ledger = book / "syria-2024-12" / "ledger.jsonl"
    before = ledger.read_bytes()
    for answer in ("n\n", "\n", "\x04"):
        ran = typed(answer, *CERTAIN)
        assert ran.code == 2
        assert "unsc-resolution is certain: write 99% for almost certain, and 1% for one percent" in ran.err
        assert "is that meant? [y/N]" in ran.err
        assert "nothing was written" in ran.err
        assert ledger.read_bytes() == before
    ran = typed("y\n", *CERTAIN)
    assert ran.code == 0
    assert "100%" in ran.out
    assert ledger.read_bytes() != before


def test_who_is_sure_is_not_asked(book: Path, typed: Typed) -> None:
    ran = typed("n\n", *CERTAIN, "--sure")
    assert ran.code == 0
    assert "meant?" not in ran.err


def test_a_dry_run_asks_nothing(book: Path, typed: Typed) -> None:
    ran = typed("n\n", *CERTAIN, "--dry-run")
    assert (ran.code, "meant?" in ran.err, "would be asked" in ran.err) == (0, False, True)


def test_a_certain_prior_is_asked_about(book: Path, typed: Typed) -> None:
    new = ("new", "personal/ship", "--question", "Shipped?", "--prior", "1")
    assert typed("n\n", *new).code == 2
    assert not (book / "personal").exists()
    assert typed("y\n", *new).code == 0
    assert (book / "personal" / "ship.yaml").exists()


def test_all_doubts_are_asked_about_in_one_go(book: Path, typed: Typed) -> None:
    window = ("--question", "Shipped?", "--criteria", "Public", "--opens", "2024-12-01", "--closes", "2099-12-31")
    assert typed("", "new", "personal/ship", *window).code == 0
    ran = typed("n\n", "resolve", "personal/ship", "no", "--happened-on", "2024-10-01")
    assert ran.code == 2
    assert ran.err.count("meant?") == 1
    assert "can still come true" in ran.err
    assert "lies before that" in ran.err
