"""A probability on a small line from 0 to 100%."""

from outlook.show.describe.blocks import Course
from outlook.show.describe.phrasing import percent
from outlook.show.markup import NOTHING, Html, element

LEFT, WIDTH, MIDDLE = 4, 96, 8
AXIS = f"M{LEFT} {MIDDLE}h{WIDTH}m0-3v6m-{WIDTH // 2}-5v4m-{WIDTH // 2}-5v6"
STRIP = element("svg", class_="strip", viewBox="0 0 104 16", width=104, height=16, role="img")
TITLE = element("title")
EARLIER, IMPLIED = element("path", d=..., class_="earlier"), element("path", d=..., class_="implied")
STATED = element("circle", cx=..., cy=MIDDLE, r="3.5", class_="stated")
LINE = element("path", d=AXIS, class_="axis")()


def strip(course: Course) -> Html:
    """A disc for what is stated, ticks for what was stated before, a diamond for what is implied."""
    named = [
        f"{name} {percent(value)}"
        for name, value in (("stated", course.stated), ("implied", course.implied))
        if value is not None
    ]
    if not named:
        return NOTHING
    marks = [TITLE(f"On a line from 0 to 100%: {', '.join(named)}"), LINE]
    if earlier := "".join([f"M{_across(share)} {MIDDLE - 3}v6" for share in course.trend[:-1]]):
        marks.append(EARLIER(earlier))
    if course.stated is not None:
        marks.append(STATED(_across(course.stated)))
    if course.implied is not None:
        marks.append(IMPLIED(f"M{_across(course.implied)} {MIDDLE - 5}l4.5 5-4.5 5-4.5-5z"))
    return STRIP(*marks)


def _across(probability: float) -> str:
    return f"{LEFT + WIDTH * probability:.1f}"
