"""A weighing situation changed in one place, and what the program implies of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outlook.evidence.weigh import weigh
from outlook.model.case import Case
from outlook.model.entries import Evidence
from outlook.model.kinds import FORECAST

from .weighing_books import OPENS, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable


def implied(asked: Weighing) -> Any:
    found = weigh(asked.forecast, asked.case, asked.evidence, asked.at).implied
    return dict(found) if isinstance(found, Mapping) else found


def with_fields(asked: Weighing, **fields: Any) -> Weighing:
    """The same with other fields of the forecast."""
    written = {**asked.forecast.model_dump(), **fields}
    return Weighing(FORECAST.validate_python(written), asked.case, asked.evidence, asked.at)


def with_case(asked: Weighing, **fields: Any) -> Weighing:
    """The same with other fields of the case."""
    case = Case.model_validate({**asked.case.model_dump(exclude_defaults=True), **fields})
    return Weighing(asked.forecast, case, asked.evidence, asked.at)


def with_evidence(asked: Weighing, evidence: Iterable[Evidence]) -> Weighing:
    return Weighing(asked.forecast, asked.case, tuple(evidence), asked.at)


def report(asked: Weighing, **fields: Any) -> Evidence:
    """One more entry, known between the opening and the moment that is asked about."""
    opens = asked.forecast.opens_at or OPENS
    known_at = opens + (asked.at - opens) / 2
    stamp = {"id": "zzzzzzzz", "known_at": known_at, "recorded_at": known_at, "by": "bob", "summary": "s"}
    return Evidence.model_validate({**stamp, "forecasts": ("it",), **fields})
