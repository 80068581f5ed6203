"""What `calibration --json`, `calibration --csv` and `plot --json` print: the documented shapes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from outlook.show.data import pools
from outlook.show.data.forms import document, table
from outlook.show.data.payload import not_scored
from outlook.show.data.rows import outcome, when

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.calibration import Calibration
    from outlook.answers.chart import Line, Panel, Picture
    from outlook.scoring.calibration import Bin
    from outlook.scoring.curve import Assessed, Curve, Pair
    from outlook.scoring.recalibration import Recalibrated
    from outlook.scoring.resampling import Interval


def calibration(found: Calibration, at: datetime) -> str:
    """The object of `calibration --json`; every measure is null where nothing enters."""
    curve = found.curve
    pairs = [
        {"id": pair.forecast.full_id, "by": _by(curve, pair), "p": pair.p, "outcome": pair.outcome}
        for pair in curve.pairs
    ]
    return (
        document(
            at=when(at),
            take=curve.taken,
            pool=pools.pool(found.pool),
            bin_count=found.bins,
            n=len(pairs),
            **_measures(found.assessed),
            forecasts=pairs,
            recalibration=[_recalibrated(one) for one in found.recalibrated],
            withheld=[not_scored(item) for item in curve.withheld],
            left_out=[not_scored(item) for item in curve.left_out],
        )
        + "\n"
    )


def _recalibrated(one: Recalibrated) -> dict[str, Any]:
    shift, slope = one.line or (None, None)
    return {"by": one.by, "n": one.n, "certain": one.certain, "shift": shift, "slope": slope, "gain": one.gain}


def _by(curve: Curve, pair: Pair) -> str | None:
    """Whose estimate it is; a prior is nobody's."""
    return None if curve.taken == "prior" else pair.by


def _measures(found: Assessed | None) -> dict[str, Any]:
    if found is None:
        names = ("brier", "brier_interval", "murphy", "murphy_binned", "corp", "ece", "ece_by_chance", "mce", "auc")
        return {"questions": 0, "happened": 0, **dict.fromkeys((*names, "auc_interval")), "bins": []}
    return {
        "questions": found.questions,
        "happened": found.hits,
        "brier": found.murphy.brier,
        "brier_interval": _interval(found.brier_interval),
        "murphy": asdict(found.murphy),
        "murphy_binned": asdict(found.binned),
        "corp": {
            **asdict(found.corp),
            "curve": [list(point) for point in found.corp.curve],
            "miscalibration_by_chance": found.miscalibration_by_chance,
        },
        "ece": found.ece,
        "ece_by_chance": found.ece_by_chance,
        "mce": found.mce,
        "auc": found.auc,
        "auc_interval": _interval(found.auc_interval),
        "bins": _bins(found),
    }


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    return None if interval is None else asdict(interval)


def _bins(found: Assessed) -> list[dict[str, Any]]:
    return [_bin(*both) for both in zip(found.bins, found.by_question, strict=True)]


def _bin(one: Bin, by_question: Bin) -> dict[str, Any]:
    return {
        "low": one.low,
        "high": one.high,
        "n": one.n,
        "happened": one.hits,
        "mean": one.mean,
        "rate": one.rate,
        "rate_low": one.interval[0],
        "rate_high": one.interval[1],
        "by_question_low": by_question.interval[0],
        "by_question_high": by_question.interval[1],
    }


def bins_table(found: Assessed | None) -> str:
    """The bins as CSV; nothing but an empty line where nothing enters."""
    return table(_bins(found) if found else [])


def plot(picture: Picture) -> str:
    """The object of `plot --json`: every line as the spans of time in which it held a value."""
    situation = picture.situation
    return (
        document(
            at=when(picture.at),
            id=situation.forecast.full_id,
            state=situation.state,
            outcome=outcome(situation.forecast.kind, situation.outcome),
            drawn=picture.drawn,
            pool=pools.pool(picture.pool),
            starts_at=when(picture.starts_at),
            ends_at=when(picture.ends_at),
            closes_at=when(situation.forecast.closes_at),
            resolved_at=when(picture.resolved_at),
            panels=[_panel(panel) for panel in picture.panels],
            evidence=[{"id": entry.id, "known_at": when(entry.known_at)} for entry in picture.evidence],
            evidence_before=picture.evidence_before,
            evidence_after=picture.evidence_after,
            people_left_out=picture.people_left_out,
        )
        + "\n"
    )


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "title": panel.title,
        "unit": panel.unit,
        "low": panel.low,
        "high": panel.high,
        "truth": panel.truth,
        "lines": [_line(line) for line in panel.lines],
        "bands": [
            {"starts_at": when(band.starts_at), "ends_at": when(band.ends_at), "low": band.low, "high": band.high}
            for band in panel.bands
        ],
        "interval": panel.interval and panel.interval._asdict(),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "role": line.role,
        "strokes": [
            {"starts_at": when(stroke.starts_at), "ends_at": when(stroke.ends_at), "value": stroke.value}
            for stroke in line.strokes
        ],
    }
