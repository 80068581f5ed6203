"""Words that look ahead: each cue with the rule that found it and, where one holds, the veto that takes it back."""

import re
from collections.abc import Sequence

from outlook.extract.around import Around
from outlook.extract.firm import HEADS, REFERS, heads, refers
from outlook.extract.lexicon import lexicon, rule_of
from outlook.extract.not_ahead import is_change
from outlook.extract.registers import Register
from outlook.extract.span import Cue
from outlook.extract.triggers import trigger
from outlook.extract.vetoes import veto

__all__ = ["Around", "Cue", "Register", "cue_words", "find_cues"]


_N_IN_M = re.compile(r"(?:in|out of)[- ](?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d+)\b")
_OF_A_MODAL = ("to ", "will ", "would ", "may ", "might ", "could ", "should ", "can ", "not ")


def cue_words(low: str, tried: int) -> list[re.Match[str]]:
    """The words of a sentence in lower case that may look ahead; `tried` says which words it has."""
    bits = trigger().bits
    if tried & bits["cue"] or _is_pair(low) or (tried & bits["number"] and _N_IN_M.search(low)):
        return list(lexicon().any_cue.finditer(low))
    return []


def _is_pair(low: str) -> bool:
    """Whether two words look ahead together that are too common to tell anything alone."""
    return "is to " in low or "are to " in low or "about to " in low


def find_cues(words: Sequence[re.Match[str]], around: Around) -> list[Cue]:
    """Every cue among these words, in order, the vetoed ones with the reason."""
    found = []
    above = HEADS if heads(around.low) else ""
    for match in words:
        start, end = match.span()
        if match[0].startswith("face") and around.low.endswith("not ", 0, start):
            continue  # `do not face an attack` says how things stand
        if around.low.endswith(_OF_A_MODAL, 0, start) and is_change(match[0]):
            continue  # of `expected to rise to 4%`, the verb says nothing more
        cue = Cue(rule_of(match), around.text[start:end], start, end)
        reason = above or (REFERS if refers(around.low, cue) else veto(cue, around))
        found.append(Cue(cue.rule, cue.text, start, end, reason) if reason else cue)
    return found
