"""The rules of yes/no forecasts on whole columns: numpy arrays, and columns of Arrow, pandas and polars.

A pair of plain numbers gives a number, a list or tuple gives a list, and a column gives a numpy array of float64: the
Brier scores that `outlook.scoring.rules` gives for each pair, to the last digit, and its log scores up to the rounding
of numpy's logarithm. Arguments are checked alike: nothing out of range, no NaN and no null passes. Columns are looked
at in pieces that stay in the processor's cache.
"""

from __future__ import annotations

from math import fsum
from numbers import Real
from typing import TYPE_CHECKING, Any

from outlook.scoring import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PIECE = 1 << 15


def brier(p: Any, outcome: Any) -> Any:
    """Brier score, one-sided: (p - o)^2, of a pair of numbers or of two columns.

    Args:
        p: probabilities of yes, 0 to 1; of any length n.
        outcome: what happened, 0 to 1; as many as `p`.

    Returns:
        A float for two numbers, a list for lists, else an array of n float64. Range 0 to 1, no unit, lower is better.

    Raises:
        ValueError: a value is out of range or none, or the lengths differ; it names the argument and the place.

    Reference: Brier (1950).

    >>> brier(0.75, 1), brier([0.75, 0.5], [1, 0])
    (0.0625, [0.0625, 0.25])
    """
    return _each(p, outcome, rules.brier, lambda ps, outcomes: (ps - outcomes) ** 2)


def brier_two_sided(p: Any, outcome: Any) -> Any:
    """Brier score summed over yes and no: 2 (p - o)^2. Range 0 to 2, lower is better; see `brier`.

    >>> brier_two_sided([0.75], [1])
    [0.125]
    """
    return _each(p, outcome, rules.brier_two_sided, lambda ps, outcomes: 2.0 * (ps - outcomes) ** 2)


def log_score(p: Any, outcome: Any) -> Any:
    """Logarithmic score: -ln of the probability given to what happened, of a pair of numbers or of two columns.

    Range 0 to infinity, in nats, lower is better; infinite if what happened was given 0, never clipped. The outcomes
    are 0 or 1 alone. Lengths, return value and errors are those of `brier`. Reference: Good (1952).

    >>> log_score([1.0, 0.0], [1, 1])
    [0.0, inf]
    """
    return _each(p, outcome, rules.log_score, _surprise, only_whole=True)


def mean_brier(p: Any, outcome: Any) -> float:
    """The mean of `brier` over two columns or sequences of one length.

    Range 0 to 1, no unit, lower is better; 0.25 for 50 % throughout. To the rounding of the last digits.

    Raises:
        ValueError: as `brier`, and where there is nothing to average.

    >>> mean_brier([0.75, 0.5], [1, 0])
    0.15625
    """
    return _mean(p, outcome, _sum_of_squares)


def mean_log_score(p: Any, outcome: Any) -> float:
    """The mean of `log_score` over two columns or sequences of one length; in nats, lower is better.

    Infinite if any is. Raises ValueError as `mean_brier` does.

    >>> round(mean_log_score([0.5, 0.5], [1, 0]), 6)
    0.693147
    """
    return _mean(p, outcome, lambda ps, outcomes: float(_surprise(ps, outcomes).sum()), only_whole=True)


def _each(
    p: Any, outcome: Any, rule: Any, over: Callable[[Floats, Floats], Floats], *, only_whole: bool = False
) -> Any:
    if isinstance(p, Real) and isinstance(outcome, Real):
        return rule(float(p), float(outcome))
    if isinstance(p, list | tuple) and isinstance(outcome, list | tuple):
        _check_lengths(len(p), len(outcome))
        return [rule(one, other) for one, other in zip(p, outcome, strict=True)]
    import numpy as np

    ps, outcomes = _columns(p, outcome)
    found = np.empty(len(ps))
    for start, some, happened in _pieces(ps, outcomes, only_whole=only_whole):
        found[start : start + len(some)] = over(some, happened)
    return found


def _mean(p: Any, outcome: Any, total: Callable[[Floats, Floats], float], *, only_whole: bool = False) -> float:
    ps, outcomes = _columns(p, outcome)
    if not len(ps):
        raise ValueError("p must hold at least one probability, not none.")
    return fsum(total(some, happened) for _, some, happened in _pieces(ps, outcomes, only_whole=only_whole)) / len(ps)


def _sum_of_squares(ps: Floats, outcomes: Floats) -> float:
    off = ps - outcomes
    off *= off  # a product of vectors would be handed to other threads, which takes longer than the work
    return float(off.sum())


def _surprise(ps: Floats, outcomes: Floats) -> Floats:
    """-ln p for yes and -ln(1 - p) for no, without losing the digits of a tiny p.

    What rounding took from 1 - p is put back: ln(1 - p) = ln u - ((u - 1) + p) / u, where u is 1 - p as rounded. That
    is a third of the time of log1p.
    """
    import numpy as np

    other = 1.0 - ps
    lost = (other - 1.0 + ps) * (1.0 - outcomes)
    given = np.where(outcomes == 1, ps, other)
    with np.errstate(divide="ignore", invalid="ignore"):
        lost /= given
        found = np.log(given)
    lost[given == 0] = 0.0
    found -= lost
    return np.abs(found, out=found)


def _columns(p: Any, outcome: Any) -> tuple[Floats, Floats]:
    ps, outcomes = _column("p", p), _column("outcome", outcome)
    _check_lengths(len(ps), len(outcomes))
    return ps, outcomes


def _column(name: str, values: Any) -> Floats:
    """One dimension of float64; a null becomes NaN, which no check lets pass."""
    import numpy as np

    try:
        found: Floats = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be numbers from 0 to 1, not {type(values).__name__} ({error}).") from error
    if found.ndim != 1:
        raise ValueError(f"{name} must have one dimension, not {found.ndim}.")
    return found


def _check_lengths(ps: int, outcomes: int) -> None:
    if ps != outcomes:
        raise ValueError(f"outcome must be as long as p, but has {outcomes} for {ps}.")


def _pieces(ps: Floats, outcomes: Floats, *, only_whole: bool) -> Iterator[tuple[int, Floats, Floats]]:
    """Where each piece starts, and its two parts, each checked just before it is used."""
    for start in range(0, len(ps), PIECE):
        some, happened = ps[start : start + PIECE], outcomes[start : start + PIECE]
        # `not (a <= p <= b)` refuses NaN too, which no comparison holds for.
        if not (some.min() >= 0.0 and some.max() <= 1.0):
            raise _wrong("p", some, start, "a number from 0 to 1")
        if only_whole:
            if not ((happened == 0.0) | (happened == 1.0)).all():
                raise _wrong("outcome", happened, start, "0 or 1", whole=True)
        elif not (happened.min() >= 0.0 and happened.max() <= 1.0):
            raise _wrong("outcome", happened, start, "a number from 0 to 1")
        yield start, some, happened


def _wrong(name: str, values: Floats, start: int, wanted: str, *, whole: bool = False) -> ValueError:
    for place, value in enumerate(values.tolist()):
        if value not in (0.0, 1.0) if whole else not 0.0 <= value <= 1.0:
            return ValueError(f"{name}[{start + place}] must be {wanted}, not {value!r}.")
    raise AssertionError("a piece was refused, so a value in it is wrong")
