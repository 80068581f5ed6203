"""What `coherence` prints with `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outlook.answers.coherence import Assessed
    from outlook.coherence.assess import CaseCoherence
    from outlook.coherence.solver import Solved


def coherence(item: Assessed) -> dict[str, Any]:
    """One case of `coherence --json`."""
    return {**_case(item.together), "people": [_case(one) for one in item.people]}


def _case(item: CaseCoherence) -> dict[str, Any]:
    return {
        "case": item.case,
        "by": item.by or None,
        "claims": item.claims,
        "gain": item.gain,
        "violations": [
            {
                "check": one.check,
                "forecasts": list(one.forecasts),
                "message": one.message,
                "size": one.size,
                "people": list(item.people_of(one)),
            }
            for one in item.violations
        ],
        "sets": [_solved(item, solved) for solved in item.solved],
        "unread": list(item.unread),
        "unsolved": list(dict.fromkeys(one.reason for one in item.unsolved)),
    }


def _solved(item: CaseCoherence, solved: Solved) -> dict[str, Any]:
    """A set; of numbers of different people that do not fit together there is no bet that one of them would lose."""
    is_shown = solved.coherent or item.is_exploitable(solved)
    nearest = solved.nearest or (None,) * len(solved.claims)
    return {
        "coherent": solved.coherent,
        "people": list(item.people(solved)),
        "violation": solved.violation,
        "gain": solved.gain if is_shown else None,
        "relations": [rule.text for rule in solved.rules],
        "claims": [
            {
                "claim": claim.label,
                "by": item.holder(claim) or None,
                "stated": claim.probability,
                "stake": stake if is_shown else None,
                "nearest": near if is_shown else None,
            }
            for claim, stake, near in zip(solved.claims, solved.stakes, nearest, strict=True)
        ],
    }
