"""`make eval` prints the figures of the labelled set, and the page on extraction shows them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evaluate.labelled import SPLITS, load

ROOT = Path(__file__).parents[2]


@pytest.mark.in_turn
def test_it_runs_as_make_eval_runs_it_and_the_page_shows_what_it_prints() -> None:
    ran = subprocess.run([sys.executable, "-m", "tests.evaluate"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "$(BIN)/python -m tests.evaluate" in (ROOT / "Makefile").read_text("utf-8")
    for split in SPLITS:
        count = sum(len(passage.sentences) for passage in load() if passage.split == split)
        assert (f"{split}, all registers: {count} sentences" in ran.stdout) == (count > 0)
        assert (f"Misses, {split}" in ran.stdout) == (split == "unseen" and count > 0)
    page = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    assert f"<!-- make eval -->\n```text\n{ran.stdout.rstrip()}\n```\n" in page, "run `make docs`"
