"""The course of beliefs: of a single estimate, which is laid out at once, it is what it is of many."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.belief.course import course
from outlook.model.entries import Estimate
from outlook.model.kinds import FORECAST
from thorough import share

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
HOURS = st.integers(-30, 30).map(lambda hours: OPENS + timedelta(hours=hours))
WINDOWS = st.sampled_from([{}, {"opens_at": "2024-12-01"}, {"opens_at": "2024-12-01", "closes_at": "2024-12-31"}])


def forecast(**fields: object) -> Any:
    record = {"id": "one", "case": "test", "kind": "binary", "question": "Will it?", "criteria": "Two wires."}
    return FORECAST.validate_python({**record, **fields})


def estimate(known_at: datetime, recorded_at: datetime, stated: float | None) -> Estimate:
    return Estimate(
        id="aaaaaaaa", known_at=known_at, recorded_at=recorded_at, by="alice", forecast="one", stated=stated
    )


@settings(max_examples=share(400))
@given(WINDOWS, HOURS, HOURS, st.sampled_from([None, 0.0, 0.3]), HOURS, st.booleans())
def test_a_single_estimate_has_the_course_that_it_has_among_others(
    window: dict[str, str],
    known_at: datetime,
    recorded_at: datetime,
    stated: float | None,
    end_at: datetime,
    is_open: Any,
) -> None:
    record, only = forecast(**window), [estimate(known_at, recorded_at, stated)]
    looked_for = {only[0].id: ()}  # never away, but asked about: then nothing is laid out at once
    assert course(record, only, end_at, still_open=is_open) == course(
        record, only, end_at, looked_for, still_open=is_open
    )
