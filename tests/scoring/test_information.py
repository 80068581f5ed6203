"""The bits of reports: they add up, whatever is reported; and the implied series that they are read from."""

from __future__ import annotations

import io
import math
import re
import statistics
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.answers.score import KEYS, Ask, review
from outlook.answers.standing import Standing
from outlook.belief.timeline import Situation, situations
from outlook.evidence.over_time import implied_values, mean_cost, stretches, weighed
from outlook.lengths import Length
from outlook.model import Case, Entry, Estimate, Evidence, Resolution, Retraction
from outlook.model.belief import Chance
from outlook.model.kinds import FORECAST
from outlook.model.weighing import Weighing
from outlook.scoring import rules
from outlook.scoring.calibration import wilson
from outlook.scoring.information import Told, gained, grouped, interval, summed, told
from outlook.scoring.words import spoken
from outlook.show.describe.scorecard import scorecard as described
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from outlook.model import Forecast

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
CASE = Case.model_validate({
    "id": "syria", "title": "Syria", "weighing": {"vigilance": 0},  # the silence of a sign says nothing
    "indicators": [
        {"id": "withdraws", "text": "w", "group": "rout"}, {"id": "flees", "text": "f", "group": "rout"},
        {"id": "talks", "text": "t"}, {"id": "certain", "text": "c"},
    ],
})  # fmt: skip
WATCHED = CASE.model_copy(update={"weighing": Weighing()})
INDICATORS = [
    {"id": "withdraws", "likelihood": {"yes": 0.8, "no": 0.1}}, {"id": "flees", "likelihood": {"yes": 0.5, "no": 0.2}},
    {"id": "talks", "likelihood": {"yes": 0.2, "no": 0.6}}, {"id": "certain", "likelihood": {"yes": 0.9, "no": 0.05}},
]  # fmt: skip
CITIES = [
    {"id": "withdraws", "likelihood": {"none": 0.1, "Hama": 0.5, "Homs": 0.8}},
    {"id": "flees", "likelihood": {"none": 0.1, "Hama": 0.2, "Homs": 0.7}},
]  # fmt: skip


def standing(situation: Situation, case: Case | None) -> Standing:
    return Standing(situation, case, day(400))


def near(value: Any) -> Any:
    return pytest.approx(value)


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def hama(**fields: Any) -> Forecast:
    ready = {
        "question": "Falls?",
        "criteria": "Two wires.",
        "opens_at": OPENS,
        "closes_at": day(10),
        "prior": 0.3,
        "indicators": INDICATORS,
    }
    return FORECAST.validate_python({"id": "hama", "case": "syria", "kind": "binary", **ready, **fields})


def city(**fields: Any) -> Forecast:
    prior = {"none": 0.5, "Hama": 0.3, "Homs": 0.2}
    return hama(kind="choice", options=["none", "Hama", "Homs"], prior=prior, indicators=CITIES, **fields)


