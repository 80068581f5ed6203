"""One name, however it was typed: composed and decomposed letters look alike, and would be two people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from outlook.panel.engines import Engine

NAMES = ("question", "forecaster", "option")
BEYOND_ASCII = r"[^ -~]"  # nothing else has two forms


def composed(engine: Engine, rows: ir.Table) -> ir.Table:
    """The rows with names in their composed form (NFC).

    Mostly there is nothing to do: only distinct names with letters beyond ASCII are fetched.
    """
    for column in NAMES:
        if str(rows[column].type()) == "null":
            continue
        names = rows.select(name=column).distinct()
        found = engine.fetch(names.filter(names.name.re_search(BEYOND_ASCII)))["name"].to_pylist()
        others = {name: normalize("NFC", name) for name in found if normalize("NFC", name) != name}
        if others:
            rows = rows.mutate(**{column: rows[column].substitute(others)})
    return rows
