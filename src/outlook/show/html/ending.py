"""What was stated by whom, how it ended, and how it scored."""

from outlook.answers.report import ForecastPart
from outlook.model.entries import Estimate
from outlook.model.forecast import Forecast
from outlook.scoring.scorecard import NotScored
from outlook.show.describe.phrasing import day, quantity, whole
from outlook.show.html.markup import Html, joined, tag
from outlook.show.html.numbers import clock
from outlook.show.html.tables import items
from outlook.show.terminal.score import score_lines


def estimates(part: ForecastPart) -> Html | None:
    """The estimates, newest first, with their reasons."""
    forecast, found = part.row.forecast, part.row.history.estimates
    if not found:
        return None
    rows = [(clock(item.known_at), _stated(forecast, item), item.why) for item in reversed(found)]
    return joined(tag("h5", f"Estimates ({len(found)})"), items(rows, "entries"))


def _stated(forecast: Forecast, item: Estimate) -> Html:
    stated = "withdrawn" if item.stated is None else whole(item.believed(forecast))
    older = None if item.record_sha256 in (None, forecast.record_sha256) else " · under an older text of the question"
    return joined(tag("strong", stated), f" by {item.by}", older)


def resolution(part: ForecastPart) -> Html | None:
    """The outcome with its reason, or why the condition can no longer be met."""
    found, condition = part.row.history.resolution, part.page.situation.condition
    if found is None:
        return joined(tag("h5", "Resolution"), tag("p", condition)) if condition else None
    happened = f"happened {day(found.happened_on)}, " if found.happened_on else ""
    outcome = quantity(found.outcome) if isinstance(found.outcome, float) else found.outcome
    said = joined(tag("strong", outcome), tag("small", f" {happened}entered by ", found.by))
    unmet = tag("p", condition) if condition else None
    return joined(tag("h5", "Resolution"), items([(clock(found.known_at), said, found.why)], "entries"), unmet)


def scores(part: ForecastPart) -> Html:
    """Every score with its range and direction, or why there is none."""
    found = part.page.scores
    lines = (
        [f"No score: {found.reason}"]
        if isinstance(found, NotScored)
        else [line for row in found for line in score_lines(row)]
    )
    return joined(tag("h5", "Scores"), *(tag("p", line, class_="score") for line in lines))
