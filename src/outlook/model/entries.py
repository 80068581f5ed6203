"""Ledger entries: evidence, estimates, resolutions, renames, retractions, repairs and seals, each with three clocks.

`happened_on` is when it happened, `known_at` when it became known (replay and scores use it),
`recorded_at` when it was written down. Fields stand here in the order in which they are written.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from outlook.errors import did_you_mean
from outlook.model.behaviour import Saying
from outlook.model.imported import Imported
from outlook.model.sentences import sentence
from outlook.model.types import Day, Frozen, Grade, Moment, Probability, Slug, Text
from outlook.model.values import MATCHES, shown

SCHEMA = 1
KINDS = ("evidence", "estimate", "resolution", "rename", "retraction", "repair", "seal")
ENTRY_ID = r"^[a-z2-7]{8}(?:[a-z2-7]{5})?$"  # 13 characters; entries of the first version have 8


def _match(value: Any) -> Any:
    if value in MATCHES:
        return value
    near = did_you_mean(str(value)[:60], MATCHES)
    raise ValueError(f"{str(value)[:60]!r} is not a match: it is one of {', '.join(MATCHES)}; {near}".rstrip("; "))


def _ratio(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError(f"{shown(value)} is not a ratio: it is a number above 0")
    return value


EntryId = Annotated[str, Field(pattern=ENTRY_ID)]
LineHash = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MerkleStep = Annotated[str, Field(pattern=r"^[lr]:[0-9a-f]{64}$")]
Match = Annotated[Literal["full", "partial", "pending", "refutes", "none"], BeforeValidator(_match)]
LikelihoodRatio = Annotated[Annotated[float, Field(gt=0)], BeforeValidator(_ratio)]


class Entry(Frozen):
    """What every ledger line carries.

    `prev` names the lines before it by their hashes, or says `start`. It belongs to the line and not to what the entry
    says, so an entry that was read does not hold it.
    """

    id: EntryId
    kind: str
    known_at: Moment
    recorded_at: Moment
    by: Text
    imported: Imported | None = None
    prev: Literal["start"] | LineHash | tuple[LineHash, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """The entry as it stands in a ledger: keys in their fixed order, empty fields left out."""
        fields = self.model_dump(mode="json", exclude={"prev"})
        kept = {"stated"}  # null is a statement here: the forecaster withdraws
        return {name: value for name, value in fields.items() if name in kept or value not in (None, [], {})}


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


class Estimate(Saying, Entry):
    """A probability or distribution that a forecaster states at a time; `stated: null` withdraws it.

    `stated` has the shape of the forecast's prior; `record_sha256` is the hash of the scored fields
    of the forecast at that time, so that a later change of the question shows. `band` holds the lowest and the highest
    probability that words stand for, where the estimate was made of words; `stated` is then its midpoint. `belief` is
    `revealed` where nobody stated it and a price shows it, such as that of a bet.
    """

    kind: Literal["estimate"] = "estimate"
    forecast: Slug
    stated: float | dict[Text, float | str] | list[tuple[float | str, float]] | None
    why: Text | None = None
    belief: Literal["revealed"] | None = None
    band: tuple[Probability, Probability] | None = None
    record_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class Resolution(Entry):
    """What happened: `yes`, `no`, a fraction, an option, a value, a day, a word for an end, `ambiguous` or `annulled`.

    `lesson` is what its author learns from it for the next forecast.
    """

    kind: Literal["resolution"] = "resolution"
    forecast: Slug
    outcome: float | Text
    happened_on: Day | None = None
    why: Text | None = None
    evidence: tuple[EntryId, ...] = ()
    lesson: Text | None = None


class Rename(Entry):
    """Gives a forecast another name; `was` is the one that it had, and both are names of it from then on.

    `record_sha256` is the hash of the scored fields of a question that is no draft, so that the file of another
    forecast in its place shows. Where it is `apart`, `was` is another forecast's name and remains so: only the
    estimates of it that were made on that hash are those of `forecast`.
    """

    kind: Literal["rename"] = "rename"
    forecast: Slug
    was: Slug
    why: Text | None = None
    record_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    apart: Literal[True] | None = None


class Retraction(Entry):
    """Takes back another entry from the moment it is known; the other entry stays in the ledger."""

    kind: Literal["retraction"] = "retraction"
    entry: EntryId
    why: Text | None = None


class Repair(Entry):
    """Settles by hand what `verify` found about an entry; it stays visible, and two that disagree settle nothing.

    `keeps` is the version that counts where the entry has several; `lost` are lines that it names and that are not
    there; `accepts` says what else was found and looked at, by the code of the finding.
    """

    kind: Literal["repair"] = "repair"
    entry: EntryId
    keeps: LineHash | None = None
    lost: tuple[LineHash, ...] = ()
    accepts: tuple[Slug, ...] = ()
    why: Text


class Seal(Entry):
    """What a case held at a moment, and how it leads to the one line for all cases that can be published.

    `heads` are the last lines covered, `entries` their number, `lines` the SHA-256 over the covered lines in the order
    of their hashes, `files` the SHA-256 of each record and document, `path` the steps from this case to the root of a
    Merkle tree over the cases: the side of the other hash, and the hash.
    """

    kind: Literal["seal"] = "seal"
    case: Slug
    heads: tuple[LineHash, ...] = ()
    entries: Annotated[int, Field(ge=0)]
    lines: Digest
    files: dict[Text, Digest] = Field(default_factory=dict)
    path: tuple[MerkleStep, ...] = ()


EntryKind = TypeVar("EntryKind", bound=Entry)
AnyEntry = Annotated[
    Evidence | Estimate | Resolution | Rename | Retraction | Repair | Seal, Field(discriminator="kind")
]
ENTRY: TypeAdapter[Evidence | Estimate | Resolution | Rename | Retraction | Repair | Seal] = TypeAdapter(AnyEntry)


def build(entry_class: type[EntryKind], fields: Mapping[str, Any]) -> EntryKind:
    """An entry of that kind from its fields; raises ValueError naming the first field that does not fit."""
    try:
        return entry_class.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ".join(str(part) for part in first["loc"]).replace("_", " ")
        raise ValueError(f"{place}: {sentence(first)}") from error
