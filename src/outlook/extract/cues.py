"""Words that look ahead: each cue with the rule that found it and, where one holds, the veto that takes it back."""

import re
from collections.abc import Sequence

from outlook.extract.lexicon import lexicon, rule_of
from outlook.extract.vetoes import Around, Cue, Register, veto

__all__ = ["Around", "Cue", "Register", "cue_words", "find_cues"]


def cue_words(low: str) -> list[re.Match[str]]:
    """The words of a sentence in lower case that may look ahead."""
    return list(lexicon().any_cue.finditer(low))


def find_cues(words: Sequence[re.Match[str]], around: Around) -> list[Cue]:
    """Every cue among these words, in order, the vetoed ones with the reason."""
    found = []
    for match in words:
        cue = Cue(rule_of(match), around.text[match.start() : match.end()], match.start(), match.end())
        reason = veto(cue, around)
        found.append(Cue(cue.rule, cue.text, cue.start, cue.end, reason) if reason else cue)
    return found
