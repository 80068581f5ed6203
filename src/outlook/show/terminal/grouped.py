"""Scores by group: rows by forecaster, case, tag or kind; words by how often they came true; reports by their bits."""

from collections.abc import Sequence

from outlook.answers.score import Review
from outlook.scoring.groups import Group
from outlook.scoring.information import Bits, Sum
from outlook.scoring.words import Spoken, Words
from outlook.show.describe.phrasing import NOTHING, percent, plural, safe, score
from outlook.show.terminal.score import signed
from outlook.show.terminal.screen import Cell, Column, Screen

BEST, WORST = 4, 2
NAMES = {"source": "SOURCE", "grade": "GRADE", "indicator": "INDICATOR"}
WITHOUT = {"source": "no source", "grade": "ungraded", "indicator": "no indicator"}
MORE = "pipe the groups"


def show_groups(screen: Screen, review: Review) -> None:
    """The groups that were asked for, whichever they are of."""
    key = review.ask.key or ""
    if review.spoken:
        _show_words(screen, key, review.spoken)
    elif key in NAMES:
        _show_bits(screen, review, review.bits, key)
    elif review.groups:
        _show_rows(screen, key, review.groups)


def _show_rows(screen: Screen, key: str, groups: Sequence[Group]) -> None:
    screen.line(f"By {key} · Brier 0–1, over options 0–2, CRPS in the unit; lower is better; time-weighted", "bold")
    columns = [
        Column(key.upper(), flexible=True),
        *([] if key == "kind" else [Column("KIND")]),
        Column("N", right=True),
        Column("MEAN", right=True),
        Column("FIRST", right=True),
        Column("LAST", right=True),
        Column("LOG", right=True),
        Column("COVER", right=True),
        Column("SKILL", right=True),
        Column("IMPLIED", right=True),
    ]
    screen.table(columns, [_group(group, key) for group in groups], more=MORE)
    screen.line("SKILL is against the prior, IMPLIED what the evidence implied; – where there is none or units differ.")


def _group(group: Group, key: str) -> list[Cell]:
    total = group.total
    against = {one.reference: one for one in group.against}
    prior, implied = against.get("prior"), against.get("implied")
    cover = f"{total.coverage:.0%}" if total.coverage is not None else NOTHING
    return [
        Cell(safe(group.name) if group.name is not None else f"(no {key})", "cyan"),
        *([] if key == "kind" else [Cell(total.kind)]),
        Cell(str(total.n)),
        Cell(score(total.mean), "bold"),
        Cell(score(total.first)),
        Cell(score(total.last)),
        Cell(score(total.log_score)),
        Cell(cover),
        Cell(signed(prior.skill if prior else None)),
        Cell(score(implied.mean if implied else None)),
    ]


def _show_words(screen: Screen, key: str, spoken: Spoken) -> None:
    screen.line(f"By {key} · how often what was said in these words happened", "bold")
    if spoken.groups:
        columns = [
            Column(key.upper(), flexible=True),
            Column("HAPPENED", right=True),
            Column("RATE", right=True),
            Column("90% INTERVAL"),
            Column("BAND"),
            Column("FIT"),
            Column("BRIER", right=True),
        ]
        screen.table(columns, [_words(words) for words in spoken.groups], more=MORE)
        screen.line(
            "BAND is what the words promise on a scale of estimative language; – where they promise no number. "
            "BRIER is that of its midpoint, 0–1, lower is better."
        )
    else:
        screen.line("no words to score: no resolved yes/no question hangs on a statement with a hedge")
    for reason, count in spoken.left_out.items():
        screen.line(f"left out: {plural(count, 'question')}, {reason}")


def _words(words: Words) -> list[Cell]:
    band = f"{words.band[0]:.0%} to {words.band[1]:.0%}" if words.band else NOTHING
    fit: str = words.fit or "no band"
    if words.fit and words.rate_of_banded is not None and words.banded < words.n:
        fit += f" ({percent(words.rate_of_banded)} of {words.banded})"
    return [
        Cell(safe(words.name), "cyan"),
        Cell(f"{words.happened} of {words.n}"),
        Cell(percent(words.happened / words.n), "bold"),
        Cell(f"{words.low:.0%} to {words.high:.0%}"),
        Cell(band),
        Cell(fit),
        Cell(NOTHING if words.brier is None else f"{words.brier:.3f}"),
    ]


def _show_bits(screen: Screen, review: Review, bits: Sequence[Bits], key: str) -> None:
    screen.line(f"By {key} · bits of information on what happened; above 0 helped, below 0 misled", "bold")
    if not review.sum:
        screen.line("no bits: nothing selected is resolved and has a prior that evidence could move")
        return
    screen.table(_bits_columns(key), [_bits(one, key) for one in bits], more=MORE)
    screen.line(sum_told(review.sum))


def show_sources(screen: Screen, review: Review) -> None:
    """The sources that helped most and those that misled most."""
    moved = [one for one in review.bits if one.bits or one.infinite]
    if not review.sum or not moved:
        return
    few = best_and_worst(moved)
    screen.line()
    title = "Which sources helped" if few is moved else f"Which sources helped ({BEST} best, {WORST} worst)"
    screen.line(f"{title} · bits of information on what happened; above 0 helped, below 0 misled", "bold")
    screen.table(_bits_columns("source"), [_bits(one, "source") for one in few])
    screen.line(sum_told(review.sum))
    screen.line(f"`outlook score --by source` lists all {len(review.bits)}; by grade and by indicator work alike.")


def best_and_worst(moved: Sequence[Bits]) -> Sequence[Bits]:
    """The first few and the last few; all where that would leave out none."""
    return moved if len(moved) <= BEST + WORST else [*moved[:BEST], *moved[-WORST:]]


def _bits_columns(key: str) -> list[Column]:
    return [
        Column(NAMES[key], flexible=True),
        Column("UPDATES", right=True),
        Column("FORECASTS", right=True),
        Column("BITS", right=True),
        Column("90% INTERVAL"),
    ]


def _bits(one: Bits, key: str) -> list[Cell]:
    between = f"{bit(one.low)} to {bit(one.high)}" if one.low is not None and one.high is not None else NOTHING
    ruled_out = f" and {one.infinite} infinite" if one.infinite else ""
    name = safe(one.name) if one.name is not None else f"({WITHOUT[key]})"
    return [
        Cell(name, "cyan"),
        Cell(str(one.n)),
        Cell(str(one.forecasts)),
        Cell(f"{bit(one.bits)}{ruled_out}", "bold"),
        Cell(between),
    ]


def bit(value: float) -> str:
    """Bits with their sign; tiny ones keep a digit, and nothing is told by a bare 0."""
    if value == 0:
        return "0"
    return f"{value:+.2f}" if abs(value) >= 0.005 else f"{value:+.0e}".replace("e-0", "e-")  # noqa: PLR2004 - half of the last decimal


def sum_told(whole: Sum) -> str:
    """What reports and the passing of time did to the surprise at what happened, in one sentence."""
    without = f"; {whole.infinite} more have an infinite part" if whole.infinite else ""
    counted = plural(whole.n - whole.infinite, "forecast")
    return (
        f"Surprise at what happened, in bits over {counted} (0 and up, lower is better): {whole.prior:.2f} under the "
        f"priors, {signed(-whole.reports)} by reports, {signed(-whole.time)} by the passing of time, "
        f"{whole.left:.2f} at the end{without}."
    )
