"""Entries by id, and what happens when one id has two contents: neither counts until somebody settles it.

A merge can bring them in any order, and the answer must not depend on it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from outlook.ledger.chain import version_hash, written_order
from outlook.model.counting import taken_back

Document = dict[str, Any]


class Version(NamedTuple):
    """One content of an id, and the lines that say it."""

    document: Document
    lines: list[int]


class Versions:
    """The documents of a ledger by id; `counting` holds those that count, and is always the same object."""

    def __init__(self) -> None:
        self.counting: dict[str, Document] = {}
        self._line_of: dict[str, int] = {}
        self._contested: dict[str, dict[str, Version]] = {}
        self._is_settled = True

    def add(self, document: Document, line: int) -> None:
        """Take one line into account; `document` is without its place in the chain."""
        name = document["id"]
        if name not in self._line_of:
            self.counting[name] = document
            self._line_of[name] = line
        elif name in self._contested:
            self._add_version(name, document, line)
        elif (known := self.counting[name]) != document:
            self._compare(name, known, document, line)
        if self._contested:
            self._is_settled = False

    def _compare(self, name: str, known: Document, document: Document, line: int) -> None:
        if version_hash(known) == version_hash(document):  # an imported one, imported by two people
            if written_order(document) < written_order(known):
                self.counting[name], self._line_of[name] = document, line
            return
        self._contested[name] = {version_hash(known): Version(known, [self._line_of[name]])}
        self._add_version(name, document, line)

    def _add_version(self, name: str, document: Document, line: int) -> None:
        found = self._contested[name].setdefault(version_hash(document), Version(document, []))
        found.lines.append(line)

    def settle(self) -> None:
        """Let contested entries count where repairs agree on a version; call it when the lines have been added."""
        if self._is_settled:
            return
        for name in self._contested:
            self.counting.pop(name, None)
        kept = self._kept()
        for name, versions in self._contested.items():
            choice = kept.get(name, set())
            chosen = versions.get(next(iter(choice))) if len(choice) == 1 else None
            if chosen is not None:
                self.counting[name], self._line_of[name] = chosen.document, chosen.lines[0]
        self._is_settled = True

    def _kept(self) -> dict[str, set[str]]:
        """The versions that repairs keep, by the id that they settle; what was taken back, or is contested, is none."""
        targets = {
            name: str(one.get("entry")) for name, one in self.counting.items() if one.get("kind") == "retraction"
        }
        gone = taken_back(targets)
        kept: dict[str, set[str]] = {}
        for name, one in self.counting.items():
            if one.get("kind") == "repair" and one.get("keeps") and name not in gone:
                kept.setdefault(str(one.get("entry")), set()).add(str(one["keeps"]))
        return kept

    def line_of(self, name: str) -> int:
        """Where an entry is, counted from 1; 0 if it is unknown."""
        return self._line_of.get(name, 0)

    def unsettled(self) -> Iterator[tuple[str, dict[str, Version]]]:
        """The ids that have several versions of which none counts."""
        return ((name, versions) for name, versions in self._contested.items() if name not in self.counting)

    def versions(self, name: str) -> dict[str, Version]:
        """All versions of a contested id, by their hash; empty for any other."""
        return self._contested.get(name, {})
