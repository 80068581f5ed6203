"""Records at random: four kinds of questions, what can be believed of them, and what can happen."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .reading import DAY, SECOND, day_of, moment, written

if TYPE_CHECKING:
    from random import Random

START = moment("2024-01-01")
LEVELS = (("q05", "q25", "q50", "q75", "q95"), ("q10", "q50", "q90"), ("q05", "q10", "q50", "q90", "q97.5"))
HOUR = 3_600 * SECOND
TIMES_OF_DAY = (0, 12 * HOUR, 14 * HOUR + HOUR // 2, DAY - SECOND, 7 * HOUR + 1, 9 * HOUR + SECOND // 2)


@dataclass
class Question:
    """What the maker of a book knows of one of its forecasts."""

    id: str
    kind: str
    opens: int
    closes: int
    fields: dict[str, Any]
    options: list[str] = field(default_factory=list)
    form: str = "quantiles"
    levels: tuple[str, ...] = LEVELS[0]
    is_mixed: bool = False

    def text(self) -> str:
        """The record as YAML; a nested value is JSON, which is YAML too."""
        return "".join(f"{key}: {_plain(value)}\n" for key, value in self.fields.items())


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def question(rng: Random, name: str, earlier: list[Question], traits: frozenset[str]) -> Question:
    """A forecast of any kind, perhaps a draft, perhaps under the condition of an earlier one."""
    kind = rng.choices(("binary", "choice", "numeric", "date"), (5, 3, 3, 2))[0]
    opens = START + rng.randrange(10) * DAY + rng.choice(TIMES_OF_DAY)
    closes = opens // DAY * DAY + rng.randrange(12 if kind == "date" else 1, 40) * DAY + rng.choice(TIMES_OF_DAY)
    times = {"opens_at": _time(rng, opens, 0), "closes_at": _time(rng, closes, DAY - SECOND)}
    made = Question(name, kind, opens, closes, {"question": f"Will {name} happen?", "kind": kind, **times})
    made.fields["criteria"] = "As the gazette says."
    _KINDS[kind](rng, made, traits)
    if rng.random() < 0.6:
        made.fields["prior"] = _prior(rng, made)
    _condition(rng, made, earlier)
    _draft(rng, made, traits)
    return made


def _time(rng: Random, at: int, bare: int) -> str:
    if at % DAY == bare:
        return str(day_of(at))
    if rng.random() < 0.2:
        return written(at + 3 * HOUR).replace("Z", "+03:00")
    return written(at)


def _condition(rng: Random, made: Question, earlier: list[Question]) -> None:
    possible = [one for one in earlier if one.options]
    if possible and rng.random() < 0.35:
        condition = rng.choice(possible)
        made.fields["given"] = {"forecast": condition.id, "outcome": rng.choice(condition.options)}


def _draft(rng: Random, made: Question, traits: frozenset[str]) -> None:
    if rng.random() < 0.08:
        absent = rng.choice(("question", "criteria", "opens_at", "closes_at"))
        if absent in ("question", "criteria") and rng.random() < 0.5:
            made.fields[absent] = "TODO say it"
        else:
            del made.fields[absent]
    elif "judged_by" in traits and rng.random() < 0.1:
        made.fields["judged_by"] = made.fields.pop("criteria").partition(" ")[2]


# ── the kinds ──


def _binary(rng: Random, made: Question, _traits: frozenset[str]) -> None:
    made.options = ["yes", "no"]
    if rng.random() < 0.2:
        made.fields["decay"] = "deadline"


def _choice(rng: Random, made: Question, _traits: frozenset[str]) -> None:
    made.options = [f"option-{letter}" for letter in "abcde"[: rng.randrange(2, 6)]]
    made.fields["options"] = made.options
    if rng.random() < 0.5:
        made.fields["ordered"] = True


def _numeric(rng: Random, made: Question, traits: frozenset[str]) -> None:
    _form(rng, made, traits)
    if rng.random() < 0.6:
        made.fields["unit"] = rng.choice(("persons", "percent"))
    if rng.random() < 0.5:
        made.fields["lower"] = 0
    if rng.random() < 0.5:
        made.fields["upper"] = 100
    if "thresholds" in traits and rng.random() < 0.3:
        made.fields.update({key: at for key, end, at in _THRESHOLDS if end not in made.fields})


_THRESHOLDS = (("open_below", "lower", 0), ("open_above", "upper", 100))


def _date(rng: Random, made: Question, traits: frozenset[str]) -> None:
    _form(rng, made, traits)
    if rng.random() < 0.2:
        made.fields["lower"] = str(day_of(made.opens + 2 * DAY))
    if rng.random() < 0.2:
        made.fields["upper"] = str(day_of(made.closes - DAY))


_KINDS = {"binary": _binary, "choice": _choice, "numeric": _numeric, "date": _date}


def _form(rng: Random, made: Question, traits: frozenset[str]) -> None:
    made.form = rng.choice(("quantiles", "points"))
    made.levels = rng.choice(LEVELS)
    made.is_mixed = rng.random() < 0.5
    if "levels" in traits and made.form == "quantiles" and rng.random() < 0.4:
        made.fields["levels"] = [float(name[1:]) / 100 for name in made.levels]
    if "form" in traits and rng.random() < 0.2:
        made.fields["form"] = made.form


# ── what is believed, and what happens ──


def belief(rng: Random, made: Question) -> Any:
    """Anything that the kind allows; where the question is mixed, now and then of another form or at other levels."""
    if made.kind == "binary":
        return chance(rng)
    if made.kind == "choice":
        return shares(rng, made.options)
    strays = made.is_mixed and rng.random() < 0.4
    form = rng.choice(("quantiles", "points")) if strays else made.form
    levels = rng.choice(LEVELS) if strays else made.levels
    return _quantiles(rng, made, levels) if form == "quantiles" else _points(rng, made)


def _prior(rng: Random, made: Question) -> Any:
    """A belief, and where the record names the levels one that lacks none of them."""
    while True:
        stated = belief(rng, made)
        if "levels" not in made.fields or isinstance(stated, list) or set(made.levels) <= stated.keys():
            return stated


def chance(rng: Random) -> float:
    """A probability, often a round one, sometimes 0 or 1."""
    return rng.choices((rng.random(), round(rng.random(), 2), 0.5, 0.0, 1.0, 1 / 3), (4, 8, 1, 1, 1, 1))[0]


def shares(rng: Random, options: list[str]) -> dict[str, float]:
    """A probability for each option, in hundredths, some of them 0."""
    cuts = sorted(rng.choice((0, 100, rng.randrange(101), rng.randrange(101))) for _ in options[1:])
    return {name: (stop - start) / 100 for name, start, stop in zip(options, [0, *cuts], [*cuts, 100], strict=True)}


def _values(rng: Random, made: Question, count: int) -> list[Any]:
    """So many different values, rising."""
    if made.kind == "numeric":
        return sorted(rng.sample([*range(1, 100), 0.5, 33.3, 66.6], count))
    low, high = _range_of_days(made)
    return [str(day_of(day * DAY)) for day in sorted(rng.sample(range(low, high + 1), min(count, high - low + 1)))]


def _range_of_days(made: Question) -> tuple[int, int]:
    return made.opens // DAY + 2, made.closes // DAY - 1


def _quantiles(rng: Random, made: Question, levels: tuple[str, ...]) -> dict[str, Any]:
    values = _values(rng, made, len(levels))
    if rng.random() < 0.1:
        values[1] = values[0]
    return dict(zip(levels, values, strict=True))


def _points(rng: Random, made: Question) -> list[list[Any]]:
    values = _values(rng, made, rng.randrange(2, 6))
    if made.kind == "date" and "upper" not in made.fields and rng.random() < 0.2:
        values[-1] = str(day_of(made.closes))
    levels = sorted(chance(rng) for _ in values)
    if rng.random() < 0.3:
        levels[-1] = 1.0
    points = [[value, level] for value, level in zip(values, levels, strict=True)]
    if made.fields.get("upper") == 100 and rng.random() < 0.3:
        points.append([100, 1])
    elif str(points[-1][0]) == made.fields.get("upper"):
        points[-1][1] = 1.0
    return points


def outcome(rng: Random, made: Question, traits: frozenset[str]) -> Any:
    """Something that can happen."""
    if made.options:
        return rng.choice(made.options)
    if made.kind == "numeric":
        ends = [name for name in ("below", "above") if f"open_{name}" in made.fields]
        return rng.choice([*ends, rng.randrange(1, 100), round(rng.uniform(0, 100), 1), *_beyond(made)])
    low, high = _range_of_days(made)
    low = low if "lower" in made.fields else made.opens // DAY
    high = high if "upper" in made.fields else made.closes // DAY
    days = [str(day_of(day * DAY)) for day in rng.sample(range(low, high + 1), 3)]
    return rng.choice(
        [*days, *([] if "upper" in made.fields else ["later"]), *(["earlier"] if "earlier" in traits else [])]
    )


def _beyond(made: Question) -> list[int]:
    return [at for end, at in (("lower", -50), ("upper", 180)) if end not in made.fields]
