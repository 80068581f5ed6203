"""Forecasts as variables, what is stated as claims `P(event | given) = p`, what is true by definition as rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.model.belief import Belief, Chance, Shares
from outlook.model.kind_of import is_binary, is_choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from outlook.model.case import Relation
    from outlook.model.forecast import Forecast

TOLERANCE = 5e-4
Term = tuple[str, str]
Field = tuple[str, ...]
STATED: Field = ("prior",)  # what an estimate may say instead of the record


@dataclass(frozen=True, slots=True)
class Claim:
    """`P(event | given) = probability`; events and conditions are conjunctions of (variable, outcome).

    `forecast` is whose number it is, `label` how it is printed, `field` where its record states it.
    """

    label: str
    forecast: str
    event: tuple[Term, ...]
    given: tuple[Term, ...]
    probability: float
    field: Field = STATED

    @property
    def scope(self) -> frozenset[str]:
        """The variables it speaks of."""
        return frozenset(name for name, _ in (*self.event, *self.given))


@dataclass(frozen=True, slots=True)
class Rule:
    """What is true by definition: one of the kinds of `relations:` over its terms; `number` is its place there."""

    kind: str
    terms: tuple[Term, ...]
    number: int = 0

    @property
    def scope(self) -> frozenset[str]:
        """The variables it speaks of."""
        return frozenset(name for name, _ in self.terms)

    @property
    def text(self) -> str:
        """The rule as it is printed: `early implies late`, `at most one of a, b, c`."""
        first, *others = (event_text((term,)) for term in self.terms)
        verb = {"implies": "implies", "equals": "equals", "complement": "is the complement of"}.get(self.kind)
        if verb:
            return f"{first} {verb} {', '.join(others)}"
        return f"{'at most' if self.kind == 'excludes' else 'at least'} one of {', '.join((first, *others))}"

    def allows(self, world: Mapping[str, str]) -> bool:
        """Whether a world (variable → outcome) is possible under it."""
        truths = [world[name] == outcome for name, outcome in self.terms]
        if self.kind == "implies":
            return truths[1] or not truths[0]
        if self.kind == "equals":
            return truths[0] == truths[1]
        if self.kind == "complement":
            return truths[0] != truths[1]
        return sum(truths) <= 1 if self.kind == "excludes" else any(truths)


@dataclass(frozen=True, slots=True)
class Network:
    """Variables with their outcomes, the claims about them, and the rules that bind them."""

    variables: Mapping[str, tuple[str, ...]]
    claims: tuple[Claim, ...]
    rules: tuple[Rule, ...]


def network(forecasts: Mapping[str, Forecast], beliefs: Mapping[str, Belief], relations: Iterable[Relation]) -> Network:
    """The variables, claims and rules of one case; numeric and date forecasts take no part."""
    usable = {name: item for name, item in forecasts.items() if (is_binary(item) or is_choice(item))}
    variables = {name: tuple(item.signs) for name, item in usable.items()}
    claims = [claim for item in usable.values() for claim in _claims(item, beliefs.get(item.id), variables)]
    rules = [
        Rule(item.kind, terms, number) for number, item in enumerate(relations) if (terms := _terms(item, variables))
    ]
    return Network(variables, tuple(claims), tuple(rules))


def _terms(relation: Relation, variables: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
    """The relation's terms, or none where one of them names nothing that takes part (`check` says so)."""
    split = [term.partition("=") for term in relation.terms]
    terms = tuple((name, _known(outcome or "yes", variables.get(name, ()))) for name, _, outcome in split)
    return terms if all(outcome for _, outcome in terms) else ()


def _known(outcome: str, outcomes: Iterable[str]) -> str:
    """The outcome as its forecast spells it; empty where it has none of that name."""
    return {name.lower(): name for name in outcomes}.get(outcome.lower(), "")


def _claims(forecast: Forecast, belief: Belief | None, variables: Mapping[str, tuple[str, ...]]) -> Iterator[Claim]:
    given: tuple[Term, ...] = ()
    if forecast.given is not None:
        outcome = _known(forecast.given.outcome, variables.get(forecast.given.forecast, ()))
        if not outcome:
            return
        given = ((forecast.given.forecast, outcome),)
    condition = f" | {event_text(given)}" if given else ""
    if isinstance(belief, Chance):
        yield Claim(f"P({forecast.id}{condition})", forecast.id, ((forecast.id, "yes"),), given, belief)
    elif isinstance(belief, Shares):
        for option, share in belief.items():
            term = (forecast.id, option)
            yield Claim(f"P({forecast.id}={option}{condition})", forecast.id, (term,), given, share)
    yield from _other_arm(forecast, given, variables)
    yield from _table_claims(forecast, given, variables)


def _other_arm(
    forecast: Forecast, given: tuple[Term, ...], variables: Mapping[str, tuple[str, ...]]
) -> Iterator[Claim]:
    """What the record says where the condition is not met."""
    if not given or not is_binary(forecast) or forecast.prior_otherwise is None:
        return
    (name, outcome), event = given[0], ((forecast.id, "yes"),)
    for other in variables[name]:
        if other != outcome:
            otherwise = ((name, other),)
            label = f"P({forecast.id} | {event_text(otherwise)})"
            yield Claim(label, forecast.id, event, otherwise, forecast.prior_otherwise, ("prior_otherwise",))


def _table_claims(
    forecast: Forecast, given: tuple[Term, ...], variables: Mapping[str, tuple[str, ...]]
) -> Iterator[Claim]:
    table = forecast.scenarios
    if table is None or table.set not in variables:
        return
    arms: list[tuple[tuple[Term, ...], Mapping[str, float]]] = [(given, table.probability)]
    if given and table.otherwise:
        others = [other for other in variables[given[0][0]] if other != given[0][1]]
        arms += [(((given[0][0], other),), table.otherwise) for other in others]
    for condition, rows in arms:
        where = "probability" if rows is table.probability else "otherwise"
        for option, share in rows.items():
            if option in variables[table.set]:
                terms = (*condition, (table.set, option))
                label, event = f"P({forecast.id} | {event_text(terms)})", ((forecast.id, "yes"),)
                yield Claim(label, forecast.id, event, terms, share, ("scenarios", where, option))


def event_text(terms: Sequence[Term]) -> str:
    """A conjunction as it is printed: `hama-by-december, deepest-city=Homs`."""
    return ", ".join(name if outcome == "yes" else f"{name}={outcome}" for name, outcome in terms)


def components(linked: Network) -> list[Network]:
    """The parts that no claim and no rule links; variables that nothing links to others are left out."""
    neighbours: dict[str, set[str]] = {name: {name} for name in linked.variables}
    for scope in scopes(linked):
        joined = set().union(*(neighbours[name] for name in scope))
        for name in joined:
            neighbours[name] = joined
    groups = {
        id(group): group for group in neighbours.values() if len(group) > 1 or _is_alone_but_claimed(group, linked)
    }
    return [_restricted(linked, group) for group in groups.values()]


def _is_alone_but_claimed(group: set[str], linked: Network) -> bool:
    return any(rule.scope <= group for rule in linked.rules)


def scopes(linked: Network) -> list[frozenset[str]]:
    """The sets of variables that a claim or a rule ties together."""
    return [claim.scope for claim in linked.claims] + [rule.scope for rule in linked.rules]


def _restricted(linked: Network, names: set[str]) -> Network:
    return Network(
        {name: outcomes for name, outcomes in linked.variables.items() if name in names},
        tuple(claim for claim in linked.claims if claim.scope <= names),
        tuple(rule for rule in linked.rules if rule.scope <= names),
    )
