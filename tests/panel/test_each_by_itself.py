"""`panel --no-compare`: the engine adds up, and what it says of a forecaster is what a comparison says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from outlook.errors import InvalidValue
from outlook.panel import cells
from outlook.panel.ask import Ask
from outlook.panel.scored import scored
from plain_panel.at_random import random_panel

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run
    from outlook.panel.ranking import Ranked, Ranking
    from outlook.panel.scored import PanelScores

pytestmark = pytest.mark.in_turn

OWN = (
    "rank", "n", "questions", "answered", "coverage", "score", "why", "log_score", "log_score_finite", "infinite", "skill",
)  # fmt: skip


def close(value: Any) -> Any:
    if value is None or isinstance(value, str) or value == [None, None]:
        return value
    return pytest.approx(value, rel=1e-9, abs=1e-11)


def both(ask: Ask) -> tuple[PanelScores, PanelScores]:
    return scored(replace(ask, pools=False)), scored(replace(ask, compare=False))


def alike(found: Ranking, others: Ranking) -> None:
    assert [one.forecaster for one in found.forecasters] == [one.forecaster for one in others.forecasters]
    assert (found.is_even, found.questions) == (others.is_even, others.questions)
    for one, other in zip(found.forecasters, others.forecasters, strict=True):
        assert [getattr(one, name) for name in OWN] == [close(getattr(other, name)) for name in OWN]
        assert ends(one) == close(ends(other))
        assert (other.rank_low, other.rank_high, other.adjusted, other.skill_pool) == (None,) * 4


def ends(one: Ranked) -> list[float | None]:
    return [None, None] if one.interval is None else [one.interval.low, one.interval.high]


@pytest.mark.alike
@pytest.mark.parametrize("take", ["time", "last", "first"])
def test_everybody_has_the_numbers_of_a_comparison(tmp_path: Path, take: Any) -> None:
    file = random_panel(3).write(tmp_path / "panel.csv")
    compared, alone = both(Ask((str(file),), take=take, topic="region"))
    assert (compared.ranking.is_compared, alone.ranking.is_compared) == (True, False)
    alike(compared.ranking, alone.ranking)
    assert [one.name for one in compared.topics] == [one.name for one in alone.topics]
    for one, other in zip(compared.topics, alone.topics, strict=True):
        alike(one.ranking, other.ranking)
    assert [(one.name, one.questions, one.scores) for one in compared.quarters] == [
        (one.name, one.questions, one.scores) for one in alone.quarters
    ]
    assert [one.mean for one in compared.quarters] == [close(one.mean) for one in alone.quarters]
    assert compared.calibration.together == alone.calibration.together
    assert compared.not_scored == alone.not_scored


def test_probabilities_of_more_than_twenty_thousand_values_are_rounded_and_that_is_said(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    outcomes = random.integers(0, 2, 200)
    rows = [
        f"q{question:03},f{person:03},{p:.17f},{outcomes[question]}"
        for question in range(200)
        for person, p in enumerate(random.random(120))
    ]
    (tmp_path / "p.csv").write_text("question,forecaster,probability,outcome\n" + "\n".join(rows))
    compared, alone = (found.calibration.together for found in both(Ask((str(tmp_path / "p.csv"),))))
    assert compared is not None
    assert alone is not None
    assert compared.rounding == pytest.approx(alone.rounding, rel=1e-6)
    assert compared.rounding
    assert replace(compared, rounding=None) == replace(alone, rounding=None)


def test_equal_forecasters_share_a_rank_and_have_no_interval_without_spread(tmp_path: Path) -> None:
    rows = [f"q{n},{who},0.3,{n % 2}" for n in range(24) for who in ("ann", "bob")]
    rows += [f"q{n},cy,0.5,{n % 2}" for n in range(24)]
    (tmp_path / "p.csv").write_text("question,forecaster,probability,outcome\n" + "\n".join(rows))
    cy, ann, bob = scored(Ask((str(tmp_path / "p.csv"),), compare=False)).ranking.forecasters
    assert (cy.rank, ann.rank, bob.rank) == (1, 2, 2)
    assert (cy.score, cy.interval, cy.why) == (0.25, None, "all scores are equal")
    assert ann.score == bob.score == 0.29


def test_the_kinds_without_yes_and_no_have_them_too(tmp_path: Path) -> None:
    choice = [
        f"q{n},{who},{option},{p},{int(option == 'abc'[n % 3])}"
        for n in range(12)
        for who, a in (("ann", 0.5), ("bob", 0.0))
        for option, p in (("a", a), ("b", 0.3), ("c", 0.7 - a))
    ]
    (tmp_path / "c.csv").write_text("question,forecaster,option,probability,outcome\n" + "\n".join(choice))
    compared, alone = both(Ask((str(tmp_path / "c.csv"),)))
    alike(compared.ranking, alone.ranking)
    assert {one.forecaster: one.infinite for one in alone.ranking.forecasters} == {"ann": 0, "bob": 4}
    assert alone.calibration.together is None
    amounts = [
        f"q{n},{who},{level},{value},{n % 5},m"
        for n in range(12)
        for who in ("ann", "bob")
        for level, value in ((0.1, 1 + (who == "bob")), (0.9, 3))
    ]
    (tmp_path / "a.csv").write_text("question,forecaster,level,value,outcome,unit\n" + "\n".join(amounts))
    compared, alone = both(Ask((str(tmp_path / "a.csv"),)))
    alike(compared.ranking, alone.ranking)


def test_what_is_too_large_to_compare_is_refused_before_it_is_fetched(
    tmp_path: Path, run: Run, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = random_panel(4).write(tmp_path / "panel.csv")
    monkeypatch.setattr(cells, "MOST_CELLS", 20)
    monkeypatch.setattr("outlook.panel.scored.MOST_CELLS", 20)
    monkeypatch.setattr("outlook.panel.scored.cells", lambda *_: pytest.fail("the cells were fetched"))
    with pytest.raises(InvalidValue, match="--no-compare ranks each by itself"):
        scored(Ask((str(file),), take="last"))
    with pytest.raises(InvalidValue, match="compared over time at once: --no-compare ranks each forecaster by itself"):
        scored(Ask((str(file),), take="time"))
    ran = run("panel", str(file), "--no-compare")
    assert ran.code == 0
    assert "Each is looked at by itself: no difference is held against luck." in ran.out.replace("\n", " ")
    assert "RANKS" not in ran.out
    refuses("panel", str(file), "--no-compare", "--pairs", saying="--no-compare does not: leave one of them out")


def test_a_book_is_compared_whole(book: Path, refuses: Refuses) -> None:
    refuses("panel", "--no-compare", saying="--no-compare means something only for a table")
