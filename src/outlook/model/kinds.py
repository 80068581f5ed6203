"""The four kinds of forecast: binary, choice, numeric and date."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from math import isfinite
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, GetPydanticSchema, SkipValidation, TypeAdapter, model_validator

from outlook.errors import did_you_mean
from outlook.model.base_rates import BaseRate
from outlook.model.belief import (
    ABOVE,
    BELOW,
    EARLIER,
    LAST_SECOND,
    LATER,
    Axis,
    Chance,
    Points,
    Quantiles,
    Shares,
    day_place,
)
from outlook.model.distributions import SUM_TOLERANCE, pairs_of, read_distribution, within
from outlook.model.fields import About
from outlook.model.forecast import Forecast, Option
from outlook.model.outcomes import same_names
from outlook.model.sentences import misfit
from outlook.model.types import Day, Level, Probability, Slug, Text
from outlook.model.values import parse_probability, quantile_level, read_day

_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}
_KIND = About(30, scored_since=1)
_PRIOR = About(190)

MOST_CLASSES = 100

# A prior is read by the kind's own `read_belief`, once the fields that it depends on are there.
_Quantities = dict[str, float] | tuple[tuple[float, Probability], ...] | None
_Days = dict[str, Day] | tuple[tuple[Day, Probability], ...] | None


def _read_later(written: Any) -> GetPydanticSchema:
    """A field whose text is checked as `written`, and made a belief once the rest of the record is there."""
    return GetPydanticSchema(lambda _, handler: handler.generate_schema(written))


class BinaryForecast(Forecast):
    """A question answered by yes or no; a belief is the probability of yes.

    `as_stated_in` names the statement of which it asks exactly what it says: its hedge is then an estimate.
    `base_rates` say where the prior comes from. No score depends on them and they change nothing that is asked, so
    `record_sha256` leaves them out: a class may be added later without making earlier estimates those of another
    question.
    """

    kind: Annotated[Literal["binary"], _KIND]
    prior: Annotated[Chance | None, _read_later(Probability | None), _PRIOR] = None
    prior_range: Annotated[tuple[Probability, Probability] | None, About(200)] = None
    prior_otherwise: Annotated[Probability | None, About(210)] = None
    base_rates: Annotated[
        tuple[BaseRate, ...],
        Field(max_length=MOST_CLASSES),
        About(225, "", "[{of: releases since 2020, k: 7, n: 20}]", "reference classes: k of n came true"),
    ] = ()
    as_stated_in: Annotated[Slug | None, About(260)] = None

    @model_validator(mode="after")
    def _prior_range_and_arms(self) -> Self:
        self._settle_prior()
        if self.prior_range and self.prior_range[0] > self.prior_range[1]:
            raise misfit("prior_range runs from the lower to the higher probability", "prior_range")
        if self.prior_otherwise is not None and self.given is None:
            message = "prior_otherwise is the other arm of a condition: state `given` too, or leave it out"
            raise misfit(message, "prior_otherwise")
        return self

    def read_belief(self, raw: Any) -> Chance:
        """The probability of yes, from `0.65`, `65%` or `2:1`."""
        if type(raw) is float and 0 <= raw <= 1:  # as every ledger has it: a scorecard reads very many
            return Chance(raw)
        return Chance(parse_probability(raw))

    def read_outcome(self, raw: Any) -> str | float:
        """`yes`, `no`, or a fraction between them for what was settled in part."""
        outcome = _YES_NO.get(str(raw).strip().lower())
        if outcome is not None:
            return outcome
        try:
            fraction = parse_probability(raw)
        except ValueError:
            fraction = 0.0
        if not 0 < fraction < 1:
            raise ValueError(f"{str(raw)[:60]!r} is not an outcome: it is yes, no, ambiguous or annulled")
        return fraction


def _as_option(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class ChoiceForecast(Forecast):
    """One of several named options, in order where `ordered`; a belief is a probability for each."""

    kind: Annotated[Literal["choice"], _KIND]
    options: Annotated[
        tuple[Annotated[Option, BeforeValidator(_as_option, json_schema_input_type=str | Option)], ...],
        Field(min_length=2),
        About(40, scored_since=1),
    ]
    ordered: Annotated[bool, About(50, scored_since=1)] = False
    prior: Annotated[Shares | None, _read_later(dict[str, Probability] | None), _PRIOR] = None

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

    def read_belief(self, raw: Any) -> Shares:
        """A probability for every option, summing to 1, in the options' order."""
        pairs = pairs_of(raw)
        if not isinstance(pairs, Mapping):
            raise ValueError(f"a choice takes a probability for each option: {'=…,'.join(self.names)}=…")
        stated = {self._name(str(name)): parse_probability(value) for name, value in pairs.items()}
        if len(stated) < len(pairs):
            raise ValueError(f"an option is named twice: {', '.join(str(name)[:60] for name in pairs)}")
        same_names(stated, self.names, "the probabilities")
        total = sum(stated.values())
        if abs(total - 1) > SUM_TOLERANCE:
            raise ValueError(f"the probabilities sum to {total:.6g}, not 1: {_listed(stated)}")
        return Shares({name: stated[name] for name in self.names})

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


