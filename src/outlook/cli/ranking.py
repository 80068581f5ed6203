"""What `panel` ranks: tables of anybody's forecasts, or what is selected of the book."""

from typing import TYPE_CHECKING, Any

from outlook.cli.selecting import Wanted, chosen
from outlook.cli.session import Session, talk
from outlook.cli.wrong_clock import mention_what_follows_its_outcome
from outlook.errors import InvalidValue, NoMatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.panel.ask import Ask
    from outlook.panel.scored import PanelScores

SHORT = 1000  # questions that are looked at before anybody would look for a bar


def tables_of(wanted: Wanted, of_tables: str | None, others: "Mapping[str, Any]") -> tuple[str, ...]:
    """The tables that are named; none where the book is ranked, or the part of it that is named.

    With what only tables have, every name is one of a table. `others` are options that mean the book.

    Raises:
        InvalidValue: tables are named together with what selects of the book.
    """
    from outlook.panel.ask import is_table

    names = tuple(wanted.targets or ())
    tables = names if of_tables else tuple(name for name in names if is_table(name))
    if not tables:
        return ()
    if len(tables) < len(names):
        other = next(name for name in names if name not in tables)
        raise InvalidValue(
            f"{tables[0]} is a table, and {other[:60]!a} would be of the book: rank tables, or the book, and not both"
        )
    given = {f"--{name}": value for name, value in wanted._asdict().items() if name != "targets"}
    option = next((name for name, value in {**given, **others}.items() if value), None)
    if option is not None:
        raise InvalidValue(f"{option} means the book, and {tables[0]} is a table: leave one of the two out")
    return tables


def of_tables(ask: "Ask") -> "PanelScores":
    """The ranking of tables."""
    from outlook.panel.ask import extra
    from outlook.show.terminal.progress import watched

    with extra(), watched("questions") as watch:
        from outlook.panel.scored import scored

        return scored(ask, lambda done, total: watch(done, total) if total > SHORT else None)


def of_book(ask: "Ask", session: Session, wanted: Wanted, *, late: bool) -> "PanelScores":
    """The ranking of what is selected of the book, as `score` selects.

    Raises:
        NoMatch: nothing is, or a name is neither of the book nor of a table.
    """
    from outlook.answers.standing import Standings
    from outlook.panel.ask import extra

    try:
        selected = chosen(session, wanted, Standings(session.book, session.at, late=late), by_outcome=True)
    except NoMatch as error:
        if not wanted.targets:
            raise
        raise NoMatch(f"{error} (a table is named by a file, a folder or a URL that is there)") from error
    mention_what_follows_its_outcome(session, (one.forecast for one in selected if one.situation.state == "resolved"))
    for warning in dict.fromkeys(one.case.warning for one in selected if one.case and one.case.warning):
        talk(f"! {' '.join(warning.split())}")
    with extra():
        from outlook.panel.from_book import scored_book

        rows = [row for one in selected for row in one.scores.rows]
        return scored_book(
            ask, rows, session.at, late=late, of="the book" if not wanted.is_anything else "what is selected"
        )
