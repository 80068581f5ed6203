"""Writing a table that spreadsheets open and imports read: a row a forecast, or one for each option or value of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from outlook import moments
from outlook.exchange import parquet
from outlook.exchange.spreadsheet_table import COLUMNS
from outlook.exchange.table import WITHDRAWN, Draft, Forecast, Outcome, Question
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import quantile_level
from outlook.spreadsheet import line

Row = dict[str, Any]


def as_csv(draft: Draft) -> str:
    """The rows as CSV, each text safe in a spreadsheet; what has no place in it is counted as lost."""
    return line(COLUMNS) + "".join(line([row.get(name) for name in COLUMNS]) for row in rows(draft))


def as_json_lines(draft: Draft) -> str:
    """The rows as one JSON object a line; what has no place in it is counted as lost."""
    kept = ({name: None if row[name] == "" else row[name] for name in COLUMNS} for row in rows(draft))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)


def as_parquet(draft: Draft) -> bytes:
    """The rows with the same columns as Parquet, by their types; what has no place in it is counted as lost."""
    return parquet.packed("export", COLUMNS, [_with_numbers(row) for row in rows(draft)])


def _with_numbers(row: Row) -> Row:
    """A number where a probability is: who withdraws has none from then on."""
    is_withdrawn = row["probability"] == WITHDRAWN
    return {**row, "probability": None} if is_withdrawn else row


def rows(draft: Draft) -> Iterator[Row]:
    """Every forecast, with a row for each option or value; a question that nobody forecast has rows of its own."""
    for note in draft.notes:
        draft.lose("evidence", note.place)
    said: dict[str, list[Forecast]] = {}
    for forecast in draft.forecasts:
        if forecast.is_revealed:
            draft.lose("that a price shows a belief which nobody stated", forecast.place)
        said.setdefault(forecast.question, []).append(forecast)
    for question in draft.questions.values():
        draft.written.add(question.key)
        asked, outcome = _asked(question), draft.outcomes.get(question.key)
        if outcome and outcome.why:
            draft.lose("the reason of an outcome", question.place)
        for one in _made(question, said.get(question.key, [])):
            for option, probability, value in _parts(question, one):
                yield {
                    **asked,
                    **_said(one),
                    "option": option,
                    "probability": probability,
                    "value": value,
                    "resolved_at": moments.iso(outcome.known_at) if outcome and outcome.known_at else "",
                    "outcome": _outcome(question, outcome, option) if outcome else "",
                }


def _made(question: Question, said: list[Forecast]) -> Sequence[Forecast | None]:
    """The forecasts, with None for rows of nobody's, which a question needs that no other row would show whole."""
    is_shown = bool(said) if question.kind != "choice" else any(one.value is not None for one in said)
    return said if is_shown else [None, *said]


def _asked(question: Question) -> Row:
    is_ordered = question.kind == "choice" and question.is_ordered
    return {
        "id": question.key,
        "question": question.title,
        "kind": "ordered" if is_ordered else question.kind,
        "asked_at": moments.iso(question.asked_at) if question.asked_at else "",
        "closes_at": moments.iso(question.closes_at) if question.closes_at else "",
        "unit": question.unit,
        "lower": _plain(question.lower),
        "upper": _plain(question.upper),
        "open_below": question.open_below,
        "open_above": question.open_above,
        "criteria": question.criteria,
        "note": question.note,
        "tags": ",".join(question.tags),
        "url": question.url,
    }


def _said(one: Forecast | None) -> Row:
    return {
        "forecaster": one.by if one else "",
        "forecast_at": moments.iso(one.at) if one else "",
        "why": one.why if one else "",
        "taken_back_at": moments.iso(one.taken_back_at) if one and one.taken_back_at else "",
        "late": "yes" if one and one.is_late else "",
        "recorded_at": moments.iso(one.recorded_at) if one and one.recorded_at else "",
    }


def _parts(question: Question, one: Forecast | None) -> list[tuple[str, float | str | None, float | str | None]]:
    """What the rows of a forecast say: an option, a probability and a value each.

    Of a quantity the probability is that of at most the value.
    """
    value = None if one is None else one.value
    if one is not None and value is None:
        return [("", WITHDRAWN, None)]
    if value is None:
        return [(option, None, None) for option in question.options or ("",)]
    if isinstance(value, tuple):
        return [("", share, _plain(at)) for at, share in value]
    if not isinstance(value, Mapping):
        return [("", value, None)]
    if question.kind == "choice":
        return [(option, value[option], None) for option in question.options]
    return [(name, quantile_level(name), _plain(at)) for name, at in value.items()]


def _plain(value: Any) -> float | str | None:
    return value.isoformat() if isinstance(value, date) else value


def _outcome(question: Question, outcome: Outcome, option: str) -> str | float | None:
    """Of an option whether it came true; a word that says there is no outcome is said of each."""
    if question.kind == "choice" and not option:
        return None  # the rows of its options say it
    if question.kind != "choice" or outcome.outcome in NOT_AN_OUTCOME:
        return _plain(outcome.outcome)
    return "yes" if outcome.outcome == option else "no"
