"""From cues and spans to classes: what a sentence is, with the rules that said so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from outlook import words as scales
from outlook.extract.conditions import find_condition
from outlook.extract.confidence import confidence
from outlook.extract.cues import Around, Cue, Register, cue_words, find_cues
from outlook.extract.hedges import turned
from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.marks import shown
from outlook.extract.speakers import Speakers, find_speaker
from outlook.extract.triggers import trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.extract.sentences import Sentence
    from outlook.extract.span import Span
    from outlook.model.case import StatementClass

_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z]")
ANNOUNCED = frozenset({"will", "shall", "is to", "are to"})
_REMAINS = re.compile(r"\bremains? (?:an? )$")
_FACT: tuple[StatementClass, ...] = ("fact",)
LONGEST = 2_000  # no sentence of prose is longer; what is would take the rules very long


class Found(NamedTuple):
    """One sentence with what the rules found in it; `text == document[start:end]`.

    `classes` is in order of weight, `hedge` the cue that decides, `band` its probabilities on the scale or None where
    it has no standard band. `reasons` name every rule that fired and every veto. `confidence` is `low` for a warning
    and for kinds of words that are often no outlook, as a bare modal without condition or horizon.
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

    @property
    def shown(self) -> str:
        """The sentence for a reader: on one line, without reference marks and with broken words whole."""
        return shown(self.text)


def classify(sentence: Sentence, register: Register, speakers: Speakers, scale: str) -> Found:
    """Everything the rules say of one sentence; of a very long one, what they say of its beginning, and that."""
    text = (sentence.plain or sentence.text)[:LONGEST]
    low = lowered(text)
    tried = trigger().of(low)
    bits = trigger().bits
    speaker = _speaker(text, low, tried, speakers)
    warns = lexicon().warning.search(low) if tried & bits["warning"] else None
    condition = find_condition(text, low) if tried & bits["condition"] else None
    words = [] if text.isupper() else cue_words(low, tried)
    stays = tried & bits["assumption"] > 0 and not register.legal
    if not words and warns is None:
        return _without_cue(sentence, low, condition, speaker, stays=stays)
    around = Around(text, low, register, condition, tried)
    cues = find_cues(words, around)
    live = [cue for cue in cues if not cue.veto and not _inside(cue, condition)]
    first = _deciding(live)
    horizon = around.horizon_of(first.start if first else 0) if live or warns else None
    named = horizon or (around.horizon_by_noun(first.start) if first else None)
    hedge = _hedge(first, low) if first else None
    classes = _classes(low, live, condition, speaker, warns=warns is not None, stays=stays)
    return Found(
        sentence.start,
        sentence.end,
        sentence.text,
        classes,
        hedge,
        _band(hedge, scale),
        _original(sentence, condition),
        _original(sentence, named),
        speaker or sentence.said_by or None,
        bool(live) and _is_scheduled(live, low, horizon, may_be=tried & bits["scheduled"] > 0),
        confidence(live, around, horizon, is_said=speaker is not None) if live else "low" if warns else "high",
        tuple(_reasons(sentence, cues, warns, condition, named)) if cues or condition or warns else (),
    )


def passed_over(sentence: Sentence, reason: str) -> Found:
    """A sentence of which the rules say nothing, and why."""
    return _fact(sentence)._replace(attributed_to=None, reasons=(reason,))


def _fact(sentence: Sentence) -> Found:
    """A sentence in which no rule finds anything."""
    start, end, text, _, said_by = sentence
    return Found(start, end, text, _FACT, None, None, None, None, said_by or None, False, "high", ())


def hear(sentence: Sentence, speakers: Speakers) -> None:
    """Note who speaks in a sentence, for the sentences after it."""
    text = (sentence.plain or sentence.text)[:LONGEST]
    low = lowered(text)
    _speaker(text, low, trigger().of(low), speakers)


