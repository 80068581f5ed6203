"""What was found beside what was labelled: sentences matched by overlap, counts, precision, recall, spans."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING

from outlook.extract import extract, sentences
from outlook.scoring.calibration import wilson

from .labelled import CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .labelled import Labelled, Passage, Spans

LEVEL = 0.9
NEARLY = 0.8  # of the tokens of a horizon
SCHEDULED = "scheduled"
ATTRIBUTED = "attributed"
MARKS = (*CLASSES, SCHEDULED)
WORDS = (
    "may", "might", "could", "would", "will", "shall", "should",
    "expect", "expected", "likely", "unlikely", "probably", "risk", "forecast",
)  # fmt: skip
_BAG = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_WHO = re.compile(r",?\s(?:who|whose)\s.*", re.DOTALL)
_TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*|%")


@dataclass(frozen=True)
class Predicted:
    """A sentence as a program sees it. `marks` holds its classes, and `scheduled`."""

    start: int
    end: int
    text: str
    marks: frozenset[str]
    condition: str | None = None
    horizon: str | None = None
    speaker: str | None = None
    confidence: str = "high"


@dataclass(frozen=True)
class Pair:
    """One sentence, labelled and found. Without a label it is a heading; without a find it was lost in splitting."""

    passage: Passage
    text: str
    labelled: frozenset[str]
    found: frozenset[str]
    condition: str | None
    found_condition: str | None
    is_whole: bool
    spans: Spans | None = None
    found_horizon: str | None = None
    found_speaker: str | None = None
    confidence: str = "high"


@dataclass(frozen=True)
class Tally:
    """Counts of one mark: how many are labelled, how many found, how many of these right."""

    labelled: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """right / found, from 0 to 1, higher is better; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """right / labelled, from 0 to 1, higher is better; None where nothing is labelled."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """2 right / (labelled + found), from 0 to 1, higher is better; None where both are 0."""
        both = self.labelled + self.found
        return 2 * self.right / both if both else None

    @property
    def precision_interval(self) -> tuple[float, float] | None:
        """Wilson's 90 % interval of the precision."""
        return wilson(self.right, self.found, LEVEL) if self.found else None

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        """Wilson's 90 % interval of the recall."""
        return wilson(self.right, self.labelled, LEVEL) if self.labelled else None


@dataclass(frozen=True)
class Conditions:
    """Conditions: how many are labelled, found at all, found to the letter, the mean overlap, and how many are made up.

    `overlap` is the mean token F1 over the labelled ones, 0 for one not found; from 0 to 1, higher is better.
    `invented` counts outlook sentences with a condition found where none is labelled.
    """

    labelled: int
    found: int
    exact: int
    overlap: float | None
    invented: int


def by_program(text: str) -> list[Predicted]:
    """What `outlook extract` finds."""
    return [
        Predicted(
            one.start,
            one.end,
            one.text,
            frozenset({*one.classes, *([SCHEDULED] * one.scheduled)}),
            one.condition,
            one.horizon,
            one.attributed_to,
            one.confidence,
        )
        for one in extract(text)
    ]


def by_words(text: str) -> list[Predicted]:
    """The baseline: a sentence with any of fourteen words is an outlook; it gives no condition and no other class."""
    return [
        Predicted(one.start, one.end, one.text, frozenset({"outlook"} if _BAG.search(one.text) else ()))
        for one in sentences(text)
    ]


def pairs(passage: Passage, program: Callable[[str], Sequence[Predicted]]) -> list[Pair]:
    """Every labelled sentence with what was found in it, and after these what was found outside of all of them.

    A sentence found belongs to the labelled one that it overlaps most, to the earlier one if two are equal.
    """
    belongs: dict[Labelled | None, list[Predicted]] = {}
    for one in program(passage.text):
        most = max(passage.sentences, key=lambda label: _shared(label, one), default=None)
        belongs.setdefault(most if most is not None and _shared(most, one) else None, []).append(one)
    matched = [_pair(passage, label, belongs.get(label, [])) for label in passage.sentences]
    outside = [
        replace(_pair(passage, None, [one]), text=one.text, found=one.marks - {"fact"}, is_whole=True)
        for one in belongs.get(None, [])
    ]
    return matched + outside


