"""What `import` does with an archive of `export outlook`: cases come back as they were."""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from outlook.book.create import make_book
from outlook.cli import on_disk
from outlook.cli.asking import agreed, can_ask
from outlook.cli.session import Session, author, talk
from outlook.cli.way_back import say_way_back
from outlook.errors import Refused
from outlook.exchange.whole_book import Restored, put_back, records_in, restored
from outlook.show.data import forms
from outlook.show.describe.blocks import Block, Fact, Facts, Heading
from outlook.show.describe.phrasing import plural, safe
from outlook.show.describe.problems import problems
from outlook.show.terminal.printed import show

PROBLEMS_FOUND = 1
TWICE = "{} of an imported table say the same: they are taken back"
MIXED = "go back to what git has: the archive brought files and lines into cases that were there"


def put_cases_back(opened: Session, path: Path, by: str | None, *, sure: bool, dry_run: bool, as_json: bool) -> None:
    """Say what the archive would bring, do it unless it is a dry run or not agreed to, and say what was done.

    Raises:
        InvalidValue, Refused, Unreadable: it cannot be done; nothing was written.
        Exit: a file or an entry of the book is otherwise in the archive; the rest was brought in.
    """
    found = restored(path, opened.book)
    asks = not (dry_run or sure or as_json or found.is_empty) and can_ask()
    if asks:
        show(opened.screen, _page(found, path))
        if not agreed("import it?"):
            raise Refused("nothing was written")
    if not (dry_run or found.is_empty):
        _write(found, opened, by)
    if as_json:
        sys.stdout.write(forms.document(**_fields(found), written=not (dry_run or found.is_empty)) + "\n")
    elif not asks:
        show(opened.screen, _page(found, path))
    sys.stdout.flush()
    said = "dry run: nothing was written" if dry_run else f"imported into {opened.book.root}"
    talk("nothing new: the book has all of it" if found.is_empty and not dry_run else said)
    if not (dry_run or found.is_empty):
        _say_way_back(found, opened.book.root)
    if found.problems:
        raise typer.Exit(PROBLEMS_FOUND)


def _write(found: Restored, opened: Session, by: str | None) -> None:
    root = opened.book.root
    for case in found.cases:
        on_disk.expect(root / case)
    make_book(root)
    put_back(found, opened.book, author(by) if found.twice else "", opened.now)


def _say_way_back(found: Restored, root: Path) -> None:
    if found.cases and not (found.files or found.lines or found.moved):
        paths = [root / case for case in found.cases]
        say_way_back(root, "import", paths[0], f"delete {', '.join(map(safe, paths))}")
    else:
        say_way_back(root, "import", root, MIXED)


def _page(found: Restored, path: Path) -> Iterator[Block]:
    yield Heading(f"outlook: {path}", 1)
    new = sum(map(records_in, found.cases.values())) + sum(map(records_in, found.files.values()))
    lines = sum(len(lines) for lines in found.lines.values())
    yield Facts(
        (
            Fact("new cases", ", ".join(found.cases) or "none"),
            Fact("records", f"{new:,} new"),
            *([Fact("renamed", _moved(found))] if found.moved else []),
            *([Fact("entries", f"{plural(lines, 'line')} new in ledgers that are there")] if lines or not new else []),
            *([Fact("said twice", TWICE.format(twice))] if (twice := _twice(found)) else []),
            Fact("there", f"{found.known:,} files and lines already"),
        )
    )
    if found.problems:
        yield Heading("What does not agree with the book", 2)
        yield from problems(found.problems)


def _moved(found: Restored) -> str:
    """Which records the archive renames."""
    pairs = [(case, *pair) for case, moved in found.moved.items() for pair in moved.items()]
    return ", ".join(f"{case}/{Path(was).stem} → {case}/{Path(name).stem}" for case, was, name in pairs)


def _twice(found: Restored) -> str:
    """How many entries a table brought before, where there are any."""
    count = sum(map(len, found.twice.values()))
    return plural(count, "entry") if count else ""


def _fields(found: Restored) -> dict[str, object]:
    return {
        "system": "outlook",
        "cases": list(found.cases),
        "files": {case: sorted(files) for case, files in found.files.items()},
        "lines": {case: len(lines) for case, lines in found.lines.items()},
        "moved": found.moved,
        "twice": {case: len(entries) for case, entries in found.twice.items()},
        "known": found.known,
        "problems": [{"path": str(one.path), "line": one.line, "message": one.message} for one in found.problems],
    }
