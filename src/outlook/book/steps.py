"""A step of percentage points from one's own standing estimate: `+5`, `-5%`; of a choice `CDU+10`, `CDU+10,SPD-10`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from outlook.book import Book
from outlook.book.enter import Stamp
from outlook.errors import InvalidValue, Refused
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_choice
from outlook.model.kinds import ChoiceForecast
from outlook.model.values import shown

MINUS = "\N{MINUS SIGN}"
_STEP = re.compile(rf"([+{MINUS}-])\s*(\d+\.?\d*|\.\d+)\s*(%?)")
_NAMED_STEP = re.compile(rf"\s*([^=,]+?)\s*({_STEP.pattern})\s*")


def is_step(text: str) -> bool:
    """Whether the text is a step, and no probability.

    >>> is_step("+5"), is_step("-2.5%"), is_step("5%")
    (True, True, False)
    """
    return _STEP.fullmatch(text.strip()) is not None


def is_step_of(forecast: Forecast, text: str) -> bool:
    """Whether the text is a step for a forecast of its kind: of a choice, steps of options, with commas between."""
    return is_step(text) or (is_choice(forecast) and _steps_of(forecast, text) is not None)


def stepped(book: Book, forecast: Forecast, stamp: Stamp, text: str) -> float | dict[str, float]:
    """The belief that the step leads to from what its author's newest estimate said by the stamp's `known_at`.

    Of a choice, options that no step names keep their proportions in what is left.

    Raises:
        InvalidValue: the forecast has another kind, the step could mean two things, or it leads out of 0 to 1.
        Refused: the author has no standing estimate to step from.
    """
    step = text.strip().replace(MINUS, "-")
    if is_choice(forecast):
        steps = _steps_of(forecast, text)
        if steps is None:
            example = f"{forecast.names[0]}+10"
            raise InvalidValue(f"{step} is a step of which option of {forecast.full_id}? Write one such as {example}")
        return _shifted(forecast, _standing(book, forecast, stamp, step, f"{'=…,'.join(forecast.names)}=…"), steps)
    if not is_binary(forecast):
        raise InvalidValue(
            f"{step} is a step of a probability, but {forecast.full_id} is {forecast.kind}: state its distribution anew"
        )
    points = _points(text)
    # In decimals, so that 10% and 20 points are 30% and not 30.000000000000004%.
    start = Decimal(repr(forecast.read_belief(_standing(book, forecast, stamp, step, "55%"))))
    reached = start + points / 100
    if not 0 <= reached <= 1:
        raise InvalidValue(
            f"{step} from {_plain(start * 100)}% leads to {_plain(reached * 100)}%, and a probability lies between 0% "
            f"and 100%: state the probability itself"
        )
    return float(reached)


def _standing(book: Book, forecast: Forecast, stamp: Stamp, step: str, example: str) -> Any:
    """What the author's newest estimate says.

    Raises:
        Refused: there is none.
    """
    before = book.situation(forecast, stamp.known_at).history.newest(stamp.by)
    if before is None:
        raise Refused(
            f"{stamp.by} has no standing estimate of {forecast.full_id} for {step} to step from: "
            f"state the probability itself, such as {example}"
        )
    return before.stated


def _steps_of(forecast: ChoiceForecast, text: str) -> dict[str, str] | None:
    """Steps by option; None where the text is none of them."""
    whole = {name.lower(): name for name in forecast.names}
    found: dict[str, str] = {}
    for part in text.split(","):
        match = _NAMED_STEP.fullmatch(part)
        name = whole.get(match[1].lower()) if match else None
        if match is None or name is None or name in found:
            return None
        found[name] = match[2]
    return found


def _shifted(forecast: ChoiceForecast, stated: Any, steps: Mapping[str, str]) -> dict[str, float]:
    """What is believed after the steps.

    Raises:
        InvalidValue: a step leads out of 0 to 1, or the others cannot make up for it.
    """
    before = {name: Decimal(repr(share)) for name, share in forecast.read_belief(stated).items()}
    reached = {name: before[name] + _points(step) / 100 for name, step in steps.items()}
    for name, share in reached.items():
        if not 0 <= share <= 1:
            raise InvalidValue(
                f"{steps[name].replace(MINUS, '-')} from {_plain(before[name] * 100)}% of {shown(name)} leads to "
                f"{_plain(share * 100)}%, and a probability lies between 0% and 100%: state all of them"
            )
    others = {name: share for name, share in before.items() if name not in steps}
    rest, had = 1 - sum(reached.values(), Decimal(0)), sum(others.values(), Decimal(0))
    if rest < 0 or (rest > 0 and not had):
        raise InvalidValue(
            f"after that the options sum to {_plain(100 * (1 - rest))}%, not 100%: let others step down or up as well"
        )
    others = {name: share * rest / had if had else share for name, share in others.items()}
    return {name: float({**others, **reached}[name]) for name in forecast.names}


def _points(text: str) -> Decimal:
    match = _STEP.fullmatch(text.strip())
    assert match is not None
    sign, amount, percent = "+" if match[1] == "+" else "-", Decimal(match[2]), match[3]
    if 0 < amount < 1 and not percent:
        few, many = _plain(amount), _plain(amount * 100)
        raise InvalidValue(f"{sign}{match[2]} could mean {few} points or {many}: write {sign}{few}% or {sign}{many}")
    return amount if sign == "+" else -amount


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
