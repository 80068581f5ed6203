"""The walk from prior to implied probability, line by line, so that a reader can redo it on paper.

Each line adds to the log-odds of yes (binary) or to the log weight of each option (choice); the sum of the
lines is the result. The signs of a group are one line, since they count together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, isnan

from outlook.evidence import classic_reckoning, reckoning
from outlook.evidence.passing import held_at
from outlook.evidence.steps import Step, logarithm, logit
from outlook.evidence.weigh import Weighed
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.forecast import Forecast
from outlook.model.weighing import CLASSIC


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what moves the forecast, by how much in nats, and where it is after it.

    `moves` is keyed by outcome; for a binary forecast it has the one key `yes`. `after` is None once decisive signs
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
    logs = _logs(weighed.prior)
    lines = [Line("prior", logs, weighed.prior, ("as stated in the record",))]
    if weighed.base != weighed.prior:
        passed = {name: value - logs[name] for name, value in _logs(weighed.base).items()}
        lines.append(Line("time", passed, weighed.base, (_time(forecast, at),)))
    total = dict(_logs(weighed.base))
    for label, moves, arithmetic in _movers(weighed):
        total = {name: value + moves.get(name, 0.0) for name, value in total.items()}
        lines.append(Line(label, moves, _belief(total), arithmetic))
    return lines


def _movers(weighed: Weighed) -> Iterator[tuple[str, Mapping[str, float], tuple[str, ...]]]:
    """What moves the forecast: each sign by itself, or all of its group together, where its first one stands."""
    if weighed.by.rule == CLASSIC:
        for step in weighed.steps:
            if step.weight:
                yield step.name, step.moves, classic_reckoning.reckoned(step)
        return
    for group, steps in together(step for step in weighed.steps if not step.moves_nothing):
        moves = _summed([step.moves for step in steps])
        label = f"{len(steps)} signs of {group}" if len(steps) > 1 else steps[0].name
        yield label, moves, reckoning.reckoned(steps, weighed)


def together(steps: Iterable[Step]) -> Iterator[tuple[str | None, Sequence[Step]]]:
    """The steps of each group, in the order of its first one; each of the others by itself."""
    groups: dict[tuple[str | None, str], list[Step]] = {}
    for step in steps:
        groups.setdefault((step.group, "" if step.group else step.name), []).append(step)
    for (group, _), members in groups.items():
        yield group, members


def _summed(moves: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: sum(move[name] for move in moves) for name in moves[0]}


def _logs(belief: Belief) -> dict[str, float]:
    if isinstance(belief, Chance):
        return {"yes": logit(belief)}
    assert isinstance(belief, Shares)
    return {name: logarithm(share) for name, share in belief.items()}


def _belief(logs: Mapping[str, float]) -> Belief | None:
    highest = max(logs.values())
    if any(isnan(value) for value in logs.values()):
        return None
    if set(logs) == {"yes"}:
        return Chance(1 / (1 + exp(-highest)) if highest > 0 else exp(highest) / (1 + exp(highest)))
    if highest == -float("inf"):
        return None
    weights = {name: exp(value - highest) for name, value in logs.items()}
    return Shares({name: weight / sum(weights.values()) for name, weight in weights.items()})


def _time(forecast: Forecast, at: datetime) -> str:
    assert forecast.opens_at is not None
    assert forecast.closes_at is not None
    whole = (forecast.closes_at - forecast.opens_at).total_seconds() / 86_400
    left = max((forecast.closes_at - held_at(forecast, at)).total_seconds() / 86_400, 0.0)
    return f"base = 1 - (1 - {forecast.prior:g})^({left:.4f} / {whole:.4f} days left), a constant hazard"
