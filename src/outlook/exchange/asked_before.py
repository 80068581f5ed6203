"""What the book asks already: forecasts that a table names by their ids, or asks in the same words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from outlook.book.select import listed
from outlook.errors import did_you_mean
from outlook.exchange.our_own import OTHERS, SYSTEM, home_of, record_called
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from outlook.book import Book
    from outlook.exchange.faults import Faults
    from outlook.exchange.table import Question, Table
    from outlook.model.forecast import Forecast as Record

JOINED = "what the table says of them is said of these; --as-new makes forecasts of their own"
APART = "they become forecasts of their own"
# Blanks and marks that change no meaning: not a sign before a number, the point in one, a unit or a currency.
_BETWEEN_WORDS = re.compile(r"(?:[\s_?!;:'\"“”‘’()\[\]…]|[.,](?!\d)|(?<!\d)[.,]|[-–—](?!\d))+")


def plain_words(text: str) -> str:
    """The words of a question, whether its letters are capitals and whatever its blanks and stops are.

    >>> plain_words("Will it rain, on 30 June?"), plain_words("will it  rain on 30 June")
    ('will it rain on 30 june', 'will it rain on 30 june')
    """
    return _BETWEEN_WORDS.sub(" ", text.casefold()).replace(" %", "%").strip()


class Asking:
    """The forecasts of a book by what they are called and by what they ask."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @cached_property
    def _names(self) -> dict[str, tuple[str, str] | None]:
        """Case and id of today by full name, and by the id alone where one case has it; former names too."""
        found: dict[str, tuple[str, str] | None] = {}
        for case, folder in self._book.cases.items():
            for name, today in [*((one, one) for one in folder.names), *folder.former.items()]:
                found[f"{case}/{name}"] = (case, today)
                found[name] = (case, today) if found.get(name, (case, today)) == (case, today) else None
        return found

    def called(self, text: str) -> Record | None:
        """The forecast that is called exactly so, or was; None where none is, or several are."""
        place = self._names.get(text)
        return None if place is None else self._book.cases[place[0]].forecasts.get(place[1])

    def named(self, text: str, question: str) -> Record | None:
        """The forecast that a row of a table names, unless the row says that it asks something else."""
        found = self.called(text)
        if found is None or not question.strip() or question == text:
            return found
        return found if plain_words(question) == plain_words(_words_of(found)) else None

    def why_none(self, text: str) -> str:
        """Why a text that is written as an id names no forecast; empty where it is none, or of no case of the book."""
        home = home_of(text)
        if home is None or home.case not in self._book.cases or self.called(text) is not None:
            return ""
        return self.no_forecast(text)

    def no_forecast(self, text: str) -> str:
        """The sentence for a name that nothing has."""
        near = did_you_mean(text[:80], list(self._names))
        return f"{shown(text)} is no forecast of the book{f' ({near})' if near else ''}"

    @cached_property
    def _by_words(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for one in self._book.forecasts:
            found.setdefault(plain_words(_words_of(one)), []).append(one)
        return found

    def in_the_same_words(self, question: Question) -> list[Record]:
        """The forecasts that ask the same in the same words, of the same kind and until the same day."""
        words = plain_words(question.title)
        found = self._by_words.get(words, []) if words else []
        return [one for one in found if one.kind == question.kind and _closes_alike(question, one)]


def _words_of(one: Record) -> str:
    return one.question or one.heading


def _closes_alike(question: Question, one: Record) -> bool:
    if question.closes_at is None or one.closes_at is None:
        return True
    return question.closes_at.date() == one.closes_at.date()


class Joined(NamedTuple):
    """The questions that are forecasts of the book, by key, and what is to be said of that."""

    records: dict[str, Record]
    remarks: list[str]


def joined_to(table: Table, book: Book, others: Collection[str], faults: Faults, *, as_new: bool) -> Joined:
    """Which questions of a table are the book's: those that name a forecast, and those that ask the same.

    What is asked in the same words is made anew only where that is wanted. Of another system it is a question of that
    system, whoever else asks the same. `others` are left alone.
    """
    is_table = table.system in (SYSTEM, OTHERS)
    asked = [one for one in table.questions if one.key not in others]
    named = {one.key: record for one in asked if is_table and (record := record_called(one, book))}
    by_words: dict[str, Record] = {}
    asking = Asking(book)
    for question in asked:
        found = [] if question.key in named else asking.in_the_same_words(question)
        if len(found) > 1 and is_table and not as_new:
            faults.add(question.place, "", _several(question, found))
        elif found:
            by_words[question.key] = found[0]
    is_joined = is_table and not as_new
    remarks = [_remark(by_words.values(), JOINED if is_joined else APART)] if by_words else []
    return Joined({**named, **(by_words if is_joined else {})}, remarks)


def _several(question: Question, found: Sequence[Record]) -> str:
    """Why a question cannot be joined with any of the forecasts that ask it."""
    names = listed(one.full_id for one in found)
    return (
        f"“{shown(question.title)}” is asked in the same words by {names}: name the one that is meant in a column id, "
        "or make it a forecast of its own with --as-new"
    )


def _remark(found: Iterable[Record], then: str) -> str:
    """That questions are asked already, by which forecasts, and what becomes of that."""
    names = [one.full_id for one in found]
    verb = "question is" if len(names) == 1 else "questions are"
    return f"{len(names)} {verb} asked in the same words by {_of(names)}: {then}"


def _of(names: Sequence[str]) -> str:
    return f"{'a forecast' if len(names) == 1 else 'forecasts'} of the book ({listed(names)})"
