"""What was found in a document, statement by statement, with the reasons."""

from collections.abc import Sequence
from typing import Any

from outlook.extract import Found
from outlook.model.place import Place, place_at
from outlook.show.describe.phrasing import band, plural, safe
from outlook.show.terminal.screen import Screen

NO_BAND = "no standard band"


def show_statements(
    screen: Screen, name: str, items: Sequence[tuple[int, Found]], read: int, places: Sequence[Place] = ()
) -> None:
    """Each statement under its number, what it says, where and when, and why it is one."""
    if not items:
        screen.line(f"no statement found in {plural(read, 'sentence')} of {safe(name)}; --all shows every sentence")
        return
    for number, item in items:
        screen.line(f"{number:>3}  {' · '.join(_cues(item))}", "bold")
        screen.line(f"“{safe(' '.join(item.text.split()))}”", indent=5)
        for text in _details(item, place_at(places, item.start)):
            screen.line(text, "dim", indent=5)
        screen.line()
    screen.line(f"{plural(len(items), 'statement')} in {plural(read, 'sentence')} of {safe(name)}")


def _cues(item: Found) -> list[str]:
    parts = [", ".join(item.classes)]
    if item.hedge:
        low_high = band(item.band) if item.band else NO_BAND
        parts += [f"hedge: {safe(item.hedge)}", low_high]
    parts += ["scheduled"] if item.scheduled else []
    return [*parts, *(["low confidence"] if item.confidence == "low" else [])]


def _details(item: Found, place: Place) -> list[str]:
    told = (
        ("condition", item.condition),
        ("horizon", item.horizon),
        ("said by", item.attributed_to),
        ("page", str(place.page or "")),
        ("under", place.heading),
    )
    lines = [f"{label}: {safe(' '.join(text.split()))}" for label, text in told if text]
    return [*lines, *([f"why: {safe('; '.join(item.reasons))}"] if item.reasons else [])]


def statement(item: Found, places: Sequence[Place] = ()) -> dict[str, Any]:
    """One statement of `extract --json`; `text == document[start:end]`."""
    place = place_at(places, item.start)
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "class": item.classes[0],
        "classes": list(item.classes),
        "hedge": item.hedge,
        "band": list(item.band) if item.band else None,
        "condition": item.condition,
        "horizon": item.horizon,
        "attributed_to": item.attributed_to,
        "scheduled": item.scheduled,
        "confidence": item.confidence,
        "page": place.page,
        "heading": place.heading,
        "reasons": list(item.reasons),
    }
