"""Ledger entries in a TinyDB table over the journal: validated on the way out and on the way in."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError
from tinydb import TinyDB
from tinydb.table import Document, Table

from outlook.errors import Problem, Refused, Severity
from outlook.ledger.journal import LOCK_TIMEOUT, TABLE, Fault, Journal
from outlook.model.entries import ENTRY, KINDS, SCHEMA, Entry, to_json
from outlook.model.sentences import sentence


class EntryTable(Table):
    """A TinyDB table that can be read and searched as any other, but only grows."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB allows any class here, its annotation says int

    def insert(self, document: Mapping[str, Any]) -> Any:
        """Append one document; its id is the entry's own."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> Any:
        """Append many documents in one locked write."""
        lines = [dict(document) for document in documents]
        journal = self._storage
        assert isinstance(journal, Journal)
        journal.append(lines)
        self.clear_cache()
        return [line["id"] for line in lines]

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

    def __init__(self, path: Path, lock_timeout: float = LOCK_TIMEOUT) -> None:
        self.path = path
        self._journal = Journal(path, lock_timeout)
        self._problems: list[Problem] = []
        self._known: dict[str, tuple[Document, Entry]] = {}
        self.table = LedgerDatabase(storage=lambda: self._journal).table(TABLE)

    def append(self, entries: Sequence[Entry]) -> None:
        """Write the entries, all or none, and return only when they are on the disk."""
        if entries:
            self.table.insert_multiple([to_json(entry) for entry in entries])

    def entries(self) -> list[Entry]:
        """Every valid entry, by `known_at`, then `recorded_at`, then id."""
        self._problems = []
        read = [self._validated(document) for document in self.table]
        return sorted((entry for entry in read if entry), key=lambda e: (e.known_at, e.recorded_at, e.id))

    def problems(self) -> list[Problem]:
        """What could not be read, each with its line, as of the last `entries()`."""
        faults = [self._as_problem(fault) for fault in self._journal.faults()]
        return sorted(faults + self._problems, key=lambda problem: problem.line)

    def line_of(self, entry_id: str) -> int:
        """The line an entry stands on, counted from 1; 0 if it is unknown."""
        return self._journal.line_of(entry_id)

    def _validated(self, document: Document) -> Entry | None:
        known = self._known.get(str(document.doc_id))
        if known is not None and known[0] == document:
            return known[1]
        fields = dict(document)
        schema = fields.pop("schema", SCHEMA)
        if schema != SCHEMA:
            message = f"this entry was written by a newer outlook (schema {schema!r}, this one reads {SCHEMA})"
            self._add(document, "future-schema", message, "upgrade outlook to use it")
            return None
        try:
            entry = ENTRY.validate_python(fields)
        except ValidationError as error:
            self._add(document, "not-an-entry", _sentence(error), "it is left out; the rest stays in use")
            return None
        self._known[str(document.doc_id)] = document, entry
        return entry

    def _add(self, document: Document, code: str, message: str, hint: str) -> None:
        line = self._journal.line_of(str(document.doc_id))
        self._problems.append(Problem(self.path, line, 1, code, message, hint))

    def _as_problem(self, fault: Fault) -> Problem:
        severity: Severity = "warning" if fault.code == "torn-tail" else "error"
        return Problem(self.path, fault.line, 1, fault.code, fault.message, severity=severity, excerpt=fault.excerpt)


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
