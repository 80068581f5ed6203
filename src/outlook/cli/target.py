"""The case that `extract --case` names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.files import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from outlook.book import CaseFolder
    from outlook.model.case import Case, Document


class Target(NamedTuple):
    """Where the document goes: the case's folder, and what is there already; None for a new case.

    `document` is the document itself, where the case has it: then further statements of it are taken.
    """

    path: Path
    folder: CaseFolder | None = None
    document: Document | None = None

    @property
    def case(self) -> Case | None:
        """The record of the case, if there is one."""
        return self.folder.case if self.folder else None

    @property
    def names(self) -> set[str]:
        """The files of the case."""
        if self.folder is None:
            return set()
        with Folder.open(self.path) as opened:
            return set(opened.names())
