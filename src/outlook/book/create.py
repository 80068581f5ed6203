"""New books, new cases, new records: made once, here, whoever asks for them.

A case comes into being whole: its folder is filled beside its place and then given its name. A record is written inside
the lock of its case. What exists is never replaced.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

from outlook.book import CASE_FILE
from outlook.book.called import names_in
from outlook.errors import Problem, Refused, Unreadable
from outlook.files import RECORD_LIMIT, Folder, NotThere, NotUsable, sync_parent
from outlook.files.several import fill
from outlook.files.together import complete
from outlook.ledger import FILE_NAME
from outlook.locking import LOCK_FILE, locked

ATTRIBUTES = ".gitattributes"
UNION = f"{FILE_NAME} merge=union"
AS_THEY_ARE = "* -text"  # else `core.autocrlf` changes line ends, and no hash of a document is that of its file
GIT_FILES = {ATTRIBUTES: f"{AS_THEY_ARE}\n{UNION}\n", ".gitignore": f"{LOCK_FILE}\n"}


def make_book(root: Path) -> None:
    """Make the book's folder if there is none, with what git needs to know; files that are there stay as they are.

    Raises:
        Unreadable: the disk did not allow it.
    """
    try:
        if not root.exists():
            root.mkdir(parents=True, exist_ok=True)  # another command may have made it since
            sync_parent(root)
    except OSError as error:
        raise Unreadable(f"{root} cannot be written: {error.strerror}") from error
    with Folder.open(root, follow=True) as top:
        for name, text in GIT_FILES.items():
            if top.kind(name) is None:
                top.create_or_leave(name, text.encode())


def create_record(root: Path, case: str, name: str, text: str, case_text: str) -> bool:
    """Write a new record, and its case with that `case.yaml` where there is none; whether the case is new.

    Raises:
        Refused: the record exists.
        Unreadable: the disk did not allow it, or something else than a folder is in the case's place.
    """
    make_book(root)
    with Folder.open(root, follow=True) as top, _case(top, case) as folder, locked(folder):
        complete(folder)
        is_new = folder.kind(CASE_FILE) is None
        _refuse_former(folder, case, name)
        if is_new:
            folder.create(CASE_FILE, case_text.encode())
        try:
            folder.create(f"{name}.yaml", text.encode())
        except Refused as error:
            raise Refused(f"{error}: `outlook edit {case}/{name}` opens it") from None
    return is_new


def _refuse_former(folder: Folder, case: str, name: str) -> None:
    """Refuse the name that another forecast once had: its entries would be taken for those of the new one."""
    found = names_in(folder, name)
    if name in found.former:
        today = found.former[name]
        raise Refused(f"{case}/{name} is a former name of {case}/{today}, which it still selects: choose another name")
    if any(name in group for group in found.contested):
        raise Refused(
            f"{case}/{name} is a contested name, as `outlook check` says: settle that, or choose another name"
        )


def _case(top: Folder, case: str) -> Folder:
    try:
        return top.folder(case)
    except NotThere:
        with suppress(Refused):  # another command made it since
            return top.make_folder(case)
        return top.folder(case)


def create_case(root: Path, case: str, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Make a new case that holds these files: all of it, or nothing; their names.

    Raises:
        Refused: the case exists.
        Unreadable: the disk did not allow it; nothing of it is left.
    """
    make_book(root)
    beside = f".{case}.{secrets.token_hex(4)}"
    with Folder.open(root, follow=True) as top, locked(top):
        if top.kind(case) is not None:
            raise Refused(f"{root / case} exists already and is left as it is: name another case")
        try:
            with top.make_folder(beside) as folder:
                names = fill(folder, files)
            top.rename(beside, case)
            return names
        finally:
            if top.kind(beside) == "folder":
                top.forget_folder(beside)


def merging_problems(root: Path) -> list[Problem]:
    """A `.gitattributes` of the book that does not tell git to merge ledgers by union; it is the person's own file."""
    path = root / ATTRIBUTES
    try:
        with Folder.open(root, follow=True) as top:
            text = top.read(ATTRIBUTES, RECORD_LIMIT).decode("utf-8", "replace")
    except NotThere:
        return []
    except NotUsable as error:
        return [Problem(path, 1, 1, error.code, f"this cannot be used: {error.reason}", error.hint)]
    if _merges_by_union(text):
        return []
    message = "git is not set up to merge ledgers by union, so two people's entries would conflict"
    return [Problem(path, 1, 1, "no-union-merge", message, f"add the line `{UNION}`", "warning")]


def _merges_by_union(text: str) -> bool:
    """Whether the last line that says how a ledger is merged says union, as git reads such a file."""
    found = False
    for line in text.splitlines():
        pattern, *attributes = line.split() or [""]
        if not pattern.startswith("#") and fnmatch(FILE_NAME, pattern.rsplit("/", maxsplit=1)[-1]):
            for attribute in attributes:
                if attribute.lstrip("-!").partition("=")[0] == "merge":
                    found = attribute == "merge=union"
    return found
