"""What a field of a record carries besides its type: where it is written, what it is called, what it is for.

Whoever writes a record, hashes it, explains it in a template or prints it asks here: a new field is stated once.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class About:
    """`order` is its place in a file; `label` its name on a page, for a field that is printed as it is.

    `example` is what a template shows, with `help` behind it. `scored_since` is the version of the record from which it
    is part of what estimates are made on; 0 for a field that scores do not depend on.
    """

    order: int
    label: str = ""
    example: str = ""
    help: str = ""
    scored_since: int = 0


@cache
def about(record: "type[BaseModel]") -> tuple[tuple[str, About], ...]:
    """The fields of a record that say where they are written, in that order."""
    found = [
        (name, note)
        for name, field in record.model_fields.items()
        for note in field.metadata
        if isinstance(note, About)
    ]
    return tuple(sorted(found, key=lambda item: item[1].order))


@cache
def scored(record: "type[BaseModel]", *, first: bool = False) -> frozenset[str]:
    """The fields that scores depend on; with `first`, those that the first version of the record had."""
    versions = range(1, FIRST_VERSION + 1) if first else range(1, 1000)
    return frozenset(name for name, note in about(record) if note.scored_since in versions)
