"""The forecasts that wait for their outcome: of cases in which none does, as their kept rows say, nothing is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.answers.table import Table, kept_states
from outlook.book.index.kept_case import KeptFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from outlook.answers.standing import Standing, Standings
    from outlook.answers.status_row import StatusRow
    from outlook.belief.timeline import State
    from outlook.book import CaseFolder

WAITING = ("open", "due", "disputed")


def waiting(standings: Standings, render: Callable[[StatusRow], str] | None = None) -> list[Standing]:
    """Every forecast that is open, overdue or disputed, in order.

    With `render`, of which the rows are made that `status` keeps, rows that are not known are made and kept.
    """
    found: list[Standing] = []
    for case, folder in standings.book.cases.items():
        states = _states(folder, standings, render)
        if states is None or any(state in WAITING for state in states.values()):
            if states is not None:
                standings.narrow(case, [name for name, state in states.items() if state in WAITING])
            found += [one for one in standings.of_case(case).values() if one.situation.state in WAITING]
    return found


def _states(
    folder: CaseFolder, standings: Standings, render: Callable[[StatusRow], str] | None
) -> dict[str, State] | None:
    """The state of each forecast of a case; None where that is not known."""
    if not isinstance(folder, KeptFolder):
        return None
    states = kept_states(folder, standings.at)
    if states is None and render is not None:
        Table(folder, standings.at, render, "tally")
        states = kept_states(folder, standings.at)
    return states
