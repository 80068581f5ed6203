"""What was typed to finish drafts is kept outside the book until all of it is written."""

from __future__ import annotations

import json
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from outlook.cli.editor import Draft, kept_text, left_of
from outlook.cli.prompting import key, say
from outlook.cli.session import talk
from outlook.errors import OutlookError, Refused, Unreadable
from outlook.show.describe.phrasing import plural, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from outlook.cli.picked import LinkTo, Picked
    from outlook.extract import Found

PAIR = 2
ROOM = 1 << 16  # what a few records need; on a disk that is full there is none


def refuse_what_cannot_be_written(path: Path, size: int = 0) -> None:
    """Try that a folder, or the nearest above it that is there, takes what is about to be asked for.

    Raises:
        Unreadable: it does not; better said before the questions than behind them.
    """
    folder = next(one for one in (path, *path.absolute().parents) if one.is_dir())
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * (size + ROOM))
            file.flush()
    except OSError as error:
        raise Unreadable(f"{folder} cannot be written: {error.strerror}; nothing was asked") from error


class KeptAnswers:
    """The statements of one document that were taken so far, with what was answered for their drafts."""

    def __init__(self, book: Path, document_sha256: str) -> None:
        self._record = book / f"{document_sha256}.json"
        self._draft: Draft | None = None
        self._last = 0

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept."""
        return self._draft is None

    def restored(self, walked: Sequence[tuple[int, Found]], link_to: LinkTo | None, picked: Picked) -> int:
        """Take again what an earlier run took, if the person says so; the number of the last statement it came to.

        A statement that the case has got since, or a forecast that is gone, is left out.
        """
        left = next((draft for draft in reversed(left_of(self._record)) if draft.take()), None)
        if left is None:
            return 0
        said = _read(left)
        talk(f"{plural(len(said['taken']), 'statement')} that you took before are kept in {left.path}")
        if key("go on with them? y n: ", ("y", "n")) == "n":
            left.close()
            return 0
        items = dict(walked)
        for number, answers in said["taken"]:
            if number in items:
                picked.chosen.append(items[number])
                picked.answers.update({items[number].start: answers} if answers is not None else {})
        for number, name in said["links"] if link_to else ():
            if number in items and link_to is not None:
                try:
                    picked.links.append(link_to(name, number, items[number]))
                except OutlookError as error:
                    say(str(error))
        self._draft, self._last = left, int(said["last"])
        return self._last

    def note(self, walked: Sequence[tuple[int, Found]], picked: Picked, last: int) -> None:
        """Keep what is taken by now; where that cannot be, go on all the same."""
        self._last = last
        try:
            if self._draft is None:
                self._draft = kept_text(self._record, self._text(walked, picked))
            else:
                self._draft.put(self._text(walked, picked))
        except (OutlookError, OSError):
            self._draft = None

    def _text(self, walked: Sequence[tuple[int, Found]], picked: Picked) -> str:
        numbers = {item.start: number for number, item in walked}
        taken = [(numbers[item.start], picked.answers.get(item.start)) for item in picked.chosen]
        links = [(link.number, link.forecast.id) for link in picked.links]
        said = {"taken": taken, "links": links, "last": self._last}
        return json.dumps(said, ensure_ascii=False, indent=1, default=str) + "\n"

    def way_out(self, walked: Sequence[tuple[int, Found]], picked: Picked) -> str:
        """Where the answers are, as a sentence can say it; what can be kept nowhere is printed."""
        if self._draft is None:
            self.note(walked, picked, self._last)
        if self._draft is None:
            sys.stderr.write("".join(f"{safe(line)}\n" for line in self._text(walked, picked).splitlines()))
            return "your answers could be kept nowhere, and are printed above"
        return f"your answers are kept in {self._draft.path}: the same command goes on with them"

    def close(self) -> None:
        """All of it is where it belongs."""
        if self._draft is not None:
            self._draft.close()
            self._draft = None


def _read(draft: Draft) -> dict[str, Any]:
    try:
        found = json.loads(draft.text())
    except ValueError:
        found = None
    if not isinstance(found, dict) or not _is_whole(found):
        raise Refused(f"{draft.path} is no list of kept answers: delete it")
    return found


def _is_whole(found: dict[str, Any]) -> bool:
    """Whether it is what is written here: numbers with answers, numbers with forecasts, and the last number."""
    taken, links = found.get("taken"), found.get("links")
    if not isinstance(taken, list) or not isinstance(links, list) or type(found.get("last")) is not int:
        return False
    pairs = all(isinstance(one, list) and len(one) == PAIR and type(one[0]) is int for one in (*taken, *links))
    return (
        pairs
        and all(one[1] is None or isinstance(one[1], dict) for one in taken)
        and all(isinstance(one[1], str) for one in links)
    )
