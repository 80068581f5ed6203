"""Tables that `export` wrote: their questions bring their ids, and what a book says already is known by its content.

Such a table has no ids of entries. An estimate is the same if it is of the same forecast, person and moment, and says
the same; an outcome, if it is of the same forecast and moment.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from outlook.belief.timeline import FOREVER, histories, retracted
from outlook.book import Book
from outlook.exchange.spool import hashed
from outlook.exchange.stated import Line, lines
from outlook.exchange.table import Question, Table
from outlook.model.entries import Entry
from outlook.model.forecast import Forecast as Record
from outlook.model.kind_of import is_estimate, is_resolution
from outlook.model.values import SLUG, SLUG_LIMIT, shown

SYSTEM, NAME = "outlook", "a table of outlook"
OTHERS = "table"  # what anybody's table is called
NOT_IN_IT = (
    "it is a table of outlook: its forecasts keep their ids. Evidence, priors, conditions and the ids of entries are "
    "not in it: for these `outlook export outlook -o FILE.zip` makes an archive, which `import` brings back whole"
)


class Home(NamedTuple):
    """Where a question that brings its id belongs."""

    case: str
    id: str


def home_of(key: str) -> Home | None:
    """The case and the id that an export names; None where this is no such name.

    >>> home_of("inbox/will-it-rain"), home_of("https://example.org/q/1")
    (Home(case='inbox', id='will-it-rain'), None)
    """
    case, _, name = key.partition("/")
    is_one = all(SLUG.fullmatch(part) and len(part) <= SLUG_LIMIT for part in (case, name))
    return Home(case, name) if is_one and name != "case" else None


def homes(table: Table, case: str | None) -> dict[str, Home]:
    """Where the questions of such a table belong, by key; of any other table none. A `case` takes all of them."""
    if table.system != SYSTEM:
        return {}
    found = ((one.key, home_of(one.key)) for one in table.questions)
    return {key: Home(case or home.case, home.id) for key, home in found if home}


def adopted(table: Table, book: Book) -> Table:
    """The table as one of ours, with the reading of it, where it is one.

    It is if it has the header of an export, which whoever read it has seen, or if all its questions have ids and one
    is a forecast of the book with its words: columns may have been taken out since.
    """
    is_ours = table.system == SYSTEM
    if table.system == OTHERS and all(home_of(one.key) for one in table.questions):
        is_ours = any(record_called(one, book) for one in table.questions)
    if not is_ours:
        return table
    return replace(table, system=SYSTEM, judged_by=NAME, remarks=(*table.remarks, NOT_IN_IT))


def record_for(question: Question, book: Book, home: Home | None) -> Record | None:
    """The record of a book that a question of such a table is about, also under a former name.

    Raises:
        ValueError: the book has another question where this one belongs.
    """
    if home is None:
        return None
    there, here = _called(book, home_of(question.key)), _called(book, home)
    for record in (there, here):
        if record is not None and _same(question, record):
            return record
    if here is not None:
        raise ValueError(
            f"the book has another question by the id {here.full_id}: {shown(here.heading)}; with --case NAME this one "
            "goes to a case of its own"
        )
    return None


def record_called(question: Question, book: Book) -> Record | None:
    """The record of a book that a question names by its id, and whose words it has."""
    record = _called(book, home_of(question.key))
    return record if record is not None and _same(question, record) else None


def _called(book: Book, home: Home | None) -> Record | None:
    folder = book.cases.get(home.case) if home else None
    if folder is None or home is None:
        return None
    return folder.forecasts.get(home.id) or folder.forecasts.get(folder.former.get(home.id, ""))


def _same(question: Question, record: Record) -> bool:
    """Whether they ask the same: in the same words, or of the same kind and opened at the same moment."""
    if question.title in (record.question or record.heading, question.key):
        return True
    return question.kind == record.kind and question.asked_at is not None and question.asked_at == record.opens_at


class Said:
    """What a book says already, also what was taken back since, by what a table has of it."""

    def __init__(self, book: Book) -> None:
        self._beliefs: dict[int, dict[int, Entry]] = {}
        self._outcomes: dict[int, Entry] = {}
        self._gone = {name for folder in book.cases.values() for name in retracted(folder.entries)}
        for folder in book.cases.values():
            for entry in folder.entries:
                if is_resolution(entry):
                    self._outcomes[_name(folder.id, entry, entry.known_at)] = entry
            for history in histories(folder.entries, FOREVER).values():
                for line in lines(history):
                    said = self._beliefs.setdefault(_name(folder.id, line.entry, line.at), {})
                    said[hashed(plain(None if line.is_none else line.entry.stated))] = _as_said(line)

    def same(self, case: str, entry: Entry) -> Entry | None:
        """The entry that says what an estimate or an outcome of a table says.

        Where the same person said something else at the same moment, it is that, unless it was taken back: then the
        other value can come in.
        """
        name = _name(case, entry, entry.known_at)
        if is_estimate(entry):
            said = self._beliefs.get(name, {})
            same = said.get(hashed(plain(entry.stated)))
            return same or next((one for one in said.values() if one.id not in self._gone), None)
        known = self._outcomes.get(name) if is_resolution(entry) else None
        return known if known and agree(known, entry) else None


def _as_said(line: Line) -> Entry:
    """The entry of a line; where it says that nothing is in force any more, it is none of the ledger's."""
    return line.entry.model_copy(update={"id": "", "stated": None}) if line.is_none else line.entry


def _name(case: str, entry: Any, at: datetime) -> int:
    return hashed((case, entry.forecast, entry.by if is_estimate(entry) else "", at))


def agree(known: Entry, new: Entry) -> bool:
    """Whether two entries of one forecast and moment say the same."""
    return all(
        plain(getattr(known, field, None)) == plain(getattr(new, field, None)) for field in ("stated", "outcome")
    )


def plain(value: Any) -> Any:
    """A belief by its numbers, whichever way they were written."""
    if isinstance(value, Mapping):
        return tuple(sorted((name, plain(one)) for name, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(map(plain, value))
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, int) else value
