"""What a ledger held when it was looked at last: enough to know whether it holds the same, or more, and no less.

A *mark* belongs to a ledger by its identity, size and times; where these differ, by the hash of the bytes it had then.
Lines that came after those are folded in if they are whole and plain; anything else is read anew. Ledgers that are read
from their beginning get a new `lineage`, by which what was worked out of one is known to be worked out of its like.
"""

from __future__ import annotations

import os
import time
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from outlook.book.case_folder import names_in
from outlook.book.index.keys import Key, digest, is_settled, key_of
from outlook.files import READ_SIZE, Folder, NotThere
from outlook.ledger import FILE_NAME
from outlook.model.counting import counts_from
from outlook.model.kept import entry_of, is_same, kept_of
from outlook.model.kind_of import is_resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.model.entries import Entry


_by, _known_at, _recorded_at = attrgetter("by"), attrgetter("known_at"), attrgetter("recorded_at")
CHUNK = 1 << 20
DIGEST = 16  # bytes of the hash of each
LARGE = 1 << 24  # beyond it, a ledger is hashed anew only if its times cannot be told apart


class Mark(NamedTuple):
    """A ledger as it was: `chunks` are the hashes of its bytes, a million at a time.

    `people` wrote it; `newest` is the latest moment of which an entry speaks. It is `plain` where each line is an entry
    that counts, and its entries can be read straight from the lines, but for those with a number in `odd`.
    """

    key: Key | None
    looked_at: int
    lineage: str
    size: int
    chunks: bytes
    lines: int
    people: frozenset[str]
    newest: datetime | None
    is_taught: bool
    is_plain: bool
    odd: frozenset[int]

    @property
    def is_settled(self) -> bool:
        """Whether the key alone shows that nothing has changed."""
        return self.key is None or is_settled(self.key, self.looked_at, fine=self.size > LARGE)


EMPTY = Mark(None, 0, "empty", 0, b"", 0, frozenset(), None, is_taught=False, is_plain=True, odd=frozenset())


class Look(NamedTuple):
    """What is seen of a ledger's file, and when that began; the bytes only where they were read."""

    key: Key | None
    looked_at: int
    raw: bytes = b""


def glance(folder: Folder) -> Look:
    """The key of the ledger in a folder, and nothing of what it holds; no key where there is none."""
    looked_at = time.time_ns()
    try:
        status = os.stat(FILE_NAME, dir_fd=folder.descriptor, follow_symlinks=False)
    except FileNotFoundError:
        return Look(None, looked_at)
    return Look(key_of(status), looked_at)


def look(folder: Folder) -> Look | None:
    """The ledger with its bytes; None where it changes while it is read."""
    looked_at = time.time_ns()
    try:
        descriptor = folder.descriptor_of(FILE_NAME)
    except NotThere:
        return Look(None, looked_at)
    try:
        before, raw = key_of(os.fstat(descriptor)), _bytes_of(descriptor)
        is_same_file = before == key_of(os.fstat(descriptor)) and before.size == len(raw)
    finally:
        os.close(descriptor)
    return Look(before, looked_at, raw) if is_same_file else None


def _bytes_of(descriptor: int) -> bytes:
    parts, at = list[bytes](), 0
    while part := os.pread(descriptor, READ_SIZE, at):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def chunks_of(raw: bytes) -> bytes:
    """The hashes of some bytes, a million at a time, the last of the rest."""
    return b"".join(digest(raw[at : at + CHUNK]) for at in range(0, len(raw), CHUNK))


def holds_all(mark: Mark, raw: bytes) -> bool:
    """Whether the bytes begin with all that the ledger held."""
    return len(raw) >= mark.size and chunks_of(raw[: mark.size]) == mark.chunks


def marked(
    found: Look, entries: Sequence[Entry], plain: Mapping[int, str], *, is_clean: bool
) -> tuple[Mark, Mapping[int, Entry]] | None:
    """The mark of a ledger that was read from its beginning, with the entries that cannot be read from their lines.

    `plain` are the lines of which it is known that they can. None where it cannot be known that the bytes are those
    that were read.
    """
    if found.key is None:
        return (EMPTY, {}) if not entries else None
    lines = found.raw.split(b"\n")
    if lines[-1]:
        return None
    if is_clean and len(plain) == len(entries) == len(lines) - 1:  # each line, and each says another entry
        return _mark_of(found, len(entries), entries, is_plain=True, odd=frozenset()), {}
    odd, by_id = {}, {entry.id: entry for entry in entries}
    seen = set[str]()
    for number, line in enumerate(lines):
        if (known := plain.get(number)) in by_id:
            is_clean = is_clean and known not in seen
            seen.add(known)
            continue
        document = document_of(line)
        name = document.get("id") if document else None
        if document is None or name not in by_id:
            is_clean = is_clean and not line.strip()
            continue
        entry = by_id[name]
        is_clean = is_clean and name not in seen and entry.kind != "repair"
        seen.add(name)
        if not reads_as(document, entry):
            odd[number] = kept_of(entry)
    if len(seen) < len(by_id):
        return None
    return _mark_of(found, len(lines) - 1, list(by_id.values()), is_plain=is_clean, odd=frozenset(odd)), odd


