"""Where things are: the book, and the user's own folders for what we keep outside of it.

Light enough for the completion of a command line.
"""

import os
from pathlib import Path

from outlook.errors import NoMatch
from outlook.settings import own_folder, settings

FOLDER = "forecasts"


def find_book(named: Path | None) -> Path | None:
    """The book's folder, or None where there is none; a named one need not exist.

    Raises:
        NoMatch: the nearest one is a link, which only a person may follow.
    """
    if named is not None:
        return named
    if from_environment := os.environ.get("OUTLOOK_BOOK"):
        return Path(from_environment)
    here = current_folder()
    if _is_folder(here / FOLDER):
        return _no_link(Path(FOLDER))  # as people write it: every path that is printed starts here
    found = next((folder / FOLDER for folder in here.parents if _is_folder(folder / FOLDER)), None)
    if found is not None:
        return _no_link(found)
    usual = settings().book
    return None if usual is None else Path(usual).expanduser()


def _no_link(path: Path) -> Path:
    if path.is_symlink():
        raise NoMatch(
            f"{path} is a link to {str(path.readlink())[:200]!a}, and links are not followed unasked: "
            f"name the book with --book DIR"
        )
    return path


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


def state_folder() -> Path:
    """Where we keep what a person would miss: XDG_STATE_HOME, else `~/.local/state`; a relative one is ignored."""
    return own_folder("XDG_STATE_HOME", ".local/state")


def cache_folder() -> Path:
    """Where we keep what can be deleted at any moment: XDG_CACHE_HOME, else `~/.cache`; a relative one is ignored."""
    return own_folder("XDG_CACHE_HOME", ".cache")
