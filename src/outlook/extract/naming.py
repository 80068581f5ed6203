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
_EMPTY = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "if",
        "it",
        "its",
        "is",
        "are",
        "be",
        "been",
        "as",
        "by",
        "with",
        "that",
        "this",
        "these",
        "those",
        "may",
        "might",
        "could",
        "would",
        "will",
        "shall",
        "should",
        "not",
        "from",
        "has",
        "have",
        "had",
        "their",
        "his",
        "her",
        "our",
        "into",
        "over",
        "than",
        "such",
        "but",
        "also",
        "there",
        "unless",
        "provided",
        "without",
        "absent",
        "barring",
        "event",
        "when",
        "only",
        "even",
        "likely",
        "unlikely",
        "probably",
        "possible",
        "certain",
        "certainly",
        "expected",
        "forecast",
        "projected",
        "very",
        "highly",
        "almost",
        "again",
        "further",
        "about",
        "some",
        "any",
        "more",
        "so",
        "we",
        "they",
        "he",
        "she",
        "said",
        "says",
        "lead",
        "between",
        "one",
    )
)


def slug(text: str) -> str:
    """The first words of a text that say something, as an id."""
    return "-".join(_saying(_without_accents(text))[:WORDS_OF_AN_ID])[:LONGEST].strip("-") or "statement"


def slug_of_event(subject: str, verb: str) -> str:
    """An id of who does what: two words of the subject, and of the rest as many as there is room for.

    Of a subject with *of* these are what it is and whose: a government among others, a price among others.

    >>> slug_of_event("the government of Prime Minister Osk", "lose the confidence vote")
    'government-osk-lose-confidence'
    >>> slug_of_event("there", "be a default on the bond")
    'default-bond'
    """
    if subject == "there":
        return slug(verb)
    first, *others = _BEHIND.split(_without_accents(subject))
    head, behind = _saying(first), [word for other in others for word in _saying(other)]
    named = [*head[-1:], *behind[-1:]] if behind else head[-WORDS_OF_A_SUBJECT:]
    words = [*named, *_saying(_without_accents(verb))]
    return "-".join(words[:WORDS_OF_AN_ID])[:LONGEST].strip("-") or "statement"


def unique(name: str, taken: Container[str]) -> str:
    """The name, or `name-2`, `name-3` and so on: the first that is free."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _without_accents(text: str) -> str:
    return without_accents(text.lower()).replace("’s", "").replace("'s", "")


def _saying(plain: str) -> list[str]:
    """The words that say something."""
    return [word for word in _WORD.findall(plain) if word not in _EMPTY]
