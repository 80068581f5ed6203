"""Names that belong together are one forecast's, in whatever order ledgers were merged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from outlook.model.entries import Rename
from outlook.model.renames import names_of

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
    found = names_of([renamed(*pair) for pair in pairs], records)
    given_names = {now for _, now in pairs}
    two = [group for group in groups.values() if len(group - given_names) > 1]
    assert found.former == {
        name: next(iter(group & records))
        for name, group in groups.items()
        if len(group) > 1 and name not in records and group not in two
    }
    assert {frozenset(one) for one in found.contested} == {frozenset(one) for one in two}
    other = names_of([renamed(*pair) for pair in chance.sample(pairs, len(pairs))], records)
    assert (other.former, {*map(frozenset, other.contested)}) == (found.former, {*map(frozenset, found.contested)})


def test_names_that_two_forecasts_were_given_are_contested() -> None:
    for pairs, records in (
        ([("bus", "x"), ("rail", "x")], {"x"}),
        ([("bus", "x"), ("x", "y"), ("rail", "x")], {"x", "y"}),
        ([("bus", "coach"), ("coach", "autobus")], {"coach", "autobus"}),
        ([("a", "b")], {"a", "b"}),
    ):
        found = names_of([renamed(*pair) for pair in pairs], records)
        assert found.former == {}
        assert [set(one) for one in found.contested] == [{name for pair in pairs for name in pair}]
    back = [renamed("a", "b"), renamed("b", "c"), renamed("c", "b")]
    assert names_of(back, {"b"}).former == {"a": "b", "c": "b"}
    assert names_of([renamed("a", "b")], set()).former == {"a": "b"}
    assert names_of([], {"a"}) == ({}, ())
