"""A published line that proves later what was here: one hash over all cases, and in each ledger how it leads there.

The leaf of a case is the hash of what its seal says; the leaves are the bottom of a Merkle tree, and its root is in the
line. A seal's path holds the other hash of each step, so that a case can be checked without the others.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from outlook.ledger.chain import Examined, plain
from outlook.model.entries import Seal

PREFIX = "outlook-seal-1:"
LINE = re.compile(rf"{PREFIX}([0-9a-f]{{64}})")
_NO_PART = ("id", "kind", "path", "prev")


def leaf(seal: Seal) -> str:
    """The hash of what a seal says of its case: all but its own id and its path.

    It depends on who sealed and when, so the time cannot be changed afterwards either.
    """
    said = {name: value for name, value in seal.to_json().items() if name not in _NO_PART}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"\0" + text.encode("utf-8", "surrogatepass")).hexdigest()


def _node(left: str, right: str) -> str:
    # The byte before keeps a node from being passed off as a leaf.
    return hashlib.sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def tree(leaves: Mapping[str, str]) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The root over the leaves of some cases, in the order of their ids, and the path of each case.

    >>> root, paths = tree({"a": "0" * 64, "b": "1" * 64})
    >>> root == root_of("0" * 64, paths["a"]) == root_of("1" * 64, paths["b"])
    True
    """
    names = sorted(leaves)
    paths: dict[str, list[str]] = {name: [] for name in names}
    level = [(leaves[name], [name]) for name in names]
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [_joined(pair, paths) for pair in pairs]
    return level[0][0], {name: tuple(path) for name, path in paths.items()}


def _joined(pair: Sequence[tuple[str, list[str]]], paths: dict[str, list[str]]) -> tuple[str, list[str]]:
    if len(pair) == 1:  # an odd one goes up as it is
        return pair[0]
    (left, under_left), (right, under_right) = pair
    for name in under_left:
        paths[name].append(f"r:{right}")
    for name in under_right:
        paths[name].append(f"l:{left}")
    return _node(left, right), under_left + under_right


def root_of(leaf_hash: str, path: Iterable[str]) -> str:
    """The root that a leaf leads to by its path."""
    found = leaf_hash
    for step in path:
        side, _, other = step.partition(":")
        found = _node(other, found) if side == "l" else _node(found, other)
    return found


def strangers(leaves: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The hashes beside the paths of some leaves that none of these leaves explains: of what was sealed with them.

    >>> root, paths = tree({"a": "0" * 64, "b": "1" * 64})
    >>> strangers({"0" * 64: paths["a"], "1" * 64: paths["b"]}), len(strangers({"0" * 64: paths["a"]}))
    (frozenset(), 1)
    """
    known, beside = set(leaves), set[str]()
    for leaf_hash, path in leaves.items():
        found = leaf_hash
        for step in path:
            found = root_of(found, [step])
            known.add(found)
            beside.add(step.partition(":")[2])
    return frozenset(beside - known)


def covered(examined: Examined, heads: Sequence[str], count: int) -> list[str] | None:
    """The hashes of the lines that a seal with these heads and this number of entries covers; None if some are gone.

    Lines of before the chain are reached from no head: they are the first of them in the file.
    """
    if any(head not in examined.lines for head in heads):
        return None
    reached = examined.before(heads)
    chained = [name for name in reached if examined.lines[name].is_chained]
    loose = count - len(chained)
    unchained = examined.unchained
    if loose < 0 or len(unchained) < loose:
        return None
    return chained + unchained[:loose]


def digest(examined: Examined, names: Iterable[str]) -> str:
    """The SHA-256 over the named lines, in the order of their hashes, each with a newline."""
    found = hashlib.sha256()
    for name in sorted(names):
        found.update(plain(examined.lines[name].raw) + b"\n")
    return found.hexdigest()
