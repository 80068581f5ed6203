"""What `outlook score` prints with `--json` and `--csv`."""

from collections.abc import Sequence
from typing import Any

from outlook.answers.score import Review, Scored, Together
from outlook.evidence.learning import FittedWeight
from outlook.scoring.groups import Group
from outlook.scoring.information import Bits, Sum
from outlook.scoring.over_time import Daily, Lead, Running, Updates
from outlook.scoring.references import Against, Luck
from outlook.scoring.totals import Total
from outlook.scoring.words import Words
from outlook.show.data import pools
from outlook.show.data.payload import not_scored, score_row
from outlook.show.data.rows import corrected, when
from outlook.show.describe.scorecard import why_missing


def review(found: Review) -> dict[str, Any]:
    """The fields of `score --json`; `overall` is null where nothing was scored."""
    return {
        "pool": pools.pool(found.pool),
        "overall": _overall(found) or None,
        "forecasts": scored(found),
        "common": {kind: one._asdict() for kind, one in found.common.items()},
        "groups": groups(found),
        "information": _sum(found.sum) if found.sum else None,
        "weight_of_evidence": _weight(found.weight) if found.weight else None,
        "words_left_out": dict(found.spoken.left_out) if found.spoken else None,
        "not_scored": [
            *(not_scored(item) for item in found.card.not_scored),
            *({"id": one.full_id, "state": one.state, "reason": why_missing(one), "by": None} for one in found.missing),
        ],
        "corrected": [{"id": name, "was": corrected(kind, had)} for name, kind, had in found.corrected],
        "marks": found.card.marks._asdict(),
    }


def _weight(found: FittedWeight) -> dict[str, Any]:
    return {"n": found.n, "weight": found.weight, "gain": found.gain, "offered": found.is_offered}


def _overall(found: Review) -> dict[str, Any]:
    """The means of each kind: those of its one forecaster, and of everybody alone under `forecasters`."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for total in found.card.totals:
        luck = found.luck.get(total.by) if total.kind == "binary" else None
        of_one = {
            **_total(total),
            **_together(found.together[total.kind, total.by]),
            "luck": _luck(luck) if luck else None,
        }
        kinds.setdefault(total.kind, []).append(of_one)
    return {kind: {**_alone(people), "forecasters": people} for kind, people in kinds.items()}


def _alone(people: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The one forecaster's means; of several no number is mixed, so each is null but the counts."""
    if len(people) == 1:
        return people[0]
    first = people[0]
    counts = {"kind": first["kind"], "n": sum(one["n"] for one in people)}
    return {**dict.fromkeys(first), **counts}


def scored(found: Review) -> list[dict[str, Any]]:
    """The rows alone, as `score --json` has them."""
    return [_scored(one) for one in found.scored]


def rows(found: Review) -> list[dict[str, Any]]:
    """The rows of `score --csv`: the scored forecasts, or the groups where groups are asked for."""
    if found.ask.key:
        return groups(found)
    shown = scored(found)
    nothing = dict.fromkeys(shown[0]) if shown else {}
    return [*shown, *({**nothing, "id": one.full_id, "outcome": one.outcome} for one in found.missing)]


def groups(found: Review) -> list[dict[str, Any]]:
    """The groups that were asked for; none without `--by`."""
    key = found.ask.key
    if key is None:
        return []
    if found.spoken:
        return [{"by": key, **_words(one)} for one in found.spoken.groups]
    if found.groups:
        return [{"by": key, **_group(one)} for one in found.groups]
    return [{"by": key, **_bits(one)} for one in found.bits] if key in ("source", "grade", "indicator") else []


def _scored(one: Scored) -> dict[str, Any]:
    row, points = one.row, one.points
    return {
        **score_row(row),
        "resolved_at": when(row.resolved_at),
        "references": dict(one.references),
        "lead": _lead(one.lead) if one.lead else None,
        "daily": _daily(one.daily, one.accuracy) if one.daily else None,
        "updates": _updates(one.updates),
        "baseline": points.baseline if points else None,
        "peer": points.peer if points else None,
    }


