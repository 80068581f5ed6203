"""Scores by group: rows by forecaster, case, tag or kind; words by how often they came true; reports by their bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.authors import Names, speakers, titles
from outlook.show.describe.blocks import Block, Cell, Column, Line, Table, Text
from outlook.show.describe.phrasing import NOTHING, percent, plural, score, with_sign
from outlook.show.describe.scores import OF_SO_MANY, implied_of, mean_log, signed, skill_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.answers.score import Review
    from outlook.model.case import Case
    from outlook.scoring.groups import Group
    from outlook.scoring.information import Bits, Sum
    from outlook.scoring.words import Spoken, Words

BEST, WORST = 4, 2
OF_ONE_WORD = ("hedge", "term")
NAMES = {"source": "Source", "grade": "Grade", "indicator": "Indicator"}
WITHOUT = {"source": "no source", "grade": "ungraded", "indicator": "no indicator"}
MORE = "pipe the groups"
INFORMATION = "bits of information on what happened; above 0 helped, below 0 misled"
INFINITE = "LOG leaves out the infinite ones, and says how many they are: +2∞ are two."
ELSEWHERE = "--lead and --daily are columns of the list of forecasts, without --by, and of `--by forecaster`."
WORTH = (
    "WORTH is what the word has been worth: its midpoint, counted as twenty questions, with what happened. GAIN is by "
    "how much the Brier score would have been lower with it, each question left out in turn; shown, never applied."
)


def groups(review: Review, cases: Mapping[str, Case | None]) -> Iterator[Block]:
    """The groups that were asked for, whichever they are of."""
    key = review.ask.key or ""
    if review.spoken:
        yield from spoken(key, review.spoken, titles(cases) if key == "document" else Names())
    elif key in NAMES and review.sum:
        yield _bits(review.bits, key, INFORMATION, f"By {key}")
        yield Line(sum_told(review.sum))
    elif key in NAMES:
        yield Line("no bits: nothing selected is resolved and has a prior that evidence could move")
    elif review.groups:
        yield _rows(key, review, speakers(cases))
        if key != "forecaster" and (review.ask.lead is not None or review.ask.daily):
            yield Line(ELSEWHERE)
        yield Line(
            "VS PRIOR is the skill against the prior, or with ½ against equal chances, where not every question has "
            f"one; IMPLIED is what the evidence implied; {OF_SO_MANY}; – where there is none or units differ."
        )
        if any(one.total.infinite for one in review.groups):
            yield Line(INFINITE)


def _rows(key: str, review: Review, names: Names) -> Table:
    found, ask = review.groups, review.ask
    with_lead, with_daily = (key == "forecaster" and asked for asked in (ask.lead is not None, ask.daily))
    several = key != "forecaster" and len({group.total.by for group in found}) > 1
    columns = (
        Column(key.capitalize(), "name"),
        *([Column("Forecaster", "name", 3)] if several else []),
        *([] if key == "kind" else [Column("Kind", "name", 3)]),
        Column("N", "number", 2),
        Column("Mean", "number"),
        Column("First", "number", 7),
        Column("Last", "number", 6),
        *([Column("Lead", "number", 1)] if with_lead else []),
        *([Column("Daily", "number", 1)] if with_daily else []),
        Column("Log", "number", 8),
        Column("Cover", "number", 5),
        Column("Vs prior", "number", 1),
        Column("Implied", "number", 4),
    )
    caption = "Brier 0–1, over options 0–2, CRPS in the unit; lower is better; time-weighted"
    rows = [
        _group(group, key, _beside(group, review) if key == "forecaster" else [], names, several=several)
        for group in found
    ]
    return Table(columns, rows, caption, f"By {key}", MORE)


def _beside(group: Group, review: Review) -> list[str]:
    """The means at a lead and over days that were asked for, each with its number if that is not the row's."""
    total = group.total
    together = review.together[total.kind, total.by]
    found = [one for one in (together.lead, together.daily) if one is not None]
    return [score(one.mean) if one.n == total.n else f"{score(one.mean)} ({one.n})" for one in found]


