"""What is implied has no jumps: a small step in one number is a small step of the forecast, away from certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings

from outlook.model.case import Case
from thorough import share

from .weighing_books import OPENS, SEEDS, Weighing, weighings
from .weighing_changes import implied, with_evidence, with_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    Path = Callable[[float], Weighing]

SMALL = 1e-3
STEP = timedelta(microseconds=1)
HALVINGS = 26
BOTH = pytest.mark.parametrize("kind", ["binary", "choice"])


def continuous(path: Callable[[Weighing, Random], Path | None]) -> Callable[[str], None]:
    """What is implied has no jump on a way from one number to another, away from certainty.

    The way is halved again and again where more of the change lies: of a jump, all of it is left.
    """

    def test(kind: str) -> None:
        @given(asked=weighings(kind), rng=SEEDS.map(Random))
        @settings(max_examples=share(30))
        def check(asked: Weighing, rng: Random) -> None:
            way = path(_tame(asked), rng)
            assume(way is not None)
            assert way is not None
            assert _jump(way) < SMALL

        check()

    return test


def _jump(way: Path) -> float:
    low, high = 0.0, 1.0
    ends = [implied(way(low)), implied(way(high))]
    for _ in range(HALVINGS):
        assume(None not in ends)
        middle = (low + high) / 2
        value = implied(way(middle))
        assume(value is not None)
        if _apart(ends[0], value) > _apart(value, ends[1]):
            high, ends = middle, [ends[0], value]
        else:
            low, ends = middle, [value, ends[1]]
    return _apart(*ends)


def _apart(one: Any, other: Any) -> float:
    if isinstance(one, Mapping):
        return max(abs(float(one[name]) - float(other[name])) for name in one)
    return float(abs(one - other))


def _tame(asked: Weighing) -> Weighing:
    """Away from 0 and 1, one ratio for each origin, and choices not at a correlation of 1, where ties break."""
    inside = {0.0: 0.03, 1.0: 0.97}
    links = [
        {"id": one.id, "likelihood": {name: inside.get(p, p) for name, p in one.likelihood.items()}}
        for one in asked.forecast.indicators
    ]
    prior = asked.forecast.prior
    fields: dict[str, Any] = {"indicators": links}
    if isinstance(prior, float):
        fields["prior"] = min(max(float(prior), 0.01), 0.99)
    origins: set[str] = set()
    kept = []
    for entry in asked.evidence:
        if entry.likelihood_ratio is not None and entry.origin is not None:
            if entry.origin in origins:
                continue
            origins.add(entry.origin)
        sure = entry.p_accurate
        kept.append(entry if sure is None else entry.model_copy(update={"p_accurate": min(max(sure, 0.05), 0.95)}))
    return with_evidence(_not_at_one(with_fields(asked, **fields)), kept)


def _not_at_one(asked: Weighing) -> Weighing:
    fields = asked.case.model_dump(exclude_defaults=True)
    fields.pop("grades", None)
    for place in (fields.get("weighing") or {}, *(fields.get("groups") or {}).values()):
        if place.get("correlation") == 1.0:
            place["correlation"] = 0.9
    return Weighing(asked.forecast, Case.model_validate(fields), asked.evidence, asked.at)


def _likelihood(asked: Weighing, rng: Random) -> Path:
    link = rng.choice(asked.forecast.indicators)
    name = rng.choice(sorted(link.likelihood))
    ends = rng.uniform(0.03, 0.97), rng.uniform(0.03, 0.97)

    def way(share: float) -> Weighing:
        moved = {**link.likelihood, name: ends[0] + share * (ends[1] - ends[0])}
        links = tuple(
            one.model_copy(update={"likelihood": moved}) if one.id == link.id else one
            for one in asked.forecast.indicators
        )
        return replace(asked, forecast=asked.forecast.model_copy(update={"indicators": links}))

    return way


def _accuracy(asked: Weighing, rng: Random) -> Path | None:
    if not asked.evidence:
        return None
    place = rng.randrange(len(asked.evidence))

    def way(share: float) -> Weighing:
        entry = asked.evidence[place].model_copy(update={"p_accurate": 0.05 + 0.9 * share})
        return replace(asked, evidence=(*asked.evidence[:place], entry, *asked.evidence[place + 1 :]))

    return way


def _moment(asked: Weighing, rng: Random) -> Path:
    """From one entry to just before the next."""
    opens, closes = asked.forecast.opens_at or OPENS, asked.forecast.closes_at or OPENS + timedelta(days=9)
    edges = sorted({opens - timedelta(days=1), closes + timedelta(days=1), *(one.known_at for one in asked.evidence)})
    start, end = rng.choice(list(pairwise(edges)))
    return lambda share: replace(asked, at=start + share * (end - STEP - start))


test_it_is_continuous_in_every_likelihood = BOTH(continuous(_likelihood))
test_it_is_continuous_in_every_reliability = BOTH(continuous(_accuracy))
test_it_is_continuous_in_time = BOTH(continuous(_moment))
