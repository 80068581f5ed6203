"""The headings of a text in Markdown, so that what stands under them can say so."""

import re

from outlook.model.place import Place

NAMES = (".md", ".markdown")
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$|^(?=\S)(.{1,200})\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE
)
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


_NOTE = re.compile(r"\[\^?[\w-]{1,20}\]:?[ \t]+\S")
_PARAGRAPH = re.compile(r"(?:^[ \t]*\S.*(?:\n|\Z))+", re.MULTILINE)


def headings(text: str) -> tuple[Place, ...]:
    r"""Where each heading of a Markdown text begins; what stands in a fenced block is none.

    >>> headings("Ahead\n=====\nRain.\n## Later\n")
    (Place(start=0, page=None, heading='Ahead'), Place(start=18, page=None, heading='Later'))
    >>> headings("# Ahead\nRain.[1]\n\n[1] See there.\n")
    (Place(start=0, page=None, heading='Ahead'), Place(start=18, page=None, heading=None))

    Notes at the end stand under none.
    """
    seen = _FENCED.sub(lambda match: " " * len(match[0]), text)
    found = [Place(match.start(), heading=match[1] or match[2].strip()) for match in _HEADING.finditer(seen)]
    notes = _notes(seen)
    return tuple(found if notes is None or not found else [*found, Place(notes)])


def _notes(text: str) -> int | None:
    """Where the notes at the end begin: the last paragraphs, each of which opens with its mark."""
    begins = None
    for paragraph in reversed(list(_PARAGRAPH.finditer(text))):
        if not _NOTE.match(paragraph[0]):
            break
        begins = paragraph.start()
    return begins
