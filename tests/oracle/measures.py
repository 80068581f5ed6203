"""The score of one belief: one measure a question, whoever is scored by it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import inf, log
from typing import TYPE_CHECKING, Any

from .distributions import (
    Levels,
    distribution_of,
    in_the_range,
    interval_score,
    is_points,
    level_of,
    outcome_of,
    quantiles_of,
)
from .reading import chance

if TYPE_CHECKING:
    from .reading import Forecast


@dataclass(frozen=True)
class Measure:
    """The name of the score, and for quantiles the levels at which everybody is scored."""

    name: str
    levels: Levels = ()


def measure_of(forecast: Forecast, stated: list[Any]) -> Measure | None:
    """What the question fixes: by its record, else its prior, else the first estimate; None while nothing does."""
    if forecast.kind in ("binary", "choice"):
        return Measure("brier" if forecast.kind == "binary" else "brier_choice")
    if "levels" in forecast.fields:
        return Measure("weighted_interval_score", tuple(sorted(chance(level) for level in forecast.fields["levels"])))
    form, prior = forecast.fields.get("form"), forecast.fields.get("prior")
    examples = [*([] if prior is None else [prior]), *stated]
    if form == "points" or (form is None and is_points(next(iter(examples), None))):
        return Measure("crps")
    levels = next((shape_of(one) for one in examples if not is_points(one)), ())
    return Measure("weighted_interval_score", levels) if levels else None


def shape_of(belief: Any) -> Levels:
    """The levels of quantiles; points have none."""
    return () if is_points(belief) else tuple(sorted(level_of(name) for name in belief))


def score(forecast: Forecast, measure: Measure, belief: Any, outcome: Any) -> float | None:
    """The score of a belief, or None where it cannot be measured as the question asks."""
    if forecast.kind in ("binary", "choice"):
        return sum((p - o) ** 2 for p, o in _against(forecast, belief, outcome)) / (
            2 if forecast.kind == "binary" else 1
        )
    happened = outcome_of(forecast, outcome)
    if not measure.levels:
        happened = in_the_range(forecast, happened)
        return distribution_of(forecast, belief).crps(happened) if is_points(belief) else None
    values = quantiles_of(forecast, belief, measure.levels)
    return None if values is None else interval_score(measure.levels, values, happened)


def log_score(forecast: Forecast, belief: Any, outcome: Any) -> float:
    """−ln of what was given to what happened, in nats."""
    given = given_to(forecast, belief, outcome)
    return -log(given) if given > 0 else inf


def given_to(forecast: Forecast, belief: Any, outcome: Any) -> float:
    """The probability that a belief gave to an outcome."""
    return sum(p for p, o in _against(forecast, belief, outcome) if o)


def rps(forecast: Forecast, belief: Any, outcome: Any) -> float:
    """The ranked probability score of an ordered choice, 0 to 1."""
    pairs = _against(forecast, belief, outcome)
    gaps = list(accumulate(p - o for p, o in pairs))[:-1]
    return sum(gap**2 for gap in gaps) / len(gaps)


def options_of(forecast: Forecast) -> list[str]:
    """The outcomes of a yes/no question or a choice, in their order."""
    if forecast.kind == "binary":
        return ["yes", "no"]
    return [one["name"] if isinstance(one, dict) else one for one in forecast.fields["options"]]


def is_ordered(forecast: Forecast) -> bool:
    """Whether the options of a choice have an order."""
    return forecast.kind == "choice" and forecast.fields.get("ordered") == "true"


def even(forecast: Forecast) -> Any:
    """The same chance for every outcome."""
    names = options_of(forecast)
    return 0.5 if forecast.kind == "binary" else dict.fromkeys(names, 1 / len(names))


def _against(forecast: Forecast, belief: Any, outcome: Any) -> list[tuple[float, int]]:
    names = options_of(forecast)
    shares = {"yes": chance(belief), "no": 1 - chance(belief)} if forecast.kind == "binary" else belief
    return [(chance(shares[name]), int(name == outcome)) for name in names]
