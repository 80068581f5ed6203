"""How far a report is to be believed: its grade becomes one reliability, and that the doubt which is left."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.model.case import Case
    from outlook.model.entries import Evidence

# Grade → reliability: a convention, not a measurement; `grades` in case.yaml overrides it. F and 6 mean unknown.
RELIABILITY: Mapping[str, float] = {
    **dict(zip("ABCDEF", (0.98, 0.90, 0.75, 0.50, 0.25, 0.50), strict=True)),
    **dict(zip("123456", (0.98, 0.85, 0.65, 0.35, 0.10, 0.50), strict=True)),
}
UNGRADED = 2 / 3  # somebody says so, and nobody said how good he is: half the doubt is left


def grades_of(case: Case | None) -> Mapping[str, float]:
    """How reliable each letter and digit is in the case, 0 to 1."""
    return {**RELIABILITY, **case.grades} if case and case.grades else RELIABILITY


def composite(grade: str, grades: Mapping[str, float]) -> float:
    """How likely a report of that grade is to be right, 0 to 1: the geometric mean of letter and digit.

    One composite, since the two axes go together in practice (Baker et al. 1968: 87 % of ratings on the
    diagonal), so multiplying them would count twice.

    >>> round(composite("B1", RELIABILITY), 4)
    0.9391
    """
    return sqrt(grades[grade[0]] * grades[grade[1]])


def reliability(entry: Evidence, grades: Mapping[str, float], ungraded: float = UNGRADED) -> float:
    """The chance that a report is right, for a sign as likely as not, 0 to 1.

    An explicit `p_accurate` counts in place of the grade; without either it is `ungraded`.
    """
    if entry.p_accurate is not None:
        return entry.p_accurate
    return composite(entry.grade, grades) if entry.grade else ungraded


def is_graded(entry: Evidence) -> bool:
    """Whether somebody said how good the report is, by a grade or as a probability."""
    return entry.grade is not None or entry.p_accurate is not None


def doubt(reliable: float) -> float:
    """What is left of doubt, 0 (certain) to 1: a coin says nothing, and nor does what is worse.

    >>> doubt(0.8), doubt(0.5), doubt(0.1)
    (0.24999999999999994, 1.0, 1.0)
    """
    return 1.0 if 2 * reliable <= 1 else (1 - reliable) / reliable
