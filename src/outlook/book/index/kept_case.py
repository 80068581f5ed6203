"""A case as it is kept: what it is made of is had from the index when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from outlook.book.case_folder import CaseFolder, Orphaned
from outlook.book.index import marks
from outlook.book.index.pickled import unpacked
from outlook.book.index.store import AT_ONCE
from outlook.errors import Changed, Problem
from outlook.files import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from outlook.book.index.marks import Mark
    from outlook.book.index.store import Parts, Store
    from outlook.model.case import Case
    from outlook.model.entries import Entry, Estimate
    from outlook.model.forecast import Forecast


class Noted(NamedTuple):
    """The files of the records: their names and keys in order, and by name the hashes of those that may change unseen.

    The keys are bare tuples, as a book has as many as forecasts, and each command reads and compares them all.
    """

    names: tuple[str, ...]
    keys: tuple[tuple[int, ...], ...]
    digests: dict[str, bytes]

    @property
    def by_name(self) -> dict[str, tuple[int, ...]]:
        """The keys by the names of the files."""
        return dict(zip(self.names, self.keys, strict=True))


class Links(NamedTuple):
    """What else of its case a forecast depends on: the condition, the scenario set, and the signs until its close."""

    given: str | None
    scenarios: str | None
    signs: tuple[str, ...]
    closes_at: datetime | None


class Basis(NamedTuple):
    """What something was worked out of: the record of the case, the ledger and how much of it, and each forecast's.

    Records go by a token that each gets when it is read.
    """

    case: str
    lineage: str
    size: int
    records: dict[str, str]


class State(NamedTuple):
    """The same in short: the token of all records, the ledger and how much of it; equal where the basis is."""

    token: str
    lineage: str
    size: int


class About(NamedTuple):
    """What is known of a case without its records and entries.

    `token` names this state of all records, `case` that of the case's own and `records` those of the forecasts, in the
    order of their `names`. `lineage` is the ledger that it goes with; `said_by` are the documents that speak for
    themselves. `problems` have the name of their file in place of its path.
    """

    path: str
    token: str
    case: str
    records: tuple[str, ...]
    lineage: str
    looked_at: int
    files: Noted
    names: tuple[str, ...]
    unread: frozenset[str]
    problems: tuple[tuple[Any, ...], ...]
    orphans: tuple[Orphaned, ...]
    former: dict[str, str]
    contested: tuple[tuple[str, ...], ...]
    said_by: frozenset[str]


class Keeper(Protocol):
    """Who keeps cases: where, and how a ledger is followed that has grown."""

    store: Store

    def again(self, path: Path, about: About, mark: Mark) -> Mark | None:
        """The mark of a case's ledger as it is now, if it only grew since it had another."""


