"""What `outlook words` prints with `--json` and `--csv`."""

from collections.abc import Sequence
from typing import Any

from outlook.words import Band, Scale, band_for, band_of, word_for


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
