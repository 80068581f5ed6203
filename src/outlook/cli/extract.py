"""`outlook extract`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from outlook.cli.options import BookOption, ColorOption, CsvOption, JsonOption
from outlook.cli.session import now, said, talk
from outlook.errors import InvalidValue, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.extract import Found

CLASSES = ("outlook", "assumption", "attributed", "warning", "fact")
LOOKED_FOR = ("outlook", "warning")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("extract", short_help="The outlook statements of a document")(extract)


def extract(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A document, as plain text or Markdown")],
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
    from outlook.extract import extract as find
    from outlook.records.document import read_document
    from outlook.show import payload
    from outlook.show.extract import show_statements, statement
    from outlook.show.screen import standard_output

    document = read_document(report)
    _check_language(report, document.text)
    if document.note:
        talk(document.note)
    found = find(document.text, _scale(scale))
    wanted = {_class(name) for name in classes or LOOKED_FOR}
    chosen = [
        (number, item)
        for number, item in enumerate(found, 1)
        if (every or wanted & set(item.classes)) and len(item.text.split()) >= min_words
    ]
    if case is not None or accept is not None or pick:
        walked = chosen if pick else None
        _make(report, found, Wanted(case, looks_from, accept, walked, document.sha256, _scale(scale)), book)
        return
    rows = [{"number": number, **statement(item)} for number, item in chosen]
    if as_json:
        sys.stdout.write(payload.document(document=str(report), statements=rows) + "\n")
    elif as_csv:
        sys.stdout.write(payload.table(rows))
    else:
        show_statements(standard_output(color, os.environ), report.name, chosen, len(found))


class Wanted(NamedTuple):
    """What `--case` is to be made of: the statements by their numbers, or those to be walked through; the digest."""

    case: str | None
    looks_from: str | None
    accept: str | None
    walked: "Sequence[tuple[int, Found]] | None"
    sha256: str
    scale: str


def _make(report: Path, found: "Sequence[Found]", wanted: Wanted, book: Path | None) -> None:
    """A new case from the statements that were accepted."""
    from outlook import moments
    from outlook.cli.casework import kept_as, open_case, write_case
    from outlook.cli.choosing import accepted, picked
    from outlook.extract.drafts import Source
    from outlook.show.words import safe

    case, looks_from, accept, walked, sha256, scale = wanted
    if case is None or (accept is None) is (walked is None):
        raise InvalidValue(
            "--case NAME goes with --accept 4,5 (the numbers of the list) or with --pick: one of the two"
        )
    if looks_from is None:
        raise InvalidValue("--as-of DAY is missing: from which day does the document look ahead? It is never guessed")
    source = Source(kept_as(report), sha256, said("--as-of", moments.day, looks_from, now()), scale)
    folder = open_case(case, book, report, sha256)
    chosen = accepted(accept, found) if accept is not None else picked(walked or ())
    for name, path in write_case(folder, report, source, found, chosen).items():
        sys.stdout.write(safe(f"{case}/{name}  {path}") + "\n")
    talk(f"every TODO in them is yours to fill in: `outlook check` names them. To take it back: delete {folder}")


def _check_language(report: Path, text: str) -> None:
    from outlook.extract import is_english

    if not is_english(text):
        raise InvalidValue(f"{report} does not read as English, and the rules of extraction are English")


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
