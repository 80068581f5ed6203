"""A report scored by its own words: from `extract` to `score`, and what `check` says of words that cannot be scored."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

NOTE = "Rain is likely to fall by the end of December 2024. The dam may break if the rain lasts.\n"


@pytest.fixture
def drafted(book: Path, run: Run, tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(NOTE)
    ran = run("extract", "report.txt", "--case", "weather", "--accept", "1,2", "--as-of", "2024-12-01")
    assert ran.code == 0
    return book / "weather"


@pytest.fixture
def rain(drafted: Path) -> Path:
    """The draft, with a person's question and criteria."""
    record = drafted / "rain-fall.yaml"
    lines = record.read_text().splitlines()
    kept = [
        line for line in lines if line.startswith(("statements:", "- rain", "as_stated_in:", "opens_at", "closes_at"))
    ]
    asked = ["title: Rain", "kind: binary", "question: Will 5 mm of rain fall at Ness?", "criteria: By the gauge."]
    record.write_text("\n".join([*asked, *kept]) + "\n")
    return record


def test_a_draft_asks_what_the_statement_says_only_where_its_words_have_a_number(drafted: Path) -> None:
    assert "as_stated_in: rain-fall\n" in (drafted / "rain-fall.yaml").read_text()
    assert "as_stated_in" not in (drafted / "dam-break.yaml").read_text()
    assert "as_stated_in" not in (drafted / "if-rain-lasts.yaml").read_text()


def test_the_words_are_shown_with_their_band_and_without_an_entry_to_take_back(rain: Path, run: Run) -> None:
    ran = run("show", "weather/rain", "--at", "2024-12-05")
    assert "in words  1 Dec 2024  67.5% (55%–80%)" in ran.out
    assert "by document:report" in ran.out
    (estimate,) = json.loads(run("show", "weather/rain", "--at", "2024-12-05", "--json").out)["estimates"]
    assert (estimate["stated"], estimate["band"]) == (pytest.approx(0.675), [0.55, 0.8])
    assert json.loads(run("history", "weather", "--json").out)["entries"] == []


def test_the_author_is_scored_like_any_forecaster(rain: Path, run: Run) -> None:
    assert run("resolve", "weather/rain", "yes", "--why", "11 mm", "--known-at", "2024-12-09").code == 0
    (row,) = json.loads(run("score", "--forecaster", "document:report", "--json").out)["forecasts"]
    assert row["id"] == "weather/rain-fall"
    assert row["brier"] == pytest.approx((1 - 0.675) ** 2)
    assert row["coverage"] == 1
    groups = {
        one["group"]: one for one in json.loads(run("score", "weather", "--by", "document", "--json").out)["groups"]
    }
    assert groups["weather/report"]["brier"] == pytest.approx(row["brier"])
    (hedge,) = json.loads(run("score", "weather", "--by", "hedge", "--json").out)["groups"]
    assert (hedge["group"], hedge["n"], hedge["happened"], hedge["band"]) == ("likely", 1, 1, [0.55, 0.8])


def test_a_condition_is_not_counted_for_the_hedge_of_what_follows_from_it(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "wind.txt").write_text("Snow is likely to fall in December 2024 if the wind turns.\n")
    run("extract", "wind.txt", "--case", "snow", "--accept", "1", "--as-of", "2024-12-01")
    asked = (
        "kind: binary\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\ncriteria: By the gauge.\nstatements: [snow-fall]\n"
    )
    for name, rest in (
        ("if-wind-turns", ""),
        ("snow-fall", "given: {forecast: if-wind-turns, outcome: yes}\n"),
    ):
        (book / "snow" / f"{name}.yaml").write_text(f"question: Will it be {name}?\n{asked}{rest}")
        assert run("resolve", f"snow/{name}", "yes", "--why", "seen", "--known-at", "2024-12-09").code == 0
    (hedge,) = json.loads(run("score", "snow", "--by", "hedge", "--json").out)["groups"]
    assert (hedge["group"], hedge["n"]) == ("likely", 1)


def test_nobody_else_may_write_in_a_document_s_name(rain: Path, refuses: Refuses) -> None:
    saying = (
        "'document:report' is the name of a document that speaks for itself: give --by YOUR-NAME, or say in the record "
        "what it states, `outlook set FORECAST as_stated_in=STATEMENT`"
    )
    refuses("estimate", "weather/rain", "40%", "--why", "wet", "--by", "document:report", saying=saying)


def test_a_document_does_not_go_stale(rain: Path, run: Run) -> None:
    rain.write_text(rain.read_text() + "decay: deadline\n")
    assert "stale" not in run("due", "weather").out


