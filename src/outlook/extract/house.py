"""Whose document it is: who writes in it of themselves by name, `Calder projects`, and so is nobody else who speaks.

The whole document says so: its letterhead, `the Meridian Fund (“we”)`, what others told whom, and who expects things
again and again while nobody is told that they said anything.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What the author of a document does with what is to come, or finds; whoever *said* something is heard by the author.
_JUDGES = re.compile(
    r"(?:,[^,;:]{1,60},)?\s"
    r"(?:(?:now|also|still|continues to|therefore|thus|hence|currently|has|had|does|did|not|[a-z]{3,}ly)\s)*"
    r"(?:expect|anticipate|estimate|project|forecast|consider|believe|judge|assess|calculate|view|assume|recommend|predict"
    r"|reckon|conclude|think|see|put|note|find|found|identif)(?:s|d|ed|ies|ied)?\b"
)
_VIEW = re.compile(
    r"[’']s (?:own |current |central )?(?:assessment|view|judge?ment|opinion|estimate|forecast|projection)s?\b"
)
_BODY = re.compile(
    r"authority|committee|panel|board|commission|regulator|inspectorate|council|responsible entity|subgroup|tribunal"
    r"|secretariat|directorate|working group|mission|trustees?|directors"
)
_SAYER = re.compile(
    r"\b([A-Z][\w&-]+)(?:[’']s)?,? (?:has |had |also )?(?:said|says|told|tells|warned|warns|insist(?:ed|s)"
    r"|denie[ds]|added|claim(?:s|ed))\b"
)
_LETTERS = re.compile(
    r"\b(?:ratings|research|weekly|monthly|quarterly|bulletin|report|note|commentary|department|ministry|agency|bank"
    r"|institute|inspectorate|office|committee|centre|center|observatory|council|commission|authority|service|partners"
    r"|capital|advis[eo]rs|consulting|digest|newsletter|assessment|minutes|board|fund|secretariat|trust|directorate)\b",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"\s[|–—·•]\s|\t|:\s")
_DATED = re.compile(r"\b(?:19|20|21)\d\d\b")
_NAME = r"[A-Z][\w’'&-]*(?:\s(?:(?:of|for|the|and|&)\s)*[A-Z][\w’'&-]*)*"
_WE = re.compile(r"\(([^()]{0,120}[“\"‘'](?:we|us|our)[”\"’',][^()]{0,60})\)", re.IGNORECASE)
_NAMED = re.compile(rf"({_NAME})\s\Z")
_QUOTED = re.compile(r"[“\"‘']([^”\"’']{2,40})[”\"’']")
# This and the next begin with letters, for which a text is searched many times as quickly as for the edge of a word.
_ISSUED = re.compile(
    r"his (?<=\b[Tt]his )"
    r"(?:report|bulletin|note|assessment|paper|forecast|review|document|statement|update|publication)\b"
    rf"[^.]{{0,40}}\b(?:by|of|from) the ({_NAME})"
)
_MET = re.compile(
    rf"\A[^.]{{0,200}}?\b(?:The|the) ({_NAME}|committee|board|council|panel) (?:met on|held its|met at|meets)\b"
)
_TOLD = re.compile(r"told (?<=\btold )(?:the )?([A-Z][\w’'&-]+)(?=[\s,.])")
_OF_US = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_ARTICLE = re.compile(r"(?:the|our)\s", re.IGNORECASE)
HEAD_LINES, LONGEST_LINE, BESIDE, NEAR, HEAD, READ, OFTEN = 6, 110, 2, 80, 1_500, 200_000, 3
_ALWAYS = frozenset(["post"])  # a mission abroad, as it calls itself in what it sends home


class House:
    """The names by which a document calls its own author."""

    __slots__ = ("_names",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = _ALWAYS.union(names)

    def speaks(self, name: str, text: str) -> bool:
        """Whether it is the author who expects or finds something in this sentence, and nobody who is heard."""
        if _plain(name) not in self._names:
            return False
        place = text.find(name)
        return place >= 0 and _judges(text, place + len(name))


def house_of(document: str, heard: Iterable[tuple[str, str]]) -> House:
    """Whose document it is; `heard` are the speakers found in it, each with the sentence."""
    known = [(name, text) for name, text in heard if name in text]
    judging = Counter(_plain(name) for name, text in known if _judges(text, text.find(name) + len(name)))
    if not judging:
        return House()
    read = document[:READ]
    heads = [set(_plain(one).split()) for one in _letterhead(read[:HEAD])]
    sayers = frozenset(_SAYER.findall(read))
    own = {*_defined(read), *_told(read, sayers)}
    if _OF_US.search(read):
        have_said = {name.lower() for name in sayers}
        own.update(name for name, times in judging.items() if times >= OFTEN and name.split()[-1] not in have_said)
    own.update(_unnamed(read, judging, sayers))
    return House(name for name in judging if name in own or any({*name.split()} <= head for head in heads))


def _judges(text: str, end: int) -> bool:
    """Whether whoever is named before `end` finds or expects something there, or has a view of it."""
    return _JUDGES.match(text, end) is not None or _VIEW.match(text, end) is not None


def _unnamed(document: str, judging: Iterable[str], sayers: frozenset[str]) -> Iterator[str]:
    """`The Authority` that finds things, of which nobody is told the whole name, nor that it said anything.

    A body that is not the author is introduced by its name.
    """
    for name in judging:
        if _BODY.fullmatch(name) and not any(one.lower() == name.split()[-1] for one in sayers):
            named = re.compile(
                rf"\b(?!(?:The|This|Our|An?|In|By|As|For|To|Of|But|And)\b)[A-Z][\w’'&-]+ (?i:{re.escape(name)})\b"
            )
            if not named.search(document):
                yield name


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name, count=1).lower().removesuffix("’s").removesuffix("'s")


def _letterhead(head: str) -> Iterator[str]:
    """The names that stand above the text, with what tells a letterhead from a headline."""
    lines = [line.strip("#* \t") for line in head.split("\n") if line.strip()][:HEAD_LINES]
    for line in lines:
        if len(line) > LONGEST_LINE or line.endswith((".", "?", "!")):
            return
        parts = _LETTERHEAD.split(line)
        if len(parts) > 1 and (_LETTERS.search(line) or _DATED.search(line)):
            yield from (part for part in parts[:BESIDE] if _LETTERS.search(part) or len(parts) > BESIDE)


def _defined(document: str) -> Iterator[str]:
    """`Kell Power plc (the “Company”, “we”)`, `this report of the Panel`, `The Committee met on 4 May`."""
    for match in _WE.finditer(document):
        yield from (_plain(one) for one in _QUOTED.findall(match[1]))
        if named := _NAMED.search(document[max(0, match.start() - NEAR) : match.start()]):
            yield _plain(named[1])
    yield from (_plain(match[1]) for match in _ISSUED.finditer(document))
    if met := _MET.search(document[:HEAD]):
        yield _plain(met[1])


def _told(document: str, sayers: frozenset[str]) -> Iterator[str]:
    """Whom others told what they said: `told Post that`. Whoever tells something too is a person of the text."""
    return (_plain(name) for name in _TOLD.findall(document) if name not in sayers)
