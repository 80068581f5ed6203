"""Drafts finished without opening a file: by answers at a terminal, or by flags."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from at_a_terminal import hung_up, walk
from outlook.book import Book
from outlook.checks.question import lint
from outlook.cli.editor import kept_text
from outlook.cli.kept_answers import _read
from outlook.cli.prompting import line, say
from outlook.errors import Refused
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from conftest import Refuses, Run

NOTE = (
    "Rain is likely to fall by the end of March 2027. Wheat exports are forecast to reach 4.2 million tonnes in 2027. "
    "The dam may close by June 2027 if the drought spreads.\n"
)
WET = ("extract", "note.txt", "--case", "wet", "--as-of", "2026-11-25")
ENTER = "\n"


@pytest.fixture
def note(book: Path) -> Path:
    path = book.parent / "note.txt"
    path.write_text(NOTE)
    return path


@pytest.fixture
def wet(book: Path, note: Path, run: Run) -> Path:
    assert run(*WET, "--accept", "all").code == 0
    return book / "wet"


def test_a_draft_is_finished_as_it_is_picked(book: Path, note: Path) -> None:
    words = [*WET, "--pick"]
    first = ("y", ENTER, ENTER, ENTER, "Reuters\n", "40%\n")
    code, seen = walk(words, *first, "y", ENTER, ENTER, ENTER, ENTER, "FAO\n", "q05=3,q50=4.2,q95=5\n", "q")
    assert code == 0, seen
    rain, wheat = (Book.open(book).cases["wet"].forecasts[name] for name in ("rain-fall", "wheat-exports-reach"))
    assert (rain.question, rain.criteria) == (
        "Will rain fall by 31 March 2027?",
        "YES if Reuters reports by 31 March 2027 that it happened.",
    )
    assert (str(rain.closes_at)[:10], rain.prior, wheat.kind) == ("2027-03-31", 0.4, "numeric")
    assert [lint(rain), lint(wheat)] == [[], []]


def test_the_lint_and_what_cannot_be_read_are_said_beside_the_answer(wet: Path) -> None:
    answers = (
        "Will it likely rain?\n", "Will the crisis at Ness end?\n",  # a hedge
        "binry\n", "choice\n", "binary\n",
        "someday\n", "31 March 2027\n",
        "\x1b[A\n", "15%\n", "Reuters\n", "+ A crisis means that the dam holds less than 90%.\n",
        "1\n", "95%\n",
        "y\n",
    )  # fmt: skip
    code, seen = walk(["new", "--from", "rain"], *answers)
    assert code == 0, seen
    for said in (
        "'likely' in the question is a hedge without a number",
        "'binry' is no kind of question; did you mean binary?",
        "'someday' is not a time known here",
        "a control character is in it",
        "15% is a probability, which is asked for next",
        "nothing says what counts as 'crisis'",
        "a prior of 0 or 1 can never be moved",
    ):
        assert seen.count(f"! {said}") + seen.count(f"     {said}") == 1, said
    fields = load((wet / "rain-fall.yaml").read_text())
    assert (fields["question"], fields["closes_at"], fields["prior"]) == (
        "Will the crisis at Ness end?",
        "2027-03-31",
        "95%",
    )
    assert fields["as_stated_in"] == "rain-fall"  # said to be just that


def test_an_interrupt_keeps_what_was_finished_and_writes_nothing_half(book: Path, note: Path) -> None:
    code, seen = walk(
        [*WET, "--pick"], "y", ENTER, ENTER, ENTER, "Reuters\n", "40%\n", "y", "Will wheat rise?\n", "\x03"
    )
    assert code == 130, seen
    assert "wet is written" in seen
    assert list(Book.open(book).cases["wet"].forecasts) == ["rain-fall"]
    code, seen = walk(["new", "--from", "wet/1", "wet/other"], "Will it rain?\n", "\x03")
    assert (code, "interrupted; nothing more was written" in seen) == (130, True)
    assert not (book / "wet" / "other.yaml").exists()


def test_what_was_answered_is_kept_where_it_cannot_be_written(book: Path, note: Path) -> None:
    """The same command goes on with it, also after what was in the way is gone."""
    words = [*WET, "--pick"]
    in_the_way = book / "wet"
    answers = ("y", ENTER, ENTER, ENTER, "Reuters\n", "40%\n", "d")
    code, seen = walk(words, *answers, "q", before_the_last=in_the_way.mkdir)
    assert code == 2, seen
    assert "the same command goes on with them" in seen
    (kept,) = Path(os.environ["XDG_STATE_HOME"]).rglob("drafts/*/*.json")
    assert str(kept) in seen.replace("\n", "")
    in_the_way.rmdir()
    code, seen = walk(words, "y", "q")
    assert code == 0, seen
    forecasts = Book.open(book).cases["wet"].forecasts
    assert (list(forecasts), forecasts["rain-fall"].prior) == (["rain-fall", "wheat-exports-reach"], 0.4)
    assert not kept.exists()
    record = in_the_way / "other.yaml"
    finished = ("Will it snow?\n", ENTER, ENTER, "Reuters\n", "40%\n")
    code, seen = walk(["new", "--from", "rain", "wet/other"], *finished, "n\n", before_the_last=record.mkdir)
    assert (code, "the same command goes on with it" in seen) == (2, True), seen
    record.rmdir()
    code, seen = walk(["new", "--from", "rain", "wet/other"], "y\n")
    assert (code, load(record.read_text())["question"]) == (0, "Will it snow?"), seen


def test_nothing_is_asked_where_nothing_can_be_written(wet: Path, note: Path) -> None:
    note.write_text("Rain is almost certain to fall by the end of March 2028.\n")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        ran = [walk([*WET[:2], "--case", "dry", *WET[4:], "--pick"]), walk(["new", "--from", "rain"])]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(code, "cannot be written: File too large; nothing was asked" in seen) for code, seen in ran] == [
        (3, True)
    ] * 2


def test_a_statement_is_linked_as_it_is_picked(wet: Path, note: Path) -> None:
    note.write_text("Rain is almost certain to fall by the end of March 2027.\n")
    code, seen = walk([*WET[:4], "--as-of", "2026-12-02", "--pick"], "l", "\n", "l", "snow\n", "rain\n")
    assert code == 0, seen
    assert "no forecast of wet matches 'snow'" in seen
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == ["rain-fall", "rain-fall-2"]


def test_flags_do_the_same_and_only_their_lines_change(wet: Path, run: Run) -> None:
    before = (wet / "rain-fall.yaml").read_text()
    ran = run("new", "--from", "wet/1", "--criteria", "Reuters", "--prior", "40%")
    assert (ran.code, ran.err.count("warning")) == (0, 0), ran.err
    after = (wet / "rain-fall.yaml").read_text()
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert [line.split(" ")[0:2] for line in gone] == [["#", "say"], ["criteria:", "'YES"], ["#", "prior:"]]
    assert "criteria: YES if Reuters reports by 31 March 2027 that it happened.\n" in after


def test_a_statement_without_a_draft_gets_one_with_its_condition(wet: Path, run: Run) -> None:
    for name in ("dam-close", "if-drought-spreads"):
        (wet / f"{name}.yaml").unlink()
    ran = run("new", "--from", "dam-close", "--source", "Reuters", "--prior", "0.3")
    assert ran.code == 0, ran.err
    assert "its condition is a draft: wet/if-drought-spreads" in ran.err
    assert load((wet / "dam-close.yaml").read_text())["given"] == {"forecast": "if-drought-spreads", "outcome": "yes"}
    assert run("new", "--from", "if-drought", "--source", "Reuters").code == 0
    assert {one.missing for one in Book.open(wet.parent).cases["wet"].forecasts.values() if "d" in one.id[0:3]} == {()}


def test_another_question_is_no_estimate_of_the_report_unless_somebody_says_so(wet: Path, run: Run) -> None:
    ran = run("new", "--from", "rain", "--question", "Will 5 mm of rain fall at Ness?", "--source", "Reuters")
    assert "`outlook set wet/rain-fall as_stated_in=rain-fall`" in ran.err
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == []


@pytest.mark.parametrize(
    ("flags", "what"),
    [
        (["--closes", "2029-12-31", "--criteria", "the bulletin"], "another close"),
        (["--given", "if-drought-spreads=no", "--criteria", "the bulletin"], "another condition"),
        (["--criteria", "YES if oil falls."], "criteria of your own"),
    ],
)
def test_another_close_condition_or_criteria_make_another_question(
    wet: Path, run: Run, flags: list[str], what: str
) -> None:
    words = ("new", "--from", "rain-fall", *flags, "--prior", "60%")
    ran = run(*words, "--as-stated", "--dry-run")
    assert "as_stated_in: rain-fall" in ran.out, ran.err
    ran = run(*words)
    assert ran.code == 0, ran.err
    assert f"with {what} it may ask other than the report says" in ran.err
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == []


def test_criteria_of_one_s_own_are_asked_about_at_the_prompts(wet: Path, run: Run, refuses: Refuses) -> None:
    code, seen = walk(
        ["new", "--from", "rain"], ENTER, ENTER, ENTER, "YES if Reuters says so.\n", ENTER, "40%\n", ENTER
    )
    assert code == 0, seen
    assert "do the report's words say just that" in seen
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == []
    saying = "the words of wet/dam-close are no estimate: “may” has no number on the scale icd203"
    refuses("new", "wet/more", "--from", "dam-close", "--as-stated", "--source", "R", saying=saying)
    refuses("new", "wet/more", "--question", "Rain?", "--as-stated", saying="--as-stated goes with --from STATEMENT")
    assert run("check").code == 0


def test_without_a_terminal_the_flags_are_named(wet: Path, run: Run, refuses: Refuses) -> None:
    saying = "no terminal to ask on: `outlook new --from wet/rain-fall --criteria … --prior …`"
    refuses("new", "--from", "rain", saying=saying)
    refuses("new", "--from", "wet/9", saying="of wet/note no statement 9 was taken; taken are 1 (rain-fall)")
    refuses("new", "--from", "1", "--source", "Reuters", saying="statement 1 of which case? Write CASE/1")
    refuses("new", "--from", "snow", saying="no statement matches 'snow'")
    refuses("new", "other/rain", "--from", "rain", saying="wet/rain-fall is a statement of wet")
    refuses("new", saying="which forecast? Write CASE/ID, or --from STATEMENT")
    assert run("new", "--from", "rain", "--source", "Reuters").code == 0
    refuses("new", "--from", "rain", saying="is asked already, by rain-fall")
    refuses("new", "--from", "wheat", "--source", "FAO", "--prior", "q05=x", saying="wet/wheat-exports-reach")
    refuses("new", "--from", "wheat", "--source", "FAO", "--prior", "60%", saying="add --kind binary for a yes/no")


def test_what_a_person_wrote_in_a_draft_is_the_default(wet: Path, run: Run) -> None:
    assert run("set", "rain", "prior=30%", "criteria=YES if a report of Reuters says so.", "closes=").code == 0
    code, seen = walk(["new", "--from", "rain"], ENTER, ENTER, "31 Mar 2027\n", ENTER, ENTER)
    assert code == 0, seen
    fields = load((wet / "rain-fall.yaml").read_text())
    assert (fields["prior"], fields["criteria"]) == (0.3, "YES if a report of Reuters says so.")


def test_a_terminal_that_goes_away_leaves_nothing_half(wet: Path, run: Run) -> None:
    before = {path.name: path.read_bytes() for path in wet.iterdir()}
    assert hung_up(["new", "--from", "rain"], "Will it rain?\n", ENTER) in (-signal.SIGHUP, 2)
    assert {path.name: path.read_bytes() for path in wet.iterdir()} == before


def test_hostile_text_does_nothing_to_a_terminal(book: Path, note: Path) -> None:
    note.write_text("Rain \x1b]0;gone\x07is likely to [bold]fall[/bold] by the end of March 2027\u202e.\n")
    code, seen = walk([*WET, "--pick"], "y", "Will it rain?\n", ENTER, ENTER, "Reuters\n", "40%\n", "n\n")
    assert code == 0, seen
    assert "\x1b]0;" not in seen
    assert "\u202e" not in seen
    assert "[bold]" in seen


@pytest.mark.parametrize(
    "text",
    ["", "[]", "5", "{}", '{"taken": 5, "links": [], "last": 1}', '{"taken": [[1]], "links": [], "last": 1}',
     '{"taken": [["1", {}]], "links": [], "last": 1}', '{"taken": [[1, "x"]], "links": [], "last": 1}',
     '{"taken": [], "links": [[1, 2]], "last": 1}', '{"taken": [], "links": [], "last": true}'],
)  # fmt: skip
def test_answers_that_were_kept_and_are_damaged_are_named(tmp_path: Path, text: str) -> None:
    kept = kept_text(tmp_path / "week.json", text)
    with pytest.raises(Refused, match=f"{re.escape(str(kept.path))} is no list of kept answers: delete it"):
        _read(kept)


def test_answers_that_were_kept_are_read_as_they_were(tmp_path: Path) -> None:
    said = {"taken": [[1, {"prior": 0.3}], [4, None]], "links": [[2, "coup"]], "last": 4}
    assert _read(kept_text(tmp_path / "week.json", json.dumps(said))) == said


def test_a_person_can_insist_on_words_that_the_draft_left_out(wet: Path, run: Run) -> None:
    (wet.parent.parent / "envoy.txt").write_text(
        "The envoy is likely, and not for long, to return by 10 December 2026.\n"
    )
    assert run("extract", "envoy.txt", "--case", "envoy", "--as-of", "2026-11-16", "--accept", "all").code == 0
    (record,) = (one for one in (wet.parent / "envoy").glob("*.yaml") if one.stem != "case")
    assert load(record.read_text())["as_stated_in"] == []
    question = ("--question", "Will the envoy return to Karsk by 10 December 2026?", "--source", "UN")
    ran = run("new", "--from", "envoy/1", *question, "--closes", "2026-12-10", "--as-stated")
    assert ran.code == 0, ran.err
    fields = load(record.read_text())
    assert fields["as_stated_in"] == fields["statements"][0]


def test_a_key_goes_back_to_the_statement_before_with_what_was_answered(book: Path, note: Path) -> None:
    """The prior is put right; Enter leaves each other answer, and each other statement, as it was."""
    first = ("y", ENTER, ENTER, ENTER, "Reuters\n", "40%\n")
    again = ("y", ENTER, ENTER, ENTER, ENTER, "14%\n")
    code, seen = walk([*WET, "--pick"], *first, "d", "b", "b", "b", *again, ENTER, "n")
    assert code == 0, seen
    assert "this is the first" in seen
    assert "closes [2027-03-31]:" in seen
    assert "take it? y d n b q [d]:" in seen
    assert "hedge: likely · 55%–80% · horizon: by the end of March 2027" in " ".join(seen.split()), seen
    forecasts = Book.open(book).cases["wet"].forecasts
    assert list(forecasts) == ["rain-fall", "wheat-exports-reach"]
    assert (forecasts["rain-fall"].prior, forecasts["rain-fall"].sources) == (0.14, ("Reuters",))
    assert forecasts["rain-fall"].criteria == "YES if Reuters reports by 31 March 2027 that it happened."


def test_what_was_taken_is_skipped_after_all_and_what_was_linked_is_not(wet: Path, note: Path, run: Run) -> None:
    note.write_text("Rain is almost certain to fall by the end of March 2028. Frost is unlikely by May 2028.\n")
    code, seen = walk(
        [*WET[:4], "--as-of", "2026-12-02", "--pick"], "l", "<\n", "l", "rain\n", "d", "b", "b", "n", ENTER
    )
    assert code == 0, seen
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == "rain-fall"  # one statement, as before
    assert "frost" in "".join(Book.open(wet.parent).cases["wet"].forecasts)


def test_a_sign_goes_back_to_the_prompt_before_with_what_was_typed(wet: Path) -> None:
    """Who decides is kept, and its day is that of the other close."""
    answers = ("<\n", "Will rain fall at Ness?\n", "<\n", ENTER, ENTER, ENTER, "Reuters\n")
    back = ("<\n", "<\n", "30 April 2027\n", "+ Drizzle counts.\n", "<\n", ENTER, "40%\n", "<\n", ENTER, "y\n")
    code, seen = walk(["new", "--from", "rain"], *answers, *back)
    assert code == 0, seen
    assert "this is the first prompt" in seen
    assert "question [Will rain fall at Ness?]:" in seen
    assert "criteria: YES if Reuters reports by 30 April 2027 that it happened. Drizzle counts." in " ".join(
        seen.split()
    )
    assert "Enter keeps 40%" in seen
    fields = load((wet / "rain-fall.yaml").read_text())
    assert (fields["question"], fields["closes_at"], fields["prior"]) == (
        "Will rain fall at Ness?",
        "2027-04-30",
        "40%",
    )
    assert (fields["criteria"], fields["sources"]) == (
        "YES if Reuters reports by 30 April 2027 that it happened. Drizzle counts.",
        ["Reuters"],
    )


def test_another_kind_after_all_forgets_what_the_first_one_needed(wet: Path) -> None:
    there = (ENTER, "choice\n", "<\n", "choice\n", "much, little\n", ENTER, "Reuters\n")
    back = ("<\n", "<\n", "<\n", "binary\n", ENTER, ENTER, "20%\n", ENTER)
    code, seen = walk(["new", "--from", "rain"], *there, *back)
    assert code == 0, seen
    fields = load((wet / "rain-fall.yaml").read_text())
    assert (fields.get("kind", "binary"), fields.get("options"), fields["prior"]) == ("binary", None, "20%")
    assert fields["as_stated_in"] == "rain-fall"


def test_a_close_that_is_not_the_day_of_the_question_is_said_and_y_or_n_is_asked_again(wet: Path) -> None:
    answers = (ENTER, ENTER, "2027-03-30\n", ENTER, "Reuters\n", ENTER, "40%\n", "clear\n", "y\n")
    code, seen = walk(["new", "--from", "rain"], *answers)
    assert code == 0, seen
    assert "! the question says “by 31 March 2027”, and it closes on 30 March 2027: give both the same day" in " ".join(
        seen.split()
    )
    assert "'clear' is neither y nor n" in seen
    assert load((wet / "rain-fall.yaml").read_text())["as_stated_in"] == "rain-fall"


def test_what_was_answered_before_an_interrupt_is_gone_on_with(wet: Path) -> None:
    words = ["new", "--from", "rain", "wet/other"]
    code, seen = walk(words, "Will it snow?\n", ENTER, "3 March 2027\n", "\x03")
    assert code == 130, seen
    assert "the same command goes on with it" in seen
    (kept,) = Path(os.environ["XDG_STATE_HOME"]).rglob("drafts/*/other.json")
    assert f"what you answered is kept in {kept}" in seen.replace("\n", "")
    assert not (wet / "other.yaml").exists()
    code, seen = walk(words, "y\n", ENTER, ENTER, ENTER, "Reuters\n", "40%\n", "n\n")
    assert code == 0, seen
    assert "answers of yours for other, " in seen
    fields = load((wet / "other.yaml").read_text())
    assert (fields["question"], fields["closes_at"], fields["prior"]) == ("Will it snow?", "2027-03-03", "40%")
    assert not kept.exists()


def test_prompts_end_their_lines_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    proposed = "Will the consumer price inflation of the euro area be above two per cent by 31 December 2027?"
    assert line("question", proposed) == proposed
    asked = capsys.readouterr().err
    say(f"the report says “{proposed}”")
    said = capsys.readouterr().err
    for text in (asked, said):
        assert all(len(one) < 60 and one.startswith("     ") for one in text.splitlines())
    assert " ".join(asked.split()) == f"question [{proposed}]:"
    assert " ".join(said.split()) == f"the report says “{proposed}”"


@pytest.mark.parametrize(("said", "counts"), [("y\n", True), (ENTER, False)])
def test_words_of_an_open_question_count_where_the_person_says_so(book: Path, said: str, counts: bool) -> None:
    (book.parent / "truce.txt").write_text("The envoy is likely, and not for long, to return.\n")
    words = ["extract", "truce.txt", "--case", "truce", "--as-of", "2024-12-01", "--pick"]
    answers = ("y", "Will talks resume by 3 May 2025?\n", ENTER, "3 May 2025\n", "UN\n", ENTER, "20%\n", said)
    code, seen = walk(words, *answers)
    assert code == 0, seen
    (record,) = (one for one in (book / "truce").glob("*.yaml") if one.stem != "case")
    fields = load(record.read_text())
    assert fields["as_stated_in"] == (fields["statements"][0] if counts else [])
