"""A Hubverse hub: its folder with the configuration, the models' output and the oracle's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outlook import moments
from outlook.errors import InvalidValue
from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.spool import Spool
from outlook.exchange.table import Draft, Forecast, Kind, Outcome, Place, Question, Table, Value
from outlook.exchange.vectors import SUM_TOLERANCE, summing_to_one
from outlook.exchange.wishes import Wishes
from outlook.model.values import read_day, shown
from outlook.spreadsheet import undefused

SYSTEM, NAME = "hubverse", "hub"
TASKS, OUTPUT, ORACLE = "hub-config/tasks.json", "model-output/", "target-data/oracle-output"
ADMIN, OURS = "hub-config/admin.json", "outlook-hub"
READ = ("pmf", "quantile", "cdf")
KINDS: Mapping[str, Kind] = {"binary": "binary", "nominal": "choice", "ordinal": "choice", "date": "date"}
_DATES = ("target_date", "target_end_date")
_ROUNDS = ("reference_date", "origin_date", "forecast_date")
_ABSENT = ("", "NA")


NO_UNIT = "value"  # where a quantity has none: hubs must say something


@dataclass(frozen=True, slots=True)
class _Task:
    """A target of the hub: the cells that name it, and what its forecasts are."""

    cells: Mapping[str, str]
    name: str
    kind: Kind
    is_ordered: bool
    unit: str
    options: tuple[str, ...]
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class _Hub:
    tasks: Sequence[_Task]
    round_column: str
    columns: tuple[str, ...]  # those that tell questions apart

    def task_of(self, row: Row) -> _Task:
        for task in self.tasks:
            if all(row[name] == value for name, value in task.cells.items()):
                return task
        raise ValueError("no target of hub-config/tasks.json is that of this row")

    def key_of(self, row: Row) -> str:
        return naming.key(*(row[name] for name in self.columns))

    def date_of(self, row: Row) -> str:
        return next((row[name] for name in _DATES if row[name] not in _ABSENT), "")


def read(sources: Sequence[Source], _wishes: Wishes) -> Table:
    """The targets, forecasts and outcomes of a hub.

    Raises:
        InvalidValue: the configuration lacks, or a row cannot be read.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    config = next((source for source in sources if source.name.endswith(TASKS)), None)
    if config is None:
        raise InvalidValue(f"{sources[0].name}: a hub is its folder, with {TASKS} in it: give the folder")
    with faults.noting(Place(config.name)):
        hub = _hub(config.json)
        draft.remark("a bare day is noon UTC")
        for source in sources:
            if OUTPUT in source.name and source.name.endswith(".csv"):
                _take_output(draft, faults, hub, source)
        for source in sources:
            if ORACLE in source.name and source.name.endswith(".csv"):
                _take_oracle(draft, faults, hub, source)
    faults.refuse_any()
    if any(_is_ours(source) for source in sources):
        _undefuse(draft)
    _tell_dates_apart(draft)
    draft.lose("criteria, and the text of a question beyond the name of its target", Place(config.name))
    return draft.finished()


def _is_ours(source: Source) -> bool:
    """Whether it is the configuration of a hub that we wrote, in which texts are safe in spreadsheets."""
    whole = source.json if source.name.endswith(ADMIN) else None
    return isinstance(whole, Mapping) and whole.get("name") == OURS


def _hub(config: Any) -> _Hub:
    if not isinstance(config, Mapping):
        raise ValueError("it is no configuration of a hub")
    tasks, names = list[_Task](), dict[str, None]()
    rounds = fields.objects(config.get("rounds"), "rounds")
    for one in rounds:
        for task in fields.objects(one.get("model_tasks"), "model_tasks"):
            names |= dict.fromkeys(fields.part(task, "task_ids"))
            for target in fields.objects(task.get("target_metadata"), "target_metadata"):
                tasks.append(_task(fields.part(task, "output_type"), target))
    variable = next((str(one.get("round_id")) for one in rounds if one.get("round_id_from_variable")), "")
    variable = variable or next((name for name in _ROUNDS if name in names), "")
    if not variable:
        raise ValueError(f"it does not say which column is the day of a round; it would be one of {', '.join(_ROUNDS)}")
    return _Hub(tasks, variable, tuple(name for name in names if name != variable))


def _task(output: fields.Object, target: fields.Object) -> _Task:
    kind = KINDS.get(str(target.get("target_type")), "numeric")
    listed = fields.part(fields.part(output, "pmf"), "output_type_id")
    options = [*fields.names(listed, "required"), *fields.names(listed, "optional")]
    ends = fields.part(fields.part(output, "quantile"), "value") if kind == "numeric" else {}
    return _Task(
        {name: str(value) for name, value in fields.part(target, "target_keys").items()},
        str(target.get("target_name") or target.get("target_id")),
        kind,
        target.get("target_type") == "ordinal",
        _unit(target) if kind == "numeric" else "",
        tuple(options) if kind == "choice" else (),
        *(None if ends.get(end) is None else cells.number(ends[end]) for end in ("minimum", "maximum")),
    )


def _unit(target: fields.Object) -> str:
    """The unit of a quantity; the word that stands where there is none is no unit."""
    unit = str(target.get("target_units") or "")
    return "" if unit == NO_UNIT else unit


