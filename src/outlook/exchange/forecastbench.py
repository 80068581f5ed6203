"""ForecastBench: question sets, forecast files and resolution sets, given together.

A question of a market has one forecast for all dates; a question of a data set is another one on each date. Forecasts
and resolutions may serve several question sets of one round: of questions in none of the files they are only counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from outlook import moments
from outlook.errors import InvalidValue
from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Forecast, Outcome, Place, Question, Table
from outlook.exchange.wishes import Wishes
from outlook.model.values import read_day

SYSTEM, NAME = "forecastbench", "ForecastBench"
ABSENT = "N/A"
COMBINED = "a forecast of a combination of questions"
UNASKED = "of a question that is in none of the question sets"
# The two halves of its published tables.
MARKET, DATASET = "market", "dataset"
_SETTLED = {0.0: "no", 1.0: "yes"}


@dataclass
class _Asked:
    """A question of a set: which questions here it is, by the date on which they resolve (`` for all)."""

    keys: dict[str, str] = field(default_factory=dict)
    resolved: set[str] = field(default_factory=set)


@dataclass
class _Reading:
    draft: Draft
    faults: Faults
    at_price: bool
    asked: dict[tuple[str, str, str], _Asked] = field(default_factory=dict)
    rounds: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)  # names that more than one file of forecasts of one round has
    said: set[tuple[str, str, str]] = field(default_factory=set)
    unsettled: set[tuple[str, str]] = field(default_factory=set)  # market and date of a price


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The questions, forecasts and resolutions in the files.

    Raises:
        InvalidValue: something cannot be read, or the question set is not among the files.
    """
    reading = _Reading(Draft(SYSTEM, NAME), Faults(), wishes.unresolved_at_price)
    wholes = [(source, source.json) for source in sources if not source.is_empty]
    for source, whole in wholes:
        if not isinstance(whole, Mapping):
            raise InvalidValue(f"{source.name}: it is no question set, forecast file or resolution set of {NAME}")
    dates = _dates_of_prices(reading, wholes) if reading.at_price else {}
    reading.shared = _shared_names(wholes)
    for name, take in (("questions", _take_question), ("forecasts", _take_forecast), ("resolutions", _take_resolution)):
        for source, whole in wholes:
            for place, item in fields.items(source, whole.get(name), name):
                with reading.faults.noting(place):
                    take(reading, whole, {**item, "dates": dates.get(str(item.get("id")))}, place)
    reading.faults.refuse_any()
    return reading.draft.finished()


def _dates_of_prices(reading: _Reading, wholes: Sequence[tuple[Source, Any]]) -> dict[str, list[str]]:
    """The dates on which a market question had a price, which are questions of their own where prices are outcomes."""
    found: dict[str, list[str]] = {}
    for source, whole in wholes:
        for _, item in fields.items(source, whole.get("resolutions"), "resolutions"):
            if isinstance(item.get("id"), str) and item.get("resolution_date"):
                found.setdefault(item["id"], []).append(str(item["resolution_date"]))
                if not item.get("resolved"):
                    reading.unsettled.add((item["id"], str(item["resolution_date"])))
    return found


def _take_question(reading: _Reading, whole: fields.Object, item: fields.Object, place: Place) -> None:
    if isinstance(item.get("id"), list):
        reading.draft.lose("a combination of questions", place)
        return
    source, name, due = (
        fields.needed(item, "source"),
        fields.needed(item, "id"),
        fields.needed(whole, "forecast_due_date"),
    )
    own = reading.asked.setdefault((source, name, due), _Asked())
    reading.rounds.add(due)
    dates = item.get("resolution_dates")
    is_market = not isinstance(dates, list)
    if is_market and not item["dates"]:
        own.keys[""] = _add(reading.draft, naming.key(source, name), item, place, due, "", (MARKET,))
        return
    for date in map(str, dates if isinstance(dates, list) else item["dates"]):
        tags = _half(reading, name, date) if is_market else (DATASET,)
        own.keys[date] = _add(reading.draft, naming.key(source, name, due, date), item, place, due, date, tags)


def _half(reading: _Reading, name: str, date: str) -> tuple[str, ...]:
    """Tags of a market question on one date: its outcome is what came of it, or only what it cost."""
    return MARKET, f"{MARKET}-{'unresolved' if (name, date) in reading.unsettled else 'resolved'}"


