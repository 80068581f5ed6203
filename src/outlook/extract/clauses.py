"""Sentences that say two things: a draft asks about the clause whose hedge it has."""

import re

from outlook.extract.found import Found
from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.marks import shown

_PARTED = re.compile(
    r"\s*;\s*|\s+[—–]\s+|,\s+(?=(?:but|while|whereas|although|though|yet|nevertheless|nonetheless|however|and|so)\s)"
)

# Without a verb of its own it may be the first of several things: `prices, wages, and rents are likely to rise`.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|begins?|began|starts?|ends?|opens?|closes?|meets?|met|expires?|continues?"
    r"|reconvenes?|resumes?|remains?|takes|holds|rose|fell|grew|went|came|made|took|won|lost|left|said|says|became|becomes|gave|gives|ran|runs|led|leads|saw|[a-z]{3,}ed)\b"
)

_JOINING = re.compile(r"^(?:but|and|yet|so|while|whereas|although|though|nevertheless|nonetheless|however),?\s+")


_BY_THE_WAY = re.compile(r"(?:but|while|whereas|although|though|yet) ")


def says_two_things(item: Found) -> bool:
    """Whether more than one clause of a statement looks ahead: its hedge is about one of them only.

    >>> from outlook.extract import extract
    >>> [says_two_things(one) for one in extract("It will rain. A deal is unlikely, but talks will go on.")]
    [False, True]
    """
    return sum(map(_looks_ahead, _clauses(item))) > 1


def of_its_hedge(item: Found) -> Found | None:
    """The statement with no more than the clause of its hedge, and what stands there of its time and condition.

    The statement itself where it says one thing; None where no clause holds the whole hedge. What a semicolon parts off
    is no part of it, also where that says nothing of the future.
    """
    hedge = " ".join((item.hedge or "").split()).lower()
    if not says_two_things(item):
        return _beside_a_semicolon(item, hedge)
    found = _holding(hedge, _clauses(item))
    if found is None:
        return None
    return _cut_to(item, found)


def _beside_a_semicolon(item: Found, hedge: str) -> Found:
    parts = [part.strip() for part in shown(item.text).split(";")]
    if len(parts) == 1 and (first := _before_a_fact(item, hedge)) is not None:
        return _cut_to(item, first)
    found = _holding(hedge, parts) if len(parts) > 1 else _behind_a_fact(item, hedge)
    cut = item if found is None else _cut_to(item, found)
    # A condition or a time that stands beside it belongs to it nevertheless: nothing says that it does not.
    return cut if (cut.condition, cut.horizon) == (item.condition, item.horizon) else item


def _behind_a_fact(item: Found, hedge: str) -> str | None:
    """The clause of the hedge behind one that says what is: `the trial begins in May, and a verdict is unlikely`."""
    clauses = _clauses(item)
    found = _holding(hedge, clauses)
    if found is None or found == clauses[0] or not _JOINING.match(found):
        return None
    return found if _FINITE.search(clauses[0]) else None


def _before_a_fact(item: Found, hedge: str) -> str | None:
    """The clause of the hedge before one that says what is, by the way: `a deal is likely, but the sides are apart`."""
    first, *others = _clauses(item)
    is_fact = bool(others) and all(_BY_THE_WAY.match(one) and _FINITE.search(one) for one in others)
    is_whole = item.condition is None or shown(item.condition) in first
    return first if is_fact and is_whole and hedge and hedge in first.lower() else None


def _holding(hedge: str, clauses: list[str]) -> str | None:
    return next((one for one in clauses if hedge and hedge in one.lower()), None)


def _cut_to(item: Found, found: str) -> Found:
    clause = _JOINING.sub("", found)
    return item._replace(text=clause, condition=_within(item.condition, clause), horizon=_within(item.horizon, clause))


def _clauses(item: Found) -> list[str]:
    return [one for one in _PARTED.split(shown(item.text)) if one]


def _looks_ahead(clause: str) -> bool:
    return lexicon().any_cue.search(lowered(clause)) is not None


def _within(part: str | None, clause: str) -> str | None:
    return part if part is not None and shown(part) in clause else None
