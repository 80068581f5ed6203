"""Texts that a pattern may match, made from its parts at random; what it only looks at beside them is left out."""

from __future__ import annotations

from random import Random
from re import _constants as code  # type: ignore[attr-defined]  # what a pattern is made of has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

SEED = 1
OF_CATEGORY = {code.CATEGORY_DIGIT: "0123456789", code.CATEGORY_SPACE: " "}


def texts_of(pattern: re.Pattern[str]) -> Iterator[str]:
    """Text after text without end, the same in each run."""
    parts, random = list(parser.parse(pattern.pattern)), Random(SEED)  # noqa: S311 - of a test
    while True:
        yield " ".join(_made(parts, random, set()).split())


def _made(parts: Iterable[tuple[Any, Any]], random: Random, groups: set[int]) -> str:
    return "".join(_of(kind, value, random, groups) for kind, value in parts)


def _of(kind: Any, value: Any, random: Random, groups: set[int]) -> str:
    if kind in (code.LITERAL, code.IN):
        return _letter(value if kind is code.IN else [(kind, value)], random)
    if kind is code.BRANCH:
        return _made(random.choice(value[1]), random, groups)
    if kind is code.SUBPATTERN:
        groups.add(value[0])
        return _made(value[3], random, groups)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, parts = value
        return "".join(_made(parts, random, groups) for _ in range(random.randint(least, min(most, least + 1))))
    if kind is code.GROUPREF_EXISTS:
        group, then, other = value
        return _made((then if group in groups else other) or (), random, groups)
    assert kind in (code.ASSERT, code.ASSERT_NOT, code.AT), kind
    return ""


def _letter(options: list[tuple[Any, Any]], random: Random) -> str:
    kind, value = random.choice(options)
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.RANGE:
        return chr(random.randint(*value))
    return random.choice(OF_CATEGORY.get(value, "x")) if kind is code.CATEGORY else "x"
