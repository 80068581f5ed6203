"""The checks that need no solver: sums, implication and nesting, equality, complement, the arms of a condition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outlook.coherence.network import TOLERANCE, Claim, Network, Rule, Term, event_text


@dataclass(frozen=True, slots=True)
class Violation:
    """One closed-form check that fails: the forecasts involved, what is wrong, and by how much.

    `size` is by how much one claim must move at least, if all that are involved move: the solver's measure.
    """

    check: str
    forecasts: tuple[str, ...]
    message: str
    size: float


def closed_form(linked: Network, tolerance: float = TOLERANCE) -> list[Violation]:
    """The checks that need no solver: sums, implication and nesting, equality, complement, Fréchet bounds, arms.

    Every violation it finds is real; a set that passes may still be incoherent, which the solver tells.
    """
    marginal = {claim.event[0]: claim for claim in linked.claims if not claim.given and len(claim.event) == 1}
    found = [item for rule in linked.rules if (item := _rule_violation(rule, marginal, linked))]
    found += list(_arm_violations(linked, marginal))
    return [item for item in found if item.size > tolerance]


def _probability(term: Term, marginal: Mapping[Term, Claim], linked: Network) -> float | None:
    """P(term) as stated, or one less its complement for the `no` of a binary forecast."""
    if term in marginal:
        return marginal[term].probability
    name, outcome = term
    opposite = marginal.get((name, "yes")) if outcome == "no" and linked.variables[name] == ("yes", "no") else None
    return None if opposite is None else 1 - opposite.probability


def _rule_violation(rule: Rule, marginal: Mapping[Term, Claim], linked: Network) -> Violation | None:
    stated = [_probability(term, marginal, linked) for term in rule.terms]
    if any(value is None for value in stated):
        return None
    shares = [value for value in stated if value is not None]
    total = sum(shares)
    names = [event_text((term,)) for term in rule.terms]
    said = ", ".join(f"P({name}) = {share:g}" for name, share in zip(names, shares, strict=True))
    excess, message = {
        "implies": (shares[0] - shares[1], f"{names[0]} implies {names[-1]}, but {said}"),
        "equals": (abs(shares[0] - shares[1]), f"{names[0]} and {names[-1]} are one event, but {said}"),
        "complement": (abs(total - 1), f"{names[0]} and {names[-1]} are complements, but {said}"),
        "excludes": (total - 1, f"at most one of {', '.join(names)} can be true, but they sum to {total:.4g}"),
        "exhaustive": (1 - total, f"one of {', '.join(names)} must be true, but they sum to {total:.4g}"),
    }[rule.kind]
    involved = tuple(dict.fromkeys(name for name, _ in rule.terms))
    return Violation(rule.kind, involved, message, excess / len(shares))


def _arm_violations(linked: Network, marginal: Mapping[Term, Claim]) -> Iterator[Violation]:
    """Total probability over a condition's two arms, and Fréchet's bound where only one arm is stated."""
    same = {rule.terms[0]: rule.terms[1] for rule in linked.rules if rule.kind == "equals"}
    same.update({right: left for left, right in same.items()})
    arms: dict[tuple[str, str], dict[Term, float]] = {}
    for claim in linked.claims:
        if len(claim.given) == 1 and claim.event == ((claim.forecast, "yes"),):
            arms.setdefault((claim.forecast, claim.given[0][0]), {})[claim.given[0]] = claim.probability
    for (name, _), stated in arms.items():
        whole = marginal.get((name, "yes")) or marginal.get(same.get((name, "yes"), ("", "")))
        weights = {term: _probability(term, marginal, linked) for term in stated}
        if whole is None or any(weight is None for weight in weights.values()):
            continue
        reached = sum(stated[term] * (weight or 0.0) for term, weight in weights.items())
        spare = 1 - sum(weight or 0.0 for weight in weights.values())
        low, high = reached, reached + max(spare, 0.0)
        size = max(
            (low - whole.probability) / _leeway(stated, weights, 0.0),
            (whole.probability - high) / _leeway(stated, weights, 1.0 if spare > 0 else 0.0),
        )
        involved = tuple(dict.fromkeys((name, whole.forecast, *(term[0] for term in stated))))
        bound = f"{low:.4g}" if spare < TOLERANCE else f"between {low:.4g} and {high:.4g}"
        message = (
            f"by its arms P({event_text(((name, 'yes'),))}) is {bound}, but P({whole.forecast}) = {whole.probability:g}"
        )
        yield Violation("total-probability", involved, message, size)


def _leeway(stated: Mapping[Term, float], weights: Mapping[Term, float | None], rest: float) -> float:
    """How far the two sides of total probability come together when every claim involved moves by one.

    The whole and each arm move by one. A condition's share moves what it weighs by its arm, less what it takes from the
    other arm, or from `rest`, the probability outside the stated arms.
    """
    arms = list(stated.values())
    is_split = len(arms) == 2 and abs(sum(weight or 0.0 for weight in weights.values()) - 1) < TOLERANCE  # noqa: PLR2004 - yes and no
    by_condition = abs(arms[0] - arms[1]) if is_split else sum(abs(arm - rest) for arm in arms)
    return 1 + len(arms) + by_condition
