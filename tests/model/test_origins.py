"""Two copies of a case in which forecasts are made and renamed: after any merge no estimate counts for another question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from outlook.ledger.chain import Chain, Line, around, examine
from outlook.ledger.lines import written
from outlook.model.entries import ENTRY, Entry, Estimate, Rename, Retraction
from outlook.model.origins import Around, Settled, first_of, naming, settled

if TYPE_CHECKING:
    from random import Random

AT = datetime(2024, 12, 1, tzinfo=UTC)
NAMES = ("a", "b", "c", "d", "e")
DIGITS = str.maketrans("0123456789", "qrstuvwxyz")
DO = ("new", "rename", "rename", "rename", "estimate", "estimate", "estimate", "retract", "back")


@dataclass
class Copy:
    """One clone: its files with what each asks, the lines of its ledger, and of which question each estimate is."""

    files: dict[str, str] = field(default_factory=dict)
    lines: list[bytes] = field(default_factory=list)
    makes: str = "".join(NAMES)  # the names that it may make: two new records of one name are no matter of renames

    @property
    def entries(self) -> list[Entry]:
        documents = [line.document for line in self.read()]
        return [ENTRY.validate_python({name: one[name] for name in one if name != "prev"}) for one in documents]

    def read(self) -> list[Line]:
        from outlook.ledger.lines import parsed_lines

        return list(parsed_lines(b"".join(self.lines)))

    def settled(self) -> Settled:
        entries = self.entries
        lines = examine(self.read()).lines
        firsts = first_of((line.document for line in lines.values()), entries)
        found = around(lines, naming(entries).union(firsts.values()))
        known = {one: Around(*pair) for one, pair in found.items()}
        return settled(entries, known, self.files, self.files.get, firsts)

    def append(self, entry: Entry) -> None:
        chain = Chain()
        for line in self.read():
            chain.fold(line.raw, line.document)
        heads = list(chain.heads)
        self.lines.append(written({**entry.to_json(), "prev": heads[0] if len(heads) == 1 else heads or "start"}))

    def named(self) -> list[str]:
        """The forecasts that can be seen: those with a file that nobody contests."""
        hidden = {name for group in self.settled().contested for name in group}
        return sorted(set(self.files) - hidden)

    def meant(self, found: Settled, one: Estimate) -> str:
        """The name under which an estimate counts."""
        return found.own.get(one.id, {}).get(one.forecast) or found.former.get(one.forecast, one.forecast)

    def act(self, do: str, chance: Random, number: int) -> None:
        stamp = {"id": f"{number:a>13}".translate(DIGITS), "known_at": AT, "recorded_at": AT, "by": "lena"}
        found, seen = self.settled(), self.named()
        if do == "new":
            taken = {*self.files, *found.former, *(name for group in found.contested for name in group)}
            taken |= {self.meant(found, one) for one in self.entries if isinstance(one, Estimate)}
            if free := [name for name in self.makes if name not in taken]:
                name = chance.choice(free)
                self.files[name] = f"{number:064x}"  # what it asks
                self.append(Estimate(**stamp, forecast=name, stated=0.5, record_sha256=self.files[name]))
        elif do == "estimate" and seen:
            name = chance.choice(seen)
            self.append(Estimate(**stamp, forecast=name, stated=0.5, record_sha256=self.files[name]))
        elif do in ("rename", "back") and seen:
            name = chance.choice(seen)
            mine = [one for one, today in found.former.items() if today == name]
            spoken_of = {one.forecast for one in self.entries if isinstance(one, Estimate | Rename)}
            free = [one for one in NAMES if one not in self.files and one not in spoken_of | set(found.former)]
            free = [one for one in free if not any(one in group for group in found.contested)]
            if choice := mine if do == "back" else free:
                new = chance.choice(choice)
                self.append(Rename(**stamp, forecast=new, was=name, record_sha256=self.files[name]))
                self.files[new] = self.files.pop(name)
        elif do == "retract" and found.contested:
            renames = [one for one in self.entries if isinstance(one, Rename)]
            self.append(Retraction(**stamp, entry=chance.choice(renames).id, why="x"))


def merged(one: Copy, other: Copy, base: dict[str, str], chance: Random) -> Copy:
    """As git does it: lines by union, a file as the side that changed it has it, and at a conflict either side's."""
    files = dict[str, str]()
    for name in {*one.files, *other.files}:
        ours, theirs, before = (side.get(name) for side in (one.files, other.files, base))
        kept = ours if theirs == before else theirs if ours == before else chance.choice([ours, theirs])
        if kept is not None:
            files[name] = kept
    lines = [one.lines, other.lines] if chance.random() < 0.5 else [other.lines, one.lines]
    return Copy(files, list(dict.fromkeys([*lines[0], *lines[1]])))


def assert_each_counts_for_its_own(copy: Copy) -> None:
    found = copy.settled()
    hidden = {name for group in found.contested for name in group}
    for one in copy.entries:
        if isinstance(one, Estimate):
            name = copy.meant(found, one)
            if name in copy.files and name not in hidden:
                assert copy.files[name] == one.record_sha256, (name, found)


@given(
    before=st.lists(st.sampled_from(DO), max_size=6),
    ours=st.lists(st.sampled_from(DO), max_size=6),
    theirs=st.lists(st.sampled_from(DO), max_size=6),
    later=st.lists(st.sampled_from(DO), max_size=6),
    chance=st.randoms(use_true_random=False),
)
def test_no_estimate_counts_for_another_question_than_it_was_made_on(
    before: list[str], ours: list[str], theirs: list[str], later: list[str], chance: Random
) -> None:
    number = 0
    copy = Copy()
    for do in ["new", *before]:
        copy.act(do, chance, number := number + 1)
    assert copy.settled().contested == ()
    sides = [Copy(dict(copy.files), list(copy.lines), makes) for makes in ("ace", "bd")]
    for side, acts in zip(sides, (ours, theirs), strict=True):
        for do in acts:
            side.act(do, chance, number := number + 1)
        assert side.settled().contested == (), "in one copy nothing is contested"
        assert_each_counts_for_its_own(side)
    both = merged(sides[0], sides[1], copy.files, chance)
    assert_each_counts_for_its_own(both)
    for do in later:
        both.act(do, chance, number := number + 1)
        assert_each_counts_for_its_own(both)


ALONE = ("estimate", "rename", "rename", "back")


@given(
    ours=st.lists(st.sampled_from(ALONE), max_size=5),
    theirs=st.lists(st.sampled_from(ALONE), max_size=5),
    later=st.lists(st.sampled_from(ALONE), max_size=5),
    chance=st.randoms(use_true_random=False),
)
def test_two_new_forecasts_of_one_name_are_told_apart_where_one_was_renamed(
    ours: list[str], theirs: list[str], later: list[str], chance: Random
) -> None:
    number, sides = 0, [Copy(makes="a"), Copy(makes="a")]
    for side, acts in zip(sides, (ours, theirs), strict=True):
        for do in ["new", *acts]:
            side.act(do, chance, number := number + 1)
        assert_each_counts_for_its_own(side)
    both = merged(sides[0], sides[1], {}, chance)
    used = [{one.forecast for one in side.entries if isinstance(one, Rename)} for side in sides]
    if len(both.files) > 1:
        if used[0].isdisjoint(used[1]) and "a" not in used[0] | used[1]:
            assert both.settled().contested == (), "each has a file under a name of its own"
        assert_each_counts_for_its_own(both)
        for do in later:
            both.act(do, chance, number := number + 1)
            assert_each_counts_for_its_own(both)
