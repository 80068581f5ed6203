"""The report as a forecaster: a document's own words as estimates, where a scale gives them a number.

They stand in no ledger. They follow from the records, so they are made anew whenever a book is read and can never
disagree with it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outlook.model.kind_of import is_binary
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outlook.model.case import Case, Document, Statement
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import BinaryForecast


def document_estimates(case: Case | None, forecasts: Iterable[Forecast]) -> list[Estimate]:
    """What the documents of a case say of the forecasts that ask what one of their statements says.

    The forecaster is `document:ID`, the probability of yes the midpoint of what the hedge stands for, which is kept as
    `band`; it is known from the beginning of the day from which the case looks ahead. There is none without that day
    none where the words have no number, and none where somebody else said them.
    """
    asked = [one for one in forecasts if is_binary(one) and one.as_stated_in]
    if case is None or case.as_of is None or not asked:
        return []
    return [estimate for forecast in asked for estimate in _of(case, forecast)]


def promised(case: Case, hedge: str) -> tuple[float, float] | None:
    """What a hedge promises: its band on the case's scale, or the number that it states itself; 0 to 1, None for none.

    Source: the scales of `outlook.words`.
    """
    from outlook import words

    return words.band(hedge, case.scale or words.DEFAULT) or words.numeric_phrase(hedge)


def _of(case: Case, forecast: BinaryForecast) -> Iterator[Estimate]:
    found = next(_stated(case, forecast.as_stated_in or ""), None)
    if found is None or found[1].hedge is None or found[1].attributed_to is not None or case.as_of is None:
        return
    document, statement = found
    band = promised(case, found[1].hedge)
    if band is None:
        return
    from outlook.model.entries import Estimate

    since = datetime.combine(case.as_of, datetime.min.time(), UTC)
    forecaster = f"{DOCUMENT_PREFIX}{document.id}"
    yield Estimate(
        id=_id(forecaster, forecast.full_id),
        known_at=since,
        recorded_at=since,
        by=forecaster,
        forecast=forecast.id,
        stated=sum(band) / 2,
        band=band,
        why=f"“{statement.hedge}”: {statement.quote}",
    )


def _stated(case: Case, statement_id: str) -> Iterator[tuple[Document, Statement]]:
    return (
        (document, statement)
        for document in case.documents
        for statement in document.statements
        if statement.id == statement_id
    )


def _id(forecaster: str, forecast: str) -> str:
    """Always the same for the same words; it stands in no ledger, so no command takes it."""
    import hashlib
    from base64 import b32encode

    return b32encode(hashlib.sha256(f"{forecaster} {forecast}".encode()).digest())[:8].decode().lower()
