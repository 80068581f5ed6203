"""Questions that a newer file asks otherwise than the book does: an import changes no record, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.exchange.asked_before import plain_words
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outlook.exchange.table import Question
    from outlook.model.forecast import Forecast as Record

SHOWN = 6


def otherwise(pairs: Iterable[tuple[Question, Record]]) -> list[str]:
    """One sentence for each of the first questions that differ, and the number of the others."""
    found = [text for question, record in pairs if (text := "; ".join(_differences(question, record)))]
    more = [f"{len(found) - SHOWN} more questions are otherwise in the files"] if len(found) > SHOWN else []
    return [f"{text}: the book stays as it is" for text in found[:SHOWN]] + more


def _differences(question: Question, record: Record) -> Iterator[str]:
    name, closes_at = record.full_id, question.closes_at
    if closes_at and record.closes_at and closes_at.date() != record.closes_at.date():
        way = f"`outlook set {name} closes_at={closes_at:%Y-%m-%d}`"
        yield f"{name} closes {record.closes_at:%Y-%m-%d} in the book and {closes_at:%Y-%m-%d} in the files ({way})"
    if record.question and plain_words(question.title) not in map(plain_words, (record.question, name)):
        yield f"{name} asks “{shown(question.title)}” in the files"
    if question.criteria and record.criteria and plain_words(question.criteria) != plain_words(record.criteria):
        yield f"{name} has other criteria in the files (`outlook edit {name}`)"
