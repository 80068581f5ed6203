"""Anybody's table: one row a forecast, or one column a forecaster; as CSV, TSV, a JSON list or a JSON object a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.asked import Asked, take
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, OWN, Draft, Place, Table
from outlook.exchange.vectors import OptionRow
from outlook.exchange.wishes import Wishes
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import shown
from outlook.spreadsheet import undefused

SYSTEM, NAME = "table", "the imported table"
# The columns of our own export.
COLUMNS = (
    *("id", "question", "option", "forecaster", "forecast_at", "probability", "resolved_at", "outcome", "asked_at"),
    *("closes_at", "criteria", "why", "note", "tags", "url"),
)
# What a column means, and other names under which it is known.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "question": ("title", "question_title"),
    "id": ("question_id",),
    "option": ("answer_option",),
    "forecaster": ("user", "username", "by"),
    "forecast_at": ("time", "timestamp", "forecast_date"),
    "probability": ("forecast", "prob", "p"),
    "resolved_at": ("resolved", "resolution_date", "known_at"),
    "outcome": ("resolution", "result"),
    "asked_at": ("opens_at", "created_at"),
    "closes_at": ("closes", "close_date", "deadline"),
    "criteria": (),
    "why": ("reason", "rationale"),
    "note": ("notes",),
    "tags": (),
    "url": (),
}
_TRUE, _FALSE = ("yes", "y", "true", "1", "1.0"), ("no", "n", "false", "0", "0.0")
_FOREIGN = {
    "ja": "yes",
    "nein": "no",
    "oui": "yes",
    "non": "no",
    "sí": "yes",
    "si": "yes",
    "wahr": "yes",
    "falsch": "no",
}
_MOST = 100


@dataclass
class _Reading:
    draft: Draft
    faults: Faults
    wishes: Wishes
    asked: dict[tuple[str, ...], Asked] = field(default_factory=dict)
    fraction: tuple[Place, str] | None = None  # the first number between 0 and 1 without a per cent sign


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The rows of the files.

    Raises:
        InvalidValue: a column is not known, a row cannot be read, or rows contradict each other.
    """
    reading = _Reading(Draft(SYSTEM, NAME), Faults(), wishes)
    for source in sources:
        if not source.is_empty:
            header, rows = _rows(source)
            names = _named(source, header, reading)
            reading.fraction = reading.fraction or _first_fraction(names, rows, wishes)
            for row in rows:
                _check_width(row, len(header), reading.faults)
                _take_row(row, names, reading)
    reading.faults.refuse_any()
    for one in reading.asked.values():
        take(reading.draft, reading.faults, one, wishes)
    reading.faults.refuse_any()
    return reading.draft.finished()


def _rows(source: Source) -> tuple[tuple[str, ...], Sequence[Row]]:
    if not source.looks_like_json:
        sheet = source.sheet
        return sheet.header, [_undefused(row) for row in sheet.rows] if sheet.header == COLUMNS else sheet.rows
    if source.is_json_lines:
        items = [(Place(source.name, number), item) for number, item in source.json_lines]
    else:
        whole = source.json
        items = [(Place(source.name, 1), whole)] if isinstance(whole, Mapping) else fields.items(source, whole, "")
    for place, item in items:
        if not isinstance(item, Mapping):
            raise InvalidValue(f"{place}: it is no JSON object; write one a line, with the same keys")
    header = tuple(dict.fromkeys(str(name) for _, item in items for name in item))
    rows = [
        Row(place, {str(name): _text(value) for name, value in item.items()}, (), len(header)) for place, item in items
    ]
    return header, rows


