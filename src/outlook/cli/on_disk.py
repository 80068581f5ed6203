"""What this command has put on the disk so far: whoever ends it early can say so, and nobody enters it again.

A command says beforehand what it is about to write; whether it is there is asked of the disk when it matters. A note
made after the write could come too late: a Ctrl-C may fall between the two.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outlook.book.enter import Written

_entries: list[tuple[Path, str]] = []
_files: list[tuple[Path, bytes | None]] = []


def forget() -> None:
    """A new command has written nothing."""
    _entries.clear()
    _files.clear()


def expect_entries(items: "Sequence[Written]") -> None:
    """These entries are about to be written."""
    _entries.extend((item.folder.path, item.entry.id) for item in items)


def expect(path: Path, text: str | bytes | None = None) -> None:
    """This file, or a folder that does not exist yet, is about to be written; a file with this text."""
    _files.append((path, text.encode(errors="surrogateescape") if isinstance(text, str) else text))


def expected() -> int:
    """How many entries were about to be written so far."""
    return len(_entries)


def account(since: int = 0) -> str:
    """What is there, as `entry hz6k2q7a is written`; empty where nothing is. `since` so many entries were expected."""
    ids = [entry_id for folder, entry_id in _entries[since:] if entry_id in _ids_in(folder)]
    entries = f"{'entry' if len(ids) == 1 else 'entries'} {_are_written(ids)}" if ids else ""
    files = [str(path) for path, raw in _files if _is_there(path, raw)]
    return "; ".join(filter(None, (entries, _are_written(files))))


def _are_written(names: Sequence[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} written" if names else ""


def _ids_in(folder: Path) -> set[str]:
    from outlook.errors import Unreadable
    from outlook.ledger import open_ledger

    # Opened anew: the command's own may have been left in the middle of a write.
    try:
        return {entry.id for entry in open_ledger(folder).entries()}
    except Unreadable:
        return set()


def _is_there(path: Path, raw: bytes | None) -> bool:
    from outlook.errors import Unreadable
    from outlook.files import Folder

    if raw is None:
        return path.is_dir()
    try:
        with Folder.open(path.parent, follow=True) as folder:
            return folder.read(path.name, len(raw)) == raw
    except Unreadable:
        return False
