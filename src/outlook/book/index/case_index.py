"""The index of one book: each case as it was kept if nothing of it has changed, else read and kept anew."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from outlook.book.case_folder import CASE_FILE, CaseFolder, records_in
from outlook.book.index import marks
from outlook.book.index.changed_records import links_of, noted, with_changed_records
from outlook.book.index.kept_case import About, KeptFolder, Noted
from outlook.book.index.keys import Key, digest, is_settled, key_of, keys_of
from outlook.book.index.marks import Mark
from outlook.book.index.pickled import packed, unpacked
from outlook.book.index.store import Store
from outlook.book.known import NOTHING_KNOWN, Known
from outlook.files import RECORD_LIMIT, Folder
from outlook.ledger import FILE_NAME, LineLedger, open_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from outlook.errors import Problem
    from outlook.model.entries import Entry


class Index:
    """What is kept of the cases of one book, by where the book is and what its folders and files are."""

    def __init__(self, store: Store, root: Path) -> None:
        self.store = store
        self._root = os.path.realpath(root)

    @classmethod
    def of(cls, root: Path) -> Index | None:
        """The index of a book; None where nothing can be kept."""
        store = Store.usual()
        return None if store is None else cls(store, root)

    def opened(self, folder: Folder, names: Sequence[str]) -> KeptFolder | None:
        """A case as it is kept, if nothing of it has changed but that its ledger may have grown."""
        try:
            return self._opened(folder, names)
        except OSError:  # a file went while it was looked at
            return None

    def _opened(self, folder: Folder, names: Sequence[str]) -> KeptFolder | None:
        file, path = self._file(folder)
        about = self._about(file, path)
        mark = self._mark(file)
        if about is None or mark is None or about.lineage != mark.lineage:
            return None
        about = self._unchanged(folder, names, file, about)
        mark = None if about is None else self._current(folder, file, mark, about)
        if about is None or mark is None:
            return None
        return KeptFolder(folder.path, about, mark, self, file)

    def _file(self, folder: Folder) -> tuple[str, str]:
        """What the files of a case are called, and where it is."""
        status, path = os.fstat(folder.descriptor), os.path.join(self._root, folder.path.name)  # noqa: PTH118 - quick
        raw = os.fsencode(path)
        return f"{crc32(raw):08x}-{status.st_dev:x}-{status.st_ino:x}", path

    def _about(self, file: str, path: str) -> About | None:
        parts = self.store.read(f"{file}.about")
        about = None if parts is None else unpacked(parts["about"])
        return about if isinstance(about, About) and about.path == path else None

    def _mark(self, file: str) -> Mark | None:
        parts = self.store.read(f"{file}.ledger")
        mark = None if parts is None else unpacked(parts["mark"])
        return mark if isinstance(mark, Mark) else None

    # ── has it changed? ──

    def _unchanged(self, folder: Folder, names: Sequence[str], file: str, about: About) -> About | None:
        """What is known of the case, if its records are those that it was made of."""
        records, files = records_in(names), about.files
        looked_at = time.time_ns()
        if records != files.names or keys_of(folder.descriptor, records) != files.keys:
            return None
        if any(digest(folder.read(name, RECORD_LIMIT)) != hashed for name, hashed in files.digests.items()):
            return None
        return self._settled(folder, file, about, looked_at) if files.digests else about

    def _settled(self, folder: Folder, file: str, about: About, looked_at: int) -> About | None:
        """The same, with no hash where from now on the key tells; what was hashed must still have the same key."""
        keys = about.files.by_name
        if keys_of(folder.descriptor, about.files.digests) != tuple(keys[name] for name in about.files.digests):
            return None
        left = {name: one for name, one in about.files.digests.items() if not is_settled(Key(*keys[name]), looked_at)}
        settled = about._replace(files=about.files._replace(digests=left), looked_at=looked_at)
        if len(left) < len(about.files.digests):
            self.store.write(f"{file}.about", {"about": packed(settled)})
        return settled

    def _current(self, folder: Folder, file: str, mark: Mark, about: About) -> Mark | None:
        """The mark of the ledger as it is now, if that begins with all that it was."""
        found = marks.glance(folder)
        if found.key == mark.key and mark.is_settled:
            return mark
        seen = marks.look(folder)
        if seen is None or (seen.key is None) != (mark.key is None) or not marks.holds_all(mark, seen.raw):
            return None
        fresh = seen.raw[mark.size :]
        entries = self._fresh(mark, about, seen.raw) if fresh else []
        if entries is None:
            return None
        chunks = marks.chunks_of(seen.raw) if fresh else mark.chunks
        now = marks.extended(mark, seen, fresh, chunks, entries)
        self.store.write(f"{file}.ledger", {"mark": packed(now)})
        return now

    def again(self, path: Path, about: About, mark: Mark) -> Mark | None:
        """The mark of a case's ledger as it is now, if it only grew since it had another."""
        with Folder.open(path) as folder:
            return self._current(folder, self._file(folder)[0], mark, about)

    def _fresh(self, mark: Mark, about: About, raw: bytes) -> list[Entry] | None:
        """The entries on the lines that came since; None where the ledger has to be read from its beginning."""
        fresh = raw[mark.size :]
        if not mark.is_plain or about.orphans or not fresh.endswith(b"\n"):
            return None
        # What takes a rename back changes the names in lines that were read long ago.
        unplain = {"rename", "repair"} | ({"retraction"} if about.former or about.contested else set())
        known, found = marks.ids_in(raw[: mark.size]), []
        if (about.former or about.contested) and not _follows(raw[: mark.size], fresh):
            return None
        for line in fresh.removesuffix(b"\n").split(b"\n"):
            if not line.strip():
                continue
            entry = marks.straight(line)
            if entry is None or entry.id in known or entry.kind in unplain:
                return None
            known.add(entry.id)
            found.append(entry)
        return found if marks.names_spoken_of(found) <= {*about.names, *about.unread} else None

    # ── reading it anew ──

    def keep(self, folder: Folder, names: Sequence[str]) -> CaseFolder:
        """A case read from its records and its ledger, and kept for the next time.

        Raises:
            NotUsable: it cannot be read.
        """
        if (kept := self._with_changed_records(folder, names)) is not None:
            return kept
        from outlook.book.reading import read_folder

        looked_at, hashes = time.time_ns(), dict[str, bytes]()
        before, old = _noted(folder, names), self._old(folder, names)
        unsettled = frozenset[str]() if before is None else _unsettled(before, looked_at)

        def seen(name: str, raw: bytes) -> None:
            if name in unsettled:
                hashes[name] = digest(raw)

        read = read_folder(folder, names, seen, old.known)
        if before is None or before != _noted(folder, names):
            return read
        found = old.found or _marked(folder, read)
        if found is None:
            return read
        file, path = self._file(folder)
        about = _about_of(read, path, found[0], before._replace(digests=hashes), looked_at, old.tokens)
        self._write(file, about, found[0], _record_parts(read, about, found))
        kept = KeptFolder(folder.path, about, found[0], self, file)
        for name in ("case", "forecasts", "entries", "texts", "said"):
            kept.__dict__[name] = getattr(read, name)
        return kept

    def _with_changed_records(self, folder: Folder, names: Sequence[str]) -> KeptFolder | None:
        """A case as it is kept but for some of its records, if that is all that has changed."""
        file, path = self._file(folder)
        about, mark, parts = self._about(file, path), self._mark(file), self.store.read(f"{file}.records")
        if about is None or mark is None or parts is None or about.lineage != mark.lineage:
            return None
        if unpacked(parts["token"]) != (about.token, about.lineage):
            return None
        try:
            mark = self._current(folder, file, mark, about)
            found = None if mark is None else with_changed_records(folder, names, about, parts, _token)
        except OSError:  # a file went while it was looked at
            return None
        if mark is None or found is None:
            return None
        self._write(file, found.about, mark, found.parts)
        kept = KeptFolder(folder.path, found.about, mark, self, file)
        kept.texts = found.texts
        return kept

    def _old(self, folder: Folder, names: Sequence[str]) -> Old:
        """What was kept of a case of which something has changed, and still holds."""
        file, path = self._file(folder)
        about, mark, parts = self._about(file, path), self._mark(file), self.store.read(f"{file}.records")
        if about is None or parts is None or unpacked(parts["token"]) != (about.token, about.lineage):
            return NOTHING
        faulty = {name for name, *_ in about.problems}
        records = {
            name: record[0]
            for name, key in about.files.by_name.items()
            if name not in about.files.digests
            and name not in faulty
            and name in names
            and not (about.former and _may_refer(unpacked(parts[_part_of(name)])))
            and key == _key(folder, name)
            and (record := unpacked(parts[_part_of(name)])) is not None
        }
        found = self._old_ledger(folder, about, mark, unpacked(parts["odd"]))
        tokens = {f"{name}.yaml": token for name, token in zip(about.names, about.records, strict=True)}
        kept = {name: about.case if name == CASE_FILE else tokens[name] for name in records}
        if found is None:
            return Old(Known(records, None), None, kept)
        return Old(Known(records, found[1]), (found[0], found[2]), kept)

    def _old_ledger(
        self, folder: Folder, about: About, mark: Mark | None, odd: tuple[dict[int, Entry]] | None
    ) -> tuple[Mark, list[Entry], Mapping[int, Entry]] | None:
        """The mark, the entries and the odd lines of a ledger that has not changed, if every line of it is an entry."""
        if mark is None or odd is None or not mark.is_plain or about.lineage != mark.lineage:
            return None
        if about.former or about.contested:  # which name is whose depends on the records too
            return None
        seen = marks.look(folder)
        if seen is None or seen.key != mark.key or not marks.holds_all(mark, seen.raw) or len(seen.raw) > mark.size:
            return None
        return mark._replace(looked_at=seen.looked_at), marks.entries_in(seen.raw, odd[0]), odd[0]

    def _write(self, file: str, about: About, mark: Mark, records: Mapping[str, bytes]) -> None:
        self.store.tidy()
        self.store.write(f"{file}.records", records)
        self.store.write(f"{file}.about", {"about": packed(about)})
        self.store.write(f"{file}.ledger", {"mark": packed(mark)})


