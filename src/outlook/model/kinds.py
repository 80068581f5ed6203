"""The four kinds of forecast: binary, choice, numeric and date."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetPydanticSchema,
    PlainSerializer,
    SkipValidation,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from outlook.model.as_stated import as_stated
from outlook.model.base_rates import BaseRate
from outlook.model.behaviour import BinaryQuestion, ChoiceQuestion, DateQuestion, DistributedQuestion, NumericQuestion
from outlook.model.belief import Chance, Points, Quantiles, Shares
from outlook.model.fields import About
from outlook.model.forecast import Forecast, Option
from outlook.model.sentences import misfit, sentence
from outlook.model.types import Day, Level, Probability, Slug, SlugOrNo, Text
from outlook.model.values import quantile_level, shown

_KIND = About(30, scored_since=1)
_PRIOR = About(190)

MOST_CLASSES = 100

# A prior is read by the kind's own `read_belief`, once the fields that it depends on are there.
_Quantities = dict[str, float] | tuple[tuple[float, Probability], ...] | None
_Days = dict[str, Day] | tuple[tuple[Day, Probability], ...] | None


def _read_later(written: Any) -> GetPydanticSchema:
    """A field whose text is checked as `written`, and made a belief once the rest of the record is there."""
    return GetPydanticSchema(lambda _, handler: handler.generate_schema(written))


def _one_or_several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    statements = [as_stated(name).statement for name in names]
    twice = next((name for place, name in enumerate(statements) if name in statements[:place]), None)
    if twice is not None:
        raise ValueError(f"{shown(twice)} is named twice: name each statement once")
    return names


def _as_written(names: tuple[str, ...] | None) -> str | list[str] | None:
    """One name without a list, as records that know of one only have it."""
    return names[0] if names and len(names) == 1 else None if names is None else list(names)


StatedIn = Annotated[
    tuple[SlugOrNo, ...],
    AfterValidator(_each_once),
    BeforeValidator(_one_or_several, json_schema_input_type=SlugOrNo | tuple[SlugOrNo, ...]),
]


def _beside_each(value: Any) -> Any:
    if isinstance(value, str | list | tuple):
        name = value if isinstance(value, str) else next(iter(value), "STATEMENT")
        raise ValueError(f"words have a number for a yes/no question only: write what it states, {{{name}: {{…}}}}")
    return value


# Statements, each with the belief that it states of what is asked; it is read as the prior is.
_SharesStated = Annotated[
    dict[Slug, Annotated[Any, _read_later(dict[str, Probability])]],
    Field(min_length=1),
    BeforeValidator(_beside_each),
]
_QuantitiesStated = Annotated[
    dict[Slug, Annotated[Any, _read_later(SkipValidation[_Quantities])]],
    Field(min_length=1),
    BeforeValidator(_beside_each),
]
_DaysStated = Annotated[
    dict[Slug, Annotated[Any, _read_later(SkipValidation[_Days])]],
    Field(min_length=1),
    BeforeValidator(_beside_each),
]
_AS_STATED = About(260)
_AS_SETTLED = PlainSerializer(lambda stated: stated)  # it is plain data by then


def _settle_stated(record: Any) -> None:
    """Keep what statements state as any estimate is kept: checked, with names and order as the record has them."""
    found = {}
    for name, raw in (record.as_stated_in or {}).items():
        try:
            found[name] = record.read_belief(raw).to_json()
        except ValueError as error:
            raise misfit(str(error), "as_stated_in", name) from error
    object.__setattr__(record, "as_stated_in", found or None)


class BinaryForecast(BinaryQuestion, Forecast):
    """A question answered by yes or no; a belief is the probability of yes.

    `as_stated_in` names the statements of which it asks exactly what they say: their hedges are then estimates. Behind
    `:no` they say how likely it is that this does not happen.
    Where it is empty, somebody said that none does.
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
    as_stated_in: Annotated[StatedIn | None, PlainSerializer(_as_written), About(260)] = None

    @model_validator(mode="after")
    def _prior_range_and_arms(self) -> Self:
        self._settle_prior()
        if self.prior_range and self.prior_range[0] > self.prior_range[1]:
            raise misfit("prior_range runs from the lower to the higher probability", "prior_range")
        if self.prior_otherwise is not None and self.given is None:
            message = "prior_otherwise is the other arm of a condition: state `given` too, or leave it out"
            raise misfit(message, "prior_otherwise")
        return self


