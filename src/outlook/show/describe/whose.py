"""Whose numbers a table shows, where they are not simply the newest of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.status_row import StatusRow


def whose(rows: Sequence[StatusRow], own: str | None) -> Iterator[Line]:
    """That the numbers are those of who asks where they stated something, if others stated something too."""
    known = {person for row in rows for person in row.forecasters}
    if own in known and len(known) > 1:
        yield Line(f"STATED is by {own}, and the newest of anybody where {own} stated nothing.", "soft")
