"""Ledger entries: evidence, estimates, resolutions and retractions, each dated by three clocks.

`happened_on` is when it happened, `known_at` when it became known (replay and scores use it),
`recorded_at` when it was written down. Fields stand here in the order in which they are written.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from outlook.errors import did_you_mean
from outlook.model.sentences import sentence
from outlook.model.values import Day, Frozen, Grade, Moment, Probability, Slug, Text

SCHEMA = 1
KINDS = ("evidence", "estimate", "resolution", "retraction")
ENTRY_ID = r"^[a-z2-7]{8}$"
MATCHES = ("full", "partial", "pending", "refutes", "none")


def _match(value: Any) -> Any:
    if value in MATCHES:
        return value
    near = did_you_mean(str(value)[:60], MATCHES)
    raise ValueError(f"{str(value)[:60]!r} is not a match: it is one of {', '.join(MATCHES)}; {near}".rstrip("; "))


EntryId = Annotated[str, Field(pattern=ENTRY_ID)]
Match = Annotated[Literal["full", "partial", "pending", "refutes", "none"], BeforeValidator(_match)]
LikelihoodRatio = Annotated[float, Field(gt=0)]


class Entry(Frozen):
    """What every ledger line carries."""

    id: EntryId
    kind: str
    known_at: Moment
    recorded_at: Moment
    by: Text


class Evidence(Entry):
    """One dated, sourced, graded report; it may bear on indicators of several forecasts.

    `likelihood_ratio` is P(report | yes) / P(report | no) for its forecasts when no indicator carries
    it; above 1 speaks for yes. `origin` names what several reports go back to, so that they count once.
    """

    kind: Literal["evidence"] = "evidence"
    happened_on: Day | None = None
    summary: Text
    source: Text | None = None
    url: Text | None = None
    grade: Grade | None = None
    p_accurate: Probability | None = None
    origin: Slug | None = None
    forecasts: tuple[Slug, ...] = ()
    indicators: dict[Slug, Match] = Field(default_factory=dict)
    likelihood_ratio: LikelihoodRatio | None = None
    note: Text | None = None
    revises: EntryId | None = None


class Estimate(Entry):
    """A probability or distribution that a forecaster states at a time; `stated: null` withdraws it.

    `stated` has the shape of the forecast's prior; `record_sha256` is the hash of the scored fields
    of the forecast at that time, so that a later change of the question shows. `band` holds the lowest and the highest
    probability that words stand for, where the estimate was made of words; `stated` is then its midpoint.
    """

    kind: Literal["estimate"] = "estimate"
    forecast: Slug
    stated: float | dict[Text, float | str] | list[tuple[float | str, float]] | None
    why: Text | None = None
    band: tuple[Probability, Probability] | None = None
    record_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class Resolution(Entry):
    """What happened: `yes`, `no`, an option, a value, a day, `later`, `ambiguous` or `annulled`."""

    kind: Literal["resolution"] = "resolution"
    forecast: Slug
    outcome: float | Text
    happened_on: Day | None = None
    why: Text | None = None
    evidence: tuple[EntryId, ...] = ()


class Retraction(Entry):
    """Takes back another entry from the moment it is known; the other entry stays in the ledger."""

    kind: Literal["retraction"] = "retraction"
    entry: EntryId
    why: Text | None = None


EntryKind = TypeVar("EntryKind", bound=Entry)
AnyEntry = Annotated[Evidence | Estimate | Resolution | Retraction, Field(discriminator="kind")]
ENTRY: TypeAdapter[Evidence | Estimate | Resolution | Retraction] = TypeAdapter(AnyEntry)


def build(entry_class: type[EntryKind], fields: Mapping[str, Any]) -> EntryKind:
    """An entry of that kind from its fields; raises ValueError naming the first field that does not fit."""
    try:
        return entry_class.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ".join(str(part) for part in first["loc"]).replace("_", " ")
        raise ValueError(f"{place}: {sentence(first)}") from error


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as it stands in a ledger: keys in their fixed order, empty fields left out."""
    fields = entry.model_dump(mode="json")
    kept = {"stated"}  # null is a statement here: the forecaster withdraws
    return {name: value for name, value in fields.items() if name in kept or value not in (None, [], {})}
