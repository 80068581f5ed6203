"""Where in a document something stands: its page, or the heading above it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """From this character of a document's text on: the page, from 1, and the nearest heading; None where unknown."""

    start: int
    page: int | None = None
    heading: str | None = None


def place_at(places: Sequence[Place], offset: int) -> Place:
    """The place that holds a character; `places` are in order.

    >>> place_at([Place(0, page=1), Place(40, page=2)], 39).page
    1
    """
    index = bisect_right(places, offset, key=lambda place: place.start) - 1
    return places[index] if index >= 0 else Place(0)
