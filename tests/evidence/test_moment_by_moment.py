"""Asked at one moment after the other, a reading implies what it implies at each of them by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import inf, log, nan
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlook.evidence.how_sure import implied_range
from outlook.evidence.moment_by_moment import moment_by_moment
from outlook.evidence.signs import Sign
from outlook.evidence.steps import Step
from outlook.evidence.weigh import Reading
from outlook.model.kinds import FORECAST
from outlook.model.weighing import CLASSIC, UNREAD, Weighing
from thorough import share

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
MOMENTS = st.lists(st.integers(-200, 1000).map(lambda hours: OPENS + timedelta(hours=hours)), min_size=1, max_size=6)
CHANCES = st.sampled_from([0.0, 0.02, 0.3, 0.5, 0.97, 1.0]) | st.floats(0, 1)
RATIOS = st.sampled_from([0.0, 0.25, 1.0, 4.0, inf, nan]) | st.floats(0, 50)


def forecast(**fields: object) -> Any:
    record = {"id": "one", "case": "test", "kind": "binary", "question": "Will it?", "criteria": "Two wires."}
    return FORECAST.validate_python({**record, "opens_at": "2024-12-01", "closes_at": "2024-12-31", **fields})


FORECASTS = st.builds(
    lambda prior, decay, width: forecast(
        prior=prior,
        decay=decay,
        **({} if width is None else {"prior_range": [max(prior - width, 0.0), min(prior + width, 1.0)]}),
    ),
    st.sampled_from([0.0, 0.03, 0.4, 0.99, 1.0]),
    st.sampled_from(["none", "deadline"]),
    st.sampled_from([None, 0.02]),
)
CORRELATIONS = {None: 0.0, "a": 0.5, "b": 1.0, "c": 0.0}


@st.composite
def signs(draw: st.DrawFn) -> tuple[Sign, ...]:
    drawn = draw(
        st.lists(st.tuples(st.sampled_from(list(CORRELATIONS)), RATIOS, CHANCES, CHANCES, st.booleans()), max_size=5)
    )
    return tuple(
        Sign(
            f"sign-{place}", "observed", group, CORRELATIONS[group], (), ratio, {"yes": yes, "no": no}, is_stated=stated
        )
        for place, (group, ratio, yes, no, stated) in enumerate(drawn)
    )


RULES = st.builds(
    lambda weight, spread: Weighing(weight=weight, elicitation_sd=spread),
    st.sampled_from([0.0, 1.0, 1.7]),
    st.sampled_from([0.0, 0.5]),
)


def by_itself(reading: Reading, at: datetime) -> tuple[object, object]:
    value = reading.implied(at)
    return value, implied_range(reading.forecast, reading.steps(at), value, reading.by, at)


@settings(max_examples=share(300))
@given(FORECASTS, RULES, signs(), MOMENTS)
@example(forecast(prior=0.4, decay="deadline"), Weighing(), (), [OPENS])
def test_each_moment_has_the_value_and_the_range_that_it_has_by_itself(
    record: Any, by: Weighing, watched: tuple[Sign, ...], moments: list[datetime]
) -> None:
    reading = Reading(record, by, watched)
    quick = moment_by_moment(reading)
    assert quick is not None
    for at in moments:
        assert quick.with_range(at) == by_itself(reading, at)
        assert quick.implied(at) == reading.implied(at)


def test_every_hour_of_a_window_is_the_same_to_the_last_digit() -> None:
    likelihoods = [(0.3, 0.37, 0.61), (0.5, 0.13, 0.71), (7.3, 0.6, 0.1)]
    watched = tuple(
        Sign(f"sign-{place}", "unseen", None, 0.0, (), ratio, {"yes": yes, "no": no})
        for place, (ratio, yes, no) in enumerate(likelihoods)
    )
    reading = Reading(forecast(prior=0.41, decay="deadline"), Weighing(weight=1.3), watched)
    quick = moment_by_moment(reading)
    assert quick is not None
    hours = [OPENS + timedelta(hours=hour) for hour in range(24 * 31)]
    assert [quick.with_range(at) for at in hours] == [by_itself(reading, at) for at in hours]


def test_under_the_first_rule_only_the_prior_moves_and_there_is_no_range() -> None:
    classic = Weighing(rule=CLASSIC)
    step = Step("sign", "observed", None, (), 4.0, {"yes": 0.6, "no": 0.2}, {"yes": log(3)}, 0.8)
    reading = Reading(forecast(prior=0.4, decay="deadline", prior_range=[0.3, 0.5]), classic, fixed=(step,))
    quick = moment_by_moment(reading)
    assert quick is not None
    for at in (OPENS, OPENS + timedelta(days=12)):
        assert quick.with_range(at) == by_itself(reading, at)
        assert quick.with_range(at) == (reading.implied(at), None)


def test_what_is_not_read_or_has_no_prior_or_window_is_left_to_the_reading() -> None:
    unread = Weighing(rule=UNREAD)
    assert moment_by_moment(Reading(forecast(prior=0.4), unread)) is None
    assert moment_by_moment(Reading(forecast(), Weighing())) is None
    assert moment_by_moment(Reading(forecast(prior=0.4, closes_at=None), Weighing())) is None
