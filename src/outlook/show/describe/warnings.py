"""What a reader must know about a case: in full before any number, and again, shortly, beside the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Line
from outlook.show.describe.phrasing import first_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from outlook.model.case import Case


def warnings(cases: Mapping[str, Case | None]) -> Iterator[Line]:
    """The warning of every case that has one, with the case's name where there are several."""
    for name, case in cases.items():
        if case and case.warning:
            yield Line(f"{name}: {case.warning}" if len(cases) > 1 else case.warning, "warning")


def cautions(cases: Mapping[str, Case | None], *, named: bool = True) -> Iterator[Line]:
    """The first sentence of each, for pages and sections that a reader may turn to at once."""
    for name, case in cases.items():
        if case and case.warning:
            yield caution(case.warning, name if named else "")


def caution(warning: str, of: str = "") -> Line:
    """The first sentence of a warning."""
    told = first_sentence(warning)
    return Line(f"{of}: {told}" if of else told, "warning")


def of(cases: Mapping[str, Case | None], wanted: Iterable[str]) -> dict[str, Case | None]:
    """The cases of so many names, each once, in that order."""
    return {name: cases.get(name) for name in dict.fromkeys(wanted)}
