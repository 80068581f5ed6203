"""What the program says of a weighing situation beside what the second implementation says, value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf, isclose
from typing import Any

from outlook.belief.timeline import situations
from outlook.evidence.looking import looks
from outlook.evidence.over_time import implied_values
from outlook.evidence.sensitivity import swings
from outlook.evidence.weigh import Weighed, weigh

from .weighing import Contradiction, Question, Report, after_time, share_gone
from .weighing_beyond import look_at_next, naive, range_of, tornado
from .weighing_books import DISTRIBUTED, OPENS, Weighing
from .weighing_records import implied, implied_distribution, question_of, reports_of
from .weighing_reports import look, moved_by

NEAR = 1e-9
SHARES = (0.1, 0.45, 0.8)  # of the time from the opening, at which the past is asked about


def differences(asked: Weighing) -> list[str]:
    """Every value on which the two do not agree, in words."""
    ours, theirs = of_the_program(asked), of_the_document(asked)
    return [
        f"{name}: the program has {ours.get(name)}, the document {value}"
        for name, value in theirs.items()
        if not alike(ours.get(name), value)
    ]


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same, numbers to nine decimals."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return isclose(one, other, rel_tol=NEAR, abs_tol=NEAR)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in other)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


# ── the program ──


def of_the_program(asked: Weighing) -> dict[str, Any]:
    """What `weigh` and its neighbours answer, as plain values."""
    forecast, case, at = asked.forecast, asked.case, asked.at
    (situation,) = situations({forecast.id: forecast}, asked.evidence, at)
    found = weigh(forecast, case, asked.evidence, at)
    moments = _moments(asked)
    past = {one.at: _plain(one.belief) for one in implied_values(situation, case, at, moments)}
    return {
        "implied": _plain(found.implied),
        "past": [past.get(moment) for moment in moments] if past else None,
        "share": found.share,
        "base": found.base,
        "naive": found.naive,
        "range": None if found.range is None else (found.range.low, found.range.high),
        "signs": {step.name: (step.state, step.ratio) for step in found.steps if not step.is_stated},
        "log ratios": _log_ratios(found),
        "next": {one.sign: (one.saved, one.bits) for one in looks(forecast, found)},
        "tornado": {
            (one.name, one.outcome): (one.low, one.high) for one in swings(situation, case, at) if one.size > NEAR
        },
    }


def _log_ratios(found: Weighed) -> dict[str, Any]:
    """Of each sign: one where there are two outcomes, else how far each option is from the mean of those left."""
    logs = {step.name: step.log_ratios for step in found.steps if not step.is_stated}
    return {name: next(iter(one.values())) if len(one) == 1 else _apart(one) for name, one in logs.items()}


def _apart(logs: Mapping[str, float]) -> dict[str, float]:
    left = [value for value in logs.values() if value > -inf]
    middle = sum(left) / len(left) if left else 0.0
    return {name: value - middle for name, value in logs.items()}


def _plain(belief: Any) -> Any:
    if isinstance(belief, Mapping):
        return dict(belief)
    return [list(point) for point in belief] if isinstance(belief, tuple) else belief


# ── the document ──


def of_the_document(asked: Weighing) -> dict[str, Any]:
    """The same by the second implementation; what the document does not define is left out."""
    found: dict[str, Any] = {"implied": implied_at(asked)}
    question, reports = question_of(asked.forecast, asked.case), reports_of(asked.evidence, asked.case)
    found["share"] = share_gone(question, asked.at)
    try:
        seen = [look(question, reports, sign, asked.at) for sign in question.signs]
    except Contradiction:
        return found
    found["signs"] = {one.sign.name: (one.state, one.bayes) for one in seen}
    if found["implied"] is None:
        return found
    moved = [moved_by(one, found["share"]) for one in seen]
    kind = asked.forecast.kind
    found["log ratios"] = {one.name: _apart(one.logs) if kind == "choice" else one.log_ratio for one in moved}
    past = [implied_at(replace(asked, at=moment)) for moment in _moments(asked)]
    if asked.forecast.opens_at is not None and asked.at >= OPENS and None not in past:
        found["past"] = past
    return found if kind in DISTRIBUTED else found | _beside(asked, question, reports)


def implied_at(asked: Weighing) -> Any:
    """What is implied, of any kind."""
    if asked.forecast.kind not in DISTRIBUTED:
        return implied(asked.forecast, asked.case, asked.evidence, asked.at)
    points = implied_distribution(asked.forecast, asked.case, asked.evidence, asked.at)
    return None if points is None else [list(point) for point in points]


def _beside(asked: Weighing, question: Question, reports: Sequence[Report]) -> dict[str, Any]:
    """What is shown beside the implied number of a binary forecast or a choice."""
    found: dict[str, Any] = {
        "next": {one.sign: (one.saved, one.bits) for one in look_at_next(question, reports, asked.at)}
    }
    if asked.forecast.kind == "choice":
        return found
    assert question.prior is not None
    found["base"] = after_time(question, question.prior["yes"], asked.at)
    found["range"] = range_of(question, reports, asked.at)
    ends = tornado(question, reports, asked.at)
    found["tornado"] = {name: pair for name, pair in ends.items() if abs(pair[1] - pair[0]) > NEAR}
    if _is_open(question):
        found["naive"] = naive(question, reports, asked.at)
    return found


def _is_open(question: Question) -> bool:
    """Whether plain multiplication is defined: nothing is certain."""
    assert question.prior is not None
    chances = [*question.prior.values(), *(chance for sign in question.signs for chance in sign.chance.values())]
    return all(0.0 < chance < 1.0 for chance in chances)


def _moments(asked: Weighing) -> list[Any]:
    opens = asked.forecast.opens_at or OPENS
    return [opens + share * (asked.at - opens) for share in SHARES] if asked.at >= opens else []
