"""Whole commands on the shipped book, beside an interpreter that does nothing."""

import shutil
import sys
import tempfile
from pathlib import Path

from paired import process, ratios, told

PAIRS = 21
REPORT = ("Army announces withdrawal", "-i", "army-withdraws", "--grade", "B1", "--again")  # once a pair
OUTLOOK = str(Path(sys.executable).with_name("outlook"))


def main(folder: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "forecasts", folder / "forecasts")
    nothing = process(sys.executable, "-c", "pass")
    commands = {
        "outlook --help": ("--help",),
        "outlook status": ("status",),
        "outlook evidence": ("evidence", "hama", *REPORT),
        "outlook score": ("score",),
        "outlook check": ("check",),
    }
    for name, words in commands.items():
        values, times = ratios(process(OUTLOOK, *words, folder=str(folder)), nothing, PAIRS)
        print(told(f"{name} / python -c pass", values, times))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
