"""What is asked every day: the table of the whole book, and bare `outlook`.

These command lines, word for word as they are here, are answered without typer, whose loading takes as long as all the
rest. There is no grammar in that: whatever else is written goes to typer, which reads these the same.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outlook.cli.printing import moment, put_answer
from outlook.cli.session import Session, cases_of, open_session, shows_mine, who_asks
from outlook.locate import find_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from outlook.answers.status_row import StatusRow
    from outlook.answers.table import Form, Table
    from outlook.book import CaseFolder
    from outlook.model.case import Case
    from outlook.show.describe.blocks import Block
    from outlook.show.terminal.printed import Laid


COMPLETION = "_OUTLOOK_COMPLETE"


def answer(words: tuple[str, ...]) -> bool:
    """Answer a command line that is asked every day; whether it is one."""
    if COMPLETION in os.environ:  # a shell asks what could be written
        return False
    if words == ():
        short(None, None, "auto")
    elif words[0] == "status" and words[1:] in FORMS:
        put_whole(None, None, "auto", **FORMS[words[1:]])
    else:
        return False
    return True


FORMS = {
    (): {"as_json": False, "as_csv": False},
    ("--json",): {"as_json": True, "as_csv": False},
    ("--csv",): {"as_json": False, "as_csv": True},
}


class _Tables:
    """The rows of each case, taken from it as soon as it is open."""

    def __init__(self, form: "Form" = "rows") -> None:
        self._of: dict[str, Table] = {}
        self._form = form

    def look(self, folder: "CaseFolder", at: "datetime") -> "Table":
        """The rows of a case."""
        from outlook.answers.table import Table
        from outlook.show.data.rows import text

        return Table(folder, at, text, self._form)

    def take(self, folder: "CaseFolder", table: "Table") -> None:
        """Take the rows of a case, which another process may have made."""
        from outlook.show.data.rows import text

        table.belongs_to(folder, text)
        self._of[folder.id] = table

    @property
    def cases(self) -> "dict[str, Case | None]":
        """The record of each case."""
        return {name: table.case for name, table in self._of.items()}

    @property
    def rows(self) -> "list[StatusRow]":
        """The rows of all cases."""
        return [row for table in self._of.values() for row in table.rows]

    @property
    def texts(self) -> list[str]:
        """The same as JSON."""
        return [text for table in self._of.values() for text in table.texts]

    def laid(self, session: Session) -> "Iterator[Block | Laid]":
        """The whole page for a screen that cuts nothing: tables that look as they were printed last are kept."""
        from outlook.answers.tally import together
        from outlook.show.describe.blocks import Gap
        from outlook.show.describe.status import above, below
        from outlook.show.terminal.printed import Laid

        whole = together([table.tally for table in self._of.values()])
        lay, named = partial(_laid, session), len(whole.people) > 1
        kind = f"{'named' if named else 'plain'}{' in colour' if session.screen.color else ''}"
        for name, table in self._of.items():
            if table.tally.total:
                yield from above(name, table.case, session.at)
                yield Laid(table.lines(kind, partial(lay, table.case, named=named)))
                yield Gap()
        yield from below(whole, session.at)


def _laid(session: Session, case: "Case | None", rows: "Sequence[StatusRow]", *, named: bool) -> "tuple[str, datetime]":
    """The table of a case as lines, and until when the same rows look the same."""
    from outlook.show.describe.status import looks_so_until, status_table
    from outlook.show.terminal.printed import laid

    table = status_table(rows, {rows[0].case: case}, session.at, named=named)
    return laid(session.screen, table), looks_so_until(rows, session.at)


def put_whole(book: Path | None, at: str | None, color: str, *, as_json: bool, as_csv: bool) -> None:
    """The table of every case, which is kept: it is what is asked for every day."""
    from outlook.cli.wrong_clock import mention_the_future

    if shows_mine():  # what is kept is the newest of anybody
        from outlook.cli.chosen_rows import put_chosen
        from outlook.cli.selecting import Wanted

        put_chosen(open_session(book, at, color), Wanted(), as_json=as_json, as_csv=as_csv)
        return
    tables = _Tables("texts" if as_json else "rows" if as_csv or sys.stdout.isatty() else "tally")
    session = open_session(book, at, color, visit=tables)
    mention_the_future(session)

    def page() -> "Iterator[Block | Laid]":
        from outlook.show.describe.status import status as described
        from outlook.show.terminal.printed import is_narrow

        if not session.screen.is_terminal:
            return tables.laid(session)
        return described(tables.cases, tables.rows, session.at, narrow=is_narrow(session.screen))

    def document() -> "Iterator[str]":
        from outlook.show.data import forms

        return forms.document_of_rows("forecasts", tables.texts, at=moment(session.at), pool=None)

    def rows() -> list[dict[str, Any]]:
        from outlook.show.data.rows import status as fields

        return [fields(row) for row in tables.rows]

    put_answer(session, page, document, rows, as_json=as_json, as_csv=as_csv)


def short(book: Path | None, at: str | None, color: str) -> None:
    """A short status and the next useful step."""
    from outlook.cli.wrong_clock import mention_the_future
    from outlook.show.describe.status import short_status
    from outlook.show.terminal.printed import is_narrow, show

    if find_book(book) is None:
        sys.stdout.write(WELCOME)
        return
    tables, own = _Tables(), who_asks() if shows_mine() else None
    session = open_session(book, at, color, visit=tables if own is None else None)
    mention_the_future(session)
    narrow, rows = is_narrow(session.screen), tables.rows if own is None else _rows_of(session, own)
    cases = tables.cases if own is None else cases_of(session)
    show(session.screen, short_status(cases, rows, session.at, narrow=narrow, own=own))


def _rows_of(session: Session, own: str) -> "list[StatusRow]":
    """The rows with the numbers of who asks, where they stated something."""
    from outlook.answers.selection import own_of
    from outlook.answers.standing import Standings

    return [one.row(own_of(one, own)) for one in Standings(session.book, session.at).values()]


WELCOME = """\
There is no forecasts/ folder here yet. Three ways to begin:

1. A question of your own, with a probability:

   outlook new personal/ship-by-june \\
     --question "Will we ship by 30 June 2027?" --closes 2027-06-30 \\
     --prior 60% --criteria "YES if the release is public by the close"

2. An assessment (text, Markdown, PDF, Word, a web page): what does it forecast?

   outlook extract report.txt

3. A history from Fatebook, Metaculus, a spreadsheet and others: what is in it?

   outlook import forecasts.csv --dry-run

`outlook --help` lists every command.
"""
