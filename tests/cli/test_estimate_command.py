"""Stating a probability in every form it can be typed, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from outlook.cli.typed_estimates import explained
from outlook.model.kinds import build_forecast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

BECAUSE = ("--why", "Momentum")


def stated(run: Run, forecast: str, probability: str, *more: str) -> Any:
    ran = run("estimate", forecast, probability, *BECAUSE, *more, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["entries"][0]["stated"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("65%", 0.65), ("0.65", 0.65), (".65", 0.65), ("2:1", 2 / 3), ("1:3", 0.25), ("6.5e-1", 0.65), ("1/4", 0.25), ("one in four", 0.25), ("~30%", 0.3)],
)  # fmt: skip
def test_a_probability_is_read_as_people_write_it(book: Path, run: Run, typed: str, kept: float) -> None:
    assert stated(run, "unsc-resolution", typed) == pytest.approx(kept)


@pytest.mark.parametrize(
    ("typed", "kept", "saying"),
    [
        ("0", 0, "is impossible"),
        ("1", 1, "and 1% for one percent"),
        ("100%", 1, "write 99% for almost certain"),
        ("0%", 0, "write 1% for almost"),
    ],
)
def test_certainty_is_kept_only_from_who_is_sure(
    book: Path, run: Run, refuses: Refuses, typed: str, kept: float, saying: str
) -> None:
    refuses("estimate", "unsc-resolution", typed, *BECAUSE, saying=(saying, "add --sure"))
    assert stated(run, "unsc-resolution", typed, "--sure") == kept


def test_a_dry_run_says_the_doubt_and_asks_nothing(book: Path, run: Run) -> None:
    ran = run("estimate", "unsc-resolution", "100%", *BECAUSE, "--dry-run")
    assert ran.code == 0
    assert (
        "syria-2024-12/unsc-resolution is certain: write 99% for almost certain, and 1% for one percent. This would be asked about"
        in ran.err
    )


@pytest.mark.parametrize(
    ("typed", "kept", "echo"),
    [("+5", 0.55, "50.0% → 55.0%"), ("-5", 0.45, "50.0% → 45.0%"), ("+5%", 0.55, "50.0% → 55.0%"),
     ("-2.5%", 0.475, "50.0% → 47.5%")],
)  # fmt: skip
def test_a_step_counts_percentage_points_from_ones_own_estimate(
    book: Path, run: Run, clock: Callable[[datetime], None], typed: str, kept: float, echo: str
) -> None:
    stated(run, "unsc-resolution", "50%")
    clock(datetime(2024, 12, 10, 9, 31, tzinfo=UTC))
    stated(run, "unsc-resolution", "90%", "--by", "bob")
    clock(datetime(2024, 12, 10, 9, 32, tzinfo=UTC))
    assert f"stated {echo}" in run("estimate", "unsc-resolution", typed, "-w", "News").out
    assert json.loads(run("show", "unsc-resolution", "--json").out)["estimates"][-1]["stated"] == kept


def test_steps_add_up_in_decimals(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    stated(run, "unsc-resolution", "10%")
    clock(datetime(2024, 12, 10, 9, 31, tzinfo=UTC))
    assert stated(run, "unsc-resolution", "+20") == 0.3


def test_a_backdated_step_starts_from_what_was_stated_by_then(book: Path, run: Run) -> None:
    stated(run, "unsc-resolution", "20%", "--known-at", "2024-12-05")
    stated(run, "unsc-resolution", "60%", "--known-at", "2024-12-09")
    assert stated(run, "unsc-resolution", "+5", "--known-at", "2024-12-07") == 0.25
    ran = run("estimate", "unsc-resolution", "+5", "-w", "x", "--known-at", "2024-12-08", "--dry-run")
    assert "60.0% of 9 Dec 2024 remains the newest" in ran.out


def test_a_step_that_cannot_be_taken_is_refused_with_the_way_out(book: Path, run: Run, refuses: Refuses) -> None:
    refuses("estimate", "unsc-resolution", "+5", *BECAUSE, saying=("alice has no standing estimate", "such as 55%"))
    refuses(
        "estimate",
        "outlook-by-march",
        "+5",
        *BECAUSE,
        saying=("+5 is a step of which option of syria-2024-12/outlook-by-march? Write one such as",),
    )
    stated(run, "unsc-resolution", "50%")
    refuses(
        "estimate", "unsc-resolution", "-60", *BECAUSE, saying=("-60 from 50% leads to -10%", "between 0% and 100%")
    )
    refuses(
        "estimate", "unsc-resolution", "+.5", *BECAUSE, saying="+.5 could mean 0.5 points or 50: write +0.5% or +50"
    )
    refuses("estimate", "unsc-resolution", "+50", *BECAUSE, saying=("is certain", "add --sure"))


@pytest.fixture
def parties(book: Path, run: Run) -> str:
    """A choice of three, of which alice believes 50%, 30% and 20%."""
    words = (
        "--kind",
        "choice",
        "--option",
        "CDU",
        "--option",
        "SPD",
        "--option",
        "Greens",
        "--question",
        "Who wins?",
        "--criteria",
        "As counted.",
    )
    assert run("new", "personal/who", *words, "--closes", "2025-03-31").code == 0
    assert run("estimate", "who", "CDU=.5,SPD=.3,Greens=.2", "-w", "x").code == 0
    return "personal/who"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("CDU+10", {"CDU": 0.6, "SPD": 0.24, "Greens": 0.16}),
        ("cdu+10,spd-10", {"CDU": 0.6, "SPD": 0.2, "Greens": 0.2}),
        ("CDU+10%, SPD-5%", {"CDU": 0.6, "SPD": 0.25, "Greens": 0.15}),
        ("Greens-20", {"CDU": 0.625, "SPD": 0.375, "Greens": 0}),
        ("CDU−50", {"CDU": 0, "SPD": 0.6, "Greens": 0.4}),
    ],
)
def test_a_step_of_an_option_leaves_the_others_their_proportions(
    parties: str, run: Run, clock: Callable[[datetime], None], typed: str, kept: dict[str, float]
) -> None:
    clock(datetime(2024, 12, 10, 9, 31, tzinfo=UTC))
    ran = run("estimate", parties, typed, "-w", "News", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["entries"][0]["stated"] == pytest.approx(kept)


@pytest.mark.parametrize(
    ("typed", "saying"),
    [
        ("CDU+60", "+60 from 50% of CDU leads to 110%, and a probability lies between 0% and 100%"),
        ("CDU+40,SPD+30", "after that the options sum to 150%, not 100%"),
        ("CDU+1,SPD+1,Greens+1", "after that the options sum to 103%, not 100%"),
        ("CDU+.5", "+.5 could mean 0.5 points or 50"),
        ("AfD+10", "such as CDU=…,SPD=…,Greens=…; CDU+10 is a step of ten points from your last estimate"),
        ("CDU=.6", "leave out SPD, Greens: state one for each outcome; CDU+10 is a step"),
        ("CDU=60", "60 is not a probability: write 60% or 0.6"),
        ("+10", "+10 is a step of which option of personal/who? Write one such as CDU+10"),
    ],
)
def test_a_step_of_an_option_that_cannot_be_taken_is_refused(
    parties: str, refuses: Refuses, typed: str, saying: str
) -> None:
    refuses("estimate", parties, typed, *BECAUSE, saying=saying)


def test_a_step_of_an_option_needs_an_estimate_before(parties: str, refuses: Refuses) -> None:
    saying = (
        "bob has no standing estimate of personal/who for CDU+5 to step from: state the probability itself, such as"
    )
    refuses("estimate", parties, "CDU+5", *BECAUSE, "--by", "bob", saying=saying)


def test_a_review_reads_a_step_of_an_option_and_the_reason_behind_it() -> None:
    who = build_forecast({"id": "who", "case": "c", "kind": "choice", "options": ["CDU", "SPD"]})
    assert explained(who, "CDU+10, SPD-10 the whip has counted", "") == ("CDU+10, SPD-10", "the whip has counted")


def test_a_word_with_a_minus_stays_the_value_of_its_option(book: Path, run: Run) -> None:
    stated(run, "unsc-resolution", "50%")
    ran = run("estimate", "--why", "-5", "unsc-resolution", "-5", "--json")
    assert [(entry["why"], entry["stated"]) for entry in json.loads(ran.out)["entries"]] == [("-5", 0.45)]
    assert "No such option: --wyh" in run("estimate", "unsc-resolution", "-5", "--wyh", "x").err
    assert "Usage: outlook estimate" in run("estimate", "-h").out


def test_the_options_of_a_choice_are_named_in_any_case_and_order(book: Path, run: Run) -> None:
    typed = "Stalemate=60%,breakthrough=.1,settlement=.1,recovery=.1,escalation=.1"
    kept = {"breakthrough": 0.1, "settlement": 0.1, "recovery": 0.1, "escalation": 0.1, "stalemate": 0.6}
    assert stated(run, "outlook-by-march", typed) == pytest.approx(kept)


def test_a_quantity_is_stated_by_quantiles_or_by_cumulative_points(book: Path, run: Run) -> None:
    typed = "q05=70_000,q50=280000,q95=1050000"
    assert stated(run, "displaced-peak", typed, "--sure") == {"q05": 70000, "q50": 280000, "q95": 1050000}
    assert stated(run, "displaced-peak", "100000=.1,500000=.9", "--sure") == [[100000, 0.1], [500000, 0.9]]


def test_a_date_is_stated_by_cumulative_points_or_by_quantiles(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2024, 12, 5, tzinfo=UTC))
    points = stated(run, "damascus-date", "2024-12-15=20%,2024-12-31=.5")
    assert points == [["2024-12-15", 0.2], ["2024-12-31", 0.5]]
    quantiles = stated(run, "damascus-date", "q05=2024-12-08,q50=2024-12-31", "--sure")
    assert quantiles == {"q05": "2024-12-08", "q50": "2024-12-31"}


def test_before_and_after_are_told_with_the_full_id(book: Path, run: Run) -> None:
    ran = run("estimate", "unsc", "20%", *BECAUSE)
    assert "syria-2024-12/unsc-resolution" in ran.out
    assert "15.3%" in ran.out
    assert "20.0%" in ran.out
    assert "outlook retract" in ran.err


def test_the_entry_carries_the_reason_the_author_and_the_text_it_was_made_under(book: Path, run: Run) -> None:
    ran = run("estimate", "unsc-resolution", "20%", *BECAUSE, "--by", "bob", "--json")
    (entry,) = json.loads(ran.out)["entries"]
    assert (entry["by"], entry["why"], len(entry["record_sha256"])) == ("bob", "Momentum", 64)


def test_the_newest_estimate_stands_until_it_is_withdrawn(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    stated(run, "unsc-resolution", "20%")
    clock(datetime(2024, 12, 10, 9, 31, tzinfo=UTC))
    run("estimate", "unsc-resolution", "withdraw")
    page = json.loads(run("show", "unsc-resolution", "--json").out)
    assert page["estimates"][-1]["stated"] is None
    row = json.loads(run("status", "unsc-resolution", "--by", "alice", "--json").out)["forecasts"][0]
    assert row["stated"] is None


def test_withdrawing_needs_something_that_stands(book: Path, refuses: Refuses) -> None:
    refuses(
        "estimate",
        "unsc-resolution",
        "withdraw",
        saying="alice has no standing estimate of syria-2024-12/unsc-resolution",
    )


def test_an_estimate_needs_its_reason(book: Path, refuses: Refuses) -> None:
    refuses("estimate", "unsc-resolution", "20%", saying=("an estimate needs its reason", "--why"))
    refuses("estimate", "unsc-resolution", "20%", "--why", " ", saying="why: an empty text says nothing")


@pytest.mark.parametrize(
    ("forecast", "typed", "saying"),
    [
        ("unsc-resolution", "1.5", ("1.5 is not a probability", "1.5% or 0.015")),
        ("unsc-resolution", "70", ("70 is not a probability", "write 70% or 0.7")),
        ("unsc-resolution", "170%", ("170% is not a probability", "between 0 and 1")),
        ("unsc-resolution", "NaN", ("NaN is not a probability", "0.65, 65% or odds such as 2:1")),
        ("unsc-resolution", "inf", "inf is not a probability"),
        ("unsc-resolution", "0:0", "0:0 is not a probability"),
        ("unsc-resolution", "likely", "likely is not a probability"),
        ("unsc-resolution", "", "an empty value is not a probability"),
        ("outlook-by-march", "60%", ("is not a distribution", "name=value")),
        ("outlook-by-march", "stalemate=.5,breakthrough=.2,settlement=.1,recovery=.1,escalation=.2",
         ("the probabilities sum to 1.1, not 1", "stalemate 0.5")),
        ("outlook-by-march", "stalemate=.5,breakthrough=.5", "leave out settlement, recovery, escalation"),
        ("outlook-by-march", "stalmate=1", ("'stalmate'", "did you mean stalemate?")),
        ("outlook-by-march", "stalemate=.5,stalemate=.5", "names the same thing twice"),
        ("displaced-peak", "q05=9,q50=5,q95=12", "quantiles out of order: q05 is 9.0 but q50 is 5.0"),
        ("displaced-peak", "q05=a,q95=12", "'a' is not a number"),
        ("displaced-peak", "9=.5,5=.9", "cumulative points must rise"),
        ("displaced-peak", "5=.9,9=.5", "cumulative points must rise"),
    ],
)  # fmt: skip
def test_a_belief_that_does_not_fit_is_refused_with_the_way_out(
    book: Path, refuses: Refuses, forecast: str, typed: str, saying: str | tuple[str, ...]
) -> None:
    refuses("estimate", forecast, typed, *BECAUSE, saying=saying)


def test_no_estimate_counts_after_the_resolution(book: Path, refuses: Refuses) -> None:
    saying = ("hama-by-december was resolved yes on 2024-12-05 (tpye4oqh)", "retract it first")
    refuses("estimate", "hama-by-december", "99%", *BECAUSE, saying=saying)


def test_an_estimate_known_before_the_resolution_may_still_be_entered(book: Path, run: Run) -> None:
    assert stated(run, "hama-by-december", "50%", "--known-at", "2024-12-03") == 0.5


def test_an_estimate_of_a_conditional_counts_only_until_its_condition_failed(
    book: Path, run: Run, refuses: Refuses
) -> None:
    assert run("resolve", "if-assad-accepts", "no", "--sure", "--why", "It was over").code == 0
    saying = ("un-talks-given-acceptance is annulled", "if-assad-accepts-un-track was no, not yes")
    refuses("estimate", "un-talks-given", "50%", *BECAUSE, saying=saying)
    assert stated(run, "un-talks-given", "50%", "--known-at", "2024-12-03") == 0.5


def test_the_same_estimate_is_recorded_as_a_confirmation(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    stated(run, "unsc-resolution", "20%")
    clock(datetime(2024, 12, 10, 9, 31, tzinfo=UTC))
    stated(run, "unsc-resolution", "30%", "--by", "bob")
    ran = run("estimate", "unsc-resolution", "0.2", *BECAUSE)
    assert "stated 20.0%, unchanged: recorded as a confirmation" in ran.out
    mine = json.loads(run("show", "unsc-resolution", "--by", "alice", "--json").out)["estimates"]
    assert [estimate["stated"] for estimate in mine] == [0.2, 0.2]


@pytest.mark.parametrize("typed", ["35%", "+5", "1/3"])
def test_a_probability_before_its_forecast_is_answered_with_the_right_order(
    book: Path, refuses: Refuses, typed: str
) -> None:
    saying = f"the forecast comes first: outlook estimate unsc-res {typed}"
    refuses("estimate", typed, "unsc-res", *BECAUSE, saying=saying)


def test_the_reason_may_follow_the_probability(book: Path, run: Run, refuses: Refuses) -> None:
    ran = run("es", "unsc-resolution", "27%", "talks", "resumed", "--json")
    (entry,) = json.loads(ran.out)["entries"]
    assert (entry["stated"], entry["why"]) == (0.27, "talks resumed")
    (entry,) = json.loads(run("estimate", "unsc-resolution", "-5", "-w", "So", "--json").out)["entries"]
    assert entry["why"] == "So"
    refuses("estimate", "unsc-resolution", "27%", "talks", "-w", "So", saying="the reason is given twice")
    for words in (["1", "in", "3"], ["30", "%"]):
        refuses("estimate", "unsc-resolution", *words, saying="is that one probability? Put it into quotes")
    refuses("estimate", "deepest-city", "none=.2", "Hama=.8", saying="pairs into one word")


def test_quantiles_at_which_a_question_is_not_scored_are_said_to_have_no_score(book: Path, run: Run) -> None:
    asked = (
        "--question",
        "How many?",
        "--closes",
        "31 Dec 2024",
        "--criteria",
        "x",
        "--unit",
        "t",
        "--kind",
        "numeric",
    )
    assert run("new", "m/many", *asked, "--prior", "q05=1,q50=2,q95=3", "--opens", "2024-12-01").code == 0
    ran = run("estimate", "m/many", "q25=1,q50=2,q75=3", "-w", "x")
    assert ran.code == 2
    assert "m/many: it will have no score: q05, q95 not stated: this question is scored at q05, q50, q95" in ran.err
    assert "no score" not in run("estimate", "m/many", "q05=1,q25=1.5,q50=2,q95=3", "-w", "x").err
    assert run("new", "m/any", *asked, "--opens", "2024-12-01").code == 0
    assert "no score" not in run("estimate", "m/any", "q25=1,q75=3", "-w", "the first fixes it").err


def test_a_curve_of_many_points_is_shown_by_its_median_and_its_central_share(run: Run, book: Path) -> None:
    new = ("new", "x/z", "--kind", "numeric", "--question", "How many?", "--criteria", "R", "--closes", "2027-01-01")
    assert run(*new).code == 0
    curve = ",".join(f"{value / 2}={value / 200}" for value in range(201))
    ran = run("estimate", "x/z", curve, "-w", "Model")
    assert ran.code == 0, ran.err
    assert "median 50 (90%: 5 to 95; 201 points): Model" in ran.out
    assert "x/z: stated – → median 50 (90%: 5 to 95; 201 points)" in " ".join(ran.out.split())
    assert "median 50 (90%: 5 to 95; 201 points)" in " ".join(run("show", "x/z").out.split())
    assert "median 50 (90%" in run("history", "x/z").out
    shown = run("status", "x").out
    assert "50" in shown
    assert "100%" not in shown


def test_a_number_that_is_none_and_a_missing_reason_are_said_at_once(book: Path, refuses: Refuses) -> None:
    assert book.exists()
    both = ("30 is not a probability: write 30% or 0.3; and an estimate needs its reason: add --why",)
    refuses("estimate", "unsc", "30", saying=both)
    ran = refuses("estimate", "unsc", "30", "--why", "votes", saying="30 is not a probability")
    assert "reason" not in ran.err
