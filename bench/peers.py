"""`outlook status` and `outlook evidence` as whole commands, beside those of other programs with as many items.

Each figure is a ratio of processor time, that of the system included. Every list is printed and checked once before
it is timed, so that caches are filled and nothing is compared that prints less. `make bench-peers` installs the others.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curve import OUTLOOK, make
from paired import process, processor_ratios, told
from peer_files import BIN, PEERS, variables

ROOT = Path(__file__).parent.parent
BUDGET = 10.0  # seconds of processor time that the pairs of a row may take together; there are three at least
LARGE = 10_000
LOGGED = ("Army announces withdrawal", "--again", "--grade", "B1", "--by", "bench", "-i")


@dataclass(frozen=True)
class Book:
    """A book, the names of its forecasts, the words that log a report in it, and the home of all programs beside it."""

    folder: Path
    home: Path
    names: tuple[str, ...]
    report: tuple[str, ...]

    @property
    def size(self) -> str:
        """How many forecasts it has, as it is printed."""
        return f"{len(self.names):,}"

    def words(self, *words: str) -> tuple[str, ...]:
        """The command line of outlook, which finds this book by its variable."""
        return (OUTLOOK, *words)

    @property
    def variables(self) -> dict[str, str]:
        """What a command sees of the world: the home, and for outlook where the book is."""
        return {**variables(self.home), "OUTLOOK_BOOK": str(self.folder)}

    def started(self, words: Sequence[str]) -> Callable[[], float]:
        """What runs a command line in the home, and returns its processor time."""
        return process(
            *words, folder=str(self.home), variables={**variables(self.home), "OUTLOOK_BOOK": str(self.folder)}
        )


def opened(folder: Path, report: tuple[str, ...]) -> Book:
    """That book, and each peer's files with as many items."""
    found = (path.stem for path in folder.glob("*/*.yaml"))
    names = tuple(sorted(name for name in found if name != "case"))
    book = Book(folder, folder.with_name(f"{folder.name}-home"), names, ("evidence", *report))
    book.home.mkdir()
    for peer in PEERS:
        peer.fill(book.home, names)
    return book


def books(folder: Path) -> Iterator[Book]:
    shutil.copytree(ROOT / "forecasts", folder / "shipped")
    yield opened(folder / "shipped", ("hama", *LOGGED, "army-withdraws"))
    make(folder / "large", LARGE)
    yield opened(folder / "large", ("question-17", *LOGGED, "sign-one"))


def installed(words: Sequence[str]) -> tuple[str, ...]:
    """The command line of a peer, whose program is in the environment of the peers."""
    return (str(BIN / words[0]), *words[1:])


def checked(book: Book, words: Sequence[str]) -> tuple[str, ...]:
    """The same words, once they have printed every item by its name."""
    ended = subprocess.run(
        words, check=False, capture_output=True, text=True, encoding="utf-8",
        cwd=book.home, env=book.variables, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    name = " ".join((Path(words[0]).name, *words[1:]))
    if ended.returncode:
        sys.exit(f"`{name}` ended with exit code {ended.returncode}: {ended.stderr.strip()[-400:]}")
    if missing := set(book.names) - set(re.findall(r"[\w-]+", ended.stdout)):
        sys.exit(f"`{name}` did not print {len(missing):,} of {book.size} items, such as {min(missing)}: not compared.")
    return tuple(words)


def row(book: Book, mine: Sequence[str], other: Sequence[str], name: str) -> None:
    values, times = processor_ratios(book.started(mine), book.started(other), BUDGET)
    print(told(name, values, times), f" {len(values)} pairs", flush=True)


def lists(book: Book) -> None:
    """The table of the book beside every other list."""
    status = checked(book, book.words("status"))
    for peer in PEERS:
        other = checked(book, installed(peer.listing))
        row(book, status, other, f"status, {book.size} forecasts / {' '.join(peer.listing[:2])}")


def alone(book: Book) -> None:
    """The commands beside an interpreter that does nothing, and beside the same without the index."""
    nothing = (sys.executable, "-c", "pass")
    as_json = checked(book, book.words("status", "--json"))
    row(book, as_json, nothing, f"status --json, {book.size} forecasts / python -c pass")
    row(book, book.words(*book.report), nothing, f"evidence, {book.size} forecasts / python -c pass")
    if knows_no_index():
        without = checked(book, book.words("--no-index", "status"))
        row(book, book.words("status"), without, f"status, {book.size} forecasts / the same with --no-index")


def knows_no_index() -> bool:
    """Whether this outlook has an index that can be switched off."""
    return not subprocess.run([OUTLOOK, "--no-index", "--version"], check=False, capture_output=True).returncode


def additions(book: Book) -> None:
    """Logging one report beside adding one item."""
    for peer in PEERS:
        if peer.adding:
            name = f"evidence, {book.size} forecasts / {' '.join(peer.adding[:2])}"
            row(book, book.words(*book.report), installed(peer.adding), name)


def main(folder: Path) -> None:
    print(", ".join((ROOT / "bench" / "peers.txt").read_text(encoding="utf-8").replace("==", " ").splitlines()))
    for book in books(folder):
        lists(book)
        alone(book)
        additions(book)


if __name__ == "__main__":
    if not BIN.with_name(".installed").exists():
        print("Not compared: the other programs are not installed here. `make bench-peers` installs and times them.")
        sys.exit()
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
