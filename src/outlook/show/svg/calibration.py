"""The reliability diagram, in two sizes: on a paper of its own with the measures beside it, and small within a page."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.calibration import NOTHING_ENTERS, caveats, heading, told
from outlook.show.describe.phrasing import cut, plural, safe, score
from outlook.show.svg import shapes
from outlook.show.svg.shapes import MARKS, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.scoring.calibration import Bin
    from outlook.scoring.curve import Assessed, Curve
    from outlook.show.markup import Html

COUNTS, GAP = 70, 52
WIDTH = 780
ROW, LINE = 22, 16
LONGEST, NARROW = 90, 40
DOTTED = "3 4"


class Size(NamedTuple):
    """The side of the square, what is left of it and above it, and how many parts its axes have."""

    side: int
    left: int
    top: int
    parts: int
    labelled: bool


LARGE = Size(400, 76, 68, 4, labelled=True)
SMALL = Size(240, 70, 10, 2, labelled=False)
ASIDE = LARGE.left + LARGE.side + 32
LEGEND = LARGE.top + 24 + 6 * 2 * ROW  # under six measures
NOTES = LEGEND + 3 * ROW


def calibration_document(
    curve: Curve, assessed: Assessed | None, warnings: Sequence[str] = (), name: str = "calibration"
) -> str:
    """A whole SVG document; `name` begins its ids.

    Forecast probability across, the share that happened upwards, both 0 to 100 %; the diagonal is perfect
    calibration, the whiskers are Wilson 90 % intervals, and the bars beneath are how many forecasts each bin holds.
    """
    if assessed is None:
        return shapes.document(name, (WIDTH, 64), "Calibration", NOTHING_ENTERS, [shapes.text(24, 38, NOTHING_ENTERS)])
    title, _, taken = heading(curve, assessed).partition(" · ")
    notes = [*(" ".join(text.split()) for text in warnings), *caveats(assessed)]
    lines = [line for note in notes for line in wrap(safe(note), NARROW)]
    drawn = draw(assessed.by_question, LARGE)
    head = [shapes.text(24, 28, cut(safe(title), LONGEST), "title"), shapes.text(24, 46, taken, "soft")]
    size = (WIDTH, max(drawn.height, NOTES + len(lines) * LINE))
    description = " ".join([*notes, *map(told, assessed.by_question)])
    return shapes.document(name, size, title, description, [*head, *drawn.shapes, *_aside(assessed, lines)])


def draw(bins: Sequence[Bin], size: Size) -> Drawn:
    """The square with its points, and, where there is room, the counts under it."""
    square = _Square(size)
    found = [*square.frame(), *square.points(bins)]
    if size.labelled:
        found += square.counts(bins)
    height = size.top + size.side + (GAP + COUNTS + 20 if size.labelled else 44)
    return Drawn(found, size.left + size.side + 20, height)


class _Square:
    """Where shares lie in the square, and its drawing."""

    def __init__(self, size: Size) -> None:
        self.size = size

    def x(self, share: float) -> float:
        """Stated probability runs to the right."""
        return self.size.left + self.size.side * share

    def y(self, share: float) -> float:
        """What happened rises."""
        return self.size.top + self.size.side * (1.0 - share)

    def frame(self) -> Iterator[Html]:
        """The grid, the diagonal, and what the axes are."""
        shares = [number / self.size.parts for number in range(self.size.parts + 1)]
        rows = [((self.x(0), self.y(share)), (self.x(1), self.y(share))) for share in shares]
        yield shapes.path(
            [*rows, *(((self.x(share), self.y(0)), (self.x(share), self.y(1))) for share in shares)], "grid"
        )
        for share in shares:
            yield shapes.text(self.size.left - 8, self.y(share) + 4, f"{share:.0%}", "soft", "end")
            yield shapes.text(self.x(share), self.y(0) + 18, f"{share:.0%}", "soft", "middle")
        yield shapes.line((self.x(0), self.y(0)), (self.x(1), self.y(1)), "edge", DOTTED)
        yield shapes.text(self.x(0.5), self.y(0) + 34, "forecast probability", "soft", "middle")
        yield shapes.turned(22, self.y(0.5), "share that happened", "soft")

    def points(self, bins: Sequence[Bin]) -> Iterator[Html]:
        """Each bin with its interval."""
        for one in bins:
            x, (low, high) = self.x(one.mean), one.interval
            ends = [((x - 4, self.y(end)), (x + 4, self.y(end))) for end in (low, high)]
            yield shapes.path([((x, self.y(low)), (x, self.y(high))), *ends], "line one")
        for one in bins:
            label = told(one) if self.size.labelled else ""
            yield shapes.symbol(MARKS[0], [(self.x(one.mean), self.y(one.rate))], "mark one", label)

    def counts(self, bins: Sequence[Bin]) -> Iterator[Html]:
        """How many forecasts each bin holds."""
        floor, most = self.size.top + self.size.side + GAP + COUNTS, max(one.n for one in bins)
        yield shapes.text(self.size.left - 8, floor - 4, "forecasts", "soft", "end")
        for one in bins:
            height = (COUNTS - 16) * one.n / most
            left, width = self.x(one.low), self.size.side * (one.high - one.low)
            yield shapes.box((left + 1, floor - height), (max(width - 2, 1), height), "bar", plural(one.n, "forecast"))
            yield shapes.text(left + width / 2, floor - height - 4, f"{one.n:,}", "soft", "middle")
        yield shapes.line((self.x(0), floor), (self.x(1), floor), "edge")


def _aside(assessed: Assessed, lines: Sequence[str]) -> Iterator[Html]:
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
        y = LARGE.top + 12 + at * 2 * ROW
        yield shapes.text(ASIDE, y, label)
        yield shapes.text(WIDTH - 24, y, value, "title", "end")
        yield shapes.text(ASIDE, y + 16, scale, "soft")
    y = LEGEND
    counted = f"{plural(assessed.n, 'forecast')}, of which {assessed.hits} happened"
    yield shapes.symbol(MARKS[0], [(ASIDE + 5, y - 4)], "mark one")
    yield shapes.text(ASIDE + 20, y, "happened, with Wilson's 90% interval", "soft")
    yield shapes.line((ASIDE, y + ROW - 4), (ASIDE + 14, y + ROW - 4), "edge", DOTTED)
    yield shapes.text(ASIDE + 20, y + ROW, "perfect calibration", "soft")
    yield shapes.text(ASIDE, y + 2 * ROW, counted, "soft")
    for at, said in enumerate(lines):
        yield shapes.text(ASIDE, NOTES + at * LINE, said, "soft")
