"""`outlook extract --case`: a new case from a report, whole or not at all, with every gap named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from at_a_terminal import walk
from outlook.book import Book
from outlook.checks.references import check
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from conftest import Refuses, Run
    from outlook.model.forecast import Forecast

REPORT = "forecasts/syria-2024-12/report.txt"


@pytest.fixture
def report(book: Path) -> Path:
    """A report that no case has yet."""
    path = book.parent / "note.txt"
    path.write_bytes(
        b"Rain is likely to fall by the end of March 2027 if the wind turns.\r\n"
        b"The dam remains full.\r\n\r\nThe harbour may close: it's \x22full\x22 of # and {braces}.\r\n"
    )
    return path


def test_a_case_holds_the_document_and_a_draft_for_each_statement(book: Path, run: Run, report: Path) -> None:
    ran = run("extract", "note.txt", "--case", "wet", "--accept", "1,3", "--as-of", "2026-11-25")
    assert ran.code == 0, ran.err
    folder = Book.open(book).cases["wet"]
    assert folder.case is not None
    (document,) = folder.case.documents
    assert (book / "wet" / document.file).read_bytes() == report.read_bytes()
    assert document.sha256 == hashlib.sha256(report.read_bytes()).hexdigest()
    assert [item.text for item in folder.case.assumptions] == ["The dam remains full."]
    assert [
        (one.id, str(one.closes_at)[:10], one.given and one.given.forecast) for one in folder.forecasts.values()
    ] == [
        ("harbour-close", "None", None),
        ("if-wind-turns", "2027-03-31", None),
        ("rain-fall", "2027-03-31", "if-wind-turns"),
    ]
    assert {row["state"] for row in json.loads(run("status", "wet", "--json").out)["forecasts"]} == {"draft"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Inflation is likely to fall to 2.4% by 2028.", ("numeric", "%", "What will inflation be by 31 December 2028, in %?")),
        ("Losses may reach $3.5 million next year.", ("numeric", "$ million", "What will losses be in 2027, in $ million?")),
        ("Prices are expected to rise by 4 percent in Q3 2027.", ("numeric", "%", "By how much will prices rise in Q3 2027, in %?")),
        ("Growth will exceed 3% in 2027.", ("binary", None, "Will growth exceed 3% in 2027?")),
        ("There is a 30% chance of rain in 2028.", ("binary", None, "Will there be rain in 2028?")),
        ("The council will vote on 3 May 2028.", ("binary", None, "Will the council vote on 3 May 2028?")),
        ("A strike cannot be ruled out before the end of the year.", ("binary", None, "Will there be a strike by 31 December 2026?")),
        ("Ana Berg said on Monday that the ferry would sail by 3 May 2028.", ("binary", None, "Will the ferry sail by 3 May 2028?")),
    ],
)  # fmt: skip
def test_a_draft_asks_what_the_sentence_says_in_the_kind_of_its_answer(
    book: Path, run: Run, text: str, asked: tuple[str, str | None, str]
) -> None:
    (forecast,) = _drafts(book, run, text, "1")
    assert (forecast.kind, getattr(forecast, "unit", None), forecast.question) == asked


def test_of_unless_the_positive_is_asked_and_no_makes_it_true(book: Path, run: Run) -> None:
    forecast, condition = _drafts(book, run, "Rates will fall in 2027 unless the union strikes.", "1")
    if forecast.given is None:
        forecast, condition = condition, forecast
    assert forecast.given is not None
    assert (forecast.given.forecast, forecast.given.outcome) == (condition.id, "no")
    assert condition.question == "Will the union strike by 31 December 2027?"


def test_a_condition_that_was_not_understood_leaves_the_document_without_an_estimate(book: Path, run: Run) -> None:
    (plain,) = _drafts(book, run, "Exports are likely to fall in 2027.", "1")
    assert getattr(plain, "as_stated_in", None) == (plain.id,)
    (unsure,) = _drafts(book, run, "Otherwise exports are likely to fall in 2027.", "1", case="two")
    assert getattr(unsure, "as_stated_in", None) is None


def test_no_closing_day_is_written_from_a_date_that_was_read_in_part(book: Path, run: Run) -> None:
    text = "The port will open in the summer of 2028. It is due to close again by 12/05/2028. Ships will call soon."
    drafts = _drafts(book, run, text, "1,2,3")
    assert [one.closes_at for one in drafts] == [None] * 3
    written = "".join(path.read_text() for path in (book / "one").glob("*.yaml"))
    for words in ("in the summer of 2028", "by 12/05/2028", "soon"):
        assert f"# closes_at: TODO: a day; the report says “{words}”" in written


STATEMENTS = (
    "The dam is likely to be full by the end of March 2027.",
    "The council will vote on the plan on 3 May 2027.",
    "Inflation is expected to fall to 2.4% by the end of 2027.",
    "A second ferry may enter service in Q3 2027.",
    "The port could close by June 2027 if the drought spreads.",
    "The mine will probably reopen in the first half of 2028.",
    "Wheat exports are forecast to reach 4.2 million tonnes in 2027.",
    "The bridge should be finished before the end of 2027.",
    "The two parties are unlikely to merge before 1 March 2028.",
    "The airline is set to resume flights within three weeks.",
)


def test_ten_drafts_become_sound_forecasts_with_two_hundred_typed_characters_each(book: Path, run: Run) -> None:
    drafts = _drafts(book, run, " ".join(STATEMENTS), "1,2,3,4,5,6,7,8,9,10")
    assert len(drafts) == 11  # ten, and one for a condition
    for path in (book / "one").glob("*.yaml"):
        if path.name != "case.yaml":
            prior = "prior: {q05: 1, q50: 3, q95: 5}" if "kind: numeric" in path.read_text() else "prior: 40%"
            typed = {"TODO: who decides?": "Reuters", "# prior:": f"{prior} #"}
            text = path.read_text()
            for old, new in typed.items():
                text = text.replace(old, new)
            path.write_text(text if prior in text else f"{text}{prior}\n")
            assert sum(map(len, typed.values())) <= 200
    found = [line for line in run("check").out.splitlines() if "forecasts/one/" in line and "case.yaml" not in line]
    assert found == []


def _drafts(book: Path, run: Run, text: str, accept: str, case: str = "one") -> list[Forecast]:
    note = book.parent / f"{case}.txt"
    note.write_text(text)
    ran = run("extract", note.name, "--case", case, "--accept", accept, "--as-of", "2026-11-25")
    assert ran.code == 0, ran.err
    return list(Book.open(book).cases[case].forecasts.values())


def test_check_names_what_is_left_to_do_and_does_not_fail(book: Path, run: Run, report: Path) -> None:
    run("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25")
    ran = run("check")
    assert ran.code == 0
    assert "wet/if-wind-turns.yaml" in ran.out
    for unwritten in ("the title", "the tripwire"):
        assert f"warning: {unwritten} is still to be written" in ran.out
    assert ran.out.count("warning: a draft: still to be written are criteria, prior") == 2  # one line for each
    assert "is a hedge without a number" not in ran.out  # the report's words are no question yet
    assert "quote" not in ran.out


def test_everything_that_is_missing_or_there_already_is_refused(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet")
    refuses(*words, "--as-of", "2026-11-25", saying="--case NAME goes with --accept 4,5")
    refuses("extract", "note.txt", "--accept", "1", saying="--case NAME goes with --accept 4,5")
    refuses(*words, "--accept", "1", saying="--as-of DAY is missing: from which day does the document look ahead?")
    refuses(
        *words,
        "--accept",
        "1,9",
        "--as-of",
        "2026-11-25",
        saying="'9' is not a number of the list, which runs from 1 to 3",
    )
    refuses(*words, "--accept", "x", "--as-of", "2026-11-25", saying="'x' is not a number of the list")
    for part in ("²", "9" * 5000, ",", "-1", "\x1b[31m"):
        refuses(*words, "--accept", part, "--as-of", "2026-11-25", saying="is not a number of the list")
    refuses(*words, "--accept", "1", "--as-of", "someday", saying="--as-of")
    refuses("extract", "note.txt", "--case", "Wet!", "--accept", "1", "--as-of", "2026-11-25", saying="is not an id")
    (book / "empty").mkdir()
    refuses("extract", "note.txt", "--case", "empty", "--accept", "1", "--as-of", "2026-11-25", saying="being no case")
    refuses(
        "extract",
        REPORT,
        "--case",
        "again",
        "--accept",
        "4",
        "--as-of",
        "2024-12-01",
        saying="is a document of syria-2024-12 already",
    )


def test_a_place_that_cannot_be_written_leaves_nothing(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25")
    refuses(*words, "--book", "note.txt/forecasts", saying="cannot be written: Not a directory", code=3)


def test_a_person_picks_one_key_at_a_time(book: Path, report: Path) -> None:
    code, seen = walk(["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"], "n", "d")
    assert code == 0, seen
    assert list(Book.open(book).cases["wet"].forecasts) == ["harbour-close"]


def test_who_takes_nothing_gets_nothing(book: Path, report: Path) -> None:
    code, seen = walk(["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"], "q")
    assert code == 2
    assert "nothing was taken, so nothing was written" in seen
    assert not (book / "wet").exists()


def test_a_document_that_is_edited_during_the_walk_is_kept_as_it_was_read(book: Path, report: Path) -> None:
    before = Path("note.txt").read_bytes()

    def edit() -> None:
        Path("note.txt").write_text("Something else may happen now.\n")

    words = ["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"]
    code, seen = walk(words, "d", "q", before_the_last=edit)
    assert code == 0, seen
    assert (book / "wet" / "note.txt").read_bytes() == before
    assert not check(Book.open(book))


def test_without_a_terminal_there_is_no_picking(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet", "--as-of", "2026-11-25")
    refuses(*words, "--pick", saying="--pick asks on a terminal, and there is none: name the statements with --accept")
    refuses(*words, "--pick", "--accept", "1", saying="one of the two")


def test_an_empty_place_gets_a_book_of_its_own(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("Rain may fall on the dry hills.\n")
    assert run("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25").code == 0
    assert (tmp_path / "forecasts" / ".gitattributes").read_text() == "* -text\nledger.jsonl merge=union\n"
    assert run("check").code == 0


def test_a_sentence_of_summary_and_body_becomes_one_record_with_both(book: Path, run: Run) -> None:
    said = "Rain is likely to fall by 10 December 2024."
    (book.parent / "week.txt").write_text(
        f"# Summary\n\n{said}\n\n# Body\n\nThe dam is full. {said} Snow is possible.\n"
    )
    ran = run("extract", "week.txt", "--case", "week", "--accept", "all", "--as-of", "2024-12-01")
    assert ran.code == 0, ran.err
    assert "statement 5 repeats statement 2: week/rain-fall is the draft of both" in ran.err
    assert "week/rain-fall-2" not in ran.out
    rain = book / "week" / "rain-fall.yaml"
    assert (load(rain.read_text())["statements"], load(rain.read_text())["as_stated_in"]) == (
        ["rain-fall", "rain-fall-2"],
        "rain-fall",
    )
    assert run("new", "--from", "week/rain-fall-2", "--source", "Reuters", "--prior", "40%").code == 0
    assert "said-twice" not in run("check", "--json").out
    assert run("resolve", "week/rain-fall", "yes", "-w", "seen", "--known-at", "2024-12-09").code == 0
    scored = json.loads(run("score", "week", "--by", "hedge", "--json").out)
    assert [one["n"] for one in scored["groups"]] == [1]
    assert "as_stated_in" not in str(scored)
