"""Two values compared: numbers to nine digits, times as moments, everything else exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import inf, isclose
from typing import TYPE_CHECKING, Any

from .reading import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE = 1e-9
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
INFINITE = {"inf": inf, "-inf": -inf}


@dataclass(frozen=True)
class Difference:
    """One value on which the program and the oracle differ."""

    where: str
    key: str
    program: Any
    oracle: Any

    def __str__(self) -> str:
        return f"{self.where} {self.key}: the program says {self.program!r}, the oracle {self.oracle!r}"


@dataclass
class Comparison:
    """Collects differences, and counts what was compared."""

    command: str = ""
    found: list[Difference] = field(default_factory=list)
    compared: int = 0

    def same(self, where: str, key: str, program: Any, oracle: Any) -> None:
        self.compared += 1
        if not alike(program, oracle):
            self.found.append(Difference(f"{self.command}: {where}", key, program, oracle))

    def same_members(self, where: str, program: Iterable[Any], oracle: Iterable[Any]) -> list[Any]:
        """What both have, in order; what only one has is a difference of its own."""
        said, expected = set(program), set(oracle)
        for name in sorted(said | expected):
            self.same(where, str(name), name in said, name in expected)
        return sorted(said & expected)


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same as far as anybody can tell."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other, strict=True))
    if is_number(one) and is_number(other):
        return _number(one) == _number(other) or isclose(_number(one), _number(other), rel_tol=CLOSE, abs_tol=CLOSE)
    if isinstance(one, str) and isinstance(other, str) and TIME.fullmatch(one) and TIME.fullmatch(other):
        return moment(one) == moment(other)
    return bool(one == other)


def is_number(value: Any) -> bool:
    """Whether it is a number, or the text that stands for an infinite one."""
    return (isinstance(value, int | float) and not isinstance(value, bool)) or value in ("inf", "-inf")


def _number(value: Any) -> float:
    return INFINITE[value] if isinstance(value, str) else float(value)
