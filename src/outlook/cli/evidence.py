"""`outlook evidence`."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from outlook.cli.completing import complete_forecast, complete_indicator, complete_report
from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    HappenedOption,
    JsonOption,
    KnownOption,
)
from outlook.cli.typed_signs import bearings_of
from outlook.errors import InvalidValue
from outlook.model.kind_of import is_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from outlook.book.enter import Build, Stamp, Written
    from outlook.cli.session import Session
    from outlook.model.forecast import Forecast

Strength = Literal["weak", "moderate", "strong"]
PIPED = "-"  # in place of a summary
RATIOS = {"weak": 1.5, "moderate": 3.0, "strong": 10.0}


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("evidence", short_help="Log a report and what it bears on")(evidence)


def evidence(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TARGET... SUMMARY",
            help="Forecasts, then one summary (- reads it from standard input)",
            autocompletion=complete_forecast,
        ),
    ],
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator",
            "-i",
            metavar="ID[:MATCH]",
            help="A sign it reports; MATCH is full, partial, pending, refutes or none [default: full]",
            autocompletion=complete_indicator,
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who reported it")] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read")] = None,
    grade: Annotated[str | None, typer.Option(help="Source A-F and credibility 1-6, such as B2")] = None,
    p_accurate: Annotated[
        str | None,
        typer.Option("--p-accurate", metavar="P", help="How likely the report is true, in place of its grade"),
    ] = None,
    origin: Annotated[
        str | None, typer.Option(metavar="SLUG", help="What several reports go back to; they count once")
    ] = None,
    happened_on: HappenedOption = None,
    known_at: KnownOption = None,
    likelihood_ratio: Annotated[
        float | None,
        typer.Option("--lr", metavar="RATIO", help="P(report | yes) / P(report | no), without an indicator"),
    ] = None,
    speaks_for: Annotated[
        Strength | None, typer.Option("--for", help="Instead of --lr: it speaks for yes (1.5, 3 or 10)")
    ] = None,
    speaks_against: Annotated[
        Strength | None, typer.Option("--against", help="Instead of --lr: it speaks for no")
    ] = None,
    note: Annotated[str | None, typer.Option(help="A remark, kept with it")] = None,
    revises: Annotated[
        str | None,
        typer.Option(
            metavar="ENTRY",
            help="The evidence entry that this one replaces; what you leave out is kept",
            autocompletion=complete_report,
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="It is another report than the one in the ledger that looks like it")
    ] = False,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook evidence hama "Army announces withdrawal" -i army-withdraws --grade B1
    outlook evidence homs-by damascus-by "Towns fall" -i outer-towns:partial

    Log one dated, sourced, graded report. It may bear on indicators of several forecasts. With - in place of the
    summary, lines of standard input can be a report each: KNOWN ON, SOURCE, GRADE, SUMMARY and SIGNS, separated by
    tabs; with - alone, FORECAST comes before them.
    """
    from outlook.cli.finishing import finish
    from outlook.cli.reports_by_line import named_by
    from outlook.cli.session import day_of, open_session, stamp

    session, marked = open_session(book, None, color), partial(stamp, by, known_at)
    day, ratio = day_of("--happened-on", happened_on, session), _ratio(likelihood_ratio, speaks_for, speaks_against)
    said: dict[str, Any] = {"source": source, "url": url, "grade": grade, "origin": origin, "note": note}
    said |= {"p_accurate": p_accurate, "happened_on": day, "revises": _revised(session.book, revises)}
    said |= {"likelihood_ratio": ratio}
    session, build = _of_words(session, words, said, indicator or [], marked, again=again)
    items = finish(session, build, dry_run=dry_run, as_json=as_json)
    remark(session, named_by(items), items)


def _of_words(
    session: "Session",
    words: list[str],
    said: "Mapping[str, Any]",
    signs: list[str],
    marked: "Callable[[], Stamp]",
    *,
    again: bool,
) -> "tuple[Session, Build]":
    """The session on what the entries need, and what makes them: one report, or one for each line."""
    from outlook.cli.hints import targets_of
    from outlook.cli.reports_by_line import are_lines, of_lines

    targets, summary = _targets_and_summary(words)
    forecasts = targets_of(session.book, targets, summary, session.now)
    if words[-1] == PIPED and are_lines(targets, summary, session.now):
        return session, of_lines(session, summary, forecasts, marked, [*said.values(), signs], again=again)
    fields = {"summary": summary.strip(), **said}
    return of_report(session, forecasts, marked, fields, bearings_of(signs), again=again)


