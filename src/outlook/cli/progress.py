"""How far a long command is: a bar on a terminal, and nothing elsewhere."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Told what is under way, how much of it is done, and how much there is.
Step = Callable[[str, int, int], None]

MANY = 20_000
T = TypeVar("T")


@contextmanager
def progress() -> Iterator[Step]:
    """What shows the steps of a long command while it runs; the bar is gone when it ends."""
    bars = _Bars(is_shown=sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    try:
        yield bars.step
    finally:
        bars.close()


def counted(items: Iterable[T], total: int, what: str, step: Step) -> Iterator[T]:
    """The items, with a step for each thousand of them where there are very many."""
    for number, item in enumerate(items):
        if total >= MANY and number % 1000 == 0:
            step(what, number, total)
        yield item


class _Bars:
    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def step(self, what: str, done: int, total: int) -> None:
        """Show one step."""
        if not self._is_shown or not total:
            return
        from outlook.show.describe.phrasing import safe

        if self._bar is None:
            self._bar = _started()
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(safe(what), total=total)
        self._bar.update(self._tasks[what], completed=done)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


def _started() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    bar.start()
    return bar
