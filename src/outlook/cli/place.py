"""Where the book is: what was named, else the environment, else the nearest `forecasts/` looking upward."""

import os
from pathlib import Path

FOLDER = "forecasts"


def find_book(named: Path | None) -> Path | None:
    """The book's folder, or None where there is none; a named one need not exist."""
    if named is not None:
        return named
    if from_environment := os.environ.get("OUTLOOK_BOOK"):
        return Path(from_environment)
    here = Path.cwd()
    return next((folder / FOLDER for folder in (here, *here.parents) if (folder / FOLDER).is_dir()), None)
