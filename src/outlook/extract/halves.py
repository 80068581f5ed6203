"""A long document is read by two processes, each half of it by one: the rules look at one sentence at a time.

All that one sentence leaves to the next is who spoke, and so the second process listens to the first half too.
"""

from __future__ import annotations

import marshal
import os
import signal
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING

from outlook.extract.classify import Found, classify, hear
from outlook.extract.speakers import Speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.extract.cues import Register
    from outlook.extract.sentences import Sentence

LONG = 200_000  # characters; to begin a process takes as long as to read a few thousand
SHARE = 0.46  # of the first half: the second process has more to do
AT_ONCE = 1 << 20  # bytes


def classified(split: Sequence[Sentence], register: Register, scale: str) -> list[Found]:
    """What the rules say of every sentence, in order."""
    half = _half_of(split)
    if half and _are_two():
        return _in_two(split, half, register, scale)
    speakers = Speakers()
    return [classify(sentence, register, speakers, scale) for sentence in split]


def _half_of(split: Sequence[Sentence]) -> int:
    """How many sentences the first process takes; 0 where the document is short."""
    ends = list(accumulate(len(sentence.text) for sentence in split))
    if not ends or ends[-1] < LONG:
        return 0
    return sum(end < ends[-1] * SHARE for end in ends)


def _are_two() -> bool:
    """Whether there is a second processor for a second process."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _in_two(split: Sequence[Sentence], half: int, register: Register, scale: str) -> list[Found]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writing, split, half, register, scale)
    os.close(writing)
    try:
        speakers = Speakers()
        found = [classify(sentence, register, speakers, scale) for sentence in split[:half]]
        rest = _received(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # after an interrupt nobody waits for it
        os.waitpid(child, 0)
    if len(rest) == len(split) - half:
        return found + rest
    return found + [classify(sentence, register, speakers, scale) for sentence in split[half:]]  # it was killed


def _answer(writing: int, split: Sequence[Sentence], half: int, register: Register, scale: str) -> None:
    """What the second process does: it ends here, whatever happens."""
    try:
        speakers = Speakers()
        for sentence in split[:half]:
            hear(sentence, speakers)
        found = [classify(sentence, register, speakers, scale) for sentence in split[half:]]
        left = memoryview(marshal.dumps([tuple(one) for one in found]))
        while left:
            left = left[os.write(writing, left) :]
    finally:
        os._exit(0)


def _received(reading: int) -> list[Found]:
    """What the second process found; less than all where it was killed."""
    parts = []
    while part := os.read(reading, AT_ONCE):
        parts.append(part)
    try:
        return [Found(*one) for one in marshal.loads(b"".join(parts))]  # noqa: S302 - it is our own process
    except (EOFError, ValueError, TypeError):
        return []
