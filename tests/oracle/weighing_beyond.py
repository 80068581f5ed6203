"""Beside the implied number: its range, what to look at next, the tornado, quantities, dates, and the last moment."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from math import expm1, inf, isinf, log, log1p, log2, sqrt
from typing import TYPE_CHECKING

from .weighing import (
    YES_NO,
    Contradiction,
    Moved,
    Question,
    after_time,
    binary,
    choice,
    groups_of,
    logit,
    norm,
    rho_of,
    share_gone,
    sigmoid,
)
from .weighing_reports import all_moved, elsewhere, in_time, look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .weighing import Report, Sign

NINETY = 1.645
BETWEEN = 3.29
DAY = timedelta(days=1)
STEP = timedelta(microseconds=1)


# ── the last moment ──


def last_moment(question: Question, resolved: datetime | None) -> datetime | None:
    """When something was implied last: just before the resolution, at the latest a day or half a window before the close."""
    moments = []
    if resolved is not None:
        moments.append(resolved - STEP)
    if question.closes is not None:
        window = question.closes - question.opens if question.opens is not None else 2 * DAY
        moments.append(question.closes - (window / 2 if window < 2 * DAY else DAY))
    return min(moments, default=None)


# ── the range ──


def slope(question: Question, members: Sequence[Moved], one: Moved) -> float:
    """∂S/∂ℓ of a sign in its group."""
    rho = rho_of(question, members)
    if len(members) == 1 or rho == 0.0:
        return 1.0
    value = one.log_ratio
    side = [abs(other.log_ratio) for other in members if other.log_ratio * value > 0]
    if value == 0.0:
        return float(not any(other.log_ratio for other in members))  # on neither side
    if rho == 1.0:
        return float(abs(value) == max(side)) / side.count(max(side))
    whole = norm(side, rho)
    if isinf(whole):
        return float(isinf(value) * side.count(inf) ** -rho)
    return float((abs(value) / whole) ** (1.0 / (1.0 - rho) - 1.0))


def slack(one: Moved, gone: float) -> float:
    """d1² + d0²: how much what was seen leans on the likelihoods."""
    if one.sign is None:
        return 0.0
    g = 1.0 if one.bayes > 1.0 else gone
    return sum(_lean(one.bayes, chance, g) ** 2 for chance in one.sign.chance.values())


def _lean(bayes: float, chance: float, g: float) -> float:
    if isinf(bayes):
        return 1.0 - chance if chance > 0.0 else 0.0
    a = g * chance
    below = bayes * a + 1.0 - a
    return (bayes - 1.0) * g * chance * (1.0 - chance) / below if below > 0.0 else 0.0


def range_of(question: Question, reports: Sequence[Report], at: datetime) -> tuple[float, float] | None:
    """The 90 % range of a binary forecast; None of what is decided, and where nothing that was stated is unsure."""
    moved, gone = all_moved(question, reports, at), share_gone(question, at)
    implied = binary(question, moved, at)
    if implied in (0.0, 1.0):
        return None
    variance = _prior_sd(question, at) ** 2
    for members in groups_of(moved):
        for one in members:
            weight = question.rule.weight * slope(question, members, one)
            variance += weight**2 * question.rule.elicitation_sd**2 * slack(one, gone)
    if variance == 0.0:
        return None
    middle, reach = logit(implied), NINETY * sqrt(variance)
    return sigmoid(middle - reach), sigmoid(middle + reach)


def _prior_sd(question: Question, at: datetime) -> float:
    if question.range is None:
        return 0.0
    low, high = (logit(after_time(question, end, at)) for end in question.range)
    return 0.0 if low == high else (high - low) / BETWEEN


# ── what to look at next, and the tornado ──


@dataclass(frozen=True)
class Next:
    """What an answer about a sign would be worth."""

    sign: str
    saved: float
    bits: float


def still_to_come(chance: float, gone: float) -> float:
    """q: the chance that it is seen in what is left of the window, when it has not been seen yet."""
    left = 1.0 - gone * chance
    return chance * (1.0 - gone) / left if left > 0.0 else 0.0


def worth(p: float, mine: float, seen: float) -> float:
    """The Brier score of one outcome that an answer saves, as expected now; `seen` is the chance to see the sign."""
    if seen <= 0.0 or seen >= 1.0:
        return 0.0
    after, without = p * mine / seen, p * (1.0 - mine) / (1.0 - seen)
    return seen * (after - p) ** 2 + (1.0 - seen) * (without - p) ** 2


def bits(shares: Sequence[float], chances: Sequence[float]) -> float:
    """The mutual information of a sign and the outcome."""
    return sum(_bits_of(shares, way) for way in (chances, [1.0 - q for q in chances]))


def _bits_of(shares: Sequence[float], chances: Sequence[float]) -> float:
    pairs = list(zip(shares, chances, strict=True))
    whole = sum(share * q for share, q in pairs)
    return sum(share * q * log2(q / whole) for share, q in pairs if share > 0.0 and q > 0.0)


def look_at_next(question: Question, reports: Sequence[Report], at: datetime) -> list[Next]:
    """The unseen signs, best first."""
    gone, moved = share_gone(question, at), all_moved(question, reports, at)
    p = choice(question, moved) if question.outcomes != YES_NO else _both(binary(question, moved, at))
    found = []
    for sign in question.signs:
        if look(question, reports, sign, at).state == "unseen" and not elsewhere(question, reports, at, sign.name):
            q = {name: still_to_come(sign.chance[name], gone) for name in p}
            seen = sum(p[name] * q[name] for name in p)
            saved = sum(worth(p[name], q[name], seen) for name in p) / 2  # of yes and no each is the same
            found.append(Next(sign.name, saved, bits(list(p.values()), list(q.values()))))
    return sorted(found, key=lambda one: (-one.saved, one.sign))


def _both(yes: float) -> dict[str, float]:
    return {"yes": yes, "no": 1.0 - yes}


def tornado(question: Question, reports: Sequence[Report], at: datetime) -> dict[tuple[str, str], tuple[float, float]]:
    """What is implied with each likelihood lower and higher by the standard deviation of eliciting it, and the prior's.

    What has no number at one of the two ends is left out.
    """
    changes = {
        (sign.name, outcome): [_shifted(question, sign, outcome, side) for side in (-1, 1)]
        for sign in question.signs
        for outcome in sign.chance
    }
    if question.range is not None:
        changes["prior", ""] = [replace(question, prior=_both(end)) for end in question.range]
    found = {}
    for name, (lower, higher) in changes.items():
        with suppress(Contradiction):
            found[name] = (_at(lower, reports, at), _at(higher, reports, at))
    return found


def _at(question: Question, reports: Sequence[Report], at: datetime) -> float:
    return binary(question, all_moved(question, reports, at), at)


def _shifted(question: Question, sign: Sign, outcome: str, side: int) -> Question:
    moved = sigmoid(logit(sign.chance[outcome]) + side * question.rule.elicitation_sd)
    other = replace(sign, chance={**sign.chance, outcome: moved})
    return replace(question, signs=[other if one is sign else one for one in question.signs])


# ── quantities and dates ──


def tilted(share: float, theta: float) -> float:
    """F′ of a quantity: what lies above the median is e^θ times as likely, against what lies below."""
    if theta == 0.0:
        return share
    if theta < 0.0:
        return 1.0 - tilted(1.0 - share, -theta)
    # Divided through by e^(2θ), so that nothing overflows.
    return (expm1(2 * theta * (share - 1.0)) - expm1(-2 * theta)) / -expm1(-2 * theta)


@dataclass(frozen=True)
class Reached:
    """P(by a moment) at the moments that were stated, in any unit of time; straight between them, 0 at the opening.

    After the last one it stays `flat` where points were stated; of quantiles it is not known.
    """

    opens: float
    points: tuple[tuple[float, float], ...]
    flat: bool = True

    def by(self, moment: float) -> float | None:
        """F; None where it is not known."""
        if moment <= self.opens:
            return 0.0
        places = [(self.opens, 0.0), *self.points]
        for (x0, y0), (x1, y1) in pairwise(places):
            if moment <= x1:
                return y0 + (y1 - y0) * (moment - x0) / (x1 - x0)
        return places[-1][1] if self.flat else None


def sooner_or_later(
    stated: Reached, closes: float, now: float, moved: float
) -> tuple[dict[float, float], dict[float, float]] | None:
    """F_t and F′ at the stated moments that are left; None where nothing is implied."""
    by_now, by_close = stated.by(now), stated.by(closes)
    if by_close is None or by_now is None or by_now >= 1.0:
        return None
    left = {x: (share - by_now) / (1.0 - by_now) for x, share in stated.points if x > now}
    whole = (by_close - by_now) / (1.0 - by_now)
    if whole <= 0.0 or whole >= 1.0:
        return None
    phi = log1p(-sigmoid(logit(whole) + moved)) / log1p(-whole)
    return left, {x: 1.0 - (1.0 - share) ** phi for x, share in left.items()}


# ── naive ──


def naive(question: Question, reports: Sequence[Report], at: datetime) -> float:
    """Every report multiplied, a denial as one of not seeing it: no grade, no damping, no time."""
    assert question.prior is not None
    signs: Mapping[str, Sign] = {sign.name: sign for sign in question.signs}
    added = logit(question.prior["yes"])
    for one in in_time(question, reports, at):
        for name, match in one.matches.items():
            if name in signs and match != "none":
                yes, no = (abs((match == "refutes") - signs[name].chance[outcome]) for outcome in YES_NO)
                added += log(yes / no)
        added += log(one.ratio) if one.ratio is not None else 0.0
    return sigmoid(added)