def _follows(before: bytes, fresh: bytes) -> bool:
    """Whether each line names the one before it: only then was all written that is there when it was."""
    from outlook.ledger.chain import line_hash, previous
    from outlook.ledger.lines import parse

    last = before.rstrip(b"\n").rpartition(b"\n")[2]
    for line in fresh.removesuffix(b"\n").split(b"\n"):
        document = parse(line)
        if not isinstance(document, dict) or previous(document) != (line_hash(last),):
            return False
        last = line
    return True


class Old(NamedTuple):
    """What was kept of a case and still holds: what need not be read, and the mark with the odd lines of its ledger."""

    known: Known
    found: tuple[Mark, Mapping[int, Entry]] | None
    tokens: Mapping[str, str]


NOTHING = Old(NOTHING_KNOWN, None, {})


def _marked(folder: Folder, read: CaseFolder) -> tuple[Mark, Mapping[int, Entry]] | None:
    """The mark of a ledger that was just read, with its odd lines; None where it may have changed meanwhile."""
    seen = marks.look(folder)
    if seen is None:
        return None
    ours = {problem for problem in read.problems if problem.path == read.path / FILE_NAME}
    found = marks.marked(seen, read.entries, _plain(seen, read), is_clean=not ours)
    return found if found is not None and (found[0].is_plain or _reads_so(folder, seen, read, ours)) else None


