"""Problems as editors and people read them: the place first, the line with a caret, the way out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from outlook.errors import Problem
from outlook.show.describe.blocks import Line, Tone
from outlook.show.describe.phrasing import safe, width

EXCERPT = 160
MOST_ALIKE = 3  # warnings of one sort that are shown one by one


def summed_up(found: Sequence[Problem]) -> Iterator[Line]:
    """Every error with its line; of many warnings with one remedy the first, and how many there are more."""
    many = Counter((one.code, one.hint) for one in found if one.severity == "warning")
    told = set[tuple[str, str]]()
    for problem in found:
        sort = problem.code, problem.hint
        is_summed = problem.severity == "warning" and many[sort] > MOST_ALIKE
        if is_summed and sort in told:
            continue
        yield from problems([problem])
        if is_summed:
            told.add(sort)
            more = f"and {many[sort] - 1:,} more warnings of this sort ({problem.code})"
            yield Line(f"{more}: `outlook check --each` lists them", "soft", indent=2)


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
