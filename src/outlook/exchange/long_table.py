"""Writing a table that a spreadsheet opens, and that an import reads: one row a forecast, one more for each option."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from outlook import moments
from outlook.exchange.spreadsheet_table import COLUMNS
from outlook.exchange.table import Draft, Forecast, Outcome, Question
from outlook.spreadsheet import line

Row = dict[str, Any]


def as_csv(draft: Draft) -> str:
    """The rows as CSV, each text safe in a spreadsheet; what has no place in it is counted as lost."""
    return line(COLUMNS) + "".join(line([row.get(name) for name in COLUMNS]) for row in rows(draft))


def as_json_lines(draft: Draft) -> str:
    """The rows as one JSON object a line; what has no place in it is counted as lost."""
    kept = ({name: None if row[name] == "" else row[name] for name in COLUMNS} for row in rows(draft))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)


def rows(draft: Draft) -> Iterator[Row]:
    """Every forecast of a yes/no question or a choice; a question that nobody forecast has rows of its own."""
    for note in draft.notes:
        draft.lose("evidence", note.place)
    said: dict[str, list[Forecast]] = {}
    for one in draft.forecasts:
        said.setdefault(one.question, []).append(one)
    for question in draft.questions.values():
        if question.kind not in ("binary", "choice"):
            draft.lose(f"a {question.kind} question", question.place)
            continue
        if question.is_ordered:
            draft.lose("that options have an order", question.place)
        kept = [one for one in said.get(question.key, []) if _is_kept(one, draft)]
        for one in (*kept, *(() if kept else (None,))):
            yield from _of(question, one, draft.outcomes.get(question.key))


def _is_kept(one: Forecast, draft: Draft) -> bool:
    if one.is_revealed:
        draft.lose("that a price shows a belief which nobody stated", one.place)
    if one.value is None:
        draft.lose("a withdrawal", one.place)
    return one.value is not None


def _of(question: Question, one: Forecast | None, outcome: Outcome | None) -> Iterator[Row]:
    for option in question.options or ("",):
        yield {
            "id": question.key,
            "question": question.title,
            "option": option,
            "forecaster": one.by if one else "",
            "forecast_at": moments.iso(one.at) if one else "",
            "probability": _probability(one, option),
            "resolved_at": moments.iso(outcome.known_at) if outcome and outcome.known_at else "",
            "outcome": _outcome(outcome, option) if outcome else "",
            "asked_at": moments.iso(question.asked_at) if question.asked_at else "",
            "closes_at": moments.iso(question.closes_at) if question.closes_at else "",
            "criteria": question.criteria,
            "why": one.why if one else "",
            "note": question.note,
            "tags": ",".join(question.tags),
            "url": question.url,
        }


def _probability(one: Forecast | None, option: str) -> float | None:
    if one is None or one.value is None or isinstance(one.value, tuple):
        return None
    return one.value[option] if isinstance(one.value, Mapping) else one.value


def _outcome(outcome: Outcome, option: str) -> str | float:
    """Of an option whether it came true; a word that says there is no outcome is said of each."""
    if not option or outcome.outcome in ("ambiguous", "annulled"):
        return outcome.outcome
    return "yes" if outcome.outcome == option else "no"
