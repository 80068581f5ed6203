"""From cues and spans to classes: what a sentence is, with the rules that said so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from outlook import words as scales
from outlook.extract.cues import Around, Cue, Register, cue_words, find_cues
from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.horizons import find_horizon
from outlook.extract.span import Span
from outlook.extract.conditions import find_condition
from outlook.extract.speakers import Speakers, find_speaker

if TYPE_CHECKING:
    from outlook.extract.sentences import Sentence
    from outlook.model.case import StatementClass

_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z]")
_TURNED = re.compile(
    r"\b(?:not|hardly|scarcely|barely|never|no|less|more|increasingly|ever|equally|as|too|far from|anything but)\s+"
    r"(?:(?:very|at all|all that|so|particularly|any more|[a-z]+ly)\s+)?(?:an?\s+)?$"
)
ANNOUNCED = frozenset({"will", "shall", "is to", "are to"})
LONGEST = 2_000  # no sentence of prose is longer; what is would take the rules very long


@dataclass(frozen=True, slots=True)
class Found:
    """One sentence with what the rules found in it; `text == document[start:end]`.

    `classes` is in order of weight, `hedge` the cue that decides, `band` its probabilities on the scale or None where
    it has no standard band. `reasons` name every rule that fired and every veto. `confidence` is `low` for a warning
    and for a bare may, might or could without condition or horizon.
    """

    start: int
    end: int
    text: str
    classes: tuple[StatementClass, ...]
    hedge: str | None
    band: tuple[float, float] | None
    condition: str | None
    horizon: str | None
    attributed_to: str | None
    scheduled: bool
    confidence: str
    reasons: tuple[str, ...]


def classify(sentence: Sentence, register: Register, speakers: Speakers, scale: str) -> Found:
    """Everything the rules say of one sentence; of a very long one, what they say of its beginning, and that."""
    text = (sentence.plain or sentence.text)[:LONGEST]
    low = lowered(text)
    speaker = find_speaker(text, low, speakers)
    warns, words = lexicon().warning.search(low), [] if text.isupper() else cue_words(low)
    condition = find_condition(text, low)
    horizon = find_horizon(text, low, words[0].start() if words else 0, condition) if words or warns else None
    around = Around(text, low, register, condition is not None, horizon.text if horizon else None)
    cues = find_cues(words, around)
    live = [cue for cue in cues if not cue.veto and not _inside(cue, condition)]
    hedge = _hedge(live, low)
    if live and live[0].start != words[0].start():
        horizon = find_horizon(text, low, live[0].start, condition)
    classes = _classes(low, live, condition, speaker, warns=warns is not None, legal=register.legal)
    reasons = [_reason(cue) for cue in cues]
    reasons += [f"read to its first {LONGEST:,} characters only"] if len(sentence.text) > LONGEST else []
    reasons += [f"warning: {text[warns.start() : warns.end()]}"] if warns else []
    reasons += [f"condition: {condition.text}"] if condition else []
    reasons += [f"horizon: {horizon.text}"] if horizon and (live or warns) else []
    bare = hedge is not None and hedge in scales.WITHOUT_A_NUMBER and condition is None and horizon is None
    return Found(
        sentence.start,
        sentence.end,
        sentence.text,
        classes,
        hedge,
        _band(hedge, scale),
        condition.text if condition else None,
        horizon.text if horizon and (live or warns) else None,
        speaker,
        bool(live) and _is_scheduled(live, low, horizon),
        "low" if bare or (warns is not None and not live) else "high",
        tuple(reasons),
    )


def _is_scheduled(live: list[Cue], low: str, horizon: Span | None) -> bool:
    """Whether it is announced: by its words, or as what will be on a named day."""
    named = horizon is not None and _DAY.search(horizon.text) is not None
    announced = any(cue.text.lower() in ANNOUNCED for cue in live)
    return (named and announced) or lexicon().scheduled.search(low) is not None


def _inside(cue: Cue, condition: Span | None) -> bool:
    return condition is not None and condition.start < cue.start < condition.end


def _hedge(live: list[Cue], low: str) -> str | None:
    """The cue that decides: an estimative word before a bare modal, else the first.

    What turns an estimative word round or compares it belongs to it: `not likely` and `less likely` are other hedges
    than `likely`, and stand in no scale.
    """
    first = next((cue for cue in live if cue.rule == "estimative"), live[0] if live else None)
    if first is None:
        return None
    turned = _TURNED.search(low[: first.start]) if first.rule == "estimative" else None
    return " ".join(f"{turned[0] if turned else ''}{low[first.start : first.end]}".split())


def _classes(
    low: str, live: list[Cue], condition: Span | None, speaker: str | None, *, warns: bool, legal: bool
) -> tuple[StatementClass, ...]:
    found: list[StatementClass] = []
    if live:
        found.append("outlook")
    if warns:
        found.append("warning")
    outside = low if condition is None else low[: condition.start] + low[condition.end :]
    if not live and not legal and lexicon().assumption.search(outside):
        found.append("assumption")
    if speaker is not None:
        found.append("attributed")
    return tuple(found) or ("fact",)


def _reason(cue: Cue) -> str:
    name = cue.rule.replace("_", " ")
    return f"{name}: {cue.text}" + (f" (vetoed: {cue.veto})" if cue.veto else "")


@lru_cache(maxsize=1024)
def _band(hedge: str | None, scale: str) -> tuple[float, float] | None:
    return (scales.band(hedge, scale) or scales.numeric_phrase(hedge)) if hedge else None
