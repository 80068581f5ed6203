"""What a book has already of what an import would enter."""

from datetime import datetime
from typing import NamedTuple

from outlook import moments
from outlook.belief.timeline import order, retracted
from outlook.book import Book
from outlook.book.undone_import import is_undone
from outlook.exchange.as_entries import scored
from outlook.exchange.our_own import Said
from outlook.exchange.said_twice import saying
from outlook.exchange.spool import Seen, hashed
from outlook.model.entries import Entry, Resolution
from outlook.model.kind_of import is_estimate, is_resolution, is_retraction


class Row(NamedTuple):
    """An estimate that came from a row of a file: a number for what it says, its id, and by whom it is here."""

    says: int
    id: str
    by: str


class There:
    """The entries of a book by id and case, and the resolutions that count by forecast.

    `undone` is what takes an entry back because its import was undone, by case and entry: the next import takes that
    back. What a person retracted stays so.
    """

    def __init__(self, book: Book, said: Said | None) -> None:
        self.folders, self.said = book.cases, said
        self.there, self.planned, self._counting = Seen(), Seen(), Seen()
        self.outcomes: dict[str, list[Resolution]] = {}
        self.gone: dict[str, frozenset[str]] = {}
        self.undone: dict[tuple[str, str], list[Entry]] = {}
        self._rows: dict[int, tuple[Row, ...]] = {}
        for folder in book.cases.values():
            gone = self.gone[folder.id] = frozenset(retracted(folder.entries))
            for entry in folder.entries:
                self.there.add((folder.id, entry.id), hashed(scored(entry)))
                if is_retraction(entry) and is_undone(entry) and entry.id not in gone:
                    self.undone.setdefault((folder.id, entry.entry), []).append(entry)
                if entry.id not in gone and (says := saying(entry)):
                    self._counting.add((folder.id, *says))
                if is_estimate(entry) and entry.imported is not None:
                    row, name = Row(hashed(scored(entry)), entry.id, entry.by), _row(folder.id, entry)
                    self._rows[name] = (*self._rows.get(name, ()), row)
                if is_resolution(entry) and entry.id not in gone:
                    self.outcomes.setdefault(f"{folder.id}/{entry.forecast}", []).append(entry)
        for known in self.outcomes.values():
            known.sort(key=order)

    def outcome(self, name: str, entry: Resolution) -> Resolution | None:
        """What the book has as the outcome of a forecast: what says the same, if anything does, else the first one.

        Two people may have entered one outcome each, before their books were merged.
        """
        known = self.outcomes.get(name, [])
        same = (one for one in known if one.outcome == entry.outcome and is_same_moment(one.known_at, entry.known_at))
        return next(same, known[0] if known else None)

    def rows(self, case: str, entry: Entry) -> tuple[Row, ...]:
        """What the book has of the same row of the same system: the same question, person and moment, any value."""
        return self._rows.get(_row(case, entry), ())

    def from_there(self, case: str, entry: Entry, number: int, by: str | None = None) -> str | None:
        """The id of the entry that the book has of the same row with the same value, by one person or by whomever."""
        says = hashed(scored(entry))
        found = [one.id for one in self.rows(case, entry) if one.says == says and by in (None, one.by)]
        return found[number - 1] if number <= len(found) else None

    def undone_of(self, case: str, entry: Entry) -> list[Entry]:
        """What took an entry back with its import; nothing where another one that counts says the same."""
        found = self.undone.get((case, entry.id), [])
        return found if not found or self._counting.get((case, *(saying(entry) or ()))) is None else []

    def entry(self, case: str, name: str) -> Entry:
        """What the book has by that id."""
        return next(one for one in self.folders[case].entries if one.id == name)


def is_same_moment(known: datetime, given: datetime) -> bool:
    """Whether a file's moment is the book's: to the second, or on the same day where the file has a day alone.

    A bare day is read as its noon.
    """
    is_day = given == moments.noon(given.date()) and given.date() == known.date()
    return is_day or abs((known - given).total_seconds()) < 1


def _row(case: str, entry: Entry) -> int:
    imported = entry.imported
    assert imported is not None
    return hashed((case, imported.system, imported.id))
