"""Every call to the system fails once, in every command that writes.

bench/crash.py fails each of them in every way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults.failing import sweep
from faults.writes import WRITINGS
from thorough import PART, each, share

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
def test_whichever_call_fails_nothing_is_lost_and_the_next_command_works(tmp_path: Path, writing: Writing) -> None:
    failed, wrong = 0, list[str]()
    for first in each(PART):
        some, found = sweep(writing, tmp_path, every_fault=False, first=first, step=PART)
        failed, wrong = failed + some, wrong + found
    assert failed > share(5), "the calls were seen"
    assert not wrong, "\n" + "\n".join(wrong)
