"""Problems as editors and people read them: the place first, the line with a caret, the way out."""

from collections.abc import Sequence

from outlook.errors import Problem
from outlook.show.describe.phrasing import safe, width
from outlook.show.terminal.screen import Screen

EXCERPT = 160


def show_problems(screen: Screen, problems: Sequence[Problem]) -> None:
    """Every problem with its line; nothing where there is none."""
    for problem in problems:
        hint = f" ({safe(problem.hint)})" if problem.hint else ""
        place = f"{safe(problem.path)}:{problem.line}:{problem.column}"
        screen.line(
            f"{place}: {problem.severity}: {safe(problem.message)}{hint}",
            "red" if problem.severity == "error" else "yellow",
        )
        if problem.excerpt:
            screen.line(f"  {safe(problem.excerpt)[:EXCERPT]}")
            before = safe(problem.excerpt[: problem.column - 1])
            if width(before) < EXCERPT:
                screen.line(f"  {' ' * width(before)}^", "bold")
