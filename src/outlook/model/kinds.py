"""The four kinds of forecast: binary, choice, numeric and date."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, SkipValidation, TypeAdapter, model_validator

from outlook.errors import did_you_mean
from outlook.model.forecast import (
    LATER,
    Belief,
    DayPoints,
    DayQuantiles,
    Forecast,
    Option,
    Points,
    Quantiles,
    same_names,
)
from outlook.model.sentences import misfit
from outlook.model.values import QUANTILE, Day, Probability, Slug, Text, parse_probability, quantile_level, read_day

SUM_TOLERANCE = 1e-6

T = TypeVar("T", float, date)

_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}
_PAIR = re.compile(r"\s*([^=,]+?)\s*=\s*([^=,]+?)\s*")


def _pairs(raw: Any) -> Any:
    """`a=.3,b=.7` as a mapping; anything that is not such a text is left as it is."""
    if not isinstance(raw, str):
        return raw
    matches = [_PAIR.fullmatch(part) for part in raw.split(",")]
    found = [(match[1], match[2]) for match in matches if match]
    if len(found) < len(matches):
        raise ValueError(f"{raw[:60]!r} is not a distribution: write name=value pairs, such as q05=1,q50=2,q95=4")
    if len(dict(found)) < len(found):
        raise ValueError(f"{raw[:60]!r} names the same thing twice")
    return dict(found)


class BinaryForecast(Forecast):
    """A question answered by yes or no; a belief is the probability of yes.

    `as_stated_in` names the statement of which it asks exactly what it says: its hedge is then an estimate.
    """

    kind: Literal["binary"]
    prior: Probability | None = None
    prior_range: tuple[Probability, Probability] | None = None
    prior_otherwise: Probability | None = None
    as_stated_in: Slug | None = None

    @model_validator(mode="after")
    def _range_and_arms(self) -> Self:
        if self.prior_range and self.prior_range[0] > self.prior_range[1]:
            raise misfit("prior_range runs from the lower to the higher probability", "prior_range")
        if self.prior_otherwise is not None and self.given is None:
            message = "prior_otherwise is the other arm of a condition: state `given` too, or leave it out"
            raise misfit(message, "prior_otherwise")
        return self

    def read_belief(self, raw: Any) -> float:
        """The probability of yes, from `0.65`, `65%` or `2:1`."""
        if type(raw) is float and 0 <= raw <= 1:  # as every ledger has it: a scorecard reads very many
            return raw
        return parse_probability(raw)

    def read_outcome(self, raw: Any) -> str:
        """`yes` or `no`."""
        outcome = _YES_NO.get(str(raw).strip().lower())
        if outcome is None:
            raise ValueError(f"{str(raw)[:60]!r} is not an outcome: it is yes, no, ambiguous or annulled")
        return outcome


def _as_option(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class ChoiceForecast(Forecast):
    """One of several named options, in order where `ordered`; a belief is a probability for each."""

    kind: Literal["choice"]
    options: Annotated[
        tuple[Annotated[Option, BeforeValidator(_as_option, json_schema_input_type=str | Option)], ...],
        Field(min_length=2),
    ]
    ordered: bool = False
    prior: dict[str, Probability] | None = None

    @model_validator(mode="after")
    def _options_and_prior(self) -> Self:
        if len({name.lower() for name in self.names}) < len(self.names):
            raise misfit("two options have the same name", "options")
        self._settle_prior()
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The options' names, in their order."""
        return tuple(option.name for option in self.options)

    @property
    def signs(self) -> tuple[str, ...]:
        """An indicator's likelihood is stated for each option."""
        return self.names

    def read_belief(self, raw: Any) -> dict[str, float]:
        """A probability for every option, summing to 1, in the options' order."""
        pairs = _pairs(raw)
        if not isinstance(pairs, Mapping):
            raise ValueError(f"a choice takes a probability for each option: {'=…,'.join(self.names)}=…")
        stated = {self._name(str(name)): parse_probability(value) for name, value in pairs.items()}
        if len(stated) < len(pairs):
            raise ValueError(f"an option is named twice: {', '.join(str(name)[:60] for name in pairs)}")
        same_names(stated, self.names, "the probabilities")
        total = sum(stated.values())
        if abs(total - 1) > SUM_TOLERANCE:
            raise ValueError(f"the probabilities sum to {total:.6g}, not 1: {_listed(stated)}")
        return {name: stated[name] for name in self.names}

    def _name(self, raw: str) -> str:
        return {name.lower(): name for name in self.names}.get(raw.strip().lower(), raw)

    def read_outcome(self, raw: Any) -> str:
        """The option's name, whatever its case."""
        name = self._name(str(raw))
        if name not in self.names:
            hint = did_you_mean(name[:60], self.names) or f"it is one of {', '.join(self.names)}"
            raise ValueError(f"{str(raw)[:60]!r} is not an option; {hint}")
        return name


