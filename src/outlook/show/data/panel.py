"""What `panel --json` and `panel --csv` hold, and `score_panel` in Python: the documented shapes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outlook.panel.ask import Kind
    from outlook.panel.calibration import Calibration, Parts
    from outlook.panel.ranking import Excluded, Pair, Ranked, Ranking
    from outlook.panel.scored import PanelScores
    from outlook.scoring.calibration import Bin
    from outlook.scoring.chance import Ends

MEASURES = {"binary": ("brier", 1.0), "choice": ("brier_choice", 2.0), "quantiles": ("weighted_interval_score", None)}


def panel(found: PanelScores, verdict: str) -> dict[str, Any]:
    """The fields of `panel --json`, without the number of the schema."""
    name, highest = MEASURES[found.kind]
    return {
        "engine": found.engine,
        "rows": found.rows,
        "dropped": dict(found.dropped),
        "thinned": [one._asdict() for one in found.thinned],
        "not_scored": dict(found.not_scored),
        "kind": found.kind,
        "measure": name,
        "range": [0.0, highest],
        "unit": found.unit,
        "better": "lower",
        "take": found.take,
        "compared": found.ranking.is_compared,
        "lead_seconds": None if found.lead is None else found.lead.total_seconds(),
        "overruled": None if found.overruled is None else asdict(found.overruled),
        "without_end": found.without_end,
        "passed_over": None if found.passed_over is None else asdict(found.passed_over),
        "questions": found.ranking.questions,
        "verdict": verdict,
        "forecasters": forecasters(found),
        "pairs": [_pair(one) for one in found.ranking.pairs],
        "excluded": _excluded(found.ranking),
        "disagreeing": [list(pair) for pair in found.ranking.disagreeing],
        "calibration": _calibration(found.calibration),
        "calibration_withheld": found.calibration.withheld,
        "topics": [{"topic": one.name, **_topic(found, one.ranking)} for one in found.topics],
        "quarters": [asdict(one) for one in found.quarters],
    }


def ranks(kind: Kind, found: Ranking, verdict: str) -> dict[str, Any]:
    """One of the rankings of `score --by forecaster`."""
    return {
        "kind": kind,
        "questions": found.questions,
        "verdict": verdict,
        "forecasters": _with_excluded(found, kind),
        "pairs": [_pair(one) for one in found.pairs],
        "excluded": _excluded(found),
    }


def forecasters(found: PanelScores) -> list[dict[str, Any]]:
    """One row a forecaster, by rising mean: the rows of `panel --csv`.

    Last come those of whom nothing is compared; `estimates_left_out` and the mean with them are of what was recorded
    after the end of the window.
    """
    parts = found.calibration.by_forecaster
    rows = _with_excluded(found.ranking, found.kind)
    return [{**row, **_parts_of(parts.get(row["forecaster"]))} for row in rows]


def rows(found: PanelScores, *, pairs: bool, topics: bool) -> list[dict[str, Any]]:
    """What `panel --csv` has: the forecasters; with `pairs` any two, with `topics` those of each topic, not both."""
    if pairs:
        return [_pair(one) for one in found.ranking.pairs]
    if topics:
        return [{"topic": one.name, **row} for one in found.topics for row in _with_excluded(one.ranking, found.kind)]
    return forecasters(found)


def _with_excluded(found: Ranking, kind: str) -> list[dict[str, Any]]:
    of = {one.forecaster: one for one in found.excluded}
    rows = [{**_ranked(one, kind), **_left_out(of.get(one.forecaster), kind)} for one in found.forecasters]
    nobody = {**_nothing(kind), "n": 0, "questions": 0, "answered": 0.0}
    return rows + [
        {**nobody, "forecaster": one.forecaster, **_left_out(one, kind)}
        for one in found.excluded
        if not one.is_compared
    ]


def _nothing(kind: str) -> dict[str, Any]:
    """The columns of somebody of whom no number is there."""
    from outlook.panel.ranking import Ranked

    blank = Ranked("", None, None, None, 0, 0, 0.0, None, 0.0, None, "", None, None, 0, None, None)
    return dict.fromkeys(_ranked(blank, kind))


def _left_out(one: Excluded | None, kind: str) -> dict[str, Any]:
    return {
        "estimates_left_out": one.estimates if one else 0,
        f"{_measure(kind)}_with_them": one.score if one else None,
    }


def _excluded(found: Ranking) -> list[dict[str, Any]]:
    return [asdict(one) for one in found.excluded]


def _measure(kind: str) -> str:
    return "wis" if kind == "quantiles" else "brier"


def _topic(found: PanelScores, ranking: Ranking) -> dict[str, Any]:
    rows = [_ranked(one, found.kind) for one in ranking.forecasters]
    return {"questions": ranking.questions, "forecasters": rows}


def _ranked(one: Ranked, kind: str) -> dict[str, Any]:
    name = _measure(kind)
    return {
        "forecaster": one.forecaster,
        "rank": one.rank,
        "rank_low": one.rank_low,
        "rank_high": one.rank_high,
        "n": one.n,
        "questions": one.questions,
        "answered": one.answered,
        "coverage": one.coverage,
        name: one.score,
        **_ends(name, one.interval),
        "no_interval": one.why or None,
        "log_score": one.log_score,
        "log_score_finite": one.log_score_finite,
        "infinite": one.infinite,
        "skill": one.skill,
        "skill_pool": one.skill_pool,
        "adjusted": one.adjusted,
        **_ends("adjusted", one.adjusted_interval),
        "adjusted_rank": one.adjusted_rank,
        "group": one.group,
    }


def _ends(name: str, interval: Ends | None) -> dict[str, float | None]:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def _parts_of(parts: Parts | None) -> dict[str, float | None]:
    names = ("reliability", "resolution", "miscalibration", "discrimination")
    return dict.fromkeys(names) if parts is None else parts._asdict()


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "first": one.first,
        "second": one.second,
        "questions": one.questions,
        "difference": one.difference,
        **_ends("difference", one.interval),
        "first_better": one.share,
        "more_than_luck": one.is_more_than_luck,
    }


def _calibration(found: Calibration) -> dict[str, Any] | None:
    parts = found.together
    if parts is None:
        return None
    return {
        "n": parts.n,
        "questions": parts.questions,
        "murphy": asdict(parts.murphy),
        "corp": {**asdict(parts.corp), "curve": [list(point) for point in parts.corp.curve]},
        "bins": [_bin(*both) for both in zip(parts.bins, parts.by_question, strict=True)],
        "rounding": parts.rounding,
    }


def _bin(one: Bin, by_question: Bin) -> dict[str, Any]:
    low, high = by_question.interval
    return {**asdict(one), "interval": list(one.interval), "by_question_low": low, "by_question_high": high}
