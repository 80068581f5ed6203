"""One case of an opened book: what could be read of its records and its ledger."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.errors import Problem
from outlook.ledger import FILE_NAME
from outlook.model.kind_of import is_estimate, is_rename, is_resolution
from outlook.model.renames import case_today, forecast_today, named_today, names_of
from outlook.model.weighing import UNREAD, Weighing

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import datetime

    from outlook.belief.timeline import Situation
    from outlook.ledger import Ledger
    from outlook.model.case import Case
    from outlook.model.entries import Entry, Estimate, Rename
    from outlook.model.forecast import Forecast
    from outlook.model.origins import Settled

CASE_FILE = "case.yaml"
RECORDS = (".yaml", ".yml")
CONTESTED = "contested-name"
SETTLE = (
    "if a merge has just brought them together, `git merge --abort`, `outlook rename` one of the two in the branch in "
    "which it was written, and merge again; if they are copies of one forecast, keep one file; else `outlook retract` "
    "the rename that gave a name which another forecast has, and bring back the file of each under its own name"
)


class Orphaned(NamedTuple):
    """A name that entries of a case speak of and no record has; `renamed` is the one record that they fit, if any.

    It `is_undone` where all of them were imported, and taken back: then nothing is missing.
    """

    case: str
    name: str
    entries: int
    renamed: str | None
    is_undone: bool = False


class Summary(NamedTuple):
    """What is remembered of a case that was let go."""

    names: Sequence[str]
    people: frozenset[str]
    is_taught: bool
    newest: datetime | None
    orphans: Sequence[Orphaned]


class CaseFolder:
    """One case as it is on the disk: the records that could be read, and the texts they were read from."""

    case: Case | None = None
    forecasts: dict[str, Forecast]
    entries: list[Entry]
    problems: list[Problem]
    unread: set[str]
    former: dict[str, str]  # the names that its forecasts had, each with today's
    contested: tuple[tuple[str, ...], ...]  # names that renames joined, of which nobody can tell whose they are

    def __init__(self, path: Path, texts: dict[Path, str] | None = None) -> None:
        self.path = path
        self.texts = {} if texts is None else texts
        self.forecasts, self.entries, self.problems, self.unread = {}, [], [], set()
        self.former, self.contested = {}, ()
        self.left: Summary | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """Its ledger, opened when something of it is needed that was not kept."""
        from outlook.ledger import open_ledger

        return open_ledger(self.path)

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def full_id(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def names(self) -> Sequence[str]:
        """The ids of its forecasts, in order."""
        return self.left.names if self.left else list(self.forecasts)

    def forecast(self, name: str) -> Forecast:
        """One of its forecasts."""
        return self.forecasts[name]

    @property
    def rules(self) -> Case | None:
        """The case as far as evidence is weighed by it: where `case.yaml` cannot be read nothing is implied.

        Weighing by the defaults instead would print other numbers than the person wrote down.
        """
        if self.case is not None or Path(CASE_FILE).stem not in self.unread:
            return self.case
        from outlook.model.case import Case

        return Case(id=self.id, title=self.id, weighing=Weighing(rule=UNREAD))

    @property
    def said(self) -> list[Estimate]:
        """What the case's documents say in their own words."""
        from outlook.belief.documents import document_estimates

        return document_estimates(self.case, self.forecasts.values())

    @property
    def people(self) -> frozenset[str]:
        """Everyone who wrote an entry, and every document that states something in its own words."""
        if self.left:
            return self.left.people
        return frozenset([*(entry.by for entry in self.entries), *(estimate.by for estimate in self.said)])

    @property
    def is_taught(self) -> bool:
        """Whether a lesson is kept in its ledger."""
        if self.left:
            return self.left.is_taught
        return any(is_resolution(entry) and entry.lesson is not None for entry in self.entries)

    @property
    def newest(self) -> datetime | None:
        """The latest moment of which an entry speaks: at which it was known or recorded."""
        if self.left:
            return self.left.newest
        return max((max(entry.known_at, entry.recorded_at) for entry in self.entries), default=None)

    @property
    def orphans(self) -> Sequence[Orphaned]:
        """The names without a record of which entries speak; a record that could not be read is not missing."""
        from outlook.belief.timeline import retracted

        if self.left:
            return self.left.orphans
        known = {*self.names, *self.unread}
        named: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in names_in(entry):
                if name not in known:
                    named.setdefault(name, []).append(entry)
        gone = retracted(self.entries) if named else set()
        return [self._orphaned(name, mine, gone) for name, mine in named.items()]

    def _orphaned(self, name: str, entries: Sequence[Entry], gone: Container[str]) -> Orphaned:
        is_undone = all(one.imported is not None and one.id in gone for one in entries)
        return Orphaned(self.id, name, len(entries), None if is_undone else self._renamed(entries), is_undone)

    def _renamed(self, entries: Sequence[Entry]) -> str | None:
        """The one record without entries of its own whose question the estimates were made on."""
        hashes = {entry.record_sha256 for entry in entries if is_estimate(entry)}
        spoken_of = {name for entry in self.entries for name in names_in(entry)}
        found = [
            name
            for name, forecast in self.forecasts.items()
            if name not in spoken_of and forecast.record_sha256 in hashes
        ]
        return found[0] if len(found) == 1 else None

    def situations(self, at: datetime) -> list[Situation]:
        """Every forecast of the case as it was at a moment."""
        from outlook.belief.timeline import situations

        return situations(self.forecasts, [*self.said, *self.entries], at)

    def refresh(self) -> bool:
        """Read what the ledger holds now; whether that is something else than what was read before."""
        entries = self.today(self.ledger.entries())
        is_new = entries != self.entries
        self.entries = entries
        return is_new

    def today(self, entries: list[Entry]) -> list[Entry]:
        """Entries of its ledger, with the names that its forecasts have today."""
        renames = [entry for entry in entries if entry.kind == "rename" and is_rename(entry)]
        if not renames:
            self.former, self.contested = {}, ()
            return entries
        self.former, self.contested, own = self._settled(entries, renames)
        if not (self.former or own):
            return entries
        return [named_today(one, {**self.former, **own[one.id]} if one.id in own else self.former) for one in entries]

    def _settled(self, entries: list[Entry], renames: Sequence[Rename]) -> Settled:
        """What names mean: by the chain of the ledger, or by the renames alone where the chain does not reach them."""
        from outlook.belief.timeline import retracted
        from outlook.ledger import LineLedger, open_ledger
        from outlook.ledger.chain import around
        from outlook.model.origins import Around, Settled, first_of, naming, settled

        records = {*self.names, *self.unread}
        ledger = open_ledger(self.path)  # our own may know the beginning only as far as one needs to append
        if isinstance(ledger, LineLedger):
            lines = ledger.examined().lines
            firsts = first_of((line.document for line in lines.values()), entries)
            found = around(lines, naming(entries).union(firsts.values()))
            if all(one.id in found for one in renames):
                known = {name: Around(*pair) for name, pair in found.items()}
                return settled(entries, known, records, self._asked, firsts)
        gone = retracted(entries)
        return Settled(*names_of([one for one in renames if one.id not in gone and not one.apart], records), {})

    def _asked(self, name: str) -> str | None:
        """The hash of what a record asks."""
        return self.forecasts[name].record_sha256 if name in self.forecasts else None

    def renames_as_written(self) -> dict[str, Rename]:
        """The renames of its ledger by their ids, with the names that they gave, not those of today."""
        from outlook.ledger import open_ledger

        return {one.id: one for one in open_ledger(self.path).entries() if is_rename(one)}

    def name_records(self) -> None:
        """Let its records name forecasts as they are called today; leave out those whose names are contested."""
        for group in self.contested:
            mine = [one.id for one in self.entries if is_rename(one) and not one.apart and one.was in group]
            here = [name for name in group if name in self.forecasts or name in self.unread] or group
            for name in group:
                self.forecasts.pop(name, None)
                self.unread.add(name)
            names = ", ".join(group)
            message = f"{names} were joined by renames ({', '.join(mine)}), and are not names of one forecast"
            self.problems += [
                Problem(self.path / f"{name}.yaml", 1, 1, CONTESTED, message, SETTLE) for name in here[-1:]
            ]
        if self.former:
            self.forecasts = {name: forecast_today(one, self.former) for name, one in self.forecasts.items()}
            self.case = case_today(self.case, self.former) if self.case else None

    def every_entry(self) -> list[Entry]:
        """Every entry of its ledger, also of one of which only a part is read."""
        return self.entries

    def kept_up(self, written: Sequence[Entry]) -> None:
        """What is kept of the ledger may be brought up to what was written; of a case that is read, nothing is."""

    def path_of(self, forecast: Forecast) -> Path:
        """The file a forecast was read from."""
        return self.path / f"{forecast.id}.yaml"

    def let_go(self) -> None:
        """Hold no longer what is large: its records and entries cannot be asked for any more."""
        self.left = Summary(self.names, self.people, self.is_taught, self.newest, self.orphans)
        self.forecasts, self.entries, self.texts = {}, [], {}
        self.__dict__.pop("ledger", None)


