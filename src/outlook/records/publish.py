"""A finished page on the disk: written whole, then put in its place; what is there is kept unless forced."""

import re
from pathlib import Path

from outlook.errors import Refused, Unreadable
from outlook.files import RECORD_LIMIT, Folder, Kind, NotThere, NotUsable

CASE_FILE, LEDGER, RECORDS = "case.yaml", "ledger.jsonl", (".yaml", ".yml")


def publish(path: Path, text: str | bytes, *, force: bool = False) -> int:
    """Write the text and return its size in bytes; a crash leaves the old file or the new one, never a part.

    The folder is the person's own choice, and may be a link. The file is never one.

    Raises:
        Refused: something is there already, and `force` is not set or it is not a file.
        Unreadable: the folder or the disk did not allow it.
    """
    data = text if isinstance(text, bytes) else text.encode()
    with _opened(path) as folder:
        if _is_new(folder, path, force=force):
            _create(folder, path, data)
        else:
            folder.replace(path.name, data)
    return len(data)


def expect_place(path: Path, *, force: bool = False) -> None:
    """Refuse what `publish` would refuse now, for who has long to work before there is a page to write.

    Raises:
        Refused, Unreadable: as `publish` does.
    """
    with _opened(path) as folder:
        _is_new(folder, path, force=force)


def _opened(path: Path) -> Folder:
    if not path.name:
        raise Refused(f"{path} is a folder: name a file in it")
    if not path.name.isprintable():
        raise Refused(f"{path.name[:60]!a} has a control character in it: give the file another name")
    try:
        return Folder.open(path.parent, follow=True)
    except NotThere:
        raise Unreadable(f"{path} cannot be written: there is no folder {path.parent}; make it first") from None
    except NotUsable as error:
        raise Unreadable(f"{path} cannot be written: {error.path} {error.reason}") from error


def _is_new(folder: Folder, path: Path, *, force: bool) -> bool:
    """Whether nothing is there yet; what may not be replaced is refused."""
    kind = _kind(folder, path)
    if kind == "folder":
        raise Refused(f"{path} is a folder: name a file in it")
    if kind is not None and not force:
        raise Refused(_kept(path))
    if kind is not None and _is_of_a_case(folder, path.name):
        raise Refused(f"{path} is a part of the case {folder.path.name} and is never replaced: name another file")
    if kind not in (None, "file"):
        raise Refused(f"{path} is not a plain file and is never replaced: name another file")
    return kind is None


def _is_of_a_case(folder: Folder, name: str) -> bool:
    """Whether a file is the ledger or a record of a case, or a document that its `case.yaml` names."""
    if folder.kind(CASE_FILE) != "file":
        return False
    if name.startswith(LEDGER) or name.endswith(RECORDS):
        return True
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", _text_of(folder)) is not None


def _text_of(folder: Folder) -> str:
    try:
        return folder.read(CASE_FILE, RECORD_LIMIT).decode("utf-8", "replace")
    except NotUsable:
        return ""


def _kind(folder: Folder, path: Path) -> Kind | None:
    try:
        return folder.kind(path.name)
    except NotUsable as error:
        raise Unreadable(f"{path} cannot be written: {error.reason}") from error


def _create(folder: Folder, path: Path, data: bytes) -> None:
    try:
        folder.create(path.name, data)
    except Refused:
        raise Refused(_kept(path)) from None


def _kept(path: Path) -> str:
    return f"{path} exists already and is left as it is: name another file, or add --force"
