"""Whether what was called 30% happened three times in ten: the curve of chosen forecasts, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from outlook.answers.pools import Asked, asked
from outlook.answers.standing import Standing
from outlook.belief.timeline import Situation
from outlook.scoring.calibration import BINS
from outlook.scoring.curve import Assessed, Curve, Taken, assess, curve
from outlook.scoring.scorecard import Scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """Which forecasts are on the curve, and what it says over so many bins; `assessed` is None without pairs.

    `warnings` are those of the cases whose forecasts are on it; `pool` is there where the curve is a pool's.
    """

    curve: Curve
    assessed: Assessed | None
    bins: int
    warnings: tuple[str, ...] = ()
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

    def scored(situation: Situation) -> Scores:
        return by_name[situation.forecast.full_id].scores_of(by)

    late = any(standing.late for standing in chosen)
    found = curve(
        [standing.situation_of(by) for standing in chosen],
        max((standing.at for standing in chosen), default=None),
        by,
        taken,
        unclosed=unclosed,
        late=late,
        scored=scored,
    )
    cases = {pair.forecast.case: by_name[pair.forecast.full_id].case for pair in found.pairs}
    warnings = tuple(case.warning for case in cases.values() if case and case.warning)
    drawn = dict.fromkeys(pair.forecast.full_id for pair in found.pairs)
    pool = asked([by_name[name].situation for name in drawn], by, late=late)
    return Calibration(found, assess(found.pairs, bins), bins, warnings, pool)
