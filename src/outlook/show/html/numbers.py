"""A probability as it stands in the report: the number, its word beside it, and its place between 0 and 1."""

from datetime import datetime

from outlook.model.belief import Belief
from outlook.model.forecast import Forecast
from outlook.show.describe.phrasing import NOTHING as NONE
from outlook.show.describe.phrasing import day, leading, moment, percent, whole
from outlook.show.html.markup import NOTHING, Child, Html, joined, tag
from outlook.words import BETWEEN, OUTSIDE, Scale, word_for

LEFT, WIDTH, MIDDLE = 4, 96, 8


def spoken(belief: Belief | None, scale: Scale) -> Html:
    """The word for a probability in a scale, or that it has none; nothing for what is no single probability."""
    if not isinstance(belief, float):
        return NOTHING
    word = word_for(belief, scale)
    return tag("small", "no word" if word in (BETWEEN, OUTSIDE) else word, class_="word")


def short(belief: Belief | None, scale: Scale) -> Html:
    """A belief in a table: its leading number, what it is the number of, and the word of a probability."""
    if belief is None:
        return joined(NONE)
    number, of_what = leading(belief)
    name = tag("small", of_what, class_="word") if of_what else spoken(belief, scale)
    return joined(number, Html(" "), name)


def full(forecast: Forecast, belief: Belief | None, scale: Scale) -> Html:
    """A belief in full, with the word of a probability; of a choice the leading option, since a table has them all."""
    if forecast.kind == "choice":
        return short(belief, scale)
    return joined(whole(belief), Html(" "), spoken(belief, scale))


def height(belief: Belief | None, of_what: str = "") -> float | None:
    """The probability of yes, or of the named option; None for everything else."""
    return None if belief is None else belief.number(of_what)


def strip(stated: float | None, implied: float | None) -> Html:
    """A small line from 0 to 100% with a disc for what is stated and a diamond for what is implied."""
    if stated is None and implied is None:
        return NOTHING
    named = [
        f"{name} {percent(value)}" for name, value in (("stated", stated), ("implied", implied)) if value is not None
    ]
    ends = f"M{LEFT} {MIDDLE}h{WIDTH}m0-3v6m-{WIDTH // 2}-5v4m-{WIDTH // 2}-5v6"
    marks: list[Child] = [
        tag("title", f"On a line from 0 to 100%: {', '.join(named)}"),
        tag("path", d=ends, class_="axis"),
    ]
    if stated is not None:
        marks.append(tag("circle", cx=_across(stated), cy=MIDDLE, r="3.5", class_="stated"))
    if implied is not None:
        marks.append(tag("path", d=f"M{_across(implied)} {MIDDLE - 5}l4.5 5-4.5 5-4.5-5z", class_="implied"))
    return tag("svg", *marks, class_="strip", viewBox="0 0 104 16", width=104, height=16, role="img")


def _across(probability: float) -> str:
    return f"{LEFT + WIDTH * probability:.1f}"


def clock(at: datetime, *, whole_moment: bool = False) -> Html:
    """A day, or a moment, that programs can read too."""
    return tag("time", moment(at) if whole_moment else day(at), datetime=f"{at:%Y-%m-%dT%H:%MZ}")
