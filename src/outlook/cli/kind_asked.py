"""Which kind of question a line of `add` asks, read from what is believed of it: 30%, A=.3,B=.7 or q05=1,q95=4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outlook.model.distributions import SUM_TOLERANCE, pairs_of
from outlook.model.kinds import KINDS
from outlook.model.values import QUANTILE, parse_probability, read_day, shown

if TYPE_CHECKING:
    from collections.abc import Callable

PAIR = 2


def kind_asked(believed: Any, named: str) -> str:
    """The kind of a question: the one that is named, else the only one that what is believed of it fits.

    Quantiles of numbers are of a quantity, of days they are of a day; names that are neither are options.

    Raises:
        ValueError: no kind has that name, or what is believed could be options and could be points of a curve.

    >>> kind_asked("30%", ""), kind_asked("A=.3,B=.7", ""), kind_asked("q05=1,q50=2,q95=4", "")
    ('binary', 'choice', 'numeric')
    >>> kind_asked("q05=2027-01-01,q50=2027-03-01", ""), kind_asked("10=.2,20=.9", "")
    ('date', 'numeric')
    """
    if named:
        if named not in KINDS:
            raise ValueError(f"{shown(named)} is no kind of question: write {', '.join(KINDS[:-1])} or {KINDS[-1]}")
        return named
    pairs = _pairs(believed)
    if pairs is None:
        return "binary"
    if all(QUANTILE.fullmatch(name) for name, _ in pairs):
        return "date" if _are(read_day, [value for _, value in pairs]) else "numeric"
    values = [name for name, _ in pairs]
    curve = "date" if _are(read_day, values) else "numeric" if _are(_number, values) else ""
    if not curve:
        return "choice"
    shares = [share for _, share in pairs]
    if not _sum_to_one(shares):
        return curve
    if not _rise(shares):
        return "choice"
    raise ValueError(
        f"{_written(believed)} could be options, each with its probability, or a curve that rises: say which, with "
        f"--kind choice or --kind {curve} (in a line of JSON `kind`)"
    )


def of_its_kind(kind: str, believed: Any, options: Any, unit: str) -> dict[str, Any]:
    """The fields that only this kind has: options of a choice (else those that are believed), the unit of an amount.

    Raises:
        ValueError: they are said of another kind.
    """
    if unit and kind != "numeric":
        raise ValueError(f"the unit {shown(unit)} is of an amount, and this is {kind}: write q05=…,q50=…,q95=…")
    if options and kind != "choice":
        raise ValueError(f"options are of a choice, and this is {kind}: write what you believe of each, A=.3,B=.7")
    if kind == "choice" and not options:
        options = [name for name, _ in _pairs(believed) or ()]
        if not options:
            raise ValueError("a choice has options: write what you believe of each, A=.3,B=.7")
    return {"options": options or None, "unit": unit or None}


def _pairs(believed: Any) -> list[tuple[str, Any]] | None:
    """Names and values; None for what is a single value."""
    if isinstance(believed, str):
        if "=" not in believed:
            return None
        believed = pairs_of(believed)
    if isinstance(believed, Mapping):
        return [(str(name), value) for name, value in believed.items()]
    is_curve = isinstance(believed, list) and all(isinstance(one, list) and len(one) == PAIR for one in believed)
    return [(str(value), share) for value, share in believed] if believed and is_curve else None


def _are(read: Callable[[Any], Any], values: list[Any]) -> bool:
    try:
        for value in values:
            read(value)
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    return float(text.replace("_", "").replace(",", ""))


def _sum_to_one(shares: list[Any]) -> bool:
    try:
        return abs(sum(map(parse_probability, shares)) - 1) <= SUM_TOLERANCE
    except ValueError:
        return False


def _rise(shares: list[Any]) -> bool:
    read = list(map(parse_probability, shares))
    return read == sorted(read)


def _written(believed: Any) -> str:
    return shown(believed if isinstance(believed, str) else str(believed))
