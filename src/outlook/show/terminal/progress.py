"""How far something long has come, on a terminal's standard error; nothing at all elsewhere, or for what is short."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

LONG = 20


@contextmanager
def watched(unit: str) -> Iterator[Callable[[int, int], None]]:
    """What to call with how many are done of how many; the bar goes when all is done."""
    with ExitStack() as shown:
        show: list[Callable[[int, int], None]] = []

        def watch(done: int, total: int) -> None:
            if not show and total > LONG and sys.stderr.isatty():
                show.append(_bar(unit, shown))
            for update in show:
                update(done, total)

        yield watch


def _bar(unit: str, shown: ExitStack) -> Callable[[int, int], None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(unit), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = shown.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = bar.add_task(unit)
    return lambda done, total: bar.update(task, completed=done, total=total)
