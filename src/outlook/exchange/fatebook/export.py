"""Fatebook's CSV: its export of both versions, and the shape that its own importer takes."""

from datetime import datetime

from outlook.exchange import cells, naming
from outlook.exchange.asked import Asked
from outlook.exchange.fatebook.outcomes import add_outcome, names_of
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, OWN, Draft
from outlook.exchange.vectors import OptionRow
from outlook.exchange.wishes import Wishes
from outlook.model.values import shown
from outlook.spreadsheet import undefused

EXPORT = ("Question title", "Multiple choice option", "Forecast (scale = 0-1)")
IMPORT = ("questionTitle", "forecast", "qCreatedAt")
CLOSINGS = ("Question resolve by", "resolveBy")
_RELATIVE = "Your relative Brier score for this question"


def asked_in_csv(source: Source, draft: Draft, faults: Faults, wishes: Wishes) -> list[Asked]:
    """The questions in the file."""
    found: dict[tuple[str, ...], Asked] = {}
    is_export = EXPORT[0] in source.sheet.header
    draft.remark("times without a zone are read as UTC")
    for row in source.sheet.rows:
        with faults.noting(row.place):
            one = (_exported if is_export else _for_its_importer)(row, draft, wishes)
            _merge(found.setdefault(one.names, one), one)
    return list(found.values())


def _merge(known: Asked, one: Asked) -> None:
    if known is one:
        return
    known.rows += one.rows
    known.options |= one.options
    for option, outcome in one.outcomes.items():
        earlier = known.outcomes.setdefault(option, outcome)
        if earlier[0] != outcome[0]:
            raise ValueError(f"outcome of {shown(one.title)}: {outcome[0]}, but {earlier[0]} on {earlier[2]}")


def _exported(row: Row, draft: Draft, wishes: Wishes) -> Asked:
    """One row of the export: a forecast, with its whole question."""
    at = _needed(_timed(row, "Question created at", wishes), "Question created at")
    title = row.whole("Question title")
    one = Asked(names_of(title, at), title, row.place, at)
    one.closes_at = _timed(row, "Question resolve by", wishes)
    one.tags = naming.tags(row["Question tags"].split(";"))
    one.note = _note(row.whole("Question notes"), row["Question comments"])
    option = row.whole("Multiple choice option")
    if option.strip():
        one.options[option] = None
    add_outcome(one, option, row["Resolution"], _timed(row, "Resolved at", wishes))
    _count_losses(draft, row)
    if not row["Forecast (scale = 0-1)"]:
        draft.lose("hidden forecast", row.place, one.title)
        return one
    made_at = _needed(_timed(row, "Forecast created at", wishes), "Forecast created at")
    probability = _chance(row, "Forecast (scale = 0-1)", 1)
    one.rows.append(OptionRow(option, row["Forecast created by"] or NO_NAME, made_at, probability, row.place))
    return one


def _count_losses(draft: Draft, row: Row) -> None:
    if row["Question comments"]:
        draft.lose("comments are undated and not splittable: kept as one note", row.place)
    if row["Your Brier score for this question"] or row[_RELATIVE]:
        draft.lose("scores of Fatebook are never imported", row.place)
    if row["Question shared with"] or row["Question shared publicly"].lower() in ("true", "wahr"):
        draft.lose("whom a question is shared with", row.place)


def _note(notes: str, comments: str) -> str:
    said = f"Comments on Fatebook: {comments}" if comments else ""
    return "\n\n".join(filter(None, (notes.strip() and notes, said)))


def _for_its_importer(row: Row, draft: Draft, wishes: Wishes) -> Asked:
    """One row of the shape that Fatebook itself imports, which names no forecaster."""
    at = _needed(_timed(row, "qCreatedAt", wishes), "qCreatedAt")
    title = undefused(row.whole("questionTitle"))
    one = Asked(names_of(title, at), title, row.place, at, _timed(row, "resolveBy", wishes))
    one.tags = naming.tags(row["tags"].split(","))
    one.note = "\n\n".join(filter(str.strip, (undefused(row.whole("notes")), undefused(row.whole("notesExtra")))))
    add_outcome(one, "", row["resolution"], _timed(row, "resolvedAt", wishes))
    draft.remark("the file names no forecaster: its forecasts are yours")
    made_at = _timed(row, "fCreatedAt", wishes) or at
    one.rows.append(OptionRow("", OWN, made_at, _chance(row, "forecast", 100), row.place))
    return one


def _chance(row: Row, column: str, scale: float) -> float:
    try:
        return cells.chance(row[column], scale)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error


def _timed(row: Row, column: str, wishes: Wishes) -> datetime | None:
    """A time; a bare day, as a spreadsheet may have made of it, is its noon, and ends where a question closes."""
    read = cells.closing if column in CLOSINGS else cells.known
    try:
        return read(row[column], wishes.dates) if row[column] else None
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error


def _needed(at: datetime | None, column: str) -> datetime:
    if at is None:
        raise ValueError(f"{column} is empty, and a question or forecast without its time cannot be told apart")
    return at
