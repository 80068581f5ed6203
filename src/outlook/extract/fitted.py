"""A second opinion on a sentence in which a word looks ahead: weights that were fitted to labelled passages.

`fitted.json` holds a whole number for each feature, written by `make fit`. The score of a sentence is the sum of those
of its features: the logarithm of the odds that it is an outlook, in thousandths. Sums of whole numbers are the same
everywhere and in any order.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from outlook.extract.features import (
    END,
    MONTH,
    NAME,
    NUMBER,
    REMEMBERED,
    YEAR,
    around_cue,
    clauses_of,
    counted,
    neighbours,
    of_cue,
    of_neighbours,
)
from outlook.extract.grammar import Clause, Outline, first_of, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outlook.extract.features import Feature, Looked

STRONGEST = 3
_SHOWN = {NUMBER: "a number", YEAR: "a year", MONTH: "a month", NAME: "a name"}


class Weights(NamedTuple):
    """What each feature adds to the score, and what a score decides.

    From `least` on, a sentence is an outlook, and under it none, whatever the rules say; one without a word that looks
    ahead from `uncued` on. From `high` on it is surely one.
    """

    base: int
    least: int
    uncued: int
    high: int
    of: dict[Feature, int]


class _Words(dict[str, int]):
    """The weight of each word seen so far, as it counts."""

    def __missing__(self, word: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        found = self[word] = weights().of.get(word, 0)
        return found


_WORDS = _Words()


@cache
def weights() -> Weights:
    """The weights of the package, read once."""
    known = json.loads(files(__package__).joinpath("fitted.json").read_text("utf-8"))
    of: dict[Feature, int] = dict(known["words"])
    for name, weight in known["others"].items():
        kind, first, second = name.split("|")
        of[kind, first, second] = weight
    return Weights(known["base"], known["least"], known["uncued"], known["high"], of)


def score(looked: Looked) -> int:
    """The logarithm of the odds that the sentence is an outlook, in thousandths."""
    (words, verdict, signals), ahead, says = looked, looked.ahead, looked.verdict.says
    counts = counted(words)
    found = _of_verdict(says, verdict.spans) + _of_document(signals, "") + sum(map(_WORDS.__getitem__, set(counts)))
    for rule, text, _, _, veto in verdict.cues:
        found += _of_cue(rule, text, veto)
    for cue in ahead:
        found += _of_document(signals, cue) + _of_neighbours(cue, *neighbours(words, cue))
    found += _of_outline(outline(counts, verdict.cues, says)) + _of_first(*counts[:2])
    return found + sum(map(_of_clause, clauses_of(counts, ahead)))


@lru_cache(maxsize=4096)
def _of_first(*words: str) -> int:
    return _sum(first_of(words))


@lru_cache(maxsize=4096)
def _of_clause(one: Clause) -> int:
    return _sum(one.parts())


@lru_cache(maxsize=4096)
def _of_outline(one: Outline) -> int:
    return _sum(one.parts())


@lru_cache(maxsize=4096)
def _of_neighbours(cue: str, before: str, first: str, second: str, verb: str) -> int:
    return _sum(of_neighbours(cue, before, first, second, verb))


@lru_cache(maxsize=1024)
def _of_document(signals: frozenset[str], word: str) -> int:
    return _sum(("document", name, word) for name in signals)


@lru_cache(maxsize=64)
def _of_verdict(says: str, spans: tuple[str, ...]) -> int:
    return weights().base + _sum(("rules", says, span) for span in ("", *spans))


@lru_cache(maxsize=4096)
def _of_cue(rule: str, text: str, veto: str) -> int:
    return _sum(of_cue(rule, text, veto))


def _sum(found: Iterable[Feature]) -> int:
    return sum(weights().of.get(one, 0) for one in found)


def strongest(looked: Looked) -> tuple[list[str], list[str]]:
    """The words of the sentence that speak most for an outlook, and those that speak most against one."""
    of = weights().of
    weighed = {found: of[found] for found in _of_words(looked) if found in of}
    ordered = sorted(weighed, key=lambda found: (weighed[found], _shown(found)))
    return (
        [_shown(found) for found in reversed(ordered[-STRONGEST:]) if weighed[found] > 0],
        [_shown(found) for found in ordered[:STRONGEST] if weighed[found] < 0],
    )


def _of_words(looked: Looked) -> Iterator[Feature]:
    """Of what weighs in a sentence, what a reader finds there: its words, and a modal with its verb."""
    yield from counted(looked.words)
    for cue in looked.ahead:
        yield around_cue(looked.words, cue)[-1]


def _shown(found: Feature) -> str:
    words = [found] if isinstance(found, str) else found[1:]
    return " ".join(_SHOWN.get(word, word) for word in words if word != END)
