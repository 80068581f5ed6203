"""A TinyDB storage over JSON lines that only ever grows: lock, set a torn line aside, one write, fsync, acknowledge.

TinyDB's own storage rewrites the whole file for every insert. This one appends the new documents and
nothing else, so the cost does not grow with the ledger and a crash can hurt only what was not yet
acknowledged.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from tinydb.storages import Storage

from outlook.errors import Refused, Unreadable
from outlook.files import LEDGER_LIMIT, Folder, NotThere, NotUsable, sync
from outlook.ledger import witness
from outlook.ledger.chain import PREV, Chain, Line, line_hash, linked
from outlook.ledger.growth import Growth
from outlook.ledger.known import Known
from outlook.ledger.lines import Document, Fault, bytes_from, contested, excerpt, parse, parsed_lines, written
from outlook.ledger.plain_lines import plain_document
from outlook.ledger.versions import Version, Versions
from outlook.ledger.writing import check_in_place, cut, not_written, write_pieces
from outlook.locking import POLL_SECONDS, TIMEOUT, locked

TABLE = "entries"
TORN_GRACE = 2.0
READ = os.O_RDONLY
APPEND = os.O_RDWR | os.O_APPEND


class Journal(Storage):
    """One file of JSON lines; `read` folds it into TinyDB's shape, `append` adds to its end."""

    _identity: tuple[int, int] | None
    _has: Callable[[str], bool]

    def __init__(self, path: Path, lock_timeout: float = TIMEOUT, known: Known | None = None) -> None:
        self.path = path
        self.lock_timeout = lock_timeout
        self.changes = 0  # rises whenever what the ledger says may have changed
        self._is_ours = False
        self._chain: Chain | None = None  # made by the first append: readers need no chain
        self._forget()
        if known is not None:
            self._begin_after(known)

    def _begin_after(self, known: Known) -> None:
        """Take what is known as read; where the file turns out to be another one, it is read from its beginning."""
        self._identity, self._offset, self._lines = known.identity, known.size, known.lines
        self._last_line, self._first, self._chain = known.last_line, known.first, known.chain
        self._has = known.has

    def read(self) -> dict[str, dict[str, Document]]:
        """All documents by their id, in the order of the file; a missing file holds none."""
        if not self._is_ours:
            torn = self._catch_up()
            if torn:
                self._catch_up_beside_a_writer()
        return {TABLE: self._versions.counting}

    def write(self, data: Mapping[str, Any]) -> NoReturn:
        """Refuse: a ledger is never rewritten."""
        raise Refused(f"{self.path} is append-only: {len(data)} table(s) cannot be written over it")

    def append(self, build: Callable[[], Sequence[Document]]) -> None:
        """Add the documents that `build` makes as lines, in one write and one fsync, all or none of them.

        `build` is called while nobody else can write, and sees by `read` what is on the disk at that moment.

        Raises:
            Refused: an id is in the ledger already, or twice among the documents; or `build` refused.
            Unreadable: the lock, the disk or the folder did not allow it; nothing was written.
        """
        with self._opened_folder() as folder, locked(folder, self.lock_timeout):
            documents = self._built(build)
            if not documents:
                return
            with self._opened(folder) as descriptor:
                self._mend_tail(folder, descriptor)
                self._refuse_known_ids(documents)
                lines = self._chained(descriptor, documents)
                self._add(descriptor, lines)
        witness.remember(self._first, lines, self.path.parent)

    def extend(self, documents: Iterable[Document]) -> int:
        """Add documents with different ids as lines, all or none of them but those that are here; how many were added.

        They are written as they come and acknowledged by one fsync, and nothing of them is held: there may be millions.

        Raises:
            Unreadable: as `append`.
        """
        with self._opened_folder() as folder, locked(folder, self.lock_timeout):
            self._catch_up()
            with self._opened(folder) as descriptor:
                self._mend_tail(folder, descriptor)
                growth = Growth(self._chain_on(descriptor).heads, self._first)
                lacking = (one for one in documents if not self._is_here(one["id"]))
                write_pieces(self.path, descriptor, growth.pieces(lacking))
                check_in_place(self.path, descriptor)
            self._forget()
        if growth.count:
            witness.remember(growth.first, growth.last, self.path.parent)
        return growth.count

    def restore(self, lines: Sequence[bytes]) -> int:
        """Write lines back as they were, but those whose entry is here in some version; how many were written.

        Raises:
            Unreadable: as `append`.
        """
        with self._opened_folder() as folder, locked(folder, self.lock_timeout):
            self._catch_up()
            lacking = [
                one.raw + b"\n"
                for one in parsed_lines(b"\n".join(lines))
                if one.document["id"] not in self._versions.counting and not self._versions.versions(one.document["id"])
            ]
            if lacking:
                with self._opened(folder) as descriptor:
                    self._mend_tail(folder, descriptor)
                    self._add(descriptor, lacking)
        return len(lacking)

    def _add(self, descriptor: int, lines: Sequence[bytes]) -> None:
        self._write_whole(descriptor, b"".join(lines))
        self._fold_fresh(descriptor)
        check_in_place(self.path, descriptor)

    def lines(self) -> list[Line]:
        """Every line that is an entry, as it is on the disk."""
        try:
            with Folder.open(self.path.parent) as folder:
                return list(parsed_lines(folder.read(self.path.name, LEDGER_LIMIT)))
        except NotThere:
            return []

    def _built(self, build: Callable[[], Sequence[Document]]) -> Sequence[Document]:
        self._catch_up()
        self._is_ours = True
        try:
            return build()
        finally:
            self._is_ours = False

    def _refuse_known_ids(self, documents: Sequence[Document]) -> None:
        seen: set[str] = set()
        for document in documents:
            name = document["id"]
            if name in seen or self._is_here(name):
                raise Refused(f"{self.path}: entry {name} is in the ledger already; nothing was written")
            seen.add(name)

    def _is_here(self, name: str) -> bool:
        """Whether some version of an entry is in the ledger."""
        return name in self._versions.counting or bool(self._versions.versions(name)) or self._has(name)

    def _chain_on(self, descriptor: int) -> Chain:
        chain = self._chain
        if chain is None:
            chain = self._chain = Chain()
            for line in parsed_lines(bytes_from(descriptor, 0)[: self._offset]):
                chain.fold(line.raw, line.document)
        return chain

    def _chained(self, descriptor: int, documents: Sequence[Document]) -> list[bytes]:
        """The documents as lines, each naming the line before it, the first all lines that nobody names yet."""
        heads, lines = self._chain_on(descriptor).heads, list[bytes]()
        for document in documents:
            lines.append(written({**document, PREV: linked(heads)}))
            heads = [line_hash(lines[-1])]
        return lines

    def faults(self) -> list[Fault]:
        """The lines that could not be read as documents, or contradict each other, as of the last `read`."""
        two_versions = [
            contested(name, versions, hashed, version)
            for name, versions in self._versions.unsettled()
            for hashed, version in versions.items()
        ]
        return [*self._faults, *two_versions, *([self._torn] if self._torn else [])]

    def line_of(self, document_id: str) -> int:
        """Where a document is, counted from 1; 0 if it is unknown."""
        return self._versions.line_of(document_id)

    def plain_in(self, raw: bytes) -> dict[int, str]:
        """The ids of the plain lines by their numbers, counted from 0; none if other bytes than these were read."""
        if len(raw) != self._offset or hashlib.blake2b(raw).digest() != self._hash.digest():
            return {}
        return {self.line_of(name) - 1: name for name in self._plain if self.is_plain(name)}

    def is_plain(self, document_id: str) -> bool:
        """Whether an entry's line is plain, and no other line says something else of it."""
        return document_id in self._plain and not self._versions.versions(document_id)

    def versions(self, document_id: str) -> dict[str, Version]:
        """All versions of an id that has several, by their hash."""
        return self._versions.versions(document_id)

    def _forget(self) -> None:
        self.changes += 1
        self._versions = Versions()
        self._plain: set[str] = set()  # the ids that plain lines said first
        self._faults: list[Fault] = []
        self._torn: Fault | None = None
        self._identity = None
        self._offset = 0
        self._lines = 0
        self._last_line = b""
        self._loose = b""
        self._first = ""
        self._hash = hashlib.blake2b()
        self._chain = None
        self._has = frozenset[str]().__contains__

    def _catch_up(self) -> bytes:
        """Fold the lines that came since the last time; return a tail that is no whole line yet."""
        try:
            with Folder.open(self.path.parent) as folder:
                descriptor = folder.descriptor_of(self.path.name)
        except NotThere:
            self._forget()
            return b""
        try:
            return self._fold_fresh(descriptor)
        finally:
            os.close(descriptor)

    def _fold_fresh(self, descriptor: int) -> bytes:
        try:
            self._check_same_file(descriptor)
            fresh = bytes_from(descriptor, self._offset)
        except OSError as error:
            raise Unreadable(f"{self.path} cannot be read: {error.strerror}") from error
        if self._loose and fresh.split(b"\n", 1)[0].rstrip(b"\0") != self._loose:
            self._forget()  # what counted without its newline was changed
            return self._fold_fresh(descriptor)
        whole, _, tail = fresh.rpartition(b"\n")
        if len(fresh) > len(tail):
            self._hash.update(fresh[: len(fresh) - len(tail)])
            self._fold(whole.split(b"\n"))
            self._offset += len(fresh) - len(tail)
        torn = self._fold_tail(tail)
        self._versions.settle()
        return torn

    def _check_same_file(self, descriptor: int) -> None:
        """Start over if the file was replaced or rewritten (a checkout, a merge, an editor)."""
        status = os.fstat(descriptor)
        identity = (status.st_dev, status.st_ino)
        known = os.pread(descriptor, len(self._last_line), self._offset - len(self._last_line)) if self._offset else b""
        if identity != self._identity or status.st_size < self._offset or known != self._last_line:
            self._forget()
            self._identity = identity
        if status.st_size > LEDGER_LIMIT:
            size, limit = status.st_size / 1e9, LEDGER_LIMIT / 1e9
            reason = f"it has {size:,.1f} GB, and at most {limit:,.0f} GB are read"
            raise NotUsable(self.path, reason, code="too-large", hint="start another case")

    def _fold(self, lines: list[bytes]) -> None:
        counted = bool(self._loose)  # the first of them counted already, without its newline
        self._loose = b""
        for number, raw in enumerate(lines, self._lines + 1):
            plain = plain_document(raw)
            document = parse(raw) if plain is None else plain
            if isinstance(document, str):
                self._faults.append(Fault(number, "not-an-entry", document, excerpt(raw)))
            elif document is not None:
                if self._chain is not None:
                    self._chain.fold(raw, document)
                if not counted:
                    self._keep(raw, document, number)
                    if plain is not None and self.line_of(document["id"]) == number:
                        self._plain.add(document["id"])
            counted = False
        self._lines += len(lines)
        self._last_line = lines[-1] + b"\n"
        self.changes += 1

    def _keep(self, raw: bytes, document: Document, line: int) -> None:
        if not self._first:
            self._first = line_hash(raw)
        document.pop(PREV, None)  # where a line is in the chain is no part of what it says
        self._versions.add(document, line)

    def _fold_tail(self, tail: bytes) -> bytes:
        """A last line without its newline counts if it is whole; otherwise it is torn and counts for nothing."""
        self._torn = None
        # Where a file grew on the disk before its data was written, a crash leaves zeros.
        said = tail.rstrip(b"\0")
        document = parse(said) if said.strip() else None
        if isinstance(document, dict):
            if said != self._loose:
                self._loose = said
                self._keep(said, document, self._lines + 1)
                self.changes += 1
            return b""
        if tail.strip():
            message = f"the last line is torn ({len(tail)} bytes): it will be set aside by the next write"
            self._torn = Fault(self._lines + 1, "torn-tail", message, excerpt(tail))
            return tail
        return b""

    def _catch_up_beside_a_writer(self) -> None:
        """A torn tail may be a write under way: it is torn only if it still is while nobody writes.

        Among many writers the lock may never be ours; but then the line is soon whole, and nothing is torn.
        """
        for _ in range(round(min(TORN_GRACE, self.lock_timeout) / POLL_SECONDS)):
            try:
                with self._opened_folder() as folder, locked(folder, 0):
                    self._catch_up()
                    return
            except Unreadable:
                time.sleep(POLL_SECONDS)
            if not self._catch_up():
                return

    @contextmanager
    def _opened_folder(self) -> Iterator[Folder]:
        try:
            folder = Folder.open(self.path.parent)
        except NotUsable as error:
            raise Unreadable(f"{error}; nothing was written") from error
        with folder:
            yield folder

    @contextmanager
    def _opened(self, folder: Folder) -> Iterator[int]:
        try:
            descriptor = self._open_for_appending(folder)
        except NotUsable as error:
            raise Unreadable(f"{error}; nothing was written") from error
        except OSError as error:
            raise Unreadable(
                f"{self.path} cannot be opened for writing: {error.strerror}; nothing was written"
            ) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _open_for_appending(self, folder: Folder) -> int:
        name = self.path.name
        try:
            descriptor = folder.descriptor_of(name, APPEND)
        except NotThere:
            flags = APPEND | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            descriptor = os.open(name, flags, 0o644, dir_fd=folder.descriptor)
            folder.sync()
        if os.fstat(descriptor).st_nlink > 1:
            os.close(descriptor)
            reason = "it has several names (hard links), and what is added would appear under each"
            raise NotUsable(self.path, reason, code="outside", hint="put a copy of its own here")
        return descriptor

    def _mend_tail(self, folder: Folder, descriptor: int) -> None:
        """Before anything is added: finish a whole last line with its newline, set a torn one aside."""
        tail = self._fold_fresh(descriptor)
        if tail.strip():
            self._set_aside(folder, tail)
            cut(self.path, descriptor, self._offset)
            self._torn = None
        elif os.fstat(descriptor).st_size > self._offset:
            cut(self.path, descriptor, self._offset + len(self._loose))
            self._write_whole(descriptor, b"\n")
            self._fold_fresh(descriptor)

    def _set_aside(self, folder: Folder, tail: bytes) -> None:
        try:
            folder.set_aside(f"{self.path.name}.torn-{hashlib.sha256(tail).hexdigest()[:8]}", tail)
        except OSError as error:
            raise Unreadable(
                f"{self.path} ends in a torn line that cannot be set aside: {error.strerror}; nothing was written"
            ) from error

    def _write_whole(self, descriptor: int, payload: bytes) -> None:
        start = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, payload)
            if written == len(payload):
                sync(descriptor)
                return
            reason = f"only {written} of {len(payload)} bytes fitted on the disk"
        except OSError as error:
            reason = str(error.strerror)
        cut(self.path, descriptor, start)
        raise not_written(self.path, reason)
