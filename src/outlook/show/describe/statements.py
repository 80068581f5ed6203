"""What was found in a document, statement by statement, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.model.emphasis import without_emphasis
from outlook.model.place import Place, place_at
from outlook.show.describe.blocks import Block, Gap, Line
from outlook.show.describe.phrasing import band, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.extract import Found

NO_BAND = "no standard band"
SCHEDULED = "scheduled: announced as a plan, or set for a day; that is no judgement of how likely it is"


def statements(
    name: str, items: Sequence[tuple[int, Found]], read: int, places: Sequence[Place] = ()
) -> Iterator[Block]:
    """Each statement under its number, what it says, where and when, and why it is one."""
    if not items:
        yield Line(f"no statement found in {plural(read, 'sentence')} of {name}; --all shows every sentence")
        return
    for number, item in items:
        yield Line(f"{number:>3}  {' · '.join(_cues(item))}", "strong")
        yield Line(f"“{item.plain}”", indent=5)
        yield from (Line(text, "soft", indent=5) for text in _details(item, place_at(places, item.start)))
        yield Gap()
    yield Line(f"{plural(len(items), 'statement')} in {plural(read, 'sentence')} of {name}")
    if any(item.scheduled for _, item in items):
        yield Line(SCHEDULED, "soft")


def in_short(item: Found) -> str:
    """What decides whether a statement is worth a forecast, on one line: hedge, band, condition, horizon, speaker."""
    told = (("condition", item.condition), ("horizon", item.horizon), ("said by", item.attributed_to))
    parts = [f"{label}: {_on_one_line(text)}" for label, text in told if text]
    return " · ".join([*_cues(item)[1:], *parts])


def _cues(item: Found) -> list[str]:
    parts = [", ".join(item.classes)]
    if item.hedge:
        low_high = band(item.band) if item.band else NO_BAND
        parts += [f"hedge: {item.hedge}", low_high]
    parts += ["scheduled"] if item.scheduled else []
    return [*parts, *(["low confidence"] if item.confidence == "low" else [])]


def _on_one_line(text: str) -> str:
    return " ".join(without_emphasis(text).split())


def _details(item: Found, place: Place) -> list[str]:
    told = (
        ("condition", item.condition),
        ("horizon", item.horizon),
        ("said by", item.attributed_to),
        ("page", str(place.page or "")),
        ("under", place.heading),
    )
    lines = [f"{label}: {_on_one_line(text)}" for label, text in told if text]
    return [*lines, *([f"why: {'; '.join(item.reasons)}"] if item.reasons else [])]
