"""What `--json` and `--csv` hold: the documented shapes, probabilities as numbers, times as ISO 8601 in UTC."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.answers.corrections import corrections
from outlook.evidence.grading import RELIABILITY
from outlook.evidence.indicators import information
from outlook.scoring.measures import RULES
from outlook.scoring.scorecard import NotScored, Row
from outlook.scoring.traced import traced
from outlook.show.data.base_rates import base_rates
from outlook.show.data.pools import pool, pooled
from outlook.show.data.rows import belief, corrected, ends, outcome, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outlook.answers.attention import Attention
    from outlook.answers.change import Change
    from outlook.answers.due import Due
    from outlook.answers.explained import Explained
    from outlook.answers.lessons import Lesson
    from outlook.answers.looking import Sight
    from outlook.answers.page import Page
    from outlook.answers.postmortem import Postmortem
    from outlook.answers.status_row import StatusRow
    from outlook.errors import Problem
    from outlook.evidence.looking import Look
    from outlook.evidence.scenarios import Through
    from outlook.evidence.steps import Step
    from outlook.evidence.weigh import Weighed
    from outlook.model.entries import Entry
    from outlook.model.forecast import IndicatorLink


def changes(change: Change) -> list[dict[str, Any]]:
    """What entries changed in each forecast, as of the moment from which they count."""
    return [
        {
            "forecast": one.after.full_id,
            "as_of": moments.iso(change.at),
            "before": _standing(one.before),
            "after": _standing(one.after),
            "late": one.late is not None,
        }
        for one in change.forecasts
    ]


def _standing(row: StatusRow) -> dict[str, Any]:
    return {
        "state": row.state,
        "outcome": outcome(row.kind, row.outcome),
        "stated": belief(row.stated),
        "stated_by": row.stated_by,
        "implied": belief(row.implied),
        "brier": row.brier,
        "brier_by": row.scored_by if row.brier is not None else None,
    }


def score_row(row: Row) -> dict[str, Any]:
    """One scored forecast of `score --json`; `brier` fields are null for kinds that have no Brier score."""
    is_brier = row.measure.name.startswith("brier")
    return {
        "id": row.forecast.full_id,
        "kind": row.forecast.kind,
        "by": row.by,
        "outcome": row.outcome.isoformat() if isinstance(row.outcome, date) else row.outcome,
        "measure": row.measure.name,
        "unit": row.measure.unit,
        "levels": list(row.measure.levels),
        "range": [row.measure.lowest, row.measure.highest],
        "better": row.measure.better,
        "brier": row.time_weighted if is_brier else None,
        "brier_first": row.first if is_brier else None,
        "brier_last": row.last if is_brier else None,
        "brier_time_weighted": row.time_weighted if is_brier else None,
        "crps": None if is_brier else row.time_weighted,
        "crps_first": None if is_brier else row.first,
        "crps_last": None if is_brier else row.last,
        **{rule.name: row.extra.get(rule.name) for rule in RULES},
        "log_score": row.log_score,
        "coverage": row.coverage,
        "skill": row.skill,
        "intervals": dict(row.intervals),
        "estimates": row.estimates,
        "ignored": row.ignored,
        "marks": row.marks._asdict(),
    }


def not_scored(item: NotScored) -> dict[str, Any]:
    """Why a forecast has no score."""
    return {"id": item.forecast.full_id, "state": item.state, "reason": item.reason, "by": item.by}


def problem(item: Problem) -> dict[str, Any]:
    """One problem of `check --json`."""
    return {
        "path": str(item.path),
        "line": item.line,
        "column": item.column,
        "severity": item.severity,
        "code": item.code,
        "message": item.message,
        "hint": item.hint,
    }


def entries(items: Iterable[Entry]) -> list[dict[str, Any]]:
    """Ledger entries, each as it stands in the ledger."""
    return [item.to_json() for item in items]


def page(item: Page, scores: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The fields of `show --json`: the record, indicators with state, evidence, estimates, outcome and scores.

    `scores` are the rows as `score --json` has them.
    """
    situation = item.situation
    forecast, history = situation.forecast, situation.history
    links = {link.id: link for link in forecast.indicators}
    return {
        "at": when(item.at),
        "id": forecast.full_id,
        "case": forecast.case,
        "state": situation.state,
        "outcome": outcome(forecast.kind, situation.outcome),
        "condition": situation.condition or None,
        "record": forecast.written,
        "base_rates": base_rates(forecast),
        "missing": list(forecast.missing),
        "implied": belief(item.weighed.implied),
        "implied_range": ends(item.weighed.range),
        "weighing": item.weighed.by.rule,
        "through_scenarios": _through(item.through),
        "pooled": pooled(item.pooled, item.pool.rule if item.pool else None),
        "pool": pool(item.pool),
        "indicators": [_indicator(item, links[step.name], step) for step in item.weighed.steps if step.name in links],
        "look_next": [look(one) for one in item.looks],
        "evidence": entries(history.evidence),
        "estimates": entries(item.estimates),
        "late": sorted(item.late),
        "resolution": history.resolution.to_json() if history.resolution else None,
        "corrected": corrected(forecast.kind, corrections(history)),
        "postmortem": postmortem(item.postmortem),
        "lessons": [lesson(one) for one in item.lessons],
        "scores": list(scores),
        "parts": _parts(item),
        "not_scored": item.scores.reason if isinstance(item.scores, NotScored) else None,
    }


