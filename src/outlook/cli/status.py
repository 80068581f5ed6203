"""`outlook status`, and bare `outlook`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from outlook.cli.options import (
    AtOption,
    BookOption,
    ByOption,
    ColorOption,
    CsvOption,
    JsonOption,
    LateOption,
    PoolOption,
    TargetsArgument,
)
from outlook.cli.printing import mention_pool, moment, put_answer
from outlook.cli.session import Session, cases_of, forecaster, open_session
from outlook.errors import InvalidValue
from outlook.locate import find_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from outlook.answers.pools import Asked
    from outlook.answers.status_row import StatusRow
    from outlook.answers.table import Table
    from outlook.book import CaseFolder
    from outlook.cli.options import Pool
    from outlook.model.case import Case
    from outlook.show.describe.blocks import Block


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("status", short_help="The table of all forecasts")(status)


def status(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    pool: PoolOption = None,
    late: LateOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook status                                 every case of the book
    outlook status syria --at 2024-12-06           one case, as it was known then

    The table: what is stated and implied, the trend, the evidence count, when it closes, its state and Brier score.
    """
    if by is not None and pool is not None:
        raise InvalidValue("--pool shows all forecasters together, --by one of them: give one of the two")
    if not targets and by is None and pool is None and not late:
        _put_whole(book, at, color, as_json=as_json, as_csv=as_csv)
        return
    from outlook.answers.pools import asked
    from outlook.answers.standing import Standings
    from outlook.cli.wrong_clock import mention_the_future

    session = open_session(book, at, color)
    mention_the_future(session)
    person = forecaster(session.book, by)
    chosen = Standings(session.book, session.at, late=late).of(session.book.selected(targets or []))
    rows = [standing.row(person, with_pool=pool is not None) for standing in chosen]
    named = asked([one.situation for one in chosen], f"pool:{pool}" if pool else person, late=late, now=True)
    page, data = _page(session, rows, named, pool, person), _as_data(session, rows, named)
    put_answer(session, page, *data, as_json=as_json, as_csv=as_csv)


class _Tables:
    """The rows of each case, taken from it as soon as it is open."""

    def __init__(self, *, as_text: bool = False) -> None:
        self._of: dict[str, Table] = {}
        self._as_text = as_text

    def take(self, folder: "CaseFolder", at: "datetime") -> None:
        """Take the rows of a case."""
        from outlook.answers.table import Table
        from outlook.show.data.rows import text

        self._of[folder.id] = Table(folder, at, text, as_text=self._as_text)

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


def _put_whole(book: Path | None, at: str | None, color: str, *, as_json: bool, as_csv: bool) -> None:
    """The table of every case, which is kept: it is what is asked for every day."""
    from outlook.cli.wrong_clock import mention_the_future

    tables = _Tables(as_text=as_json)
    session = open_session(book, at, color, visit=tables.take)
    mention_the_future(session)

    def page() -> "Iterator[Block]":
        from outlook.show.describe.status import status as described
        from outlook.show.terminal.printed import is_narrow

        return described(tables.cases, tables.rows, session.at, narrow=is_narrow(session.screen))

    def document() -> str:
        from outlook.show.data import forms

        return forms.document_of_rows("forecasts", tables.texts, at=moment(session.at), pool=None)

    def rows() -> list[dict[str, Any]]:
        from outlook.show.data.rows import status as fields

        return [fields(row) for row in tables.rows]

    put_answer(session, page, document, rows, as_json=as_json, as_csv=as_csv)


def _page(
    session: Session, rows: "list[StatusRow]", asked: "Asked | None", pool: "Pool | None", person: str | None
) -> "Callable[[], Iterator[Block]]":
    """The page, under what has to be said of a pool that was asked for."""

    def shown() -> "Iterator[Block]":
        from outlook.show.describe.pools import pool_lines
        from outlook.show.describe.status import status as described
        from outlook.show.terminal.printed import is_narrow

        yield from pool_lines(asked)
        yield from described(cases_of(session), rows, session.at, pool, person, narrow=is_narrow(session.screen))

    return shown


def _as_data(
    session: Session, rows: "list[StatusRow]", asked: "Asked | None"
) -> "tuple[Callable[[], Any], Callable[[], Any]]":
    """The fields of the JSON object, and the rows of the CSV."""

    def shown() -> list[dict[str, Any]]:
        from outlook.show.data.rows import status as fields

        return [fields(row, asked.rule if asked else None) for row in rows]

    def fields() -> dict[str, Any]:
        from outlook.show.data.pools import pool

        return {"at": moment(session.at), "pool": pool(asked), "forecasts": shown()}

    def table() -> list[dict[str, Any]]:
        mention_pool(asked)
        return shown()

    return fields, table


def short(book: Path | None, at: str | None, color: str) -> None:
    """A short status and the next useful step."""
    from outlook.cli.wrong_clock import mention_the_future
    from outlook.show.describe.status import short_status
    from outlook.show.terminal.printed import is_narrow, show

    if find_book(book) is None:
        sys.stdout.write(WELCOME)
        return
    tables = _Tables()
    session = open_session(book, at, color, visit=tables.take)
    mention_the_future(session)
    narrow = is_narrow(session.screen)
    show(session.screen, short_status(tables.cases, tables.rows, session.at, narrow=narrow))


WELCOME = """\
There is no forecasts/ folder here yet. Three ways to begin:

1. A question of your own, with a probability:

   outlook new personal/ship-by-june \\
     --question "Will we ship by 30 June 2027?" --closes 2027-06-30 \\
     --prior 60% --criteria "YES if the release is public by the close"

2. An assessment (text, Markdown, PDF, Word, a web page): what does it forecast?

   outlook extract report.txt

3. A colleague's book, from git:

   outlook status --book ../their-repository/forecasts

`outlook --help` lists every command.
"""
