"""The table of all forecasts: where each stands, with a link to its page."""

from collections.abc import Sequence
from datetime import datetime

from outlook.answers.report import CasePart, ForecastPart, Report
from outlook.belief.timeline import State
from outlook.model.belief import Shares
from outlook.show.describe.phrasing import NOTHING, leading, quantity, score, span
from outlook.show.html.markup import Child, Html, joined, tag
from outlook.show.html.numbers import clock, height, short, strip
from outlook.show.html.tables import Cell, Heading, table
from outlook.show.terminal.status import STATE_RANK, summary

MARKS: dict[State, str] = {
    "due": "▲ overdue",
    "disputed": "⚠ disputed",
    "open": "○ open",
    "draft": "✎ draft",
    "resolved": "● resolved",
    "ambiguous": "◐ ambiguous",
    "annulled": "× annulled",
}
HEADINGS = (
    Heading("Forecast", "Title and id; the link leads to its page"),
    Heading(
        "State",
        "Open, overdue (closed, not resolved), disputed, draft, resolved, ambiguous or annulled",
    ),
    Heading("Stated", "The newest estimate that stands: a probability, the leading option, or the median", number=True),
    Heading("Implied", "What the prior, the evidence and time imply by the stated rules", number=True),
    Heading("0 to 100%", "A disc for stated, a diamond for implied"),
    Heading("Reports", "How many reports bear on it", number=True),
    Heading("Closes", "When it closes; for how long it is still open"),
    Heading("Score", "Time-weighted Brier score, lower is better: 0 to 1 for yes/no, 0 to 2 for a choice", number=True),
)


def status(report: Report) -> Html:
    """The section with the summary, the filter and the table, the most urgent first."""
    pairs = sorted(((case, part) for case in report.cases for part in case.forecasts), key=_urgency)
    people = {person for row in report.rows for person in row.history.forecasters}
    several, named = len(report.cases) > 1, len(people) > 1
    rows = [_cells(case, part, report.at, several=several, named=named) for case, part in pairs]
    states = [part.row.state for _, part in pairs]
    body = table("All forecasts, the most urgent first", HEADINGS, rows, sortable=True, states=states)
    return tag(
        "section",
        tag("h2", "Where things stand"),
        tag("p", summary(report.rows, report.at), class_="lead"),
        _filter(states),
        body,
        id="status",
    )


def _urgency(pair: tuple[CasePart, ForecastPart]) -> tuple[int, float, str]:
    forecast = pair[1].row.forecast
    closes = forecast.closes_at.timestamp() if forecast.closes_at else 0.0
    return STATE_RANK.index(pair[1].row.state), closes, forecast.full_id


def _filter(states: Sequence[State]) -> Html:
    """Shown by the script, which is what makes it work."""
    options = [tag("option", "every state", value="")]
    options += [tag("option", MARKS[state][2:], value=state) for state in MARKS if state in states]
    return tag(
        "div",
        tag("label", "Find ", tag("input", type="search", id="find")),
        tag("label", "State ", tag("select", *options, id="state")),
        tag("output", id="found", role="status"),
        class_="filter",
        id="filter",
        hidden=True,
    )


def _cells(case: CasePart, part: ForecastPart, at: datetime, *, several: bool, named: bool) -> list[Cell | Child]:
    row, forecast = part.row, part.row.forecast
    name = forecast.full_id if several else forecast.id
    of_what = leading(row.stated)[1] if row.stated is not None and forecast.kind == "choice" else ""
    stated, implied = height(row.stated, of_what), height(row.implied, of_what)
    shown_implied = Shares({of_what: implied}) if of_what and implied is not None else row.implied
    return [
        Cell(
            joined(tag("a", forecast.heading, href=f"#{forecast.full_id}"), tag("code", name)), forecast.heading.lower()
        ),
        Cell(standing(part), STATE_RANK.index(row.state)),
        Cell(
            joined(
                short(row.stated, case.scale),
                tag("small", f"by {row.stated_by}", class_="by") if named and row.stated_by else None,
            ),
            stated,
        ),
        Cell(short(shown_implied, case.scale), implied),
        strip(stated, implied),
        Cell(str(len(row.history.evidence)), len(row.history.evidence)),
        _closes(part, at),
        Cell(score(row.brier), row.brier),
    ]


def standing(part: ForecastPart) -> Html:
    """The state with its sign, and the outcome."""
    row = part.row
    if row.state != "resolved":
        return tag("span", MARKS[row.state], class_="state", data_state=row.state)
    outcome = quantity(float(row.outcome)) if row.forecast.kind == "numeric" and row.outcome else row.outcome
    return tag("span", f"{MARKS[row.state]}: ", tag("strong", outcome), class_="state", data_state=row.state)


def _closes(part: ForecastPart, at: datetime) -> Cell:
    closes_at = part.row.forecast.closes_at
    if closes_at is None:
        return Cell(NOTHING)
    seconds = (closes_at - at).total_seconds()
    left = {"open": f"in {span(seconds)}", "due": f"{span(seconds)} ago"}.get(part.row.state, "")
    return Cell(joined(clock(closes_at), tag("small", left) if left else None), closes_at.timestamp())
