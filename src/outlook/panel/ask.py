"""What is asked of a panel: light, so that a command line is read before anything heavy is loaded."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from outlook.errors import InvalidValue, installing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import timedelta

Kind = Literal["binary", "choice", "quantiles"]
KINDS: tuple[Kind, ...] = ("binary", "choice", "quantiles")
Take = Literal["time", "last", "first", "lead"]
EXTRA = "panel"
FORMS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_PATTERN = ("*", "?", "[")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be scored and how; `take` is None where the table decides: over time where it has times."""

    tables: tuple[str, ...] = ()
    outcomes: str | None = None
    engine: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    topic: str | None = None
    take: Take | None = None
    lead: timedelta | None = None
    kind: Kind | None = None
    pairs: bool = False
    pools: bool = True
    drop: bool = False
    trust: bool = False
    explain: bool = False
    compare: bool = True
    late: bool = False
    unit: str | None = None
    only: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            InvalidValue: pairs are asked for, and no comparison.
        """
        if self.pairs and not self.compare:
            raise InvalidValue("--pairs compares any two, and --no-compare does not: leave one of them out")


def is_table(text: str) -> bool:
    """Whether a text names a table, whether it is there or not: a URL, a pattern, a file, or a folder that is there.

    >>> is_table("data/*.parquet"), is_table("forecasts.csv"), is_table("tag:front"), is_table("syria/hama")
    (True, True, False, False)
    """
    path = Path(text)
    looks_like_one = "://" in text or any(mark in text for mark in _PATTERN) or path.suffix.lower() in FORMS
    return looks_like_one or os.path.lexists(path)


def meanings(text: str | None) -> dict[str, str]:
    """What `--columns` says: NAME=COLUMN, several with a comma between them.

    Raises:
        InvalidValue: a part is no such pair.

    >>> meanings("probability=prob,id=qid")
    {'probability': 'prob', 'id': 'qid'}
    """
    found: dict[str, str] = {}
    for part in (text or "").split(",") if text else ():
        name, equals, column = part.partition("=")
        if not (name.strip() and equals and column.strip()):
            raise InvalidValue(f"--columns: {part[:60]!a} is not NAME=COLUMN, as in probability=prob")
        found[name.strip()] = column.strip()
    return found


@contextmanager
def extra(name: str = EXTRA) -> Iterator[None]:
    """Where a library is missing, say which extra brings it.

    Raises:
        InvalidValue: it is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("outlook"):
            raise
        raise InvalidValue(f"this needs the extra `{name}` ({error.name} is missing): {installing(name)}") from error
