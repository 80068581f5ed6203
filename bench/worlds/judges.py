"""What each judge says of a world: the prior alone, the first rule, the rule, plain multiplication, and exact Bayes."""

from collections.abc import Mapping
from typing import Any

from outlook.evidence.weigh import weigh
from worlds.draw import World
from worlds.exact import exact
from worlds.records import asked, outcomes

JUDGES = ("prior", "classic", "rule", "naive", "exact")
Probabilities = tuple[float, ...]


def judged(world: World, constants: Mapping[str, float]) -> tuple[Probabilities, ...]:
    """The probability of each outcome, by each judge in turn; the constants are those of the rule."""
    rule, classic = _weighed(world, dict(constants)), _weighed(world, "classic")
    names = outcomes(world)
    beliefs = (_shares(belief, names) for belief in (classic.implied, rule.implied, rule.naive))
    return (_prior(world), *beliefs, exact(world))


def _weighed(world: World, weighing: Any) -> Any:
    question = asked(world, weighing)
    return weigh(question.forecast, question.case, question.evidence, question.at)


def _prior(world: World) -> Probabilities:
    """What the analyst wrote at the opening, after the passing of time."""
    if world.regime.lead is None:
        return world.written_prior
    chance = 1.0 - (1.0 - world.written_prior[0]) ** (1.0 - world.gone)
    return (chance, 1.0 - chance)


def _shares(belief: Any, names: tuple[str, ...]) -> Probabilities:
    """A belief as a probability for each outcome."""
    if isinstance(belief, Mapping):
        return tuple(float(belief[name]) for name in names)
    return (float(belief), 1.0 - float(belief))
