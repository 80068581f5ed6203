"""The report as a forecaster: a document's own words as estimates, where they have a number.

Words of likelihood have one on a scale, of a yes/no question. Of an amount, a day or one of several options a person
writes beside the statement what it states, because no scale says which quantiles "2.1 to 2.7" are.

They stand in no ledger. They follow from the records, so they are made anew whenever a book is read and can never
disagree with it. Documents of one author are one forecaster, who said each thing on the day of its document.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.model.as_stated import other_way, stated_in
from outlook.model.kind_of import is_binary
from outlook.model.quotes import with_its_heads
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outlook.model.case import Case, Document, Statement
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast


class Said(NamedTuple):
    """A statement with the document that holds it, the day of that, and the forecaster whose words it is."""

    document: Document
    statement: Statement
    on: date | None
    by: str


def document_estimates(case: Case | None, forecasts: Iterable[Forecast]) -> list[Estimate]:
    """What the documents of a case say of the forecasts that ask what their statements say.

    The forecaster is `document:ID`, the probability of yes the midpoint of what the hedge stands for, which is kept as
    `band`; it is known from the beginning of the day from which its document looks ahead. There is none without that
    day, none where the words have no number, and none where somebody else said them.
    """
    asked = [one for one in forecasts if getattr(one, "as_stated_in", None)]
    if case is None or not asked:
        return []
    return [estimate for forecast in asked for estimate in _of(case, forecast)]


def promised(case: Case, hedge: str) -> tuple[float, float] | None:
    """What a hedge promises: its band on the case's scale, or the number that it states itself; 0 to 1, None for none.

    Source: the scales of `outlook.words`.
    """
    from outlook import words

    return words.band(hedge, case.scale or words.DEFAULT) or words.numeric_phrase(hedge)


def term_of(case: Case, hedge: str) -> str | None:
    """The term of the case's scale that a hedge names, itself or by another of its names; None where it names none."""
    from outlook import words

    found = words.band_of(hedge, case.scale or words.DEFAULT)
    return found.word if found else None


def day_of(case: Case, document: Document) -> date | None:
    """The day from which a document looks ahead: its own, or that of its case."""
    return document.as_of or case.as_of


def forecaster_of(case: Case, document: Document) -> str:
    """In whose name a document speaks: its own, or that of the first of its series.

    A series are the documents of one author. The first of them in the case gives all of them its name, so that a
    further one renames nobody. One without a day of its own came with its case, and speaks for itself.
    """
    first = document
    if document.as_of is not None and document.author is not None:
        first = next(one for one in case.documents if _is_same_author(one.author, document.author))
    return f"{DOCUMENT_PREFIX}{first.id}"


def series_of(case: Case, document: Document) -> list[Document]:
    """The documents that speak in the same name, by their days."""
    name = forecaster_of(case, document)
    mine = [one for one in case.documents if forecaster_of(case, one) == name]
    return sorted(mine, key=lambda one: day_of(case, one) or date.max)


def find_said(case: Case, statement_id: str) -> Said | None:
    """The statement of that id, and whose it is."""
    return next(
        (
            Said(document, statement, day_of(case, document), forecaster_of(case, document))
            for document in case.documents
            for statement in document.statements
            if statement.id == statement_id
        ),
        None,
    )


def author_of(case: Case, forecaster: str) -> str | None:
    """The author in whose name a document speaks as a forecaster; None of anybody else, and where none is named."""
    named = forecaster.removeprefix(DOCUMENT_PREFIX)
    documents = case.documents if forecaster.startswith(DOCUMENT_PREFIX) else ()
    return next((one.author for one in documents if one.id == named), None)


def estimate_in(case: Case, forecast: Forecast, statement_id: str) -> Estimate | None:
    """The estimate that a statement's words are of a forecast; None where they are none."""
    names = [one.statement for one in stated_in(forecast)]
    found = find_said(case, statement_id)
    if found is None or statement_id not in names:
        return None
    wanted = _id(found.by, forecast.full_id, statement_id if names.index(statement_id) else "")
    return next((one for one in document_estimates(case, [forecast]) if one.id == wanted), None)


def _is_same_author(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold().split() == other.casefold().split()


def _of(case: Case, forecast: Any) -> Iterator[Estimate]:
    from outlook.model.entries import Estimate

    for place, (name, of_no) in enumerate(stated_in(forecast)):
        found = find_said(case, name)
        if found is None or found.on is None or found.statement.attributed_to is not None:
            continue
        is_in_words = is_binary(forecast)
        states = (
            _in_words(case, found.statement, of_no=of_no) if is_in_words else _in_numbers(forecast, found.statement)
        )
        if states is None:
            continue
        since = datetime.combine(found.on, datetime.min.time(), UTC)
        yield Estimate(
            id=_id(found.by, forecast.full_id, name if place else ""),
            known_at=since,
            recorded_at=since + timedelta(microseconds=place),  # of two on one day the later in the list is the later
            by=found.by,
            forecast=forecast.id,
            **states,
        )


def _in_words(case: Case, statement: Statement, *, of_no: bool) -> dict[str, Any] | None:
    """The middle of what the hedge stands for, or what is left of one where it is said of its not happening.

    None where it stands for nothing.
    """
    hedge = statement.hedge
    band = promised(case, hedge) if hedge else None
    if band is None:
        return None
    low, high = other_way(*band) if of_no else band
    of_what = " that it does not happen" if of_no else ""
    return {"stated": (low + high) / 2, "band": (low, high), "why": f"“{hedge}”{of_what}: {with_its_heads(statement)}"}


def _in_numbers(forecast: Any, statement: Statement) -> dict[str, Any]:
    """What the record says that the statement states."""
    return {"stated": forecast.as_stated_in[statement.id], "why": with_its_heads(statement)}


def _id(forecaster: str, forecast: str, statement: str) -> str:
    """Always the same for the same words; it stands in no ledger, so no command takes it."""
    import hashlib
    from base64 import b32encode

    words = f"{forecaster} {forecast} {statement}".rstrip()
    return b32encode(hashlib.sha256(words.encode()).digest())[:8].decode().lower()
