"""Files that a command makes for other programs: kept if they exist, written whole or not at all; `-` is the pipe."""

import os
import sys
from pathlib import Path

from outlook.errors import Refused, Unreadable

PIPE = Path("-")


def put(path: Path, text: str, *, force: bool) -> bool:
    """Write the text to the path, atomically; says whether a file came of it (`-` writes to standard output).

    Raises:
        Refused: there is a file already and `force` is not set, or what is there is no file.
        Unreadable: the folder is missing, or the disk did not allow it.
    """
    from outlook.records.write import create, replace

    if path == PIPE:
        sys.stdout.write(text)
        return False
    if not os.path.lexists(path):
        if not path.parent.is_dir():
            raise Unreadable(f"{path} cannot be written: there is no folder {path.parent}; make it first")
        create(path, text)
        return True
    if not path.is_file():
        raise Refused(f"{path} is not a file: name a file to write to")
    if not force:
        raise Refused(f"{path} exists already and is left as it is: add --force to replace it")
    replace(path.resolve(), text)
    return True
