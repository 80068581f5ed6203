"""The canvas: dots land where they should, lines are told apart without colour, and ASCII is one character a dot."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.show.terminal.canvas import Canvas, Pen, beside, fitted
from outlook.show.terminal.screen import Screen

SHARES = st.floats(-1, 2)
SOLID = Pen(plain="*")


def shown(canvas: Canvas) -> list[str]:
    return ["".join(text for text, _ in parts) for parts in canvas.lines()]


def test_braille_has_eight_dots_a_character() -> None:
    for place, sign in {(0, 0): "⡀", (1, 0): "⢀", (0, 1): "⠁", (1, 1): "⠈"}.items():
        canvas = Canvas(1, 1, ascii_only=False)
        canvas.line(place, place, SOLID)
        assert shown(canvas) == [sign]


def test_a_rising_line_runs_from_the_lower_left_to_the_upper_right() -> None:
    canvas = Canvas(3, 3, ascii_only=True)
    canvas.line((0, 0), (1, 1), SOLID)
    assert shown(canvas) == ["  *", " * ", "*  "]
    fine = Canvas(2, 1, ascii_only=False)
    fine.line((0, 0), (1, 1), SOLID)
    assert shown(fine) == ["⡠⠊"]


def test_dashes_tell_lines_apart_and_do_not_depend_on_how_a_line_is_cut() -> None:
    whole, cut = (Canvas(20, 1, ascii_only=False) for _ in range(2))
    dashed = Pen(on=3, off=2)
    whole.line((0, 0), (1, 0), dashed)
    for left, right in ((0, 0.3), (0.3, 0.31), (0.31, 1)):
        cut.line((left, 0), (right, 0), dashed)
    assert shown(whole) == shown(cut)
    assert shown(whole) != shown(drawn(SOLID))
    assert len(set("".join(shown(whole)))) > 1


def drawn(pen: Pen) -> Canvas:
    canvas = Canvas(20, 1, ascii_only=False)
    canvas.line((0, 0), (1, 0), pen)
    return canvas


def test_a_mark_stands_over_what_is_drawn_there_and_has_a_plain_form() -> None:
    for plain, sign in ((False, "◆"), (True, "C")):
        canvas = Canvas(3, 1, ascii_only=plain)
        canvas.line((0, 0), (1, 0), SOLID)
        canvas.mark((0.5, 0), Pen(mark="◆", plain_mark="C"))
        assert shown(canvas)[0][1] == sign


@given(
    st.integers(1, 40),
    st.integers(1, 12),
    st.booleans(),
    st.lists(st.tuples(SHARES, SHARES, SHARES, SHARES), max_size=5),
)
def test_whatever_is_drawn_the_canvas_keeps_its_size(
    columns: int, rows: int, plain: bool, strokes: list[tuple[float, float, float, float]]
) -> None:
    canvas = Canvas(columns, rows, ascii_only=plain)
    for x0, y0, x1, y1 in strokes:
        canvas.line((x0, y0), (x1, y1), Pen(on=2, off=1))
        canvas.mark((x0, y0), Pen())
    assert [len(line) for line in shown(canvas)] == [columns] * rows
    assert not plain or "".join(shown(canvas)).isascii()


def test_parts_are_padded_to_a_width() -> None:
    assert beside([("ab", "red"), ("c", "")], 5) == [("ab", "red"), ("c", ""), ("  ", "")]


class Stream(io.StringIO):
    encoding: Any = "utf-8"


@pytest.mark.parametrize(
    ("encoding", "term", "asked", "plain"),
    [
        ("utf-8", "xterm", False, False), ("UTF8", "", False, False), (None, "xterm", False, False),
        ("latin-1", "xterm", False, True), ("ascii", "xterm", False, True), ("utf-8", "dumb", False, True),
        ("utf-8", "xterm", True, True),
    ],
)  # fmt: skip
def test_braille_is_for_those_who_can_show_it(encoding: str | None, term: str, asked: bool, plain: bool) -> None:
    stream = Stream()
    stream.encoding = encoding
    assert fitted(Screen(80, color=False, stream=stream), {"TERM": term}, ascii_only=asked).ascii is plain


def test_a_typewriter_keeps_every_column_in_its_place() -> None:
    texts = "0–100% · a → b … “x” × ▲▼ │ ─ └ ┬ ● ┊ ╌ − ≤ ≥"
    stream = io.StringIO()
    Screen(None, color=False, stream=stream, ascii=True).line(texts)
    assert stream.getvalue().isascii()
    assert len(stream.getvalue()) == len(texts) + 1
