"""A panel in words and tables: what the intervals support, the ranking, pairs, calibration, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Block, Cell, Column, Gap, Line, Reliability, Row, Table
from outlook.show.describe.calibration import share_range
from outlook.show.describe.phrasing import NOTHING, percent, plural, score, with_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.panel.ask import Kind
    from outlook.panel.calibration import Together
    from outlook.panel.ranking import Pair, Ranked, Ranking
    from outlook.panel.scored import PanelScores
    from outlook.scoring.calibration import Bin
    from outlook.scoring.chance import Ends

MEASURES = {
    "binary": "Brier score, 0–1, lower is better",
    "choice": "Brier score over the options, 0–2, lower is better",
    "quantiles": "weighted interval score in the unit of the outcomes, 0 and up, lower is better",
}
TAKEN = {
    "time": "time-weighted",
    "last": "the last forecast of each before the end",
    "first": "the first forecast of each",
    "lead": "the forecast in force at the lead before the close",
}
DROPPED = {
    "unreadable": "that cannot be read",
    "incomplete": "that lack a question, a forecaster or a probability",
    "outside": "with a probability outside 0 to 1",
    "after_the_end": "made at the outcome or the close, or later",
    "repeated": "that repeat another row",
    "contradicting": "that contradict another forecast of the same moment",
    "two_outcomes": "on questions with two outcomes",
    "sums": "of choices that do not sum to 1",
    "levels": "of quantiles at other levels than the rest of their question",
}
MOST_NAMES = 4


def panel_page(found: PanelScores, *, pairs: bool = False) -> Iterator[Block]:
    """The whole answer."""
    yield Line(verdict(found.ranking), "lead")
    yield from (Line(text, "warning") for text in left_out(found))
    yield from ranking_table(found.ranking, heading(found))
    yield from notes(found.ranking)
    if pairs:
        yield from _pairs(found.ranking.pairs)
    for topic in found.topics:
        name = topic.name or "without a topic"
        yield from ranking_table(topic.ranking, f"{name} · {plural(topic.ranking.questions, 'question')}")
    yield from _calibration(found)
    yield from _quarters(found)


def ranks(kind: Kind, found: Ranking) -> Iterator[Block]:
    """The forecasters of a book, ranked: who was better and whether that is luck, any two compared."""
    whose = f"{plural(len(found.forecasters), 'forecaster')} on {plural(found.questions, 'question')}"
    yield Gap()
    yield Line(verdict(found), "lead")
    yield from (Line(text, "warning") for text in excluded(found))
    yield from ranking_table(found, f"{whose} · {MEASURES[kind]}; {TAKEN['time']}")
    yield from notes(found)
    if found.pairs:
        yield from _pairs(found.pairs)


def heading(found: PanelScores) -> str:
    """What is ranked, by which score, and which forecasts count."""
    people = sum(not one.is_pool for one in found.ranking.forecasters)
    whose = f"{plural(people, 'forecaster')} on {plural(found.ranking.questions, 'question')}"
    return f"{whose} · {MEASURES[found.kind]}; {TAKEN[found.take]}"


def left_out(found: PanelScores) -> list[str]:
    """What does not count, and why."""
    said = [f"left out: {plural(n, 'row')} {DROPPED[kind]}" for kind, n in found.dropped.items()]
    said += excluded(found.ranking)
    return said + [f"not scored: {plural(n, 'question')}, {reason}" for reason, n in sorted(found.not_scored.items())]


def excluded(found: Ranking) -> list[str]:
    """Whose estimates count in nothing that compares people, and why; at most one sentence."""
    if not found.excluded:
        return []
    each = [
        f"{plural(one.estimates, 'estimate')} of {one.forecaster} on {plural(one.questions, 'question')}"
        for one in found.excluded
    ]
    what = f"not compared: {listed(each)}, recorded after the end of the window"
    return [f"{what}; they are in the means, and in no pair, pool, rank or adjusted score (--late compares them too)"]


# ── the sentence ──


def verdict(found: Ranking) -> str:
    """Who was better, as far as the intervals support it, in plain English."""
    people = [one for one in found.forecasters if not one.is_pool]
    if len(people) == 1:
        return f"{people[0].forecaster} scored {_scored(people[0])}."
    if not found.is_compared:
        return f"{_first(len(people), people[0])} Each is looked at by itself: no difference is held against luck."
    alone = {one.forecaster for one in found.excluded if not one.is_compared}
    compared = [one for one in people if one.forecaster not in alone]
    if alone and len(compared) < 2:  # noqa: PLR2004 - a comparison takes two
        whose = f"what {listed(sorted(alone))} stated was recorded too late"
        return f"No two of {len(people)} forecasters can be compared: {whose}."
    whom = [f"Only {listed([one.forecaster for one in compared])} are compared."] if alone else []
    best = _best(compared)
    names = {one.forecaster for one in compared}
    better = [(one, other) for one, other in found.better if one in names and other in names]
    first = _first(len(compared), best)
    return " ".join([*whom, first, *_uneven(found, best), *_differences(best, compared, better), *_odd(found)])


def _first(people: int, best: Ranked) -> str:
    if best.adjusted is None:
        return f"Of {people} forecasters {best.forecaster} has the lowest mean score: {_scored(best)}."
    interval = f" (90% interval {ends(best.adjusted_interval)})" if best.adjusted_interval else ""
    return (
        f"Of {people} forecasters, who answered different questions, {best.forecaster} comes first once the difficulty "
        f"of the questions is taken into account: {score(best.adjusted)}{interval}, and {_scored(best)} as it is."
    )


def _is_adjusted(rows: Sequence[Ranked]) -> bool:
    return any(one.adjusted is not None for one in rows)


def _best(people: Sequence[Ranked]) -> Ranked:
    """The first of the largest group that compares, by the adjusted score where there is one."""
    compared = [one for one in people if one.adjusted is not None]
    if not compared:
        return people[0]
    groups = [one.group for one in compared]
    largest = max(groups, key=lambda group: (groups.count(group), -(group or 0)))
    return min((one for one in compared if one.group == largest), key=lambda one: (one.adjusted or 0.0, one.forecaster))


def _scored(one: Ranked) -> str:
    interval = f"90% interval {ends(one.interval)}" if one.interval else f"no interval: {one.why}"
    return f"{score(one.score)} on {plural(one.questions, 'question')} ({interval})"


def _with_signs(interval: Ends | None) -> str:
    return NOTHING if interval is None else f"{with_sign(interval.low, 3)} to {with_sign(interval.high, 3)}"


def _uneven(found: Ranking, best: Ranked) -> Iterator[str]:
    if not found.is_even and best.adjusted is None:
        yield "They answered different questions, too few for a fair comparison."


def _differences(best: Ranked, people: Sequence[Ranked], better: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not better:
        yield "No difference between any two of them is more than luck can make."
        return
    beaten = [other for one, other in better if one == best.forecaster]
    if beaten:
        yield f"{best.forecaster} is better than {listed(beaten)} on the questions that they share, beyond luck."
    if rest := len(people) - 1 - len(beaten):
        equal = [one.forecaster for one in people if one.forecaster not in (*beaten, best.forecaster)]
        yield f"Luck may explain the difference from {listed(equal) if rest <= MOST_NAMES else f'{rest} others'}."
    if others := [f"{one} is better than {other}" for one, other in better if one != best.forecaster]:
        yield f"Beyond luck, {listed(others)}."


def _odd(found: Ranking) -> Iterator[str]:
    for one, other in found.disagreeing[:1]:
        yield f"{one} beats {other} on the questions that they share, though the adjusted scores say otherwise."


def listed(names: Sequence[str]) -> str:
    """A few names in a sentence.

    >>> listed(["ann", "bob", "cy"])
    'ann, bob and cy'
    """
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {plural(len(names) - MOST_NAMES, 'other')}"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def ends(interval: Ends | None) -> str:
    """The two ends of an interval."""
    return NOTHING if interval is None else f"{score(interval.low)} to {score(interval.high)}"


# ── the tables ──


def ranking_table(found: Ranking, title: str) -> Iterator[Block]:
    """The forecasters by rising mean; a column in which nobody has a number is left out."""
    wanted = {
        "Adjusted": _is_adjusted(found.forecasters),
        "Vs pool": any(one.skill_pool is not None for one in found.forecasters),
        "Ranks": found.is_compared,
    }
    columns = (
        Column("Rank", "number"),
        Column("Forecaster", "name", verbatim=True),
        Column("Score", "number", about="mean over questions"),
        Column("90% interval", "number"),
        Column("Adjusted", "number", about="as if everybody had answered every question"),
        Column("Ranks", "number", 1, about="the ranks that luck allows"),
        Column("Skill", "number", 3, about="against the base rate of one's own questions"),
        Column("Vs pool", "number", 4, about="against the median of all on the same questions"),
        Column("Log", "number", 5),
        Column("Q", "number", 2),
        Column("N", "number", 6),
        Column("Cover", "number", 7),
    )
    places = [place for place, column in enumerate(columns) if wanted.get(column.name, True)]
    rows: list[Row] = [[cells[place] for place in places] for cells in map(_row, found.forecasters)]
    yield Table(tuple(columns[place] for place in places), rows, "", title, "pipe the page", sortable=True)


def _row(one: Ranked) -> list[Cell]:
    allowed = NOTHING if one.rank_low is None else f"{one.rank_low}–{one.rank_high}"
    return [
        Cell(f"({one.rank})" if one.is_pool else str(one.rank), one.rank),
        Cell(one.forecaster, one.forecaster, "name"),
        Cell(score(one.score), one.score),
        Cell(ends(one.interval), one.interval.low if one.interval else None),
        Cell(score(one.adjusted), one.adjusted),
        Cell(allowed, one.rank_low),
        Cell(signed(one.skill), one.skill),
        Cell(signed(one.skill_pool), one.skill_pool),
        Cell(score(one.log_score), one.log_score),
        Cell(f"{one.questions:,}", one.questions),
        Cell(f"{one.n:,}", one.n),
        Cell(NOTHING if one.coverage is None else percent(one.coverage), one.coverage),
    ]


def signed(value: float | None) -> str:
    """A skill with its sign.

    >>> signed(0.25), signed(None)
    ('+0.25', '–')
    """
    return NOTHING if value is None else with_sign(value, 2)


def notes(found: Ranking) -> Iterator[Block]:
    """How the columns are to be read."""
    has_pools = any(one.is_pool for one in found.forecasters)
    in_brackets = "; those of a pool in brackets" if has_pools else ""
    against = ", VS POOL against the median of all" if has_pools else ""
    if not found.is_compared:
        yield Line("SKILL is against the base rate; above 0 is better. Q questions, N forecasts.", "soft")
        return
    yield Line(
        f"RANKS: what luck allows, all pairs looked at together (Holm){in_brackets}. SKILL is against the base "
        f"rate{against}; above 0 is better. Q questions, N forecasts.",
        "soft",
    )
    if _is_adjusted(found.forecasters):
        yield Line("ADJUSTED: the mean if everybody had answered every question (two-way fixed effects).", "soft")
    groups = {one.group for one in found.forecasters if one.group is not None}
    if len(groups) > 1:
        yield Line(
            f"{len(groups)} groups have no questions in common: their adjusted scores do not compare.", "warning"
        )


def _pairs(pairs: Sequence[Pair]) -> Iterator[Block]:
    columns = (
        Column("First", "name", verbatim=True),
        Column("Second", "name", verbatim=True),
        Column("Q", "number", 1),
        Column("Difference", "number", about="below 0 the first was better"),
        Column("90% interval", "number"),
        Column("Better in", "number", about="share of draws of questions in which the first is better"),
        Column("Luck?", "name", 2),
    )
    rows: list[Row] = [
        [
            Cell(one.first, one.first, "name"),
            Cell(one.second, one.second, "name"),
            f"{one.questions:,}",
            Cell(with_sign(one.difference, 3), one.difference),
            NOTHING
            if one.interval is None
            else f"{with_sign(one.interval.low, 3)} to {with_sign(one.interval.high, 3)}",
            NOTHING if one.share is None else percent(one.share),
            "no" if one.is_more_than_luck else "may be",
        ]
        for one in pairs
    ]
    title = "Pairs, on the questions and the time that both covered"
    yield Table(columns, rows, "below 0 the first was better", title, "pipe the page", sortable=True)
    if any(one.share is not None for one in pairs):
        yield Line(
            "BETTER IN: the share of random draws of the questions in which the first has the lower mean, not the "
            "share of the questions.",
            "soft",
        )


def _calibration(found: PanelScores) -> Iterator[Block]:
    parts = found.calibration.together
    if parts is None:
        return
    yield Gap()
    yield Line(f"Calibration of {plural(parts.n, 'forecast')}, of all people together", "strong")
    yield Line(_taken_apart(parts))
    if parts.rounding is not None:
        yield Line(
            f"Probabilities are rounded to four decimals here; it changes the Brier score by {parts.rounding:+.1e}.",
            "soft",
        )
    yield Reliability(parts.bins, _bins(parts.bins))


def _taken_apart(parts: Together) -> str:
    one, other = parts.murphy, parts.corp
    return (
        f"Brier {score(one.brier)} = reliability {score(one.reliability)} - resolution {score(one.resolution)} + "
        f"uncertainty {score(one.uncertainty)} (Murphy) = miscalibration {score(other.miscalibration)} - "
        f"discrimination {score(other.discrimination)} + uncertainty {score(other.uncertainty)} (CORP)"
    )


def _bins(bins: Sequence[Bin]) -> Table:
    columns = tuple(Column(name, "number") for name in ("Forecast", "N", "Mean", "Happened", "90%"))
    rows = [
        (share_range(one.low, one.high), f"{one.n:,}", percent(one.mean), percent(one.rate), share_range(*one.interval))
        for one in bins
    ]
    return Table(columns, rows, "What was stated, and what share of it happened")


def _quarters(found: PanelScores) -> Iterator[Block]:
    if len(found.quarters) < 2:  # noqa: PLR2004 - over time there are two
        return
    columns = tuple(Column(name, "number") for name in ("Ended", "Questions", "Scores", "Mean"))
    rows = [(one.name, f"{one.questions:,}", f"{one.scores:,}", score(one.mean)) for one in found.quarters]
    yield Table(columns, rows, "", "By the quarter in which questions ended")