def _parts(item: Page) -> list[dict[str, Any]]:
    """Of one forecaster's score, what was in force from when to when, and what that adds to it."""
    rows = [] if item.by is None or isinstance(item.scores, NotScored) else item.scores
    return [
        {
            "entry": one.entry,
            "starts_at": when(one.starts_at),
            "ends_at": when(one.ends_at),
            "stated": belief(one.belief),
            "score": one.score,
            "share": one.share,
            "adds": one.adds,
        }
        for row in rows
        for one in traced(row)
    ]


def postmortem(found: Postmortem | None) -> dict[str, Any] | None:
    """Which signs and sources pointed to what happened (above 0) and away from it, in bits."""
    if found is None:
        return None
    signs = {one.name: one.bits for one in (*found.signs.right, *found.signs.wrong)}
    sources = [{"source": one.name, "bits": one.bits, "infinite": one.infinite} for one in found.sources]
    return {"signs": {**signs, **dict.fromkeys(found.signs.silent, 0.0)}, "sources": sources}


def lesson(one: Lesson) -> dict[str, Any]:
    """What was learned from another forecast, and what the two share."""
    shared = {"tags": list(one.tags), "indicators": list(one.signs)}
    return {"id": one.forecast, "known_at": when(one.known_at), "lesson": one.text, **shared}


def _through(item: Through | None) -> dict[str, Any] | None:
    """The second implied value, through a scenario set, with its arms."""
    if item is None:
        return None
    arms = [{"scenario": arm.scenario, "weight": arm.weight, "probability": arm.probability} for arm in item.arms]
    return {"set": item.scenario_set, "implied": item.implied, "arms": arms}


def _indicator(item: Page, link: IndicatorLink, step: Step) -> dict[str, Any]:
    described = item.case.indicator(link.id) if item.case else None
    return {
        "id": link.id,
        "text": described.text if described else None,
        "group": step.group,
        "state": step.state,
        "likelihood": dict(link.likelihood),
        "bits": information(item.situation.forecast, link),
        "moves": dict(step.moves),
        "evidence": [report.entry for report in step.reports if report.match != "none"],
    }


def walk(item: Explained) -> dict[str, Any]:
    """The fields of `explain --json`: each line with what it adds to the log-odds (or log weights), and the result."""
    weighed = item.weighed
    return {
        "at": when(item.at),
        "id": item.forecast.full_id,
        "prior": belief(weighed.prior),
        "implied": belief(weighed.implied),
        "naive": belief(weighed.naive),
        "implied_range": ends(weighed.range),
        "weighing": weighed.by.rule,
        "settings": _settings(weighed),
        "through_scenarios": _through(item.through),
        "grades": {**RELIABILITY, **item.own_grades},
        "lines": [
            {
                "label": line.label,
                "moves": dict(line.moves),
                "after": belief(line.after),
                "arithmetic": list(line.arithmetic),
            }
            for line in item.lines
        ],
        "sensitivity": _swings(item),
        "indicators": [
            {"id": step.name, "state": step.state, "ratio": step.ratio, "weight": step.weight} for step in weighed.steps
        ],
    }


def _swings(item: Explained) -> list[dict[str, Any]] | None:
    """What the number rests on, where it was asked for."""
    if item.swings is None:
        return None
    return [{"name": one.name, "outcome": one.outcome or None, "low": one.low, "high": one.high} for one in item.swings]


def _settings(weighed: Weighed) -> dict[str, float] | None:
    """The numbers of the rule in use; the first rule has none."""
    return weighed.by.numbers or None


def due(item: Due) -> dict[str, Any]:
    """One row of `due --json`; the fields of a stale statement are null for the other reasons."""
    forecast = item.situation.forecast
    return {
        "id": forecast.full_id,
        "reason": item.reason,
        "closes_at": when(forecast.closes_at),
        "stated": item.stated,
        "by": item.by or None,
        "stated_at": when(item.stated_at),
        "decayed": item.decayed,
        "implied": belief(item.implied),
        "gap": item.gap,
        "since": when(item.since),
        "signs": list(item.signs),
        "last": belief(item.last.believed(forecast)) if item.last else None,
    }


def snoozed(found: Attention) -> list[dict[str, Any]]:
    """What was put off, of what would be due."""
    return [
        {"id": one.forecast, "by": one.by, "since": when(one.since), "until": when(one.until)}
        for one in sorted(found.snoozed.values(), key=lambda one: (one.until, one.forecast))
    ]


def look(item: Look) -> dict[str, Any]:
    """What a look at an unseen sign is worth."""
    return {
        "sign": item.sign,
        "saved": item.saved,
        "bits": item.bits,
        "chance": item.chance,
        "if_seen": belief(item.seen),
        "if_unseen": belief(item.unseen),
    }


def sight(item: Sight) -> dict[str, Any]:
    """One row of `due --look --json`."""
    described = item.described
    about = {"text": described.text if described else None, "watch": described.watch if described else None}
    return {"id": item.forecast.full_id, **look(item.look), **about}
