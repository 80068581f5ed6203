"""An answer in Python: the fields that `--json` prints, and the rows that `--csv` prints as a table of any library."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

SCHEMA = 2
FRAMES = ("pandas", "polars")


class Result:
    """What was asked for. Its fields are those that the documentation of `--json` lists, and never change.

    Iterating gives the rows, each a dict; on its own line a notebook shows what the terminal would.
    """

    __slots__ = ("_fields", "_rows", "_text")

    def __init__(self, fields: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], text: str = "") -> None:
        self._fields, self._rows, self._text = dict(fields), [dict(row) for row in rows], text

    def to_dict(self) -> dict[str, Any]:
        """All fields, with the number of the schema, as `--json` has them.

        Times are ISO 8601 in UTC, probabilities numbers from 0 to 1, None is no value; an infinite score is `inf`.
        """
        return {"schema": SCHEMA, **self._fields}

    def to_frame(self) -> Any:
        """The rows as a table of pandas or, where only that is installed, of polars: one column for each field.

        Raises:
            ModuleNotFoundError: neither is installed.
        """
        library = next((name for name in FRAMES if find_spec(name)), None)
        if library is None:
            raise ModuleNotFoundError("to_frame() needs pandas or polars: pip install pandas", name="pandas")
        if library == "pandas":
            import pandas as pd

            return pd.DataFrame(self._rows)
        import polars as pl

        return pl.DataFrame(self._columns())

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table; what a column of one type cannot hold is JSON text.

        Raises:
            ModuleNotFoundError: pyarrow is not installed.
        """
        import pyarrow as pa

        return pa.table(self._columns())

    def _columns(self) -> dict[str, list[Any]]:
        names = dict.fromkeys(name for row in self._rows for name in row)
        return {name: _alike([row.get(name) for row in self._rows]) for name in names}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter([dict(row) for row in self._rows])

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, name: str) -> Any:
        """A field by its name."""
        return self.to_dict()[name]

    def __repr__(self) -> str:
        return self._text or f"<{len(self._rows)} rows of {', '.join(self._rows[0]) if self._rows else 'nothing'}>"


def _alike(values: list[Any]) -> list[Any]:
    """Values of one type: numbers, texts, truths; all others as JSON text."""
    kinds = {float if type(value) is int else type(value) for value in values if value is not None}
    if kinds <= {float} or (len(kinds) == 1 and kinds <= {str, bool}):
        return values
    return [value if value is None or isinstance(value, str) else json.dumps(value) for value in values]
