"""What may happen: the words for outcomes, and names that must be those of a forecast's outcomes."""

from collections.abc import Iterable
from datetime import date

from outlook.errors import did_you_mean

NOT_AN_OUTCOME = ("ambiguous", "annulled")

Outcome = str | float | date


def same_names(given: Iterable[str], expected: Iterable[str], where: str) -> None:
    """Refuse names that are missing or unknown; raises ValueError naming them and the nearest known ones."""
    known, seen = list(expected), list(given)
    for name in seen:
        if name not in known:
            hint = did_you_mean(name, known) or f"it has {', '.join(known)}"
            raise ValueError(f"{where} name {name!r}, which is not an outcome of this forecast; {hint}")
    if absent := [name for name in known if name not in seen]:
        raise ValueError(f"{where} leave out {', '.join(absent)}: state one for each outcome")
