"""`outlook report`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli import on_disk, ranks
from outlook.cli.options import AtOption, BookOption, ColorOption, JsonOption
from outlook.cli.output_file import STANDARD_OUTPUT, ForceOption, expect
from outlook.cli.selecting import Wanted, chosen, selecting
from outlook.cli.session import Session, held, open_session, talk
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.report import Report


class Section(StrEnum):
    """The sections of a report; a list of typer's takes an enumeration, and no Literal."""

    STATUS = "status"
    FORECASTS = "forecasts"
    CALIBRATION = "calibration"
    SCORECARD = "scorecard"
    FORECASTERS = "forecasters"
    NOT_SCORED = "not-scored"
    WORDING = "wording"
    WORDS = "words"
    READING = "reading"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("report", short_help="One self-contained HTML page")(report)


@selecting
def report(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write; - is standard output")
    ],
    wanted: Wanted,
    section: Annotated[
        list[Section] | None,
        typer.Option("--section", metavar="SECTION", help=f"Only this one ({', '.join(Section)}); several: each"),
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="The table and the scores, without a page for each forecast")
    ] = False,
    book: BookOption = None,
    at: AtOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook report -o report.html             every case of the book
    outlook report -o hama.html hama --at 2024-12-06 --force

    One HTML file that needs nothing else: status, every forecast, scores, words. It loads nothing from anywhere.
    --brief and --section leave out what is not asked for, as before printing.
    """
    from outlook.records.publish import publish

    sections = _sections(section, brief=brief)
    expect(output, book, force=force)
    session = open_session(book, at, color)
    found, page = _made(session, wanted, sections)
    if output == STANDARD_OUTPUT:
        sys.stdout.write(page.decode())
        return
    on_disk.expect(Path(output), page)
    size = publish(Path(output), page, force=force)
    _say(session, output, size, len(found.rows), as_json=as_json)


def _sections(section: "list[Section] | None", *, brief: bool) -> "Sequence[str]":
    from outlook.show.html.report import BRIEF

    if brief and section:
        raise InvalidValue("--brief is a choice of sections, and --section another: give one of the two")
    return BRIEF if brief else [one.value for one in section or ()]


def _made(session: Session, wanted: Wanted, sections: "Sequence[str]") -> "tuple[Report, bytes]":
    from outlook.answers.report import report as reported
    from outlook.answers.standing import Standings
    from outlook.show.html.report import RANKING, parts
    from outlook.show.svg.shapes import style
    from outlook.show.svg.small import small

    standings = Standings(session.book, session.at)
    found = reported(standings, [one.forecast for one in chosen(session, wanted, standings)])
    held.append(found)
    card = found.review.card
    ranked = ranks.ranked(card) if ranks.several(card) and (not sections or RANKING in sections) else ()
    return found, b"".join([part.encode() for part in parts(found, small, style(), sections, ranked)])


def _say(session: Session, output: str, size: int, forecasts: int, *, as_json: bool) -> None:
    from outlook import moments
    from outlook.show.data import forms
    from outlook.show.describe.phrasing import moment, plural, safe

    if as_json:
        fields = {"at": moments.iso(session.at), "path": output, "bytes": size, "forecasts": forecasts}
        sys.stdout.write(forms.document(**fields) + "\n")
        return
    what = f"{plural(forecasts, 'forecast')}, as known by {moment(session.at)}, {size / 1000:,.0f} kB"
    session.screen.line(f"wrote {safe(output)}: {what}")
    if Path(output).suffix.lower() not in (".html", ".htm"):
        talk(f"{safe(output)} is a page in HTML, whatever its name says")
