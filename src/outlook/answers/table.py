"""The rows of the status table, case by case: as they were kept, while nothing has changed in them, else made anew.

A row changes when its record does, when an entry counts from then on, at the opening and the close, and with some
forecasts at every moment: what is implied of them moves with time alone. Of these, all that time does not move is kept.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from outlook.answers.kept_rows import KeptLines, KeptRows, Made, Span
from outlook.answers.status_row import StatusRow
from outlook.answers.tally import Tally, tally_of
from outlook.book.index.kept_case import Basis, KeptFolder
from outlook.book.index.pickled import packed, unpacked
from outlook.errors import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from outlook.belief.timeline import State
    from outlook.book import CaseFolder
    from outlook.book.index.store import Parts
    from outlook.evidence.weigh import Reading
    from outlook.model.case import Case

    Laid = tuple[str, datetime]

KEPT_AS, LINES_KEPT_AS = "rows", "lines"
BETWEEN = "\0"  # which no row has that is written as JSON

# What is wanted first: the rows, what `render` makes of them, or what they come to.
Form = Literal["rows", "texts", "tally"]


class Table:
    """The rows of one case at a moment; of what is kept, only the form is read that is wanted."""

    def __init__(
        self, folder: CaseFolder, at: datetime, render: Callable[[StatusRow], str], form: Form = "rows"
    ) -> None:
        self._folder, self._at, self._render, self._form = folder, at, render, form
        self._span: Span | None = None  # in which the rows hold; None where time alone moves one of them
        self.case: Case | None = None
        self.texts: Sequence[str] = ()  # what `render` makes of the rows, as a list of them is written
        if not isinstance(folder, KeptFolder):
            from outlook.answers.making_rows import rows_of

            self._have(rows_of(folder, at), None, _heading(folder.case))
        elif not self._recalled(folder):
            self._made(folder)

    def __getstate__(self) -> dict[str, Any]:
        """What another process is told of it."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_folder", "_render")}

    def belongs_to(self, folder: CaseFolder, render: Callable[[StatusRow], str]) -> None:
        """It is of this case: another process, which made it, has not told that."""
        self._folder, self._render = folder, render

    def _have(self, rows: Sequence[StatusRow], texts: Sequence[str] | None, case: Case | None) -> None:
        self.case = case
        if self._form == "texts":
            self.texts = [self._render(row) for row in rows] if texts is None else texts
        else:
            self.rows = [*rows]

    @cached_property
    def rows(self) -> list[StatusRow]:
        """Every row, in the order of the records.

        Raises:
            Changed: what was kept is not there any more.
        """
        assert isinstance(self._folder, KeptFolder), "the rows of other cases are there"
        parts, about = _kept(self._folder)
        rows = unpacked(parts["rows"]) if parts and about and about.state == self._folder.state else None
        if rows is None:
            raise Changed
        return [StatusRow(*one) for one in rows]

    @cached_property
    def tally(self) -> Tally:
        """What the rows come to."""
        return tally_of(self.rows)

    def lines(self, kind: str, lay: Callable[[Sequence[StatusRow]], Laid]) -> str:
        """The table as it is laid out, of that kind; `lay` says with it until when the same rows look the same."""
        folder, kept = self._folder, dict[str, bytes]()
        if isinstance(folder, KeptFolder) and self._span is not None:
            kept = _kept_lines(folder)
            known = unpacked(kept.get(kind))
            if isinstance(known, KeptLines) and known.state == folder.state and known.span.holds(self._at):
                return known.text
        text, until = lay(self.rows)
        if isinstance(folder, KeptFolder) and self._span is not None:
            span = Span(self._at, min(until, self._span.until))
            folder.keep_derived(LINES_KEPT_AS, {**kept, kind: packed(KeptLines(folder.state, span, text))})
        return text

    # ── kept ──

    def _recalled(self, folder: KeptFolder) -> bool:
        parts, about = _kept(folder)
        moving = None if parts is None else unpacked(parts["moving"])
        if parts is None or about is None or moving is None or not about.span.holds(self._at):
            return False
        if about.state != folder.state:
            return self._caught_up(folder, parts, moving, about.span)
        self._span = None if moving else about.span
        if moving or self._form == "rows":
            made = self._all_of(parts, moving, about.span)
            if made is not None:
                self._have([*made.rows.values()], [*made.texts.values()], unpacked(parts["case"])[0])
            return made is not None
        return self._had(unpacked(parts["case"]), unpacked(parts[self._form]))

    def _had(self, case: tuple[Case | None] | None, found: Any) -> bool:
        """Have what is wanted just as it was kept; not where a part of it is damaged."""
        if case is None or found is None:
            return False
        (self.case,) = case
        if self._form == "texts":
            self.texts = [found.replace(BETWEEN, ",\n")] if found else []
        else:
            self.tally = found
        return True

    def _all_of(self, parts: Parts, moving: Mapping[str, Reading], span: Span) -> Made | None:
        """Everything that was kept, with what moves with time brought up to the moment."""
        basis, rows, texts = (unpacked(parts[name]) for name in ("basis", "rows", "texts"))
        if None in (basis, rows, texts, unpacked(parts["case"])):
            return None
        found = Made(
            dict(zip(basis.records, (StatusRow(*one) for one in rows), strict=True)),
            dict(zip(basis.records, texts.split(BETWEEN) if texts else (), strict=True)),
            dict(moving),
            span,
        )
        for name, reading in moving.items():
            found.rows[name] = _moved(found.rows[name], reading, self._at)
            found.texts[name] = self._render(found.rows[name])
        return found

    def _caught_up(self, folder: KeptFolder, parts: Parts, moving: Mapping[str, Reading], span: Span) -> bool:
        """Make the rows anew that records have changed, or entries that came since."""
        basis = unpacked(parts["basis"])
        then, now = basis if isinstance(basis, Basis) else None, folder.basis
        if then is None or (then.case, then.lineage) != (now.case, now.lineage):
            return False
        before = self._all_of(parts, moving, span)
        if before is None:
            return False
        from outlook.answers.making_rows import caught_up

        names = {**then.records, **now.records}
        changed = {name for name in names if then.records.get(name) != now.records.get(name)}
        fresh = folder.entries_after(then.size)
        self._keep(folder, caught_up(folder, before, changed, fresh, self._at, self._render))
        return True

    def _made(self, folder: KeptFolder) -> None:
        from outlook.answers.making_rows import made

        self._keep(folder, made(folder, self._at, self._render))

    def _keep(self, folder: KeptFolder, made: Made) -> None:
        rows, texts = [*made.rows.values()], [*made.texts.values()]
        self._span = None if made.moving else made.span
        self._have(rows, texts, _heading(folder.case))
        parts: dict[str, Any] = {
            "about": KeptRows(folder.state, made.span),
            "case": (self.case,),
            "tally": tally_of(rows),
            "moving": made.moving,
            "basis": folder.basis,
            "texts": BETWEEN.join(texts),
            "rows": [tuple(row) for row in rows],
        }
        folder.keep_derived(KEPT_AS, {name: packed(part) for name, part in parts.items()})


