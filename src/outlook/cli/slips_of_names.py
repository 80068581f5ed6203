"""What looks like a slip when a document goes into a case: the case's name, or a report that came before."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from outlook.belief.documents import day_of
from outlook.cli.asking import make_sure
from outlook.cli.session import talk
from outlook.extract.naming import LONGEST
from outlook.model.as_stated import stated_in
from outlook.show.describe.phrasing import day, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outlook.cli.target import Target
    from outlook.documents.read import Text
    from outlook.model.case import Document

ALIKE = 0.8  # of 1: names that a slip of the finger tells apart; many others are half alike


def say_new_case(name: str, there: Sequence[str]) -> None:
    """Where a case is new and another has nearly its name, say so."""
    near = get_close_matches(name, there, 1, ALIKE)
    if near:
        talk(f"the case {name} is new; did you mean {near[0]}?")


def refuse_corrected(target: Target, report: Text, on: date, *, sure: bool, dry_run: bool) -> None:
    """A file of a name that the case has, with other content: of the same day it is mostly the same report corrected.

    Raises:
        Refused: it is of the same day, and nobody says that it is meant.
    """
    before = _of_that_name(target, report) if target.document is None else None
    if before is None or target.case is None:
        return
    was = day_of(target.case, before)
    there = f"{before.file} is in {target.path.name} already with other content, as {before.id}"
    if was != on:
        talk(safe(f"{there}{f', of {day(was)}' if was else ''}: this one is added as a further document"))
        return
    make_sure([safe(f"{there} of the same day: {_way(target, before)}")], sure=sure, dry_run=dry_run)


def _of_that_name(target: Target, report: Text) -> Document | None:
    file = f"{report.id[:LONGEST].strip('-')}.{report.ending}"
    return next((one for one in target.case.documents if one.file == file), None) if target.case else None


def _way(target: Target, before: Document) -> str:
    """How a corrected report takes the place of the one before, and what happens if it does not."""
    mine = {one.id for one in before.statements}
    forecasts = target.folder.forecasts.values() if target.folder else ()
    named = [one.full_id for one in forecasts if mine & {*one.statements, *(name.statement for name in stated_in(one))}]
    of_them = f", and its statements out of {', '.join(named)}" if named else ""
    return (
        f"as a second report its words would count beside the first. To put it in its place, take the document "
        f"{before.id} out of {target.path}/case.yaml{of_them} (`outlook edit`), delete {target.path / before.file}, "
        f"and run this again"
    )
