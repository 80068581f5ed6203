"""The scored rows by forecaster, case, tag or kind, each group with its totals kind by kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from outlook.scoring.references import Against, compare
from outlook.scoring.scorecard import Row, Total, totals

Key = Literal["forecaster", "case", "tag", "kind"]
KEYS: tuple[Key, ...] = ("forecaster", "case", "tag", "kind")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one name and one kind; `name` is None for rows without one, `against` the references they have."""

    name: str | None
    total: Total
    against: tuple[Against, ...]


def grouped(rows: Sequence[Row], references: Sequence[Mapping[str, float]], key: Key) -> tuple[Group, ...]:
    """The groups by name, each kind by itself; a row with several tags counts in each of them."""
    groups: dict[str | None, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for name in _names(row, key):
            groups[name].append(place)
    found: list[Group] = []
    for name in sorted(groups, key=lambda name: (name is None, name or "")):
        mine = [rows[place] for place in groups[name]]
        against = compare(mine, [references[place] for place in groups[name]])
        found += [Group(name, total, tuple(one for one in against if one.kind == total.kind)) for total in totals(mine)]
    return tuple(found)


def _names(row: Row, key: Key) -> Sequence[str | None]:
    forecast = row.forecast
    if key == "tag":
        return forecast.tags or (None,)
    return ({"forecaster": row.by, "case": forecast.case, "kind": forecast.kind}[key],)
