"""The forecast that a text means to whom is about to write: what others have in their names too is never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.book.index.part import Asked
from outlook.book.select import SHOWN, Name, begins_a_word, by_whole_words, listed, matches
from outlook.errors import NoMatch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.book import Book
    from outlook.model.forecast import Forecast

WAITING = ("draft", "open", "due", "disputed")
MOST = 20  # forecasts of which it is looked up whether they wait: each is read for it


class Meant(NamedTuple):
    """The forecast that is meant, and the full ids of the others that have the text in their names too."""

    forecast: Forecast
    also: tuple[str, ...] = ()


def meant(book: Book, text: str, at: datetime) -> Meant:
    """The forecast that a part of an id means: the one that is called so, else that one that waits and begins so.

    What begins words of several ids, and of none that waits for its outcome at `at` the id, means none of them.

    Raises:
        NoMatch: none is meant, or it may be any of several, with those that wait for their outcome first.
    """
    found, others = matches(text, book.names), _others(book, text)
    if not others or not found or _is_a_name(text, found):
        return Meant(book.forecast(text, at))
    if len(others) == 1:
        return Meant(book.cases[others[0].case].forecast(others[0].id))
    wanted = text.strip().lower()
    begun = [one for one in found if one.id.startswith(wanted) or one.full_id.startswith(wanted)]
    if len(whole := by_whole_words(text, others)) == 1:  # `team-1` is not `team-10`
        begun = whole
    if len(begun) > MOST or (not begun and len(others) > MOST):
        raise NoMatch(_several(book, text, others, at))
    waiting = [one for one in begun if _waits(book, one, at)]
    if not waiting and len(others) <= MOST and not any(_waits(book, one, at) for one in others):
        waiting = begun  # what is settled everywhere is no reason to look elsewhere
    if len(waiting) != 1:
        raise NoMatch(_several(book, text, others, at))
    [chosen] = waiting
    also = tuple(one.full_id for one in others if one != chosen)
    return Meant(book.cases[chosen.case].forecast(chosen.id), also)


def _is_a_name(text: str, found: Sequence[Name]) -> bool:
    wanted = text.strip().lower()
    return any(wanted in (one.full_id, one.id) for one in found)


def _others(book: Book, text: str) -> list[Name]:
    """All whose names the text is in; where it begins words of some, not those where it is in the middle of a word."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    having = [one for one in book.names if wanted in one.full_id]
    return [one for one in having if begins_a_word(wanted, one.id, one.full_id)] or having


def _waits(book: Book, name: Name, at: datetime) -> bool:
    """Whether it waits for its outcome; of a large ledger no more is read than that needs."""
    part = book.narrowed({name.case: Asked(frozenset({name.id}))})
    return part.situation(part.cases[name.case].forecast(name.id), at).state in WAITING


def _several(book: Book, text: str, names: Sequence[Name], at: datetime) -> str:
    states = {one: len(names) <= MOST and _waits(book, one, at) for one in names}
    waiting = [one.full_id for one, waits in states.items() if waits]
    settled = [f"{one.full_id}{' (settled)' if waiting else ''}" for one, waits in states.items() if not waits]
    every = f", or see all with `outlook status {text}`" if len(states) > SHOWN else ""
    found = listed([*waiting, *settled])
    return f"{text[:80]!r} matches {len(states)} forecasts: {found}; write more of the id{every}"
