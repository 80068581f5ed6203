"""Lines of printed pages put back into paragraphs: running heads out, broken words and sentences together again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from outlook.documents.author import author_of
from outlook.documents.parts import Read, clean
from outlook.model.place import Place

EDGE = 2  # a running head or foot stands among the first or the last so many lines of a page
BETWEEN = 2  # characters between paragraphs
LONGEST_WORD = 60
FEWEST = 3  # pages, before a line can be said to repeat
SHORT = 0.75  # of the usual line: one that ends a sentence earlier ends its paragraph
HEADING = 0.6  # of the usual line: the longest that can be a heading
_COUNTER = re.compile(r"^\W*\d+\W+|\W+\d+\W*$")
_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:…][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[-*•‣▪–]|\d{1,2}[.)]|\([a-z0-9]{1,2}\))\s")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
_BROKEN = re.compile(r"(\w+)[-\u2010\xad]$")
_INITIALS = re.compile(r"[A-Z]{2,}|\w*\d")
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\w+(?:[-\u2010]\w+)+")


def reflowed(pages: Sequence[str]) -> tuple[Read, int]:
    """The text of pages, each given as lines, and how many running lines were left out.

    Paragraphs stand on one line each with an empty line between them. One that runs over a page's end is one, and
    stands on the page on which it begins; so does a word. A word broken by a hyphen is joined. It keeps the hyphen
    before a capital or a digit, after initials or a digit (`UN-led`), where the word stands with one elsewhere, and
    where both halves but not the joined word do.
    """
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    kept = [[line for line in page if line] for page in _without_running(lines)]
    left_out = sum(1 for page in lines for line in page if line) - sum(map(len, kept))
    usual = _usual([len(line) for page in kept for line in page])
    known = _known(kept)
    texts, places, start = list[str](), list[Place](), 0
    for number, page in enumerate(kept, 1):
        for index, paragraph in enumerate(map(clean, _paragraphs(page, usual, known))):
            if index == 0 and texts and _goes_on(texts[-1], paragraph, usual):
                before = len(texts[-1])
                texts[-1] = "".join(_join(texts[-1], paragraph, known))
                start += len(texts[-1]) - before
                places.append(Place(start - BETWEEN - len(paragraph), page=number))
            else:
                places.append(Place(start, page=number))
                texts.append(paragraph)
                start += len(paragraph) + BETWEEN
    return Read("\n\n".join(texts), tuple(places)), left_out


def _usual(lengths: Sequence[int]) -> int:
    """How long a full line is: three quarters of the lines are at most so long."""
    return sorted(lengths)[len(lengths) * 3 // 4] if lengths else 0


def _without_running(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The pages without page numbers and lines that stand at the top or bottom of more than half of them."""
    edges = [[index for index, line in enumerate(page) if line] for page in pages]
    edges = [_edge(filled) for filled in edges]
    seen = Counter(line for page, edge in zip(pages, edges, strict=True) for line in {_alike(page[at]) for at in edge})
    running = {line for line, count in seen.items() if len(pages) >= FEWEST and count > len(pages) / 2}
    for page, edge in zip(pages, edges, strict=True):
        gone = {at for at in edge if _alike(page[at]) in running or _NUMBER.fullmatch(page[at])}
        yield [line for at, line in enumerate(page) if at not in gone]


def _edge(filled: Sequence[int]) -> list[int]:
    """The first and the last lines of a page: two each, of a short page at most a third."""
    few = min(EDGE, len(filled) // 3)
    return [*filled[:few], *filled[len(filled) - few :]]


def _alike(line: str) -> str:
    return _COUNTER.sub("#", line.lower())


def _known(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The words of the document, and those that stand in it with a hyphen, within lines."""
    text = " ".join(_BROKEN.sub("", line) for page in pages for line in page).lower()
    return frozenset(_WORD.findall(text)) | {word.replace("\u2010", "-") for word in _COMPOUND.findall(text)}


def _paragraphs(lines: Sequence[str], usual: int, known: frozenset[str]) -> Iterator[str]:
    current: list[str] = []
    for line in lines:
        if current and _begins(current[-1], line, usual):
            yield "".join(current)
            current = [line]
        elif current:
            current[-1:] = _join(current[-1], line, known)
        else:
            current = [line]
    if current:
        yield "".join(current)


def _begins(before: str, line: str, usual: int) -> bool:
    """Whether a line begins a paragraph, by the line before it: an item, after a short last line, about a heading.

    Who wrote it stands by itself, also beneath a long title.
    """
    if _ITEM.match(line) or author_of(line) or author_of(before):
        return True
    if _ENDS.search(before):
        return len(before) < SHORT * usual
    opens = before[:1].isupper() or _NUMBERED.match(before) is not None
    is_heading = len(before) < HEADING * usual and not before.endswith((",", ";", "-", "–")) and opens
    return is_heading and line[:1].isupper()


def _goes_on(before: str, after: str, usual: int) -> bool:
    """Whether a page begins in the middle of the paragraph that the page before ended with."""
    if _ENDS.search(before) or _ITEM.match(after):
        return False
    return after[:1].islower() or before.endswith((",", ";", "-", "–")) or len(before) > HEADING * usual


def _join(before: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    """Two lines as they follow one another: the first with a blank at its end, with its hyphen, or without it."""
    broken, first = _BROKEN.search(before[-LONGEST_WORD:]), _WORD.match(after)
    if broken is None or first is None:
        return f"{before} ", after
    if before.endswith("\xad"):
        return before[:-1], after
    left, right = broken[1].lower(), first[0].lower()
    is_compound = not first[0][0].islower() or _INITIALS.fullmatch(broken[1]) or f"{left}-{right}" in known
    is_compound = is_compound or (left + right not in known and left in known and right in known)
    return (before if is_compound else before[:-1]), after
