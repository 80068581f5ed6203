"""Peer points in one pass are those of every pair of forecasters in every piece of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf, isinf, isnan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.model import BinaryForecast, ChoiceForecast, Estimate, Resolution
from outlook.scoring import rules
from outlook.scoring.measures import chance_of
from outlook.scoring.platforms import points
from outlook.scoring.scorecard import scorecard
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.model.forecast import Forecast
    from outlook.scoring.scorecard import Row

OPENS = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 30
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
RECORD: dict[str, Any] = {
    "id": "q", "case": "c", "question": "Will it?", "criteria": "Seen.",
    "opens_at": OPENS, "closes_at": OPENS + timedelta(days=DAYS),
}  # fmt: skip
BINARY = BinaryForecast(kind="binary", **RECORD)
CHOICE = ChoiceForecast(kind="choice", options=["a", "b", "c"], **RECORD)
# Days of which many are the same, and numbers of which some are certain.
SAID = st.tuples(
    st.sampled_from("stuvw"),
    st.integers(-2, DAYS),
    st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0, None]) | st.floats(0.001, 0.999),
)
BOOKS = st.tuples(st.booleans(), st.lists(SAID, max_size=12), st.integers(1, DAYS + 5))


def rows(choice: bool, said: Sequence[tuple[str, int, float | None]], ends: int) -> Sequence[Row]:
    """The rows of one question about which people said (who, when, how likely what happened was); None withdraws."""
    forecast: Forecast = CHOICE if choice else BINARY
    entries: list[Any] = []
    for place, (who, on, p) in enumerate(said):
        at = OPENS + timedelta(days=on, minutes=place % 2)
        stated = p if p is None or not choice else {"a": p, "b": (1 - p) / 2, "c": (1 - p) / 2}
        entry_id = f"aaaaaa{LETTERS[place // 32]}{LETTERS[place % 32]}"
        entries.append(Estimate(id=entry_id, known_at=at, recorded_at=at, by=who, forecast="q", stated=stated))
    at = OPENS + timedelta(days=ends)
    outcome = "a" if choice else "yes"
    entries.append(Resolution(id="zzzzzzzz", known_at=at, recorded_at=at, by="x", forecast="q", outcome=outcome))
    return scorecard(situations({"q": forecast}, entries, at + timedelta(days=99))).rows


def plain(row: Row, others: Sequence[Row]) -> float | None:
    """The peer points of a row, piece by piece of time in which nobody changes, against each of the others."""
    steps = [one.course().steps for one in (row, *others)]
    edges = sorted({moment for walked in steps for step in walked for moment in (step.starts_at, step.ends_at)})
    total = 0.0
    for since, until in pairwise(edges):
        found = [
            next((chance_of(row.forecast, one.belief, row.outcome) for one in walked if one.starts_at <= since < one.ends_at), None)
            for walked in steps
        ]  # fmt: skip
        mine, theirs = found[0], [chance for chance in found[1:] if chance is not None]
        if mine is None or not theirs:
            continue
        if mine == 0 and 0.0 in theirs:
            return None
        total += rules.peer(mine, theirs) * (until - since).total_seconds()
    # Infinity less infinity: one gave no chance at one time, another at another.
    return None if isnan(total) or not others else total / timedelta(days=DAYS).total_seconds()


@settings(max_examples=share(400))
@given(BOOKS)
def test_they_are_those_of_each_against_each_in_every_piece_of_time(book: Any) -> None:
    everybody = rows(*book)
    for row, found in zip(everybody, points(everybody), strict=True):
        expected = plain(row, [other for other in everybody if other is not row])
        assert found is not None
        if expected is None or isinf(expected):
            assert found.peer == expected
        else:
            assert found.peer == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=5), st.floats(0.01, 1))
def test_who_says_what_the_others_say_has_exactly_none(days: list[int], p: float) -> None:
    everybody = rows(False, [(name, on, p) for name, on in zip("stuvw", days, strict=False)], 20)
    assert [found and found.peer for found in points(everybody)] == [0.0] * len(days)


def test_no_chance_for_what_happened_is_infinitely_bad_beside_others_and_good_for_them() -> None:
    both = points(rows(False, [("s", 0, 0.0), ("t", 0, 0.5), ("u", 0, 0.9)], 20))
    assert [found and found.peer for found in both] == [-inf, inf, inf]
    apart = points(rows(False, [("s", 0, 0.0), ("s", 5, 0.5), ("t", 0, 0.5), ("t", 5, 0.0)], 20))
    assert [found and found.peer for found in apart] == [None, None]
    alone = points(rows(False, [("s", 0, 0.0)], 20))
    assert [found and found.peer for found in alone] == [None]
