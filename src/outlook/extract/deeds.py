"""Where a verb of saying says nothing: deeds, promises, nouns that look like verbs, and what was expected once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from outlook.extract.behind_verbs import QUOTES
from outlook.extract.text_ends import from_last, near_end

_DETERMINER = re.compile(
    r"\b(?:any|beyond|without|little|some|the|an?|no|every|each|this|that|such|its|his|her|their|our|of|to|in|by|what|which)\s+$",
    re.IGNORECASE,
)
_AS_EXPECTED = re.compile(
    r"\b(?:as|than)\s+(?:(?:the|many|most|some|few)\s+)?[\w’-]+(?:\s+had)?\s*$"
    r"|\bas [a-z]+ as (?:[\w’-]+ ){0,2}[\w’-]+\s*$"
)
_AS_AS = re.compile(r"\bas [a-z]+ as [\w’-]+\s*$")
# `Kell Power plc (the “Company”) announced`: the document’s own house.
_DEFINED = re.compile(
    r"\([^()]{0,80}[“\"‘](?:the )?(?:company|group|issuer|trust|fund|corporation|bank|partnership|we|us"
    r"|our)[”\"’][^()]{0,40}\)[^()]{0,40}\Z",
    re.IGNORECASE,
)
# Deeds as well as words: `announced a cell`, `reported a loss`. Only with a claim behind them do they say something.
_DEEDS = re.compile(
    r"argue[ds]?|announce[ds]?|announcing|report(?:ed|s|ing)?|wr(?:ote|ites?)|found|confirm(?:s|ed)?"
    r"|accept(?:s|ed)|called|calls|declare[ds]?",
    re.IGNORECASE,
)
# `“Rents will fall,” Kell analysts wrote in a note`: what was said is quoted before the subject.
_QUOTED_BEFORE = re.compile(r"[,?!.…][”\"][^”\";:]{1,80}\Z")
# Confidence, hope or doubt that is expressed is a claim; concern and thanks are deeds.
_EXPRESSES = re.compile(r"expresse[ds]")
_EXPRESSED = re.compile(
    r"\s(?:[a-z]+\s){0,3}?(?:confidence|optimism|pessimism|hopes?|fears?|doubts?|scepticism|skepticism|belief|view"
    r"|opinion|certainty|conviction"
    r"|worry|worries)\b|[^.;]*\s(?:that|saying|stating|adding|noting|telling)\b"
)
# These say something only with a claim right behind them, or with what was said before them: `added three lines`.
_BARELY = re.compile(
    r"add(?:ed|s)|noted|conclude[ds]|observed|advise[sd]|agrees?|disagrees?|conclude|recalled|remarked|notes"
)
_SAID_NEXT = re.compile(r"\s+that\b|[.,:;?!]|\s*$|:?\s[“\"]| with\b", re.IGNORECASE)
_NOTES = re.compile(r"\s+that\b|:|\s[“\"]", re.IGNORECASE)  # bank notes, coins
_NAMED_BEHIND = re.compile(r"\s(?:(?:the|its|their|his|her)\s|(?-i:[A-Z]))")
# What somebody expected before something else happened is no claim any more: `the Bank had expected`.
_ONCE = re.compile(r"\b(?:had|(?:would|should|might|could) have)(?: (?:[a-z]+ly|once|long|always|never|also))? $")
_ON = ("of", "on", "in", "at", "by", "for", "from", "with", "under", "over")
_ON_ALONE = re.compile(rf"\b(?:{'|'.join(_ON)}) $")  # and no subject: `rests on declared intentions`
_CLAIM = re.compile(
    r"(?:\s+(?:to|on|in|at|last|this|earlier|today|yesterday|again)\b[^.;,]{0,30})?\s+that\b"
    r"|(?:(?!\b(?:that|which|who)\b)[^.;]){0,60}?\b(?:will|would|was|were|is|are|had|could|may)\b"
    r"|[^.;]{0,20}[“\":]|[,.]|\s+plans\b",
    re.IGNORECASE,
)
# An institution speaks of itself so in its own paper: `the Department expects`.
_ITSELF = re.compile(
    r"\bthe (?:board|group|company|department|agency|office|authority|mission|directors|fund|secretariat"
    r"|executive|committee|council)(?: (?:now|also|still))? $",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"(?:(?:does|do|did) not |continue[sd]? to |doesn[’']t )?"
    r"(?:expect(?:s|ed)?|assess(?:es|ed)?|anticipates?|believe[ds]?|estimate[ds]?|projects?|forecasts?"
    r"|considers?|judge[ds]?)|(?:is|are|remains?) (?:[a-z]+ )?(?:confident|hopeful|optimistic)"
)
_THOUGHT = re.compile(
    r"expected|anticipated|believed|thought|hoped|feared|forecast|projected|predicted|estimated|planned"
)
_HOPES, _HOPES_TO = re.compile(r"hop(?:e|es|ed|ing)"), re.compile(r"\s+to\s(?!see\b)")
_PROMISES, _TO = re.compile(r"pledged|promised|vowed|threatened"), re.compile(r"\s+(?:not\s+)?to\b")
_OF_SOMETHING = re.compile(
    r"\s+(?:of|as|about|highly|well|little|again|twice|hard)\b|\s+to\s+(?:be|have|do|see|get|find|make|ship|reach)\b"
)
# Before what looks like a verb these make it a noun: `the Fund's April forecast`.
NOUNS_TOO = re.compile(
    r"forecasts?|estimates?|reports?|claims?|states?|projects?|fears?|hopes?|doubts?|reminds?|answers?|warns?|notes?",
    re.IGNORECASE,
)
MOST_AS, MOST_ONCE, LONGEST_OWN = 6, 4, 40  # words of the first two, characters of the last


class _Verb(NamedTuple):
    """Of which kinds a verb is, by itself."""

    barely: bool
    expresses: bool
    is_deed: bool
    promises: bool
    hopes: bool
    noun_too: bool
    thinks: bool
    thought: bool
    expects: bool
    only_quotes: bool


@lru_cache(maxsize=1024)
def _kinds(verb: str) -> _Verb:
    return _Verb(
        barely=_BARELY.fullmatch(verb) is not None,
        expresses=_EXPRESSES.fullmatch(verb) is not None,
        is_deed=_DEEDS.fullmatch(verb) is not None,
        promises=_PROMISES.fullmatch(verb) is not None,
        hopes=_HOPES.fullmatch(verb) is not None,
        noun_too=NOUNS_TOO.fullmatch(verb) is not None,
        thinks=verb in ("thought", "think", "believed", "expected"),
        thought=_THOUGHT.fullmatch(verb) is not None,
        expects=_EXPECTS.fullmatch(verb) is not None,
        only_quotes=verb in ("said", "says", "told"),
    )


def is_noun_too(verb: str) -> bool:
    """Whether a verb may be a noun: `forecast`."""
    return _kinds(verb).noun_too


def is_deed(verb: str, before: str, after: str) -> bool:
    """Whether it is a deed, a promise, a noun, a thought of something, or `as expected`, and no claim of somebody."""
    kinds, plain = _kinds(verb), before.rstrip()
    if (kinds.barely or kinds.is_deed or kinds.promises) and _is_done(verb, kinds, before, after):
        return True
    return bool(
        ("(" in before and _DEFINED.search(before))
        or (kinds.expresses and not _EXPRESSED.match(after))
        or (kinds.hopes and _HOPES_TO.match(after))
        or (kinds.noun_too and _DETERMINER.search(before, near_end(before)))
        or (kinds.thinks and not plain.endswith("”") and _OF_SOMETHING.match(after))
        or (plain.endswith(_ON) and _ON_ALONE.search(before, near_end(before)))
        or (kinds.expects and _ITSELF.search(before, max(len(before) - LONGEST_OWN, 0)))
        or (kinds.thought and _ONCE.search(before, from_last(before, MOST_ONCE)))
        or _is_as_expected(kinds, before)
    )


def _is_done(verb: str, kinds: _Verb, before: str, after: str) -> bool:
    """Whether a verb that may be a deed is one, for want of a claim or a quote beside it."""
    is_quoted = before.rstrip().endswith(QUOTES) or _QUOTED_BEFORE.search(before) is not None
    if is_quoted:
        return False
    if kinds.promises and _TO.match(after):
        return True
    if before.endswith(", ") and _NAMED_BEHIND.match(after):
        return False
    said_next = _SAID_NEXT if verb != "notes" else _NOTES
    return bool((kinds.barely and not said_next.match(after)) or (kinds.is_deed and not _CLAIM.match(after)))


def _is_as_expected(kinds: _Verb, before: str) -> bool:
    """`as expected`, `than many had expected`; `as soon as they said` only where it is no verb of quotes."""
    near = from_last(before, MOST_AS)
    if "as" not in before[near:] and "than" not in before[near:]:
        return False
    only_quotes = kinds.only_quotes and not _AS_AS.search(before, near)
    return not only_quotes and _AS_EXPECTED.search(before, near) is not None
