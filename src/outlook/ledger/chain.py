"""Each line names the line before it by a hash, so that a line which goes or changes leaves a gap.

Two copies of a ledger that grew apart and were merged by git make the chain a graph, which is fine: what must hold is
that every line which is named is there. Lines of before the chain have no `prev` and count as linked in their order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

START = "start"
PREV = "prev"
HASH_LENGTH = 32  # hexadecimal digits: 128 bits of SHA-256
HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_NEVER = datetime.max.replace(tzinfo=UTC)

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


def moment_of(document: Document, clock: str) -> datetime | None:
    """What one of its times says; None where that is no time with its zone.

    As text, half a second past noon (`12:00:00.5Z`) would come before noon (`12:00:00Z`).
    """
    try:
        found = datetime.fromisoformat(str(document.get(clock)))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def written_order(document: Document) -> tuple[datetime, str]:
    """Sorts documents by when they were recorded; of one that does not say it nothing is earlier than the rest."""
    return moment_of(document, "recorded_at") or _NEVER, str(document.get("recorded_at"))


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

    @property
    def named(self) -> frozenset[str]:
        """What was named by a line when it was no head: of a merge, or before its own line came."""
        return frozenset(self._named)

    @property
    def is_chained(self) -> bool:
        """Whether a line has named another."""
        return self._is_chained

    @classmethod
    def resumed(cls, heads: Iterable[str], *, is_chained: bool) -> Chain:
        """The chain after lines that were folded before and are all there."""
        return cls(dict.fromkeys(heads), set(), is_chained)

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


class Line(NamedTuple):
    """An entry's line: its number from 1, its bytes, and what it says."""

    number: int
    raw: bytes
    document: Document

    @property
    def is_chained(self) -> bool:
        """Whether it names the lines before it."""
        return PREV in self.document


@dataclass(frozen=True, slots=True)
class Gap:
    """A line that names a line which is not there."""

    line: int
    entry: str
    missing: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a whole ledger's chain says: its lines by hash, where it is broken, and which lines are outside of it."""

    lines: Mapping[str, Line]
    gaps: tuple[Gap, ...]
    unchained_after: tuple[Line, ...]
    heads: tuple[str, ...]

    def before(self, heads: Iterable[str]) -> set[str]:
        """The hashes of the lines from which the heads can be reached, the heads included."""
        found, left = set[str](), [name for name in heads if name in self.lines]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += [one for one in previous(self.lines[name].document) if one in self.lines]
        return found

    @property
    def unchained(self) -> list[str]:
        """The hashes of the lines without a chain, in the order of the file."""
        return [name for name, line in self.lines.items() if not line.is_chained]

    @property
    def starts(self) -> list[str]:
        """The hashes of the lines that nothing comes before: the first of the file, and each that says so."""
        said = [name for name, line in self.lines.items() if line.document.get(PREV) == START]
        return list(dict.fromkeys([*list(self.lines)[:1], *said]))


def examine(lines: Iterable[Line]) -> Examined:
    """Look at every entry's line of a ledger."""
    known: dict[str, Line] = {}
    chain, outside, is_chained = Chain(), list[Line](), False
    for line in lines:
        known.setdefault(line_hash(line.raw), line)
        chain.fold(line.raw, line.document)
        is_chained = is_chained or line.is_chained
        if is_chained and not line.is_chained:
            outside.append(line)
    gaps = [
        Gap(line.number, str(line.document["id"]), name)
        for line in known.values()
        for name in previous(line.document)
        if name not in known
    ]
    return Examined(known, tuple(gaps), tuple(outside), tuple(chain.heads))


def around(lines: Mapping[str, Line], marked: frozenset[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Which of the marked entries come before each entry in the chain, and which after it.

    Those are left out that follow a line which is not there: what came before them is not known. Lines of before the
    chain follow each other as they are in the file.
    """
    parents = _parents(lines)
    turn = _in_turn(parents)
    before = dict[str, frozenset[str] | None]()
    after = dict.fromkeys(lines, frozenset[str]())
    for name in turn:
        earlier = [_with(before[one], lines[one], marked) for one in parents[name] if one in lines]
        is_known = len(earlier) == len(parents[name]) and None not in earlier
        before[name] = _joined([one for one in earlier if one is not None]) if is_known else None
    for name in reversed(turn):
        own = _with(after[name], lines[name], marked)
        for one in parents[name]:
            if one in lines and own is not None:
                after[one] = _joined([after[one], own])
    found = {name: (known, after[name]) for name, known in before.items() if known is not None}
    return {str(lines[name].document["id"]): pair for name, pair in found.items()}


def _parents(lines: Mapping[str, Line]) -> dict[str, tuple[str, ...]]:
    found = dict[str, tuple[str, ...]]()
    last: tuple[str, ...] = ()
    for name, line in lines.items():
        found[name] = previous(line.document) if line.is_chained else last
        last = (name,)
    return found


def _in_turn(parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The lines so that each comes after those that it names."""
    found, seen = list[str](), set[str]()
    for first in parents:
        left = [first]
        while left:
            name = left[-1]
            waiting = [one for one in parents[name] if one in parents and one not in seen]
            if name in seen or not waiting:
                left.pop()
                found += [] if name in seen else [name]
                seen.add(name)
            else:
                left += waiting
    return found


def _with(held: frozenset[str] | None, line: Line, marked: frozenset[str]) -> frozenset[str] | None:
    """The same, with the line itself where it is marked; most are not, and share one set."""
    own = str(line.document["id"])
    return held | {own} if held is not None and own in marked else held


def _joined(sets: list[frozenset[str]]) -> frozenset[str]:
    first = sets[0] if sets else frozenset[str]()
    return first if all(one is first or one <= first for one in sets) else first.union(*sets)
