"""`outlook extract`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from outlook.cli import on_disk
from outlook.cli.options import BookOption, ColorOption, CsvOption, JsonOption
from outlook.cli.session import now, said, talk
from outlook.errors import InvalidValue, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.documents.read import Text
    from outlook.extract import Found, Reading

CLASSES = ("outlook", "assumption", "attributed", "warning", "fact")
LOOKED_FOR = ("outlook", "warning")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("extract", short_help="The outlook statements of a document")(extract)


def extract(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A document: text, Markdown, PDF, DOCX, HTML; - for standard input")
    ],
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help="Only outlook, warning, assumption, attributed or fact (repeatable) [default: the first two]",
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every sentence with its class")] = False,
    min_words: Annotated[int, typer.Option(metavar="N", min=1, help="Pass over sentences of fewer words")] = 4,
    scale: Annotated[str, typer.Option(metavar="NAME", help="The scale that gives hedges their bands")] = "icd203",
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="Make a new case of the statements that --accept names")
    ] = None,
    accept: Annotated[str | None, typer.Option(metavar="4,5,…", help="The statements' numbers, for --case")] = None,
    pick: Annotated[
        bool, typer.Option("--pick", help="Walk through the statements for --case, one key each; needs a terminal")
    ] = False,
    looks_from: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="The day the document looks ahead from, for --case"),
    ] = None,
    text_only: Annotated[
        bool, typer.Option("--text", help="Only the text that was read, in which statements have their places")
    ] = False,
    book: BookOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook extract forecasts/syria-2024-12/report.txt
    outlook extract forecasts/syria-2024-12/report.txt --class assumption --json

    The outlook statements of a document with hedge, band, condition, horizon and speaker, and the rules that
    found them. The rules are English; a person decides what becomes a forecast.
    """
    if text_only and (as_json or as_csv or case is not None or accept is not None or pick):
        raise InvalidValue("--text prints what was read and nothing else: leave --json, --csv and --case out")
    scale, wanted = _scale(scale), {_class(name) for name in classes or LOOKED_FOR}
    document = _read(report)
    if text_only:
        sys.stdout.write(document.text)
        return
    found, kind = _found(document, scale)
    chosen = _chosen(found, None if every else wanted, min_words)
    if case is not None or accept is not None or pick:
        _make(document, found, Wanted(case, looks_from, accept, chosen if pick else None, scale), book)
    elif as_json or as_csv:
        _put_data(report, document, chosen, kind, as_csv=as_csv)
    else:
        _show(document, chosen, len(found), color)


def _chosen(found: "Sequence[Found]", wanted: set[str] | None, fewest: int) -> "list[tuple[int, Found]]":
    """The statements of the wanted classes (None for all) that are long enough, with their numbers."""
    return [
        (number, item)
        for number, item in enumerate(found, 1)
        if (wanted is None or wanted & set(item.classes)) and len(item.text.split()) >= fewest
    ]


def _put_data(
    report: Path, document: "Text", chosen: "Sequence[tuple[int, Found]]", kind: str, *, as_csv: bool
) -> None:
    from outlook.show.data import forms
    from outlook.show.data.statements import statement

    rows = [{"number": number, **statement(item, document.places)} for number, item in chosen]
    whole = (
        forms.table(rows)
        if as_csv
        else forms.document(document=str(report), register=kind or None, statements=rows) + "\n"
    )
    sys.stdout.write(whole)


def _show(document: "Text", chosen: "Sequence[tuple[int, Found]]", of: int, color: str) -> None:
    from outlook.show.describe.statements import statements
    from outlook.show.terminal.printed import show
    from outlook.show.terminal.screen import standard_output

    show(standard_output(color, os.environ), statements(document.name, chosen, of, document.places))


def _read(report: Path) -> "Text":
    """The document, with what a reader should know of how it was read."""
    from outlook.documents.read import read_document
    from outlook.extract import is_english
    from outlook.show.terminal.progress import watched

    with watched("pages") as watch:
        document = read_document(report, watch)
    if not is_english(document.text):
        raise InvalidValue(f"{document.name} does not read as English, and the rules of extraction are English")
    if document.note:
        talk(document.note)
    return document


KINDS = {
    "instructions": "instructions or advice: may, can and will state rules there, unless a day is named",
    "study": "a report of a study: may, might and could are guesses there, unless a day is named",
    "court": "an opinion of a court: may, would and could are arguments there, unless a day is named",
    "statute": "a statute or a contract: may, shall and will are permissions and duties there, unless a day is named",
    "narrative": "a story: would and could are its past",
}


def _found(document: "Text", scale: str) -> "Reading":
    """The sentences, and what kind of text they were read as, which is said where it decides anything."""
    from outlook.extract import read

    reading = read(document.text, scale)
    if reading.kind:
        talk(f"{document.name} reads as {KINDS[reading.kind]}")
    return reading


class Wanted(NamedTuple):
    """What `--case` is to be made of: the statements by their numbers, or those to be walked through; the scale."""

    case: str | None
    looks_from: str | None
    accept: str | None
    walked: "Sequence[tuple[int, Found]] | None"
    scale: str


def _make(document: "Text", found: "Sequence[Found]", wanted: Wanted, book: Path | None) -> None:
    """A new case from the statements that were accepted."""
    from outlook import moments
    from outlook.cli.making_a_case import open_case, source_of, write_case
    from outlook.cli.picking import accepted, picked
    from outlook.show.describe.phrasing import safe

    case, looks_from, accept, walked, scale = wanted
    if case is None or (accept is None) is (walked is None):
        raise InvalidValue(
            "--case NAME goes with --accept 4,5 (the numbers of the list) or with --pick: one of the two"
        )
    if looks_from is None:
        raise InvalidValue("--as-of DAY is missing: from which day does the document look ahead? It is never guessed")
    source = source_of(document, said("--as-of", moments.day, looks_from, now()), scale)
    folder = open_case(case, book, document)
    chosen = accepted(accept, found) if accept is not None else picked(walked or ())
    on_disk.expect(folder)
    for name, path in write_case(folder, document, source, found, chosen).items():
        sys.stdout.write(safe(f"{case}/{name}  {path}") + "\n")
    talk(f"every TODO in them is yours to fill in: `outlook check` names them. To take it back: delete {folder}")


def _class(name: str) -> str:
    if name.lower() not in CLASSES:
        hint = did_you_mean(name[:60], CLASSES) or f"it is one of {', '.join(CLASSES)}"
        raise InvalidValue(f"--class: {name[:60]!r} is not a class of statement; {hint}")
    return name.lower()


def _scale(name: str) -> str:
    from outlook.words import scale

    try:
        return scale(name.lower()).name
    except ValueError as error:
        raise InvalidValue(f"--scale: {error}") from error
