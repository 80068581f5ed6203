"""Rows of scores and their means, each with its unit, its range and which way is better."""

from collections.abc import Sequence

from outlook.answers.score import Scored
from outlook.scoring.scorecard import Marks, Row, Total
from outlook.show.describe.phrasing import NOTHING, plural, quantity, safe, score
from outlook.show.terminal.screen import NARROW, Cell, Column, Screen

TITLES = {
    "binary": "Yes/no questions",
    "choice": "Choices",
    "numeric": "Quantities",
    "date": "Dates",
}
REFERENCE = {
    "prior": "the prior",
    "half": "equal chances",
    "base_rate": "base rate of the others",
    "implied": "what the evidence implied",
}


def scale(row: Row) -> str:
    """What a row is scored in, its range and which way is better."""
    if row.measure.is_in_unit:
        return "CRPS or weighted interval score (WIS), 0 and up in each forecast's unit, lower is better; time-weighted"
    name = "Brier score" if row.measure.name == "brier" else "Brier score over the options"
    return f"{name}, {row.measure.lowest:g}–{row.measure.highest:g}, lower is better; time-weighted"


def row_table(screen: Screen, rows: Sequence[Scored], *, short: bool) -> tuple[list[Column], list[list[Cell]]]:
    """One line a row; where there is no room for everything, what was asked for takes the place of the log score."""
    first = rows[0]
    is_in_unit = first.row.measure.is_in_unit
    headings = {one.row.measure.heading for one in rows}
    several = len({one.row.by for one in rows}) > 1
    narrow = screen.columns is not None and screen.columns < NARROW
    asked = [*(["LEAD"] if first.lead else []), *(["DAILY"] if first.daily else [])]
    with_implied = any("implied" in one.references for one in rows) and not (narrow and (asked or several or not short))
    columns = [
        Column("FORECAST", flexible=True),
        *([Column("BY", limit=14)] if several or not screen.is_terminal else []),
        Column("OUTCOME", limit=12),
        Column(headings.pop() if len(headings) == 1 else "SCORE", right=True),
        Column("FIRST", right=True),
        Column("LAST", right=True),
        *(Column(name, right=True) for name in asked),
        *([Column("IMPLIED", right=True)] if with_implied else []),
        *([Column("UNIT", limit=8), Column("INSIDE")] if is_in_unit else []),
        *([] if is_in_unit or (narrow and asked) else [Column("LOG", right=True)]),
        Column("COVER", right=True),
        Column("SKILL", right=True),
    ]
    shown = {column.name for column in columns}
    return columns, [[cell for name, cell in _cells(one, short=short).items() if name in shown] for one in rows]


def _cells(one: Scored, *, short: bool) -> dict[str, Cell]:
    row = one.row
    return {
        "FORECAST": Cell(row.forecast.id if short else row.forecast.full_id, "cyan"),
        "BY": Cell(safe(row.by)),
        "OUTCOME": Cell(quantity(row.outcome)),
        **dict.fromkeys(("BRIER", "CRPS", "WIS", "SCORE"), Cell(score(row.time_weighted), "bold")),
        "FIRST": Cell(score(row.first)),
        "LAST": Cell(score(row.last)),
        "LEAD": Cell(score(one.lead.score if one.lead else None)),
        "DAILY": Cell(score(one.daily.score if one.daily else None)),
        "IMPLIED": Cell(score(one.references.get("implied"))),
        "UNIT": Cell(safe(row.measure.unit or NOTHING)),
        "INSIDE": Cell(_inside(row)),
        "LOG": Cell(score(row.log_score)),
        "COVER": Cell(f"{row.coverage:.0%}"),
        "SKILL": Cell(signed(row.skill)),
    }


def signed(value: float | None) -> str:
    """A number with its sign and two decimals, and no sign where it rounds to nothing."""
    if value is None:
        return NOTHING
    return f"{value:+.2f}" if abs(value) >= 0.005 else "0.00"  # noqa: PLR2004 - half of the last decimal


def _inside(row: Row) -> str:
    """Which central intervals held the outcome: `90% 80%`, or `none`; `–` where none was stated."""
    if not row.intervals:
        return NOTHING
    return " ".join(share for share, held in row.intervals.items() if held) or "none"


def total_line(total: Total) -> str:
    """The means of a kind, each with its unit and which way is better."""
    if total.measure is None:
        return f"n = {total.n}; they differ in unit or measure, or have no unit, so there is no mean"
    unit = f" {safe(total.measure.unit)}" if total.measure.is_in_unit else ""
    parts = [f"mean {score(total.mean)}{unit} (first {score(total.first)}, last {score(total.last)}; n = {total.n})"]
    if total.log_score is not None:
        logs = f"log score {score(total.log_score)} nats (0 and up, lower is better)"
        if total.infinite:
            logs += f", infinite on {total.infinite}; {score(total.log_score_finite)} without"
        parts.append(logs)
    if total.coverage is not None:
        parts.append(f"covered {total.coverage:.0%} of the time")
    return " · ".join(parts)


def marked(marks: Marks, *, with_late: bool = False) -> list[str]:
    """What is to be said of the dates of estimates, so that nobody takes them for more than they are."""
    late = "scored, as asked" if with_late else "not scored (--late scores what is)"
    told = (
        (marks.late, f"late, recorded after the outcome was: {late}"),
        (marks.after_the_end, "scored, though recorded only after the end of the window"),
        (marks.back_dated, "scored, though recorded more than a day after it was known"),
        (marks.taken_back, "taken back after the end, which changes no score"),
    )
    return [f"{plural(number, 'estimate')} {'is' if number == 1 else 'are'} {what}" for number, what in told if number]


def score_lines(row: Row) -> list[str]:
    """One row in words, for the page of a forecast."""
    highest = f"–{row.measure.highest:g}" if row.measure.highest is not None else " and up"
    unit = f" {safe(row.measure.unit or '')}".rstrip() if row.measure.is_in_unit else ""
    scale = f"{row.measure.lowest:g}{highest}, lower is better"
    window = f"covering {row.coverage:.0%} of the window"
    course = f"first {score(row.first)}, last {score(row.last)}"
    mean = f"{row.measure.full_name} {score(row.time_weighted)}{unit} time-weighted"
    lines = [f"{safe(row.by)}: {mean} ({course}; {scale}), {window}"]
    if row.log_score is not None:
        lines.append(f"log score {score(row.log_score)} nats (0 and up, lower is better)")
    if row.extra:
        ranked, ordered = score(row.extra["rps"]), score(row.extra["brier_ordered"])
        lines.append(f"ranked probability score {ranked} (0–1), ordered Brier {ordered} (0–2); lower is better")
    if row.intervals:
        lines.append(f"central intervals that held the outcome: {_inside(row)} (stated: {' '.join(row.intervals)})")
    lines.extend(marked(row.marks))
    if row.ignored:
        lines.append(f"{row.ignored} estimate(s) known at the end or later were ignored")
    return lines
