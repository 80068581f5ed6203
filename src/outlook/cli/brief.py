"""`outlook brief`."""

from typing import Annotated

import typer

from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, JsonOption
from outlook.cli.output_file import ForceOption, expect
from outlook.cli.selecting import Wanted, selecting


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("brief", short_help="One page: what is judged, what changed, what to watch")(brief)


@selecting
def brief(
    wanted: Wanted,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it to a file: .md, .html or .docx; - is Markdown here"
        ),
    ] = None,
    words: Annotated[int, typer.Option("--words", metavar="N", min=100, help="At most so many words")] = 600,
    by: ByOption = None,
    book: BookOption = None,
    at: AtOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook brief                             what changed in the last seven days
    outlook brief syria --since 2024-12-01 --at 2024-12-08 -o friday.md

    One page for who decides: key judgements in words and numbers, what changed and by which report, which signs would
    change them, what came out, and what is due. --since says from when on things changed.
    """
    from outlook.cli.briefing import form_of, put_brief
    from outlook.cli.session import open_session

    form = form_of(output, force=force, as_json=as_json)
    expect(output, book, force=force)
    session = open_session(book, at, color)
    put_brief(session, wanted, output, form, words, by, force=force, as_json=as_json)
