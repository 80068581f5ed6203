"""The scorecard: what was right, what that is worth, whose reports helped, and everything that has no score."""

from collections.abc import Sequence

from outlook.answers.score import Review
from outlook.scoring.information import Bits
from outlook.scoring.references import Against
from outlook.scoring.scorecard import NotScored, Row
from outlook.show.describe.phrasing import NOTHING, quantity, score
from outlook.show.html.markup import Child, Html, joined, tag
from outlook.show.html.tables import Cell, Heading, table
from outlook.show.terminal.grouped import best_and_worst, bit, sum_told
from outlook.show.terminal.review import listening, luck_told
from outlook.show.terminal.score import REFERENCE, TITLES, marked, scale, signed, total_line


def scorecard(review: Review, cautions: Html) -> Html:
    """Kind by kind, since unlike scores have no common mean; then the sources."""
    body: list[Child] = [_kind(review, total.kind) for total in review.card.totals]
    if not body:
        body = [tag("p", "No score: nothing selected is resolved and estimated yet.")]
    body += [tag("p", line) for line in marked(review.card.marks)]
    return tag("section", tag("h2", "Scorecard"), cautions, *body, _sources(review), id="scorecard")


def _kind(review: Review, kind: str) -> Html:
    rows = [row for row in review.card.rows if row.forecast.kind == kind]
    total = next(total for total in review.card.totals if total.kind == kind)
    luck = luck_told(review.luck) if kind == "binary" and review.luck else ()
    against = review.standings[kind].against
    return joined(
        tag("h3", TITLES[kind]),
        _rows(rows),
        tag("p", total_line(total), class_="lead"),
        *(tag("p", line) for line in luck),
        _references(against) if kind in ("binary", "choice") and against else None,
    )


def _rows(rows: Sequence[Row]) -> Html:
    is_in_unit = rows[0].measure.is_in_unit
    name = "Score" if is_in_unit else "Brier"
    headings = [
        Heading("Forecast"),
        Heading("By"),
        Heading("Outcome"),
        Heading(name, "Time-weighted; lower is better", number=True),
        Heading("First", f"{name} of the first estimate", number=True),
        Heading("Last", f"{name} of the last estimate", number=True),
        Heading("Unit") if is_in_unit else Heading("Log score", "In nats, 0 and up; lower is better", number=True),
        Heading("Covered", "The share of the window in which an estimate stood", number=True),
        Heading("Skill", "1 less the score over that of the prior: above 0 is better than the prior", number=True),
    ]
    return table(scale(rows[0]), headings, [_cells(row) for row in rows], sortable=True)


def _cells(row: Row) -> list[Cell | Child]:
    last: Cell | Child = (
        row.measure.unit or "–" if row.measure.is_in_unit else Cell(score(row.log_score), row.log_score)
    )
    return [
        Cell(tag("a", row.forecast.heading, href=f"#{row.forecast.full_id}"), row.forecast.heading.lower()),
        row.by,
        quantity(row.outcome),
        Cell(score(row.time_weighted), row.time_weighted),
        Cell(score(row.first), row.first),
        Cell(score(row.last), row.last),
        last,
        Cell(f"{row.coverage:.0%}", row.coverage),
        Cell(signed(row.skill), row.skill),
    ]


def _references(against: Sequence[Against]) -> Html:
    """Beside forecasts that anybody could have made."""
    headings = [
        Heading("Reference"),
        Heading("Scores", number=True),
        Heading("Stated", number=True),
        Heading("Skill", number=True),
        Heading("Better", number=True),
        Heading("Worse", number=True),
        Heading("Of", number=True),
    ]
    rows: list[list[Child]] = [
        [
            REFERENCE[one.reference],
            score(one.mean),
            score(one.stated),
            signed(one.skill),
            str(one.better),
            str(one.worse),
            str(one.n),
        ]
        for one in against
    ]
    caption = (
        "Beside forecasts that anybody could have made, over the same time. Skill is 1 less stated over scores: "
        "above 0 the estimates were better on the whole; better and worse count them one by one"
    )
    implied = next((one for one in against if one.reference == "implied"), None)
    return joined(table(caption, headings, rows), tag("p", listening(implied)) if implied else None)


def _sources(review: Review) -> Html | None:
    """The sources whose reports helped most, and those that misled most."""
    moved = [one for one in review.bits if one.bits or one.infinite]
    if not review.sum or not moved:
        return None
    headings = [
        Heading("Source"),
        Heading("Updates", number=True),
        Heading("Forecasts", number=True),
        Heading("Bits", number=True),
        Heading("90% interval", number=True),
    ]
    caption = "Bits of information on what happened: above 0 helped, below 0 misled; the best and the worst"
    found = table(caption, headings, [_told(one) for one in best_and_worst(moved)])
    return joined(tag("h3", "Which sources helped"), found, tag("p", sum_told(review.sum)))


def _told(one: Bits) -> list[Child]:
    between = f"{bit(one.low)} to {bit(one.high)}" if one.low is not None and one.high is not None else NOTHING
    ruled_out = f" and {one.infinite} infinite" if one.infinite else ""
    return [one.name or "no source", str(one.n), str(one.forecasts), f"{bit(one.bits)}{ruled_out}", between]


def not_scored(found: Sequence[NotScored]) -> Html:
    """What has no score and why; counted beside the scores, so that nothing is passed over."""
    headings = [Heading("Forecast"), Heading("State"), Heading("Why")]
    rows: list[list[Cell | Child]] = [
        [
            Cell(tag("a", item.forecast.heading, href=f"#{item.forecast.full_id}"), item.forecast.heading.lower()),
            Cell(item.state, item.state),
            item.reason,
        ]
        for item in found
    ]
    body = (
        table("Forecasts without a score, and why", headings, rows, sortable=True)
        if rows
        else tag("p", "Everything is scored.")
    )
    return tag("section", tag("h2", f"Not scored ({len(rows)})"), body, id="not-scored")
