"""Pools of choices, worked out a second time, from a table and from the book."""

from __future__ import annotations

import json
from math import isinf
from statistics import fmean
from typing import TYPE_CHECKING, Literal

import pytest

from outlook.panel.ask import Ask
from outlook.panel.scored import scored
from plain_panel.at_random import HEADER, random_panel
from plain_panel.choices import random_choices

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.in_turn

RULES = ("mean", "median", "geometric", "trimmed", "recent")


@pytest.mark.alike
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("take", ["time", "last"])
def test_pools_of_choices_are_those_of_the_oracle(take: Literal["time", "last"], seed: int, tmp_path: Path) -> None:
    lines, asked = random_choices(seed)
    (tmp_path / "choices.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = {
        one.forecaster: one for one in scored(Ask((str(tmp_path / "choices.csv"),), take=take)).ranking.forecasters
    }
    assert {f"pool:{rule}" for rule in RULES} <= found.keys()
    for who, one in found.items():
        each = [question.over_time(who) if take == "time" else question.at_the_end(who) for question in asked.values()]
        kept = [scores for scores in each if scores is not None]
        finite = [log for _, log in kept if not isinf(log)]
        assert one.questions == len(kept)
        assert one.score == pytest.approx(fmean(score for score, _ in kept), rel=1e-12)
        assert one.infinite == len(kept) - len(finite)
        assert one.log_score_finite == pytest.approx(fmean(finite), rel=1e-12)


def test_two_options_are_pooled_as_yes_and_no(tmp_path: Path) -> None:
    """The Brier score over two options is twice that of yes/no, and the log score the same."""
    file, made = tmp_path / "choices.csv", random_panel(4)
    cells = [line.split(",") for line in made.lines]
    other = [[*one[:3], repr(1 - float(one[3])), {"yes": "no", "no": "yes"}[one[4]], *one[5:]] for one in cells]
    both = [[*one, "rain"] for one in cells] + [[*one, "sun"] for one in other]
    file.write_text("\n".join([f"{HEADER},option", *map(",".join, both)]) + "\n", encoding="utf-8")
    found = scored(Ask((str(file),))).ranking.forecasters
    wanted = {
        one.forecaster: one for one in scored(Ask((str(made.write(tmp_path / "binary.csv")),))).ranking.forecasters
    }
    assert len(found) == len(wanted) == 10
    for one in found:
        assert one.score == pytest.approx(2 * wanted[one.forecaster].score, rel=1e-12)
        assert one.log_score == pytest.approx(wanted[one.forecaster].log_score, rel=1e-12)
        assert one.coverage == pytest.approx(wanted[one.forecaster].coverage, rel=1e-12)


def test_the_choices_of_the_book_have_the_pools_of_a_table(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines, _ = random_choices(6, complete=True)
    (tmp_path / "choices.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    imported = run("import", "choices.csv", "--case", "choices", "--sure")
    assert imported.code == 0, imported.err
    of_book, of_table = (
        {one["forecaster"]: one for one in json.loads(run("panel", *words, "--json").out)["forecasters"]}
        for words in (("--kind", "choice"), ("choices.csv",))
    )
    assert len(of_book) == 9
    for name, one in of_book.items():
        assert one["brier"] == pytest.approx(of_table[name]["brier"], rel=1e-12), name
        assert one["log_score"] == of_table[name]["log_score"] or one["log_score"] == pytest.approx(
            of_table[name]["log_score"], rel=1e-12
        )


def test_pools_that_no_question_has_are_left_out(tmp_path: Path) -> None:
    """People who contradict each other with certainty have no geometric pool, and three such no median of options."""
    rows = [f"q,{option},{who},1,x,2024-01-01" for who, option in zip("abc", "xyz", strict=True)]
    heads = "question,option,forecaster,probability,outcome,forecast_at"
    (tmp_path / "certain.csv").write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    names = {one.forecaster for one in scored(Ask((str(tmp_path / "certain.csv"),))).ranking.forecasters}
    assert names == {"a", "b", "c", "pool:mean", "pool:recent"}


def test_one_mark_beside_the_option_that_came_true_is_enough(tmp_path: Path) -> None:
    heads, end = "question,option,forecaster,probability,outcome,forecast_at,resolved_at,entry", "2024-02-01"
    stated = (("ann", "1", 1, 0.5), ("ann", "1", 2, 0.8), ("bob", "2", 1, 0.4))  # ann's second is at the same moment
    found = []
    for not_so in ("0", ""):
        both = [
            f"q,{option},{who},{share},{mark},2024-01-0{day},{end},{entry}"
            for who, day, entry, p in stated
            for option, share, mark in (("rain", p, "1"), ("sun", round(1 - p, 1), not_so))
        ]
        file = tmp_path / "marked.csv"
        file.write_text("\n".join([heads, *both]) + "\n", encoding="utf-8")
        found.append({one.forecaster: one.score for one in scored(Ask((str(file),), take="last")).ranking.forecasters})
    assert found[0] == found[1]
    assert found[0]["ann"] == pytest.approx(2 * 0.2**2)
    assert found[0]["pool:mean"] == pytest.approx(2 * 0.4**2)
