"""From cues and spans to classes: what a sentence is, with the rules that said so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from outlook import words as scales
from outlook.extract.assumptions import lasts_at_first, says_lasting
from outlook.extract.conditions import find_condition
from outlook.extract.confidence import confidence
from outlook.extract.cues import Around, Cue, Register, cue_words, find_cues
from outlook.extract.deciding import deciding, main_place, ours
from outlook.extract.found import FACT, Found, Heard
from outlook.extract.hedges import before, behind
from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.scheduled import is_announced, is_scheduled, says_plan
from outlook.extract.shown_times import shown_time
from outlook.extract.span import Span
from outlook.extract.speakers import find_speaker
from outlook.extract.stated import end_of_number, stated_instead
from outlook.extract.subjects import may_be_of_story
from outlook.extract.triggers import trigger
from outlook.extract.whose import clause_at, whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.extract.sentences import Sentence
    from outlook.extract.voices import Voice
    from outlook.model.case import StatementClass

_REMAINS = re.compile(r"\bremains? (?:an? )$")
_SECOND_CONDITION = re.compile(r",?\s(?:if|unless|provided|assuming)\s")  # of a sentence that has one already
SOURCE = "according"  # to somebody: the one word of a speaker that is no trigger
PER = "per "  # somebody, at the start of a sentence
TOGETHER = 1_000  # sentences of which each step is done before the next
LONGEST = 2_000  # no sentence of prose is longer; what is would take the rules very long
CUT = f"read to its first {LONGEST:,} characters only"


class _Ahead(NamedTuple):
    """The cues that nothing takes back, the one that decides, its time by the rules, and the same as it is shown."""

    live: list[Cue]
    first: Cue
    horizon: Span | None
    named: Span | None
    is_scheduled: bool


def classify(sentence: Sentence, register: Register, scale: str) -> Heard:
    """Everything that is found in one sentence; of a very long one, what its beginning says, and that."""
    return next(classify_all([sentence], register, scale))


def classify_all(sentences: Sequence[Sentence], register: Register, scale: str) -> Iterator[Heard]:
    """What is found in each of the sentences by itself, in order.

    Each step is done with hundreds of them before the next begins: its patterns and tables are then at hand in the
    processor, which saves a sixth of the time.
    """
    for start in range(0, len(sentences), TOGETHER):
        some = sentences[start : start + TOGETHER]
        heard: list[Heard | None] = []
        going: list[tuple[int, Iterator[Heard | None]]] = []
        for sentence, (text, low, tried) in zip(some, map(_begun, some), strict=True):
            words = [] if text.isupper() else cue_words(low, tried)
            if words or tried & trigger().telling or _may_name_source(low):
                around = Around(text, low, register, None, tried, trigger().bits)
                going.append((len(heard), _steps(sentence, around, words, scale)))
                heard.append(None)
            else:
                heard.append(Heard(_fact(sentence), None))
        while going:
            for place, steps in going:
                heard[place] = next(steps)
            going = [one for one in going if heard[one[0]] is None]
        yield from filter(None, heard)


def _begun(sentence: Sentence) -> tuple[str, str, int]:
    """What is read of a sentence, the same in lower case, and which patterns it has a word of."""
    text = (sentence.plain or sentence.text)[:LONGEST]
    return text, lowered(text), trigger().of(text)


def _may_name_source(low: str) -> bool:
    """Whether a sentence may name its source by words that are no trigger."""
    return SOURCE in low or low.startswith(PER)


def _steps(sentence: Sentence, around: Around, words: list[re.Match[str]], scale: str) -> Iterator[Heard | None]:
    """The steps of looking at a sentence with a word that tells something: nothing, until the last gives what it is."""
    text, low, tried, bits, register = around.text, around.low, around.tried, around.bits, around.register
    voice = _voice(text, low, tried, bits)
    if voice and register.narrative and not voice.is_pronoun and may_be_of_story(voice.phrase, low):
        voice = voice._replace(unsure=True)
    yield None
    warns = lexicon().warning.search(low) if tried & bits["warning"] else None
    around.condition = condition = find_condition(text, low) if tried & bits["condition"] else None
    stays = tried & bits["assumption"] > 0 and not register.legal
    cues: list[Cue] = []
    if words:
        yield None
        cues = find_cues(words, around)
    live = [cue for cue in cues if not cue.veto and not (condition and condition.start < cue.start < condition.end)]
    if not live:
        yield Heard(_not_ahead(sentence, around, cues, warns, voice, stays=stays), voice)
        return
    yield None
    ahead = _ahead(live, around)
    condition = _own_condition(text, low, ahead.first, condition)
    hedge = _hedge(ahead.first, low, condition, scale) or None
    band = _band(hedge, scale)
    yield None
    time = _shown(around, ahead)
    yield None
    teller = whose(text, ahead.first, voice)
    found = Found(
        sentence.start,
        sentence.end,
        sentence.text,
        _classes(sentence.text, low, live, condition, voice or teller, warns=warns is not None, stays=stays),
        hedge,
        band,
        _original(sentence, condition),
        _original(sentence, time),
        _said_by(sentence, teller),
        # What only has a day is no plan if it is said to be likely.
        ahead.is_scheduled and (is_announced(around) if band else not _is_doubted(ahead.first, low)),
        confidence(live, around, ahead.horizon, is_said=voice is not None),
        tuple(_reasons(sentence, cues, warns, condition, time, None if teller else voice)),
    )
    yield Heard(found, teller or (voice and voice._replace(is_elsewhere=True)))


def _own_condition(text: str, low: str, cue: Cue, found: Span | None) -> Span | None:
    """The condition of the cue's clause, where that has one and what was found is of another clause."""
    if found is None:
        return None
    start, end = clause_at(text, cue.start)
    if start <= found.start < end or not end:
        return found
    other = find_condition(text[start:end], low[start:end])
    return Span(other.text, start + other.start, start + other.end) if other else found


