"""The reference classes of a forecast as data."""

from typing import Any

from outlook.model.base_rates import apart, blended
from outlook.model.forecast import Forecast
from outlook.model.kinds import BinaryForecast


def base_rates(forecast: Forecast) -> dict[str, Any] | None:
    """Each class with its share, what they say together, and how far the prior is from that; None without any."""
    if not isinstance(forecast, BinaryForecast) or not forecast.base_rates:
        return None
    classes = forecast.base_rates
    return {
        "blend": blended(classes),
        "odds_factor": None if forecast.prior is None else apart(forecast.prior, classes),
        "classes": [{**one.model_dump(), "rate": one.rate} for one in classes],
    }
