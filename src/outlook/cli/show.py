"""`outlook show`."""

from typing import TYPE_CHECKING, Any

import typer

from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, JsonOption
from outlook.cli.printing import put_answer
from outlook.cli.selecting import Wanted, chosen, selecting
from outlook.cli.session import Session, forecaster, open_session
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.page import Page
    from outlook.answers.standing import Standing, Standings
    from outlook.show.describe.blocks import Block


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("show", short_help="Everything about one forecast")(show)


@selecting
def show(
    wanted: Wanted,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook show hama-by-december
    outlook show --tag iran --sort title      each of several

    The question, its criteria, the statement it comes from, indicators, evidence, estimates and scores.
    """
    from outlook.answers.page import page
    from outlook.answers.standing import Standings

    if not wanted.is_anything:
        raise InvalidValue("show what? Name a forecast, or narrow the book: `outlook show --closing 7d`")
    session = open_session(book, at, color)
    standings, person = Standings(session.book, session.at), forecaster(session.book, by)
    selected = _selected(session, wanted, standings, person)
    pages = [page(standings, one.forecast, person) for one in selected]
    put_answer(session, lambda: _page(pages), lambda: _object(pages, selected, person), as_json=as_json)


def _selected(session: Session, wanted: Wanted, standings: "Standings", person: str | None) -> "list[Standing]":
    """Those that are wanted; one text alone names one forecast."""
    texts = wanted.targets or []
    if (
        len(texts) == 1
        and not wanted.narrows
        and not texts[0].startswith("tag:")
        and texts[0] not in session.book.cases
    ):
        forecast = session.book.forecast(texts[0])
        standings.narrow_to_page(forecast)
        return standings.of([forecast])
    return chosen(session, wanted, standings, person)


def _page(pages: "Sequence[Page]") -> "Iterator[Block]":
    from outlook.show.describe.blocks import Gap
    from outlook.show.describe.forecast import forecast_page

    for number, one in enumerate(pages):
        if number:
            yield Gap()
        yield from forecast_page(one)


def _object(pages: "Sequence[Page]", selected: "Sequence[Standing]", person: str | None) -> dict[str, Any]:
    """The page of one forecast, or a list of the pages of several."""
    found = [_data(page, [one], person) for page, one in zip(pages, selected, strict=True)]
    return found[0] if len(found) == 1 else {"pages": found}


def _data(found: "Page", chosen: "Sequence[Standing]", person: str | None) -> dict[str, Any]:
    from outlook.answers.score import Ask, review
    from outlook.show.data import payload, scorecard

    return payload.page(found, scorecard.scored(review(chosen, Ask(forecaster=person))))
