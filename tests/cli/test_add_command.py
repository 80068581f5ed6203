"""A question in one line, or many of them from standard input: records with their first estimates, all or none."""

from __future__ import annotations

import ctypes
import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

LINES = (
    "Will the bill pass?\t30%\t2025-03-01\n\n"
    '{"question": "Will it rain?", "probability": 0.2, "closes": "in 3 weeks", "tags": ["sky"], "criteria": "Two wires."}\n'
    "Will it snow?\t1/4\n"
)


def rows(run: Run, *words: str) -> dict[str, Any]:
    return {row["id"]: row for row in json.loads(run("status", *words, "--json").out)["forecasts"]}


def test_one_line_is_a_record_and_an_estimate(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("add", "Will it rain on 30 June?", "40%", "30 June 2025", "--tag", "sky", "--why", "It often does")
    assert (ran.code, ran.out) == (
        0,
        "inbox/will-it-rain-on-30-june: 40.0%, closes 30 Jun 2025 23:59 UTC\n  Will it rain on 30 June?\n",
    )
    assert "no criteria: alice decides" in ran.err
    assert "to take it back: delete forecasts/inbox/will-it-rain-on-30-june.yaml and outlook retract " in ran.err
    (row,) = rows(run).values()
    assert (row["prior"], row["stated"], row["stated_by"], row["state"]) == (0.4, 0.4, "alice", "open")
    (entry,) = json.loads(run("history", "--json").out)["entries"]
    assert (entry["why"], entry.get("imported")) == ("It often does", None)
    assert json.loads(run("check", "--json").out)["problems"] == [] or " error: " not in run("check").out


def test_what_was_added_is_scored(run: Run, book: Path) -> None:
    run("add", "Will the bill pass?", "40%", "2024-12-20")
    assert run("resolve", "will-the-bill", "yes", "--known-at", "2024-12-10T09:31Z", "--sure").code in (0, 2)
    text = (book / "inbox" / "will-the-bill-pass.yaml").read_text("utf-8")
    assert "judged_by: alice" in text
    assert "prior: 0.4" in text


def test_many_lines_are_one_step(run: Run, book: Path) -> None:
    ran = run("add", "-", "--case", "desk", "--json", stdin=LINES)
    assert ran.code == 0, ran.err
    said = json.loads(ran.out)["added"]
    assert [(one["id"], one["probability"], one["state"]) for one in said] == [
        ("desk/will-the-bill-pass", 0.3, "open"),
        ("desk/will-it-rain", 0.2, "open"),
        ("desk/will-it-snow", 0.25, "draft"),
    ]
    assert {row["stated"] for row in rows(run, "desk").values()} == {0.3, 0.2, 0.25}
    assert len((book / "desk" / "ledger.jsonl").read_text("utf-8").splitlines()) == 3


def test_the_same_words_get_another_id_where_the_person_insists(run: Run, book: Path) -> None:
    run("add", "Will it rain?", "40%", "2025-06-30")
    refused = run("add", "will it RAIN?", "50%", "2025-06-30")
    assert refused.code == 2
    assert "inbox/will-it-rain asks the same" in refused.err
    assert "inbox/will-it-rain-2: " in run("add", "Will it rain?", "50%", "2025-06-30", "--sure").out


@pytest.mark.parametrize(
    ("words", "stdin", "saying"),
    [
        (("Will it?", "140%"), "", "140% is not a probability"),
        (("Will it?", "40%", "soon"), "", "'soon' is not a time known here"),
        (
            ("Will it?", "40%", "2020-01-01"),
            "",
            "it closes on 2020-01-01, which is over: a question of the past says when it opened",
        ),
        (("  ", "40%"), "", "a question has words"),
        (("Will it?", "100%"), "", "add --sure if it is meant"),
        (("Will it?", "40%", "--case", "No Slug"), "", "No Slug is not the id of a case"),
        (("-", "40%"), "", "- reads everything from lines"),
        (("-",), " \n", "standard input holds no question"),
        (("-",), "Will A?\t40%\nWill B?\t400%\n", "line 2: 400% is not a probability"),
        (("-",), "Will A?\t40%\t2025-01-01\tx\ty\tz\n", "line 1: it has 6 cells"),
        (("-",), "Will A?\t40%\t2025-01-01\tThe whip counted\n", "line 1: The whip counted is not an id"),
        (("-",), '{"question": "Will A?", "p": 0.4}\n', "line 1: p is unknown; a line has question, probability"),
        (("-",), '{"question"\n', "line 1: it is no JSON"),
        (("-",), '{"question": "Will A?", "probability": [1]}\n', "line 1: "),
        (("-",), '{"question": "Will A?", "tags": ["No Slug"]}\n', "line 1: No Slug is not an id"),
        (("Which?", "2026=.3,2027=.7"), "", "could be options, each with its probability, or a curve that rises"),
        (("-",), "How much?\tq05=3,q50=1\n", "line 1: quantiles out of order: q05 is 3.0 but q50 is 1.0"),
        (("-",), "Who?\tA=.3,B=.3\n", "line 1: the probabilities sum to 0.6, not 1"),
        (("-",), '{"question": "Who?", "kind": "poll"}\n', "line 1: poll is no kind of question: write binary, choice"),
        (("Who?", "--kind", "choice"), "", "a choice has options: write what you believe of each"),
        (("Will A?", "40%", "--unit", "mm"), "", "the unit mm is of an amount, and this is binary"),
        (("-",), '{"question": "Will A?", "kind": "binary", "options": ["A", "B"]}\n', "options are of a choice"),
        (("Will A?", "--id", "No Slug"), "", "No Slug is not an id"),
        (("Will A?", "--id", "case"), "", "the id case is taken: case.yaml holds what its forecasts share"),
        (("-", "--id", "a"), "Will A?\n", "--id names one question, and - reads many"),
    ],
)
def test_what_is_no_question_is_refused_and_nothing_is_written(
    refuses: Refuses, words: tuple[str, ...], stdin: str, saying: str
) -> None:
    refuses("add", *words, saying=saying, stdin=stdin)


def test_every_wrong_line_is_named_at_once(refuses: Refuses) -> None:
    """Whatever is wrong with each: its cells, its JSON, a value, or the case it names."""
    lines = (
        "Will A?\t140%",
        "Will B?\t40%\tsoon",
        "Will C?\t40%",
        "Will D?,40%,2027-01-01",
        '{"question": "Will E?", "p": 0.4}',
        '{"question": "Will F?", "case": "No Slug"}',
        "Will G?\t40%\t\t\t\tx",
        "{",
    )
    saying = ("line 1: 140% is", "\n  line 2: 'soon'", "\n  line 4: Will D?", "\n  line 5: p is unknown",
              "\n  line 6: No Slug is", "\n  line 7: it has 6 cells", "\n  line 8: it is no JSON")  # fmt: skip
    refuses("add", "-", "--case", "desk", stdin="\n".join(lines), saying=saying)


def test_a_line_has_tags_and_a_reason_in_its_last_cells(run: Run, book: Path) -> None:
    lines = "Will A?\t40%\t2025-01-30\tsky, rain\tClouds\nWill B?\t\t\train\nWill C?\t30%\t\t\tWind\n"
    assert run("add", "-", "--case", "desk", "--tag", "shared", stdin=lines).code == 0
    assert [row["tags"] for row in rows(run, "desk").values()] == [["sky", "rain"], ["rain"], ["shared"]]
    assert [one["why"] for one in json.loads(run("history", "desk", "--json").out)["entries"]] == ["Clouds", "Wind"]


def test_a_dry_run_writes_nothing(run: Run, contents: Callable[[], dict[str, bytes]]) -> None:
    before = contents()
    ran = run("add", "Will it?", "40%", "2025-06-30", "--dry-run")
    assert (ran.code, "dry run" in ran.err) == (0, True)
    assert contents() == before


# ── estimates from lines ──


def test_estimates_from_lines_are_one_step(run: Run, book: Path, clock: Callable[[datetime], None]) -> None:
    run("add", "-", stdin=LINES)
    clock(NOW + timedelta(hours=1))
    lines = "will-the-bill\t35%\tThe whip has counted\nwill-it-rain\t+5\tClouds\nwill-the-bill\t36%\tOne more\n"
    ran = run("estimate", "-", stdin=lines)
    assert ran.code == 0, ran.err
    found = rows(run, "inbox")
    assert found["inbox/will-the-bill-pass"]["stated"] == 0.36
    assert found["inbox/will-it-rain"]["stated"] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("words", "stdin", "saying"),
    [
        ((), "x\t40%\tWhy\n", "line 1: "),
        ((), "will-it-rain\n", "line 1: write FORECAST, P, WHY and KNOWN ON"),
        ((), "will-it-rain\t30%\tWhy\nwill-it-snow\t30%\n", "line 2: an estimate needs its reason"),
        ((), "will-it-rain\t130%\tWhy\n", "line 1: inbox/will-it-rain: 130% is not a probability"),
        ((), "\n", "standard input holds nothing"),
        (("40%",), "", "- reads everything from lines"),
        (("--why", "x"), "", "- reads everything from lines"),
    ],
)
def test_a_wrong_line_refuses_all_of_them(
    run: Run, refuses: Refuses, words: tuple[str, ...], stdin: str, saying: str
) -> None:
    run("add", "-", stdin=LINES)
    refuses("estimate", "-", *words, saying=saying, stdin=stdin)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "syncfs"), reason="this system has no call for a whole file system")
