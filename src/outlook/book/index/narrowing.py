"""A book with no more of its cases than a command needs that is about to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.part import Asked, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.book.case_folder import CaseFolder


def narrowed(cases: Mapping[str, CaseFolder], asked: Mapping[str, Asked]) -> dict[str, CaseFolder]:
    """The cases, each of those that are named as the part of it that is asked for, where that can be told apart."""
    found = dict(cases)
    for name, one in asked.items():
        folder = cases[name]
        if isinstance(folder, KeptFolder) and (part := Part.of(folder, one)) is not None:
            found[name] = part
    return found
