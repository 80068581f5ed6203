"""One seed: its book written, the program asked about it, and every answer compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .agreement import compare_calibration, compare_groups, compare_score, compare_show, compare_status
from .books import make
from .comparing import Comparison
from .entries import people
from .one_owner import compare_pages
from .pages import Asked, forecasts_of
from .program import answer
from .reading import DAY, read_book, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Case


PAGES_EVERY = 10
LEADS = (("7d", 7 * DAY), ("1d", DAY), ("12 hours", DAY // 2))
GROUPS = ("forecaster", "case", "kind")
DOCS = Path(__file__).parents[2] / "docs"
BY_FIELD = {"form": "form", "levels": "levels", "judged_by": "judged_by", "open_below": "thresholds"}


@cache
def traits() -> frozenset[str]:
    """What the documented records may hold beside what every book has: the generator uses it as soon as it is there."""
    schema = json.loads((DOCS / "schema" / "forecast.schema.json").read_text("utf-8"))
    fields = {name for kind in schema["$defs"].values() for name in kind.get("properties", {})}
    found = {trait for name, trait in BY_FIELD.items() if name in fields}
    return frozenset(found | ({"earlier"} if "`earlier`" in (DOCS / "records.md").read_text("utf-8") else set()))


@dataclass(frozen=True)
class Ask:
    """A command line, what it asks for, and who compares its answer."""

    words: tuple[str, ...]
    asked: Asked
    compare: Callable[..., None]
    more: tuple[Any, ...] = ()


def check(seed: int, folder: Path, *, thorough: bool = False) -> Comparison:
    """Everything at every moment, or a choice of it that changes with the seed."""
    made, to = make(seed, folder, traits()), Comparison()
    book = read_book(folder)
    for number, at in enumerate(made.moments if thorough else made.moments[:2]):
        asks = _asks(book, at, seed)
        for ask in asks if thorough else _some(asks, number, seed):
            to.command = f"outlook {' '.join(ask.words)} --at {written(at)}"
            ask.compare(to, answer(folder, at, *ask.words), book, ask.asked, *ask.more)
        if thorough or (number == 0 and seed % PAGES_EVERY == 0):
            compare_pages(to, folder, at)
    return to


def _some(asks: list[Ask], number: int, seed: int) -> list[Ask]:
    """The three main questions of the first moment; of the others, the status and three that take turns."""
    if number == 0:
        return asks[:3]
    return [asks[0], *(asks[3 + (seed + turn) % len(asks[3:])] for turn in range(3))]


def _asks(book: list[Case], at: int, seed: int) -> list[Ask]:
    names = [forecast.name for _, forecast in forecasts_of(book)]
    persons = people(entry for case in book for entry in case.entries)
    name, person = names[seed % len(names)], persons[seed % len(persons)] if persons else "alice"
    words, lead = LEADS[seed % len(LEADS)]
    group = GROUPS[seed % len(GROUPS)]
    asks = [
        Ask(("status",), Asked(at), compare_status),
        Ask(("score", "--daily", "--lead", words), Asked(at, lead=lead, daily=True), compare_score),
        Ask(("calibration",), Asked(at), compare_calibration),
        Ask(("status", "--late"), Asked(at, late=True), compare_status),
        Ask(("score", "--late"), Asked(at, late=True), compare_score),
        Ask(("score", "--by", group), Asked(at), compare_groups, (group,)),
        Ask(("show", name), Asked(at), compare_show, (name,)),
        Ask(("calibration", "--take", "prior", "--late"), Asked(at, take="prior", late=True), compare_calibration),
    ]
    return asks + (_of_one(at, person) if persons else [])


def _of_one(at: int, person: str) -> list[Ask]:
    first = Asked(at, by=person, everything=True, take="first", bins=7)
    words = ("calibration", "--all", "--take", "first", "--bins", "7", "--by", person)
    return [
        Ask(("status", "--by", person), Asked(at, by=person), compare_status),
        Ask(("score", "--forecaster", person, "--daily"), Asked(at, by=person, daily=True), compare_score),
        Ask(words, first, compare_calibration),
    ]
