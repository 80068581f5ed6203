"""How much of one thing is tried: all of it by continuous integration, a third before each commit.

Every test runs either way. What a third draws by chance is drawn anew in every run, so that commits together try all.
"""

import os
import random

IS_ALL = bool(os.environ.get("CI"))
PART = 3


def share(number: int) -> int:
    """So many of a number of tries, at least one."""
    return number if IS_ALL else -(-number // PART)


def each(upto: int) -> range:
    """The numbers below that are tried: all, or each third one."""
    return range(upto) if IS_ALL else range(random.randrange(min(PART, upto)), upto, PART)  # noqa: S311 - any will do


def now_and_then() -> bool:
    """Always, or once in three times."""
    return IS_ALL or not random.randrange(PART)  # noqa: S311 - any will do
