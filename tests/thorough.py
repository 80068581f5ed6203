"""How much of one thing is tried: a third before each commit, two thirds by continuous integration, or all of it.

Every test runs either way. What is tried is drawn anew in every run, so that runs together try all;
`OUTLOOK_TEST_ALL=1` tries all in one.
"""

import os
import random

PART = 3
OF_PART = PART if os.environ.get("OUTLOOK_TEST_ALL") else 2 if os.environ.get("CI") else 1
IS_QUICK = OF_PART == 1


def share(number: int) -> int:
    """So many of a number of tries, at least one."""
    return -(-number * OF_PART // PART)


def each(upto: int) -> list[int]:
    """The numbers below that are tried: all, two of three, or each third one; at least one."""
    start = random.randrange(min(PART, upto))  # noqa: S311 - any will do
    return [number for number in range(upto) if (number - start) % PART < OF_PART]


def now_and_then() -> bool:
    """Always, or as often as something is tried."""
    return random.randrange(PART) < OF_PART  # noqa: S311 - any will do
