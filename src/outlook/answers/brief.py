"""One page for who decides: what is judged, what changed and why, what to watch, how it came out, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.answers.due import due, most_urgent
from outlook.answers.looking import sights
from outlook.evidence.grading import grades_of, is_graded, reliability
from outlook.lengths import length
from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.due import Due
    from outlook.answers.looking import Sight
    from outlook.answers.standing import Standing
    from outlook.answers.status_row import StatusRow
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

Confidence = Literal["high", "moderate", "low"]
NARROW, WIDE = 0.20, 0.40
GOOD = 0.7
SEVERAL = 2
WEEK = length("7d")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One open forecast: its row, how confident the judgement is, and the graded reports that bear on it, best first.

    Confidence is about the ground of the number, not about the number: high where the implied range is at most twenty
    points wide and two reports or more are of good grade; low where nothing graded bears on it, or the range is wider
    than forty points.
    """

    row: StatusRow
    case: Case | None
    confidence: Confidence
    graded: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One forecast at the beginning and at the end of the time, and the reports that came in between, oldest first."""

    before: StatusRow
    after: StatusRow
    case: Case | None
    reports: tuple[Evidence, ...]


class OnlyIf(NamedTuple):
    """What a forecast is asked under, while that is open: the other forecast, and the outcome that it must have."""

    heading: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known by `at` of some forecasts, and what changed `since`; each list has the most important first.

    `only_if` are the open conditions, by the full id of the forecast that has one. `drafts` lack something without
    which they cannot be judged.
    """

    at: datetime
    since: datetime
    titles: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    changes: tuple[Changed, ...]
    signs: tuple[Sight, ...]
    resolved: tuple[Changed, ...]
    due: tuple[Due, ...]
    only_if: Mapping[str, OnlyIf]
    drafts: tuple[StatusRow, ...]

    @property
    def due_once(self) -> tuple[Due, ...]:
        """What is due, each forecast once, by its most urgent reason."""
        return most_urgent(self.due)


def brief(
    chosen: Sequence[Standing],
    earlier: Sequence[Standing],
    at: datetime,
    since: datetime,
    condition: Callable[[Forecast, str], Standing | None],
    person: str | None = None,
) -> Brief:
    """The page about some forecasts; `earlier` are the same ones as they were at the beginning.

    `condition` finds another forecast of a case. Of one person, what is stated is theirs.
    """
    before = {one.forecast.full_id: one.row(person) for one in earlier}
    judged = sorted(
        (one for one in chosen if one.situation.state in ("open", "due")), key=lambda one: _weight(one, since)
    )
    changed = [
        Changed(before[one.forecast.full_id], one.row(person), one.case, reports)
        for one in judged
        if (reports := _reports(one, since)) or _has_moved(before[one.forecast.full_id], one.row(person))
    ]
    out = [
        Changed(before[one.forecast.full_id], one.row(person), one.case, ())
        for one in chosen
        if (found := one.situation.history.resolution) is not None and found.known_at > since
    ]
    return Brief(
        at=at,
        since=since,
        titles=tuple(dict.fromkeys(one.case.title if one.case else one.forecast.case for one in chosen)),
        judgements=tuple(_judgement(one, person) for one in judged),
        changes=tuple(changed),
        signs=sights(judged),
        resolved=tuple(out),
        due=tuple(due(judged, at, WEEK, condition, person)),
        only_if=dict(_conditions(chosen, condition)),
        drafts=tuple(one.row(person) for one in chosen if one.situation.state == "draft"),
    )


def _conditions(
    chosen: Sequence[Standing], condition: Callable[[Forecast, str], Standing | None]
) -> Iterator[tuple[str, OnlyIf]]:
    for given, forecast in ((one.forecast.given, one.forecast) for one in chosen):
        if given is not None:
            other = condition(forecast, given.forecast)
            if other is None or other.situation.outcome is None:
                yield forecast.full_id, OnlyIf(other.forecast.heading if other else given.forecast, given.outcome)


def _weight(one: Standing, since: datetime) -> tuple[bool, float, str]:
    """First what has news, then what closes soonest."""
    closes_at = one.forecast.closes_at
    return not _reports(one, since), closes_at.timestamp() if closes_at else float("inf"), one.forecast.full_id


def _reports(one: Standing, since: datetime) -> tuple[Evidence, ...]:
    return tuple(report for report in one.situation.history.evidence if counts_from(report) > since)


def _has_moved(before: StatusRow, after: StatusRow) -> bool:
    return before.stated != after.stated


def _judgement(one: Standing, person: str | None) -> Judgement:
    grades = grades_of(one.case)
    known = [report for report in one.situation.history.evidence if is_graded(report)]
    graded = sorted(known, key=lambda report: (-reliability(report, grades), report.id))
    found = one.weighed.range
    width = found.high - found.low if found else None
    good = [report for report in graded if reliability(report, grades) >= GOOD]
    confidence: Confidence = "moderate"
    if not graded or (width is not None and width > WIDE):
        confidence = "low"
    elif width is not None and width <= NARROW and len(good) >= SEVERAL:
        confidence = "high"
    return Judgement(one.row(person), one.case, confidence, tuple(graded))
