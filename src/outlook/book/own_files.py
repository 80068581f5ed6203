"""Files about a book that are a person's own affair: outside the book, in their state folder, a file for each book."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from outlook.errors import Unreadable
from outlook.files import Folder, make_private
from outlook.locate import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE = 0o600


@contextmanager
def writable(name: str, undone: str) -> Iterator[Folder]:
    """A folder of the state folder, made if it is not there; `undone` says what did not happen if it cannot be.

    Raises:
        Unreadable: it cannot be made or opened.
    """
    place = state_folder() / name
    try:
        make_private(place)
    except OSError as error:
        raise Unreadable(f"{place} cannot be made ({error.strerror}): {undone}") from error
    with Folder.open(place) as folder:
        yield folder


def put(folder: Folder, name: str, data: bytes) -> None:
    """Put a file into place whole."""
    if folder.kind(name) is None:
        folder.create(name, data, PRIVATE)
    else:
        folder.replace(name, data)


def name_of(root: Path) -> str:
    """The name of a book's file: a hash of where the book is."""
    return f"{hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]}.json"