@pytest.mark.parametrize(
    ("line", "saying"),
    [
        ("as_stated_in: dam-break", "'may' has no number on the scale icd203"),
        (
            "as_stated_in: dam-break",
            "is said on a condition ('if the rain lasts'), and this forecast has none",
        ),
        (
            "as_stated_in: dam-breaks",
            "no statement of case.yaml is called 'dam-breaks' (did you mean dam-break?)",
        ),
    ],
)
def test_words_that_cannot_be_an_estimate_are_named(rain: Path, run: Run, line: str, saying: str) -> None:
    rain.write_text(rain.read_text().replace("as_stated_in: rain-fall", line))
    assert saying in run("check").out


@pytest.mark.parametrize(
    "text",
    [
        "The truce is likely not to hold in December 2024.",
        "It is likely that nobody will come by December 2024.",
        "Rain is not likely to fall in December 2024.",
        "Ms. Vale said that rain is likely to fall in December 2024.",
    ],
)
def test_a_draft_leaves_it_to_a_person_where_a_not_may_turn_the_question_or_another_speaks(
    book: Path, run: Run, tmp_path: Path, text: str
) -> None:
    (tmp_path / "report.txt").write_text(text)
    assert run("extract", "report.txt", "--case", "weather", "--accept", "1", "--as-of", "2024-12-01").code == 0
    assert not any(load(record.read_text()).get("as_stated_in") for record in (book / "weather").glob("*.yaml"))


def test_what_another_said_is_no_estimate_of_the_document(rain: Path, run: Run) -> None:
    case = rain.with_name("case.yaml")
    case.write_text(case.read_text().replace("  hedge: likely\n", "  hedge: likely\n    attributed_to: Ms. Vale\n", 1))
    assert json.loads(run("show", "weather/rain", "--json").out)["estimates"] == []
    assert "rain-fall is no estimate of its document: Ms. Vale said it" in run("check").out


def test_a_case_without_a_day_is_named(rain: Path, run: Run) -> None:
    case = rain.with_name("case.yaml")
    case.write_text(case.read_text().replace("as_of: 2024-12-01\n", ""))
    assert "case.yaml does not say from which day its documents look ahead" in run("check").out


