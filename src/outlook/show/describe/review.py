"""One forecast on a page of a review: what decides whether its number is still right comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.beliefs import full, scale_of
from outlook.show.describe.blocks import Cell, Chart, Column, Fact, Facts, Heading, Item, Items, Line, Table
from outlook.show.describe.forecast import implied_fact
from outlook.show.describe.phrasing import cut, day, first_sentence, leading, percent, safe, span, state_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.review import Seen
    from outlook.answers.review_account import Deed
    from outlook.evidence.looking import Look
    from outlook.evidence.steps import Step
    from outlook.model.entries import Estimate, Evidence
    from outlook.show.describe.blocks import Block, Text

REPORTS = 3
LONGEST = 240
MOST_LEFT = 5  # that are named when a review ends
LIKELIHOODS = 3  # outcomes for which there is a column each


def review_page(seen: Seen, why: Sequence[str]) -> Iterator[Block]:
    """The page of one forecast, and why it needs a look."""
    standing = seen.standing
    forecast = standing.forecast
    yield Heading(f"{forecast.full_id} · {forecast.kind} · {state_word(standing.situation.state)}", 1)
    yield Line(cut(safe(forecast.question or forecast.heading), 2 * LONGEST))
    yield from (Line(reason, "warned") for reason in why)
    yield Facts(tuple(_facts(seen)))
    # Several panels would hide all that follows them.
    is_short = seen.picture is not None and len(seen.picture.panels) == 1
    yield from _chart(seen) if is_short else ()
    yield from _signs(seen)
    yield from _evidence(seen)
    yield from _chart(seen) if not is_short else ()


def review_summary(deeds: Sequence[Deed], left: Sequence[str]) -> Iterator[Block]:
    """What was done in a review, each with what it changed, and which forecasts it left as they were."""
    yield Heading("This review", 1)
    facts = [Fact(one.word, "; ".join(safe(line) for line in one.lines) or safe(one.name)) for one in deeds]
    names = ", ".join(map(safe, left[:MOST_LEFT]))
    more = f", and {len(left) - MOST_LEFT:,} more" if len(left) > MOST_LEFT else ""
    nothing = () if deeds else (Fact("done", "nothing"),)
    yield Facts((*facts, *nothing, Fact("left", f"{len(left):,}: {names}{more}" if left else "none")))


def _chart(seen: Seen) -> Iterator[Block]:
    if seen.picture is not None:
        yield Chart(seen.picture, is_low=True)
    elif seen.takes_long:
        reports = len(seen.standing.situation.history.evidence)
        yield Line(
            f"not drawn, because {reports:,} reports take long: outlook plot {seen.standing.forecast.full_id}", "soft"
        )


def _facts(seen: Seen) -> Iterator[Fact]:
    newest, own = seen.newest, seen.own
    yield Fact("Stated", "nothing yet") if newest is None else _stated("Stated", newest, seen)
    if own is not None and newest is not None and own.id != newest.id:
        yield _stated("Yours", own, seen)
    yield implied_fact(seen.standing)
    closes_at = seen.standing.forecast.closes_at
    if closes_at is not None:
        away = span((closes_at - seen.standing.at).total_seconds())
        yield Fact("Closes", day(closes_at), f"({away} ago)" if closes_at < seen.standing.at else f"(in {away})")
    if seen.standing.looks:
        yield Fact("Look next", _look(seen, seen.standing.looks[0]))
    if seen.standing.forecast.criteria:
        yield Fact("Criteria", cut(" ".join(safe(seen.standing.forecast.criteria).split()), LONGEST))


def _stated(name: str, one: Estimate, seen: Seen) -> Fact:
    """A number, whose it is and since when, with the first sentence of the reason."""
    forecast = seen.standing.forecast
    age = span((seen.standing.at - one.known_at).total_seconds())
    why = f": {cut(first_sentence(one.why), LONGEST // 2)}" if one.why else ""
    by = "you" if one.by == seen.person else one.by
    note = f"by {by} since {day(one.known_at)}, {age}{why}"
    return Fact(name, full(one.believed(forecast), scale_of(seen.standing.case)), note)


def _look(seen: Seen, look: Look) -> Text:
    """The sign whose answer would improve the expected score most, and what either answer would make of the number."""
    case = seen.standing.case
    described = case.indicator(look.sign) if case else None
    where = f"; where to look: {described.watch}" if described and described.watch else ""
    text = f" ({cut(first_sentence(described.text), LONGEST // 3)})" if described and described.text else ""
    after, instead = (" ".join(filter(None, reversed(leading(one)))) for one in (look.seen, look.unseen))
    return f"{look.sign}{text}: {after} if it is seen, {instead} if not{where}"


def _signs(seen: Seen) -> Iterator[Block]:
    """Where each sign is, how likely it was to be seen under each outcome, and the newest report of it."""
    forecast, steps = seen.standing.forecast, {step.name: step for step in seen.standing.weighed.steps}
    if not forecast.indicators:
        return
    outcomes = forecast.signs if len(forecast.signs) <= LIKELIHOODS else ()
    columns = (
        Column("Sign", "name"),
        Column("State"),
        *(Column(f"If {name}", "number", 2) for name in outcomes),
        Column("Newest report", "prose", 1),
    )
    rows = []
    for link in forecast.indicators:
        step = steps.get(link.id)
        report = _newest_of(seen, link.id)
        shares = [percent(link.likelihood[name]) for name in outcomes]
        texts = (link.id, step.state if step else "", *shares, _told(report) if report else "")
        rows.append([Cell(text, tone="" if report or _was_seen(step) else "soft") for text in texts])
    yield Table(columns, rows, "how likely each is to be seen", "Signs")


def _was_seen(step: Step | None) -> bool:
    return step is not None and step.state == "observed"


def _newest_of(seen: Seen, sign: str) -> Evidence | None:
    found = [one for one in seen.standing.situation.history.evidence if one.indicators.get(sign, "none") != "none"]
    return found[-1] if found else None


def _told(report: Evidence) -> str:
    return f"{day(report.known_at)}: {cut(first_sentence(report.summary), LONGEST // 3)}"


def _evidence(seen: Seen) -> Iterator[Block]:
    """The newest reports, newest first."""
    found = seen.standing.situation.history.evidence
    shown = found[: -REPORTS - 1 : -1]
    yield Heading(f"Evidence (newest {len(shown)} of {len(found)})" if len(found) > len(shown) else "Evidence")
    if shown:
        yield Items(tuple(_item(report) for report in shown))
    else:
        yield Line("none yet", "soft", indent=2)


def _item(report: Evidence) -> Item:
    bears = ", ".join(f"{name} ({match})" for name, match in report.indicators.items())
    details = " · ".join(part for part in (bears, report.source or "") if part)
    return Item((day(report.known_at), report.grade or "–"), cut(report.summary, LONGEST), cut(details, LONGEST))
