"""A panel as one self-contained HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.panel import panel_page
from outlook.show.html.blocks import Draw, Printer
from outlook.show.html.shell import document
from outlook.show.markup import tag

if TYPE_CHECKING:
    from outlook.panel.scored import PanelScores


def render(found: PanelScores, draw: Draw, style: str, *, pairs: bool) -> str:
    """The page, with pictures by `draw` that look as `style` says. The same scores give the same bytes."""
    printer = Printer(frozenset(), draw)
    main = tag(
        "main", tag("h1", "Who was better, by how much, and is that luck"), printer.all(panel_page(found, pairs=pairs))
    )
    footer = tag("footer", tag("p", "Written by outlook. Scores follow stated rules and can be redone by hand."))
    return document("Panel – forecasts", style, main, footer)