def _as_option(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class ChoiceForecast(ChoiceQuestion, Forecast):
    """One of several named options, in order where `ordered`; a belief is a probability for each."""

    kind: Annotated[Literal["choice"], _KIND]
    options: Annotated[
        tuple[Annotated[Option, BeforeValidator(_as_option, json_schema_input_type=str | Option)], ...],
        Field(min_length=2),
        About(40, scored_since=1),
    ]
    ordered: Annotated[bool, About(50, scored_since=1)] = False
    prior: Annotated[Shares | None, _read_later(dict[str, Probability] | None), _PRIOR] = None
    as_stated_in: Annotated[_SharesStated | None, _AS_SETTLED, _AS_STATED] = None

    @model_validator(mode="after")
    def _options_and_prior(self) -> Self:
        if len({name.lower() for name in self.names}) < len(self.names):
            raise misfit("two options have the same name", "options")
        self._settle_prior()
        _settle_stated(self)
        return self


class Distributed(DistributedQuestion, Forecast):
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

    def settle_measure(self) -> None:
        """Refuse levels that do not rise or do not fit the form, and a prior that lacks one of them."""
        places = [quantile_level(name) for name in self.levels]
        if places != sorted(set(places)):
            raise misfit("levels rise, each named once: q05, q25, q50, q75, q95", "levels")
        if self.levels and self.form == "points":
            raise misfit("levels belong to the form `quantiles`: leave out one of the two", "levels")
        if isinstance(self.prior, Quantiles) and (lacking := [one for one in self.levels if one not in self.prior]):
            raise misfit(f"the prior lacks {', '.join(lacking)}, which the levels name", "prior")


class NumericForecast(NumericQuestion, Distributed):
    """A quantity; a belief is quantiles, or cumulative points `[value, P(outcome ≤ value)]`.

    A stated `lower` or `upper` closes that end: nothing lies beyond it. Ends left out are open; where `open_below` or
    `open_above` names a threshold, `below` or `above` it is an outcome, which lies there.
    """

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
    as_stated_in: Annotated[_QuantitiesStated | None, _AS_SETTLED, _AS_STATED] = None

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
        _settle_stated(self)
        return self


class DateForecast(DateQuestion, Distributed):
    """The day something first happens; a belief is quantiles, or points `[day, P(by that day)]`.

    What the points leave below 1 belongs to `later`: not by the close, or never.
    """

    kind: Annotated[Literal["date"], _KIND]
    lower: Annotated[Day | None, About(70, scored_since=1)] = None
    upper: Annotated[Day | None, About(80, scored_since=1)] = None
    prior: Annotated[Quantiles | Points | None, _read_later(SkipValidation[_Days]), _PRIOR] = None
    as_stated_in: Annotated[_DaysStated | None, _AS_SETTLED, _AS_STATED] = None

    @model_validator(mode="after")
    def _bounds_and_prior(self) -> Self:
        if self.lower is not None and self.upper is not None and self.lower >= self.upper:
            raise misfit(f"lower ({self.lower}) must come before upper ({self.upper})", "upper")
        self._settle_prior()
        self.settle_measure()
        _settle_stated(self)
        return self


AnyForecast = Annotated[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast, Field(discriminator="kind")]
FORECAST: TypeAdapter[BinaryForecast | ChoiceForecast | NumericForecast | DateForecast] = TypeAdapter(AnyForecast)
BY_NAME: dict[str, type[Forecast]] = {
    "binary": BinaryForecast,
    "choice": ChoiceForecast,
    "numeric": NumericForecast,
    "date": DateForecast,
}
KINDS = tuple(BY_NAME)


def build_forecast(fields: Mapping[str, Any]) -> Forecast:
    """A forecast from its fields, id and case among them; raises ValueError naming the first that does not fit."""
    try:
        return FORECAST.validate_python(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(sentence(first)) from error