def entry_id(number: int) -> str:
    return "".join(LETTERS[number // 32**place % 32] for place in range(8))


def report(number: int, at: float, indicators: dict[str, str], **more: Any) -> Evidence:
    fields = {"by": "alice", "summary": "Seen.", "forecasts": ("hama",), "grade": "B2", "source": "AFP", **more}
    return Evidence.model_validate(
        {"id": entry_id(number), "known_at": day(at), "recorded_at": day(at), "indicators": indicators, **fields}
    )


def resolved(question: Forecast, entries: list[Any], at: float = 10, outcome: str = "yes") -> Situation:
    end = Resolution(id="zzzzzzzz", known_at=day(at), recorded_at=day(at), by="judge", forecast="hama", outcome=outcome)
    return situations({"hama": question}, [*entries, end], day(999))[0]


def bits_of(question: Forecast, entries: list[Any], at: float = 10, outcome: str = "yes", case: Case = CASE) -> Told:
    situation = resolved(question, entries, at, outcome)
    found = told(situation, case, stretches(situation, case, min(day(at), day(10))))
    assert found is not None
    return found


matches = st.dictionaries(
    st.sampled_from(["withdraws", "flees", "talks"]),
    st.sampled_from(["full", "partial", "pending", "refutes", "none"]),
    max_size=3,
)
grades = st.sampled_from(["A1", "B2", "C3", "E5", None])
reports = st.lists(
    st.builds(
        lambda at, indicators, grade, origin, ratio: (at / 4, indicators, grade, origin, ratio),
        st.integers(-8, 44), matches, grades, st.sampled_from([None, "wire"]), st.sampled_from([None, 0.25, 3.0]),
    ),
    max_size=7,
)  # fmt: skip


def entered(drawn: list[tuple[float, dict[str, str], str | None, str | None, float | None]]) -> list[Evidence]:
    return [
        report(number, at, indicators, grade=grade, origin=origin, likelihood_ratio=ratio)
        for number, (at, indicators, grade, origin, ratio) in enumerate(drawn)
    ]


# ── the bits add up ──


@given(
    reports,
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["none", "deadline"]),
    st.integers(1, 39),
    st.sampled_from([CASE, WATCHED]),
)
def test_the_parts_add_up_to_the_whole(drawn: Any, outcome: str, decay: str, end: int, case: Case) -> None:
    """Surprise under the prior, less time, less every entry, is the surprise at the last implied value."""
    entries = entered(drawn)
    found = bits_of(hama(decay=decay), entries, end / 4, outcome, case)
    pieces = math.fsum(piece.bits for piece in found.pieces)
    assert found.prior - found.time - pieces == pytest.approx(found.left, abs=1e-9)
    implied = weighed(resolved(hama(decay=decay), entries, end / 4, outcome), case, day(999)).implied
    assert isinstance(implied, float)
    assert found.left * math.log(2) == pytest.approx(rules.log_score(implied, outcome == "yes"), abs=1e-9)


@given(reports, st.sampled_from(["none", "Hama", "Homs"]))
def test_the_parts_of_a_choice_add_up_too(drawn: Any, outcome: str) -> None:
    entries = [one.model_copy(update={"likelihood_ratio": None}) for one in entered(drawn)]
    found = bits_of(city(), entries, 9.9, outcome)
    assert found.prior - found.time - math.fsum(piece.bits for piece in found.pieces) == pytest.approx(
        found.left, abs=1e-9
    )
    denied = any("refutes" in one.indicators.values() for one in entries)
    assert found.time == 0 or denied, "time moves a choice only by what is silent or denied"


@given(reports)
def test_every_way_to_group_sums_to_the_same(drawn: Any) -> None:
    pieces = bits_of(hama(decay="deadline"), entered(drawn), 9.9).pieces
    whole = math.fsum(piece.bits for piece in pieces)
    for key in ("source", "grade", "indicator"):
        assert math.fsum(group.bits for group in grouped(pieces, key)) == pytest.approx(whole, abs=1e-9)


@given(reports, st.randoms())
def test_the_order_of_entries_changes_nothing(drawn: Any, dice: Any) -> None:
    entries = entered(drawn)
    shuffled = entries[:]
    dice.shuffle(shuffled)
    assert bits_of(hama(), shuffled) == bits_of(hama(), entries)


def test_bits_by_hand() -> None:
    """A report that is sure to be right doubles and more the odds of 3 : 7; then time halves what is left."""
    sure = report(1, 2, {"withdraws": "full"}, p_accurate=1.0)
    found = bits_of(hama(), [sure])
    after = 0.3 * 0.8 / (0.3 * 0.8 + 0.7 * 0.1)
    assert [piece.bits for piece in found.pieces] == [pytest.approx(math.log2(after / 0.3))]
    assert (found.prior, found.time, found.left) == pytest.approx((-math.log2(0.3), 0, -math.log2(after)))
    decayed = bits_of(hama(decay="deadline"), [], at=5, outcome="no")
    assert decayed.time == pytest.approx(math.log2(0.7**0.5 / 0.7))


def test_what_silence_told_came_with_time_also_where_another_forecast_ends_it() -> None:
    silent = bits_of(hama(), [], outcome="no", case=WATCHED)
    assert silent.pieces == ()
    assert silent.time > 0
    elsewhere = report(1, 5, {"withdraws": "full"}, forecasts=("homs",))
    ended = bits_of(hama(), [elsewhere], outcome="no", case=WATCHED)
    assert (ended.pieces, 0 < ended.time < silent.time) == ((), True)
    assert ended.prior - ended.time == pytest.approx(ended.left)


def test_what_misled_has_negative_bits() -> None:
    assert bits_of(hama(), [report(1, 2, {"talks": "full"})]).pieces[0].bits < 0


def test_an_entry_on_two_signs_of_one_cause_is_split_evenly_between_the_two_orders() -> None:
    """Alone each moves in full; in a group the second counts half. Each gets the mean of being first and second."""
    both = bits_of(hama(), [report(1, 2, {"withdraws": "full", "flees": "full"})])
    parts = {piece.indicator: piece.bits for piece in both.pieces}
    alone = {name: bits_of(hama(), [report(1, 2, {name: "full"})]).pieces[0].bits for name in ("withdraws", "flees")}
    whole = sum(parts.values())
    assert parts["withdraws"] == pytest.approx((alone["withdraws"] + whole - alone["flees"]) / 2)
    assert parts["flees"] == pytest.approx((alone["flees"] + whole - alone["withdraws"]) / 2)
    assert [piece.entry.id for piece in both.pieces] == [entry_id(1)] * 2


def test_what_came_before_the_opening_or_with_the_outcome_told_nothing() -> None:
    entries = [
        report(1, -1, {"withdraws": "full"}),
        report(2, 5, {"withdraws": "full"}),
        report(3, 6, {"flees": "full"}),
    ]
    assert bits_of(hama(), entries, at=5).pieces == ()


def test_a_report_that_was_taken_back_told_nothing() -> None:
    back = Retraction(id="yyyyyyyy", known_at=day(4), recorded_at=day(4), by="alice", entry=entry_id(1))
    assert bits_of(hama(), [report(1, 2, {"withdraws": "full"}), back]).pieces == ()


def test_a_report_on_no_sign_of_the_forecast_counts_with_nothing() -> None:
    (piece,) = bits_of(hama(), [report(1, 2, {})]).pieces
    assert (piece.indicator, piece.bits) == ("(no indicator)", 0)


def test_ruling_out_what_happened_is_infinite_counted_and_summed_apart() -> None:
    """A sure report of what cannot be seen if yes; after it, nothing more can be told."""
    sign = [{"id": "certain", "likelihood": {"yes": 0.0, "no": 0.5}}, *INDICATORS[:1]]
    question = hama(indicators=sign)
    entries = [report(1, 2, {"certain": "full"}, p_accurate=1.0), report(2, 3, {"withdraws": "full"})]
    found = bits_of(question, entries)
    assert [piece.bits for piece in found.pieces] == [-math.inf, 0]
    assert found.left == math.inf
    (group,) = grouped(found.pieces, "source")
    assert (group.n, group.bits, group.infinite) == (2, 0, 1)
    whole = summed([found, bits_of(hama(), [])])
    assert whole is not None
    assert (whole.n, whole.infinite, whole.prior) == (2, 1, near(-math.log2(0.3)))


def test_a_sure_report_that_leaves_one_outcome_makes_it_certain() -> None:
    sign = [{"id": "certain", "likelihood": {"yes": 0.5, "no": 0.0}}, *INDICATORS[:1]]
    found = bits_of(
        hama(indicators=sign), [report(1, 2, {"certain": "full"}, p_accurate=1.0), report(2, 3, {"withdraws": "full"})]
    )
    assert (found.left, found.pieces[0].bits) == (0, near(-math.log2(0.3)))


def test_sure_reports_that_contradict_each_other_imply_nothing() -> None:
    signs = [
        {"id": "certain", "likelihood": {"yes": 0.5, "no": 0.0}},
        {"id": "withdraws", "likelihood": {"yes": 0.0, "no": 0.5}},
    ]
    entries = [report(1, 2, {"certain": "full"}, p_accurate=1.0), report(2, 3, {"withdraws": "full"}, p_accurate=1.0)]
    situation = resolved(hama(indicators=signs), entries)
    assert weighed(situation, CASE, day(9)).implied is None
    assert stretches(situation, CASE, day(10)) == ()
    by_the_close = resolved(hama(indicators=signs, decay="deadline"), entries[:1])
    assert stretches(by_the_close, CASE, day(10))[-1].implied(day(10)) == Chance(1), (
        "a sure yes is no less sure at the close"
    )
    card = review([standing(situation, CASE)], Ask())
    assert card.sum is None


def test_where_the_split_meets_a_contradiction_the_parts_are_equal() -> None:
    signs = [
        {"id": "certain", "likelihood": {"yes": 0.5, "no": 0.0}},
        {"id": "withdraws", "likelihood": {"yes": 0.0, "no": 0.5}},
    ]
    first = report(1, 2, {"certain": "full"}, p_accurate=1.0)
    both = report(2, 3, {"certain": "refutes", "withdraws": "full"}, p_accurate=1.0)
    first_rule = CASE.model_copy(update={"weighing": Weighing(rule="classic")})  # a denial erases there
    pieces = bits_of(hama(indicators=signs), [first, both], outcome="no", case=first_rule).pieces
    assert pieces[1].bits == pieces[2].bits == math.inf


def test_a_yes_that_is_known_at_the_deadline_was_still_given_the_chance_of_the_day_before() -> None:
    found = bits_of(hama(decay="deadline"), [], at=10)
    assert found.left == pytest.approx(-math.log2(1 - 0.7**0.1))


def test_kinds_without_a_probability_of_what_happened_have_no_bits() -> None:
    number = hama(kind="numeric", prior={"q50": 1.0}, indicators=[])
    situation = resolved(number, [report(1, 2, {})], outcome="3")
    assert stretches(situation, CASE, day(10)) == ()
    assert told(situation, CASE, ()) is None
    assert stretches(resolved(hama(prior=None), []), CASE, day(10)) == ()


def test_a_move_from_nothing_to_nothing_told_nothing() -> None:
    assert gained(0.0, 0.0) == 0
    assert gained(0.5, 0.0) == -math.inf
    assert gained(0.0, 0.5) == math.inf


def test_a_source_with_few_forecasts_has_no_interval_and_one_with_many_has_one_around_its_sum() -> None:
    assert interval([0.5] * 4) == (None, None)
    low, high = interval([0.1, 0.5, -0.2, 0.9, 0.3, 0.4])
    assert low is not None
    assert high is not None
    assert (low + high) / 2 == pytest.approx(2.0)
    assert high - 2.0 == pytest.approx(1.6448536 * 6 * statistics.stdev([0.1, 0.5, -0.2, 0.9, 0.3, 0.4]) / math.sqrt(6))
    assert interval([0.5] * 6) == (3.0, 3.0)


# ── the implied series ──


@given(reports, st.integers(1, 39), st.sampled_from(["none", "deadline"]))
def test_the_series_is_what_weighing_says_at_each_moment(drawn: Any, quarter: int, decay: str) -> None:
    entries, moment = entered(drawn), day(quarter / 4 + 0.1)
    situation = situations({"hama": hama(decay=decay)}, entries, day(999))[0]
    ((at, value, _),) = implied_values(situation, CASE, day(10), [moment])
    assert at == moment
    assert value == pytest.approx(weighed(situation, CASE, moment).implied)


def test_the_series_stands_at_the_opening_at_entries_and_at_the_end() -> None:
    situation = resolved(hama(), [report(1, 2, {"withdraws": "full"}), report(2, -3, {"talks": "full"})])
    assert [at for at, *_ in implied_values(situation, CASE, day(8))] == [day(0), day(2), day(8)]
    assert implied_values(situation, CASE, day(8), [day(-1), day(9)]) == []


@given(reports, st.sampled_from(["yes", "no"]))
def test_the_mean_over_time_is_that_of_many_looks(drawn: Any, outcome: str) -> None:
    situation = resolved(hama(decay="deadline"), entered(drawn))
    laid = stretches(situation, CASE, day(10))
    found = mean_cost(laid, lambda p: rules.brier(float(p), outcome == "yes"), [(day(1), day(4)), (day(6), day(9))])  # type: ignore[arg-type]
    # Reports come on quarters of a day, so that no look of 0.05 days has one within.
    looks = [day(start + (number + 0.5) / 60 * 3) for start in (1, 6) for number in range(60)]
    slow = [rules.brier(float(p), outcome == "yes") for _, p, _ in implied_values(situation, CASE, day(10), looks)]  # type: ignore[arg-type]
    assert found == pytest.approx(sum(slow) / len(slow), abs=1e-4)


def test_the_mean_over_time_by_hand_and_split_in_two() -> None:
    """With no evidence 1 - p runs as 0.7^u, u from 1 to 0.1, and then stands still; for no, Brier is (1 - 0.7^u)²."""
    situation = resolved(hama(decay="deadline"), [], outcome="no")
    laid = stretches(situation, CASE, day(10))
    cost = lambda p: rules.brier(p, 0)  # noqa: E731
    log = math.log(0.7)
    running = 0.9 - 2 * (0.7 - 0.7**0.1) / log + (0.49 - 0.49**0.1) / (2 * log)
    exact = running + 0.1 * (1 - 0.7**0.1) ** 2
    assert mean_cost(laid, cost, [(day(0), day(10))]) == pytest.approx(exact, abs=1e-6)
    assert mean_cost(laid, cost, [(day(0), day(3)), (day(3), day(10))]) == pytest.approx(exact, abs=1e-6)
    assert mean_cost(laid, cost, [(day(9.2), day(9.8))]) == pytest.approx((1 - 0.7**0.1) ** 2), (
        "it stands still by then"
    )
    assert mean_cost(laid, cost, [(day(10), day(10))]) is None


def test_the_mean_over_time_is_right_where_simpsons_first_places_agree_by_accident() -> None:
    """The odds are 8 times those of the prior, which decays; by halving, the mean was 0.0004 off."""
    at_once = report(1, 0, {}, likelihood_ratio=8, grade=None)
    situation = resolved(hama(decay="deadline", prior=0.385, indicators=[]), [at_once], outcome="no")
    laid = stretches(situation, CASE, day(10))

    def cost(left: float) -> float:
        odds = 8 * (math.exp(-left * math.log(0.615)) - 1)
        return math.pow(odds / (1 + odds), 2)

    looks = [1 - 0.9 * (number + 0.5) / 1000 for number in range(1000)]
    exact = 0.9 * sum(map(cost, looks)) / 1000 + 0.1 * cost(0.1)
    assert mean_cost(laid, lambda p: rules.brier(float(p), 0), [(day(0), day(10))]) == pytest.approx(exact, abs=1e-6)  # type: ignore[arg-type]


# ── words ──

DOCUMENT = {
    "id": "report", "file": "report.txt", "sha256": "0" * 64,
    "statements": [
        {"id": "s1", "quote": "It is Likely to fall.", "hedge": "Likely"},
        {"id": "s2", "quote": "It may fall.", "hedge": "may"},
        {"id": "s3", "quote": "It is likely to hold.", "hedge": "likely"},
        {"id": "s4", "quote": "It fell."},
    ],
}  # fmt: skip
SPEAKING = Case.model_validate({"id": "syria", "title": "Syria", "documents": [DOCUMENT]})
BANDS = {"likely": (0.55, 0.8)}


def question(name: str, outcome: str | None, *statements: str, **fields: Any) -> Situation:
    asked = hama(id=name, indicators=[], statements=statements, **fields)
    end = (
        []
        if outcome is None
        else [Resolution(id="zzzzzzzz", known_at=day(9), recorded_at=day(9), by="j", forecast=name, outcome=outcome)]
    )
    return situations({name: asked}, end, day(9.5))[0]


def test_words_are_scored_by_what_hangs_on_them() -> None:
    asked = [
        question("a", "yes", "s1"), question("b", "no", "s1", "s3"), question("c", "yes", "s2"),
        question("d", "yes", "s4"), question("e", None, "s1"), question("f", "annulled", "s2"), question("g", "yes"),
    ]  # fmt: skip
    found = spoken(asked, {"syria": SPEAKING}, "hedge", BANDS)
    assert [(one.name, one.happened, one.n, one.band, one.fit) for one in found.groups] == [
        ("likely", 1, 2, (0.55, 0.8), "too few to tell"), ("may", 1, 1, None, None),
    ]  # fmt: skip
    assert found.left_out == {"open": 1, "annulled": 1}


def test_the_words_of_one_term_count_together_and_a_question_once() -> None:
    statements = [
        {"id": "s1", "quote": "It is likely to fall.", "hedge": "likely"},
        {"id": "s2", "quote": "It will probably fall.", "hedge": "probably"},
        {"id": "s3", "quote": "It may fall.", "hedge": "may"},
    ]
    case = Case.model_validate({"id": "syria", "title": "Syria", "documents": [{**DOCUMENT, "statements": statements}]})
    asked = [
        question("a", "yes", "s1"), question("b", "no", "s2"), question("c", "yes", "s1", "s2"), question("d", "no", "s3"),
    ]  # fmt: skip
    terms, bands = {"likely": "likely", "probably": "likely"}, {"likely": (0.55, 0.8), "probably": (0.55, 0.8)}
    found = spoken(asked, {"syria": case}, "term", bands, terms).groups
    assert [(one.name, one.happened, one.n, one.band) for one in found] == [
        ("likely", 2, 3, near((0.55, 0.8))), ("may", 0, 1, None),
    ]  # fmt: skip
    assert found[0].worth == near((20 * 0.675 + 2) / 23)
    assert len(spoken(asked, {"syria": case}, "hedge", bands, terms).groups) == 3


def test_a_document_is_scored_against_the_mean_of_its_bands() -> None:
    asked = [question("a", "yes", "s1"), question("b", "yes", "s1", "s2"), question("c", "yes", "s2")]
    (found,) = spoken(asked, {"syria": SPEAKING}, "document", BANDS).groups
    assert (found.name, found.n, found.happened) == ("syria/report", 4, 4)
    assert (found.banded, found.rate_of_banded, found.band) == (2, 1.0, near((0.55, 0.8)))


@pytest.mark.parametrize(
    ("yes", "no", "fit"),
    [(13, 7, "within"), (20, 0, "above"), (0, 20, "below"), (1, 0, "too few to tell"), (4, 2, "too few to tell")],
)
def test_a_word_fits_its_band_or_not(yes: int, no: int, fit: str) -> None:
    asked = [question(f"q{number}", "yes" if number < yes else "no", "s1") for number in range(yes + no)]
    (found,) = spoken(asked, {"syria": SPEAKING}, "hedge", BANDS).groups
    assert found.fit == fit


def test_a_word_is_worth_its_promise_as_twenty_questions_and_what_happened() -> None:
    asked = [question(f"q{number}", "yes" if number < 3 else "no", "s1") for number in range(10)]
    (found,) = spoken(asked, {"syria": SPEAKING}, "hedge", BANDS).groups
    assert found.worth == near(0.55)
    of_yes, of_no = (20 * 0.675 + 2) / 29, (20 * 0.675 + 3) / 29
    saved = 3 * ((0.675 - 1) ** 2 - (of_yes - 1) ** 2) + 7 * (0.675**2 - of_no**2)
    assert found.gain == near(saved / 10)
    (few,) = spoken(asked[:9], {"syria": SPEAKING}, "hedge", BANDS).groups
    assert few.worth == near((20 * 0.675 + 3) / 29)
    assert few.gain is None


def test_what_has_no_yes_or_no_is_left_out_of_words() -> None:
    cities = situations({"hama": city(statements=["s1"])}, [], day(5))[0]
    found = spoken([cities], {"syria": SPEAKING}, "hedge", BANDS)
    assert (found.groups, found.left_out) == ((), {"not a yes/no question": 1})


@given(st.integers(1, 60), st.data())
def test_the_wilson_interval_solves_its_equation(n: int, data: Any) -> None:
    """Its ends are the shares from which the count lies 1.645 standard deviations away."""
    happened = data.draw(st.integers(0, n))
    for end in wilson(happened, n):
        if 0 < end < 1:
            assert abs(happened / n - end) == pytest.approx(
                1.6448536269514722 * math.sqrt(end * (1 - end) / n), abs=1e-7
            )


# ── all of it together ──


def test_a_review_hands_on_what_was_asked() -> None:
    entries: list[Entry] = [
        report(1, 2, {"withdraws": "full"}),
        Estimate(id=entry_id(9), known_at=day(0), recorded_at=day(0), by="alice", forecast="hama", stated=0.4),
    ]
    situation = resolved(hama(), entries)
    for key in KEYS:
        found = review([standing(situation, CASE)], Ask(key=key))
        assert bool(found.groups) == (key in ("forecaster", "case", "tag", "kind"))
        assert (found.spoken is not None) == (key in ("hedge", "term", "document"))
    found = review([standing(situation, CASE)], Ask(lead=Length(0, timedelta(days=1)), daily=True))
    (one,) = found.scored
    assert one.lead is not None
    assert one.daily is not None
    assert one.lead.score == one.daily.score == pytest.approx(0.36)
    after = found.told[0].left
    implied = 0.2 * 0.49 + 0.8 * (1 - 2**-after) ** 2
    assert one.references["implied"] == pytest.approx(implied)


def test_words_are_shown_against_their_bands() -> None:
    asked = [question(f"q{number}", "yes", "s1") for number in range(20)] + [question("m", "no", "s2")]
    shown = io.StringIO()
    found = review([standing(one, SPEAKING) for one in asked], Ask(key="document", bands=BANDS))
    show(Screen(None, color=False, stream=shown), described(found, {"syria": SPEAKING}))
    assert re.search(
        r"syria/report +20 of 21 +95\.2% +81% to 99% +55% to 80% +above \(100% of 20\)", shown.getvalue()
    ), shown.getvalue()
    nothing = io.StringIO()
    found = review([standing(one, None) for one in asked[:1]], Ask(key="hedge", bands=BANDS))
    show(Screen(None, color=False, stream=nothing), described(found, {"syria": None}))
    assert "no words to score" in nothing.getvalue()


def test_a_page_without_anything_implied_says_so_and_lists_no_sources() -> None:
    shown = io.StringIO()
    found = review([standing(question("a", "yes", prior=None), SPEAKING)], Ask(key="source"))
    show(Screen(None, color=False, stream=shown), described(found, {"syria": SPEAKING}))
    assert "no bits: nothing selected is resolved and has a prior that evidence could move" in shown.getvalue()


def test_evidence_is_asked_about_only_where_there_is_some() -> None:
    entries = [Estimate(id=entry_id(9), known_at=day(0), recorded_at=day(0), by="alice", forecast="hama", stated=0.4)]
    pages = []
    for reported in ([], [report(1, 2, {"withdraws": "full"})]):
        shown = io.StringIO()
        found = review([standing(resolved(hama(), [*entries, *reported]), CASE)], Ask())
        show(Screen(80, color=False, stream=shown), described(found, {"syria": CASE}))
        pages.append(" ".join(shown.getvalue().split()))
    assert "Would listening" not in pages[0]
    assert re.search(
        r"Would listening to the evidence have helped\? Yes: what it implied scored 0\.\d+, the estimates 0\.360",
        pages[1],
    )
