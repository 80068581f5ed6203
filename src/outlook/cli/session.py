"""What every command starts from: the book, the moment, the person and the screen."""

import os
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from outlook.errors import InvalidValue, NoMatch, did_you_mean
from outlook.locate import FOLDER, current_folder, find_book
from outlook.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.book import Book, CaseFolder
    from outlook.book.enter import Stamp
    from outlook.book.index.case_index import Index
    from outlook.lengths import Length
    from outlook.model.case import Case
    from outlook.model.entries import Entry
    from outlook.show.terminal.screen import Screen


def now() -> datetime:
    """The time, to the millisecond; the only place in the house that reads the clock."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


LONGEST_NAME = 200
NO_INDEX = "--no-index"


class Kept:
    """Whether this command may use what was kept of the book; not with `--no-index`.

    `talked` is what was said since it began; `heard` is what is not said again, where it begins once more without.
    """

    is_wanted = True

    def __init__(self) -> None:
        self.talked: list[str] = []
        self.heard: list[str] = []

    def begin(self, *, is_wanted: bool) -> None:
        """A command begins."""
        self.is_wanted = is_wanted
        self.talked, self.heard = [], []

    def begin_again(self) -> None:
        """What was kept does not answer: the command begins once more, and reads the book."""
        self.is_wanted = False
        self.talked, self.heard = [], self.talked


kept = Kept()

# The cases that this command could not read. The others are answered, and the exit code says that some are missing.
left_out: list[str] = []

# What a large answer was made of: to take it apart piece by piece takes time, and the process ends soon.
held: list[object] = []


class Visit(Protocol):
    """Who looks at each case as soon as it is open, perhaps in another process, and takes what is seen there."""

    def look(self, folder: "CaseFolder", at: datetime) -> Any:
        """What is wanted of a case at a moment, of classes that can be kept."""

    def take(self, folder: "CaseFolder", seen: Any) -> None:
        """Take that, in the order of the cases."""


class Session(NamedTuple):
    """An opened book at a moment, and where the answer goes.

    `late` are the entries from the future of each case that was looked at and let go.
    """

    book: "Book"
    at: datetime
    now: datetime
    screen: "Screen"
    late: "Mapping[str, Sequence[Entry]]" = MappingProxyType({})


def open_session(
    named: Path | None,
    at: str | None = None,
    color: str = "auto",
    *,
    quiet: bool = False,
    whole: bool = False,
    visit: Visit | None = None,
) -> Session:
    """Open the book and settle the moment; unless quiet, problems in the book are mentioned.

    With `whole`, every file is read, whatever was kept of it: for who needs the texts. `visit` is shown each case, and
    large cases are let go of then.

    Raises:
        NoMatch: there is no book.
        InvalidValue: `at` is not a time.
    """
    from outlook.book import Book
    from outlook.show.terminal.screen import standard_output

    clock = now()
    moment = as_of(at, clock)
    root = _existing(named)
    look = None if visit is None else partial(_look, visit, moment, clock)
    book = Book.open(root, None if whole or quiet else index_of(root), look)
    late = {} if visit is None else _taken(visit, book)
    screen = standard_output(color, os.environ)
    _mention_left_out(book)
    if not quiet:
        _mention_problems(book)
        _mention_orphans(book)
    return Session(book, moment, clock, screen, late)


def _look(visit: Visit, at: datetime, clock: datetime, folder: "CaseFolder") -> "tuple[Any, Sequence[Entry]]":
    """What is seen of a case, and its entries from the future."""
    from outlook.book import future
    from outlook.model.kept import kept_of

    return visit.look(folder, at), [kept_of(entry) for entry in future.of_folder(folder, clock)]


def _taken(visit: Visit, book: "Book") -> "dict[str, Sequence[Entry]]":
    """Hand over what was seen of each case; the entries from the future."""
    late: dict[str, Sequence[Entry]] = {}
    for name, (seen, of_case) in book.made.items():
        visit.take(book.cases[name], seen)
        late[name] = of_case
    return late


def index_of(root: Path) -> "Index | None":
    """What was kept of the book, if that is wanted and can be kept."""
    if not kept.is_wanted:
        return None
    from outlook.book.index.case_index import Index

    return Index.of(root)


def as_of(text: str | None, clock: datetime) -> datetime:
    """The moment that `--at` names, now if it names none."""
    from outlook import moments

    return clock if text is None else said("--at", moments.as_of, text, clock)


def said(option: str, read: Any, text: str, clock: datetime) -> Any:
    """Read a time given to an option; raises InvalidValue naming the option."""
    try:
        return read(text, clock)
    except ValueError as error:
        raise InvalidValue(f"{option}: {error}") from error


def length_of(option: str, text: str) -> "Length":
    """Read a length of time given to an option, of which a bare number counts days; raises InvalidValue naming it."""
    from outlook.lengths import length

    try:
        return length(f"{text}d" if text.strip().isdecimal() else text)
    except ValueError as error:
        raise InvalidValue(f"{option}: {error}") from error


def _existing(named: Path | None) -> Path:
    root = find_book(named)
    if root is None:
        raise NoMatch(
            f"there is no {FOLDER}/ folder in {current_folder()} or above it: name one with --book DIR, "
            f"or start one with `outlook new CASE/ID --question …`"
        )
    if root.exists() and not root.is_dir():
        raise NoMatch(f"{root} is a file, not a folder: name the book with --book DIR")
    if not root.exists():
        raise NoMatch(f"there is no folder {root}: name the book with --book DIR, or start one with `outlook new`")
    return root


def cases_of(session: Session) -> "dict[str, Case | None]":
    """The record of each case of the book, by its name."""
    return {name: folder.case for name, folder in session.book.cases.items()}


def _mention_left_out(book: "Book") -> None:
    for name, problem in book.left_out.items():
        left_out.append(name)
        hint = f" ({problem.hint})" if problem.hint else ""
        talk(f"the case {name} is left out: {problem.path}: {problem.message}{hint}")


def _mention_problems(book: "Book") -> None:
    from outlook.show.describe.phrasing import plural

    problems = [problem for problem in book.all_problems() if problem not in book.left_out.values()]
    if problems:
        first = problems[0]
        place = f"{first.path}:{first.line}: {first.message}"
        talk(f"{plural(len(problems), 'problem')} in the book, the first at {place}. `outlook check` lists them")


def _mention_orphans(book: "Book") -> None:
    """Point out entries whose forecast has no record: until its file has its name again, they count nowhere."""
    from outlook.show.describe.phrasing import plural

    for one in (one for folder in book.cases.values() for one in folder.orphans if not one.is_undone):
        by_hand = f"its file looks renamed: `outlook rename {one.case}/{one.name} {one.renamed}` says so in the ledger"
        way_out = by_hand if one.renamed else "restore its file"
        talk(f"{one.case}: {plural(one.entries, 'entry')} of {one.name}, which has no {one.name}.yaml; {way_out}")


def forecaster(book: "Book", named: str | None) -> str | None:
    """The forecaster that `--by` names, once anyone of that name has written anything; an author's documents, a pool.

    Raises:
        NoMatch: nobody of that name stands in any ledger or has written a document, and there is no such pool.
    """
    from outlook.book.authors import documents_of

    if named is None or forecaster_or_pool(book, named, "--by"):
        return named
    return documents_of(book, named) or writer(book, named)


def forecaster_or_pool(book: "Book", named: str, option: str) -> bool:
    """Whether it is the name of a pool, or of anyone who has written anything.

    Raises:
        NoMatch: it could only be the name of a pool, and there is no such pool.
    """
    from outlook.belief.pool import RULES, pool_name, rule_of
    from outlook.model.values import claims_to_be_a_pool

    if claims_to_be_a_pool(named) and rule_of(named) is None:
        pools = ", ".join(map(pool_name, RULES))
        raise NoMatch(f"{option}: there is no pool called {named[:60]!r}; the pools are {pools}")
    return rule_of(named) is not None or named in book.forecasters


def writer(book: "Book", named: str | None) -> str | None:
    """Who wrote entries under the name; a pool writes none.

    Raises:
        NoMatch: nobody of that name stands in any ledger.
    """
    if named is None:
        return None
    known = book.forecasters
    if named not in known:
        if forecaster_or_pool(book, named, "--by"):
            raise NoMatch(f"{named} has no entries in a ledger, being made of others': `outlook plot` draws its course")
        hint = did_you_mean(named[:80], known) or f"there are {', '.join(known[:8]) or 'none'}"
        raise NoMatch(f"no forecaster is called {named[:60]!r}; {hint}")
    return named


def author(named: str | None) -> str:
    """Who writes: `--by`, else OUTLOOK_BY, else what the person's own settings say, else the login name."""
    from unicodedata import normalize

    from outlook.model.values import DOCUMENT_PREFIX, claims_to_be_a_pool

    given = named if named is not None else os.environ.get("OUTLOOK_BY") or settings().by or _login()
    name = normalize("NFC", given).strip()  # one name, however a keyboard composes its letters
    if not name:
        raise InvalidValue("no forecaster is named: give --by NAME, or set OUTLOOK_BY")
    if len(name) > LONGEST_NAME:
        raise InvalidValue(
            f"{name[:60]!r}… has {len(name):,} characters, and a forecaster's name at most {LONGEST_NAME}"
        )
    if name.startswith(DOCUMENT_PREFIX):
        raise InvalidValue(
            f"{name[:60]!r} is the name of a document that speaks for itself: give --by YOUR-NAME, or say in the "
            f"record what it states, `outlook set FORECAST as_stated_in=STATEMENT`"
        )
    if claims_to_be_a_pool(name):
        raise InvalidValue(f"{name[:60]!r} would be taken for a pool of all forecasters: give --by YOUR-NAME")
    return name