class Distributed(Forecast):
    """What the two kinds share that are believed in quantiles or points.

    `form` and `levels` fix the measure by which everybody is scored; without them the prior does.
    """

    form: Annotated[
        Literal["quantiles", "points"] | None,
        About(90, "", "quantiles", "or points: by which measure everybody is scored", scored_since=2),
    ] = None
    levels: Annotated[
        tuple[Level, ...], About(100, "", "[q05, q50, q95]", "the levels at which everybody is scored", scored_since=2)
    ] = ()

    @property
    def axis(self) -> Axis:
        """The line on which values and outcomes lie."""
        raise NotImplementedError

    def settle_measure(self) -> None:
        """Refuse levels that do not rise or do not fit the form, and a prior that lacks one of them."""
        places = [quantile_level(name) for name in self.levels]
        if places != sorted(set(places)):
            raise misfit("levels rise, each named once: q05, q25, q50, q75, q95", "levels")
        if self.levels and self.form == "points":
            raise misfit("levels belong to the form `quantiles`: leave out one of the two", "levels")
        if isinstance(self.prior, Quantiles) and (lacking := [one for one in self.levels if one not in self.prior]):
            raise misfit(f"the prior lacks {', '.join(lacking)}, which the levels name", "prior")


class NumericForecast(Distributed):
    """A quantity; a belief is quantiles, or cumulative points `[value, P(outcome ≤ value)]`.

    A stated `lower` or `upper` closes that end: nothing lies beyond it. Ends left out are open; where `open_below` or
    `open_above` names a threshold, `below` or `above` it is an outcome, which lies there.
    """

    outcomes_of_a_sign = ("above", "below")  # of the prior's median

    kind: Annotated[Literal["numeric"], _KIND]
    unit: Annotated[Text | None, About(60, scored_since=1)] = None
    lower: Annotated[float | None, About(70, scored_since=1)] = None
    upper: Annotated[float | None, About(80, scored_since=1)] = None
    open_below: Annotated[float | None, About(82, "", "0", "where the outcome `below` is placed", scored_since=2)] = (
        None
    )
    open_above: Annotated[float | None, About(84, "", "100", "where the outcome `above` is placed", scored_since=2)] = (
        None
    )
    prior: Annotated[Quantiles | Points | None, _read_later(SkipValidation[_Quantities]), _PRIOR] = None

    @model_validator(mode="after")
    def _bounds_and_prior(self) -> Self:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise misfit(f"lower ({self.lower:g}) must lie below upper ({self.upper:g})", "upper")
        for end, threshold in (("lower", "open_below"), ("upper", "open_above")):
            if getattr(self, end) is not None and getattr(self, threshold) is not None:
                raise misfit(f"{end} closes the end that {threshold} leaves open: state one of the two", threshold)
        if self.open_below is not None and self.open_above is not None and self.open_below >= self.open_above:
            message = f"open_below ({self.open_below:g}) must lie below open_above ({self.open_above:g})"
            raise misfit(message, "open_above")
        self._settle_prior()
        self.settle_measure()
        return self

    @cached_property
    def axis(self) -> Axis:
        """The line on which values and outcomes lie, in the unit."""
        return Axis(starts_at=self.lower, full_at=self.upper, below=self.open_below, above=self.open_above)

    def read_belief(self, raw: Any) -> Quantiles | Points:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return read_distribution(raw, _number, self.lower, self.upper, self.axis)

    def read_outcome(self, raw: Any) -> float | str:
        """The value that came true, also beyond the closed ends: the record may have been wrong about them.

        `below` and `above` are outcomes where the record has the threshold.
        """
        word = raw.strip().lower() if isinstance(raw, str) else ""
        thresholds = {BELOW: self.open_below, ABOVE: self.open_above}
        if word in thresholds and thresholds[word] is None:
            raise ValueError(
                f"{word!r} needs a threshold: the record has no open_{word}, so resolve with the value itself"
            )
        return word if word in thresholds else _number(raw)

    def beyond(self, value: float | str) -> str:
        """Which closed end a value lies beyond, as a sentence; empty where it lies within them."""
        if isinstance(value, str):
            return ""
        try:
            within(value, self.lower, self.upper)
        except ValueError as error:
            return str(error)
        return ""


