"""One page for who decides: what is judged, what changed and why, what to watch, how it came out, what is due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.answers.corrections import corrections
from outlook.answers.due import RANK, due, most_urgent
from outlook.answers.looking import sights
from outlook.answers.moves import distance, moves, stated, whom
from outlook.belief.pool import rule_of
from outlook.evidence.grading import grades_of, is_graded, reliability
from outlook.lengths import length
from outlook.model.belief import Chance, Shares
from outlook.model.counting import counts_from
from outlook.model.kind_of import is_date, is_distributed
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.corrections import Correction
    from outlook.answers.due import Due
    from outlook.answers.looking import Sight
    from outlook.answers.missing import Missing
    from outlook.answers.moves import Move, Stated
    from outlook.answers.standing import Standing
    from outlook.answers.status_row import StatusRow
    from outlook.evidence.ranges import Range
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

Confidence = Literal["high", "moderate", "low"]
Ground = Literal["reports", "time", "prior"]
NARROW, WIDE = 0.20, 0.40
ODDS = (0.4 / 0.6) / (0.2 / 0.8)  # how far apart 20% and 40% are
GOOD = 0.7
SEVERAL = 2
COIN = 0.5
WEEK = length("7d")
CUT = "…"
KINDS = ("binary", "choice", "date", "numeric")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One open forecast: its row, what each states, how confident the judgement is, and the graded reports, best first.

    Confidence is about the ground of the number, not about the number: high where the implied range is at most twenty
    points wide, its ends no farther apart in odds than 20% and 40% are, and two reports or more are of good grade; low
    where nothing graded bears on it, or the range is wider than forty points. Of the reports those are `graded` that
    move what is implied, or, where nothing is implied, all that have a grade; `weightless` counts the others that have
    one. `rests_on` says what is implied comes of; `withdrawn` are those who stated something and withdrew it, where
    nobody states anything. What is stated `is_on_an_older_text` where a field changed since that is scored. The range
    `is_near_an_end` of 0 to 1 where it is narrow in points and yet its ends lie far apart in odds: it is not narrow
    then.
    """

    row: StatusRow
    case: Case | None
    stated: tuple[Stated, ...]
    confidence: Confidence
    graded: tuple[Evidence, ...]
    weightless: int
    rests_on: Ground
    withdrawn: tuple[str, ...] = ()
    is_on_an_older_text: bool = False
    is_near_an_end: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One forecast at the beginning and at the end of the time, and the reports that came in between, oldest first.

    `moves` are those of each forecaster; of the reports, `weightless` are those that move nothing. `is_against` says
    that what is implied moved the other way than the reports moved it, as time or the silence of signs outweighed them.
    `reopened` are outcomes that were taken back in that time, none of which stands.
    """

    before: StatusRow
    after: StatusRow
    case: Case | None
    moves: tuple[Move, ...]
    reports: tuple[Evidence, ...]
    weightless: tuple[Evidence, ...]
    is_against: bool
    reopened: tuple[Correction, ...] = ()

    @property
    def size(self) -> float:
        """How far it moved, 0 to 1: anybody's number, or what is implied, whichever moved most."""
        own = (distance(one.before, one.after) for one in self.moves)
        return max(*own, distance(self.before.implied, self.after.implied), 0.0)


@dataclass(frozen=True, slots=True)
class CameOut:
    """One forecast that is settled: its row, what each stated last, and why its condition failed, if it did."""

    row: StatusRow
    case: Case | None
    stated: tuple[Stated, ...]
    condition: str


