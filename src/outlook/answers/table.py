"""The rows of the status table, case by case: as they were kept, while nothing has changed in them, else made anew.

A row changes when its record does, when an entry counts from then on, at the opening and the close, and with some
forecasts at every moment: what is implied of them moves with time alone. Of these, all that time does not move is kept.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.answers.status_row import StatusRow
from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.pickled import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from outlook.book import CaseFolder
    from outlook.book.index.store import Parts
    from outlook.evidence.weigh import Reading
    from outlook.model.case import Case

KEPT_AS = "rows"
FIELDS = tuple(StatusRow.__dataclass_fields__)
_values = attrgetter(*FIELDS)


class Span(NamedTuple):
    """From one moment until just before another: in it, rows change only where time alone moves them."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.since <= at < self.until


class Made(NamedTuple):
    """The rows of a case, what `render` makes of each, and what those are made of that move with time, by place."""

    rows: list[StatusRow]
    texts: list[str]
    moving: dict[int, Reading]
    span: Span


class KeptRows(NamedTuple):
    """What is known of kept rows before they are looked at: what they were made of, and of what time."""

    basis: tuple[str, str, int]
    span: Span


class Table:
    """The rows of one case at a moment, made only as far as they are asked for."""

    def __init__(self, folder: CaseFolder, at: datetime, render: Callable[[StatusRow], str]) -> None:
        self._at, self._render = at, render
        self._case: Case | None = None
        self._parts: Parts | None = None
        self._moving: Mapping[int, Reading] = {}
        self._rows: list[StatusRow] | None = None
        if not isinstance(folder, KeptFolder):
            from outlook.answers.making_rows import rows_of

            self._rows = rows_of(folder, at)
            self._case = _heading(folder.case)
        elif not self._recalled(folder):
            self._made(folder)

    @property
    def rows(self) -> list[StatusRow]:
        """Every row, by id."""
        if self._rows is None:
            values = unpacked(self._parts["rows"]) if self._parts else []
            self._rows = [StatusRow(*one) for one in values]
            for place, reading in self._moving.items():
                self._rows[place] = _moved(self._rows[place], reading, self._at)
        return self._rows

    @property
    def case(self) -> Case | None:
        """The record of the case as far as the table says something of it."""
        if self._parts is not None:
            self._case = unpacked(self._parts["case"])
        return self._case

    @property
    def texts(self) -> list[str]:
        """What `render` makes of every row."""
        if self._parts is None or self._rows is not None:
            return [self._render(row) for row in self.rows]
        texts: list[str] = unpacked(self._parts["texts"])
        if self._moving:
            rows = self.rows
            for place in self._moving:
                texts[place] = self._render(rows[place])
        return texts

    # ── kept ──

    def _recalled(self, folder: KeptFolder) -> bool:
        parts = folder.derived(KEPT_AS)
        about = None if parts is None else unpacked(parts["about"])
        if parts is None or not isinstance(about, KeptRows) or not about.span.holds(self._at):
            return False
        moving = unpacked(parts["moving"])
        if moving is None or parts["rows"] is None or parts["texts"] is None:
            return False
        self._parts, self._moving = parts, moving
        if about.basis == folder.basis:
            return True
        return about.basis[:2] == folder.basis[:2] and self._caught_up(folder, about)

    def _caught_up(self, folder: KeptFolder, about: KeptRows) -> bool:
        """Make the rows anew that entries have changed which came since."""
        from outlook.answers.making_rows import caught_up

        texts = list(unpacked(self._parts["texts"])) if self._parts else []
        made = Made(list(self.rows), texts, dict(self._moving), about.span)
        self._keep(folder, caught_up(folder, made, folder.entries_after(about.basis[2]), self._at, self._render))
        return True

    def _made(self, folder: KeptFolder) -> None:
        from outlook.answers.making_rows import made

        self._parts = None
        self._keep(folder, made(folder, self._at, self._render))

    def _keep(self, folder: KeptFolder, made: Made) -> None:
        self._rows, self._moving = made.rows, made.moving
        self._case = _heading(folder.case)
        parts: dict[str, Any] = {
            "about": KeptRows(folder.basis, made.span),
            "rows": [_values(row) for row in made.rows],
            "texts": made.texts,
            "moving": made.moving,
            "case": self._case,
        }
        folder.keep_derived(KEPT_AS, {name: packed(part) for name, part in parts.items()})


def _moved(row: StatusRow, reading: Reading, at: datetime) -> StatusRow:
    from outlook.evidence.over_time import value_at

    implied, implied_range = value_at(reading, at)
    changed = {"implied": implied, "implied_range": implied_range}
    return StatusRow(*(changed.get(name, value) for name, value in zip(FIELDS, _values(row), strict=True)))


def _heading(case: Case | None) -> Case | None:
    """A case without what a table has no use for, which may be long."""
    if case is None:
        return None
    from outlook.model.kept import kept_of

    nothing: dict[str, Any] = {"documents": (), "indicators": (), "assumptions": (), "relations": (), "groups": {}}
    heading: Case = kept_of(case).model_copy(update=nothing)
    return heading
