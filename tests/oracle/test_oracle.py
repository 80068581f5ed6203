"""The program and the oracle agree on books at random, and the pages of one book agree with each other.

`ORACLE_FIRST=17 ORACLE_BOOKS=1 pytest tests/oracle` repeats the book of seed 17 alone. `python -m tests.oracle --first 17
--books 1 --thorough --keep DIR` asks everything about it and leaves it on the disk.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from .checking import check

if TYPE_CHECKING:
    from pathlib import Path

    from .comparing import Comparison

FIRST, BOOKS = int(os.environ.get("ORACLE_FIRST", "0")), int(os.environ.get("ORACLE_BOOKS", "50"))


def fail_on(to: Comparison, seed: int) -> None:
    wrong = [str(one) for one in to.found]
    again = f"python -m tests.oracle --first {seed} --books 1 --thorough --keep /tmp/book"
    assert not wrong, f"{len(wrong)} of {to.compared} values differ; to look at the book: {again}\n" + "\n".join(
        wrong[:20]
    )


@pytest.mark.alike
@pytest.mark.parametrize("seed", range(FIRST, FIRST + BOOKS))
def test_the_program_says_what_the_documents_say(seed: int, tmp_path: Path) -> None:
    fail_on(check(seed, tmp_path / "forecasts"), seed)
