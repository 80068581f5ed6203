"""PredictionBook: the JSON of its API, and the CSV of one's own predictions, which holds no wagers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, Draft, Forecast, Note, Outcome, Place, Question, Table
from outlook.exchange.wishes import Wishes

SYSTEM, NAME = "predictionbook", "PredictionBook"
CSV_LIMIT = 100
NO_WAGERS = "a wager: the CSV has none, and its mean_confidence is not your forecast"
_WORDS = {"true": True, "false": False, "": None}


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The predictions in the files.

    Raises:
        InvalidValue: a prediction cannot be read, or two contradict each other.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    for source in sources:
        if not source.is_empty:
            for place, item in _from_json(source) if source.looks_like_json else _from_csv(source, draft):
                with faults.noting(place):
                    _take(draft, faults, item, place, wishes)
    faults.refuse_any()
    return draft.finished()


def _from_json(source: Source) -> list[tuple[Place, fields.Object]]:
    whole: Any = source.json
    name = "predictions" if isinstance(whole, Mapping) else "items"
    return fields.items(source, whole.get(name) if isinstance(whole, Mapping) else whole, name)


def _from_csv(source: Source, draft: Draft) -> list[tuple[Place, fields.Object]]:
    """The rows as the objects of the JSON, which have the same fields; only the wagers lack."""
    rows = source.sheet.rows
    if len(rows) >= CSV_LIMIT:
        draft.remark(f"this CSV never holds more than {CSV_LIMIT} predictions: there may be others")
    return [(row.place, {**row.cells, **_truths(row), "wagers": False}) for row in rows]


def _truths(row: Row) -> dict[str, bool | str | None]:
    return {name: _truth(row[name]) for name in ("outcome", "withdrawn")}


def _truth(word: str) -> bool | str | None:
    return _WORDS.get(word.lower(), word)


def _take(draft: Draft, faults: Faults, item: fields.Object, place: Place, wishes: Wishes) -> None:
    key, closes_at = fields.needed(item, "id"), fields.time(item, "deadline")
    title, grouped = fields.needed(item, "description"), fields.text(item, "description_with_group")
    group = grouped.removesuffix(title).strip().strip("[]") if grouped.endswith(title) else ""
    asked_at = fields.needed_time(item, "created_at")
    url = f"https://predictionbook.com/predictions/{key}"
    draft.questions.setdefault(
        key,
        Question(key, title, place, asked_at=asked_at, closes_at=closes_at, url=url, tags=naming.tags([group])),
    )
    if item.get("visibility") not in (None, "", "visible_to_everyone"):
        draft.lose("who may see a prediction", place, title)
    if _is_withdrawn(item):
        _take_back(draft, key, item, closes_at, place)
    else:
        _take_outcome(draft, key, item, closes_at, place)
    if item.get("wagers") is False:
        _take_mean(draft, key, item, asked_at, place, wishes)
    responses = fields.objects(item.get("responses"), "responses")
    for index, said in sorted(enumerate(responses), key=lambda one: _number(one[1])):
        spot = Place(place.file, f"{place.spot}.responses[{index}]")
        with faults.noting(spot):
            _take_response(draft, key, said, spot)


def _number(said: fields.Object) -> float:
    found = said.get("id")
    return float(found) if isinstance(found, int) else 0.0


def _take_outcome(draft: Draft, key: str, item: fields.Object, closes_at: datetime | None, place: Place) -> None:
    """Judged as unknown is ambiguous; without an outcome and a judgement it is open."""
    outcome, judged_at = item.get("outcome"), fields.time(item, "last_judgement_at")
    if outcome not in (True, False, None):
        raise ValueError(f"outcome is {str(outcome)[:30]!r}, not true, false or nothing")
    if outcome is None:
        if judged_at is not None:
            draft.resolve(Outcome(key, "ambiguous", judged_at, place, f"judged unknown on {NAME}"))
        return
    if judged_at is None:
        draft.lose("the time of a judgement: the deadline is taken", place, fields.text(item, "description"))
    draft.resolve(Outcome(key, "yes" if outcome else "no", judged_at or closes_at, place))


def _is_withdrawn(item: fields.Object) -> bool:
    withdrawn = item.get("withdrawn")
    if withdrawn not in (True, False, None):
        raise ValueError(f"withdrawn is {str(withdrawn)[:30]!r}, not true, false or nothing")
    return bool(withdrawn)


def _take_back(draft: Draft, key: str, item: fields.Object, closes_at: datetime | None, place: Place) -> None:
    """Who withdrew a prediction called it off: nobody judges it there, and no score has it."""
    draft.remark("predictions that were withdrawn are annulled: no score has them")
    if item.get("outcome") is not None:
        draft.lose("the outcome of a prediction that was withdrawn", place, fields.text(item, "description"))
    changed_at = fields.time(item, "updated_at")
    why = f"withdrawn on {NAME}"
    draft.resolve(Outcome(key, "annulled", changed_at or closes_at, place, why, is_at_latest=changed_at is None))


def _take_mean(draft: Draft, key: str, item: fields.Object, at: datetime, place: Place, wishes: Wishes) -> None:
    if not wishes.mean_is_mine:
        draft.lose(NO_WAGERS, place)
    elif str(item.get("mean_confidence", "")).strip():
        by = fields.text(item, "creator_label") or NO_NAME
        draft.forecasts.append(Forecast(key, by, at, cells.chance(item["mean_confidence"], 100), place, id="mean"))


def _take_response(draft: Draft, key: str, said: fields.Object, place: Place) -> None:
    by, at = fields.text(said, "user_label") or NO_NAME, fields.needed_time(said, "created_at")
    comment, number = fields.text(said, "comment"), fields.needed(said, "id")
    who = str(said.get("user_id") or "")
    if said.get("confidence") is not None:
        probability = cells.chance(said["confidence"], 100)
        draft.forecasts.append(Forecast(key, by, at, probability, place, id=number, who=who, why=comment))
    elif comment.strip():
        draft.notes.append(Note((key,), by, at, comment, place, id=number))
