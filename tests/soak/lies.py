"""Programs that keep answers and give them again when they should not: what the game must find out.

Each runs the real program, and keeps what it answered beside a key. One keeps by all that an answer depends on, and is
honest; each other forgets a part of it.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faults.program import Ended, run_here
from outlook.cli import session
from outlook.locate import find_book

if TYPE_CHECKING:
    from collections.abc import Callable

WRITES = {"evidence", "estimate", "resolve", "retract", "new"}
Facts = "Callable[[Path], object]"


def content(path: Path) -> object:
    """What the file holds; of anything else, what it is."""
    kind = stat.S_IFMT(path.lstat().st_mode)
    if stat.S_ISREG(kind):
        return path.read_bytes().hex()
    return str(path.readlink()) if stat.S_ISLNK(kind) else kind


def _facts(*names: str) -> Callable[[Path], object]:
    return lambda path: [getattr(os.lstat(path), f"st_{name}") for name in names]


def records_only(path: Path) -> object:
    return "ledger" if path.suffix == ".jsonl" else content(path)


def ledgers_only(path: Path) -> object:
    return content(path) if path.suffix == ".jsonl" else path.name


def without_case(path: Path) -> object:
    return path.name if path.name == "case.yaml" else content(path)


def grown_ledgers(path: Path) -> object:
    """A ledger is taken for the old one with more lines wherever it has grown."""
    return os.lstat(path).st_size if path.suffix == ".jsonl" else content(path)


def first_bytes(path: Path) -> object:
    return str(content(path))[:400]


def _never(_now: datetime) -> str:
    return ""


@dataclass(frozen=True)
class Memory:
    """What a program keeps answers by."""

    facts: Callable[[Path], object] = content
    prefix: tuple[str, ...] = (
        "--no-index",
    )  # the index of the program itself is not the one that lies  # how the program under it is told to keep nothing itself
    knows_names: bool = True
    clock: Callable[[datetime], object] = datetime.isoformat
    knows_place: bool = True
    knows_words: bool = True
    knows_book: bool = True
    has_checksum: bool = True
    looks_before: bool = True
    keeps_errors: bool = True
    keeps_code: bool = True
    is_careful: bool = True
    is_silent: bool = True

    def __call__(self, words: tuple[str, ...]) -> Ended:
        """As the program answers, or as it answered."""
        if WRITES & set(words[:1]) or (book := _book(words)) is None:
            return self._run(words)
        place, before = self._place(words, book), self._key(book)
        if place is None or before is None:
            return self._run(words)
        kept = self._kept(place, before)
        if kept is not None:
            return kept._replace(words=words)
        ended = self._run(words)
        after = self._key(book)
        key = before if self.looks_before else after
        if key is not None and (before == after or not self.looks_before):
            self._keep(place, key, ended)
        return ended

    def _run(self, words: tuple[str, ...]) -> Ended:
        return run_here((*self.prefix, *words))

    def _place(self, words: tuple[str, ...], book: Path) -> Path | None:
        folder = os.environ["XDG_CACHE_HOME"]
        named = [str(words if self.knows_words else words[:1])]
        named += [str(Path.cwd()), str(book), os.environ.get("OUTLOOK_BOOK", "")] if self.knows_place else []
        named += [str(book.resolve())] if self.knows_book else []
        named += [os.environ["OUTLOOK_BY"]]
        if not folder.startswith("/"):
            return None
        return Path(folder) / "outlook" / sha256("\n".join(named).encode()).hexdigest()[:16]

    def _key(self, book: Path) -> str | None:
        """The state of the book; None where it cannot be looked at."""
        try:
            paths = sorted(path for path in (book, *book.rglob("*"), *_targets(book)))
            found: list[Any] = [
                (str(path.relative_to(book)) if self.knows_names else "", self._look(path)) for path in paths
            ]
        except (OSError, ValueError):
            return None
        return repr([found, self.clock(session.now())])

    def _look(self, path: Path) -> object:
        return "folder" if path.is_dir() and not path.is_symlink() else self.facts(path)

    def _kept(self, place: Path, key: str) -> Ended | None:
        try:
            if self.is_careful and not stat.S_ISREG(place.stat().st_mode):
                return None
            head, _, body = place.read_text().partition("\n")
            if self.has_checksum and head != _sum(body):
                return None
            known, code, out, err = json.loads(body)
            return Ended((), int(code), str(out), str(err)) if known == sha256(key.encode()).hexdigest() else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            if not self.is_silent:
                return Ended((), 3, "", f"outlook: the index is damaged: {error}\n")
            if not self.is_careful:
                raise
            return None

    def _keep(self, place: Path, key: str, ended: Ended) -> None:
        code, err = ended.code if self.keeps_code else 0, ended.err if self.keeps_errors else ""
        body = json.dumps([sha256(key.encode()).hexdigest(), code, ended.out, err])
        beside = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(f"{_sum(body)}\n{body}")
            beside.replace(place)
        except OSError:
            return


def _targets(book: Path) -> list[Path]:
    """What links of the book lead to is looked at by `check`, to say what it is."""
    return [book / path.name for path in book.iterdir() if path.is_symlink()]


def _sum(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _book(words: tuple[str, ...]) -> Path | None:
    named = words[words.index("--book") + 1] if "--book" in words else None
    try:
        found = find_book(None if named is None else Path(named))
    except Exception:  # noqa: BLE001 - whatever it is, the program itself says it
        return None
    return found if found is not None and found.is_dir() else None


HONEST = Memory()
LIES: dict[str, Memory] = {
    "keeps by the command line alone": Memory(facts=lambda _path: "", knows_names=False, clock=_never),
    "keeps by names": Memory(facts=lambda path: path.name),
    "keeps by sizes": Memory(facts=_facts("size")),
    "keeps by times and sizes": Memory(facts=_facts("size", "mtime_ns")),
    "keeps by inodes, times and sizes, not by the time of change": Memory(
        facts=_facts("dev", "ino", "size", "mtime_ns")
    ),
    "trusts times as soon as they are there": Memory(facts=_facts("dev", "ino", "size", "mtime_ns", "ctime_ns")),
    "takes no notice of names": Memory(knows_names=False),
    "never reads the ledger again": Memory(facts=records_only),
    "never reads the records again": Memory(facts=ledgers_only),
    "never reads case.yaml again": Memory(facts=without_case),
    "looks at the size of a ledger": Memory(facts=grown_ledgers),
    "reads the first bytes": Memory(facts=first_bytes),
    "takes no notice of the clock": Memory(clock=_never),
    "looks at the clock once an hour": Memory(clock=lambda now: now.replace(minute=0, second=0, microsecond=0)),
    "takes no notice of how the book is named": Memory(knows_place=False),
    "takes one book for the other": Memory(knows_place=False, knows_book=False),
    "takes no notice of options": Memory(knows_words=False),
    "believes a damaged index": Memory(has_checksum=False),
    "looks at the files after it read them": Memory(looks_before=False),
    "forgets what it said on standard error": Memory(keeps_errors=False),
    "forgets the exit code": Memory(keeps_code=False),
    "falls over a damaged index": Memory(is_careful=False, has_checksum=False),
    "complains of a damaged index": Memory(is_silent=False, has_checksum=False),
}


def hanging() -> Memory:
    """Waits for whoever writes to a pipe in the place of the index."""
    return replace(HONEST, is_careful=False)
