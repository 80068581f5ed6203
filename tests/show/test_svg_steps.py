"""Steps and slopes are laid out in whole tenths, and drawn as the same are place by place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.show.svg import shapes, steps
from outlook.show.svg.steps import Across, Box, Span
from thorough import share

PLACES = st.floats(0, 40) | st.integers(0, 8).map(float)
Corner = tuple[float, float]


@st.composite
def times(draw: st.DrawFn) -> list[tuple[Across, Across]]:
    """Times one after the other, some with a gap before them, some of no length."""
    found, end = [], 0.0
    for gap, length in draw(st.lists(st.tuples(st.sampled_from([0.0, 0.0, 3.0]), PLACES), max_size=8)):
        start, end = end + gap, end + gap + length
        found.append((Across(start, round(10 * start)), Across(end, round(10 * end))))
    return found


MOVES = st.sampled_from([0.0, 0.0, 0.04, 6.3, -6.3])  # most hold


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    found = []
    for start, until in draw(times()):
        y = draw(PLACES)
        found.append((start, until, y, y + draw(MOVES)))
    return found


@st.composite
def boxes(draw: st.DrawFn) -> list[Box]:
    found, heights = [], st.sampled_from([0.0, 0.5, 7.3])
    for start, until in draw(times()):
        high = draw(PLACES)
        last = high + draw(MOVES)
        found.append((start, until, high, high + draw(heights), last, last + draw(heights)))
    return found


def runs(found: list[Box]) -> list[list[Box]]:
    """Boxes that touch, together."""
    together: list[list[Box]] = []
    for one in found:
        if together and together[-1][-1][1] == one[0]:
            together[-1].append(one)
        else:
            together.append([one])
    return together


def around(run: list[Box]) -> list[Corner]:
    """The corners of what a run covers, box by box, each at least a pixel high, and the run a pixel wide."""
    rights = [until.x for _, until, *_ in run]
    rights[-1] = max(rights[-1], run[0][0].x + 1.0)
    above, below = [], []
    for (start, _, high, low, last_high, last_low), right in zip(run, rights, strict=True):
        above += [(start.x, high), (right, last_high)]
        below += [(start.x, max(low, high + 1.0)), (right, max(last_low, last_high + 1.0))]
    return [*above, *reversed(below)]


@settings(max_examples=share(300))
@given(boxes())
def test_a_band_is_what_its_boxes_cover(found: list[Box]) -> None:
    drawn = "".join(f"{shapes._drawn(around(run))}z" for run in runs(found))
    assert steps.band(found) == drawn


@settings(max_examples=share(300))
@given(spans())
def test_a_line_is_its_steps_one_after_the_other(found: list[Span]) -> None:
    pieces: list[list[Corner]] = []
    for start, until, y, last in found:
        if pieces and pieces[-1][-1][0] == start.x:
            pieces[-1] += [(start.x, y), (until.x, last)]
        else:
            pieces.append([(start.x, y), (until.x, last)])
    assert steps.line(found) == "".join(map(shapes._drawn, pieces))
