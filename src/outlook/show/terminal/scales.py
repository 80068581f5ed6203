"""Estimative words with their numbers beside them: whole scales, one word in all of them, one number in all of them."""

from collections.abc import Sequence
from typing import Any

from outlook.show.describe.phrasing import NOTHING, percent, safe
from outlook.show.terminal.screen import Cell, Column, Screen
from outlook.words import Band, Scale, band_for, band_of, word_for


def bounds(band: Band) -> str:
    """A band in percent: `20% to under 45%`, the ends as they belong to it.

    >>> bounds(Band("unlikely", 0.2, 0.45))
    '20% to under 45%'
    """
    low = f"{band.low:.0%}" if band.takes_low else f"over {band.low:.0%}"
    return f"{low} to {band.high:.0%}" if band.takes_high else f"{low} to under {band.high:.0%}"


def show_scales(screen: Screen, scales: Sequence[Scale]) -> None:
    """Every word of every scale with its band, its aliases, and the source."""
    for number, scale in enumerate(scales):
        if number:
            screen.line()
        screen.line(f"{scale.name} · {scale.title}", "bold")
        rows = [[Cell(band.word, "cyan"), Cell(bounds(band)), Cell(", ".join(band.aliases))] for band in scale.bands]
        screen.table([Column("WORD"), Column("PROBABILITY"), Column("ALSO", flexible=True)], rows)
        screen.line(f"source: {scale.source}", "dim")
        screen.line(f"note: {scale.note}", "dim")


def show_word(screen: Screen, word: str, scales: Sequence[Scale]) -> None:
    """What the word stands for in each scale."""
    screen.line(safe(word), "bold")
    found = [(scale, band_of(word, scale)) for scale in scales]
    rows = [[Cell(one.name, "cyan"), Cell(bounds(band) if band else "not in this scale")] for one, band in found]
    screen.table([Column("SCALE"), Column("PROBABILITY")], rows)


def show_number(screen: Screen, low: float, high: float, scales: Sequence[Scale]) -> None:
    """The word for a probability in each scale; for a range, those for both of its ends."""
    single = low == high
    screen.line(percent(low) if single else f"{percent(low)} to {percent(high)}", "bold")
    columns = [Column("SCALE")] + ([] if single else [Column("END", right=True)]) + [Column("WORD"), Column("BAND")]
    rows = []
    for one in scales:
        for value in (low,) if single else (low, high):
            band = band_for(value, one)
            texts = [word_for(value, one), bounds(band) if band else NOTHING]
            end = [] if single else [Cell(percent(value))]
            rows.append([Cell(one.name, "cyan"), *end, *map(Cell, texts)])
    screen.table(columns, rows)


def silence(word: str) -> str:
    """Why a word such as `may` has no number, and what to do about it."""
    return (
        f"{safe(word)}: no scale gives it a number, because readers take it for anything from remote to likely. "
        f"Ask its author for a probability, or state your own"
    )


def scale_payload(scale: Scale) -> dict[str, Any]:
    """A scale as data."""
    return {
        "name": scale.name,
        "title": scale.title,
        "source": scale.source,
        "note": scale.note,
        "bands": [band_payload(band) for band in scale.bands],
    }


def band_payload(band: Band | None) -> dict[str, Any] | None:
    """A band as data; None for none."""
    return (
        None
        if band is None
        else {
            "word": band.word,
            "low": band.low,
            "high": band.high,
            "takes_low": band.takes_low,
            "takes_high": band.takes_high,
            "aliases": list(band.aliases),
        }
    )


def word_rows(word: str, scales: Sequence[Scale]) -> list[dict[str, Any]]:
    """One row a scale: the band of the word, null where the scale does not have it."""
    return [{"scale": one.name, **_ends(band_of(word, one))} for one in scales]


def number_rows(low: float, high: float, scales: Sequence[Scale]) -> list[dict[str, Any]]:
    """One row a scale and end: the probability, its word, or null with where it lies instead."""
    return [
        {"scale": one.name, "probability": value, "answer": word_for(value, one), **_ends(band_for(value, one))}
        for one in scales
        for value in dict.fromkeys((low, high))
    ]


def _ends(band: Band | None) -> dict[str, Any]:
    fields = band_payload(band) or dict.fromkeys(("word", "low", "high", "takes_low", "takes_high"))
    return {name: value for name, value in fields.items() if name != "aliases"}
