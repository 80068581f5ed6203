"""Everything about one forecast, as a page to read before a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from outlook.answers.corrections import corrections
from outlook.belief.documents import author_of
from outlook.model.belief import Chance, Points
from outlook.model.emphasis import without_emphasis
from outlook.model.kind_of import is_binary, is_choice
from outlook.model.quotes import with_its_heads
from outlook.model.values import DOCUMENT_PREFIX, POOL_PREFIX
from outlook.scoring.scorecard import NotScored
from outlook.show.describe.base_rates import blend_fact, reference_classes
from outlook.show.describe.beliefs import full, implied_text, scale_of
from outlook.show.describe.blocks import (
    Beside,
    Block,
    Bullets,
    Chart,
    Column,
    Fact,
    Facts,
    Folded,
    Gap,
    Heading,
    Item,
    Items,
    Line,
    Piece,
    Prose,
    Quote,
    Table,
    Text,
    joined,
    moment_of,
    pieces,
    strong,
    typed,
)
from outlook.show.describe.corrected import was
from outlook.show.describe.indicators import indicators
from outlook.show.describe.language import meaning, said_in
from outlook.show.describe.looking import next_looks
from outlook.show.describe.phrasing import (
    NOTHING,
    band,
    between,
    cut_at_word,
    day,
    first_sentence,
    moment,
    outcome,
    percent,
    quantity,
    state_word,
    whole,
)
from outlook.show.describe.pools import pool_lines, pooled_fact
from outlook.show.describe.postmortem import learned
from outlook.show.describe.scores import score_lines
from outlook.show.describe.traced import trace
from outlook.show.describe.weighing import apart, nothing_implied

if TYPE_CHECKING:
    from outlook.answers.chart import Picture
    from outlook.answers.page import Page
    from outlook.answers.standing import Standing
    from outlook.model.case import Statement
    from outlook.model.entries import Estimate, Evidence, Resolution
    from outlook.model.forecast import Forecast, Given

# Where others have the id of their entry, and as wide: these are in no ledger.
IN_NO_LEDGER = {DOCUMENT_PREFIX: "in words", POOL_PREFIX: "pooled  "}
Named = Callable[[str], Text]
BEGINNING = 160  # columns of the newest report: two lines


def forecast_page(page: Page) -> Iterator[Block]:
    """The page with its heading."""
    forecast = page.situation.forecast
    yield Heading(f"{forecast.full_id} · {standing(page)}", 1)
    yield Line(forecast.question or forecast.heading)
    yield Gap()
    yield from forecast_body(page, latest=_latest(page))


def forecast_body(
    page: Page,
    named: Named = str,
    chart: Picture | None = None,
    weighing: Iterable[Block] = (),
    latest: Iterable[Fact] = (),
) -> Iterator[Block]:
    """The page under its heading: first what holds, how it ended and where to look next, then what is behind it.

    `named` makes another forecast's id a text, `chart`, `weighing` and `latest` are shown where they are given.
    """
    forecast, has_ended = page.situation.forecast, page.situation.history.resolution is not None
    yield from pool_lines(page.pool)
    facts = Facts((*_facts(page, named), *latest))
    yield Beside(facts, Chart(chart)) if chart and not chart.is_empty else facts
    if has_ended:
        yield from _ending(page)
    yield from next_looks(page)
    yield from _options(page)
    yield from _criteria(forecast)
    yield from _background(forecast)
    yield from reference_classes(forecast)
    yield from _statements(page)
    yield from indicators(page)
    yield from learned(page.lessons)
    yield from _evidence(page)
    yield from _estimates(page)
    if steps := tuple(weighing):
        yield Folded("How the implied probability comes about", steps)
    if not has_ended:
        yield from _ending(page)


def _latest(page: Page) -> Iterator[Fact]:
    """The newest report in a line or two, for a first screen on which the list of all of them is not."""
    found = page.situation.history.evidence
    if found:
        newest = found[-1]
        grade = f" {newest.grade}" if newest.grade else ""
        said = cut_at_word(first_sentence(newest.summary), BEGINNING)
        yield Fact("Newest", (moment_of(day(newest.known_at), newest.known_at), f"{grade}: {said}"))


def standing(page: Page) -> str:
    """The kind, the state with the outcome, and the moment."""
    situation = page.situation
    ending = f": {outcome(situation.forecast.kind, str(situation.outcome))}" if situation.state == "resolved" else ""
    if situation.state == "disputed":
        both = [one for one in (situation.history.resolution, *situation.history.conflicting) if one]
        ending = f": {' or '.join(f'{one.outcome} ({one.id})' for one in both)}"
    return f"{situation.forecast.kind} · {state_word(situation.state)}{ending} · as of {moment(page.at)}"


def _facts(page: Page, named: Named) -> Iterator[Fact]:
    forecast, words = page.situation.forecast, scale_of(page.case)
    newest = page.newest
    if newest is None:
        yield Fact("Stated", "nothing yet")
    else:
        by = ("by ", *_whose(newest.by, page), ", ", moment_of(day(newest.known_at), newest.known_at))
        yield Fact("Stated", full(newest.believed(forecast), words), by)
    yield implied_fact(page)
    yield from _second_values(page, named)
    yield _prior(page)
    yield from blend_fact(forecast)
    if forecast.opens_at and forecast.closes_at:
        opens, closes = (moment_of(moment(at), at) for at in (forecast.opens_at, forecast.closes_at))
        is_early = page.at < forecast.opens_at
        yield Fact("Window", (opens, " to ", closes), f"not open yet as of {moment(page.at)}" if is_early else "")
    if forecast.missing:
        yield Fact("Draft", f"missing: {', '.join(forecast.missing)}")
    if forecast.given:
        yield from _arms(forecast, forecast.given, page, named)
    yield from _ties(page, named)


def implied_fact(page: Page | Standing) -> Fact:
    """What the evidence implies, with its range and its word, or why that is nothing."""
    forecast, implied = page.situation.forecast, page.weighed.implied
    if implied is None:
        return Fact("Implied", f"nothing: {nothing_implied(forecast, page.weighed)}")
    closes_at, found = forecast.closes_at, page.weighed.range
    closed = "closed, last implied" if closes_at is not None and page.at >= closes_at else ""
    note = "when it resolved" if page.situation.history.resolution else closed
    if isinstance(implied, Points):
        return Fact("Implied", implied_text(implied), note)
    number, *gloss = pieces(full(implied, scale_of(page.case)))
    ends = [f" ({between(found.low, found.high)})"] if found else []
    sure = "" if found is None or found.prior else "range from the likelihoods alone"
    return Fact("Implied", (number, *ends, *gloss), joined((note, sure), ", "))


def _second_values(page: Page, named: Named) -> Iterator[Fact]:
    """What the scenario set implies beside the direct value, and what several forecasters say together."""
    words = scale_of(page.case)
    if page.through is not None:
        note = joined((named(page.through.scenario_set), apart(page.through, page.weighed)), ", ")
        yield Fact("Scenarios", full(Chance(page.through.implied), words), joined(("through ", note), ""))
    several = len(page.situation.history.said(late=True)) > 1  # else no pool is worked out
    if several and page.pooled and len(page.pooled.stated) > 1:
        yield pooled_fact(page.pooled)


def _prior(page: Page) -> Fact:
    forecast = page.situation.forecast
    if forecast.prior is None:
        return Fact("Prior", "none")
    between = ""
    if is_binary(forecast) and forecast.prior_range:
        low, high = forecast.prior_range
        between = f"(between {percent(low)} and {percent(high)})"
    return Fact("Prior", full(forecast.prior, scale_of(page.case)), between)


def _arms(forecast: Forecast, given: Given, page: Page, named: Named) -> Iterator[Fact]:
    """Both arms of a condition stay in view: what holds if it is met, and what holds if it is not."""
    told = (named(given.forecast), f" = {given.outcome}")
    yield Fact("Given", joined(told, ""), f"(now: {page.condition_state})")
    if is_binary(forecast) and forecast.prior_otherwise is not None:
        yield Fact("Otherwise", f"{percent(forecast.prior_otherwise)}, where that does not come true")


def _ties(page: Page, named: Named) -> Iterator[Fact]:
    forecast = page.situation.forecast
    if page.hanging:
        yield Fact("Condition of", joined([named(name) for name in page.hanging], ", "))
    if is_choice(forecast) and not any(option.narrative for option in forecast.options):
        yield Fact("Options", (" < " if forecast.ordered else ", ").join(forecast.names))
    if forecast.sources:
        yield Fact("Decided by", ", ".join(forecast.sources))
    if forecast.tags:
        yield Fact("Tags", ", ".join(forecast.tags))


# ── the question ──


def _options(page: Page) -> Iterator[Block]:
    """What can happen, and how likely each option is, at first and now."""
    forecast, newest = page.situation.forecast, page.newest
    if not is_choice(forecast):
        return
    stated = newest.believed(forecast) if newest else None
    beliefs = (forecast.prior, stated, page.weighed.implied)
    columns = (
        Column("Option", "name"),
        *(Column(name, "number") for name in ("Prior", "Stated", "Implied")),
        Column("What it is", "prose", 1),
    )
    rows = []
    for option in forecast.options:
        shares = [None if belief is None else belief.number(option.name) for belief in beliefs]
        numbers = [percent(share) if isinstance(share, float) else NOTHING for share in shares]
        told = joined((option.title or "", option.narrative or ""), ": ")
        rows.append([option.name, *numbers, told])
    are_told = any(option.title or option.narrative for option in forecast.options)
    shown = columns if are_told else columns[:-1]
    title = "Scenarios" if any(option.narrative for option in forecast.options) else "Options"
    yield Table(shown, [row[: len(shown)] for row in rows], "how likely each is", title)


def _criteria(forecast: Forecast) -> Iterator[Block]:
    if not forecast.criteria and not forecast.fine_print:
        return
    yield Heading("Criteria")
    if forecast.criteria:
        yield Prose(forecast.criteria)
    if forecast.fine_print:
        yield Bullets(forecast.fine_print)


def _background(forecast: Forecast) -> Iterator[Block]:
    # A field that is printed as it is says so beside its type: `label`.
    for title, text in ((label, getattr(forecast, name)) for label, name in forecast.labelled):
        if text:
            yield Heading(title)
            yield Prose(text)


def _statements(page: Page) -> Iterator[Block]:
    if page.case is None:
        return
    named = (page.case.statement(name) for name in page.situation.forecast.statements)
    found = [statement for statement in named if statement is not None]
    if found:
        yield Heading("Statement" if len(found) == 1 else "Statements")
    for statement in found:
        yield Quote(marked(statement), _about(page, statement))


def _about(page: Page, statement: Statement) -> Text:
    """The hedge with what the scale says it means, the condition, and who said it."""
    hedge: Text = "no hedge word"
    if statement.hedge:
        hedge = ("hedge: ", strong(statement.hedge), f" ({meaning(statement.hedge, scale_of(page.case))})")
    condition = f"condition: {statement.condition}" if statement.condition else "no condition"
    said = f"said by {statement.attributed_to}" if statement.attributed_to else ""
    place = said_in(page.case, statement) if page.case else ""
    return joined((hedge, condition, said, place), " · ")


def marked(statement: Statement) -> Text:
    """The quote with its hedge and its condition marked; where they overlap, the first of them."""
    quote, parts = without_emphasis(statement.quote), list[str | Piece]()
    if heads := with_its_heads(statement).removesuffix(statement.quote):
        parts.append(without_emphasis(heads))
    cues = [without_emphasis(cue) for cue in (statement.hedge, statement.condition) if cue]
    spans = sorted((quote.find(cue), len(cue)) for cue in cues if cue in quote)
    at = 0
    for start, length in spans:
        if start >= at:
            parts += [quote[at:start], Piece(quote[start : start + length], "mark")]
            at = start + length
    return tuple(part for part in (*parts, quote[at:]) if part)


# ── the ledger ──


def _evidence(page: Page) -> Iterator[Block]:
    """The reports, newest first, with source, grade and the indicators they bear on."""
    found = page.situation.history.evidence
    yield Heading(f"Evidence ({len(found)})")
    if found:
        yield Items(tuple(_report(item, page) for item in reversed(found)))


def _report(item: Evidence, page: Page) -> Item:
    late = " · known after the resolution" if item.id in page.after else ""
    late += " · entered after the outcome was" if item.id in page.in_hindsight else ""
    bears = ", ".join(f"{name} ({match})" for name, match in item.indicators.items())
    ratio = f"likelihood ratio {item.likelihood_ratio:g}" if item.likelihood_ratio is not None else ""
    source: Text = Piece(item.source or "source", "web", item.url) if item.url else item.source or ""
    details = (bears, ratio, source, (item.note or ""))
    head = (Piece(item.id, "code"), moment_of(day(item.known_at), item.known_at), strong(item.grade or ""))
    return Item(head, item.summary + late, joined(details, " · "))


def _estimates(page: Page) -> Iterator[Block]:
    by = f" by {page.by}" if page.by else ""
    yield Heading(f"Estimates{by} ({len(page.estimates)})")
    if page.estimates:
        yield Items(tuple(_estimate(item, page) for item in reversed(page.estimates)))
    older = any(one.record_sha256 not in (None, page.situation.forecast.record_sha256) for one in page.estimates)
    if older and any(one.imported for one in page.estimates):
        yield Line("Of imported estimates it is not known on which text of the question they were made.", "soft")


def _estimate(item: Estimate, page: Page) -> Item:
    forecast = page.situation.forecast
    stated = "withdrawn" if item.stated is None else whole(item.believed(forecast))
    revealed = " · revealed by a price" if item.belief else ""
    older = "" if item.record_sha256 in (None, forecast.record_sha256) else " · under an older text of the question"
    early = " · before the opening" if forecast.opens_at and item.known_at < forecast.opens_at else ""
    late = " · late: recorded after an outcome was, and in no score" if item.id in page.late else ""
    between = f" ({band(item.band)})" if item.band is not None else ""
    name = next((words for prefix, words in IN_NO_LEDGER.items() if item.by.startswith(prefix)), item.id)
    head = (Piece(name, "code"), moment_of(day(item.known_at), item.known_at))
    whose = _whose(item.by, page)
    marks = f"{revealed}{early}{older}{late}"
    return Item(head, (strong(stated), f"{between} by ", *whose, marks), (item.why or ""))


def _whose(name: str, page: Page) -> tuple[str | Piece, ...]:
    """Who wrote the documents that speak in a name, which is of use only to who types it; else the name."""
    author = author_of(page.case, name) if page.case else None
    return (typed(f"{name} ("), author, typed(")")) if author else (name,)


# ── the end ──


def _ending(page: Page) -> Iterator[Block]:
    """The outcome with its reason or why the condition can no longer be met, and every score or why there is none."""
    found, condition = page.situation.history.resolution, page.situation.condition
    others = page.situation.history.conflicting
    if found is not None or condition:
        yield Heading(f"Resolutions that differ ({1 + len(others)})" if others else "Resolution")
    if found is not None:
        yield Items(tuple(_resolution(one) for one in (found, *others)))
    gone = corrections(page.situation.history)
    if gone and found is None and not condition:
        yield Heading("Resolution")
    for one in gone:
        kind = page.situation.forecast.kind
        yield Line(f"{was(kind, one)}: {one.entry} by {one.by}", indent=2)
    if condition:
        yield Line(condition, indent=2)
    yield Heading("Scores")
    scores = page.scores
    lines: list[Text] = (
        [f"no score: {scores.reason}"]
        if isinstance(scores, NotScored)
        else [line for row in scores for line in score_lines(row, _whose(row.by, page))]
    )
    yield from (Line(line, indent=2) for line in lines)
    if page.by is not None and not isinstance(scores, NotScored):
        for row in scores:
            yield from trace(row)


def _resolution(found: Resolution) -> Item:
    happened = f", happened {day(found.happened_on)}" if found.happened_on else ""
    known = moment_of(moment(found.known_at), found.known_at)
    text = (strong(quantity(found.outcome)), ", known ", known, f"{happened}, by {found.by}")
    details = joined((found.why or "", f"lesson: {found.lesson}" if found.lesson else ""), " · ")
    return Item((Piece(found.id, "code"),), text, details)
