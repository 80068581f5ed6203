"""Ticks: never too many, inside their bounds, evenly made, with the year where it is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.show.describe.axis import days, times, values

STARTS = datetime(2024, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "most", "labels"),
    [
        (timedelta(hours=5), 6, ["00:00 1 Dec 2024", "01:00 1 Dec", "02:00 1 Dec", "03:00 1 Dec", "04:00 1 Dec", "05:00 1 Dec"]),
        (timedelta(days=4), 5, ["1 Dec 2024", "2 Dec", "3 Dec", "4 Dec", "5 Dec"]),
        (timedelta(days=31), 5, ["1 Dec 2024", "8 Dec", "15 Dec", "22 Dec", "29 Dec"]),
        (timedelta(days=121), 5, ["1 Dec 2024", "1 Jan 2025", "1 Feb", "1 Mar", "1 Apr"]),
        (timedelta(days=800), 4, ["1 Jan 2025", "1 Jan 2026", "1 Jan 2027"]),
    ],
)  # fmt: skip
def test_times_have_round_labels(span: timedelta, most: int, labels: list[str]) -> None:
    assert [label for _, label in times(STARTS, STARTS + span, most)] == labels


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(3000, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001 - the zone is put on
    st.timedeltas(timedelta(minutes=1), timedelta(days=200_000)), st.integers(1, 12),
)  # fmt: skip
def test_times_lie_within_and_are_not_too_many(starts_at: datetime, span: timedelta, most: int) -> None:
    found = [at for at, _ in times(starts_at, starts_at + span, most)]
    assert found == sorted(set(found))
    assert all(starts_at <= at <= starts_at + span for at in found)
    assert len(found) <= most + 2


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.integers(1, 8))
def test_values_lie_within_and_are_not_too_many(low: float, reach: float, most: int) -> None:
    high = low + reach
    if low < high:
        found = [value for value, _ in values(low, high, most)]
        assert len(found) <= most + 1
        assert all(low <= value <= high for value in found)


def test_values_are_round_numbers() -> None:
    assert [label for _, label in values(0.0, 10.0, 5)] == ["0", "2", "4", "6", "8", "10"]
    assert [label for _, label in values(3.1, 3.2, 2)] == ["3.1", "3.15", "3.2"]
    assert values(2.0, 2.0, 3) == [(2.0, "2")]


def test_days_are_labelled_as_days() -> None:
    first = float(STARTS.date().toordinal())
    assert [label for _, label in days(first, first + 31, 3)] == ["1 Dec 2024", "15 Dec", "29 Dec"]
    assert days(-5.0, 4.0, 2)[0][1].startswith("1 Jan")
