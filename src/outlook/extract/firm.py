"""Words that look ahead and foresee nothing here: what was said before, or by another paper, a definition, a heading.

As an outlook such a sentence would carry a wrong number, or a wrong day. And the names of the vetoes that more than one
file or test asks for.
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
_OF_A_WORD = ("mean", "stand", "denote", "used")  # one of these says it
_PAPER = (
    r"(?:note|report|bulletin|outlook|update|assessment|briefing|brief|issue|edition|analysis|paper|newsletter|forecast"
    r"|review|estimate|memo|letter)s?"
)
_SAID = (
    r"(?:said|stated|expected|forecast|forecasted|put|wrote|saw|judged|assessed|predicted|argued|warned|estimated"
    r"|projected|anticipated|concluded|reckoned|thought|had (?:said|put|seen|expected|forecast))"
)
# `see also our note of 2 October, which said that prices would …`: what a reference says of another paper.
_REFERS = re.compile(
    rf"\b(?:see|cf\.?|compare)(?: also| e\.g\.)?,? (?:our|the|its|my|also|[a-z]+[’']s?)\b[^.;]{{0,60}}?\b{_PAPER}\b"
    rf"[^.;]{{0,60}}?\b{_SAID}\b[^;]*$"
)
# `our note of 2 October said that …`: it may still hold, but it is of that day.
_OLDER = re.compile(
    r"\b(?:(?:our|my|the|its|this desk[’']s) (?:(?:last|previous|earlier|former|first|most recent|[a-z]+[’']s?"
    r"|\d{1,2}|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer"
    rf"|autumn|winter|weekly|monthly) )+{_PAPER}|last (?:week|month|quarter|year)[’']s {_PAPER}"
    rf"|(?:our|my|the|its) {_PAPER} (?:of|from|dated|published (?:on|in)) [^.;,]{{2,40}}),?(?: which| that)?"
    rf" (?:{_SAID}|was that)\b|\b(?:we|i) {_SAID} (?:in|on|last|earlier|at the time|then|previously)\b"
)
# `Our outlook for 30 November`, `Forecast 2027`, and no full stop: what stands below says what it is.
_HEADS = re.compile(
    r"(?:our |the |[a-z]+ )?(?:outlook|forecasts?|projections?|prospects?)"
    r"(?: (?:for|to|in|until|over) [\w ,’'–-]{2,60}| (?:19|20)\d\d(?:[–/-]\d{2,4})?[ef]?)?"
)
FORMER, DEFINED, REFERS = "what was said before", "a word that is defined", "what another paper said"
HEADS = "a heading"
CAUSE, AIM, INTENTION = "a cause", "an aim", "an intention"
LISTED, RESULT, LAW = "a list that follows", "a result, and what was expected", "a term of law"
NOUN, ALREADY, NAMED = "only a noun", "what may be so already", "an outlook that is only named"
UNREAL, JUDGED, BETTER = "a case that did not arise", "a judgement", "a better way"
RECOMMENDED, UNDONE = "a recommendation", "what could not be done"
NEAR = 80


def refers(low: str, cue: Cue) -> bool:
    """Whether the cue stands in what a reference says of another paper."""
    return ("see" in low or "cf" in low or "compare" in low) and _REFERS.search(low, 0, cue.start) is not None


def heads(low: str) -> bool:
    """Whether a line is no sentence but what stands above some.

    >>> heads("outlook for 30 december"), heads("forecast 2027"), heads("the outlook for 2027 depends on rain.")
    (True, True, False)
    """
    return len(low) < NEAR and low[-1:] != "." and _HEADS.fullmatch(low) is not None


def is_of_an_older_paper(low: str) -> bool:
    """Whether a sentence says what an older paper said: its words are of that day.

    >>> is_of_an_older_paper("our note of 2 october said that prices would fall")
    True
    """
    return _OLDER.search(low) is not None


def firm(low: str, cue: Cue) -> Iterator[str]:
    """The veto of an estimative word whose number is not that of the statement."""
    if _FORMER.search(low[max(cue.start - NEAR, 0) : cue.start]):
        yield FORMER
    if any(word in low for word in _OF_A_WORD) and _DEFINED.search(low):
        yield DEFINED
