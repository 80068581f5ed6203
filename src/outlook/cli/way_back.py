"""How to take back what a command changed in a record: said when it is done, and once more when `undo` is asked for."""

import shlex
from pathlib import Path

from outlook.book.case_folder import CASE_FILE
from outlook.cli import session
from outlook.cli.session import author, talk
from outlook.errors import InvalidValue


def say_way_back(root: Path, command: str, path: Path, back: str) -> None:
    """Say how it is taken back, and note it; for commands that made no entry."""
    talk(f"to take it back: {back}")
    note_way_back(root, command, path, back)


def note_way_back(root: Path, command: str, path: Path, back: str) -> None:
    """Note how it is taken back, for the next `undo` of the person who works here."""
    from outlook.book.last_change import LastChange, note_change

    try:
        who = author(None)
    except InvalidValue:  # nobody, who has no newest entry either
        return
    note_change(root, LastChange(who, session.now(), command, str(path.absolute()), back))


def old_text_of(path: Path) -> str:
    """How to have the text back that a record had before it was edited: nobody but git keeps it."""
    place = path.absolute()
    if any((folder / ".git").exists() for folder in place.parents):
        return f"`git restore {shlex.quote(str(path))}` brings back the text that was committed last"
    name = place.parent.name if place.name == CASE_FILE else f"{place.parent.name}/{place.stem}"
    return f"`outlook edit {name}` opens it again, and its text before is kept nowhere"
