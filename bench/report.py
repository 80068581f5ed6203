"""`outlook report` on the shipped book and on 1,000 forecasts: time, size, memory, and where the time goes."""

import cProfile
import io
import os
import pstats
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from curve import make
from paired import process, ratios, told

SHIPPED = Path(__file__).parent.parent / "forecasts"
OUTLOOK = str(Path(sys.executable).with_name("outlook"))
ROOMS = (
    "pydantic", "records", "ledger", "model", "belief", "evidence", "scoring", "answers", "describe", "markup", "svg",
    "html",
)  # fmt: skip


def peak(*arguments: str) -> float:
    """The peak memory of one command, in MB."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(OUTLOOK, [OUTLOOK, *arguments])
    _, _, usage = os.wait4(child, 0)
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def dominant(book: Path) -> str:
    """The rooms in which the time goes once the book is read."""
    from outlook.answers.report import report
    from outlook.answers.standing import Standings
    from outlook.book import Book
    from outlook.show.html.report import render
    from outlook.show.svg.shapes import style
    from outlook.show.svg.small import small

    opened = Book.open(book)
    profile = cProfile.Profile()
    standings = Standings(opened, datetime(2026, 1, 1, tzinfo=UTC))
    profile.runcall(lambda: render(report(standings, opened.forecasts), small, style()))
    rooms: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile, stream=io.StringIO()).stats.items():  # type: ignore[attr-defined]  # pstats has it, its stub not
        room = next((name for name in reversed(ROOMS) if name in file), "the rest")
        rooms[room] = rooms.get(room, 0.0) + own
    whole = sum(rooms.values())
    return ", ".join(
        f"{name} {share / whole:.0%}" for name, share in sorted(rooms.items(), key=lambda item: -item[1])[:5]
    )


def main(folder: Path) -> None:
    nothing = process(sys.executable, "-c", "pass")
    made = folder / "book-1000"
    make(made, 1_000)
    for name, book, pairs in (("shipped book", SHIPPED, 10), ("1,000 forecasts", made, 3)):
        page = folder / "page.html"
        arguments = ("report", "--book", str(book), "--at", "2026-01-01", "--force", "-o", str(page))
        values, times = ratios(process(OUTLOOK, *arguments), nothing, pairs)
        size = page.stat().st_size
        print(
            told(f"report, {name} / python -c pass", values, times),
            f" {size / 1000:,.0f} kB, peak {peak(*arguments):.0f} MB",
        )
    print(f"  where the time after reading 1,000 forecasts goes: {dominant(made)}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