def _group(group: Group, key: str, beside: Sequence[str], names: Names, *, several: bool) -> list[Cell | Text]:
    total = group.total
    cover = f"{total.coverage:.0%}" if total.coverage is not None else NOTHING
    name = group.name if group.name is not None else f"(no {key})"
    return [
        Cell(names[name] if key == "forecaster" else name, tone="name"),
        *([names[total.by]] if several else []),
        *([] if key == "kind" else [total.kind]),
        str(total.n),
        Cell(score(total.mean), tone="strong"),
        score(total.first),
        score(total.last),
        *beside,
        mean_log(total),
        cover,
        skill_of(total, group.against),
        implied_of(total, group.against),
    ]


def spoken(key: str, found: Spoken, names: Names) -> Iterator[Block]:
    """How often what was said came true, by hedge or by document."""
    if found.groups:
        columns = (
            Column(key.capitalize(), "name"),
            Column("Happened", "number"),
            Column("Rate", "number", 1),
            Column("90% interval", "name", 2),
            Column("Band", "name"),
            Column("Fit", "name", 3),
            Column("Brier", "number", 4),
            *([Column("Worth", "number", 5), Column("Gain", "number", 6)] if key in OF_ONE_WORD else []),
        )
        caption = "how often what was said in these words happened"
        rows = [[*_words(words, names), *(_worth(words) if key in OF_ONE_WORD else [])] for words in found.groups]
        yield Table(columns, rows, caption, f"By {key}", MORE)
        yield Line(
            "BAND is what the words promise on a scale of estimative language; – where they promise no number. "
            "BRIER is that of its midpoint, 0–1, lower is better."
        )
        if key in OF_ONE_WORD:
            yield Line(WORTH, "soft")
    else:
        yield Line("no words to score: no resolved yes/no question comes from a statement with a hedge")
    for reason, count in found.left_out.items():
        yield Line(f"left out: {plural(count, 'question')}, {reason}")


def _worth(words: Words) -> list[Cell | Text]:
    few = NOTHING if words.worth is None else f"not enough ({words.banded})"
    return [
        Cell(NOTHING if words.worth is None else percent(words.worth), words.worth),
        few if words.gain is None else with_sign(words.gain, 3),
    ]


def _words(words: Words, names: Names) -> list[Cell | Text]:
    band = f"{words.band[0]:.0%} to {words.band[1]:.0%}" if words.band else NOTHING
    fit: str = words.fit or "no band"
    if words.fit and words.rate_of_banded is not None and words.banded < words.n:
        fit += f" ({percent(words.rate_of_banded)} of {words.banded})"
    return [
        Cell(names[words.name], words.name, "name"),
        f"{words.happened} of {words.n}",
        Cell(percent(words.happened / words.n), tone="strong"),
        f"{words.low:.0%} to {words.high:.0%}",
        band,
        fit,
        NOTHING if words.brier is None else f"{words.brier:.3f}",
    ]


def sources(review: Review) -> Iterator[Block]:
    """The sources that helped most and those that misled most."""
    moved = [one for one in review.bits if one.bits or one.infinite]
    if not review.sum or not moved:
        return
    few = best_and_worst(moved)
    title = "Which sources helped" if few is moved else f"Which sources helped ({BEST} best, {WORST} worst)"
    yield _bits(few, "source", INFORMATION, title)
    yield Line(sum_told(review.sum))


def best_and_worst(moved: Sequence[Bits]) -> Sequence[Bits]:
    """The first few and the last few; all where that would leave out none."""
    return moved if len(moved) <= BEST + WORST else [*moved[:BEST], *moved[-WORST:]]


def _bits(found: Sequence[Bits], key: str, caption: str, title: str) -> Table:
    columns = (
        Column(NAMES[key], "prose"),
        Column("Updates", "number", 2),
        Column("Forecasts", "number", 3),
        Column("Bits", "number"),
        Column("90% interval", "name", 1),
    )
    return Table(columns, [_informed(one, key) for one in found], caption, title, MORE)


def _informed(one: Bits, key: str) -> list[Cell | Text]:
    between = f"{bit(one.low)} to {bit(one.high)}" if one.low is not None and one.high is not None else NOTHING
    ruled_out = f" and {one.infinite} infinite" if one.infinite else ""
    name = one.name if one.name is not None else f"({WITHOUT[key]})"
    return [
        Cell(name, tone="name"),
        str(one.n),
        str(one.forecasts),
        Cell(f"{bit(one.bits)}{ruled_out}", tone="strong"),
        between,
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
