"""How sure a judgement is, in a sentence of its own, and of which number that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import plural

if TYPE_CHECKING:
    from outlook.answers.brief import Judgement
    from outlook.evidence.ranges import Range

POINT = 0.01


def confidence(one: Judgement) -> str:
    """How sure, from the range and the grades; both are about what is implied, if anything but the prior is."""
    row, reasons = one.row, list[str]()
    if row.implied_range:
        reasons.append(f"the implied range is {_width(row.implied_range, is_near_an_end=one.is_near_an_end)}")
    if one.graded:
        reasons.append(f"the best of {plural(len(one.graded), 'graded report')} is {one.graded[0].grade}")
    else:
        reasons.append(f"no graded report {'moves it' if one.weightless else 'bears on it'}")
    of = " in what is implied" if row.stated is not None and row.implied is not None and one.rests_on != "prior" else ""
    return f"Confidence{of} is {one.confidence}: {', and '.join(reasons)}."


def _width(found: Range, *, is_near_an_end: bool) -> str:
    width = found.high - found.low
    points = f"{width * 100:.0f}" if width >= POINT else f"{width * 100:.1f}"
    text = f"{points} {'point' if points == '1' else 'points'} wide"
    return f"{text}, which is much so near to {0 if found.high < 1 - found.low else 100}%" if is_near_an_end else text
