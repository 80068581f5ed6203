"""What looks like a slip in entries that are about to be written: the person is asked, and may insist."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from outlook import moments
from outlook.belief.timeline import retracted
from outlook.book.enter import Written, is_foreknown
from outlook.book.future import recorded_last
from outlook.model.belief import Points, Quantiles
from outlook.model.kind_of import is_binary, is_date, is_estimate, is_numeric, is_resolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.book import CaseFolder
    from outlook.model.belief import Belief
    from outlook.model.entries import Entry, Resolution
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import NumericForecast


SLOW = timedelta(hours=1)  # clocks of people who work together differ by minutes, which is said and not asked about
FAR = 20  # times the width of the prior
UNITS = (100, 1000, 1_000_000, 1 / 100, 1 / 1000, 1 / 1_000_000)  # per cent, thousands, millions, and the other way


def doubts(items: Sequence[Written]) -> list[str]:
    """One sentence for each thing that looks like a slip; none where all is well."""
    return [
        doubt
        for folder, entry in items
        if (forecast := folder.forecasts.get(getattr(entry, "forecast", ""))) is not None
        for doubt in _doubts(folder, forecast, entry)
    ]


def _doubts(folder: CaseFolder, forecast: Forecast, entry: Entry) -> Iterator[str]:
    if is_estimate(entry) and is_binary(forecast):
        yield from of_certainty(forecast.full_id, entry.stated)
    if is_resolution(entry):
        yield from _of_an_early_no(forecast, entry)
        yield from _of_a_fraction(forecast, entry)
        yield from _of_the_day(forecast, entry)
        yield from _of_a_day_to_come(forecast, entry)
        yield from _of_the_clock(folder, forecast, entry)
    if is_resolution(entry) and is_numeric(forecast) and isinstance(entry.outcome, float):
        yield from _of_the_bounds(forecast, entry.outcome)
        yield from _of_the_size(folder, forecast, entry.outcome)


def _of_an_early_no(forecast: Forecast, entry: Resolution) -> Iterator[str]:
    closes_at = forecast.closes_at
    if is_binary(forecast) and entry.outcome == "no" and closes_at and entry.known_at < closes_at:
        yield (
            f"{forecast.full_id} closes on {closes_at:%Y-%m-%d}, so on {entry.known_at:%Y-%m-%d} it can still come true"
        )


def _of_a_fraction(forecast: Forecast, entry: Resolution) -> Iterator[str]:
    if is_binary(forecast) and isinstance(entry.outcome, float):
        yield f"{entry.outcome:g} settles {forecast.full_id} in part, neither yes nor no, and an estimate is no outcome"


def _of_the_day(forecast: Forecast, entry: Resolution) -> Iterator[str]:
    day = entry.happened_on
    if day is None:
        return
    if forecast.opens_at is not None and day < forecast.opens_at.date():
        yield f"{forecast.full_id} opened on {forecast.opens_at:%Y-%m-%d}, and {day} lies before that"
    if is_foreknown(day, entry.known_at):
        yield f"it happened on {day} but was known on {entry.known_at:%Y-%m-%d}, before it happened"


def _of_the_bounds(forecast: NumericForecast, value: float) -> Iterator[str]:
    if beyond := forecast.beyond(value):
        yield f"{forecast.full_id}: {beyond}"


def _of_a_day_to_come(forecast: Forecast, entry: Resolution) -> Iterator[str]:
    if not is_date(forecast) or not isinstance(entry.outcome, str) or not entry.outcome[:1].isdigit():
        return
    day = date.fromisoformat(entry.outcome[:10])
    if is_foreknown(day, entry.known_at):
        yield f"{forecast.full_id}: {day} lies behind {entry.known_at:%Y-%m-%d}, when it was known: is it `later`?"


def _of_the_clock(folder: CaseFolder, forecast: Forecast, entry: Resolution) -> Iterator[str]:
    """When an outcome was known decides what is scored: with a clock that is slow, that is what was stated later."""
    last = recorded_last(folder, entry.recorded_at + SLOW)
    if last is not None:
        clock = f"this machine's clock says {moments.iso(entry.recorded_at)}"
        yield f"{forecast.full_id}: {clock}, and entry {last.id} was recorded at {moments.iso(last.recorded_at)}"


def _of_the_size(folder: CaseFolder, forecast: NumericForecast, value: float) -> Iterator[str]:
    """An outcome so far beyond the prior and whatever was stated that it may be in another unit, or a slip."""
    prior = _ends(forecast.prior)
    stated = [ends for belief in _stated(folder, forecast) if (ends := _ends(belief))]
    everything = [*([prior] if prior else []), *stated]
    is_far = not any(_is_near(value, ends) for ends in everything)
    if not everything or not (is_far or _is_in_another_unit(value, everything)):
        return
    low, high = min(low for low, _ in everything), max(high for _, high in everything)
    what = "all that was stated of it" if prior is None else "its prior and what was stated" if stated else "its prior"
    yield f"{forecast.full_id}: {value:,g} is far from {what}, {low:,g} to {high:,g}: is it in the same unit?"


def _is_in_another_unit(value: float, expected: Sequence[tuple[float, float]]) -> bool:
    """Whether a value would be within what was expected if it were in another unit, such as a share for per cent.

    Of a value that lies no farther outside than the expected span is wide, nothing is said.
    """
    low, high = min(low for low, _ in expected), max(high for _, high in expected)
    if low - (high - low) <= value <= high + (high - low):
        return False
    return any(low <= value * factor <= high for factor in UNITS)


def _is_near(value: float, ends: tuple[float, float]) -> bool:
    low, high = ends
    reach = FAR * (high - low)
    return low - reach <= value <= high + reach


def _stated(folder: CaseFolder, forecast: NumericForecast) -> Iterator[Belief]:
    gone = retracted(folder.entries)
    for entry in folder.entries:
        if is_estimate(entry) and entry.forecast == forecast.id and entry.id not in gone:
            try:
                belief = entry.believed(forecast)
            except ValueError:  # it no longer fits the record, which other pages say
                continue
            if belief is not None:
                yield belief


def _ends(belief: Belief | None) -> tuple[float, float] | None:
    """The lowest and the highest value of which a distribution speaks."""
    if isinstance(belief, Quantiles):
        return min(belief.values()), max(belief.values())
    return (belief[0][0], belief[-1][0]) if isinstance(belief, Points) else None


def of_certainty(full_id: str, probability: object) -> Iterator[str]:
    """The doubt about a probability of exactly 0 or 1, which no evidence can ever move."""
    if probability == 1:
        yield f"1, or 100%, says that {full_id} is certain: write 99% for almost certain, and 1% for one percent"
    elif probability == 0:
        yield f"0, or 0%, says that {full_id} is impossible: write 1% for almost impossible"
