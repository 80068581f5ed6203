"""Questions of the table as records of a book."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from outlook import moments
from outlook.exchange.table import Question
from outlook.model.forecast import Forecast as Record
from outlook.model.kinds import build_forecast

FOREVER_OPEN = "a question without a time at which it closes: it is a draft"
NEVER_OPENED = "a question without a time at which it opens, as no forecast of it came in: it is a draft"
OWN = "outlook"  # its own tables have what decides a question, where there is something
NO_WINDOW = "a question that closes before it opens: it is a draft without a close"


def record_of(question: Question, system: str, judged_by: str, window: Sequence[datetime | None], place: str) -> Record:
    """The record of a question in `CASE/ID`.

    Raises:
        ValueError: it cannot be one.
    """
    case, _, name = place.partition("/")
    opens_at, closes_at = window
    fields: dict[str, Any] = {
        "id": name,
        "case": case,
        "kind": question.kind,
        "question": question.title,
        "options": question.options,
        "ordered": question.is_ordered or None,
        "unit": question.unit,
        "lower": question.lower,
        "upper": question.upper,
        "open_below": question.open_below,
        "open_above": question.open_above,
        "opens_at": opens_at and moments.iso(opens_at),
        "closes_at": closes_at and moments.iso(closes_at),
        "criteria": question.criteria,
        "fine_print": [question.fine_print] if question.fine_print else (),
        "judged_by": "" if system == OWN and question.criteria else judged_by,
        "base_rate": question.base_rate,
        "tags": question.tags,
        "note": question.note,
        "sources": [question.url] if question.url else (),
        "imported": _imported(question, system),
    }
    return build_forecast({name: value for name, value in fields.items() if value not in (None, "", ())})


def _imported(question: Question, system: str) -> Mapping[str, str]:
    named = {"system": system, "id": question.key}
    return {**named, "url": question.url} if question.url else named


def window_of(
    question: Question, forecasts: Sequence[datetime], known_at: datetime | None
) -> tuple[tuple[datetime | None, datetime | None], str]:
    """When a question opens and closes, and what is lost by that.

    Without an opening it opens with its first forecast; without a close it closes when its outcome was known. Where
    nothing says when it closes, nothing is made up.
    """
    if question.closes_at is None and known_at is None:
        return (question.asked_at, None), FOREVER_OPEN
    opens_at = question.asked_at or min(forecasts, default=None)
    ends = [end for end in (question.closes_at, known_at) if end is not None]
    usable = [end for end in ends if opens_at is None or end > opens_at]
    if usable:
        return (opens_at, usable[0]), "" if opens_at else NEVER_OPENED
    return (opens_at, None), NO_WINDOW
