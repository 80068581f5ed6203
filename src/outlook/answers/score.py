"""Everything that `outlook score` can be asked, worked out together: rows and what they are worth, groups, and bits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from outlook.answers.corrections import Corrected, corrections
from outlook.answers.missing import Missing
from outlook.answers.pools import Asked, asked
from outlook.answers.standing import Standing
from outlook.answers.tally import OVER
from outlook.belief.course import Course
from outlook.belief.pool import rule_of
from outlook.evidence.learning import FittedWeight, fit_weight
from outlook.evidence.over_time import mean_cost
from outlook.lengths import Length
from outlook.scoring import groups, information, platforms, words
from outlook.scoring.measures import all_alike
from outlook.scoring.over_time import (
    Daily,
    DailyTotal,
    Lead,
    LeadTotal,
    Running,
    Updates,
    UpdatesTotal,
    at_lead,
    daily,
    daily_total,
    lead_total,
    running_mean,
    updates,
    updates_total,
)
from outlook.scoring.references import Against, Luck, compare, luck, reference_scores
from outlook.scoring.same_questions import Common, common
from outlook.scoring.scorecard import Row, Scorecard, Scores, gathered

KEYS = (*groups.KEYS, *words.KEYS, *information.KEYS)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted beside the rows: groups by one of KEYS, one forecaster, a lead, days; what hedges mean."""

    key: str | None = None
    forecaster: str | None = None
    lead: Length | None = None
    daily: bool = False
    bands: words.Bands = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


class Scored(NamedTuple):
    """One row with what is reckoned from it; `lead`, `daily` and `accuracy` are None unless asked for."""

    row: Row
    references: Mapping[str, float]
    updates: Updates
    points: platforms.PlatformPoints | None
    lead: Lead | None
    daily: Daily | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Together:
    """What is said of one forecaster's rows of one kind together; `lead` and `daily` are None unless asked for."""

    against: tuple[Against, ...]
    running: tuple[Running, ...]
    updates: UpdatesTotal
    lead: LeadTotal | None
    daily: DailyTotal | None


@dataclass(frozen=True, slots=True)
class Review:
    """The whole page: `card` as it is, its rows with all that belongs to them, and what is said of them together.

    `together` is by kind and forecaster, `luck` by forecaster. `common` is by kind what all scored on the questions
    that they share, where no groups were asked for and their questions differ. `weight` is the weight of evidence that
    fits what resolved; None where no forecast watches any sign. `pool` is there where the rows are a pool's. `missing`
    are forecasts whose record is gone or cannot be read, where somebody looked for them. `corrected` are those that are
    over whose outcome was another once.
    """

    ask: Ask
    card: Scorecard
    scored: tuple[Scored, ...]
    together: Mapping[tuple[str, str], Together]
    luck: Mapping[str, Luck]
    groups: tuple[groups.Group, ...]
    spoken: words.Spoken | None
    bits: tuple[information.Bits, ...]
    told: tuple[information.Told, ...]
    sum: information.Sum | None
    weight: FittedWeight | None = None
    pool: Asked | None = None
    common: Mapping[str, Common] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    corrected: tuple[Corrected, ...] = ()


def review(chosen: Sequence[Standing], ask: Ask) -> Review:
    """What the scores of chosen forecasts say, as it was asked."""
    everything = [standing.situation for standing in chosen]
    late = any(standing.late for standing in chosen)
    pool = asked(everything, ask.forecaster, late=late)
    # What is left out of a pool for being late is what any of its members stated late.
    whose = None if pool else ask.forecaster
    scores = [one.scores_of(ask.forecaster) for one in chosen]
    card = gathered(everything, scores, whose, late=late)
    laid = {standing.forecast.full_id: standing.stretches for standing in chosen}
    cases = {standing.forecast.case: standing.case for standing in chosen}
    everybody = [row for standing in chosen for row in standing.scores.rows]
    # A row lays its course out anew whenever it is asked; here it is asked five times.
    courses = _courses([*(one.scores for one in chosen), *scores])
    references = reference_scores(
        card.rows,
        lambda row: mean_cost(laid[row.forecast.full_id], row.costs.cost, courses[id(row)].spans),
    )
    told = [standing.told for standing in chosen if standing.told]
    pieces = [piece for one in told for piece in one.pieces]
    by: information.Key = next((key for key in information.KEYS if key == ask.key), "source")
    scored = _scored(card.rows, everybody, references, courses, ask)
    together = _together(scored)
    compared = {key: one.against for key, one in together.items()}
    return Review(
        ask=ask,
        card=card,
        scored=scored,
        together=together,
        luck=_luck(card.rows, max((one.at for one in chosen), default=None), courses),
        groups=_groups(card, references, compared, ask.key),
        spoken=next(
            (words.spoken(everything, cases, key, ask.bands, ask.terms) for key in words.KEYS if key == ask.key), None
        ),
        bits=information.grouped(pieces, by),
        told=tuple(told),
        sum=information.summed(told),
        weight=_weight(chosen),
        pool=pool,
        corrected=tuple(
            (one.forecast.full_id, one.forecast.kind, found)
            for one in chosen
            if one.situation.state in OVER and (found := corrections(one.situation.history))
        ),
        common=common(card.rows, courses) if ask.key is None else {},
    )