@pytest.mark.parametrize("is_there", [False, True])
def test_many_questions_take_no_more_waiting_for_the_disk_than_a_few(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    if is_there:
        run("add", "Will it be here?", "10%", "2025-03-01", "--case", "desk")
    calls, sync = list[int](), os.fsync

    def counted(descriptor: int) -> None:
        calls.append(descriptor)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    lines = "".join(f"Will thing {number} happen?\t30%\t2025-03-01\n" for number in range(60))
    assert run("add", "-", "--case", "desk", stdin=lines).code == 0
    assert len(rows(run, "desk")) == 60 + is_there
    assert 0 < len(calls) < 12


def test_a_question_of_the_past_says_when_it_opened(run: Run, book: Path, refuses: Refuses) -> None:
    refuses("add", "Will it hold?", "40%", "2024-06-30", saying="with --opens WHEN or with `opens` in a line of JSON")
    line = '{"question": "Will it hold?", "probability": "40%", "opens": "2024-04-01", "closes": "2024-06-30"}\n'
    ran = run("add", "-", "--case", "desk", stdin=line)
    assert ran.code == 0, ran.err
    assert "desk/will-it-hold closed before today: the probability is the prior alone" in ran.err
    assert "--known-at WHEN" in ran.err
    assert run("add", "Will it last?", "40%", "2024-06-30", "--opens", "2024-04-01", "--case", "desk").code == 0
    assert {(row["prior"], row["stated"], row["state"]) for row in rows(run, "desk").values()} == {(0.4, None, "due")}
    one = run("estimate", "will-it-hold", "30%", "-w", "then", "--known-at", "2024-05-01")
    assert (one.code, "stated – → 30.0%" in one.out) == (0, True)


def test_each_of_several_entries_names_its_forecast(run: Run, book: Path) -> None:
    run("add", "-", "--case", "desk", stdin=LINES)
    ran = run("estimate", "-", stdin="will-the-bill\t35%\ta\nwill-it-snow\t20%\tb\n")
    heads = [line for line in ran.out.splitlines() if "  estimate · " in line]
    assert [line.split(" · ")[1] for line in heads] == ["desk/will-the-bill-pass", "desk/will-it-snow"]


@pytest.mark.parametrize("line", ["Question,P,When", "Will C1?,40%,2027-01-01", "Will C1?,0.4,2027-01-01"])
def test_a_line_of_a_table_with_commas_is_no_question(refuses: Refuses, line: str) -> None:
    refuses(
        "add", "-", stdin=f"Will it, in 40% of years, snow?\t30%\n{line}\n", saying=("line 2: ", "separated by tabs")
    )


def test_a_question_without_its_mark_is_the_same(run: Run, book: Path, refuses: Refuses) -> None:
    assert run("add", "Will it rain?", "40%", "--case", "desk").code == 0
    refuses("add", "will it  rain", "40%", "--case", "desk", saying="desk/will-it-rain asks the same")


def test_tags_in_one_text_may_have_blanks_between_them(run: Run, book: Path) -> None:
    assert run("add", "-", stdin='{"question": "Will B?", "case": "desk", "tags": "sky, rain"}\n').code == 0
    assert json.loads(run("status", "desk", "--json").out)["forecasts"][0]["tags"] == ["sky", "rain"]


def test_amounts_days_and_options_are_asked_in_the_words_of_an_estimate(run: Run, book: Path) -> None:
    lines = (
        "How much rain?\tq05=20,q50=60,q95=120\t2025-06-30\n"
        "When will it end?\tq05=2025-01-05,q50=2025-02-01,q95=2025-05-01\t2025-06-30\n"
        "Who wins?\tAnn=30%,Bo=.7\t2025-06-30\n"
        "How many seats?\t10=.1,20=.8\t2025-06-30\n"
        '{"question": "Which city?", "options": ["Hama", "Homs"]}\n'
        '{"question": "How deep?", "probability": {"q05": 1, "q95": 3}, "unit": "m", "closes": "2025-06-30"}\n'
    )
    ran = run("add", "-", "--case", "desk", "--unit", "mm", "--json", stdin=lines)
    assert ran.code == 0, ran.err
    said = {one["id"].removeprefix("desk/"): one for one in json.loads(ran.out)["added"]}
    assert [one["kind"] for one in said.values()] == ["numeric", "date", "choice", "numeric", "choice", "numeric"]
    assert said["who-wins"]["stated"] == {"Ann": 0.3, "Bo": 0.7}
    assert said["how-many-seats"]["stated"] == [[10.0, 0.1], [20.0, 0.8]]
    assert said["which-city"]["stated"] is None
    assert {one["probability"] for one in said.values()} == {None}
    assert "unit: mm" in (book / "desk" / "how-much-rain.yaml").read_text("utf-8")
    assert "unit: m\n" in (book / "desk" / "how-deep.yaml").read_text("utf-8")
    found = {name.removeprefix("desk/"): row for name, row in rows(run, "desk").items()}
    assert found["how-much-rain"]["stated"] == {"q05": 20.0, "q50": 60.0, "q95": 120.0}
    assert found["when-will-it-end"]["stated_by"] == "alice"
    assert " error: " not in run("check", "desk").out


def test_an_amount_is_shown_with_its_unit_and_its_question(run: Run, book: Path) -> None:
    ran = run("add", "How much rain?", "q05=20,q50=60,q95=120", "2025-06-30", "--unit", "mm", "--id", "rain")
    assert ran.out == ("inbox/rain: q05 20, q50 60, q95 120 mm, closes 30 Jun 2025 23:59 UTC\n  How much rain?\n"), (
        ran.err
    )
    assert (book / "inbox" / "rain.yaml").exists()


def test_an_id_that_was_chosen_is_nobody_elses(run: Run, book: Path, refuses: Refuses) -> None:
    run("add", "Will it rain?", "40%", "2025-06-30", "--id", "rain")
    refuses("add", "Will it pour?", "40%", "--id", "rain", saying="the id rain is taken: inbox/rain is there already")
    lines = '{"question": "Will it hail?", "id": "ice"}\n{"question": "Will it snow?", "id": "ice"}\n'
    refuses("add", "-", stdin=lines, saying="line 2: the id ice is taken")


def test_numbers_as_options_are_told_from_a_curve_by_the_kind(run: Run, book: Path) -> None:
    assert "2026 30.0%, 2027 70.0%" in run("add", "Which year?", "2026=.3,2027=.7", "--kind", "choice").out
    assert "30.0% by 2,026" in run("add", "How many?", "2026=.3,2027=.7", "--kind", "numeric").out


def test_what_check_would_say_of_several_questions_is_said_when_they_are_added(book: Path, run: Run) -> None:
    lines = "Will things improve soon?\t40%\t2027-06-30\nWill it rain at Ness?\t30%\nWill it snow at Ness?\t20%\n"
    ran = run("add", "-", stdin=lines)
    assert ran.code == 0
    assert "'soon' in the question is a hedge without a number" in ran.err
    assert "2 records: warning: it never closes: there is no closing time (write closes_at, or say why not" in ran.err
    assert ran.err.count("it never closes") == 1
    assert "it never closes" in run("check").out
