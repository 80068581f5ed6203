"""Forecasts of a book as the neutral table, with what the table cannot hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from outlook.belief.timeline import History, histories, retracted
from outlook.book import Book, CaseFolder
from outlook.exchange.stated import Line, lines
from outlook.exchange.table import Draft, Forecast, Note, Outcome, Place, Question, Value
from outlook.model.entries import Entry, Resolution
from outlook.model.forecast import Forecast as Record
from outlook.model.kind_of import is_choice, is_distributed, is_evidence, is_numeric, is_resolution

SYSTEM = NAME = "outlook"
# What a record may say that no table has a place for.
UNTOLD = {
    "given": "a condition",
    "prior": "a prior",
    "indicators": "indicators with their likelihoods",
    "scenarios": "a table of scenarios",
    "statements": "statements of documents",
    "fine_print": "fine print",
    "base_rates": "reference classes",
    "base_rate": "a base rate",
    "judged_by": "the platform that decides it",
    "sources": "the sources that decide it",
}
TITLE = "a title beside the question"
# What a resolution may say that no table has a place for; somebody resolved each of them.
UNTOLD_OF_OUTCOMES = {
    "by": "who resolved it",
    "happened_on": "the day on which it happened",
    "lesson": "what was learned from an outcome",
    "evidence": "the evidence that decided an outcome",
}

AGAIN = "nobody stated this then: an estimate was taken back"
TAKEN_BACK = "an estimate that was taken back, and is scored for the time until then"
LATE = "an estimate that was recorded after the outcome was: it enters no score"


def held(book: Book, forecasts: Iterable[Record], at: datetime, *, with_taken_back: bool = False) -> Draft:
    """The questions, estimates, outcomes and evidence of the forecasts, as known by a moment.

    What was taken back is counted as lost, or comes too, for the time until then; what is late likewise, with a mark.
    """
    draft = Draft(SYSTEM, NAME)
    entries = {folder.id: list(_counting(folder, at)) for folder in book.cases.values()}
    said = {folder.id: histories(folder.entries, at) for folder in book.cases.values()}
    for record in forecasts:
        place = Place(record.full_id)
        draft.questions[record.full_id] = _question(record, place)
        for name, what in UNTOLD.items():
            if getattr(record, name, None):
                draft.lose(what, place)
        if record.title and record.question:
            draft.lose(TITLE, place)
        _take_estimates(draft, record, said[record.case].get(record.id, History()), with_taken_back=with_taken_back)
        _take_entries(draft, record, entries[record.case], place)
    return draft


def _take_estimates(draft: Draft, record: Record, history: History, *, with_taken_back: bool) -> None:
    place, ends_at = Place(record.full_id), _end(record, history)
    for line in lines(history):
        if line.is_void:
            continue
        if with_taken_back and ends_at is not None and line.at >= ends_at:
            line = line._replace(is_late=True)  # noqa: PLW2901 - the same line, with what its table says of it
        if with_taken_back or not (line.is_again or line.taken_back_at or line.is_late):
            draft.forecasts.append(_forecast(record, line, place))
        elif line.is_late or line.taken_back_at:
            draft.lose(LATE if line.is_late else TAKEN_BACK, place)


def _end(record: Record, history: History) -> datetime | None:
    """From when on nothing that is stated enters a score: the close, or what was known before it."""
    known_at = history.resolution.known_at if history.resolution else None
    return min((at for at in (record.closes_at, known_at) if at is not None), default=None)


def _counting(folder: CaseFolder, at: datetime) -> Iterator[Entry]:
    """The entries that were known and are not taken back, in the order in which they count."""
    gone = retracted(folder.entries)
    known = [entry for entry in folder.entries if entry.known_at <= at and entry.id not in gone]
    return iter(sorted(known, key=lambda entry: (entry.known_at, entry.recorded_at, entry.id)))


def _question(record: Record, place: Place) -> Question:
    more: dict[str, Any] = {}
    if is_choice(record):
        more = {"options": record.names, "is_ordered": record.ordered}
    if is_distributed(record):
        more = {"lower": getattr(record, "lower", None), "upper": getattr(record, "upper", None)}
    if is_numeric(record):
        more |= {"unit": record.unit or "", "open_below": record.open_below, "open_above": record.open_above}
    return Question(
        record.full_id,
        record.question or record.heading,
        place,
        record.kind,  # type: ignore[arg-type]  # each class has its own word
        asked_at=record.opens_at,
        closes_at=record.closes_at,
        criteria=record.criteria or "",
        note=record.note or "",
        url=record.imported.url or "" if record.imported else "",
        tags=record.tags,
        imported=(record.imported.system, record.imported.id) if record.imported else None,
        **more,
    )


def _take_entries(draft: Draft, record: Record, entries: list[Entry], place: Place) -> None:
    outcomes = list[Resolution]()
    for entry in entries:
        if is_resolution(entry) and entry.forecast == record.id:
            outcomes.append(entry)
        elif is_evidence(entry) and record.id in entry.forecasts:
            draft.notes.append(_note(draft, record, entry, place))
    if len({str(one.outcome) for one in outcomes}) > 1:
        draft.lose("an outcome that is disputed", place)
    elif outcomes:
        first = outcomes[0]
        for name, what in UNTOLD_OF_OUTCOMES.items():
            if getattr(first, name):
                draft.lose(what, place)
        draft.outcomes[record.full_id] = Outcome(record.full_id, first.outcome, first.known_at, place, first.why or "")


def _forecast(record: Record, line: Line, place: Place) -> Forecast:
    entry = line.entry
    return Forecast(
        record.full_id,
        entry.by,
        line.at,
        None if line.is_none else _value(entry.stated),
        place,
        id="" if line.is_again else entry.id,
        why=AGAIN if line.is_again else entry.why or "",
        is_revealed=bool(entry.belief) and not line.is_none,
        taken_back_at=line.taken_back_at,
        is_late=line.is_late,
        # What was imported is as its source recorded it, whenever that came in.
        recorded_at=None if entry.imported else entry.recorded_at,
    )


def _value(stated: Any) -> Value:
    return tuple((value, share) for value, share in stated) if isinstance(stated, list | tuple) else stated


def _note(draft: Draft, record: Record, entry: Any, place: Place) -> Note:
    if entry.indicators or entry.likelihood_ratio:
        draft.lose("what a report is worth: indicators and likelihood ratios", place)
    more = {
        "source": entry.source or "",
        "url": entry.url or "",
        "happened_on": entry.happened_on,
        "grade": entry.grade or "",
    }
    return Note((record.full_id,), entry.by, entry.known_at, entry.summary, place, id=entry.id, **more)
