"""Where in a ledger the entries are that speak of a forecast, so that who enters one more need not read the others.

Made of a plain ledger up to some size; what came after that is read as it is, until there is so much of it that the
places are noted anew. An entry is found by the forecasts that it names, by its id, by what it takes back, by what makes
a report look like another, and by the signs of which it is among the first reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from outlook.book.index.pickled import unpacked
from outlook.errors import Changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book.index.marks import Mark
    from outlook.book.index.store import Parts

OFFSET = 6  # bytes: 256 terabytes
KEYS = {"ids": 13, "alike": 8}  # families whose keys are written out, in so many bytes
PREFIX = 2  # characters of an id, by which its bucket is found


class Head(NamedTuple):
    """What the places belong to, and how the chain of its lines ends: what the next line has to name."""

    lineage: str
    size: int
    lines: int
    buckets: int
    first: str
    heads: tuple[str, ...]
    is_chained: bool


class First(NamedTuple):
    """Where the first reports of a sign are, in the order in which they count; whether these are all of them."""

    places: tuple[int, ...]
    is_all: bool


class Places:
    """The places of a ledger as they were kept, looked up by key."""

    def __init__(self, parts: Parts, head: Head) -> None:
        self._parts, self.head = parts, head
        self._known: dict[str, Any] = {}

    @classmethod
    def of(cls, parts: Parts | None, mark: Mark) -> Places | None:
        """Those of a ledger, if they are of its beginning."""
        head = None if parts is None else unpacked(parts["head"])
        if parts is None or not isinstance(head, Head) or head.lineage != mark.lineage or head.size > mark.size:
            return None
        return cls(parts, head)

    def by(self, family: str, key: str) -> list[int]:
        """The places noted under a forecast (`names`, `outcomes`), or under an id that is taken back (`aims`)."""
        return [*_places_in(self._bucket(family, key, {}).get(key, b""))]

    def of_ids(self, beginning: str) -> dict[str, int]:
        """The places of the entries whose ids begin so, which are two characters at least."""
        return {key.decode(): place for key, place in self._records("ids", beginning[:PREFIX], beginning.encode())}

    def alike(self, likeness: bytes) -> list[int]:
        """The places of reports that look so."""
        return [place for _, place in self._records("alike", likeness.hex(), likeness)]

    def first_reports(self, sign: str) -> First:
        """Where a sign was first reported."""
        signs: dict[str, First] = self._part("signs", {})
        return signs.get(sign, First((), is_all=True))

    def _records(self, family: str, key: str, beginning: bytes) -> Iterator[tuple[bytes, int]]:
        raw: bytes = self._bucket(family, key, b"")
        length = KEYS[family]
        at = raw.find(beginning)
        while at >= 0:
            start = at - at % (length + OFFSET)
            if at == start:
                place = int.from_bytes(raw[at + length : at + length + OFFSET], "big")
                yield raw[at : at + length].rstrip(b" "), place
            at = raw.find(beginning, at + 1)

    def _bucket(self, family: str, key: str, nothing: Any) -> Any:
        return self._part(f"{family} {bucket_of(key, self.head.buckets)}", nothing)

    def _part(self, name: str, nothing: Any) -> Any:
        if name not in self._known:
            found = unpacked(self._parts[name]) if name in self._parts else nothing
            if found is None:
                raise Changed
            self._known[name] = found
        return self._known[name]


def bucket_of(key: str, buckets: int) -> int:
    """The bucket of a key."""
    return crc32(key.encode()) % buckets


def _places_in(raw: bytes) -> Iterator[int]:
    return (int.from_bytes(raw[at : at + OFFSET], "big") for at in range(0, len(raw), OFFSET))
