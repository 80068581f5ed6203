"""What looks like a slip in entries that are about to be written: the person is asked, and may insist."""

from collections.abc import Iterator, Sequence

from outlook.book.entering import Written
from outlook.model.entries import Entry, Estimate
from outlook.model.forecast import Forecast
from outlook.model.kinds import BinaryForecast


def doubts(items: Sequence[Written]) -> list[str]:
    """One sentence for each thing that looks like a slip; none where all is well."""
    return [
        doubt
        for folder, entry in items
        if (forecast := folder.forecasts.get(getattr(entry, "forecast", ""))) is not None
        for doubt in _doubts(forecast, entry)
    ]


def _doubts(forecast: Forecast, entry: Entry) -> Iterator[str]:
    if isinstance(entry, Estimate) and isinstance(forecast, BinaryForecast):
        yield from of_certainty(forecast.full_id, entry.stated)


def of_certainty(full_id: str, probability: object) -> Iterator[str]:
    """The doubt about a probability of exactly 0 or 1, which no evidence can ever move."""
    if probability == 1:
        yield f"1, or 100%, says that {full_id} is certain, and 1% is written 1%"
    elif probability == 0:
        yield f"0, or 0%, says that {full_id} is impossible"