def _voice(text: str, low: str, tried: int, bits: dict[str, int]) -> Voice | None:
    """Whoever speaks in a sentence, looked for only where a word may say so."""
    saying, holding = tried & bits["reporting"] > 0, tried & bits["opinion"] > 0
    return (
        find_speaker(text, low, saying=saying, holding=holding) if saying or holding or _may_name_source(low) else None
    )


def _ahead(live: list[Cue], around: Around) -> _Ahead:
    among = ours(live, around.low)
    first = deciding(among)
    place = main_place(live, around.low, first.start)
    horizon = around.horizon_of(place)
    return _Ahead(live, first, horizon, horizon or around.horizon_by_noun(place), is_scheduled(among, around, horizon))


def _shown(around: Around, ahead: _Ahead) -> Span | None:
    """The time that an outlook is shown with: of the clause that decides, else of another one that looks ahead."""
    places = [main_place(ahead.live, around.low, ahead.first.start), *(cue.start for cue in ahead.live)]
    known = ahead.named or next(filter(None, map(around.horizon_of, places)), None)
    found = shown_time(around.text, around.low, around.condition, known, places)
    condition = _SECOND_CONDITION.search(around.low, found.start, found.end) if found else None
    return (
        Span(around.text[found.start : condition.start()], found.start, condition.start())
        if found and condition
        else found
    )


def _fact(sentence: Sentence) -> Found:
    """A sentence in which no rule finds anything."""
    start, end, text, _, said_by = sentence
    cut = (CUT,) if len(text) > LONGEST else ()
    return Found(start, end, text, FACT, None, None, None, None, said_by or None, False, "high", cut)


def _said_by(sentence: Sentence, voice: Voice | None) -> str | None:
    """Whoever speaks, in the words of the sentence; in a transcript else whose turn it is."""
    return (voice and voice.shown) or sentence.said_by or None


