"""`outlook import` of tables and of dumps of Manifold: rows a second, and whether the size of a file needs memory.

Whole processes on new books, in turn with an interpreter that does nothing. `--large` adds a dump of 1 GB, which takes
ten minutes and 3 GB of disk (TMPDIR says where).
"""

import csv
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from curve import peak
from dumps import write as write_dump
from paired import process, processor_ratios, told

OUTLOOK = str(Path(sys.executable).with_name("outlook"))
QUESTIONS, EACH = 500, 10
DUMPS = (5_000_000, 50_000_000)
LARGE = 1_000_000_000


def write_table(path: Path) -> int:
    """500 resolved questions with ten forecasts each, by four people; how many rows."""
    random = Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "forecaster", "forecast_at", "probability", "resolved_at", "outcome", "closes_at"])
        for question in range(QUESTIONS):
            for number in range(EACH):
                at = f"2025-0{1 + number % 9}-{10 + number}T10:00:00Z"
                ends = ("2025-12-01", ("no", "yes")[question % 2], "2025-12-31")
                title = f"Will event {question} happen?"
                writer.writerow([title, f"person {number % 4}", at, round(random.random(), 3), *ends])
    return QUESTIONS * EACH


def main(folder: Path, dumps: tuple[int, ...]) -> None:
    table = folder / "table.csv"
    measured(f"a table of {QUESTIONS} questions", table, write_table(table), folder)
    for size in dumps:
        dump = folder / "dump.json"
        measured(f"a dump of {size / 1e6:,.0f} MB", dump, write_dump(dump, size), folder)
        dump.unlink()


def measured(name: str, file: Path, rows: int, folder: Path) -> None:
    """Print what one import takes: the first one, which writes everything."""
    book = folder / "book"
    words = ("import", str(file), "--book", str(book), "--sure")
    start = process(OUTLOOK, *words)

    def anew() -> float:
        shutil.rmtree(book, ignore_errors=True)
        return start()

    values, times = processor_ratios(anew, process(sys.executable, "-c", "pass"), 20.0, least=1)
    shutil.rmtree(book)
    rate = rows / min(times)
    print(told(f"import of {name} / python -c pass", values, times), f" {rate:,.0f} rows/s, peak {peak(*words):.0f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place), (*DUMPS, LARGE) if "--large" in sys.argv else DUMPS)
