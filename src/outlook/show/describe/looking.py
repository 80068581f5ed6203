"""What to look at next, and what the implied number rests on, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.evidence.sensitivity import PRIOR, Swing
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table, to_page
from outlook.show.describe.phrasing import leading, percent, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.explained import Explained
    from outlook.answers.looking import Sight
    from outlook.answers.page import Page
    from outlook.evidence.looking import Look
    from outlook.model.belief import Belief
    from outlook.model.case import Indicator

FIRST = 5
BAR = 20
CAPTION = "Unseen signs, first the one whose answer would improve the expected Brier score most"


def next_looks(page: Page) -> Iterator[Block]:
    """The unseen signs of a forecast that are most worth a look."""
    if not page.looks:
        return
    rows: list[Row] = [
        [Cell(look.sign, tone="name"), *_numbers(look), _where(_described(page, look))] for look in page.looks
    ]
    more = len(rows) - FIRST
    yield Table((Column("Sign", "name"), *_columns()), rows[:FIRST], CAPTION, "Look next")
    if more > 0:
        yield Line(f"and {more} more that are worth less", "soft")


def sights(found: Sequence[Sight]) -> Iterator[Block]:
    """The unseen signs of all forecasts that are open."""
    if not found:
        yield Line("no sign of an open forecast is left to look at")
        return
    rows: list[Row] = [
        [
            Cell(to_page(one.forecast.full_id, one.forecast.full_id), tone="name"),
            Cell(one.look.sign, tone="name"),
            *_numbers(one.look),
            _where(one.described),
        ]
        for one in found
    ]
    yield Table((Column("Forecast", "name"), Column("Sign", "name"), *_columns()), rows, CAPTION, more="pipe the list")
    yield Line("GAIN: by how much the expected Brier score falls, 0–1 (of a choice, half the sum).", "soft")


def _columns() -> tuple[Column, ...]:
    return (
        Column("Gain", "number", about="By how much the expected Brier score falls once the answer is known"),
        Column("Chance", "number", 3, about="How likely the sign is still to be seen by the close"),
        Column("If seen", "number", 2),
        Column("If not", "number", 2),
        Column("Bits", "number", 5),
        Column("Where to look", "prose", 4),
    )


def _numbers(look: Look) -> list[Cell]:
    return [
        Cell(score(look.saved), look.saved),
        Cell(percent(look.chance), look.chance),
        Cell(_short(look.seen)),
        Cell(_short(look.unseen)),
        Cell(f"{look.bits:.3f}", look.bits),
    ]


def _short(belief: Belief) -> str:
    number, of_what = leading(belief)
    return f"{of_what} {number}" if of_what else number


def _described(page: Page, look: Look) -> Indicator | None:
    return page.case.indicator(look.sign) if page.case else None


def _where(described: Indicator | None) -> str:
    return described.watch or "" if described else ""


def sensitivity(explained: Explained) -> Iterator[Block]:
    """The tornado: what would be implied if a stated number were a little lower or higher, the widest first."""
    if not explained.swings:
        yield Line("no number that was written down would change what is implied", "soft")
        return
    by = explained.weighed.by.elicitation_sd
    ends = [end for one in explained.swings for end in (one.low, one.high)]
    low, high = min(ends), max(ends)
    columns = (
        Column("Number", "name"),
        Column("Lower", "number"),
        Column("Higher", "number"),
        Column("Points", "number", 1),
        Column(f"{percent(low)} to {percent(high)}", "name", 2, verbatim=True),
    )
    rows = [
        [_named(one), percent(one.low), percent(one.high), f"{100 * one.size:.1f}", _bar(one, low, high)]
        for one in explained.swings
    ]
    caption = f"what is implied with each likelihood ±{by:g} in log-odds, and at the ends of the prior's range"
    yield Table(columns, rows, caption, "What the number rests on")


def _named(swing: Swing) -> str:
    return PRIOR if swing.name == PRIOR and not swing.outcome else f"{swing.name} if {swing.outcome}"


def _bar(swing: Swing, low: float, high: float) -> str:
    """The swing as a bar on the scale of the widest one."""
    ends = sorted((swing.low, swing.high))
    start, end = (round((value - low) / (high - low) * BAR) if high > low else 0 for value in ends)
    return f"{' ' * start}{'━' * max(end - start, 1)}".rstrip()
