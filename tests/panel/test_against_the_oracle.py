"""Every number of a ranking, worked out a second time from the method alone."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest

import plain_panel as oracle
from outlook.panel.ask import Ask
from outlook.panel.scored import scored
from plain_panel.at_random import random_panel

if TYPE_CHECKING:
    from pathlib import Path

    from outlook.panel.ranking import Ranked
    from outlook.panel.scored import PanelScores

pytestmark = pytest.mark.in_turn

Said = dict[str, dict[str, oracle.Chance]]
Asked = dict[str, oracle.Question]
Both: TypeAlias = "tuple[PanelScores, Said, Asked, tuple[str, ...]]"
POOLS = ("mean", "median", "geometric", "trimmed", "recent")


def close(value: Any, rel: float = 1e-12) -> Any:
    return pytest.approx(value, rel=rel, abs=1e-12)


def courses(question: oracle.Question, people: tuple[str, ...]) -> dict[str, oracle.Chance]:
    own = {name: question.course(name) for name in people if name in question.said}
    return {**own, **{f"pool:{rule}": question.pool(rule) for rule in POOLS}}


@pytest.fixture(scope="module", params=[1, 2])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    made = random_panel(request.param)
    file = made.write(tmp_path_factory.mktemp("panel") / "panel.csv")
    found = scored(Ask((str(file),), pairs=True))
    return found, {name: courses(one, made.people) for name, one in made.questions.items()}, made.questions, made.people


def scores_of(who: str, said: Said, asked: Asked) -> dict[str, float]:
    found = {}
    for name, question in asked.items():
        if who in said[name] and (mean := oracle.over_time(question, said[name][who], oracle.cost)):
            found[name] = mean[0]
    return found


def test_means_and_intervals_over_time(both: Both) -> None:
    found, said, asked, _ = both
    assert len(found.ranking.forecasters) == 10
    for one in found.ranking.forecasters:
        costs = scores_of(one.forecaster, said, asked)
        both_of = [(asked[q], said[q][one.forecaster]) for q in costs]
        logs = [mean[0] for pair in both_of if (mean := oracle.over_time(*pair, oracle.nats))]
        covered = [mean[1] for pair in both_of if (mean := oracle.over_time(*pair, oracle.cost))]
        rate = fmean(asked[q].outcome for q in costs)
        assert one.questions == len(costs)
        assert one.score == close(fmean(costs.values()))
        if oracle.is_tested(list(costs.values()), [asked[q].outcome for q in costs]):
            assert one.interval == close(oracle.hall(list(costs.values())))
        else:
            assert one.interval is None
        assert one.log_score == close(fmean(logs))
        assert one.coverage == close(fmean(covered))
        assert one.skill == close(1 - fmean(costs.values()) / (rate * (1 - rate)))


def differences(pair: tuple[str, str], said: Said, asked: Asked) -> dict[str, float]:
    found = {}
    for name, question in asked.items():
        if all(who in said[name] for who in pair):
            value = oracle.difference(question, said[name][pair[0]], said[name][pair[1]])
            if value is not None:
                found[name] = value
    return found


def test_pairs_on_common_questions_and_time(both: Both) -> None:
    found, said, asked, people = both
    assert len(found.ranking.pairs) == 45
    p_values: dict[bool, dict[tuple[str, str], float]] = {True: {}, False: {}}
    for one in found.ranking.pairs:
        values = differences((one.first, one.second), said, asked)
        assert one.questions == len(values)
        assert one.difference == close(fmean(values.values()))
        if oracle.is_tested(list(values.values()), [asked[q].outcome for q in values]):
            assert one.interval == close(oracle.paired(list(values.values())))
            are_people = {one.first, one.second} <= set(people)
            p_values[are_people][one.first, one.second] = oracle.p_value(list(values.values()))
        else:
            assert one.interval is None
    wanted = oracle.rejected(p_values[True]) | oracle.rejected(p_values[False])
    assert {(one.first, one.second) for one in found.ranking.pairs if one.is_more_than_luck} == wanted


def test_adjusted_scores_are_those_of_a_regression_on_common_time(both: Both) -> None:
    """Over time the mean of a question is over pairs, so the oracle's rows are each one's own level and differences."""
    found, said, asked, _ = both
    names = sorted(one.forecaster for one in found.ranking.forecasters if not one.is_pool)
    everyone = {name: scores_of(name, said, asked) for name in names}
    rows = []
    for place, question in enumerate(sorted(asked)):
        there = [name for name in names if question in everyone[name]]
        level = fmean(everyone[name][question] for name in there)
        for name in there:
            off = sum(
                differences((name, other), {question: said[question]}, {question: asked[question]}).get(question, 0.0)
                for other in there
                if other != name
            )
            rows.append((names.index(name), place, level + off / len(there)))
    scores, reach = oracle.adjusted(rows, len(names), len(asked))
    for one in found.ranking.forecasters:
        if one.is_pool:
            assert (one.rank, one.rank_low, one.adjusted, one.group) == (None,) * 4
            continue
        place = names.index(one.forecaster)
        assert one.adjusted is not None
        assert one.adjusted_interval is not None
        assert one.adjusted == close(scores[place])
        assert one.adjusted_interval.high - one.adjusted == close(reach[place], rel=1e-10)


@pytest.mark.parametrize("take", ["last", "first"])
def test_one_forecast_a_question(take: str, tmp_path: Path) -> None:
    made = random_panel(7, questions=14)
    found = scored(Ask((str(made.write(tmp_path / "panel.csv")),), take=take, pairs=True))  # type: ignore[arg-type]
    rows: dict[str, Ranked] = {one.forecaster: one for one in found.ranking.forecasters}
    costs: dict[str, dict[str, float]] = {}
    for name, question in made.questions.items():
        for who, stated in question.said.items():
            inside = sorted(one for one in stated if one[0] < question.ends_at)
            costs.setdefault(who, {})[name] = oracle.cost(inside[-1 if take == "last" else 0][1], question.outcome)
    for who, mine in costs.items():
        assert rows[who].score == close(fmean(mine.values()))
        assert rows[who].interval == close(oracle.hall(list(mine.values())))
    for pair in found.ranking.pairs:
        if pair.first in costs and pair.second in costs:
            common = sorted(costs[pair.first].keys() & costs[pair.second].keys())
            off = [costs[pair.first][q] - costs[pair.second][q] for q in common]
            assert pair.difference == close(fmean(off))
    table = np.full((len(costs), len(made.questions)), np.nan)
    for place, who in enumerate(sorted(costs)):
        for number, name in enumerate(sorted(made.questions)):
            table[place, number] = costs[who].get(name, np.nan)
    alone = scored(Ask((str(tmp_path / "panel.csv"),), take=take, pools=False))  # type: ignore[arg-type]
    cells = [(int(f), int(q), float(table[f, q])) for f, q in zip(*np.nonzero(~np.isnan(table)), strict=True)]
    scores, reach = oracle.adjusted(cells, len(costs), len(made.questions))
    for one in alone.ranking.forecasters:
        place = sorted(costs).index(one.forecaster)
        assert one.adjusted == close(scores[place])
        assert one.adjusted_interval is not None
        assert one.adjusted_interval.low == close(scores[place] - reach[place], rel=1e-10)
