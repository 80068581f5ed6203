"""Whose a number is, as a reader knows them: of a document its author."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outlook.belief.documents import author_of, forecaster_of
from outlook.show.describe.blocks import Cell, Piece
from outlook.show.describe.phrasing import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outlook.answers.status_row import StatusRow
    from outlook.belief.timeline import State
    from outlook.model.case import Case
    from outlook.show.describe.blocks import Tone


SHORT = 40  # characters of a title, in a table


class Names(dict[str, str]):
    """What readers call somebody or something; who has no such name is called as they are."""

    def __missing__(self, name: str) -> str:
        """The name itself."""
        return name


def speakers(cases: Mapping[str, Case | None]) -> Names:
    """What the forecasters are called as whom documents speak: the author, or else the title."""
    named = (
        (forecaster_of(case, document), document.author or document.title)
        for case in cases.values()
        if case
        for document in case.documents
    )
    return _told_apart(named)


def titles(cases: Mapping[str, Case | None]) -> Names:
    """The titles of documents by CASE/ID."""
    named = (
        (f"{name}/{document.id}", document.title)
        for name, case in cases.items()
        for document in (case.documents if case else ())
    )
    return _told_apart(named)


def _told_apart(named: Iterable[tuple[str, str | None]]) -> Names:
    """Short names; an id stays where it has none or several, and where two would be called alike."""
    called: dict[str, set[str]] = defaultdict(set)
    meant: dict[str, set[str]] = defaultdict(set)
    for name, text in named:
        label = shortened(" ".join((text or name).split()), SHORT)
        called[name].add(label)
        meant[label].add(name)
    return Names(
        {name: label for name, labels in called.items() for label in labels if len(labels) == 1 == len(meant[label])}
    )


def by_author(row: StatusRow, cases: Mapping[str, Case | None], tones: Mapping[State, Tone]) -> dict[str, Cell]:
    """The cell of who states it, where a document does whose author is named: `--by` takes that name."""
    case = cases.get(row.case)
    author = author_of(case, row.stated_by) if case and row.stated_by else None
    return {"By": Cell((Piece("by ", "gloss"), author), None, tones[row.state])} if author else {}
