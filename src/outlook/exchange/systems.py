"""The systems that can be imported, and by what in a file each is recognised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outlook.errors import InvalidValue, NoMatch, did_you_mean
from outlook.exchange import (
    fatebook,
    forecastbench,
    gjp,
    hubverse,
    kalshi,
    manifold,
    metaculus,
    polymarket,
    predictionbook,
    spreadsheet_table,
)
from outlook.exchange.source import Source
from outlook.exchange.table import Table
from outlook.exchange.wishes import Wishes
from outlook.model.values import shown


@dataclass(frozen=True, slots=True)
class System:
    """A foreign system: how its files are read, and the columns or keys of which one set is enough to know it.

    `paths` are parts of the names of its files, for a system whose files are known by where they are; `mark` is
    in the first line of a file that need not be text of one encoding.
    """

    read: Callable[[Sequence[Source], Wishes], Table]
    columns: tuple[frozenset[str], ...] = ()
    keys: tuple[frozenset[str], ...] = ()
    paths: tuple[str, ...] = ()
    mark: bytes = b""


def _sets(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split("|")) for one in names)


SYSTEMS: Mapping[str, System] = {
    "fatebook": System(
        fatebook.read,
        columns=_sets("Question title|Forecast (scale = 0-1)", "questionTitle|forecast|qCreatedAt"),
        keys=_sets("title|forecasts|resolveBy"),
    ),
    "predictionbook": System(
        predictionbook.read,
        columns=_sets("description_with_group|mean_confidence"),
        keys=_sets("description_with_group|mean_confidence"),
    ),
    "metaculus": System(
        metaculus.read,
        columns=tuple(frozenset(columns) for columns in metaculus.COLUMNS.values()),
        keys=_sets("question|published_at", "group_of_questions|published_at", "my_forecasts|scheduled_close_time"),
    ),
    "manifold": System(manifold.read, keys=_sets("contractId|probAfter", "outcomeType|mechanism")),
    "forecastbench": System(
        forecastbench.read,
        keys=_sets("forecast_due_date|questions", "forecast_due_date|forecasts", "forecast_due_date|resolutions"),
    ),
    "hubverse": System(hubverse.read, paths=("/hub-config/", "/model-output/", "/model-metadata/", "/target-data/")),
    "gjp": System(gjp.read, mark=gjp.MARK),
    "polymarket": System(polymarket.read, keys=_sets("conditionId|outcomeIndex|price")),
    "kalshi": System(kalshi.read, keys=_sets("ticker|yes_price|action", "ticker|yes_price_fixed")),
    "table": System(
        spreadsheet_table.read,
        columns=_sets("question", "Question", "probability|title", "Probability|Title"),
        keys=_sets("question|probability", "question|forecaster"),
    ),
}
OTHERS = {
    frozenset(("Event",)): "MISP: its likelihood tags are bands and no numbers, so nothing can be imported from it",
    frozenset(("type", "objects", "id")): "STIX: it carries no forecasts, so nothing can be imported from it",
}
FEWEST_COLUMNS = 3
MOST_LISTED = 12
HEAD = 1000
_LISTS = ("items", "predictions", "fills", "results")


def named(name: str) -> System:
    """The system of that name.

    Raises:
        NoMatch: there is none.
    """
    if name not in SYSTEMS:
        hint = did_you_mean(name, tuple(SYSTEMS)) or f"there are {', '.join(SYSTEMS)}"
        raise NoMatch(f"--from {name[:60]!r} is no system that is read; {hint}")
    return SYSTEMS[name]


def recognised(sources: Sequence[Source]) -> str:
    """The name of the system that all files are from.

    Raises:
        InvalidValue: a file is from none that is known, or two files are from two.
    """
    found = {source.name: _system_of(source) for source in sources}
    names = list(dict.fromkeys(found.values()))
    if len(names) > 1:
        first, second = (next(file for file, name in found.items() if name == one) for one in names[:2])
        raise InvalidValue(f"{first} is from {names[0]} and {second} from {names[1]}: import them one after the other")
    return names[0]


def _system_of(source: Source) -> str:
    for name, system in SYSTEMS.items():
        first_line = source.content.head(HEAD).split(b"\n", 1)[0]
        if any(path in source.name for path in system.paths) or (system.mark and system.mark in first_line):
            return name
    if source.is_parquet or source.is_zip:
        return "table"
    seen = list(_keys(source)) if source.looks_like_json else [frozenset(source.sheet.header)]
    for name, system in SYSTEMS.items():
        known = system.keys if source.looks_like_json else system.columns
        if any(one <= keys for one in known for keys in seen):
            return name
    for one, sentence in OTHERS.items():
        if source.looks_like_json and any(one <= keys for keys in seen):
            raise InvalidValue(f"{source.name} is from {sentence}")
    raise InvalidValue(
        f"{source.name}: nothing in it shows which system it is from: name it with --from {'|'.join(SYSTEMS)}"
        f"{_columns_of(source)}"
    )


def _columns_of(source: Source) -> str:
    """The way out for what may be anybody's table."""
    header = [shown(name) for name in source.sheet.header if name] if not source.looks_like_json else []
    if len(header) < FEWEST_COLUMNS:
        return ""
    more = f" and {len(header) - MOST_LISTED} more" if len(header) > MOST_LISTED else ""
    listed = ", ".join(header[:MOST_LISTED]) + more
    return f", or say what its columns ({listed}) mean: --columns question=COLUMN,probability=COLUMN,forecast_at=COLUMN"


def _keys(source: Source) -> Iterator[frozenset[str]]:
    """The keys of the outermost object, and of the first in a list or of the first line."""
    if source.is_json_lines or source.is_list:
        place_and_item = next(source.objects(), None)
        if place_and_item is not None:
            yield frozenset(map(str, place_and_item[1]))
        return
    whole: Any = source.json
    if isinstance(whole, Mapping):
        yield frozenset(map(str, whole))
        items = next((whole[name] for name in _LISTS if name in whole), None)
        if isinstance(items, list) and items and isinstance(items[0], Mapping):
            yield frozenset(map(str, items[0]))
