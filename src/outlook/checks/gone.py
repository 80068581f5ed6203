"""The lines that this machine wrote for a ledger and that are not in it: written here, or in another copy of the book.

All copies of a book begin with the same line and share a journal. What was written in a copy that is there needs no
place here: git brings it, or it was a trial. A copy of which some lines are here and which is there no more is most
likely this book before it was moved, or one whose work was brought here. What another line names belongs here anyway.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from outlook.ledger import witness
from outlook.ledger.chain import Examined, Line, line_hash
from outlook.ledger.lines import parse


class Gone(NamedTuple):
    """A line that is not in a ledger, the folder in which it was written, and whether that ledger should have it."""

    line: Line
    written_in: str
    is_from_here: bool
    belongs_here: bool

    @property
    def id(self) -> str:
        """Whose line it is."""
        return str(self.line.document["id"])


def gone(case: Path, examined: Examined) -> list[Gone]:
    """The lines that this machine acknowledged for the ledger of a case and that are not in it as they were."""
    here, found, brought = os.path.realpath(case), list[tuple[Line, str]](), set[str]()
    named = {one.missing for one in examined.gaps}
    for line, written_in in _remembered(examined):
        if line_hash(line.raw) in examined.lines:
            brought.add(written_in)
        else:
            found.append((line, written_in))
    ours = {"", here, *(name for name in brought if not Path(name).is_dir())}
    return [Gone(line, name, name in ("", here), name in ours or line_hash(line.raw) in named) for line, name in found]


def _remembered(examined: Examined) -> Iterator[tuple[Line, str]]:
    for number, (raw, written_in) in enumerate(witness.remembered(examined.starts), 1):
        document = parse(raw)
        if isinstance(document, dict):
            yield Line(number, raw, document), written_in
