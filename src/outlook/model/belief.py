"""What is believed: a chance, shares, quantiles or points; how each is written, read, and made one number.

A *chance* is the probability of yes, *shares* are a probability for each option. A quantity or a day is believed in
*quantiles* (the value at a level) or in *points* of a cumulative distribution. Their values lie on an `Axis`, in the
forecast's unit or, for days, in days.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple, Self, TypeVar

from outlook.model.values import quantile_level

EARLIER, LATER, BELOW, ABOVE = "earlier", "later", "below", "above"
SAME_LEVEL = 1e-9  # the rounding of a level
NOON = 0.5
DAY_SECONDS = 86_400
LAST_SECOND = 86_399 / DAY_SECONDS

Value = TypeVar("Value", bound=float | date)
Plain = float | dict[str, Any] | list[list[Any]]


class Chance(float):
    """The probability of yes, 0 to 1."""

    __slots__ = ()

    @property
    def shares(self) -> Mapping[str, float]:
        """A binary forecast as a choice between yes and no."""
        return {"yes": float(self), "no": 1 - self}

    @property
    def leading(self) -> tuple[str, float]:
        """What a binary forecast is summed up by: the probability of yes."""
        return "yes", float(self)

    def number(self, option: str = "") -> float:
        """The probability of yes, whatever option is asked for."""
        del option
        return float(self)

    def to_json(self) -> Plain:
        """The belief as it is written."""
        return float(self)


class _Named(Mapping[str, Value]):
    """Values by name, in their order; it cannot be changed, and equals any mapping that says the same."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._values!r})"

    def to_json(self) -> Plain:
        """The belief as it is written, days as ISO text."""
        return {name: _plain(value) for name, value in self._values.items()}


class Shares(_Named[float]):
    """Option → probability, 0 to 1, in the record's order; they sum to 1."""

    __slots__ = ()

    @property
    def shares(self) -> Mapping[str, float]:
        """Themselves."""
        return self._values

    @property
    def leading(self) -> tuple[str, float]:
        """The most likely option and its probability; of equals the one whose name comes last."""
        share, name = max((share, name) for name, share in self._values.items())
        return name, share

    def number(self, option: str = "") -> float | None:
        """The probability of an option; None for one that is not there."""
        return self._values.get(option)


class Axis(NamedTuple):
    """The line on which the values of a quantity or a date lie, and where its cumulative distribution begins and ends.

    `starts_at` is where it is 0: the closed lower end of a quantity, the opening (or a later `lower`) of a date. From
    `full_at` on it is 1: the closed upper end. A date's range ends at `ends_at`, the close.
    `below` and `above` are the places of these outcomes, where the record has them. Of `days`, a whole number is a
    midnight: that at which the day with this ordinal number begins.
    """

    starts_at: float | None = None
    full_at: float | None = None
    ends_at: float | None = None
    below: float | None = None
    above: float | None = None
    days: bool = False

    def place(self, value: float | date) -> float:
        """Where a stated value lies: a day at its end, 23:59:59, since P(by that day) includes it."""
        return value.toordinal() + LAST_SECOND if isinstance(value, date) else float(value)

    def place_of(self, outcome: float | date | str) -> float:
        """Where an outcome lies: a day at its noon, `earlier` at the opening, `later` at the close.

        Raises:
            ValueError: for a word that has no place here.
        """
        if isinstance(outcome, date):
            return outcome.toordinal() + NOON
        words = {EARLIER: self.starts_at, LATER: self.ends_at, BELOW: self.below, ABOVE: self.above}
        place = words.get(outcome) if isinstance(outcome, str) else float(outcome)
        if place is None:
            raise ValueError(f"the record does not say where {outcome!r} lies")
        return place

    def drawn(self, place: float) -> float:
        """A place as it is drawn and printed: a day that was stated as its ordinal number."""
        return place - LAST_SECOND if self.days else place


QUANTITY = Axis()


