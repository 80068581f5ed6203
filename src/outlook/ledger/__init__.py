"""The append-only record of a case: what was learned, believed, resolved and taken back."""

import os
from base64 import b32encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from outlook.errors import Problem
from outlook.ledger.chain import Examined
from outlook.model.entries import Entry

FILE_NAME = "ledger.jsonl"
ID_LENGTH = 13


class Ledger(Protocol):
    """What the rest of the house may ask of a ledger; there is no verb to change or delete."""

    path: Path

    def append(self, build: Callable[[], Sequence[Entry]]) -> list[Entry]:
        """Write the entries that `build` makes, all or none, and return them only when they are on the disk.

        `build` runs while nobody else can write: what it reads by `entries` is what is on the disk. It may refuse.
        """

    def entries(self) -> list[Entry]:
        """Every valid entry, by `known_at`, then `recorded_at`, then id."""

    def problems(self) -> list[Problem]:
        """What could not be read, each with its line, as of the last `entries()`."""

    def line_of(self, entry_id: str) -> int:
        """The line an entry is on, counted from 1; 0 if it is unknown."""

    def examined(self) -> Examined:
        """What the chain of the lines says: the lines by hash, and where it is broken."""

    def restore(self, lines: Sequence[bytes]) -> int:
        """Write lines back as they were, but those whose entry is here in some version; how many were written."""

    def versions(self, entry_id: str) -> dict[str, list[int]]:
        """The lines of each version of an entry that has several, by the hash of the version; else none."""


def open_ledger(folder: Path) -> Ledger:
    """The ledger of the case in that folder; the file is made by the first append."""
    from outlook.ledger.tiny import TinyLedger

    return TinyLedger(folder / FILE_NAME)


def new_id() -> str:
    """Thirteen random base32 characters: 65 bits, so that no ledger has to be searched for the same one.

    >>> len(new_id())
    13
    """
    return b32encode(os.urandom(10)).decode("ascii").lower()[:ID_LENGTH]
