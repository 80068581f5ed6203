"""What there is to know of each forecast at a moment: its situation, what the evidence implies, and its scores.

Each of these is worked out once for a command, and everything that the command prints takes it from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from outlook.answers import pools
from outlook.answers.corrections import corrections
from outlook.answers.status_row import StatusRow
from outlook.belief.pool import Pooled, rule_of
from outlook.belief.timeline import latest
from outlook.evidence.implied_curve import Sloped, implied_curve
from outlook.evidence.learning import Pull, pull
from outlook.evidence.looking import Look, looks
from outlook.evidence.over_time import Implied, Stretch, implied_without, stretches, weighed
from outlook.evidence.scenarios import Through, through
from outlook.evidence.series import implied_series
from outlook.evidence.signs import weighing_of
from outlook.model.belief import Chance, Shares
from outlook.model.kind_of import is_choice
from outlook.scoring.information import Told, told
from outlook.scoring.scorecard import Scores, of_one, outcome_of, score, time_weighted_of, window_end

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from outlook.belief.timeline import Situation
    from outlook.book import Book, CaseFolder
    from outlook.evidence.weigh import Weighed
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast


class Standing:
    """One forecast at a moment. What it implies and how it scored are worked out when first asked for, and once.

    With `late`, estimates that were recorded after the outcome was are scored too.
    """

    def __init__(
        self, situation: Situation, case: Case | None, at: datetime, *, rules: Case | None = None, late: bool = False
    ) -> None:
        self.situation = situation
        self.case = case
        self.rules = rules or case
        self.at = at
        self.late = late

    @property
    def forecast(self) -> Forecast:
        """The record."""
        return self.situation.forecast

    @cached_property
    def weighed(self) -> Weighed:
        """What the evidence implies; after the close or the resolution, what it implied last."""
        return weighed(self.situation, self.rules, self.at)

    def implied_without(self, reports: Collection[str]) -> Belief | None:
        """What the evidence would imply while the forecast is open, had these reports never come."""
        return implied_without(self.situation, self.rules, self.at, reports)

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """The unseen signs that are worth a look while the forecast is open."""
        return looks(self.forecast, self.weighed) if self.situation.state == "open" else ()

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """What the evidence implied while the scored window ran; none of a forecast that has not resolved."""
        history = self.situation.history
        if self.situation.state != "resolved" or history.resolution is None:
            return ()
        return stretches(self.situation, self.rules, window_end(self.forecast, history))

    @property
    def series(self) -> tuple[Implied, ...]:
        """What the evidence implied, from the opening to the moment or the end; long, and made anew each time."""
        return implied_series(self.situation, self.rules, self.at, laid=self.stretches)

    def curve(self, near: float, shortest: timedelta) -> tuple[Sloped, ...] | None:
        """The same of a yes/no question, in as few straight pieces as lie so near; None of other kinds."""
        return implied_curve(self.situation, self.rules, self.at, near, shortest, self.stretches)

    @cached_property
    def told(self) -> Told | None:
        """What each report told of what happened; None where nothing is implied, or it did not resolve."""
        return told(self.situation, self.rules, self.stretches)

    @property
    def pull(self) -> Pull | None:
        """What the signs did to a forecast that resolved, at a weight of evidence of 1; None where they did nothing."""
        outcome, case = outcome_of(self.situation), self.case
        if outcome is None or not isinstance(outcome, str):
            return None
        weight = weighing_of(case).weight
        if case is None or weight == 1:
            return pull(self.forecast, self.weighed, outcome, weight)
        plain = case.model_copy(update={"weighing": case.weighing._replace(weight=1.0)})
        return pull(self.forecast, weighed(self.situation, plain, self.at), outcome, weight)

    @cached_property
    def scores(self) -> Scores:
        """Everybody's scores, and who or what has none."""
        return score(self.situation, late=self.late)

    @cached_property
    def pooled(self) -> Pooled | None:
        """What all forecasters say together."""
        return pools.pooled(self.situation, late=self.late)

    def situation_of(self, person: str | None) -> Situation:
        """The situation, with the pool among the forecasters where the person is one."""
        return pools.situation_of(self.situation, person, late=self.late)

    def scores_of(self, person: str | None) -> Scores:
        """One forecaster's scores, a pool's too, or everybody's."""
        if (rule := rule_of(person)) is not None:
            return pools.scores_of(self.situation, rule, self.scores.rows, late=self.late)
        return self.scores if person is None else of_one(self.scores, self.situation, person, late=self.late)

    @property
    def has_ended(self) -> bool:
        """Whether what is implied is the last value: the forecast has closed, or its outcome is known."""
        closes_at = self.forecast.closes_at
        return self.situation.history.resolution is not None or (closes_at is not None and self.at >= closes_at)

    def row(self, by: str | None = None, *, with_pool: bool = False) -> StatusRow:
        """The row of the status table, of one forecaster or of whoever stated the newest estimate."""
        forecast, situation = self.forecast, self.situation
        newest = self.newest(by)
        person = by or (newest.by if newest else None)
        history = situation.history
        return StatusRow(
            full_id=forecast.full_id,
            kind=forecast.kind,
            heading=forecast.heading,
            tags=forecast.tags,
            closes_at=forecast.closes_at,
            missing=forecast.missing,
            prior=forecast.prior,
            evidence=len(history.evidence),
            estimates=sum(one.stated is not None for one in history.estimates),
            forecasters=history.forecasters,
            state=situation.state,
            outcome=situation.outcome,
            stated=newest.believed(forecast) if newest else None,
            stated_by=newest.by if newest else None,
            stated_at=newest.known_at if newest else None,
            implied=self.weighed.implied,
            implied_range=self.weighed.range,
            implied_is_last=self.has_ended,
            trend=tuple(_heights(forecast, self._counting(person or ""))),
            scored_by=person,
            brier=self._brier(person),
            pooled=self.pooled if with_pool else None,
            opens_later=self.opens_later,
            opens_at=forecast.opens_at,
            corrections=corrections(history),
        )

    @property
    def opens_later(self) -> bool:
        """Whether it had not opened yet: by its state it is open, as it is neither a draft nor over."""
        opens_at = self.forecast.opens_at
        return opens_at is not None and opens_at > self.at

    def newest(self, by: str | None = None) -> Estimate | None:
        """The newest estimate; of a resolved forecast the last one that stood in its window, which is scored.

        One that was taken back since is scored too, but nobody states it any more: others come before it.
        """
        history = self.situation_of(by).history
        if self.situation.state != "resolved":
            return history.newest(by)
        final = partial(history.final, window_end(self.forecast, history), late=self.late)
        found, gone = final(by), {one.id for one in history.taken_back}
        if by is not None or found is None or found.id not in gone:
            return found
        others = (final(person) for person in history.forecasters)
        return latest([one for one in others if one is not None and one.id not in gone]) or found

    def _counting(self, person: str) -> Sequence[Estimate]:
        """A person's estimates; once it is resolved those that are late are among them only if wanted."""
        history = self.situation.history
        drops_late = self.situation.state == "resolved" and not self.late
        return [one for one in history.by(person) if not (drops_late and history.is_late(one))]

    def _brier(self, person: str | None) -> float | None:
        if person is None or self.forecast.kind not in ("binary", "choice"):
            return None
        is_pool = rule_of(person) is not None
        if self.forecast.kind == "binary" and not is_pool and "scores" not in self.__dict__:
            return time_weighted_of(self.situation, person, late=self.late)
        rows = self.scores_of(person).rows if is_pool else self.scores.rows
        return next((row.time_weighted for row in rows if row.by == person), None)


