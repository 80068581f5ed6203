"""What every command line in this process would work out anew with the same result, worked out once.

A program lives for one command line, so it builds its commands and reads its records once. A test process runs
thousands of command lines over the same few records: with this, each costs half. What is remembered are results of pure
functions, frozen, by all that they depend on. Whatever opens, reads, locks or writes a file is done anew each time.
"""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Any

import typer

from outlook.ledger import tiny
from outlook.model.entries import ENTRY
from outlook.records import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from outlook.model.entries import Entry

MANY = 20_000  # records; a property that makes a new one each time must not fill the memory


def remember() -> None:
    """From now on, in this process and in those forked from it."""
    typer.main.get_command = cache(typer.main.get_command)
    read._parse = _remembered(read._parse)
    vars(tiny)["ENTRY"] = _EntriesOnce()


class _EntriesOnce:
    """The fields of an entry as an entry; those that are refused are refused anew."""

    def __init__(self) -> None:
        self._known: dict[str, Entry] = {}

    def validate_python(self, fields: dict[str, object]) -> Entry:
        name = repr(fields)
        if name not in self._known:
            if len(self._known) >= MANY:
                self._known.clear()
            self._known[name] = ENTRY.validate_python(fields)
        return self._known[name]


def _remembered(parse: Callable[..., read.Read]) -> Callable[..., read.Read]:
    """Reading bytes as a record: by the bytes and the names that count, unless problems name the whole path."""
    known: dict[object, read.Read] = {}

    @wraps(parse)
    def parse_once(path: Path, raw: bytes, sort: str, adapter: Any, identity: dict[str, str]) -> read.Read:
        key = (raw, sort, *identity.items())
        if key in known:
            return known[key]
        found = parse(path, raw, sort, adapter, identity)
        if not found.problems and len(known) < MANY:
            known[key] = found
        return found

    return parse_once