def _lead(lead: Lead) -> dict[str, Any]:
    return {"score": lead.score, "reason": lead.reason or None}


def _daily(daily: Daily, accuracy: float | None) -> dict[str, Any]:
    return {"score": daily.score, "days": daily.days, "whole": daily.whole, "accuracy": accuracy}


def _updates(updates: Updates) -> dict[str, Any]:
    return {
        "moves": len(updates.moves),
        "reversals": updates.reversals,
        "changes": [
            {"at": when(move.at), "before": move.before, "after": move.after, "gained": move.gained}
            for move in updates.moves
        ],
    }


def _total(total: Total) -> dict[str, Any]:
    measure = total.measure
    return {
        "kind": total.kind,
        "by": total.by,
        "n": total.n,
        "measure": measure.name if measure else None,
        "unit": measure.unit if measure else None,
        "levels": list(measure.levels) if measure else None,
        "range": [measure.lowest, measure.highest] if measure else None,
        "better": measure.better if measure else None,
        "mean": total.mean,
        "first": total.first,
        "last": total.last,
        "log_score": total.log_score,
        "log_score_finite": total.log_score_finite,
        "log_score_n": total.logged,
        "log_score_infinite": total.infinite,
        "coverage": total.coverage,
    }


def _together(together: Together) -> dict[str, Any]:
    lead, daily, updates = together.lead, together.daily, together.updates
    return {
        "references": against(together.against),
        "running": [_running(point) for point in together.running],
        "updates": {
            "moves": updates.moves,
            "rows": updates.rows,
            "reversals": updates.reversals,
            "helped": updates.helped,
            "hurt": updates.hurt,
            "gained": updates.gained,
        },
        "lead": {"n": lead.n, "mean": lead.mean, "left_out": dict(lead.left_out)} if lead else None,
        "daily": {"n": daily.n, "mean": daily.mean, "days": daily.days, "whole": daily.whole} if daily else None,
    }


def against(lines: Sequence[Against]) -> dict[str, Any]:
    """Each reference by its name, with the means over the rows that have it."""
    return {
        one.reference: {
            "n": one.n,
            "mean": one.mean,
            "stated": one.stated,
            "skill": one.skill,
            "better": one.better,
            "worse": one.worse,
        }
        for one in lines
    }


def _running(point: Running) -> dict[str, Any]:
    return {"at": when(point.at), "n": point.n, "mean": point.mean}


def _luck(luck: Luck) -> dict[str, Any]:
    return {
        "n": luck.n,
        "right": luck.right,
        "last": luck.scored,
        "expected": luck.expected,
        "interval": [luck.low, luck.high],
    }


def _group(group: Group) -> dict[str, Any]:
    total = _total(group.total)
    return {"group": group.name, "forecaster": total.pop("by"), **total, "references": against(group.against)}


def _words(words: Words) -> dict[str, Any]:
    return {
        "group": words.name,
        "n": words.n,
        "happened": words.happened,
        "rate": words.happened / words.n,
        "interval": [words.low, words.high],
        "band": list(words.band) if words.band else None,
        "banded": words.banded,
        "rate_of_banded": words.rate_of_banded,
        "fit": words.fit,
        "brier": words.brier,
        "worth": words.worth,
        "gain": words.gain,
    }


def _bits(one: Bits) -> dict[str, Any]:
    return {
        "group": one.name,
        "n": one.n,
        "forecasts": one.forecasts,
        "unit": "bits",
        "better": "higher",
        "bits": one.bits,
        "infinite": one.infinite,
        "interval": None if one.low is None else [one.low, one.high],
    }


def _sum(whole: Sum) -> dict[str, Any]:
    return {
        "n": whole.n,
        "unit": "bits",
        "prior": whole.prior,
        "time": whole.time,
        "reports": whole.reports,
        "left": whole.left,
        "infinite": whole.infinite,
    }
