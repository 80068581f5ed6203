"""The second implementation of weighing gives every golden number of the rules, so that it can judge the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from math import exp, inf, isinf, log
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.book import Book
from outlook.model import Evidence

from .weighing import Contradiction, Question, Report, Sign, after_time, groups_of, shares_of_strength, together
from .weighing_beyond import Reached, naive, range_of, sooner_or_later, tilted
from .weighing_records import implied, question_of, reports_of
from .weighing_reports import all_moved, look, moved_by, ratio_log, reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.book import CaseFolder

ROOT = Path(__file__).parent.parent.parent
NEAR = 0.0005
OPENS = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CLOSES = OPENS + 10 * DAY
SIGN = Sign("sign", {"yes": 0.6, "no": 0.2})
TRACES = {
    "hama-by-december": "2024-12-01 .3925 2024-12-02 .3453 2024-12-04 .3225",
    "damascus-by-december": "2024-12-01 .0876 2024-12-02 .0731 2024-12-05 .2013 2024-12-06 .4825 2024-12-07 .5434",
    "us-iran-fire-given-attack": "2024-12-02 .0801 2024-12-03 .0998 2024-12-06 .0667 2024-12-11 .0636"
    " 2025-03-07 .0094 2025-03-17 .0067",
    "unsc-resolution": "2024-12-03 .1239 2024-12-09 .1018 2024-12-17 .0939 2025-03-06 .0399 2025-03-14 .0273",
    "un-talks": "2024-12-01 .1621 2024-12-07 .1739 2024-12-14 .1611 2025-01-12 .1098 2025-01-29 .0301"
    " 2025-02-13 .0170 2025-03-10 .0065 2025-03-29 .0005",
}


@cache
def shipped() -> CaseFolder:
    return Book.open(ROOT / "forecasts").cases["syria-2024-12"]


def evidence() -> list[Evidence]:
    return [entry for entry in shipped().entries if isinstance(entry, Evidence)]


def end_of(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59+00:00")


def of(*said: tuple[str | None, str]) -> list[Report]:
    """Reports of the one sign, each of a grade and with a match, one after the other."""
    return [
        Report(OPENS + number * DAY / 100, frozenset({"it"}), {"sign": match}, r=reliability(grade) if grade else None)
        for number, (grade, match) in enumerate(said)
    ]


def question(**fields: object) -> Question:
    return replace(Question("it", {"yes": 0.5, "no": 0.5}, (SIGN,), OPENS, CLOSES), **fields)  # type: ignore[arg-type]


def bayes(*said: tuple[str | None, str]) -> float:
    return look(question(), of(*said), SIGN, OPENS + 5 * DAY).bayes


def log_ratio(*said: tuple[str | None, str], gone: float) -> float:
    return moved_by(look(question(), of(*said), SIGN, OPENS + 10 * gone * DAY), gone).log_ratio


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        (name, day, float(value))
        for name, row in TRACES.items()
        for day, value in zip(row.split()[::2], row.split()[1::2], strict=True)
    ],
)
def test_the_traces_of_the_shipped_case(name: str, day: str, expected: float) -> None:
    found = implied(shipped().forecasts[name], shipped().case, evidence(), end_of(day))
    assert found == pytest.approx(expected, abs=NEAR)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], 0.5),
        (["F6"], 0.5),
        (["E5"], 0.5),
        ([None], 1.5),
        (["C3"], 1.8136),
        (["B2"], 6.4772),
        (["B1"], 14.9335),
        (["A1"], 48.5),
        (["B2", "B2"], 28.2858),
        (["B1", "B1", "C3"], 119.2717),
    ],
)
def test_the_factor_of_full_reports(said: Sequence[str | None], expected: float) -> None:
    assert bayes(*((grade, "full") for grade in said)) == pytest.approx(expected, abs=NEAR)


def test_the_factor_of_partial_reports() -> None:
    assert bayes(("A1", "partial")) == pytest.approx(6.5, abs=NEAR)
    assert bayes(("A1", "partial"), (None, "full")) == pytest.approx(11.8182, abs=NEAR)


def test_one_sign_silent_denied_and_both() -> None:
    found = [
        log_ratio(gone=0.5),
        log_ratio(gone=1.0),
        log_ratio(("A1", "refutes"), gone=0.5),
        log_ratio(("A1", "refutes"), gone=1.0),
        log_ratio(("B1", "full"), ("A1", "refutes"), gone=0.5),
        log_ratio(("A1", "full"), ("E5", "refutes"), gone=0.5),
    ]
    assert found == pytest.approx([-0.1112, -0.2513, -0.2481, -0.6805, -0.1619, 1.0330], abs=NEAR)


def test_a_sure_report_is_the_whole_ratio_and_a_sure_denial_beside_it_a_contradiction() -> None:
    sure = Report(OPENS, frozenset({"it"}), {"sign": "full"}, r=1.0)
    seen = look(question(), [sure], SIGN, OPENS + DAY)
    assert isinf(seen.bayes)
    assert moved_by(seen, 0.1).log_ratio == pytest.approx(log(3))
    with pytest.raises(Contradiction):
        look(question(), [sure, replace(sure, matches={"sign": "refutes"})], SIGN, OPENS + DAY)


def test_the_groups_of_hama() -> None:
    hama = question_of(shipped().forecasts["hama-by-december"], shipped().case)
    groups = groups_of(all_moved(hama, reports_of(evidence(), shipped().case), end_of("2024-12-04")))
    found = {members[0].name: together([one.log_ratio for one in members], 0.5) for members in groups}
    assert found == pytest.approx(
        {
            "army-withdraws": -0.0363,
            "iraqi-fighters-cross": -0.1342,
            "single-source-claim": -0.0089,
            "displacement-doubles": 0.0,
            "lost-town-held": 0.0,
        },
        abs=NEAR,
    )
    assert after_time(hama, 0.404, end_of("2024-12-04")) == pytest.approx(0.362849, abs=1e-6)


def test_the_range_of_hama() -> None:
    hama = question_of(shipped().forecasts["hama-by-december"], shipped().case)
    reports, at = reports_of(evidence(), shipped().case), end_of("2024-12-04")
    assert range_of(hama, reports, at) == pytest.approx((0.1843, 0.5008), abs=NEAR)
    assert range_of(replace(hama, range=None), reports, at) == pytest.approx((0.2423, 0.4147), abs=NEAR)


@pytest.mark.parametrize(
    ("values", "expected"),
    [((1, 0.5, -0.25), 0.8680), ((1, 1), 1.4142), ((1, -1), 0), ((1, 1, 1), 1.7321), ((1,), 1)],
)
def test_signs_with_a_shared_cause(values: Sequence[float], expected: float) -> None:
    assert together(values, 0.5) == pytest.approx(expected, abs=NEAR)


def test_no_correlation_adds_up_and_full_correlation_leaves_the_strongest() -> None:
    assert together((1, 0.5, -0.25), 0.0) == pytest.approx(1.25)
    assert together((1, 0.5, -0.25), 1.0) == pytest.approx(0.75)
    assert shares_of_strength((2, 1, 0), 0.0) == [1, 1, 0]
    assert shares_of_strength((2, 2, 1), 1.0) == [0.5, 0.5, 0]
    assert shares_of_strength((inf, 1), 0.5) == [1, 0]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_a_choice_of_two_options_is_a_binary_forecast(rho: float) -> None:
    ratios = (0.8, 0.3, 0.1)
    strengths = shares_of_strength(ratios, rho)
    assert sum(a * b for a, b in zip(ratios, strengths, strict=True)) == pytest.approx(together(ratios, rho))


def test_a_ratio_is_taken_as_stated_without_a_grade_and_discounted_with_one() -> None:
    plain = Report(OPENS, frozenset({"it"}), ratio=10.0)
    assert exp(ratio_log(plain)) == pytest.approx(10.0)
    assert exp(ratio_log(replace(plain, r=reliability("A1")))) == pytest.approx(8.3, abs=0.05)
    assert ratio_log(replace(plain, r=reliability("F6"))) == 0.0


def test_the_hazard_of_a_deadline() -> None:
    decaying = question(prior={"yes": 0.243, "no": 0.757}, decays=True)
    found = [after_time(decaying, 0.243, OPENS + days * DAY) for days in (2.5, 5, 7.5)]
    assert found == pytest.approx([0.188, 0.130, 0.067], abs=NEAR)


def test_a_quantity_is_tilted() -> None:
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    expected = (0.0127, 0.0820, 0.2315, 0.5038, 0.8756)
    assert [tilted(share, 1.2) for share in shares] == pytest.approx(expected, abs=NEAR)
    assert [1 - tilted(1 - share, -1.2) for share in shares] == pytest.approx(expected, abs=NEAR)
    assert tilted(0.3, 0.0) == 0.3
    assert (1 - tilted(0.5, 800.0)) == pytest.approx(1.0)


def test_a_date_comes_sooner_or_later() -> None:
    stated = Reached(0.0, ((2.0, 0.1), (5.0, 0.3), (7.0, 0.42), (10.0, 0.5)))
    found = sooner_or_later(stated, closes=10.0, now=2.0, moved=0.9)
    assert found is not None
    left, moved = found
    assert list(left.values()) == pytest.approx([0.2222, 0.3556, 0.4444], abs=NEAR)
    assert list(moved.values()) == pytest.approx([0.3719, 0.5565, 0.6630], abs=NEAR)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("hama-by-december", "2024-12-04", 0.0907),
        ("damascus-by-december", "2024-12-07", 0.9999),
        ("us-iran-fire-given-attack", "2025-03-17", 0.0413),
        ("unsc-resolution", "2025-03-14", 0.2060),
        ("un-talks", "2025-03-29", 0.0006),
    ],
)
def test_naive_multiplies_everything(name: str, day: str, expected: float) -> None:
    asked = question_of(shipped().forecasts[name], shipped().case)
    found = naive(asked, reports_of(evidence(), shipped().case), end_of(day))
    assert found == pytest.approx(expected, abs=NEAR)
