"""The report: values in, one self-contained HTML page out."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from outlook.answers.tally import tally_of
from outlook.errors import installing
from outlook.show.describe import language
from outlook.show.describe.authors import Names, speakers, titles
from outlook.show.describe.blocks import Line, Text, to_page
from outlook.show.describe.calibration import calibration
from outlook.show.describe.chart import with_authors
from outlook.show.describe.forecast import forecast_body, standing
from outlook.show.describe.groups import spoken
from outlook.show.describe.panel import ranks
from outlook.show.describe.phrasing import moment, plural, state_word
from outlook.show.describe.scorecard import listed_missing, not_scored, scores
from outlook.show.describe.status import SIGNS, status_table
from outlook.show.describe.summed_up import STATES, summary
from outlook.show.describe.terms import TERMS
from outlook.show.describe.warnings import cautions, warnings
from outlook.show.describe.weighing import rule, weighing
from outlook.show.html.blocks import CODE, Draw, P, Printer
from outlook.show.html.shell import document
from outlook.show.markup import HOLE, Child, Html, around, element, prose, tag
from outlook.words import scale

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from outlook.answers.report import CasePart, ForecastPart, Report
    from outlook.model.case import Case
    from outlook.panel.ask import Kind
    from outlook.panel.ranking import Ranking
    from outlook.show.describe.blocks import Block

    Cases = Mapping[str, Case | None]
    Ranked = Sequence[tuple[Kind, Ranking]]

SECTIONS = (
    ("status", "Status"),
    ("forecasts", "Forecasts"),
    ("calibration", "Calibration"),
    ("scorecard", "Scorecard"),
    ("forecasters", "Whose forecasts did best"),
    ("not-scored", "Not scored"),
    ("wording", "How good our wording was"),
    ("words", "Words and numbers"),
    ("reading", "How to read this page"),
)


ARTICLE, HEADER, H4 = element("article", id=...), element("header"), element("h4")
QUESTION, STATE = element("p", class_="question"), element("span", class_="state", data_state=...)
FOOTER = "Written by outlook. Scores and implied numbers follow stated rules and can be redone by hand."
RANKING, WORDING = "forecasters", "wording"
BRIEF = ("status", "calibration", "scorecard", "forecasters", "not-scored", "wording")


def render(report: Report, draw: Draw, style: str, wanted: Collection[str] = (), ranked: Ranked | None = ()) -> str:
    """The page, with pictures by `draw` that look as `style` says. The same report gives the same bytes.

    Of its sections those that are `wanted`, or all.
    """
    return "".join(parts(report, draw, style, wanted, ranked))


def parts(
    report: Report, draw: Draw, style: str, wanted: Collection[str] = (), ranked: Ranked | None = ()
) -> Iterator[str]:
    """The page as `render` has it, one forecast after the other: of many, the whole takes much memory at once.

    `ranked` are the rankings of `score --by forecaster`; None where what ranks is not installed.
    """
    shown = [(name, title) for name, title in SECTIONS if _is_shown(name, report, ranked, wanted)]
    has_pages = "forecasts" in dict(shown)
    pages = frozenset(row.full_id for row in report.rows if has_pages)
    printer = Printer(pages, draw)
    cases = {part.title: part.case for part in report.cases}
    before, after = around(
        document(
            f"{report.title} – forecasts",
            style,
            tag("a", f"Skip to: {shown[0][1].lower()}", href=f"#{shown[0][0]}", class_="skip"),
            _masthead(report, printer, cases, shown),
            tag("main", HOLE),
            tag("footer", tag("p", FOOTER)),
        )
    )
    yield before
    for name, _ in shown:
        if name == "forecasts":
            yield from _forecasts(report, printer)
        elif name == RANKING:
            yield _section(name, *_ranking(ranked, printer, cases))
        else:
            yield _section(name, *SHOWN[name](report, printer, cases))
    yield after


def _masthead(report: Report, printer: Printer, cases: Cases, shown: Sequence[tuple[str, str]]) -> Html:
    known = tag("time", moment(report.at), datetime=f"{report.at:%Y-%m-%dT%H:%MZ}")
    summary = report.cases[0].case.summary if len(report.cases) == 1 and report.cases[0].case else None
    links = [tag("li", tag("a", title, href=f"#{name}")) for name, title in shown]
    return tag(
        "header",
        tag("h1", report.title),
        tag("p", "As known by ", known, class_="known"),
        tag("div", prose(summary), class_="summary") if summary else None,
        *(tag("aside", printer.one(line), class_="warning", role="note") for line in warnings(cases)),
        _gaps(report),
        tag("nav", tag("ul", *links), aria_label="Sections") if len(links) > 1 else None,
        class_="masthead",
    )


def _gaps(report: Report) -> Html | None:
    """What could not be read is missing from the page, and said."""
    if not report.problems and not report.review.missing:
        return None
    if not report.problems:
        said = f"{listed_missing(report.review.missing)}."
        return tag("aside", tag("p", tag("strong", "Incomplete. "), said), class_="warning", role="note")
    found = plural(report.problems, "problem")
    said = f"{found} in the book when this was written: what could not be read is missing here."
    return tag("aside", tag("p", tag("strong", "Incomplete. "), said), class_="warning", role="note")


def _table(report: Report, printer: Printer, _cases: Cases) -> Sequence[Child]:
    lead = printer.one(Line(summary(tally_of(report.rows), report.at), "lead"))
    return lead, _filter(report), _status(report, printer)


def _forecasts(report: Report, printer: Printer) -> Iterator[Html]:
    before, after = around(_section("forecasts", HOLE))
    yield before
    for case in report.cases:
        yield from _case(case, report, printer)
    yield after


def _is_shown(name: str, report: Report, ranked: Ranked | None, wanted: Collection[str]) -> bool:
    """Whether a section is there: of a ranking and of words only where there are any, unless it alone was asked for."""
    is_there = {RANKING: bool(ranked), WORDING: bool(report.wording)}
    if not is_there.get(name, True) and set(wanted) != {name}:
        return False
    return not wanted or name in wanted


def _ranking(ranked: Ranked | None, printer: Printer, cases: Cases) -> Sequence[Child]:
    """The answer of `score --by forecaster`, without its pairs."""
    if not ranked:
        needs = f"ranks and intervals need an extra: {installing('panel')}"
        alone = "no two forecasters were scored on questions of one kind."
        return (printer.one(Line(f"No ranking: {alone if ranked is not None else needs}")),)
    names = speakers(cases)
    blocks = (ranks(kind, replace(found, pairs=()), names) for kind, found in ranked)
    return (printer.all([*_minded(cases), *chain(*blocks)]),)


def _calibration(report: Report, printer: Printer, cases: Cases) -> Sequence[Child]:
    return (printer.all([*_minded(cases), *calibration(report.calibration, speakers(cases))]),)


def _scorecard(report: Report, printer: Printer, cases: Cases) -> Sequence[Child]:
    return (printer.all([*_minded(cases), *scores(report.review, cases, short=len(cases) == 1)]),)


def _minded(cases: Cases) -> list[Block]:
    return list(cautions(cases, named=len(cases) > 1))


def _not_scored(report: Report, printer: Printer, cases: Cases) -> Sequence[Child]:
    left_out, gone = report.review.card.not_scored, report.review.missing
    short = len(cases) == 1
    found = not_scored(left_out, gone, short=short, every=True) if left_out or gone else Line("Everything is scored.")
    return (printer.one(found),)


def _legend(_report: Report, _printer: Printer, _cases: Cases) -> Sequence[Child]:
    terms = (tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in TERMS)
    return (tag("dl", *terms, class_="legend"),)


def _section(name: str, *body: Child) -> Html:
    return tag("section", tag("h2", dict(SECTIONS)[name]), *body, id=name)


def _status(report: Report, printer: Printer) -> Html:
    people = {person for row in report.rows for person in row.forecasters}
    cases = {part.id: part.case for part in report.cases}
    several, named = len(report.cases) > 1, len(people) > 1
    return printer.one(status_table(report.rows, cases, report.at, several=several, named=named, with_words=True))


def _filter(report: Report) -> Html:
    """Shown by the script, which is what makes it work."""
    present = {row.state for row in report.rows}
    options = [tag("option", "every state", value="")]
    options += [tag("option", state_word(one), value=one) for one in STATES if one in present]
    return tag(
        "div",
        tag("label", "Find ", tag("input", type="search", id="find")),
        tag("label", "State ", tag("select", *options, id="state")),
        tag("output", id="found", role="status"),
        class_="filter",
        id="filter",
        hidden=True,
    )


def _case(case: CasePart, report: Report, printer: Printer) -> Iterator[Html]:
    several = len(report.cases) > 1
    summary = prose(case.case.summary) if several and case.case and case.case.summary else None
    weighed = printer.text(rule(case.forecasts[0].by))
    name = tag("p", tag("code", case.id), tag("small", " evidence is weighed by ", weighed))
    before, after = around(tag("section", tag("h3", case.title), name, summary, HOLE, class_="case"))
    deeper = replace(printer, top=4)
    yield before
    for part in case.forecasts:
        yield _forecast(case, part, deeper)
    yield after


def _forecast(case: CasePart, part: ForecastPart, printer: Printer) -> Html:
    """Everything about one forecast."""
    forecast, page, steps, drawn = part.forecast, part.page, part.explained, part.picture
    picture = with_authors(drawn, case.case) if drawn else None

    def named(name: str) -> Text:
        return to_page(name, f"{case.id}/{name}")

    state = STATE(part.row.state, SIGNS[part.row.state], " ", standing(page))
    return ARTICLE(
        forecast.full_id,
        HEADER(H4(forecast.heading), P(CODE(forecast.full_id), " ", state)),
        QUESTION(forecast.question) if forecast.title and forecast.question else None,
        printer.all(forecast_body(page, named, picture, weighing(steps) if steps.lines else ())),
    )


def _words(report: Report, printer: Printer, _cases: Cases) -> Sequence[Child]:
    """The scales in use, then every hedge of the documents beside the numbers that were drawn from it."""
    deeper = replace(printer, top=3)
    scales = deeper.all(language.scales(list(dict.fromkeys(case.scale for case in report.cases))))
    return (scales, *(printer.all(language.hedges(case)) for case in report.cases))


def _wording(report: Report, printer: Printer, cases: Cases) -> Sequence[Child]:
    """The answer of `score --by hedge` and `--by document`, apart for each scale of words."""
    if not report.wording:
        return (printer.one(Line("No words to score: no forecast comes from a statement with a hedge.")),)
    found: list[Block] = list(_minded(cases))
    documents = titles({part.id: part.case for part in report.cases})
    for one in report.wording:
        if len(report.wording) > 1:
            found.append(Line(scale(one.scale).title, "strong"))
        found += [*spoken("hedge", one.by_hedge, Names()), *spoken("document", one.by_document, documents)]
    return (printer.all(found),)


SHOWN: Mapping[str, Callable[[Report, Printer, Cases], Sequence[Child]]] = {
    "status": _table,
    "calibration": _calibration,
    "scorecard": _scorecard,
    "not-scored": _not_scored,
    "wording": _wording,
    "words": _words,
    "reading": _legend,
}
