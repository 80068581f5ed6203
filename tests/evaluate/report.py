"""The evaluation as plain aligned text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .labelled import SPLITS
from .measure import LEVEL, MARKS, WORDS, Tally, conditions, horizons, speakers, sureness, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .measure import Pair

NONE = "–"
_LEGEND = f"""\
n: labelled · found: given this class by the program · right: both.
Precision = right / found, recall = right / n, F1 = 2 right / (n + found): from 0 to 1, higher is better; {NONE} where
nothing can be divided. In brackets: Wilson's interval at {LEVEL * 100:.0f} %.
`scheduled` is a mark of an outlook, not a class.
program: what `outlook extract` finds; training and part of fitting were read while its rules were made, so that its
figures there say nothing of other texts.
words: a sentence with any of {len(WORDS)} words is an outlook: {", ".join(WORDS[:8])},
{", ".join(WORDS[8:])}."""


def report(found: Sequence[Pair], words: Sequence[Pair], misses: Collection[str]) -> str:
    """Counts of each class, conditions and splitting by register, then what went wrong in the splits `misses`."""
    parts = [
        _LEGEND,
        *_lines_of_classes(found, words),
        *_lines_of_registers(found, words),
        "",
        *_lines_of_conditions(found),
        "",
        *_lines_of_spans(found),
    ]
    for split in SPLITS:
        if split in misses and any(pair.passage.split == split for pair in found):
            parts += ["", *_lines_of_misses(split, [pair for pair in found if pair.passage.split == split])]
    return "\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> Iterator[str]:
    """Aligned rows; the first `left` columns to the left, the others to the right."""
    every = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for row in every:
        cells = [
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _groups(found: Sequence[Pair]) -> Iterator[tuple[str, str | None, list[Pair]]]:
    """Each split, as a whole and by register."""
    for split in SPLITS:
        within = [pair for pair in found if pair.passage.split == split]
        registers: dict[str, list[Pair]] = {}
        for pair in within:
            registers.setdefault(pair.passage.register, []).append(pair)
        if within:
            yield split, None, within
        for register, of_it in registers.items():
            yield split, register, of_it


def _lines_of_classes(program: Sequence[Pair], words: Sequence[Pair]) -> Iterator[str]:
    for (split, register, found), (_, _, bag) in zip(_groups(program), _groups(words), strict=True):
        if register is None:
            yield f"\n{split}, all registers: {sum(bool(pair.labelled) for pair in found)} sentences"
            rows = [(mark, "program", *_figures(tally(found, mark))) for mark in MARKS]
            rows.insert(1, (MARKS[0], "words", *_figures(tally(bag, MARKS[0]))))
            yield from table(("class", "by", "n", "found", "right", "precision", "recall", "F1"), rows, 2)


def _lines_of_registers(rules: Sequence[Pair], words: Sequence[Pair]) -> Iterator[str]:
    """The outlook statements of each register, by the rules, and how the bag of words does."""
    for split in SPLITS:
        rows = [
            (register or "", str(sum(bool(pair.labelled) for pair in found)), *_figures(tally(found, MARKS[0])),
             _number(tally(bag, MARKS[0]).f1))
            for (one, register, found), (_, _, bag) in zip(_groups(rules), _groups(words), strict=True)
            if one == split and register is not None
        ]  # fmt: skip
        if not rows:
            continue
        yield f"\n{split}, outlook statements by register"
        yield from table(
            ("register", "sentences", "n", "found", "right", "precision", "recall", "F1", "F1 of words"), rows, 1
        )


def _figures(counts: Tally) -> tuple[str, ...]:
    return (
        str(counts.labelled),
        str(counts.found),
        str(counts.right),
        _rate(counts.precision, counts.precision_interval),
        _rate(counts.recall, counts.recall_interval),
        _number(counts.f1),
    )


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _rate(value: float | None, interval: tuple[float, float] | None) -> str:
    return _number(value) + ("" if interval is None else f" [{interval[0]:.2f}–{interval[1]:.2f}]")


def _lines_of_conditions(rules: Sequence[Pair]) -> Iterator[str]:
    yield "Conditions of labelled outlook sentences (overlap: mean token F1, 0 where none is found, 1 is best;"
    yield "invented: none is labelled), and sentences that were split as labelled"
    rows = []
    for split, register, found in _groups(rules):
        seen = conditions(found)
        counts = [str(number) for number in (seen.labelled, seen.found, seen.exact)]
        labelled = [pair.is_whole for pair in found if pair.labelled]
        whole = f"{sum(labelled)} of {len(labelled)}"
        rows.append((split, register or "all", *counts, _number(seen.overlap), str(seen.invented), whole))
    yield from table(("split", "register", "n", "found", "exact", "overlap", "invented", "split right"), rows, 2)


def _lines_of_spans(rules: Sequence[Pair]) -> Iterator[str]:
    yield "Time words and speakers where they are labelled (right: nearly the same words; the same last name), and"
    yield "outlooks by the confidence that they were found with (right: labelled outlook)"
    rows = []
    for split in SPLITS:
        within = [pair for pair in rules if pair.passage.split == split]
        counts = {
            "horizon": horizons(within),
            "speaker": speakers(within),
            **{f"{level} confidence": sureness(within, level) for level in ("high", "low")},
        }
        # Of a confidence nothing is labelled: it has a precision, and nothing else.
        rows += [
            (split, name, *_figures(one)[:-1], NONE if name.endswith("confidence") else _number(one.f1))
            for name, one in counts.items()
            if within
        ]
    yield from table(("split", "what", "n", "found", "right", "precision", "recall", "F1"), rows, 2)


def _lines_of_misses(split: str, found: Sequence[Pair]) -> Iterator[str]:
    yield f"Misses, {split} (+ found, not labelled; - labelled, not found; ~ condition; / split otherwise)"
    for pair in found:
        wrong = list(_wrong(pair))
        if wrong:
            yield f"{pair.passage.register}: {', '.join(wrong)}\n    {' '.join(pair.text.split())}"


def _wrong(pair: Pair) -> Iterator[str]:
    # A sentence that is a fact by mistake lacks a class, or has one too many: that says it.
    for mark in MARKS:
        if mark != "fact" and (mark in pair.labelled) != (mark in pair.found):
            yield f"{'-' if mark in pair.labelled else '+'}{mark}"
    if "outlook" in pair.labelled and pair.condition != pair.found_condition:
        yield f"~condition {_quoted(pair.condition)}, found {_quoted(pair.found_condition)}"
    if pair.spans and "outlook" in pair.labelled and not horizons([pair]).right and pair.spans.horizon:
        yield f"~horizon {_quoted(pair.spans.horizon)}, found {_quoted(pair.found_horizon)}"
    if pair.spans and (one := speakers([pair])).found > one.right:
        yield f"~speaker {_quoted(pair.spans.speaker)}, found {_quoted(pair.found_speaker)}"
    if not pair.is_whole:
        yield "/split"


def _quoted(text: str | None) -> str:
    return "none" if text is None else f"“{text}”"
