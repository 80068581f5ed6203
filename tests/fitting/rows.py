"""The labelled passages as rows to fit weights to: each sentence with its label, and with what the rules first said of it.

What the present rules say of texts that they were made with is nearly always right, and says nothing of how they do on
other texts. So each passage has the verdict of the rules from before anybody read it, in verdicts.jsonl.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluate.labelled import FOLDER, Passage, passage_of
from outlook.extract import sentences
from outlook.extract.around import Around
from outlook.extract.conditions import find_condition
from outlook.extract.features import Feature, Looked, Verdict, features, signals_of
from outlook.extract.lexicon import lowered
from outlook.extract.marks import rejoined, without_marks
from outlook.extract.registers import Register
from outlook.extract.span import Cue
from outlook.extract.triggers import trigger, words_of
from outlook.extract.uncued import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Those that nobody had read when the rules gave their verdict on them.
UNREAD = frozenset({"third", "fourth", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"})
VERDICTS = FOLDER / "verdicts.jsonl"
OUTLOOK = "outlook"
SKETCHES = "sketches.json"  # each of them is a register of its own


@dataclass(frozen=True)
class Row:
    """A sentence to fit to: what weighs in it, what it is, and which labelled sentence of its passage it is or None."""

    features: tuple[Feature, ...]
    is_outlook: bool
    label: int | None
    verdict: Verdict
    is_fresh: bool

    @property
    def is_of_a_kind(self) -> bool:
        """Whether its document is long enough to tell what it has much of."""
        return any(found[0] == "document" for found in self.features)

    @property
    def is_weighed(self) -> bool:
        """Whether a word looks ahead in it, or it has a condition: other sentences are never weighed."""
        return bool(self.verdict.cues or self.verdict.spans) or self.verdict.is_outlook


@dataclass(frozen=True)
class Judged:
    """A passage with the rows of its sentences; `group` is its set, `register` what is left out as a whole."""

    group: str
    register: str
    passage: Passage
    rows: tuple[Row, ...]


def judged() -> list[Judged]:
    """Every passage that weights may be fitted to, in order."""
    return [_judged(*one) for one in _passages()]


def made_from(every: Sequence[Judged]) -> str:
    """A hash of all that the weights follow from, but for the settings of the fit."""
    known = hashlib.sha256()
    for one in every:
        for row in one.rows:
            parts = sorted(" ".join(found) if isinstance(found, tuple) else found for found in row.features)
            known.update(json.dumps([one.register, row.is_outlook, row.label, parts]).encode())
    return known.hexdigest()


def _passages() -> Iterator[tuple[str, str, Passage, list[Any]]]:
    verdicts = {(one["file"], one["title"]): one for one in map(json.loads, VERDICTS.read_text("utf-8").splitlines())}
    for path in sorted(FOLDER.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        for found in record["passages"] if record["split"] != "unseen" else ():
            register = found["title"] if path.name == SKETCHES else found.get("register", record["register"])
            passage = passage_of(register, record["split"], found)
            first = verdicts[path.name, found["title"]]
            yield first["set"], f"{register} ({path.name})", passage, first["verdicts"]


def _judged(group: str, register: str, passage: Passage, first: list[Any]) -> Judged:
    plain = without_marks(passage.text)
    split = list(sentences(passage.text))
    signals = signals_of(words_of(sentence.plain or sentence.text) for sentence in split)
    known = {(start, end): _verdict(*rest) for start, end, *rest in first}
    ends = sorted(known)
    others = [one[:2] for one in split if not any(start < one.end and one.start < end for start, end in ends)]
    rows = []
    for start, end in sorted([*ends, *others]):
        text = rejoined(plain[start:end])
        verdict = known.get((start, end), Verdict())
        if not (verdict.cues or verdict.is_outlook):
            verdict = _without_cue(text)
        label = _label(passage, start, end)
        is_outlook = label is not None and OUTLOOK in passage.sentences[label].classes
        weighing = tuple(features(Looked(words_of(text), verdict, signals)))
        rows.append(Row(weighing, is_outlook, label, verdict, group in UNREAD))
    return Judged(group, register, passage, tuple(rows))


def _without_cue(text: str) -> Verdict:
    """What the rules say where no word looks ahead: that needs no memory of what they once said."""
    low = lowered(text)
    patterns = trigger()
    return verdict_of(Around(text, low, Register(), find_condition(text, low), patterns.of(text), patterns.bits))


def _verdict(is_outlook: bool, spans: list[str], cues: list[list[str]]) -> Verdict:
    return Verdict([Cue(rule, text, 0, 0, veto) for rule, text, veto in cues], is_outlook, tuple(spans))


def _label(passage: Passage, start: int, end: int) -> int | None:
    """The number of the labelled sentence that a found one overlaps most; None for a heading."""
    shared = [min(one.end, end) - max(one.start, start) for one in passage.sentences]
    most = max(shared)
    return shared.index(most) if most > 0 else None
