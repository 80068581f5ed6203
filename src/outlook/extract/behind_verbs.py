"""Who speaks behind the verb, where what was said stands before it: `“It will rain,” said union leader Gwen Price`."""

from __future__ import annotations

import re

from outlook.extract.lexicon import lexicon
from outlook.extract.people import is_speaking_noun
from outlook.extract.person_names import NAME, person

# Nobody stands behind these: the plain form of an order, a noun (`, expect rain`), or what always has an object.
_NOT_BEHIND = re.compile(
    r"expect|fear|hope|think|believe|report|forecast|warn|gives?|sees?(?: .*)?|puts?(?: .*)?|describe[ds]?"
    r"|attribute[ds]|tells?|told|reminded|assured|informed"
)
# A speaker named behind the name of an employer: `said NASA chief Michael Griffin`.
_EMPLOYED = re.compile(rf"(?:[’']s)?\s(?:[a-z-]+\s){{0,3}}[a-z-]+,?\s({NAME.pattern})")
_NAMED_NEXT = re.compile(rf",\s+({NAME.pattern})(?=[,.;]|$)")
_TITLED = re.compile(
    rf"\s*(?!(?:the|an?|that|it|in|on|at)\b)(?:[a-z-]+\s+){{1,4}}({NAME.pattern})(?=[,.;]|\s+(?:on|in|at"
    rf"|after|who)\b|$)"
)
_DESCRIBED = re.compile(
    r"\s*((?:the|a|an|one|its|our|his|her|their|my)\s+(?:[\w-]+\s+){0,3}?[\w-]+)(?=[,.;]|\s+(?:on|in|at|after|who|for|of|from)\b|$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\S+")
QUOTES = ("”", '"', "’", "»")
MOST = 8  # words of an office and a name


def after_quote(rest: str, before: str, verb: str) -> str | None:
    """The subject behind the verb, where a quote or a comma stands before it."""
    if not before.rstrip().endswith((*QUOTES, ",", "so")) or _NOT_BEHIND.fullmatch(verb):
        return None
    plain, known = rest.lstrip(), lexicon()
    match = NAME.match(plain)
    if match and match[0].split()[0] not in known.not_names and match[0].lower() not in known.never_people:
        employed = _EMPLOYED.match(plain, match.end())
        if employed and known.role.search(plain[match.end() : employed.start(1)]):
            return person(employed[1])
        return person(match[0])
    common = _DESCRIBED.match(rest)
    if common and (named := _NAMED_NEXT.match(rest, common.end())) and (found := person(named[1])):
        return found  # said the sporting director, Mirela Dascalu,
    titled = _TITLED.match(rest)
    return common[1] if common else person(titled[1]) if titled else _with_office(plain)


def _with_office(rest: str) -> str | None:
    """A name behind an office that has one too: `former NFL coach Phil Moss`; and people: `union officials`."""
    outside, phrase = lexicon().beside["outside"], 0
    for word in [*_WORDS.finditer(rest)][:MOST]:
        if word[0].lower() in outside or word[0][0] in '“"(–—':
            break
        phrase = word.end()
        if word[0].endswith((",", ";", ":", "”", '"')) or (word[0].endswith(".") and len(word[0]) > len("Sen.")):
            break
    words = rest[:phrase].rstrip('.,;:”" ')
    names = [match for match in NAME.finditer(words) if match.end() == len(words)]
    if names and names[-1].start() and names[-1][0].lower() not in lexicon().never_people:
        return person(names[-1][0])
    return (
        words
        if words and words == words.lower() and words.endswith("s") and is_speaking_noun(words.split()[-1])
        else None
    )