def of_report(
    session: "Session",
    forecasts: "Sequence[Forecast]",
    marked: "Callable[[], Stamp]",
    fields: "Mapping[str, Any]",
    bearings: "Mapping[str, str]",
    *,
    again: bool,
) -> "tuple[Session, Build]":
    """The session on what the entry needs of a report, and what makes that."""
    from outlook.book.enter import evidence as enter

    part = _narrowed(session, forecasts, bearings, fields, marked())
    build = partial(enter, part.book, forecasts, fields=fields, bearings=bearings, again=again)
    return part, lambda: build(stamp=marked())


def _narrowed(
    session: "Session",
    forecasts: "Sequence[Forecast]",
    signs: "Iterable[str]",
    fields: "Mapping[str, Any]",
    marked: "Stamp",
) -> "Session":
    """The session on what the report needs; one that replaces another needs its whole case."""
    from outlook.cli.narrowing import narrowed

    if fields["revises"] is not None:
        return session
    return narrowed(session, forecasts, signs, {**fields, "known_at": marked.known_at})


def remark(session: "Session", forecasts: "Sequence[Forecast]", items: "Sequence[Written]") -> None:
    """Say what the report does not move, and what would make it count more."""
    from outlook.answers.remarks import remarks
    from outlook.answers.standing import Standings
    from outlook.cli.session import talk
    from outlook.model.counting import counts_from
    from outlook.show.describe.remarks import sentences

    standings = Standings(session.book, max(counts_from(item.entry) for item in items))
    for sentence in sentences(remarks(standings, forecasts, items)):
        talk(sentence)


def _targets_and_summary(words: list[str]) -> tuple[list[str], str]:
    *targets, summary = words
    if not targets and summary != PIPED:
        raise InvalidValue(
            f"{summary[:60]!r} is all that was given: name at least one forecast, then the summary in quotes"
        )
    return targets, _from_standard_input() if summary == PIPED else summary


def _from_standard_input() -> str:
    try:
        text = sys.stdin.read()
        text.encode()  # a tolerant stream lets odd bytes through as surrogates
    except UnicodeError as error:
        raise InvalidValue("standard input is not UTF-8: convert it, for instance with iconv -t UTF-8") from error
    if not text.strip():
        raise InvalidValue("standard input is empty: pipe the summary into it, or write it in quotes")
    return text


def _ratio(ratio: float | None, speaks_for: Strength | None, speaks_against: Strength | None) -> float | None:
    given = [value for value in (ratio, speaks_for, speaks_against) if value is not None]
    if len(given) > 1:
        raise InvalidValue("--lr, --for and --against say the same thing: give one of them")
    if speaks_for is not None:
        return RATIOS[speaks_for]
    return 1 / RATIOS[speaks_against] if speaks_against is not None else ratio


def weight_of(text: str) -> float | None:
    """The ratio that a line says: `for weak`, `against strong`, or the number itself; None for an empty one.

    Raises:
        InvalidValue: it says none.
    """
    side, _, strength = text.strip().lower().partition(" ")
    if not side:
        return None
    if side in ("for", "against") and strength.strip() in RATIOS:
        ratio = RATIOS[strength.strip()]
        return ratio if side == "for" else 1 / ratio
    try:
        return float(text)
    except ValueError:
        ways = ", ".join(RATIOS)
        raise InvalidValue(
            f"{text[:40]!r} says no weight: write for or against with {ways}, or a ratio such as 3"
        ) from None


def _revised(book: object, text: str | None) -> str | None:
    from outlook.book import Book

    if text is None:
        return None
    assert isinstance(book, Book)
    _, entry = book.entry(text)
    if not is_evidence(entry):
        raise InvalidValue(
            f"{entry.id} is {entry.kind}, not evidence: --revises replaces evidence; "
            f"`outlook retract` takes anything back"
        )
    return entry.id
