"""Names that belong together are one forecast's, in whatever order ledgers were merged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from outlook.model.entries import Rename
from outlook.model.renames import former_names

if TYPE_CHECKING:
    from random import Random

AT = datetime(2024, 12, 1, tzinfo=UTC)
NAMES = ("a", "b", "c", "d", "e", "f")


def renamed(was: str, now: str) -> Rename:
    return Rename(id="a" * 13, known_at=AT, recorded_at=AT, by="lena", forecast=now, was=was)


@given(
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8),
    chance=st.randoms(use_true_random=False),
)
def test_where_one_name_has_a_record_no_order_matters(pairs: list[tuple[str, str]], chance: Random) -> None:
    groups = {name: {name} for name in NAMES}  # worked out a second way: by joining sets until nothing changes
    for was, now in pairs:
        joined = groups[was] | groups[now]
        groups |= dict.fromkeys(joined, joined)
    records = {chance.choice(sorted(group)) for group in map(frozenset, groups.values())}
    records = {min(records & group) for group in groups.values()}
    found = former_names([renamed(*pair) for pair in pairs], records)
    assert found == {
        name: next(iter(group & records)) for name, group in groups.items() if len(group) > 1 and name not in records
    }
    assert former_names([renamed(*pair) for pair in chance.sample(pairs, len(pairs))], records) == found


def test_of_several_records_the_last_rename_names_one() -> None:
    assert former_names([renamed("a", "b")], {"a", "b"}) == {"a": "b"}
    assert former_names([renamed("a", "b"), renamed("b", "a")], {"a", "b"}) == {"b": "a"}
    assert former_names([renamed("a", "b")], set()) == {"a": "b"}
    assert former_names([], {"a"}) == {}
