"""Timelines and the scorecard on 1,000 to 100,000 binary forecasts with three updates each, without numpy.

Records and entries are built beforehand and not timed. Beside it, where they are installed: the Brier scores of
the same rows by scikit-learn and scoringrules, which are handed arrays and know no time.
"""

import gc
import importlib
import random
import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from paired import ratios, seconds, told

from outlook.belief.timeline import situations
from outlook.model.entries import Entry, Estimate, Resolution
from outlook.model.forecast import Forecast
from outlook.model.kinds import BinaryForecast
from outlook.scoring.calibration import reliability
from outlook.scoring.scorecard import Scorecard, scorecard

SIZES = (1_000, 10_000, 100_000)
UPDATES = 3
RUNS = 3
OPENS = datetime(2024, 1, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=90)
LATER = CLOSES + timedelta(days=1)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def entry_id(number: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(8))


def book(size: int) -> tuple[dict[str, Forecast], list[Entry]]:
    """That many forecasts, and their ledger in the order of time: an estimate, three updates, and a resolution each."""
    dice = random.Random(size)
    forecasts: dict[str, Forecast] = {}
    lines: list[tuple[datetime, type[Entry], dict[str, Any]]] = []
    for number in range(size):
        name = f"question-{number}"
        forecasts[name] = BinaryForecast(
            id=name, case="bench", kind="binary", question="Will it happen?", criteria="Two wires.",
            opens_at=OPENS, closes_at=CLOSES, prior=round(dice.uniform(0.05, 0.95), 3),
        )  # fmt: skip
        for update in range(1 + UPDATES):
            at = OPENS + timedelta(days=20 * update, seconds=dice.randrange(86_400))
            lines.append((at, Estimate, {"forecast": name, "stated": round(dice.random(), 3)}))
        at = CLOSES - timedelta(seconds=dice.randrange(86_400))
        lines.append((at, Resolution, {"forecast": name, "outcome": dice.choice(("yes", "no"))}))
    lines.sort(key=lambda line: line[0])
    return forecasts, [
        kind.model_validate({"id": entry_id(number), "known_at": at, "recorded_at": at, "by": "bench", **fields})
        for number, (at, kind, fields) in enumerate(lines)
    ]


def scored(forecasts: dict[str, Forecast], entries: Sequence[Entry]) -> Scorecard:
    return scorecard(situations(forecasts, entries, LATER))


def installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def last_probabilities(card: Scorecard) -> tuple[list[float], list[int]]:
    """What was stated last in each row, and whether it happened (1) or not (0)."""
    beliefs = [row.course().beliefs[-1] for row in card.rows]
    return [belief for belief in beliefs if isinstance(belief, float)], [int(row.outcome == "yes") for row in card.rows]


def beside(stated: list[float], happened: list[int]) -> dict[str, Callable[[], object] | None]:
    """One Brier score a row of the same last probabilities by other packages; None where one is not installed."""
    learn, rules = installed("sklearn.metrics"), installed("scoringrules")
    return {
        "scikit-learn": partial(learn.brier_score_loss, happened, stated) if learn else None,
        "scoringrules": partial(rules.brier_score, happened, stated) if rules else None,
    }


def main() -> None:
    for size in SIZES:
        forecasts, entries = book(size)
        work = partial(scored, forecasts, entries)
        taken = statistics.median(seconds(work) for _ in range(RUNS))
        name = f"{size:,} forecasts, {len(entries):,} entries"
        print(f"{name:<58} {taken:7.3f} s  {size / taken:12,.0f} rows a second")
        stated, happened = last_probabilities(work())
        curve = statistics.median(seconds(partial(reliability, stated, happened)) for _ in range(RUNS))
        print(f"{'  and the calibration of their last probabilities':<58} {curve:7.3f} s")
        for package, other in beside(stated, happened).items():
            if other is None:
                print(f"  beside it: pip install {package} to compare")
            else:
                values, times = ratios(work, other, RUNS)
                print(told(f"  scorecard / {package} on {size:,} rows", values, times))


if __name__ == "__main__":
    gc.disable()  # as the command does
    main()
