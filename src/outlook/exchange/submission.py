"""Writing a submission to ForecastBench: one person's forecasts of a round's questions, in the shape of its files.

The name of the person is that of an organization and, behind its last blank, of a model: as an import joins them.
"""

import json
from collections.abc import Iterator
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange import naming
from outlook.exchange.table import Draft, Forecast

SYSTEM = "forecastbench"
_MARKET, _DATASET = 2, 4


def as_json(draft: Draft, by: str) -> str:
    """The forecasts of one round as its JSON; what has no place in it is counted as lost.

    Raises:
        InvalidValue: they are of several rounds.
    """
    rounds: dict[str, list[dict[str, Any]]] = {}
    for due, row in _rows(draft, by):
        rounds.setdefault(due, []).append(row)
    if len(rounds) > 1:
        raise InvalidValue(f"these forecasts are of {len(rounds)} rounds ({', '.join(rounds)}): name those of one")
    organization, _, model = by.rpartition(" ")
    due = next(iter(rounds), "")
    whole = {
        "organization": organization or model,
        "model": model,
        "model_organization": organization or model,
        "question_set": f"{due}-llm.json" if due else None,
        "forecast_due_date": due or None,
        "forecasts": rounds.get(due, []),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _rows(draft: Draft, by: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for note in draft.notes:
        draft.lose("evidence", note.place)
    newest = {one.question: one for one in draft.forecasts if one.by == by}
    for question in draft.questions.values():
        system, key = question.imported or ("", "")
        one, parts = newest.get(question.key), naming.parts(key)
        if system != SYSTEM or len(parts) not in (_MARKET, _DATASET):
            draft.lose("a question that is none of ForecastBench's", question.place)
        elif one is None or not isinstance(one.value, float):
            draft.lose(f"a question of which {by} believes nothing now", question.place)
        else:
            draft.written.add(question.key)
            yield _row(one, parts)


def _row(one: Forecast, parts: list[str]) -> tuple[str, dict[str, Any]]:
    """The round and the row; a market's question has no date of its own."""
    due, date = (parts[2], parts[3]) if len(parts) == _DATASET else (f"{one.at:%Y-%m-%d}", None)
    said = {"forecast": one.value, "resolution_date": date, "reasoning": one.why or None, "direction": None}
    return due, {"id": parts[1], "source": parts[0], **said}
