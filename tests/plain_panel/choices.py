"""Choices a second time: pools of what several people give to each option, by dictionaries and one moment at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import fmean, median

from plain_panel.at_random import START, microseconds

Shares = Mapping[str, float]
HEADER = "question,option,forecaster,forecast_at,probability,outcome,asked_at,resolved_at"


def pooled(rule: str, rows: Sequence[Shares], options: Sequence[str]) -> Shares | None:
    """The shares of several people, the oldest first, as one; None where nothing is left to any option."""
    columns = {option: [row.get(option, 0.0) for row in rows] for option in options}
    found = {option: of_one(rule, column) for option, column in columns.items()}
    total = sum(found.values())
    return {option: share / total for option, share in found.items()} if total else None


def of_one(rule: str, ps: Sequence[float]) -> float:
    n = len(ps)
    cut = 0 if n <= 2 else max(n // 10, 1)
    weights = [math.exp(math.sqrt(k)) for k in range(1, n + 1)]
    found: dict[str, float] = {
        "mean": fmean(ps),
        "median": median(ps),
        "geometric": math.prod(p ** (1 / n) for p in ps),
        "trimmed": fmean(sorted(ps)[cut : n - cut]),
        "recent": sum(w * p for w, p in zip(weights, ps, strict=True)) / sum(weights),
    }
    return found[rule]


def cost(said: Shares, true: str, options: Sequence[str]) -> float:
    return sum((said.get(option, 0.0) - (option == true)) ** 2 for option in options)


@dataclass
class Choice:
    """One question: its options, what came true, and who said what when."""

    options: tuple[str, ...]
    true: str
    opens_at: int
    ends_at: int
    said: dict[str, list[tuple[int, Shares]]] = field(default_factory=dict)

    def held(self, moment: int) -> dict[str, tuple[int, Shares]]:
        """The forecast of each person that is in force at a moment, and since when."""
        found = {}
        for who, stated in self.said.items():
            known = [one for one in stated if one[0] <= moment and one[0] < self.ends_at]
            if known:
                found[who] = max(known, key=lambda one: one[0])
        return found

    def says(self, who: str, moment: int) -> Shares | None:
        held = self.held(moment)
        if not who.startswith("pool:"):
            return held[who][1] if who in held else None
        oldest_first = [held[name][1] for name in sorted(held, key=lambda name: (held[name][0], name))]
        return pooled(who.removeprefix("pool:"), oldest_first, self.options) if held else None

    def over_time(self, who: str) -> tuple[float, float] | None:
        """The mean cost and the mean log score over the time covered."""
        moments = sorted({at for stated in self.said.values() for at, _ in stated if at < self.ends_at})
        stretches = [(b - a, self.says(who, a)) for a, b in pairwise([*moments, self.ends_at])]
        kept = [(width, said) for width, said in stretches if said is not None]
        time = sum(width for width, _ in kept)
        if not time:
            return None
        surprise = sum(w * (-math.log(p) if (p := said.get(self.true, 0.0)) else math.inf) for w, said in kept)
        return sum(w * cost(said, self.true, self.options) for w, said in kept) / time, surprise / time

    def at_the_end(self, who: str) -> tuple[float, float] | None:
        """The cost and the log score of the last forecasts."""
        said = self.says(who, self.ends_at)
        if said is None:
            return None
        p = said.get(self.true, 0.0)
        return cost(said, self.true, self.options), -math.log(p) if p else math.inf


def random_choices(
    seed: int, people: int = 4, questions: int = 15, *, complete: bool = False
) -> tuple[list[str], dict[str, Choice]]:
    """The lines of a table and its questions; unless they are complete, some leave out options and some are certain."""
    random = Random(seed)  # noqa: S311 - a panel that can be repeated
    lines, asked = [HEADER], {}
    for number in range(questions):
        options = tuple("abcdef"[: random.randint(2, 5)])
        opens, ends = START, START + timedelta(days=20 + number)
        one = Choice(options, random.choice(options), microseconds(opens), microseconds(ends))
        for who in "wxyz"[:people]:
            for day in random.sample(range(19), random.randint(0 if who > "w" else 1, 3)):
                at = opens + timedelta(days=day, seconds=random.randrange(1, 80_000))
                one.said.setdefault(who, []).append((microseconds(at), shares(random, options, complete=complete)))
                lines += rows(f"q{number:02}", who, at, one, (opens, ends))
        asked[f"q{number:02}"] = one
    return lines, asked


def shares(random: Random, options: Sequence[str], *, complete: bool) -> Shares:
    named = random.sample(options, len(options) if complete else random.randint(1, len(options)))
    weights = [random.random() for _ in named]
    return {option: weight / sum(weights) for option, weight in zip(named, weights, strict=True)}


def rows(question: str, who: str, at: datetime, asked: Choice, open_: tuple[datetime, datetime]) -> list[str]:
    times = f"{open_[0].isoformat()},{open_[1].isoformat()}"
    return [
        f"{question},{option},{who},{at.isoformat()},{share!r},{asked.true},{times}"
        for option, share in asked.said[who][-1][1].items()
    ]
