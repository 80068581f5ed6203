"""A text in the person's editor, which is never lost: it is kept outside the book until it is in its place.

Whatever ends the editor or us (an error, a signal, a terminal that hangs up), the file that the editor wrote stays in
the user's state folder, and the next `edit` of the record offers it.
"""

import hashlib
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from outlook.cli.session import now, talk
from outlook.errors import InvalidValue, OutlookError, Refused
from outlook.files import RECORD_LIMIT, Folder, NotThere
from outlook.locate import state_folder
from outlook.show.words import span

FOLDER = "drafts"
PRIVATE = 0o700


class Draft:
    """The file that the editor works on. `close` removes it, once its text is in its place."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self) -> str:
        """What the file holds now; odd bytes are kept as they are."""
        with Folder.open(self.path.parent) as folder:
            return folder.read(self.path.name, RECORD_LIMIT).decode("utf-8", "surrogateescape")

    def put(self, text: str) -> None:
        """Let the file hold another text."""
        with Folder.open(self.path.parent) as folder:
            folder.replace(self.path.name, _bytes(text))

    def close(self) -> None:
        """Remove the file: its text is where it belongs, or says nothing new."""
        with Folder.open(self.path.parent) as folder:
            folder.forget(self.path.name)

    @property
    def kept(self) -> str:
        """Where the text is, as a sentence can say it."""
        return f"your text is kept in {self.path}"


def draft_of(record: Path, original: str, *, resume: bool, discard: bool) -> Draft:
    """The draft to edit: one that was left from an earlier try, if the person wants it, else a new one.

    Raises:
        Refused: `resume` is asked for, and nothing was left.
    """
    left = left_of(record)
    if discard:
        for draft in left:
            draft.close()
        talk(f"{len(left)} kept text(s) deleted" if left else "there was no kept text")
        left = []
    if resume and not left:
        raise Refused(f"no text of an earlier edit of {record.name} is kept: leave --resume out")
    if left and (resume or _wanted(left[-1], record)):
        return left[-1]
    return _new_draft(record, original)


def left_of(record: Path) -> list[Draft]:
    """The texts that were left from earlier edits of a record, the newest last."""
    place = _folder_of(record)
    try:
        with Folder.open(place) as folder:
            names = [name for name in folder.names() if name.endswith(record.suffix) and folder.kind(name) == "file"]
    except OutlookError:
        return []
    return [Draft(place / name) for name in sorted(names, key=lambda name: (place / name).stat().st_mtime)]


def _wanted(draft: Draft, record: Path) -> bool:
    changed_at = datetime.fromtimestamp(draft.path.stat().st_mtime, UTC)
    age = span(max((now() - changed_at).total_seconds(), 0))
    what = f"a text of yours for {record.name}, {age} old, is kept in {draft.path}"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        talk(f"{what}; --resume goes on with it, --discard deletes it")
        return False
    sys.stderr.write(f"{what}\ngo on with it? [Y/n] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() not in ("n", "no")


def _folder_of(record: Path) -> Path:
    name = hashlib.sha256(os.fsencode(record.absolute())).hexdigest()[:16]
    return state_folder() / FOLDER / name


def _new_draft(record: Path, original: str) -> Draft:
    place = _folder_of(record)
    try:
        place.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError:  # a home that may not be written to, or none
        place = Path(tempfile.mkdtemp(prefix="outlook-"))
    with Folder.open(place) as folder:
        taken = {name for name in folder.names() if name.endswith(record.suffix)}
        names = (record.name, *(f"{record.stem}-{number}{record.suffix}" for number in range(2, len(taken) + 3)))
        free = next(name for name in names if name not in taken)
        folder.create(free, _bytes(original), 0o600)
    return Draft(place / free)


def edit(draft: Draft) -> str:
    """Open the draft in the person's editor and return what they made of it.

    Raises:
        InvalidValue: there is no editor and no terminal.
        Refused: the editor failed, or left nothing; what was written before is kept.
    """
    program = editor()
    if not (program or sys.stdin.isatty()):
        raise InvalidValue("there is no terminal to edit in: set $EDITOR to a program that changes the file")
    before = draft.text()
    try:
        with _interrupts_are_the_editors():
            subprocess.run([*shlex.split(program or "vi"), str(draft.path)], check=True)  # noqa: S603 - the person's own
        text = draft.text()
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise Refused(
            f"the editor {program or 'vi'!r} did not finish ({error}); nothing was written. Set $EDITOR"
        ) from error
    except NotThere as error:
        raise Refused(
            f"the editor {program or 'vi'!r} did not finish: it removed the text; nothing was written. Set $EDITOR"
        ) from error
    if before.strip() and not text.strip():
        draft.put(before)
        raise Refused(f"the editor {program or 'vi'!r} left an empty text; nothing was written")
    return text


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl-C in the editor is for the editor. A handler of ours, unlike SIG_IGN, is not handed on to it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def editor() -> str:
    """The program that VISUAL or EDITOR names; empty for none."""
    return (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
