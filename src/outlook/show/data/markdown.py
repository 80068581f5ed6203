"""Blocks as Markdown: headings, lines and lists. Whatever a person wrote is text, and makes no markup."""

import re
from collections.abc import Iterable, Iterator

from outlook.show.describe.blocks import Block, Bullets, Heading, Line, Text, pieces
from outlook.show.describe.phrasing import safe

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(blocks: Iterable[Block]) -> str:
    """The text of the file."""
    return "\n\n".join(_written(blocks)) + "\n"


def _written(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {_text(block.text)}"
        elif isinstance(block, Line):
            yield _text(block.text)
        elif isinstance(block, Bullets):
            yield "\n".join(f"- {_text(one)}" for one in block.texts)
        else:
            raise TypeError(f"{type(block).__name__} is no block that Markdown is made of")


def _text(text: Text) -> str:
    plain = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text))
    return _MARKS.sub(r"\\\1", safe(plain))
