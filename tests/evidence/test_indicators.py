"""What an indicator is worth, and which way it pointed once the outcome is known."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import log2
from typing import Any

import pytest

from outlook.evidence.indicators import Bearing, information, uninformative, verdicts
from outlook.evidence.weigh import weigh
from outlook.model.belief import Chance, Shares
from outlook.model.entries import Evidence
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

AT = datetime(2024, 12, 2, tzinfo=UTC)
READY = {"id": "f", "case": "c", "question": "?", "criteria": "!", "opens_at": "2024-12-01", "closes_at": "2024-12-31"}


def forecast(kind: str, **fields: Any) -> Forecast:
    return FORECAST.validate_python({"kind": kind, **READY, **fields})


def links(**likelihoods: dict[str, float]) -> list[dict[str, Any]]:
    return [{"id": name, "likelihood": likelihood} for name, likelihood in likelihoods.items()]


def seen(*signs: str) -> Evidence:
    return Evidence.model_validate({
        "id": "aaaaaaaa", "known_at": AT, "recorded_at": AT, "by": "a", "summary": "s", "grade": "B2",
        "forecasts": ["f"], "indicators": dict.fromkeys(signs, "full"),
    })  # fmt: skip


BINARY = forecast("binary", prior=0.4, indicators=links(
    up={"yes": 0.6, "no": 0.1}, down={"yes": 0.1, "no": 0.6}, unseen={"yes": 0.6, "no": 0.1}, flat={"yes": 0.5, "no": 0.5},
))  # fmt: skip


@pytest.mark.parametrize(("outcome", "right", "wrong"), [("yes", ("up",), ("down",)), ("no", ("down",), ("up",))])
def test_indicators_are_judged_by_the_outcome(outcome: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    weighed = weigh(BINARY, None, [seen("up", "down", "flat")], AT)
    found = verdicts(weighed, outcome)
    to, away = ([one.name for one in side] for side in (found.right, found.wrong))
    # A day of thirty has gone: that nothing was seen of this sign speaks for no, a little.
    assert [*to, *away] == ([*right, *wrong, "unseen"] if outcome == "yes" else [*right, "unseen", *wrong])
    assert found.silent == ("flat",)


def names(side: Sequence[Bearing]) -> list[str]:
    return [one.name for one in side]


def test_the_bits_are_what_the_probability_would_be_without_the_sign() -> None:
    entries = [seen("up", "down")]
    whole = weigh(BINARY, None, entries, AT)
    (up, *_) = verdicts(whole, "yes").right
    without = BINARY.model_copy(update={"indicators": tuple(one for one in BINARY.indicators if one.id != "up")})
    other = weigh(without, None, entries, AT).implied
    assert isinstance(whole.implied, Chance)
    assert isinstance(other, Chance)
    assert up.name == "up"
    assert up.bits == pytest.approx(log2(whole.implied / other))


def test_an_option_is_favoured_over_what_the_others_make_of_the_sign() -> None:
    choice = forecast("choice", options=["x", "y", "z"], prior={"x": 0.2, "y": 0.3, "z": 0.5}, indicators=links(
        sign={"x": 0.6, "y": 0.5, "z": 0.1}
    ))  # fmt: skip
    weighed = weigh(choice, None, [seen("sign")], AT)
    assert names(verdicts(weighed, "x").right) == ["sign"]
    assert names(verdicts(weighed, "y").right) == ["sign"]
    assert names(verdicts(weighed, "z").wrong) == ["sign"]
    for outcome in "xyz":
        assert isinstance(weighed.implied, Shares)
        rose = weighed.implied[outcome] > choice.prior[outcome]
        assert rose is bool(verdicts(weighed, outcome).right)


def test_a_sign_that_decides_is_worth_the_whole_entropy_of_the_prior() -> None:
    certain = forecast("binary", prior=0.4, indicators=links(sign={"yes": 1.0, "no": 0.0}))
    entropy = -(0.4 * log2(0.4) + 0.6 * log2(0.6))
    assert information(certain, certain.indicators[0]) == pytest.approx(entropy)


def test_a_sign_that_says_next_to_nothing_is_named() -> None:
    assert uninformative(BINARY) == ("flat",)
    without_prior = forecast("binary", indicators=links(flat={"yes": 0.5, "no": 0.5}))
    assert information(without_prior, without_prior.indicators[0]) is None
    assert uninformative(without_prior) == ()
