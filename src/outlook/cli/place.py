"""Where the book is: what was named, else the environment, else the nearest `forecasts/` looking upward."""

import os
from pathlib import Path

from outlook.errors import NoMatch

FOLDER = "forecasts"


def find_book(named: Path | None) -> Path | None:
    """The book's folder, or None where there is none; a named one need not exist."""
    if named is not None:
        return named
    if from_environment := os.environ.get("OUTLOOK_BOOK"):
        return Path(from_environment)
    here = current_folder()
    if _is_folder(here / FOLDER):
        return Path(FOLDER)  # as people write it: every path that is printed starts here
    return next((folder / FOLDER for folder in here.parents if _is_folder(folder / FOLDER)), None)


def current_folder() -> Path:
    """The folder the command runs in.

    Raises:
        NoMatch: it was removed, or may not be entered.
    """
    try:
        return Path.cwd()
    except OSError as error:
        raise NoMatch(f"the current folder cannot be used ({error.strerror}): change to another one") from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder on the way that we may not enter
        return False
