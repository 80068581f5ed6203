"""Whether a statement may speak of another event than a question that a person ties it to.

Nothing here understands either: it only finds what turns a sentence into its opposite, or names another amount, on one
side and not on the other. In doubt the statement's words are no estimate of the question.
"""

from __future__ import annotations

import re
from typing import Protocol

from outlook.model.quotes import on_one_line, quoted

_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|none|nobody|nothing|hardly|without)\b|n[’']t\b", re.IGNORECASE)
_NO_DENIAL = re.compile(r"\b(?:no|not) (?:later|earlier|sooner|more|less|fewer|doubt|only|least)\b", re.IGNORECASE)
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
# A verb before a hedge that says how things stand with the likelihood, not with the event: "it remains unlikely that".
_OF_THE_HEDGE = r"\b(?:remain|stay|continue|keep|hold)(?:s|ed|ing)?(?:\s+to\s+be)?(?:\s+(?:an?|the|[a-z]+ly))*\s+(?={})"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL_WORDS = (
    "all also although and another any are about after again against around because been before being between both "
    "but can could did does down during each either end ends even every few for from had has have her here him his how "
    "into its itself just least less likely many may might more most much must near neither next nor not now off once "
    "one only other our out over own per percent cent probability chance risk same say says she should since some such "
    "than that the their them then there these they this those through time too under until unlikely upon very was way "
    "week weeks month months year years day days were what when where whether which while who whom whose why will with "
    "within without going would yet you your take takes place happen happens happened occur occurs"
)
_SMALL = frozenset(_SMALL_WORDS.split())
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
    return why_another_event(_event(text, says), asked)


def why_unlike(text: str, says: Says, asked: str) -> str | None:
    """Whether the two have no word in common that says what they are about: then even the forecast may be a slip.

    Somebody who writes a question for a statement may use other words; where the question was there before, it is
    likelier that another one was meant.
    """
    mine, theirs = content_words(_event(text, says)), content_words(on_one_line(asked)[-1])
    if any(is_akin(one, other) for one in mine for other in theirs):
        return None
    return "the two have no word in common but small ones and days"


def why_turned(text: str, says: Says, asked: str) -> str | None:
    """Whether one of the two says that something stays as it is, or fails to happen, and the other does not."""
    return _why_turned(_event(text, says), on_one_line(asked)[-1], (_STAYS, _FAILS))


def _event(text: str, says: Says) -> str:
    """A statement without its condition, its time and its hedge, and without a verb that is the hedge's own."""
    hedge = says.hedge and quoted(says.hedge, text)
    for part in (says.condition, says.horizon):
        text = text.replace(part, " ") if part else text
    if not hedge:
        return text
    text = on_one_line(text)[-1]
    return re.sub(_OF_THE_HEDGE.format(re.escape(hedge)), " ", text, flags=re.IGNORECASE).replace(hedge, " ")


def why_other_event(text: str, says: Says, asked: str) -> str | None:
    """As `why_not_asked`, leaving aside whether one of the two denies what the other says (`outlook.model.denials`)."""
    said, asked = _event(text, says), on_one_line(asked)[-1]
    return _why_turned(said, asked, (_STAYS, _FAILS)) or _other_amount(said, asked)


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
    return _why_turned(said, asked, (_NEGATED, _STAYS, _FAILS)) or _other_amount(said, asked)


_DOES = {
    _NEGATED: "says what does not happen",
    _STAYS: "says that something stays as it is",
    _FAILS: "says what stops, or fails to happen",
}


def _why_turned(said: str, asked: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        one, other = (pattern.search(_NO_DENIAL.sub(" ", text)) for text in (said, asked))
        found = one or other
        if found is not None and (one is None or other is None):
            return f"only one of the two {_DOES[pattern]} (“{found[0]}”)"
    return None


def content_words(text: str) -> list[str]:
    """The words that say what it is about."""
    return [word for word in _WORD.findall(_DATE.sub(" ", text).lower()) if word not in _SMALL and not _is_month(word)]


def _is_month(word: str) -> bool:
    return re.fullmatch(rf"(?:{_MONTHS})(?:[a-z]*(?:uary|ember|ober|ch|il|e|y|ust))?", word) is not None


def is_akin(one: str, other: str) -> bool:
    """Whether two words begin alike, as the forms of one word do; in doubt they do.

    >>> is_akin("devalued", "devaluation"), is_akin("port", "ports"), is_akin("union", "port")
    (True, True, False)
    """
    shorter = min(len(one), len(other))
    same = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return same >= max(min(shorter, 3), min(shorter, 6) - 1, shorter - 3)


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
