"""Whether what was called 30% happened three times in ten: the curve of chosen forecasts, and what it says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from outlook.answers.standing import Standing
from outlook.scoring.calibration import BINS
from outlook.scoring.curve import Assessed, Curve, Pair, Taken, assess, curve
from outlook.scoring.recalibration import Recalibrated, Said, recalibrated


@dataclass(frozen=True, slots=True)
class Calibration:
    """Which forecasts are on the curve, and what it says over so many bins; `assessed` is None without pairs.

    `warnings` are those of the cases whose forecasts are on it; `recalibrated` says what the probabilities of each
    forecaster on it have been worth.
    """

    curve: Curve
    assessed: Assessed | None
    bins: int
    warnings: tuple[str, ...] = ()
    recalibrated: tuple[Recalibrated, ...] = ()


def calibration(
    chosen: Sequence[Standing],
    by: str | None = None,
    taken: Taken = "last",
    *,
    bins: int = BINS,
    unclosed: bool = False,
) -> Calibration:
    """The curve of chosen forecasts at their moment, of everybody or of one forecaster."""
    by_name = {standing.forecast.full_id: standing for standing in chosen}

    def of(person: str | None) -> Curve:
        return curve(
            [standing.situation for standing in chosen],
            max((standing.at for standing in chosen), default=None),
            person,
            taken,
            unclosed=unclosed,
            late=any(standing.late for standing in chosen),
            scored=lambda situation: by_name[situation.forecast.full_id].scores_of(person),
        )

    found = of(by)
    cases = {pair.forecast.case: by_name[pair.forecast.full_id].case for pair in found.pairs}
    warnings = tuple(case.warning for case in cases.values() if case and case.warning)
    learned = () if taken == "prior" else _recalibrated((of(None) if by else found).pairs, by)
    return Calibration(found, assess(found.pairs, bins), bins, warnings, learned)


def _recalibrated(pairs: Sequence[Pair], by: str | None) -> tuple[Recalibrated, ...]:
    said: dict[str, list[Said]] = defaultdict(list)
    for pair in pairs:
        said[pair.by].append(Said(pair.p, pair.outcome))
    return recalibrated(said, sorted(said) if by is None else [by] if by in said else [])