def _undefused(row: Row) -> Row:
    """A row of our own export, in which texts that a spreadsheet would run have an apostrophe before them."""
    return replace(row, cells={name: undefused(text) for name, text in row.cells.items()})


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _named(source: Source, header: Sequence[str], reading: _Reading) -> dict[str, str]:
    """The columns of the file by what they mean; the person's word goes before what is known of names."""
    wishes = reading.wishes
    for meaning, column in wishes.columns.items():
        if meaning not in MEANINGS:
            raise InvalidValue(f"--columns: {shown(meaning)} means nothing here; it is one of {', '.join(MEANINGS)}")
        if column not in header:
            raise InvalidValue(
                f"{source.name}: --columns: there is no column {shown(column)}; it has {_listed(header)}"
            )
    names = dict(wishes.columns)
    for meaning, others in MEANINGS.items():
        plain = {column: column.strip().lower().replace(" ", "_") for column in header}
        found = [column for name in (meaning, *others) for column in header if plain[column] == name]
        if meaning not in names and found and found[0] not in (*names.values(), *wishes.wide):
            names[meaning] = found[0]
    _check_columns(source, header, names, reading)
    return names


def _check_columns(source: Source, header: Sequence[str], names: Mapping[str, str], reading: _Reading) -> None:
    """Refuse a table without what a forecast needs, and columns that nobody has said the meaning of."""
    wishes = reading.wishes
    lacking = [name for name in wishes.wide if name not in header]
    unknown = [column for column in header if column and column not in (*names.values(), *wishes.wide)]
    missing = [] if "question" in names else ["question"]
    missing += [] if "probability" in names or wishes.wide else ["probability"]
    missing += [] if "forecast_at" in names or wishes.at else ["forecast_at"]
    if lacking:
        raise InvalidValue(f"{source.name}: --wide: there is no column {_listed(lacking)}; it has {_listed(header)}")
    if missing or (unknown and not wishes.columns):
        said = [f"no column is {' or '.join(missing)}"] if missing else []
        said += [f"what {_listed(unknown)} mean{'s' if len(unknown) == 1 else ''} is not known"] if unknown else []
        raise InvalidValue(
            f"{source.name}:1: {', and '.join(said)}: {_way_out(missing, unknown)}. Nothing was imported"
        )
    for column in unknown:
        reading.draft.lose(f"the column {shown(column)}", Place(source.name, 1))


def _way_out(missing: Sequence[str], unknown: Sequence[str]) -> str:
    pairs = ",".join(f"{name}=COLUMN" for name in missing or ["NAME"])
    ways = [f"say it with --columns {pairs}"]
    ways += [f"--wide {','.join(unknown)} if these are forecasters"] if unknown and "question" not in missing else []
    ways += ["--at WHEN if all were made at one time"] if "forecast_at" in missing else []
    return ", ".join(ways)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(shown(name) if name.isalnum() else repr(shown(name)) for name in names[:8])


def _check_width(row: Row, columns: int, faults: Faults) -> None:
    if row.width < columns:
        faults.add(row.place, "", f"it has {row.width} of {columns} columns")
    elif any(map(str.strip, row.extra)):
        faults.add(row.place, "", f"it has {row.width} cells for {columns} columns")


def _first_fraction(names: Mapping[str, str], rows: Sequence[Row], wishes: Wishes) -> tuple[Place, str] | None:
    columns = wishes.wide or (names["probability"],)
    for row in rows:
        for column in columns:
            try:
                if 0 < cells.number(row[column]) < 1:
                    return row.place, row[column]
            except ValueError:
                continue
    return None


