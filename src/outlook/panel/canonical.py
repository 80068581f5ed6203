"""A table as forecasts: the same columns with the same types, whatever the table calls them and holds them as.

Literals are whole numbers: Spark would make a decimal of 1.0, and round its mean. Times are microseconds since 1970 in
UTC, whole numbers too. A day without a time means its noon for forecasts and outcomes, its start where a question opens
and its end where one closes. A text that cannot be read is null beside a mark that says so: nothing is guessed, and the
checks count it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.panel.engines import MICROSECONDS, microseconds
from outlook.panel.late import lateness
from outlook.panel.withdrawals import withdrawal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine

NOON, END, START = 43_200 * MICROSECONDS, 86_399 * MICROSECONDS, 0
DAY_WRITTEN = 10  # characters: a longer text has a time too
TRUE, FALSE = ("yes", "y", "true", "1", "1.0"), ("no", "n", "false", "0", "0.0")
NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"
MOMENT = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ][0-2][0-9]:[0-5][0-9].*)?$"
UNREADABLE = ("probability", "outcome", "forecast_at", "resolved_at", "closes_at", "asked_at", "level", "value")


def canonical(
    engine: Engine, raw: ir.Table, names: Mapping[str, str], *, is_text: bool, ours: bool = False
) -> ir.Table:
    """The forecasts of a table; `bad` names the first column of a row that cannot be read, null where all can.

    In a table that holds nothing but texts, as a CSV file does, blanks around a name are not part of it. `gone` marks
    withdrawals, in tables that can have any; with `ours` a row without a number is one. `late` marks late estimates, in
    tables that say which are.
    """
    name, key = (_text, _text) if is_text else (_name, _key)
    cells = {meaning: _plain(raw[column]) for meaning, column in names.items()}
    times = {"forecast_at": NOON, "resolved_at": NOON, "asked_at": START, "closes_at": END}
    read: dict[str, ir.Value] = {
        "question": key(cells.get("question")),
        "forecaster": key(cells.get("forecaster")) if "forecaster" in cells else ibis.literal("(unnamed)"),
        "option": name(cells.get("option")),
        "topic": name(cells.get("topic")),
        "entry": name(cells.get("entry")),
        "unit": _text(cells.get("unit")),
        "probability": _number(cells.get("probability"), engine),
        "level": _number(cells.get("level"), engine),
        "value": _number(cells.get("value"), engine),
        "outcome": _outcome(cells.get("outcome"), cells.get("option"), engine),
        "word": _word(cells.get("outcome")),
        **{name: _moment(cells.get(name), engine, bare) for name, bare in times.items()},
    }
    gone = withdrawal(cells, ours=ours)
    said = {"gone": gone, "late": lateness(cells)}
    marked = [
        (_is_said(cells[name]) & read[name].isnull() & ~_is_word(read, name, gone), name)
        for name in UNREADABLE
        if name in cells and cells[name].type().is_string()
    ]
    bad = ibis.cases(*marked, else_=ibis.null("string")) if marked else ibis.null("string")
    return raw.select(**read, bad=bad, **{name: one for name, one in said.items() if one is not None})


def _is_word(read: Mapping[str, ir.Value], name: str, gone: ir.Value | None) -> ir.Value:
    """Whether an outcome is a word that says there is none, or a probability one that it is withdrawn."""
    if name == "probability" and gone is not None:
        return gone
    return read["word"].notnull() if name == "outcome" else ibis.literal(value=False)


def _plain(column: ir.Value) -> ir.Value:
    """A column of JSON that holds words beside numbers as texts."""
    return column.cast("string").replace('"', "") if column.type().is_json() else column


def _text(column: ir.Value | None) -> ir.Value:
    if column is None:
        return ibis.null("string")
    return column.cast("string").strip().nullif("")


def _name(column: ir.Value | None) -> ir.Value:
    """A name that somebody has typed as such already: trimming millions of them takes longer than all the rest."""
    if column is None:
        return ibis.null("string")
    return (column if column.type().is_string() else column.cast("string")).nullif("")


def _key(column: ir.Value | None) -> ir.Value:
    """As it is: engines group by a column faster than by what is made of it. Empty names are left to the checks."""
    if column is None:
        return ibis.null("string")
    return column if column.type().is_string() else column.cast("string")


def _is_said(column: ir.Value) -> ir.Value:
    return _text(column).notnull()


def _number(column: ir.Value | None, engine: Engine) -> ir.Value:
    """A number; of a text also with a decimal comma or a per cent sign."""
    if column is None:
        return ibis.null("float64")
    if not column.type().is_string():
        return column.cast("float64")
    text = column.strip().replace(",", ".")
    is_percent = text.endswith("%")
    bare = ibis.ifelse(is_percent, text.replace("%", "").strip(), text).nullif("")
    value = _cast(bare, "float64", engine)
    return ibis.ifelse(is_percent, value / 100, value)


def _cast(text: ir.Value, kind: str, engine: Engine) -> ir.Value:
    """A text as a value, null where it is none; PostgreSQL would refuse such a text, so it is looked at first."""
    if engine.name != "postgres":
        return text.try_cast(kind)
    form = NUMBER if kind == "float64" else MOMENT
    return ibis.ifelse(text.re_search(form), text, ibis.null("string")).cast(kind)


def _outcome(column: ir.Value | None, option: ir.Value | None, engine: Engine) -> ir.Value:
    """1, 0 or a number between or beyond; of an option also whether the outcome names it."""
    if column is None:
        return ibis.null("float64")
    if column.type().is_boolean():
        return ibis.cases((column, 1), (~column, 0)).cast("float64")
    if not column.type().is_string():
        return column.cast("float64")
    word = column.strip().lower()
    number = ibis.ifelse(word.isin((*TRUE, *FALSE, *NOT_AN_OUTCOME)), ibis.null("string"), word.nullif(""))
    named = [] if option is None else [(column.strip() == option.cast("string").strip(), ibis.literal(1))]
    other = _cast(number, "float64", engine)
    if option is not None:
        said = option.notnull() & number.notnull() & other.isnull()
        other = ibis.ifelse(said, ibis.literal(0), other)
    return ibis.cases((word.isin(TRUE), ibis.literal(1)), (word.isin(FALSE), ibis.literal(0)), *named, else_=other)


def _word(column: ir.Value | None) -> ir.Value:
    if column is None or not column.type().is_string():
        return ibis.null("string")
    word = column.strip().lower()
    return ibis.ifelse(word.isin(NOT_AN_OUTCOME), word, ibis.null("string"))


def _moment(column: ir.Value | None, engine: Engine, bare: int) -> ir.Value:
    if column is None:
        return ibis.null("int64")
    kind = column.type()
    if kind.is_date():
        return microseconds(engine.name, column.cast("timestamp")) + bare
    if kind.is_timestamp():
        return microseconds(engine.name, column)
    if not kind.is_string():
        return column.cast("int64") * MICROSECONDS  # seconds since 1970
    text = column.strip().nullif("")
    at = microseconds(engine.name, _cast(text, "timestamp('UTC')", engine))
    return ibis.ifelse(text.length() <= DAY_WRITTEN, at + bare, at)
