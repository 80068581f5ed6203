"""Writing a Hubverse hub: its configuration, each forecaster's output of each day, and the oracle's.

A day has what a forecaster last stated on it. Days and options of a hub cannot carry more: times of day, reasons,
evidence and withdrawals are counted as lost. Names are safe in a spreadsheet, in the configuration as in the tables,
since the two must agree.
"""

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from outlook.exchange import naming
from outlook.exchange.hubverse import NO_UNIT
from outlook.exchange.table import Draft, Forecast, Outcome, Question
from outlook.model.slugs import slug
from outlook.spreadsheet import defused, line

if TYPE_CHECKING:
    from datetime import datetime

SCHEMAS = "https://raw.githubusercontent.com/hubverse-org/schemas/main/v6.0.0"
COLUMNS = ("reference_date", "target", "target_date", "output_type", "output_type_id", "value")
ORACLE = ("target", "target_date", "output_type", "output_type_id", "oracle_value")
DAY = "%Y-%m-%d"
TOO_LATE = "a forecast made when the outcome was known, or later"
_FIRST = (1980, 1, 1, 0, 0, 0)
_MODEL = re.compile(r"[a-zA-Z0-9_]+-[a-zA-Z0-9_]+")
_TYPES = {"binary": "binary", "numeric": "continuous"}

Row = tuple[str, str, str, str, str | float, float]


def as_zip(draft: Draft) -> bytes:
    """The hub as an archive of its folder; what has no place in it is counted as lost."""
    kept = {key: one for key, one in draft.questions.items() if _has_place(one, draft)}
    said = [one for one in draft.forecasts if one.question in kept and _is_kept(one, draft)]
    for note in draft.notes:
        draft.lose("evidence", note.place)
    files = dict(_files(draft, kept, _last_of_each_day(said, draft)))
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            one = ZipInfo(name, _FIRST)
            one.compress_type = ZIP_DEFLATED
            archive.writestr(one, files[name])
    return made.getvalue()


def _has_place(question: Question, draft: Draft) -> bool:
    if question.kind == "date":
        draft.lose("a date question: no type of output has days", question.place)
    elif question.closes_at is None:
        draft.lose("a question that closes at no time", question.place)
    elif question.criteria:
        draft.lose("criteria", question.place)
    return question.kind != "date" and question.closes_at is not None


def _is_kept(one: Forecast, draft: Draft) -> bool:
    """A hub has an outcome on the day of its target only: what was forecast when it was known would be scored there."""
    outcome = draft.outcomes.get(one.question)
    if outcome is not None and outcome.known_at is not None and one.at >= outcome.known_at:
        draft.lose(TOO_LATE, one.place)
        return False
    if one.value is None:
        draft.lose("a withdrawal", one.place)
    elif one.why:
        draft.lose("the reason of a forecast", one.place)
    return one.value is not None


def _last_of_each_day(said: Iterable[Forecast], draft: Draft) -> list[Forecast]:
    last: dict[tuple[str, str, str], Forecast] = {}
    for one in said:
        name = (one.question, one.by, f"{one.at:{DAY}}")
        if name in last:
            draft.lose("an earlier forecast of the same day", last[name].place)
        last[name] = one
        if (one.at.hour, one.at.minute) != (12, 0):
            draft.lose("the time of day of a forecast", one.place)
    return list(last.values())


def _files(draft: Draft, kept: Mapping[str, Question], said: Sequence[Forecast]) -> Iterator[tuple[str, str]]:
    asked = {one.question for one in said}
    draft.written |= asked
    outcomes = {key: one for key, one in draft.outcomes.items() if key in asked}
    for key in kept.keys() & draft.outcomes.keys() - asked:
        draft.lose("an outcome of a question that nobody forecast", kept[key].place)
    targets, models = _targets(kept), _models(said)
    yield "hub-config/admin.json", _document(_admin())
    yield "hub-config/tasks.json", _document(_tasks(kept, targets, said))
    yield "hub-config/target-data.json", _document(_target_data())
    outputs: dict[tuple[str, str], list[Row]] = {}
    for one in said:
        model, day = models[one.by], f"{one.at:{DAY}}"
        outputs.setdefault((model, day), []).extend(_rows(kept[one.question], targets[one.question], one, day))
    for (model, day), rows in outputs.items():
        yield f"model-output/{model}/{day}-{model}.csv", _table(COLUMNS, rows)
    for by, model in models.items():
        yield f"model-metadata/{model}.yml", _metadata(model, by)
    yield "target-data/oracle-output.csv", _table(ORACLE, _oracle(kept, targets, outcomes, draft))


