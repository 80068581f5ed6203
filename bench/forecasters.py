"""What `outlook score --by forecaster` works out for 50,000 forecasts: those of ten people on 5,000 resolved questions.

Records and entries are built beforehand and not timed, and neither is folding the ledger. Beside it: the bare Brier
scores of the same forecasts.
"""

import gc
import random
import statistics
import time
from datetime import timedelta
from functools import partial
from typing import Any

from paired import seconds
from scorecard import CLOSES, LATER, OPENS, entry_id

from outlook.answers.score import Ask, Review, review
from outlook.answers.standing import Standing
from outlook.belief.timeline import Situation, situations
from outlook.model.entries import Entry, Estimate, Resolution
from outlook.model.kinds import BinaryForecast
from outlook.scoring.rules import brier

QUESTIONS, PEOPLE = 5_000, 10
RUNS = 5


def questions() -> list[Situation]:
    """Every question with an estimate of each forecaster, at times of their own, and its resolution on the last day."""
    dice = random.Random(1)
    forecasts: dict[str, BinaryForecast] = {}
    lines: list[tuple[type[Entry], dict[str, Any]]] = []
    for number in range(QUESTIONS):
        name = f"question-{number}"
        forecasts[name] = BinaryForecast(
            id=name, case="bench", kind="binary", question="Will it happen?", criteria="Two wires.",
            opens_at=OPENS, closes_at=CLOSES, prior=round(dice.uniform(0.05, 0.95), 3),
        )  # fmt: skip
        for person in range(PEOPLE):
            at = OPENS + timedelta(seconds=dice.randrange(80 * 86_400))
            said = {"known_at": at, "by": f"person-{person}", "stated": round(dice.random(), 3)}
            lines.append((Estimate, {"forecast": name, **said}))
        at = CLOSES - timedelta(seconds=dice.randrange(86_400))
        lines.append(
            (Resolution, {"forecast": name, "known_at": at, "by": "bench", "outcome": dice.choice(("yes", "no"))})
        )
    entries = [
        kind.model_validate({"id": entry_id(number), "recorded_at": fields["known_at"], **fields})
        for number, (kind, fields) in enumerate(lines)
    ]
    return situations(forecasts, entries, LATER)


def scored(found: list[Situation]) -> Review:
    """The page, worked out anew."""
    return review([Standing(one, None, LATER) for one in found], Ask(key="forecaster"))


def bare(rows: list[tuple[float, int]]) -> float:
    """The sum of the Brier scores of the same forecasts."""
    return sum(brier(p, happened) for p, happened in rows)


def processor(work: partial[Any]) -> float:
    """The processor time of one call, which other work on the machine changes less than the time on the wall."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    found = questions()
    work = partial(scored, found)
    rows = [(float(str(row.stated[-1].stated)), int(row.outcome == "yes")) for row in work().card.rows]
    beside = statistics.median(seconds(partial(bare, rows)) for _ in range(RUNS))
    times = [processor(work) for _ in range(RUNS)]
    name = f"score --by forecaster, {len(rows):,} forecasts of {PEOPLE} people"
    print(
        f"{name:<58} {statistics.median(times):7.2f} s of processor time ({min(times):.2f} to {max(times):.2f}), "
        f"{statistics.median(times) / beside:.0f} x their bare Brier scores"
    )


if __name__ == "__main__":
    gc.disable()  # as the command does
    main()