def _take_row(row: Row, names: Mapping[str, str], reading: _Reading) -> None:
    def cell(meaning: str) -> str:
        return row[names[meaning]] if meaning in names else ""

    def whole(meaning: str) -> str:
        return row.whole(names[meaning]) if cell(meaning) else ""

    faults, wishes = reading.faults, reading.wishes
    title = row.whole(names["question"])
    if not title.strip():
        faults.add(row.place, names["question"], "it is empty, and a forecast is of a question")
        return
    one = Asked((cell("id") or title,), title, row.place)
    with faults.noting(row.place, names.get("asked_at", "")):
        one.asked_at = cells.opening(cell("asked_at"), wishes.dates) if cell("asked_at") else None
    with faults.noting(row.place, names.get("closes_at", "")):
        one.closes_at = cells.closing(cell("closes_at"), wishes.dates) if cell("closes_at") else None
    one.note, one.criteria, one.url = whole("note"), whole("criteria"), cell("url")
    one.tags = naming.tags(cell("tags").replace(";", ",").split(","))
    one = reading.asked.setdefault(one.names, one)
    option = cell("option")
    if option:
        one.options[option] = None
    _take_outcome(one, option, row, names, reading)
    with faults.noting(row.place, names.get("forecast_at", "forecast_at")):
        if _has_forecast(row, names, wishes):
            at = cells.known(cell("forecast_at"), wishes.dates) if cell("forecast_at") else wishes.at
            if at is None:
                raise ValueError("it is empty; --at WHEN gives a time to those without")
            for by, column in _said(row, names, reading):
                with faults.noting(row.place, column):
                    one.rows.append(OptionRow(option, by, at, _chance(row, column, reading), row.place, whole("why")))


def _has_forecast(row: Row, names: Mapping[str, str], wishes: Wishes) -> bool:
    return bool(wishes.wide) or bool(row[names["probability"]]) or bool(row[names.get("forecast_at", "")])


def _said(row: Row, names: Mapping[str, str], reading: _Reading) -> list[tuple[str, str]]:
    """Who says something in this row, and in which column; an empty cell says nothing, and is counted."""
    by = OWN if "forecaster" not in names else row[names["forecaster"]] or NO_NAME
    if by == OWN and not reading.wishes.wide:
        reading.draft.remark("the table names no forecaster: its forecasts are yours")
    given = [(name, name) for name in reading.wishes.wide] or [(by, names["probability"])]
    for _, column in given:
        if not row[column]:
            reading.draft.lose("a forecast without a probability", row.place)
    return [(name, column) for name, column in given if row[column]]


def _chance(row: Row, column: str, reading: _Reading) -> float:
    text = row[column]
    if not text.endswith("%") and not reading.wishes.is_percent and 1 < cells.number(text) <= _MOST:
        place, other = reading.fraction or (None, "")
        mixed = f", but {other} on {place} is no per cent" if place else ""
        raise ValueError(f"{shown(text)} is not a probability{mixed}: --percent takes all numbers as per cent")
    return cells.chance(text, _MOST if reading.wishes.is_percent else 1)


def _take_outcome(one: Asked, option: str, row: Row, names: Mapping[str, str], reading: _Reading) -> None:
    """An outcome in a row with an option may be of the option, or name the one that came true."""
    text = row[names["outcome"]] if "outcome" in names else ""
    at = None
    with reading.faults.noting(row.place, names.get("resolved_at", "")):
        written = row[names["resolved_at"]] if "resolved_at" in names else ""
        at = cells.known(written, reading.wishes.dates) if written else None
    if not text:
        return
    with reading.faults.noting(row.place):
        outcome = _outcome(text, option, reading.wishes)
        known = one.outcomes.setdefault(option, (outcome, at, row.place))
        if known[0] != outcome:
            raise ValueError(f"outcome of {shown(one.title)}: {text}, but {known[0]} on {known[2]}")


def _outcome(text: str, option: str, wishes: Wishes) -> str | float:
    word = text.lower()
    if wishes.columns:
        word = _FOREIGN.get(word, word)
    if word in _TRUE:
        return "yes"
    if word in _FALSE:
        return "no"
    if word in NOT_AN_OUTCOME:
        return word
    if option:
        return "yes" if text == option else "no"
    try:
        fraction = cells.chance(text)
    except ValueError:
        raise ValueError(f"outcome: {shown(text)} is none: it is yes, no, 1, 0, ambiguous or annulled") from None
    return fraction
