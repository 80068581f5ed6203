"""A curve in straight pieces looks like the values that were implied at every moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.belief.timeline import Situation, situations
from outlook.evidence.implied_curve import Sloped, implied_curve
from outlook.evidence.over_time import implied_values, weighed
from outlook.model import Case, Evidence, Resolution
from outlook.model.kinds import FORECAST
from thorough import share

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
DAYS, NEAR = 120, 1 / 300
WINDOW = timedelta(days=DAYS)
SHORTEST = WINDOW / 500
LIKELY = st.sampled_from([0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
MATCHES = st.sampled_from(["full", "partial", "pending", "refutes"])
OFF = 1.25 * NEAR  # where the curve bends more on one side, its middle is not quite the farthest


def forecast(prior: float, decay: str, width: float | None, likelihoods: list[tuple[float, float]]) -> Any:
    around = {} if width is None else {"prior_range": [max(prior - width, 0.01), min(prior + width, 0.99)]}
    signs = [
        {"id": f"sign-{name}", "likelihood": {"yes": yes, "no": no}}
        for name, (yes, no) in zip("ab", likelihoods, strict=False)
    ]
    record = {"id": "one", "case": "test", "kind": "binary", "question": "Will it?", "criteria": "Two wires."}
    dates = {"opens_at": "2024-12-01", "closes_at": "2025-03-31T00:00Z"}
    return FORECAST.validate_python({**record, **dates, "prior": prior, "decay": decay, **around, "indicators": signs})


FORECASTS = st.builds(
    forecast,
    st.sampled_from([0.02, 0.3, 0.5, 0.8, 0.98, 1.0]),
    st.sampled_from(["none", "deadline", "deadline"]),
    st.sampled_from([None, None, 0.01, 0.2]),
    st.lists(st.tuples(LIKELY, LIKELY), max_size=2),
)
REPORTS = st.lists(st.tuples(st.integers(-5, DAYS), st.sampled_from("ab"), MATCHES), max_size=4)


def case(*, grouped: bool) -> Case:
    cause = {"group": "cause"} if grouped else {}
    indicators = [{"id": f"sign-{name}", "text": "Seen", **cause} for name in "ab"]
    return Case.model_validate(
        {"id": "test", "title": "T", "groups": {"cause": {"correlation": 0.5}}, "indicators": indicators}
    )


def situation(record: Any, reports: list[tuple[int, str, str]], at: datetime, resolved_on: int | None) -> Situation:
    entries: list[Any] = []
    watched = {link.id for link in record.indicators}
    for number, (day, sign, match) in enumerate(reports):
        known_at = OPENS + timedelta(days=day, hours=5)
        if f"sign-{sign}" in watched:
            entries.append(
                Evidence(
                    id=f"aaaaaaa{'abcd'[number]}",
                    known_at=known_at,
                    recorded_at=known_at,
                    by="a",
                    forecasts=("one",),
                    summary="Seen.",
                    grade="B2",
                    indicators={f"sign-{sign}": match},
                )
            )
    if resolved_on is not None:
        known_at = OPENS + timedelta(days=resolved_on, hours=3)
        entries.append(
            Resolution(id="rrrrrrrr", known_at=known_at, recorded_at=known_at, by="a", forecast="one", outcome="no")
        )
    return situations({"one": record}, entries, at)[0]


def at(curve: tuple[Sloped, ...], moment: datetime) -> tuple[Sloped, list[float]]:
    """The piece that holds a moment, and the value and the ends of its range there."""
    piece = next(piece for piece in reversed(curve) if piece.starts_at <= moment)
    gone = (moment - piece.starts_at) / (piece.ends_at - piece.starts_at) if piece.ends_at > piece.starts_at else 0.0
    return piece, [first + (last - first) * gone for first, last in zip(piece.first, piece.last, strict=True)]


@settings(max_examples=share(100))
@given(FORECASTS, REPORTS, st.booleans(), st.sampled_from([None, None, 30, 119]), st.sampled_from([1, 60, 120, 130]))
def test_it_lies_near_what_was_implied_at_every_moment(
    record: Any, reports: list[tuple[int, str, str]], grouped: bool, resolved_on: int | None, known_by: int
) -> None:
    found, of = situation(record, reports, OPENS + timedelta(days=known_by), resolved_on), case(grouped=grouped)
    curve = implied_curve(found, of, OPENS + timedelta(days=known_by), NEAR, SHORTEST)
    assert curve is not None
    if not curve:
        return
    end = curve[-1].ends_at
    looks = [OPENS + WINDOW * (number / 211) for number in range(212)]
    for moment, value, own in implied_values(found, of, end, looks):
        assert isinstance(value, float)
        piece, drawn = at(curve, moment)
        exact = [value, own.low, own.high] if own else [value] * 3
        if piece.ends_at - piece.starts_at > SHORTEST:
            assert drawn == pytest.approx(exact, abs=OFF)
        else:
            ends = zip(piece.first, piece.last, strict=True)
            assert all(min(pair) - OFF <= one <= max(pair) + OFF for pair, one in zip(ends, exact, strict=True))


@settings(max_examples=share(50))
@given(FORECASTS, REPORTS)
def test_its_pieces_follow_each_other_from_the_opening_to_the_end(
    record: Any, reports: list[tuple[int, str, str]]
) -> None:
    now = OPENS + timedelta(days=90)
    found, of = situation(record, reports, now, None), case(grouped=False)
    curve = implied_curve(found, of, now, NEAR, SHORTEST)
    assert curve
    assert all(before.ends_at == after.starts_at for before, after in pairwise(curve))
    assert (curve[0].starts_at, curve[-1].starts_at, curve[-1].ends_at) == (OPENS, now, now)
    then = weighed(found, of, now)
    assert curve[-1].first[0] == then.implied
    if then.range is not None:
        assert curve[-1].first[1:] == then.range[:2]


def test_what_time_does_not_move_is_one_piece_between_two_reports() -> None:
    record = forecast(0.3, "none", 0.2, [(0.9, 0.1)])
    found = situation(record, [(10, "a", "full"), (20, "a", "full")], OPENS + WINDOW, None)
    curve = implied_curve(found, case(grouped=False), OPENS + WINDOW, NEAR, SHORTEST)
    assert curve is not None
    assert len([piece for piece in curve if piece.starts_at >= OPENS + timedelta(days=10, hours=5)]) == 3


def test_a_long_decay_is_a_few_pieces() -> None:
    found = situation(forecast(0.5, "deadline", None, []), [], OPENS + WINDOW, None)
    curve = implied_curve(found, None, OPENS + WINDOW, NEAR, SHORTEST)
    assert curve is not None
    assert len(curve) < DAYS / 8


@pytest.mark.parametrize("kind", ["choice", "numeric"])
def test_other_kinds_have_none(kind: str) -> None:
    fields = {"options": [{"name": "a"}, {"name": "b"}]} if kind == "choice" else {"unit": "dead"}
    record: Any = FORECAST.validate_python(
        {
            "id": "one", "case": "test", "kind": kind, "question": "Which?", "criteria": "Two wires.", **fields,
            "opens_at": "2024-12-01", "closes_at": "2025-03-31T00:00Z",
        }
    )  # fmt: skip
    assert implied_curve(situation(record, [], OPENS + WINDOW, None), None, OPENS + WINDOW, NEAR, SHORTEST) is None
