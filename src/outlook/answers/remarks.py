"""What is worth saying of a report that was entered: what it does not move, and what would make it count more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outlook.evidence.grading import doubt, grades_of, is_graded, reliability
from outlook.evidence.steps import WITHOUT_ORIGIN
from outlook.model.kind_of import is_evidence
from outlook.model.weighing import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.answers.standing import Standings
    from outlook.book import CaseFolder
    from outlook.book.enter import Written
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

REPORTED = ("full", "partial", "pending")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What to say of the reports that one command entered.

    `unlisted` are signs that none of the named forecasts watches; `elsewhere` the open forecasts of the case that watch
    a sign and were not named, by sign. `is_anonymous` marks a report with neither grade nor origin, which counts once
    with all others like it. `discounted` is a stated ratio with what its grade leaves of it; `joined` says that other
    ratios without an origin count as one group with this one.
    """

    unlisted: tuple[str, ...] = ()
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_anonymous: bool = False
    discounted: tuple[float, float] | None = None
    joined: int = 0


def remarks(standings: Standings, targets: Sequence[Forecast], items: Sequence[Written]) -> Remarks:
    """What is worth saying of the entries, which the book holds."""
    reports = [(item.folder, item.entry) for item in items if is_evidence(item.entry)]
    listed = {link.id for forecast in targets for link in forecast.indicators}
    named = [name for _, entry in reports for name in entry.indicators]
    signs = [(folder, entry) for folder, entry in reports if folder.case and folder.case.weighing.rule == SIGNS]
    return Remarks(
        unlisted=tuple(name for name in dict.fromkeys(named) if name not in listed),
        elsewhere={name: ids for folder, entry in reports for name, ids in _elsewhere(standings, folder, entry)},
        is_anonymous=any(_is_anonymous(entry) for _, entry in signs),
        discounted=next((ends for folder, entry in signs if (ends := _discounted(folder, entry))), None),
        joined=max((_joined(standings, folder, entry) for folder, entry in signs), default=0),
    )


def _elsewhere(standings: Standings, folder: CaseFolder, entry: Evidence) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The open forecasts that watch a reported sign and that the entry does not name."""
    for name, match in entry.indicators.items():
        found = tuple(
            forecast.id
            for forecast in folder.forecasts.values()
            if match in REPORTED
            and forecast.id not in entry.forecasts
            and any(link.id == name for link in forecast.indicators)
            and standings[forecast.full_id].situation.state == "open"
        )
        if found:
            yield name, found


def _is_anonymous(entry: Evidence) -> bool:
    counts = any(match in ("full", "partial", "refutes") for match in entry.indicators.values())
    return counts and not is_graded(entry) and entry.origin is None


def _discounted(folder: CaseFolder, entry: Evidence) -> tuple[float, float] | None:
    """A graded ratio and what its doubt leaves of it: (Λ·p1 + 1 - p1)/(Λ·p0 + 1 - p0), with Λ = 1/n."""
    ratio = entry.likelihood_ratio
    left = doubt(reliability(entry, grades_of(folder.case)))
    if ratio is None or entry.indicators or not is_graded(entry) or not left:
        return None
    return ratio, (ratio / left + 1) / (1 / left + ratio)


def _joined(standings: Standings, folder: CaseFolder, entry: Evidence) -> int:
    """How many other ratios without an origin count with this one, at most, for a forecast that it names."""
    if entry.likelihood_ratio is None or entry.indicators or entry.origin is not None:
        return 0
    known = [standings[f"{folder.id}/{name}"] for name in entry.forecasts if name in folder.forecasts]
    counts = [
        sum(step.group == WITHOUT_ORIGIN and step.name != entry.id for step in one.weighed.steps) for one in known
    ]
    return max(counts, default=0)
