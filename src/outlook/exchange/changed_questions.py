"""Questions that a newer file asks otherwise than the book does: an import changes no record, and says so."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from outlook import moments
from outlook.exchange.asked_before import plain_words
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from outlook.exchange.table import Question
    from outlook.model.forecast import Forecast as Record

SHOWN = 6
AROUND = 3  # words shown on either side of what differs
MOST = 240  # characters of what differs


def otherwise(pairs: Iterable[tuple[Question, Record]]) -> list[str]:
    """One sentence for each of the first questions that differ, and the number of the others."""
    found = [text for question, record in pairs if (text := "; ".join(_differences(question, record)))]
    more = [f"{len(found) - SHOWN} more questions are otherwise in the files"] if len(found) > SHOWN else []
    return [f"{text}: the record stays as it is" for text in found[:SHOWN]] + more


def _differences(question: Question, record: Record) -> Iterator[str]:
    name = record.full_id
    if question.closes_at and record.closes_at and not _is_same_close(question.closes_at, record.closes_at):
        book, file = _written(record.closes_at), _written(question.closes_at)
        yield f"{name} closes {book} in the book and {file} in the files (`outlook set {name} closes_at={file}`)"
    if record.question and plain_words(question.title) not in map(plain_words, (record.question, name)):
        yield f"{name} asks “{shown(question.title)}” in the files"
    edit = f"(`outlook edit {name}`)"
    if question.criteria and record.criteria and plain_words(question.criteria) != plain_words(record.criteria):
        book, file = _apart(record.criteria, question.criteria)
        yield f"{name} has the criteria {book} in the book and {file} in the files {edit}"
    if question.fine_print and plain_words(question.fine_print) not in map(plain_words, record.fine_print):
        if record.fine_print:
            book, file = _apart("\n".join(record.fine_print), question.fine_print)
            yield f"{name} has the fine print {book} in the book and {file} in the files {edit}"
        else:
            yield f"{name} has fine print in the files, {_quoted(question.fine_print)}, and none in the book {edit}"
    unit = getattr(record, "unit", None)
    if question.unit and question.unit != (unit or ""):
        book = f"the unit {shown(unit)}" if unit else "no unit"
        yield f"{name} has {book} in the book and {shown(question.unit)} in the files (`outlook set {name} unit=…`)"


def _is_same_close(given: datetime, known: datetime) -> bool:
    """To the second; a bare day, which is read as its end, agrees with any moment on that day."""
    is_day = given == moments.end_of_day(given.date()) and given.date() == known.date()
    return is_day or abs((given - known).total_seconds()) < 1


def _written(at: datetime) -> str:
    """A close as it is typed: the day alone means its last second."""
    return at.date().isoformat() if at == moments.end_of_day(at.date()) else moments.iso(at)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Where two texts differ, each with some words around it.

    >>> _apart("Counts as won with most seats in the house.", "Counts as won with half of all seats in the house.")
    ('“…as won with most seats in the…”', '“…as won with half of all seats in the…”')
    """
    first, second = before.split(), after.split()
    same = _alike(first, second)
    tail = _alike(first[same:][::-1], second[same:][::-1])
    start = max(0, same - AROUND)
    return _piece(first, start, tail), _piece(second, start, tail)


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words from the beginning on are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _piece(words: Sequence[str], start: int, tail: int) -> str:
    end = len(words) - max(0, tail - AROUND)
    before, behind = "…" if start else "", "…" if end < len(words) else ""
    return _quoted(f"{before}{' '.join(words[start:end])}{behind}")


def _quoted(text: str) -> str:
    """A text on one line, harmless to a terminal; of a long one its beginning."""
    flat = " ".join(text.split())
    return f"“{shown(flat[:MOST], MOST * 6)}{'…' if len(flat) > MOST else ''}”"
