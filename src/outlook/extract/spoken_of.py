"""Conditions that only point at the sentence before: *if so*, *if it does*, *if not*."""

from __future__ import annotations

import re

_CONDITION = r"(?:even )?(?:if|should|unless|provided(?: that)?|assuming(?: that)?|in case)"
_IT = r"(?:it|this|that|they|he|she|these|those)"
_DOES = (
    r"(?:does|do|did|happens?|happened|occurs?|occurred|were to|was to|is the case|comes? (?:to pass|about|true)"
    r"|takes? place|fails? to|not|doesn[’']t|don[’']t|didn[’']t|so)"
)
_POINTS_BACK = re.compile(rf"{_CONDITION} (?:so|not|{_IT}(?: {_DOES})+)", re.IGNORECASE)
_TURNS = re.compile(r"\b(?:unless|not|fails?)\b|n[’']t\b", re.IGNORECASE)


def points_back(condition: str) -> bool:
    """Whether a condition says nothing but that what was spoken of before happens, or does not.

    >>> points_back("If it does"), points_back("if not"), points_back("if it fails to find a buyer")
    (True, True, False)
    """
    return _POINTS_BACK.fullmatch(" ".join(condition.split())) is not None


def outcome_of(condition: str) -> str:
    """Which outcome of what was spoken of makes such a condition true.

    >>> outcome_of("If so"), outcome_of("if they do not"), outcome_of("unless it does not")
    ('yes', 'no', 'yes')
    """
    return "no" if len(_TURNS.findall(condition)) % 2 else "yes"
