"""The calibration page: the reliability diagram with its numbers, every measure, and what does not enter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outlook.scoring.curve import IN_PART
from outlook.show.describe.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Line,
    Reliability,
    Row,
    Table,
    Text,
    strong,
    to_page,
    typed,
)
from outlook.show.describe.learning import recalibration
from outlook.show.describe.phrasing import NOTHING, percent, plural, score
from outlook.show.describe.pools import pool_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.calibration import Calibration
    from outlook.scoring.calibration import Bin
    from outlook.scoring.curve import Assessed, Curve
    from outlook.scoring.resampling import Interval
    from outlook.scoring.scorecard import NotScored
    from outlook.show.describe.authors import Names

FEW = 30
TAKEN = {
    "last": "the last estimate in force before each end",
    "first": "the first estimate in force",
    "prior": "the prior of each record",
}
LUCK = "LUCK: what 9 in 10 perfectly calibrated forecasters stay under."
NO_YES_OR_NO, SETTLED_IN_PART = "not yes/no", "settled in part"
NOTHING_ENTERS = "no calibration: no resolved yes/no forecast with an estimate enters"


def calibration_page(found: Calibration) -> Iterator[Block]:
    """The page, under the warnings of the cases on it."""
    yield from (Line(" ".join(warning.split()), "warning") for warning in found.warnings)
    yield from calibration(found)


def calibration(found: Calibration, names: Names | None = None) -> Iterator[Block]:
    """The numbers; with nothing on the curve it says so, and what was withheld."""
    curve, assessed = found.curve, found.assessed
    if assessed is None:
        yield Line(NOTHING_ENTERS)
    else:
        yield from pool_lines(found.pool)
        yield Line(heading(curve, assessed), "strong")
        yield from (Line(text) for text in caveats(assessed))
        yield Gap()
        yield Reliability(assessed.by_question, _numbers(assessed.by_question))
        yield from (Line(text, "soft") for text in shared(curve, assessed))
        yield Gap()
        yield from _measures(assessed, found.bins)
        yield from recalibration(found.recalibrated, names)
    yield from _absent(curve)


def heading(curve: Curve, assessed: Assessed) -> str:
    """What is on the curve, whose, and which estimate stands for each."""
    people = sorted({pair.by for pair in curve.pairs})
    one = f" by {people[0]}" if len(people) == 1 else f" by {len(people)} forecasters"
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


def shared(curve: Curve, assessed: Assessed) -> list[Text]:
    """What is to be said where several forecasters are on one curve and share questions, which are one outcome each."""
    if assessed.questions == assessed.n:
        return []
    text = (
        "Several forecasters answered the same questions: the intervals count what happened to a question once, and "
        "people are mixed."
    )
    return [(text, typed(f" `outlook calibration --by {min(pair.by for pair in curve.pairs)}` shows one alone."))]


def _numbers(bins: Sequence[Bin]) -> Table:
    columns = (
        Column("Forecast", "number"),
        Column("N", "number"),
        Column("Mean", "number"),
        Column("Happened", "number"),
        Column("90%", "number", about="Wilson's interval of the share that happened"),
    )
    rows = [
        (share_range(one.low, one.high), f"{one.n:,}", percent(one.mean), percent(one.rate), share_range(*one.interval))
        for one in bins
    ]
    return Table(columns, rows, "What was stated, and what share of it happened")


def told(one: Bin) -> str:
    """A bin in one sentence."""
    interval = share_range(*one.interval)
    happened = f"{one.hits} of {one.n} happened ({percent(one.rate)}, 90% interval {interval})"
    return f"{share_range(one.low, one.high)}: {happened}, forecast {percent(one.mean)}."


def share_range(low: float, high: float) -> str:
    """Two shares as whole percents where they are, else with one decimal: `10–20%`.

    >>> share_range(0.1, 0.2), share_range(0.0, 0.3543)
    ('10–20%', '0–35%')
    """
    wide = high - low >= 0.02  # noqa: PLR2004 - whole percents tell such ends apart
    return f"{100 * low:.0f}–{100 * high:.0f}%" if wide else f"{100 * low:.1f}–{100 * high:.1f}%"


# ── the measures ──


def _measures(found: Assessed, bins: int) -> Iterator[Block]:
    columns = (
        Column("Measure", "prose"),
        Column("Value", "number"),
        Column("90%", "number", 1),
        Column("Luck", "number", 2),
        Column("Range", "name", 3),
        Column("Better", "name", 4),
    )
    yield Table(columns, list(measures(found, bins)), "The Brier score taken apart, and other measures")
    if found.brier_interval is not None:
        draws = f"{found.brier_interval.resamples:,} draws of whole questions"
        yield Line(f"90%: interval from {draws}. {LUCK}", "soft")
    elif found.ece_by_chance is not None:
        yield Line(LUCK, "soft")


def measures(found: Assessed, bins: int) -> Iterator[tuple[Text, ...]]:
    """Every measure with its interval, what luck alone can do, its range and which way is better."""
    exact, binned, best = found.murphy, found.binned, found.corp
    highest = "0–0.25"
    yield "Brier score, mean", score(exact.brier), _between(found.brier_interval), "", "0–1", "lower"
    yield "Uncertainty of the questions", score(exact.uncertainty), "", "", highest, "given"
    yield _head(f"Murphy, over {plural(exact.classes, 'distinct probability')}")
    yield "  reliability", score(exact.reliability), "", "", "0–1", "lower"
    yield "  resolution", score(exact.resolution), "", "", highest, "higher"
    yield _head(f"Murphy, over {binned.bins} of {plural(bins, 'bin')}")
    yield "  reliability", score(binned.reliability), "", "", "0–1", "lower"
    yield "  resolution", score(binned.resolution), "", "", highest, "higher"
    yield "  variance within bins", score(binned.within_variance), "", "", highest, "lower"
    yield "  covariance within bins", score(binned.within_covariance), "", "", "-0.5–0.5", "higher"
    yield _head("CORP, isotonic")
    yield "  miscalibration", score(best.miscalibration), "", _under(found.miscalibration_by_chance), "0–1", "lower"
    yield "  discrimination", score(best.discrimination), "", "", highest, "higher"
    yield "Calibration error (ECE)", score(found.ece), "", _under(found.ece_by_chance), "0–1", "lower"
    yield "Largest error of a bin (MCE)", score(found.mce), "", "", "0–1", "lower"
    yield "Area under ROC curve (AUC)", score(found.auc), _between(found.auc_interval), "", "0–1", "higher"


def _head(text: str) -> tuple[Text, ...]:
    """The name of what follows; it has no value of its own."""
    return (strong(text), "", "", "", "", "")


def _between(interval: Interval | None) -> str:
    return NOTHING if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"


def _under(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


# ── what does not enter ──


def _absent(curve: Curve) -> Iterator[Block]:
    if curve.withheld:
        title = f"Withheld ({len(curve.withheld)})"
        rows: list[Row] = [
            [Cell(to_page(item.forecast.full_id, item.forecast.full_id), item.forecast.full_id, "name"), item.reason]
            for item in curve.withheld
        ]
        caption = "resolved, but the scheduled close has not passed"
        yield Table((Column("Forecast", "name"), Column("Why", "prose")), rows, caption, title, "pipe the page")
        told = "What happens resolves early, what does not resolves late: they would tilt it."
        yield Line((told, typed(" --all lets them in.")))
    if curve.left_out:
        yield Gap()
        yield Line(left_out(curve))


def left_out(curve: Curve) -> Text:
    """How many forecasts have no place on the curve, by what they are."""
    counts = Counter(map(_left_out_as, curve.left_out))
    parts = ", ".join(f"{n} {name}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    says = typed("" if counts.keys() <= {NO_YES_OR_NO, SETTLED_IN_PART} else " `outlook score` says why.")
    return f"Left out ({len(curve.left_out)}): {parts}.", says


def _left_out_as(item: NotScored) -> str:
    if item.forecast.kind != "binary":
        return NO_YES_OR_NO
    if item.reason.startswith(IN_PART):
        return SETTLED_IN_PART
    return {"due": "overdue", "resolved": "without an estimate"}.get(item.state, item.state)
