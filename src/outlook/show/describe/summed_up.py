"""The line that sums a table up: how many are in which state, and the mean score if it is one person's."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from outlook.show.describe.blocks import pieces, typed
from outlook.show.describe.phrasing import DAY, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from outlook.answers.tally import Tally
    from outlook.belief.timeline import State
    from outlook.show.describe.blocks import Text

SOON = 7 * DAY
STATES: tuple[State, ...] = ("due", "disputed", "open", "draft", "resolved", "ambiguous", "annulled")


def summary(tally: Tally, at: datetime) -> Text:
    """How many are open, overdue and resolved, and the mean Brier score with its range and number, if it is one's."""
    count = {state: tally.states.get(state, 0) for state in STATES}
    soon = sum((closes_at - at).total_seconds() <= SOON for closes_at in tally.closing)
    of_them = [f"{soon} within 7 days"] * bool(soon) + [f"{tally.later} not open yet"] * bool(tally.later)
    parts = [
        f"{count['open']} open" + (f" ({', '.join(of_them)})" if of_them else ""),
        f"{count['due']} overdue",
        f"{count['resolved']} resolved",
    ]
    parts += [f"{count[state]} {state}" for state in ("disputed", "draft", "ambiguous", "annulled") if count[state]]
    return (f"{plural(tally.total, 'forecast')}: {', '.join(parts)} · ", *pieces(_means(tally)))


def _means(tally: Tally) -> Text:
    """The mean over the scores that the rows show: of choices where nothing else is scored.

    Of several people there is none here: each row shows the score of whoever spoke last, which is a selection.
    """
    if len(tally.compared) > 1 and (tally.scores or tally.of_choices):
        return f"{len(tally.compared):,} forecasters", typed(": outlook score compares them")
    if tally.scores:
        return _means_of(tally.scores, "0–1", "binary")
    if tally.of_choices:
        return _means_of(tally.of_choices, "0–2", "choice")
    return "no Brier score" if tally.states.get("resolved") else "no score yet"


def _means_of(scores: Mapping[str, Sequence[float]], ends: str, kind: str) -> str:
    ((name, mine),) = scores.items()
    return f"mean Brier of {name} {_mean(mine):.3f} ({ends}, lower is better; n = {len(mine)} {kind})"


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
