"""The append-only record of a case: what was learned, believed, resolved and taken back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from outlook.errors import Problem, Refused, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from outlook.ledger.chain import Examined
    from outlook.model.entries import Entry

FILE_NAME = "ledger.jsonl"
MEMORY = "memory:"
ID_LENGTH = 13


class Ledger(Protocol):
    """What the rest of the house may ask of a ledger, whatever it is kept in; there is no verb to change or delete."""

    def append(self, build: Callable[[], Sequence[Entry]]) -> list[Entry]:
        """Write the entries that `build` makes, all or none, and return them only when they are kept.

        `build` runs while nobody else can write: what it reads by `entries` is what is kept then. It may refuse.
        """

    def extend(self, entries: Iterable[Entry]) -> int:
        """Write entries whose ids differ, all or none, but those whose id is kept already; how many were written.

        They are taken one after the other, while nobody else can write: there may be more than fit into memory.
        """

    def entries(self) -> list[Entry]:
        """Every valid entry, by `known_at`, then `recorded_at`, then id."""

    def problems(self) -> list[Problem]:
        """What could not be read, each with its place, as of the last `entries()`."""

    def where(self, entry_id: str) -> str:
        """Where an entry is kept, for a person to look: `PLACE:NUMBER`, counted from 1; 0 if it is unknown."""


@runtime_checkable
class LineLedger(Ledger, Protocol):
    """A ledger that is a file of lines which name each other: what `verify` and `seal` can look at."""

    path: Path

    def plain_in(self, raw: bytes) -> Mapping[int, str]:
        """The ids of the lines which, read without checking, are the very entries that were read, by number from 0.

        There are none if other bytes than these were read.
        """

    def examined(self) -> Examined:
        """What the chain of the lines says: the lines by hash, and where it is broken."""

    def restore(self, lines: Sequence[bytes]) -> int:
        """Write lines back as they were, but those whose entry is here in some version; how many were written."""

    def versions(self, entry_id: str) -> dict[str, list[int]]:
        """The lines of each version of an entry that has several, by the hash of the version; else none."""


def open_ledger(address: Path | str) -> Ledger:
    """The ledger at an address: of the case in a folder, or `memory:NAME`, which lives as long as the program.

    The file in a folder is made by the first append.
    """
    if isinstance(address, str) and address.startswith(MEMORY):
        from outlook.ledger.memory import MemoryLedger

        return MemoryLedger(address)
    from outlook.ledger.tiny import TinyLedger

    return TinyLedger(Path(address) / FILE_NAME)


def lines_of(ledger: Ledger) -> LineLedger:
    """The ledger as a file of lines.

    Raises:
        Refused: it is kept in something else.
    """
    if not isinstance(ledger, LineLedger):
        raise Refused(f"{ledger.where('')}: this ledger is no file of lines, so it cannot be verified or sealed here")
    return ledger


def number_of(ledger: Ledger, entry_id: str) -> int:
    """The number of an entry's line; 0 if it is unknown."""
    return int(ledger.where(entry_id).rpartition(":")[2])


def problem_at(
    ledger: Ledger, entry_id: str, code: str, message: str, hint: str = "", severity: Severity = "error"
) -> Problem:
    """What is wrong with an entry, at its place."""
    place, _, number = ledger.where(entry_id).rpartition(":")
    return Problem(Path(place), int(number), 1, code, message, hint, severity)


def new_id() -> str:
    """Thirteen random base32 characters: 65 bits, so that no ledger has to be searched for the same one.

    >>> len(new_id())
    13
    """
    from base64 import b32encode

    return b32encode(os.urandom(10)).decode("ascii").lower()[:ID_LENGTH]
