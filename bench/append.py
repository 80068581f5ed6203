"""Appending to a ledger: the price over a bare write and fsync, and whether it grows with the ledger."""

import gc
import json
import os
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from paired import ratios, seconds, told

from outlook.ledger import Ledger, new_id, open_ledger
from outlook.model.entries import Evidence

AT = datetime(2024, 12, 6, 12, tzinfo=UTC)
PAIRS = 200
SIZES = (100, 10_000, 1_000_000)


def entry() -> Evidence:
    return Evidence(
        id=new_id(), known_at=AT, recorded_at=AT, by="bench", forecasts=("hama-by-december",), grade="B1",
        summary="The army announced its withdrawal from the city after two days of fighting", source="AFP via CNA",
        indicators={"army-withdraws": "full"},
    )  # fmt: skip


def append_one(ledger: Ledger) -> None:
    ledger.append(lambda: [entry()])


def main(folder: Path) -> None:
    line = json.dumps(entry().to_json(), ensure_ascii=False).encode() + b"\n"
    descriptor = os.open(folder / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def bare() -> None:
        os.write(descriptor, line)
        os.fsync(descriptor)

    medians = {}
    for size in SIZES:
        case = folder / f"case-{size}"
        case.mkdir()
        ledger = open_ledger(case)
        many = [entry() for _ in range(size)]
        ledger.append(partial(list, many))
        values, times = ratios(partial(append_one, ledger), bare, PAIRS)
        medians[size] = sorted(times)[len(times) // 2]
        print(told(f"append at {size:,} entries / bare write + fsync", values, times))
        del ledger, many
    print(f"{'append at 1,000,000 entries / append at 100':<58} {medians[1_000_000] / medians[100]:7.2f} x")
    ledger = open_ledger(folder / "case-100")
    many = [entry() for _ in range(1000)]
    once = seconds(lambda: ledger.append(lambda: many))
    print(f"{'1,000 entries in one append / one entry':<58} {once / medians[100]:7.2f} x")
    os.close(descriptor)


if __name__ == "__main__":
    gc.disable()  # as the program does
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as place:
        os.environ["XDG_STATE_HOME"] = str(Path(place) / "state")  # this machine's own journal is none of ours
        main(Path(place))
