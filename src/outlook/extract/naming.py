"""Ids for what is drawn from a document: of its own words, without those that say nothing."""

import re
from collections.abc import Container

from outlook.model.slugs import without_accents
from outlook.model.values import SLUG_LIMIT

WORDS_OF_AN_ID = 4
LONGEST = SLUG_LIMIT - 10  # a number may follow, and `if-` stand before
_WORD = re.compile(r"[a-z0-9]+")
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
        "one",
    )
)


def slug(text: str) -> str:
    """The first words of a text that say something, as an id."""
    plain = without_accents(text.lower()).replace("’s", "").replace("'s", "")
    words = [word for word in _WORD.findall(plain) if word not in _EMPTY]
    return "-".join(words[:WORDS_OF_AN_ID])[:LONGEST].strip("-") or "statement"


def unique(name: str, taken: Container[str]) -> str:
    """The name, or `name-2`, `name-3` and so on: the first that is free."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
