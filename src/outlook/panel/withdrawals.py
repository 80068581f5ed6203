"""Withdrawals in a table: from when on a forecaster has no forecast in force any more.

A withdrawal is a row with `withdrawn` in place of the probability, as our own exports write it; in our own Parquet
files, whose probabilities are numbers, it is one without any. It scores nothing itself, and ends what was in force.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ibis

from outlook.exchange.parquet import MARK
from outlook.exchange.table import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine


def is_ours(engine: Engine, files: Sequence[str]) -> bool:
    """Whether all the tables are Parquet files that this program has written."""
    paths = [Path(file) for file in files]
    if engine.name != "duckdb" or not all(path.is_file() and path.suffix in (".parquet", ".pq") for path in paths):
        return False
    from pyarrow.parquet import read_schema

    return all(MARK in (read_schema(path).metadata or {}) for path in paths)


def withdrawal(cells: Mapping[str, ir.Value], *, ours: bool) -> ir.Value | None:
    """Whether a row withdraws; None where no row of such a table can."""
    said = cells.get("probability")
    if said is None or not {"forecaster", "forecast_at"} <= cells.keys():
        return None
    if said.type().is_string():
        return ibis.coalesce(said.strip().lower() == WITHDRAWN, ibis.literal(value=False))
    if not ours:
        return None
    is_forecast = cells["forecaster"].notnull() & cells["forecast_at"].notnull()
    return is_forecast & said.isnull() & (cells["value"].isnull() if "value" in cells else ibis.literal(value=True))


def without(engine: Engine, rows: ir.Table) -> ir.Table:
    """The forecasts alone, each with when it was withdrawn as `until`; without that column where none was.

    At one moment a withdrawal comes before the forecast: who does both has one.
    """
    if "gone" not in rows.columns:
        return rows
    if not engine.fetch(rows.filter(rows.gone).limit(1)).num_rows:
        return rows.drop("gone")
    at = ibis.coalesce(rows.forecast_at, 0)
    marked = rows.mutate(
        left=ibis.ifelse(rows.gone, at, ibis.null("int64")), place=ibis.ifelse(rows.gone, 0, 1), when=at
    )
    mine = [marked.question, marked.forecaster]
    later = ibis.window(group_by=mine, order_by=[marked.when, marked.place], rows=(1, None))
    ended = marked.mutate(until=marked.left.min().over(later))
    return engine.keep(ended.filter(~ended.gone).drop("gone", "left", "place", "when"))
