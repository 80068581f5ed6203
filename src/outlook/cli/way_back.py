"""How to take back what a command changed in a record: said when it is done, and once more when `undo` is asked for."""

from pathlib import Path

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
