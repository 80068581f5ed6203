"""A case: its documents with their statements, the shared indicators, assumptions and relations."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema

from outlook.errors import did_you_mean
from outlook.lengths import length
from outlook.model.quotes import is_quoted
from outlook.model.sentences import misfit
from outlook.model.types import Day, Frozen, Probability, Slug, Text
from outlook.model.values import shown
from outlook.model.weighing import Weighing
from outlook.model.weighing_record import Group, WeighingField
from outlook.words import NAMES as SCALES

StatementClass = Literal["outlook", "assumption", "attributed", "warning", "fact"]
SHA256 = re.compile(r"[0-9a-f]{64}")


def _sha256(value: Any) -> str:
    if not isinstance(value, str) or not SHA256.fullmatch(value):
        raise ValueError(f"{shown(value)} is not a SHA-256: write the 64 characters that `sha256sum FILE` prints")
    return value


def _length(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a length of time; write 7d, 2w or 3mo")
    length(value)
    return value


def _file(value: Any) -> Any:
    if isinstance(value, str) and not value.isprintable():
        raise ValueError(f"{shown(value)} is not a file name: it holds a control character")
    return value


def _scale(value: Any) -> str:
    if isinstance(value, str) and value in SCALES:
        return value
    near = did_you_mean(str(value)[:60], SCALES) or f"it is one of {', '.join(SCALES)}"
    raise ValueError(f"{shown(value)} is not a scale of estimative words; {near}")


GradePart = Annotated[str, Field(pattern=r"^[A-F1-6]$")]
Sha256 = Annotated[str, BeforeValidator(_sha256), WithJsonSchema({"type": "string", "pattern": f"^{SHA256.pattern}$"})]
ScaleName = Annotated[str, BeforeValidator(_scale), WithJsonSchema({"type": "string", "enum": list(SCALES)})]
LengthOfTime = Annotated[str, BeforeValidator(_length), WithJsonSchema({"type": "string"})]
FileName = Annotated[Text, BeforeValidator(_file)]


class Statement(Frozen):
    """One quoted sentence of a document, with its hedge word and its condition, if it has them."""

    id: Slug
    quote: Text
    classes: tuple[StatementClass, ...] = ()
    hedge: Text | None = None
    condition: Text | None = None
    horizon: Text | None = None
    attributed_to: Text | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    heading: Text | None = None
    cell: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _parts_stand_in_the_quote(self) -> Self:
        for name in ("hedge", "condition"):
            part = getattr(self, name)
            if part is not None and not is_quoted(part, self.quote):
                raise misfit(f"the {name} {part[:60]!r} is not in the quote, word for word", name)
        return self


class Document(Frozen):
    """The assessment itself: a file beside `case.yaml`, stored verbatim and known by its SHA-256.

    `text` is the file that holds what was read from it, where it is not plain text itself; `text_sha256` is the
    SHA-256 of that file. `as_of` is the day from which it looks ahead, where that is not the case's; a document that
    has one of its own continues the series of its author, if an earlier document of the case has the same.
    """

    id: Slug
    file: FileName
    text: FileName | None = None
    text_sha256: Sha256 | None = None
    sha256: Sha256
    title: Text | None = None
    author: Text | None = None
    source: Text | None = None
    url: Text | None = None
    published_on: Day | None = None
    as_of: Day | None = None
    note: Text | None = None
    statements: tuple[Statement, ...] = ()

    @model_validator(mode="after")
    def _a_hash_is_of_a_text(self) -> Self:
        if self.text_sha256 is not None and self.text is None:
            raise misfit("text_sha256 is the hash of a text that is not named: add `text: FILE`", "text_sha256")
        return self


class Indicator(Frozen):
    """An observable sign; forecasts say how likely it is to be seen under each of their outcomes.

    Indicators with the same `group` have a shared cause and must not be counted as independent. `vigilance` is how well
    the sign is watched, 0 to 1, where that is not as in the rest of the case.
    """

    id: Slug
    text: Text
    rationale: Text | None = None
    watch: Text | None = None
    lead_time: Text | None = None
    group: Slug | None = None
    vigilance: Probability | None = None


class Assumption(Frozen):
    """A claim the assessment rests on, with the observation that would break it (the tripwire)."""

    id: Slug
    text: Text
    tripwire: Text | None = None
    statements: tuple[Slug, ...] = ()
    forecasts: tuple[Slug, ...] = ()
    note: Text | None = None


class Relation(Frozen):
    """A logical tie between forecasts of the case; exactly one of the five kinds is given.

    A term is a forecast id, or `id=outcome` for an option of a choice.
    """

    implies: tuple[Text, Text] | None = None
    equals: tuple[Text, Text] | None = None
    complement: tuple[Text, Text] | None = None
    excludes: Annotated[tuple[Text, ...], Field(min_length=2)] | None = None
    exhaustive: Annotated[tuple[Text, ...], Field(min_length=2)] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [name for name in RELATION_KINDS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a relation is exactly one of {', '.join(RELATION_KINDS)}")
        return self

    @property
    def kind(self) -> str:
        """Which of the five kinds this relation is."""
        return next(name for name in RELATION_KINDS if getattr(self, name) is not None)

    @property
    def terms(self) -> tuple[str, ...]:
        """The forecasts, or `forecast=outcome` pairs, that the relation ties together."""
        terms: tuple[str, ...] = getattr(self, self.kind)
        return terms


RELATION_KINDS = ("implies", "equals", "complement", "excludes", "exhaustive")


class Case(Frozen):
    """What all forecasts of one folder share; read from `case.yaml`."""

    id: SkipJsonSchema[Slug]
    title: Text
    summary: Text | None = None
    as_of: Day | None = None
    horizon: Day | None = None
    warning: Text | None = None
    documents: tuple[Document, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    relations: tuple[Relation, ...] = ()
    grades: dict[GradePart, Probability] = Field(default_factory=dict)
    weighing: WeighingField = Weighing()
    groups: dict[Slug, Group] = Field(default_factory=dict)
    scale: ScaleName | None = None
    stale_after: LengthOfTime | None = None

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The shared indicator of that id, or None."""
        return next((item for item in self.indicators if item.id == indicator_id), None)

    def statement(self, statement_id: str) -> Statement | None:
        """The statement of that id in any of the case's documents, or None."""
        return next(
            (item for document in self.documents for item in document.statements if item.id == statement_id),
            None,
        )
