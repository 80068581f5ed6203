"""A session with a book that need not be there yet: the commands that begin one."""

import os
from pathlib import Path

from outlook.book import Book
from outlook.cli import session
from outlook.cli.session import Session
from outlook.locate import FOLDER, find_book
from outlook.show.terminal.screen import standard_output


def open_book_or_new(named_book: Path | None, color: str) -> Session:
    """The book, or an empty one where there is none; nothing is written."""
    root = find_book(named_book) or Path(FOLDER)
    if root.exists():
        return session.open_session(root, None, color, whole=True)
    clock = session.now()
    return Session(Book(root, {}, []), clock, clock, standard_output(color, os.environ))
