"""The calibration page: the reliability diagram with its numbers beside it, every measure, and what does not enter."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import NOTHING, percent, plural, safe, score
from outlook.show.terminal.canvas import Canvas, Pen, beside
from outlook.show.terminal.screen import Cell, Column, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outlook.scoring.calibration import Bin
    from outlook.scoring.curve import Assessed, Curve
    from outlook.scoring.resampling import Interval

FEW = 30
PIPED = 100
WIDE = 120
GUTTER = 5
SIZES = ((34, 17), (50, 25))  # columns and rows that make a square of dots, narrow and wide
DIAGONAL = Pen("dim", on=1, off=3, plain=".")
SPAN = Pen("cyan", plain="|")
RATE = Pen("bold cyan", mark="●", plain_mark="O")
TAKEN = {
    "last": "the last estimate that stood before each end",
    "first": "the first estimate that stood",
    "prior": "the prior of each record",
}
Parts = list[tuple[str, str]]


def show_calibration(
    screen: Screen, curve: Curve, assessed: Assessed | None, warnings: Iterable[str], bins: int
) -> None:
    """Print the page; with nothing on the curve it says so, and what was withheld."""
    for text in warnings:
        screen.line(f"! {' '.join(safe(text).split())}", "yellow")
    if assessed is None:
        screen.line("no calibration: no resolved yes/no forecast with an estimate enters")
    else:
        screen.line(heading(curve, assessed), "bold")
        for text in caveats(assessed):
            screen.line(text)
        screen.line()
        _diagram(screen, assessed.bins)
        screen.line()
        _measures(screen, assessed, bins)
    _absent(screen, curve)


def heading(curve: Curve, assessed: Assessed) -> str:
    """What is on the curve, whose, and which estimate stands for each."""
    people = sorted({pair.by for pair in curve.pairs})
    one = f" by {safe(people[0])}" if len(people) == 1 else f" by {len(people)} forecasters"
    by = "" if curve.taken == "prior" else one
    rows = f" on {plural(assessed.questions, 'question')}" if assessed.questions != assessed.n else ""
    return f"Calibration of {plural(assessed.n, 'yes/no forecast')}{rows}{by} · {TAKEN[curve.taken]}"


def caveats(assessed: Assessed) -> list[str]:
    """How little the curve may say: few forecasts, or one outcome only."""
    found = []
    if assessed.questions < FEW:
        found.append(
            f"{plural(assessed.questions, 'resolved question')}: under {FEW}, too few to tell skill from luck."
        )
        if assessed.ece_by_chance:
            chance = f"{assessed.ece_by_chance:.3f}"
            found.append(f"Luck alone can give a perfectly calibrated forecaster an error (ECE) of {chance} here.")
    if assessed.hits in (0, assessed.n):
        every = "yes" if assessed.hits else "no"
        found.append(
            f"Every outcome is {every}. There is nothing to tell apart: AUC is undefined, and resolution and "
            f"discrimination can only be 0."
        )
    return found


# ── the diagram ──


def _diagram(screen: Screen, bins: Sequence[Bin]) -> None:
    available = screen.columns or PIPED
    columns, rows = SIZES[available >= WIDE]
    columns = max(min(columns, available - GUTTER - 1), 2)
    picture, numbers = _picture(bins, columns, rows, ascii_only=screen.ascii), _numbers(bins)
    taken = GUTTER + columns + 3
    widest = max(len(text) for text, _ in numbers)
    if taken + widest <= available:
        for left, right in zip_longest(picture, numbers, fillvalue=None):
            screen.spans([*beside(left or [], taken), right or ("", "")])
        return
    for left in picture:
        screen.spans(left)
    screen.line()
    for text, style in numbers:
        screen.line(text, style)


def _picture(bins: Sequence[Bin], columns: int, rows: int, *, ascii_only: bool) -> list[Parts]:
    canvas = Canvas(columns, rows, ascii_only=ascii_only)
    canvas.line((0.0, 0.0), (1.0, 1.0), DIAGONAL)
    for one in bins:
        canvas.line((one.mean, one.interval[0]), (one.mean, one.interval[1]), SPAN)
    for one in bins:
        canvas.mark((one.mean, one.rate), RATE)
    labels = {0: "100%", rows // 2: "50%", rows - 1: "0%"}
    lines: list[Parts] = [[("happened", "dim")]]
    lines += [[(f"{labels.get(at, ''):>{GUTTER - 1}}│", "dim"), *parts] for at, parts in enumerate(canvas.lines())]
    lines.append([(" " * (GUTTER - 1) + "└" + "─" * columns, "dim")])
    inner = columns - len("0%") - len("100%")
    middle = "50%".center(inner) if inner > len("50%") else " " * max(inner, 0)
    lines.append([(f"{' ' * GUTTER}0%{middle}100%", "dim")])
    lines.append([(" " * GUTTER + "forecast".center(columns), "dim")])
    return lines


def _numbers(bins: Sequence[Bin]) -> list[tuple[str, str]]:
    """The bins as rows; they stand beside the diagram, or under it."""
    head = ("FORECAST", "N", "MEAN", "HAPPENED", "90%")
    rows = [
        (share_range(one.low, one.high), f"{one.n:,}", percent(one.mean), percent(one.rate), share_range(*one.interval))
        for one in bins
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = [" ".join(text.rjust(size) for text, size in zip(row, widths, strict=True)) for row in (head, *rows)]
    legend = ["", "● happened, Wilson 90% interval", "dotted: perfect calibration"]
    return [(line, "bold" if at == 0 else "") for at, line in enumerate(lines)] + [(line, "dim") for line in legend]


def share_range(low: float, high: float) -> str:
    """Two shares as whole percents where they are, else with one decimal: `10–20%`.

    >>> share_range(0.1, 0.2), share_range(0.0, 0.3543)
    ('10–20%', '0–35%')
    """
    wide = high - low >= 0.02  # noqa: PLR2004 - whole percents tell such ends apart
    return f"{100 * low:.0f}–{100 * high:.0f}%" if wide else f"{100 * low:.1f}–{100 * high:.1f}%"


# ── the measures ──


def _measures(screen: Screen, found: Assessed, bins: int) -> None:
    columns = [
        Column("MEASURE", flexible=True),
        Column("VALUE", right=True),
        Column("90%", right=True),
        Column("LUCK", right=True),
        Column("RANGE"),
        Column("BETTER"),
    ]
    screen.table(columns, [[Cell(text) for text in row] for row in measures(found, bins)])
    if found.brier_interval is not None:
        draws = f"{found.brier_interval.resamples:,} draws of whole questions"
        screen.line(
            f"90%: interval from {draws}. LUCK: what 9 in 10 perfectly calibrated forecasters stay under.", "dim"
        )
    elif found.ece_by_chance is not None:
        screen.line("LUCK: what 9 in 10 perfectly calibrated forecasters stay under.", "dim")


def measures(found: Assessed, bins: int) -> list[tuple[str, str, str, str, str, str]]:
    """Every measure with its interval, what luck alone can do, its range and which way is better."""
    exact, binned, best = found.murphy, found.binned, found.corp
    highest = "0–0.25"
    return [
        ("Brier score, mean", score(exact.brier), _between(found.brier_interval), "", "0–1", "lower"),
        ("Uncertainty of the questions", score(exact.uncertainty), "", "", highest, "given"),
        (f"Murphy, over {plural(exact.classes, 'distinct probability')}", "", "", "", "", ""),
        ("  reliability", score(exact.reliability), "", "", "0–1", "lower"),
        ("  resolution", score(exact.resolution), "", "", highest, "higher"),
        (f"Murphy, over {binned.bins} of {plural(bins, 'bin')}", "", "", "", "", ""),
        ("  reliability", score(binned.reliability), "", "", "0–1", "lower"),
        ("  resolution", score(binned.resolution), "", "", highest, "higher"),
        ("  variance within bins", score(binned.within_variance), "", "", highest, "lower"),
        ("  covariance within bins", score(binned.within_covariance), "", "", "-0.5–0.5", "higher"),
        ("CORP, isotonic", "", "", "", "", ""),
        ("  miscalibration", score(best.miscalibration), "", _under(found.miscalibration_by_chance), "0–1", "lower"),
        ("  discrimination", score(best.discrimination), "", "", highest, "higher"),
        ("Calibration error (ECE)", score(found.ece), "", _under(found.ece_by_chance), "0–1", "lower"),
        ("Largest error of a bin (MCE)", score(found.mce), "", "", "0–1", "lower"),
        ("Area under ROC curve (AUC)", score(found.auc), _between(found.auc_interval), "", "0–1", "higher"),
    ]


def _between(interval: Interval | None) -> str:
    return NOTHING if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"


def _under(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


# ── what does not enter ──


def _absent(screen: Screen, curve: Curve) -> None:
    if curve.withheld:
        screen.line()
        screen.line(f"Withheld ({len(curve.withheld)}): resolved, but the scheduled close has not passed", "bold")
        screen.line("What happens resolves early, what does not resolves late: they would tilt it. --all lets them in.")
        rows = [[Cell(item.forecast.full_id, "cyan"), Cell(safe(item.reason))] for item in curve.withheld]
        screen.table([Column("FORECAST", limit=48), Column("WHY", flexible=True)], rows, more="pipe the page")
    if curve.left_out:
        screen.line()
        screen.line(left_out(curve))


def left_out(curve: Curve) -> str:
    """How many forecasts have no place on the curve, by what they are."""
    names = {"due": "overdue", "resolved": "without an estimate"}
    counts = Counter(
        names.get(item.state, item.state) if item.forecast.kind == "binary" else "not yes/no" for item in curve.left_out
    )
    parts = ", ".join(f"{n} {name}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return f"Left out ({len(curve.left_out)}): {parts}. `outlook score` says why."
