"""`outlook status --json` on 10,000 forecasts with 100,000 entries: first, again, and after one of its files changed.

Processor time of whole processes, that of the system and of a second process included, beside an interpreter that does
nothing; the peak of memory is that of one more run, of the larger of two processes. Where the book is read by two of
them, the time that passes is shown too. The index is in a folder of its own, and the clock is given time to settle.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

from curve import OUTLOOK, make, peak
from paired import process, processor_ratios, told

FORECASTS = 10_000
SETTLED = 2.1  # seconds; what changed so shortly before it was indexed is looked at once more
STATUS = ("status", "--json")
REPORT = ("evidence", "case-0/question-0", "One more", "--again", "-i", "sign-one", "--grade", "B2")


def after(change: Callable[[], object], command: Callable[[], float]) -> Callable[[], float]:
    """The command, once something has changed; only the command is timed."""

    def timed() -> float:
        change()
        return command()

    return timed


def clocked(command: Callable[[], float], passed: list[float]) -> Callable[[], float]:
    """The command, which notes how much time passes."""

    def timed() -> float:
        start = time.perf_counter()
        taken = command()
        passed.append(time.perf_counter() - start)
        return taken

    return timed


def main(folder: Path) -> None:
    book = folder / "forecasts"
    make(book, FORECASTS)
    os.environ |= {"OUTLOOK_BOOK": str(book), "OUTLOOK_BY": "bench", "XDG_STATE_HOME": str(folder / "state")}
    nothing, numbers = process(sys.executable, "-c", "pass"), count()
    status = process(OUTLOOK, *STATUS)

    def row(
        name: str, command: Callable[[], float], words: tuple[str, ...], least: int = 3, *, is_cold: bool = False
    ) -> None:
        passed = list[float]()
        values, times = processor_ratios(clocked(command, passed), nothing, 6.0, least)
        elapsed = f"  in {median(passed):.2f} s" if is_cold else ""
        print(f"{told(name, values, times)}{elapsed}  peak {peak(*words):.0f} MB", flush=True)

    def forgotten() -> None:
        os.environ["XDG_CACHE_HOME"] = str(folder / f"cache-{next(numbers)}")

    def cold() -> float:
        forgotten()
        return process(OUTLOOK, *STATUS)()

    def one_record() -> None:
        path = book / "case-0" / "question-20.yaml"
        path.write_text(path.read_text("utf-8").replace("title: ", f"title: {next(numbers)} ", 1), "utf-8")

    forgotten()
    row("status --json, nothing kept", cold, STATUS, 1, is_cold=True)
    row("status --json --no-index", process(OUTLOOK, "--no-index", *STATUS), ("--no-index", *STATUS), 1, is_cold=True)
    status()
    time.sleep(SETTLED)
    status = process(OUTLOOK, *STATUS)
    status()
    row("status --json, everything kept", status, STATUS)
    row("status, everything kept", process(OUTLOOK, "status"), ("status",))
    row("status --json, after one entry", after(process(OUTLOOK, *REPORT), status), STATUS)
    row("status --json, after one record changed", after(one_record, status), STATUS)
    show = ("show", "case-7/question-7")
    row("show of one of them", process(OUTLOOK, *show), show)
    row("evidence on one of them", process(OUTLOOK, *REPORT), REPORT)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