def _speaker(text: str, low: str, tried: int, speakers: Speakers) -> str | None:
    bits = trigger().bits
    return find_speaker(text, low, speakers, saying=tried & bits["reporting"] > 0, holding=tried & bits["opinion"] > 0)


def _without_cue(sentence: Sentence, low: str, condition: Span | None, speaker: str | None, *, stays: bool) -> Found:
    """A sentence in which no word looks ahead; `stays`: whether it has a word that a standing assumption has."""
    if condition is None and not stays and speaker is None and len(sentence.text) <= LONGEST:
        return _fact(sentence)
    classes = _classes(low, [], condition, speaker, warns=False, stays=stays)
    reasons = tuple(_reasons(sentence, [], None, condition, None))
    named = _original(sentence, condition)
    return Found(
        sentence.start,
        sentence.end,
        sentence.text,
        classes,
        None,
        None,
        named,
        None,
        speaker or sentence.said_by or None,
        False,
        "high",
        reasons,
    )


def _reasons(
    sentence: Sentence, cues: list[Cue], warns: re.Match[str] | None, condition: Span | None, horizon: Span | None
) -> Iterator[str]:
    """Each rule that found something, and each veto that took it back."""
    yield from map(_reason, cues)
    if len(sentence.text) > LONGEST:
        yield f"read to its first {LONGEST:,} characters only"
    if warns:
        yield f"warning: {sentence.text[warns.start() : warns.end()]}"
    if condition:
        yield f"condition: {_original(sentence, condition)}"
    if horizon:
        yield f"horizon: {_original(sentence, horizon)}"


def _original(sentence: Sentence, span: Span | None) -> str | None:
    """The words of a span as the document has them."""
    return sentence.text[span.start : span.end] if span else None


def _is_scheduled(live: list[Cue], low: str, horizon: Span | None, *, may_be: bool) -> bool:
    """Whether it is announced: by its words, or as what will be on a named day."""
    named = horizon is not None and _DAY.search(horizon.text) is not None
    announced = any(cue.text.lower() in ANNOUNCED for cue in live)
    return (named and announced) or (may_be and lexicon().scheduled.search(low) is not None)


def _inside(cue: Cue, condition: Span | None) -> bool:
    return condition is not None and condition.start < cue.start < condition.end


def _deciding(live: list[Cue]) -> Cue | None:
    """The cue that decides: an estimative word before a bare modal, else the first."""
    return next((cue for cue in live if cue.rule == "estimative"), live[0] if live else None)


def _hedge(first: Cue, low: str) -> str:
    """The words of the cue that decides.

    What turns an estimative word round or compares it belongs to it: `not likely` and `less likely` are other hedges
    than `likely`, and stand in no scale.
    """
    before = turned(low, first.start) if first.rule == "estimative" else ""
    return " ".join(f"{before}{low[first.start : first.end]}".split())


def _classes(
    low: str, live: list[Cue], condition: Span | None, speaker: str | None, *, warns: bool, stays: bool
) -> tuple[StatementClass, ...]:
    found: list[StatementClass] = []
    if live:
        found.append("outlook")
    if warns:
        found.append("warning")
    if stays and (not live or _stays_so(live, low)):
        outside = low if condition is None else low[: condition.start] + low[condition.end :]
        found += ["assumption"] if lexicon().assumption.search(outside) else []
    if speaker is not None:
        found.append("attributed")
    return tuple(found) or ("fact",)


def _stays_so(live: list[Cue], low: str) -> bool:
    """Whether a hedge says both what may come and that this goes on: `remains a distant prospect`."""
    return any(cue.rule == "estimative" and _REMAINS.search(low, 0, cue.start) for cue in live)


def _reason(cue: Cue) -> str:
    name = cue.rule.replace("_", " ")
    return f"{name}: {cue.text}" + (f" (vetoed: {cue.veto})" if cue.veto else "")


@lru_cache(maxsize=1024)
def _band(hedge: str | None, scale: str) -> tuple[float, float] | None:
    return (scales.band(hedge, scale) or scales.numeric_phrase(hedge)) if hedge else None
