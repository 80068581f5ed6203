"""What is typed for an estimate in a review: a number as people write it, and perhaps why, on one line or on two."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from outlook.book.steps import is_step_of
from outlook.cli.estimating import reason_of
from outlook.cli.said_numbers import pairs_text
from outlook.model.belief import Points
from outlook.model.kind_of import is_binary, is_choice, is_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.model.belief import Belief
    from outlook.model.forecast import Forecast

_FRACTION = re.compile(r"0?\.\d+", re.ASCII)
_PERCENTAGE = re.compile(r"\d{1,3}(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*(?:percent|per cent|pct)\b", re.IGNORECASE | re.ASCII)
MOST_POINTS = 4  # of a curve that are typed as an example
MOST_WORDS = 12  # of a line that may belong to the estimate; a reason can be long


def explained(forecast: Forecast, text: str, why: str) -> tuple[str, str | None]:
    """The estimate, and the reason: what was typed for it, or what stands behind the estimate.

    A reason that was typed for itself is read as nothing else: "1" and "in 3 villages" are not one in three.

    Raises:
        InvalidValue: the reason is a second number.
    """
    if why.strip():
        return _as_percent(forecast, _PERCENT.sub(r"\1%", " ".join(text.split()))), why.strip()
    stated, words = parted(forecast, text)
    return stated, reason_of(stated, words, None)


def doubts(forecast: Forecast, stated: str, earlier: object) -> Iterator[str]:
    """What looks like a slip in an estimate as it was typed: 0.5 for half a per cent, where a bare 2 is two per cent.

    `earlier` is what its author stated last.

    >>> from outlook.model.kinds import BinaryForecast
    >>> rain = BinaryForecast(id="rain", case="weather", kind="binary")
    >>> list(doubts(rain, "0.5", 0.01)), list(doubts(rain, "0.5", 0.4))
    (['0.5 is 50% here, and 0.5% would be nearer to the 1% that you stated last'], [])
    """
    if not (is_binary(forecast) and _FRACTION.fullmatch(stated) and isinstance(earlier, float) and 0 < earlier < 1):
        return
    share = float(stated)
    if share > 0 and abs(_log_odds(share / 100) - _log_odds(earlier)) < abs(_log_odds(share) - _log_odds(earlier)):
        last = f"the {100 * earlier:g}% that you stated last"
        yield f"{stated} is {100 * share:g}% here, and {stated}% would be nearer to {last}"


def example_of(forecast: Forecast, newest: Belief | None) -> str:
    """What an estimate of this forecast is typed like: what was stated last, or its prior; else its shape.

    >>> from outlook.model.kinds import ChoiceForecast
    >>> city = ChoiceForecast(id="city", case="war", kind="choice", options=["Hama", "Homs"])
    >>> example_of(city, None), example_of(city, city.read_belief("Hama=.3,Homs=.7"))
    ('Hama=…,Homs=…', 'Hama=0.3,Homs=0.7')
    """
    if is_binary(forecast):
        return "+5, 35, 1/3"
    known = newest if newest is not None else forecast.prior
    if known is not None:
        if isinstance(known, Points) and len(known) > MOST_POINTS:
            return pairs_text([known[place] for place in (0, len(known) // 2, -1)])
        return pairs_text(known.to_json())
    if is_choice(forecast):
        return pairs_text(dict.fromkeys(forecast.names, "…"))
    shape = pairs_text(dict.fromkeys(getattr(forecast, "levels", ()) or ("q05", "q50", "q95"), "…"))
    return f"{shape} with days such as 2027-03-01" if is_date(forecast) else shape


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))


def is_bare(forecast: Forecast, text: str) -> bool:
    """Whether a line is an estimate and nothing else."""
    stated, words = parted(forecast, text)
    return not words and _is_read(forecast, stated)


def parted(forecast: Forecast, text: str) -> tuple[str, list[str]]:
    """An estimate and the reason behind it: as many words as can be read as an estimate, then the rest.

    Where no beginning can be read, the first word is the estimate, which is refused for what it is.
    """
    words = _PERCENT.sub(r"\1%", text).split()
    for many in range(min(len(words), MOST_WORDS), 0, -1):
        stated = _as_percent(forecast, " ".join(words[:many]))
        if _is_read(forecast, stated):
            return stated, words[many:]
    return " ".join(words[:1]), words[1:]


def _as_percent(forecast: Forecast, text: str) -> str:
    """A bare number above 1, which can only be a percentage where a probability is asked for, with its sign."""
    return f"{text}%" if is_binary(forecast) and _PERCENTAGE.fullmatch(text) and float(text) > 1 else text


def _is_read(forecast: Forecast, text: str) -> bool:
    if is_step_of(forecast, text) or text.lower() == "withdraw":
        return True
    try:
        forecast.read_belief(text)
    except ValueError:
        return False
    return True
