"""`outlook report`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outlook.cli import on_disk
from outlook.cli.options import AtOption, BookOption, ColorOption, JsonOption, TargetsArgument
from outlook.cli.output_file import STANDARD_OUTPUT, ForceOption
from outlook.cli.session import open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("report", short_help="One self-contained HTML page")(report)


def report(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write; - is standard output")
    ],
    targets: TargetsArgument = None,
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
    """
    from outlook import moments
    from outlook.answers.report import report as reported
    from outlook.answers.standing import Standings
    from outlook.records.publish import publish
    from outlook.show.data import payload
    from outlook.show.describe.phrasing import moment, plural, safe
    from outlook.show.html.report import render
    from outlook.show.svg.shapes import style
    from outlook.show.svg.small import small

    session = open_session(book, at, color)
    found = reported(Standings(session.book, session.at), session.book.selected(targets or []))
    page = render(found, small, style())
    if output == STANDARD_OUTPUT:
        sys.stdout.write(page)
        return
    on_disk.expect(Path(output), page)
    size = publish(Path(output), page, force=force)
    if as_json:
        fields = {"at": moments.iso(session.at), "path": output, "bytes": size, "forecasts": len(found.rows)}
        sys.stdout.write(payload.document(**fields) + "\n")
    else:
        told = f"{plural(len(found.rows), 'forecast')}, as known by {moment(session.at)}, {size / 1000:,.0f} kB"
        session.screen.line(f"wrote {safe(output)}: {told}")
