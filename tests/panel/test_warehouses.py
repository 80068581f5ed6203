"""Warehouses are not there to be asked; that the expressions can be written in their SQL is what is tested."""

import ibis
import pytest

from outlook.panel import alone
from outlook.panel.ask import Kind
from outlook.panel.canonical import canonical
from outlook.panel.checks import looks
from outlook.panel.columns import named
from outlook.panel.engines import Engine
from outlook.panel.standing import chosen, spans, standing, with_costs, with_shares
from thorough import each

TABLE = ibis.table(
    {
        "question": "string",
        "option": "string",
        "forecaster": "string",
        "forecast_at": "timestamp",
        "probability": "float64",
        "level": "float64",
        "value": "float64",
        "outcome": "string",
        "asked_at": "date",
        "closes_at": "date",
        "resolved_at": "timestamp",
    },
    name="forecasts",
)


KINDS: tuple[Kind, ...] = ("binary", "choice", "quantiles")


@pytest.mark.alike
@pytest.mark.parametrize("warehouse", ["bigquery", "snowflake", "databricks", "trino", "clickhouse"])
def test_every_expression_compiles_for_a_warehouse(warehouse: str) -> None:
    for number in each(len(KINDS)):
        compiles(warehouse, KINDS[number])


def compiles(warehouse: str, kind: Kind) -> None:
    engine = Engine(warehouse, None, [])
    rows = canonical(engine, TABLE, named(TABLE.columns, {}, "forecasts"), is_text=False)
    found = standing(rows, kind, warehouse)
    wanted = [look(rows) for look in looks(kind)]
    wanted += [
        chosen(found, "time"),
        chosen(found, "last"),
        chosen(found, "last", is_even=True),
        with_costs(found, spans(found)),
        found.questions,
    ]
    if kind == "choice":
        wanted += [with_shares(found, spans(found)), with_shares(found, chosen(found, "last"))]
    by_themselves = [alone.scores(found, chosen(found, take)) for take in ("time", "last")]
    for one in (*wanted, *by_themselves, *map(alone.sums, by_themselves)):
        assert "SELECT" in ibis.to_sql(one, dialect=warehouse)
