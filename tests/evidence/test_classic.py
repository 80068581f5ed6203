"""The first rule: its golden traces of the shipped case, the formulas a second way, and its properties."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import exp, inf, isclose, log, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import History, histories
from outlook.book import Book, CaseFolder
from outlook.evidence import weigh as weighing
from outlook.evidence.classic import report_ratio, state_of
from outlook.evidence.grading import RELIABILITY, composite
from outlook.evidence.indicators import diagnosticity
from outlook.evidence.passing import base_rate
from outlook.evidence.steps import logit
from outlook.evidence.weigh import Weighed
from outlook.model.case import Case, Indicator
from outlook.model.entries import Evidence, Retraction
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST
from outlook.model.weighing import Weighing

CLASSIC = Weighing(rule="classic")
SHIPPED = Path(__file__).parent.parent.parent / "forecasts"
OPENS = datetime(2024, 12, 1, tzinfo=UTC)
CLOSES = datetime(2024, 12, 31, 23, 59, tzinfo=UTC)
AT = datetime(2024, 12, 10, tzinfo=UTC)

GOLDEN = {
    "hama-by-december": {"2024-12-01": 0.3940, "2024-12-02": 0.3463, "2024-12-04": 0.3263},
    "damascus-by-december": {
        "2024-12-01": 0.0882, "2024-12-02": 0.0736, "2024-12-05": 0.2014, "2024-12-06": 0.4982, "2024-12-07": 0.5391,
    },
    "us-iran-fire-given-attack": {
        "2024-12-02": 0.0810, "2024-12-03": 0.1010, "2024-12-06": 0.0663, "2024-12-11": 0.0635, "2025-03-07": 0.0106,
        "2025-03-17": 0.0080,
    },
    "unsc-resolution": {
        "2024-12-03": 0.1163, "2024-12-09": 0.0876, "2024-12-17": 0.0802, "2025-03-06": 0.0509, "2025-03-14": 0.0350,
    },
    "un-talks": {
        "2024-12-01": 0.1528, "2024-12-07": 0.1823, "2024-12-14": 0.1725, "2025-01-12": 0.1298, "2025-01-29": 0.0424,
        "2025-02-13": 0.0267, "2025-03-10": 0.0121, "2025-03-29": 0.0012,
    },
}  # fmt: skip
NAIVE_AT_THE_END = {
    "hama-by-december": 0.0907, "us-iran-fire-given-attack": 0.0413, "unsc-resolution": 0.2060, "un-talks": 0.0006,
}  # fmt: skip


def weigh(forecast: Forecast, case: Case | None, evidence: Sequence[Evidence], at: datetime) -> Weighed:
    """By the first rule, whatever the case says."""
    known = case or Case(id="c", title="t")
    return weighing.weigh(forecast, known.model_copy(update={"weighing": CLASSIC}), evidence, at)


@pytest.fixture(scope="module")
def syria() -> CaseFolder:
    return Book.open(SHIPPED).cases["syria-2024-12"]


def on(folder: CaseFolder, forecast: str, day: str) -> Weighed:
    at = datetime.fromisoformat(f"{day}T23:59:59+00:00")
    return weigh(folder.forecasts[forecast], folder.case, histories(folder.entries, at)[forecast].evidence, at)


@pytest.mark.parametrize(
    ("forecast", "day", "expected"),
    [(name, day, value) for name, trace in GOLDEN.items() for day, value in trace.items()],
)
def test_the_golden_trace_of_the_shipped_case(syria: CaseFolder, forecast: str, day: str, expected: float) -> None:
    assert on(syria, forecast, day).implied == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize(("forecast", "expected"), NAIVE_AT_THE_END.items())
def test_plain_multiplication_at_the_end_of_the_trace(syria: CaseFolder, forecast: str, expected: float) -> None:
    last_day = max(GOLDEN[forecast])
    assert on(syria, forecast, last_day).naive == pytest.approx(expected, abs=0.0005)


def test_plain_multiplication_is_all_but_certain_of_damascus(syria: CaseFolder) -> None:
    naive = on(syria, "damascus-by-december", "2024-12-07").naive
    assert isinstance(naive, float)
    assert naive > 0.999


def test_kinds_without_an_implied_value_still_show_their_indicators(syria: CaseFolder) -> None:
    for name in ("damascus-date", "brussels-pledges", "displaced-peak"):
        weighed = on(syria, name, "2025-03-31")
        assert weighed.implied is None
        assert weighed.naive is None
        assert weighed.base is None
        assert any(step.state == "observed" for step in weighed.steps)


# One forecast with two outcomes and a choice of three, small enough to reckon by hand.


def binary(prior: float = 0.3, decay: str = "none", **likelihoods: tuple[float, float]) -> Forecast:
    links = [
        {"id": name.replace("_", "-"), "likelihood": {"yes": yes, "no": no}} for name, (yes, no) in likelihoods.items()
    ]
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": OPENS, "closes_at": CLOSES,
        "prior": prior, "decay": decay, "indicators": links,
    })  # fmt: skip


def report(number: int, match: str = "full", sign: str = "sign", **fields: object) -> Evidence:
    at = OPENS + timedelta(hours=number + 1)
    return Evidence.model_validate({
        "id": f"aaaaa{number:03}".translate(str.maketrans("0123456789", "abcdefghij")), "known_at": at, "recorded_at": at,
        "by": "a", "summary": "s", "forecasts": ["f"], "indicators": {sign: match} if sign else {}, **fields,
    })  # fmt: skip


def grouped(**groups: str) -> Case:
    return Case(
        id="c", title="t", indicators=tuple(Indicator(id=name, text="t", group=group) for name, group in groups.items())
    )


def implied(forecast: Forecast, evidence: Sequence[Evidence], case: Case | None = None, at: datetime = AT) -> float:
    value = weigh(forecast, case, evidence, at).implied
    assert isinstance(value, float)
    return value


def odds(probability: float) -> float:
    return probability / (1 - probability)


def test_one_report_moves_the_odds_by_its_bounded_ratio() -> None:
    reliable = sqrt(0.90 * 0.85)
    ratio = 1 / (1 - reliable)
    expected = odds(0.3) * (ratio * 0.6 + 0.4) / (ratio * 0.1 + 0.9)
    assert odds(implied(binary(sign=(0.6, 0.1)), [report(1, grade="B2")])) == pytest.approx(expected, rel=1e-12)


def test_reports_of_different_origins_multiply_into_one_ratio() -> None:
    b2, c3 = (1 / (1 - sqrt(letter * digit)) for letter, digit in ((0.90, 0.85), (0.75, 0.65)))
    ratio = b2 * c3
    expected = odds(0.3) * (ratio * 0.6 + 0.4) / (ratio * 0.1 + 0.9)
    found = implied(binary(sign=(0.6, 0.1)), [report(1, grade="B2"), report(2, grade="C3")])
    assert odds(found) == pytest.approx(expected, rel=1e-12)


def test_a_partial_match_moves_half_as_far_in_log_odds() -> None:
    forecast = binary(sign=(0.6, 0.1))
    full = log(odds(implied(forecast, [report(1, grade="B2")])) / odds(0.3))
    partial = log(odds(implied(forecast, [report(1, "partial", grade="B2")])) / odds(0.3))
    assert partial == pytest.approx(full / 2, rel=1e-12)


@pytest.mark.parametrize("match", ["pending", "refutes", "none"])
def test_other_matches_move_nothing(match: str) -> None:
    assert implied(binary(sign=(0.6, 0.1)), [report(1, match, grade="A1")]) == pytest.approx(0.3, rel=1e-12)


def test_a_refutation_takes_away_what_was_seen_before_it_and_a_new_report_counts_again() -> None:
    forecast = binary(sign=(0.6, 0.1))
    assert implied(forecast, [report(1, grade="B2"), report(2, "refutes", grade="B2")]) == pytest.approx(0.3, rel=1e-12)
    again = implied(forecast, [report(1, grade="B2"), report(2, "refutes", grade="B2"), report(3, grade="B2")])
    assert again == implied(forecast, [report(3, grade="B2")])


def test_indicators_of_one_group_are_damped_by_rank() -> None:
    forecast = binary(strong=(0.9, 0.1), weak=(0.6, 0.4), middle=(0.8, 0.2))
    seen = [
        report(1, sign="strong", p_accurate=1),
        report(2, sign="weak", p_accurate=1),
        report(3, sign="middle", p_accurate=1),
    ]
    case = grouped(strong="cause", weak="cause", middle="cause")
    moved = log(odds(implied(forecast, seen, case)) / odds(0.3))
    assert moved == pytest.approx(log(9) + log(4) / 2 + log(1.5) / 4, rel=1e-12)


def test_a_choice_is_weighed_by_option_and_renormalised() -> None:
    forecast = FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "choice", "options": ["a", "b", "c"], "prior": {"a": 0.5, "b": 0.3, "c": 0.2},
        "opens_at": OPENS, "closes_at": CLOSES, "indicators": [{"id": "sign", "likelihood": {"a": 0.1, "b": 0.5, "c": 0.9}}],
    })  # fmt: skip
    found = weigh(forecast, None, [report(1, p_accurate=0.5)], AT).implied
    weights = {"a": 0.5 * 1.1, "b": 0.3 * 1.5, "c": 0.2 * 1.9}
    assert found == pytest.approx({name: weight / sum(weights.values()) for name, weight in weights.items()}, rel=1e-12)


def test_a_ratio_of_its_own_is_discounted_by_grade() -> None:
    certain = implied(binary(), [report(1, sign="", likelihood_ratio=3, p_accurate=1)])
    assert odds(certain) == pytest.approx(3 * odds(0.3), rel=1e-12)
    doubtful = implied(binary(), [report(1, sign="", likelihood_ratio=3, grade="F6")])
    assert odds(0.3) < odds(doubtful) < 3 * odds(0.3)


def test_what_was_known_before_the_opening_is_in_the_prior() -> None:
    early = report(1, grade="A1").model_copy(update={"known_at": OPENS - timedelta(hours=1)})
    assert implied(binary(sign=(0.6, 0.1)), [early]) == pytest.approx(0.3, rel=1e-12)


def test_an_entry_that_does_not_name_the_forecast_does_not_move_it() -> None:
    other = report(1, grade="A1").model_copy(update={"forecasts": ("g",)})
    assert implied(binary(sign=(0.6, 0.1)), [other]) == pytest.approx(0.3, rel=1e-12)


def test_without_a_prior_nothing_is_implied() -> None:
    forecast = binary(sign=(0.6, 0.1)).model_copy(update={"prior": None})
    assert weigh(forecast, None, [report(1)], AT).implied is None


def test_a_prior_of_zero_or_one_stays() -> None:
    assert implied(binary(0.0, sign=(0.6, 0.1)), [report(1, grade="A1")]) == 0
    assert implied(binary(1.0, sign=(0.6, 0.1)), [report(1, grade="A1")]) == 1


def test_the_states_of_an_indicator() -> None:
    assert state_of([]) == "unseen"
    assert state_of(["none"]) == "unseen"
    assert state_of([], closed=True) == "expired"
    assert state_of(["pending"]) == "pending"
    assert state_of(["pending"], closed=True) == "expired"
    assert state_of(["pending", "full"]) == "observed"
    assert state_of(["full", "refutes"]) == "refuted"
    assert state_of(["refutes", "partial"], closed=True) == "observed"


def test_reliability_is_one_composite_of_the_two_axes() -> None:
    assert composite("A1", RELIABILITY) == pytest.approx(0.98)
    assert composite("F6", RELIABILITY) == 0.5
    assert report_ratio(1.0) == inf


def test_base_runs_from_the_prior_to_nothing() -> None:
    assert base_rate(0.4, OPENS, CLOSES, OPENS - timedelta(days=3)) == pytest.approx(0.4)
    assert base_rate(0.4, OPENS, CLOSES, OPENS) == pytest.approx(0.4)
    assert base_rate(0.4, OPENS, CLOSES, CLOSES) == 0
    assert base_rate(0.4, OPENS, CLOSES, CLOSES + timedelta(days=3)) == 0


def test_diagnosticity_is_the_mutual_information() -> None:
    assert diagnosticity({"yes": 0.3, "no": 0.3}, {"yes": 0.4, "no": 0.6}) == pytest.approx(0, abs=1e-15)
    sampled = _sampled_information({"yes": 0.6, "no": 0.1}, 0.4)
    assert diagnosticity({"yes": 0.6, "no": 0.1}, {"yes": 0.4, "no": 0.6}) == pytest.approx(sampled, rel=1e-9)


def _sampled_information(likelihood: dict[str, float], prior: float) -> float:
    """The same a second way: H(S) + H(X) - H(S, X)."""
    joint = [
        share * (likelihood[name] if seen else 1 - likelihood[name])
        for name, share in (("yes", prior), ("no", 1 - prior))
        for seen in (True, False)
    ]
    rows, columns = [joint[0] + joint[1], joint[2] + joint[3]], [joint[0] + joint[2], joint[1] + joint[3]]
    return _entropy(rows) + _entropy(columns) - _entropy(joint)


def _entropy(shares: Sequence[float]) -> float:
    return -sum(share * log(share) / log(2) for share in shares if share)


# What must always hold.

chances = st.floats(0.01, 0.99)
grades = st.sampled_from([f"{letter}{digit}" for letter in "ABCDEF" for digit in "123456"])
matches = st.sampled_from(["full", "partial", "pending", "refutes", "none"])
bundles = st.lists(
    st.tuples(matches, grades, st.sampled_from([None, "wire", "official"]), st.sampled_from(["sign", "other"])),
    max_size=8,
)


def _reports(bundle: list[tuple[str, str, str | None, str]]) -> list[Evidence]:
    return [
        report(number, match, sign, grade=grade, origin=origin)
        for number, (match, grade, origin, sign) in enumerate(bundle)
    ]


@given(chances, chances, chances, bundles, st.randoms())
def test_the_order_of_entries_does_not_matter(
    prior: float, yes: float, no: float, bundle: list[tuple[str, str, str | None, str]], dice: random.Random
) -> None:
    forecast, case = binary(prior, sign=(yes, no), other=(no, yes)), grouped(sign="cause", other="cause")
    evidence = _reports(bundle)
    shuffled = dice.sample(evidence, len(evidence))
    assert implied(forecast, shuffled, case) == implied(forecast, evidence, case)


@given(chances, chances, chances, grades, grades)
def test_a_second_report_of_the_same_origin_with_no_better_grade_changes_nothing(
    prior: float, yes: float, no: float, first: str, second: str
) -> None:
    better, worse = sorted((first, second), key=lambda grade: -composite(grade, RELIABILITY))
    forecast = binary(prior, sign=(yes, no))
    one = [report(1, grade=better, origin="wire")]
    assert implied(forecast, [*one, report(2, grade=worse, origin="wire")]) == implied(forecast, one)


@given(chances, chances, chances, bundles)
def test_no_single_indicator_moves_the_odds_beyond_its_likelihood_ratio(
    prior: float, yes: float, no: float, bundle: list[tuple[str, str, str | None, str]]
) -> None:
    moved = odds(implied(binary(prior, sign=(yes, no)), _reports(bundle))) / odds(prior)
    bounds = sorted((1.0, yes / no))
    assert bounds[0] * (1 - 1e-9) <= moved <= bounds[1] * (1 + 1e-9)


@given(chances, chances, chances)
def test_an_unknown_grade_moves_strictly_between_nothing_and_a_good_one(prior: float, yes: float, no: float) -> None:
    if isclose(yes, no, rel_tol=1e-6):
        return
    forecast = binary(prior, sign=(yes, no))
    unknown, good = (abs(logit(implied(forecast, [report(1, grade=grade)])) - logit(prior)) for grade in ("F6", "B2"))
    assert 0 < unknown < good


@given(chances, st.datetimes(OPENS.replace(tzinfo=None), datetime(2025, 2, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_time_never_raises_a_deadline_forecast(prior: float, at: datetime) -> None:
    now, later = (base_rate(prior, OPENS, CLOSES, moment) for moment in (at, at + timedelta(hours=5)))
    assert later <= now <= prior * (1 + 1e-12)


@given(chances, chances, chances, bundles, st.data())
def test_an_entry_that_is_taken_back_leaves_no_trace_in_the_numbers(
    prior: float, yes: float, no: float, bundle: list[tuple[str, str, str | None, str]], data: st.DataObject
) -> None:
    forecast, case = binary(prior, sign=(yes, no), other=(no, yes)), grouped(sign="cause", other="cause")
    evidence = _reports(bundle)
    gone = data.draw(st.sets(st.sampled_from(range(len(evidence)))) if evidence else st.just(set[int]()), "taken back")
    takes_back = [
        Retraction.model_validate({
            "id": f"{number:08}".translate(str.maketrans("0123456789", "klmnopqrst")), "known_at": AT, "recorded_at": AT,
            "by": "a", "entry": evidence[number].id,
        })
        for number in gone
    ]  # fmt: skip
    kept = [entry for number, entry in enumerate(evidence) if number not in gone]
    found = histories([*evidence, *takes_back], AT).get("f", History()).evidence
    assert weigh(forecast, case, found, AT) == weigh(forecast, case, kept, AT)


@given(chances, chances, chances, bundles)
def test_the_lines_add_up_to_the_result(
    prior: float, yes: float, no: float, bundle: list[tuple[str, str, str | None, str]]
) -> None:
    forecast = binary(prior, "deadline", sign=(yes, no), other=(no, yes))
    weighed = weigh(forecast, grouped(sign="cause", other="cause"), _reports(bundle), AT)
    assert isinstance(weighed.base, float)
    total = logit(weighed.base) + sum(step.moves["yes"] for step in weighed.steps)
    assert weighed.implied == pytest.approx(1 / (1 + exp(-total)), rel=1e-9)


# Decisive signs: likelihoods of 0 and 1, and reports that are certain.


def test_a_sign_that_is_never_seen_under_no_proves_yes_once_it_is_certain() -> None:
    forecast = binary(sign=(1.0, 0.0))
    assert implied(forecast, [report(1, p_accurate=1)]) == 1.0
    assert weigh(forecast, None, [report(1, p_accurate=1)], AT).naive == 1.0
    assert implied(forecast, [report(1, grade="B2")]) < 1.0


def test_a_sign_that_is_never_seen_under_yes_proves_no_once_it_is_certain() -> None:
    assert implied(binary(sign=(0.0, 0.4)), [report(1, p_accurate=1)]) == 0.0


def test_signs_that_prove_both_leave_no_number_but_all_their_steps() -> None:
    forecast = binary(sign=(1.0, 0.0), other=(0.0, 1.0))
    both = [report(1, p_accurate=1), report(2, sign="other", p_accurate=1)]
    weighed = weigh(forecast, None, both, AT)
    assert (weighed.implied, weighed.naive) == (None, None)
    assert [step.state for step in weighed.steps] == ["observed", "observed"]


def test_what_contradicts_a_certain_prior_leaves_no_number() -> None:
    assert weigh(binary(prior=1.0, sign=(0.0, 1.0)), None, [report(1, p_accurate=1)], AT).implied is None
    assert implied(binary(prior=1.0, sign=(0.1, 1.0)), [report(1, p_accurate=1)]) == 1.0


def test_options_that_a_certain_sign_rules_out_share_nothing() -> None:
    forecast = FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "choice", "question": "?", "criteria": "!", "opens_at": OPENS, "closes_at": CLOSES,
        "options": ["a", "b", "c"], "prior": {"a": 0.2, "b": 0.3, "c": 0.5},
        "indicators": [{"id": "sign", "likelihood": {"a": 0.5, "b": 0.5, "c": 0}}],
    })  # fmt: skip
    weighed = weigh(forecast, None, [report(1, p_accurate=1)], AT)
    assert weighed.implied == pytest.approx({"a": 0.4, "b": 0.6, "c": 0.0})


def test_a_sign_that_can_never_be_seen_is_no_sign() -> None:
    with pytest.raises(ValueError, match="can never be seen: every likelihood is 0, and its ratio would be 0/0"):
        binary(sign=(0.0, 0.0))
