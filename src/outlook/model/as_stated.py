"""Which statements a record says that it asks, and whether their words are of what it asks or of its not happening.

`as_stated_in: rain` of a yes/no question says that its words are of yes; `rain:no` that they are of no, as those of
*rain will almost certainly not fall* are where the question is whether it will.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_NO = ":no"


class AsStated(NamedTuple):
    """A statement whose words are an estimate; `of_no` where they say how likely it is that the answer is no."""

    statement: str
    of_no: bool = False

    def __str__(self) -> str:
        """As a record has it."""
        return f"{self.statement}{OF_NO if self.of_no else ''}"


def as_stated(name: str) -> AsStated:
    """One name as a record has it.

    >>> as_stated("rain"), str(as_stated("rain:no"))
    (AsStated(statement='rain', of_no=False), 'rain:no')
    """
    return AsStated(name.removesuffix(OF_NO), name.endswith(OF_NO))


def stated_in(forecast: Any) -> tuple[AsStated, ...]:
    """The statements that a record names in `as_stated_in`, in its order; none where it names none."""
    names: Iterable[str] = getattr(forecast, "as_stated_in", None) or ()
    return tuple(map(as_stated, names))


def find_stated(forecast: Any, statement_id: str) -> AsStated | None:
    """How a record names a statement in `as_stated_in`; None where it does not."""
    return next((one for one in stated_in(forecast) if one.statement == statement_id), None)


def other_way(low: float, high: float) -> tuple[float, float]:
    """The band of the opposite, 0 to 1.

    >>> other_way(0.75, 1.0)
    (0.0, 0.25)
    """
    return 1 - high, 1 - low
