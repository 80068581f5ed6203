"""What Fatebook calls outcomes."""

from datetime import datetime

from outlook.exchange.asked import Asked
from outlook.exchange.cells import to_the_second
from outlook.model.values import shown

_OUTCOMES = {"YES": "yes", "NO": "no", "AMBIGUOUS": "ambiguous"}


def add_outcome(one: Asked, option: str, written: str, at: datetime | None) -> None:
    """Note what came of a question, or of one of its options; raises ValueError for a word that is none."""
    if written:
        outcome = _OUTCOMES.get(written.upper())
        if outcome is None:
            raise ValueError(f"Resolution: {shown(written)} is not one of YES, NO and AMBIGUOUS")
        one.outcomes[option] = outcome, at, one.place


def names_of(title: str, asked_at: datetime) -> tuple[str, str]:
    """A question is its title and the second in which it was asked, in every file: only the JSON has ids."""
    return title, to_the_second(asked_at)
