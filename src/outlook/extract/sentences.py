"""A text as sentences, each with its place: abbreviations, initials, decimals and quotes do not end one.

Headings, items of a list, cells of a table and the lines of an address end where their line does; a line that was only
wrapped goes on. Reference marks belong to no sentence.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from outlook.extract.capitals import calmed
from outlook.extract.lexicon import Lexicon, lexicon
from outlook.extract.marks import rejoined, without_marks
from outlook.extract.turns import Speaking, turns, without_labels

_NUMBER = r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-Z“\"])"  # of a paragraph: 4.12
# What stands before an item besides a dash: ticks, boxes, arrows, numbers in a ring, codes of messages (F02, E-31).
_TICK = r"[✓✔✗✘☐☑☒◆◇■□►▶➤→»①-⑳❶-❿]"
_CODE = r"[A-Z]{1,2}-?\d{2,3}[:.]?\s+(?=(?:The|An?|No|Not|This|If|Your|It|There|When|One|Both|All)\s)"
# The label of an item, right behind its mark: `– Risk 131: The lifts …`
_LABEL = r"[A-Z][\w’'-]*(?: [\w’'-]+){0,2}:\s+(?=[A-Z“\"][\w’'“\"-]*\s[^\n:]{12})"
_ITEM = (
    rf"(?:[-*•‣▪◦●#>|]|{_TICK}\s|{_CODE}|[–—]\s+(?=[A-Z])|\d{{1,2}}[.)]\s|{_NUMBER}"
    r"|\((?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|cid:\d{1,5})\)\s)"  # `(cid:129)` is what a PDF leaves of a bullet
)
# Begins with the few characters that can end a sentence, and looks back at which it was: that is much quicker.
_END = re.compile(
    r"[.!?…\n\t|](?:(?<=[.!?…])[.!?…]*[\"”’')\]]*(?=\s|$)"
    r"|(?<=[a-z]{4}[.!?])(?=[A-Z][A-Za-z]+ [A-Za-z\d])"  # the blank is lost: this year.Growth may
    rf"|(?P<alone>(?<=\n)[ \t\r]*\n|(?<=\n)(?=[ \t]*{_ITEM})|(?<=[ \t]\|)(?=\s|$)|(?<=^\|)|(?<=\t))"
    rf"|(?<=\n)(?=[ \t]*\S))",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\n\n(?=[^\W\d_])")
_WORD_BEFORE = re.compile(r"([\w.&’'-]+)$")
_PROSE_WORD = re.compile(r"[\s(“\"‘'][a-z’'-]{4,}$")  # no address, and no name of a file
_LEAD = re.compile(
    rf"\s*(?:{_NUMBER}|{_CODE}|(?:[-–—*•‣▪◦●|]|>{{1,3}}|{_TICK}|#{{1,6}}|[¹²³⁴-⁹]{{1,2}}|\d{{1,2}}[.)]|\((?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}}|cid:\d{{1,5}})\))\s+){{0,3}}"
    rf"(?:(?<=[-–—•‣▪◦●>]\s){_LABEL})?"
)
_CODED = re.compile(_CODE)
_GOES_ON = re.compile(
    r"[,;(–—-]$|\b(?:a|an|the|and|or|of|to|in|on|at|by|for|with|from|that|which|than|as|is|are|be|may|will)$"
)
_NUMBERED_HEADING = re.compile(
    r"(?:(?:\d{1,2}\.)+\d{0,2}|[IVX]{1,5}\.?|(?:Item|Part|Chapter|Section|Table|Figure|Box|Annex) [\w.]+)\s+[A-Z“]"
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_INITIALS = re.compile(r"[a-z](?:\.[a-z]){0,2}")
_UNIT = re.compile(r"\d\s$")
_LONG_START = re.compile(r"[^\W\d_]{2,}(?!\.)(?:\W|$)|[^\W\d_]{9}")  # a word, no further initial and no `Ct.`
LONGEST_WORD, LONGEST_JOINING = 24, 6  # letters; the second of the words of `_GOES_ON`, with what parts them
WIDEST = 100  # no prose is wrapped wider
RAGGED = 4  # characters by which a line that was wrapped may be shorter than it need be
_NUMBERED = ("Item", "Part", "Chapter", "Section", "Table", "Figure", "Box", "Annex")
HOURS = ("a.m", "p.m")


class Sentence(NamedTuple):
    """One sentence and where it stands: `text == document[start:end]`.

    `plain` is the same, of the same length, without marks, and with the words whole that a line's end had broken.
    """

    start: int
    end: int
    text: str
    plain: str = ""
    said_by: str = ""  # in a transcript: whoever speaks

    @property
    def read(self) -> str:
        """What the rules read of it."""
        return self.plain or self.text


def sentences(document: str) -> Iterator[Sentence]:
    """The sentences of a document, in order; white space, marks and list markers around them are left out."""
    return Splitting(document).between(0, len(document))


class Splitting:
    """A document that is ready to be split, in one piece or in several that begin with a paragraph."""

    def __init__(self, document: str) -> None:
        labels = turns(document)
        self._document, self._speaking = document, Speaking(document, labels)
        self._plain = calmed(without_marks(without_labels(document, labels) if labels else document))
        self._usual = _usual_width(self._plain)

    def paragraph_from(self, place: int) -> int:
        """Where the first paragraph begins from a place on, with a letter: no sentence and no mark runs over it."""
        found = _PARAGRAPH.search(self._plain, place)
        return found.end() if found else len(self._plain)

    def between(self, start: int, stop: int) -> Iterator[Sentence]:
        """The sentences between two places, each of which is the document's end or where a paragraph begins."""
        words, plain, usual = lexicon(), self._plain, self._usual
        # The one group of the pattern, by its number, is `alone`.
        ends = [
            match.end()
            for match in _END.finditer(plain, start, stop)
            if match.lastindex or _ends(words, plain, match, usual)
        ]
        for end in (*ends, stop):
            text = plain[start:end].lstrip()
            if text and text != "|" and (one := self._trimmed(text, end)):
                yield one
            start = end

    def _trimmed(self, text: str, end: int) -> Sentence | None:
        """The sentence that ends at a place without white space, marks and list markers; None where it says nothing."""
        plain = self._plain
        first = end - len(text)
        if not text[0].isalpha() or (not text[1:2].islower() and _CODED.match(plain, first)):
            lead = _LEAD.match(plain, first, end)
            first = lead.end() if lead else first
            text = plain[first:end]
        text = text.rstrip().removesuffix("|").rstrip()
        if not (text[:1].isalnum() or _SAYS_SOMETHING.search(text)):
            return None
        last = first + len(text)
        return Sentence(first, last, self._document[first:last], rejoined(text), self._speaking.at(first))


