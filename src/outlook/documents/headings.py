"""The headings of a text in Markdown, so that what stands under them can say so."""

import re

from outlook.model.place import Place

NAMES = (".md", ".markdown")
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$|^(?=\S)(.{1,200})\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE
)
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


def headings(text: str) -> tuple[Place, ...]:
    r"""Where each heading of a Markdown text begins; what stands in a fenced block is none.

    >>> headings("Ahead\n=====\nRain.\n## Later\n")
    (Place(start=0, page=None, heading='Ahead'), Place(start=18, page=None, heading='Later'))
    """
    seen = _FENCED.sub(lambda match: " " * len(match[0]), text)
    return tuple(Place(match.start(), heading=match[1] or match[2].strip()) for match in _HEADING.finditer(seen))
