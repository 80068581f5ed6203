"""A long document is read by two processes, each half of it by one: the rules look at one sentence at a time.

All that one sentence leaves to the next is who spoke, and so the second process listens to the first half too.
"""

from __future__ import annotations

import marshal
import os
import signal
from contextlib import suppress
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from outlook.extract.classify import Found, classify, hear
from outlook.extract.speakers import Speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.extract.cues import Register
    from outlook.extract.sentences import Sentence


class Look(Protocol):
    """What is found in one sentence, by all that is asked of a document."""

    def __call__(self, sentence: Sentence, *, speakers: Speakers) -> Found:
        """What is found, with those who spoke before."""


LONG = 200_000  # characters; to begin a process takes as long as to read a few thousand
SHARE = 0.46  # of the first half: the second process has more to do
AT_ONCE = 1 << 20  # bytes


def classified(split: Sequence[Sentence], register: Register, scale: str, *, weighed: bool = True) -> list[Found]:
    """What is found in every sentence, in order; `weighed` as in `classify`."""
    look: Look = partial(classify, register=register, scale=scale, weighed=weighed)
    half = _half_of(split)
    return _in_two(split, half, look) if half and _are_two() else _in_order(split, look)


def _in_order(split: Sequence[Sentence], look: Look, heard: Sequence[Sentence] = ()) -> list[Found]:
    """What is found in each sentence; of those before, only who speaks is noted."""
    speakers = Speakers()
    for sentence in heard:
        hear(sentence, speakers)
    return [look(sentence, speakers=speakers) for sentence in split]


def _half_of(split: Sequence[Sentence]) -> int:
    """How many sentences the first process takes; 0 where the document is short."""
    ends = list(accumulate(len(sentence.text) for sentence in split))
    if not ends or ends[-1] < LONG:
        return 0
    return sum(end < ends[-1] * SHARE for end in ends)


def _are_two() -> bool:
    """Whether there is a second processor for a second process."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _in_two(split: Sequence[Sentence], half: int, look: Look) -> list[Found]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writing, split, half, look)
    os.close(writing)
    try:
        speakers = Speakers()
        found = [look(sentence, speakers=speakers) for sentence in split[:half]]
        rest = _received(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # after an interrupt nobody waits for it
        os.waitpid(child, 0)
    if len(rest) == len(split) - half:
        return found + rest
    return found + [look(sentence, speakers=speakers) for sentence in split[half:]]  # it was killed


def _answer(writing: int, split: Sequence[Sentence], half: int, look: Look) -> None:
    """What the second process does: it ends here, whatever happens."""
    try:
        found = _in_order(split[half:], look, split[:half])
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
