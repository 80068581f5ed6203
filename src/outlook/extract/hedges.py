"""Hedges as words: what turns an estimative word round or compares it, and what is a hedge although no scale has it."""

import re

from outlook.extract.lexicon import lexicon, lowered, rule_of

_TURNED = re.compile(
    r"\b(?:not|hardly|scarcely|barely|never|no|less|more|increasingly|ever|equally|as|too|far from|anything but)\s+"
    r"(?:(?:very|at all|all that|so|particularly|any more|[a-z]+ly)\s+)?(?:an?\s+)?$"
)
_OPENING = re.compile(r"^(?:(?:it|there|this|that) )?(?:is |are |was |be |remains? )?(?:an? |the )?")


def turned(low: str, start: int) -> str:
    """What right before an estimative word makes another hedge of it: `not` of `not likely`; else an empty text."""
    match = _TURNED.search(low, 0, start)
    return match[0] if match else ""


def is_hedge(words: str) -> bool:
    """Whether the words are a hedge of estimative language as extraction knows them, on a scale or on none.

    >>> is_hedge("cannot be ruled out"), is_hedge("a distant prospect"), is_hedge("not very likely"), is_hedge("blue")
    (True, True, True, False)
    """
    low = " ".join(lowered(words).split())
    whole = low if lexicon().any_cue.fullmatch(low) else _OPENING.sub("", low)
    return any(
        rule_of(match) == "estimative"
        and match.end() == len(whole)
        and whole[: match.start()] == turned(whole, match.start())
        for match in lexicon().any_cue.finditer(whole)
    )
