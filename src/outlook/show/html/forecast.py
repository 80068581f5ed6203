"""The page of one forecast within the report: question, numbers, picture, criteria and the statement it comes from."""

from outlook.answers.report import CasePart, ForecastPart
from outlook.model.belief import Chance
from outlook.model.case import Statement
from outlook.model.forecast import Forecast
from outlook.model.kinds import BinaryForecast, ChoiceForecast
from outlook.show.describe.phrasing import percent
from outlook.show.html.ending import estimates, resolution, scores
from outlook.show.html.language import hedge_told
from outlook.show.html.markup import Child, Html, joined, parted, prose, tag
from outlook.show.html.numbers import clock, full
from outlook.show.html.plot import plot
from outlook.show.html.status import standing
from outlook.show.html.tables import Heading, facts, table, titled
from outlook.show.html.weighing import evidence, indicators, walk_told


def forecast_page(case: CasePart, part: ForecastPart) -> Html:
    """Everything about one forecast."""
    forecast = part.row.forecast
    return tag(
        "article",
        tag("header", tag("h4", forecast.heading), tag("p", tag("code", forecast.full_id), " ", standing(part))),
        tag("p", forecast.question, class_="question") if forecast.title and forecast.question else None,
        tag("div", facts(_facts(case, part)), plot(part.picture) if part.picture else None, class_="pair"),
        _options(forecast, part),
        _criteria(forecast),
        _statements(case, part),
        indicators(part),
        evidence(part),
        estimates(part),
        walk_told(part),
        titled(5, "Base rate", prose(forecast.base_rate)) if forecast.base_rate else None,
        titled(5, "Note", prose(forecast.note)) if forecast.note else None,
        resolution(part),
        scores(part),
        id=forecast.full_id,
    )


def _facts(case: CasePart, part: ForecastPart) -> list[tuple[str, Child]]:
    forecast, newest = part.row.forecast, part.row.history.newest()
    said: Child = "nothing is stated yet"
    if newest is not None:
        by = joined(tag("small", "by ", newest.by, ", ", clock(newest.known_at), class_="by"))
        said = joined(full(forecast, part.stated, case.scale), by)
    found: list[tuple[str, Child]] = [
        ("Stated", said),
        ("Implied", _implied(case, part)),
        *_second_values(case, part),
        ("Prior", _prior(case, forecast)),
    ]
    if forecast.opens_at and forecast.closes_at:
        window = joined(
            clock(forecast.opens_at, whole_moment=True), " to ", clock(forecast.closes_at, whole_moment=True)
        )
        found.append(("Window", window))
    if forecast.missing:
        found.append(("Draft", f"missing: {', '.join(forecast.missing)}"))
    return found + _arms(case, part) + _ties(case, part)


def _implied(case: CasePart, part: ForecastPart) -> Child:
    forecast, result = part.row.forecast, part.page.weighed
    if result.implied is None:
        return _why_not(forecast)
    said = ["closed, last implied"] if part.row.implied_is_last else []
    below = tag("small", "; ".join(said), class_="by") if said else None
    return joined(full(forecast, result.implied, case.scale), below)


def _second_values(case: CasePart, part: ForecastPart) -> list[tuple[str, Child]]:
    """What the scenario set implies beside the direct value, and what several forecasters say together."""
    forecast, through, pooled = part.row.forecast, part.page.through, part.page.pooled
    found: list[tuple[str, Child]] = []
    if through is not None:
        below = tag("small", "through ", _named(case, through.scenario_set), class_="by")
        found.append(("By scenarios", joined(full(forecast, Chance(through.implied), case.scale), below)))
    if pooled is not None and len(pooled.stated) > 1 and pooled.median is not None:
        below = tag("small", f"median of {len(pooled.stated)} forecasters", class_="by")
        found.append(("Pooled", joined(full(forecast, pooled.median, case.scale), below)))
    return found


def _why_not(forecast: Forecast) -> str:
    """Why nothing is implied."""
    if forecast.prior is None:
        return "nothing: no prior is stated"
    if forecast.kind in ("numeric", "date"):
        return "nothing: no distribution is invented"
    return "nothing: what is sure to be right rules out every outcome"


