"""The Brier scores by regime as a picture: no fonts of its own, light and dark, and readable without its colours."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor
from typing import NamedTuple

from worlds.figures import Result, over_all

SHOWN = ("prior", "classic", "rule", "exact")
FROM_BELOW = ("exact", "rule", "prior", "classic")  # what is drawn last is not hidden
WIDTH, LEFT, RIGHT, TOP, ROW = 728, 260, 24, 64, 26
TICK = 0.02
SIZE = 5.0
STYLE = """\
svg { color: #1f2328; background: #ffffff; font: 13px system-ui, sans-serif; }
text { fill: currentColor; } .quiet { opacity: .7; }
.grid { stroke: currentColor; opacity: .18; } .span { stroke: currentColor; opacity: .45; }
.prior { fill: none; stroke: currentColor; stroke-width: 1.6; }
.classic { stroke: #b35900; stroke-width: 2.4; fill: none; }
.rule { fill: #0a5fb4; } .exact { fill: currentColor; opacity: .75; }
@media (prefers-color-scheme: dark) {
  svg { color: #e6edf3; background: #0d1117; } .classic { stroke: #ffa657; } .rule { fill: #79b8ff; }
}"""


class Scale(NamedTuple):
    """The scores at the two ends of the picture, in ticks."""

    lowest: int
    highest: int

    @classmethod
    def of(cls, rows: Sequence[Result]) -> "Scale":
        """Wide enough for every mark."""
        values = [one.scores[judge].brier.value for one in rows for judge in SHOWN]
        return cls(floor(min(values) / TICK), ceil(max(values) / TICK))

    def across(self, value: float) -> float:
        """Where a score is drawn."""
        share = (value / TICK - self.lowest) / (self.highest - self.lowest)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def picture(results: Sequence[Result]) -> str:
    """One row for each regime and one for the mean; a mark of its own form for each judge."""
    rows = [*results, over_all(results)]
    scale = Scale.of(rows)
    height = TOP + ROW * len(rows) + 44
    parts = [
        _opening(height),
        '<title id="worlds-title">Brier score by regime, lower is better</title>',
        f'<desc id="worlds-desc">{_told(rows)}</desc>',
        f"<style>{STYLE}</style>",
        *_legend(),
        *_grid(scale, TOP + ROW * len(rows)),
        *(part for number, one in enumerate(rows) for part in _row(scale, number, one, is_mean=one is rows[-1])),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _opening(height: int) -> str:
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="worlds-title worlds-desc">'


def _told(rows: Sequence[Result]) -> str:
    """The picture in words, for those who do not see it."""
    scores = "; ".join(
        f"{one.name}: " + ", ".join(f"{judge} {one.scores[judge].brier.value:.3f}" for judge in SHOWN) for one in rows
    )
    return escape(f"Mean Brier scores of {rows[0].worlds:,} simulated worlds in each regime. {scores}.")


def _legend() -> Iterator[str]:
    for number, judge in enumerate(SHOWN):
        across = LEFT + number * 110
        yield _mark(judge, across, 22)
        yield f'<text x="{across + 12}" y="26">{judge}</text>'
    yield '<text class="quiet" x="16" y="26">Brier score, lower is better</text>'


def _grid(scale: Scale, bottom: float) -> Iterator[str]:
    for tick in range(scale.lowest, scale.highest + 1):
        x = scale.across(tick * TICK)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP - 16}" y2="{bottom}"/>'
        yield f'<text class="quiet" x="{x}" y="{bottom + 20}" text-anchor="middle">{tick * TICK:.2f}</text>'


def _row(scale: Scale, number: int, one: Result, *, is_mean: bool) -> Iterator[str]:
    y = TOP + ROW * number
    label = "mean" if is_mean else f"{number + 1} {one.name}"
    weight = ' font-weight="600"' if is_mean else ""
    yield f'<text x="16" y="{y + 4}"{weight}>{escape(label)}</text>'
    places = [scale.across(one.scores[judge].brier.value) for judge in SHOWN]
    yield f'<line class="span" x1="{min(places)}" x2="{max(places)}" y1="{y}" y2="{y}"/>'
    for judge in FROM_BELOW:
        yield _mark(judge, scale.across(one.scores[judge].brier.value), y)


def _mark(judge: str, x: float, y: float) -> str:
    """A ring, a cross, a disc or an upright bar: the form alone says which judge it is."""
    if judge == "classic":
        a, b, c, d = (round(one, 1) for one in (x - SIZE, y - SIZE, x + SIZE, y + SIZE))
        return f'<path class="classic" d="M{a} {b}L{c} {d}M{a} {d}L{c} {b}"/>'
    if judge == "exact":
        return f'<rect class="exact" x="{x - 2:.1f}" y="{y - 8:.1f}" width="4" height="16"/>'
    return f'<circle class="{judge}" cx="{x}" cy="{y}" r="{SIZE + (judge == "rule")}"/>'
