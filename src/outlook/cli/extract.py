"""`outlook extract`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.completing import complete_case, complete_class, complete_link, complete_scale
from outlook.cli.options import BookOption, ColorOption, CsvOption, DryRunOption, JsonOption, SureOption
from outlook.cli.session import talk
from outlook.cli.stored import stored_document
from outlook.cli.taking_in import Read, Wanted, take_in, target_of
from outlook.errors import InvalidValue, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.cli.stored import Stored
    from outlook.documents.read import Text
    from outlook.extract import Found, Reading

CLASSES = ("outlook", "assumption", "attributed", "warning", "fact")
LOOKED_FOR = ("outlook", "warning")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("extract", short_help="The outlook statements of a document")(extract)


def extract(
    report: Annotated[
        Path,
        typer.Argument(
            metavar="REPORT",
            help="A document: text, Markdown, PDF, DOCX, HTML; - for standard input; CASE/DOCUMENT for one of a case",
        ),
    ],
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help="Only outlook, warning, assumption, attributed or fact (repeatable) [default: the first two]",
            autocompletion=complete_class,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every sentence with its class")] = False,
    min_words: Annotated[int, typer.Option(metavar="N", min=1, help="Pass over sentences of fewer words")] = 4,
    scale: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The scale that gives hedges their bands [default: the case's, or icd203]",
            autocompletion=complete_scale,
        ),
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(
            "--case",
            metavar="NAME",
            autocompletion=complete_case,
            help="Put the statements that --accept names into a case, a new one or one there is",
        ),
    ] = None,
    accept: Annotated[str | None, typer.Option(metavar="1,5-7|all", help="The statements' numbers, for --case")] = None,
    pick: Annotated[
        bool,
        typer.Option(
            "--pick", help="Walk through the statements for --case, and finish their drafts; needs a terminal"
        ),
    ] = False,
    link: Annotated[
        list[str] | None,
        typer.Option(
            metavar="4=FORECAST",
            help="Statement 4 speaks of a forecast that the case has (repeatable)",
            autocompletion=complete_link,
        ),
    ] = None,
    as_stated: Annotated[
        str | None,
        typer.Option(metavar="4,5", help="The words of these links are their author's estimate, in spite of a doubt"),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose document it is, for --case [default: as its heading says]"),
    ] = None,
    looks_from: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="The day the document looks ahead from, for --case"),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What the new case is called, for --case")] = None,
    text_only: Annotated[
        bool, typer.Option("--text", help="Only the text that was read, in which statements have their places")
    ] = False,
    book: BookOption = None,
    sure: SureOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook extract forecasts/syria-2024-12/report.txt
    outlook extract forecasts/syria-2024-12/report.txt --class assumption --json

    The outlook statements of a document with hedge, band, condition, horizon and speaker, and the rules that
    found them. The rules are English; a person decides what becomes a forecast: `--case kestria --as-of
    2026-11-08 --accept 5-7 --link 4=coup` puts the document into a case, with drafts of three statements, and
    one linked.
    """
    into = Wanted(case, title, looks_from, author, accept, tuple(link or ()), as_stated, pick, dry_run, sure)
    _refuse_beside(text_only, as_json or as_csv or into.is_something)
    stored = stored_document(report, book)
    document = _read(report, stored)
    target, read_by = target_of(into if stored is None else into.of_case(stored), document, book, _scale(scale, stored))
    found, kind = ([], "") if text_only else _found(document, read_by)
    chosen = _chosen(found, None if every else classes or LOOKED_FOR, min_words)
    if text_only:
        sys.stdout.write(document.text)
    elif target is not None:
        take_in(into, target, document, Read(found, chosen, read_by))
    elif as_json or as_csv:
        _put_data(report, document, chosen, kind, as_csv=as_csv)
    else:
        _show(document, chosen, len(found), color)


def _refuse_beside(text_only: bool, anything: bool) -> None:
    if text_only and anything:
        raise InvalidValue("--text prints what was read and nothing else: leave --json, --csv and --case out")


def _chosen(found: "Sequence[Found]", named: "Sequence[str] | None", fewest: int) -> "list[tuple[int, Found]]":
    """The statements of the named classes (None for all) that are long enough, with their numbers."""
    wanted = None if named is None else {_class(name) for name in named}
    return [
        (number, item)
        for number, item in enumerate(found, 1)
        if (wanted is None or wanted & set(item.classes)) and len(item.plain.split()) >= fewest
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


def _read(report: Path, stored: "Stored | None") -> "Text":
    """The document, with what a reader should know of how it was read."""
    from outlook.documents.read import decoded, read_document
    from outlook.extract import is_english
    from outlook.show.terminal.progress import watched

    with watched("pages") as watch:
        document = read_document(report, watch) if stored is None else decoded(stored.raw, stored.document.file, watch)
    if not is_english(document.text):
        raise InvalidValue(f"{document.name} does not read as English, and the rules of extraction are English")
    if document.note:
        talk(document.note)
    return document


KINDS = {
    "instructions": "instructions or advice: may, can and should state rules there, unless a day is named",
    "statute": "a statute or a contract: may, shall and will are permissions and duties there, unless a day is named",
    "terms": "terms of use, or another contract: what will be is a duty there, unless a day is named",
    "narrative": "a story: would and could are its past",
}


SHOWN = 60  # columns of a sentence that is passed over


def _found(document: "Text", scale: str) -> "Reading":
    """The sentences, and what kind of text they were read as, which is said where it decides anything."""
    from outlook.extract import read
    from outlook.show.describe.phrasing import cut_at_word, plural

    reading = read(document.text, scale)
    if reading.kind:
        talk(f"{document.name} reads as {KINDS[reading.kind]}")
    if reading.foreign:
        first = reading.foreign[0]
        language = first.reasons[0].rpartition(" ")[2]
        talk(
            f"{plural(len(reading.foreign), 'sentence')} passed over, in another language than English, "
            f"the first in {language}: “{cut_at_word(first.text, SHOWN)}”"
        )
    return reading


def _class(name: str) -> str:
    if name.lower() not in CLASSES:
        hint = did_you_mean(name[:60], CLASSES) or f"it is one of {', '.join(CLASSES)}"
        raise InvalidValue(f"--class: {name[:60]!r} is not a class of statement; {hint}")
    return name.lower()


def _scale(name: str | None, stored: "Stored | None") -> str | None:
    """The scale that was named, or that of the case which holds the document."""
    from outlook.words import scale

    if name is None:
        return stored.folder.case.scale if stored is not None and stored.folder.case is not None else None
    try:
        return scale(name.lower()).name
    except ValueError as error:
        raise InvalidValue(f"--scale: {error}") from error
