"""`outlook extract REPORT --case` into a case that there is: the series of an author, links, and nothing lost."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from outlook.book import Book
from outlook.checks.references import check
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run
    from outlook.model.case import Case

WEEK_1 = """\
# Kestria: week 44

By Harbour Desk, 1 November 2024

The army remains divided.[1] There is a one in three chance of a coup in Kestria by 30 June 2025.[2]
Grain exports are likely to fall by the end of March 2025 if the port closes.[3]
"""
WEEK_2 = """\
# Kestria: week 45

*By Harbour Desk, 8 November 2024*

The army remains divided. A coup in Kestria is almost certain by 30 June 2025.
The currency is unlikely to be devalued by the end of 2024. Inflation may reach 12% in December 2024.
Grain exports are likely to fall by the end of March 2025. Ana Berg said that a coup is likely by 30 June 2025.
"""
ADD = ("extract", "week-2.md", "--case", "kestria", "--as-of", "2024-11-08")
COUP, DEVALUED, INFLATION, GRAIN, ANA = "4", "5", "6", "7", "8"


@pytest.fixture
def kestria(book: Path, run: Run) -> Path:
    """A case of one report, with a remark that somebody wrote, and a coup that is asked."""
    (book.parent / "week-1.md").write_text(WEEK_1)
    (book.parent / "week-2.md").write_text(WEEK_2)
    ran = run("extract", "week-1.md", "--case", "kestria", "--accept", "all", "--as-of", "2024-11-01")
    assert ran.code == 0, ran.err
    assert run("new", "--from", "kestria/week-1/4", "--source", "Reuters", "--prior", "20%").code == 0
    case = book / "kestria" / "case.yaml"
    case.write_text(case.read_text().replace("title: 'TODO: week-1'", "title: Kestria  # as its people call it"))
    return book / "kestria"


def of(folder: Path) -> Case:
    case = Book.open(folder.parent).cases[folder.name].case
    assert case is not None
    return case


def test_a_further_report_joins_its_case_and_every_line_that_was_there_stays(kestria: Path, run: Run) -> None:
    before = {path.name: path.read_text() for path in kestria.iterdir()}
    ran = run(*ADD, "--accept", f"{DEVALUED}-{INFLATION}", "--link", f"{COUP}=coup")
    assert ran.code == 0, ran.err
    first, second = of(kestria).documents
    raw = (kestria.parent.parent / "week-2.md").read_bytes()
    assert ((kestria / second.file).read_bytes(), second.sha256) == (raw, hashlib.sha256(raw).hexdigest())
    assert (first.author, second.author, str(second.as_of)) == ("Harbour Desk", "Harbour Desk", "2024-11-08")
    for name, text in before.items():  # what is new is added, and nothing is written otherwise
        left = iter((kestria / name).read_text().splitlines())
        kept = [line for line in text.splitlines() if not line.startswith("as_stated_in:")]
        assert all(line in left for line in kept), name
    assert "title: Kestria  # as its people call it\n" in (kestria / "case.yaml").read_text()
    assert {"currency-devalued.yaml", "inflation-reach.yaml"} <= {path.name for path in kestria.iterdir()}
    assert [one.id for one in of(kestria).assumptions] == ["army-remains-divided"]  # said again, assumed once
    assert not [one for one in check(Book.open(kestria.parent)) if one.severity == "error"]


def test_an_author_s_words_over_weeks_are_that_author_s_estimates(kestria: Path, run: Run) -> None:
    before = json.loads(run("show", "coup", "--at", "2024-11-05", "--json").out)
    assert run(*ADD, "--link", f"{COUP}=coup").code == 0
    shown = json.loads(run("show", "coup", "--json").out)
    said = [(one["by"], one["known_at"][:10], round(one["stated"], 3)) for one in shown["estimates"]]
    assert said == [("document:week-1", "2024-11-01", 0.333), ("document:week-1", "2024-11-08", 0.97)]
    assert shown["estimates"][0] == before["estimates"][0]
    page = run("show", "coup").out
    assert "in week-2 by Harbour Desk, 8 Nov 2024" in page
    assert "by document:week-1 (Harbour Desk)" in page
    assert run("resolve", "coup", "yes", "--why", "seen", "--known-at", "2024-12-01").code == 0
    (row,) = json.loads(run("score", "--forecaster", "document:week-1", "kestria", "--json").out)["forecasts"]
    assert row["brier_last"] == pytest.approx((1 - 0.97) ** 2)
    groups = json.loads(run("score", "kestria", "--by", "document", "--json").out)["groups"]
    assert [one["group"] for one in groups] == ["kestria/week-1", "kestria/week-2"]
    case = kestria / "case.yaml"
    long = "Kestria in the week after the vote of no confidence and before the next one"
    case.write_text(case.read_text().replace("- id: week-2\n", f"- id: week-2\n  title: {long}\n"))
    assert run("score", "kestria", "--by", "document", "--json").out.count("kestria/week-2") == 1
    page = run("score", "kestria", "--by", "document").out
    assert "Kestria in the week after the vote of…" in page
    assert "kestria/week-2" not in page
    for words in ((), ("--by", "forecaster")):
        page = run("score", "kestria", *words).out
        assert "Harbour Desk" in page
        assert "document:week-1" not in page


def test_ids_that_are_taken_get_the_next_free_one(kestria: Path, run: Run) -> None:
    (kestria.parent.parent / "week-1.md").write_text(WEEK_2)
    ran = run("extract", "week-1.md", "--case", "kestria", "--as-of", "2024-11-08", "--accept", GRAIN)
    assert ran.code == 0, ran.err
    assert [one.id for one in of(kestria).documents] == ["week-1", "week-1-2"]
    assert (kestria / "week-1.md").read_text() == WEEK_1
    assert (kestria / "grain-exports-fall-2.yaml").is_file()


@pytest.mark.parametrize(
    ("link", "why_not"),
    [
        (f"{INFLATION}=coup", "“may” has no number on the scale icd203"),
        (f"{ANA}=coup", "Ana Berg says it, and not the document"),
        (f"{GRAIN}=grain", "grain-exports-fall is asked on a condition, and it is said without one"),
        ("3=coup", "it has no hedge, and so no number"),
    ],
)
def test_a_link_that_makes_no_estimate_says_why(kestria: Path, run: Run, link: str, why_not: str) -> None:
    ran = run(*ADD, "--link", link)
    assert ran.code == 0, ran.err
    assert f"no estimate of its author: {why_not}" in ran.err
    name = link.partition("=")[2]
    record = next(kestria.glob(f"{name}*.yaml"))
    fields = load(record.read_text())
    assert len(fields["statements"]) == 2
    assert fields["as_stated_in"] == fields["statements"][0]


def test_words_about_another_day_or_the_other_outcome_of_a_condition_are_no_estimate(kestria: Path, run: Run) -> None:
    assert run("set", "coup", "closes=2025-03-31").code == 0
    ran = run(*ADD, "--link", f"{COUP}=coup", "--dry-run")
    assert "it speaks of the time until 30 Jun 2025, and coup-kestria closes on 31 Mar 2025" in ran.err
    assert run("set", "grain-exports-fall", "given=if-port-closes=no").code == 0
    week = kestria.parent.parent / "week-2.md"
    week.write_text(WEEK_2.replace("by the end of March 2025. Ana", "by the end of March 2025 if the port closes. Ana"))
    ran = run(*ADD, "--link", f"{GRAIN}=grain-exports-fall")
    assert "it is said for the other outcome of its condition than grain-exports-fall is asked for" in ran.err
    fields = load((kestria / "grain-exports-fall.yaml").read_text())
    assert fields["as_stated_in"] == fields["statements"][0]


def test_a_document_of_another_author_speaks_for_itself_and_may_be_older(kestria: Path, run: Run) -> None:
    words = ("--link", f"{COUP}=coup", "--author", "Ana Berg")
    assert run(*ADD[:4], "--as-of", "2024-10-01", *words).code == 0
    shown = json.loads(run("show", "coup", "--json").out)
    assert [(one["by"], one["known_at"][:10]) for one in shown["estimates"]] == [
        ("document:week-2", "2024-10-01"),
        ("document:week-1", "2024-11-01"),
    ]


def test_a_link_that_cannot_be_is_refused_and_nothing_is_written(kestria: Path, run: Run, refuses: Refuses) -> None:
    amount = ("--kind", "numeric", "--question", "How many died?", "--closes", "2025-01-01", "--criteria", "By the UN.")
    assert run("new", "kestria/dead", *amount).code == 0
    asked = ("--closes", "2024-11-05", "--opens", "2024-11-01", "--question", "Rain?", "--criteria", "Seen.")
    assert run("new", "kestria/over", *asked).code == 0
    for link, saying in (
        ("coup", "write NUMBER=FORECAST, such as 4=coup-by-june"),
        ("99=coup", "--link 99 is not a number of the list, which runs from 1 to 8"),
        (f"{COUP}=nobody", "no forecast of kestria matches 'nobody'"),
        (f"{COUP}=syria-2024-12/hama", "can be linked to forecasts of its own case only"),
        (f"{COUP}=dead", "kestria/dead asks for an amount, and statement 4 names none"),
        (f"{COUP}=over", "kestria/over closed on 5 Nov 2024, and the document is of 8 Nov 2024"),
    ):
        refuses(*ADD, "--link", link, saying=saying)
    refuses(*ADD, "--link", f"{COUP}=coup", "--link", f"{COUP}=coup", saying="is given twice: once is enough")
    assert run("resolve", "coup", "yes", "--why", "seen", "--known-at", "2024-11-07").code == 0
    refuses(
        *ADD, "--link", f"{COUP}=coup", saying="was resolved to yes on 7 Nov 2024, and the document is of 8 Nov 2024"
    )
    refuses(*ADD[:3], "new-case", *ADD[4:], "--link", "4=coup", saying="this case is new: it has none")


def test_what_cannot_be_added_is_refused(kestria: Path, run: Run, refuses: Refuses) -> None:
    other = ("--case", "other", *ADD[4:], "--accept", "all")
    refuses("extract", "week-1.md", *other, saying="is a document of kestria already, as week-1: --case kestria takes")
    refuses(*ADD, "--accept", "4", "--scale", "kent", saying="the documents of kestria are read by the scale icd203")
    refuses(*ADD, "--accept", "7-5", saying="runs backwards: write 5-7")
    refuses(*ADD, "--accept", "5-9", saying="'9' is not a number of the list, which runs from 1 to 8")
    refuses(*ADD, "--accept", "4", "--author", "a\x1bb", saying="is no name: write it on one line")
    refuses(*ADD, "--accept", "4", "--title", "Kestria", saying="--title is for a new case: kestria has one")
    refuses(*ADD[:3], "new", *ADD[4:], "--accept", "4", "--title", "a\nb", saying="is no name: write it on one line")
    refuses(*ADD, "--accept", "all", "--class", "warning", saying="--accept all: the list is empty")
    (kestria / "case.yaml").write_text("documents: [\n")
    refuses(*ADD, "--accept", "4", saying=("case.yaml", "`outlook edit kestria` opens it"), code=3)


def test_an_older_report_of_the_series_is_put_in_its_place(kestria: Path, run: Run) -> None:
    ran = run(*ADD[:4], "--as-of", "2024-10-01", "--link", f"{COUP}=coup")
    assert "week-2 is document 1 of 2 by Harbour Desk: week-2 (1 Oct 2024), week-1 (1 Nov 2024)" in ran.err
    assert run("set", "coup", "as_stated_in=coup-kestria,coup-kestria-2").code == 0
    shown = json.loads(run("show", "coup", "--json").out)
    assert [(one["by"], one["known_at"][:10]) for one in shown["estimates"]] == [
        ("document:week-1", "2024-10-01"),
        ("document:week-1", "2024-11-01"),
    ]


def test_a_record_that_can_only_be_changed_by_hand_is_named(kestria: Path, refuses: Refuses) -> None:
    record = kestria / "coup-kestria.yaml"
    text = record.read_text().replace("as_stated_in: coup-kestria", "as_stated_in:  # mine\n- coup-kestria")
    record.write_text(text)
    saying = (
        "coup-kestria.yaml: as_stated_in cannot be changed here without touching other lines",
        "nothing was written",
    )
    refuses(*ADD, "--link", f"{COUP}=coup", saying=saying)


def test_words_of_any_length_make_ids(kestria: Path, run: Run) -> None:
    (kestria.parent.parent / "week-2.md").write_text(
        f"The {'a' * 300} is likely to fall by May 2025 if it {'b' * 300}s.\n"
    )
    assert run(*ADD, "--accept", "all").code == 0


def test_a_dry_run_says_what_would_be_written(kestria: Path, run: Run) -> None:
    before = {path.name: path.read_bytes() for path in kestria.iterdir()}
    ran = run(*ADD, "--accept", DEVALUED, "--link", f"{COUP}=coup", "--dry-run")
    assert (ran.code, "kestria/currency-devalued" in ran.out) == (0, True)
    assert "dry run: nothing was written" in ran.err
    assert {path.name: path.read_bytes() for path in kestria.iterdir()} == before


def test_two_statements_of_one_day_are_named(kestria: Path, run: Run) -> None:
    (kestria.parent.parent / "week-2.md").write_text(
        "A coup in Kestria is likely by 30 June 2025. A coup is probable by 30 June 2025.\n"
    )
    assert run(*ADD, "--link", "1=coup", "--link", "2=coup", "--author", "harbour  desk").code == 0
    assert "are of one author and one day: only the later in the list counts from then on" in run("check").out
    shown = json.loads(run("show", "coup", "--json").out)
    assert [one["by"] for one in shown["estimates"]] == ["document:week-1"] * 3


@pytest.mark.parametrize(
    ("words", "why_not"),
    [
        ("The coup is likely to be\nprevented by 30 June 2025.", "only one of the two says what stops"),
        ("The army is very\nlikely to remain loyal in any coup by 30 June 2025.", "only one of the two says that something stays"),
        ("A coup by more than 5 units is\nlikely by 30 June 2025.", "it compares with 5, and the question does not"),
    ],
)  # fmt: skip
def test_a_link_to_what_may_be_the_opposite_is_no_estimate(kestria: Path, run: Run, words: str, why_not: str) -> None:
    (kestria.parent.parent / "week-3.md").write_text(words)
    ran = run("extract", "week-3.md", "--case", "kestria", "--as-of", "2024-11-15", "--link", "1=coup")
    assert ran.code == 0, ran.err
    assert f"no estimate of its author: {why_not}" in ran.err
    assert "if it is what coup-kestria asks: `outlook set kestria/coup-kestria as_stated_in=coup-kestria," in ran.err
    assert of(kestria).documents[-1].statements[0].hedge in ("likely", "very likely")


def test_words_that_a_line_s_end_divides_are_estimates_as_others_are(kestria: Path, run: Run) -> None:
    (kestria.parent.parent / "week-3.md").write_text(
        "A coup is almost\n  certain by 30 June 2025. Rain in Kestria is very\n  likely by 1 May 2025. "
        "A strike will prob-\nably begin by 2 May 2025."
    )
    how = ("--as-of", "2024-11-15", "--link", "1=coup", "--accept", "2-3")
    ran = run("extract", "week-3.md", "--case", "kestria", *how)
    assert "its author's estimate: 97.0% (“almost certain”)" in ran.err
    assert [one.hedge for one in of(kestria).documents[-1].statements] == ["almost certain", "very likely", "probably"]
    stated = {one["id"]: one["stated"] for one in json.loads(run("status", "kestria", "--json").out)["forecasts"]}
    assert sorted(value for value in stated.values() if value in (0.875, 0.675)) == [0.675, 0.675, 0.875]
    assert run("check").code == 0


def test_a_link_counts_where_the_sense_and_the_figures_are_those_of_the_question(book: Path, run: Run) -> None:
    """A hedge that a line break divides is the hedge all the same."""
    report = book.parent / "sel.txt"
    report.write_text(
        "The port of Sel is very\nlikely to reopen by 20 December 2024. Rates will probably fall below 6 per cent.\n"
    )
    case = ("--case", "sel", "--as-of", "2024-11-26")
    assert run("extract", "sel.txt", *case, "--accept", "all").code == 0
    names = [one["id"] for one in json.loads(run("status", "sel", "--json").out)["forecasts"]]
    port, rates = (next(name for name in names if word in name) for word in ("port", "rates"))
    assert run("new", "--from", "port", "--source", "Reuters", "--prior", "40%").code == 0
    [row] = json.loads(run("status", port, "--json").out)["forecasts"]
    assert (row["stated"], row["stated_by"]) == (0.875, "document:sel")
    assert run("set", rates, "question=Will rates fall below 6 per cent?", "closes=2024-12-31").code == 0
    later = (
        "The port of Sel is likely to remain closed until 20 December 2024. The port is likely to fail to reopen by 20 "
        "December 2024. The port will probably\nreopen by 20 December 2024. Rates will probably fall below 5 per cent.\n"
    )
    report.write_text(later)
    links = (f"1={port}", f"2={port}", f"3={port}", f"4={rates}")
    ran = run("extract", "sel.txt", *case[:3], "2024-12-03", *(word for link in links for word in ("--link", link)))
    lines = [line for line in ran.err.splitlines() if " estimate" in line]
    assert ["its author's estimate: 67.5%" in line for line in lines] == [False, False, True, False], ran.err
    assert "it names 5, and the question names 6" in lines[3]


WEEK_3 = """\
# Kestria: week 46

