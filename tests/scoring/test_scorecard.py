"""Rows, totals and what is not scored, with the reason; and the shipped case's numbers, known before from elsewhere."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.book import Book
from outlook.model import Entry, Estimate, Resolution, Retraction
from outlook.model.kinds import FORECAST
from outlook.scoring.curve import curve
from outlook.scoring.over_time import daily
from outlook.scoring.scorecard import Row, scorecard

if TYPE_CHECKING:
    from outlook.model import Forecast
    from outlook.scoring.scorecard import Scorecard

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "data" / "timeline_vectors.json").read_text("utf-8"))["vectors"]
OPENS = datetime(2024, 12, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=10)


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def forecast(kind: str = "binary", forecast_id: str = "hama", **fields: Any) -> Forecast:
    ready = {"question": "Falls?", "criteria": "Two wires.", "opens_at": OPENS, "closes_at": CLOSES}
    return FORECAST.validate_python({"id": forecast_id, "case": "syria", "kind": kind, **ready, **fields})


def stamp(at: float, by: str) -> dict[str, Any]:
    number = int(at * 1000) + 100_000
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    entry_id = "".join(letters[(number + ord(by[0])) // 32**place % 32] for place in range(8))
    return {"id": entry_id, "known_at": day(at), "recorded_at": day(at), "by": by}


def says(at: float, stated: Any, of: str = "hama", by: str = "alice") -> Estimate:
    return Estimate(forecast=of, stated=stated, **stamp(at, by))


def resolves(
    at: float, outcome: str | float, of: str = "hama", by: str = "judge", why: str | None = None
) -> Resolution:
    return Resolution(forecast=of, outcome=outcome, why=why, **stamp(at, by))


def scored(forecasts: list[Forecast], *entries: Entry, at: float = 100, by: str | None = None) -> Scorecard:
    return scorecard(situations({one.id: one for one in forecasts}, entries, day(at)), by)


def only_row(card: Scorecard) -> Row:
    assert [(one.forecast.id, one.reason) for one in card.not_scored] == []
    assert len(card.rows) == 1
    return card.rows[0]


def reasons(card: Scorecard) -> list[tuple[str, str, str]]:
    assert card.rows == ()
    assert card.totals == ()
    return [(one.forecast.id, one.state, one.reason) for one in card.not_scored]


# ── rows ──


def test_a_binary_forecast_by_hand() -> None:
    """30 % for two days, 60 % for three, 90 % for five, and yes at the close."""
    row = only_row(
        scored([forecast(prior=0.5)], says(0, 0.3), says(2, 0.6), says(5, 0.9), says(12, 0.99), resolves(11, "yes"))
    )
    assert (row.by, row.outcome, row.measure.name, row.measure.unit) == ("alice", "yes", "brier", "squared probability")
    assert (row.measure.lowest, row.measure.highest, row.measure.better) == (0.0, 1.0, "lower")
    assert row.first == pytest.approx(0.49)
    assert row.last == pytest.approx(0.01)
    assert row.time_weighted == pytest.approx(0.151)
    assert row.log_score == pytest.approx(-(2 * math.log(0.3) + 3 * math.log(0.6) + 5 * math.log(0.9)) / 10)
    assert row.skill == pytest.approx(1 - 0.151 / 0.25)
    assert (row.coverage, row.estimates, row.ignored) == (1.0, 4, 1)


def test_a_resolution_before_the_close_ends_the_window() -> None:
    row = only_row(scored([forecast()], says(0, 0.5), says(4, 0.9), resolves(5, "no")))
    assert row.time_weighted == pytest.approx((4 * 0.25 + 1 * 0.81) / 5)
    assert row.skill is None, "no prior, no reference"


def test_a_late_start_is_coverage_and_not_a_better_score() -> None:
    row = only_row(scored([forecast()], says(9, 0.5), resolves(10, "yes")))
    assert row.time_weighted == pytest.approx(0.25)
    assert row.coverage == pytest.approx(0.1)


def test_a_choice_by_hand() -> None:
    cities = forecast("choice", options=["none", "Hama", "Homs"], prior={"Homs": 0.25, "none": 0.5, "hama": 0.25})
    row = only_row(scored([cities], says(0, {"none": 0.5, "Homs": 0.2, "Hama": 0.3}), resolves(5, "Hama")))
    assert row.time_weighted == pytest.approx(0.25 + 0.49 + 0.04)
    assert row.log_score == pytest.approx(-math.log(0.3))
    assert row.measure.highest == 2.0
    assert row.extra == {}
    prior = 0.25 + 0.5625 + 0.0625
    assert row.skill == pytest.approx(1 - 0.78 / prior), "the prior in the order of the options, not of the record"


def test_an_ordered_choice_has_a_ranked_score_too() -> None:
    cities = forecast("choice", options=["none", "Hama", "Homs"], ordered=True)
    row = only_row(scored([cities], says(0, {"none": 0.5, "Hama": 0.3, "Homs": 0.2}), resolves(5, "Homs")))
    assert row.extra["rps"] == pytest.approx((0.5**2 + 0.8**2) / 2)
    assert row.extra["brier_ordered"] == pytest.approx(2 / 2 * (0.5**2 + 0.8**2))


def test_a_number_by_quantiles_and_its_intervals() -> None:
    persons = forecast("numeric", unit="persons")
    stated = {"q05": 0.0, "q25": 10.0, "q50": 20.0, "q75": 30.0, "q95": 40.0}
    row = only_row(scored([persons], says(0, stated), resolves(5, 35)))
    pinball = [0.05 * 35, 0.25 * 25, 0.5 * 15, 0.75 * 5, 0.05 * 5]
    assert row.time_weighted == pytest.approx(2 * sum(pinball) / 5)
    assert (row.measure.name, row.measure.unit, row.measure.highest) == (
        "weighted_interval_score",
        "persons",
        None,
    )
    assert row.measure.levels == ("q05", "q25", "q50", "q75", "q95")
    assert row.intervals == {"90%": True, "50%": False}
    assert row.log_score is None


def test_a_number_by_points_by_hand() -> None:
    """F runs straight from 0 at 0 to 1 at 10; the value is 4: ∫₀⁴ (x/10)² + ∫₄¹⁰ (1 - x/10)²."""
    persons = forecast("numeric", lower=0, upper=10)
    row = only_row(scored([persons], says(0, [(0.0, 0.0), (10.0, 1.0)]), resolves(5, 4)))
    assert row.time_weighted == pytest.approx(4**3 / 300 + 6**3 / 300)
    assert row.intervals == {}


def test_closed_ends_count_though_no_point_is_stated_there() -> None:
    closed = forecast("numeric", lower=0, upper=10)
    stated = only_row(scored([closed], says(0, [(2.0, 0.2), (8.0, 0.8)]), resolves(5, 4)))
    full = only_row(scored([closed], says(0, [(0.0, 0.0), (2.0, 0.2), (8.0, 0.8), (10.0, 1.0)]), resolves(5, 4)))
    assert stated.time_weighted == pytest.approx(full.time_weighted)


def test_a_day_is_scored_in_days() -> None:
    falls = forecast("date")
    row = only_row(scored([falls], says(0, {"q25": "2024-12-03", "q75": "2024-12-07"}), resolves(5, "2024-12-05")))
    assert row.measure.unit == "days"
    assert row.time_weighted == pytest.approx(2 * (0.25 * 2 + 0.25 * 2) / 2)
    assert row.intervals == {"50%": True}


def test_a_day_that_did_not_come_is_scored_against_points() -> None:
    falls = forecast("date")
    points = [("2024-12-02", 0.5), ("2024-12-04", 0.5)]
    row = only_row(scored([falls], says(0, points), resolves(11, "later")))
    never_sure = only_row(scored([falls], says(0, [("2024-12-02", 0.0), ("2024-12-04", 0.0)]), resolves(11, "later")))
    assert row.time_weighted is not None
    assert row.time_weighted > 0
    assert never_sure.time_weighted == pytest.approx(0)


def test_everyone_is_scored_and_one_can_be_asked_for() -> None:
    entries = (says(0, 0.9), says(0, 0.2, by="bob"), resolves(5, "yes"))
    card = scored([forecast()], *entries)
    assert {row.by: row.time_weighted for row in card.rows} == {
        "alice": pytest.approx(0.01),
        "bob": pytest.approx(0.64),
    }
    assert [row.by for row in scored([forecast()], *entries, by="bob").rows] == ["bob"]


def test_certainty_that_was_wrong_is_infinitely_surprised_and_said_beside_the_finite_mean() -> None:
    forecasts = [forecast(), forecast(forecast_id="homs")]
    card = scored(forecasts, says(0, 0), says(0, 0.5, of="homs"), resolves(5, "yes"), resolves(5, "yes", "homs", "k"))
    total = card.totals[0]
    assert total.log_score == math.inf
    assert total.infinite == 1
    assert total.log_score_finite == pytest.approx(math.log(2))


# ── totals ──


def test_kinds_are_never_averaged_together() -> None:
    forecasts = [
        forecast(),
        forecast(forecast_id="homs"),
        forecast("choice", "city", options=["a", "b"]),
        forecast("numeric", "people", unit="persons"),
        forecast("numeric", "pledges", unit="euros"),
    ]
    quantiles = {"q05": 1.0, "q50": 2.0}
    card = scored(
        forecasts,
        says(0, 0.5), says(0, 0.1, "homs"), says(0, {"a": 0.5, "b": 0.5}, "city"),
        says(0, quantiles, "people"), says(0, quantiles, "pledges"),
        resolves(5, "yes"), resolves(5, "no", "homs", "k"), resolves(5, "a", "city", "l"), resolves(5, 2, "people", "m"),
        resolves(5, 2, "pledges", "n"),
    )  # fmt: skip
    totals = {total.kind: total for total in card.totals}
    assert {kind: total.n for kind, total in totals.items()} == {"binary": 2, "choice": 1, "numeric": 2}
    assert totals["binary"].mean == pytest.approx((0.25 + 0.01) / 2)
    assert totals["choice"].mean == pytest.approx(0.5)
    assert totals["numeric"].measure is None, "persons and euros have no common mean"
    assert (totals["numeric"].mean, totals["numeric"].first, totals["numeric"].last) == (None, None, None)


def test_with_nothing_scored_there_is_no_total() -> None:
    assert scored([]).totals == ()


beliefs = st.integers(0, 100).map(lambda percent: percent / 100)


@given(
    st.lists(st.tuples(st.integers(-40, 440), beliefs | st.none()), min_size=1, max_size=8),
    st.sampled_from(["yes", "no"]),
)
def test_scores_stay_in_their_range_and_a_mean_lies_between_its_parts(
    drawn: list[tuple[int, float | None]], outcome: str
) -> None:
    said = [says(at / 40, p, by=f"{chr(97 + number)}") for number, (at, p) in enumerate(drawn)]
    said = [one.model_copy(update={"by": "alice"}) for one in said]
    card = scored([forecast(prior=0.5)], *said, resolves(9, outcome, by="z"))
    for row in card.rows:
        assert row.coverage is None or 0 <= row.coverage <= 1
        for value in (row.first, row.last, row.time_weighted):
            assert value is None or -1e-12 <= value <= 1 + 1e-12
        if row.skill is not None and row.time_weighted is not None:
            assert row.skill == pytest.approx(1 - row.time_weighted / 0.25)
    assert len(card.rows) + len(card.not_scored) == 1


# ── what is not scored ──


@pytest.mark.parametrize(
    ("entries", "at", "state", "reason"),
    [
        ((says(0, 0.5),), 5, "open", "open until 2024-12-11"),
        ((says(0, 0.5),), 11, "due", "closed 2024-12-11, not resolved yet"),
        ((says(0, 0.5), resolves(5, "ambiguous", why="Two wires disagree.")), 11, "ambiguous", "Two wires disagree."),
        ((says(0, 0.5), resolves(5, "annulled", why="A bad question.")), 11, "annulled", "A bad question."),
        ((says(0, 0.5), resolves(5, "annulled")), 11, "annulled", "annulled, without a reason"),
        ((resolves(5, "yes"),), 11, "resolved", "no estimate was stated"),
        ((says(6, 0.5), resolves(5, "yes")), 11, "resolved", "every estimate came after the end or was withdrawn"),
        ((says(5, 0.9), resolves(5, "yes")), 11, "resolved", "every estimate came after the end or was withdrawn"),
        ((says(10, 0.9), resolves(11, "yes")), 12, "resolved", "every estimate came after the end or was withdrawn"),
        ((says(1, None), resolves(5, "yes")), 11, "resolved", "every estimate came after the end or was withdrawn"),
        (
            (says(0, 0.5), resolves(5, "yes"), resolves(6, "no", by="k")),
            11,
            "disputed",
            ("disputed: yes (sugdaaaa) and no (3thdaaaa) both count at this moment; "
            "retract one of them, or, if that was done since, look at a later moment"),
        ),
        ((says(0, 7.0), resolves(5, "yes")), 11, "resolved",
         "alice: an entry no longer fits the record: 7.0 is not a probability: write 7% or 0.07"),
        ((says(0, 0.5), resolves(5, "perhaps")), 11, "resolved",
         "an entry no longer fits the record: 'perhaps' is not an outcome: it is yes, no, ambiguous or annulled"),
    ],
)  # fmt: skip
def test_what_is_not_scored_says_why(entries: tuple[Entry, ...], at: float, state: str, reason: str) -> None:
    assert reasons(scored([forecast()], *entries, at=at)) == [("hama", state, reason)]


def test_a_draft_is_not_scored() -> None:
    draft = forecast(criteria=None, closes_at=None)
    assert reasons(scored([draft], says(0, 0.5))) == [("hama", "draft", "draft: criteria, closes_at missing")]


def test_a_draft_is_not_scored_whatever_its_ledger_holds() -> None:
    draft = forecast(criteria=None)
    assert reasons(scored([draft], says(0, 0.5), resolves(5, "yes"))) == [("hama", "draft", "draft: criteria missing")]


def test_a_withdrawal_is_not_counted_as_an_estimate() -> None:
    row = only_row(scored([forecast()], says(0, 0.5), says(2, None), resolves(5, "yes"), says(6, None, by="b")))
    assert (row.estimates, row.ignored) == (1, 0)


def test_the_days_of_an_ordered_choice_are_scored_by_the_ordered_score() -> None:
    cities = forecast("choice", options=["none", "Hama", "Homs"], ordered=True)
    row = only_row(scored([cities], says(0, {"none": 0.5, "Hama": 0.3, "Homs": 0.2}), resolves(5, "Homs")))
    assert daily(row).score == pytest.approx(row.extra["brier_ordered"]) != row.time_weighted


def test_an_unknown_forecaster_has_no_score() -> None:
    assert reasons(scored([forecast()], says(0, 0.5), resolves(5, "yes"), by="carol")) == [
        ("hama", "resolved", "no estimate by carol")
    ]


def test_a_day_that_did_not_come_lies_at_the_close_for_quantiles_too() -> None:
    """The close is 11 December, 00:00; the quantiles lie a second before the ends of the 3rd and the 7th."""
    row = only_row(
        scored([forecast("date")], says(0, {"q05": "2024-12-03", "q50": "2024-12-07"}), resolves(11, "later"))
    )
    assert row.time_weighted == pytest.approx(2 * (0.05 * 7 + 0.5 * 3) / 2, abs=1e-5)


def test_a_conditional_whose_condition_failed_is_annulled_and_so_is_what_hangs_on_it() -> None:
    homs = forecast(forecast_id="homs", given={"forecast": "hama", "outcome": "yes"})
    damascus = forecast(forecast_id="damascus", given={"forecast": "homs", "outcome": "yes"})
    card = scored(
        [homs, damascus], says(0, 0.5, "homs"), says(0, 0.5, "damascus", "bob"), resolves(5, "no"),
    )  # fmt: skip
    why = "condition not met: hama was no, not yes"
    assert reasons(card) == [("homs", "annulled", why), ("damascus", "annulled", why)]


def test_a_conditional_resolved_though_its_condition_failed_is_not_scored() -> None:
    homs = forecast(forecast_id="homs", given={"forecast": "hama", "outcome": "yes"})
    card = scored([homs], says(0, 0.5, "homs"), resolves(4, "yes", "homs", "k"), resolves(5, "no"))
    assert reasons(card) == [("homs", "annulled", "condition not met: hama was no, not yes")]


def test_a_conditional_whose_condition_failed_is_on_no_curve_of_priors_either() -> None:
    homs = forecast(forecast_id="homs", given={"forecast": "hama", "outcome": "yes"}, prior=0.4)
    entries = (says(0, 0.5, "homs"), resolves(4, "yes", "homs", "k"), resolves(5, "no"))
    found = curve(situations({"homs": homs}, entries, day(100)), day(100), taken="prior")
    assert found.pairs == ()
    assert [one.reason for one in found.left_out] == ["condition not met: hama was no, not yes"]


def test_a_conditional_whose_condition_was_met_is_scored() -> None:
    homs = forecast(forecast_id="homs", given={"forecast": "hama", "outcome": "yes"})
    card = scored([forecast(), homs], says(0, 0.5, "homs"), resolves(4, "yes"), resolves(5, "yes", "homs", "k"))
    assert [row.forecast.id for row in card.rows] == ["homs"]


def test_a_resolution_that_is_retracted_unscores() -> None:
    said = resolves(5, "yes")
    back = Retraction(entry=said.id, **stamp(6, "k"))
    assert len(scored([forecast()], says(0, 0.5), said, back, at=5.5).rows) == 1
    assert reasons(scored([forecast()], says(0, 0.5), said, back, at=7)) == [("hama", "open", "open until 2024-12-11")]


def test_a_window_of_no_length_has_a_first_and_a_last_score_and_no_mean() -> None:
    row = only_row(scored([forecast(prior=0.5)], says(-2, 0.8), resolves(-1, "yes")))
    assert row.first == row.last == pytest.approx(0.04)
    assert (row.time_weighted, row.log_score, row.skill) == (None, None, None)
    total = scored([forecast()], says(-2, 0.8), resolves(-1, "yes")).totals[0]
    assert (total.n, total.mean, total.first, total.last, total.coverage) == (0, None, None, None, None)


NOT_SCORED = [vector for vector in VECTORS if vector["rule"].startswith("not_scored.")]


@pytest.mark.parametrize("vector", NOT_SCORED, ids=[vector["id"] for vector in NOT_SCORED])
def test_what_others_leave_unscored_is_left_unscored(vector: dict[str, Any]) -> None:
    if vector["rule"] == "not_scored.ambiguous":
        for outcome in ("ambiguous", "annulled"):
            assert scored([forecast()], says(0, 0.5), resolves(5, outcome)).rows == ()
        return
    branch = forecast(forecast_id="branch", given={"forecast": "hama", "outcome": "yes"})
    card = scored([branch], says(0, 0.5, "branch"), resolves(5, vector["inputs"]["condition"]))
    assert [one.state for one in card.not_scored] == [vector["expected"]["branch_resolution"]]
    assert bool(card.rows) is vector["expected"]["scored"]


# ── the shipped case: reckoned when the case was made, by other code ──

PRIOR_BRIER = {
    "hama-by-december": 0.3552, "homs-given-hama": 0.3025, "damascus-given-falter": 0.4914,
    "iranian-premises-attacked": 0.3944, "us-iran-fire-given-attack": 0.0045, "iran-blames-us": 0.0081,
    "ofac-iran-designations": 0.0025, "ministerial-meeting": 0.0408, "unsc-resolution": 0.0234, "un-talks": 0.0188,
    "us-strike-attributed": 0.0012, "us-death-in-syria": 0.0015, "hts-designation-revoked": 0.0001, "aleppo-retaken": 0.0207,
}  # fmt: skip
PRIOR_LOG = {
    "hama-by-december": 0.9063, "homs-given-hama": 0.7985, "damascus-given-falter": 1.2073,
    "iranian-premises-attacked": 0.9889, "us-iran-fire-given-attack": 0.0694, "iran-blames-us": 0.0943,
    "ofac-iran-designations": 0.0513, "ministerial-meeting": 0.2256, "unsc-resolution": 0.1661, "un-talks": 0.1473,
    "us-strike-attributed": 0.0356, "us-death-in-syria": 0.0398, "hts-designation-revoked": 0.0121, "aleppo-retaken": 0.1555,
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> dict[str, Row]:
    book = Book.open(ROOT / "forecasts")
    card = scorecard(book.situations(datetime(2100, 1, 1, tzinfo=UTC)).values())
    return {row.forecast.id: row for row in card.rows}


@pytest.mark.parametrize("forecast_id", PRIOR_BRIER)
def test_the_priors_of_the_shipped_case_score_as_reckoned_elsewhere(shipped: dict[str, Row], forecast_id: str) -> None:
    row = shipped[forecast_id]
    assert row.first == pytest.approx(PRIOR_BRIER[forecast_id], abs=5e-5)
    assert row.time_weighted == pytest.approx(row.first), "one estimate, from the opening on"
    assert row.log_score == pytest.approx(PRIOR_LOG[forecast_id], abs=5e-5)
    assert row.skill == pytest.approx(0)
    assert row.coverage == 1


def test_the_mean_of_the_shipped_priors(shipped: dict[str, Row]) -> None:
    chosen = [shipped[forecast_id] for forecast_id in PRIOR_BRIER]
    assert sum(row.first for row in chosen) / 14 == pytest.approx(0.1189, abs=5e-5)
    assert sum(row.log_score or 0.0 for row in chosen) / 14 == pytest.approx(0.3499, abs=5e-5)


def test_the_deepest_city(shipped: dict[str, Row]) -> None:
    """The other code knew the prior to more digits than the record states."""
    row = shipped["deepest-city"]
    assert row.time_weighted == pytest.approx(1.2245, abs=2e-4)
    assert row.extra["rps"] == pytest.approx(0.6074, abs=3e-4)
    assert row.log_score == pytest.approx(2.3971, abs=3e-4)


@pytest.mark.parametrize(
    ("forecast_id", "mean_pinball", "inside"),
    [("brussels-pledges", 0.238, True), ("displaced-peak", 225642.857, False)],
)
def test_the_quantities(shipped: dict[str, Row], forecast_id: str, mean_pinball: float, inside: bool) -> None:
    row = shipped[forecast_id]
    assert row.time_weighted == pytest.approx(2 * mean_pinball, rel=1e-3)
    assert (row.intervals["90%"], row.intervals["80%"]) == (inside, inside)


def test_the_shipped_case_leaves_three_unscored() -> None:
    book = Book.open(ROOT / "forecasts")
    card = scorecard(book.situations(datetime(2100, 1, 1, tzinfo=UTC)).values())
    assert {one.forecast.id: one.state for one in card.not_scored} == {
        "us-strike-naive": "annulled",
        "attacks-on-us-forces": "annulled",
        "un-talks-given-acceptance": "annulled",
    }
    assert all(one.reason for one in card.not_scored)
    assert {total.kind: total.n for total in card.totals} == {"binary": 19, "choice": 2, "date": 1, "numeric": 2}
