"""`outlook words`: every scale, a word in all of them, a number in all of them, and what is refused."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run


def test_every_scale_is_listed_with_its_source(run: Run) -> None:
    out = run("words").out
    for text in (
        "icd203 · ICD 203",
        "kent · Kent 1964",
        "ipcc · IPCC AR5",
        "phia · PHIA yardstick",
        "nato · NATO AJP-2.1",
    ):
        assert text in out
    assert out.count("source: ") == 5
    assert out.count("written down from memory") == 2


def test_it_needs_no_book(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("words", "likely").code == 0


def test_a_word_is_shown_in_every_scale(run: Run) -> None:
    out = run("words", "Highly Likely").out
    assert "phia    80% to under 90%" in out
    assert "nato    over 90% to 100%" in out
    assert out.count("not in this scale") == 3


def test_a_number_has_its_word(run: Run) -> None:
    assert "icd203  unlikely  20% to under 45%" in run("words", "0.3", "--scale", "icd203").out
    assert "between bands" in run("words", "38%", "--scale", "phia").out
    assert "outside the scale" in run("words", "0.995", "--scale", "icd203").out


def test_a_range_has_a_word_at_each_end(run: Run) -> None:
    out = run("words", "5–10 per cent", "--scale", "nato").out
    assert out.startswith("5.0% to 10.0%\n")
    assert "highly unlikely" in out
    assert "10% to under 40%" in out


def test_a_bound_is_a_range_with_an_open_end(run: Run) -> None:
    assert run("words", "a less than 10% chance", "--scale", "nato").out.startswith("0% to 10.0%\n")
    found = json.loads(run("words", "more than 90 per cent likely", "--json").out)
    assert (found["low"], found["high"]) == (0.9, 1.0)


@pytest.mark.parametrize(
    "hedge",
    ["most unlikely", "somewhat likely", "nearly a 40% chance", "nearly 40%", "isn't likely", "a little likely"],
)
def test_what_extract_gives_no_number_has_none_here_either(run: Run, hedge: str) -> None:
    ran = run("words", hedge)
    assert (ran.code, ran.out.splitlines()[0].startswith(f"{hedge}: a hedge that no published scale gives a n")) == (
        0,
        True,
    )


@pytest.mark.parametrize("word", ["may", "Might", "could", "possible"])
def test_a_word_without_a_number_says_so_and_asks_for_one(run: Run, word: str) -> None:
    ran = run("words", word)
    assert ran.code == 0
    assert f"{word}: no scale gives it a number" in ran.out
    answers = json.loads(run("words", word, "--json").out)["answers"]
    assert [answer["low"] for answer in answers] == [None] * 5


def test_data_has_the_ends_and_the_answers(run: Run) -> None:
    shown = json.loads(run("words", "38%", "--json").out)
    answers = {answer["scale"]: answer for answer in shown["answers"]}
    assert (shown["low"], shown["high"]) == (0.38, 0.38)
    assert (answers["phia"]["answer"], answers["phia"]["word"], answers["phia"]["low"]) == ("between bands", None, None)
    assert (answers["nato"]["word"], answers["nato"]["low"], answers["nato"]["high"]) == ("unlikely", 0.1, 0.4)
    scales = json.loads(run("words", "--json").out)["scales"]
    assert sum(len(scale["bands"]) for scale in scales) == 34
    rows = list(csv.DictReader(run("words", "--csv").out.splitlines()))
    assert len(rows) == 34
    assert rows[0]["scale"] == "icd203"


def test_what_cannot_be_answered_is_refused(book: Path, refuses: Refuses) -> None:
    refuses("words", "likly", saying="did you mean likely")
    refuses("words", "xyzzy", saying="`outlook words` lists them")
    refuses("words", "30", saying="write 30% or 0.3")
    refuses("words", "120%", saying="a probability lies between 0 and 1")
    refuses("words", "0.3", "--scale", "natto", saying=("--scale", "did you mean nato?"))


def test_a_case_names_its_scale_or_is_told_which_there_are(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    text = case.read_text()
    case.write_text(f"{text}\nscale: phia\n")
    assert run("check").code == 0
    case.write_text(f"{text}\nscale: icd-203\n")
    ran = run("check")
    assert ran.code == 1
    assert "icd-203 is not a scale of estimative words; did you mean icd203?" in ran.out