def day_place(moment: datetime) -> float:
    """A moment as a number of days, its day's ordinal number and the share of the day that has passed."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.toordinal() + (moment - midnight).total_seconds() / DAY_SECONDS


class Quantiles(_Named[Any]):
    """Level (`q05`) → value, rising: a quantity, or a day."""

    __slots__ = ("axis",)

    def __init__(self, values: Mapping[str, Any], axis: Axis = QUANTITY) -> None:
        super().__init__(values)
        self.axis = axis

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels that are stated, each between 0 and 1, rising."""
        return tuple(quantile_level(name) for name in self._values)

    def quantile(self, level: float) -> float | None:
        """The place of the value that is stated for a level; None where none is.

        >>> Quantiles({"q05": 1.0, "q50": 4.0}).quantile(0.5)
        4.0
        """
        stated = (name for name in self._values if abs(quantile_level(name) - level) < SAME_LEVEL)
        return next((self.axis.place(self._values[name]) for name in stated), None)

    def reading(self, level: float) -> float | None:
        """The value at a level as it is drawn, days as ordinal numbers; None where none is stated."""
        place = self.quantile(level)
        return None if place is None else self.axis.drawn(place)

    def number(self, option: str = "") -> None:
        """A distribution is not one number."""
        del option


class Points(tuple[tuple[Any, float], ...]):  # noqa: SLOT001 - what is made of them is kept beside them
    """`(value, P(at most that value))`, rising: a cumulative distribution, straight between its points."""

    axis: Axis

    def __new__(cls, points: Sequence[tuple[Any, float]], axis: Axis = QUANTITY) -> Self:
        """The points on their axis."""
        made = super().__new__(cls, points)
        made.axis = axis
        return made

    def to_json(self) -> Plain:
        """The belief as it is written, days as ISO text."""
        return [[_plain(value), share] for value, share in self]

    @cached_property
    def knots(self) -> tuple[tuple[float, float], ...]:
        """The points on the axis with what the record says of its ends; the distribution is straight between them.

        A closed end and a date's opening and close are knots; before the first knot of a quantity the distribution is
        0, from the last one on it is 1. A date's knots reach from its opening to its close, and nothing lies beyond.
        """
        axis = self.axis
        found = [(axis.place(value), share) for value, share in self]
        if axis.starts_at is not None and axis.starts_at < found[0][0]:
            found.insert(0, (axis.starts_at, 0.0))
        if axis.full_at is not None and axis.full_at > found[-1][0]:
            found.append((axis.full_at, 1.0))
        if axis.ends_at is None:
            return tuple(found)
        if axis.ends_at > found[-1][0]:
            found.append((axis.ends_at, found[-1][1]))
        return _cut(found, -inf if axis.starts_at is None else axis.starts_at, axis.ends_at)

    def cdf(self, place: float) -> float:
        """P(at most that place), 0 to 1.

        >>> Points([(0.0, 0.0), (8.0, 1.0)]).cdf(2.0)
        0.25
        """
        knots = self.knots
        if place < knots[0][0]:
            return 0.0
        if place >= knots[-1][0]:
            return 1.0 if self.axis.ends_at is None else knots[-1][1]
        return _between(knots, place)

    def quantile(self, level: float) -> float | None:
        """The first place at which the distribution reaches a level; None where a date has not reached it by the close.

        >>> Points([(0.0, 0.0), (8.0, 1.0)]).quantile(0.25)
        2.0
        """
        knots = self.knots
        if level <= knots[0][1]:
            return knots[0][0]
        for (x0, y0), (x1, y1) in pairwise(knots):
            if y0 < level <= y1:
                return x0 + (x1 - x0) * ((level - y0) / (y1 - y0))
        return knots[-1][0] if self.axis.ends_at is None else None

    def reading(self, level: float) -> float | None:
        """The value at a level as it is drawn, days as ordinal numbers; None where it lies outside what was stated."""
        place = self.quantile(level)
        if place is None or not self[0][1] <= level <= self[-1][1]:
            return None
        return self.axis.drawn(place)

    def share_by(self, value: float | date) -> float:
        """P(at most that value), or P(by that day), 0 to 1; as it was stated, where it was."""
        stated = next((share for point, share in self if point == value), None)
        return self.cdf(self.axis.place(value)) if stated is None else stated

    def number(self, option: str = "") -> None:
        """A distribution is not one number."""
        del option


Belief = Chance | Shares | Quantiles | Points


def _between(knots: Sequence[tuple[float, float]], place: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(knots):
        if x0 <= place < x1:
            return y0 + (y1 - y0) * ((place - x0) / (x1 - x0))
    return knots[-1][1]


def _cut(knots: Sequence[tuple[float, float]], low: float, high: float) -> tuple[tuple[float, float], ...]:
    """The part from `low` to `high`, with the distribution as it is at these ends."""
    inside = [(place, share) for place, share in knots if low < place < high]
    ends = [(end, _between(knots, end)) for end in (low, high) if knots[0][0] <= end <= knots[-1][0]]
    return tuple(sorted([*inside, *ends]))


def _plain(value: float | date) -> float | str:
    return value.isoformat() if isinstance(value, date) else value
