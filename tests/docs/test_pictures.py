"""The README's pictures are those that the program draws, and the README says in words what they show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())


def test_the_pictures_are_what_the_program_draws() -> None:
    command: list[str | Path] = [sys.executable, "-m", "tests.generate", "--check", *PICTURES]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert all(path.read_text(encoding="utf-8").startswith("<svg ") for path in PICTURES)


def test_every_picture_stands_in_the_readme_with_its_words() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = dict(re.findall(r"!\[([^\]]{40,})\]\((docs/pictures/[\w.]+)\)", text))
    assert sorted(found.values()) == [f"docs/pictures/{path.name}" for path in PICTURES]
