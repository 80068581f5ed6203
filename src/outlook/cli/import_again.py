"""What is asked of an `import`, and noted: so `undo` can take it back as one, and say which command does it again."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from outlook.book.imports import LastImport, note_import
from outlook.book.records_together import Rewritten
from outlook.exchange.as_entries import Writer

# The options that are not called as the command line calls them.
CALLED = {"mean_is_mine": "assume-mean-is-mine"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of the files; `remember` asks to keep what it says of the columns.

    `open_earlier` moves the opening of questions of the book before the estimates that come in. A trial writes nothing.
    """

    files: Sequence[Path]
    system: str | None
    case: str | None
    me: str | None
    renamed: Sequence[str]
    only_me: bool
    remember: bool
    open_earlier: bool
    is_trial: bool
    table: Mapping[str, Any]
    flags: Mapping[str, bool]


def note_what_was_imported(
    root: Path, writer: Writer, command: str, records: Mapping[str, str], opened: Sequence[Rewritten]
) -> None:
    """Note an import that was carried out, and which records it lets open earlier."""
    clock = writer.clock
    moved = {
        f"{one.path.parent.name}/{one.path.stem}": (one.before.decode(), sha256(one.after).hexdigest())
        for one in opened
    }
    note_import(root, LastImport(writer.by, command, writer.system, clock.now, clock.last, records, moved))


def command_of(asked: Asked, by: str | None) -> str:
    """The command line that imports the same again."""
    return shlex.join(["outlook", "import", *map(str, asked.files), *_options(asked, by)])


def _options(asked: Asked, by: str | None) -> Iterator[str]:
    texts = {"from": asked.system, "case": asked.case, "me": asked.me, **asked.table, "by": by}
    flags = {"only_me": asked.only_me, "open_earlier": asked.open_earlier, **asked.flags}
    for pair in asked.renamed:
        yield "--rename-forecaster"
        yield pair
    for name, value in {**texts, **flags}.items():
        if value in (None, False):
            continue
        yield f"--{CALLED.get(name, name).replace('_', '-')}"
        if value is not True:
            yield str(value)
