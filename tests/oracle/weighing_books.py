"""Weighing situations at random: a forecast, its case, the evidence and a moment. The same numbers make the same one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from outlook.model.case import Case
from outlook.model.entries import Evidence
from outlook.model.kinds import FORECAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from outlook.model.forecast import Forecast

OPENS = datetime(2024, 3, 1, tzinfo=UTC)
DAYS = (1, 10, 30, 120)
MINUTE = timedelta(minutes=1)
SIGNS = ("rain", "wind", "snow", "ice", "hail", "fog")
GROUPS = (None, None, "sky", "sky", "ground")
GRADES = (None, None, "A1", "A2", "B1", "B2", "B3", "C2", "C3", "D3", "D4", "E5", "F6", "A6", "F1")
SURE = (0.0, 0.2, 0.5, 0.7, 0.9, 0.99, 1.0, 1.0)
ORIGINS = (None, None, None, "reuters", "afp", "ap")
MATCHES = ("full", "full", "full", "full", "partial", "partial", "pending", "refutes", "refutes", "none")
RATIOS = (0.1, 1 / 3, 1 / 1.5, 0.9, 1.0, 1.5, 3.0, 10.0, 1e6)
OPTIONS = ("Left", "Right", "Middle", "None of them")
PLACES = ([0.1, 3, 40], [2, 3, 5, 9, 10], [-4, 0, 4])
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
KINDS = ("binary", "choice")
DISTRIBUTED = ("numeric", "date")
SEEDS = st.integers(0, 2**32)


@dataclass(frozen=True)
class Weighing:
    """What `weigh` is asked."""

    forecast: Forecast
    case: Case
    evidence: tuple[Evidence, ...]
    at: datetime


def weighing(rng: Random, kind: str = "binary") -> Weighing:
    """One situation of a kind of forecast."""
    names = rng.sample(SIGNS, rng.randrange(1, len(SIGNS) + 1))
    days = rng.choice(DAYS)
    closes = OPENS + timedelta(days=days)
    forecast = _forecast(rng, kind, names, closes)
    pool = rng.choice([Pool(), Pool(), replace(FEW, signs=tuple(names[:2])), OF_RATIOS])
    evidence = [_entry(rng, number, kind, closes, pool) for number in range(rng.choice((0, 1, 2, 4, 8, 12)))]
    at = _moment(rng, closes) if rng.random() < 0.9 else rng.choice([OPENS - MINUTE, OPENS, closes - MINUTE, closes])
    return Weighing(forecast, _case(rng, names), tuple(evidence), at)


def weighings(kind: str = "binary") -> SearchStrategy[Weighing]:
    """The same, for hypothesis; by their seeds, since drawing each number by itself costs ten times as much."""
    return SEEDS.map(partial(of_seed, kind=kind))


def of_seed(seed: int, kind: str = "binary") -> Weighing:
    """The situation of a seed."""
    return weighing(Random(seed), kind)  # noqa: S311 - the same seed makes the same one


# ── the case ──


def _case(rng: Random, names: Sequence[str]) -> Case:
    indicators = [{"id": name, "text": name, "group": rng.choice(GROUPS)} for name in names]
    fields: dict[str, Any] = {"id": "case", "title": "A case", "indicators": indicators}
    if rng.random() < 0.3:
        fields["grades"] = {rng.choice("ABCDEF"): rng.choice(SURE), rng.choice("123456"): rng.choice(SURE)}
    _constants(rng, fields)
    if len(names) > 1 and rng.random() < 0.1:
        indicators.pop()  # the forecast names one that nobody described
    return Case.model_validate(fields)


def _constants(rng: Random, fields: dict[str, Any]) -> None:
    """The constants of the rule, some of them: of the case, of its groups, and of its indicators."""
    ways = {
        "vigilance": (0.0, 0.25, 0.5, 0.9, 1.0),
        "correlation": (0.0, 0.2, 0.5, 0.8, 1.0),
        "common_error": (0.0, 0.1, 0.4, 1.0),
        "weight": (0.0, 0.7, 1.0, 1.3),
        "elicitation_sd": (0.0, 0.3, 1.0),
    }
    if rng.random() < 0.6:
        fields["weighing"] = {name: rng.choice(values) for name, values in ways.items() if rng.random() < 0.5}
    grouped = sorted({one["group"] for one in fields["indicators"] if one["group"]})
    if grouped and rng.random() < 0.4:
        fields["groups"] = {rng.choice(grouped): {"correlation": rng.choice(ways["correlation"])}}
    for one in fields["indicators"]:
        if rng.random() < 0.2:
            one["vigilance"] = rng.choice(ways["vigilance"])


# ── the forecast ──


def _forecast(rng: Random, kind: str, names: Sequence[str], closes: datetime) -> Forecast:
    options = list(OPTIONS[: rng.randrange(2, len(OPTIONS) + 1)])
    outcomes = {"choice": options, "numeric": ["above", "below"]}.get(kind, ["yes", "no"])
    links = [{"id": name, "likelihood": _likelihood(rng, outcomes)} for name in names]
    fields: dict[str, Any] = {"id": "it", "case": "case", "kind": kind, "question": "?", "criteria": "!"}
    fields |= {"opens_at": OPENS, "closes_at": closes, "indicators": links}
    if rng.random() < 0.06:
        del fields[rng.choice(["opens_at", "closes_at"])]
    prior = _prior(rng, kind, options, closes)
    fields |= {"prior": prior} if rng.random() < 0.97 else {}
    fields |= {"options": options} if kind == "choice" else {}
    if kind == "binary":
        fields["decay"] = rng.choice(["deadline", "none"])
        fields |= {"prior_range": _around(rng, prior)} if "prior" in fields and rng.random() < 0.4 else {}
    return FORECAST.validate_python(fields)


def _around(rng: Random, prior: object) -> list[float]:
    assert isinstance(prior, float)
    return [prior * rng.choice([0.0, 0.5, 0.9]), prior + (1.0 - prior) * rng.choice([0.1, 0.4, 1.0])]


def _likelihood(rng: Random, outcomes: Sequence[str]) -> dict[str, float]:
    """One for each outcome, in any order; sometimes 0 or 1, sometimes all the same."""
    ends = [0.0, 1.0] if rng.random() < 0.1 else [0.02, 0.98]
    found = {name: rng.choice([*ends, *(round(rng.uniform(0.03, 0.97), 3) for _ in range(4))]) for name in outcomes}
    if rng.random() < 0.05 or not any(found.values()):
        found = dict.fromkeys(outcomes, 0.4)
    names = list(found)
    rng.shuffle(names)
    return {name: found[name] for name in names}


def _prior(rng: Random, kind: str, options: Sequence[str], closes: datetime) -> object:
    if kind == "binary":
        return rng.choice([0.0, 0.01, 0.3, 0.5, 0.9, 1.0, round(rng.uniform(0.02, 0.98), 3)])
    if kind == "choice":
        parts = [rng.choice([0, 1, 2, 5]) for _ in options[1:]]
        return {name: part / (sum(parts) + 2) for name, part in zip(options, [2, *parts], strict=True)}
    if kind == "numeric":
        places = rng.choice(PLACES)
        levels = sorted(rng.sample(range(2, 99), len(places)))
        if rng.random() < 0.3:
            return [[value, level / 100] for level, value in zip(levels, places, strict=True)]
        return {f"q{level:02}": value for level, value in zip(levels, places, strict=True)}
    return _days(rng, closes)


def _days(rng: Random, closes: datetime) -> object:
    """Points, or quantiles of which the last may lie before the close."""
    last = (closes - timedelta(days=0 if closes - OPENS > timedelta(days=1) else 1)).date()
    shares = sorted(rng.sample(range(1, 100), 3))
    days = sorted({OPENS.date(), (OPENS + (closes - OPENS) / 2).date(), last})
    if len(days) < 2:
        return None
    if rng.random() < 0.4:
        last = days.pop() + rng.choice([-1, 0, 0, 40]) * timedelta(days=1)
        days = sorted({*days, last})
        return {f"q{share:02}": day.isoformat() for day, share in zip(days, shares, strict=False)}
    return [[day.isoformat(), share / 100] for day, share in zip(days, shares, strict=False)]


# ── the evidence ──


def _moment(rng: Random, closes: datetime) -> datetime:
    return OPENS + rng.random() * (closes - OPENS)


@dataclass(frozen=True)
class Pool:
    """What entries report, with which grades and from where; a small one, so that several meet on one sign."""

    signs: Sequence[str] = SIGNS
    grades: Sequence[str | None] = GRADES
    origins: Sequence[str | None] = ORIGINS
    stated: float = 0.25  # how many state a ratio of their own
    ratios: Sequence[float] = RATIOS


FEW = Pool(grades=(None, None, "B2"), origins=(None, None, "ap"))
OF_RATIOS = Pool(
    grades=(None, None, "B2"), origins=(None, "ap"), stated=0.8, ratios=(0.1, 1 / 3, 1 / 1.5, 1.5, 3.0, 10.0)
)


def _entry(rng: Random, number: int, kind: str, closes: datetime, pool: Pool) -> Evidence:
    known_at = _moment(rng, closes) if rng.random() < 0.85 else rng.choice([OPENS - MINUTE, OPENS, closes + MINUTE])
    fields: dict[str, Any] = {"id": f"entry{LETTERS[number]}{'a' * 2}", "summary": "s", "by": "alice"}
    fields |= {"known_at": known_at, "recorded_at": known_at, "origin": rng.choice(pool.origins)}
    fields |= {"forecasts": rng.choice([["it"]] * 6 + [["it", "other"], ["other"], []])}
    fields |= {"grade": rng.choice(pool.grades)}
    if rng.random() < 0.25:
        fields["p_accurate"] = rng.choice(SURE)
    if kind == "binary" and rng.random() < pool.stated:
        return Evidence.model_validate({**fields, "likelihood_ratio": rng.choice(pool.ratios)})
    seen = rng.sample(pool.signs, min(rng.choice((1, 1, 2)), len(pool.signs)))
    return Evidence.model_validate({**fields, "indicators": {name: rng.choice(MATCHES) for name in seen}})
