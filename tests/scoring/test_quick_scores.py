"""What is worked out in a quicker way for very many rows is what it is in the plain one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.belief.timeline import History
from outlook.model.entries import Estimate, Resolution
from outlook.scoring import rules
from outlook.scoring.marks import Said, marks_of
from outlook.scoring.platforms import _baseline_of_two
from thorough import share

CLOSES = datetime(2024, 12, 31, tzinfo=UTC)
HOURS = st.integers(-60, 12).map(lambda hours: CLOSES + timedelta(hours=hours))


def estimate(number: int, known_at: datetime, recorded_at: datetime, stated: float | None) -> Estimate:
    name = "abcdefgh"[number] * 8
    return Estimate(id=name, known_at=known_at, recorded_at=recorded_at, by="alice", forecast="one", stated=stated)


ESTIMATES = st.lists(st.tuples(HOURS, HOURS, st.sampled_from([0.3, 0.6, 0.9, None])), min_size=1, max_size=3)


@settings(max_examples=share(400))
@given(ESTIMATES, HOURS)
def test_a_row_has_the_marks_that_it_has_beside_something_taken_back(
    stated: list[tuple[datetime, datetime, float | None]], written_at: datetime
) -> None:
    mine = [estimate(number, *one) for number, one in enumerate(stated)]
    resolution = Resolution(
        id="zzzzzzzz", known_at=CLOSES, recorded_at=written_at, by="bob", forecast="one", outcome="yes"
    )
    history = History((), tuple(mine), resolution, written_at=written_at)
    # Then each is looked at one by one; another person's changes nothing.
    beside = history._replace(taken_back=(estimate(7, CLOSES - timedelta(days=9), CLOSES, 0.5),))
    found = [marks_of(Said("alice", one, mine), mine, CLOSES) for one in (history, beside)]
    assert found[0] == found[1]


@settings(max_examples=share(200))
@given(st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0, 1))
def test_the_baseline_of_a_chance_is_that_of_its_two_shares(chance: float) -> None:
    assert _baseline_of_two(chance) == rules.baseline([chance, 1 - chance], 0)
    assert _baseline_of_two(1 - chance) == rules.baseline([chance, 1 - chance], 1)
