"""How far one forecaster's number lies from what all the others state of the same open question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.answers.moves import distance
from outlook.answers.status_row import Others
from outlook.belief.pool import pooled_by
from outlook.belief.timeline import latest
from outlook.model.kind_of import is_distributed

if TYPE_CHECKING:
    from outlook.answers.standing import Standing


def others_of(one: Standing, person: str | None) -> Others | None:
    """What the others state of a forecast that waits for its outcome; None where either side states nothing."""
    if person is None or one.situation.state not in ("open", "due"):
        return None
    history = one.situation.history
    newest = {name: estimate for name in history.forecasters if (estimate := history.newest(name)) is not None}
    mine = newest.pop(person, None)
    stated = {name: belief for name, each in newest.items() if (belief := each.believed(one.forecast)) is not None}
    own = None if mine is None else mine.believed(one.forecast)
    if own is None or not stated:
        return None
    if is_distributed(one.forecast):
        last = latest([newest[name] for name in stated])
        return None if last is None else Others(stated[last.by], len(stated), None)
    pooled = pooled_by("median", one.forecast, stated, None)
    return None if pooled is None else Others(pooled, len(stated), distance(own, pooled))
