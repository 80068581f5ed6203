"""`outlook resolve`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.completing import complete_outcome, complete_report
from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    ForecastArgument,
    HappenedOption,
    JsonOption,
    KnownOption,
    SureOfOption,
    SureOption,
    WhyOption,
)
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from outlook.book import Book
    from outlook.book.enter import Build, Stamp, Written
    from outlook.cli.by_lines import Numbered
    from outlook.cli.session import Session
    from outlook.model.forecast import Forecast
    from outlook.show.describe.blocks import Block

NOT_AN_OUTCOME = ("ambiguous", "annulled")  # written out: `--help` loads no model
KNOWN = "KNOWN ON"
CELLS = ("FORECAST", "OUTCOME", "WHY", KNOWN)  # of a line


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("resolve", short_help="Say what happened; scores it")(resolve)


def resolve(
    forecast: ForecastArgument,
    outcome: Annotated[
        str | None,
        typer.Argument(
            metavar="OUTCOME",
            help="yes, no, an option, a value, a day, later, earlier, ambiguous or annulled",
            autocompletion=complete_outcome,
        ),
    ] = None,
    why: WhyOption = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="ENTRY",
            help="An evidence entry that shows it (repeatable)",
            autocompletion=complete_report,
        ),
    ] = None,
    lesson: Annotated[str | None, typer.Option(help="What you learn from it for the next forecast")] = None,
    happened_on: HappenedOption = None,
    known_at: KnownOption = None,
    sure: SureOption = False,
    sure_of: SureOfOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook resolve hama-by yes --happened-on 2024-12-05 --why "The army withdrew"
    outlook resolve attacks-on-us-forces annulled --why "No agreed count exists"

    Say what happened, and score it. A resolution is changed by retracting it first. With - in place of the forecast,
    lines of standard input say FORECAST, OUTCOME, WHY and the day on which that was known, separated by tabs.
    """
    from outlook.cli.by_lines import LINES, refuse_without_lines
    from outlook.cli.finishing import finish
    from outlook.cli.session import open_session, stamp

    session, extras = open_session(book, None, color), (why, evidence, lesson, happened_on)
    if forecast == LINES:
        build, lines = _of_lines(session, lambda: stamp(by, known_at), [outcome, *extras], sure_of)
        finish(session, build, sure=sure, lines=lines, dry_run=dry_run, as_json=as_json)
        return
    refuse_without_lines(sure_of)
    selected, fields = _aimed(session, forecast), _fields(session, *extras)
    session, build = of_outcome(session, selected, lambda: stamp(by, known_at), _said(selected, outcome), fields)
    items = finish(session, build, sure=sure, dry_run=dry_run, as_json=as_json)
    _look_back(session, selected, () if as_json else items)


def _aimed(session: "Session", text: str) -> "Forecast":
    from outlook.cli.aiming import aimed

    return aimed(session.book, text, session.now)


def _said(forecast: "Forecast", outcome: str | None) -> str:
    if outcome is None:
        raise InvalidValue(f"the outcome is missing: {forecast.answers}, ambiguous or annulled")
    return outcome


def _fields(
    session: "Session", why: str | None, evidence: list[str] | None, lesson: str | None, happened_on: str | None
) -> dict[str, Any]:
    from outlook.cli.session import day_of

    day = day_of("--happened-on", happened_on, session)
    return {"why": why, "evidence": _shown(session.book, evidence), "happened_on": day, "lesson": lesson}


def _of_lines(
    session: "Session", marked: "Callable[[], Stamp]", others: "Sequence[object]", sure_of: str | None
) -> "tuple[Build, Numbered]":
    """What makes the outcomes that lines ask for, and the lines."""
    from outlook.cli.aiming import aimed
    from outlook.cli.by_lines import made, numbered, typed_lines

    if any(others):
        raise InvalidValue("- reads everything from lines: leave out the outcome, --why and what else is said of one")
    lines = typed_lines(CELLS)

    def build() -> "list[Written]":
        resolved = set[str]()

        def of_line(cells: "Mapping[str, str]", stamp: "Stamp") -> "Written":
            outcome, why = cells["OUTCOME"], cells["WHY"] or None
            forecast = aimed(session.book, cells["FORECAST"], stamp.recorded_at)
            if forecast.full_id in resolved:
                raise InvalidValue(f"{forecast.full_id} is resolved by an earlier line: once is enough")
            resolved.add(forecast.full_id)
            _check_reason(outcome, why)
            return _resolved(session.book, forecast, outcome, {"why": why, "evidence": []}, stamp)

        return made(lines, marked(), KNOWN, of_line)

    return build, numbered(lines, sure_of)


def of_outcome(
    session: "Session",
    forecast: "Forecast",
    marked: "Callable[[], Stamp]",
    outcome: str,
    fields: "Mapping[str, Any]",
) -> "tuple[Session, Build]":
    """The session on what the entry needs of an outcome, and what makes that.

    Raises:
        InvalidValue: what is no outcome has no reason.
    """
    from outlook.cli.narrowing import narrowed_to_settle

    _check_reason(outcome, fields.get("why"))
    part = narrowed_to_settle(session, [forecast])
    build = partial(_resolved, part.book, forecast, outcome, fields)
    return part, lambda: [build(marked())]


def _check_reason(outcome: str, why: str | None) -> None:
    if outcome.strip().lower() in NOT_AN_OUTCOME and not why:
        raise InvalidValue(f'{outcome} needs its reason: add --why "…"')


def looking_back(session: "Session", forecast: "Forecast", item: "Written") -> "Iterator[Block]":
    """Which signs and sources pointed the wrong way, now that it is known."""
    from outlook.answers.postmortem import postmortem
    from outlook.answers.standing import Standings
    from outlook.show.describe.postmortem import judged

    return judged(postmortem(Standings(session.book, item.entry.recorded_at)[forecast.full_id]))


def _look_back(session: "Session", forecast: "Forecast", items: "Sequence[Written]") -> None:
    """Show what pointed the wrong way, and say how what is learned from it is kept."""
    from outlook.cli.session import talk
    from outlook.show.terminal.printed import show

    for item in items:
        show(session.screen, looking_back(session, forecast, item))
        if getattr(item.entry, "lesson", None) is None:
            talk('what you learn from it can be kept with the outcome: --lesson "…"')


def _shown(book: "Book", texts: list[str] | None) -> list[str]:
    """The ids of the entries that show an outcome."""
    return [book.entry(text)[1].id for text in texts or []]


def _resolved(
    book: "Book", forecast: "Forecast", outcome: str, fields: "Mapping[str, Any]", marked: "Stamp"
) -> "Written":
    from outlook.book.enter import resolution as enter

    return enter(book, book.situation(forecast, marked.recorded_at), marked, outcome, fields)
