"""Everything about one forecast, as a page to read before a meeting."""

from outlook.answers.page import Page
from outlook.belief.pool import Pooled
from outlook.evidence.scenarios import Through
from outlook.evidence.weigh import Weighed
from outlook.model.case import Statement
from outlook.model.forecast import Forecast, Given
from outlook.model.kinds import BinaryForecast, ChoiceForecast
from outlook.model.values import DOCUMENT_PREFIX
from outlook.scoring.scorecard import NotScored
from outlook.show.describe.phrasing import NOTHING, band, day, moment, percent, plural, safe, safe_lines, whole
from outlook.show.terminal.explain import why_nothing_is_implied
from outlook.show.terminal.indicators import show_indicators
from outlook.show.terminal.score import score_lines
from outlook.show.terminal.screen import Screen

HEADINGS = "bold"
LABEL = 12
LONGEST = 400
IN_NO_LEDGER = "in words"  # where others have the id of their entry, and as wide


def show_forecast(screen: Screen, page: Page) -> None:
    """Print the page."""
    forecast = page.situation.forecast
    screen.line(f"{forecast.full_id} · {_standing(page)}", "bold")
    screen.line(safe(forecast.question or forecast.heading))
    screen.line()
    _facts(screen, page)
    _prose(screen, forecast)
    _statements(screen, page)
    _indicators(screen, page)
    _evidence(screen, page)
    _estimates(screen, page)
    _ending(screen, page)


def _standing(page: Page) -> str:
    situation = page.situation
    ending = f": {safe(situation.outcome)}" if situation.state == "resolved" else ""
    if situation.state == "disputed":
        both = [one for one in (situation.history.resolution, *situation.history.conflicting) if one]
        ending = f": {' or '.join(f'{safe(one.outcome)} ({one.id})' for one in both)}"
    return f"{situation.forecast.kind} · {situation.state}{ending} · as of {moment(page.at)}"


def _facts(screen: Screen, page: Page) -> None:
    forecast, history = page.situation.forecast, page.situation.history
    newest = history.newest(page.by)
    stated = NOTHING
    if newest is not None:
        stated = f"{whole(newest.believed(forecast))} by {safe(newest.by)}, {day(newest.known_at)}"
    facts = [
        ("stated", stated),
        ("implied", _implied(page)),
        *([("scenarios", _through(page.through, page.weighed))] if page.through else []),
        *([("pooled", _pooled(page.pooled))] if page.pooled and len(page.pooled.stated) > 1 else []),
        ("prior", _prior(forecast)),
    ]
    if forecast.opens_at and forecast.closes_at:
        facts.append(("window", f"{moment(forecast.opens_at)} to {moment(forecast.closes_at)}"))
    if forecast.missing:
        facts.append(("draft", f"missing: {', '.join(forecast.missing)}"))
    if forecast.given:
        facts.extend(_arms(forecast, forecast.given, page))
    if page.hanging:
        facts.append(("condition of", ", ".join(page.hanging)))
    if isinstance(forecast, ChoiceForecast) and not any(option.narrative for option in forecast.options):
        facts.append(
            (
                "options",
                " < ".join(map(safe, forecast.names)) if forecast.ordered else ", ".join(map(safe, forecast.names)),
            )
        )
    if forecast.tags:
        facts.append(("tags", ", ".join(forecast.tags)))
    for label, text in facts:
        screen.line(f"{label:<{LABEL}} {text}")


def _implied(page: Page) -> str:
    forecast, result = page.situation.forecast, page.weighed
    if result.implied is None:
        return f"{NOTHING} ({why_nothing_is_implied(forecast, result).partition(': ')[2]})"
    closes_at = forecast.closes_at
    closed = ", closed, last implied" if closes_at is not None and page.at >= closes_at else ""
    resolved = ", when it resolved" if page.situation.history.resolution else closed
    return f"{whole(result.implied)}{resolved}"


def _through(through: Through, weighed: Weighed) -> str:
    """The value through the scenario set beside the direct one, and how far they are apart."""
    text, direct = f"{percent(through.implied)} through {through.scenario_set}", weighed.implied
    if not isinstance(direct, float):
        return text
    return f"{text}, {100 * (through.implied - direct):+.1f} points beside the direct {percent(direct)}"


def _pooled(pooled: Pooled) -> str:
    pools = (("median", pooled.median), ("geometric odds", pooled.geometric), ("extremised", pooled.extremised))
    told = " · ".join(f"{name} {whole(belief)}" for name, belief in pools)
    return f"{told} (of {len(pooled.stated)} forecasters)"


def _prior(forecast: Forecast) -> str:
    if forecast.prior is None:
        return NOTHING
    text = whole(forecast.prior)
    if isinstance(forecast, BinaryForecast) and forecast.prior_range:
        low, high = forecast.prior_range
        text += f" (between {percent(low)} and {percent(high)})"
    return text


