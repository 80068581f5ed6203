"""The forecast that a command is about to write to, by what was typed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.book.select import listed
from outlook.book.to_write import meant
from outlook.cli.session import kept, talk

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.book import Book
    from outlook.model.forecast import Forecast

SHOWN = 4


def aimed(book: Book, text: str, at: datetime) -> Forecast:
    """The forecast that is meant; where others have the text in their names too, they are named, once a command.

    Raises:
        NoMatch: none is meant, or it may be any of several.
    """
    forecast, also = meant(book, text, at)
    if also:
        said = f"{text.strip()[:80]} is taken for {forecast.full_id}; it is also in {listed(also, SHOWN)}"
        if said not in kept.talked:  # lines are read again where the ledger changed meanwhile
            talk(said)
    return forecast
