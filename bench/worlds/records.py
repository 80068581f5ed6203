"""A world as the records and entries of the program: what its `weigh` is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from outlook.model import Case, Evidence, Forecast
from outlook.model.kinds import FORECAST
from worlds.draw import Report, World

OPENS = datetime(2024, 1, 1, tzinfo=UTC)
WINDOW = timedelta(days=100)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass(frozen=True)
class Asked:
    """The arguments of `weigh`."""

    forecast: Forecast
    case: Case
    evidence: tuple[Evidence, ...]
    at: datetime


def asked(world: World, weighing: Any = None) -> Asked:
    """The forecast of a world, as its analyst wrote it, when it is asked; `weighing` is the case's field."""
    at = OPENS + world.gone * WINDOW
    evidence = [_entry(number, report, at) for number, report in enumerate(world.reports)]
    return Asked(_forecast(world), _case(world, weighing), tuple(evidence), at)


def outcomes(world: World) -> tuple[str, ...]:
    """The names of the outcomes."""
    return ("yes", "no") if len(world.prior) == 2 else tuple(f"option {number}" for number in range(len(world.prior)))


def _forecast(world: World) -> Forecast:
    names = outcomes(world)
    links = [
        {"id": f"sign-{number}", "likelihood": dict(zip(names, sign.written, strict=True))}
        for number, sign in enumerate(world.signs)
    ]
    fields: dict[str, Any] = {"id": "it", "case": "world", "question": "?", "criteria": "!", "indicators": links}
    fields |= {"opens_at": OPENS, "closes_at": OPENS + WINDOW}
    fields |= {"decay": "none" if world.regime.lead is None else "deadline"}
    if len(names) == 2:
        return FORECAST.validate_python({**fields, "kind": "binary", "prior": world.written_prior[0]})
    prior = dict(zip(names, world.written_prior, strict=True))
    return FORECAST.validate_python({**fields, "kind": "choice", "options": names, "prior": prior})


def _case(world: World, weighing: Any) -> Case:
    fields = {"id": "world", "title": "A world", "indicators": list(_indicators(world))}
    return Case.model_validate({**fields, "weighing": weighing} if weighing else fields)


def _indicators(world: World) -> Iterator[dict[str, Any]]:
    for number, sign in enumerate(world.signs):
        group = None if sign.group is None else f"group-{sign.group}"
        yield {"id": f"sign-{number}", "text": "A sign", "group": group}


def _entry(number: int, report: Report, at: datetime) -> Evidence:
    known_at = OPENS - timedelta(days=1) if report.is_early else OPENS + (at - OPENS) * (number % 97) / 97
    return Evidence.model_validate(
        {
            "id": f"aaaaa{LETTERS[number // 1024]}{LETTERS[number // 32 % 32]}{LETTERS[number % 32]}",
            "known_at": known_at,
            "recorded_at": known_at,
            "by": "analyst",
            "summary": "A report",
            "grade": report.grade,
            "origin": report.origin,
            "forecasts": ("it",),
            "indicators": {f"sign-{report.sign}": report.match},
        }
    )
