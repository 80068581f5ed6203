"""Whose a name was when an entry was written: forecasts that got one name in two copies are told apart by the chain.

An entry speaks of the forecast that had its name in the copy in which it was written. Which renames that copy knew, the
chain of the ledger says: they come before the entry. So the name of an entry leads back, by those renames alone, to the
name under which its forecast began, its origin. Forecasts are told apart by their origins, and each has one record.
Two that began under one name in two copies are told apart by the renames that gave each a name of its own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.model.counting import taken_back
from outlook.model.kind_of import is_estimate, is_evidence, is_rename, is_retraction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from outlook.model.entries import Entry, Rename


class Around(NamedTuple):
    """Which renames and retractions of renames came before an entry in the chain, and which after it."""

    before: frozenset[str]
    after: frozenset[str]


class Settled(NamedTuple):
    """What forecasts were called, with what each of them is called today, and the groups that cannot be told apart.

    `own` has, by entry, the names that mean another forecast there than anywhere else.
    """

    former: dict[str, str]
    contested: tuple[tuple[str, ...], ...]
    own: dict[str, dict[str, str]]


def naming(entries: Sequence[Entry]) -> frozenset[str]:
    """The ids of renames, and of what takes them back or brings them back."""
    found = {one.id for one in entries if is_rename(one)}
    targets = {one.id: one.entry for one in entries if is_retraction(one)}
    while more := {one for one, target in targets.items() if target in found} - found:
        found |= more
    return frozenset(found)


def first_of(documents: Iterable[Mapping[str, Any]], entries: Sequence[Entry]) -> dict[str, str]:
    """The entry on the first line that speaks of each name that a rename gave up, by the name.

    A merge leaves what both copies had before what one of them added.
    """
    wanted, found = {one.was for one in entries if is_rename(one)}, dict[str, str]()
    for document in documents:
        for name in wanted.intersection(
            [document.get("was", document.get("forecast")), *document.get("forecasts", ())]
        ):
            found.setdefault(name, str(document.get("id")))
    return found


def names_in(entry: Entry) -> tuple[str, ...]:
    """The forecasts that an entry names as its copy called them; of a rename what it renames."""
    if is_rename(entry):
        return (entry.was,)
    if is_evidence(entry):
        return entry.forecasts
    name = getattr(entry, "forecast", None)
    return () if name is None else (name,)


def settled(
    entries: Sequence[Entry],
    around: Mapping[str, Around],
    records: Collection[str],
    hash_of: Callable[[str], str | None],
    first_of: Mapping[str, str] | None = None,
) -> Settled:
    """What names mean; `records` are those that have a file, and `hash_of` what their scored fields say.

    `around` knows every rename, and the entry that speaks first of each name that was given up, as `first_of` has them.
    """
    found = _Forecasts(entries, around, records, hash_of, first_of or {})
    owners = _Owners(found, records, hash_of)
    today = {one: owners.today(one) for one in found.names}
    # The name of today leads to itself where a former one leads to two: that a case has renames is seen in `former`.
    parted = {today[one]: today[one] for one in found.names if found.is_parted(one) and one not in owners.contested}
    parted |= {one.forecast: one.forecast for one in found.apart if one.forecast in records}
    former = {
        name: today[one]
        for one, names in found.names.items()
        for name in names
        if name != today[one] and name not in records and owners.of(name) == [one] and one not in owners.contested
    }
    own = defaultdict[str, dict[str, str]](dict)
    for entry_id, meant in found.meant.items():
        for name, one in meant.items():
            # What cannot be told keeps a name of those that are hidden, and counts for nothing else.
            hidden = name if name in found.names[one] else one
            means = hidden if one in owners.contested else today[one]
            if means != former.get(name, name):
                own[entry_id][name] = means
    for entry_id, meant in found.stated_elsewhere().items():
        own[entry_id] |= {name: today.get(one, former.get(one, one)) for name, one in meant.items()}
    return Settled({**parted, **former}, owners.groups, dict(own))


class _Forecasts:
    """The forecasts by their origins: the names that each was given, and what each entry means by its names."""

    def __init__(
        self,
        entries: Sequence[Entry],
        around: Mapping[str, Around],
        records: Collection[str],
        hash_of: Callable[[str], str | None],
        first_of: Mapping[str, str],
    ) -> None:
        self._around, self._records, self._hash_of, self._first_of = around, records, hash_of, first_of
        renames = [one for one in entries if is_rename(one)]
        self._renames = {one.id: one for one in renames if not one.apart}
        self._targets = {one.id: one.entry for one in entries if is_retraction(one)}
        gone = taken_back(self._targets)
        self._live = [one for one in self._renames.values() if one.id not in gone]
        self.apart = [one for one in renames if one.apart and one.id not in gone]
        self._known: dict[tuple[str, frozenset[str]], str] = {}
        self._same: dict[str, str] = {}
        self._parts: dict[str, dict[str, str]] = {}  # by the name under which several began, of each by its rename
        self._kept = set[str]()  # those of these names that one of the several kept
        self.estimates = [one for one in entries if is_estimate(one)]
        self._hashes = {one.id: one.record_sha256 for one in self.estimates}
        self._hashes |= {one.id: one.record_sha256 for one in self._live}
        named = [(one, name) for one in entries if one not in self.apart for name in names_in(one)]
        self._part_what_began_twice(named)
        self._join_what_was_moved_by_hand(named)
        self.meant = defaultdict[str, dict[str, str]](dict)
        for entry, name in named:
            self.meant[entry.id][name] = self._meant(name, entry.id)

    def _before(self, entry_id: str) -> frozenset[str]:
        """The renames that an entry knew; all of them where that cannot be known."""
        known = self._around.get(entry_id)
        return frozenset({*self._renames, *self._targets}) if known is None else known.before

    def _meant(self, name: str, entry_id: str) -> str:
        """The forecast of which an entry speaks by a name."""
        return self._part_of(self._of(name, self._before(entry_id)), entry_id)

    def _of(self, name: str, before: frozenset[str]) -> str:
        origin = self._origin(name, before)
        while origin in self._same:
            origin = self._same[origin]
        return origin

    def _origin(self, name: str, before: frozenset[str]) -> str:
        """The name under which the forecast began that had a name where these renames were known."""
        key = name, before
        if key not in self._known:
            gone = taken_back({one: target for one, target in self._targets.items() if one in before})
            known = [one for one in self._renames.values() if one.id in before - gone]
            left = frozenset[str]().union(*(self._around[one.id].before for one in known if one.was == name))
            gave = [one for one in known if one.forecast == name and one.id not in left]
            found = {self._renamed_by(one) for one in self._last(gave)}
            self._known[key] = found.pop() if len(found) == 1 else name
        return self._known[key]

    def _renamed_by(self, one: Rename) -> str:
        return self._part_of(self._origin(one.was, self._around[one.id].before), one.id)

    def _last(self, renames: Sequence[Rename]) -> list[Rename]:
        """Those that none of the others comes after."""
        followed = frozenset[str]().union(*(self._around[one.id].before for one in renames))
        return [one for one in renames if one.id not in followed]

    def _part_what_began_twice(self, named: Sequence[tuple[Entry, str]]) -> None:
        """Forecasts that began under one name in several copies, and have a file each, under other names but for one.

        That they are several is seen in this: the renames saw different questions, and nothing that speaks of the name
        comes before two of them, or before one and what was said of the one that kept the name.
        """
        for name in dict.fromkeys(one.was for one in self._live):
            firsts = self._first_renames_of(name)
            asked = {one.record_sha256 for one in firsts} - {None}
            if not firsts or len(asked) < len(firsts):
                continue
            self._parts[name] = {one.id: f"{name} of {one.id}" for one in firsts}
            if name in self._records or self._is_renamed_knowing(name, firsts):
                self._kept.add(name)
            self._known.clear()
            if not (self._have_files(name) and self._began_apart(name, firsts, named)):
                del self._parts[name]
                self._kept.discard(name)
                self._known.clear()

    def _is_renamed_knowing(self, name: str, firsts: Sequence[Rename]) -> bool:
        """Whether the one that kept a name was renamed since, by somebody who knew of the others' renames."""
        gave = {one.id for one in self._renames.values() if one.forecast == name}
        later = [one for one in self._live if one.was == name and one not in firsts]
        return any(gave.isdisjoint(self._around[one.id].before) for one in later)

    def _first_renames_of(self, name: str) -> list[Rename]:
        """The first renames of what began under a name, of which none comes before another."""
        mine = [one for one in self._live if one.was == name]
        gave = {one.id for one in self._renames.values() if one.forecast == name}
        first = [one for one in mine if gave.isdisjoint(self._around[one.id].before)]
        ids = {one.id for one in first}
        return [one for one in first if ids.isdisjoint(self._around[one.id].before)]

    def _have_files(self, name: str) -> bool:
        """Whether each that began under a name has a file that no other was given, and there are several."""
        kept = {name, *self._given_to(name)} & {*self._records}
        found = [{*self._given_to(part)} & {*self._records} for part in self._parts[name].values()]
        found += [kept] if kept else []
        files = [one for group in found for one in group]
        return all(found) and len(found) > 1 and len(files) == len(set(files))

    def _given_to(self, part: str) -> list[str]:
        return [one.forecast for one in self._live if self._meant(one.was, one.id) == part]

    def _began_apart(self, name: str, firsts: Sequence[Rename], named: Sequence[tuple[Entry, str]]) -> bool:
        ids, first = {one.id for one in firsts}, self._first_of.get(name)
        mine = [one for one, other in named if other == name and one.id in self._around]
        mine = [one for one in mine if self._of(name, self._before(one.id)) == name]
        if any(len(self._around[one.id].after & ids) > 1 for one in mine):
            return False
        if name not in self._records:  # nobody kept it, or who did has renamed it since, knowing of the others
            return True
        aside = [
            one for one in mine if ids.isdisjoint({one.id, *self._around[one.id].before, *self._around[one.id].after})
        ]
        if not aside:
            then = {self._hashes.get(one.id) for one in mine} | {one.record_sha256 for one in firsts}
            return self._hash_of(name) not in then
        if first is None or first in {one.id for one in aside}:
            return first is not None
        return not any(first in self._around[one.id].before for one in aside)

    def _part_of(self, one: str, entry_id: str) -> str:
        """Which of those that began under one name an entry means: whose rename comes after it, or is it.

        What knew a rename and still has the name means the one that kept it. Where nobody did, it is the one whose
        rename it knew, or on whose question it was stated.
        """
        parts = self._parts.get(one)
        if parts is None:
            return one
        around = self._around.get(entry_id, Around(frozenset(), frozenset()))
        mine = [part for rename, part in parts.items() if rename in {entry_id, *around.after}]
        if mine or one in self._kept:
            return mine[0] if len(mine) == 1 else one
        mine = [part for rename, part in parts.items() if rename in around.before]
        asked = self._hashes.get(entry_id)
        if len(mine) != 1 and asked is not None:
            mine = [part for rename, part in parts.items() if self._hashes[rename] == asked]
        return mine[0] if len(mine) == 1 else one

    def is_parted(self, one: str) -> bool:
        """Whether another forecast began under the name under which this one did."""
        return any(one in parts.values() for parts in self._parts.values())

    def stated_elsewhere(self) -> dict[str, dict[str, str]]:
        """Estimates of which a person has said that they are of another forecast, on whose text they were made."""
        return {
            entry.id: {entry.forecast: self._of(one.forecast, self._before(one.id))}
            for one in self.apart
            for entry in self.estimates
            if entry.forecast == one.was and entry.record_sha256 == one.record_sha256 and self._precedes(entry, one)
        }

    def _precedes(self, entry: Entry, rename: Rename) -> bool:
        known = self._around.get(entry.id)
        return rename.id in known.after if known is not None else entry.recorded_at <= rename.recorded_at

    def _join_what_was_moved_by_hand(self, named: Sequence[tuple[Entry, str]]) -> None:
        """A file that was moved by hand has entries under its new name before the rename is entered."""
        for one in self._live:
            was, now = self._meant(one.was, one.id), self._meant(one.forecast, one.id)
            if was != now and any(
                name == one.forecast
                and one.id in getattr(self._around.get(entry.id), "after", ())
                and self._meant(name, entry.id) == now
                for entry, name in named
            ):
                self._same[now] = was

    @cached_property
    def given(self) -> dict[str, list[Rename]]:
        """The renames of each forecast that count."""
        found: dict[str, list[Rename]] = defaultdict(list)
        for one in self._live:
            found[self._meant(one.was, one.id)].append(one)
        return found

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Every name of each forecast, its origin first."""
        origins = [*self.given, *(one for meant in self.meant.values() for one in meant.values())]
        joined = {one: [other for other in self._same if self._of(other, frozenset()) == one] for one in origins}
        return {
            one: tuple(
                dict.fromkeys(
                    [*self._first_name(one), *joined[one], *(rename.forecast for rename in self.given.get(one, ()))]
                )
            )
            for one in dict.fromkeys(origins)
        }

    def _first_name(self, one: str) -> list[str]:
        """The name under which it began, unless another forecast kept that."""
        name, space, _ = one.partition(" ")
        return [] if space and name in self._kept else [name]

    def ever(self, name: str) -> set[str]:
        """The forecasts that were given a name at any time, also by renames that were taken back."""
        mine = [one for one in self._renames.values() if one.forecast == name]
        return {self._meant(one.was, one.id) for one in mine} | {self._of(name, frozenset())}

    def current(self, one: str) -> set[str]:
        """The names that a forecast was given last; several where that was done in several copies."""
        return {rename.forecast for rename in self._last(self.given.get(one, ()))} or set(self.names[one])

    def hashes(self, ones: Collection[str]) -> set[str | None]:
        """The hashes of the records on which estimates of some forecasts were made."""
        return {entry.record_sha256 for entry in self.estimates if self.meant[entry.id].get(entry.forecast) in ones} - {
            None
        }


class _Owners:
    """Which record is whose."""

    def __init__(self, found: _Forecasts, records: Collection[str], hash_of: Callable[[str], str | None]) -> None:
        self._found, self._records, self._hash_of = found, records, hash_of
        self._has: dict[str, list[str]] = {one: [] for one in found.names}
        self._joined: list[set[str]] = []
        self._claimed = defaultdict[str, list[str]](list)
        for one, names in found.names.items():
            for name in names:
                self._claimed[name].append(one)
        for name in self._claimed:
            if name in records:
                self._give(name)
        self._joined += [{one} for one, held in self._has.items() if len(held) > 1]
        self._joined += [{one} for one in found.names if self.today(one) in records and not self._has[one]]

    def of(self, name: str) -> list[str]:
        """The forecasts that had a name."""
        return self._claimed[name]

    def _give(self, name: str) -> None:
        """Give a record to the one forecast that is called so, or else note that it cannot be told."""
        claimed = self._claimed[name]
        wanting = [one for one in claimed if name in self._found.current(one)] or claimed
        if len(wanting) == 1 and not self._says_anothers(name, wanting[0]):
            self._has[wanting[0]].append(name)
        else:
            self._joined.append(set(claimed))

    def _says_anothers(self, name: str, owner: str) -> bool:
        """Whether a record asks what estimates of another forecast were made on, and none of its own."""
        others = self._found.ever(name) - {owner}
        said = self._hash_of(name) if others else None
        return said in self._found.hashes(others) and said not in self._found.hashes({owner})

    @cached_property
    def contested(self) -> frozenset[str]:
        """The forecasts of which nobody can tell which record is theirs."""
        return frozenset[str]().union(*self._joined)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The names of those that cannot be told apart."""
        names = [
            [name for one in self._found.names if one in group for name in self._found.names[one]]
            for group in _together(self._joined)
        ]
        return tuple(tuple(dict.fromkeys(group)) for group in names)

    def today(self, one: str) -> str:
        """What a forecast is called: the name that has its record, else the one that it was given last."""
        held, names = self._has[one], self._found.names[one]
        if held:
            return held[0]
        given = [rename.forecast for rename in self._found.given.get(one, ())]
        free = [name for name in (*reversed(given), *names) if name not in self._records]
        return free[0] if free else names[-1]


def _together(groups: Iterable[set[str]]) -> list[set[str]]:
    """Groups that have something in common as one."""
    found = list[set[str]]()
    for group in groups:
        shared = [one for one in found if not one.isdisjoint(group)]
        found = [one for one in found if one not in shared]
        found.append(set(group).union(*shared))
    return found