def _table(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    return line(header) + "".join(map(line, rows))


def _models(said: Sequence[Forecast]) -> dict[str, str]:
    """The names of a team and a model, which no hub has without a hyphen; each forecaster has one of their own.

    Of two that would be called the same, the first to forecast is: who joins later changes nobody's name.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    first: dict[str, datetime] = {}
    for one in said:
        first[one.by] = min(one.at, first.get(one.by, one.at))
    for by in sorted(first, key=lambda by: (not _MODEL.fullmatch(by), first[by], by)):
        name = by if _MODEL.fullmatch(by) else f"outlook-{slug(by).replace('-', '_') or 'nobody'}"
        found[by] = name if name not in taken else next(f"{name}_{n}" for n in count(2) if f"{name}_{n}" not in taken)
        taken.add(found[by])
    return found


def _metadata(model: str, by: str) -> str:
    """What is called what, in YAML; the name of the model is the forecaster's own where the hub has another."""
    team, _, name = model.partition("-")
    own = name if by == model else json.dumps(by, ensure_ascii=False)
    return f"team_abbr: {team}\nmodel_abbr: {name}\nteam_name: {team}\nmodel_name: {own}\n"


Target = tuple[str, str]


def _targets(kept: Mapping[str, Question]) -> dict[str, Target]:
    """What the hub calls each question, and its day: as the hub did that it came from.

    Of ids that two cases have, the name begins with the case.
    """
    short = {key: _short(one) for key, one in kept.items()}
    counts = Counter(short.values())
    return {key: target if counts[target] == 1 else (key, target[1]) for key, target in short.items()}


def _short(question: Question) -> Target:
    assert question.closes_at is not None
    system, name = question.imported or ("", "")
    target = naming.parts(name)[0] if system == "hubverse" else question.key.rpartition("/")[2]
    return target, f"{question.closes_at:{DAY}}"


def _rows(question: Question, target: Target, one: Forecast, day: str) -> Iterator[Row]:
    head = (day, *target)
    if isinstance(one.value, float):
        yield (*head, "pmf", "no", _left(one.value))
        yield (*head, "pmf", "yes", one.value)
    elif isinstance(one.value, Mapping):
        for name, value in one.value.items():
            is_level = question.kind == "numeric"
            yield (*head, "quantile" if is_level else "pmf", _level(name) if is_level else name, value)
    else:
        for place, share in one.value or ():
            yield (*head, "cdf", place, share)


def _left(probability: float) -> float:
    return float(f"{1 - probability:.12g}")


def _level(name: str) -> str:
    return f"{float(name.removeprefix('q')) / 100:.10g}"


def _oracle(
    kept: Mapping[str, Question], targets: Mapping[str, Target], outcomes: Mapping[str, Outcome], draft: Draft
) -> Iterator[Sequence[str | float]]:
    for key, outcome in outcomes.items():
        question, target = kept[key], targets[key]
        if outcome.known_at and f"{outcome.known_at:{DAY}}" != target[1]:
            draft.lose("when an outcome was known: a hub has it on the target's day", outcome.place)
        names = question.options or (("no", "yes") if question.kind == "binary" else ())
        if question.kind == "numeric" and isinstance(outcome.outcome, float):
            yield (*target, "quantile", "NA", outcome.outcome)
        elif outcome.outcome in names:
            yield from ((*target, "pmf", name, int(name == outcome.outcome)) for name in names)
        else:
            draft.lose(f"an outcome that is {outcome.outcome}: the oracle has no word for it", outcome.place)


def _admin() -> dict[str, Any]:
    return {
        "schema_version": f"{SCHEMAS}/admin-schema.json",
        "name": "outlook-hub",
        "maintainer": "outlook",
        "contact": {"name": "outlook", "email": "nobody@example.invalid"},
        "repository": {"host": "github", "owner": "nobody", "name": "outlook-hub"},
        "file_format": ["csv"],
        "timezone": "Africa/Abidjan",
    }


def _target_data() -> dict[str, Any]:
    unit = ["target", "target_date"]
    return {
        "schema_version": f"{SCHEMAS}/target-data-schema.json",
        "observable_unit": unit,
        "date_col": "target_date",
        "oracle-output": {"has_output_type_ids": True, "observable_unit": unit},
    }


def _tasks(kept: Mapping[str, Question], targets: Mapping[str, Target], said: Sequence[Forecast]) -> dict[str, Any]:
    made: dict[str, list[Forecast]] = {}
    for one in said:
        made.setdefault(one.question, []).append(one)
    tasks = [_task(question, targets[key], made[key]) for key, question in kept.items() if key in made]
    one_round = {
        "round_id_from_variable": True,
        "round_id": "reference_date",
        "model_tasks": tasks,
        "submissions_due": {"relative_to": "reference_date", "start": -7, "end": 1},
    }
    return {"schema_version": f"{SCHEMAS}/tasks-schema.json", "rounds": [one_round]}


def _task(question: Question, of_it: Target, said: Sequence[Forecast]) -> dict[str, Any]:
    """How a question is asked in the hub."""
    target, date = defused(of_it[0]), of_it[1]
    days = sorted({f"{one.at:{DAY}}" for one in said})
    ids = {"reference_date": days, "target": [target], "target_date": [date]}
    kind = _TYPES.get(question.kind, "ordinal" if question.is_ordered else "nominal")
    return {
        "task_ids": {name: {"required": None, "optional": values} for name, values in ids.items()},
        "output_type": _output_types(question, said),
        "target_metadata": [
            {
                "target_id": target,
                "target_name": question.title,
                "target_units": question.unit or ("probability" if question.kind != "numeric" else NO_UNIT),
                "target_keys": {"target": target},
                "target_type": kind,
                "is_step_ahead": False,
            }
        ],
    }


def _output_types(question: Question, said: Sequence[Forecast]) -> dict[str, Any]:
    if question.kind != "numeric":
        names = [defused(name) for name in question.options] or ["no", "yes"]
        return {"pmf": _output_type(names, {"type": "double", "minimum": 0, "maximum": 1})}
    levels = sorted({float(_level(name)) for one in said if isinstance(one.value, Mapping) for name in one.value})
    places = sorted({value for one in said if isinstance(one.value, tuple) for value, _ in one.value}, key=float)
    ends = {name: end for name, end in (("minimum", question.lower), ("maximum", question.upper)) if end is not None}
    found = {"quantile": _output_type(levels, {"type": "double", **ends})} if levels else {}
    share = {"type": "double", "minimum": 0, "maximum": 1}
    return {**found, **({"cdf": _output_type(places, share)} if places else {})}


def _output_type(names: Sequence[Any], value: Mapping[str, Any]) -> dict[str, Any]:
    return {"output_type_id": {"required": list(names)}, "value": dict(value), "is_required": False}


def _document(whole: Mapping[str, Any]) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