def _listed(stated: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {probability:g}" for name, probability in stated.items())


class NumericForecast(Forecast):
    """A quantity; a belief is quantiles, or cumulative points `[value, P(outcome ≤ value)]`.

    A stated `lower` or `upper` closes that end: nothing lies beyond it. Ends left out are open.
    """

    outcomes_of_a_sign = ("above", "below")  # of the prior's median

    kind: Literal["numeric"]
    unit: Text | None = None
    lower: float | None = None
    upper: float | None = None
    prior: SkipValidation[Quantiles | Points | None] = None  # read_belief reads it

    @model_validator(mode="after")
    def _bounds_and_prior(self) -> Self:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise misfit(f"lower ({self.lower:g}) must lie below upper ({self.upper:g})", "upper")
        self._settle_prior()
        return self

    def read_belief(self, raw: Any) -> Quantiles | Points:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return _distribution(raw, _number, self.lower, self.upper)

    def read_outcome(self, raw: Any) -> float:
        """The value that came true, also beyond the closed ends: the record may have been wrong about them."""
        return _number(raw)

    def beyond(self, value: float) -> str:
        """Which closed end a value lies beyond, as a sentence; empty where it lies within them."""
        try:
            _within(value, self.lower, self.upper)
        except ValueError as error:
            return str(error)
        return ""


class DateForecast(Forecast):
    """The day something first happens; a belief is quantiles, or points `[day, P(by that day)]`.

    What the points leave below 1 belongs to `later`: not by the last of them, or never.
    """

    kind: Literal["date"]
    lower: Day | None = None
    upper: Day | None = None
    prior: SkipValidation[DayQuantiles | DayPoints | None] = None  # read_belief reads it

    @model_validator(mode="after")
    def _bounds_and_prior(self) -> Self:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise misfit(f"lower ({self.lower}) must come before upper ({self.upper})", "upper")
        self._settle_prior()
        return self

    def read_belief(self, raw: Any) -> DayQuantiles | DayPoints:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return _distribution(raw, read_day, self.lower, self.upper)

    def read_outcome(self, raw: Any) -> date | str:
        """The day it happened, or `later` when it had not by the close."""
        if isinstance(raw, str) and raw.strip().lower() == LATER:
            return LATER
        value = read_day(raw)
        _within(value, self.lower, self.upper)
        return value


AnyForecast = Annotated[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast, Field(discriminator="kind")]
FORECAST: TypeAdapter[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast] = TypeAdapter(AnyForecast)
KINDS = ("binary", "choice", "numeric", "date")


def _number(raw: Any) -> float:
    try:
        value = float(str(raw).replace("_", "").replace(",", "")) if not isinstance(raw, bool) else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise ValueError(f"{str(raw)[:60]!r} is not a number")
    return value


def _within(value: T, lower: T | None, upper: T | None) -> None:
    if lower is not None and value < lower:
        raise ValueError(f"{value} lies below the closed end {lower}")
    if upper is not None and value > upper:
        raise ValueError(f"{value} lies above the closed end {upper}")


def _distribution(
    raw: Any, read: Callable[[Any], T], lower: T | None, upper: T | None
) -> dict[str, T] | tuple[tuple[T, float], ...]:
    pairs = _pairs(raw)
    if isinstance(pairs, Mapping) and all(QUANTILE.fullmatch(str(name)) for name in pairs):
        return _quantiles(pairs, read, lower, upper)
    points = pairs.items() if isinstance(pairs, Mapping) else pairs
    if not isinstance(points, Iterable):
        raise ValueError("a distribution is quantiles (q05=…,q50=…,q95=…) or points [value, cumulative probability]")
    pairs_only = [tuple(point) if isinstance(point, list | tuple) else () for point in points]
    return _cumulative(pairs_only, read, lower, upper)


def _quantiles(pairs: Mapping[str, Any], read: Callable[[Any], T], lower: T | None, upper: T | None) -> dict[str, T]:
    ranked = sorted((quantile_level(name), name, read(value)) for name, value in pairs.items())
    if not ranked:
        raise ValueError("no quantile is stated: write q05, q50 and q95, or more")
    for (_, left, low), (_, right, high) in pairwise(ranked):
        if high < low:
            raise ValueError(f"quantiles out of order: {left} is {low} but {right} is {high}")
    for _, _, value in ranked:
        _within(value, lower, upper)
    return {name: value for _, name, value in ranked}


def _cumulative(
    points: list[tuple[Any, ...]], read: Callable[[Any], T], lower: T | None, upper: T | None
) -> tuple[tuple[T, float], ...]:
    if len(points) < 2 or any(len(point) != 2 for point in points):  # noqa: PLR2004 - a pair; a line needs two
        raise ValueError("cumulative points are two or more pairs [value, probability of at most that value]")
    read_points = tuple((read(value), parse_probability(share)) for value, share in points)
    for (low, less), (high, more) in pairwise(read_points):
        if high <= low or more < less:
            raise ValueError(f"cumulative points must rise: ({low}, {less:g}) is followed by ({high}, {more:g})")
    _within(read_points[0][0], lower, upper)
    last, reached = read_points[-1]
    _within(last, lower, upper)
    if upper is not None and last == upper and abs(reached - 1) > SUM_TOLERANCE:
        raise ValueError(f"the range is closed at {upper}, so the last point must reach 1, not {reached:g}")
    return read_points


def to_json(belief: Belief) -> float | dict[str, Any] | list[list[Any]]:
    """A belief as it is written: days as ISO text, points as pairs."""
    if isinstance(belief, float | int):
        return float(belief)
    if isinstance(belief, dict):
        return {name: _plain(value) for name, value in belief.items()}
    return [[_plain(value), share] for value, share in belief]


def _plain(value: float | date) -> float | str:
    return value.isoformat() if isinstance(value, date) else value
