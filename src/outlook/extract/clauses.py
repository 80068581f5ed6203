"""Sentences that say two things: a draft asks about the clause whose hedge it has."""

import re

from outlook.extract.classify import Found
from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.marks import shown

_PARTED = re.compile(
    r"\s*;\s*|\s+[—–]\s+|,\s+(?=(?:but|while|whereas|although|though|yet|nevertheless|nonetheless|however|and|so)\s)"
)

_JOINING = re.compile(r"^(?:but|and|yet|so|while|whereas|although|though|nevertheless|nonetheless|however),?\s+")


def says_two_things(item: Found) -> bool:
    """Whether more than one clause of a statement looks ahead: its hedge is about one of them only.

    >>> from outlook.extract import extract
    >>> [says_two_things(one) for one in extract("It will rain. A deal is unlikely, but talks will go on.")]
    [False, True]
    """
    return sum(map(_looks_ahead, _clauses(item))) > 1


def of_its_hedge(item: Found) -> Found | None:
    """The statement with no more than the clause of its hedge, and what stands there of its time and condition.

    The statement itself where it says one thing; None where no clause holds the whole hedge.
    """
    if not says_two_things(item):
        return item
    hedge = " ".join((item.hedge or "").split()).lower()
    found = next((one for one in _clauses(item) if hedge and hedge in one.lower()), None)
    if found is None:
        return None
    clause = _JOINING.sub("", found)
    return item._replace(text=clause, condition=_within(item.condition, clause), horizon=_within(item.horizon, clause))


def _clauses(item: Found) -> list[str]:
    return [one for one in _PARTED.split(shown(item.text)) if one]


def _looks_ahead(clause: str) -> bool:
    return lexicon().any_cue.search(lowered(clause)) is not None


def _within(part: str | None, clause: str) -> str | None:
    return part if part is not None and shown(part) in clause else None
