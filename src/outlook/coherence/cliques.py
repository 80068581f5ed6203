"""The possible worlds of a linked set, piece by piece: a tree of small cliques says what the whole list would say.

Two cliques that agree on what they share can be joined (Lauritzen & Spiegelhalter 1988), so only the widest
clique bounds the work, not the number of forecasts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from outlook.coherence.network import Network, scopes

MOST_WORLDS = 4096


class TooWide(ValueError):
    """A set of forecasts is linked too closely to list its possible worlds."""


@dataclass(frozen=True, slots=True)
class Clique:
    """Variables that are considered together, with every world of theirs that the rules allow."""

    names: tuple[str, ...]
    worlds: tuple[Mapping[str, str], ...]


def cliques(part: Network) -> list[Clique]:
    """A clique tree of the part, in an order in which each meets the earlier ones in a single one of them.

    Raises:
        TooWide: a clique would have more worlds than can be listed.
    """
    found = _maximal(_elimination(part))
    for names in found:
        size = prod(len(part.variables[name]) for name in names)
        if size > MOST_WORLDS:
            raise TooWide(
                f"{', '.join(sorted(names)[:6])} and {max(len(names) - 6, 0)} more are linked too closely: "
                f"{size:,} possible worlds, at most {MOST_WORLDS:,} are listed. "
                f"Remove a relation or a scenario table, or split the case"
            )
    return [Clique(tuple(sorted(names)), tuple(_worlds(part, tuple(sorted(names))))) for names in found]


def _worlds(part: Network, names: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    rules = [rule for rule in part.rules if rule.scope <= set(names)]
    for outcomes in product(*(part.variables[name] for name in names)):
        world = dict(zip(names, outcomes, strict=True))
        if all(rule.allows(world) for rule in rules):
            yield world


def _elimination(part: Network) -> list[frozenset[str]]:
    """Eliminate the variable that needs the fewest new links, again and again; what it meets is a clique."""
    linked: dict[str, set[str]] = {name: set() for name in part.variables}
    for scope in scopes(part):
        for left, right in combinations(sorted(scope), 2):
            linked[left].add(right)
            linked[right].add(left)
    found = []
    while linked:
        name = min(linked, key=lambda item: (_fill(linked, item), len(linked[item]), item))
        around = linked.pop(name)
        found.append(frozenset({name, *around}))
        for left, right in combinations(sorted(around), 2):
            linked[left].add(right)
            linked[right].add(left)
        for other in around:
            linked[other].discard(name)
    return found


def _fill(linked: Mapping[str, set[str]], name: str) -> int:
    return sum(right not in linked[left] for left, right in combinations(sorted(linked[name]), 2))


def _maximal(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Cliques that no other holds, each joined to the earlier one it shares most with: a maximal spanning tree.

    Of the cliques of a graph without holes such a tree always keeps what two cliques share on the way between them
    (Jensen & Jensen 1994).
    """
    waiting = [names for names in dict.fromkeys(found) if not any(names < other for other in found)]
    kept = [waiting.pop()]
    while waiting:
        nearest = max(waiting, key=lambda names: max(len(names & other) for other in kept))
        waiting.remove(nearest)
        kept.append(nearest)
    return kept


def separators(tree: Sequence[Clique]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Which earlier clique each clique hangs on, and the variables that they share."""
    for index in range(1, len(tree)):
        mine = set(tree[index].names)
        earlier = max(range(index), key=lambda other: len(mine & set(tree[other].names)))
        yield index, earlier, tuple(sorted(mine & set(tree[earlier].names)))
