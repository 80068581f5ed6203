"""Records and entries as they are kept for the next command: the same fields and behaviour, and nothing of pydantic.

What is kept was checked when it was read from the book, so that nothing has to be checked, or loaded, to use it again.
It takes the place of the record wherever a book is only looked at.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from outlook import moments
from outlook.model.behaviour import BinaryQuestion, ChoiceQuestion, DateQuestion, NumericQuestion, Saying

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = dict[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kept:
    """Fields by their names; each kind of record that does more than hold them has a class of its own."""

    def __init__(self, fields: Mapping[str, Any] = NOTHING) -> None:
        self.__dict__.update(fields)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash(tuple(name for name in self.__dict__))

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same with other values of some fields."""
        return type(self)({**self.__dict__, **(update or {})})


class _KeptForecast(Kept):
    """What a forecast can say of itself that is worked out by the record's class: kept as it was worked out."""

    record_sha256: str
    labelled: tuple[tuple[str, str], ...]

    @property
    def written(self) -> Document:
        """The fields that the record has, as data: worked out when it is asked for, as hardly any is."""
        fields = {name: value for name, value in self.__dict__.items() if name not in _NOT_WRITTEN}
        named = fields.get("as_stated_in")
        if type(named) is tuple and len(named) == 1:  # as records have it that know of one only
            fields["as_stated_in"] = named[0]
        data: Document = _written(fields)
        return data


class KeptBinary(_KeptForecast, BinaryQuestion):
    """A question of yes or no."""


class KeptChoice(_KeptForecast, ChoiceQuestion):
    """One of several options."""


class KeptNumeric(_KeptForecast, NumericQuestion):
    """A quantity."""


class KeptDate(_KeptForecast, DateQuestion):
    """A day."""


class KeptBaseRate(Kept):
    """A reference class."""

    k: int
    n: int

    @property
    def rate(self) -> float:
        """The share that came true, as it was counted."""
        return self.k / self.n


class KeptCase(Kept):
    """What all forecasts of one folder share."""

    indicators: tuple[Any, ...]
    documents: tuple[Any, ...]

    def indicator(self, indicator_id: str) -> Any:
        """The shared indicator of that id, or None."""
        return next((item for item in self.indicators if item.id == indicator_id), None)

    def statement(self, statement_id: str) -> Any:
        """The statement of that id in any of the case's documents, or None."""
        return next(
            (item for document in self.documents for item in document.statements if item.id == statement_id), None
        )


class KeptRelation(Kept):
    """A logical tie between forecasts."""

    @property
    def kind(self) -> str:
        """Which of the five kinds it is."""
        return next(name for name, value in self.__dict__.items() if name != "note" and value is not None)

    @property
    def terms(self) -> tuple[str, ...]:
        """The forecasts, or `forecast=outcome` pairs, that it ties together."""
        terms: tuple[str, ...] = getattr(self, self.kind)
        return terms


class KeptEntry(Kept, Saying):
    """A ledger entry of any kind."""

    def to_json(self) -> Document:
        """The entry as it stands in a ledger: keys in their fixed order, empty fields left out."""
        fields = {name: _plain(value) for name, value in self.__dict__.items() if name != "prev"}
        return {name: value for name, value in fields.items() if name == "stated" or value not in (None, [], {})}


_CLASSES: Mapping[str, type[Kept]] = {
    "BinaryForecast": KeptBinary,
    "ChoiceForecast": KeptChoice,
    "NumericForecast": KeptNumeric,
    "DateForecast": KeptDate,
    "BaseRate": KeptBaseRate,
    "Case": KeptCase,
    "Relation": KeptRelation,
    **dict.fromkeys(("Evidence", "Estimate", "Resolution", "Rename", "Retraction", "Repair", "Seal"), KeptEntry),
}


_WORKED_OUT = ("record_sha256", "labelled")
_NOT_WRITTEN = frozenset(("id", "case", *_WORKED_OUT))


def kept_class(kind: Any) -> tuple[type[Kept], tuple[str, ...], tuple[str, ...]]:
    """As what a pydantic class is kept, with which fields, and what that is worked out from them is kept beside."""
    kept = _CLASSES.get(kind.__name__, Kept)
    return kept, tuple(kind.__pydantic_fields__), _WORKED_OUT if issubclass(kept, _KeptForecast) else ()


