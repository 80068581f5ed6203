"""What a book has already of what an import would enter."""

from outlook.belief.timeline import retracted
from outlook.book import Book
from outlook.book.undone_import import is_undone
from outlook.exchange.as_entries import scored
from outlook.exchange.our_own import Said
from outlook.exchange.said_twice import saying
from outlook.exchange.spool import Seen, hashed
from outlook.model.entries import Entry, Resolution
from outlook.model.kind_of import is_estimate, is_resolution, is_retraction


class There:
    """The entries of a book by id and case, and the resolutions that count by forecast.

    `undone` is what takes an entry back because its import was undone, by case and entry: the next import takes that
    back. What a person retracted stays so.
    """

    def __init__(self, book: Book, said: Said | None) -> None:
        self.folders, self.said = book.cases, said
        self.there, self.planned, self._counting = Seen(), Seen(), Seen()
        self.outcomes: dict[str, Resolution] = {}
        self.gone: dict[str, frozenset[str]] = {}
        self.undone: dict[tuple[str, str], list[Entry]] = {}
        self._sources: dict[int, tuple[str, ...]] = {}
        for folder in book.cases.values():
            gone = self.gone[folder.id] = frozenset(retracted(folder.entries))
            for entry in folder.entries:
                self.there.add((folder.id, entry.id), hashed(scored(entry)))
                if is_retraction(entry) and is_undone(entry) and entry.id not in gone:
                    self.undone.setdefault((folder.id, entry.entry), []).append(entry)
                if entry.id not in gone and (says := saying(entry)):
                    self._counting.add((folder.id, *says))
                if is_estimate(entry) and entry.imported is not None:
                    source = _source(folder.id, entry)
                    self._sources[source] = (*self._sources.get(source, ()), entry.id)
                if is_resolution(entry) and entry.id not in gone:
                    self.outcomes[f"{folder.id}/{entry.forecast}"] = entry

    def from_there(self, case: str, entry: Entry, number: int) -> str | None:
        """The id of the entry that the book has of the same row of the same file, by whomever."""
        found = self._sources.get(_source(case, entry), ())
        return found[number - 1] if number <= len(found) else None

    def undone_of(self, case: str, entry: Entry) -> list[Entry]:
        """What took an entry back with its import; nothing where another one that counts says the same."""
        found = self.undone.get((case, entry.id), [])
        return found if not found or self._counting.get((case, *(saying(entry) or ()))) is None else []

    def entry(self, case: str, name: str) -> Entry:
        """What the book has by that id."""
        return next(one for one in self.folders[case].entries if one.id == name)


def _source(case: str, entry: Entry) -> int:
    imported = entry.imported
    assert imported is not None
    return hashed((case, imported.system, imported.id, *map(str, scored(entry))))
