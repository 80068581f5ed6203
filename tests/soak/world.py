"""What a game is played with: two books whose cases have the same names, a clock, a person's folders, a stash."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

    from .asking import Asked
    from .programs import Program

START = datetime(2024, 12, 10, 9, 30, tzinfo=UTC)
BOOKS = ("ours", "theirs")
PEOPLE = ("alice", "bob", "carol")
REPORT = "The front may move if the river freezes.\n"
CASES = {
    "front": f"""\
title: The front
as_of: 2024-12-01
documents:
  - id: report
    file: report.txt
    sha256: {sha256(REPORT.encode()).hexdigest()}
    statements: [{{id: gains, quote: The front may move if the river freezes., hedge: may}}]
indicators:
  - {{id: crossing, text: Troops cross the river}}
  - {{id: talks, text: Talks begin, group: diplomacy}}
""",
    "river": "title: The river\nindicators: [{id: frost, text: Ten days of frost}]\n",
}
SIGNS = "indicators: [{{id: crossing, likelihood: {{yes: 0.60, no: 0.20}}}}, {{id: talks, likelihood: {{yes: 0.30, no: 0.50}}}}]\n"
MOVE = (
    "question: Will the front move by the close?\nkind: binary\nopens_at: 2024-12-01\ncloses_at: {closes}\n"
    "criteria: YES if two wires report it.\nsources: [Reuters, AP]\nprior: 0.{prior}\ntags: [war]\n"
)
RECORDS = {
    "front/move-0": MOVE + SIGNS,
    "front/move-1": MOVE + "given: {{forecast: move-0, outcome: yes}}\nprior_otherwise: 0.10\n",
    "front/losses": (
        "question: How many tanks will be lost?\nkind: numeric\nunit: tanks\nopens_at: 2024-12-01\n"
        "closes_at: {closes}\ncriteria: As Oryx counts.\nprior: {{q05: 1, q50: {prior}, q95: 99}}\n"
    ),
    "river/crest": (
        "question: Which crest will it reach?\nkind: choice\noptions: [low, high, flood]\nopens_at: 2024-12-05T06:00Z\n"
        "closes_at: {closes}\ncriteria: As the gauge says.\nprior: {{low: 0.50, high: 0.30, flood: 0.20}}\n"
    ),
    "river/frozen": MOVE.replace("the front move", "the river freeze") + "decay: deadline\n",
    "river/thaw": (
        "question: When will it thaw?\nkind: date\nopens_at: 2024-12-09\ncloses_at: 2025-02-28\n"
        "criteria: As the gauge says.\nprior: {{q10: 2024-12-20, q50: 2025-01-{day}, q90: 2025-02-20}}\n"
    ),
}
LINE = '"id":"{letter}{case}aaaaaa","known_at":"2024-12-0{day}T12:00:00Z","recorded_at":"2024-12-0{day}T12:00:00Z","by":"{person}",'
LEDGERS = {
    "front": (
        '"kind":"evidence","summary":"Pontoons seen","grade":"B2","forecasts":["move-0","losses"],"indicators":{"crossing":"partial"}',
        '"kind":"estimate","forecast":"move-0","stated":0.35,"why":"So."',
        '"kind":"estimate","forecast":"losses","stated":{"q05":2,"q50":20,"q95":80}',
        '"kind":"resolution","forecast":"move-1","outcome":"no","why":"It is."',
    ),
    "river": (
        '"kind":"estimate","forecast":"frozen","stated":0.55,"why":"Cold."',
        '"kind":"estimate","forecast":"crest","stated":{"low":0.3,"high":0.4,"flood":0.3}',
        '"kind":"evidence","summary":"Ice at the bank","forecasts":["frozen"],"likelihood_ratio":3.0',
    ),
}
CLOSES = ("2024-12-15", "2024-12-20T18:00Z", "2024-12-31", "2025-01-15T12:30Z")
TIMES = re.compile(rb"20\d\d-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)?")
# What lies next to a moment at which something changes: the tolerance of clocks, a day's end, the window of `due`.
NUDGES = (
    *(timedelta(milliseconds=number) for number in (0, 0, 0, 1, -1, 1_000, -1_000, 5_000, 5_001)),
    *(timedelta(days=number) for number in (1, -1, 14, -14, 30)),
    timedelta(days=1, milliseconds=-1),
)


class Place(NamedTuple):
    """Where a command is run, and how the book is named there."""

    folder: Path
    words: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()


@dataclass
class World:
    """The folders of one game, and what steps have set."""

    root: Path
    with_index: Program
    without: Program
    tick: int = 0
    now: datetime = START
    cache: str = ""
    user: int | None = None
    stashed: list[tuple[Path, Path]] = field(default_factory=list)
    favourites: list[Asked] = field(default_factory=list)
    suspects: list[Asked] = field(default_factory=list)  # what a step has asked at a bad moment is asked again after it

    def __post_init__(self) -> None:
        self.cache = str(self.root / "home" / "cache")
        for number, name in enumerate(BOOKS):
            write_book(self.book(name), number)
            (self.root / f"link-to-{name}").symlink_to(self.book(name))

    def book(self, name: str = BOOKS[0]) -> Path:
        return self.root / name / "forecasts"

    def a_book(self, rng: Random) -> Path:
        """Mostly ours, so that a game does not spread over too much."""
        return self.book(rng.choices(BOOKS, (4, 1))[0])

    def cases(self, rng: Random) -> list[Path]:
        """The cases of a book, in any order."""
        book = self.a_book(rng)
        found = [path for path in listed(book) if path.is_dir() and not path.is_symlink()]
        rng.shuffle(found)
        return found

    def records(self, rng: Random) -> list[Path]:
        """The records of one book, in any order, those of cases among them."""
        found = [path for case in self.cases(rng) for path in listed(case) if path.suffix == ".yaml" and is_plain(path)]
        rng.shuffle(found)
        return found

    def ledgers(self, rng: Random) -> list[Path]:
        return [path for case in self.cases(rng) if is_plain(path := case / "ledger.jsonl")]

    def index(self) -> list[Path]:
        """The files of the index, wherever the program keeps them in its cache folder."""
        if not self.cache.startswith("/"):
            return []
        top = self.root / "home" / "cache" / "outlook"
        return sorted(path for path in top.rglob("*") if not path.is_dir() or path.is_symlink())

    def moment(self, rng: Random) -> datetime:
        """A moment at which something changes by itself, or one next to it."""
        texts = [
            text
            for path in (*self.records(rng), *self.ledgers(rng))
            if is_plain(path)
            for text in TIMES.findall(path.read_bytes())
        ]
        found = [at for text in texts if (at := _moment(text.decode())) is not None]
        at = rng.choice(found or [START]) + rng.choice(NUDGES)
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def place(self, rng: Random) -> Place:
        """One of the ways to name a book, mostly the usual one."""
        name = rng.choices(BOOKS, (3, 1))[0]
        home, book = self.root / name, self.book(name)
        ways = [
            Place(home),
            Place(home, ("--book", str(book))),
            Place(home, ("--book", "./forecasts/")),
            Place(self.root, ("--book", f"{name}/forecasts")),
            Place(self.root, ("--book", f"link-to-{name}")),
            Place(self.root, (), (("OUTLOOK_BOOK", f"{name}/../{name}/forecasts"),)),
            Place(next((path for path in listed(book) if path.is_dir()), home)),
        ]
        return rng.choices(ways, (12, 2, 1, 1, 2, 1, 2))[0]

    def variables(self) -> dict[str, str]:
        home = self.root / "home"
        return {"XDG_CACHE_HOME": self.cache, "XDG_STATE_HOME": str(home / "state"), "HOME": str(home)}


Step = Callable[[World, "Random"], str]  # takes a step, and says which


def write_book(book: Path, number: int) -> None:
    """A book with two cases; those of another number have the same names, and other numbers in them."""
    for case, text in CASES.items():
        (book / case).mkdir(parents=True, exist_ok=True)
        (book / case / "case.yaml").write_text(text)
    (book / "front" / "report.txt").write_text(REPORT)
    for at, (name, text) in enumerate(RECORDS.items()):
        (book / f"{name}.yaml").write_text(
            text.format(closes=CLOSES[(at + number) % 4], prior=f"{at + 2}{number + 3}", day=20 + number)
        )
    for case, bodies in LEDGERS.items():
        stamps = [
            LINE.format(letter=letter, case=case[0], day=day, person=PEOPLE[(day + number) % 3])
            for day, letter in enumerate("bcde", 6 - number)
        ]
        lines = [f"{{{stamp}{body}}}\n" for stamp, body in zip(stamps, bodies, strict=False)]
        (book / case / "ledger.jsonl").write_text("".join(lines))


def listed(folder: Path) -> list[Path]:
    """What a folder holds; nothing if it is none."""
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def remove(path: Path) -> None:
    """Whatever it is."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def copied(source: Path, target: Path) -> None:
    """As `cp -pR`: times and modes are kept; pipes are left out."""

    def pipes(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if (Path(folder) / name).is_fifo()]

    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, ignore=pipes)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def names_below(root: Path) -> list[str]:
    """Every name but those in the person's own folders: nothing may appear there by reading."""
    found = []
    for folder, folders, files in os.walk(root):
        if folder == str(root):
            folders[:] = [name for name in folders if name != "home"]
        found += [os.path.join(folder, name) for name in (*folders, *files)]  # noqa: PTH118 - thousands of times
    return sorted(found)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:  # a step changed a digit
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
