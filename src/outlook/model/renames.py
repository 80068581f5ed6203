"""Forecasts that were renamed: every name that one ever had, and what it is called today.

A rename is an entry of the ledger that makes two names one. Ledgers are merged as sets, so that no order of renames is
relied on: of all names of a forecast, today's is the one that has a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from outlook.model.kind_of import is_evidence, is_rename

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from outlook.model.case import Case, Relation
    from outlook.model.entries import Entry, Rename
    from outlook.model.forecast import Forecast

Record = TypeVar("Record")


def former_names(entries: Iterable[Entry], records: Collection[str]) -> dict[str, str]:
    """The names that forecasts had, each with today's; entries are in order, `records` are the names that have a file.

    Where several names of one forecast have a file, the last rename decides.
    """
    renames = [entry for entry in entries if is_rename(entry)]
    if not renames:
        return {}
    found = dict[str, str]()
    for names, last in _as_one(renames):
        here = [name for name in names if name in records]
        today = here[-1] if here and last not in here else last
        found |= {name: today for name in names if name != today}
    return found


def _as_one(renames: Sequence[Rename]) -> list[tuple[list[str], str]]:
    """The names that belong together, and the one that was given last."""
    groups = list[tuple[list[str], str]]()
    for one in renames:
        joined = [group for group in groups if one.was in group[0] or one.forecast in group[0]]
        groups = [group for group in groups if group not in joined]
        names = [name for group, _ in joined for name in group]
        groups.append((list(dict.fromkeys([*names, one.was, one.forecast])), one.forecast))
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
