"""Blocks as a Word document, the same bytes for the same blocks at the same moment."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from outlook.errors import Refused
from outlook.show.describe.blocks import Block, Bullets, Heading, Line, Text, pieces
from outlook.show.describe.phrasing import safe

OLDEST = (1980, 1, 1, 0, 0, 0)  # what an archive can date a file


def word(blocks: Iterable[Block], at: datetime) -> bytes:
    """The file's bytes.

    Raises:
        Refused: the extra `ingest` is not installed.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise Refused(
            "the writer of Word files is not installed: pip install '.[ingest]' in the checkout of outlook"
        ) from error
    document: Any = Document()
    for block in blocks:
        _add(document, block)
    about = document.core_properties
    about.author, about.created, about.modified = "outlook", *[at.astimezone(UTC).replace(tzinfo=None)] * 2
    made = io.BytesIO()
    document.save(made)
    return _dated(made.getvalue())


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(_plain(block.text), level=block.level)
    elif isinstance(block, Line):
        document.add_paragraph(_plain(block.text))
    elif isinstance(block, Bullets):
        for one in block.texts:
            document.add_paragraph(_plain(one), style="List Bullet")
    else:
        raise TypeError(f"{type(block).__name__} is no block that this document is made of")


def _plain(text: Text) -> str:
    return safe("".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text)))


def _dated(archive: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, OLDEST), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
