"""What a review walks through: what `due` lists in its order and, where all is wanted, the rest that is open."""

from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from outlook.answers.standing import Standings
from outlook.cli.attending import attending, first
from outlook.cli.selecting import Wanted, attended
from outlook.cli.session import Session
from outlook.tui.desk import Waiting

if TYPE_CHECKING:
    from outlook.answers.attention import Attention
    from outlook.answers.standing import Standing
    from outlook.lengths import Length
    from outlook.model.forecast import Forecast


class Setting(NamedTuple):
    """What a review was asked for: which book, whose, how soon is soon, also what is not due, also what was put off."""

    book: Path | None
    by: str | None
    color: str
    within: "Length"
    every: bool = False
    snoozed: bool = False


def waiting(opened: Session, wanted: Wanted, setting: Setting, person: str | None) -> list[Waiting]:
    """What `due` finds, a forecast once; then, where all are wanted, the others that are open.

    Those come with what closes soonest first, as among what is due for one reason; `--sort` has its own order.
    """
    standings = Standings(opened.book, opened.at)
    selected, is_sorted = attended(opened, wanted._replace(limit=None), standings, person), wanted.sort is not None
    found = attending(opened, selected, standings, person, setting.within, snoozed=setting.snoozed, is_sorted=is_sorted)
    found = found if setting.every else first(found, wanted)
    others = list(_others(selected, found, snoozed=setting.snoozed)) if setting.every else []
    if not is_sorted:
        others.sort(key=_closes)
    each: dict[str, Waiting] = {}
    for one in (*_due(found), *map(_as_open, others)):
        each.setdefault(one.name, one)
    return list(each.values())[: wanted.limit]


def _due(found: "Attention") -> Iterator[Waiting]:
    for item in found.due:
        forecast = item.situation.forecast
        yield Waiting(forecast.full_id, forecast.heading, item.reason)


def _others(selected: "Sequence[Standing]", found: "Attention", *, snoozed: bool) -> "Iterator[Forecast]":
    """The open forecasts, due or not."""
    for one in selected:
        if one.situation.state == "open" and (snoozed or one.forecast.full_id not in found.snoozed):
            yield one.forecast


def _closes(forecast: "Forecast") -> tuple[float, str]:
    return (forecast.closes_at.timestamp() if forecast.closes_at else inf, forecast.full_id)


def _as_open(forecast: "Forecast") -> Waiting:
    return Waiting(forecast.full_id, forecast.heading, "open")