def tally(found: Iterable[Pair], mark: str) -> Tally:
    """The counts of one class, or of `scheduled`."""
    every = [(mark in pair.labelled, mark in pair.found) for pair in found]
    return Tally(sum(label for label, _ in every), sum(seen for _, seen in every), sum(a and b for a, b in every))


def conditions(found: Iterable[Pair]) -> Conditions:
    """How well conditions are found, over the sentences labelled outlook, whatever class they were given."""
    outlooks = [pair for pair in found if "outlook" in pair.labelled]
    asked = [pair for pair in outlooks if pair.condition is not None]
    overlaps = [token_f1(pair.condition or "", pair.found_condition or "") for pair in asked]
    return Conditions(
        labelled=len(asked),
        found=sum(pair.found_condition is not None for pair in asked),
        exact=sum(pair.found_condition == pair.condition for pair in asked),
        overlap=fmean(overlaps) if overlaps else None,
        invented=sum(pair.condition is None and pair.found_condition is not None for pair in outlooks),
    )


def horizons(found: Iterable[Pair]) -> Tally:
    """Time words of the sentences that are labelled with some, and found as outlooks; right where nearly the same."""
    named = [pair for pair in found if pair.spans and pair.spans.horizon and "outlook" in pair.labelled]
    right = [token_f1(pair.spans.horizon or "", pair.found_horizon or "") >= NEARLY for pair in named if pair.spans]
    return Tally(len(named), sum(pair.found_horizon is not None for pair in named), sum(right))


def speakers(found: Iterable[Pair]) -> Tally:
    """Speakers whom the sentence names or describes. Right where the last word of the name is that of the label.

    Whose turn it is in a transcript is no claim of the sentence. A clause with *who* counts for neither: some of those
    who labelled took it in, and some left it out.
    """
    asked = [pair for pair in found if pair.spans]
    labelled = [pair.spans.speaker for pair in asked if pair.spans and pair.spans.speaker]
    named = [
        pair
        for pair in asked
        if pair.found_speaker and ATTRIBUTED in pair.found and _is_named(pair.found_speaker, pair.text)
    ]
    right = [_last(pair.spans.speaker) == _last(pair.found_speaker) for pair in named if pair.spans]
    return Tally(len(labelled), len(named), sum(right))


def sureness(found: Iterable[Pair], confidence: str) -> Tally:
    """Of the outlooks found with this confidence, how many are labelled so."""
    named = [pair for pair in found if "outlook" in pair.found and pair.confidence == confidence]
    return Tally(0, len(named), sum("outlook" in pair.labelled for pair in named))


def _is_named(speaker: str, text: str) -> bool:
    return speaker in text and speaker.lower() not in ("he", "she", "it", "they", "both", "all")


def _last(name: str | None) -> str:
    return _TOKEN.findall(_WHO.sub("", name or "").lower().removesuffix("’s"))[-1] if name else ""


def token_f1(labelled: str, found: str) -> float:
    """2 shared / (tokens of both), each token as often as it stands, in lower case; 0 where either has none."""
    a, b = (Counter(_TOKEN.findall(text.lower())) for text in (labelled, found))
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def _shared(label: Labelled, one: Predicted) -> int:
    return max(0, min(label.end, one.end) - max(label.start, one.start))


def _pair(passage: Passage, label: Labelled | None, found: Sequence[Predicted]) -> Pair:
    marks = frozenset[str]().union(*(one.marks for one in found))
    # Of a sentence cut in two, one half may be a fact beside what the other half is.
    marks -= {"fact"} if marks & {*CLASSES} - {"fact"} else set()
    return Pair(
        passage,
        label.text if label else "",
        label.classes | ({SCHEDULED} if label.scheduled else set()) if label else frozenset(),
        marks,
        label.condition if label else None,
        next((one.condition for one in found if one.condition is not None), None),
        is_whole=label is not None and [(one.start, one.end) for one in found] == [(label.start, label.end)],
        spans=label.spans if label else None,
        found_horizon=next((one.horizon for one in found if one.horizon is not None), None),
        found_speaker=next((one.speaker for one in found if one.speaker is not None), None),
        confidence=next((one.confidence for one in found if MARKS[0] in one.marks), "high"),
    )
