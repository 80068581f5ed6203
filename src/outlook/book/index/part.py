"""A case as far as one command needs it: the forecasts that it may move, what they depend on, and their entries.

Whatever is asked of these is answered as the whole case would answer. What is not among them is not there, so that the
size of a ledger is no matter to who adds a line to it.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from outlook.book.index import marks
from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.ledger_lines import LedgerLines
from outlook.book.index.noting import REPORTED, named_in, noted, taken_back_by
from outlook.book.index.pickled import packed
from outlook.book.index.places import Places
from outlook.errors import Changed
from outlook.files import Folder, NotUsable
from outlook.ledger import FILE_NAME, open_ledger
from outlook.model.kept import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from outlook.book.index.kept_case import Links
    from outlook.book.index.marks import Mark
    from outlook.ledger import Ledger
    from outlook.model.entries import Entry
    from outlook.model.forecast import Forecast

KEPT_AS = "places"
MOMENT = 0.025  # seconds, more than a file system takes for one step of its times
LONGEST_TAIL = 1 << 20  # bytes that came since the places were noted; then they are noted anew

Document = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a command is about to enter: the forecasts it names, the signs it reports, and what it may look like."""

    names: frozenset[str]
    signs: frozenset[str] = frozenset()
    alike: frozenset[bytes] = frozenset()


@dataclass(frozen=True)
class Needed:
    """The forecasts of which everything is needed, those of which only the outcome is, and the signs of the first."""

    whole: frozenset[str]
    settled: frozenset[str]
    signs: frozenset[str]


def needed(asked: Asked, links: Mapping[str, Links]) -> Needed:
    """What a command needs of a case: what may move, and what that depends on."""
    whole = {name for name in asked.names if name in links}
    whole |= {name for name, link in links.items() if link.scenarios in whole}
    whole |= {link.scenarios for name in whole if (link := links[name]).scenarios in links and link.scenarios}
    whole = _with_conditions(whole, links)
    watching = {name for name, link in links.items() if not asked.signs.isdisjoint(link.signs)}
    settled = _with_conditions(watching, links) - whole
    signs = {sign for name in whole for sign in links[name].signs}
    return Needed(frozenset(whole), frozenset(settled), frozenset(signs))


def _with_conditions(names: Iterable[str], links: Mapping[str, Links]) -> set[str]:
    found = set(names)
    while more := {given for name in found if (given := links[name].given) in links and given} - found:
        found |= more
    return found


def gathered(lines: LedgerLines, wanted: Needed, asked: Asked) -> dict[str, Document] | None:
    """The documents that are needed, by id; None where the first reports of a sign do not tell which one counts."""
    found: dict[str, Document] = {}
    firsts = {sign: lines.first_reports(sign) for sign in wanted.signs}
    for documents in (
        lines.naming(wanted.whole),
        lines.settling(wanted.settled),
        lines.looking_like(asked.alike),
        *(first for first, _ in firsts.values()),
        *(lines.late_reports(sign) for sign in wanted.signs),
    ):
        found |= {one["id"]: one for one in documents}
    new = set(found)
    while new:
        takers = {one["id"]: one for one in lines.taking_back(new) if one["id"] not in found}
        found |= takers
        new = set(takers)
    taken = {taken_back_by(one) for one in found.values()}
    tell = all(is_all or _tell(first, sign, wanted.whole, taken) for sign, (first, is_all) in firsts.items())
    return found if tell else None


def _tell(first: Sequence[Document], sign: str, names: AbstractSet[str], taken: AbstractSet[str | None]) -> bool:
    """Whether of each forecast one of the first reports on others was never taken back: no later one matters then."""
    lasting = [set(named_in(one)) for one in first if one["id"] not in taken and one["indicators"][sign] in REPORTED]
    return all(any(name not in others for others in lasting) for name in names)


