"""What the passing of time does: the share of the window gone, the decay of a prior, and where both stop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from outlook.model.belief import Chance, Shares

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast

DAY, TWO_DAYS = timedelta(days=1), timedelta(days=2)


def base_rate(prior: float, opens_at: datetime, closes_at: datetime, at: datetime) -> float:
    """The prior of an event by a deadline after time has passed without it, under a constant hazard.

    base(t) = 1 - (1 - prior)^((T - t)/(T - t0)); the prior before the opening, 0 from the close on. What was certain
    stays certain.
    """
    if prior == 1:
        return 1.0
    whole = (closes_at - opens_at).total_seconds()
    left = min(max((closes_at - at).total_seconds(), 0.0), whole)
    return float(1 - (1 - prior) ** (left / whole))


def last_at(forecast: Forecast) -> datetime | None:
    """The last moment of which anything is implied: a day before the close, or the middle of a window under two days.

    At the close itself a constant hazard would imply 0 of everything that nobody has reported yet.
    """
    closes_at, opens_at = forecast.closes_at, forecast.opens_at
    if closes_at is None:
        return None
    if opens_at is None or closes_at - opens_at >= TWO_DAYS:
        return closes_at - DAY
    return closes_at - max((closes_at - opens_at) / 2, timedelta(0))


def held_at(forecast: Forecast, at: datetime) -> datetime:
    """The moment itself, or the last one of which anything is implied."""
    last = last_at(forecast)
    return at if last is None else min(at, last)


def share_gone(forecast: Forecast, at: datetime) -> float:
    """The share of the window that has gone, 0 to 1, whatever the prior does in it; 0 where there is no window."""
    opens_at, closes_at = forecast.opens_at, forecast.closes_at
    if opens_at is None or closes_at is None:
        return 0.0
    whole = (closes_at - opens_at).total_seconds()
    return min(max((held_at(forecast, at) - opens_at).total_seconds() / whole, 0.0), 1.0)


def passed(forecast: Forecast, prior: Chance | Shares, at: datetime) -> Chance | Shares:
    """The prior, or any probability of its range, after the passing of time."""
    if forecast.decay == "none" or not (forecast.opens_at and forecast.closes_at) or not isinstance(prior, Chance):
        return prior
    return Chance(base_rate(prior, forecast.opens_at, forecast.closes_at, held_at(forecast, at)))
