"""Writing the CSV that Fatebook's importer takes: resolved yes/no questions with one's own forecasts.

It resolves a question whose resolution is blank, so open ones stay out; it knows one forecaster, the person.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from outlook import moments
from outlook.exchange.table import Draft, Forecast, Outcome, Question
from outlook.spreadsheet import line

COLUMNS = (
    *("questionTitle", "forecast", "qCreatedAt", "resolution", "resolvedAt", "resolveBy", "fCreatedAt"),
    *("tags", "notes", "notesExtra"),
)
_WORDS = {"yes": "YES", "no": "NO", "ambiguous": "AMBIGUOUS"}


def as_csv(draft: Draft, by: str) -> str:
    """The rows of one person as CSV; what has no place in it is counted as lost."""
    for note in draft.notes:
        draft.lose("evidence", note.place)
    return line(COLUMNS) + "".join(line(cells) for cells in _rows(draft, by))


def _rows(draft: Draft, by: str) -> Iterator[Sequence[str]]:
    said: dict[str, list[Forecast]] = {}
    for one in draft.forecasts:
        said.setdefault(one.question, []).append(one)
    for question in draft.questions.values():
        outcome = draft.outcomes.get(question.key)
        reason = _left_out(question, outcome)
        if reason:
            draft.lose(reason, question.place)
            continue
        assert outcome is not None
        for one in said.get(question.key, []):
            if _is_kept(one, by, draft):
                draft.written.add(question.key)
                yield _row(question, one, outcome)


def _left_out(question: Question, outcome: Outcome | None) -> str:
    if question.kind != "binary":
        return f"a {question.kind} question"
    if outcome is None:
        return "a question that is not resolved: Fatebook would resolve it"
    if question.asked_at is None:
        return "a question without the time at which it was asked"
    return (
        "" if outcome.outcome in _WORDS else f"a question that is {outcome.outcome}: it is none of YES, NO, AMBIGUOUS"
    )


def _is_kept(one: Forecast, by: str, draft: Draft) -> bool:
    if one.by != by:
        draft.lose("a forecast of somebody else", one.place, one.by)
    elif one.value is None:
        draft.lose("a withdrawal", one.place)
    elif one.why:
        draft.lose("the reason of a forecast", one.place)
    return one.by == by and one.value is not None


def _row(question: Question, one: Forecast, outcome: Outcome) -> Sequence[str]:
    assert question.asked_at is not None
    return (
        question.title,
        f"{(Decimal(repr(one.value)) * 100).normalize():f}%",
        moments.iso(question.asked_at),
        _WORDS[str(outcome.outcome)],
        moments.iso(outcome.known_at) if outcome.known_at else "",
        moments.iso(question.closes_at) if question.closes_at else "",
        moments.iso(one.at),
        ",".join(question.tags),
        question.criteria,
        question.note,
    )
