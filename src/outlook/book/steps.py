"""A step of percentage points from one's own standing estimate: `+5`, `-5%`."""

import re
from decimal import Decimal

from outlook.book import Book
from outlook.book.enter import Stamp
from outlook.errors import InvalidValue, Refused
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary

MINUS = "\N{MINUS SIGN}"
_STEP = re.compile(rf"([+{MINUS}-])\s*(\d+\.?\d*|\.\d+)\s*(%?)")


def is_step(text: str) -> bool:
    """Whether the text is a step, and no probability.

    >>> is_step("+5"), is_step("-2.5%"), is_step("5%")
    (True, True, False)
    """
    return _STEP.fullmatch(text.strip()) is not None


def stepped(book: Book, forecast: Forecast, stamp: Stamp, text: str) -> float:
    """The probability that the step leads to from what its author's newest estimate said by the stamp's `known_at`.

    Raises:
        InvalidValue: the forecast is not binary, the step could mean two things, or it leads out of 0 to 1.
        Refused: the author has no standing estimate to step from.
    """
    step = text.strip().replace(MINUS, "-")
    if not is_binary(forecast):
        raise InvalidValue(
            f"{step} is a step of a probability, but {forecast.full_id} is {forecast.kind}: state its distribution anew"
        )
    points = _points(text)
    before = book.situation(forecast, stamp.known_at).history.newest(stamp.by)
    if before is None:
        raise Refused(
            f"{stamp.by} has no standing estimate of {forecast.full_id} for {step} to step from: "
            f"state the probability itself, such as 55%"
        )
    # In decimals, so that 10% and 20 points are 30% and not 30.000000000000004%.
    start = Decimal(repr(forecast.read_belief(before.stated)))
    reached = start + points / 100
    if not 0 <= reached <= 1:
        raise InvalidValue(
            f"{step} from {_plain(start * 100)}% leads to {_plain(reached * 100)}%, and a probability lies between 0% "
            f"and 100%: state the probability itself"
        )
    return float(reached)


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
