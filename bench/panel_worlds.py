"""How often the intervals of a panel are right, in simulated worlds where the truth is known.

Each world has questions whose true probabilities come from Beta(1, 2). Every forecaster says the truth plus noise of
.5 in log-odds: all are equally good, and what differs between them is luck.

Run `python bench/panel_worlds.py [WORLDS]`.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np

from outlook.panel.cells import from_probabilities
from outlook.panel.pairs import compared
from outlook.panel.ranking import ranking

NOISE = 0.5
EXPECTED = 0.17453  # the mean Brier score of such a forecaster, from 4,000,000 questions


class Tally(NamedTuple):
    """What was counted over worlds, as shares."""

    covered: float
    adjusted_covered: float
    pair_called_different: float
    world_with_a_claim: float
    rank_one_excluded: float


def world(random: np.random.Generator, people: int, questions: int, answers: float) -> tuple[np.ndarray, np.ndarray]:
    truth = random.beta(1, 2, questions)
    outcomes = (random.random(questions) < truth).astype(np.float64)
    log_odds = np.log(truth / (1 - truth)) + random.normal(0, NOISE, (people, questions))
    p = 1 / (1 + np.exp(-log_odds))
    p[random.random(p.shape) >= answers] = np.nan
    return p, outcomes


def tally(seed: int, worlds: int, people: int, questions: int, answers: float = 1.0) -> Tally:
    random = np.random.default_rng(seed)
    means, adjusted, pairs, claims, excluded = [], [], [], [], []
    for _ in range(worlds):
        cells = from_probabilities(*world(random, people, questions, answers))
        found, beside = ranking(cells), compared(cells)
        means += [low_high.low <= EXPECTED <= low_high.high for one in found.forecasters if (low_high := one.interval)]
        adjusted += [
            low_high.low <= EXPECTED <= low_high.high
            for one in found.forecasters
            if (low_high := one.adjusted_interval)
        ]
        first = np.triu(beside.tested, 1)
        pairs += (np.abs(beside.mean[first]) > beside.reach[first]).tolist()
        claims.append(bool(found.better))
        excluded += [bool(one.rank_low and one.rank_low > 1) for one in found.forecasters]
    return Tally(*(float(np.mean(one)) if one else float("nan") for one in (means, adjusted, pairs, claims, excluded)))


def main() -> None:
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print("people × questions (answered)  mean covered  adjusted covered  pair differs  a claim  rank 1 excluded")
    for people, questions, answers in ((5, 40, 1.0), (5, 40, 0.7), (12, 40, 1.0), (12, 100, 0.6), (5, 12, 1.0)):
        found = tally(1, worlds, people, questions, answers)
        print(f"{people:6} × {questions:<4} ({answers:4.0%}){'':14}" + "".join(f"{share:14.1%}" for share in found))


if __name__ == "__main__":
    main()