def _ends(words: Lexicon, document: str, match: re.Match[str], usual: int) -> bool:
    """Whether the mark ends a sentence, by the word before it and what follows."""
    if match[0][0] == "\n":
        return _line_ends(document, match.start(), usual)
    if document[match.end() : match.end() + 1].isalpha():  # the blank is lost
        return _PROSE_WORD.search(document, max(match.start() - LONGEST_WORD, 0), match.start()) is not None
    follows = document[match.end() : match.end() + LONGEST_WORD].lstrip()
    if follows and follows[0].islower():
        return False
    begin = document.rfind(" ", max(match.start() - LONGEST_WORD, 0), match.start()) + 1
    word = _WORD_BEFORE.search(document, max(begin, match.start() - LONGEST_WORD, 0), match.start())
    return match[0][0] != "." or word is None or _full_stop_ends(words, document, word, follows)


def _usual_width(document: str) -> int:
    """How wide the lines of the text are: that of all but the longest sixth, which headings may be."""
    widths = sorted(len(line) for line in document.split("\n") if line)
    return min(widths[len(widths) * 5 // 6], WIDEST) if widths else WIDEST


def _line_ends(document: str, place: int, usual: int) -> bool:
    """Whether a sentence ends with its line: the next begins a new one, and its first word would have found room here.

    So a heading, a cell or a line of an address is known from a line that was wrapped.
    """
    start = document.rfind("\n", 0, place) + 1
    line = document[start:place].strip()
    stop = document.find("\n", place + 1)
    following = document[place + 1 : stop if stop > 0 else len(document)].strip()
    if line[:1] == "#":
        return True  # a heading of Markdown
    if not line or not following or following[0].islower():
        return False
    if _GOES_ON.search(line, max(len(line) - LONGEST_JOINING, 0)):
        return False
    is_heading = len(line) < usual and _NUMBERED_HEADING.match(line) is not None
    if is_heading or (line[-1] == ":" and following[0].isupper()):
        return True
    if document[start - 1 : start] in ("", "\n"):
        room = max(usual, len(line), len(following)) if usual < WIDEST else WIDEST
        if len(line) + 1 + len(following.split(maxsplit=1)[0]) <= room - RAGGED:
            return True
    return _is_title(line)


def _is_title(line: str) -> bool:
    """Whether the words of a line are capitals, or begin with one, as those of a heading do."""
    if len(line) > WIDEST:
        return False
    long = _LONG_WORD.findall(line)
    return (len(long) > 1 and all(word[0].isupper() for word in long)) or line.isupper()


def _full_stop_ends(words: Lexicon, document: str, word: re.Match[str], follows: str) -> bool:
    bare = word[1].lower().strip("'’")
    if not bare:
        return True
    if bare[0].isdigit():
        line = document[document.rfind("\n", 0, word.start()) + 1 : word.start()].strip()
        if (bare.isdigit() and not line) or line in _NUMBERED:
            return False  # the number of a list's item, or of a heading: Item 1A.
    if word[1].isupper() and _INITIALS.fullmatch(bare) and (len(bare) == 1 or bare not in words.abbreviations):
        # An initial: J. Smith, J.P. Smith; not a unit: 4 A.
        return (
            not follows
            or _begins(words, follows)
            or _is_unit(document, word, follows)
            or document[word.start() - 1 : word.start()] == "/"  # of a name such as I/B/E/S
        )
    if bare in words.numbered:
        return not follows[:1].isdigit()
    if bare in words.abbreviations:
        may_end = bare in words.may_end or _counts(document, word)
        return may_end and bool(follows) and _opens(words, bare, follows)
    return True


def _is_unit(document: str, letter: re.Match[str], follows: str) -> bool:
    """Whether the letter counts something, as in 4 A: a number stands before it, and no further initial behind it."""
    return (
        _UNIT.search(document, letter.start() - 2, letter.start()) is not None
        and _LONG_START.match(follows) is not None
    )


def _counts(document: str, word: re.Match[str]) -> bool:
    """Whether a short word in lower case is a unit behind a number, as in 105,000 mt, and no title as in Mt. Etna."""
    return word[1].islower() and _UNIT.search(document, word.start() - 2, word.start()) is not None


def _opens(words: Lexicon, bare: str, follows: str) -> bool:
    """Whether what follows an abbreviation begins a sentence: a capital after a time of day, else a usual word."""
    return (bare in HOURS and follows[0].isupper()) or _begins(words, follows)


def _begins(words: Lexicon, follows: str) -> bool:
    return follows.split(maxsplit=1)[0] in words.opening
