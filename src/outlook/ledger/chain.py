"""Each line names the line before it by a hash, so that a line which goes or changes leaves a gap.

Two copies of a ledger that grew apart and were merged by git make the chain a graph, which is fine: what must hold is
that every line which is named is there. Lines of before the chain have no `prev` and count as linked in their order.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

START = "start"
PREV = "prev"
HASH_LENGTH = 32  # hexadecimal digits: 128 bits of SHA-256
HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Document = Mapping[str, Any]


def line_hash(raw: bytes) -> str:
    r"""The hash that names a line, whatever ends it or stands around it.

    >>> line_hash(b'{"id":"a"}') == line_hash(b'\xef\xbb\xbf {"id":"a"}\r\n')
    True
    """
    return hashlib.sha256(plain(raw)).hexdigest()[:HASH_LENGTH]


def plain(raw: bytes) -> bytes:
    """A line without byte-order mark, outer white space and line end."""
    return raw.strip().removeprefix(BYTE_ORDER_MARK).strip()


def version_hash(document: Document) -> str:
    """The hash of what an entry says: two lines with the same one are one version of it.

    The place in the chain (`prev`) is no part of it. Nor is the moment of writing (`recorded_at`) of an imported entry:
    two colleagues who import one file make one version, of which the earliest counts.
    """
    left_out = {PREV, "recorded_at"} if document.get("imported") else {PREV}
    said = {name: value for name, value in document.items() if name not in left_out}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def previous(document: Document) -> tuple[str, ...]:
    """The hashes of the lines that a line names as those before it; none for the first, and for one without a chain."""
    named = document.get(PREV)
    listed = named if isinstance(named, list) else [named]
    return tuple(one for one in listed if isinstance(one, str) and HASH.fullmatch(one))


def linked(hashes: list[str]) -> str | list[str]:
    """How a line names those before it: the one, all of several, or the start."""
    return hashes[0] if len(hashes) == 1 else hashes or START


@dataclass(slots=True)
class Chain:
    """The heads of the lines that were folded so far, in their order: the lines that no other names."""

    _heads: dict[str, None] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)
    _is_chained: bool = False

    @property
    def heads(self) -> list[str]:
        """What the next line names."""
        return list(self._heads)

    def fold(self, raw: bytes, document: Document) -> None:
        """Take the next line of the file into account."""
        name = line_hash(raw)
        if PREV not in document:
            if not self._is_chained:
                self._heads.clear()
            self._heads[name] = None
            return
        self._is_chained = True
        for before in previous(document):
            if before in self._heads:
                del self._heads[before]
            else:  # named before its line comes, as a merge may put them
                self._named.add(before)
        if name not in self._named:
            self._heads[name] = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A line that names a line which is not there."""

    line: int
    entry: str
    missing: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a whole ledger's chain says: its lines by hash, where it is broken, and which lines are outside of it."""

    lines: Mapping[str, tuple[int, Document]]
    gaps: tuple[Gap, ...]
    unchained_after: tuple[int, ...]
    heads: tuple[str, ...]

    def before(self, heads: Iterable[str]) -> set[str]:
        """The hashes of the lines from which the heads can be reached, the heads included."""
        found, left = set[str](), [name for name in heads if name in self.lines]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += [one for one in previous(self.lines[name][1]) if one in self.lines]
        return found

    @property
    def unchained(self) -> list[str]:
        """The hashes of the lines without a chain, in the order of the file."""
        return [name for name, (_, document) in self.lines.items() if PREV not in document]


def examine(lines: Iterable[tuple[int, bytes, Document]]) -> Examined:
    """Look at every entry's line of a ledger: its number, its bytes, what it says."""
    known: dict[str, tuple[int, Document]] = {}
    chain, outside, is_chained = Chain(), list[int](), False
    for number, raw, document in lines:
        known.setdefault(line_hash(raw), (number, document))
        chain.fold(raw, document)
        is_chained = is_chained or PREV in document
        if is_chained and PREV not in document:
            outside.append(number)
    gaps = [
        Gap(number, str(document["id"]), name)
        for number, document in known.values()
        for name in previous(document)
        if name not in known
    ]
    return Examined(known, tuple(gaps), tuple(outside), tuple(chain.heads))
