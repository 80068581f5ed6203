"""A link to a forecast whose window has ended: what it does to scores is said, since nobody sees it later.

What a person states is marked late by the moment of its recording. A document carries none: its words follow from the
records, and the book cannot tell whether they came into it before the outcome or after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.belief.documents import document_estimates
from outlook.belief.timeline import situations
from outlook.book import CASE_FILE
from outlook.records.read import parse_case, parse_forecast
from outlook.scoring.scorecard import score
from outlook.show.describe import phrasing
from outlook.show.describe.phrasing import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from outlook.belief.timeline import Situation
    from outlook.book import CaseFolder
    from outlook.cli.linking import Link
    from outlook.cli.making_a_case import Plan

NOT_MARKED = "a document has no moment of recording, so that no page marks its words as late"


def late_links(links: Sequence[Link], folder: CaseFolder, plan: Plan, now: datetime) -> Iterator[str]:
    """A sentence for each forecast whose window had ended before a link made the document's words an estimate of it."""
    mine = (link.forecast for link in links if link.why_not is None)
    # Of what somebody renamed while statements were picked, this reading of the case has no history.
    linked = {one.id: one for one in mine if one.id in folder.forecasts}
    if not linked:
        return
    before = {one.forecast.id: one for one in folder.situations(now)}
    after = {one.forecast.id: one for one in _situations(folder, plan, now)}
    for name, forecast in linked.items():
        resolution = before[name].history.resolution
        if resolution is not None:
            ended = f"was resolved to {resolution.outcome} on {day(resolution.known_at)}"
        elif forecast.closes_at is not None and forecast.closes_at < now:
            ended = f"closed on {day(forecast.closes_at)}"
        else:
            continue
        changed = "; ".join(_changes(before[name], after[name]))
        yield f"! {forecast.full_id} {ended}, before this link{f': {changed}' if changed else ''}; {NOT_MARKED}"


def _situations(folder: CaseFolder, plan: Plan, now: datetime) -> list[Situation]:
    """The case as it is when the plan is written."""
    texts = {name: after for name, (_, after) in plan.replaced.items()}
    path = folder.path
    case = parse_case(path / CASE_FILE, texts[CASE_FILE]).record if CASE_FILE in texts else folder.case
    forecasts = {
        name: parse_forecast(path / f"{name}.yaml", texts[f"{name}.yaml"], folder.id).record or forecast
        if f"{name}.yaml" in texts
        else forecast
        for name, forecast in folder.forecasts.items()
    }
    return situations(forecasts, [*document_estimates(case, forecasts.values()), *folder.entries], now)


def _changes(before: Situation, after: Situation) -> Iterator[str]:
    """From what to what the scores of its forecasters go."""
    were = {row.by: row.time_weighted for row in score(before).rows}
    for row in score(after).rows:
        was = were.get(row.by)
        if was != row.time_weighted:
            start = phrasing.score(was) if was is not None else "no score"
            end = phrasing.score(row.time_weighted)
            yield f"the {row.measure.heading} score of {row.by} goes from {start} to {end}"
