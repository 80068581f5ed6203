"""What a stated probability has been worth: logit p' = a + s·logit p, fitted to what one forecaster said and shrunk.

One's own record alone is too short to be taken at its word: the line is drawn towards that of the other forecasters,
and theirs towards leaving everything as it is. It is shown and never applied: it gains little for most, and harms
those who are calibrated.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from statistics import fmean
from typing import NamedTuple

from outlook.evidence.learning import FEW, saved_by_parts
from outlook.evidence.steps import expit, logit

SHIFT_SPREAD = 0.5
SLOPE_SPREAD = 0.35
STEPS = 50
HALVES = tuple(0.5**power for power in range(12))
ENOUGH = 1e-8


class Straight(NamedTuple):
    """A straight line in log-odds: `shift` a, in nats, and `slope` s; 0 and 1 leave a probability as it is."""

    shift: float = 0.0
    slope: float = 1.0

    def worth(self, p: float) -> float:
        """What a stated probability between 0 and 1 becomes.

        >>> round(Straight(0.0, 0.5).worth(0.9), 4)
        0.75
        """
        return expit(self.shift + self.slope * logit(p))


AS_STATED = Straight()


class Said(NamedTuple):
    """A stated probability, and 1 where it came true, else 0."""

    p: float
    outcome: int


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """What one forecaster's probabilities have been worth on `n` questions; `line` is None where they are too few.

    `gain` is by how much the mean Brier score would have been lower with it, out of sample; negative where higher.
    `certain` counts the probabilities of 0 or 1, which no line can move and which are left out.
    """

    by: str
    n: int
    certain: int
    line: Straight | None
    gain: float | None


def recalibrated(said: Mapping[str, Sequence[Said]], wanted: Iterable[str]) -> tuple[Recalibrated, ...]:
    """The line of each wanted forecaster, drawn towards that of all the others."""
    usable = {name: [one for one in mine if 0 < one.p < 1] for name, mine in said.items()}
    return tuple(_of_one(name, said.get(name, ()), usable) for name in wanted)


def _of_one(name: str, said: Sequence[Said], usable: Mapping[str, Sequence[Said]]) -> Recalibrated:
    mine = usable.get(name, ())
    certain = len(said) - len(mine)
    if len(mine) < FEW:
        return Recalibrated(name, len(mine), certain, None, None)
    others = [one for other, theirs in usable.items() if other != name for one in theirs]
    centre = fit(others)
    gains = saved_by_parts(mine, lambda rest: fit(rest, centre), _saved)
    return Recalibrated(name, len(mine), certain, fit(mine, centre), fmean(gains))


def _saved(one: Said, line: Straight) -> float:
    return (one.p - one.outcome) ** 2 - (line.worth(one.p) - one.outcome) ** 2


def fit(said: Sequence[Said], centre: Straight = AS_STATED) -> Straight:
    """The line under which what happened is likeliest, with normal priors around `centre`.

    Their standard deviations are .5 for the shift and .35 for the slope. By Newton's method; a step that would make it
    worse is halved, for the function has one top.
    """
    # What was said several times with the same outcome is worked out once.
    counts: dict[tuple[float, int], int] = defaultdict(int)
    for one in said:
        counts[logit(one.p), one.outcome] += 1
    points = [(odds, outcome, n) for (odds, outcome), n in counts.items()]
    line, height = centre, _height(points, centre, centre)
    for _ in range(STEPS):
        shift, slope = _step(points, line, centre)
        then, above = line, height
        for share in HALVES:
            then = Straight(line.shift + share * shift, line.slope + share * slope)
            above = _height(points, then, centre)
            if above >= height:
                break
        if max(abs(shift), abs(slope)) < ENOUGH or above < height:
            break
        line, height = then, above
    return line


Points = Sequence[tuple[float, int, int]]


def _height(points: Points, line: Straight, centre: Straight) -> float:
    found = -(((line.shift - centre.shift) / SHIFT_SPREAD) ** 2 + ((line.slope - centre.slope) / SLOPE_SPREAD) ** 2) / 2
    for odds, outcome, n in points:
        value = line.shift + line.slope * odds
        value = value if outcome else -value
        found -= n * (log1p(exp(-value)) if value > 0 else log1p(exp(value)) - value)
    return found


def _step(points: Points, line: Straight, centre: Straight) -> tuple[float, float]:
    """Newton's step: the inverse of the negative Hessian times the gradient."""
    to_shift, to_slope = (centre.shift - line.shift) / SHIFT_SPREAD**2, (centre.slope - line.slope) / SLOPE_SPREAD**2
    shifts, both, slopes = 1 / SHIFT_SPREAD**2, 0.0, 1 / SLOPE_SPREAD**2
    for odds, outcome, n in points:
        value = line.shift + line.slope * odds
        p = 1 / (1 + exp(-value)) if value > 0 else (rest := exp(value)) / (1 + rest)  # `expit`, which is a call
        off, bend = n * (outcome - p), n * p * (1 - p)
        to_shift += off
        to_slope += off * odds
        shifts += bend
        both += bend * odds
        slopes += bend * odds * odds
    whole = shifts * slopes - both * both
    return (slopes * to_shift - both * to_slope) / whole, (shifts * to_slope - both * to_shift) / whole
