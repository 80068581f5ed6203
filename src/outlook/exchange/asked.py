"""A question with everything on it as systems have it that ask for one option at a time, and what becomes of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from outlook.exchange import naming
from outlook.exchange.faults import Faults
from outlook.exchange.table import Draft, Forecast, Note, Outcome, Place, Question
from outlook.exchange.vectors import OptionRow, vectors
from outlook.exchange.wishes import Wishes
from outlook.model.outcomes import NOT_AN_OUTCOME

SPLIT = "an option that became a yes/no question of its own"


@dataclass
class Asked:
    """One question with everything on it; an outcome is by option, `` for the question's own.

    `names` is what it is called in its system.
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


def take(draft: Draft, faults: Faults, one: Asked, wishes: Wishes) -> None:
    """Add a question: of options one choice where the rows make vectors, else a yes/no question for each."""
    if not one.options:
        draft.notes += one.notes
        with faults.noting(one.place):
            _add_binary(draft, one, "")
        return
    options = tuple(one.options)
    whole = vectors(one.rows, options, normalise=wishes.normalise)
    answer = _answer(one)
    if not whole or len(options) == 1 or answer == "":
        draft.lose(SPLIT, one.place, one.title, count=len(options))
        keys = tuple(naming.key(*one.names, option) for option in options)
        draft.notes += [replace(note, questions=keys) for note in one.notes]
        for option in options:
            with faults.noting(one.place):
                _add_binary(draft, one, option)
        return
    draft.notes += one.notes
    name = naming.key(*one.names)
    draft.questions.setdefault(name, replace(_question(one, name, one.title), kind="choice", options=options))
    for vector in whole:
        draft.forecasts.append(Forecast(name, vector.by, vector.at, vector.shares, vector.place, why=vector.why))
    if answer is not None:
        known_at = max((at for _, at, _ in one.outcomes.values() if at), default=None)
        _resolve(draft, name, answer, known_at, one.place)


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
