"""The bare scoring rules on 100,000 binary forecasts, without numpy."""

import random
from collections.abc import Callable, Sequence
from functools import partial

from paired import ratios, told

from outlook.scoring.rules import brier, log_score

COUNT = 100_000


def scored(rule: Callable[[float, int], float], pairs: Sequence[tuple[float, int]]) -> float:
    return sum(rule(p, outcome) for p, outcome in pairs)


def main() -> None:
    dice = random.Random(1)
    pairs = [(dice.random(), int(dice.random() < 0.5)) for _ in range(COUNT)]

    def adding() -> float:
        return sum(p + outcome for p, outcome in pairs)

    for name, rule in (("brier", brier), ("log_score", log_score)):
        values, times = ratios(partial(scored, rule, pairs), adding, 11)
        print(told(f"{name} of 100,000 forecasts / adding the numbers", values, times))


if __name__ == "__main__":
    main()
