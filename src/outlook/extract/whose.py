"""Whose words a hedge is, and in which clause it stands, of a sentence with several.

*Renewal is likely, though the buyer says that it will not sign*: the hedge is the document's own, and the buyer speaks
behind it. *The plan, which the operator calls “unlikely to work”, …*: that hedge is the operator's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from outlook.extract.lexicon import lexicon, lowered
from outlook.extract.speakers import find_speaker
from outlook.extract.voices import Voice

if TYPE_CHECKING:
    from outlook.extract.span import Cue

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CONCEDING = r"(?:although|though|even though|while|whereas)"
_JOINS = re.compile(rf"\s*;\s*(?:but\s|yet\s)?|,\s+(?:{_CONCEDING}|but|yet)\s+", re.IGNORECASE)
_JOINED = re.compile(rf"\s*;\s*|,\s+(?:{_CONCEDING}|but|yet|and|so)\s+", re.IGNORECASE)
_CONCEDES = re.compile(rf"{_CONCEDING}\s[^,;]+,\s+", re.IGNORECASE)  # it opens the sentence, up to its comma
_RELATIVE = re.compile(r",\s+(?:which|who|whom|whose)\s[^,;]+(?:[,;]|[.!?]?$)")
# The document speaks up for itself: `we judge`, `in our view`, `our estimate`.
_OURS = re.compile(r"(?:[^,;]{0,40}\b)?(?:we|our)\s", re.IGNORECASE)
# Who calls something by a hedge in quotes: `which the operator has so far described as “unlikely”`.
_CALLS = re.compile(
    r"\s(?:(?:has|have|had)\s+)?(?:[a-z]{3,}ly\s+|so far\s+|again\s+|also\s+|now\s+|still\s+)*"
    r"(?:describe[sd]?|call(?:s|ed)?|term(?:s|ed)|deem(?:s|ed)?|rate[sd]?|judge[sd]?|dismiss(?:es|ed)|consider(?:s|ed)?"
    r"|characteri[sz]e[sd]?|label(?:s|led)|regard(?:s|ed)?)"
    r"(?:\s(?:it|them|this|that|the\s[^,;.]{1,60}))?(?:\sas)?(?:\sbeing)?\s$"
)
_JOINING = re.compile(r"[,;:—–(]|\b(?:which|that|what|and|but|though|although)\s")
_NEAR, _BEFORE = 160, 24
_GIVES = re.compile(r"\s(?:sees?|puts?|gives?|assigns?)\s(?:(?:only|just|at least|at most|about|still)\s)?(?:an?\s)?$")
_ASIDE = re.compile(r",\s(?:which|who|whose)\s[^,]*,")
_ADVERBS = re.compile(r"(?:\s(?:now|still|also|currently|again|only|already|meanwhile))+$")
_NOBODY = frozenset({"few", "nobody", "none", "no one", "hardly anyone"})  # who thinks the contrary is not said
_DOCUMENT = ("we", "i", "it", "this", "that", "analysis", "report", "note", "model", "table", "outlook")
_NO_SUBJECT = frozenset((*_DOCUMENT, "to", "will", "would", "may", "might", "could", "should", "who", "which", "and"))


def clause_at(text: str, place: int) -> tuple[int, int]:
    """Where the clause begins and ends that holds a place; one that another joins, or that a semicolon parts off.

    >>> text = "It will not rule alone, and a vote is likely if it fails."
    >>> text[slice(*clause_at(text, text.index("likely")))]
    'a vote is likely if it fails.'
    """
    joins = [match.span() for match in _JOINED.finditer(text)]
    start = max((end for _, end in joins if end <= place), default=0)
    return start, min((begin for begin, _ in joins if begin > place), default=len(text))


def whose(text: str, cue: Cue, voice: Voice | None) -> Voice | None:
    """Whoever says what the cue says, of `voice`, who speaks in the sentence as a whole; None for the document itself.

    Speech that is reported goes on from clause to clause until the document speaks up for itself (*but we judge*).
    What opens a clause reports that clause and none before it. A clause that is conceded, or that hangs on a noun,
    reports only itself.
    """
    quotes = [match.span() for match in _QUOTED.finditer(text)] if '"' in text or "“" in text else []
    if any(start < cue.start < end for start, end in quotes) and (caller := _who_calls(text, cue)):
        return caller
    if voice is None:
        return _who_sees(text, cue)
    if voice.name.lower() in _NOBODY:
        return None
    seen = _QUOTED.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][-1], text)
    for start, end in [match.span() for match in _RELATIVE.finditer(seen)] if ", wh" in text else ():
        inside = _speaker(text[start + 1 : end])
        if inside and start < cue.start < end:
            return inside
        if inside:
            text, seen = (f"{one[:start]}{' ' * (end - start - 1)}{one[end - 1 :]}" for one in (text, seen))
            voice = _speaker(text)
    return _by_clauses(text, seen, cue, voice) if voice else None


def _by_clauses(text: str, seen: str, cue: Cue, voice: Voice) -> Voice | None:
    conceded = _CONCEDES.match(seen)
    joins = [match.span() for match in _JOINS.finditer(seen)]
    if conceded:
        joins = [(conceded.end(), conceded.end()), *(span for span in joins if span[0] >= conceded.end())]
    if not joins:
        return voice
    edges = [(0, 0), *joins, (len(text), len(text))]
    clauses = [(before[1], behind[0]) for before, behind in pairwise(edges)]
    home = next(place for place, (_, end) in enumerate(clauses) if cue.start <= end)
    voices = [_speaker(text[start:end]) for start, end in clauses]
    if own := voices[home]:
        return voice if own.name == voice.name else own
    if _OURS.match(text, clauses[home][0]) or (home and conceded and any(voices[:1]) and not any(voices[1:])):
        return None
    before, after = any(voices[:home]), voices[home + 1 :]
    if before or not any(after):
        return voice
    place = home + 1 + next(place for place, one in enumerate(after) if one)
    return None if _opens(text[slice(*clauses[place])], voices[place]) else voice


def _opens(clause: str, voice: Voice | None) -> bool:
    """Whether whoever speaks stands before the verb of saying, so that what is said stands behind it."""
    verb = lexicon().reporting.search(lowered(clause))
    return voice is not None and verb is not None and 0 <= clause.find(voice.name) < verb.start()


def _speaker(clause: str) -> Voice | None:
    return find_speaker(clause, lowered(clause))


def _who_sees(text: str, cue: Cue) -> Voice | None:
    """Whoever gives the chance that the cue is: `traders now see a one-in-three chance`."""
    near = text[max(cue.start - _BEFORE, 0) : cue.start]
    gives = (
        _GIVES.search(text, 0, cue.start) if any(verb in near for verb in ("see", "put", "give", "assign")) else None
    )
    if gives is None:
        return None
    before = _ASIDE.sub("", text[: gives.start()])
    subject = _ADVERBS.sub("", _JOINING.split(before)[-1]).strip()
    is_somebody = subject and len(subject) < _NEAR and subject.split()[-1].lower() not in _NO_SUBJECT
    return Voice(subject, "words") if is_somebody and not _OURS.match(f"{subject} ") else None


def _who_calls(text: str, cue: Cue) -> Voice | None:
    """Whoever calls something by the quoted words in which the cue stands."""
    opening = max(text.rfind(mark, 0, cue.start) for mark in '“"')
    calls = _CALLS.search(text, max(opening - _NEAR, 0), opening)
    subject = _JOINING.split(text[: calls.start()])[-1].strip() if calls else ""
    return Voice(subject, "words") if subject and len(subject) < _NEAR and not _OURS.match(f"{subject} ") else None