def _mark_of(found: Look, lines: int, entries: Sequence[Entry], *, is_plain: bool, odd: frozenset[int]) -> Mark:
    return Mark(
        key=found.key,
        looked_at=found.looked_at,
        lineage=os.urandom(8).hex(),
        size=len(found.raw),
        chunks=chunks_of(found.raw),
        lines=lines,
        people=frozenset(map(_by, entries)),
        newest=newest_of(entries),
        is_taught=is_taught(entries),
        is_plain=is_plain,
        odd=odd,
    )


def newest_of(entries: Iterable[Entry]) -> datetime | None:
    """The latest moment of which an entry speaks."""
    found = [*entries]
    return max([*map(_known_at, found), *map(_recorded_at, found)], default=None)


def is_taught(entries: Iterable[Entry]) -> bool:
    """Whether a lesson is among the entries."""
    return any(entry.kind == "resolution" and is_resolution(entry) and entry.lesson is not None for entry in entries)


def extended(mark: Mark, seen: Look, fresh: bytes, chunks: bytes, entries: Sequence[Entry]) -> Mark:
    """The mark of a ledger that has these bytes more, which are these entries; `chunks` are the hashes of them all."""
    moments = [at for at in (mark.newest, newest_of(entries)) if at is not None]
    return mark._replace(
        key=seen.key,
        looked_at=seen.looked_at,
        size=mark.size + len(fresh),
        chunks=chunks,
        lines=mark.lines + fresh.count(b"\n"),
        people=mark.people | {entry.by for entry in entries},
        newest=max(moments, default=None),
        is_taught=mark.is_taught or is_taught(entries),
    )


def document_of(line: bytes) -> dict[str, object] | None:
    """What a line says, where it is an object."""
    from outlook.ledger.lines import loaded

    try:
        document = loaded(line)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def straight(line: bytes) -> Entry | None:
    """The entry on a line, if it is valid and reading the line without checking makes the very same."""
    from outlook.ledger.plain_lines import is_plain, kept_entry

    document = document_of(line)
    if document is not None and is_plain(line) and (entry := kept_entry(document)) is not None:
        return cast("Entry", entry)
    from outlook.ledger.tiny import checked

    checked_entry = checked(line)
    if document is None or checked_entry is None or not reads_as(document, checked_entry):
        return None
    return cast("Entry", kept_of(checked_entry))


def reads_as(document: dict[str, object], entry: Entry) -> bool:
    """Whether reading the line without checking makes the very same entry as checking it."""
    try:
        read = entry_of(document)
    except (ValueError, TypeError, KeyError):
        return False
    if read is None:
        return False
    one, other = read.__dict__, entry.__dict__
    if one != other:  # what an entry holds is another class when it is kept
        return is_same(read, kept_of(entry))
    if list(one) != list(other) or [*map(type, one.values())] != [*map(type, other.values())]:
        return False
    # Equal texts are of one type. Equal numbers need not be, and moments may be in several zones.
    for name in ("known_at", "recorded_at"):
        if one[name].tzinfo is not other[name].tzinfo:
            return False
    return entry.kind != "estimate" or all(is_same(one[name], other[name]) for name in ("stated", "band"))


def entries_in(raw: bytes, odd: Mapping[int, Entry], first: int = 0) -> list[Entry]:
    """The entries of plain lines, the first of which has that number, in the order of a ledger."""
    from outlook.ledger.lines import loaded

    found: list[Entry] = []
    for number, line in enumerate(raw.split(b"\n"), first):
        if number in odd:
            found.append(odd[number])
        elif line.strip():
            entry = entry_of(loaded(line))
            assert entry is not None, "such lines are odd"
            found.append(cast("Entry", entry))
    return sorted(found, key=lambda entry: (entry.known_at, entry.recorded_at, entry.id))


def moments_in(entries: Iterable[Entry]) -> set[datetime]:
    """Every moment at which an entry begins to count."""
    return {counts_from(entry) for entry in entries}


def names_spoken_of(entries: Iterable[Entry]) -> set[str]:
    """Every forecast that an entry names."""
    return {name for entry in entries for name in names_in(entry)}


def ids_in(raw: bytes) -> set[str]:
    """The ids on plain lines."""
    from outlook.ledger.lines import loaded

    return {loaded(line)["id"] for line in raw.split(b"\n") if line.strip()}


def at_end(descriptor: int, mark: Mark) -> tuple[Look, bytes, bytes] | None:
    """What a ledger holds after what its mark is of, with the hashes of it all; None where that is not whole lines."""
    looked_at, before = time.time_ns(), key_of(os.fstat(descriptor))
    start = mark.size // CHUNK * CHUNK
    raw = os.pread(descriptor, before.size - start, start)
    after = key_of(os.fstat(descriptor))
    fresh = raw[mark.size - start :]
    if before != after or len(raw) != before.size - start or not fresh.endswith(b"\n"):
        return None
    chunks = mark.chunks[: start // CHUNK * DIGEST] + chunks_of(raw)
    return Look(before, looked_at), fresh, chunks