def _prior(case: CasePart, forecast: Forecast) -> Child:
    if forecast.prior is None:
        return "none is stated"
    between = None
    if isinstance(forecast, BinaryForecast) and forecast.prior_range:
        low, high = forecast.prior_range
        between = tag("small", f"between {percent(low)} and {percent(high)}", class_="by")
    return joined(full(forecast, forecast.prior, case.scale), between)


def _arms(case: CasePart, part: ForecastPart) -> list[tuple[str, Child]]:
    """Both arms of a condition stay in view."""
    forecast = part.row.forecast
    if forecast.given is None:
        return []
    name = _named(case, forecast.given.forecast)
    arms: list[tuple[str, Child]] = [
        ("Given", joined(name, f" = {forecast.given.outcome} (now: {part.page.condition_state})"))
    ]
    if isinstance(forecast, BinaryForecast) and forecast.prior_otherwise is not None:
        arms.append(("Otherwise", f"{percent(forecast.prior_otherwise)}, where that does not come true"))
    return arms


def _ties(case: CasePart, part: ForecastPart) -> list[tuple[str, Child]]:
    forecast, ties = part.row.forecast, list[tuple[str, Child]]()
    if part.page.hanging:
        names = [_named(case, name) for name in part.page.hanging]
        ties.append(("Condition of", joined(*parted(names, ", "))))
    if forecast.sources:
        ties.append(("Decided by", ", ".join(forecast.sources)))
    if forecast.tags:
        ties.append(("Tags", ", ".join(forecast.tags)))
    return ties


def _named(case: CasePart, name: str) -> Html:
    """Another forecast of the case, as a link where the report has its page."""
    full_id = f"{case.id}/{name}"
    here = any(part.row.forecast.full_id == full_id for part in case.forecasts)
    return tag("a", name, href=f"#{full_id}") if here else tag("code", name)


def _options(forecast: Forecast, part: ForecastPart) -> Html | None:
    """What can happen, and how likely each option is, at first and now."""
    if not isinstance(forecast, ChoiceForecast):
        return None
    columns = [
        ("Prior", forecast.prior),
        ("Stated", part.stated),
        ("Implied", part.row.implied),
    ]
    headings = [Heading("Option"), *(Heading(name, number=True) for name, _ in columns)]
    rows: list[list[Child]] = []
    for option in forecast.options:
        told = joined(
            option.name,
            tag("small", f" {option.title}") if option.title else None,
            tag("p", option.narrative, class_="detail") if option.narrative else None,
        )
        shares = [belief.number(option.name) if belief is not None else None for _, belief in columns]
        rows.append([told, *(percent(share) if isinstance(share, float) else "–" for share in shares)])
    caption = "The options, in order" if forecast.ordered else "The options"
    return table(f"{caption}, in percent: prior, stated and implied", headings, rows)


def _criteria(forecast: Forecast) -> Html | None:
    if not forecast.criteria and not forecast.fine_print:
        return None
    fine = tag("ul", *(tag("li", item) for item in forecast.fine_print)) if forecast.fine_print else None
    return joined(tag("h5", "Criteria"), prose(forecast.criteria or ""), fine)


def _statements(case: CasePart, part: ForecastPart) -> Html | None:
    if case.case is None:
        return None
    found = [case.case.statement(name) for name in part.row.forecast.statements]
    quotes = [_quote(case, statement) for statement in found if statement is not None]
    return titled(5, "Statement" if len(quotes) == 1 else "Statements", *quotes)


def _quote(case: CasePart, statement: Statement) -> Html:
    cues = [hedge_told(statement.hedge, case.scale) if statement.hedge else joined("no hedge word")]
    cues.append(joined(f"condition: {statement.condition}" if statement.condition else "no condition"))
    if statement.attributed_to:
        cues.append(joined(f"said by {statement.attributed_to}"))
    return tag("blockquote", tag("p", *marked(statement)), tag("footer", *parted(cues, " · ")))


def marked(statement: Statement) -> list[Child]:
    """The quote with its hedge and its condition marked; where they overlap, the first of them."""
    quote, parts = statement.quote, list[Child]()
    spans = sorted((quote.find(cue), len(cue)) for cue in (statement.hedge, statement.condition) if cue)
    at = 0
    for start, length in spans:
        if start >= at:
            parts += [quote[at:start], tag("mark", quote[start : start + length])]
            at = start + length
    return [part for part in [*parts, quote[at:]] if part]
