"""Two things timed in turn, and the ratio pair by pair."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratios(work: Callable[[], object], beside: Callable[[], object], pairs: int) -> tuple[list[float], list[float]]:
    """The ratio of each pair, and the time of `work` in each, after one pair of warm-up."""
    work(), beside()
    return _paired(partial(seconds, work), partial(seconds, beside), pairs)


def processor_ratios(
    work: Callable[[], float], beside: Callable[[], float], budget: float, least: int = 3, most: int = 21
) -> tuple[list[float], list[float]]:
    """As `ratios`, of two calls that return what they took: as many pairs as the budget of seconds has room for."""
    one = work() + beside()
    return _paired(work, beside, max(least, min(most, int(budget / one))))


def _paired(work: Callable[[], float], beside: Callable[[], float], pairs: int) -> tuple[list[float], list[float]]:
    timed = [(work(), beside()) for _ in range(pairs)]
    return [mine / other for mine, other in timed], [mine for mine, _ in timed]


def told(name: str, values: Sequence[float], times: Sequence[float]) -> str:
    """One line: the median ratio with its range, and the median time."""
    middle = statistics.median(values)
    spread, taken = f"({min(values):.2f} to {max(values):.2f})", statistics.median(times) * 1000
    return f"{name:<58} {middle:7.2f} x  {spread}  {taken:9.2f} ms"


def process(*command: str, folder: str = ".", variables: Mapping[str, str] = os.environ) -> Callable[[], float]:
    """A whole process, its output thrown away, with byte code cached.

    Each call runs it to its end, and returns its processor time in seconds, that of the system for it included.
    """
    environment = {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def start() -> float:
        quiet = subprocess.DEVNULL
        child = subprocess.Popen(command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        return usage.ru_utime + usage.ru_stime

    return start
