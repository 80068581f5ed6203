"""The pictures of the README, made by the program from the shipped book."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
PICTURES = {
    "plot.svg": ("plot", "damascus-by-december", "--at", "2025-01-05"),
    "calibration.svg": ("calibration", "--at", "2026-01-01"),
}
PATHS = tuple(FOLDER / name for name in PICTURES)


def text(path: Path) -> str:
    """What the picture's file should hold."""
    outlook = Path(sys.executable).with_name("outlook")
    words: list[str | Path] = [outlook, *PICTURES[path.name], "--svg", "-", "--book", ROOT / "forecasts"]
    made = subprocess.run(words, env={"PATH": os.environ["PATH"]}, capture_output=True, check=True)
    return made.stdout.decode()
