"""Ids for what is drawn from a document: of its own words, without those that say nothing."""

import re
from collections.abc import Container

from outlook.model.slugs import without_accents
from outlook.model.values import SLUG_LIMIT

WORDS_OF_AN_ID = 4
WORDS_OF_A_SUBJECT = 2
LONGEST = SLUG_LIMIT - 10  # a number may follow, and `if-` stand before
_WORD = re.compile(r"[a-z0-9]+")
_BEHIND = re.compile(r" (?:of|in|on|for|at|from|between|with|to|by|near|under|against|about) ")
_SAY_NOTHING = """
a about absent again almost also am an and any are as at barring be been being between but by can cannot certain
certainly could even event expected for forecast from further had has have he her highly him his i if in into is it
its lead likely may me might more most my not of on one only or our over possible probably projected provided said
says shall she should so some such than that the their them then there these they this those to unless unlikely until
us very was we were what when where which who will with without would you your
"""
_EMPTY = frozenset(_SAY_NOTHING.split())
_WEAK = frozenset(("do", "does", "did"))
# What only says which of them the subject is.
_OF_WHICH = re.compile(
    r",? (?:that|which|who|whose|where|due to|because of|(?:un)?able to|such as|including|brought about)\b.*"
    r"| ?\([^()]*\)?"
)
_SHORTENED = re.compile(r"\b(?:i|you|he|she|it|we|they|there|that)['’](?:ll|re|ve|d|m|s)\b|\b[a-z]+n['’]t\b")
_MARKER = re.compile(
    r"^\W*(?:(?:even|only) )?(?:if|unless|assuming(?: that)?|provid(?:ing|ed)(?: that)?|in the event (?:of|that)"
    r"|in case(?: of)?|subject to|to the extent(?: that)?|depend(?:s|ing)? on|as long as|so long as"
    r"|on (?:the )?condition that)\b"
)
_HOW = re.compile(r"(?:(?!(?:ap|sup|im|com|multi|re)ply\b|rely\b|rally\b)(?:[a-z]{3,}ly|only) )+(?=[a-z])")


def slug(text: str) -> str:
    """The first words of a text that say something, as an id.

    >>> slug("I don’t think 400 mills will close in Sel"), slug("2027")
    ('think-mills-close-sel', '2027')
    """
    return _joined(_saying(_without_accents(text)))


def slug_of_event(subject: str, verb: str) -> str:
    """An id of who does what: two words of the subject, and of the rest as many as there is room for.

    Of a subject with *of* these are what it is and whose: a government among others, a price among others. Which of
    them it is, and how it is done, is left out.

    >>> slug_of_event("the government of Prime Minister Osk", "lose the confidence vote")
    'government-osk-lose-confidence'
    >>> slug_of_event("there", "be a default on the bond")
    'default-bond'
    >>> slug_of_event("farms that rely on the dam", "gradually close")
    'farms-close'
    """
    verb = _HOW.sub("", _without_accents(verb), count=1) if _HOW.match(_without_accents(verb)) else verb
    if subject == "there":
        return slug(verb)
    plain = _without_accents(subject)
    first, *others = _BEHIND.split(_OF_WHICH.sub("", plain) or plain)
    head, behind = _saying(first), [word for other in others for word in _saying(other)]
    named = [*head[-1:], *behind[-1:]] if behind else head[-WORDS_OF_A_SUBJECT:]
    return _joined([*named, *_strong(_saying(_without_accents(verb)))])


def slug_of_condition(condition: str) -> str:
    """An id of what a condition says, without the words that make it one.

    >>> slug_of_condition("assuming the dam holds"), slug_of_condition("even if the talks fail")
    ('dam-holds', 'talks-fail')
    """
    return slug(_MARKER.sub("", condition.lower(), count=1))


def _joined(words: list[str]) -> str:
    return "-".join(words[:WORDS_OF_AN_ID])[:LONGEST].strip("-") or "statement"


def unique(name: str, taken: Container[str]) -> str:
    """The name, or `name-2`, `name-3` and so on: the first that is free."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _without_accents(text: str) -> str:
    plain = _SHORTENED.sub(" ", without_accents(text.lower()))
    return re.sub(r"(?<=[a-z])['’]s\b", "", plain)


def _saying(plain: str) -> list[str]:
    """The words that say something; figures and single letters where there is nothing else."""
    found = [word for word in _WORD.findall(plain) if word not in _EMPTY]
    return _strong(found) or found


def _strong(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 1 and not word.isdigit() and word not in _WEAK]
