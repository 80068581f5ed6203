"""The small types every record is made of: slugs, probabilities, times, likelihoods, as pydantic checks them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from outlook import moments
from outlook.model.as_stated import OF_NO
from outlook.model.values import (
    DAY,
    GRADE,
    QUANTILE,
    SLUG,
    SLUG_LIMIT,
    SURROGATE,
    parse_probability,
    quantile_level,
    read_day,
    shown,
)


class Frozen(BaseModel):
    """A record: immutable, closed to unknown fields, silent about defaults when written."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


@lru_cache(maxsize=4096)
def _is_slug(text: str) -> bool:
    """Whether a text is an id: the records of a case have the same signs and tags, and the case's own name."""
    return SLUG.fullmatch(text) is not None and len(text) <= SLUG_LIMIT


def _slug(value: Any) -> str:
    if not isinstance(value, str) or not _is_slug(value):
        raise ValueError(
            f"{shown(value)} is not an id: use lower-case letters and digits joined by hyphens, "
            f"such as hama-by-december (at most {SLUG_LIMIT} characters)"
        )
    return value


def _slug_or_no(value: Any) -> str:
    name, colon, side = value.partition(":") if isinstance(value, str) else (value, "", "")
    if colon and f":{side}" != OF_NO:
        raise ValueError(
            f"{shown(value)}: of a yes/no question write the statement alone, or STATEMENT{OF_NO} where its words say "
            f"how likely it is that this does not happen"
        )
    return f"{_slug(name)}{colon}{side}"


def _record_moment(value: Any, edge: str) -> datetime:
    if isinstance(value, datetime):
        is_plain = value.tzinfo is UTC and not value.fold
        return value if is_plain else moments.from_iso(moments.iso(value))
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a time: write 2024-12-31 or 2024-12-31T23:59Z")
    text = value.strip()
    if not DAY.fullmatch(text):
        return moments.from_iso(text)
    at = read_day(text)
    return moments.start_of_day(at) if edge == "start" else moments.end_of_day(at)


def _grade(value: Any) -> str:
    text = value.strip().upper() if isinstance(value, str) else ""
    if not GRADE.fullmatch(text):
        raise ValueError(
            f"{shown(value)} is not a grade: write a source letter A-F and a credibility digit 1-6, such as B2"
        )
    return text


def _text(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            raise ValueError("an empty text says nothing: write it, or leave the field out")
        if not value.isascii() and SURROGATE.search(value):
            raise ValueError("it holds bytes that are not UTF-8: write it as UTF-8")
    return value


def _likelihoods(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError("likelihoods are written as {yes: 0.6, no: 0.1}, or one for each option")
    return value


_TIME_SCHEMA = {"type": "string", "description": "2024-12-31 or 2024-12-31T23:59Z (UTC)"}

Probability = Annotated[
    float,
    BeforeValidator(parse_probability),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "description": "60%, 1/3, 1 in 3 or odds such as 2:1"},
            ]
        }
    ),
]
Slug = Annotated[str, BeforeValidator(_slug), WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"})]
SlugOrNo = Annotated[
    str, BeforeValidator(_slug_or_no), WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}(?:{OF_NO})?$"})
]
Text = Annotated[str, BeforeValidator(_text)]
Grade = Annotated[str, BeforeValidator(_grade), WithJsonSchema({"type": "string", "pattern": f"^{GRADE.pattern}$"})]
Moment = Annotated[
    datetime,
    BeforeValidator(lambda value: _record_moment(value, "start")),
    PlainSerializer(moments.iso, when_used="json"),
    WithJsonSchema(_TIME_SCHEMA),
]
Closing = Annotated[
    datetime,
    BeforeValidator(lambda value: _record_moment(value, "end")),
    PlainSerializer(moments.iso, when_used="json"),
    WithJsonSchema(_TIME_SCHEMA),
]
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "pattern": f"^{DAY.pattern}$"})]
Likelihoods = Annotated[dict[str, Probability], BeforeValidator(_likelihoods), Field(min_length=2)]


def _level(value: Any) -> str:
    """`q05` from `q05` or from 0.05."""
    if isinstance(value, float) and 0 < value < 1:
        whole, _, rest = f"{value * 100:.10f}".partition(".")
        value = f"q{whole:0>2}.{rest}".rstrip("0").rstrip(".")
    if not isinstance(value, str) or not QUANTILE.fullmatch(value):
        raise ValueError(f"{shown(value)} is not a level: write q05 for 5%, q50 for the median, q97.5")
    quantile_level(value)
    return value


Level = Annotated[str, BeforeValidator(_level), WithJsonSchema({"type": "string", "pattern": f"^{QUANTILE.pattern}$"})]
