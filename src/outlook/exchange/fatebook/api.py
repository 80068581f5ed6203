"""The JSON of Fatebook's API: `getQuestions` with its items, or the one question of `getQuestion`."""

from collections.abc import Mapping
from typing import Any

from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.asked import Asked
from outlook.exchange.fatebook.outcomes import add_outcome, names_of
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, Draft, Note, Place
from outlook.exchange.vectors import OptionRow
from outlook.exchange.wishes import Wishes


def asked_in_json(source: Source, draft: Draft, faults: Faults, _wishes: Wishes) -> list[Asked]:
    """The questions in the file."""
    found = []
    for place, item in _items(source):
        with faults.noting(place):
            found.append(_asked(item, place, draft, faults))
    return found


def _items(source: Source) -> list[tuple[Place, fields.Object]]:
    whole: Any = source.json
    if isinstance(whole, Mapping) and "items" not in whole:
        return [(Place(source.name, "question"), whole)]
    return fields.items(source, whole["items"] if isinstance(whole, Mapping) else whole, "items")


def _asked(item: fields.Object, place: Place, draft: Draft, faults: Faults) -> Asked:
    title, at = fields.needed(item, "title"), fields.needed_time(item, "createdAt")
    one = Asked(names_of(title, at), title, place, at)
    one.closes_at = fields.time(item, "resolveBy")
    one.note = fields.text(item, "notes")
    one.tags = naming.tags([fields.text(tag, "name") for tag in fields.objects(item.get("tags"), "tags")])
    add_outcome(one, "", fields.text(item, "resolution"), fields.time(item, "resolvedAt"))
    texts = _options(item, one)
    _count_losses(item, place, draft)
    names = _Names(item)
    for index, said in enumerate(fields.objects(item.get("forecasts"), "forecasts")):
        spot = Place(place.file, f"{place.spot}.forecasts[{index}]")
        with faults.noting(spot):
            _take_forecast(one, said, texts, names, spot, draft)
    for index, said in enumerate(fields.objects(item.get("comments"), "comments")):
        spot = Place(place.file, f"{place.spot}.comments[{index}]")
        with faults.noting(spot):
            one.notes.append(_comment(one, said, names, spot))
    return one


def _options(item: fields.Object, one: Asked) -> dict[str, str]:
    """The texts of the options by their ids; what came of each is noted."""
    texts = {}
    for option in fields.objects(item.get("options"), "options"):
        name = fields.needed(option, "text")
        texts[str(option.get("id"))] = name
        one.options[name] = None
        add_outcome(one, name, fields.text(option, "resolution"), fields.time(option, "resolvedAt"))
    return texts


def _count_losses(item: fields.Object, place: Place, draft: Draft) -> None:
    if item.get("questionScores"):
        draft.lose("scores of Fatebook are never imported", place)
    if item.get("sharedWith") or item.get("sharedWithLists") or item.get("sharedPublicly"):
        draft.lose("whom a question is shared with", place)


class _Names:
    """The names of people, with their id behind them where two have the same."""

    def __init__(self, item: fields.Object) -> None:
        said = [*fields.objects(item.get("forecasts"), "forecasts"), *fields.objects(item.get("comments"), "comments")]
        self._ids: dict[str, set[str]] = {}
        for one in said:
            user = fields.part(one, "user")
            self._ids.setdefault(str(user.get("name") or NO_NAME), set()).add(str(user.get("id", "")))

    def of(self, one: fields.Object) -> str:
        user = fields.part(one, "user")
        name = str(user.get("name") or NO_NAME)
        return f"{name} ({user.get('id')})" if len(self._ids[name]) > 1 else name


def _take_forecast(
    one: Asked, said: fields.Object, texts: Mapping[str, str], names: _Names, place: Place, draft: Draft
) -> None:
    if said.get("forecast") is None:
        draft.lose("hidden forecast", place, one.title)
        return
    probability = cells.chance(said["forecast"])
    option = texts.get(str(said.get("optionId")), "") or fields.text(fields.part(said, "option"), "text")
    if option:
        one.options.setdefault(option, None)
    at = fields.needed_time(said, "createdAt")
    one.rows.append(OptionRow(option, names.of(said), at, probability, place, fields.text(said, "comment")))


def _comment(one: Asked, said: fields.Object, names: _Names, place: Place) -> Note:
    at, text = fields.needed_time(said, "createdAt"), fields.needed(said, "comment")
    return Note((naming.key(*one.names),), names.of(said), at, text, place)
