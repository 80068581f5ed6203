"""A TinyDB storage over JSON lines that only ever grows: lock, mend, one write, fsync, acknowledge.

TinyDB's own storage rewrites the whole file for every insert. This one appends the new documents and
nothing else, so the cost does not grow with the ledger and a crash can hurt only what was not yet
acknowledged.
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tinydb.storages import Storage

from outlook.errors import Refused, Unreadable
from outlook.ledger.lock import acquire, holder

TABLE = "entries"
LOCK_TIMEOUT = 10.0
TORN_GRACE = 2.0
READ_SIZE = 1 << 24

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not an entry; `line` counts from 1."""

    line: int
    code: str
    message: str
    excerpt: str


class Journal(Storage):
    """One file of JSON lines; `read` folds it into TinyDB's shape, `append` adds to its end."""

    def __init__(self, path: Path, lock_timeout: float = LOCK_TIMEOUT) -> None:
        self.path = path
        self.lock_timeout = lock_timeout
        self._forget()

    def read(self) -> dict[str, dict[str, Document]]:
        """All documents by their id, in the order of the file; a missing file holds none."""
        torn = self._catch_up()
        if torn:
            self._catch_up_beside_a_writer()
        return {TABLE: self._documents}

    def write(self, data: Mapping[str, Any]) -> NoReturn:
        """Refuse: a ledger is never rewritten."""
        raise Refused(f"{self.path} is append-only: {len(data)} table(s) cannot be written over it")

    def append(self, documents: Sequence[Document]) -> None:
        """Add the documents as lines, in one write and one fsync, all or none of them.

        Raises:
            Refused: an id is in the ledger already, or twice among the documents.
            Unreadable: the lock, the disk or the folder did not allow it; nothing was written.
        """
        payload = b"".join(map(_line, documents))
        with self._locked(self.lock_timeout), self._opened() as descriptor:
            self._mend_tail(descriptor)
            self._refuse_known_ids(documents)
            self._write_whole(descriptor, payload)
            self._fold_fresh(descriptor)
            self._check_in_place(descriptor)

    def _refuse_known_ids(self, documents: Sequence[Document]) -> None:
        seen: set[str] = set()
        for document in documents:
            if document["id"] in self._documents or document["id"] in seen:
                raise Refused(f"{self.path}: entry {document['id']} is in the ledger already; nothing was written")
            seen.add(document["id"])

    def faults(self) -> list[Fault]:
        """The lines that could not be read as documents, as of the last `read`."""
        return [*self._faults, *([self._torn] if self._torn else [])]

    def line_of(self, document_id: str) -> int:
        """Where a document stands, counted from 1; 0 if it is unknown."""
        return self._line_of.get(document_id, 0)

    def _forget(self) -> None:
        self._documents: dict[str, Document] = {}
        self._line_of: dict[str, int] = {}
        self._faults: list[Fault] = []
        self._torn: Fault | None = None
        self._identity: tuple[int, int] | None = None
        self._offset = 0
        self._lines = 0
        self._last_line = b""
        self._loose: str | None = None

    def _catch_up(self) -> bytes:
        """Fold the lines that came since the last time; return a tail that is no whole line yet."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            self._forget()
            return b""
        except OSError as error:
            raise Unreadable(f"{self.path} cannot be read: {_reason(error)}") from error
        try:
            return self._fold_fresh(descriptor)
        finally:
            os.close(descriptor)

    def _fold_fresh(self, descriptor: int) -> bytes:
        try:
            self._check_same_file(descriptor)
            fresh = _read_from(descriptor, self._offset)
        except OSError as error:
            raise Unreadable(f"{self.path} cannot be read: {error.strerror}") from error
        whole, _, tail = fresh.rpartition(b"\n")
        self._drop_loose()
        if len(fresh) > len(tail):
            self._fold(whole.split(b"\n"))
            self._offset += len(fresh) - len(tail)
        return self._fold_tail(tail)

    def _check_same_file(self, descriptor: int) -> None:
        """Start over if the file was replaced or rewritten (a checkout, a merge, an editor)."""
        status = os.fstat(descriptor)
        identity = (status.st_dev, status.st_ino)
        known = os.pread(descriptor, len(self._last_line), self._offset - len(self._last_line)) if self._offset else b""
        if identity != self._identity or status.st_size < self._offset or known != self._last_line:
            self._forget()
            self._identity = identity

    def _fold(self, lines: list[bytes]) -> None:
        for raw in lines:
            self._lines += 1
            document = _parse(raw)
            if isinstance(document, str):
                self._faults.append(Fault(self._lines, "not-an-entry", document, _excerpt(raw)))
            elif document is not None:
                self._keep(document, raw)
        self._last_line = lines[-1] + b"\n"

    def _keep(self, document: Document, raw: bytes) -> None:
        known = self._documents.get(document["id"])
        if known is None:
            self._documents[document["id"]] = document
            self._line_of[document["id"]] = self._lines
        elif known != document:
            first = self._line_of[document["id"]]
            message = f"the id {document['id'][:60]!a} stands on line {first} already, with other content"
            self._faults.append(Fault(self._lines, "duplicate-id", message, _excerpt(raw)))

    def _fold_tail(self, tail: bytes) -> bytes:
        """A last line without its newline counts if it is whole; otherwise it is torn and counts for nothing."""
        self._torn = None
        document = _parse(tail) if tail.strip() else None
        if isinstance(document, dict):
            if document["id"] not in self._documents:
                self._loose = document["id"]
                self._documents[document["id"]] = document
                self._line_of[document["id"]] = self._lines + 1
            return b""
        if tail.strip():
            message = f"the last line is torn ({len(tail)} bytes): it will be set aside by the next write"
            self._torn = Fault(self._lines + 1, "torn-tail", message, _excerpt(tail))
            return tail
        return b""

    def _drop_loose(self) -> None:
        """What counted without its newline is folded anew: its line may have been completed, or be gone."""
        if self._loose is not None:
            del self._documents[self._loose], self._line_of[self._loose]
            self._loose = None

    def _catch_up_beside_a_writer(self) -> None:
        """A torn tail may be a write under way: look again once the writer is through."""
        try:
            with self._locked(min(TORN_GRACE, self.lock_timeout)):
                self._catch_up()
        except Unreadable:
            return  # a folder we may not lock in: the tail stays reported as torn

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        lock_file = self.path.with_name(f"{self.path.name}.lock")
        try:
            descriptor = acquire(lock_file, timeout)
        except TimeoutError as error:
            raise Unreadable(
                f"{self.path} is locked by {holder(lock_file)}; waited {timeout:g} s for it and gave up, nothing was "
                f"written. Try again when it is done"
            ) from error
        except OSError as error:
            raise Unreadable(
                f"{self.path} cannot be locked for writing: {_reason(error)}; nothing was written"
            ) from error
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            descriptor = self._open_for_appending()
        except OSError as error:
            raise Unreadable(
                f"{self.path} cannot be opened for writing: {_reason(error)}; nothing was written"
            ) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _open_for_appending(self) -> int:
        how = os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW
        try:
            return os.open(self.path, how)
        except FileNotFoundError:
            descriptor = os.open(self.path, how | os.O_CREAT, 0o644)
            _sync_folder(self.path.parent)
            return descriptor

    def _mend_tail(self, descriptor: int) -> None:
        """Before anything is added: finish a whole last line with its newline, set a torn one aside."""
        tail = self._fold_fresh(descriptor)
        if tail.strip():
            self._set_aside(tail)
            self._cut(descriptor, self._offset)
            self._torn = None
        elif os.fstat(descriptor).st_size > self._offset:
            self._write_whole(descriptor, b"\n")

    def _set_aside(self, tail: bytes) -> None:
        aside = self.path.with_name(f"{self.path.name}.torn-{hashlib.sha256(tail).hexdigest()[:8]}")
        try:
            with aside.open("wb") as file:
                file.write(tail)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Unreadable(
                f"{self.path} ends in a torn line that cannot be set aside: {error.strerror}; nothing was written"
            ) from error

    def _write_whole(self, descriptor: int, payload: bytes) -> None:
        start = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, payload)
            if written == len(payload):
                os.fsync(descriptor)
                return
            reason = f"only {written} of {len(payload)} bytes fitted on the disk"
        except OSError as error:
            reason = str(error.strerror)
        self._cut(descriptor, start)
        raise Unreadable(f"{self.path} could not be written: {reason}; nothing was kept of it. Make room and try again")

    def _cut(self, descriptor: int, size: int) -> None:
        try:
            os.ftruncate(descriptor, size)
        except OSError as error:
            message = (
                f"{self.path} cannot be cut back to {size} bytes: {error.strerror}; `outlook check` shows what stands"
            )
            raise Unreadable(message) from error

    def _check_in_place(self, descriptor: int) -> None:
        """What was written must be in the file that the path names; a checkout or a move may have replaced it."""
        try:
            is_same = os.path.samestat(self.path.lstat(), os.fstat(descriptor))
        except OSError:
            is_same = False
        if not is_same:
            raise Unreadable(f"{self.path} was replaced while it was written to; nothing is in the new one. Try again")


def _line(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _parse(raw: bytes) -> Document | str | None:
    """The document on a line, None for a blank line, or the sentence that says what is wrong with it."""
    if not raw.strip():
        return None
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return "this line is not JSON; it is left out, the rest stays in use"
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        return "this line is not an entry: it has no id; it is left out, the rest stays in use"
    return document


def _read_from(descriptor: int, offset: int) -> bytes:
    """All bytes from the offset on; a single read may stop short of a very long file."""
    parts: list[bytes] = []
    while part := os.pread(descriptor, READ_SIZE, offset):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def _reason(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "it is a link, and a ledger is a plain file; put the file itself there"
    return str(error.strerror)


def _excerpt(raw: bytes, limit: int = 120) -> str:
    return raw[:limit].decode("utf-8", "backslashreplace")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
