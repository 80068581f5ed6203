"""The append-only record of a case: what was learned, believed, resolved and taken back."""

import os
from base64 import b32encode
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from outlook.errors import Problem
from outlook.model.entries import Entry

FILE_NAME = "ledger.jsonl"


class Ledger(Protocol):
    """What the rest of the house may ask of a ledger; there is no verb to change or delete."""

    path: Path

    def append(self, entries: Sequence[Entry]) -> None:
        """Write the entries, all or none, and return only when they are on the disk."""

    def entries(self) -> list[Entry]:
        """Every valid entry, by `known_at`, then `recorded_at`, then id."""

    def problems(self) -> list[Problem]:
        """What could not be read, each with its line, as of the last `entries()`."""

    def line_of(self, entry_id: str) -> int:
        """The line an entry stands on, counted from 1; 0 if it is unknown."""


def open_ledger(folder: Path) -> Ledger:
    """The ledger of the case in that folder; the file is made by the first append."""
    from outlook.ledger.tiny import TinyLedger

    return TinyLedger(folder / FILE_NAME)


def new_id(taken: Collection[str]) -> str:
    """Eight random base32 characters that are not taken.

    >>> len(new_id(()))
    8
    """
    while True:
        candidate = b32encode(os.urandom(5)).decode("ascii").lower()
        if candidate not in taken:
            return candidate
