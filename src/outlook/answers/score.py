"""Everything that `outlook score` can be asked, worked out together: rows and what they are worth, groups, and bits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from outlook.answers.standing import Standing
from outlook.evidence.over_time import mean_cost
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
from outlook.scoring.scorecard import Row, Scorecard, gathered

KEYS = (*groups.KEYS, *words.KEYS, *information.KEYS)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted beside the rows: groups by one of KEYS, one forecaster, a lead, days; bands of hedges."""

    key: str | None = None
    forecaster: str | None = None
    lead: timedelta | None = None
    daily: bool = False
    bands: words.Bands = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """One row with what is reckoned from it; `lead`, `daily` and `accuracy` are None unless asked for."""

    row: Row
    references: Mapping[str, float]
    updates: Updates
    points: platforms.Points | None
    lead: Lead | None
    daily: Daily | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Together:
    """What is said of all rows of one kind together; `lead` and `daily` are None unless asked for."""

    against: tuple[Against, ...]
    running: tuple[Running, ...]
    updates: UpdatesTotal
    lead: LeadTotal | None
    daily: DailyTotal | None


@dataclass(frozen=True, slots=True)
class Review:
    """The whole page: `card` as it is, its rows with all that belongs to them, and what is said of them together."""

    ask: Ask
    card: Scorecard
    scored: tuple[Scored, ...]
    standings: Mapping[str, Together]
    luck: Luck | None
    groups: tuple[groups.Group, ...]
    spoken: words.Spoken | None
    bits: tuple[information.Bits, ...]
    told: tuple[information.Told, ...]
    sum: information.Sum | None


def review(chosen: Sequence[Standing], ask: Ask) -> Review:
    """What the scores of chosen forecasts say, as it was asked."""
    everything = [standing.situation for standing in chosen]
    late = any(standing.late for standing in chosen)
    card = gathered(everything, [one.scores_of(ask.forecaster) for one in chosen], ask.forecaster, late=late)
    laid = {standing.forecast.full_id: standing.stretches for standing in chosen}
    cases = {standing.forecast.case: standing.case for standing in chosen}
    references = reference_scores(
        card.rows,
        lambda row: mean_cost(laid[row.forecast.full_id], row.costs.cost, row.course().spans),
    )
    informed = [information.told(one, cases.get(one.forecast.case), laid[one.forecast.full_id]) for one in everything]
    told = [one for one in informed if one]
    pieces = [piece for one in told for piece in one.pieces]
    by: information.Key = next((key for key in information.KEYS if key == ask.key), "source")
    scored = _scored(card.rows, references, ask)
    return Review(
        ask=ask,
        card=card,
        scored=scored,
        standings=_standings(scored),
        luck=luck(card.rows),
        groups=next((groups.grouped(card.rows, references, key) for key in groups.KEYS if key == ask.key), ()),
        spoken=next((words.spoken(everything, cases, key, ask.bands) for key in words.KEYS if key == ask.key), None),
        bits=information.grouped(pieces, by),
        told=tuple(told),
        sum=information.summed(told),
    )


def _scored(rows: Sequence[Row], references: Sequence[Mapping[str, float]], ask: Ask) -> tuple[Scored, ...]:
    accuracies = platforms.accuracy(rows) if ask.daily else [None] * len(rows)
    return tuple(
        Scored(
            row=row,
            references=reference,
            updates=updates(row),
            points=gained,
            lead=at_lead(row, ask.lead) if ask.lead is not None else None,
            daily=daily(row) if ask.daily else None,
            accuracy=accuracy,
        )
        for row, reference, gained, accuracy in zip(rows, references, platforms.points(rows), accuracies, strict=True)
    )


def _standings(scored: Sequence[Scored]) -> Mapping[str, Together]:
    by_kind: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        by_kind[one.row.forecast.kind].append(one)
    return {kind: _standing(alike) for kind, alike in by_kind.items()}


def _standing(alike: Sequence[Scored]) -> Together:
    rows = [one.row for one in alike]
    leads, dailies = [one.lead for one in alike if one.lead], [one.daily for one in alike if one.daily]
    return Together(
        against=compare(rows, [one.references for one in alike]),
        running=running_mean(rows) if all_alike([row.measure for row in rows]) else (),
        updates=updates_total(rows, [one.updates for one in alike]),
        lead=lead_total(rows, leads) if leads else None,
        daily=daily_total(rows, dailies) if dailies else None,
    )
