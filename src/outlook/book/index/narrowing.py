"""A book with no more of its cases than a command needs that is about to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.part import Asked, Part
from outlook.book.index.places import PREFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from outlook.book.case_folder import CaseFolder
    from outlook.model.entries import Entry

WORTH_IT = 100_000  # bytes of a ledger: reading it whole takes no longer than finding the places of a part
SMALL = 4  # a part of a case is worth looking for up to one in so many of its forecasts


def narrowed(cases: Mapping[str, CaseFolder], asked: Mapping[str, Asked]) -> dict[str, CaseFolder]:
    """The cases, each of those that are named as the part of it that is asked for, where that can be told apart."""
    found = dict(cases)
    for name, one in asked.items():
        folder = cases[name]
        if isinstance(folder, KeptFolder) and (part := Part.of(folder, one)) is not None:
            found[name] = part
    return found


def part_for(folder: CaseFolder, names: Collection[str]) -> Part | None:
    """The part of a kept case that some forecasts depend on; None where it is not small, or cannot be told apart."""
    if type(folder) is not KeptFolder or len(names) * SMALL > len(folder.names):
        return None
    return Part.of(folder, Asked(frozenset(names)))


def part_for_page(folder: CaseFolder, name: str) -> Part | None:
    """The part of a kept case that the page of one forecast shows; None where it is not worth looking for.

    What is conditional on the forecast is on its page, and so may be a lesson that any other of the case taught.
    """
    if type(folder) is not KeptFolder or folder.mark.size < WORTH_IT or folder.is_taught:
        return None
    return part_for(folder, [name, *(other for other, one in folder.links.items() if one.given == name)])


def conditional_on(folder: CaseFolder, names: Collection[str]) -> list[str]:
    """The forecasts of a case that are asked only if these came about so, or if such a one did."""
    if isinstance(folder, KeptFolder):
        given = {name: one.given for name, one in folder.links.items()}
    else:
        given = {name: one.given.forecast if one.given else None for name, one in folder.forecasts.items()}
    found = list[str]()
    while more := [name for name, of in given.items() if of in {*names, *found} and name not in {*names, *found}]:
        found += more
    return found


def beginning(folder: CaseFolder, text: str) -> list[Entry]:
    """The entries of a case whose ids begin with a text, without reading the others where their places are noted."""
    if type(folder) is KeptFolder and len(text) >= PREFIX and "entries" not in folder.__dict__:
        part = Part.of(folder, Asked(frozenset()))
        if part is not None:
            return part.beginning(text)
    return [entry for entry in folder.entries if entry.id.startswith(text)]
