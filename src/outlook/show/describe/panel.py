"""A panel in words and tables: what the intervals support, the ranking, pairs, calibration, topics."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

from outlook.scoring.chance import FEWEST
from outlook.show.describe.blocks import Block, Cell, Column, Gap, Line, Reliability, Row, Table
from outlook.show.describe.calibration import share_range
from outlook.show.describe.phrasing import NOTHING, percent, plural, score, with_sign
from outlook.show.describe.verdict import ends, excluded, is_adjusted, listed, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.panel.ask import Kind
    from outlook.panel.calibration import Together
    from outlook.panel.lead import PassedOver
    from outlook.panel.outcomes import Overruled
    from outlook.panel.ranking import Pair, Ranked, Ranking
    from outlook.panel.scored import PanelScores
    from outlook.scoring.calibration import Bin

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
    "late": "of estimates that were recorded after the outcome was (--late scores them too)",
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


VS_BASE = "VS BASE: skill against the base rate of one's own questions"


def panel_page(found: PanelScores, *, pairs: bool = False) -> Iterator[Block]:
    """The whole answer."""
    yield Line(verdict(found.ranking), "lead")
    yield from (Line(text, "warning") for text in left_out(found))
    if found.ranking.forecasters:
        yield from ranking_table(found.ranking, heading(found))
        yield from notes(found.ranking)
        if found.take != "time":
            yield Line("N counts all forecasts before the end; of these one a question is scored.", "soft")
    if pairs:
        yield from _pairs(found.ranking.pairs)
    for topic in found.topics:
        name = topic.name or "without a topic"
        title = f"{name} · {plural(topic.ranking.questions, 'question')}"
        if not found.ranking.forecasters:
            title += f" · {MEASURES[found.kind].replace('the unit of the outcomes', name)}; {TAKEN[found.take]}"
        yield from ranking_table(topic.ranking, title)
    yield from _calibration(found)
    yield from _quarters(found)


def ranks(kind: Kind, found: Ranking, names: Mapping[str, str]) -> Iterator[Block]:
    """The forecasters of a book, ranked: who was better and whether that is luck, any two compared."""
    found = called(found, names)
    whose = f"{plural(len(found.forecasters), 'forecaster')} on {plural(found.questions, 'question')}"
    yield Gap()
    yield Line(verdict(found), "lead")
    yield from (Line(text, "warning") for text in excluded(found))
    yield from ranking_table(found, f"{whose} · {MEASURES[kind]}; {TAKEN['time']}")
    yield from notes(found)
    if found.pairs:
        yield from _pairs(found.pairs)


def called(found: Ranking, names: Mapping[str, str]) -> Ranking:
    """A ranking with the forecasters by what readers call them."""

    def both(pair: tuple[str, str]) -> tuple[str, str]:
        return names[pair[0]], names[pair[1]]

    return replace(
        found,
        forecasters=tuple(replace(one, forecaster=names[one.forecaster]) for one in found.forecasters),
        pairs=tuple(replace(one, first=names[one.first], second=names[one.second]) for one in found.pairs),
        disagreeing=tuple(map(both, found.disagreeing)),
        better=tuple(map(both, found.better)),
        excluded=tuple(replace(one, forecaster=names[one.forecaster]) for one in found.excluded),
    )


def heading(found: PanelScores) -> str:
    """What is ranked, by which score, and which forecasts count."""
    people = sum(not one.is_pool for one in found.ranking.forecasters)
    whose = f"{plural(people, 'forecaster')} on {plural(found.ranking.questions, 'question')}"
    measure = MEASURES[found.kind]
    if found.unit is not None:
        measure = measure.replace("the unit of the outcomes", found.unit)
    return f"{whose} · {measure}; {TAKEN[found.take]}"


def left_out(found: PanelScores) -> list[str]:
    """What does not count, and why."""
    said = [f"left out: {plural(n, 'row')} {DROPPED[kind]}" for kind, n in found.dropped.items()]
    if found.thinned:
        of = [f"{one.dropped:,} of {one.rows:,} rows of {one.forecaster}" for one in found.thinned]
        said.append(f"left out are {listed(of)}: what is left may be no sample of what they stated")
    said += [f"two names differ only in case: {one} and {other}" for one, other in _nearly_alike(found.ranking)]
    said += _overruled(found.overruled) if found.overruled else []
    if found.without_end:
        whose = plural(found.without_end, "question")
        said.append(f"no close and no outcome's moment of {whose}: forecasts count there whenever they were made")
    said += excluded(found.ranking)
    said += [f"not scored: {plural(n, 'question')}, {reason}" for reason, n in sorted(found.not_scored.items())]
    return said + (_passed_over(found.passed_over) if found.passed_over else [])


def _nearly_alike(found: Ranking) -> list[tuple[str, str]]:
    """Forecasters who may be one person."""
    of: dict[str, list[str]] = {}
    for one in found.forecasters:
        of.setdefault(one.forecaster.casefold(), []).append(one.forecaster)
    return [pair for names in of.values() for pair in pairwise(sorted(names))]


def _overruled(found: Overruled) -> list[str]:
    both = ((found.outcomes, "outcome", found.outcome_of), (found.times, "time", found.time_of))
    what = [f"another {word} of {plural(n, 'question')} (such as {example})" for n, word, example in both if n]
    return [f"{found.table} says {' and '.join(what)} than the forecasts do; it counts"]


def _passed_over(found: PassedOver) -> list[str]:
    outcomes = f" ({found.yes} came out yes, {found.no} no)" if found.yes or found.no else ""
    reasons = (
        (found.ended, f"ended before the lead{outcomes}"),
        (found.opened_later, "opened after the lead"),
        (found.unanswered, "without a forecast in force at the lead"),
    )
    return [f"not scored: {plural(n, 'question')}, {reason}" for n, reason in reasons if n]


# ── the tables ──


def ranking_table(found: Ranking, title: str) -> Iterator[Block]:
    """The forecasters by rank; a column in which nobody has a number is left out."""
    wanted = {
        "Group": len(_groups(found)) > 1,
        "Adjusted": is_adjusted(found.forecasters),
        "Vs pool": any(one.skill_pool is not None for one in found.forecasters),
        "Ranks": found.is_compared,
    }
    columns = (
        Column("Rank", "number"),
        Column("Group", "name", about="forecasters whom common questions connect are ranked with each other"),
        Column("Forecaster", "name", verbatim=True),
        Column("Score", "number", about="mean over questions"),
        Column("90% interval", "number"),
        Column("Adjusted", "number", about="as if everybody had answered every question"),
        Column("Ranks", "number", 1, about="the ranks that luck allows"),
        Column("Vs base", "number", 3, about="skill against the base rate of one's own questions"),
        Column("Vs pool", "number", 4, about="skill against the median of all on the same questions"),
        Column("Log", "number", 5),
        Column("Q", "number", 2),
        Column("N", "number", 6),
        Column("Cover", "number", 7),
    )
    places = [place for place, column in enumerate(columns) if wanted.get(column.name, True)]
    rows: list[Row] = [[cells[place] for place in places] for cells in map(_row, _in_order(found))]
    yield Table(tuple(columns[place] for place in places), rows, "", title, "pipe the page", sortable=True)


def _groups(found: Ranking) -> set[int]:
    """The groups of several people, each of which is ranked by itself."""
    return {one.group for one in found.forecasters if one.group is not None and one.rank is not None}


def _in_order(found: Ranking) -> Sequence[Ranked]:
    """By the ranks that are shown, group by group, and last who has none; where all are in one, by rising mean."""
    if not is_adjusted(found.forecasters) and len(_groups(found)) < 2:  # noqa: PLR2004 - one, or none
        return found.forecasters
    sizes = Counter(one.group for one in found.forecasters if one.rank is not None)

    def place(one: Ranked) -> tuple[bool, bool, int, int, int]:
        rank = _rank(one)
        return one.is_pool, rank is None, -sizes[one.group], one.group or 0, rank or 0

    return sorted(found.forecasters, key=place)


def _rank(one: Ranked) -> int | None:
    return one.rank if one.adjusted is None else one.adjusted_rank


def _row(one: Ranked) -> list[Cell]:
    allowed = NOTHING if one.rank_low is None else f"{one.rank_low}–{one.rank_high}"
    rank = _rank(one)
    return [
        Cell(NOTHING if rank is None else str(rank), rank),
        Cell(NOTHING if rank is None or one.group is None else letter(one.group), one.group),
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


def letter(group: int) -> str:
    """A group by a letter, further ones with a number.

    >>> letter(0), letter(27)
    ('A', 'B2')
    """
    turn, place = divmod(group, len(ascii_uppercase))
    return f"{ascii_uppercase[place]}{turn + 1 if turn else ''}"


def notes(found: Ranking) -> Iterator[Block]:
    """How the columns are to be read, and who is ranked with whom."""
    if not found.is_compared:
        yield Line(f"{VS_BASE}; above 0 is better. Q questions, N forecasts.", "soft")
        if not found.is_even:
            yield Line("RANK is by SCORE, though not everybody answered the same questions.", "soft")
        return
    against = ", VS POOL against the median of all" if any(one.is_pool for one in found.forecasters) else ""
    yield Line(
        f"RANKS: what luck allows, all pairs looked at together (Holm). {VS_BASE}{against}; above 0 "
        f"is better. Q questions, N forecasts.",
        "soft",
    )
    if is_adjusted(found.forecasters):
        yield Line(_about_adjusted(found), "soft")
    yield from (Line(text, "soft") for text in _without_rank(found))
    if len(groups := _groups(found)) > 1:
        yield Line(
            f"{len(groups)} groups have no questions in common: each is ranked by itself, and neither ranks nor scores "
            f"compare between them.",
            "warning",
        )


def _about_adjusted(found: Ranking) -> str:
    if any(one.coverage is not None for one in found.forecasters):
        return (
            "RANK is by ADJUSTED, the level of all questions with what each differs from the others in the time that "
            "both covered (two-way fixed effects): not the SCORE over one's own time, even of who answered all."
        )
    return "RANK is by ADJUSTED, the mean if everybody had answered every question (two-way fixed effects)."


def _without_rank(found: Ranking) -> Iterator[str]:
    """Who has no rank, and why; whose estimates were recorded too late is said above the table."""
    people = [one for one in found.forecasters if not one.is_pool]
    unranked = [one for one in people if one.rank is None]
    few, alone = ([one.forecaster for one in unranked if (one.group is None) == is_few] for is_few in (True, False))
    if few:
        yield f"No rank: {listed(few)}, with under {FEWEST} questions that are compared."
    if alone:
        yield f"No rank: {listed(alone)}, who {'shares' if len(alone) == 1 else 'share'} no question with the others."
    if len(people) < len(found.forecasters):
        yield "A pool is made of the people, and has no rank among them."


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
    parts, withheld = found.calibration.together, found.calibration.withheld
    if parts is not None or withheld:
        yield Gap()
    if withheld:
        yield Line(
            f"Withheld from calibration: {plural(withheld, 'question')}, resolved, though the scheduled close has not "
            "passed. What happens resolves early, what does not resolves late: they would tilt it.",
            "soft",
        )
    if parts is None:
        return
    on = f"on {plural(parts.questions, 'question')}"
    yield Line(f"Calibration of {plural(parts.n, 'forecast')} {on}, of all people together", "strong")
    yield Line(_taken_apart(parts))
    if parts.rounding is not None:
        yield Line(
            f"Probabilities are rounded to four decimals here; it changes the Brier score by {parts.rounding:+.1e}.",
            "soft",
        )
    yield Reliability(parts.by_question, _bins(parts.by_question))
    if parts.questions < parts.n:
        yield Line(
            "Several people answered the same questions: the intervals count what happened to a question once.", "soft"
        )


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
