"""The reliability diagram as SVG, with the counts under it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import cut, percent, plural, safe, score
from outlook.show.svg import shapes as svg
from outlook.show.terminal.calibration import caveats, heading, share_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.scoring.calibration import Bin
    from outlook.scoring.curve import Assessed, Curve

SIDE = 400
LEFT, TOP = 76, 68
COUNTS = 70
GAP = 52
WIDTH, HEIGHT = 780, TOP + SIDE + GAP + COUNTS + 20
ASIDE = LEFT + SIDE + 32
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
ROW = 22
LEGEND = TOP + 24 + 6 * 2 * ROW  # under six measures
NOTES = LEGEND + 3 * ROW
LONGEST = 90
NARROW = 40
LINE = 16
DOTTED = "3 4"


def calibration_svg(
    curve: Curve, assessed: Assessed | None, warnings: Sequence[str] = (), name: str = "calibration"
) -> str:
    """A whole SVG document, to be kept as a file or set into a page; `name` begins its ids.

    Forecast probability across, the share that happened upwards, both 0 to 100 %; the diagonal is perfect
    calibration, the whiskers are Wilson 90 % intervals, and the bars beneath are how many forecasts each bin holds.
    """
    if assessed is None:
        said = "No calibration: no resolved yes/no forecast with an estimate enters."
        return svg.document(name, (WIDTH, 64), "Calibration", said, [svg.text(24, 38, said)])
    title, _, taken = heading(curve, assessed).partition(" · ")
    told = [f"{share_range(one.low, one.high)}: {_told(one)}" for one in assessed.bins]
    notes = [*(" ".join(text.split()) for text in warnings), *caveats(assessed)]
    lines = [line for note in notes for line in wrap(safe(note), NARROW)]
    body = [
        svg.text(24, 28, cut(title, LONGEST), "title"),
        svg.text(24, 46, taken, "soft"),
        *_frame(),
        *_points(assessed),
        *_counts(assessed),
        *_aside(assessed, lines),
    ]
    height = max(HEIGHT, NOTES + len(lines) * LINE)
    return svg.document(name, (WIDTH, height), title, " ".join([*notes, *told]), body)


def _told(one: Bin) -> str:
    interval = share_range(*one.interval)
    return (
        f"{one.hits} of {one.n} happened ({percent(one.rate)}, 90% interval {interval}), forecast {percent(one.mean)}."
    )


def _x(share: float) -> float:
    return LEFT + SIDE * share


def _y(share: float) -> float:
    return TOP + SIDE * (1.0 - share)


def _frame() -> Iterator[str]:
    for share in QUARTERS:
        yield svg.line((_x(0), _y(share)), (_x(1), _y(share)), "grid")
        yield svg.line((_x(share), _y(0)), (_x(share), _y(1)), "grid")
        yield svg.text(LEFT - 8, _y(share) + 4, f"{share:.0%}", "soft", "end")
        yield svg.text(_x(share), _y(0) + 18, f"{share:.0%}", "soft", "middle")
    yield svg.line((_x(0), _y(0)), (_x(1), _y(1)), "edge", DOTTED)
    yield svg.text(_x(0.5), _y(0) + 34, "forecast probability", "soft", "middle")
    turned = f"rotate(-90 22 {svg.number(_y(0.5))})"
    yield f'<g transform="{turned}">{svg.text(22, _y(0.5), "share that happened", "soft", "middle")}</g>'


def _points(assessed: Assessed) -> Iterator[str]:
    for one in assessed.bins:
        x, (low, high) = _x(one.mean), one.interval
        yield svg.line((x, _y(low)), (x, _y(high)), "line one")
        for end in (low, high):
            yield svg.line((x - 4, _y(end)), (x + 4, _y(end)), "line one")
    for one in assessed.bins:
        label = f"{share_range(one.low, one.high)}: {_told(one)}"
        yield svg.symbol(svg.MARKS[0], (_x(one.mean), _y(one.rate)), "mark one", label)


def _counts(assessed: Assessed) -> Iterator[str]:
    floor, most = TOP + SIDE + GAP + COUNTS, max(one.n for one in assessed.bins)
    yield svg.text(LEFT - 8, floor - 4, "forecasts", "soft", "end")
    for one in assessed.bins:
        height = (COUNTS - 16) * one.n / most
        left, width = _x(one.low), SIDE * (one.high - one.low)
        yield svg.box((left + 1, floor - height), (max(width - 2, 1), height), "bar", plural(one.n, "forecast"))
        yield svg.text(left + width / 2, floor - height - 4, f"{one.n:,}", "soft", "middle")
    yield svg.line((_x(0), floor), (_x(1), floor), "edge")


def _aside(assessed: Assessed, lines: Sequence[str]) -> Iterator[str]:
    """The few numbers that belong beside the picture, each with its range and direction."""
    best = assessed.corp
    rows = [
        ("Brier score, mean", score(best.brier), "0–1, lower is better"),
        ("Miscalibration (CORP)", score(best.miscalibration), "0–1, lower is better"),
        ("Discrimination (CORP)", score(best.discrimination), "0–0.25, higher is better"),
        ("Uncertainty", score(best.uncertainty), "0–0.25, of the questions"),
        ("Calibration error (ECE)", score(assessed.ece), "0–1, lower is better"),
        ("Ranking (AUC)", score(assessed.auc), "0–1, higher is better; 0.5 is chance"),
    ]
    for at, (label, value, scale) in enumerate(rows):
        y = TOP + 12 + at * 2 * ROW
        yield svg.text(ASIDE, y, label)
        yield svg.text(WIDTH - 24, y, value, "title", "end")
        yield svg.text(ASIDE, y + 16, scale, "soft")
    y = LEGEND
    yield svg.symbol(svg.MARKS[0], (ASIDE + 5, y - 4), "mark one")
    yield svg.text(ASIDE + 20, y, "happened, with Wilson's 90% interval", "soft")
    yield svg.line((ASIDE, y + ROW - 4), (ASIDE + 14, y + ROW - 4), "edge", DOTTED)
    yield svg.text(ASIDE + 20, y + ROW, "perfect calibration", "soft")
    yield svg.text(ASIDE, y + 2 * ROW, f"{plural(assessed.n, 'forecast')}, of which {assessed.hits} happened", "soft")
    for at, said in enumerate(lines):
        yield svg.text(ASIDE, NOTES + at * LINE, said, "soft")
