"""Ledger entries in a TinyDB table over the journal: validated on the way out and on the way in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError
from tinydb import TinyDB
from tinydb.table import Table

from outlook.errors import Problem, Refused, Severity
from outlook.ledger.chain import PREV, Examined, examine
from outlook.ledger.journal import TABLE, Journal
from outlook.ledger.known import Known
from outlook.ledger.lines import Document, Fault, parse
from outlook.ledger.plain_lines import plain_entry
from outlook.locking import TIMEOUT
from outlook.model.entries import ENTRY, KINDS, SCHEMA, Entry
from outlook.model.sentences import sentence

_ORDER = attrgetter("known_at", "recorded_at", "id")
LEFT_OUT = "it is left out; the rest stays in use"
UPGRADE = "if a newer outlook wrote it, upgrade outlook to use it; until then it is left out, and the rest stays in use"


class EntryTable(Table):
    """A TinyDB table that can be read and searched as any other, but only grows."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB allows any class here, its annotation says int

    def insert(self, document: Mapping[str, Any]) -> Any:
        """Append one document; its id is the entry's own."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> Any:
        """Append many documents in one locked write."""
        lines = [dict(document) for document in documents]
        self.append(lambda: lines)
        return [line["id"] for line in lines]

    def append(self, build: Callable[[], Sequence[Document]]) -> None:
        """Append what `build` makes while nobody else can write."""
        journal = self._storage
        assert isinstance(journal, Journal)
        journal.append(build)
        self.clear_cache()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise Refused("a ledger is append-only: take an entry back with `outlook retract`")

    update = update_multiple = upsert = remove = truncate = _refuse


class LedgerDatabase(TinyDB):
    """TinyDB whose tables only grow."""

    table_class = EntryTable

    def drop_tables(self) -> NoReturn:
        """Refuse: nothing in a ledger is ever dropped."""
        raise Refused("a ledger is append-only: its table cannot be dropped")

    def drop_table(self, name: str) -> NoReturn:
        """Refuse: nothing in a ledger is ever dropped."""
        raise Refused(f"a ledger is append-only: its table {name} cannot be dropped")


class TinyLedger:
    """One case's ledger file, read and appended through TinyDB."""

    def __init__(self, path: Path, lock_timeout: float = TIMEOUT, known: Known | None = None) -> None:
        """The ledger in a file, which need not be read as far as it is known; only `append` may be asked for then."""
        self.path = path
        journal = self._journal = Journal(path, lock_timeout, known)
        self._problems: list[Problem] = []
        self._known: dict[str, tuple[Document, Entry]] = {}
        self._entries: list[Entry] = []
        self._read = -1
        self.table: EntryTable = LedgerDatabase(storage=lambda: journal).table(TABLE)  # type: ignore[assignment]  # its class is ours

    def append(self, build: Callable[[], Sequence[Entry]]) -> list[Entry]:
        """Write the entries that `build` makes, all or none, and return them only when they are on the disk.

        `build` runs inside the lock. What `entries` says then is what is on the disk, and stays so until it is written.
        """
        written: list[Entry] = []

        def lines() -> list[Document]:
            written[:] = build()
            return [entry.to_json() for entry in written]

        self.table.append(lines)
        return written

    def extend(self, entries: Iterable[Entry]) -> int:
        """Write entries, all or none, but those whose id is on the disk already; how many were written."""
        return self._journal.extend(entry.to_json() for entry in entries)

    def entries(self) -> list[Entry]:
        """Every valid entry, by `known_at`, then `recorded_at`, then id."""
        documents = self._journal.read()[TABLE]
        if self._read != self._journal.changes:
            self._problems = []
            read = [entry for document in documents.values() if (entry := self._entry(document))]
            self._entries = sorted(read, key=_ORDER)
            self._read = self._journal.changes
        return list(self._entries)

    def problems(self) -> list[Problem]:
        """What could not be read, each with its line, as of the last `entries()`."""
        faults = [self._as_problem(fault) for fault in self._journal.faults()]
        return sorted(faults + self._problems, key=lambda problem: problem.line)

    def where(self, entry_id: str) -> str:
        """The file and the line an entry is on, counted from 1; 0 if it is unknown."""
        return f"{self.path}:{self._journal.line_of(entry_id)}"

    def examined(self) -> Examined:
        """What the chain of the lines on the disk says."""
        return examine(self._journal.lines())

    def restore(self, lines: Sequence[bytes]) -> int:
        """Write lines back as they were, but those whose entry is here in some version; how many were written."""
        return self._journal.restore(lines)

    def versions(self, entry_id: str) -> dict[str, list[int]]:
        """The lines of each version of an entry that has several, by the hash of the version; else none."""
        return {name: version.lines for name, version in self._journal.versions(entry_id).items()}

    def plain_in(self, raw: bytes) -> Mapping[int, str]:
        """The ids of the lines that need no model by their numbers, counted from 0.

        Reading them without checking makes the very same entries. There are none if other bytes than these were read.
        """
        return self._journal.plain_in(raw)

    def _entry(self, document: Document) -> Entry | None:
        name = document["id"]
        known = self._known.get(name)
        if known is not None and known[0] is document:
            return known[1]
        entry = plain_entry(document) if self._journal.is_plain(name) else None
        if entry is None and (entry := self._validated(document)) is None:
            return None
        self._known[name] = document, entry
        return entry

    def _validated(self, document: Document) -> Entry | None:
        fields = dict(document)
        schema = fields.pop("schema", SCHEMA)
        if schema != SCHEMA:
            message = f"this entry was written by a newer outlook (schema {schema!r}, this one reads {SCHEMA})"
            self._add(document, "future-schema", message, "upgrade outlook to use it")
            return None
        try:
            return ENTRY.validate_python(fields)
        except ValidationError as error:
            self._add(document, "not-an-entry", _sentence(error), UPGRADE if _may_be_newer(error) else LEFT_OUT)
            return None

    def _add(self, document: Document, code: str, message: str, hint: str) -> None:
        line = self._journal.line_of(document["id"])
        self._problems.append(Problem(self.path, line, 1, code, message, hint))

    def _as_problem(self, fault: Fault) -> Problem:
        severity: Severity = "warning" if fault.code == "torn-tail" else "error"
        return Problem(self.path, fault.line, 1, fault.code, fault.message, fault.hint, severity, fault.excerpt)


def _may_be_newer(error: ValidationError) -> bool:
    """Whether all that is wrong with an entry is a field or a kind that is not known here."""
    return all(one["type"] in ("extra_forbidden", "union_tag_invalid") for one in error.errors(include_url=False))


def checked(line: bytes) -> Entry | None:
    """The entry on a line, if it is a valid one of this schema."""
    document = parse(line)
    if not isinstance(document, dict) or document.pop("schema", SCHEMA) != SCHEMA:
        return None
    try:
        return ENTRY.validate_python({name: value for name, value in document.items() if name != PREV})
    except ValidationError:
        return None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part)[:60] for part in first["loc"][1:])
    if first["type"] == "union_tag_invalid":
        given = str(first["ctx"]["tag"])[:60]
        return f"{given!a} is not a kind of entry: it is one of {', '.join(KINDS)}"
    if first["type"] in ("missing", "union_tag_not_found"):
        return f"the field {place or 'kind'!r} is missing"
    if first["type"] == "extra_forbidden":
        return f"unknown field {place!a}"
    return f"{place}: {sentence(first)}" if place else sentence(first)
