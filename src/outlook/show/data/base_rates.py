"""The reference classes of a forecast as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.model.blend import apart, blended
from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast


def base_rates(forecast: Forecast) -> dict[str, Any] | None:
    """Each class with its share, what they say together, and how far the prior is from that; None without any."""
    if not is_binary(forecast) or not forecast.base_rates:
        return None
    classes = forecast.base_rates
    return {
        "blend": blended(classes),
        "odds_factor": None if forecast.prior is None else apart(forecast.prior, classes),
        "classes": [
            {"of": one.of, "k": one.k, "n": one.n, "source": one.source, "weight": one.weight, "rate": one.rate}
            for one in classes
        ],
    }
