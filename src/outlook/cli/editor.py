"""A text in the person's editor, which is never lost: it is kept outside the book until it is in its place.

Whatever ends the editor or us (an error, a signal, a terminal that hangs up), the file that the editor wrote stays in
the user's state folder, and the next `edit` of the record offers it.
"""

import fcntl
import hashlib
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Self

from outlook.cli import session
from outlook.cli.session import talk
from outlook.errors import InvalidValue, OutlookError, Refused, Unreadable
from outlook.files import RECORD_LIMIT, Folder, NotThere, make_private
from outlook.locate import state_folder
from outlook.show.describe.phrasing import plural, span

FOLDER = "drafts"
ANSWERS = ".json"  # what was answered at prompts, and is no text yet
# Editors that begin at line 12 where they are given +12.
TAKE_A_LINE = ("vi", "vim", "nvim", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "jed", "mg")


class Draft:
    """The file that the editor works on. `close` removes it, once its text is in its place.

    A lock on a file beside it tells others that somebody is at work on it; it ends with this process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def take(self) -> bool:
        """Work on it alone from now on; False where somebody else does, or has put its text in its place since."""
        name = f".{self.path.name}.lock"
        with Folder.open(self.path.parent) as folder:
            descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600, dir_fd=folder.descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                return False
            if folder.kind(self.path.name) is None:
                folder.forget(name)
                os.close(descriptor)
                return False
        self._lock = descriptor
        return True

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
            folder.forget(f".{self.path.name}.lock")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let others work on what is left."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def kept(self) -> str:
        """Where the text is, as a sentence can say it."""
        return f"your text is kept in {self.path}"


def draft_of(record: Path, original: str, *, resume: bool, discard: bool, formerly: Sequence[Path] = ()) -> Draft:
    """The draft to edit: one that was left from an earlier try, if the person wants it, else a new one.

    `formerly` are the names that the record had, under which one may be left too.

    Raises:
        Refused: `resume` is asked for, and nothing was left.
    """
    if discard:
        _discard(record, formerly)
    newest = next((draft for draft in reversed(left_of(record, *formerly)) if draft.take()), None)
    if newest is None and resume:
        raise Refused(f"no text of an earlier edit of {record.name} is kept: leave --resume out")
    if newest is not None:
        if resume or _wanted(newest, record):
            return newest
        newest.__exit__()
    draft = _new_draft(record, original)
    draft.take()
    return draft


def wanted_again(record: Path) -> Draft | None:
    """A text that was kept for a record and that the person says now to go on with."""
    newest = next((draft for draft in reversed(left_of(record)) if draft.take()), None)
    if newest is None or _wanted(newest, record):
        return newest
    newest.__exit__()
    return None


def kept_text(record: Path, text: str) -> Draft:
    """Keep a text for a record that could not be put in its place: the next `edit` offers it."""
    return _new_draft(record, text)


def _discard(record: Path, formerly: Sequence[Path]) -> None:
    left = [draft for draft in left_of(record, *formerly) if draft.take()]
    for draft in left:
        with draft:
            draft.close()
    talk(f"{plural(len(left), 'kept text')} deleted" if left else "there was no kept text")


def left_of(*records: Path) -> list[Draft]:
    """The texts that were left from earlier edits of a record, under any of its names, the newest last."""
    paths = [path for record in records for path in _left_in(_folder_of(record), record.suffix)]
    aged = [(changed_at, path) for path in paths if (changed_at := _changed_at(path)) is not None]
    return [Draft(path) for _, path in sorted(aged)]


def _left_in(place: Path, suffix: str) -> list[Path]:
    try:
        with Folder.open(place) as folder:
            return [place / name for name in folder.names() if name.endswith(suffix) and folder.kind(name) == "file"]
    except OutlookError:
        return []


def _changed_at(path: Path) -> float | None:
    """When the file was changed; None where somebody has put its text in its place since."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def _wanted(draft: Draft, record: Path) -> bool:
    changed_at = datetime.fromtimestamp(draft.path.stat().st_mtime, UTC)
    age = span(max((session.now() - changed_at).total_seconds(), 0))
    kind, verb = ("answers", "are") if record.suffix == ANSWERS else ("a text", "is")
    what = f"{kind} of yours for {record.stem if record.suffix == ANSWERS else record.name}, {age} old, {verb} kept in "
    what += str(draft.path)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        talk(f"{what}; --resume goes on with it, --discard deletes it")
        return False
    sys.stderr.write(f"{what}\ngo on with {'them' if record.suffix == ANSWERS else 'it'}? [Y/n] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() not in ("n", "no")


def _folder_of(record: Path) -> Path:
    name = hashlib.sha256(os.fsencode(record.absolute())).hexdigest()[:16]
    return state_folder() / FOLDER / name


def _new_draft(record: Path, original: str) -> Draft:
    place = _folder_of(record)
    try:
        make_private(place)
    except OSError:  # a home that may not be written to, or none
        place = Path(tempfile.mkdtemp(prefix="outlook-"))
    with Folder.open(place) as folder:
        for number in count(1):
            name = record.name if number == 1 else f"{record.stem}-{number}{record.suffix}"
            try:
                folder.create(name, _bytes(original), 0o600)
            except Refused:  # somebody else's, who may be at work on it
                continue
            return Draft(place / name)
    raise AssertionError


def edit(draft: Draft, line: int = 0) -> str:
    """Open the draft in the person's editor, at a line where one is named, and return what they made of it.

    Raises:
        InvalidValue: there is no editor and no terminal.
        Refused: the editor failed, or left nothing; what was written before is kept.
    """
    program = editor()
    if not (program or sys.stdin.isatty()):
        raise InvalidValue("there is no terminal to edit in: set $EDITOR to a program that changes the file")
    before = draft.text()
    try:
        command = shlex.split(program or "vi")
        with _interrupts_are_the_editors():
            subprocess.run([*command, *_at(command, line), str(draft.path)], check=True)  # noqa: S603 - the person's own
        text = draft.text()
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        if isinstance(error, Unreadable):
            raise
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


def _at(command: Sequence[str], line: int) -> list[str]:
    """What lets an editor begin at a line; nothing for one of which that is not known."""
    is_known = bool(command) and os.path.basename(command[0]) in TAKE_A_LINE  # noqa: PTH119 - as its user typed it
    return [f"+{line}"] if line > 1 and is_known else []


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
