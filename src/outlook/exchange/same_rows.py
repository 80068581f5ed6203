"""Rows of a file that the book has with another value: changed in the file since, or never the same number at all.

An imported estimate remembers its row: the question, the person and the moment, without the value. Where the book has
the row's value no longer in the file, the file was changed after it was imported, and the book keeps its own. Where
the book has the row as another person's, it may be another column of the same sheet, whose numbers are the same now
and then: nobody can tell whose those are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from outlook import moments
from outlook.exchange.spool import Seen
from outlook.exchange.table import OWN
from outlook.model.kind_of import is_estimate
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from outlook.exchange.table import Forecast, Place
    from outlook.exchange.there import Row, There
    from outlook.model.entries import Entry


class _Whose(NamedTuple):
    """Somebody of a file, the name that the entry gets, and the one under which the book has the row."""

    theirs: str
    ours: str
    there: str


class SameRows:
    """The rows of a file that the book has, while they are compared with it."""

    def __init__(self, index: There) -> None:
        self._index = index
        self._met = Seen()  # entries of the book that the file says too
        self._put_off: list[tuple[str, Entry, Forecast]] = []
        self._same: Counter[_Whose] = Counter()
        self._first: dict[_Whose, Place] = {}

    def puts_off(self, case: str, entry: Entry, forecast: Forecast) -> bool:
        """Whether an entry can be judged only when the whole file is known: the book has its row, with another value.

        `entry` has the id of the book's where that says the same.
        """
        rows = self._index.rows(case, entry)
        known = next((row for row in rows if row.id == entry.id), None)
        if known is not None:
            self._met.add((case, known.id))
            if known.by != entry.by:
                whose = _Whose(forecast.by, entry.by, known.by)
                self._same[whose] += 1
                self._first.setdefault(whose, forecast.place)
        elif self._standing(case, rows):
            self._put_off.append((case, entry, forecast))
            return True
        return False

    def put_off(self) -> Iterator[tuple[str, Entry, str | None]]:
        """Those that were put off: the case, the entry, and the id of the one in the book that it would replace.

        None where it is new: what the book has of the row is in the file too, or is another person's.
        """
        for case, entry, _ in self._put_off:
            own = (row.id for row in self._changed(case, entry) if row.by == entry.by)
            yield case, entry, next(own, None)

    def named_otherwise(self) -> Iterator[str]:
        """A sentence for each person whose rows the book has under another name: an import gives nobody a new one."""
        for whose, many in self._same.items():
            theirs, ours, there = (shown(name) or "you" for name in whose)
            said = "it stays" if many == 1 else "they stay"
            yield (
                f"{_estimates(many)} of {theirs} {'is' if many == 1 else 'are'} in the book as {there}'s, and "
                f"{said} so, and not {ours}'s: an import names only what is new"
            )

    def lacking(self, system: str, targets: Collection[tuple[str, str]]) -> Iterator[str]:
        """A sentence on what the book has from an earlier file of people and questions that are in this one too.

        Who has no row in this file that is in the book has perhaps only new ones in it, which is no lack.
        """
        there = [
            (folder.id, entry)
            for folder in self._index.folders.values()
            for entry in folder.entries
            if is_estimate(entry) and entry.imported is not None and entry.imported.system == system
        ]
        people = {entry.by for case, entry in there if self._met.get((case, entry.id)) is not None}
        changed = {row.id for case, entry, _ in self._put_off for row in self._index.rows(case, entry)}
        found = [
            entry
            for case, entry in there
            if entry.by in people
            and (case, entry.forecast) in targets
            and self._met.get((case, entry.id)) is None
            and entry.id not in changed
            and entry.id not in self._index.gone[case]
        ]
        if found:
            first = f"{found[0].id}, {shown(found[0].by)} of {moments.iso(found[0].known_at)} on {found[0].forecast}"
            many = f"{_estimates(len(found))} that {'was' if len(found) == 1 else 'were'} imported before"
            stays = "it stays" if len(found) == 1 else "they stay"
            yield f"{many} {'is' if len(found) == 1 else 'are'} not in these files, first {first}: {stays} in the book"

    def doubtful(self) -> Iterator[tuple[Place, str]]:
        """A sentence for each person who has another's numbers in some rows of the file, and their own in others."""
        others = Counter(
            _Whose(forecast.by, entry.by, by)
            for case, entry, forecast in self._put_off
            if forecast.by != OWN  # who names nobody has their own numbers, whatever others have
            for by in {row.by for row in self._changed(case, entry)} - {entry.by}
        )
        for whose, differing in others.items():
            if same := self._same[whose]:
                yield self._first[whose], _sentence(whose, same, differing)

    def _standing(self, case: str, rows: tuple[Row, ...]) -> list[Row]:
        """The rows that count in the book: what a person took back can come in with another value."""
        return [row for row in rows if row.id not in self._index.gone[case]]

    def _changed(self, case: str, entry: Entry) -> list[Row]:
        """What counts in the book of the row, and is in the file no longer."""
        standing = self._standing(case, self._index.rows(case, entry))
        return [row for row in standing if self._met.get((case, row.id)) is None]


def _estimates(many: int) -> str:
    return f"{many:,} estimate{'' if many == 1 else 's'}"


def _sentence(whose: _Whose, same: int, differing: int) -> str:
    theirs, ours, there = (shown(name) or "you" for name in whose)
    rows = f"{same} of the rows that are to be {ours}'s {'is' if same == 1 else 'are'} in the book as {there}'s"
    ways = (
        f"if {ours}'s numbers are in a column of their own, name it by --wide COLUMN --rename-forecaster "
        f"COLUMN={ours}; if it is one person, give both the same name"
    )
    return f"{rows}, with the same number, and {differing} with another: whose are they? For {theirs}, {ways}"
