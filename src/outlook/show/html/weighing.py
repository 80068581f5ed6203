"""What moves a forecast: its indicators, the reports on them, and the walk from the prior to what is implied."""

from collections.abc import Mapping, Sequence

from outlook.answers.report import ForecastPart
from outlook.evidence.arithmetic import Line
from outlook.evidence.indicators import information
from outlook.model.belief import Belief
from outlook.model.entries import Evidence
from outlook.show.describe.phrasing import percent, whole
from outlook.show.html.markup import Child, Html, joined, link, parted, tag
from outlook.show.html.numbers import clock
from outlook.show.html.tables import Cell, Heading, items, table

STATES = {
    "unseen": "○\u00a0unseen",
    "pending": "◔\u00a0pending",
    "observed": "●\u00a0observed",
    "refuted": "×\u00a0refuted",
    "expired": "–\u00a0expired",
}


def indicators(part: ForecastPart) -> Html | None:
    """The signs with their state, how much they tell, and how likely they are under each outcome."""
    forecast = part.row.forecast
    if not forecast.indicators:
        return None
    steps = {step.name: step for step in part.page.weighed.steps}
    headings = [
        Heading("Sign"),
        Heading("State"),
        Heading("Reports", number=True),
        Heading("Bits", number=True),
        *(Heading(f"Seen if {name}", number=True) for name in forecast.signs),
    ]
    rows: list[list[Cell | Child]] = []
    for sign in forecast.indicators:
        described = part.page.case.indicator(sign.id) if part.page.case else None
        step, bits = steps[sign.id], information(forecast, sign)
        reports = sum(report.match != "none" for report in step.reports)
        rows.append(
            [
                joined(described.text if described else sign.id, tag("code", sign.id) if described else None),
                STATES[step.state],
                str(reports or "–"),
                "–" if bits is None else f"{bits:.3f}",
                *(percent(share) for share in sign.likelihood.values()),
            ]
        )
    caption = "Signs to watch for; bits at the prior, where 0 says nothing"
    return joined(tag("h5", "Indicators"), table(caption, headings, rows))


def evidence(part: ForecastPart) -> Html | None:
    """The reports, newest first, with source, grade and the signs they bear on."""
    found = part.row.history.evidence
    if not found:
        return None
    rows = [(_when(item), _said(item, part.page.after), _bears(item)) for item in reversed(found)]
    return joined(tag("h5", f"Evidence ({len(found)})"), items(rows, "entries"))


def _when(item: Evidence) -> Html:
    grade = tag("strong", item.grade) if item.grade else None
    return joined(clock(item.known_at), " ", grade)


def _said(item: Evidence, late: frozenset[str]) -> Html:
    return joined(item.summary, tag("em", " Known after the resolution.") if item.id in late else None)


def _bears(item: Evidence) -> Html:
    signs = ", ".join(f"{name} ({match})" for name, match in item.indicators.items())
    source: Child = item.source
    if item.url:
        source = link(item.source or "source", item.url)
    ratio = f"likelihood ratio {item.likelihood_ratio:g}" if item.likelihood_ratio is not None else ""
    parts = [part for part in (signs, ratio, source, item.note, f"entry {item.id}") if part]
    return joined(*parted(parts, " · "))


def walk_told(part: ForecastPart) -> Html | None:
    """The lines from the prior to what is implied, which add up, with the arithmetic of each."""
    lines = part.explained.lines
    if not lines:
        return None
    outcomes = list(lines[0].moves)
    unit = "log-odds" if outcomes == ["yes"] else "log weight"
    headings = [
        Heading("Line"),
        *(Heading(unit if outcomes == ["yes"] else name, number=True) for name in outcomes),
        Heading("After", number=True),
    ]
    rows = [[line.label, *_moves(line.moves, outcomes), _after(line.after)] for line in lines]
    sums = {name: sum(line.moves.get(name, 0.0) for line in lines) for name in outcomes}
    rows.append([tag("strong", "sum"), *_moves(sums, outcomes), _after(part.page.weighed.implied)])
    caption = f"What each line adds to the {unit}, in nats, and where the forecast stands after it"
    return tag(
        "details",
        tag("summary", "How the implied probability comes about"),
        table(caption, headings, rows),
        _arithmetic(lines),
    )


def _moves(moves: Mapping[str, float], outcomes: Sequence[str]) -> list[Child]:
    return [f"{moves.get(name, 0.0):+.4f}" for name in outcomes]


def _after(belief: Belief | None) -> str:
    return f"{belief:.4f}" if isinstance(belief, float) else whole(belief)


def _arithmetic(lines: Sequence[Line]) -> Html | None:
    told = [
        joined(tag("dt", line.label), *(tag("dd", text) for text in line.arithmetic))
        for line in lines
        if line.label != "prior"
    ]
    return tag("dl", *told, class_="sums") if told else None
