"""A new case from a report: the document verbatim, the case, and a draft for each statement; all of it or nothing."""

import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from textwrap import fill

from outlook.book import CASE_FILE, Book
from outlook.cli.place import FOLDER, find_book
from outlook.errors import InvalidValue, Refused, Unreadable
from outlook.extract import Found
from outlook.extract.drafts import Source, records
from outlook.ledger import FILE_NAME
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.records.read import parse_case, parse_forecast
from outlook.records.write import create, render_fields
from outlook.show.words import safe

KEYS = ("y", "n", "q")
ATTRIBUTES = f"{FILE_NAME} merge=union\n"


def accepted(text: str, found: Sequence[Found]) -> list[Found]:
    """The statements that `--accept 4,5` names, by the numbers that are shown; raises InvalidValue for any other."""
    chosen: dict[int, Found] = {}
    for part in text.replace(" ", "").split(","):
        if not part.isdigit() or not 1 <= int(part) <= len(found):
            raise InvalidValue(f"--accept {part[:20]!r} is not a number of the list, which runs from 1 to {len(found)}")
        chosen[int(part)] = found[int(part) - 1]
    return list(chosen.values())


def picked(walked: Sequence[tuple[int, Found]]) -> list[Found]:
    """The statements that a person takes, one key each: y takes, n passes over, q ends the walk.

    Raises:
        Refused: there is no terminal to ask on, or nothing was taken.
    """
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        raise Refused("--pick asks on a terminal, and there is none: name the statements with --accept 4,5")
    chosen: list[Found] = []
    width = shutil.get_terminal_size().columns
    with _key_by_key():
        for number, item in walked:
            words = fill(f"{number:>3}  {safe(' '.join(item.text.split()))}", width - 1, subsequent_indent=" " * 5)
            key = _ask(f"{words}\n     take it? y n q: ")
            if key == "q":
                break
            if key == "y":
                chosen.append(item)
    if not chosen:
        raise Refused("nothing was taken, so nothing was written")
    return chosen


@contextmanager
def _key_by_key() -> Iterator[None]:
    """The terminal hands over each key as it is pressed; Ctrl-C still ends the program, and all is put back."""
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _ask(question: str) -> str:
    """The next of the three keys, shown after the question; other keys are not heard, and an end of input is q."""
    sys.stderr.write(question)
    sys.stderr.flush()
    key = ""
    while key not in KEYS:
        key = os.read(sys.stdin.fileno(), 1).decode("ascii", "replace").lower() or "q"
    sys.stderr.write(f"{key}\n")
    return key


def open_case(name: str, named_book: Path | None, report: Path) -> Path:
    """The folder of the new case.

    Raises:
        InvalidValue: the name is no id.
        Refused: the case exists, or another has the document already.
    """
    if not SLUG.fullmatch(name) or len(name) > SLUG_LIMIT:
        raise InvalidValue(f"--case {name[:60]!r} is not an id: use lower-case letters and digits joined by hyphens")
    root = find_book(named_book) or Path(FOLDER)
    if os.path.lexists(root / name):
        raise Refused(f"{root / name} exists already and is left as it is: name another case")
    digest = _digest(report)
    for folder in Book.open(root).cases.values() if root.is_dir() else ():
        for document in folder.case.documents if folder.case else ():
            if document.sha256 == digest:
                raise Refused(f"{report} is a document of {folder.id} already, as {document.id}")
    return root / name


def write_case(
    folder: Path, report: Path, as_of: date, found: Sequence[Found], chosen: Sequence[Found]
) -> dict[str, Path]:
    """Write the case beside its place, then put it there whole; returns the new files by id.

    Raises:
        Unreadable: the disk did not allow it; nothing of it is left.
    """
    kept = f"report{report.suffix.lower() if report.suffix.lower() in ('.txt', '.md') else '.txt'}"
    fields = records(f"TODO: {report.stem}", Source(kept, _digest(report), as_of), found, chosen)
    texts = {name: render_fields(one) for name, one in fields.items()}
    _validate(folder, texts)
    draft = folder.parent / f".{folder.name}.{secrets.token_hex(4)}"
    try:
        draft.mkdir(parents=True)
        shutil.copyfile(report, draft / kept)
        for name, text in texts.items():
            create(draft / (CASE_FILE if name == "case" else f"{name}.yaml"), text)
        draft.rename(folder)
    except OSError as error:
        raise Unreadable(f"{folder} cannot be written: {error.strerror}; nothing was kept of it") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if not (folder.parent / ".gitattributes").exists():
        create(folder.parent / ".gitattributes", ATTRIBUTES)
    return {name: folder / (CASE_FILE if name == "case" else f"{name}.yaml") for name in texts}


def _digest(report: Path) -> str:
    try:
        return hashlib.sha256(report.read_bytes()).hexdigest()
    except OSError as error:
        raise Unreadable(f"{report} cannot be read: {error.strerror}") from error


def _validate(folder: Path, texts: dict[str, str]) -> None:
    """Every record reads back; what does not would be a bug, and is better seen before than after."""
    for name, text in texts.items():
        path = folder / (CASE_FILE if name == "case" else f"{name}.yaml")
        raw = text.encode()
        read = parse_case(path, raw) if name == "case" else parse_forecast(path, raw, folder.name)
        assert read.record is not None, read.problems
