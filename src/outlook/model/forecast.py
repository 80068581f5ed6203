"""The forecast record in its four kinds, and what may be believed and what may happen under each.

A *belief* is a chance (`binary`), shares (`choice`), quantiles or points (`numeric`, `date`). An *outcome* is
`yes`/`no` or a fraction between them, an option, a number, a day, or the end of an open range.
"""

import hashlib
import json
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_serializer, field_validator, model_validator
from pydantic.json_schema import SkipJsonSchema

from outlook.model.behaviour import Question
from outlook.model.belief import Belief
from outlook.model.fields import About, about, scored
from outlook.model.imported import Imported
from outlook.model.outcomes import NOT_AN_OUTCOME, same_names
from outlook.model.sentences import misfit
from outlook.model.types import Closing, Frozen, Likelihoods, Moment, Probability, Slug, Text

_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


@cache
def _scored(record: "type[Forecast]") -> set[str]:
    """The fields that scores depend on, as pydantic wants them."""
    return set(scored(record))


class Option(Frozen):
    """One named answer of a choice; in a scenario set it carries a narrative."""

    name: Text
    title: Text | None = None
    narrative: Text | None = None

    @field_validator("name")
    @classmethod
    def _usable(cls, name: str) -> str:
        if name.strip().lower() in NOT_AN_OUTCOME:
            raise ValueError(f"{name!r} cannot name an option: it says that there is no outcome; give it another name")
        if not name.isprintable():
            raise ValueError(f"{name!r} cannot name an option: write it on one line, without control characters")
        return name


class Given(Frozen):
    """The condition a forecast hangs on: another forecast of the case and the outcome it must have."""

    forecast: Slug
    outcome: Text


class ScenarioTable(Frozen):
    """P(forecast | scenario) for every option of a scenario set.

    For a conditional forecast `probability` holds where its condition is met, `otherwise` where it is not.
    """

    set: Slug
    probability: dict[str, Probability]
    otherwise: dict[str, Probability] | None = None


class IndicatorLink(Frozen):
    """How likely a shared indicator is to be seen by the close, under each outcome of this forecast.

    0 and 1 are decisive: a sign that is never seen if the answer is no proves yes, once a report is certain. All 0 is
    refused.
    """

    id: Slug
    likelihood: Likelihoods


class Forecast(Frozen, Question):
    """What the four kinds share; the id is the file's name and stands in no record."""

    id: SkipJsonSchema[Slug]
    case: SkipJsonSchema[Slug]
    kind: Annotated[str, About(30, scored_since=1)]
    title: Annotated[Text | None, About(10)] = None
    question: Annotated[Text | None, About(20, scored_since=1)] = None
    opens_at: Annotated[Moment | None, About(120, scored_since=1)] = None
    closes_at: Annotated[Closing | None, About(130, scored_since=1)] = None
    criteria: Annotated[Text | None, About(140, scored_since=1)] = None
    judged_by: Annotated[
        Text | None,
        About(150, "Judged by", "metaculus", "in place of criteria: who decides elsewhere", scored_since=2),
    ] = None
    fine_print: Annotated[tuple[Text, ...], About(160, scored_since=1)] = ()
    sources: Annotated[tuple[Text, ...], About(170)] = ()
    given: Annotated[Given | None, About(180, scored_since=1)] = None
    prior: Annotated[Any, About(190)] = None
    base_rate: Annotated[Text | None, About(220, "Base rate")] = None
    decay: Annotated[Literal["deadline", "none"], About(230)] = "none"
    scenarios: Annotated[ScenarioTable | None, About(240)] = None
    statements: Annotated[tuple[Slug, ...], About(250)] = ()
    tags: Annotated[tuple[Slug, ...], About(270)] = ()
    indicators: Annotated[tuple[IndicatorLink, ...], About(280)] = ()
    note: Annotated[Text | None, About(290, "Note")] = None
    known: Annotated[dict[Text, Text], About(300)] = Field(default_factory=dict)
    imported: Annotated[Imported | None, About(310)] = None

    @model_validator(mode="after")
    def _window_and_likelihoods(self) -> Self:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            message = f"closes_at ({self.closes_at:%Y-%m-%d}) must come after opens_at ({self.opens_at:%Y-%m-%d})"
            raise misfit(message, "closes_at")
        for index, link in enumerate(self.indicators):
            try:
                same_names(link.likelihood, self.signs, f"the likelihoods of {link.id}")
            except ValueError as error:
                raise misfit(str(error), "indicators", index, "likelihood") from error
            if not any(link.likelihood.values()):
                message = f"{link.id} can never be seen: every likelihood is 0, and its ratio would be 0/0"
                raise misfit(message, "indicators", index, "likelihood")
        return self

    @cached_property
    def record_sha256(self) -> str:
        """SHA-256 of the scored fields: what is asked, when, how it is judged and what can be answered.

        A field that a record does not have stays out, so that a new field changes no hash in an old ledger. The first
        fields are hashed when they are empty too, because that is how old ledgers have them.
        """
        fields = self.model_dump(mode="json", include=_scored(type(self)))
        first = scored(type(self), first=True)
        kept = {name: value for name, value in fields.items() if name in first or value not in (None, [], {})}
        return hashlib.sha256(_canonical(kept).encode()).hexdigest()

    @property
    def written(self) -> dict[str, Any]:
        """The fields that the record has, as data."""
        return self.model_dump(mode="json", exclude={"id", "case"}, exclude_none=True)

    @property
    def labelled(self) -> tuple[tuple[str, str], ...]:
        """The labels and names of the fields that a page prints as they are."""
        return tuple((note.label, name) for name, note in about(type(self)) if note.label)

    def _settle_prior(self) -> None:
        """Keep the prior as any other belief is kept: checked, with names and order as the record has them."""
        if self.prior is not None:
            try:
                object.__setattr__(self, "prior", self.read_belief(self.prior))
            except ValueError as error:
                raise misfit(str(error), "prior") from error

    @field_serializer("prior", when_used="unless-none")
    def _write_prior(self, prior: Belief) -> Any:
        return prior.to_json()
