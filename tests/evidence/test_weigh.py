"""The rule in use: its golden numbers, one case of each thing that it says, and what it does with bad input."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import exp, inf, isnan, log, sqrt
from pathlib import Path

import pytest

from outlook.belief.timeline import situations
from outlook.book import Book, CaseFolder
from outlook.evidence.grading import RELIABILITY, composite, doubt
from outlook.evidence.over_time import weighed
from outlook.evidence.signs import ratio_of_reports
from outlook.evidence.steps import Step, logit
from outlook.evidence.together import norm_weights
from outlook.evidence.weigh import Weighed, weigh
from outlook.model.belief import Shares
from outlook.model.case import Case, Indicator
from outlook.model.entries import Evidence, Retraction
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"
OPENS = datetime(2024, 12, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
HALF = OPENS + timedelta(days=15)

GOLDEN = {
    "hama-by-december": {"2024-12-01": 0.3925, "2024-12-02": 0.3453, "2024-12-04": 0.3225},
    "damascus-by-december": {
        "2024-12-01": 0.0876, "2024-12-02": 0.0731, "2024-12-05": 0.2013, "2024-12-06": 0.4825, "2024-12-07": 0.5434,
    },
    "us-iran-fire-given-attack": {
        "2024-12-02": 0.0801, "2024-12-03": 0.0998, "2024-12-06": 0.0667, "2024-12-11": 0.0636, "2025-03-07": 0.0094,
        "2025-03-17": 0.0067,
    },
    "unsc-resolution": {
        "2024-12-03": 0.1239, "2024-12-09": 0.1018, "2024-12-17": 0.0939, "2025-03-06": 0.0399, "2025-03-14": 0.0273,
    },
    "un-talks": {
        "2024-12-01": 0.1621, "2024-12-07": 0.1739, "2024-12-14": 0.1611, "2025-01-12": 0.1098, "2025-01-29": 0.0301,
        "2025-02-13": 0.0170, "2025-03-10": 0.0065, "2025-03-29": 0.0005,
    },
}  # fmt: skip
TRACES = [(name, day, value) for name, trace in GOLDEN.items() for day, value in trace.items()]


@pytest.fixture(scope="module")
def syria() -> CaseFolder:
    return Book.open(SHIPPED).cases["syria-2024-12"]


def on(folder: CaseFolder, name: str, day: str) -> Weighed:
    at = datetime.fromisoformat(f"{day}T23:59:00+00:00")
    found = {one.forecast.id: one for one in folder.situations(at)}
    return weighed(found[name], folder.case, at)


@pytest.mark.parametrize(("name", "day", "expected"), TRACES)
def test_the_golden_trace_of_the_shipped_case(syria: CaseFolder, name: str, day: str, expected: float) -> None:
    assert on(syria, name, day).implied == pytest.approx(expected, abs=0.0005)


def test_the_page_on_evidence_has_the_golden_numbers(syria: CaseFolder) -> None:
    page = (SHIPPED.parent / "docs" / "evidence.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]*20\d\d[^|]*) \| (\.\d{4}) \|$", page, re.MULTILINE)
    traces = {
        name: {day: float(value) for day, value in re.findall(r"(\d{4}-\d\d-\d\d) (\.\d{4})", trace)}
        for name, trace, _ in rows
    }
    assert traces == GOLDEN
    for name, trace, naive in rows:
        last_day = re.findall(r"\d{4}-\d\d-\d\d", trace)[-1]
        assert on(syria, name, last_day).naive == pytest.approx(float(naive), abs=0.0005)


def test_the_range_of_hama_on_4_december(syria: CaseFolder) -> None:
    found = on(syria, "hama-by-december", "2024-12-04").range
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.1843, 0.5008), abs=0.0005)
    forecast = syria.forecasts["hama-by-december"].model_copy(update={"prior_range": None})
    at = datetime(2024, 12, 4, 23, 59, tzinfo=UTC)
    (alone,) = situations({forecast.id: forecast}, syria.entries, at)
    likelihoods = weighed(alone, syria.case, at).range
    assert likelihoods is not None
    assert (likelihoods.low, likelihoods.high) == pytest.approx((0.2423, 0.4147), abs=0.0005)


def n(grade: str) -> float:
    return doubt(composite(grade, RELIABILITY))


@pytest.mark.parametrize(
    ("doubts", "expected"),
    [
        ([], 0.5), ([n("F6")], 0.5), ([n("E5")], 0.5), ([0.5], 1.5), ([n("C3")], 1.8136), ([n("B2")], 6.4772),
        ([n("B1")], 14.9335), ([n("A1")], 48.5), ([n("B2"), n("B2")], 28.2858),
        ([n("B1"), n("B1"), n("C3")], 119.2717), ([sqrt(n("A1"))], 6.5), ([sqrt(n("A1")), 0.5], 11.8182),
    ],
)  # fmt: skip
def test_the_golden_ratios_of_reports(doubts: list[float], expected: float) -> None:
    assert ratio_of_reports(doubts, [], 0.5, 0.1) == pytest.approx(expected, abs=0.0005)


# One forecast, small enough to reckon by hand: the sign .6/.2, half of the window or all of it gone.


def binary(prior: float = 0.3, decay: str = "none", **likelihoods: tuple[float, float]) -> Forecast:
    links = [{"id": name, "likelihood": {"yes": yes, "no": no}} for name, (yes, no) in likelihoods.items()]
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": OPENS, "closes_at": CLOSES,
        "prior": prior, "decay": decay, "indicators": links,
    })  # fmt: skip


def report(number: int, match: str = "full", sign: str = "sign", **fields: object) -> Evidence:
    at = OPENS + timedelta(minutes=number + 1)
    return Evidence.model_validate({
        "id": f"aaaaa{number:03}".translate(str.maketrans("0123456789", "abcdefghij")), "known_at": at, "recorded_at": at,
        "by": "a", "summary": "s", "forecasts": ["f"], "indicators": {sign: match} if sign else {}, **fields,
    })  # fmt: skip


SIGN = binary(sign=(0.6, 0.2))


def case(**settings: object) -> Case:
    return Case(
        id="c", title="t", indicators=(Indicator(id="sign", text="t"), Indicator(id="other", text="t")), **settings
    )


def grouped(**settings: object) -> Case:
    signs = tuple(Indicator(id=name, text="t", group="cause") for name in ("sign", "other"))
    return Case(id="c", title="t", indicators=signs, **settings)


def shift(
    evidence: Sequence[Evidence], at: datetime = HALF, known: Case | None = None, forecast: Forecast = SIGN
) -> float:
    """By how much the log-odds move from the prior."""
    value = weigh(forecast, known, evidence, at).implied
    assert isinstance(value, float)
    return logit(value) - logit(forecast.prior)


def step(evidence: Sequence[Evidence], known: Case | None = None) -> Step:
    return weigh(SIGN, known, evidence, HALF).steps[0]


def at_share(share: float) -> datetime:
    return OPENS + share * (CLOSES - OPENS)


def test_a_silence_says_more_the_more_of_the_window_has_gone() -> None:
    assert shift([], OPENS) == 0
    assert shift([]) == pytest.approx(-0.1112, abs=0.00005)
    whole = log((0.5 * 0.6 * 29 / 30 + 1 - 0.6 * 29 / 30) / (0.5 * 0.2 * 29 / 30 + 1 - 0.2 * 29 / 30))
    assert shift([], CLOSES) == pytest.approx(whole, abs=1e-9)  # the last day before the close is left out


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([report(1, "refutes", grade="A1")], -0.2481),
        ([report(1, grade="B1"), report(2, "refutes", grade="A1")], -0.1619),
        ([report(1, grade="A1"), report(2, "refutes", grade="E5")], 1.0330),
    ],
)
def test_the_golden_denials(evidence: list[Evidence], expected: float) -> None:
    assert shift(evidence) == pytest.approx(expected, abs=0.00005)


def test_a_sign_that_is_seen_counts_in_full_however_early() -> None:
    seen = [report(1, grade="B2")]
    expected = log((6.4772 * 0.6 + 0.4) / (6.4772 * 0.2 + 0.8))
    assert shift(seen, at_share(0.01)) == pytest.approx(expected, abs=0.00005)
    assert shift(seen, at_share(0.9)) == pytest.approx(expected, abs=0.00005)


def test_ten_anonymous_posts_count_as_one() -> None:
    ten = [report(number) for number in range(10)]
    assert shift(ten) == shift(ten[:1])
    assert step(ten).ratio == pytest.approx(1.5)


def test_named_origins_or_grades_make_them_count_apart() -> None:
    by_origin = [report(number, origin=f"post-{number}") for number in range(2)]
    by_grade = [report(number, grade="C3") for number in range(2)]
    assert step(by_origin).ratio > step(by_origin[:1]).ratio
    assert step(by_grade).ratio > step(by_grade[:1]).ratio


def test_of_one_origin_the_report_with_the_least_doubt_counts_once_per_sign() -> None:
    both = [report(1, grade="C3", origin="wire"), report(2, grade="B1", origin="wire")]
    assert step(both).ratio == pytest.approx(14.9335, abs=0.00005)
    assert [one.counts for one in step(both).reports] == [False, True]
    partly = [report(1, "partial", grade="A1", origin="wire"), report(2, grade="C3", origin="wire")]
    assert [one.counts for one in step(partly).reports] == [True, False]


def test_denials_of_one_origin_and_anonymous_ones_count_once() -> None:
    seen = report(1, grade="A1")
    twice = [report(2, "refutes", grade="B2", origin="wire"), report(3, "refutes", grade="B2", origin="wire")]
    assert step([seen, *twice]).ratio == step([seen, twice[0]]).ratio
    nobody = [report(number, "refutes") for number in range(2, 6)]
    assert step([seen, *nobody]).ratio == pytest.approx(48.5 * 0.5)


def test_a_worthless_denial_erases_nothing() -> None:
    two = [report(1, grade="B1"), report(2, grade="B2")]
    assert shift([*two, report(3, "refutes", grade="E5")]) == shift(two)


def test_a_probability_counts_as_a_grade() -> None:
    assert step([report(1, p_accurate=0.8)]).ratio == pytest.approx((1 - 0.5 * 0.25) / 0.25)
    assert step([report(1, p_accurate=0.8), report(2, p_accurate=0.8)]).ratio > step([report(1, p_accurate=0.8)]).ratio


def test_a_report_that_awaits_the_signs_own_test_only_ends_its_silence() -> None:
    assert shift([report(1, "pending", grade="F6")]) == 0
    found = step([report(1, "pending", grade="F6"), report(2, "refutes", grade="A1")])
    assert found.ratio == pytest.approx(0.0204, abs=0.00005)
    assert step([report(1, "pending")]).state == "pending"


@pytest.mark.parametrize("match", ["full", "partial", "pending"])
def test_a_sign_reported_before_the_opening_or_on_another_forecast_is_not_silent(match: str) -> None:
    before = report(1, match).model_copy(update={"known_at": OPENS - timedelta(days=1)})
    elsewhere = report(1, match).model_copy(update={"forecasts": ("g",)})
    assert shift([before]) == shift([elsewhere]) == 0
    assert weigh(SIGN, None, [elsewhere], HALF).steps[0].is_heard
    later = elsewhere.model_copy(update={"known_at": HALF + timedelta(days=1), "recorded_at": HALF + timedelta(days=1)})
    assert shift([later]) == shift([]) < 0


@pytest.mark.parametrize("match", ["refutes", "none"])
def test_a_denial_elsewhere_does_not_end_the_silence(match: str) -> None:
    assert shift([report(1, match).model_copy(update={"forecasts": ("g",)})]) == shift([])


def test_the_same_through_the_ledger_also_where_it_was_taken_back_since() -> None:
    elsewhere = report(1).model_copy(update={"forecasts": ("g",)})
    back = Retraction(
        id="bbbbbbbb", known_at=HALF - timedelta(days=1), recorded_at=HALF - timedelta(days=1), by="a", entry="aaaaaaab"
    )
    for entries, expected in (([], shift([])), ([elsewhere], 0.0), ([elsewhere, back], shift([]))):
        (found,) = situations({"f": SIGN}, entries, HALF)
        implied = weighed(found, None, HALF).implied
        assert isinstance(implied, float)
        assert logit(implied) - logit(0.3) == pytest.approx(expected)


def test_a_sign_that_is_watched_well_says_more_by_its_silence() -> None:
    watched = Case(id="c", title="t", indicators=(Indicator(id="sign", text="t", vigilance=0.9),))
    blind = Case(id="c", title="t", indicators=(Indicator(id="sign", text="t", vigilance=0),))
    assert shift([], known=watched) < shift([]) < shift([], known=blind) == 0
    assert shift([], known=case(weighing={"vigilance": 0.9})) == shift([], known=watched)


def test_the_weight_of_evidence_multiplies_everything() -> None:
    seen = [report(1, grade="B2")]
    assert shift(seen, known=case(weighing={"weight": 0.5})) == pytest.approx(shift(seen) / 2)
    assert shift(seen, known=case(weighing={"weight": 0})) == 0


def test_the_chance_of_a_common_error_bounds_what_many_reports_say() -> None:
    many = [report(number, grade="B2") for number in range(30)]
    assert step(many).ratio < (1 / (0.1 * n("B2")))
    assert step(many, case(weighing={"common_error": 0})).ratio > 1e20


TWO = binary(sign=(0.6, 0.2), other=(0.3, 0.5))
BOTH = [report(1, grade="B2"), report(2, sign="other", grade="B2")]


def parts(known: Case, evidence: Sequence[Evidence] = BOTH, forecast: Forecast = TWO) -> tuple[float, float, float]:
    steps = weigh(forecast, known, evidence, HALF).steps
    first, second = (one.log_ratios["yes"] for one in steps)
    return first, second, sum(one.moves["yes"] for one in steps)


def test_in_a_group_what_speaks_for_and_against_is_weighed_apart() -> None:
    first, second, total = parts(grouped())
    assert first > 0 > second
    assert total == pytest.approx(first + second)
    same = binary(sign=(0.6, 0.2), other=(0.5, 0.3))
    first, second, total = parts(grouped(), forecast=same)
    assert total == pytest.approx(sqrt(first**2 + second**2))


def test_a_group_has_a_correlation_of_its_own() -> None:
    same = binary(sign=(0.6, 0.2), other=(0.5, 0.3))
    for correlation, expected in ((0, sum), (1, max)):
        first, second, total = parts(grouped(groups={"cause": {"correlation": correlation}}), forecast=same)
        assert total == pytest.approx(expected([first, second]))
        *_, whole = parts(grouped(weighing={"correlation": correlation}), forecast=same)
        assert whole == total
    first, second, total = parts(grouped(weighing={"correlation": 0.75}), forecast=same)
    assert total == pytest.approx((first**4 + second**4) ** 0.25)


@pytest.mark.parametrize(
    ("sizes", "correlation", "expected"),
    [
        ([1.0, 1.0], 0.5, 1.4142), ([1.0, 1.0, 1.0], 0.5, 1.7321), ([1.0], 0.5, 1.0), ([1.0, 0.5], 0.5, 1.1180),
        ([1.0, 0.5], 0.0, 1.5), ([1.0, 0.5], 1.0, 1.0), ([2.0, 2.0], 1.0, 2.0), ([inf, 1.0], 0.5, inf),
    ],
)  # fmt: skip
def test_the_golden_norms(sizes: list[float], correlation: float, expected: float) -> None:
    weights = norm_weights(sizes, correlation)
    total = sum(size * weight for size, weight in zip(sizes, weights, strict=True) if weight)
    assert total == pytest.approx(expected, abs=0.00005)


def test_for_a_choice_the_strength_of_a_sign_is_its_spread() -> None:
    choice = FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "choice", "options": ["a", "b", "c"], "prior": {"a": 0.5, "b": 0.3, "c": 0.2},
        "question": "?", "criteria": "!", "opens_at": OPENS, "closes_at": CLOSES, "indicators": [
            {"id": "sign", "likelihood": {"a": 0.1, "b": 0.5, "c": 0.9}},
            {"id": "other", "likelihood": {"a": 0.5, "b": 0.4, "c": 0.3}},
        ],
    })  # fmt: skip
    steps = weigh(choice, grouped(), BOTH, HALF).steps
    spreads = [max(one.log_ratios.values()) - min(one.log_ratios.values()) for one in steps]
    norm = sqrt(sum(spread**2 for spread in spreads))
    assert [one.weight for one in steps] == pytest.approx([spread / norm for spread in spreads])
    assert isinstance(choice.prior, Shares)
    logs = {name: log(share) + sum(one.moves[name] for one in steps) for name, share in choice.prior.items()}
    whole = sum(exp(value) for value in logs.values())
    implied = weigh(choice, grouped(), BOTH, HALF).implied
    assert implied == pytest.approx({name: exp(value) / whole for name, value in logs.items()})


# Reports with a ratio of their own.


def ratio(number: int, value: float, **fields: str) -> Evidence:
    return report(number, "full", "", **{"likelihood_ratio": value, **fields})


PLAIN = binary()


def test_a_ratio_counts_as_stated_and_less_with_a_grade() -> None:
    assert shift([ratio(1, 10)], forecast=PLAIN) == pytest.approx(log(10))
    assert exp(shift([ratio(1, 10, grade="A1")], forecast=PLAIN)) == pytest.approx(8.3, abs=0.05)
    assert shift([ratio(1, 10, grade="F6")], forecast=PLAIN) == pytest.approx(0, abs=1e-12)


def test_ratios_of_named_origins_multiply_and_the_others_form_a_group() -> None:
    named = [ratio(1, 3, origin="one"), ratio(2, 3, origin="two")]
    assert shift(named, forecast=PLAIN) == pytest.approx(2 * log(3))
    assert shift([ratio(1, 3), ratio(2, 3)], forecast=PLAIN) == pytest.approx(sqrt(2) * log(3))


def test_of_several_ratios_of_one_origin_the_one_that_moves_most_counts() -> None:
    both = [ratio(1, 3, origin="one"), ratio(2, 1 / 10, origin="one")]
    assert shift(both, forecast=PLAIN) == pytest.approx(-log(10))
    assert shift(both[::-1], forecast=PLAIN) == pytest.approx(-log(10))
    level = [ratio(1, 4, origin="one"), ratio(2, 1 / 4, origin="one")]
    assert shift(level, forecast=PLAIN) == 0


def test_a_ratio_whose_origin_bears_on_a_sign_does_not_count_and_is_shown() -> None:
    found = weigh(SIGN, None, [report(1, grade="B2", origin="one"), ratio(2, 10, origin="one")], HALF)
    assert found.implied == weigh(SIGN, None, [report(1, grade="B2", origin="one")], HALF).implied
    assert found.steps[-1].reports[0].counts is False


def test_the_ratio_of_an_old_entry_that_has_indicators_too_is_ignored() -> None:
    assert shift([report(1, grade="B2", likelihood_ratio=50)]) == shift([report(1, grade="B2")])


# Certain reports, and decisive likelihoods.


def test_a_certain_report_says_all_that_the_likelihoods_do() -> None:
    assert shift([report(1, p_accurate=1)]) == pytest.approx(log(3))
    assert weigh(binary(sign=(0.6, 0)), None, [report(1, p_accurate=1)], HALF).implied == 1.0
    assert weigh(binary(sign=(0, 0.6)), None, [report(1, p_accurate=1)], HALF).implied == 0.0


def test_a_certain_report_and_a_certain_denial_leave_no_number() -> None:
    found = weigh(SIGN, None, [report(1, p_accurate=1), report(2, "refutes", p_accurate=1)], HALF)
    assert found.implied is None
    assert isnan(found.steps[0].ratio)
    assert found.range is None


def test_a_decided_forecast_has_no_range() -> None:
    assert weigh(binary(sign=(0.6, 0)), None, [report(1, p_accurate=1)], HALF).range is None
    assert weigh(binary(0.0, sign=(0.6, 0.2)), None, [report(1, grade="B2")], HALF).range is None


def test_a_prior_range_up_to_certainty_leaves_everything_open() -> None:
    wide = binary(sign=(0.6, 0.2)).model_copy(update={"prior_range": (0.1, 1.0)})
    found = weigh(wide, None, [], HALF).range
    assert found is not None
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize("stated", [1.5, 3.0, 10.0, 1.1])
@pytest.mark.parametrize("graded", [{}, {"grade": "A1"}, {"grade": "B2"}])
def test_equal_ratios_of_one_origin_cancel_whatever_the_rounding(stated: float, graded: dict[str, str]) -> None:
    level = [ratio(1, stated, origin="one", **graded), ratio(2, 1 / stated, origin="one", **graded)]
    assert shift(level, forecast=PLAIN) == pytest.approx(0, abs=1e-12)


def test_the_range_of_a_sign_that_moves_nothing_is_the_same_for_yes_and_for_no() -> None:
    def ends(one: tuple[float, float]) -> tuple[float, float]:
        both = [report(1), report(2, sign="other")]
        found = weigh(binary(0.5, sign=one, other=(0.4, 0.4)), grouped(), both, HALF)
        assert found.range is not None
        return found.range.low, found.range.high

    low, high = ends((0.6, 0.2))
    assert ends((0.2, 0.6)) == pytest.approx((1 - high, 1 - low))


def test_naive_counts_a_denial_as_not_seen() -> None:
    denied = weigh(SIGN, None, [report(1, match="refutes", grade="B2")], HALF)
    assert isinstance(denied.naive, float)
    assert logit(denied.naive) - logit(0.3) == pytest.approx(log(0.4 / 0.8))


def test_no_weight_of_evidence_makes_a_number_of_a_contradiction() -> None:
    both = [report(1, p_accurate=1.0), report(2, match="refutes", p_accurate=1.0)]
    assert weigh(SIGN, case(weighing={"weight": 0}), both, HALF).implied is None


def test_what_nothing_moves_is_what_was_stated_to_the_last_digit() -> None:
    for prior in (0.3, 0.03, 0.1, 0.7):
        assert weigh(binary(prior, sign=(0.6, 0.2)), None, [], OPENS).implied == prior
