"""What the fitted weights do not overrule.

Estimative words whose number is not that of the statement, as what was said before, and what only defines a word: as
an outlook the sentence would carry a wrong number. And words whose clause says for sure that nothing is foreseen:
`not_ahead.py` finds these.
"""

import re
from collections.abc import Iterator

from outlook.extract.span import Cue

# `about even, up from our one in three`, `one in four, down from one in two`
_FORMER = re.compile(
    r"\b(?:(?:up|down|away|back|changed|raised|lowered|cut|revised|moved|upgraded|downgraded) from|instead of"
    r"|rather than|compared (?:with|to)|previously|formerly|earlier)"
    r"(?: (?:our|the|an?|its|their|my|last|previous|earlier|former|recent|week|month|year|[\w’'-]+[’']s?)){0,4} "
    r"(?:(?:estimate|figure|view|judge?ment|call|forecast)s? of )?$"
)
# `“Unlikely” means 20 to 45 percent`, `by “probable” we mean`
_DEFINED = re.compile(
    r"(?:[”\"]|‘[^‘’]{1,40}’)(?:,? (?:here|in this report))? (?:means?|stands? for|denotes?|is used (?:for|of))\b"
    r"|\bwe mean\b"
)
FORMER, DEFINED = "what was said before", "a word that is defined"
CAUSE, AIM, INTENTION = "a cause", "an aim", "an intention"
LISTED, HEADING, RESULT, LAW = "a list that follows", "a heading", "a result, and what was expected", "a term of law"
FIRM = frozenset({FORMER, DEFINED, CAUSE, AIM, INTENTION, LISTED, HEADING, RESULT, LAW})
NEAR = 80


def firm(low: str, cue: Cue) -> Iterator[str]:
    """The veto of an estimative word that holds whatever the weights say."""
    if _FORMER.search(low[max(cue.start - NEAR, 0) : cue.start]):
        yield FORMER
    if _DEFINED.search(low):
        yield DEFINED
