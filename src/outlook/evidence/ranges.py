"""The range of an implied probability: light, since whatever shows a kept one needs it."""

from typing import NamedTuple


class Range(NamedTuple):
    """From the lowest to the highest probability, each 0 to 1, and the standard deviations that it is made of.

    `prior` is how sure the prior is, `likelihoods` how sure what the signs say, both in log-odds.
    """

    low: float
    high: float
    prior: float
    likelihoods: float
