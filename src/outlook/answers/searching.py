"""Whether a forecast, or anything that was entered about it, says some words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.standing import Standing


def says(standing: Standing, words: Sequence[str]) -> bool:
    """Whether each of the words occurs somewhere, in any part of a word, in capitals or not."""
    everything = "\n".join(_texts(standing)).casefold()
    return all(word.casefold() in everything for word in words)


def _texts(standing: Standing) -> Iterator[str]:
    forecast, history = standing.forecast, standing.situation.history
    yield forecast.full_id
    yield from filter(None, (forecast.title, forecast.question, forecast.criteria, forecast.base_rate, forecast.note))
    yield from (*forecast.tags, *forecast.fine_print, *forecast.sources)
    for report in history.evidence:
        yield from filter(None, (report.summary, report.source, report.note))
    for estimate in history.estimates:
        yield estimate.why or ""
    if history.resolution is not None:
        yield from filter(None, (history.resolution.why, history.resolution.lesson))
