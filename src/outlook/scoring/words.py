"""Words scored: how often what was called "likely" happened, by hedge, term or document, against the band of a scale.

A word is scored by the forecasts that hang on its statement, whoever estimated them and whether anybody did; those that
are only the condition under which it is said are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from outlook.evidence.learning import FEW
from outlook.model.as_stated import find_stated
from outlook.model.kind_of import is_binary
from outlook.model.same_event import why_turned
from outlook.scoring.calibration import wilson
from outlook.scoring.scorecard import outcome_of

if TYPE_CHECKING:
    from outlook.belief.timeline import Situation
    from outlook.model.case import Case, Statement
    from outlook.model.forecast import Forecast

Key = Literal["hedge", "term", "document"]
KEYS: tuple[Key, ...] = ("hedge", "term", "document")
Fit = Literal["within", "above", "below", "too few to tell"]
# What denies, what looks so and does not, and a hedge that is a verb with its denial, such as "won't".
_DENIAL = re.compile(r"\b(?:not|no|never|neither|nor|nobody|nothing|none|cannot)\b|n['’]t\b")
_NO_DENIAL = re.compile(r"\b(?:no|not) (?:later|earlier|sooner|more|less|fewer|doubt|only|least)\b")
_AUXILIARY = re.compile(r"\w+n['’]t|(?:will|shall|would|should) not", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()—–]| - |\bbut\b")
PROMISE = 20  # as how many questions what a word promises counts
Bands = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Words:
    """How often what was said in those words happened: `happened` of `n` questions, with a 90 % Wilson interval.

    `band` is what the words promise, the mean of the bands of those that have one, None where none has; `banded`
    counts these, `rate_of_banded` is how often they happened, and `fit` says how that compares. It is "too few to
    tell" where the rate lies outside the band but its interval reaches into it. `brier` is the mean Brier score of the
    bands' midpoints (0 to 1, lower is better), None where none has a band.

    `worth` is what the word has been worth: its midpoint as twenty questions' worth, and what happened beside it;
    `gain` by how much the mean Brier score would have been lower with it, each question left out in turn. Both are
    None for several words together and where none has a band, the gain also where there are too few questions.
    """

    name: str
    n: int
    happened: int
    low: float
    high: float
    band: tuple[float, float] | None
    banded: int
    rate_of_banded: float | None
    fit: Fit | None
    brier: float | None
    worth: float | None = None
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """All groups, and the questions on hedged statements that do not count, by reason.

    They have no yes or no (yet), or their answer is none to what was said.
    """

    groups: tuple[Words, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Claim:
    forecast: str
    document: str
    hedge: str
    happened: bool


def spoken(
    situations: Iterable[Situation],
    cases: Mapping[str, Case | None],
    key: Key,
    bands: Bands,
    terms: Mapping[str, str] | None = None,
) -> Spoken:
    """The words of the statements on which these forecasts hang; `bands` maps a lower-case hedge to its band.

    `terms` maps it to the term of the scale that it names, whose other names mean the same: by term, *probably* counts
    with *likely*. A hedge that names none is a term of its own.
    """
    situations = list(situations)
    conditions = {
        (one.forecast.case, one.forecast.given.forecast, statement)
        for one in situations
        if one.forecast.given
        for statement in one.forecast.statements
    }
    claims: set[_Claim] = set()
    left_out: dict[str, int] = defaultdict(int)
    for situation in situations:
        said = _hedged(situation, cases.get(situation.forecast.case), conditions)
        reasons = [_why_not(one, situation.forecast, bands) for _, one in said]
        hedged = [one for one, why in zip(said, reasons, strict=True) if not why]
        for why in dict.fromkeys(filter(None, reasons)):
            left_out[why] += 1
        if hedged and (reason := _no_answer(situation)):
            left_out[reason] += 1
        elif hedged:
            claims |= {
                _Claim(situation.forecast.full_id, document, _spaced(one.hedge), _came(one, situation))
                for document, one in hedged
            }
    if key == "term":
        named = terms or {}
        claims = {replace(claim, hedge=named.get(claim.hedge, claim.hedge)) for claim in claims}
        bands = {**bands, **{term: bands[hedge] for hedge, term in named.items() if hedge in bands}}
    groups: dict[str, set[_Claim]] = defaultdict(set)
    for claim in claims:
        groups[claim.document if key == "document" else claim.hedge].add(claim)
    return Spoken(tuple(_words(name, groups[name], bands) for name in sorted(groups)), dict(left_out))


def _came(said: Statement, situation: Situation) -> bool:
    """Whether what the words were said of is what happened: the question's yes, or its no where the record says so."""
    named = find_stated(situation.forecast, said.id)
    return outcome_of(situation) == ("no" if named is not None and named.of_no else "yes")


def _why_not(said: Statement, forecast: Forecast, bands: Bands) -> str:
    """Why words cannot be judged by what came of a question; empty where they can.

    They must be the document's own, and what happened must be what they were said of: *will not* was right where the
    question that asks without *not* came out no. Where the record says of which statements it asks what they say, words
    with a number are judged only if they are among these; a record that says nothing of it is taken at its words.
    """
    if not is_binary(forecast):
        return ""  # it is left out for that
    if said.attributed_to is not None or "attributed" in said.classes:
        return "said by somebody whom the document quotes"
    if find_stated(forecast, said.id) is not None:  # as somebody says
        return ""
    if denies(_clause(said)) != denies(forecast.question or ""):
        return "the statement denies what the question asks, or the other way round"
    return "" if forecast.as_stated_in is None else _why_refused(said, forecast.question or "", bands)