class KeptFolder(CaseFolder):
    """A case of which the index answers; a record is made when it is asked for, and entries are read then."""

    def __init__(self, path: Path, about: About, mark: Mark, index: Keeper, file: str) -> None:
        self.path, self.about, self.mark = path, about, mark
        self.index, self.file = index, file
        self.left = None
        self.texts = {}

    @cached_property
    def _records(self) -> Parts:
        found = self.index.store.read(f"{self.file}.records")
        if found is None or unpacked(found["token"]) != (self.about.token, self.about.lineage):
            raise self._lost()
        return found

    def _lost(self) -> Changed:
        """What was kept is damaged, or of another state: next time the case is read and kept anew."""
        self.index.store.forget(f"{self.file}.about")
        return Changed()

    def _part(self, name: str) -> Any:
        found = unpacked(self._records[name])
        if found is None:
            raise self._lost()
        return found[0]

    @cached_property
    def case(self) -> Case | None:  # type: ignore[override]  # had when it is asked for
        """Its record."""
        return cast("Case | None", self._part("case"))

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:  # type: ignore[override]
        """Its forecasts by id."""
        return {name: self._made(name) for name in self.about.names}

    def forecast(self, name: str) -> Forecast:
        """One of them."""
        known = self.__dict__.get("forecasts")
        return known[name] if known is not None else self._made(name)

    def _made(self, name: str) -> Forecast:
        return cast("Forecast", self._part(f"forecast {name}"))

    @cached_property
    def entries(self) -> list[Entry]:  # type: ignore[override]
        """What its ledger holds, in order."""
        if not self.mark.is_plain:
            return list(self._part("entries"))
        odd = self._part("odd") if self.mark.odd else {}
        return marks.entries_in(self.ledger_bytes(), odd)

    def entries_after(self, size: int) -> list[Entry]:
        """The entries on the lines after the first bytes of the ledger, as many as it had once."""
        raw, odd = self.ledger_bytes(), self._part("odd") if self.mark.odd else {}
        return marks.entries_in(raw[size:], odd, raw[:size].count(b"\n"))

    def ledger_bytes(self) -> bytes:
        """The bytes of its ledger of which the mark speaks.

        Raises:
            Changed: it does not hold them any more.
        """
        if not self.mark.size:
            return b""
        with Folder.open(self.path) as folder:
            found = marks.look(folder) or marks.look(folder)
        if found is None or (found.key != self.mark.key and not marks.holds_all(self.mark, found.raw)):
            raise Changed
        return found.raw[: self.mark.size]

    def refresh(self) -> bool:
        """Whether the ledger has changed since; its entries are read then."""
        with Folder.open(self.path) as folder:
            if marks.glance(folder).key == self.mark.key:
                return False
        self.entries = self.today(self.ledger.entries())
        return True

    @cached_property
    def former(self) -> dict[str, str]:  # type: ignore[override]
        """The names that its forecasts had, each with today's."""
        return self.about.former

    @cached_property
    def contested(self) -> tuple[tuple[str, ...], ...]:  # type: ignore[override]
        """Names that renames joined, of which nobody can tell whose they are."""
        return self.about.contested

    @property
    def links(self) -> Mapping[str, Links]:
        """What each of its forecasts depends on, by id."""
        # Kept as bare tuples, of which as many as a large case has are written and read much sooner.
        return {name: Links(*one) for name, one in self._part("links").items()}

    @cached_property
    def problems(self) -> list[Problem]:  # type: ignore[override]
        """What could not be read."""
        return [Problem(self.path / name, *more) for name, *more in self.about.problems]

    @cached_property
    def unread(self) -> set[str]:  # type: ignore[override]
        """The names of records that could not be read."""
        return set(self.about.unread)

    @property
    def names(self) -> Sequence[str]:
        """The ids of its forecasts, in order."""
        return self.about.names

    @cached_property
    def said(self) -> list[Estimate]:
        """What its documents say in their own words."""
        return list(self._part("said")) if self.about.said_by else []

    @property
    def people(self) -> frozenset[str]:
        """Everyone who wrote an entry, and every document that states something in its own words."""
        return self.mark.people | self.about.said_by

    @property
    def is_taught(self) -> bool:
        """Whether a lesson is kept in its ledger."""
        return self.mark.is_taught

    @property
    def newest(self) -> datetime | None:
        """The latest moment of which an entry speaks."""
        return self.mark.newest

    @property
    def orphans(self) -> Sequence[Orphaned]:
        """The names without a record of which entries speak."""
        return self.about.orphans

    @property
    def basis(self) -> Basis:
        """What anything that is worked out of it was worked out of."""
        records = dict(zip(self.about.names, self.about.records, strict=True))
        return Basis(self.about.case, self.mark.lineage, self.mark.size, records)

    @property
    def state(self) -> State:
        """What it is now, in short."""
        return State(self.about.token, self.mark.lineage, self.mark.size)

    def derived(self, name: str, *, at_once: int = AT_ONCE) -> Parts | None:
        """What was worked out of it and kept under a name, whatever its basis was; for `at_once` see the store."""
        return self.index.store.read(f"{self.file}.{name}", at_once=at_once)

    def keep_derived(self, name: str, parts: Mapping[str, bytes]) -> None:
        """Keep what was worked out of it under a name."""
        self.index.store.write(f"{self.file}.{name}", parts)

    def let_go(self) -> None:
        """Hold no longer what can be had again."""
        for name in ("_records", "case", "forecasts", "entries", "said", "ledger"):
            self.__dict__.pop(name, None)
        self.texts = {}
