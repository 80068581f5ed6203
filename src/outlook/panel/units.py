"""Quantities in their units: their scores have the unit of the question, and unlike units have no common mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.errors import InvalidValue, NoMatch
from outlook.model.values import shown
from outlook.panel.columns import listed

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from outlook.panel.ask import Ask, Kind
    from outlook.panel.engines import Engine


class Units(NamedTuple):
    """The rows that count, and their unit; None where they have none, or several, of which each is ranked by itself."""

    rows: ir.Table
    unit: str | None
    are_several: bool = False


def of_one_unit(engine: Engine, rows: ir.Table, kind: Kind, ask: Ask, column: str | None) -> Units:
    """The rows of quantities in one unit, or in several if the ranking is `--by` that column; others as they are.

    One question alone needs no unit: nothing is averaged over questions.

    Raises:
        InvalidValue: a mean would be over unlike units, or over units that nobody has named.
        NoMatch: nothing is in the unit that is asked for.
    """
    if kind != "quantiles":
        if ask.unit:
            raise InvalidValue(f"--unit {shown(ask.unit)} is of quantities, and these are {kind} questions")
        return Units(rows, None)
    counted = engine.fetch(rows.group_by("unit").aggregate(n=rows.question.nunique())).to_pylist()
    asked = {row["unit"]: int(row["n"]) for row in counted}
    named = sorted(unit for unit in asked if unit is not None)
    if ask.unit:
        if not named:
            return Units(rows, ask.unit)
        if ask.unit not in named:
            raise NoMatch(f"--unit {shown(ask.unit)}: the tables have quantities in {listed(named)}")
        return Units(rows.filter(rows.unit == ask.unit), ask.unit)
    if len(asked) == 1 and (named or asked[None] == 1):
        return Units(rows, named[0] if named else None)
    if named and column is not None and ask.topic == column:
        return Units(rows, None, are_several=True)
    raise InvalidValue(_said(named, asked.get(None, 0)))


def _said(named: list[str], without: int) -> str:
    if not named:
        return (
            f"the tables name no unit of their {without:,} quantities, and scores in unlike units have no common mean: "
            "say with --unit NAME in which all of them are, or with --columns unit=COLUMN where each has it"
        )
    several = f"quantities in {listed(named)}" if len(named) > 1 else f"quantities in {shown(named[0])}"
    rest = f", and {without:,} without a unit" if without else ""
    return (
        f"the tables have {several}{rest}, whose scores have no common mean: rank those of one with "
        f"--unit {shown(named[0])}, or each unit by itself with --by and the column of the unit"
    )
