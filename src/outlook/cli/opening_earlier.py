"""Questions that open before what an import brings of them: asked about, said, and moved if that is wanted.

A question that `add` made opens when it was made. What somebody stated before that has no weight in a score, and a
history that is brought in afterwards lies there.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from typing import TYPE_CHECKING

from outlook import moments
from outlook.book.records_together import Rewritten, rewrite
from outlook.cli import on_disk
from outlook.cli.asking import agreed
from outlook.cli.session import talk
from outlook.cli.way_back import note_way_back
from outlook.errors import Refused
from outlook.files import RECORD_LIMIT, Folder
from outlook.model.fields import about
from outlook.records.read import parse_forecast
from outlook.records.splice import Splice, spliced
from outlook.show.describe.phrasing import day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from outlook.book import Book
    from outlook.exchange.before_opening import Early

OPTION = "--open-earlier"


def is_agreed(early: Sequence[Early]) -> bool:
    """Whether a person at a terminal wants the questions to open with the first estimates of the files."""
    which = "it" if len(early) == 1 else f"these {len(early):,} questions"
    return bool(early) and agreed(f"open {which} with the first of these estimates, so that they are scored?")


def opened_earlier(book: Book, early: Sequence[Early]) -> list[Rewritten]:
    """The records as they become when they open with the first estimate of each; nothing else in them changes.

    Raises:
        Refused: a record is laid out so that it can only be edited by hand, or would not be valid.
    """
    return [_rewritten(book, one) for one in early]


def _rewritten(book: Book, one: Early) -> Rewritten:
    forecast = book.cases[one.case].forecast(one.id)
    path = book.cases[one.case].path_of(forecast)
    with Folder.open(path.parent) as folder:
        before = folder.read(path.name, RECORD_LIMIT)
    order = [name for name, _ in about(type(forecast))]
    try:
        text = spliced(before.decode(), Splice("opens_at", "set", moments.iso(one.first_at)), order)
    except Refused as error:
        raise Refused(f"{one.full_id}: {error}; nothing was written") from error
    read = parse_forecast(path, text.encode(), one.case)
    if read.record is None:
        raise Refused(f"{one.full_id} cannot open earlier: {read.problems[0].message}; nothing was written")
    return Rewritten(path, before, text.encode())


def move(changes: Sequence[Rewritten]) -> None:
    """Write the records.

    Raises:
        Refused, Unreadable: somebody changed one meanwhile, or the disk did not allow it; none of them was written.
    """
    for one in changes:
        on_disk.expect(one.path, one.after)
    rewrite(changes)


def say(early: Sequence[Early], *, moved: bool, dry_run: bool) -> None:
    """What became of estimates before the opening: nothing, with the way out, or the questions open earlier."""
    if not early:
        return
    what, first = plural(len(early), "question"), day(min(one.first_at for one in early))
    if dry_run and moved:
        talk(f"{what} would open earlier, the first on {first}")
    elif moved:
        talk(
            f"{what} now open{'s' if len(early) == 1 else ''} earlier, the first on {first}; to take that back: "
            f"{_way_back(early)}"
        )
    else:
        estimates = plural(sum(one.estimates for one in early), "estimate")
        verb = "lies" if estimates.startswith("1 ") else "lie"
        talk(
            f"{estimates} of {what} {verb} before the opening, and what was believed then is not scored: the same "
            f"import with {OPTION} opens each with its first estimate"
        )


def note(root: Path, early: Sequence[Early], changes: Sequence[Rewritten]) -> None:
    """Note that records changed and no entry was made: `undo` names the way back."""
    note_way_back(root, f"import {OPTION}", changes[0].path, _way_back(early))


def _way_back(early: Sequence[Early]) -> str:
    """The commands that let them open when they did: one for all of one moment, such as those of one `add`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in early:
        groups[moments.iso(one.opens_at)].append(one.full_id)
    commands = [shlex.join(["outlook", "set", *ids, f"opens={opens_at}"]) for opens_at, ids in groups.items()]
    return "; ".join(commands)
