"""What ibis writes as SQL for DuckDB, written once in a test process: most of what a panel of a few rows takes.

The same question to tables of the same columns is the same SQL, if what stands in it is named alike: so the tables of
each connection are numbered from one on, two connections count as one where only SQL is written, and a function of the
engine is declared once for its types. Every statement is run anew.
"""

from __future__ import annotations

from functools import wraps
from itertools import count
from typing import TYPE_CHECKING, Any

import ibis
from ibis.backends.duckdb import Backend

from outlook.panel import engines

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 2000  # statements


def remember() -> None:
    """From now on, in this process and in those forked from it."""
    _number_anew(engines._connected)
    Backend.db_identity = property(lambda _: "duckdb")
    for kind in (ibis.udf.scalar, ibis.udf.agg):
        kind.builtin = staticmethod(_declared_once(kind.builtin))
    Backend.compile = _written_once(Backend.compile, lambda sql: sql)
    compiler = type(Backend.compiler)
    compiler.to_sqlglot = _written_once(compiler.to_sqlglot, lambda tree: tree.copy())


def _number_anew(connected: Callable[..., Any]) -> None:
    """What each DuckDB has is named as what any other has; what other engines hold outlives a connection."""
    gen_name = ibis.util.gen_name

    @wraps(connected)
    def connected_anew(name: str, url: str, scratch: str) -> Any:
        numbers = count(1)
        if name == "duckdb":
            vars(engines)["_NUMBERS"] = count(1)
            ibis.util.gen_name = lambda space: f"ibis_{space}_{next(numbers)}"
        else:
            ibis.util.gen_name = gen_name
        return connected(name, url, scratch)

    vars(engines)["_connected"] = connected_anew


def _declared_once(builtin: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the engine: by its name and types."""
    known: dict[object, Any] = {}

    @wraps(builtin)
    def declared(function: Callable[..., Any], *, name: str, signature: object) -> Any:
        if (name, signature) not in known:
            known[name, signature] = builtin(function, name=name, signature=signature)
        return known[name, signature]

    return declared


def _written_once(write: Callable[..., Any], handed: Callable[[Any], Any]) -> Callable[..., Any]:
    """What is written for an expression; `handed` makes of it what its reader may change."""
    known: dict[object, Any] = {}

    @wraps(write)
    def written(self: object, expression: Any, /, **options: Any) -> Any:
        if any(options.values()):
            return write(self, expression, **options)
        key = expression.op()
        if key not in known:
            if len(known) >= MANY:
                known.clear()
            known[key] = write(self, expression, **options)
        return handed(known[key])

    return written
