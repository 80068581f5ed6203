"""The forecasts of a download, and where one ended without another."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from outlook.exchange import cells
from outlook.exchange.faults import Faults
from outlook.exchange.metaculus.api import OWN_ROW
from outlook.exchange.metaculus.questions import Asked, Sheet, days_between, python_list
from outlook.exchange.sheet import Row
from outlook.exchange.table import OWN, Draft, Forecast, Points, Value
from outlook.exchange.vectors import SUM_TOLERANCE, summing_to_one
from outlook.exchange.wishes import Wishes

CROWD = "a forecast of all together: with --crowd they are forecasters of their own"
NEW_OPTION = "an option that did not exist yet: it is given 0"


def take_forecasts(draft: Draft, faults: Faults, sheet: Sheet, asked: Mapping[str, Asked], wishes: Wishes) -> None:
    """Put the forecasts of the file into the table."""
    made: dict[tuple[str, str], list[tuple[Row, Forecast]]] = {}
    for row in sheet.rows:
        with faults.noting(row.place):
            one = _forecast(draft, row, asked, wishes)
            if one is not None:
                made.setdefault((one.question, one.who), []).append((row, one))
    for (question, _), mine in made.items():
        for index, (row, one) in enumerate(mine):
            draft.forecasts.append(one)
            following = mine[index + 1][1] if index + 1 < len(mine) else None
            with faults.noting(row.place):
                draft.forecasts.extend(_withdrawal(row, one, following, asked[question]))


def _forecast(draft: Draft, row: Row, asked: Mapping[str, Asked], wishes: Wishes) -> Forecast | None:
    by, who = _forecaster(row)
    if not who and not wishes.crowd:
        draft.lose(CROWD, row.place, by)
        return None
    one = asked.get(row["Question ID"])
    if one is None:
        raise ValueError(f"Question ID: {row['Question ID']} is not among the questions")
    at = cells.known(row["Start Time"])
    return Forecast(one.question.key, by, at, _value(draft, row, one), row.place, id=row["Start Time"], who=who or by)


def _forecaster(row: Row) -> tuple[str, str]:
    """Their name, and the hash of their id, by which the anonymised download names them; none for all together."""
    anonymous = row["Forecaster (Anonymized)"]
    if anonymous:
        is_crowd = len(anonymous) != len(sha256().hexdigest())
        return anonymous, "" if is_crowd else anonymous
    number = row["Forecaster ID"]
    if row[OWN_ROW]:
        return OWN, sha256(number.encode()).hexdigest()
    return row["Forecaster Username"] or number or "crowd", sha256(number.encode()).hexdigest() if number else ""


def _withdrawal(row: Row, one: Forecast, following: Forecast | None, asked: Asked) -> list[Forecast]:
    """A forecast that ends before the next one, the close and the outcome was taken back then."""
    if not row["End Time"]:
        return []
    at = cells.known(row["End Time"])
    if (following and following.at <= at) or (asked.ends_at and at >= asked.ends_at):
        return []
    return [Forecast(one.question, one.by, at, None, one.place, id=row["End Time"], who=one.who)]


def _value(draft: Draft, row: Row, one: Asked) -> Value:
    kind = one.question.kind
    if kind == "binary":
        written: list[Any] = [row["Probability Yes"]] if row["Probability Yes"] else _categories(row)
        if not written:
            raise ValueError("Probability Yes: it is empty")
        return cells.chance(written[-1])
    if kind == "choice":
        return _shares(draft, row, one)
    return _points(row, one)


def _categories(row: Row) -> list[Any]:
    return python_list(row["Probability Yes Per Category"])


def _shares(draft: Draft, row: Row, one: Asked) -> dict[str, float]:
    given = _categories(row)
    if len(given) != len(one.question.options):
        raise ValueError(f"Probability Yes Per Category: {len(given)} numbers for {len(one.question.options)} options")
    if None in given:
        draft.lose(NEW_OPTION, row.place, count=given.count(None))
    found = [0.0 if value is None else cells.chance(value) for value in given]
    total = sum(found)
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"Probability Yes Per Category: the numbers sum to {total:g}, not 1")
    return summing_to_one(dict(zip(one.question.options, found, strict=True)))


def _points(row: Row, one: Asked) -> Points:
    """The distribution as points: of a day, the last of the steps that fall on it."""
    shares = [cells.chance(value) for value in python_list(row["Continuous CDF"])]
    if len(shares) < 2 or one.span is None:  # noqa: PLR2004 - a line needs two points
        raise ValueError("Continuous CDF: a distribution has two or more points, and its question a range")
    if one.question.kind == "date":
        days = [day.isoformat() for day in days_between(one.span, len(shares))]
        return tuple(dict(zip(days, shares, strict=True)).items())
    return tuple(zip(_values(one, len(shares)), shares, strict=True))


def _values(one: Asked, count: int) -> list[float]:
    """The listed range where it has as many values; a discrete one has fewer, in equal steps from end to end."""
    if len(one.places) == count:
        return list(one.places)
    assert one.span is not None
    low, high = (end for end in one.span if isinstance(end, float))
    return [low + (high - low) * index / (count - 1) for index in range(count)]
