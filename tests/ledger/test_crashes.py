"""The power fails at every moment of every command that writes, on a disk that keeps no more than it promised.

bench/crash.py does the same with many more disks.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from faults.survive import after_every_crash
from faults.writes import WRITINGS
from thorough import share

if TYPE_CHECKING:
    from pathlib import Path

    from faults.writes import Writing

pytestmark = [
    pytest.mark.survival,
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


@pytest.mark.alike
@pytest.mark.parametrize("writing", WRITINGS, ids=lambda writing: writing.name.replace(" ", "-"))
def test_after_every_crash_what_was_acknowledged_is_there_and_everything_can_be_read(
    tmp_path: Path, writing: Writing
) -> None:
    number, wrong = after_every_crash(writing, tmp_path, share(16), random.Random(1))  # noqa: S311 - a disk by chance, the same in every run
    assert number > 5, "the recorder saw what the command wrote"
    assert not wrong, "\n" + "\n".join(wrong)
