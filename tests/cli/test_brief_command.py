"""`outlook brief`: one page that says how likely and how sure in sentences of their own, the same for the same moment."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.checks.brief import broken

if TYPE_CHECKING:
    from conftest import Refuses, Run

WHEN = ("--since", "2024-12-01", "--at", "2024-12-08")
PARTS = ["Key judgements", "What changed", "What would change these judgements", "What came out", "What is due"]


def test_it_has_five_parts_and_at_most_six_hundred_words(book: Path, run: Run) -> None:
    ran = run("brief", *WHEN, "-o", "-")
    assert re.findall(r"^## (.+)$", ran.out, re.MULTILINE) == PARTS
    assert len(ran.out.split()) <= 600 + ran.out.count("#") + ran.out.count("\n- ")
    assert re.search(r"… and \d+ more\.", ran.out), "what is left out is counted"
    assert "more: Iran's leaders publicly blame the US by…; " in ran.out, "and named, as readers know it"
    assert not re.search(r"more: [^;]*\b[a-z]+-[a-z]+-[a-z]+;", ran.out), "not by an id"
    assert (
        "91.0% → 85.4% as time passed, against what was reported. Reported: Deputy Foreign"
        in run("brief", *WHEN, "-o", "-", "--words", "2000").out
    )


def test_more_words_show_more_and_fewer_less(book: Path, run: Run) -> None:
    sizes = [len(run("brief", *WHEN, "-o", "-", "--words", str(words)).out) for words in (250, 600, 2000)]
    assert sizes == sorted(set(sizes))


def test_where_there_is_no_room_for_titles_what_is_left_out_is_counted(book: Path, run: Run) -> None:
    for words in (250, 400, 600, 900):
        text = json.loads(run("brief", *WHEN, "--json", "--words", str(words)).out)["text"]
        assert len([one for one in text.split() if one not in ("-", "#", "##")]) <= words
        assert text.count("… and ") == 5
    assert run("brief", *WHEN, "--words", "250").err == ""


def test_a_judgement_has_its_word_with_the_number_and_its_confidence_apart(book: Path, run: Run) -> None:
    text = run("brief", *WHEN, "-o", "-", "--words", "2000").out
    line, *_ = [one for one in text.splitlines() if one.startswith("- Iran's leaders publicly blame the US")]
    likely, implied, sure = re.split(r"(?<=\.) (?=[A-Z])", line.split(": ", 1)[1])
    assert likely == "very likely, 91.0% (case-author, 1 Dec 2024)."
    assert implied == "The evidence implies 85.4% (81–89%)."
    assert sure == (
        "Confidence in what is implied is moderate: the implied range is 8 points wide, "
        "and the best of 1 graded report is C2."
    )


def test_its_numbers_are_those_of_the_other_pages(book: Path, run: Run) -> None:
    found = json.loads(run("brief", *WHEN, "--json").out)
    rows = {one["id"]: one for one in json.loads(run("status", "--at", "2024-12-08", "--json").out)["forecasts"]}
    then = {one["id"]: one for one in json.loads(run("status", "--at", "2024-12-01T00:00Z", "--json").out)["forecasts"]}
    for one in found["judgements"]:
        assert {name: one[name] for name in rows[one["id"]]} == rows[one["id"]]
    for one in found["changes"]:
        assert (one["before"], one["after"]) == (then[one["before"]["id"]], rows[one["after"]["id"]])
    open_now = {name for name, one in rows.items() if one["state"] in ("open", "due")}
    assert {one["id"] for one in found["judgements"]} == open_now
    assert {one["id"] for one in found["resolved"]} >= {"syria-2024-12/homs-by-december"}
    assert found["due"] == json.loads(run("due", "--at", "2024-12-08", "--within", "7", "--json").out)["due"]


def test_the_same_moment_gives_the_same_bytes_in_every_form(book: Path, run: Run) -> None:
    for name in ("a.md", "a.html", "a.docx"):
        assert run("brief", *WHEN, "-o", name).code == 0
        first = Path(name).read_bytes()
        assert run("brief", *WHEN, "-o", name, "--force").code == 0
        assert Path(name).read_bytes() == first


def test_a_word_file_says_what_the_others_say(book: Path, run: Run) -> None:
    from docx import Document

    assert run("brief", *WHEN, "-o", "a.docx").code == 0
    made = Document("a.docx")
    said = [paragraph.text for paragraph in made.paragraphs]
    assert [text for text in said if text in PARTS] == PARTS
    markdown = run("brief", *WHEN, "-o", "-").out
    assert all(text.replace("*", "").replace("_", "")[:40] in markdown for text in said if text.startswith("Iran's"))


def test_of_a_page_in_html_nothing_is_loaded(book: Path, run: Run) -> None:
    assert run("brief", *WHEN, "-o", "a.html").code == 0
    page = Path("a.html").read_text()
    assert page.count("<h2>") == len(PARTS)
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"<(img|link|iframe|script [^>]*src)", page)


def test_what_a_book_says_is_text_in_every_form(hostile_book: Path, run: Run) -> None:
    assert run("brief", "--since", "2024-12-01", "--at", "2024-12-04", "-o", "a.html").code == 0
    page = Path("a.html").read_text()
    assert "<img" not in page
    assert "<script>window" not in page
    markdown = run("brief", "--since", "2024-12-01", "--at", "2024-12-04", "-o", "-").out
    assert not re.search(r"(?<!\\)<script", markdown)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", markdown)
    assert run("brief", "--since", "2024-12-01", "--at", "2024-12-04", "-o", "a.docx").code == 0
    with zipfile.ZipFile(io.BytesIO(Path("a.docx").read_bytes())) as archive:
        assert b"<script" not in archive.read("word/document.xml")


def test_it_is_about_the_forecasts_that_are_named(book: Path, run: Run) -> None:
    found = json.loads(run("brief", "unsc", *WHEN, "--json").out)
    assert [one["id"] for one in found["judgements"]] == ["syria-2024-12/unsc-resolution"]
    assert found["signs"] == [one for one in found["signs"] if one["id"] == "syria-2024-12/unsc-resolution"]


def test_a_case_where_nothing_happened_says_so(book: Path, run: Run) -> None:
    shown = run("brief", "unsc", "--since", "2024-12-10 12:00", "--at", "2024-12-10 13:00").out
    assert "Nothing changed." in shown
    assert "Nothing resolved." in shown


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("-o", "brief.pdf"), "'brief.pdf' says no form that a brief has: end it in .md, .html, .docx"),
        (("-o", "a.md", "--json"), "--output and --json are two outputs"),
        (("--force",), "--force means nothing without -o FILE"),
        (("--since", "tomorrow"), "nothing lies between"),
        (("--until", "2024-12-01"), "--until means nothing to a brief"),
        (("--at", "0001-01-01"), "--since: so long a time lies outside the years 1 to 9999"),
        (("--words", "10"), "10 is not in the range"),
        (("--tag", "nothing-has-this"), "none has the tag"),
    ],
)
def test_what_makes_no_page_is_refused(book: Path, refuses: Refuses, words: tuple[str, ...], saying: str) -> None:
    refuses("brief", *words, saying=saying)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Hama falls: very likely.", "'very likely' has no number beside it"),
        ("It is likely, 70%, and confidence is high.", "how likely and how sure are in one sentence"),
        ("It may rain, 40%.", "'may' says no likelihood that could be checked"),
        ("Might it rain, 40%.", "'Might' says no likelihood that could be checked"),
        ("Rain fell (no source named, 3 Dec 2024).", "a report names no source"),
    ],
)
def test_a_sentence_that_breaks_a_rule_is_named_with_the_rule(sentence: str, rule: str) -> None:
    assert [one.rule for one in broken([f"{sentence} All is well."])] == [rule]


def test_the_brief_of_the_shipped_case_breaks_none(book: Path, run: Run) -> None:
    ran = run("brief", *WHEN, "--words", "5000")
    assert ran.err == ""


def test_the_month_of_may_is_no_hedge() -> None:
    assert list(broken(["Rain fell (R, B2, 15 May 2026). May was wet."])) == []


def test_a_book_without_forecasts_has_an_empty_page_of_now(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forecasts").mkdir()
    monkeypatch.chdir(tmp_path)
    found = json.loads(run("brief", "--json").out)
    assert (found["at"], found["since"]) == ("2024-12-10T09:30:00Z", "2024-12-03T09:30:00Z")


def test_what_holds_only_under_a_condition_is_said_so_in_every_part(book: Path, run: Run) -> None:
    data = json.loads(run("brief", *WHEN, "--words", "5000", "--json").out)
    under = {one["id"]: one["only_if"] for one in data["judgements"]}
    condition = {"heading": "Assad government accepts the UN track by 15 Dec 2024", "outcome": "yes"}
    assert under["syria-2024-12/un-talks-given-acceptance"] == condition
    assert under["syria-2024-12/un-talks"] is None
    assert any(line.startswith("- UN talks by 31 Mar, if Assad accepts") for line in data["text"].splitlines())
    assert run("set", "un-talks-given-acceptance", "title=Talks by 31 Mar").code == 0
    text = run("brief", *WHEN, "--words", "5000", "-o", "-").out
    lines = [line for line in text.splitlines() if "Talks by 31 Mar" in line]
    assert len(lines) > 2
    assert all(f"If “{condition['heading']}” comes out yes: Talks by 31 Mar" in line for line in lines)


def test_a_condition_that_came_out_as_it_must_is_no_condition_any_more(book: Path, run: Run) -> None:
    data = json.loads(run("brief", *WHEN, "--json").out)
    settled = {one["id"].partition("/")[2] for one in data["due"] if one["reason"] == "settled"}
    assert settled
    assert all(one["only_if"] is None for one in data["judgements"] if one["id"].partition("/")[2] in settled)


def test_drafts_are_named_and_a_document_by_its_author(book: Path, run: Run) -> None:
    (book.parent / "week.md").write_text(
        "By Harbour Desk, 1 December 2024\n\nA strike is very likely by 1 March 2025. Rain is likely by 3 May 2025.\n"
    )
    assert run("extract", "week.md", "--case", "k", "--accept", "all", "--as-of", "2024-12-01").code == 0
    assert run("new", "--from", "k/week/2", "--source", "Reuters", "--prior", "20%").code == 0
    text = run("brief", "k", "-o", "-").out
    assert "Not yet in this brief: 1 draft still incomplete (Rain)." in text
    assert "very likely, 87.5% (Harbour Desk, 1 Dec 2024)" in text
    assert json.loads(run("brief", "k", "--json").out)["drafts"] == ["k/rain"]


@pytest.mark.parametrize("opens", ["If", "Unless"])
def test_a_condition_an_author_and_what_is_left_out_are_named(book: Path, run: Run, opens: str) -> None:
    report = book.parent / "week.txt"
    report.write_text(
        f"{opens} the Council leaves Tarn, the crossing will probably reopen by 15 January 2027. Rain fell.\n"
    )
    words = ("--case", "tarn", "--as-of", "2024-12-01", "--accept", "all", "--author", "Coastal Desk")
    assert run("extract", "week.txt", *words).code == 0
    assert run("new", "--from", "crossing", "--source", "Reuters", "--prior", "40%").code == 0
    text = run("brief", "tarn", *WHEN, "-o", "-").out
    judgement = next(line for line in text.splitlines() if "crossing" in line)
    assert judgement.startswith(f"- {opens} the Council leaves Tarn: The crossing to reopen"), text
    assert "likely, 67.5% (Coastal Desk, 1 Dec 2024)." in judgement
    assert "Not yet in this brief: 1 draft still incomplete (If the Council leaves Tarn)." in text


def test_the_interval_of_a_quantity_is_named(book: Path, run: Run) -> None:
    flags = ("--kind", "numeric", "--closes", "2027-12-31", "--opens", "2024-12-01", "--criteria", "As CBS says.")
    assert run("new", "work/rate", "--question", "What rate?", *flags, "--prior", "q05=1,q50=2.2,q95=3").code == 0
    assert "median 2.2 (80%: 1.133 to 2.911)" in run("brief", "work", "--at", "2024-12-08", "-o", "-").out


def test_what_is_due_is_listed_once_for_each_forecast(book: Path, run: Run) -> None:
    page = run("brief", "--since", "2024-12-01", "--at", "2024-12-08", "--words", "5000").out
    listed = " ".join(page.partition("What is due")[2].split()).split(" · ")
    assert sum("accepts the UN track by 15 Dec 2024: closes in " in one for one in listed) == 1
    assert not any(": stale, " in one and "accepts the UN track by" in one for one in listed)


def test_a_title_says_nothing_of_how_likely_or_how_sure(book: Path, run: Run) -> None:
    assert run("set", "unsc", "title=The government survives the confidence vote").code == 0
    assert run("brief", *WHEN, "--words", "5000").err == ""
    (one,) = broken(
        ["Rain comes, a confidence vote: likely, 60%, and confidence is high."], ["Rain comes, a confidence vote"]
    )
    assert one.sentence.startswith("Rain comes, a confidence vote")


def test_what_the_lint_quotes_ends_at_a_word(book: Path, run: Run) -> None:
    why = "Ministers " + "consider " * 9 + "it very likely that confidence grows"
    assert run("evidence", "unsc", why, "--source", "R", "--grade", "B2", "--known-at", "2024-12-05").code == 0
    ran = run("brief", *WHEN, "--words", "5000")
    assert re.search(r"in one sentence: “.*\b(?:Ministers|consider)…”", ran.err), ran.err


def test_a_cut_title_gives_way_to_the_question(book: Path, run: Run) -> None:
    question = "Will the reserves of the National Bank be below EUR 5.5 bn, as it counts them, on 31 December 2024?"
    asked = ("--criteria", "YES if the Bank says so.", "--source", "Bank", "--closes", "2024-12-31", "--prior", "55%")
    words = ("--question", question, "--title", f"{question[:57]}…", "--opens", "2024-12-02")
    assert run("new", "reserves/bank", *words, *asked).code == 0
    assert run("new", "reserves/draft", *words).code == 0
    text = run("brief", "reserves", "-o", "-", "--since", "2024-12-01").out
    assert f"- {question.rstrip('?')} (closes 31 Dec 2024): " in text
    assert "55.0% by the prior alone" in text
    assert f"({question.rstrip('?')})" in text  # the draft that is named


def test_what_has_an_outcome_comes_before_what_was_called_off(book: Path, run: Run) -> None:
    for name, outcome, stated in (("a-off", "annulled", "60%"), ("b-good", "yes", "90%"), ("c-bad", "no", "90%")):
        asked = (
            "--question",
            f"Will {name} come?",
            "--criteria",
            "As Reuters says.",
            "--source",
            "R",
            "--prior",
            "50%",
        )
        assert run("new", f"out/{name}", *asked, "--opens", "2024-11-01", "--closes", "2024-12-31").code == 0
        assert run("estimate", f"out/{name}", stated, "-w", "so", "--known-at", "2024-12-02").code == 0
        assert run("resolve", f"out/{name}", outcome, "--why", "seen", "--known-at", "2024-12-09", "--sure").code == 0
    text = run("brief", "out", "-o", "-", "--since", "2024-12-01").out.partition("What came out")[2]
    assert text.index("c-bad") < text.index("b-good") < text.index("a-off")
