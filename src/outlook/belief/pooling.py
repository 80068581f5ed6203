"""Several forecasters → one probability: median, geometric mean of odds, extremised away from the base rate.

Plain numbers in, floats out; ValueError naming the argument for anything that is not a probability.
"""

import statistics
from collections.abc import Sequence
from math import exp, inf, log, log1p, sqrt


def median(ps: Sequence[float]) -> float:
    """The middle of the probabilities; the mean of the two middle ones for an even number.

    Range 0 to 1. Robust against one wild forecaster.

    >>> median([0.05, 0.10, 0.12, 0.20, 0.30])
    0.12
    """
    _check("ps", ps)
    return float(statistics.median(ps))


def geometric_mean_of_odds(ps: Sequence[float]) -> float:
    """The probability whose log-odds are the mean of the forecasters' log-odds.

    Range 0 to 1. One forecaster at 0 (or 1) makes the pool 0 (or 1); both together have no pool and are refused.
    Reference: Satopää et al. 2014.

    >>> round(geometric_mean_of_odds([0.05, 0.10, 0.12, 0.20, 0.30]), 4)
    0.1331
    """
    _check("ps", ps)
    if certain := _certain(ps):
        return certain[0]
    return _expit(statistics.fmean(map(_logit, ps)))


def extremising_factor(n: int) -> float:
    """How far n forecasters who share some information are moved from the base rate.

    d = n(√(3n² - 3n + 1) - 2) / (n² - n - 1); 1 at n = 1, towards √3 as n grows.
    Reference: Neyman & Roughgarden 2021, "Are You Smarter Than a Random Expert?".

    >>> round(extremising_factor(2), 4), round(extremising_factor(5), 3)
    (1.2915, 1.529)
    """
    if n < 1:
        raise ValueError(f"n is {n}: there must be at least one forecaster")
    return n * (sqrt(3 * n**2 - 3 * n + 1) - 2) / (n**2 - n - 1)


def extremised(ps: Sequence[float], base_rate: float) -> float:
    """The geometric mean of odds, moved away from the base rate (not from ½).

    logit p = logit b + d · (mean logit - logit b), with d = `extremising_factor(len(ps))`. Range 0 to 1; a base
    rate of 0 or 1 is refused.

    >>> round(extremised([0.05, 0.10, 0.12, 0.20, 0.30], 0.15), 4)
    0.1249
    """
    _check("ps", ps)
    _check("base_rate", [base_rate])
    if base_rate in (0, 1):
        raise ValueError(f"base_rate is {base_rate}: away from certainty there is no direction")
    if certain := _certain(ps):
        return certain[0]
    start = _logit(base_rate)
    return _expit(start + extremising_factor(len(ps)) * (statistics.fmean(map(_logit, ps)) - start))


def median_choice(rows: Sequence[Sequence[float]]) -> list[float]:
    """The median of each option over the forecasters, scaled to sum to 1.

    `rows` holds one row a forecaster, one probability an option. Refused where every median is 0.

    >>> median_choice([[0.2, 0.8], [0.3, 0.7], [0.5, 0.5]])
    [0.3, 0.7]
    """
    _check_rows(rows)
    middles = [float(statistics.median(column)) for column in zip(*rows, strict=True)]
    return _scaled(middles)


def geometric_choice(rows: Sequence[Sequence[float]]) -> list[float]:
    """The geometric mean of each option's probabilities, scaled to sum to 1 (the logarithmic pool).

    With two options it is `geometric_mean_of_odds`. An option to which one forecaster gives 0 gets 0; forecasters who
    leave no option are refused. Reference: Satopää et al. 2014; Genest & Zidek 1986.

    >>> [round(p, 4) for p in geometric_choice([[0.05, 0.95], [0.30, 0.70]])]
    [0.1306, 0.8694]
    """
    _check_rows(rows)
    return _from_logs([_mean_log(column) for column in zip(*rows, strict=True)])


def extremised_choice(rows: Sequence[Sequence[float]], base: Sequence[float]) -> list[float]:
    """The logarithmic pool, moved away from the base rates: log b + d · (mean log p - log b), scaled to sum to 1.

    With two options it is `extremised`. A base rate of 0 is refused.

    >>> [round(p, 4) for p in extremised_choice([[0.1, 0.9], [0.2, 0.8]], [0.5, 0.5])]
    [0.09, 0.91]
    """
    _check_rows([*rows, base])
    if any(share in (0, 1) for share in base):
        raise ValueError(f"base holds a certainty ({list(base)}): away from it there is no direction")
    factor = extremising_factor(len(rows))
    means = [_mean_log(column) for column in zip(*rows, strict=True)]
    return _from_logs([log(b) + factor * (mean - log(b)) for mean, b in zip(means, base, strict=True)])


def _mean_log(column: Sequence[float]) -> float:
    return statistics.fmean(log(p) if p else -inf for p in column)


def _from_logs(logs: Sequence[float]) -> list[float]:
    highest = max(logs)
    if highest == -inf:
        raise ValueError("rows leave no option: each is given 0 by some forecaster, so there is no pool")
    return _scaled([exp(value - highest) for value in logs])


def _scaled(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    if not total:
        raise ValueError("rows leave no option: the median of each is 0, so there is no pool")
    return [weight / total for weight in weights]


def _check_rows(rows: Sequence[Sequence[float]]) -> None:
    if not rows:
        raise ValueError("rows is empty: there must be at least one forecaster")
    for row in rows:
        _check("rows", row)
        if len(row) != len(rows[0]):
            raise ValueError(f"rows differ in length: {len(row)} probabilities stand beside {len(rows[0])}")


def _certain(ps: Sequence[float]) -> list[float]:
    certain = sorted({float(p) for p in ps if p in (0, 1)})
    if len(certain) > 1:
        raise ValueError("ps holds both 0 and 1: two certainties that contradict each other have no pool")
    return certain


def _logit(p: float) -> float:
    return log(p) - log1p(-p)


def _expit(value: float) -> float:
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))


def _check(name: str, ps: Sequence[float]) -> None:
    if not ps:
        raise ValueError(f"{name} is empty: there must be at least one probability")
    for p in ps:
        if not 0 <= p <= 1:
            raise ValueError(f"{name} holds {p}: a probability lies between 0 and 1")
