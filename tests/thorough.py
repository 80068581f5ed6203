"""How much of one thing is tried: a quarter before each commit, half by continuous integration, or all of it.

What is tried is drawn anew in every run, so that runs together try all; `OUTLOOK_TEST_ALL=1` tries all in one. Of a
test whose cases are alike and take long (`@pytest.mark.alike`) each fourth case runs before a commit. What takes
longest, and tests what few changes reach, takes turns (`@pytest.mark.in_turn`): a fourth of such tests runs before a
commit, and all of them where a folder or a file is asked for. Every other test always runs, and in continuous
integration so does every test with every case.
"""

import os
import random
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

import pytest

Thing = TypeVar("Thing")

PART = 4
OF_PART = PART if os.environ.get("OUTLOOK_TEST_ALL") else 2 if os.environ.get("CI") else 1
IS_QUICK = OF_PART == 1


def share(number: int) -> int:
    """So many of a number of tries, at least one."""
    return -(-number * OF_PART // PART)


def each(upto: int) -> list[int]:
    """The numbers below that are tried: all, each other one, or each fourth one; at least one."""
    start = random.randrange(min(PART, upto))  # noqa: S311 - any will do
    return [number for number in range(upto) if (number - start) % PART < OF_PART]


def some(things: Sequence[Thing]) -> Sequence[Thing]:
    """Before a commit each fourth of them, from a place that is drawn anew; else all."""
    return things[random.randrange(PART) :: PART] if IS_QUICK else things  # noqa: S311 - any will do


def now_and_then() -> bool:
    """Always, or as often as something is tried."""
    return random.randrange(PART) < OF_PART  # noqa: S311 - any will do


def repeated(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Of cases that are alike each other one: hardly a line is reached by these alone, so that they need not be counted."""
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("alike"):
            groups[item.nodeid.partition("[")[0]].append(item)
    return [item for group in groups.values() for number, item in enumerate(group) if number % 2]


def drawn(items: Sequence[pytest.Item], run: str, *, is_whole: bool) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests of a run and those that it leaves to others: of cases that are alike each fourth one is run.

    Where the whole suite is run (`is_whole`), so is each fourth of the tests of a folder that take turns. Each process
    that takes part in a run has to draw the same ones: they follow from the run's name.
    """
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items if IS_QUICK else ():
        if is_whole and item.get_closest_marker("in_turn"):
            groups[item.nodeid.partition("::")[0].rpartition("/")[0]].append(item)
        elif item.get_closest_marker("alike"):
            groups[item.nodeid.partition("[")[0]].append(item)
    left: set[pytest.Item] = set()
    for name, group in groups.items():
        # Of cases one is tried at least; of what takes turns there may be one in a folder.
        of = min(PART, len(group)) if "::" in name else PART
        start = random.Random(run + name).randrange(of)  # noqa: S311 - any will do
        left.update(item for number, item in enumerate(group) if (number - start) % PART)
    return [item for item in items if item not in left], [item for item in items if item in left]
