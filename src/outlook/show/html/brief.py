"""The brief as one HTML file."""

from collections.abc import Sequence

from outlook.show.describe.blocks import Block
from outlook.show.html.blocks import Printer
from outlook.show.html.shell import document
from outlook.show.markup import NOTHING, tag


def render(blocks: Sequence[Block], title: str) -> str:
    """The whole file; it loads nothing."""
    printer = Printer(frozenset(), lambda _: NOTHING, top=1)
    return document(title, "", tag("main", printer.all(blocks)))
