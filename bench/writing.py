"""`outlook evidence` on ledgers of a hundred to a million entries, and a status after it: does size matter?

The book has one case of 100 forecasts with two signs each. Nine in ten entries are reports on the others, and the one
that is written to has ten of its own. Everything is asked of whole processes, in turn with an interpreter that does
nothing; the index has been made before.
"""

import itertools
import json
import sys
import tempfile
from pathlib import Path

from curve import CASE, RECORD, peak
from paired import process, processor_ratios, told

OUTLOOK = str(Path(sys.executable).with_name("outlook"))
SIZES = (100, 10_000, 1_000_000)
FORECASTS = 100
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def make(book: Path, size: int) -> None:
    """A book whose ledger has that many entries, ten of them on the first forecast."""
    folder = book / "case"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for number in range(FORECASTS):
        record = RECORD.format(number=number, prior=0.3).replace("2025-03-31T23:59Z", "2099-03-31T23:59Z")
        signs = record.replace("sign-one", f"sign-{number % 2}-one") if number else record
        (folder / f"question-{number}.yaml").write_text(signs, encoding="utf-8")
    ids = map("".join, itertools.product(LETTERS, repeat=8))
    with (folder / "ledger.jsonl").open("w", encoding="utf-8") as ledger:
        for number, entry_id in zip(range(size), ids, strict=False):
            forecast = f"question-{0 if number < 10 else 1 + number % (FORECASTS - 1)}"
            ledger.write(json.dumps(entry(entry_id, forecast, number), separators=(",", ":")) + "\n")


def entry(entry_id: str, forecast: str, number: int) -> dict[str, object]:
    """One report, a minute after the one before."""
    at = f"{2025 + number // 525_600}-01-{1 + number // 1440 % 28:02}T{number // 60 % 24:02}:{number % 60:02}:00Z"
    return {
        "id": entry_id, "kind": "evidence", "known_at": at, "recorded_at": at, "by": "bench",
        "summary": f"Report {number} on {forecast}", "grade": "B2", "forecasts": [forecast],
        "indicators": {"sign-one" if forecast == "question-0" else "sign-two": "full"},
    }  # fmt: skip


def main(folder: Path) -> None:
    nothing = process(sys.executable, "-c", "pass")
    for size in SIZES:
        book = folder / f"book-{size}"
        make(book, size)
        words = ("--book", str(book))
        logged = ("evidence", "case/question-0", "One more", "--again", "-i", "sign-one", "--grade", "B2", *words)
        process(OUTLOOK, "status", *words)()
        process(OUTLOOK, *logged)()
        values, times = processor_ratios(process(OUTLOOK, *logged), nothing, 5.0)
        print(told(f"evidence at {size:,} entries / python -c pass", values, times), f" peak {peak(*logged):.0f} MB")
        values, times = processor_ratios(process(OUTLOOK, "status", *words), nothing, 5.0)
        print(told("  a status after it / python -c pass", values, times))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