By Harbour Desk, 15 November 2024

The union is likely to blockade the crossing by 30 June 2025. A coup in Kestria will probably fail by 30 June 2025.
Ana Berg said that a coup is likely by 30 June 2025. It remains unlikely that a coup in Kestria succeeds by 30 June 2025.
"""
UNION, FAILS, SAYS, REMAINS = "3", "4", "5", "6"
WEEK_46 = ("extract", "week-3.md", "--case", "kestria", "--as-of", "2024-11-15")


@pytest.fixture
def week_46(kestria: Path) -> Path:
    (kestria.parent.parent / "week-3.md").write_text(WEEK_3)
    return kestria


def test_a_link_shows_the_sentence_beside_the_question(week_46: Path, run: Run) -> None:
    ran = run(*WEEK_46, "--link", f"{UNION}=coup")
    assert "said: “The union is likely to blockade the crossing by 30 June 2025.”" in ran.err
    assert "asked: “Will there be a coup in Kestria by 30 June 2025?”" in ran.err


def test_a_link_to_what_shares_no_word_is_no_estimate_unless_a_person_insists(week_46: Path, run: Run) -> None:
    (record,) = week_46.glob("coup*.yaml")
    before = load(record.read_text())["as_stated_in"]
    ran = run(*WEEK_46, "--link", f"{UNION}=coup")
    assert "no estimate of its author: the two have no word in common but small ones and days" in ran.err
    assert load(record.read_text())["as_stated_in"] == before
    way = ran.err.partition(f"`outlook set kestria/{record.stem} ")[2].partition("`")[0]
    assert run("set", f"kestria/{record.stem}", way).code == 0
    assert len(json.loads(run("show", "coup", "--json").out)["estimates"]) == 2


def test_a_person_can_insist_at_the_link(week_46: Path, run: Run, refuses: Refuses) -> None:
    refuses(*WEEK_46, "--link", f"{UNION}=coup", "--as-stated", FAILS, saying="not the number of a statement that is")
    saying = "no estimate of coup-kestria: Ana Berg says it, and not the document"
    refuses(*WEEK_46, "--link", f"{SAYS}=coup", "--as-stated", SAYS, saying=saying)
    ran = run(*WEEK_46, "--link", f"{UNION}=coup", "--link", f"{FAILS}=coup", "--as-stated", UNION)
    assert ran.code == 0, ran.err
    assert "its author's estimate: 67.5% (“likely”), the middle of 55.0% to 80.0%" in ran.err
    assert "fails to happen (“fail”)" in ran.err
    assert len(json.loads(run("show", "coup", "--json").out)["estimates"]) == 2


def test_the_hedge_s_own_remains_is_an_estimate(week_46: Path, run: Run) -> None:
    assert "its author's estimate: 32.5% (“unlikely”)" in run(*WEEK_46, "--link", f"{REMAINS}=coup").err


def test_what_a_link_refused_is_not_counted_for_its_words(week_46: Path, run: Run) -> None:
    assert run(*WEEK_46, "--link", f"{FAILS}=coup").code == 0
    assert run("resolve", "coup", "no", "--why", "it failed", "--known-at", "2024-12-01", "--sure").code == 0
    for key in ("hedge", "document"):
        found = json.loads(run("score", "kestria", "--by", key, "--json").out)
        assert [one["n"] for one in found["groups"]] == [1]
        assert found["words_left_out"]["which the record does not ask as the statement says it (as_stated_in)"] == 1


def test_a_refused_link_to_a_record_that_names_no_statement_is_kept_in_mind(week_46: Path, run: Run) -> None:
    (record,) = week_46.glob("coup*.yaml")
    lines = record.read_text().splitlines(keepends=True)
    record.write_text("".join(line for line in lines if not line.startswith("as_stated_in")))
    assert run(*WEEK_46, "--link", f"{FAILS}=coup").code == 0
    assert load(record.read_text())["as_stated_in"] == []
    assert json.loads(run("show", "coup", "--json").out)["estimates"] == []


def test_a_link_after_the_outcome_says_what_it_does_to_the_score(kestria: Path, run: Run) -> None:
    assert run("resolve", "coup", "yes", "--why", "seen", "--known-at", "2024-12-01").code == 0
    (was,) = json.loads(run("score", "kestria", "--json").out)["forecasts"]
    dry, ran = (run(*ADD, "--link", f"{COUP}=coup", *more) for more in (["--dry-run"], []))
    (row,) = json.loads(run("score", "kestria", "--json").out)["forecasts"]
    change = f"from {was['brier']:.3f} to {row['brier']:.3f}"
    saying = f"! kestria/coup-kestria was resolved to yes on 1 Dec 2024, before this link: the Brier score of document:week-1 goes {change}"
    assert saying in dry.err
    assert saying in ran.err
    assert "a document has no moment of recording" in ran.err


def test_a_link_after_the_close_says_so(kestria: Path, run: Run) -> None:
    assert run("set", "coup", "closes=2024-12-01", "--sure").code == 0
    (kestria.parent.parent / "week-2.md").write_text(WEEK_2.replace("30 June 2025", "1 December 2024"))
    assert (
        "! kestria/coup-kestria closed on 1 Dec 2024, before this link; a document"
        in run(*ADD, "--link", f"{COUP}=coup").err
    )


def test_a_link_before_the_outcome_says_nothing_of_scores(kestria: Path, run: Run) -> None:
    assert "before this link" not in run(*ADD, "--link", f"{COUP}=coup").err


def test_a_corrected_report_is_no_second_one_without_a_word(kestria: Path, run: Run, refuses: Refuses) -> None:
    week = kestria.parent.parent / "week-1.md"
    week.write_text(WEEK_1.replace("one in three", "one in four"))
    words = ("extract", "week-1.md", "--case", "kestria", "--accept", "4", "--as-of")
    saying = ("week-1.md is in kestria already with other content, as week-1 of the same day", "kestria/coup-kestria")
    refuses(*words, "2024-11-01", saying=saying)
    dry = run(*words, "2024-11-01", "--dry-run")
    assert "This would be asked about" in dry.err
    later = run(*words, "2024-11-08", "--dry-run")
    assert "week-1, of 1 Nov 2024: this one is added as a further document" in later.err
    assert run(*words, "2024-11-01", "--sure").code == 0
    assert [one.id for one in of(kestria).documents] == ["week-1", "week-1-2"]


def test_a_case_of_nearly_the_same_name_is_named(kestria: Path, run: Run) -> None:
    words = ("--as-of", "2024-11-08", "--accept", "4", "--dry-run")
    assert (
        "the case kestira is new; did you mean kestria?" in run("extract", "week-2.md", "--case", "kestira", *words).err
    )
    assert "is new" not in run("extract", "week-2.md", "--case", "peru", *words).err


def test_an_author_s_name_is_that_of_the_documents(kestria: Path, run: Run, refuses: Refuses) -> None:
    assert run("resolve", "coup", "yes", "--why", "seen", "--known-at", "2024-12-01").code == 0
    for words in (("--forecaster", "Harbour Desk"), ("--by", "harbour  desk")):
        (row,) = json.loads(run("score", *words, "--json").out)["forecasts"]
        assert row["by"] == "document:week-1"
    assert run("status", "--by", "Harbour Desk").code == 0
    assert [
        row["stated_by"] for row in json.loads(run("status", "coup", "--by", "Harbour Desk", "--json").out)["forecasts"]
    ] == ["document:week-1"]
    assert run("estimate", "grain", "40%", "-w", "storms", "--by", "marta").code == 0
    assert "Harbour Desk" in run("status", "kestria").out
    refuses("score", "--by", "Harbor", saying="neither a group nor a forecaster")
    week = ("--case", "other", "--as-of", "2024-11-08", "--accept", COUP)
    assert run("extract", "week-2.md", *week).code == 0
    saying = "the documents of 'Harbour Desk' speak in several names: document:week-1, document:week-2"
    refuses("score", "--by", "Harbour Desk", saying=saying)
