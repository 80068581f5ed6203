"""On a terminal an import is shown and asked about before it is done; elsewhere it is done."""

from __future__ import annotations

import os
import pty
from typing import TYPE_CHECKING

import pytest

from conftest import Ran
from exchange.conftest import files, sample
from faults.forked import finished

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
    pytest.mark.usefixtures("loaded"),
]


def typed(answer: str, *arguments: str) -> Ran:
    terminal, side = pty.openpty()
    os.write(terminal, answer.encode())
    done = finished(("import", *map(sample, arguments)), stdin=side, err=side)
    os.close(side)
    said = bytearray()
    try:
        while part := os.read(terminal, 65536):
            said += part
    except OSError:  # the other side is closed
        pass
    os.close(terminal)
    return Ran(done.code, done.out, said.decode())


def test_only_a_yes_imports_and_what_is_lost_is_said_before(empty: Path) -> None:
    for answer in ("n\n", "\n", "\x04"):
        ran = typed(answer, "kalshi/fills.json")
        assert ran.code == 2
        assert "import it? [y/N]" in ran.err
        assert "count, fees and who took the offer" in ran.out
        assert not empty.exists()
    ran = typed("y\n", "kalshi/fills.json")
    assert (ran.code, ran.out.count("questions")) == (0, 1)
    assert "kalshi/ledger.jsonl" in files(empty)


@pytest.mark.parametrize("flag", ["--sure", "--json"])
def test_who_is_sure_is_not_asked(empty: Path, flag: str) -> None:
    ran = typed("n\n", "kalshi/fills.json", flag)
    assert ran.code == 0
    assert "import it?" not in ran.err
    assert "kalshi/ledger.jsonl" in files(empty)


def test_nothing_new_asks_nothing(empty: Path) -> None:
    typed("y\n", "kalshi/fills.json")
    ran = typed("n\n", "kalshi/fills.json")
    assert (ran.code, "import it?" in ran.err) == (0, False)
    assert "nothing new" in ran.err
