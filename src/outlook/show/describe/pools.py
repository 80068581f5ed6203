"""What is said of a pool wherever a number of it is shown: of how many, whose certainty decides it, what it is worth.

Terminal, report, JSON and pictures take their words from here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from outlook.answers.pools import Asked
from outlook.belief.pool import RULES, Pooled, Rule, pool_name
from outlook.show.describe.blocks import Fact, Line
from outlook.show.describe.phrasing import plural, whole

NAMED = 5
# The two that are shown unasked, where nobody's certainty decides them; the first is the default.
UNASKED: tuple[tuple[Rule, str], ...] = (("median", "median"), ("geometric", "geometric odds"))
EXTREMISED = (
    "An extremised pool subtracts the base rate a second time where the forecasters have used it already: on 578 "
    "forecasts by 40 superforecasters it scored worse than their median by .0104 (mean Brier, 0–1, lower is better)."
)


def pool_warnings(asked: Asked | None) -> tuple[str, ...]:
    """What has to be said beside the numbers of a pool, a sentence or two each; nothing of a median."""
    if asked is None:
        return ()
    general = (EXTREMISED,) if asked.rule == "extremised" else ()
    return (*general, *_decided(asked))


def pool_lines(asked: Asked | None) -> Iterator[Line]:
    """The warnings as lines of a page."""
    yield from (Line(text, "warning") for text in pool_warnings(asked))


def _decided(asked: Asked) -> Iterator[str]:
    """Each of whom decides which forecasts; several forecasts of the same people are named together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, people in asked.decided.items():
        alike.setdefault(people, []).append(name)
    for people, names in alike.items():
        yield (
            f"0% or 100% by {_listed(people)} decides {pool_name(asked.rule)} of {_listed(names)}, whatever the others "
            f"say; {pool_name('median')} is not decided by one forecaster."
        )


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many there are more.

    >>> _listed(["ann", "ben"]), _listed(["a", "b", "c", "d", "e", "f", "g"])
    ('ann and ben', 'a, b, c, d, e and 2 more')
    """
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def pooled_fact(pooled: Pooled) -> Fact:
    """The pools that are shown to whoever asked for none, the median first."""
    shown = [(name, belief) for rule, name in UNASKED if (belief := pooled.offered(rule)) is not None]
    told = " · ".join(f"{name} {whole(belief)}" for name, belief in shown) or "none"
    refused = (
        f"; 0% or 100% by {_listed(pooled.certain)} decides the others: --by {pool_name('geometric')} shows it"
        if pooled.certain
        else ""
    )
    return Fact("Pooled", told, f"(of {plural(len(pooled.stated), 'forecaster')}{refused})")


def values_of(pooled: Pooled, asked: Rule | None) -> dict[str, Any]:
    """Every pool as data: one that a single forecaster decides only where it was asked for by its name."""
    found = {rule: pooled.by(rule) if rule == asked else pooled.offered(rule) for rule in RULES}
    return {rule: None if belief is None else belief.to_json() for rule, belief in found.items()}
