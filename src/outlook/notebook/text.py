"""A page as the text that a pipe would get."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.show.describe.blocks import Block


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks without colour, however wide."""
    from outlook.show.terminal.printed import show
    from outlook.show.terminal.screen import Screen

    written = io.StringIO()
    show(Screen(None, color=False, stream=written), blocks)
    return written.getvalue()
