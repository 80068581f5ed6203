"""Anybody's table: one row a forecast, or one column a forecaster; as text, JSON, a workbook or Parquet.

Rows are taken one after the other. A forecast of a yes/no question is passed on at once, so that very long tables can
be read; rows of options and of quantities wait until the table is over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from outlook.errors import InvalidValue
from outlook.exchange import cells, our_own
from outlook.exchange.asked import take
from outlook.exchange.faults import Faults
from outlook.exchange.rows import Rows, rows_of
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Place, Table
from outlook.exchange.table_row import Reading, take_row
from outlook.exchange.wishes import Wishes
from outlook.model.values import shown
from outlook.spreadsheet import undefused

SYSTEM, NAME = "table", "the imported table"
# The columns of our own export.
COLUMNS = (
    *("id", "question", "kind", "option", "forecaster", "forecast_at", "probability", "value", "resolved_at"),
    *("outcome", "asked_at", "closes_at", "unit", "lower", "upper", "open_below", "open_above", "criteria", "why"),
    *("note", "tags", "url", "taken_back_at", "late", "recorded_at"),
)
FORMER = (COLUMNS[:-1], COLUMNS[:-2], COLUMNS[:-3])  # of exports before they had these columns, one after the other
# What a column means, and other names under which it is known.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "question": ("title", "question_title"),
    "id": ("question_id",),
    "kind": ("question_type",),
    "option": ("answer_option",),
    "forecaster": ("user", "username", "by"),
    "forecast_at": ("time", "timestamp", "forecast_date"),
    "probability": ("forecast", "prob", "p"),
    "value": (),
    "level": ("quantile", "quantile_level"),
    "resolved_at": ("resolved", "resolution_date", "known_at"),
    "outcome": ("resolution", "result"),
    "asked_at": ("opens_at", "created_at"),
    "closes_at": ("closes", "close_date", "deadline"),
    "unit": (),
    "lower": (),
    "upper": (),
    "open_below": (),
    "open_above": (),
    "criteria": (),
    "why": ("reason", "rationale"),
    "note": ("notes",),
    "tags": (),
    "url": (),
    "taken_back_at": (),  # for people: what was in force since then has a row of its own
    "late": (),
    "recorded_at": (),  # for people and for a panel: an import has a moment of its own at which it records
}


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The rows of the files.

    Raises:
        InvalidValue: a column is not known, a row cannot be read, or rows contradict each other.
    """
    reading = Reading(Draft(SYSTEM, NAME), Faults(), wishes)
    for source in sources:
        if not source.is_empty:
            rows = rows_of(source)
            _take_rows(rows, _named(rows, reading), reading)
    reading.faults.refuse_any()
    for one in reading.asked.values():
        take(reading.draft, reading.faults, one, wishes)
    reading.faults.refuse_any()
    table = reading.draft.finished()
    return replace(table, system=our_own.SYSTEM) if _are_ours(reading, table) else table


def _are_ours(reading: Reading, table: Table) -> bool:
    """Whether all files are exports of ours, whose questions are called as in a book."""
    return reading.is_ours and all(our_own.home_of(one.key) for one in table.questions)


def _take_rows(rows: Rows, names: dict[str, str], reading: Reading) -> None:
    is_ours = rows.header in (COLUMNS, *FORMER) and not (reading.wishes.columns or reading.wishes.wide)
    reading.is_ours = reading.is_ours and (is_ours or rows.is_ours)
    reading.fraction = reading.fraction or _first_fraction(names, rows, reading.wishes)
    for row in rows.each():
        _check_width(row, len(rows.header), reading.faults)
        take_row(_undefused(row) if is_ours and rows.is_text else row, names, reading)


def _undefused(row: Row) -> Row:
    """A row of our own export, in which texts that a spreadsheet would run have an apostrophe before them."""
    return replace(row, cells={name: undefused(text) for name, text in row.cells.items()})


def _named(table: Rows, reading: Reading) -> dict[str, str]:
    """The columns of the file by what they mean; the person's word goes before what is known of names."""
    wishes, header = reading.wishes, table.header
    for meaning, column in wishes.columns.items():
        if meaning not in MEANINGS:
            raise InvalidValue(f"--columns: {shown(meaning)} means nothing here; it is one of {', '.join(MEANINGS)}")
        if column not in header:
            raise InvalidValue(f"{table.name}: --columns: there is no column {shown(column)}; it has {_listed(header)}")
    names = dict(wishes.columns)
    for meaning, others in MEANINGS.items():
        plain = {column: column.strip().lower().replace(" ", "_") for column in header}
        found = [column for name in (meaning, *others) for column in header if plain[column] == name]
        if meaning not in names and found and found[0] not in (*names.values(), *wishes.wide):
            names[meaning] = found[0]
    _check_columns(table, names, reading)
    return names


def _check_columns(table: Rows, names: Mapping[str, str], reading: Reading) -> None:
    """Refuse a table without what a forecast needs, and columns that nobody has said the meaning of."""
    wishes, header = reading.wishes, table.header
    lacking = [name for name in wishes.wide if name not in header]
    unknown = [column for column in header if column and column not in (*names.values(), *wishes.wide)]
    missing = [] if "question" in names or ("id" in names and wishes.asking) else ["question"]
    has_quantiles = "level" in names and "value" in names
    missing += [] if "probability" in names or wishes.wide or has_quantiles else ["probability"]
    missing += [] if "forecast_at" in names or wishes.at else ["forecast_at"]
    if lacking:
        raise InvalidValue(f"{table.name}: --wide: there is no column {_listed(lacking)}; it has {_listed(header)}")
    if missing or (unknown and not wishes.columns):
        said = [f"no column is {' or '.join(missing)}"] if missing else []
        said += [f"what {_listed(unknown)} mean{'s' if len(unknown) == 1 else ''} is not known"] if unknown else []
        raise InvalidValue(f"{table.name}:1: {', and '.join(said)}: {_way_out(missing, unknown)}. Nothing was imported")
    for column in unknown:
        reading.draft.lose(f"the column {shown(column)}", Place(table.name, 1))


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


def _first_fraction(names: Mapping[str, str], rows: Rows, wishes: Wishes) -> tuple[Place, str] | None:
    """The first number between 0 and 1, which shows that none of them is per cent."""
    columns = wishes.wide or tuple(names[one] for one in ("probability",) if one in names)
    for row in rows.each():
        for column in columns:
            try:
                if 0 < cells.number(row[column]) < 1:
                    return row.place, row[column]
            except ValueError:
                continue
    return None