def _not_ahead(
    sentence: Sentence,
    around: Around,
    cues: list[Cue],
    warns: re.Match[str] | None,
    voice: Voice | None,
    *,
    stays: bool,
) -> Found:
    """A sentence in which nothing looks ahead; `stays`: whether it has a word that a standing assumption has."""
    condition = around.condition
    classes = _classes(sentence.text, around.low, [], condition, voice, warns=warns is not None, stays=stays)
    if classes == FACT and not (cues or condition):
        return _fact(sentence)
    time = around.horizon_of(0) if warns else None
    return Found(
        sentence.start,
        sentence.end,
        sentence.text,
        classes,
        None,
        None,
        _original(sentence, condition),
        _original(sentence, time),
        _said_by(sentence, voice),
        False,
        "low" if warns else "high",
        tuple(_reasons(sentence, cues, warns, condition, time)),
    )


def _reasons(
    sentence: Sentence,
    cues: list[Cue],
    warns: re.Match[str] | None,
    condition: Span | None,
    horizon: Span | None,
    elsewhere: Voice | None = None,
) -> Iterator[str]:
    """Each rule that found something, each veto that took it back, and whoever speaks of something else."""
    yield from map(_reason, cues)
    if len(sentence.text) > LONGEST:
        yield CUT
    if warns:
        yield f"warning: {sentence.text[warns.start() : warns.end()]}"
    if condition:
        yield f"condition: {_original(sentence, condition)}"
    if horizon:
        yield f"horizon: {_original(sentence, horizon)}"
    if elsewhere:
        yield f"{elsewhere.shown} speaks in another clause"


def _original(sentence: Sentence, span: Span | None) -> str | None:
    """The words of a span as the document has them."""
    return sentence.text[span.start : span.end] if span else None


def _is_doubted(first: Cue, low: str) -> bool:
    """Whether a word of likelihood decides, and no plan is named: `it is highly unlikely that he will join`."""
    return first.rule == "estimative" and not says_plan(low)


def _hedge(first: Cue, low: str, condition: Span | None, scale: str) -> str:
    """The words of the cue that decides.

    What turns an estimative word round, shades or compares it belongs to it: `not likely`, `less likely` and `somewhat
    likely` are other hedges than `likely`, and stand in no scale. So does the number that its author gives it:
    `unlikely (25–30%)`, and what bounds a number: `less than a 10% chance`. Where words without a band stand beside
    the chance itself, that is the hedge: `the chance of a coup is one in ten`.
    """
    if first.rule != "estimative":
        said = low[first.start : first.end]
    else:
        end = end_of_number(low, first.end)
        after = "" if end > first.end else behind(low, first.start, end)
        said = f"{before(low, first.start, first.end)}{low[first.start : end]}{after}"
    hedge = " ".join(said.split())
    return hedge if _band(hedge, scale) else stated_instead(low, first, condition) or hedge


def _classes(
    text: str, low: str, live: list[Cue], condition: Span | None, voice: Voice | None, *, warns: bool, stays: bool
) -> tuple[StatementClass, ...]:
    found: list[StatementClass] = []
    if live:
        found.append("outlook")
    if warns:
        found.append("warning")
    if stays and (not live or _stays_so(live, low)):
        outside = low if condition is None else low[: condition.start] + low[condition.end :]
        found += ["assumption"] if says_lasting(outside, text) else []
    if voice is not None:
        found.append("attributed")
    return tuple(found) or ("fact",)


def _stays_so(live: list[Cue], low: str) -> bool:
    """Whether a hedge says both what may come and that this goes on, or a clause before it says so."""
    return lasts_at_first(low, live[0].start) or any(
        cue.rule == "estimative" and _REMAINS.search(low, 0, cue.start) for cue in live
    )


def _reason(cue: Cue) -> str:
    name = cue.rule.replace("_", " ")
    return f"{name}: {cue.text}" + (f" (vetoed: {cue.veto})" if cue.veto else "")


@lru_cache(maxsize=1024)
def _band(hedge: str | None, scale: str) -> tuple[float, float] | None:
    return (scales.band(hedge, scale) or scales.numeric_phrase(hedge)) if hedge else None
