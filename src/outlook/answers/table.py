"""The rows of the status table, case by case: as they were kept, while nothing has changed in them, else made anew.

A row changes when its record does, when an entry counts from then on, at the opening and the close, and with some
forecasts at every moment: what is implied of them moves with time alone. Of these, all that time does not move is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.answers.kept_rows import KeptRows, Made
from outlook.answers.status_row import StatusRow
from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.pickled import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from outlook.book import CaseFolder
    from outlook.evidence.weigh import Reading
    from outlook.model.case import Case

KEPT_AS = "rows"


class Table:
    """The rows of one case at a moment; with `as_text` only what `render` makes of them can be asked for."""

    def __init__(
        self, folder: CaseFolder, at: datetime, render: Callable[[StatusRow], str], *, as_text: bool = False
    ) -> None:
        self._at, self._render, self._as_text = at, render, as_text
        self.case: Case | None = None
        self.rows: list[StatusRow] = []
        self._texts: list[str] | None = None
        self._kept: tuple[dict[str, StatusRow], dict[str, str], dict[str, Reading]] = ({}, {}, {})
        if not isinstance(folder, KeptFolder):
            from outlook.answers.making_rows import rows_of

            self.rows, self.case = rows_of(folder, at), _heading(folder.case)
            if as_text:
                self._texts, self.rows = [render(row) for row in self.rows], []
        elif not self._recalled(folder):
            self._made(folder)

    @property
    def texts(self) -> list[str]:
        """What `render` makes of every row."""
        return [self._render(row) for row in self.rows] if self._texts is None else self._texts

    # ── kept ──

    def _recalled(self, folder: KeptFolder) -> bool:
        parts = folder.derived(KEPT_AS)
        about = None if parts is None else unpacked(parts["about"])
        if parts is None or not isinstance(about, KeptRows) or not about.span.holds(self._at):
            return False
        if about.basis.case != folder.basis.case or about.basis.lineage != folder.basis.lineage:
            return False
        is_current = about.basis == folder.basis
        is_whole = not self._as_text or not is_current
        kept = {"moving": unpacked(parts["moving"])}
        if self._as_text or is_whole:
            kept["texts"] = unpacked(parts["texts"])
        if is_whole or kept["moving"]:
            kept |= {name: unpacked(parts[name]) for name in ("rows", "case")}
        if any(one is None for one in kept.values()):  # a part is damaged
            return False
        self._take(kept, list(about.basis.records), is_whole=is_whole)
        if not is_current:
            self._caught_up(folder, about)
        return True

    def _take(self, kept: Mapping[str, Any], names: Sequence[str], *, is_whole: bool) -> None:
        """Take what was kept, and bring up to the moment what moves with time."""
        moving: dict[str, Reading] = kept["moving"]
        texts = dict(zip(names, kept["texts"], strict=True)) if "texts" in kept else {}
        rows = {}
        if "rows" in kept:
            rows = {name: StatusRow(*one) for name, one in zip(names, kept["rows"], strict=True)}
            (self.case,) = kept["case"]
        for name, reading in moving.items():
            rows[name] = _moved(rows[name], reading, self._at)
            if texts:
                texts[name] = self._render(rows[name])
        if is_whole:
            self._kept = rows, texts, moving
        self.rows, self._texts = [*rows.values()], [*texts.values()] if self._as_text else None

    def _caught_up(self, folder: KeptFolder, about: KeptRows) -> None:
        """Make the rows anew that records have changed, or entries that came since."""
        from outlook.answers.making_rows import caught_up

        then, now = about.basis.records, folder.basis.records
        changed = {name for name in {**then, **now} if then.get(name) != now.get(name)}
        fresh, before = folder.entries_after(about.basis.size), Made(*self._kept, about.span)
        self._keep(folder, caught_up(folder, before, changed, fresh, self._at, self._render))

    def _made(self, folder: KeptFolder) -> None:
        from outlook.answers.making_rows import made

        self._keep(folder, made(folder, self._at, self._render))

    def _keep(self, folder: KeptFolder, made: Made) -> None:
        self.rows, self._texts, self.case = [*made.rows.values()], [*made.texts.values()], _heading(folder.case)
        parts: dict[str, Any] = {
            "about": KeptRows(folder.basis, made.span),
            "rows": [tuple(row) for row in self.rows],
            "texts": self._texts,
            "moving": made.moving,
            "case": (self.case,),
        }
        folder.keep_derived(KEPT_AS, {name: packed(part) for name, part in parts.items()})
        if self._as_text:
            self.rows = []


def _moved(row: StatusRow, reading: Reading, at: datetime) -> StatusRow:
    from outlook.evidence.over_time import value_at

    implied, implied_range = value_at(reading, at)
    return row._replace(implied=implied, implied_range=implied_range)


def _heading(case: Case | None) -> Case | None:
    """A case without what a table has no use for, which may be long."""
    if case is None:
        return None
    from outlook.model.kept import kept_of

    nothing: dict[str, Any] = {"documents": (), "indicators": (), "assumptions": (), "relations": (), "groups": {}}
    heading: Case = kept_of(case).model_copy(update=nothing)
    return heading
