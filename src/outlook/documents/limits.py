"""What reading a foreign document may cost: the limits, how a process takes them on, and what is said of them."""

import resource
import signal
import sys
from typing import Literal, NamedTuple

PAGES = 5_000
PLACES = 100_000  # pages and headings
PARTS = 5_000
UNPACKED = 200_000_000
ELEMENTS = 100_000
LONGEST_HEADING = 1_000
GRACE = 5  # seconds after which the system itself ends a child that took no notice
SPLIT = "split it, or save its text as plain text"

Limit = Literal["memory", "processor", "clock", "text", "places"]


class Limits(NamedTuple):
    """Bytes of memory, seconds of processor time, seconds by the clock, and bytes of text that come back."""

    memory: int = 1_000_000_000
    processor: int = 60
    clock: int = 120
    text: int = 50_000_000

    def exceeded(self, name: str, limit: Limit) -> str:
        """What is said of a document that needs more than it may, with the limit and the way out.

        >>> Limits().exceeded("report.pdf", "memory")
        'report.pdf needs more than 1 GB of memory, which is the limit: split it, or save its text as plain text'
        """
        what = {
            "memory": f"needs more than {self.memory / 1e9:g} GB of memory",
            "processor": f"needs more than {self.processor} s of processor time",
            "clock": f"is not read after {self.clock} s",
            "text": f"holds more than {self.text / 1e6:g} MB of text",
            "places": f"has more than {PLACES:,} headings",
        }[limit]
        return f"{name} {what}, which is the limit: {SPLIT}"


LIMITS = Limits()


def take_on(limits: Limits) -> None:
    """Limit this process, for good: memory, processor time, no core file, and an end by the clock.

    The parent ends a child that sleeps. The alarm is for one whose parent was killed.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, limits.processor, limits.processor + GRACE)
    try:
        _lower(resource.RLIMIT_AS, limits.memory)
    except (ValueError, OSError):  # a system that does not limit addresses limits data
        _lower(resource.RLIMIT_DATA, limits.memory)
    signal.alarm(limits.clock + GRACE)


def write_nothing_more() -> None:
    """No byte into any file and no other process from here on; pipes stay open.

    It comes after the imports, so that Python can keep the byte code of a library that was just installed. A process
    of the superuser may still start others.
    """
    sys.dont_write_bytecode = True
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NPROC, 0)


def _lower(what: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, never above the one that the process has."""
    _, before = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    hardest = wanted if before == resource.RLIM_INFINITY else min(wanted, before)
    resource.setrlimit(what, (min(soft, hardest), hardest))
