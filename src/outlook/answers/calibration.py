"""Whether what was called 30% happened three times in ten: the curve of chosen forecasts, and what it says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from outlook.answers.pools import Asked, asked
from outlook.answers.standing import Standing
from outlook.scoring.calibration import BINS
from outlook.scoring.curve import Assessed, Curve, Pair, Taken, assess, curve
from outlook.scoring.recalibration import Recalibrated, Said, recalibrated


@dataclass(frozen=True, slots=True)
class Calibration:
    """Which forecasts are on the curve, and what it says over so many bins; `assessed` is None without pairs.

    `warnings` are those of the cases whose forecasts are on it; `recalibrated` says what the probabilities of each
    forecaster on it have been worth. `pool` is there where the curve is a pool's.
    """

    curve: Curve
    assessed: Assessed | None
    bins: int
    warnings: tuple[str, ...] = ()
    recalibrated: tuple[Recalibrated, ...] = ()
    pool: Asked | None = None


def calibration(
    chosen: Sequence[Standing],
    by: str | None = None,
    taken: Taken = "last",
    *,
    bins: int = BINS,
    unclosed: bool = False,
) -> Calibration:
    """The curve of chosen forecasts at their moment, of everybody, of one forecaster or of a pool."""
    by_name = {standing.forecast.full_id: standing for standing in chosen}
    late = any(standing.late for standing in chosen)

    def of(person: str | None) -> Curve:
        return curve(
            [standing.situation_of(person) for standing in chosen],
            max((standing.at for standing in chosen), default=None),
            person,
            taken,
            unclosed=unclosed,
            late=late,
            scored=lambda situation: by_name[situation.forecast.full_id].scores_of(person),
        )

    found = of(by)
    cases = {pair.forecast.case: by_name[pair.forecast.full_id].case for pair in found.pairs}
    warnings = tuple(case.warning for case in cases.values() if case and case.warning)
    drawn = dict.fromkeys(pair.forecast.full_id for pair in found.pairs)
    pool = asked([by_name[name].situation for name in drawn], by, late=late)
    beside = found if by is None or pool is not None else of(None)  # a pool has no others: they are its members
    learned = () if taken == "prior" else _recalibrated(beside.pairs, by)
    return Calibration(found, assess(found.pairs, bins), bins, warnings, learned, pool)


def _recalibrated(pairs: Sequence[Pair], by: str | None) -> tuple[Recalibrated, ...]:
    said: dict[str, list[Said]] = defaultdict(list)
    for pair in pairs:
        said[pair.by].append(Said(pair.p, pair.outcome))
    return recalibrated(said, sorted(said) if by is None else [by] if by in said else [])
