"""Whether the probabilities of a case fit together: the newest of each forecast, and those of each person."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from outlook.answers import pools
from outlook.book.believed import Believed, believed_of
from outlook.coherence.assess import CaseCoherence, assess, assess_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    return assess(case, _forecasts(believed), beliefs, _relations(believed), believed.stated_by)


def _forecasts(believed: Believed) -> "Mapping[str, Forecast]":
    return {name: situation.forecast for name, situation in believed.situations.items()}


def _relations(believed: Believed) -> "Sequence[Relation]":
    return believed.folder.case.relations if believed.folder.case else ()