def _add(draft: Draft, key: str, item: fields.Object, place: Place, due: str, date: str, tags: Sequence[str]) -> str:
    title = fields.needed(item, "question").replace("{resolution_date}", date).replace("{forecast_due_date}", due)
    opened, closed = (_said(item, f"market_info_{end}_datetime") for end in ("open", "close"))
    opens_at = cells.known(opened) if opened else fields.time(item, "freeze_datetime")
    is_dated = bool(date)
    closes_at = moments.end_of_day(read_day(date)) if is_dated else _close(closed, due)
    if is_dated and date not in title:
        title = f"{title} [on {date}]"
    draft.questions.setdefault(
        key,
        Question(
            key,
            title,
            place,
            asked_at=opens_at,
            closes_at=closes_at,
            criteria=_said(item, "resolution_criteria"),
            note=_said(item, "background"),
            url=_said(item, "url"),
            tags=naming.tags([fields.needed(item, "source"), *tags]),
        ),
    )
    return key


def _close(written: str, due: str) -> datetime | None:
    """When a market closes; None for a time before anybody was asked, which is that of an earlier schedule."""
    closes_at = cells.known(written) if written else None
    return closes_at if closes_at and closes_at > moments.noon(read_day(due)) else None


def _said(item: fields.Object, name: str) -> str:
    text = fields.text(item, name)
    return "" if text == ABSENT else text


def _take_forecast(reading: _Reading, whole: fields.Object, item: fields.Object, place: Place) -> None:
    if isinstance(item.get("id"), list):
        reading.draft.lose(COMBINED, place)
        return
    if item.get("forecast") is None:
        reading.draft.lose("a missing forecast (null)", place)
        return
    due = fields.needed(whole, "forecast_due_date")
    by = _forecaster(reading, whole, item, place)
    if not _is_asked(reading, item, due, place, "a forecast"):
        return
    own = reading.asked[_name(item, due)]
    date = str(item.get("resolution_date") or "")
    keys = [own.keys[date]] if date in own.keys else list(own.keys.values()) if not date else [own.keys.get("", "")]
    if not all(keys):
        raise ValueError(f"resolution_date {date} is not among those of the question")
    at, p = moments.noon(read_day(due)), cells.chance(item["forecast"])
    for key in keys:
        if (key, by, due) in reading.said:
            reading.draft.lose("a further row for the same forecast: the first counts", place)
        else:
            reading.said.add((key, by, due))
            reading.draft.forecasts.append(Forecast(key, by, at, p, place, why=fields.text(item, "reasoning")))


def _forecaster(reading: _Reading, whole: fields.Object, item: fields.Object, place: Place) -> str:
    """One of the people whose forecasts a file holds, else the organization and the model that made all of it."""
    if item.get("user_id") not in (None, ""):
        return fields.needed(item, "user_id")
    name = _model(whole)
    return f"{name} ({Path(place.file).stem})" if name in reading.shared else name


def _model(whole: fields.Object) -> str:
    return f"{fields.needed(whole, 'organization')} {fields.needed(whole, 'model')}"


def _shared_names(wholes: Sequence[tuple[Source, Any]]) -> set[str]:
    """The names of which one round has several files: such forecasters differ in something that the name leaves out."""
    named = Counter(
        (_model(whole), str(whole.get("forecast_due_date")))
        for _, whole in wholes
        if "forecasts" in whole and whole.get("organization") and whole.get("model")
    )
    return {name for (name, _), count in named.items() if count > 1}


def _name(item: fields.Object, due: str) -> tuple[str, str, str]:
    return fields.needed(item, "source"), fields.needed(item, "id"), due


def _is_asked(reading: _Reading, item: fields.Object, due: str, place: Place, what: str) -> bool:
    """Whether the question is in a question set of that round; of others what there is is counted.

    Raises:
        ValueError: there is no question set of that round.
    """
    name = _name(item, due)
    if name in reading.asked:
        return True
    if due not in reading.rounds:
        raise ValueError(f"the question {name[1]} of {due} is in none of the files: give its question set too")
    reading.draft.lose(f"{what} {UNASKED}", place)
    return False


def _take_resolution(reading: _Reading, whole: fields.Object, item: fields.Object, place: Place) -> None:
    if isinstance(item.get("id"), list):
        reading.draft.lose("the resolution of a combination of questions", place)
        return
    due = fields.needed(whole, "forecast_due_date")
    if not _is_asked(reading, item, due, place, "the resolution"):
        return
    own = reading.asked[_name(item, due)]
    date = fields.needed(item, "resolution_date")
    key = own.keys.get(date) or own.keys.get("")
    if key is None:
        raise ValueError(f"resolution_date {date} is not among those of the question")
    if not item.get("resolved") and not reading.at_price:
        if key not in own.resolved:
            reading.draft.lose("the price of a market that is not resolved: --unresolved-at-price takes it", place)
        own.resolved.add(key)
        return
    value = cells.chance(item.get("resolved_to"))
    if key not in reading.draft.outcomes:
        outcome = _SETTLED.get(value, value)
        reading.draft.resolve(Outcome(key, outcome, moments.noon(read_day(date)), place))
