"""Forecasts that were renamed: every name that one ever had, and what it is called today.

A rename is an entry of the ledger that makes two names one. Ledgers are merged as sets, so that no order of renames is
relied on: of all names of a forecast, today's is the one that has a record. Where names of two forecasts were joined,
neither is shown until a rename is retracted: a number of the one must never be printed as that of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.model.kind_of import is_evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from outlook.model.case import Case, Relation
    from outlook.model.entries import Entry, Rename
    from outlook.model.forecast import Forecast


class Names(NamedTuple):
    """The names that forecasts had, each with today's, and the groups of names of which nobody can tell whose they are.

    Two forecasts that were given one name apart, in copies that were merged, make such a group, and so does a file
    that took a former name.
    """

    former: dict[str, str]
    contested: tuple[tuple[str, ...], ...]


def names_of(renames: Sequence[Rename], records: Collection[str]) -> Names:
    """What forecasts were called; renames are in order, `records` are the names that have a file."""
    former, contested = dict[str, str](), list[tuple[str, ...]]()
    for group in _as_one(renames):
        here = [name for name in group.names if name in records]
        if len(here) > 1 or len(group.firsts) > 1:
            contested.append(group.names)
            continue
        today = here[0] if here else group.last
        former |= {name: today for name in group.names if name != today}
    return Names(former, tuple(contested))


class _Group(NamedTuple):
    """Names that renames join, the one that was given last, and those that were given by none of them."""

    names: tuple[str, ...]
    last: str
    given: frozenset[str]

    @property
    def firsts(self) -> list[str]:
        return [name for name in self.names if name not in self.given]


def _as_one(renames: Sequence[Rename]) -> list[_Group]:
    groups = list[_Group]()
    for one in renames:
        joined = [group for group in groups if one.was in group.names or one.forecast in group.names]
        groups = [group for group in groups if group not in joined]
        names = dict.fromkeys([*(name for group in joined for name in group.names), one.was, one.forecast])
        given = frozenset([one.forecast]).union(*(group.given for group in joined))
        groups.append(_Group(tuple(names), one.forecast, given))
    return groups


def named_today(entry: Entry, former: Mapping[str, str]) -> Entry:
    """The entry with the names that its forecasts have today."""
    if is_evidence(entry):
        today = tuple(dict.fromkeys(former.get(name, name) for name in entry.forecasts))
        return entry if today == entry.forecasts else entry.model_copy(update={"forecasts": today})
    name: str = getattr(entry, "forecast", "")
    return entry.model_copy(update={"forecast": former[name]}) if name in former else entry


def forecast_today(forecast: Forecast, former: Mapping[str, str]) -> Forecast:
    """The record with the names of today in its references; its hash stays that of what is written."""
    update = dict[str, object]()
    if forecast.given is not None and forecast.given.forecast in former:
        update["given"] = forecast.given.model_copy(update={"forecast": former[forecast.given.forecast]})
    if forecast.scenarios is not None and forecast.scenarios.set in former:
        update["scenarios"] = forecast.scenarios.model_copy(update={"set": former[forecast.scenarios.set]})
    if not update:
        return forecast
    assert forecast.record_sha256  # worked out before: the copy takes it over
    return forecast.model_copy(update=update)


def case_today(case: Case, former: Mapping[str, str]) -> Case:
    """The record of a case with the names of today in its relations and assumptions."""
    relations = tuple(_relation_today(one, former) for one in case.relations)
    assumptions = tuple(
        one.model_copy(update={"forecasts": tuple(former.get(name, name) for name in one.forecasts)})
        if not former.keys().isdisjoint(one.forecasts)
        else one
        for one in case.assumptions
    )
    if (relations, assumptions) == (case.relations, case.assumptions):
        return case
    return case.model_copy(update={"relations": relations, "assumptions": assumptions})


def _relation_today(relation: Relation, former: Mapping[str, str]) -> Relation:
    terms = tuple(_term_today(term, former) for term in relation.terms)
    return relation if terms == relation.terms else relation.model_copy(update={relation.kind: terms})


def _term_today(term: str, former: Mapping[str, str]) -> str:
    name, equals, outcome = term.partition("=")
    return f"{former.get(name, name)}{equals}{outcome}"
