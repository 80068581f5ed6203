"""One world at random: what is so, what sources report of it, and what an analyst writes down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log, sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist

from outlook.book import Book
from outlook.model import BinaryForecast, Evidence
from worlds.regimes import Regime

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"
LETTERS = {"A": 0.98, "B": 0.90, "C": 0.75, "D": 0.50, "E": 0.25, "F": 0.50}
DIGITS = {"1": 0.98, "2": 0.85, "3": 0.65, "4": 0.35, "5": 0.10, "6": 0.50}
JITTER = 0.25
LOWEST, HIGHEST = 0.03, 0.97
NORMAL = NormalDist()

# How a report matches the sign, where the sign has come (or a falsehood says so), and where half of it has.
MATCHES = ("full", "partial", "pending")
PLAIN = (1.0, 0.0, 0.0)
MIXED, HALF = (0.8, 0.1, 0.1), (0.1, 0.5, 0.4)


@dataclass(frozen=True)
class Source:
    """Who would report a sign: its grade, how reliable it is in truth, and how its report matches, if there is one."""

    grade: str
    reliability: float
    match: str | None


@dataclass(frozen=True)
class Sign:
    """A sign: its chance under each outcome, in truth and as written; the chance that it comes half-way."""

    chances: tuple[float, ...]
    written: tuple[float, ...]
    group: int | None
    halfway: tuple[float, ...]
    kept: float  # the chance that a report on it is written down
    is_old: bool  # it was reported before the opening, and the prior knows it
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Report:
    """One entry of the ledger."""

    sign: int
    grade: str
    match: str
    origin: str | None
    is_early: bool = False


@dataclass(frozen=True)
class World:
    """What is so and what is written, when a share of the window has gone."""

    regime: Regime
    gone: float
    prior: tuple[float, ...]
    written_prior: tuple[float, ...]
    outcome: int
    signs: tuple[Sign, ...]
    reports: tuple[Report, ...]


def draw(regime: Regime, number: int) -> World:
    """The world of a number; the same number is the same world."""
    rng = Random(f"{regime.name} {number}")
    gone = rng.uniform(0.3, 1.0) if regime.lead is None else rng.uniform(0.1, 0.9)
    prior = _prior(rng, regime.options)
    outcome, happens = _outcome(rng, regime, prior, gone)
    blank = _signs(rng, regime)
    states = _states(rng, regime, blank, outcome, _gone_by(regime, gone, happens))
    signs = tuple(_with_sources(rng, regime, sign, state) for sign, state in zip(blank, states, strict=True))
    written = _noisy(rng, prior, regime.prior_noise)
    return World(regime, gone, prior, written, outcome, signs, tuple(_reports(rng, regime, signs)))


# ── what happens ──


def _prior(rng: Random, options: int) -> tuple[float, ...]:
    if options == 2:
        chance = min(max(rng.betavariate(1.1, 2.2), 0.02), 0.95)
        return (chance, 1.0 - chance)
    parts = [rng.gammavariate(1.0, 1.0) for _ in range(options)]
    return tuple(0.02 + (1.0 - 0.02 * options) * part / sum(parts) for part in parts)


def _outcome(rng: Random, regime: Regime, prior: Sequence[float], gone: float) -> tuple[int, float]:
    """What comes true, and, by a deadline, when: it has not happened yet when the question is asked."""
    if regime.lead is None:
        return rng.choices(range(len(prior)), prior)[0], 1.0
    happens = gone + rng.expovariate(hazard(prior))
    return (0 if happens <= 1.0 else 1), happens


def hazard(prior: Sequence[float]) -> float:
    """The constant hazard by which an event happens within the window with this chance."""
    return -log(1.0 - prior[0])


def arrived(gone: float, happens: float, lead: float) -> float:
    """The chance that a sign has come by now, of an event at a moment that it precedes by at most the lead."""
    first = max(happens - lead, 0.0)
    return min(max((gone - first) / (happens - first), 0.0), 1.0)


def _gone_by(regime: Regime, gone: float, happens: float) -> float:
    return gone if regime.lead is None or happens > 1.0 else arrived(gone, happens, regime.lead)


# ── the signs ──


def _signs(rng: Random, regime: Regime) -> list[Sign]:
    count = rng.randint(4, 9)
    groups = max(count // 4, 1)
    found = []
    for number in range(count):
        chances = _chances(rng, regime)
        group = rng.randrange(groups) if rng.random() < 0.6 else None
        if regime.opposed and (chances[0] > chances[1]) == bool(number % 2):
            chances = (chances[1], chances[0])
        written = _written(rng, regime, chances)
        against = regime.options == 2 and written[0] < written[1]
        kept = 1.0 - regime.left_out if against else 1.0
        halfway = tuple(regime.halfway * chance * (1.0 - chance) for chance in chances)
        found.append(Sign(chances, written, group, halfway, kept, rng.random() < regime.seen_before))
    return found


def _chances(rng: Random, regime: Regime) -> tuple[float, ...]:
    pairs = shipped_pairs()
    chances = list(rng.choice(pairs))
    if regime.options > 2:
        chances += [rng.choice(rng.choice(pairs)) for _ in range(regime.options - 2)]
        rng.shuffle(chances)
    return tuple(_kept_inside(logit(chance) + rng.gauss(0.0, JITTER)) for chance in chances)


def _written(rng: Random, regime: Regime, chances: Sequence[float]) -> tuple[float, ...]:
    logits = [logit(chance) for chance in chances]
    middle = sum(logits) / len(logits)
    return tuple(
        _kept_inside(middle + regime.spread * (one - middle) + rng.gauss(0.0, 1.0) * regime.noise) for one in logits
    )


def _states(rng: Random, regime: Regime, signs: Sequence[Sign], outcome: int, gone: float) -> list[str]:
    """Of each sign whether it has come, half of it, or nothing."""
    over_all, of_group = rng.gauss(0.0, 1.0), [rng.gauss(0.0, 1.0) for _ in range(2)]
    found = []
    for sign in signs:
        within = regime.shared if sign.group is not None else 0.0
        common = sqrt(regime.shared_by_all) * over_all
        common += sqrt(within) * of_group[sign.group] if sign.group is not None else 0.0
        level = NORMAL.cdf(common + sqrt(1.0 - within - regime.shared_by_all) * rng.gauss(0.0, 1.0))
        chance, halfway = sign.chances[outcome], sign.halfway[outcome]
        will_be = "come" if level < chance else "half" if level < chance + halfway else "none"
        found.append(will_be if rng.random() < gone else "none")
    return found


# ── who reports them, and what is written down ──


def _with_sources(rng: Random, regime: Regime, sign: Sign, state: str) -> Sign:
    one_falsehood = rng.random() if rng.random() < regime.common_falsehood else None
    sources = [_source(rng, regime, sign, state, one_falsehood) for _ in range(1 + _poisson(rng, 0.7))]
    return replace(sign, sources=tuple(sources))


def _source(rng: Random, regime: Regime, sign: Sign, state: str, one_falsehood: float | None) -> Source:
    grade = _grade(rng, regime)
    true = sigmoid(logit(reliability(grade)) - regime.promised)
    own = rng.random()
    taken_in = (own if one_falsehood is None else one_falsehood) < 1.0 - true
    says = state != "none" or taken_in
    match = rng.choices(MATCHES, matches(regime, is_half=state == "half"))[0]
    gone = regime.retracted_if_false if state == "none" else regime.retracted
    is_there = rng.random() < regime.reported and rng.random() < sign.kept and rng.random() >= gone
    return Source(grade, true, match if says and is_there else None)


def matches(regime: Regime, *, is_half: bool) -> tuple[float, ...]:
    """How often a report is full, partial and pending."""
    if not regime.halfway:
        return PLAIN
    return HALF if is_half else MIXED


def _reports(rng: Random, regime: Regime, signs: Sequence[Sign]) -> list[Report]:
    found = []
    for number, sign in enumerate(signs):
        for place, source in enumerate(sign.sources):
            if sign.is_old:
                found.append(Report(number, source.grade, "full", f"s{number}-{place}", is_early=True))
                if rng.random() < regime.repeated:
                    found.append(Report(number, source.grade, "full", f"s{number}-{place}"))
            elif source.match is not None:
                found += _with_echoes(rng, regime, Report(number, source.grade, source.match, f"s{number}-{place}"))
    return found


def _with_echoes(rng: Random, regime: Regime, report: Report) -> list[Report]:
    found = [report]
    for _ in range(_poisson(rng, regime.echoes)):
        origin = report.origin if rng.random() < regime.named else None
        found.append(Report(report.sign, _grade(rng, regime), report.match, origin))
    return found


# ── numbers ──


@cache
def shipped_pairs() -> tuple[tuple[float, float], ...]:
    """The likelihoods of the shipped case, as they are written for yes and no."""
    forecasts = Book.open(SHIPPED).cases["syria-2024-12"].forecasts.values()
    return tuple(
        (link.likelihood["yes"], link.likelihood["no"])
        for forecast in forecasts
        if isinstance(forecast, BinaryForecast)
        for link in forecast.indicators
    )


@cache
def shipped_grades() -> Mapping[str, float]:
    """How often each grade was given in the shipped case."""
    entries = Book.open(SHIPPED).cases["syria-2024-12"].entries
    grades = [entry.grade for entry in entries if isinstance(entry, Evidence) and entry.grade]
    return {grade: grades.count(grade) / len(grades) for grade in sorted(set(grades))}


def _grade(rng: Random, regime: Regime) -> str:
    grades = regime.grades or shipped_grades()
    return rng.choices(list(grades), list(grades.values()))[0]


def reliability(grade: str) -> float:
    """The chance that a report of this grade is right, as the convention says."""
    return sqrt(LETTERS[grade[0]] * DIGITS[grade[1]])


def _noisy(rng: Random, prior: Sequence[float], noise: float) -> tuple[float, ...]:
    """The prior as it is written: with noise in log-odds (of a choice, in the logs of the shares)."""
    if len(prior) == 2:
        chance = sigmoid(logit(prior[0]) + rng.gauss(0.0, 1.0) * noise)
        return (chance, 1.0 - chance)
    raised = [share * exp(rng.gauss(0.0, 1.0) * noise) for share in prior]
    return tuple(share / sum(raised) for share in raised)


def _poisson(rng: Random, mean: float) -> int:
    count, left = 0, rng.random() - exp(-mean)
    term = exp(-mean)
    while left > 0.0:
        count += 1
        term *= mean / count
        if term == 0.0:
            break
        left -= term
    return count


def _kept_inside(log_odds: float) -> float:
    return min(max(sigmoid(log_odds), LOWEST), HIGHEST)


def logit(chance: float) -> float:
    """Log-odds."""
    return log(chance / (1.0 - chance))


def sigmoid(log_odds: float) -> float:
    """The chance of log-odds."""
    return 1.0 / (1.0 + exp(-log_odds))