def test_the_scale_of_the_extraction_becomes_that_of_the_case(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(NOTE)
    words = ["--case", "weather", "--accept", "1", "--as-of", "2024-12-01", "--scale", "ipcc"]
    assert run("extract", "report.txt", *words).code == 0
    assert "scale: ipcc\n" in (book / "weather" / "case.yaml").read_text()
    assert "83.0% (66%–100%)" in run("show", "weather/rain").out


RESIGN = "Will the cabinet resign by 10 December 2026?"


@pytest.mark.parametrize(
    ("question", "more", "stated"),
    [
        (RESIGN, (), None),
        ("Will the cabinet remain in office through 10 December 2026?", (), None),
        (RESIGN, ("--as-stated",), 0.97),
    ],
)
def test_where_no_question_was_proposed_the_words_count_for_what_a_person_says_they_do(
    book: Path, run: Run, question: str, more: tuple[str, ...], stated: float | None
) -> None:
    (book.parent / "week.txt").write_text(
        "If the court rules against the government, it is almost certain to fall within two weeks.\n"
    )
    assert run("extract", "week.txt", "--case", "c", "--as-of", "2026-11-26", "--accept", "all").code == 0
    [record] = (one for one in (book / "c").glob("*.yaml") if one.stem != "case" and not one.stem.startswith("if-"))
    name = record.stem
    assert f"yours asks exactly what it says, write {name}\nas_stated_in: []\n" in record.read_text()
    flags = ("--question", question, "--closes", "2026-12-10", "--source", "R", "--prior", "5%")
    ran = run("new", "--from", f"c/{name}", *flags, *more)
    assert ran.code == 0, ran.err
    assert (f"`outlook set c/{name} as_stated_in={name}`" in ran.err) is (stated is None)
    [row] = json.loads(run("status", f"c/{name}", "--at", "2026-11-28", "--json").out)["forecasts"]
    assert row["stated"] == stated
    assert load(record.read_text())["as_stated_in"] == (name if stated else [])


def test_words_of_which_nobody_said_what_they_are_of_are_left_out_of_the_score_of_words(book: Path, run: Run) -> None:
    (book.parent / "week.txt").write_text("The envoy is likely, and not for long, to return.\n")
    assert run("extract", "week.txt", "--case", "c", "--as-of", "2024-11-26", "--accept", "all").code == 0
    [name] = [one.stem for one in (book / "c").glob("*.yaml") if one.stem != "case"]
    flags = ("--question", "Will a truce hold by 3 December 2024?", "--closes", "2024-12-03", "--source", "R")
    assert run("new", "--from", f"c/{name}", *flags, "--prior", "50%").code == 0
    assert run("resolve", f"c/{name}", "yes", "-w", "held", "--known-at", "2024-12-03").code == 0
    scored = json.loads(run("score", "c", "--by", "hedge", "--json").out)
    assert scored["groups"] == []
    assert "which the record does not ask as the statement says it (as_stated_in)" in str(scored)


GROWTH = """\
title: Growth in 2025
kind: numeric
question: What will growth be in 2025, in %?
criteria: The figure that the Office publishes.
opens_at: 2024-12-01
closes_at: 2025-12-31
statements: [rain-fall, dam-break]
"""


@pytest.fixture
def growth(drafted: Path) -> Path:
    path = drafted / "growth.yaml"
    path.write_text(GROWTH)
    return path


def test_the_author_s_numbers_for_a_quantity_are_said_in_the_record_and_scored(
    growth: Path, run: Run, refuses: Refuses
) -> None:
    ran = run("set", "growth", "as_stated_in=rain-fall:q10=2.1,q50=2.4,q90=2.7")
    assert ran.code == 0, ran.err
    assert "as_stated_in nothing → rain-fall:q10=2.1,q50=2.4,q90=2.7" in ran.out
    assert "as_stated_in:\n  rain-fall:\n    q10: 2.1\n    q50: 2.4\n    q90: 2.7\n" in growth.read_text()
    assert "q10 2.1, q50 2.4, q90 2.7 by document:report, 1 Dec 2024" in run("show", "growth").out
    for typed, saying in (
        ("rain-fall", "write STATEMENT:WHAT-IT-STATES, such as growth:q10=2.1,q50=2.4,q90=2.7"),
        ("rain-fall:2.4", "write STATEMENT:WHAT-IT-STATES"),
        ("rain-fall:q10=3,q50=2", "quantiles out of order: q10 is 3.0 but q50 is 2.0"),
        ("snow:q10=2,q50=3", "no statement of case.yaml is called 'snow'"),
        ("rain-fall:q10=2,q50=3; rain-fall:q10=2,q50=3", "rain-fall is named twice"),
    ):
        refuses("set", "growth", f"as_stated_in={typed}", saying=saying)
    ran = run("set", "growth", "as_stated_in=dam-break:q10=1,q50=2,q90=3; rain-fall:q10=2,q50=2.5,q90=3")
    assert "to take it back: outlook set weather/growth as_stated_in=rain-fall:q10=2.1,q50=2.4,q90=2.7" in ran.err
    problems = run("check").out
    assert "rain-fall and dam-break are of one author and one day" in problems
    assert "dam-break is said on a condition ('if the rain lasts')" in problems
    assert run("set", "growth", "as_stated_in=rain-fall:q10=2.1,q50=2.4,q90=2.7").code == 0
    assert run("resolve", "growth", "2.5", "-w", "so it was", "--known-at", "2024-12-09", "--sure").code == 0
    (row,) = json.loads(run("score", "--forecaster", "document:report", "growth", "--json").out)["forecasts"]
    # half the miss of the median, and a tenth of the width of the interval of 80%, over one interval and a half
    assert (row["measure"], row["crps"]) == ("weighted_interval_score", pytest.approx((0.5 * 0.1 + 0.1 * 0.6) / 1.5))


@pytest.mark.parametrize(
    ("said", "saying"),
    [
        ("rain-fall", "words have a number for a yes/no question only: write what it states, {rain-fall: {…}}"),
        ("[rain-fall]", "words have a number for a yes/no question only: write what it states, {rain-fall: {…}}"),
        ("{rain-fall: 5}", "a distribution is quantiles (q05=…,q50=…,q95=…) or points"),
        ("{}", "at least 1 are needed"),
        ("{rain-fell: {q50: 2}}", "no statement of case.yaml is called 'rain-fell' (did you mean rain-fall?)"),
    ],
)
def test_numbers_that_cannot_be_read_are_named_at_their_place(growth: Path, run: Run, said: str, saying: str) -> None:
    growth.write_text(GROWTH + f"as_stated_in: {said}\n")
    ran = run("check")
    assert (ran.code, "growth.yaml:8:" in ran.out, saying in ran.out) == (1, True, True), ran.out


def test_options_and_days_go_back_as_they_were(drafted: Path, run: Run) -> None:
    for name, fields, first, second in (
        (
            "where",
            'kind: choice\noptions: ["Hama, the city", Homs]\n',
            '"Hama, the city"=0.3,Homs=0.7',
            "Homs=1,'Hama, the city'=0",
        ),
        (
            "when",
            "kind: date\nopens_at: 2024-12-01\ncloses_at: 2025-12-31\n",
            "2025-03-01=0.2,2025-06-01=0.5",
            "q50=2025-04-01",
        ),
    ):
        (drafted / f"{name}.yaml").write_text(fields + "statements: [rain-fall]\n")
        assert run("set", name, f"as_stated_in=rain-fall:{first}").code == 0
        before = (drafted / f"{name}.yaml").read_text()
        ran = run("set", name, f"as_stated_in=rain-fall:{second.replace(chr(39), chr(34))}")
        way_back = ran.err.split("to take it back: outlook ")[1].strip()
        assert run(*shlex.split(way_back)).code == 0
        assert (drafted / f"{name}.yaml").read_text() == before