def _arms(forecast: Forecast, given: Given, page: Page) -> list[tuple[str, str]]:
    """Both arms of a condition stay in view: what holds if it is met, and what holds if it is not."""
    facts = [("given", f"{given.forecast} = {safe(given.outcome)} (now: {page.condition_state})")]
    if isinstance(forecast, BinaryForecast) and forecast.prior_otherwise is not None:
        facts.append(("otherwise", f"{percent(forecast.prior_otherwise)}, where that does not come true"))
    return facts


def _prose(screen: Screen, forecast: Forecast) -> None:
    if isinstance(forecast, ChoiceForecast) and any(option.narrative for option in forecast.options):
        _heading(screen, "Scenarios")
        for option in forecast.options:
            title = f" · {safe(option.title)}" if option.title else ""
            screen.line(f"{safe(option.name)}{title}", indent=2)
            for line in safe_lines(option.narrative or ""):
                screen.line(line, "dim", indent=4)
    for title, text in (
        ("Criteria", forecast.criteria),
        ("Base rate", forecast.base_rate),
        ("Note", forecast.note),
    ):
        if text:
            _heading(screen, title)
            for line in safe_lines(" ".join(text.split()) if title != "Criteria" else text.strip()):
                screen.line(line, indent=2)
        if title == "Criteria":
            screen.items([("·", safe(item), "") for item in forecast.fine_print])


def _statements(screen: Screen, page: Page) -> None:
    found = [page.case.statement(name) for name in page.situation.forecast.statements] if page.case else []
    if not any(found):
        return
    _heading(screen, "Statement")
    for statement in found:
        if statement is not None:
            screen.line(f"“{safe(statement.quote)}”", indent=2)
            screen.line(_cues(statement), "dim", indent=2)


def _cues(statement: Statement) -> str:
    parts = [
        f"hedge: {safe(statement.hedge)}" if statement.hedge else "no hedge word",
        f"condition: {safe(statement.condition)}" if statement.condition else "no condition",
    ]
    if statement.attributed_to:
        parts.append(f"said by {safe(statement.attributed_to)}")
    return " · ".join(parts)


def _indicators(screen: Screen, page: Page) -> None:
    forecast, outcome = page.situation.forecast, page.situation.outcome
    if not forecast.indicators:
        return
    _heading(screen, f"Indicators ({len(forecast.indicators)})")
    resolved = page.situation.state == "resolved" and forecast.kind in ("binary", "choice")
    show_indicators(screen, forecast, page.case, page.weighed, outcome if resolved else None)


def _evidence(screen: Screen, page: Page) -> None:
    evidence = page.situation.history.evidence
    _heading(screen, f"Evidence ({len(evidence)})")
    rows = []
    for item in reversed(evidence):
        late = " · known after the resolution" if item.id in page.after else ""
        bears = ", ".join(f"{name} ({match})" for name, match in item.indicators.items())
        details = [bears, safe(item.source or ""), safe(item.note or "")[:LONGEST]]
        head = f"{item.id}  {day(item.known_at):>11}  {item.grade or '':2}"
        rows.append((head, safe(item.summary)[:LONGEST] + late, " · ".join(part for part in details if part)))
    screen.items(rows)


def _estimates(screen: Screen, page: Page) -> None:
    forecast = page.situation.forecast
    by = f" by {safe(page.by)}" if page.by else ""
    _heading(screen, f"Estimates{by} ({len(page.estimates)})")
    rows = []
    for item in reversed(page.estimates):
        stated = "withdrawn" if item.stated is None else whole(item.believed(forecast))
        older = "" if item.record_sha256 in (None, forecast.record_sha256) else " · under an older text of the question"
        if item.band is not None:
            stated += f" ({band(item.band)})"
        head = f"{IN_NO_LEDGER if item.by.startswith(DOCUMENT_PREFIX) else item.id}  {day(item.known_at):>11}"
        rows.append((head, f"{stated} by {safe(item.by)}{older}", safe(item.why or "")[:LONGEST]))
    screen.items(rows)


def _ending(screen: Screen, page: Page) -> None:
    resolution = page.situation.history.resolution
    if resolution is not None:
        _heading(screen, "Resolution")
        happened = f", happened {day(resolution.happened_on)}" if resolution.happened_on else ""
        text = f"{safe(resolution.outcome)}, known {moment(resolution.known_at)}{happened}, by {safe(resolution.by)}"
        screen.items([(resolution.id, text, safe(resolution.why or "")[:LONGEST])])
    if page.situation.condition:
        if resolution is None:
            _heading(screen, "Resolution")
        screen.line(page.situation.condition, indent=2)
    _heading(screen, "Scores")
    if isinstance(page.scores, NotScored):
        screen.line(f"no score: {safe(page.scores.reason)}", indent=2)
        return
    for row in page.scores:
        for line in score_lines(row):
            screen.line(line, indent=2)


def _heading(screen: Screen, text: str) -> None:
    screen.line()
    screen.line(text, HEADINGS)


def entries_line(number: int) -> str:
    """`3 entries`."""
    return plural(number, "entry")
