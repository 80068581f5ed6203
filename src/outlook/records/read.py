"""Record files → records, or Problems with the line, the column and the way out; never an exception for bad data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from outlook.errors import Problem, did_you_mean
from outlook.model.base_rates import BaseRate
from outlook.model.case import Assumption, Case, Document, Indicator, Relation, Statement
from outlook.model.forecast import Forecast, Given, IndicatorLink, Option, ScenarioTable
from outlook.model.kinds import FORECAST, KINDS, BinaryForecast, ChoiceForecast, DateForecast, NumericForecast
from outlook.model.sentences import OWN, sentence
from outlook.model.values import shown
from outlook.model.weighing_record import Group, WeighingRecord
from outlook.records.yaml12 import SIZE_LIMIT, Position, YamlError, decode, lines_of, load, locate

_CASE: TypeAdapter[Case] = TypeAdapter(Case)
_KIND_CLASSES: dict[str, type[BaseModel]] = {
    "binary": BinaryForecast,
    "choice": ChoiceForecast,
    "numeric": NumericForecast,
    "date": DateForecast,
}
_NESTED: dict[tuple[str, str], type[BaseModel]] = {
    ("forecast", "given"): Given,
    ("forecast", "scenarios"): ScenarioTable,
    ("forecast", "indicators"): IndicatorLink,
    ("forecast", "options"): Option,
    ("forecast", "base_rates"): BaseRate,
    ("case", "documents"): Document,
    ("case", "statements"): Statement,
    ("case", "indicators"): Indicator,
    ("case", "assumptions"): Assumption,
    ("case", "relations"): Relation,
    ("case", "weighing"): WeighingRecord,
    ("case", "groups"): Group,
}


class Read(NamedTuple):
    """What came of one file: the text as read, the record if it is valid, and the problems if it is not."""

    text: str
    record: Any
    problems: list[Problem]


def parse_forecast(path: Path, raw: bytes, case: str) -> Read:
    """A forecast from the bytes of its file, which need not be on the disk yet."""
    return _parse(path, raw, "forecast", FORECAST, {"id": path.stem, "case": case})


def parse_case(path: Path, raw: bytes) -> Read:
    """A case from the bytes of its file, which need not be on the disk yet."""
    return _parse(path, raw, "case", _CASE, {"id": path.parent.name})


def problem_at(path: Path, text: str, where: Sequence[str | int], code: str, message: str, **more: Any) -> Problem:
    """A Problem at the node of a record that the path leads to, with its line as excerpt."""
    try:
        place = locate(text, where)
    except YamlError as error:
        place = error.place
    return _problem(path, text, place, code, message, **more)


def _parse(path: Path, raw: bytes, sort: str, adapter: TypeAdapter[Any], identity: dict[str, str]) -> Read:
    text = ""
    try:
        text = decode(raw)
        fields = load(text)
    except YamlError as error:
        text = text or raw[:SIZE_LIMIT].decode("utf-8", "replace")
        return Read(text, None, [_problem(path, text, error.place, "yaml", error.message, hint=error.hint)])
    if not isinstance(fields, dict):
        message = f"a {sort} is a list of `field: value` lines"
        return Read(text, None, [_problem(path, text, Position(1, 1), "not-a-record", message)])
    return _validated(path, text, sort, adapter, fields, identity)


def _validated(
    path: Path,
    text: str,
    sort: str,
    adapter: TypeAdapter[Any],
    fields: dict[str, Any],
    identity: dict[str, str],
) -> Read:
    taken = [name for name in identity if name in fields]
    if taken:
        message = f"the field {taken[0]!r} is not written: it is the name of the file and its folder"
        return Read(text, None, [problem_at(path, text, taken[:1], "unknown-field", message, hint="remove the line")])
    try:
        return Read(text, adapter.validate_python({**fields, **identity}), [])
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems = {_explain(path, text, sort, fields, item) for item in found if not _follows(item, found)}
        return Read(text, None, sorted(problems, key=lambda problem: (problem.line, problem.column, problem.message)))


def _follows(error: Any, found: Sequence[Any]) -> bool:
    """Whether a list is too short only because its items are wrong, which is said already."""
    location = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(location)] == location and other is not error for other in found
    )


def _explain(path: Path, text: str, sort: str, fields: dict[str, Any], error: Any) -> Problem:
    where = _in_data(fields, (*error["loc"], *error.get("ctx", {}).get("where", ())))
    if error["type"].startswith("union_tag"):
        where = ("kind",)
    if not where and error["loc"] and error["loc"][-1] in {"id", "case"}:
        return Problem(path, 1, 1, "file-name", sentence(error), "rename the file")
    code, message, hint = _said(sort, fields, error)
    return problem_at(path, text, where, code, message, hint=hint)


def _in_data(data: Any, location: Sequence[str | int]) -> tuple[str | int, ...]:
    """Pydantic's location, without the names of unions and kinds it mixes in."""
    path: list[str | int] = []
    for part in location:
        is_field = isinstance(data, dict) and part in data
        is_item = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if is_field or is_item:
            data = data[part]
            path.append(part)
    return tuple(path)


def _said(sort: str, fields: dict[str, Any], error: Any) -> tuple[str, str, str]:
    kind, location = error["type"], error["loc"]
    name = next((part[:60] for part in reversed(location) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        if sort == "forecast" and (others := _kinds_with(name)) and len(location) == len(("kind", "field")):
            message = (
                f"a {fields.get('kind')} forecast has no {name}: it is a field of {' and '.join(others)} forecasts"
            )
            return "unknown-field", message, "remove it"
        known = _fields_at(sort, fields, location)
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        return "unknown-field", f"unknown field {name!r}", hint
    if kind == "missing" and location[-1] == name:
        return "missing-field", f"the field {name!r} is missing", ""
    if kind == "union_tag_not_found" or fields.get("kind", "") is None:
        return "missing-field", "the field 'kind' is missing", f"it is one of {', '.join(KINDS)}"
    if kind == "union_tag_invalid":
        given = shown(fields.get("kind"))
        hint = did_you_mean(given, KINDS) or f"it is one of {', '.join(KINDS)}"
        return "kind", f"{given} is not a kind of forecast", hint
    return "invalid-value", sentence(error) if kind in OWN else f"{name}: {sentence(error)}", ""


def _kinds_with(name: str) -> list[str]:
    """The kinds of forecast that have a field."""
    return [kind for kind, model in _KIND_CLASSES.items() if name in model.model_fields]


def _fields_at(sort: str, fields: dict[str, Any], location: Sequence[str | int]) -> list[str]:
    parents = [part for part in location[:-1] if isinstance(part, str)]
    for parent in reversed(parents):
        if (sort, parent) in _NESTED:
            return [name for name in _NESTED[sort, parent].model_fields if name != "rule"]
    model = Case if sort == "case" else _KIND_CLASSES.get(str(fields.get("kind")), Forecast)
    return [name for name in model.model_fields if name not in {"id", "case"}]


def _problem(path: Path, text: str, place: Position, code: str, message: str, **more: Any) -> Problem:
    lines = lines_of(text)
    excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    return Problem(path, place.line, place.column, code, message, excerpt=excerpt, **more)
