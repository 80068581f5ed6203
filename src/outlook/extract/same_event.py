"""Whether a statement may speak of another event than a question that a person ties it to.

Nothing here understands either: it only finds what turns a sentence into its opposite, or names another amount, on one
side and not on the other. In doubt the statement's words are no estimate of the question.
"""

from __future__ import annotations

import re
from typing import Protocol

from outlook.model.quotes import on_one_line, quoted

_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|none|nobody|nothing|hardly|without)\b|n[’']t\b", re.IGNORECASE)
_STAYS = re.compile(
    r"\b(?:remain|stay|continu(?=e|ing)|persist|keep|kept|hold|held|last|maintain|retain)(?:e?s|e?d|ing|e)?\b",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\b(?:fail|refus|declin|avoid|prevent|stop|ceas|reject|block|abandon|cancel|postpon|delay|withh?old|unable|lack)"
    r"(?:e?s|e?d|l?ed|p?ed|p?ing|l?ing|ing|e)?\b",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS})[a-z]*\.?(?: \d{{4}})?"
    rf"|\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|\b(?:19|20|21)\d\d\b"
    r"|\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)\.?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
)
_COMPARED = re.compile(
    r"\b(?:below|above|under|over|exceed(?:s|ing)?|beyond|at least|at most|up to|(?:more|less|fewer|higher|lower) than"
    r"|reach(?:es|ing)?|past|top(?:s|ping)?)\b",
    re.IGNORECASE,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: str(value) for value, word in enumerate(_WORDS, 1)}


class Says(Protocol):
    """A statement, or what was found of one."""

    @property
    def hedge(self) -> str | None:
        """The words that say how likely it is."""

    @property
    def condition(self) -> str | None:
        """The words that say under which condition."""

    @property
    def horizon(self) -> str | None:
        """The words that say until when."""


def why_not_asked(text: str, says: Says, asked: str) -> str | None:
    """As `why_another_event`, of a whole statement."""
    for part in (says.condition, says.horizon, says.hedge and quoted(says.hedge, text)):
        text = text.replace(part, " ") if part else text
    return why_another_event(text, asked)


def why_another_event(said: str, asked: str) -> str | None:
    """Why what is said may not be what is asked; None where nothing speaks against it.

    `said` is the statement without its condition, its time and its hedge.

    >>> why_another_event("the port is to remain closed", "Will the port reopen by June?")
    'only one of the two says that something stays as it is (“remain”)'
    >>> why_another_event("it is to fall below 5 per cent", "Will it be below 6 per cent?")
    'it names 5, and the question names 6'
    >>> why_another_event("the port is to reopen", "Will the port of Sel reopen by 3 June 2027?")
    """
    said, asked = on_one_line(said)[-1], on_one_line(asked)[-1]
    for pattern, does in (
        (_NEGATED, "says what does not happen"),
        (_STAYS, "says that something stays as it is"),
        (_FAILS, "says what stops, or fails to happen"),
    ):
        one, other = pattern.search(said), pattern.search(asked)
        if (one is None) != (other is None):
            return f"only one of the two {does} (“{(one or other)[0]}”)"  # type: ignore[index]  # one of them is there
    return _other_amount(said, asked)


def _other_amount(said: str, asked: str) -> str | None:
    mine, theirs = _amounts(said), _amounts(asked)
    if mine and theirs and not set(mine) & set(theirs):
        return f"it names {mine[0]}, and the question names {theirs[0]}"
    if mine and not theirs and _COMPARED.search(said):
        return f"it compares with {mine[0]}, and the question does not"
    if theirs and not mine and _COMPARED.search(asked):
        return f"the question compares with {theirs[0]}, and it does not"
    return None


def _amounts(text: str) -> list[str]:
    """The numbers of a text that are no dates, in one form."""
    found = _NUMBER.findall(_DATE.sub(" ", text.lower()))
    return [_VALUES.get(one, f"{float(one.replace(',', '')):.12g}" if one[0].isdigit() else one) for one in found]
