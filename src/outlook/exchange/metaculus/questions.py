"""The questions of a download: their kinds, ranges, windows and outcomes."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from outlook.exchange import cells, naming
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.table import Draft, Kind, Outcome, Question
from outlook.model.values import shown

KINDS: Mapping[str, Kind] = {
    "binary": "binary",
    "multiple_choice": "choice",
    "numeric": "numeric",
    "discrete": "numeric",
    "date": "date",
}
_ENDS: Mapping[str, Mapping[str, str]] = {
    "above_upper_bound": {"numeric": "above", "date": "later"},
    "below_lower_bound": {"numeric": "below", "date": "earlier"},
}
_SAME = ("ambiguous", "annulled")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its forecasts need: its range as written, and when nothing counts any more."""

    question: Question
    post: str
    span: tuple[float | datetime, float | datetime] | None
    places: tuple[float, ...]
    ends_at: datetime | None
    outcome: Outcome | None


def python_list(text: str) -> list[Any]:
    """A list as Python prints it; raises ValueError for anything else.

    >>> python_list("['A', None, 0.5]")
    ['A', None, 0.5]
    """
    try:
        found = ast.literal_eval(text) if text else []
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise ValueError(f"{shown(text)} is not a list as this download writes them")
    return found


class Sheet(Protocol):
    """Rows, of a file or made of one."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, all at once."""


def asked_in(sheet: Sheet, faults: Faults) -> dict[str, Asked]:
    """The questions of the file by their ids."""
    found = {}
    for row in sheet.rows:
        with faults.noting(row.place):
            found[row["Question ID"]] = _asked(row)
    return found


def take_questions(draft: Draft, faults: Faults, asked: Mapping[str, Asked]) -> None:
    """Put the questions with their outcomes into the table."""
    posts = [one.post for one in asked.values()]
    for one in asked.values():
        draft.questions[one.question.key] = one.question
        if not one.question.criteria:
            draft.lose("criteria and fine print are not in the download", one.question.place)
        if posts.count(one.post) > 1:
            draft.lose("what the questions of one post have to do with each other", one.question.place)
        if one.outcome is not None:
            with faults.noting(one.question.place):
                draft.resolve(one.outcome)


def _asked(row: Row) -> Asked:
    kind = KINDS.get(row["Question Type"])
    if kind is None:
        raise ValueError(f"Question Type: {shown(row['Question Type'])} is not one of {', '.join(KINDS)}")
    label = row["Label"]
    title = f"{row['Question Title']} ({label})" if label else row["Question Title"]
    question = Question(
        row["Question ID"],
        title,
        row.place,
        kind,
        asked_at=_time(row, "Open Time"),
        closes_at=_time(row, "Scheduled Close Time"),
        criteria=row.whole("Criteria"),
        fine_print=row["Fine Print"],
        note=row.whole("Description"),
        url=row["Question URL"],
        tags=naming.tags([str(one) for one in python_list(row["Categories"])]),
        unit=row["Unit"] if kind == "numeric" else "",
        options=tuple(map(str, python_list(row["MC Options (All)"]))) if kind == "choice" else (),
    )
    span = _span(row, kind)
    outcome = _outcome(row, kind)
    ends = [at for at in (_time(row, "Actual Close Time") or question.closes_at, outcome and outcome.known_at) if at]
    return Asked(
        replace(question, **_bounds(row, span)),
        row["Post ID"],
        span,
        _places(row, kind),
        min(ends, default=None),
        outcome,
    )


def _time(row: Row, column: str) -> datetime | None:
    try:
        return cells.known(row[column]) if row[column] else None
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error


def _span(row: Row, kind: Kind) -> tuple[float | datetime, float | datetime] | None:
    low, high = row["Lower Bound"], row["Upper Bound"]
    if kind == "numeric" and low and high:
        return cells.number(low), cells.number(high)
    if kind == "date" and low and high:
        return cells.opening(low), cells.opening(high)
    return None


def _bounds(row: Row, span: tuple[float | datetime, float | datetime] | None) -> dict[str, Any]:
    """Closed ends; of an open one of a quantity, the place of what lies beyond it."""
    found: dict[str, Any] = {}
    for end, beyond, value in zip(("lower", "upper"), ("open_below", "open_above"), span or (), strict=False):
        is_open = row[f"Open {end.title()} Bound"] == "True"
        if isinstance(value, datetime):
            found |= {} if is_open else {end: value.date()}
        else:
            found[beyond if is_open else end] = value
    return found


def _places(row: Row, kind: Kind) -> tuple[float, ...]:
    """The values of the range as the file lists them, which is how a logarithmic one is known."""
    written = row["Continuous Range"]
    if kind != "numeric" or not written:
        return ()
    return tuple(cells.number(value) for value in python_list(written))


def _outcome(row: Row, kind: Kind) -> Outcome | None:
    written = row["Resolution"]
    if not written:
        return None
    value: str | float = written
    if written in _ENDS:
        if kind not in _ENDS[written]:
            raise ValueError(f"Resolution: {written} is not an outcome of a {kind} question")
        value = _ENDS[written][kind]
    elif written not in _SAME and kind == "date":
        value = cells.known(written).date().isoformat()
    elif written not in _SAME and kind == "numeric":
        value = cells.number(written)
    why = f"{written} on Metaculus" if written in _SAME else ""
    return Outcome(row["Question ID"], value, _time(row, "Resolution Known Time"), row.place, why)


def days_between(span: tuple[Any, Any], steps: int) -> list[date]:
    """The days on which equal steps between two moments fall."""
    start, end = (one.astimezone(UTC) for one in span)
    step: timedelta = (end - start) / (steps - 1)
    return [(start + step * index).date() for index in range(steps)]
