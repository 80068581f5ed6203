"""Calibration: how often what was called 30% happened, as a picture, as a table, and in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import percent, plural
from outlook.show.html.markup import Child, Html, tag
from outlook.show.html.tables import Heading, table
from outlook.show.terminal.calibration import caveats, heading, left_out, measures, share_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.calibration import Calibration
    from outlook.scoring.calibration import Bin

SIDE, LEFT, TOP = 240, 46, 10
MARKS = (0.0, 0.5, 1.0)
LARGEST = 9.0


def calibration(found: Calibration, cautions: Html) -> Html:
    """The section; it says so where nothing enters, and what was withheld."""
    assessed, curve = found.assessed, found.curve
    if assessed is None:
        body: list[Child] = [tag("p", "No calibration: no resolved yes/no forecast with an estimate enters.")]
    else:
        said = [heading(curve, assessed), *caveats(assessed)]
        body = [
            *(tag("p", line) for line in said),
            tag("div", _diagram(assessed.bins), _bins(assessed.bins), class_="pair"),
            _measures(measures(assessed, found.bins)),
        ]
    if curve.withheld:
        one = f"Withheld: {plural(len(curve.withheld), 'forecast')} that resolved before a close that has not passed."
        body.append(tag("p", one))
    if curve.left_out:
        body.append(tag("p", left_out(curve).removesuffix(" `outlook score` says why.")))
    return tag("section", tag("h2", "Calibration"), cautions, *body, id="calibration")


def _diagram(bins: Sequence[Bin]) -> Html:
    """The share that happened over the stated probability; on the dotted line the two are equal."""
    told = "; ".join(f"of {one.n} at {share_range(one.low, one.high)}, {percent(one.rate)} happened" for one in bins)
    most = max(one.n for one in bins)
    body: list[Child] = [tag("title", f"Reliability, both ways 0 to 100%: {told}")]
    body.append(
        tag("path", class_="g", d="".join(f"M{LEFT} {_y(mark)}h{SIDE}M{_x(mark)} {TOP}v{SIDE}" for mark in MARKS))
    )
    body.append(tag("path", class_="c", d=f"M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}"))
    whiskers = "".join(f"M{_x(one.mean)} {_y(one.interval[0])}V{_y(one.interval[1])}" for one in bins)
    body.append(tag("path", class_="w", d=whiskers))
    body += [tag("circle", class_="s0", cx=_x(one.mean), cy=_y(one.rate), r=_radius(one.n, most)) for one in bins]
    for mark in MARKS:
        body.append(tag("text", f"{mark:.0%}", class_="e", x=LEFT - 7, y=_y(mark - 0.015)))
        body.append(tag("text", f"{mark:.0%}", class_="e" if mark == 1 else "m", x=_x(mark), y=TOP + SIDE + 18))
    body.append(tag("text", "stated probability →", class_="m", x=_x(0.5), y=TOP + SIDE + 36))
    drawn = tag("svg", *body, viewBox=f"0 0 {LEFT + SIDE + 16} {TOP + SIDE + 44}", role="img")
    caption = (
        "Upwards the share that happened, with Wilson's 90% interval. Larger discs hold more forecasts. "
        "On the dotted line the two are equal."
    )
    return tag("figure", drawn, tag("figcaption", caption), class_="plot square")


def _x(share: float) -> str:
    return f"{LEFT + SIDE * share:.1f}"


def _y(share: float) -> str:
    return f"{TOP + SIDE * (1 - share):.1f}"


def _radius(number: int, most: int) -> str:
    """The area of a disc grows with the number of forecasts, and the smallest can still be seen."""
    return f"{max(LARGEST * (number / most) ** 0.5, 3.0):.1f}"


def _bins(bins: Sequence[Bin]) -> Html:
    headings = [
        Heading("Stated"),
        Heading("Forecasts", number=True),
        Heading("Mean", number=True),
        Heading("Happened", number=True),
        Heading("90% interval", number=True),
    ]
    rows: list[list[Child]] = [
        [share_range(one.low, one.high), str(one.n), percent(one.mean), percent(one.rate), share_range(*one.interval)]
        for one in bins
    ]
    return table("What was stated, and what share of it happened", headings, rows)


def _measure(name: str, *, alone: bool) -> Html:
    """The name of a measure; one that heads others has no value of its own, those under it are set in."""
    return tag("strong", name) if alone else tag("span", name.strip(), class_="sub" if name.startswith(" ") else None)


def _measures(rows: Sequence[tuple[str, ...]]) -> Html:
    headings = [
        Heading("Measure"),
        Heading("Value", number=True),
        Heading("90% interval", number=True),
        Heading("By luck alone", number=True),
        Heading("Range"),
        Heading("Better"),
    ]
    shown: list[list[Child]] = [[_measure(name, alone=not any(rest)), *rest] for name, *rest in rows]
    return table(
        "The Brier score taken apart; luck is what 9 in 10 perfectly calibrated forecasters stay under", headings, shown
    )
