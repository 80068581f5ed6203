"""The walk from prior to implied probability, line by line, so that a reader can redo it on paper.

Each line adds to the log-odds of yes (binary), of above the prior's median (numeric) or of by the close (date), or to
the log weight of each option (choice); the sum of the lines is the result. The signs of a group are one line, since
they count together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.evidence import classic_reckoning, reckoning
from outlook.evidence.distributions import as_points, by_the_close
from outlook.evidence.passing import held_at
from outlook.evidence.steps import Step, logarithm, logit
from outlook.evidence.weigh import Weighed, imply
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.kind_of import is_date, is_numeric
from outlook.model.weighing import CLASSIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what moves the forecast, by how much in nats, and where it is after it.

    `moves` is keyed by outcome; where there are two it has the key of the first. `after` is None once decisive signs
    have ruled out every outcome. `arithmetic` is the reckoning in words and numbers.
    """

    label: str
    moves: Mapping[str, float]
    after: Belief | None
    arithmetic: tuple[str, ...]


def walk(forecast: Forecast, weighed: Weighed, at: datetime) -> list[Line]:
    """The lines from the prior on; empty where nothing is implied."""
    if weighed.prior is None or weighed.base is None:
        return []
    start, logs = _logs(forecast, weighed.prior), _logs(forecast, weighed.base)
    lines = [Line("prior", start, weighed.prior, ("as stated in the record",))]
    if logs != start:
        passed = {name: value - start[name] for name, value in logs.items()}
        lines.append(Line("time", passed, weighed.base, (_time(forecast, at),)))
    so_far: list[Step] = []
    for label, steps, arithmetic in _movers(weighed):
        so_far += steps
        lines.append(Line(label, _summed([step.moves for step in steps]), imply(forecast, so_far, at), arithmetic))
    return lines


def _movers(weighed: Weighed) -> Iterator[tuple[str, Sequence[Step], tuple[str, ...]]]:
    """What moves the forecast: each sign by itself, or all of its group together, where its first one stands."""
    if weighed.by.rule == CLASSIC:
        for step in weighed.steps:
            if step.weight:
                yield step.name, [step], classic_reckoning.reckoned(step)
        return
    for group, steps in together(step for step in weighed.steps if not step.moves_nothing):
        label = f"{len(steps)} signs of {group}" if len(steps) > 1 else steps[0].name
        yield label, steps, reckoning.reckoned(steps, weighed)


def together(steps: Iterable[Step]) -> Iterator[tuple[str | None, Sequence[Step]]]:
    """The steps of each group, in the order of its first one; each of the others by itself."""
    groups: dict[tuple[str | None, str], list[Step]] = {}
    for step in steps:
        groups.setdefault((step.group, "" if step.group else step.name), []).append(step)
    for (group, _), members in groups.items():
        yield group, members


def _summed(moves: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: sum(move[name] for move in moves) for name in moves[0]}


def _logs(forecast: Forecast, belief: Belief) -> dict[str, float]:
    """The log-odds or log weights of a belief: of a quantity those of above its median, of a date of by the close."""
    if isinstance(belief, Chance):
        return {"yes": logit(belief)}
    if isinstance(belief, Shares):
        return {name: logarithm(share) for name, share in belief.items()}
    if is_numeric(forecast):
        return {"above": 0.0}
    base = as_points(belief)
    reached = None if base is None else by_the_close(base)
    return {"yes": 0.0 if reached is None else logit(reached)}


def _time(forecast: Forecast, at: datetime) -> str:
    assert forecast.opens_at is not None
    assert forecast.closes_at is not None
    if is_date(forecast):
        return "what was to happen by now did not: F(d) becomes (F(d) - F(t))/(1 - F(t))"
    whole = (forecast.closes_at - forecast.opens_at).total_seconds() / 86_400
    left = max((forecast.closes_at - held_at(forecast, at)).total_seconds() / 86_400, 0.0)
    return f"base = 1 - (1 - {forecast.prior:g})^({left:.4f} / {whole:.4f} days left), a constant hazard"