def _why_refused(said: Statement, asked: str, bands: Bands) -> str:
    """Why words that were linked were not taken as an estimate; of words without a number, what can be seen of it."""
    if _spaced(said.hedge) in bands:
        return "which the record does not ask as the statement says it (as_stated_in)"
    turned = why_turned(said.quote, said, asked)
    return "where only one of statement and question says that something stays, or fails to happen" if turned else ""


def denies(text: str) -> bool:
    """Whether something is said not to be, as far as its words show.

    >>> denies("it won’t trade above 3"), denies("by no later than May"), denies("an even number of denials")
    (True, False, False)
    """
    return len(_DENIAL.findall(_NO_DENIAL.sub(" ", text.lower()))) % 2 == 1


def _clause(said: Statement) -> str:
    """The clause of the hedge without the condition, and without a hedge that has a *not* of its own kind."""
    quote, hedge = said.quote.replace(said.condition or "\n", " "), said.hedge or ""
    before, found, after = quote.partition(hedge)
    kept = found if _AUXILIARY.fullmatch(hedge) else " "
    return f"{_CLAUSE.split(before)[-1]} {kept} {_CLAUSE.split(after)[0]}"


def _hedged(
    situation: Situation, case: Case | None, conditions: AbstractSet[tuple[str, str, str]]
) -> list[tuple[str, Statement]]:
    """The statements with a hedge on which a forecast hangs, each with its document.

    A hedge is said of what follows from a condition, not of the condition: `conditions` has those of each statement.
    A sentence that a document says again counts once, as the one that the record names.
    """
    forecast = situation.forecast
    wanted = [name for name in forecast.statements if (forecast.case, forecast.id, name) not in conditions]
    documents = case.documents if case else ()
    found: list[tuple[str, Statement]] = [
        (f"{situation.forecast.case}/{document.id}", statement)
        for document in documents
        for statement in document.statements
        if statement.id in wanted
    ]
    named = {(document, _spaced(one.quote)) for document, one in found if find_stated(forecast, one.id) is not None}
    return [
        (document, one)
        for document, one in found
        if one.hedge and (find_stated(forecast, one.id) is not None or (document, _spaced(one.quote)) not in named)
    ]


def _spaced(hedge: str | None) -> str:
    return " ".join((hedge or "").lower().split())


def _no_answer(situation: Situation) -> str:
    if situation.forecast.kind != "binary":
        return "not a yes/no question"
    if situation.condition:
        return "condition not met"
    if situation.state != "resolved":
        return situation.state
    return "" if isinstance(outcome_of(situation), str) else "not resolved to yes or no"


def _words(name: str, claims: Iterable[_Claim], bands: Bands) -> Words:
    # One question counts once for each hedge, also where two statements of a document lead to it.
    answers = {(claim.forecast, claim.hedge): claim.happened for claim in claims}
    low, high = wilson(sum(answers.values()), len(answers))
    promised = {key: bands[key[1]] for key in answers if key[1] in bands}
    band = rate = fit = brier = worth = gain = None
    if promised:
        band = (fmean(low for low, _ in promised.values()), fmean(high for _, high in promised.values()))
        count = sum(answers[key] for key in promised)
        rate = count / len(promised)
        brier = fmean([(sum(ends) / 2 - answers[key]) ** 2 for key, ends in promised.items()])
        fit = _fit(rate, band, wilson(count, len(promised)), len(promised))
        if len({hedge for _, hedge in promised}) == 1:
            worth, gain = _learned(sum(band) / 2, [answers[key] for key in promised])
    return Words(
        name=name,
        n=len(answers),
        happened=sum(answers.values()),
        low=low,
        high=high,
        band=band,
        banded=len(promised),
        rate_of_banded=rate,
        fit=fit,
        brier=brier,
        worth=worth,
        gain=gain,
    )


def _learned(promise: float, answers: Sequence[bool]) -> tuple[float, float | None]:
    """(20·mid + yes)/(20 + n), and what it would have gained; None where there are too few to say.

    >>> _learned(0.675, [True] * 3 + [False] * 7)[0]
    0.55
    """
    n, yes = len(answers), sum(answers)
    worth = (PROMISE * promise + yes) / (PROMISE + n)
    if n < FEW:
        return worth, None
    without = [(PROMISE * promise + yes - one) / (PROMISE + n - 1) for one in answers]
    return worth, fmean((promise - one) ** 2 - (rest - one) ** 2 for one, rest in zip(answers, without, strict=True))


def _fit(rate: float, band: tuple[float, float], interval: tuple[float, float], n: int) -> Fit:
    """How a rate compares with a band; a rate inside it says nothing while there are so few that any would be likely.

    >>> _fit(1.0, (0.95, 1.0), (0.27, 1.0), 1), _fit(0.65, (0.55, 0.8), (0.46, 0.8), 20)
    ('too few to tell', 'within')
    """
    if band[0] <= rate <= band[1]:
        return "within" if n >= FEW else "too few to tell"
    if interval[0] <= band[1] and band[0] <= interval[1]:
        return "too few to tell"
    return "above" if rate > band[1] else "below"
