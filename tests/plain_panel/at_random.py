"""Panels at random, as rows and as a CSV file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from plain_panel import Question

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = datetime(2024, 1, 1, tzinfo=UTC)
HEADER = "question,forecaster,forecast_at,probability,outcome,asked_at,closes_at,resolved_at,region"


def microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


@dataclass
class RandomPanel:
    """The lines of a table, and its questions for the oracle."""

    lines: list[str]
    questions: dict[str, Question]
    people: tuple[str, ...]

    def write(self, file: Path) -> Path:
        file.write_text("\n".join([HEADER, *self.lines]) + "\n", encoding="utf-8")
        return file


def random_panel(seed: int, people: int = 5, questions: int = 14, answers: float = 0.9, most: int = 3) -> RandomPanel:
    """Forecasters who know the truth, with noise, some more than others; the rows in any order."""
    random = Random(seed)  # noqa: S311 - a panel that can be repeated
    names = tuple("abcdefghijkl"[:people])
    lines, asked = [], {}
    for number in range(questions):
        truth = min(max(random.betavariate(1, 1.5), 0.02), 0.98)
        # Both outcomes often enough for intervals.
        outcome = (1, 0)[number % 2] if number < 10 else int(random.random() < truth)
        opens = START + timedelta(hours=random.randrange(100))
        ends = opens + timedelta(days=20, seconds=random.randrange(10**6))
        closes = ends + timedelta(days=random.randrange(3))
        question = Question(microseconds(opens), microseconds(ends), outcome)
        for place, name in enumerate(names):
            for _ in range(random.randint(1, most) if random.random() < answers else 0):
                noise = random.gauss(0, 0.4 + 0.4 * place)
                p = 1 / (1 + math.exp(-(math.log(truth / (1 - truth)) + noise)))
                at = opens + timedelta(
                    seconds=random.randrange(-86_400, 20 * 86_400), microseconds=random.randrange(10**6)
                )
                question.said.setdefault(name, []).append((microseconds(at), p))
                cells = [f"q{number:02}", name, at.isoformat(), repr(p), ("no", "yes")[outcome]]
                cells += [opens.isoformat(), closes.isoformat(), ends.isoformat(), ("east", "west")[number % 2]]
                lines.append(",".join(cells))
        if question.said:
            asked[f"q{number:02}"] = question
    random.shuffle(lines)
    return RandomPanel(lines, asked, names)