def _heights(forecast: Forecast, estimates: Sequence[Estimate]) -> Iterator[float]:
    """Each estimate as one number: P(yes), or the probability of the option that leads now."""
    read = (estimate.believed(forecast) for estimate in estimates)
    beliefs = [belief for belief in read if belief is not None]
    newest = beliefs[-1] if beliefs else None
    if isinstance(newest, Chance | Shares):
        heights = (belief.number(newest.leading[0]) for belief in beliefs)
        yield from (height for height in heights if height is not None)


class Standings(Mapping[str, Standing]):
    """Every forecast of a book at a moment, by full id; each case's ledger is folded once, when it is first needed."""

    def __init__(self, book: Book, at: datetime, *, late: bool = False) -> None:
        self.book = book
        self.at = at
        self.late = late
        self._cases: dict[str, dict[str, Standing]] = {}
        self._parts: dict[str, CaseFolder] = {}
        self._hanging: dict[str, Mapping[str, Sequence[str]]] = {}

    def __getitem__(self, full_id: str) -> Standing:
        case, _, _ = full_id.partition("/")
        if case not in self.book.cases:
            raise KeyError(full_id)
        return self.of_case(case)[full_id]

    def __iter__(self) -> Iterator[str]:
        return (forecast.full_id for forecast in self.book.forecasts)

    def __len__(self) -> int:
        return len(self.book.forecasts)

    def of_case(self, case: str) -> Mapping[str, Standing]:
        """The forecasts of one case, by full id."""
        if case not in self._cases:
            folder = self._parts.get(case, self.book.cases[case])
            rules = folder.rules
            self._cases[case] = {
                situation.forecast.full_id: Standing(situation, folder.case, self.at, rules=rules, late=self.late)
                for situation in folder.situations(self.at)
            }
        return self._cases[case]

    def hanging_on(self, forecast: Forecast) -> tuple[str, ...]:
        """The ids of the forecasts of which one is the condition."""
        if forecast.case not in self._hanging:
            found: dict[str, list[str]] = defaultdict(list)
            for other in self.of_case(forecast.case).values():
                if other.forecast.given is not None:
                    found[other.forecast.given.forecast].append(other.forecast.id)
            self._hanging[forecast.case] = found
        return tuple(self._hanging[forecast.case].get(forecast.id, ()))

    def narrow(self, case: str, names: Sequence[str]) -> None:
        """Of a case no more is asked than of some of its forecasts, which may be few, and of what they depend on."""
        from outlook.book.index.narrowing import part_for

        part = part_for(self.book.cases[case], names)
        if part is not None and case not in self._cases:
            self._parts[case] = part

    def narrow_to_page(self, forecast: Forecast) -> None:
        """Of its case no more is asked than what the page of a forecast shows."""
        from outlook.book.index.narrowing import part_for_page

        part = part_for_page(self.book.cases[forecast.case], forecast.id)
        if part is not None and forecast.case not in self._cases:
            self._parts[forecast.case] = part

    @cached_property
    def taught(self) -> tuple[Standing, ...]:
        """The forecasts that resolved with a lesson."""
        names = [name for name, folder in self.book.cases.items() if folder.is_taught]
        others = (other for name in names for other in self.of_case(name).values())
        return tuple(one for one in others if (found := one.situation.history.resolution) and found.lesson)

    def of(self, forecasts: Iterable[Forecast]) -> list[Standing]:
        """Those of some forecasts, in the order given."""
        return [self[forecast.full_id] for forecast in forecasts]

    def in_case_of(self, forecast: Forecast, other_id: str) -> Standing | None:
        """Another forecast of the same case; None where it has none of that id."""
        return self.of_case(forecast.case).get(f"{forecast.case}/{other_id}")

    def through(self, forecast: Forecast) -> Through | None:
        """An open forecast's second implied value, through its scenario set; None where it has none.

        Once the set is resolved its outcome is certain.
        """
        table = forecast.scenarios
        scenario_set = self.in_case_of(forecast, table.set) if table else None
        if scenario_set is None or self[forecast.full_id].situation.state not in ("draft", "open", "due"):
            return None
        believed = _of_scenarios(scenario_set)
        if believed is None:
            return None
        condition = self.in_case_of(forecast, forecast.given.forecast) if forecast.given else None
        return through(forecast, believed, condition.forecast if condition else None)


def _of_scenarios(scenario_set: Standing) -> Shares | None:
    forecast, situation = scenario_set.forecast, scenario_set.situation
    if not is_choice(forecast):
        return None
    if situation.state == "resolved":
        return Shares({name: float(name == situation.outcome) for name in forecast.names})
    implied = scenario_set.weighed.implied
    return implied if isinstance(implied, Shares) else None