def _take_output(draft: Draft, faults: Faults, hub: _Hub, source: Source) -> None:
    """Every group of rows that says one thing of a question on a day is one estimate of the folder's model."""
    model = source.name.rpartition(OUTPUT)[2].partition("/")[0]
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in source.sheet.rows:
        if row["output_type"] not in READ:
            draft.lose(f"a row of the kind {shown(row['output_type'])}: it is no distribution", row.place)
        else:
            groups.setdefault((hub.key_of(row), row[hub.round_column]), []).append(row)
    for (key, day), rows in groups.items():
        with faults.noting(rows[0].place):
            task = hub.task_of(rows[0])
            draft.questions.setdefault(key, _question(hub, task, rows[0], key))
            at = moments.noon(read_day(day))
            draft.forecasts.append(Forecast(key, model, at, _value(task, rows), rows[0].place))


def _question(hub: _Hub, task: _Task, row: Row, key: str) -> Question:
    others = [row[name] for name in hub.columns if name not in task.cells and name not in _DATES]
    title = f"{task.name} ({', '.join(others)})" if others else task.name
    date = hub.date_of(row)
    closes_at = moments.end_of_day(read_day(date)) if date else None
    ends = {"lower": task.lower, "upper": task.upper}
    more = {"options": task.options, "is_ordered": task.is_ordered, "unit": task.unit}
    return Question(key, title, row.place, task.kind, closes_at=closes_at, **ends, **more)  # type: ignore[arg-type]  # by name


def _value(task: _Task, rows: Sequence[Row]) -> Value:
    said = {row["output_type_id"]: row["value"] for row in rows}
    if len(said) < len(rows):
        raise ValueError("it says two things of one of its values")
    if task.kind in ("binary", "choice"):
        return _shares(task, {name: cells.chance(value) for name, value in said.items()})
    if rows[0]["output_type"] == "quantile":
        return {_level(name): cells.number(value) for name, value in said.items()}
    points = [
        (name if task.kind == "date" else cells.number(name), cells.chance(value)) for name, value in said.items()
    ]
    return tuple(sorted(points, key=lambda point: point[0]))


def _shares(task: _Task, said: Mapping[str, float]) -> Value:
    total = sum(said.values())
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"the probabilities sum to {total:g}, not 1")
    if task.kind == "binary":
        by_name = {name.lower(): value for name, value in said.items()}
        if set(by_name) != {"yes", "no"}:
            raise ValueError(f"its values are {shown(', '.join(said))}, not yes and no")
        return by_name["yes"]
    if unknown := [name for name in said if name not in task.options]:
        raise ValueError(f"{shown(unknown[0])} is none of its options {shown(', '.join(task.options))}")
    return summing_to_one({name: said.get(name, 0.0) for name in task.options})


def _level(name: str) -> Any:
    """The name of a quantile, from its level.

    >>> _level("0.05"), _level("0.025"), _level("0.5")
    ('q05', 'q02.5', 'q50')
    """
    whole, _, rest = f"{cells.number(name) * 100:.8f}".partition(".")
    return f"q{whole:0>2}.{rest}".rstrip("0").rstrip(".")


def _take_oracle(draft: Draft, faults: Faults, hub: _Hub, source: Source) -> None:
    """The outcome of a target is the value with 1, of a quantity the value itself; it is known on the target's day."""
    for row in source.sheet.rows:
        with faults.noting(row.place):
            key, task = hub.key_of(row), hub.task_of(row)
            if key not in draft.questions:
                draft.lose("an outcome of a target that nobody forecast", row.place)
                continue
            outcome = _outcome(task, row)
            if outcome is not None:
                date = hub.date_of(row)
                at = moments.noon(read_day(date)) if date else None
                draft.resolve(Outcome(key, outcome, at, row.place, is_at_latest=True))


def _outcome(task: _Task, row: Row) -> str | float | None:
    value = row["oracle_value"]
    if value in _ABSENT or row["output_type"] == "cdf":
        return None
    if task.kind == "numeric":
        return cells.number(value)
    if task.kind == "date":
        return value
    if cells.number(value) != 1:
        return None
    return row["output_type_id"].lower() if task.kind == "binary" else row["output_type_id"]


def _tell_dates_apart(draft: Draft) -> None:
    """Give the same target on several days titles of their own."""
    titles = [one.title for one in draft.questions.values()]
    for key, one in draft.questions.items():
        if titles.count(one.title) > 1 and one.closes_at:
            draft.questions[key] = replace(one, title=f"{one.title} ({one.closes_at:%Y-%m-%d})")


def _undefuse(draft: Draft) -> None:
    """Take back what keeps a spreadsheet from running texts: in the names of targets and of options."""
    names = {key: naming.key(*map(undefused, naming.parts(key))) for key in draft.questions}
    draft.questions = {names[key]: _undefused(one, names[key]) for key, one in draft.questions.items()}
    forecasts = Spool[Forecast]()
    for one in draft.forecasts:
        value = one.value
        if isinstance(value, Mapping):
            value = {undefused(name): share for name, share in value.items()}
        forecasts.append(replace(one, question=names[one.question], value=value))
    draft.forecasts = forecasts
    draft.outcomes = {names[key]: _outcome_of_ours(one, names[key]) for key, one in draft.outcomes.items()}


def _undefused(one: Question, key: str) -> Question:
    return replace(one, key=key, options=tuple(map(undefused, one.options)))


def _outcome_of_ours(one: Outcome, key: str) -> Outcome:
    return replace(one, question=key, outcome=undefused(one.outcome) if isinstance(one.outcome, str) else one.outcome)
