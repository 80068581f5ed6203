"""From the first page of a review to its end, and the terminal as it was before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from outlook.tui import signals
from outlook.tui.app import Review
from outlook.tui.terminal import forget_typed, no_color_unless

if TYPE_CHECKING:
    from outlook.tui.desk import Desk


def run(desk: Desk, *, color: bool) -> int:
    """Review until it is ended; the signal that ended it, or 0. The terminal is as it was before."""
    with no_color_unless(color):
        app = Review(desk, color=color)
    return asyncio.run(_ended(app)) or 0


async def _ended(app: Review) -> int | None:
    """Run the app; a signal ends it between two keys, never in the middle of a write."""
    watch = asyncio.create_task(signals.watch(app.exit))
    with signals.ending(app.exit):
        forget_typed()
        answer = await app.run_async(mouse=False)  # so that the terminal selects text as it always does
    watch.cancel()
    if app.bug is not None:
        raise app.bug
    return answer