def who_asks() -> str | None:
    """Who works here, as `author` knows them without being told; None where nobody may be meant."""
    with suppress(InvalidValue):
        return author(None)
    return None


def shows_mine() -> bool:
    """Whether tables show the numbers of who asks, by their own settings, where they stated something."""
    return bool(settings().mine)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def stamp(by: str | None, known_at: str | None) -> "Stamp":
    """Who says it, when it was known and when it is written down: now, which is later each time it is asked."""
    from outlook import moments
    from outlook.book.enter import Stamp

    clock = now()
    known = clock if known_at is None else said("--known-at", moments.known, known_at, clock)
    return Stamp(author(by), known, clock)


def day_of(option: str, text: str | None, session: Session) -> Any:
    """A day given to an option, or None."""
    from outlook import moments

    return None if text is None else said(option, moments.day, text, session.now)


_overheard: list[list[str]] = []


@contextmanager
def overheard() -> "Iterator[list[str]]":
    """What is said meanwhile, for who says it in another place than standard error."""
    heard: list[str] = []
    _overheard.append(heard)
    try:
        yield heard
    finally:
        _overheard.pop()


def talk(text: str) -> None:
    """Say something to the person, beside the data; where nobody can hear it, nothing else fails for that."""
    from outlook.show.describe.phrasing import safe

    if _overheard:
        _overheard[-1].append(text)
        return
    kept.talked.append(text)
    if text in kept.heard:
        kept.heard.remove(text)
        return
    with suppress(OSError):
        sys.stderr.write(safe(text) + "\n")
        sys.stderr.flush()
