"""Estimates that lie before their question opens: what was believed then has no weight in a score."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outlook import moments
from outlook.belief.timeline import retracted
from outlook.model.kind_of import is_estimate
from outlook.records.read import problem_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outlook.book import CaseFolder
    from outlook.errors import Problem


def before_opening(folder: CaseFolder) -> Iterator[Problem]:
    """A warning for each forecast that opens after estimates of it, where its record says when it opens."""
    gone = retracted(folder.entries)
    early: dict[str, list[datetime]] = defaultdict(list)
    for entry in folder.entries:
        forecast = folder.forecasts.get(entry.forecast) if is_estimate(entry) and entry.id not in gone else None
        if forecast is not None and forecast.opens_at is not None and entry.known_at < forecast.opens_at:
            early[forecast.id].append(entry.known_at)
    for name, known in early.items():
        forecast = folder.forecasts[name]
        path = folder.path_of(forecast)
        many = f"{len(known):,} estimates lie" if len(known) > 1 else "an estimate lies"
        first = moments.iso(min(known).replace(microsecond=0))
        yield problem_at(
            path,
            folder.texts.get(path, ""),
            ("opens_at",),
            "before-opening",
            f"{many} before the opening, from {first} on, and what was believed then is not scored",
            hint="`outlook set FORECAST opens=WHEN` opens it with the first, if it was asked then",
            severity="warning",
        )
