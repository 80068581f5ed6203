"""A question with everything on it as systems have it that ask for one option at a time, and what becomes of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from outlook.exchange import naming
from outlook.exchange.distributions import PointRow, distributions
from outlook.exchange.faults import Faults
from outlook.exchange.table import Draft, Forecast, Note, Outcome, Place, Question
from outlook.exchange.vectors import OptionRow, vectors
from outlook.exchange.wishes import Wishes
from outlook.model.outcomes import NOT_AN_OUTCOME

QUANTITIES, CHOICES = ("numeric", "date"), ("choice", "ordered")
SPLIT = "an option that became a yes/no question of its own"


class Withdrawal(NamedTuple):
    """That somebody took back what they had said."""

    by: str
    at: datetime
    place: Place
    why: str


@dataclass
class Asked:
    """One question with everything on it; an outcome is by option, `` for the question's own.

    `names` is what it is called in its system; `kind` is what the file says that it is, where it says so.
    """

    names: tuple[str, ...]
    title: str
    place: Place
    asked_at: datetime | None = None
    closes_at: datetime | None = None
    note: str = ""
    criteria: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    rows: list[OptionRow] = field(default_factory=list)
    outcomes: dict[str, tuple[str | float, datetime | None, Place]] = field(default_factory=dict)
    options: dict[str, None] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    kind: str = ""
    unit: str = ""
    bounds: dict[str, Any] = field(default_factory=dict)  # lower, upper, open_below, open_above
    points: list[PointRow] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    plain: Place | None = None  # the first forecast of it as a yes/no question that was passed on already

    @property
    def key(self) -> str:
        """What it is called as one question."""
        return naming.key(*self.names)


def take(draft: Draft, faults: Faults, one: Asked, wishes: Wishes) -> None:
    """Add a question: of options one choice where the rows make vectors, else a yes/no question for each."""
    if one.plain and (one.options or one.points):
        faults.add(one.plain, "", "it has neither option nor value, and other rows of its question have")
    if one.points or one.kind in QUANTITIES:
        draft.notes += one.notes
        with faults.noting(one.place):
            _add_quantity(draft, one)
        return
    if not one.options:
        draft.notes += one.notes
        with faults.noting(one.place):
            _add_binary(draft, one, "")
        return
    options = tuple(one.options)
    whole = vectors(one.rows, options, normalise=wishes.normalise)
    answer = _answer(one)
    is_one = one.kind in CHOICES and (bool(whole) or not one.rows) and answer != ""
    if one.kind in CHOICES and not is_one:
        faults.add(
            one.place, "", "it is called a choice, but its options are not all there, sum to 1 and exclude each other"
        )
        return
    if not is_one and (not whole or len(options) == 1 or answer == ""):
        draft.lose(SPLIT, one.place, one.title, count=len(options))
        keys = tuple(naming.key(*one.names, option) for option in options)
        draft.notes += [replace(note, questions=keys) for note in one.notes]
        for option in options:
            with faults.noting(one.place):
                _add_binary(draft, one, option)
        return
    draft.notes += one.notes
    name = one.key
    asked = replace(_question(one, name, one.title), kind="choice", options=options, is_ordered=one.kind == "ordered")
    draft.questions.setdefault(name, asked)
    for vector in whole:
        draft.forecasts.append(Forecast(name, vector.by, vector.at, vector.shares, vector.place, why=vector.why))
    _withdraw(draft, one, name)
    if answer is not None:
        known_at = max((at for _, at, _ in one.outcomes.values() if at), default=None)
        _resolve(draft, name, answer, known_at, one.place)


def _add_quantity(draft: Draft, one: Asked) -> None:
    """A quantity or a day: of the rows of one person and moment one distribution."""
    name = one.key
    asked = replace(_question(one, name, one.title), kind="numeric", unit=one.unit, **one.bounds)
    draft.questions.setdefault(name, replace(asked, kind="date") if one.kind == "date" else asked)
    for said in distributions(one.points):
        draft.forecasts.append(Forecast(name, said.by, said.at, said.value, said.place, why=said.why))
    _withdraw(draft, one, name)
    if "" in one.outcomes:
        outcome, at, place = one.outcomes[""]
        _resolve(draft, name, outcome, at, place)


def _withdraw(draft: Draft, one: Asked, name: str) -> None:
    for said in one.withdrawals:
        draft.forecasts.append(Forecast(name, said.by, said.at, None, said.place, why=said.why))


def _answer(one: Asked) -> str | float | None:
    """The option that came true; None while nobody knows, empty where several or none of them did."""
    words = {option: outcome for option, (outcome, _, _) in one.outcomes.items()}
    if not words:
        return None
    shared = set(words.values())
    if len(shared) == 1 and (word := shared.pop()) in NOT_AN_OUTCOME:
        return word
    true = [option for option, outcome in words.items() if outcome == "yes"]
    return true[0] if len(true) == 1 and true[0] else ""


def _add_binary(draft: Draft, one: Asked, option: str) -> None:
    name = naming.key(*one.names, *([option] if option else []))
    title = f"{one.title} [{option}]" if option else one.title
    draft.questions.setdefault(name, _question(one, name, title))
    for row in one.rows:
        if row.option == option:
            draft.forecasts.append(Forecast(name, row.by, row.at, row.probability, row.place, why=row.why))
    _withdraw(draft, one, name)
    outcome, at, place = one.outcomes.get(option) or one.outcomes.get("", ("", None, one.place))
    if outcome:
        _resolve(draft, name, outcome, at, place)


def _question(one: Asked, name: str, title: str) -> Question:
    return Question(
        name,
        title,
        one.place,
        asked_at=one.asked_at,
        closes_at=one.closes_at,
        criteria=one.criteria,
        note=one.note,
        url=one.url,
        tags=one.tags,
    )


def _resolve(draft: Draft, name: str, outcome: str | float, at: datetime | None, place: Place) -> None:
    why = f"ambiguous on {draft.judged_by}" if outcome == "ambiguous" else ""
    draft.resolve(Outcome(name, outcome, at, place, why))
