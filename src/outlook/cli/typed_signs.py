"""A sign of a forecast as it is typed: `ID:YES/NO`, or `ID:OUTCOME=P,…` with how likely it is under each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.cli.said_numbers import quoted
from outlook.errors import InvalidValue
from outlook.model.distributions import pairs_of
from outlook.model.values import parse_probability, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

# The outcomes under which a sign is judged, in the order in which two likelihoods are typed, and an example.
ENDS = {"binary": ("yes", "no"), "date": ("yes", "no"), "numeric": ("above", "below")}
SHAPES = {
    "binary": "ID:YES/NO, such as army-withdraws:.6/.05",
    "date": "ID:YES/NO, such as army-withdraws:.6/.05, for a day by the close and for none",
    "numeric": "ID:ABOVE/BELOW, such as camps-fill:.6/.2, for a value above and below the median of the prior",
    "choice": "ID:OPTION=P,…, such as army-withdraws:none=.1,Hama=.6, with each option",
}


def typed_sign(text: str, kind: str) -> dict[str, Any]:
    """A sign as a record has it; which outcomes there are is checked with the record.

    Raises:
        ValueError: it is written otherwise.
    """
    name, _, likelihoods = (one.strip() for one in text.partition(":"))
    first, slash, second = likelihoods.partition("/")
    if name and "=" in likelihoods:
        found = {outcome: parse_probability(chance) for outcome, chance in pairs_of(likelihoods).items()}
    elif name and slash and kind in ENDS:
        found = dict(zip(ENDS[kind], map(parse_probability, (first, second)), strict=True))
    else:
        raise ValueError(f"{shown(text)}: write {SHAPES.get(kind, SHAPES['binary'])}")
    return {"id": name, "likelihood": found}


def as_typed(sign: Mapping[str, Any]) -> str:
    """A sign of a record as it is typed."""
    likelihood = sign.get("likelihood") or {}
    return f"{sign.get('id')}:{','.join(f'{quoted(str(name))}={chance}' for name, chance in likelihood.items())}"


def bearings_of(indicators: list[str]) -> dict[str, str]:
    """What each `ID:MATCH` says of a sign; without a match it is seen in full.

    Raises:
        InvalidValue: a sign is named twice.
    """
    found: dict[str, str] = {}
    for text in indicators:
        name, _, match = text.partition(":")
        if name in found:
            raise InvalidValue(f"the indicator {name[:60]!r} is named twice: one match for each")
        found[name] = match or "full"
    return found
