"""Lines as this program writes them: one pattern tells that such a line is a valid entry; no model need check it.

Nearly all lines of a ledger are such. Reading one without the model makes the very same entry, which is what whoever
keeps ledgers for the next command has to know of each line. Any other line, right or wrong, is left to the model, which
knows all forms and says what is wrong.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from outlook.model.kept import entry_of, fields_of
from outlook.model.values import MATCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from outlook.model.entries import Entry
    from outlook.model.kept import KeptEntry

_NEXT, _IS = ", ?", ": ?"
# No control characters; 0xED begins halves of surrogate pairs, among others.
_REST = r"[ !#-\[\]-~\x80-\xec\xee-\xff]*"
# Some of it is no blank: the blanks beyond ASCII begin with 0xC2, 0xE1, 0xE2 and 0xE3. Looking ahead never goes back.
_SAYS = r"(?=[ \x80-\xec\xee-\xff]*[!#-\[\]-~\xc3-\xe0\xe4-\xec\xee-\xf4])"
_TEXT = rf'"{_SAYS}{_REST}(?:\\["\\/bfnrt]{_REST})*"'
_ID = r'"[a-z2-7]{8}(?:[a-z2-7]{5})?"'
_SLUG = r'"(?=[a-z0-9-]{1,80}")[a-z0-9]+(?:-[a-z0-9]+)*"'
_MOMENT = r'"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3}(?:\d{3})?)?Z"'
_DAY = r'"\d{4}-\d\d-\d\d"'
_NUMBER = r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}"
_SHARE = r"0\.\d{1,17}"
_RATIO = r"(?!0\.0+[,}])(?:0|[1-9]\d{0,17})\.\d{1,17}"
_MATCH = rf'"(?:{"|".join(MATCHES)})"'
_HASH = r'"[0-9a-f]{32}"'
_DIGEST = r'"[0-9a-f]{64}"'


def _some(item: str, opening: str = r"\[", closing: str = r"\]") -> str:
    return rf"{opening}{item}(?:{_NEXT}{item})*{closing}"


def _field(name: str, form: str, *, may_lack: bool = True) -> str:
    return rf'(?:{_NEXT}"{name}"{_IS}{form})' + "?" * may_lack


_SHARES = _some(f"{_TEXT}{_IS}{_NUMBER}", r"\{", r"\}")
_POINTS = _some(rf"\[(?:{_NUMBER}|{_DAY}){_NEXT}{_NUMBER}\]")
_PREV = _field("prev", rf'(?:"start"|{_HASH}|{_some(_HASH)})')
_FIELDS: Mapping[str, str] = {
    "evidence": _field("happened_on", _DAY)
    + _field("summary", _TEXT, may_lack=False)
    + _field("source", _TEXT)
    + _field("url", _TEXT)
    + _field("grade", '"[A-F][1-6]"')
    + _field("p_accurate", _SHARE)
    + _field("origin", _SLUG)
    + _field("forecasts", _some(_SLUG))
    + _field("indicators", _some(f"{_SLUG}{_IS}{_MATCH}", r"\{", r"\}"))
    + _field("likelihood_ratio", _RATIO)
    + _field("note", _TEXT)
    + _field("revises", _ID),
    "estimate": _field("forecast", _SLUG, may_lack=False)
    + _field("stated", f"(?:{_NUMBER}|{_SHARES}|{_POINTS})", may_lack=False)
    + _field("why", _TEXT)
    + _field("belief", '"revealed"')
    + _field("record_sha256", _DIGEST),
    "resolution": _field("forecast", _SLUG, may_lack=False)
    + _field("outcome", '"(?:yes|no)"', may_lack=False)
    + _field("happened_on", _DAY)
    + _field("why", _TEXT)
    + _field("evidence", _some(_ID))
    + _field("lesson", _TEXT),
    "retraction": _field("entry", _ID, may_lack=False) + _field("why", _TEXT),
}
_PLAIN = (
    rf'\{{"id"{_IS}{_ID}{_NEXT}"kind"{_IS}"(?:'
    + "|".join(
        f'{kind}"{_field("known_at", _MOMENT, may_lack=False)}{_field("recorded_at", _MOMENT, may_lack=False)}'
        f"{_field('by', _TEXT, may_lack=False)}{fields}"
        for kind, fields in _FIELDS.items()
    )
    + rf"){_PREV}\}}"
).encode("latin-1")


@cache
def _plain() -> re.Pattern[bytes]:
    """The pattern, which takes a while to compile."""
    return re.compile(_PLAIN)


@cache
def _models() -> Mapping[str, type[Entry]]:
    from outlook.model.entries import Estimate, Evidence, Resolution, Retraction

    return {"evidence": Evidence, "estimate": Estimate, "resolution": Resolution, "retraction": Retraction}


@cache
def _reader() -> Callable[[bytes], Any]:
    """What reads a line, twice as quickly as `json` does; it says of fewer texts what is wrong with them."""
    from pydantic_core import from_json

    return from_json


def is_plain(raw: bytes) -> bool:
    """Whether a line is as it is written here: it is an entry, if it is UTF-8 and the calendar has its days."""
    return _plain().fullmatch(raw) is not None


def plain_document(raw: bytes) -> dict[str, Any] | None:
    """The document of a line that is as it is written here; None of any other.

    Such a line is an entry, unless it names a day that no calendar has.
    """
    if not _plain().fullmatch(raw):
        return None
    try:
        document: dict[str, Any] = _reader()(raw)
    except ValueError:  # it is not UTF-8
        return None
    return document


def kept_entry(document: dict[str, Any]) -> KeptEntry | None:
    """The entry of a plain line, as it is kept; None where the model has to say what is wrong."""
    try:
        return entry_of(document)
    except ValueError:  # the 31st of April
        return None


@cache
def _slots() -> tuple[Callable[[object, Any], None], ...]:
    """What sets the four things that an object of a model is made of, as `model_construct` does it field by field."""
    from pydantic import BaseModel

    held: Mapping[str, Any] = BaseModel.__dict__
    names = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
    return tuple(held[name].__set__ for name in names)


@lru_cache(maxsize=1024)
def _given(names: tuple[str, ...]) -> set[str]:
    """The names of the fields that a line has, one set for all lines with the same: it takes 700 bytes."""
    return set(names)


def plain_entry(document: dict[str, Any]) -> Entry | None:
    """The entry of a plain line, as the model makes it; None where the model has to say what is wrong."""
    try:
        fields = fields_of(document)
    except ValueError:  # the 31st of April
        return None
    assert fields is not None, "plain lines are of kinds that need no model"
    model = _models()[document["kind"]]
    entry = model.__new__(model)
    set_fields, set_given, set_extra, set_private = _slots()
    set_fields(entry, fields)
    set_given(entry, _given(tuple(document)))
    set_extra(entry, None)
    set_private(entry, None)
    return entry
