"""Estimative words with their numbers beside them: scales, one word or number in each, and the hedges of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.answers.of_statements import numbers_of
from outlook.belief.documents import find_said
from outlook.model.kind_of import is_choice
from outlook.model.quotes import with_its_heads
from outlook.show.describe.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Heading,
    Line,
    Piece,
    Row,
    Table,
    Text,
    joined,
    to_page,
    typed,
)
from outlook.show.describe.phrasing import NOTHING, day, leading, percent, whole
from outlook.words import WITHOUT_A_NUMBER, Band, Scale, band_for, band_of, known_words, numeric_phrase, word_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.of_statements import NumberOf
    from outlook.answers.report import CasePart
    from outlook.model.case import Case, Statement


def bounds(band: Band) -> str:
    """A band in percent: `20% to under 45%`, the ends as they belong to it.

    >>> bounds(Band("unlikely", 0.2, 0.45))
    '20% to under 45%'
    """
    low = f"{band.low:.0%}" if band.takes_low else f"over {band.low:.0%}"
    return f"{low} to {band.high:.0%}" if band.takes_high else f"{low} to under {band.high:.0%}"


def meaning(hedge: str, scale: Scale) -> str:
    """The band of a hedge in a scale, or the number that it states itself, or that it has none."""
    if band := band_of(hedge, scale):
        return f"{bounds(band)} in {scale.title}"
    stated = numeric_phrase(hedge)
    return f"{' to '.join(map(percent, dict.fromkeys(stated)))} as it says" if stated else f"no number in {scale.title}"


def said_in(case: Case, statement: Statement) -> str:
    """Whose statement it is, and of which day; nothing where the case has one document that names no author."""
    found = find_said(case, statement.id)
    if found is None or (len(case.documents) == 1 and found.document.author is None):
        return ""
    whose = f" by {found.document.author}" if found.document.author else ""
    return f"in {found.document.id}{whose}{f', {day(found.on)}' if found.on else ''}"


def scales(found: Sequence[Scale]) -> Iterator[Block]:
    """Every word of every scale with its band, its aliases, and the source."""
    for number, scale in enumerate(found):
        if number:
            yield Gap()
        rows: list[Row] = [
            [Cell(band.word, tone="name"), bounds(band), ", ".join(band.aliases)] for band in scale.bands
        ]
        columns = (Column("Word", "name"), Column("Probability", "name"), Column("Also", "prose"))
        yield Heading(f"{scale.name} · {scale.title}", 1)
        yield Table(columns, rows, f"the words of {scale.title} and their numbers")
        yield Line(f"source: {scale.source}", "soft")
        yield Line(f"note: {scale.note}", "soft")


def word(text: str, found: Sequence[Scale]) -> Iterator[Block]:
    """What a word stands for in each scale."""
    yield Heading(text, 1)
    bands = [(scale, band_of(text, scale)) for scale in found]
    rows: list[Row] = [
        [Cell(one.name, tone="name"), bounds(band) if band else "not in this scale"] for one, band in bands
    ]
    yield Table((Column("Scale", "name"), Column("Probability", "name")), rows, "what each scale gives it")


def number(low: float, high: float, found: Sequence[Scale]) -> Iterator[Block]:
    """The word for a probability in each scale; for a range, those for both of its ends."""
    single = low == high
    yield Heading(percent(low) if single else f"{percent(low)} to {percent(high)}", 1)
    columns = (
        Column("Scale", "name"),
        *([] if single else [Column("End", "number")]),
        Column("Word", "name"),
        Column("Band", "name"),
    )
    rows: list[Row] = []
    for one in found:
        for value in (low,) if single else (low, high):
            band = band_for(value, one)
            end = [] if single else [percent(value)]
            rows.append([Cell(one.name, tone="name"), *end, word_for(value, one), bounds(band) if band else NOTHING])
    yield Table(columns, rows, "the word of each scale")


def silence(word: str) -> str:
    """Why a word such as `may` has no number, and what to do about it."""
    return (
        f"{word}: no scale gives it a number, because readers take it for anything from remote to likely. "
        f"Ask its author for a probability, or state your own"
    )


def unscaled(words: str) -> str:
    """That a hedge is on no scale: a phrase such as `cannot be ruled out`, or a word that is negated or compared."""
    holds = set(known_words()) & set(words.lower().split())
    other = f" (with what stands beside it, “{min(holds)}” is another word)" if holds else ""
    return f"{words}: a hedge that no published scale gives a number{other}. Ask its author for one, or state your own"


def hedges(case: CasePart) -> Iterator[Block]:
    """Every hedge of a case's documents beside the numbers that were drawn from it."""
    documents = case.case.documents if case.case else ()
    found = [one for document in documents for one in document.statements if one.hedge]
    if not found:
        return
    columns = (
        Column("Hedge", "name"),
        Column("In the scale", "name"),
        Column("Statement", "prose"),
        Column("Its number, or the newest of what it led to", "prose"),
    )
    rows = [
        [one.hedge or "", meaning(one.hedge or "", case.scale), _quoted(case, one), _drawn(case, one)] for one in found
    ]
    yield Table(columns, rows, "what the documents say, and the number of each statement", f"Hedges in {case.title}")
    yield Line(f"No scale gives {', '.join(WITHOUT_A_NUMBER)} a number.", "soft")


def _quoted(case: CasePart, statement: Statement) -> Text:
    said = f"said by {statement.attributed_to}" if statement.attributed_to else ""
    place = ", ".join(filter(None, (said, said_in(case.case, statement) if case.case else "")))
    return (with_its_heads(statement), Piece(f" ({place})", "soft")) if place else with_its_heads(statement)


def _drawn(case: CasePart, statement: Statement) -> Text:
    return joined([_number(one) for one in numbers_of(case, statement)], "; ") or "none"


def _in_short(one: NumberOf) -> str:
    """What is stated; of what a statement says of several options all, as its words may be of any of them."""
    if one.belief is None:
        return NOTHING
    return whole(one.belief) if one.is_own and is_choice(one.forecast) else " ".join(leading(one.belief)).rstrip()


def _number(one: NumberOf) -> tuple[Piece | str, ...]:
    """The number that the statement says, or else the newest and that it is so; with whose it is, and of which day."""
    number = _in_short(one)
    newest = "" if one.is_own or one.belief is None else "newest "
    by = (typed(f"{one.by} ("), one.author, typed(")")) if one.author else (one.by or "",)
    whose = (" by ", *by, f", {day(one.at)}") if one.by and one.at else ()
    condition = " (its condition)" if one.is_condition else ""
    number = f"{number} (its words are of the answer no)" if one.of_no else number
    return (to_page(one.forecast.heading, one.forecast.full_id), f"{condition}: {newest}{number}", *whose)
