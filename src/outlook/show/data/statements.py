"""What `outlook extract` prints with `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.model.place import Place, place_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.extract import Found


def statement(item: Found, places: Sequence[Place] = ()) -> dict[str, Any]:
    """One statement of `extract --json`; `text == document[start:end]`."""
    place = place_at(places, item.start)
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "shown": item.shown,
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
        "cell": item.cell or None,
        "reasons": list(item.reasons),
    }
