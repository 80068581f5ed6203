"""What is said of an outcome that was taken back, wherever the one that holds now is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import day, outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.corrections import Corrected, Correction

NAMED = 4


def was(kind: str, one: Correction) -> str:
    """What it was, and until when."""
    told = outcome(kind, one.outcome)
    if one.was_disputed:
        return f"disputed until {day(one.until)}, when {told} was taken back"
    return f"was {told} until {day(one.until)}, corrected"


def was_in_turn(kind: str, found: Sequence[Correction]) -> str:
    """The same of all that a forecast was, the oldest first."""
    return "; ".join(was(kind, one) for one in found)


def corrected_line(found: Sequence[Corrected]) -> str:
    """One line on all forecasts whose outcome is not what it was."""
    named = "; ".join(f"{name} {was_in_turn(kind, had)}" for name, kind, had in found[:NAMED])
    more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
    many = "1 outcome is not what it was" if len(found) == 1 else f"{len(found)} outcomes are not what they were"
    return f"{many}: {named}{more}."