class DateForecast(Distributed):
    """The day something first happens; a belief is quantiles, or points `[day, P(by that day)]`.

    What the points leave below 1 belongs to `later`: not by the close, or never.
    """

    kind: Annotated[Literal["date"], _KIND]
    lower: Annotated[Day | None, About(70, scored_since=1)] = None
    upper: Annotated[Day | None, About(80, scored_since=1)] = None
    prior: Annotated[Quantiles | Points | None, _read_later(SkipValidation[_Days]), _PRIOR] = None

    @model_validator(mode="after")
    def _bounds_and_prior(self) -> Self:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise misfit(f"lower ({self.lower}) must come before upper ({self.upper})", "upper")
        self._settle_prior()
        self.settle_measure()
        return self

    @cached_property
    def axis(self) -> Axis:
        """The line on which days lie: from the opening (or a later `lower`) to the close, in days."""
        starts = [] if self.opens_at is None else [day_place(self.opens_at)]
        starts += [] if self.lower is None else [float(self.lower.toordinal())]
        return Axis(
            starts_at=max(starts, default=None),
            full_at=None if self.upper is None else self.upper.toordinal() + LAST_SECOND,
            ends_at=None if self.closes_at is None else day_place(self.closes_at),
            days=True,
        )

    def read_belief(self, raw: Any) -> Quantiles | Points:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return read_distribution(raw, read_day, self.lower, self.upper, self.axis)

    def read_outcome(self, raw: Any) -> date | str:
        """The day it happened, `later` when it had not by the close, `earlier` when it had before the opening."""
        if isinstance(raw, str) and raw.strip().lower() in (LATER, EARLIER):
            return raw.strip().lower()
        value = read_day(raw)
        within(value, self.lower, self.upper)
        return value


AnyForecast = Annotated[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast, Field(discriminator="kind")]
FORECAST: TypeAdapter[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast] = TypeAdapter(AnyForecast)
BY_NAME: dict[str, type[Forecast]] = {
    "binary": BinaryForecast,
    "choice": ChoiceForecast,
    "numeric": NumericForecast,
    "date": DateForecast,
}
KINDS = tuple(BY_NAME)


def _number(raw: Any) -> float:
    try:
        value = float(str(raw).replace("_", "").replace(",", "")) if not isinstance(raw, bool) else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise ValueError(f"{str(raw)[:60]!r} is not a number")
    return value
