"""Problems as editors and people read them: the place first, the line with a caret, the way out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from outlook.errors import Problem
from outlook.show.describe.blocks import Line, Tone
from outlook.show.describe.phrasing import safe, width

EXCERPT = 160
MOST_ALIKE = 3  # warnings of one sort that are shown one by one


def summed_up(found: Sequence[Problem]) -> Iterator[Line]:
    """Every error with its line; of one sort of warning in many places the first, and how many there are more."""
    many = Counter(one.code for one in found if one.severity == "warning")
    told = set[str]()
    for problem in found:
        is_summed = problem.severity == "warning" and many[problem.code] > MOST_ALIKE
        if is_summed and problem.code in told:
            continue
        yield from problems([problem])
        if is_summed:
            told.add(problem.code)
            more = f"and {many[problem.code] - 1:,} more warnings of this sort ({problem.code})"
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
