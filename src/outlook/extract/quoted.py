"""A statement that a case quotes, as the rules find it again: what a draft is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook import words
from outlook.extract import Found, extract

if TYPE_CHECKING:
    from outlook.model.case import Statement


def found_again(statement: Statement, scale: str) -> Found:
    """The statement as it would be found in its document; what its record says comes before what the rules say."""
    quote = statement.quote
    found = extract(quote, scale)[0] if quote.strip() else None
    assert found is not None  # no record has an empty quote
    hedge = statement.hedge
    return found._replace(
        start=0,
        end=len(quote),
        text=quote,
        classes=statement.classes or found.classes,
        hedge=hedge,
        band=(words.band(hedge, scale) or words.numeric_phrase(hedge)) if hedge else None,
        condition=statement.condition,
        horizon=statement.horizon,
        attributed_to=statement.attributed_to,
        cell=statement.cell or "",
    )
