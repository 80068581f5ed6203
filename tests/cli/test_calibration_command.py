"""`outlook calibration`, as a user and a program see it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from outlook.scoring import calibration as rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

LATE = ("--at", "2026-01-01")


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run("calibration", *words, "--json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


def settle(run: Run, *rows: tuple[float, str]) -> None:
    """A case of its own whose questions have closed, with an estimate each and their outcome."""
    for number, (p, outcome) in enumerate(rows):
        name = f"q{number}"
        made = run("new", f"work/{name}", "--question", "Well?", "--criteria", "C", "--opens", "2024-11-01",
                   "--closes", "2024-12-01")  # fmt: skip
        assert made.code == 0, made
        assert run("estimate", f"work/{name}", str(p), "--why", "x", "--known-at", "2024-11-05").code == 0
        assert run("resolve", f"work/{name}", outcome, "--why", "x", "--known-at", "2024-12-02").code == 0


def test_the_numbers_of_the_shipped_case_are_those_of_the_rules(book: Path, run: Run) -> None:
    found = answer(run, *LATE)
    ps, outcomes = ([row[name] for row in found["forecasts"]] for name in ("p", "outcome"))
    assert (found["n"], found["questions"], found["happened"]) == (19, 19, sum(outcomes))
    assert found["ece"] == rules.ece(ps, outcomes)
    assert found["auc"] == rules.auc(ps, outcomes)
    murphy, corp = found["murphy"], found["corp"]
    assert murphy["reliability"] - murphy["resolution"] + murphy["uncertainty"] == pytest.approx(found["brier"])
    assert corp["miscalibration"] - corp["discrimination"] + corp["uncertainty"] == pytest.approx(found["brier"])
    scored = json.loads(run("score", *LATE, "--json").out)["overall"]["binary"]
    assert found["brier"] == pytest.approx(scored["last"])
    assert found["withheld"] == []
    assert len(found["left_out"]) == 8


def test_the_page_warns_of_hindsight_and_of_few_forecasts(book: Path, run: Run) -> None:
    out = run("calibration", *LATE).out
    assert out.startswith("! The priors and likelihoods of this case were written after the outcomes were known.")
    assert "Calibration of 19 yes/no forecasts by case-author · the last estimate in force before each end" in out
    assert "19 resolved questions: under 30, too few to tell skill from luck." in out
    assert "Luck alone can give a perfectly calibrated forecaster an error (ECE) of" in out


def test_early_outcomes_are_withheld_and_counted_unless_asked_for(book: Path, run: Run) -> None:
    some, everything = answer(run, "--at", "2024-12-20"), answer(run, "--at", "2024-12-20", "--all")
    assert some["withheld"]
    assert everything["withheld"] == []
    assert everything["n"] == some["n"] + len(some["withheld"])
    out = run("calibration", "--at", "2024-12-20").out
    assert f"Withheld ({len(some['withheld'])}) · resolved, but the scheduled close has not passed" in out
    assert "resolved yes early, closes 2024-12-31" in out
    assert "Withheld" not in run("calibration", "--at", "2024-12-20", "--all").out


def test_with_nothing_resolved_there_is_no_number(book: Path, run: Run) -> None:
    ran = run("calibration", "--at", "2024-12-01")
    assert ran.code == 0
    assert ran.out.startswith("no calibration: ")
    found = answer(run, "--at", "2024-12-01")
    assert [found[name] for name in ("brier", "murphy", "murphy_binned", "corp", "ece", "mce", "auc")] == [None] * 7
    assert (found["n"], found["bins"], found["forecasts"]) == (0, [], [])
    assert run("calibration", "--at", "2024-12-01", "--csv").out == "\n"


def test_one_forecast_is_shown_as_one(book: Path, run: Run) -> None:
    settle(run, (0.7, "yes"))
    out = run("calibration", "work").out
    assert "Calibration of 1 yes/no forecast by alice" in out
    assert "1 resolved question: under 30" in out
    assert "Every outcome is yes. There is nothing to tell apart: AUC is undefined" in out
    found = answer(run, "work")
    assert found["brier"] == pytest.approx(0.09)
    assert (found["auc"], found["auc_interval"], found["brier_interval"]) == (None, None, None)


def test_where_nothing_happened_ranking_is_undefined_and_said_so(book: Path, run: Run) -> None:
    settle(run, (0.7, "no"), (0.2, "no"), (0.1, "no"))
    assert "Every outcome is no." in run("calibration", "work").out
    found = answer(run, "work")
    assert found["auc"] is None
    assert found["murphy"]["uncertainty"] == found["murphy"]["resolution"] == 0


def test_which_probability_stands_for_a_forecast_is_said_and_can_be_chosen(book: Path, run: Run) -> None:
    settle(run, (0.7, "yes"))
    assert run("estimate", "work/q0", "90%", "--why", "x", "--known-at", "2024-11-20").code == 0
    assert [row["p"] for row in answer(run, "work")["forecasts"]] == [0.9]
    assert [row["p"] for row in answer(run, "work", "--take", "first")["forecasts"]] == [0.7]
    assert "the first estimate in force" in run("calibration", "work", "--take", "first").out
    prior = answer(run, "syria", *LATE, "--take", "prior")
    assert {row["by"] for row in prior["forecasts"]} == {None}
    assert "the prior of each record" in run("calibration", *LATE, "--take", "prior").out


def test_a_forecaster_can_be_chosen_and_several_are_counted(book: Path, run: Run) -> None:
    settle(run, (0.7, "yes"), (0.2, "no"))
    assert run("estimate", "work/q0", "60%", "--why", "x", "--known-at", "2024-11-20", "--by", "bob").code == 0
    assert "Calibration of 3 yes/no forecasts on 2 questions by 2 forecasters" in run("calibration", "work").out
    assert [row["p"] for row in answer(run, "work", "--by", "bob")["forecasts"]] == [0.6]


def test_what_several_say_of_one_question_is_one_outcome(book: Path, run: Run) -> None:
    settle(run, (0.7, "yes"), (0.2, "no"))
    mixed = "Several forecasters answered the same questions: the intervals count what happened to a question once"
    assert mixed not in run("calibration", "work").out
    (alone,) = [one for one in answer(run, "work")["bins"] if one["low"] == 0.7]
    assert [alone["by_question_low"], alone["by_question_high"]] == [alone["rate_low"], alone["rate_high"]]
    assert run("estimate", "work/q0", "72%", "--why", "x", "--known-at", "2024-11-20", "--by", "bob").code == 0
    (both,) = [one for one in answer(run, "work")["bins"] if one["low"] == 0.7]
    assert (both["n"], both["by_question_low"]) == (2, pytest.approx(alone["rate_low"]))
    assert both["rate_low"] > both["by_question_low"]
    out = " ".join(run("calibration", "work").out.split())
    assert mixed in out
    assert f"70–80% 2 71.0% 100% {100 * alone['rate_low']:.0f}–100%" in out
    svg = run("calibration", "work", "--svg", "-").out
    assert f"90% interval {100 * alone['rate_low']:.0f}–100%" in svg


def test_bins_as_rows(book: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("calibration", *LATE, "--bins", "4", "--csv").out)))
    assert [row["low"] for row in rows] == ["0.0", "0.25", "0.75"]
    assert sum(int(row["n"]) for row in rows) == 19


def test_every_option_is_checked(book: Path, refuses: Refuses) -> None:
    refuses("calibration", "--bins", "0", saying="0 is not in the range")
    refuses("calibration", "--take", "best", saying="'best' is not one of")
    refuses("calibration", "--take", "prior", "--by", "ann", saying="a prior is nobody's estimate")
    refuses("calibration", "nowhere", saying="nowhere")
    refuses("calibration", "--svg", "x.svg", "--csv", saying="--svg and --csv are two outputs: ask for one of them")
    refuses("calibration", "--json", "--csv", saying="--json and --csv are two outputs")
    refuses("calibration", "--force", saying="--force means nothing without --svg FILE")


def test_the_picture_can_be_plain(book: Path, run: Run) -> None:
    out = run("calibration", *LATE, "--ascii").out
    assert out.isascii()
    assert not run("calibration", *LATE).out.isascii()


def test_the_svg_goes_to_a_file_or_to_standard_output(book: Path, run: Run) -> None:
    ran = run("calibration", *LATE, "--svg", "curve.svg")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote curve.svg\n")
    text = (book.parent / "curve.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg ")
    assert run("calibration", *LATE, "--svg", "-").out == text


def test_a_file_that_stands_there_is_kept_unless_forced(book: Path, run: Run, refuses: Refuses) -> None:
    path = book.parent / "curve.svg"
    path.write_text("mine")
    refuses("calibration", *LATE, "--svg", "curve.svg", saying=("exists already and is left as it is", "--force"))
    assert path.read_text() == "mine"
    assert run("calibration", *LATE, "--svg", "curve.svg", "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("<svg ")
    assert [file.name for file in book.parent.iterdir() if file.name.startswith(".")] == []


def test_a_place_that_cannot_be_written_is_a_sentence(book: Path, refuses: Refuses) -> None:
    refuses(
        "calibration",
        "--svg",
        "no/such/folder.svg",
        saying="no/such/folder.svg cannot be written: there is no folder no/such",
        code=3,
    )
    refuses("calibration", "--svg", "forecasts", "--force", saying="forecasts is a folder: name a file in it")
    refuses("calibration", "--svg", "/dev/null", "--force", saying="/dev/null is not a plain file")
    link = book.parent / "link.svg"
    link.symlink_to("nothing-there")
    refuses("calibration", "--svg", "link.svg", saying="link.svg exists already")
    assert link.is_symlink()


def test_colour_is_never_needed(book: Path, run_in_terminal: Callable[[int], Run]) -> None:
    run = run_in_terminal(80)
    plain = run("calibration", *LATE, "--color", "never").out
    assert "\x1b" not in plain
    assert "●" in plain
    assert "\x1b" in run("calibration", *LATE, "--color", "always").out
