"""The page on extraction shows what `make eval` prints today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_figures_on_the_page_are_those_that_are_printed() -> None:
    ran = subprocess.run([sys.executable, "-m", "tests.evaluate"], cwd=ROOT, capture_output=True, text=True, check=True)
    page = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    assert f"<!-- make eval -->\n```text\n{ran.stdout.rstrip()}\n```\n" in page, "run `make docs`"