class OnlyIf(NamedTuple):
    """What a forecast is asked under, while that is open: the other forecast, and the outcome that it must have."""

    heading: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known by `at` of some forecasts, and what changed `since`; each list has the most important first.

    Of the judgements these are those that moved most, what is overdue last; of the changes the largest.

    `opening` are those that open later, the soonest first: nothing is judged of them yet.

    `only_if` are the open conditions, by the full id of the forecast that has one. `drafts` lack something without
    which they cannot be judged; of `missing` ones the record is gone or cannot be read. `whole` has the
    question, by the full id, of each whose title was cut. `me` is who asks, and is named before others.
    """

    at: datetime
    since: datetime
    titles: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    changes: tuple[Changed, ...]
    signs: tuple[Sight, ...]
    resolved: tuple[CameOut, ...]
    due: tuple[Due, ...]
    only_if: Mapping[str, OnlyIf]
    drafts: tuple[StatusRow, ...]
    opening: tuple[StatusRow, ...] = ()
    me: str | None = None
    missing: tuple[Missing, ...] = ()
    whole: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> frozenset[str]:
        """What people wrote that the page repeats: titles and questions."""
        rows = [*(one.row for one in self.judgements), *(one.row for one in self.resolved), *self.drafts, *self.opening]
        named = {one.heading for one in (*rows, *(one.after for one in self.changes))}
        named |= {one.forecast.heading for one in self.signs} | {one.situation.forecast.heading for one in self.due}
        named |= {one.heading for one in self.only_if.values()}
        return frozenset({*named, *self.whole.values(), *self.titles})

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
    me: str | None = None,
) -> Brief:
    """The page about some forecasts; `earlier` are the same ones as they were at the beginning.

    `condition` finds another forecast of a case. Of one person, what is stated is theirs.
    """
    then = {one.forecast.full_id: one for one in earlier}
    open_now = [one for one in chosen if one.situation.state in ("open", "due")]
    compared = {one.forecast.full_id: _compared(then[one.forecast.full_id], one, since, person) for one in open_now}
    ordered = sorted(open_now, key=lambda one: _weight(one, compared[one.forecast.full_id]))
    disputed = [one for one in chosen if one.situation.state == "disputed"]
    judged = [one for one in ordered if not one.opens_later]
    changed = [one for one in compared.values() if one.moves or one.reports or one.weightless or one.reopened]
    return Brief(
        at=at,
        since=since,
        titles=tuple(dict.fromkeys(one.case.title if one.case else one.forecast.case for one in chosen)),
        judgements=tuple(_judgement(one, person) for one in judged),
        changes=tuple(sorted(changed, key=lambda one: (-one.size, not one.reports, one.after.full_id))),
        signs=sights(judged),
        resolved=tuple(_came_out(one, person) for one in _settled(chosen, then, since)),
        due=tuple(_due([*ordered, *disputed], at, condition, person)),
        only_if=dict(_conditions(chosen, condition)),
        drafts=tuple(one.row(person) for one in chosen if one.situation.state == "draft"),
        opening=tuple(sorted((one.row(person) for one in open_now if one.opens_later), key=_opens)),
        me=me,
        whole={one.forecast.full_id: question for one in chosen if (question := _uncut(one.forecast)) is not None},
    )


def _opens(row: StatusRow) -> tuple[float, str]:
    return row.opens_at.timestamp() if row.opens_at else 0.0, row.full_id


def _uncut(forecast: Forecast) -> str | None:
    """The question whose beginning the title is, without its mark; None where the title is not cut."""
    title, question = forecast.title or "", forecast.question or ""
    is_cut = title.endswith(CUT) and question.startswith(title.removesuffix(CUT).rstrip())
    return question.rstrip("?").rstrip() if is_cut else None


def _due(
    judged: Sequence[Standing], at: datetime, condition: Callable[[Forecast, str], Standing | None], person: str | None
) -> list[Due]:
    """What is due of a person; of what that pool cannot be made of, what is due of anybody."""
    asked: dict[str | None, list[Standing]] = defaultdict(list)
    for one in judged:
        asked[whom(one, person)].append(one)
    found = [item for whose, mine in asked.items() for item in due(mine, at, WEEK, condition, whose)]
    return found if len(asked) == 1 else sorted(found, key=lambda item: RANK.index(item.reason))


def _compared(before: Standing, after: Standing, since: datetime, person: str | None) -> Changed:
    whose = whom(after, person)
    reports = _reports(after, since)
    weighty = moving(after)
    counted = tuple(one for one in reports if weighty is None or one.id in weighty or _ended_a_silence(after, one))
    return Changed(
        before=before.row(whose),
        after=after.row(whose),
        case=after.case,
        moves=moves(before, after, whose),
        reports=counted,
        weightless=tuple(one for one in reports if one not in counted),
        is_against=_is_against(before.weighed.implied, after, {one.id for one in counted}),
        reopened=tuple(one for one in corrections(after.situation.history) if one.until > since),
    )


def _ended_a_silence(after: Standing, report: Evidence) -> bool:
    """Whether the number would be another without a report of what moves nothing now: a silence that did is over."""
    return after.implied_without({report.id}) != after.weighed.implied


def _is_against(before: Belief | None, after: Standing, reports: set[str]) -> bool:
    """Whether the option that leads now, or yes, moved the other way than the reports moved it.

    What they did is what is implied now, beside what would be without them. Which way their signs point says less: a
    sign that points up can have been refuted, or have pointed up more strongly before.
    """
    now = after.weighed.implied
    if not reports or not isinstance(before, Chance | Shares) or not isinstance(now, Chance | Shares):
        return False
    without = after.implied_without(reports)
    if not isinstance(without, Chance | Shares):
        return False
    option, share = now.leading
    return (share - (without.number(option) or 0.0)) * (share - (before.number(option) or 0.0)) < 0


def moving(one: Standing) -> frozenset[str] | None:
    """The ids of the reports of what moves the number now; None where nothing is implied.

    What is no likelier right than wrong says nothing, whichever way its sign points.
    """
    if one.weighed.implied is None:
        return None
    steps = (step for step in one.weighed.steps if not step.moves_nothing)
    return frozenset(
        report.entry for step in steps for report in step.reports if report.counts and report.reliability > COIN
    )


def _is_news(before: Standing, after: Standing, since: datetime) -> bool:
    """Whether it came out, or was called off, in the time."""
    if after.situation.state in ("draft", "open", "due"):
        return False
    found = after.situation.history.resolution
    is_new = before.situation.state != after.situation.state or before.situation.outcome != after.situation.outcome
    is_corrected = any(one.until > since for one in corrections(after.situation.history))
    return is_new or is_corrected or (found is not None and found.known_at > since)


def _settled(chosen: Sequence[Standing], then: Mapping[str, Standing], since: datetime) -> list[Standing]:
    """What came out in the time: what has an outcome before what was called off, the newest first.

    Of one day, and of one kind as the scores of several are not alike, it is the worst score that comes first.
    """
    found = [one for one in chosen if _is_news(then[one.forecast.full_id], one, since)]
    return sorted(found, key=_rank)


def _rank(one: Standing) -> tuple[bool, bool, int, int, float, str]:
    resolution = one.situation.history.resolution
    has_outcome, known_at = one.situation.state in ("resolved", "disputed"), resolution.known_at if resolution else None
    row = one.row()
    day = known_at.toordinal() if known_at else 0
    kind = KINDS.index(one.forecast.kind)
    return not has_outcome, row.stated is None, -day, kind, -(row.brier or 0.0), one.forecast.full_id


def _came_out(one: Standing, person: str | None) -> CameOut:
    whose = whom(one, person)
    return CameOut(one.row(whose), one.case, stated(one, whose), one.situation.condition)


def _conditions(
    chosen: Sequence[Standing], condition: Callable[[Forecast, str], Standing | None]
) -> Iterator[tuple[str, OnlyIf]]:
    for given, forecast in ((one.forecast.given, one.forecast) for one in chosen):
        if given is not None:
            other = condition(forecast, given.forecast)
            if other is None or other.situation.outcome is None:
                yield forecast.full_id, OnlyIf(other.forecast.heading if other else given.forecast, given.outcome)


def _weight(one: Standing, compared: Changed) -> tuple[bool, float, bool, float, str]:
    """First what is not over and moved most, then what has news, then what closes soonest."""
    closes_at = one.forecast.closes_at
    closes = closes_at.timestamp() if closes_at else float("inf")
    return one.situation.state == "due", -compared.size, not compared.reports, closes, one.forecast.full_id


def _reports(one: Standing, since: datetime) -> tuple[Evidence, ...]:
    return tuple(report for report in one.situation.history.evidence if counts_from(report) > since)


def _judgement(one: Standing, person: str | None) -> Judgement:
    grades, weighty, whose = grades_of(one.case), moving(one), whom(one, person)
    known = [report for report in one.situation.history.evidence if is_graded(report)]
    weighed = [report for report in known if weighty is None or report.id in weighty]
    graded = sorted(weighed, key=lambda report: (-reliability(report, grades), report.id))
    return Judgement(
        row=one.row(whose),
        case=one.case,
        stated=_beside(one, whose),
        confidence=_confidence(one, [reliability(report, grades) for report in graded]),
        graded=tuple(graded),
        weightless=len(known) - len(graded),
        rests_on="reports" if weighty else _ground(one),
        withdrawn=_withdrawn(one, whose),
        is_on_an_older_text=_is_older(one, whose),
        is_near_an_end=_is_near_an_end(one),
    )


def _is_older(one: Standing, whose: str | None) -> bool:
    newest = one.newest(whose)
    return newest is not None and newest.record_sha256 not in (None, one.forecast.record_sha256)


def _is_near_an_end(one: Standing) -> bool:
    found = one.weighed.range
    return found is not None and found.high - found.low <= NARROW and not _is_narrow(found)


def _is_narrow(found: Range) -> bool:
    """Few points apart, and in odds too: near 0 and 1 everything is few points apart."""
    return found.high - found.low <= NARROW and found.high * (1 - found.low) <= ODDS * found.low * (1 - found.high)


def _withdrawn(one: Standing, whose: str | None) -> tuple[str, ...]:
    history = one.situation_of(whose).history
    if history.newest(whose) is not None:
        return ()
    last = {each.by: each for each in history.estimates if whose in (None, each.by)}
    return tuple(sorted(name for name, each in last.items() if each.stated is None))


def _beside(one: Standing, whose: str | None) -> tuple[Stated, ...]:
    """What each states; of one person theirs, and what the author of a report says."""
    if rule_of(whose) is not None:
        return stated(one, whose)
    return tuple(each for each in stated(one, None) if whose in (None, each.by) or each.by.startswith(DOCUMENT_PREFIX))


def _ground(one: Standing) -> Ground:
    """What is implied without any report comes of: signs that did not come and time, or the prior alone."""
    found = one.weighed
    passes = is_date(one.forecast) if is_distributed(one.forecast) else found.base != found.prior
    return "prior" if not passes and all(step.moves_nothing for step in found.steps) else "time"


def _confidence(one: Standing, reliabilities: Sequence[float]) -> Confidence:
    found = one.weighed.range
    width = found.high - found.low if found else None
    if not reliabilities or (width is not None and width > WIDE):
        return "low"
    is_good = sum(reliable >= GOOD for reliable in reliabilities) >= SEVERAL
    return "high" if is_good and found is not None and _is_narrow(found) else "moderate"
