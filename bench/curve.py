"""`outlook status --json` on books of growing size, with ten ledger entries a forecast."""

import cProfile
import io
import json
import os
import pstats
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from paired import process, ratios, told

SIZES = (10, 100, 1_000, 10_000)
CASES = 20
ROOMS = ("yaml", "pydantic", "tinydb", "records", "ledger", "moments", "model", "json", "pathlib")
OUTLOOK = str(Path(sys.executable).with_name("outlook"))

RECORD = """\
title: Question {number} of the bench
question: Will the thing number {number} have happened by the end of March?
kind: binary
opens_at: 2024-12-01
closes_at: 2025-03-31T23:59Z
criteria: |
  YES if, by the close, at least two of Reuters, AP, AFP and BBC report in their own voice that it happened,
  or the responsible ministry announces it. A claim by one side alone is not enough.
fine_print:
  - A later reversal does not undo a YES.
sources: [Reuters, AP, AFP, BBC]
prior: {prior}
base_rate: Things like this happened in about one of three such quarters.
decay: deadline
tags: [bench]
indicators:
  - {{id: sign-one, likelihood: {{yes: 0.6, no: 0.1}}}}
  - {{id: sign-two, likelihood: {{yes: 0.3, no: 0.5}}}}
"""
CASE = """\
title: Case of the bench
indicators:
  - {id: sign-one, text: The first sign is seen}
  - {id: sign-two, text: The second sign is seen}
"""


def make(book: Path, size: int) -> None:
    """A book of that many forecasts in up to 20 cases, each with eight reports, an estimate and a resolution."""
    dice = random.Random(size)
    ids = ("".join(dice.choices("abcdefghijklmnopqrstuvwxyz234567", k=8)) for _ in iter(int, 1))
    for case in range(min(CASES, size)):
        folder = book / f"case-{case}"
        folder.mkdir(parents=True)
        (folder / "case.yaml").write_text(CASE, encoding="utf-8")
        lines = []
        for number in range(case, size, min(CASES, size)):
            record = RECORD.format(number=number, prior=round(dice.uniform(0.05, 0.95), 3))
            (folder / f"question-{number}.yaml").write_text(record, encoding="utf-8")
            lines += [json.dumps(entry) for entry in entries(f"question-{number}", ids, dice)]
        (folder / "ledger.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def entries(forecast: str, ids: Iterator[str], dice: random.Random) -> Iterator[dict[str, object]]:
    stamp = {"recorded_at": "2025-04-01T00:00:00Z", "by": "bench"}
    for day in range(1, 9):
        yield {
            "id": next(ids), "kind": "evidence", "known_at": f"2024-12-{day:02}T12:00:00Z", **stamp,
            "summary": f"Report {day} on {forecast}", "grade": "B2", "forecasts": [forecast],
            "indicators": {"sign-one": "full"},
        }  # fmt: skip
    yield {
        "id": next(ids),
        "kind": "estimate",
        "known_at": "2024-12-01T00:00:00Z",
        **stamp,
        "forecast": forecast,
        "stated": round(dice.random(), 3),
    }
    yield {
        "id": next(ids),
        "kind": "resolution",
        "known_at": "2025-03-31T23:59:00Z",
        **stamp,
        "forecast": forecast,
        "outcome": dice.choice(["yes", "no"]),
    }


def peak(*words: str) -> float:
    """The peak memory of one command, in MB, as the operating system counts it for the finished child."""
    child = os.fork()
    if child == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execv(OUTLOOK, [OUTLOOK, *words])
    _, _, usage = os.wait4(child, 0)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return usage.ru_maxrss / unit


def dominant(book: Path) -> str:
    """The rooms in which reading the book spends its time."""
    from outlook.book import Book

    profile = cProfile.Profile()
    profile.runcall(Book.open, book)
    stats = pstats.Stats(profile, stream=io.StringIO())
    rooms: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]  # pstats has it, its stub not
        room = next(
            (part for part in ("yaml", "pydantic", "tinydb", "records", "ledger", "moments", "model") if part in file),
            "the rest",
        )
        rooms[room] = rooms.get(room, 0.0) + own
    whole = sum(rooms.values())
    ranked = sorted(rooms.items(), key=lambda item: -item[1])[:4]
    return ", ".join(f"{name} {share / whole:.0%}" for name, share in ranked)


def main(folder: Path) -> None:
    nothing = process(sys.executable, "-c", "pass")
    for size in SIZES:
        book = folder / f"book-{size}"
        make(book, size)
        words = ("status", "--json", "--book", str(book))
        command = process(OUTLOOK, *words)
        values, times = ratios(command, nothing, 5 if size <= 1_000 else 2)
        print(
            told(f"status --json, {size:,} forecasts / python -c pass", values, times), f" peak {peak(*words):.0f} MB"
        )
        if size == 1_000:
            print(f"  where the time of reading 1,000 forecasts goes: {dominant(book)}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