def _groups(
    card: Scorecard,
    references: Sequence[Mapping[str, float]],
    compared: Mapping[tuple[str, str], tuple[Against, ...]],
    asked_for: str | None,
) -> tuple[groups.Group, ...]:
    """The rows in groups, where these were asked for."""
    key = next((key for key in groups.KEYS if key == asked_for), None)
    return () if key is None else groups.grouped(card.rows, references, key, compared, card.totals)


def _courses(scores: Sequence[Scores]) -> dict[int, Course]:
    """The course of each row, by the row's identity: as it was laid out when the row was made, else anew."""
    found: dict[int, Course] = {}
    for rows, _, courses in scores:
        if courses:
            found.update(zip(map(id, rows), courses, strict=True))
    for one in scores:
        for row in one.rows:
            if id(row) not in found:
                found[id(row)] = row.course()
    return found


def _weight(chosen: Sequence[Standing]) -> FittedWeight | None:
    """What the last implied values of resolved forecasts say of the weight of evidence."""
    if not any(one.forecast.indicators for one in chosen):
        return None
    found = (one.pull for one in chosen)
    return fit_weight([one for one in found if one is not None])


def _scored(
    rows: Sequence[Row],
    everybody: Sequence[Row],
    references: Sequence[Mapping[str, float]],
    courses: Mapping[int, Course],
    ask: Ask,
) -> tuple[Scored, ...]:
    """Each row with what is reckoned from it; points beside others are among everybody, whoever is shown.

    A pool is not one of the others, of whom it is made: it has no points beside them.
    """
    is_pool = rule_of(ask.forecaster) is not None
    everybody = rows if is_pool else everybody
    wanted = {id(row) for row in rows}
    points = platforms.points(everybody, [courses[id(row)] for row in everybody])
    gained = {id(row): one for row, one in zip(everybody, points, strict=True) if id(row) in wanted}
    daily_ones = platforms.accuracy(everybody) if ask.daily and not is_pool else [None] * len(everybody)
    accuracies = {id(row): one for row, one in zip(everybody, daily_ones, strict=True)}
    return tuple(
        Scored(
            row=row,
            references=reference,
            updates=updates(row, courses[id(row)]),
            points=gained[id(row)],
            lead=at_lead(row, ask.lead) if ask.lead is not None else None,
            daily=daily(row) if ask.daily else None,
            accuracy=accuracies[id(row)],
        )
        for row, reference in zip(rows, references, strict=True)
    )


def _luck(rows: Sequence[Row], at: datetime | None, courses: Mapping[int, Course]) -> Mapping[str, Luck]:
    if at is None:
        return {}
    people: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        people[row.by].append(row)
    found = {person: luck(mine, at, lambda row: courses[id(row)].beliefs) for person, mine in people.items()}
    return {person: one for person, one in found.items() if one is not None}


def _together(scored: Sequence[Scored]) -> Mapping[tuple[str, str], Together]:
    alike: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in scored:
        alike[one.row.forecast.kind, one.row.by].append(one)
    return {key: _of_alike(mine) for key, mine in alike.items()}


def _of_alike(alike: Sequence[Scored]) -> Together:
    rows = [one.row for one in alike]
    leads, dailies = [one.lead for one in alike if one.lead], [one.daily for one in alike if one.daily]
    return Together(
        against=compare(rows, [one.references for one in alike]),
        running=running_mean(rows) if all_alike([row.measure for row in rows]) else (),
        updates=updates_total(rows, [one.updates for one in alike]),
        lead=lead_total(rows, leads) if leads else None,
        daily=daily_total(rows, dailies) if dailies else None,
    )
