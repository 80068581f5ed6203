"""Rows of scores and their means, each with its unit, its range and which way is better."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outlook.scoring.measures import RULES
from outlook.show.describe.blocks import EXTRA, Cell, Column, Table, Text, pieces, to_page, typed
from outlook.show.describe.phrasing import NOTHING, plural, quantity, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outlook.answers.score import Scored
    from outlook.model.forecast import Forecast
    from outlook.scoring.marks import Marks
    from outlook.scoring.references import Against
    from outlook.scoring.scorecard import Row
    from outlook.scoring.totals import Total
    from outlook.show.describe.authors import Names
    from outlook.show.describe.blocks import Piece

OF_SO_MANY = "a number in brackets says of how many of the N questions"
TITLES = {
    "binary": "Yes/no questions",
    "choice": "Choices",
    "numeric": "Quantities",
    "date": "Dates",
}
REFERENCE = {
    "prior": "the prior",
    "half": "equal chances",
    "base_rate": "base rate of these questions",
    "implied": "what the evidence implied",
}


def scale(row: Row) -> str:
    """What a row is scored in, its range and which way is better."""
    if row.measure.is_in_unit:
        return "CRPS or weighted interval score (WIS), 0 and up in each forecast's unit, lower is better; time-weighted"
    name = "Brier score" if row.measure.name == "brier" else "Brier score over the options"
    return f"{name}, {row.measure.lowest:g}–{row.measure.highest:g}, lower is better; time-weighted"


def row_table(rows: Sequence[Scored], *, title: str, caption: str, names: Names, short: bool) -> Table:
    """One line a row; `short` leaves the case out of the ids, and the forecaster where there is one alone."""
    first = rows[0]
    is_in_unit = first.row.measure.is_in_unit
    alone = short and len({one.row.by for one in rows}) == 1
    headings = {one.row.measure.heading for one in rows}
    name = headings.pop() if len(headings) == 1 else "Score"
    found = (
        (True, Column("Forecast", "name")),
        (not alone, Column("By", limit=14, rank=0 if short else 7)),
        (True, Column("Outcome", "name", 2)),
        (True, Column(name, "number", about="Time-weighted; lower is better")),
        (True, Column("First", "number", 6, about=f"{name} of the first estimate")),
        (True, Column("Last", "number", 4, about=f"{name} of the last estimate")),
        (first.lead is not None, Column("Lead", "number", 1)),
        (first.daily is not None, Column("Daily", "number", 1)),
        (_has_implied(rows), Column("Implied", "number", 8, about=f"{name} of what the evidence implied")),
        (is_in_unit, Column("Unit", "name", 1)),
        (is_in_unit, Column("Inside", "name", 5, about="The central intervals that held the outcome")),
        (not is_in_unit, Column("Log", "number", EXTRA, about="Log score in nats, 0 and up; lower is better")),
        (True, Column("Cover", "number", 7, about="The share of the window in which an estimate was in force")),
        (
            True,
            Column("Vs prior", "number", 3, about="Skill: 1 less the score over that of the prior: above 0 is better"),
        ),
    )
    columns = tuple(column for wanted, column in found if wanted)
    cells = (_cells(one, names, short=short) for one in rows)
    table = [[row[column.name] for column in columns] for row in cells]
    return Table(columns, table, caption, title, "pipe the scorecard, or name a case", sortable=True)


def _has_implied(rows: Sequence[Scored]) -> bool:
    return any("implied" in one.references for one in rows)


def _cells(one: Scored, names: Names, *, short: bool) -> dict[str, Cell | Text]:
    row = one.row
    implied = one.references.get("implied")
    return {
        "Forecast": named(row.forecast, short=short),
        "By": names[row.by],
        "Outcome": quantity(row.outcome),
        **dict.fromkeys(("Brier", "CRPS", "WIS", "Score"), Cell(score(row.time_weighted), row.time_weighted, "strong")),
        "First": Cell(score(row.first), row.first),
        "Last": Cell(score(row.last), row.last),
        "Lead": score(one.lead.score if one.lead else None),
        "Daily": score(one.daily.score if one.daily else None),
        "Implied": Cell(score(implied), implied),
        "Unit": row.measure.unit or NOTHING,
        "Inside": _inside(row),
        "Log": Cell(score(row.log_score), row.log_score),
        "Cover": Cell(NOTHING if row.coverage is None else f"{row.coverage:.0%}", row.coverage),
        "Vs prior": Cell(signed(row.skill), row.skill),
    }


def named(forecast: Forecast, *, short: bool) -> Cell:
    """A forecast by its id, without its case where it is `short`."""
    name = forecast.id if short else forecast.full_id
    return Cell(to_page(name, forecast.full_id), name, "name")


def signed(value: float | None) -> str:
    """A number with its sign and two decimals, and no sign where it rounds to nothing."""
    if value is None:
        return NOTHING
    return f"{value:+.2f}" if abs(value) >= 0.005 else "0.00"  # noqa: PLR2004 - half of the last decimal


def skill_of(total: Total, against: Sequence[Against]) -> str:
    """The skill of a row of means: against the prior if each of its questions has one, else against equal chances.

    A reference that is there for some of the questions only would speak for all, so it says of how many it is.
    """
    found = {one.reference: one for one in against}
    prior, half = found.get("prior"), found.get("half")
    if half is not None and (prior is None or prior.n < total.n):
        return f"{signed(half.skill)} ½{_of_how_many(half, total)}"
    return NOTHING if prior is None else f"{signed(prior.skill)}{_of_how_many(prior, total)}"


def mean_log(total: Total) -> str:
    """The mean log score of a row, and of how many questions it is where some were settled in part.

    Where some are infinite it is that of the others, with how many those are.
    """
    of_fewer = "" if total.logged in (0, total.n) else f" ({total.logged})"
    if total.infinite:
        return f"{score(total.log_score_finite)} +{total.infinite}∞{of_fewer}"
    return f"{score(total.log_score)}{of_fewer}"


def implied_of(total: Total, against: Sequence[Against]) -> str:
    """What the evidence implied, as a mean over the questions of a row, and of how many it is where not of all."""
    implied = next((one for one in against if one.reference == "implied"), None)
    return NOTHING if implied is None else f"{score(implied.mean)}{_of_how_many(implied, total)}"


def _of_how_many(one: Against, total: Total) -> str:
    return "" if one.n == total.n else f" ({one.n})"


def _inside(row: Row) -> str:
    """Which central intervals held the outcome: `90% 80%`, or `none`; `–` where none was stated."""
    if not row.intervals:
        return NOTHING
    return " ".join(share for share, held in row.intervals.items() if held) or "none"


def total_line(total: Total) -> str:
    """The means of a kind, each with its unit and which way is better."""
    if total.measure is None:
        return f"n = {total.n}; they differ in unit or measure, or have no unit, so they have no mean"
    unit = f" {total.measure.unit}" if total.measure.is_in_unit else ""
    parts = [f"mean {score(total.mean)}{unit} (first {score(total.first)}, last {score(total.last)}; n = {total.n})"]
    if total.log_score is not None:
        of_fewer = "" if total.logged == total.n else f"; n = {total.logged}"
        logs = f"log score {score(total.log_score)} nats (0 and up, lower is better{of_fewer})"
        if total.infinite:
            logs += f", infinite on {total.infinite}; {score(total.log_score_finite)} without"
        parts.append(logs)
    if total.coverage is not None:
        parts.append(f"covered {total.coverage:.0%} of the time")
    return " · ".join(parts)


def whose_after_the_end(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """Whose estimates were recorded after the end of their window; nothing where only one person was scored.

    Names are those that readers know.
    """
    if len({row.by for row in rows}) == 1:
        return ""
    of: Counter[str] = Counter()
    for row in rows:
        of[names[row.by]] += row.marks.after_the_end
    return ", ".join(f"{n} of {name}" for name, n in sorted(of.items()) if n)


def marked(marks: Marks, *, with_late: bool = False, whose: str = "") -> list[Text]:
    """What is to be said of the dates of estimates, so that nobody takes them for more than they are.

    `whose` says of whom those are that were recorded after the end of their window.
    """
    after = f"scored, though recorded only after the end of the window{f': {whose}' if whose else ''}"
    late: Text = "scored, as asked" if with_late else ("not scored", typed(" (--late scores what is)"))
    told: tuple[tuple[int, Text], ...] = (
        (marks.late, ("late, recorded after the outcome was: ", *pieces(late))),
        (marks.after_the_end, after),
        (marks.back_dated, "scored, though recorded more than a day after it was known"),
        (marks.taken_back, "taken back after the end, which changes no score"),
    )
    return [
        (f"{plural(number, 'estimate')} {'is' if number == 1 else 'are'} ", *pieces(what))
        for number, what in told
        if number
    ]


def score_lines(row: Row, whose: tuple[str | Piece, ...]) -> list[Text]:
    """One row in words, for the page of a forecast; `whose` it is."""
    highest = f"–{row.measure.highest:g}" if row.measure.highest is not None else " and up"
    unit = f" {row.measure.unit or ''}".rstrip() if row.measure.is_in_unit else ""
    scale = f"{row.measure.lowest:g}{highest}, lower is better"
    covered = NOTHING if row.coverage is None else f"{row.coverage:.0%}"
    window = f"covering {covered} of the window"
    course = f"first {score(row.first)}, last {score(row.last)}"
    mean = f"{row.measure.full_name} {score(row.time_weighted)}{unit} time-weighted"
    lines: list[Text] = [(*whose, f": {mean} ({course}; {scale}), {window}")]
    if row.log_score is not None:
        lines.append(f"log score {score(row.log_score)} nats (0 and up, lower is better)")
    if beside := [f"{rule.heading} {score(row.extra[rule.name])}" for rule in RULES if rule.name in row.extra]:
        lines.append(f"{', '.join(beside)}; lower is better")
    if row.intervals:
        lines.append(f"central intervals that held the outcome: {_inside(row)} (stated: {' '.join(row.intervals)})")
    lines.extend(marked(row.marks))
    if row.ignored:
        lines.append(f"{row.ignored} estimate(s) known at the end or later were ignored")
    return lines