def names_in(entry: Entry) -> tuple[str, ...]:
    """The forecasts that an entry names."""
    one: Any = entry  # by its kind, as it is asked of very many
    if one.kind == "evidence":
        return one.forecasts  # type: ignore[no-any-return]
    name = getattr(entry, "forecast", None)
    return () if name is None else (name,)


def is_record(name: str) -> bool:
    """Whether a file of that name in a case is a record."""
    return name.endswith(RECORDS) and not name.startswith(".")


def records_in(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names in a case that are records, of which there may be very many."""
    return tuple([name for name in names if name.endswith(RECORDS) and name[0] != "."])


def is_case(names: Sequence[str]) -> bool:
    """Whether the folder holds a record, or a ledger that some record must have belonged to."""
    return any(name.endswith(RECORDS) or name == FILE_NAME for name in names)


def misnamed(path: Path, name: str) -> Problem | None:
    """Why a file or folder of that name is no case or record; None where it may be one."""
    from outlook.model.values import SLUG

    if not SLUG.fullmatch(name):
        hint = "use lower-case letters and digits joined by hyphens, such as hama-by-december.yaml"
        return Problem(path, 1, 1, "file-name", f"{name!a} is not an id", hint)
    if path.suffix == ".yml":
        return Problem(path, 1, 1, "file-name", "records end in .yaml", f"rename it to {path.stem}.yaml")
    return None
