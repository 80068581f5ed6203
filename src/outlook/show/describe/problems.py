"""Problems as editors and people read them: the place first, the line with a caret, the way out."""

from collections.abc import Iterator, Sequence

from outlook.errors import Problem
from outlook.show.describe.blocks import Line, Tone
from outlook.show.describe.phrasing import safe, width

EXCERPT = 160


def problems(found: Sequence[Problem]) -> Iterator[Line]:
    """Every problem with its line; nothing where there is none."""
    for problem in found:
        hint = f" ({problem.hint})" if problem.hint else ""
        place = f"{problem.path}:{problem.line}:{problem.column}"
        tone: Tone = "error" if problem.severity == "error" else "warned"
        yield Line(f"{place}: {problem.severity}: {problem.message}{hint}", tone)
        if problem.excerpt:
            yield Line(safe(problem.excerpt)[:EXCERPT], indent=2)
            before = safe(problem.excerpt[: problem.column - 1])
            if width(before) < EXCERPT:
                yield Line(f"{' ' * width(before)}^", "strong", indent=2)
