"""A yes/no question that was settled by a fraction: what it has, what it has not, and that no mean hides it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.model import Entry, Estimate, Resolution
from outlook.model.case import Case
from outlook.model.kinds import FORECAST
from outlook.scoring.curve import curve
from outlook.scoring.platforms import points
from outlook.scoring.references import compare, reference_scores
from outlook.scoring.scorecard import scorecard
from outlook.scoring.words import spoken
from outlook.show.describe.calibration import left_out
from outlook.show.describe.scores import mean_log, total_line

if TYPE_CHECKING:
    from outlook.belief.timeline import Situation
    from outlook.model import Forecast
    from outlook.scoring.scorecard import Scorecard

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def forecast(name: str, **fields: Any) -> Forecast:
    ready = {"question": "Falls?", "criteria": "Two wires.", "opens_at": OPENS, "closes_at": OPENS + timedelta(days=10)}
    return FORECAST.validate_python({"id": name, "case": "syria", "kind": "binary", **ready, **fields})


def entries(answers: list[tuple[float, str | float]]) -> list[Entry]:
    """One estimate and one outcome for each question, `q-0` and so on."""
    found: list[Entry] = []
    for number, (stated, outcome) in enumerate(answers):
        name = f"{LETTERS[number // 32]}{LETTERS[number % 32]}"
        for mark, day, made in (("a", 1, {"stated": stated}), ("b", 10, {"outcome": outcome})):
            at = OPENS + timedelta(days=day)
            stamp = {"id": f"xxxxx{mark}{name}", "known_at": at, "recorded_at": at, "by": "ann"}
            kind = Estimate if "stated" in made else Resolution
            found.append(kind.model_validate({"forecast": f"q-{number}", **made, **stamp}))
    return found


def told(answers: list[tuple[float, str | float]], **fields: Any) -> list[Situation]:
    asked = {f"q-{number}": forecast(f"q-{number}", **fields) for number in range(len(answers))}
    return list(situations(asked, entries(answers), OPENS + timedelta(days=100)))


def card(*answers: tuple[float, str | float]) -> Scorecard:
    return scorecard(told(list(answers)))


STATED = st.floats(0.01, 0.99)
OUTCOMES = st.one_of(st.sampled_from(["yes", "no"]), st.floats(0.01, 0.99))


@given(st.lists(st.tuples(STATED, OUTCOMES), min_size=1, max_size=6))
def test_equal_chances_score_what_a_half_scores_on_each_outcome(answers: list[tuple[float, str | float]]) -> None:
    rows = card(*answers).rows
    happened = [{"yes": 1.0, "no": 0.0}.get(str(outcome), outcome) for _, outcome in answers]
    assert [one["half"] for one in reference_scores(rows)] == [(0.5 - float(one)) ** 2 for one in happened]


def test_one_like_a_coin_has_no_skill_against_a_coin() -> None:
    rows = card((0.5, 0.35), (0.5, "no")).rows
    line = next(one for one in compare(rows, reference_scores(rows)) if one.reference == "half")
    assert line.mean == pytest.approx((0.0225 + 0.25) / 2)
    assert (line.skill, line.better, line.worse) == (0.0, 0, 0)


def test_nobody_has_points_for_a_fraction() -> None:
    in_part, whole = points(card((0.9, 0.35), (0.9, "yes")).rows)
    assert in_part is None
    assert whole is not None
    assert whole.baseline > 0


def test_the_mean_log_score_says_of_how_many_it_is() -> None:
    (total,) = card((0.9, 0.35), (0.9, "yes"), (0.8, "no")).totals
    assert (total.n, total.logged) == (3, 2)
    assert mean_log(total) == "0.857 (2)"
    assert "log score 0.857 nats (0 and up, lower is better; n = 2)" in total_line(total)


def test_where_all_have_a_log_score_no_number_stands_beside_it() -> None:
    (total,) = card((0.9, "yes"), (0.8, "no")).totals
    assert mean_log(total) == "0.857"
    assert "lower is better)" in total_line(total)


def test_words_are_not_wrong_because_a_question_was_settled_in_part() -> None:
    statement = {"id": "s", "quote": "It will probably fall.", "hedge": "probably"}
    document = {"id": "d", "file": "d.md", "sha256": "0" * 64, "statements": [{**statement, "classes": ["outlook"]}]}
    case = Case.model_validate({"id": "syria", "title": "Syria", "documents": [document]})
    found = spoken(
        told([(0.9, 0.35)], statements=["s"], as_stated_in=["s"]), {"syria": case}, "hedge", {"probably": (0.55, 0.8)}
    )
    assert found.groups == ()
    assert dict(found.left_out) == {"not resolved to yes or no": 1}


def test_calibration_says_what_it_leaves_out_for_a_fraction() -> None:
    found = left_out(curve(told([(0.9, 0.35), (0.9, 0.5), (0.8, "no")]), None))
    assert isinstance(found, tuple)
    assert found[0] == "Left out (2): 2 settled in part."
