"""The means over the rows of a scorecard, of each kind and forecaster apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from statistics import fmean
from typing import TYPE_CHECKING, Protocol

from outlook.scoring.measures import Measure, all_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.model.forecast import Forecast


class Row(Protocol):
    """What is asked of a row of a scorecard."""

    @property
    def forecast(self) -> Forecast: ...  # noqa: D102 - the fields of a scored row
    @property
    def by(self) -> str: ...  # noqa: D102
    @property
    def measure(self) -> Measure: ...  # noqa: D102
    @property
    def first(self) -> float: ...  # noqa: D102
    @property
    def last(self) -> float: ...  # noqa: D102
    @property
    def time_weighted(self) -> float | None: ...  # noqa: D102
    @property
    def log_score(self) -> float | None: ...  # noqa: D102
    @property
    def coverage(self) -> float | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Total:
    """The means over one forecaster's rows of one kind that have a time-weighted score; None where none has the number.

    `logged` counts the rows that have a log score, which what was settled in part has not; `infinite` those of them
    whose log score is infinite; `log_score_finite` is the mean without these.
    """

    kind: str
    by: str
    measure: Measure | None
    n: int
    mean: float | None
    first: float | None
    last: float | None
    log_score: float | None
    log_score_finite: float | None
    logged: int
    infinite: int
    coverage: float | None


def totals(rows: Sequence[Row]) -> tuple[Total, ...]:
    """One total for each kind and forecaster; means of unlike measures, or without a unit, are None."""
    kinds = dict.fromkeys(row.forecast.kind for row in rows)
    people = sorted({row.by for row in rows})
    groups: dict[tuple[str, str], list[Row]] = {(kind, person): [] for kind in kinds for person in people}
    for row in rows:
        groups[row.forecast.kind, row.by].append(row)
    return tuple(_total(kind, person, alike) for (kind, person), alike in groups.items() if alike)


def _total(kind: str, by: str, rows: Sequence[Row]) -> Total:
    alike = all_alike([row.measure for row in rows])
    timed = [row for row in rows if row.time_weighted is not None]
    logs = [row.log_score for row in timed if row.log_score is not None]
    finite = [value for value in logs if not isinf(value)]
    return Total(
        kind=kind,
        by=by,
        measure=rows[0].measure if alike else None,
        n=len(timed),
        mean=mean([row.time_weighted for row in timed]) if alike else None,
        first=mean([row.first for row in timed]) if alike else None,
        last=mean([row.last for row in timed]) if alike else None,
        log_score=mean(logs),
        log_score_finite=mean(finite),
        logged=len(logs),
        infinite=len(logs) - len(finite),
        coverage=mean([row.coverage for row in timed]),
    )


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of those that are there; None where none is."""
    numbers = [value for value in values if value is not None]
    return fmean(numbers) if numbers else None
