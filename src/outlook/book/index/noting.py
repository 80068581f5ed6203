"""Noting the places in a ledger: once for all of it, by the first command that writes to it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from outlook.book.index.pickled import packed
from outlook.book.index.places import KEYS, OFFSET, PREFIX, First, Head, bucket_of
from outlook.book.repeated import plain
from outlook.ledger.chain import Chain, line_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book.index.marks import Mark

A_BUCKET = 256  # entries, or so many more that they are read at once
MOST_BUCKETS = 1024
FIRST_REPORTS = 16  # of each sign
REPORTED = ("full", "partial", "pending")

Document = dict[str, Any]
Order = tuple[datetime, datetime, datetime, str]


class _Signs:
    """The first reports of each sign, in the order in which they count."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[Order, int]]] = defaultdict(list)
        self._counts: dict[str, int] = defaultdict(int)

    def add(self, document: Document, place: int) -> None:
        """Note the signs that a line reports."""
        for sign, match in (document.get("indicators") or {}).items():
            if match in REPORTED:
                self._counts[sign] += 1
                found = self._found[sign]
                found.append((_order(document), place))
                if len(found) >= 4 * FIRST_REPORTS:
                    self._found[sign] = sorted(found)[:FIRST_REPORTS]

    def first(self) -> dict[str, First]:
        """The first reports of each sign."""
        return {
            sign: First(tuple(place for _, place in sorted(found)[:FIRST_REPORTS]), self._counts[sign] <= FIRST_REPORTS)
            for sign, found in self._found.items()
        }


class _Noted:
    """The places as they are noted, line by line."""

    def __init__(self, buckets: int) -> None:
        self._buckets = buckets
        self._named: dict[str, dict[str, bytearray]] = {name: {} for name in ("names", "outcomes", "aims")}
        self._written: dict[str, bytearray] = defaultdict(bytearray)
        self._signs, self.chain, self.first = _Signs(), Chain(), ""

    def add(self, raw: bytes, document: Document, place: int) -> None:
        """Note one line."""
        self.first = self.first or line_hash(raw)
        self.chain.fold(raw, document)
        self._write("ids", document["id"][:PREFIX], document["id"].encode(), place)
        for name in named_in(document):
            self._name("names", name, place)
            if document["kind"] == "resolution":
                self._name("outcomes", name, place)
        if (target := taken_back_by(document)) is not None:
            self._name("aims", target, place)
        if document["kind"] == "evidence":
            self._signs.add(document, place)
            for likeness in likenesses(document):
                self._write("alike", likeness.hex(), likeness, place)

    def _name(self, family: str, key: str, place: int) -> None:
        self._named[family].setdefault(key, bytearray()).extend(place.to_bytes(OFFSET, "big"))

    def _write(self, family: str, key: str, raw: bytes, place: int) -> None:
        written = self._written[f"{family} {bucket_of(key, self._buckets)}"]
        written.extend(raw.ljust(KEYS[family]))
        written.extend(place.to_bytes(OFFSET, "big"))

    def parts(self) -> dict[str, bytes]:
        """What is kept of them."""
        buckets: dict[str, dict[str, bytes]] = defaultdict(dict)
        for family, named in self._named.items():
            for key, places in named.items():
                buckets[f"{family} {bucket_of(key, self._buckets)}"][key] = bytes(places)
        written = {name: packed(bytes(raw)) for name, raw in self._written.items()}
        return (
            {name: packed(bucket) for name, bucket in buckets.items()}
            | written
            | {"signs": packed(self._signs.first())}
        )


def noted(raw: bytes, mark: Mark) -> dict[str, bytes] | None:
    """The places in a plain ledger; None where lines are named that are not there."""
    buckets = max(1, min(MOST_BUCKETS, mark.lines // A_BUCKET))
    found, place = _Noted(buckets), 0
    while place < len(raw):
        end = raw.index(b"\n", place)
        line = raw[place:end]
        if line.strip():
            found.add(line, json.loads(line), place)
        place = end + 1
    if found.chain.named - {line_hash(line) for line in (raw.split(b"\n") if found.chain.named else ())}:
        return None
    heads = tuple(found.chain.heads)
    head = Head(mark.lineage, mark.size, mark.lines, buckets, found.first, heads, found.chain.is_chained)
    return {"head": packed(head), **found.parts()}


def named_in(document: Document) -> list[str]:
    """The forecasts that an entry names."""
    if document["kind"] == "evidence":
        return document.get("forecasts") or []
    name = document.get("forecast")
    return [] if name is None else [name]


def taken_back_by(document: Document) -> str | None:
    """What a retraction or a revision takes back."""
    target: str | None = document.get("entry" if document["kind"] == "retraction" else "revises")
    return target


def _order(document: Document) -> Order:
    """When a report begins to count, then its place in the order of a ledger."""
    known, recorded = (datetime.fromisoformat(document[name]).astimezone(UTC) for name in ("known_at", "recorded_at"))
    is_later = document.get("revises") and not document.get("imported") and recorded > known
    return recorded if is_later else known, known, recorded, document["id"]


def likenesses(document: Document) -> Iterator[bytes]:
    """What a report that looks like this one has in common with it: the address, or its words, source and day."""
    if document.get("url"):
        yield likeness_of("url", document["url"].strip())
    day = document.get("happened_on") or str(datetime.fromisoformat(document["known_at"]).date())
    yield likeness_of("said", plain(document["summary"]), plain(document.get("source")), day)


def likeness_of(*parts: str) -> bytes:
    """A hash of what two reports have in common; those that only share the hash are told apart afterwards."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=KEYS["alike"]).digest()
