"""Which lines a seal covers where its chain is broken, and where the missing ones were.

A line that is gone takes with it what it named, so the sealed lines before it hang on nothing any more. They are not
strangers: what was sealed is what is linked on either side of the gap, as many lines as the seal counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.ledger.chain import moment_of, previous, written_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from outlook.ledger.chain import Examined
    from outlook.model.entries import Seal


class Missing(NamedTuple):
    """Where sealed lines are missing: between which entries; None where nothing is left on that side."""

    after: str | None
    before: str | None


class Torn(NamedTuple):
    """The hashes of the sealed lines that are here, how many are not, where they were, and what stands there instead.

    `instead` are the hashes of lines that follow sealed ones, say that they were recorded before the seal, and are more
    than it counts: a sealed line that was changed is such a one, and so is a line of another copy.
    """

    here: frozenset[str]
    missing: int
    places: tuple[Missing, ...]
    instead: tuple[str, ...]


def torn(examined: Examined, seal: Seal) -> Torn:
    """What is left of the lines of a seal, not all of which are here.

    Loose ends that were recorded before the seal and do not follow it are taken as sealed, the longest first, as far as
    the seal counts more lines than are found. What follows the seal never is.
    """
    here = examined.before(seal.heads) | set(examined.unchained)
    ends, instead = list[str](), list[str]()
    for end in sorted(_loose(examined, here, seal), key=lambda one: (-len(examined.before([one])), one)):
        found, last = examined.before([end]) - here, end
        room = seal.entries - len(here)
        while found and room < len(found) + len(_missed(examined, here | found, seal)):
            # A line that was changed is such an end, and not what was sealed.
            found.discard(last)
            instead.append(last)
            last = next((one for one in previous(examined.lines[last].document) if one in found), "")
        if last and found:
            here |= found
            ends.append(last)
    missing = max(seal.entries - len(here), 0)
    return Torn(frozenset(here), missing, tuple(_places(examined, here, ends, seal)), tuple(instead))


def _loose(examined: Examined, here: Collection[str], seal: Seal) -> Iterator[str]:
    """The last lines, recorded before the seal, of those that are neither linked to it nor follow it."""
    children = dict[str, list[str]]()
    for name, line in examined.lines.items():
        for before in previous(line.document):
            children.setdefault(before, []).append(name)
    left = [name for name, line in examined.lines.items() if line.document["id"] == seal.id]
    follows = set[str]()
    while left:
        name = left.pop()
        if name not in follows:
            follows.add(name)
            left += children.get(name, [])
    for name, line in examined.lines.items():
        at = moment_of(line.document, "recorded_at")
        is_before = name not in here and name not in follows and at is not None and at <= seal.recorded_at
        if is_before and all(one in follows for one in children.get(name, ())):
            yield name


def _missed(examined: Examined, here: Collection[str], seal: Seal) -> set[str]:
    """The hashes that sealed lines, or the seal, name and that are not here."""
    named = {before for name in here for before in previous(examined.lines[name].document)}
    return {*named, *seal.heads} - set(examined.lines)


def _places(examined: Examined, here: Collection[str], ends: Collection[str], seal: Seal) -> Iterator[Missing]:
    """Each line that names a missing one, with the loose end that was recorded last before it."""

    def turn(name: str) -> tuple[datetime, str, int]:
        return *written_order(examined.lines[name].document), examined.lines[name].number

    left = sorted(ends, key=turn)
    after = [name for name in here if any(one not in examined.lines for one in previous(examined.lines[name].document))]
    for name in sorted(after, key=turn):
        earlier = [one for one in left if turn(one) < turn(name)]
        yield Missing(_id(examined, earlier[-1]) if earlier else None, _id(examined, name))
    if any(head not in examined.lines for head in seal.heads):
        yield Missing(_id(examined, left[-1]) if left else None, seal.id)


def _id(examined: Examined, name: str) -> str:
    return str(examined.lines[name].document["id"])
