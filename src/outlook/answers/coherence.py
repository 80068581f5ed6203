"""Whether the probabilities of a case fit together: the newest of each forecast, and those of each person."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from outlook.answers import pools
from outlook.book.believed import Believed, believed_of
from outlook.coherence.assess import CaseCoherence, assess, assess_apart
from outlook.model.kind_of import is_binary, is_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.book import CaseFolder
    from outlook.model.case import Relation
    from outlook.model.forecast import Forecast


class Assessed(NamedTuple):
    """One case by the newest number of each forecast, whoever stated it, and by those of each person.

    A person is left out who has no say in a set in which others have one too: the first has theirs.
    """

    together: CaseCoherence
    people: tuple[CaseCoherence, ...] = ()


def coherence_of(folder: "CaseFolder", at: datetime, by: str | None = None) -> Assessed:
    """One case, by what is believed of each open forecast, or by what one person or a pool believes."""
    believed = believed_of(folder, at)
    if by is None:
        return assessed(believed)
    situations = {name: pools.situation_of(one, by) for name, one in believed.situations.items()}
    return Assessed(replace(_assessed_whole(replace(believed, situations=situations, person=by)), by=by))


def assessed(believed: Believed) -> Assessed:
    """What is believed, held against itself."""
    together = _assessed_whole(believed)
    apart = [_apart(together, believed.of(name)) for name in believed.people]
    return Assessed(together, tuple(one for one in apart if one.solved or one.violations))


def _apart(together: CaseCoherence, own: Believed) -> CaseCoherence:
    stated = frozenset(own.stated_by)
    return assess_apart(together, own.person or "", _forecasts(own), own.beliefs, _relations(own), stated)


def _assessed_whole(believed: Believed) -> CaseCoherence:
    case, beliefs = believed.folder.id, believed.beliefs
    found = assess(case, _forecasts(believed), beliefs, _relations(believed), believed.stated_by)
    return replace(found, unread=tuple(unread(believed.folder)))


def unread(folder: "CaseFolder") -> "Iterator[str]":
    """A sentence for each relation of a case that is not looked at, as a term of it names nothing that it could."""
    for number, relation in enumerate(folder.case.relations if folder.case else (), 1):
        wrong = [why for term in relation.terms if (why := _why_unread(folder, term))]
        if wrong:
            yield f"relation {number}, {relation.kind} of {', '.join(relation.terms)}, is not looked at: {wrong[0]}"


def _why_unread(folder: "CaseFolder", term: str) -> str:
    name, _, outcome = term.partition("=")
    forecast = folder.forecasts.get(name)
    if forecast is None:
        return f"no forecast of this case is called {name}"
    if not (is_binary(forecast) or is_choice(forecast)):
        return f"{name} is {forecast.kind}, and relations are between events"
    known = [one.lower() for one in forecast.signs]
    return "" if (outcome or "yes").lower() in known else f"{name} has no outcome {outcome or 'yes'}"


def _forecasts(believed: Believed) -> "Mapping[str, Forecast]":
    return {name: situation.forecast for name, situation in believed.situations.items()}


def _relations(believed: Believed) -> "Sequence[Relation]":
    return believed.folder.case.relations if believed.folder.case else ()
