"""The scorecard, and everything that has no score with the reason."""

from collections.abc import Sequence

from outlook.scoring.scorecard import NotScored, Row, Scorecard
from outlook.show.report.html import Child, Html, joined, tag
from outlook.show.report.tables import Cell, Heading, table
from outlook.show.score import TITLES, scale, signed, total_line
from outlook.show.words import quantity, score


def scorecard(card: Scorecard, cautions: Html) -> Html:
    """Kind by kind, since unlike scores have no common mean."""
    body: list[Child] = [
        joined(
            tag("h3", TITLES[total.kind]), _rows([row for row in card.rows if row.forecast.kind == total.kind]),
            tag("p", total_line(total), class_="lead"),
        )
        for total in card.totals
    ]  # fmt: skip
    if not body:
        body = [tag("p", "No score: nothing selected is resolved and estimated yet.")]
    return tag("section", tag("h2", "Scorecard"), cautions, *body, id="scorecard")


def _rows(rows: Sequence[Row]) -> Html:
    is_crps = rows[0].measure.name == "crps"
    name = "CRPS" if is_crps else "Brier"
    headings = [
        Heading("Forecast"), Heading("By"), Heading("Outcome"),
        Heading(name, "Time-weighted; lower is better", number=True),
        Heading("First", f"{name} of the first estimate", number=True),
        Heading("Last", f"{name} of the last estimate", number=True),
        Heading("Unit") if is_crps else Heading("Log score", "In nats, 0 and up; lower is better", number=True),
        Heading("Covered", "The share of the window in which an estimate stood", number=True),
        Heading("Skill", "1 less the score over that of the prior: above 0 is better than the prior", number=True),
    ]  # fmt: skip
    return table(scale(rows[0]), headings, [_cells(row) for row in rows], sortable=True)


def _cells(row: Row) -> list[Cell | Child]:
    last: Cell | Child = row.measure.unit if row.measure.name == "crps" else Cell(score(row.log_score), row.log_score)
    return [
        Cell(tag("a", row.forecast.heading, href=f"#{row.forecast.full_id}"), row.forecast.heading.lower()),
        row.by, quantity(row.outcome),
        Cell(score(row.time_weighted), row.time_weighted),
        Cell(score(row.first), row.first), Cell(score(row.last), row.last),
        last, Cell(f"{row.coverage:.0%}", row.coverage), Cell(signed(row.skill), row.skill),
    ]  # fmt: skip


def not_scored(found: Sequence[NotScored]) -> Html:
    """What has no score and why; counted beside the scores, so that nothing is passed over."""
    headings = [Heading("Forecast"), Heading("State"), Heading("Why")]
    rows: list[list[Cell | Child]] = [
        [tag("a", item.forecast.heading, href=f"#{item.forecast.full_id}"), item.state, item.reason] for item in found
    ]
    body = (
        table("Forecasts without a score, and why", headings, rows, sortable=True)
        if rows
        else tag("p", "Everything is scored.")
    )
    return tag("section", tag("h2", f"Not scored ({len(rows)})"), body, id="not-scored")
