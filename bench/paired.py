"""Two things timed in turn, and the ratio pair by pair."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratios(work: Callable[[], object], beside: Callable[[], object], pairs: int) -> tuple[list[float], list[float]]:
    """The ratio of each pair, and the time of `work` in each, after one pair of warm-up."""
    work(), beside()
    timed = [(seconds(work), seconds(beside)) for _ in range(pairs)]
    return [mine / other for mine, other in timed], [mine for mine, _ in timed]


def told(name: str, values: Sequence[float], times: Sequence[float]) -> str:
    """One line: the median ratio with its range, and the median time."""
    middle = statistics.median(values)
    spread, taken = f"({min(values):.2f} to {max(values):.2f})", statistics.median(times) * 1000
    return f"{name:<58} {middle:7.2f} x  {spread}  {taken:9.2f} ms"


def process(*command: str, folder: str = ".") -> Callable[[], object]:
    """A whole process, its output thrown away, with byte code cached."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def start() -> None:
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=quiet, stderr=quiet)

    return start
