"""The scored rows by forecaster, case, tag or kind, each group with its totals kind by kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Literal

from outlook.scoring.references import Against, compare
from outlook.scoring.scorecard import Row
from outlook.scoring.totals import Total, totals

Key = Literal["forecaster", "case", "tag", "kind"]
NOTHING: Mapping[tuple[str, str], tuple[Against, ...]] = MappingProxyType({})
KEYS: tuple[Key, ...] = ("forecaster", "case", "tag", "kind")


@dataclass(frozen=True, slots=True)
class Group:
    """One forecaster's rows of one name and kind; `name` is None for rows without one, `against` their references."""

    name: str | None
    total: Total
    against: tuple[Against, ...]


def grouped(
    rows: Sequence[Row],
    references: Sequence[Mapping[str, float]],
    key: Key,
    of_all: Mapping[tuple[str, str], tuple[Against, ...]] = NOTHING,
    card: Sequence[Total] = (),
) -> tuple[Group, ...]:
    """The groups by name, each kind and each forecaster alone; a row with several tags counts in each of them.

    Forecasters of one kind come by rising mean, the best first. `of_all` are the references of all rows of a kind and
    a forecaster, where they were compared before, and `card` their totals: by forecaster, a group has all of them.
    """
    if key == "forecaster" and card and all((total.kind, total.by) in of_all for total in card):
        return tuple(sorted((Group(one.by, one, of_all[one.kind, one.by]) for one in card), key=_worth))
    known = of_all if key == "forecaster" else NOTHING
    groups: dict[str | None, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for name in _names(row, key):
            groups[name].append(place)
    found = tuple(
        Group(name, total, known[total.kind, total.by])
        if (total.kind, total.by) in known
        else _group(name, total, [(rows[place], references[place]) for place in groups[name]])
        for name in sorted(groups, key=lambda name: (name is None, name or ""))
        for total in totals([rows[place] for place in groups[name]])
    )
    return found if key != "forecaster" else tuple(sorted(found, key=_worth))


def _worth(group: Group) -> tuple[str, float]:
    """Its kind and mean; quantities, whose units may differ, have none and stay in the order of names."""
    return group.total.kind, inf if group.total.mean is None else group.total.mean


def _group(name: str | None, total: Total, pairs: Sequence[tuple[Row, Mapping[str, float]]]) -> Group:
    mine = [pair for pair in pairs if (pair[0].forecast.kind, pair[0].by) == (total.kind, total.by)]
    return Group(name, total, compare([row for row, _ in mine], [scores for _, scores in mine]))


def _names(row: Row, key: Key) -> Sequence[str | None]:
    forecast = row.forecast
    if key == "tag":
        return forecast.tags or (None,)
    return ({"forecaster": row.by, "case": forecast.case, "kind": forecast.kind}[key],)
