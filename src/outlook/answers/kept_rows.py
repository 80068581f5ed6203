"""What is kept of the rows of a case, and for how long they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.status_row import StatusRow
    from outlook.book.index.kept_case import State
    from outlook.evidence.weigh import Reading


class Span(NamedTuple):
    """From one moment until just before another: in it, rows change only where time alone moves them."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.since <= at < self.until


class Made(NamedTuple):
    """The rows of a case, what `render` makes of each, and what those are made of that move with time, by id."""

    rows: dict[str, StatusRow]
    texts: dict[str, str]
    moving: dict[str, Reading]
    span: Span


class KeptRows(NamedTuple):
    """What is known of kept rows before they are looked at: what they were made of, and of what time."""

    state: State
    span: Span


class KeptLines(NamedTuple):
    """A table as it was laid out: of what rows, and for how long these say the same."""

    state: State
    span: Span
    text: str