def _plain(seen: marks.Look, read: CaseFolder) -> Mapping[int, str]:
    """The lines that need not be compared with their entries: renames make entries differ from their lines."""
    ledger = read.ledger
    if not isinstance(ledger, LineLedger) or any(one.kind == "rename" for one in read.entries):
        return {}
    return ledger.plain_in(seen.raw)


def _key(folder: Folder, name: str) -> Key | None:
    try:
        return key_of(os.stat(name, dir_fd=folder.descriptor, follow_symlinks=False))
    except OSError:
        return None


def _part_of(name: str) -> str:
    """The part that holds a record, by the name of its file."""
    return "case" if name == CASE_FILE else f"forecast {name.removesuffix('.yaml')}"


def _may_refer(record: tuple[Any] | None) -> bool:
    """Whether a record may name forecasts: such names were put in place of former ones when it was read."""
    return not record or hasattr(record[0], "relations") or bool(record[0].given or record[0].scenarios)


def _token() -> str:
    return os.urandom(8).hex()


def _reads_so(folder: Folder, seen: marks.Look, read: CaseFolder, ours: set[Problem]) -> bool:
    """Whether reading a ledger once more, one with lines that do not count, finds the same in the same bytes.

    Somebody may have written a line between reading it and looking at it. A torn line may be one that is being written.
    """
    again = open_ledger(read.path)
    is_same = again.entries() == read.entries and set(again.problems()) == ours
    after = marks.look(folder)
    is_torn = any(problem.code == "torn-tail" for problem in ours)
    return is_same and after is not None and after.raw == seen.raw and not is_torn


def _noted(folder: Folder, names: Sequence[str]) -> Noted | None:
    """The records with their keys; None where one of them is gone."""
    try:
        return noted(folder, names)
    except OSError:
        return None


def _unsettled(files: Noted, looked_at: int) -> frozenset[str]:
    """The records that may change without their keys showing it."""
    keys = zip(files.names, files.keys, strict=True)
    return frozenset([name for name, key in keys if not is_settled(Key(*key), looked_at)])


def _about_of(
    read: CaseFolder, path: str, mark: Mark, files: Noted, looked_at: int, tokens: Mapping[str, str]
) -> About:
    """What is known of a case that was read; `tokens` are those of records that need not be read, by their files."""
    problems = [
        (one.path.name, one.line, one.column, one.code, one.message, one.hint, one.severity, one.excerpt)
        for one in read.problems
    ]
    return About(
        path=path,
        token=_token(),
        case=tokens.get(CASE_FILE) or _token(),
        records=tuple(tokens.get(f"{name}.yaml") or _token() for name in read.forecasts),
        lineage=mark.lineage,
        looked_at=looked_at,
        files=files,
        names=tuple(read.forecasts),
        unread=frozenset(read.unread),
        problems=tuple(problems),
        orphans=tuple(read.orphans),
        former=read.former,
        contested=read.contested,
        said_by=frozenset(estimate.by for estimate in read.said),
    )


def _record_parts(read: CaseFolder, about: About, found: tuple[Mark, Mapping[int, Entry]]) -> dict[str, bytes]:
    """The records one by one, and what is not had from the ledger's lines; each in a tuple, as None is a value."""
    mark, odd = found
    parts: dict[str, Any] = {
        "token": (about.token, about.lineage),
        "case": (read.case,),
        "said": (read.said,),
        "odd": (dict(odd),),
        "entries": ([] if mark.is_plain else read.entries,),
    }
    parts["links"] = ({name: tuple(links_of(forecast)) for name, forecast in read.forecasts.items()},)
    parts |= {f"forecast {name}": (forecast,) for name, forecast in read.forecasts.items()}
    return {name: packed(part) for name, part in parts.items()}
