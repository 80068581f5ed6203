"""Who speaks in a transcript: the labels before what is said, which belong to no sentence.

`MR HALE:`, `Presenter:`, `**Beck:**`, `CALLER 2 (Ann):`. A label counts where the text has several turns; words such as
`WARNING:` and `Q.` are left out of the sentence as well, and are nobody.
"""

import re
from bisect import bisect_right
from collections import Counter
from itertools import islice
from typing import NamedTuple

from outlook.extract.lexicon import lexicon

_CAPITALS = r"(?:[A-Z](?:[A-Z’'&-]+|[a-z]{1,3}(?=\.))\.?|[A-Z]\.)"
_ROLE = r"[A-Z][\w.’'-]*+"
_ASIDE = r"(?:\s\([^()\n]{1,40}\))?(?:,\s[A-Z][^:\n.]{2,40})?"
_WHO = rf"(?P<who>(?:{_CAPITALS}|{_ROLE})(?:[ ](?:{_CAPITALS}|{_ROLE}|of|for|the|\d{{1,2}})){{0,5}}{_ASIDE})"
_TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?)"
# At the start of a line; in bold or not. The colon stands within the bold letters or behind them. The number of a
# question before it, `Q1 Chair:`, is no part of the name. This and the notice begin with the end of the line before,
# for which a text is searched many times as quickly as for a start of a line.
_LINE = re.compile(
    rf"\n[ \t]*(?:[-*•]\s+)?(?:{_TIME}\s+)?(?:\*\*|__)?(?:Q\d{{1,3}}\.?\s+)?{_WHO}(?:\s{_TIME})?"
    r"(?:(?:\*\*|__)?:(?:\*\*|__)?)(?=\s)"
)
# In running text a label is of capitals, after the end of a sentence, with which the pattern begins.
_INLINE = re.compile(rf"[.?!…”\"\])]\s(?P<who>{_CAPITALS}(?:\s(?:{_CAPITALS}|\d{{1,2}})){{0,3}}{_ASIDE}):(?=\s)")
# Said of what follows, by nobody: `NOTE –`, `WARNING:`, `Q.`
_NOTICE = re.compile(
    r"\n[ \t]*(?:\*\*|__)?(?:WARNING|CAUTION|DANGER|NOTE|NOTES|NOTICE|IMPORTANT|TIP|ATTENTION|REMINDER|ALERT|UPDATE"
    r"|CORRECTION|[Nn]ote|[Ww]arning|[Cc]aution|[Ii]mportant|Tip|Reminder|N\.?B\.?|P\.?S\.?"
    r"|[QA]\d{0,2}(?: \([^()\n]{1,40}\))?(?=[.:]))"
    r"(?:\*\*|__)?(?:[:.]|\s[–—-])(?:\*\*|__)?(?=\s)"
)
# In bold also within a line: `Save it. **Important:** Keep a copy.`
_BOLD = [
    (mark, re.compile(rf"{re.escape(mark)}(?<=[.!?] ..)[A-Z][\w ]{{1,30}}:(?:\*\*|__)(?=\s)")) for mark in ("**", "__")
]
# A label of capitals before a sentence that is not: whoever speaks where the text has too few turns to be a transcript.
_CAPITAL = re.compile(
    r"\n[ \t]*(?:\*\*|__)?[A-Z][A-Z’'&.-]+(?: [A-Z’'&.-]+){0,4}:(?:\*\*|__)?(?=[ \t]+[“\"(]?[A-Z][a-z’' ])"
)
# Begins with the few letters that it can begin with: that is several times as quick.
_TALK = re.compile(
    r"[IYym?](?:(?<=\?)|(?<=\bI)\b|(?<=\b[Yy])ou\b|(?<=\bm)[ey]\b)"
)  # what those say who talk with one another, and no table does
_FULL_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)?(?: (?:[A-Z][a-z]?[’'])?[A-Z][A-Za-z-]+){1,2}")
_ASIDES = re.compile(r"\s*\(.*|,.*", re.DOTALL)
_PARAGRAPH = re.compile(r"\n[ \t]*\n(?=[ \t]*\S)")
_NOT_SAID = re.compile(r"^(?:#{1,6} |\||\[\^[^\]\n]+\]:)", re.MULTILINE)
FEWEST, NAMES, WORDS = 3, 2, 6  # turns and different speakers that make a transcript, and words of a label


class Turn(NamedTuple):
    """A label: its place in the text, and who speaks from there on."""

    start: int
    end: int
    speaker: str


def turns(document: str) -> list[Turn]:
    """Every label of the text, in order; the speaker is empty behind a label that names nobody."""
    if ":" not in document and " –" not in document and "Q" not in document:
        return []
    lines = f"\n{document}"
    found = _named(document, lines) if ":" in document else []
    for mark, pattern in _BOLD:
        found += [Turn(*match.span(), "") for match in pattern.finditer(document)] if mark in document else []
    for pattern in (_NOTICE, _CAPITAL):
        taken = {turn.start for turn in found}
        labels = [Turn(match.start(), match.end() - 1, "") for match in pattern.finditer(lines)]
        found += [label for label in labels if label.start not in taken]
    return sorted(found)


def _named(document: str, lines: str) -> list[Turn]:
    """The labels that name somebody, and of a transcript the others too; `lines` is the text behind a line's end."""
    found = [Turn(match.start(), match.end() - 1, match["who"]) for match in _LINE.finditer(lines)]
    found += [Turn(match.start() + 1, match.end(), match["who"]) for match in _INLINE.finditer(document)]
    names = Counter(_surname(label) for _, _, label in found)
    again = [
        label for _, _, label in found if names[_surname(label)] > 1 or label.isupper() or _FULL_NAME.fullmatch(label)
    ]
    kept = [label for label in again if _is_somebody(_plain(label))]
    # Those who are all named in full may speak once each.
    is_again = max(names.values(), default=0) >= NAMES or len(kept) == len(found)
    if len(kept) < FEWEST or len(set(map(_surname, kept))) < NAMES or not is_again:
        return []
    needed = -(-len(found) // 3)
    if sum(1 for _ in islice(_TALK.finditer(document), needed)) < needed:
        return []  # `Tonight: rain. Saturday: sun.`
    # In a transcript whoever speaks once is a speaker too.
    return sorted(Turn(start, end, _shown(label) if _is_somebody(_plain(label)) else "") for start, end, label in found)


def _plain(label: str) -> str:
    return _ASIDES.sub("", label).lower()


def _surname(label: str) -> str:
    """By which one label is known for another of the same speaker: whoever is named in full first is not so later."""
    return _plain(label).split()[-1]


def _is_somebody(label: str) -> bool:
    words = label.split()
    known = lexicon()
    if len(words) > WORDS or words[0].capitalize() in known.not_names:
        return False
    first = words[0].rstrip(".")
    return first not in known.not_labels and first not in known.never_people


def _shown(label: str) -> str:
    """The name as one writes it in running text: `Mr Hale`."""
    name = _ASIDES.sub("", label)
    return " ".join(word.title() if word.isupper() else word for word in name.split())


class Speaking:
    """Who speaks at a place of the text: until the next label, or a heading.

    The last speaker speaks no more paragraphs than others did: what follows a transcript is nobody's.
    """

    def __init__(self, document: str, labels: list[Turn]) -> None:
        self._starts = [turn.start for turn in labels]
        self._names = [turn.speaker for turn in labels]
        ends = [*self._starts[1:], len(document)]
        stretches = list(zip(self._starts, ends, strict=False))
        self._ends = [_heading(document, start, end) for start, end in stretches]
        breaks = [[match.start() for match in _PARAGRAPH.finditer(document, *one)] for one in stretches]
        most = max([1, *map(len, breaks[:-1])])
        if breaks and len(breaks[-1]) >= most:
            self._ends[-1] = min(self._ends[-1], breaks[-1][most - 1])

    def at(self, place: int) -> str:
        """Whose turn it is there; an empty text before the first label, and where there are none."""
        if not self._starts:
            return ""
        turn = bisect_right(self._starts, place) - 1
        return self._names[turn] if turn >= 0 and place < self._ends[turn] else ""


def _heading(document: str, start: int, end: int) -> int:
    """Where a heading or a table begins, which nobody says."""
    found = _NOT_SAID.search(document, start, end)
    return found.start() if found else end


def without_labels(document: str, labels: list[Turn]) -> str:
    """The text with a tab, which ends a sentence, and blanks in place of each label; nothing moves."""
    parts, place = [], 0
    for turn in labels:
        if turn.start >= place:
            parts += [document[place : turn.start], "\t".ljust(turn.end - turn.start)]
            place = turn.end
    return "".join([*parts, document[place:]])
