"""Peer points over time: everybody's against the mean of the others, in one pass over the moments of a question.

Of F forecasters with S the sum of their logarithms, one with the logarithm l has l - (S - l)/(F - 1). What that adds up
to over time is kept from the opening on, so that a belief needs it only at its two ends: the work grows with the
number of beliefs, and not with its square.

The sums are of whole numbers, without any rounding: who says what the others say has exactly 0 points.
"""

from __future__ import annotations

from itertools import chain
from math import inf, lcm, log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

# A logarithm is taken as a whole number of 2^-80, finer than a double of any probability but those next to 1 has it.
FINENESS = 80
MICROSECONDS = 1_000_000
POINTS = 100


class Held(NamedTuple):
    """The probability that a belief gave to what happened, and from when to when it stood."""

    chance: float
    starts_at: datetime
    ends_at: datetime


_Weighed: TypeAlias = "Sequence[tuple[Held, int]]"  # each with the logarithm of its chance, as a whole number


class _Change(NamedTuple):
    """What begins or ends at a moment: how many forecasters, how many of them with 0, and the sum of the others."""

    forecasters: int = 0
    zeros: int = 0
    logs: int = 0


class _Sums(NamedTuple):
    """Over the time until a moment in which there were others: time by F/(F - 1), and by S/(F - 1), each times `whole`.

    `alone_at_zero` and `together_at_zero` are the time in which one, and in which more, gave no chance at all.
    """

    own: int = 0
    others: int = 0
    alone_at_zero: int = 0
    together_at_zero: int = 0


def peer_points(held: Sequence[Sequence[Held]]) -> list[float | None]:
    """Points times seconds of each forecaster on one question; higher is better.

    Time in which nobody else has a forecast counts for nothing. Infinite where only one, or only others, gave what
    happened no chance; None where two did so at one time, or each at another.
    """
    # Time in which a belief did not stand counts for nothing.
    weighed = [[(one, _log(one.chance)) for one in mine if one.starts_at < one.ends_at] for mine in held]
    changes = _changes(weighed)
    moments = sorted(changes)
    whole = _multiple(changes, moments)
    sums = _sums(changes, moments, whole)
    return [_points(mine, sums, whole) for mine in weighed]


def _changes(weighed: Sequence[_Weighed]) -> Mapping[datetime, _Change]:
    changes: dict[datetime, _Change] = {}
    for (chance, starts_at, ends_at), logs in chain.from_iterable(weighed):
        zero = int(not chance)
        count, zeros, total = changes.get(starts_at, _Change())
        changes[starts_at] = _Change(count + 1, zeros + zero, total + logs)
        count, zeros, total = changes.get(ends_at, _Change())
        changes[ends_at] = _Change(count - 1, zeros - zero, total - logs)
    return changes


def _log(chance: float) -> int:
    return int(log(chance) * 2.0**FINENESS) if chance else 0


def _multiple(changes: Mapping[datetime, _Change], moments: Sequence[datetime]) -> int:
    """A number that every F - 1 divides."""
    forecasters, found = 0, {1}
    for moment in moments:
        forecasters += changes[moment].forecasters
        found.add(max(forecasters - 1, 1))
    return lcm(*found)


def _sums(changes: Mapping[datetime, _Change], moments: Sequence[datetime], whole: int) -> Mapping[datetime, _Sums]:
    sums: dict[datetime, _Sums] = {}
    own = others = alone = together = forecasters = zeros = logs = 0
    before = moments[0] if moments else None
    for moment in moments:
        assert before is not None
        time, before = _microseconds(moment - before), moment
        if forecasters > 1:
            part = time * (whole // (forecasters - 1))
            own, others = own + part * forecasters, others + part * logs
            alone, together = alone + time * (zeros == 1), together + time * (zeros > 1)
        sums[moment] = _Sums(own, others, alone, together)
        change = changes[moment]
        forecasters, zeros, logs = forecasters + change.forecasters, zeros + change.zeros, logs + change.logs
    return sums


def _microseconds(span: timedelta) -> int:
    return (span.days * 86_400 + span.seconds) * MICROSECONDS + span.microseconds


def _points(mine: _Weighed, sums: Mapping[datetime, _Sums], whole: int) -> float | None:
    total, found = 0, set[float]()
    for (chance, starts_at, ends_at), logs in mine:
        since, until = sums[starts_at], sums[ends_at]
        together = until.together_at_zero > since.together_at_zero
        if not chance and together:
            return None
        if together or until.alone_at_zero > since.alone_at_zero:
            found.add(inf if chance else -inf)
        total += logs * (until.own - since.own) - (until.others - since.others)
    if found:
        return found.pop() if len(found) == 1 else None
    return POINTS * total / (whole * MICROSECONDS << FINENESS)
