"""Appending to a ledger: the price over a bare write and fsync, and whether it grows with the ledger."""

import json
import os
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from paired import ratios, seconds, told

from outlook.ledger import Ledger, new_id, open_ledger
from outlook.model.entries import Evidence, to_json

AT = datetime(2024, 12, 6, 12, tzinfo=UTC)
PAIRS = 200


def entry() -> Evidence:
    return Evidence(
        id=new_id(), known_at=AT, recorded_at=AT, by="bench", forecasts=("hama-by-december",), grade="B1",
        summary="The army announced its withdrawal from the city after two days of fighting", source="AFP via CNA",
        indicators={"army-withdraws": "full"},
    )  # fmt: skip


def append_one(ledger: Ledger) -> None:
    ledger.append(lambda: [entry()])


def main(folder: Path) -> None:
    line = json.dumps(to_json(entry()), ensure_ascii=False).encode() + b"\n"
    descriptor = os.open(folder / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def bare() -> None:
        os.write(descriptor, line)
        os.fsync(descriptor)

    medians = {}
    for size in (100, 10_000, 100_000):
        case = folder / f"case-{size}"
        case.mkdir()
        ledger = open_ledger(case)
        many = [entry() for _ in range(size)]
        ledger.append(partial(list, many))
        values, times = ratios(partial(append_one, ledger), bare, PAIRS)
        medians[size] = sorted(times)[len(times) // 2]
        print(told(f"append at {size:,} entries / bare write + fsync", values, times))
    print(f"{'append at 100,000 entries / append at 100':<58} {medians[100_000] / medians[100]:7.2f} x")
    many = [entry() for _ in range(1000)]
    once = seconds(lambda: ledger.append(lambda: many))
    print(f"{'1,000 entries in one append / one entry':<58} {once / medians[100_000]:7.2f} x")
    os.close(descriptor)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as place:
        main(Path(place))