def kept_states(folder: KeptFolder, at: datetime) -> dict[str, State] | None:
    """The state of each forecast by its id, none of them where none waits for its outcome; None where no rows hold."""
    parts, about = _kept(folder)
    if parts is None or about is None or about.state != folder.state or not about.span.holds(at):
        return None
    tally = unpacked(parts["tally"])
    if not isinstance(tally, Tally) or tally.states.keys().isdisjoint(("open", "due", "disputed")):
        return None if not isinstance(tally, Tally) else {}
    rows = unpacked(parts["rows"])
    return None if rows is None else {row.id: row.state for row in (StatusRow(*one) for one in rows)}


def _kept(folder: KeptFolder) -> tuple[Parts | None, KeptRows | None]:
    """What is kept of the rows of a case, and what that was made of."""
    parts = folder.derived(KEPT_AS, at_once=0)  # of what there is, hardly any is wanted
    about = None if parts is None else unpacked(parts["about"])
    return parts, about if isinstance(about, KeptRows) else None


def _kept_lines(folder: KeptFolder) -> dict[str, bytes]:
    """The tables of a case that were laid out, each by its kind."""
    parts = folder.derived(LINES_KEPT_AS)
    return {} if parts is None else {name: raw for name in parts if (raw := parts[name]) is not None}


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
