"""A book with no more of its cases than a command needs that is about to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.part import Asked, Part
from outlook.book.index.places import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.book.case_folder import CaseFolder
    from outlook.model.entries import Entry


def narrowed(cases: Mapping[str, CaseFolder], asked: Mapping[str, Asked]) -> dict[str, CaseFolder]:
    """The cases, each of those that are named as the part of it that is asked for, where that can be told apart."""
    found = dict(cases)
    for name, one in asked.items():
        folder = cases[name]
        if isinstance(folder, KeptFolder) and (part := Part.of(folder, one)) is not None:
            found[name] = part
    return found


def beginning(folder: CaseFolder, text: str) -> list[Entry]:
    """The entries of a case whose ids begin with a text, without reading the others where their places are noted."""
    if type(folder) is KeptFolder and len(text) >= PREFIX and "entries" not in folder.__dict__:
        part = Part.of(folder, Asked(frozenset()))
        if part is not None:
            return part.beginning(text)
    return [entry for entry in folder.entries if entry.id.startswith(text)]