_AS_THEY_ARE = frozenset([str, int, float, bool, type(None), datetime, date])


def kept_of(value: Any) -> Any:
    """A record, an entry, or any value in them, as it is kept."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return tuple(map(kept_of, value)) if value else value
    if kind is dict:
        return {name: item if type(item) in _AS_THEY_ARE else kept_of(item) for name, item in value.items()}
    if hasattr(value, "model_fields_set"):
        held = value.__dict__  # beside the fields it has what was worked out from them
        kept, names, worked_out = kept_class(kind)
        fields = {name: item if type(item := held[name]) in _AS_THEY_ARE else kept_of(item) for name in names}
        return kept(fields | {name: getattr(value, name) for name in worked_out})
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moments.iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Kept):
        return {name: _plain(item) for name, item in value.__dict__.items()}
    return {name: _plain(item) for name, item in value.items()} if isinstance(value, dict) else value


def _written(value: Any) -> Any:
    """A value of a record as data: nested fields without those that are not there."""
    if isinstance(value, Kept):
        value = value.__dict__
    if type(value) is dict:
        return {name: _written(item) for name, item in value.items() if item is not None}
    if type(value) is tuple:
        return [_written(item) for item in value]
    return value.to_json() if hasattr(value, "to_json") else _plain(value)


# ── entries straight from their lines ──

_EVERY = ("id", "kind", "known_at", "recorded_at", "by", "imported", "prev")
FIELDS: Mapping[str, Document] = {
    "evidence": dict.fromkeys(
        (
            *_EVERY,
            "happened_on",
            "summary",
            "source",
            "url",
            "grade",
            "p_accurate",
            "origin",
            "forecasts",
            "indicators",
            "likelihood_ratio",
            "note",
            "revises",
        )
    ),
    "estimate": dict.fromkeys((*_EVERY, "forecast", "stated", "why", "belief", "band", "record_sha256")),
    "resolution": dict.fromkeys((*_EVERY, "forecast", "outcome", "happened_on", "why", "evidence", "lesson")),
    "retraction": dict.fromkeys((*_EVERY, "entry", "why")),
    "seal": dict.fromkeys((*_EVERY, "case", "heads", "entries", "lines", "files", "path")),
}


def entry_of(document: Document) -> KeptEntry | None:
    """The entry that a line says, read without checking; None where a line of that kind has to be checked.

    Whoever uses it has compared it once with the entry that checking makes of the same line.
    """
    fields = fields_of(document)
    if fields is None:
        return None
    entry = _new(KeptEntry)
    entry.__dict__ = fields  # as `KeptEntry(fields)`, which copies them
    return entry


def fields_of(document: Document) -> Document | None:
    """The fields of that entry, in their fixed order."""
    kind = document.get("kind", "")
    names = FIELDS.get(kind)
    if names is None:
        return None
    fields = {**names, **document}
    fields["prev"] = None
    fields.pop("schema", None)
    if fields["imported"] is not None:
        fields["imported"] = Kept({"system": None, "id": None, "url": None, **fields["imported"]})
    fields["known_at"] = _moment(fields["known_at"])
    fields["recorded_at"] = _moment(fields["recorded_at"])
    if kind == "evidence":
        if fields["happened_on"]:
            fields["happened_on"] = date.fromisoformat(fields["happened_on"])
        fields["forecasts"] = tuple(fields["forecasts"] or ())
        fields["indicators"] = fields["indicators"] or {}
    elif kind == "resolution":
        if fields["happened_on"]:
            fields["happened_on"] = date.fromisoformat(fields["happened_on"])
        fields["evidence"] = tuple(fields["evidence"] or ())
    elif kind == "estimate":
        fields["stated"] = _stated(fields["stated"])
        fields["band"] = fields["band"] and tuple(fields["band"])
    elif kind == "seal":
        fields["heads"], fields["path"] = tuple(fields["heads"] or ()), tuple(fields["path"] or ())
        fields["files"] = fields["files"] or {}
    return fields


_new, _moment = object.__new__, datetime.fromisoformat


def _stated(value: Any) -> Any:
    return [tuple(point) for point in value] if isinstance(value, list) else value


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types, all through: 1 is not 1.0 here."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Kept):
        one, other = one.__dict__, other.__dict__
    if isinstance(one, dict):
        return list(one) == list(other) and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, datetime) and one.utcoffset() != other.utcoffset():
        return False
    return bool(one == other)