class Part(KeptFolder):
    """What a command needs of a case that is kept."""

    @classmethod
    def of(cls, folder: KeptFolder, asked: Asked) -> Part | None:
        """What is needed of it; None where all of it is."""
        mark = folder.mark
        if not mark.is_plain or mark.odd or not mark.size:
            return None
        part = cls(folder.path, folder.about, mark, folder.index, folder.file)
        part.asked = asked
        part.needed = needed(asked, folder.links)
        return part if part._read() else None

    asked: Asked
    needed: Needed
    _is_followed = True  # whether what is known of the ledger is what it held before the entry

    def _read(self) -> bool:
        places = self._places()
        if places is None:
            return False
        with Folder.open(self.path) as folder:
            lines = LedgerLines(folder, self.mark, places)
            try:
                documents = gathered(lines, self.needed, self.asked)
            finally:
                lines.close()
        if documents is None:
            return False
        self._lines = lines
        found = [cast("Entry", entry_of(one)) for one in documents.values()]
        self.entries = sorted(found, key=lambda entry: (entry.known_at, entry.recorded_at, entry.id))
        return True

    def _places(self) -> Places | None:
        places = Places.of(self.derived(KEPT_AS), self.mark)
        if places is None or self.mark.size - places.head.size > LONGEST_TAIL:
            parts = noted(self.ledger_bytes(), self.mark)
            if parts is not None:
                self.keep_derived(KEPT_AS, parts)
            places = Places.of(self.derived(KEPT_AS), self.mark)
        self._known = places
        return places

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:  # type: ignore[override]
        """Those that are needed, by id."""
        wanted = self.needed.whole | self.needed.settled
        return {name: self._made(name) for name in self.about.names if name in wanted}

    @cached_property
    def ledger(self) -> Ledger:
        """Its ledger, which goes on after what is known of it."""
        from outlook.ledger.known import Known
        from outlook.ledger.tiny import TinyLedger

        assert self.mark.key is not None
        assert self._known is not None
        head = self._known.head
        known = Known(
            identity=(self.mark.key.device, self.mark.key.inode),
            size=self.mark.size,
            lines=self.mark.lines,
            last_line=self._lines.last,
            first=head.first,
            chain=self._lines.chain,
            has=partial(_is_among, self._known, self._lines.tail),
        )
        return TinyLedger(self.path / FILE_NAME, known=known)

    def refresh(self) -> bool:
        """Whether the ledger holds something else than what was read; what is needed of that is read then."""
        with Folder.open(self.path) as folder:
            if marks.glance(folder).key == self.mark.key:
                return False
        mark = self.index.again(self.path, self.about, self.mark)
        if mark is None or not self._read_again(mark):
            # Nothing may begin anew here: another case may have taken its entry. More entries than needed do no harm.
            self.entries = self.today(open_ledger(self.path).entries())
            self._is_followed = False
        return True

    def _read_again(self, mark: Mark) -> bool:
        self.mark = mark
        try:
            return self._read()
        except Changed:
            return False

    def kept_up(self, written: Sequence[Entry]) -> None:
        """Keep what the ledger holds now, if that is what was known and what was written."""
        if not self._is_followed:
            return
        if self.mark.size > marks.LARGE:
            time.sleep(MOMENT)  # so that the times of the file will tell whether it changes after we look
        try:
            with Folder.open(self.path) as folder:
                self._keep_up(folder, [entry.id for entry in written])
        except (OSError, NotUsable):
            return

    def _keep_up(self, folder: Folder, ids: Sequence[str]) -> None:
        descriptor = folder.descriptor_of(FILE_NAME)
        try:
            found = marks.at_end(descriptor, self.mark)
        finally:
            os.close(descriptor)
        if found is None:
            return
        seen, fresh, chunks = found
        entries = marks.entries_in(fresh, {})
        if {entry.id for entry in entries} == set(ids) and len(entries) == len(ids):
            self.mark = marks.extended(self.mark, seen, fresh, chunks, entries)
            self.index.store.write(f"{self.file}.ledger", {"mark": packed(self.mark)})

    def every_entry(self) -> list[Entry]:
        """Every entry of the whole ledger."""
        return marks.entries_in(self.ledger_bytes(), {})

    def beginning(self, text: str) -> list[Entry]:
        """Every entry of the whole ledger whose id begins with a text of two characters at least."""
        assert self._known is not None
        with Folder.open(self.path) as folder:
            lines = LedgerLines(folder, self.mark, self._known)
            try:
                return [cast("Entry", entry_of(one)) for one in lines.beginning(text)]
            finally:
                lines.close()


def _is_among(places: Places, tail: Sequence[Document], name: str) -> bool:
    """Whether an entry of that id is in a ledger."""
    return name in places.of_ids(name) or any(one["id"] == name for one in tail)
