"""The lines of a plain ledger, had one by one by where they are noted to be."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from outlook.book.index.keys import key_of
from outlook.book.index.noting import REPORTED, likenesses, named_in, taken_back_by
from outlook.errors import Changed
from outlook.ledger import FILE_NAME
from outlook.ledger.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from outlook.book.index.marks import Mark
    from outlook.book.index.places import Places
    from outlook.files import Folder

LINE = 1 << 12

Document = dict[str, Any]


class LedgerLines:
    """The lines of a ledger that is as its mark says; those that came since the places were noted are read all."""

    def __init__(self, folder: Folder, mark: Mark, places: Places) -> None:
        self._mark, self._places = mark, places
        self._descriptor = folder.descriptor_of(FILE_NAME)
        start = places.head.size
        raw = os.pread(self._descriptor, mark.size - start, start)
        self._raw = [line for line in raw.split(b"\n") if line.strip()]
        self.tail: list[Document] = [json.loads(line) for line in self._raw]
        self.last = self._last_line()

    def _last_line(self) -> bytes:
        size, length = self._mark.size, LINE
        while True:
            raw = os.pread(self._descriptor, min(length, size), max(size - length, 0))
            at = raw.rfind(b"\n", 0, len(raw) - 1)
            if at >= 0 or length >= size:
                return raw[at + 1 :]
            length *= 2

    def close(self) -> None:
        """Give the descriptor back.

        Raises:
            Changed: the ledger is not as its mark says any more.
        """
        key = key_of(os.fstat(self._descriptor))
        os.close(self._descriptor)
        if key != self._mark.key:
            raise Changed

    @property
    def chain(self) -> Chain:
        """The chain of all lines."""
        head = self._places.head
        chain = Chain.resumed(head.heads, is_chained=head.is_chained)
        for raw, document in zip(self._raw, self.tail, strict=True):
            chain.fold(raw, document)
        return chain

    def _at(self, place: int) -> Document:
        raw = b""
        while b"\n" not in raw:
            more = os.pread(self._descriptor, LINE, place + len(raw))
            if not more:
                raise Changed
            raw += more
        found: Document = json.loads(raw[: raw.index(b"\n")])
        return found

    # ── by what they say ──

    def naming(self, names: AbstractSet[str]) -> Iterator[Document]:
        """Those that name one of some forecasts."""
        yield from self._noted("names", names)
        yield from (one for one in self.tail if not names.isdisjoint(named_in(one)))

    def settling(self, names: AbstractSet[str]) -> Iterator[Document]:
        """Those that resolve one of some forecasts."""
        yield from self._noted("outcomes", names)
        yield from (one for one in self.tail if one["kind"] == "resolution" and one["forecast"] in names)

    def taking_back(self, ids: AbstractSet[str]) -> Iterator[Document]:
        """Those that take one of some entries back, directly."""
        yield from self._noted("aims", ids)
        yield from (one for one in self.tail if taken_back_by(one) in ids)

    def looking_like(self, alike: AbstractSet[bytes]) -> Iterator[Document]:
        """Those that look like a report of which that is known."""
        yield from (self._at(place) for one in alike for place in self._places.alike(one))
        reports = (one for one in self.tail if one["kind"] == "evidence")
        yield from (one for one in reports if not alike.isdisjoint(likenesses(one)))

    def beginning(self, text: str) -> Iterator[Document]:
        """Those whose ids begin with a text of at least two characters."""
        yield from (self._at(place) for place in self._places.of_ids(text).values())
        yield from (one for one in self.tail if one["id"].startswith(text))

    def first_reports(self, sign: str) -> tuple[list[Document], bool]:
        """The first reports of a sign of which the places are noted, and whether these are all that are."""
        first = self._places.first_reports(sign)
        return [self._at(place) for place in first.places], first.is_all

    def late_reports(self, sign: str) -> Iterator[Document]:
        """The reports of a sign that came since."""
        return (one for one in self.tail if (one.get("indicators") or {}).get(sign) in REPORTED)

    def _noted(self, family: str, keys: Iterable[str]) -> Iterator[Document]:
        places = {place for key in keys for place in self._places.by(family, key)}
        return (self._at(place) for place in sorted(places))
