"""One row a forecast: what is stated, what it comes from and how it scores, joined from the thinking rooms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.belief.pool import Pooled, pool
from outlook.belief.timeline import History, Situation, State
from outlook.evidence.over_time import weighed
from outlook.evidence.scenarios import Through, through
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.case import Case
from outlook.model.forecast import Forecast
from outlook.model.kinds import ChoiceForecast
from outlook.scoring.scorecard import score


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What the status table says of one forecast.

    `stated` is the newest standing estimate (of anyone, or of one forecaster), stated by `stated_by` at `stated_at`;
    `trend` and `brier`, the time-weighted Brier score, are those of `scored_by`: who was asked for, else `stated_by`.
    `implied` and `naive` are None for numeric and date forecasts and where there is no prior. `pooled` is there where
    it was asked for.
    """

    forecast: Forecast
    history: History
    state: State
    outcome: str | None
    stated: Belief | None
    stated_by: str | None
    stated_at: datetime | None
    implied: Belief | None
    naive: Belief | None
    trend: tuple[float, ...]
    scored_by: str | None
    brier: float | None
    pooled: Pooled | None = None


def status_rows(
    situations: Iterable[Situation],
    cases: Mapping[str, Case | None],
    at: datetime,
    by: str | None = None,
    *,
    with_pool: bool = False,
    late: bool = False,
) -> list[StatusRow]:
    """The rows of the status table, in the order given; late estimates are scored only if wanted."""
    return [
        status_row(situation, cases.get(situation.forecast.case), at, by, with_pool=with_pool, late=late)
        for situation in situations
    ]


def status_row(
    situation: Situation,
    case: Case | None,
    at: datetime,
    by: str | None = None,
    *,
    with_pool: bool = False,
    late: bool = False,
) -> StatusRow:
    """The row of one forecast."""
    forecast, history = situation.forecast, situation.history
    newest = history.newest(by)
    person = by or (newest.by if newest else None)
    read = (estimate.believed(forecast) for estimate in history.by(person or ""))
    beliefs = [belief for belief in read if belief is not None]
    result = weighed(situation, case, at)
    return StatusRow(
        forecast=forecast,
        history=history,
        state=situation.state,
        outcome=situation.outcome,
        stated=newest.believed(forecast) if newest else None,
        stated_by=newest.by if newest else None,
        stated_at=newest.known_at if newest else None,
        implied=result.implied,
        naive=result.naive,
        trend=tuple(_heights(beliefs)),
        scored_by=person,
        brier=_brier(situation, person, late=late),
        pooled=pool(forecast, history, result.base) if with_pool else None,
    )


def through_scenarios(
    forecast: Forecast, situations: Mapping[str, Situation], case: Case | None, at: datetime
) -> Through | None:
    """An open forecast's second implied value, through its scenario set as it stood at a moment.

    None where it has none. `situations` are those of its case, by id. Once the set is resolved its outcome is certain.
    """
    scenario_set = situations.get(forecast.scenarios.set) if forecast.scenarios else None
    if scenario_set is None or not isinstance(scenario_set.forecast, ChoiceForecast):
        return None
    if situations[forecast.id].state not in ("draft", "open", "due"):
        return None
    if scenario_set.state == "resolved":
        believed: Belief | None = Shares(
            {name: float(name == scenario_set.outcome) for name in scenario_set.forecast.names}
        )
    else:
        believed = weighed(scenario_set, case, at).implied
    if not isinstance(believed, Shares):
        return None
    condition = situations.get(forecast.given.forecast) if forecast.given else None
    return through(forecast, believed, condition.forecast if condition else None)


def _heights(beliefs: Sequence[Belief]) -> Iterator[float]:
    """Each belief as one number: P(yes), or the probability of the option that leads now."""
    newest = beliefs[-1] if beliefs else None
    if isinstance(newest, Chance | Shares):
        heights = (belief.number(newest.leading[0]) for belief in beliefs)
        yield from (height for height in heights if height is not None)


def _brier(situation: Situation, person: str | None, *, late: bool) -> float | None:
    if person is None or situation.state != "resolved" or situation.forecast.kind not in ("binary", "choice"):
        return None
    rows = score(situation, person, late=late).rows
    return rows[0].time_weighted if rows else None
