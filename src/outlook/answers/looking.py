"""What to look at next, over many forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.answers.standing import Standing
    from outlook.evidence.looking import Look
    from outlook.model.case import Indicator
    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Sight:
    """A sign of an open forecast that is worth a look; `described` is the sign as the case describes it."""

    forecast: Forecast
    look: Look
    described: Indicator | None


def sights(chosen: Iterable[Standing]) -> tuple[Sight, ...]:
    """The unseen signs of open forecasts, first those that would improve the expected Brier score most."""
    found = [
        Sight(one.forecast, look, one.case.indicator(look.sign) if one.case else None)
        for one in chosen
        for look in one.looks
    ]
    return tuple(sorted(found, key=lambda one: (-one.look.saved, one.forecast.full_id, one.look.sign)))
