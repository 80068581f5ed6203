"""`python watching.py REPORT WORDS`: the program in an interpreter of its own, and what it opened and imported.

The report is JSON: `opened` has [path, whether to write] of every file and folder, `imported` the names of modules.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
opened: list[tuple[str, bool]] = []
is_inside = False
real_open = os.open


def main() -> int:
    report, *words = sys.argv[1:]
    os.open = _open
    sys.addaudithook(_heard)
    from outlook.cli import run

    code = run(words)
    found = {"opened": list(opened), "imported": sorted(sys.modules)}
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is what the program may do without
        json.dump(found, file)
    return code


def _open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    """As `os.open`; what is opened from a folder's descriptor is known only here."""
    global is_inside  # noqa: PLW0603 - a hook has no other place to keep it
    folder = os.getcwd() if dir_fd is None else os.readlink(f"/proc/self/fd/{dir_fd}")  # noqa: PTH109, PTH115
    opened.append((os.path.normpath(os.path.join(folder, os.fsdecode(path))), bool(flags & WRITES)))  # noqa: PTH118
    is_inside = True
    try:
        return real_open(path, flags, mode, dir_fd=dir_fd)
    finally:
        is_inside = False


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    """What is opened by other means than `os.open`, data bases included."""
    if is_inside or event not in {"open", "sqlite3.connect"} or not isinstance(arguments[0], str | bytes):
        return
    flags = arguments[2] if event == "open" else 0
    opened.append((os.path.abspath(os.fsdecode(arguments[0])), isinstance(flags, int) and bool(flags & WRITES)))  # noqa: PTH100


if __name__ == "__main__":
    sys.exit(main())
