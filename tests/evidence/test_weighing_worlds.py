"""The study of the rules of weighing runs, and says the same each time; with so few worlds its figures say nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docs" / "study" / "weighing-worlds.svg"


def studied(picture: Path, *, hashes: str) -> str:
    """What it prints of a few worlds; `hashes` is the seed of Python's own order of sets."""
    study = ROOT / "bench" / "weighing_worlds.py"
    command: list[str | Path] = [sys.executable, study, "--worlds", "6", "--plot", picture]
    environment = {**os.environ, "PYTHONHASHSEED": hashes}
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout


def names_in(picture: Path) -> list[str]:
    """The rows of the picture, as they are numbered."""
    return re.findall(r"<text[^>]*>(\d+ [^<]+)</text>", picture.read_text("utf-8"))


@pytest.mark.in_turn
def test_two_runs_of_the_study_print_the_same_finite_figures(tmp_path: Path) -> None:
    first, second = (studied(tmp_path / f"{seed}.svg", hashes=seed) for seed in ("1", "2"))
    assert first == second
    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()
    assert names_in(SHIPPED) == names_in(tmp_path / "1.svg"), "the picture in the documentation is of other regimes"
    rows = re.findall(r"^\d+ .*?((?: +\d\.\d{4}){5})", first, re.MULTILINE)
    assert len(rows) == 21, "fifteen regimes and six more, each with five judges"
    assert all(0.0 <= float(score) <= 1.0 for row in rows for score in row.split())
    assert not re.search(r"\b(nan|inf)\b", first)
