"""`outlook score`: groups and forecasters under one option, leads, days, and what a program gets."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook.answers.score import KEYS
from outlook.cli.score import GROUPS, OF_ROWS
from outlook.scoring import groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run

LATER = ("--at", "2026-01-01")


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run("score", *words, "--json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


def says(run: Run, by: str, p: str, at: str, forecast: str = "hama-by-december") -> None:
    assert run("estimate", forecast, p, "--why", "x", "--by", by, "--known-at", at).code == 0


def test_the_groups_of_the_command_are_those_that_are_worked_out() -> None:
    assert GROUPS == KEYS
    assert OF_ROWS == groups.KEYS


# ── one option for groups and forecasters ──


def test_by_takes_a_group(book: Path, run: Run) -> None:
    for key in GROUPS:
        ran = run("score", "--by", key, *LATER)
        assert ran.code == 0
        assert f"By {key} · " in ran.out
        assert "Not scored (3)" in ran.out, "what is not scored stays on every page"
        assert {group["by"] for group in answer(run, "--by", key, *LATER)["groups"]} == {key}


def test_by_takes_a_forecaster_too(book: Path, run: Run) -> None:
    says(run, "bob", "60%", "2024-12-02")
    found = answer(run, "--by", "bob", *LATER)
    assert [(row["id"], row["by"]) for row in found["forecasts"]] == [("syria-2024-12/hama-by-december", "bob")]
    assert found["groups"] == []
    assert answer(run, "--forecaster", "bob", *LATER) == found


def test_a_forecaster_who_is_called_like_a_group_is_named_by_the_other_option(book: Path, run: Run) -> None:
    says(run, "source", "60%", "2024-12-02")
    assert answer(run, "--by", "source", *LATER)["groups"][0]["unit"] == "bits"
    assert {row["by"] for row in answer(run, "--forecaster", "source", *LATER)["forecasts"]} == {"source"}


def test_groups_of_rows_can_be_those_of_one_forecaster(book: Path, run: Run) -> None:
    says(run, "bob", "60%", "2024-12-02")
    found = answer(run, "--by", "tag", "--forecaster", "bob", *LATER)["groups"]
    assert [(group["group"], group["n"]) for group in found] == [("front-line", 1)]


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--by", "sourc"), "--by: 'sourc' is neither a group nor a forecaster of this book; did you mean source?"),
        (("--by", "case-autor"), "did you mean case-author?"),
        (("--by", "zzz"), "groups are forecaster, case, tag, kind, hedge, term, document, source, grade, indicator"),
        (("--forecaster", "case-autor"), "--forecaster: 'case-autor' is no forecaster of this book; did you mean case-author?"),
        (("--by", "case-author", "--forecaster", "case-author"), "both name a forecaster: leave one out"),
        (("--by", "grade", "--forecaster", "case-author"), "--by grade scores words and reports, not a forecaster"),
        (("--lead", "a moment"), "--lead: 'a moment' is not a length of time; write 7d, 12 hours, 2w, 3mo or 90 min."),
        (("--lead", "soon"), "--lead: 'soon' is not a length of time"),
        (("--lead", "-7d"), "--lead: '-7d' is not a length of time"),
        (("--lead", "999999999w"), "lies outside the years"),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_refused(refuses: Refuses, words: tuple[str, ...], saying: str) -> None:
    refuses("score", *words, saying=saying)


# ── lead and days ──


def test_a_lead_scores_what_stood_and_counts_the_rest_by_reason(book: Path, run: Run) -> None:
    says(run, "bob", "60%", "2024-12-09", "unsc-resolution")
    found = answer(run, "unsc-resolution", "hama-by-december", "--lead", "7d", *LATER)
    leads = {(row["id"].partition("/")[2], row["by"]): row["lead"] for row in found["forecasts"]}
    assert leads["unsc-resolution", "bob"] == {"score": pytest.approx(0.36), "reason": None}
    assert leads["hama-by-december", "case-author"] == {"score": None, "reason": "resolved before then"}
    everybody = found["overall"]["binary"]
    assert (everybody["by"], everybody["mean"], everybody["lead"], everybody["n"]) == (None, None, None, 3)
    total = next(one for one in everybody["forecasters"] if one["by"] == "case-author")["lead"]
    assert (total["n"], total["left_out"]) == (1, {"resolved before then": 1})
    words = ("score", "unsc-resolution", "hama-by-december", "--lead", "7d", *LATER)
    alone = run(*words, "--forecaster", "case-author").out
    assert (
        "LEAD: the estimate in force 7 days before the scheduled close: mean 0.023, n = 1; 1 resolved before then"
        in alone
    )
    assert "No mean mixes people" in run(*words).out


def test_daily_scores_are_asked_for(book: Path, run: Run) -> None:
    says(run, "bob", "60%", "2024-12-03T12:00Z")
    found = answer(run, "hama-by-december", "--by", "bob", "--daily", *LATER)
    daily = found["forecasts"][0]["daily"]
    assert (daily["days"], daily["whole"]) == (3, 5)
    assert daily["score"] == pytest.approx(0.16)
    everybody = answer(run, "hama-by-december", "--daily", *LATER)["forecasts"]
    among = {row["by"]: row["daily"]["accuracy"] for row in everybody}
    assert daily["accuracy"] == among["bob"] < 0 < among["case-author"], "whoever is shown, it is beside everybody"
    assert answer(run, "hama-by-december", *LATER)["forecasts"][0]["daily"] is None
    assert "DAILY" in run("score", "--daily", *LATER).out


# ── updates, references, information ──


def test_updates_are_shown_with_what_each_gained(book: Path, run: Run, run_in_terminal: Callable[[int], Run]) -> None:
    says(run, "bob", "50%", "2024-12-01")
    says(run, "bob", "90%", "2024-12-03T12:00Z")
    (row,) = answer(run, "hama-by-december", "--by", "bob", *LATER)["forecasts"]
    assert (row["updates"]["moves"], row["updates"]["reversals"]) == (1, 0)
    gained = row["updates"]["changes"][0]["gained"]
    assert gained == pytest.approx(row["brier_first"] - row["brier"])
    out = run_in_terminal(80)("score", "hama-by-december", "--by", "bob", *LATER, "--color", "never").out
    assert re.search(r"^hama-by-december bob +1 +0 \+0\.1\d\d", out, re.MULTILINE), out


def test_the_information_adds_up_on_the_shipped_case(book: Path, run: Run) -> None:
    found = answer(run, "--by", "source", *LATER)
    whole = found["information"]
    assert whole["prior"] - whole["time"] - whole["reports"] == pytest.approx(whole["left"])
    assert sum(group["bits"] for group in found["groups"]) == pytest.approx(whole["reports"])
    for key in ("grade", "indicator"):
        groups_ = answer(run, "--by", key, *LATER)["groups"]
        assert sum(group["bits"] for group in groups_) == pytest.approx(whole["reports"])


def test_the_words_of_the_shipped_case(book: Path, run: Run) -> None:
    found = answer(run, "--by", "hedge", *LATER)
    assert [(group["group"], group["happened"], group["n"], group["band"]) for group in found["groups"]] == [
        ("could", 2, 3, None), ("may", 6, 9, None),
    ]  # fmt: skip
    assert found["words_left_out"] == {"not a yes/no question": 5, "condition not met": 1}


@pytest.mark.parametrize(
    ("hedge", "scale", "band", "fit"),
    [("likely", "icd203", [0.55, 0.8], "below"), ("Likely", "nato", [0.6, 0.9], "below"), ("0-1%", "icd203", [0.0, 0.01], "above"), ("may", "icd203", None, None)],
)  # fmt: skip
def test_words_are_held_to_the_scale_of_their_case(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hedge: str,
    scale: str,
    band: list[float] | None,
    fit: str | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "forecasts" / "made"
    case.mkdir(parents=True)
    statement = f"{{id: one, quote: It is {hedge}., hedge: {hedge}}}"
    document = f"{{id: report, file: report.txt, sha256: '{'0' * 64}', statements: [{statement}]}}"
    (case / "case.yaml").write_text(f"title: Made\nscale: {scale}\ndocuments: [{document}]\n")
    record = "kind: binary\nquestion: So?\ncriteria: As said.\nopens_at: 2024-12-01\ncloses_at: 2024-12-05\nstatements: [one]\n"
    outcome = "yes" if fit == "above" else "no"
    for number in range(20):
        (case / f"q{number}.yaml").write_text(record)
        run("resolve", f"made/q{number}", outcome, "--known-at", "2024-12-06")
    (group,) = answer(run, "--by", "hedge")["groups"]
    assert group["band"] == band
    assert group["fit"] == fit


@pytest.mark.parametrize(
    ("scale", "terms"),
    [("icd203", {"almost certain": 2, "likely": 2}), ("kent", {"almost certain": 2, "likely": 1, "probable": 1})],
)
def test_names_of_one_term_of_the_scale_are_one_row_by_term(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scale: str, terms: dict[str, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "forecasts" / "made"
    case.mkdir(parents=True)
    hedges = ("likely", "Probably", "almost certain", "almost certainly")
    statements = ", ".join(f"{{id: s{at}, quote: It is {hedge}., hedge: {hedge}}}" for at, hedge in enumerate(hedges))
    document = f"{{id: report, file: report.txt, sha256: '{'0' * 64}', statements: [{statements}]}}"
    (case / "case.yaml").write_text(f"title: Made\nscale: {scale}\ndocuments: [{document}]\n")
    record = "kind: binary\nquestion: So?\ncriteria: As said.\nopens_at: 2024-12-01\ncloses_at: 2024-12-05\n"
    for at in range(len(hedges)):
        (case / f"q{at}.yaml").write_text(f"{record}statements: [s{at}]\n")
        run("resolve", f"made/q{at}", "yes", "--known-at", "2024-12-06")
    assert {group["group"]: group["n"] for group in answer(run, "--by", "term")["groups"]} == terms
    assert [group["n"] for group in answer(run, "--by", "hedge")["groups"]] == [1, 1, 1, 1]
    out = run("score", "--by", "term").out
    assert "TERM" in out
    assert "WORTH is what the word has been worth" in out


WONT = "{id: one, quote: 'Prices won’t rise by May, but wheat is likely to.', hedge: won’t}"


@pytest.mark.parametrize(
    ("statement", "question", "more", "counted"),
    [
        (WONT, "Will prices rise?", "", 0),
        (WONT, "Will prices not rise?", "", 1),
        (WONT, "Will prices rise?", "as_stated_in: one\n", 1),
        (WONT.replace("hedge: won’t", "hedge: likely"), "Will wheat rise?", "", 1),
        ("{id: one, quote: There is likely to be no deal., hedge: likely}", "Will there be a deal?", "", 0),
        ("{id: one, quote: A deal is likely by no later than May., hedge: likely}", "Will there be a deal?", "", 1),
        (
            "{id: one, quote: 'If no deal comes, war is likely.', hedge: likely, condition: If no deal comes}",
            "War?",
            "",
            1,
        ),
        ("{id: one, quote: A deal cannot be ruled out., hedge: cannot be ruled out}", "Will there be a deal?", "", 1),
        ("{id: one, quote: A deal is likely., hedge: likely, attributed_to: Ms Ray}", "A deal?", "", 0),
        (
            "{id: one, quote: It will probably reopen., hedge: probably}",
            "Will it stay closed?",
            "as_stated_in: []\n",
            0,
        ),
        ("{id: one, quote: It will probably reopen., hedge: probably}", "Will it stay closed?", "", 1),
        ("{id: one, quote: It may reopen., hedge: may}", "Will it stay closed?", "as_stated_in: []\n", 0),
        ("{id: one, quote: It may reopen., hedge: may}", "Will it reopen?", "as_stated_in: []\n", 1),
    ],
)
def test_words_count_only_for_what_they_were_said_of(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    statement: str,
    question: str,
    more: str,
    counted: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "forecasts" / "made"
    case.mkdir(parents=True)
    document = f"{{id: report, file: report.txt, sha256: '{'0' * 64}', statements: [{statement}]}}"
    (case / "case.yaml").write_text(f"title: Made\ndocuments: [{document}]\n")
    dates = "opens_at: 2024-12-01\ncloses_at: 2024-12-05\n"
    record = f"kind: binary\nquestion: {question}\ncriteria: As said.\n{dates}statements: [one]\n{more}"
    (case / "q.yaml").write_text(record)
    assert run("resolve", "made/q", "no", "--known-at", "2024-12-06").code == 0
    for key in ("hedge", "document"):
        found = answer(run, "--by", key)
        assert sum(one["n"] for one in found["groups"]) == counted
        assert sum(found["words_left_out"].values()) == 1 - counted


def test_words_of_different_scales_are_not_mixed(book: Path, run: Run, refuses: Refuses) -> None:
    run("new", "other/ship", "--question", "Shipped?")
    (book / "other" / "case.yaml").write_text("title: Other\nscale: phia\n")
    refuses("score", "--by", "hedge", saying="the cases use different scales of words (icd203, phia)")
    assert run("score", "syria", "--by", "hedge").code == 0


def test_the_warning_of_a_case_stands_over_its_scores(book: Path, run: Run) -> None:
    first = run("score", *LATER).out.splitlines()[0]
    assert (
        first == "! syria-2024-12: The priors and likelihoods of this case were written after the outcomes were known."
    )


def test_an_estimate_of_a_person_without_a_score_says_so(book: Path, run: Run) -> None:
    says(run, "bob", "60%", "2024-12-02", "unsc-resolution")
    found = answer(run, "hama-by-december", "--by", "bob", *LATER)
    assert (found["overall"], found["forecasts"]) == (None, [])
    assert [item["reason"] for item in found["not_scored"]] == ["no estimate by bob"]


def test_csv_has_the_rows_or_the_groups(book: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("score", *LATER, "--csv").out)))
    assert json.loads(rows[0]["references"]).keys() == {"prior", "half", "base_rate", "implied"}
    grouped = list(csv.DictReader(io.StringIO(run("score", "--by", "grade", *LATER, "--csv").out)))
    assert grouped[0]["group"] == "B1"
    assert set(grouped[0]) == {"by", "group", "n", "forecasts", "unit", "better", "bits", "infinite", "interval"}


def test_hostile_names_are_harmless(book: Path, run: Run) -> None:
    says(run, "\x1b[31m=evil", "60%", "2024-12-02")
    assert "\x1b" not in run("score", "--by", "forecaster", *LATER).out
    says(run, "=1+1", "60%", "2024-12-02")
    assert "forecaster,'=1+1," in run("score", "--by", "forecaster", *LATER, "--csv").out
    ran = run("score", "--by", "\x1b[31mx", *LATER)
    assert ran.code == 2
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(("open_ones", "listed"), [(3, 3), (40, 0)])
def test_many_forecasts_that_are_merely_open_are_counted_and_not_listed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, open_ones: int, listed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "id,question,forecaster,forecast_at,probability,closes_at,outcome,resolved_at\n"
    rows = [f"q{number},Rain {number}?,al,2024-11-01,0.4,2027-01-01,,\n" for number in range(open_ones)]
    ended = "a,Snow?,al,2024-11-01,0.4,2024-12-01,yes,2024-11-20\nb,Hail?,al,2024-11-01,0.4,2024-12-01,ambiguous,2024-11-20\n"
    Path("t.csv").write_text(head + "".join(rows) + ended)
    assert run("import", "t.csv", "--case", "big", "--sure").code == 0
    text = run("score").out
    assert f"Not scored ({open_ones + 1})" in text
    assert len(re.findall(r"^big/rain-\d+ .*open until", text, re.MULTILINE)) == listed
    assert ("of them are open, and `outlook status` lists these" in text) is (not listed)
    assert re.search(r"^big/hail +ambiguous", text, re.MULTILINE)
    assert len(json.loads(run("score", "--json").out)["not_scored"]) == open_ones + 1
