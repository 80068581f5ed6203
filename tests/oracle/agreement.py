"""What the JSON of the program must say, key by key, for what the oracle found: the one place that knows the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import curve
from .entries import evidence_in_force
from .measures import is_ordered
from .pages import (
    Asked,
    base_rate,
    calibration,
    forecasts_of,
    mean_of,
    not_scored,
    not_scored_alone,
    references,
    running_of,
    scorecard,
    standing_entries,
    status,
    total_of,
)
from .reading import written
from .rows import accuracy, at_lead, baseline, by_day, marks_of, peer
from .states import state_of

if TYPE_CHECKING:
    from .comparing import Comparison
    from .pages import Entering, Standing, Total
    from .reading import Case
    from .rows import Row

Json = dict[str, Any]


# ── status ──


def compare_status(to: Comparison, program: Json, book: list[Case], asked: Asked) -> None:
    """Every line of `status --json`."""
    lines = {line["id"]: line for line in program["forecasts"]}
    expected = status(book, asked)
    for name in to.same_members("forecasts", lines, expected):
        _status_line(to, name, lines[name], expected[name])


def _status_line(to: Comparison, where: str, line: Json, one: Standing) -> None:
    to.same(where, "state", line["state"], one.state.name)
    to.same(where, "outcome", line["outcome"], one.state.outcome)
    stated = one.stated
    to.same(where, "stated", line["stated"], stated.data["stated"] if stated else None)
    to.same(where, "stated_by", line["stated_by"], stated.by if stated else None)
    to.same(where, "stated_at", line["stated_at"], written(stated.known) if stated else None)
    to.same(where, "brier", line["brier"], one.brier)
    closes = one.forecast.closes
    to.same(where, "closes_at", line["closes_at"], None if closes is None else written(closes))
    to.same(where, "evidence", line["evidence"], one.evidence)
    to.same(where, "estimates", line["estimates"], one.estimates)


# ── score ──


def compare_score(to: Comparison, program: Json, book: list[Case], asked: Asked) -> None:
    """Every row of `score --json`, its totals, and what was not scored."""
    rows = scorecard(book, asked)
    lines = {(line["id"], line["by"]): line for line in program["forecasts"]}
    expected = {(row.name, row.by): row for row in rows}
    for name in to.same_members("rows", lines, expected):
        _row(to, " ".join(name), lines[name], expected[name])
        _asked(to, " ".join(name), lines[name], expected[name], asked)
    of_all = {item["id"]: item["state"] for item in program["not_scored"] if not item["by"]}
    to.same("not_scored", "states", of_all, not_scored(book, asked))
    alone = [(item["id"], item["by"]) for item in program["not_scored"] if item["by"]]
    to.same_members("not_scored", alone, not_scored_alone(book, asked))
    if lines.keys() == expected.keys():
        _overall(to, program["overall"] or {}, rows, asked)


def _row(to: Comparison, where: str, line: Json, row: Row) -> None:
    score = "brier" if row.question.measure.name.startswith("brier") else "crps"
    to.same(where, "kind", line["kind"], row.question.forecast.kind)
    to.same(where, "outcome", line["outcome"], row.question.outcome)
    to.same(where, "measure", line["measure"], row.question.measure.name)
    to.same(where, score, line[score], row.mean)
    to.same(where, "first", line[f"{score}_first"], row.first)
    to.same(where, "last", line[f"{score}_last"], row.last)
    to.same(where, "time_weighted", line["brier_time_weighted"], line["brier"])
    to.same(where, "coverage", line["coverage"], row.coverage)
    to.same(where, "skill", line["skill"], row.skill)
    to.same(where, "intervals", line["intervals"], row.held)
    to.same(where, "estimates", line["estimates"], len(row.counted))
    to.same(where, "ignored", line["ignored"], row.ignored)
    to.same(where, "marks", line["marks"], marks_of(row))
    _of_chances(to, where, line, row)


def _of_chances(to: Comparison, where: str, line: Json, row: Row) -> None:
    if row.question.forecast.kind not in ("binary", "choice"):
        to.same(where, "log_score", line["log_score"], None)
        return
    ordered = row.rps if is_ordered(row.question.forecast) else None
    to.same(where, "rps", line["rps"], ordered)
    to.same(where, "brier_ordered", line["brier_ordered"], None if ordered is None else 2 * ordered)
    to.same(where, "log_score", line["log_score"], row.log)


def _asked(to: Comparison, where: str, line: Json, row: Row, asked: Asked) -> None:
    """What only the scorecard has."""
    to.same(where, "resolved_at", line["resolved_at"], written(row.question.resolved))
    for name, value in (("prior", row.prior), ("half", row.half)):
        to.same(where, name, line["references"].get(name), value)
    if row.question.forecast.kind in ("binary", "choice"):
        to.same(where, "baseline", line["baseline"], baseline(row))
        to.same(where, "peer", line["peer"], peer(row))
    gained = sum(one["gained"] for one in line["updates"]["changes"])
    to.same(where, "updates", gained, row.first - row.mean if row.mean is not None else 0)
    _lead(to, where, line["lead"], row, asked.lead)
    _daily(to, where, line["daily"], row, asked)


REASONS = {
    "shorter": "with a window shorter than that",
    "before": "resolved before then",
    "none": "without an estimate then",
}


def _lead(to: Comparison, where: str, line: Json | None, row: Row, lead: int | None) -> None:
    if lead is None:
        to.same(where, "lead", line, None)
        return
    score, reason = at_lead(row, lead)
    said = line or {}
    to.same(where, "lead.score", said.get("score"), score)
    to.same(where, "lead.reason", said.get("reason"), reason and REASONS[reason])


def _daily(to: Comparison, where: str, line: Json | None, row: Row, asked: Asked) -> None:
    if not asked.daily:
        to.same(where, "daily", line, None)
        return
    said = line or {}
    days = by_day(row.question, row.pieces)
    to.same(where, "daily.score", said.get("score"), mean_of(days.values()))
    to.same(where, "daily.days", said.get("days"), len(days))
    to.same(where, "daily.whole", said.get("whole"), len(row.question.days))
    to.same(where, "daily.accuracy", said.get("accuracy"), accuracy(row))


# ── totals ──


def _overall(to: Comparison, program: Json, rows: list[Row], asked: Asked) -> None:
    """The totals of each kind, one for each forecaster; where there are several, no number mixes them."""
    kinds = {row.question.forecast.kind for row in rows}
    for kind in to.same_members("overall", program, kinds):
        where, of_all = f"overall {kind}", dict(program[kind])
        people = {line["by"]: line for line in of_all.pop("forecasters")}
        expected = _by_person([row for row in rows if row.question.forecast.kind == kind])
        for person in to.same_members(where, people, expected):
            _total(to, f"{where} {person}", people[person], expected[person], daily=asked.daily)
            rate = base_rate(expected[person])
            _references(to, f"{where} {person}", people[person]["references"], expected[person], rate)
        counts = {"kind": kind, "n": sum(line["n"] for line in people.values())}
        of_one = next(iter(people.values())) if len(people) == 1 else {}
        to.same(where, "of everybody", of_all, of_one or {**dict.fromkeys(of_all), **counts})


def _by_person(rows: list[Row]) -> dict[str, list[Row]]:
    return {person: [row for row in rows if row.by == person] for person in {row.by for row in rows}}


def _total(to: Comparison, where: str, line: Json, rows: list[Row], *, daily: bool) -> None:
    total = total_of(rows)
    for key in ("n", "mean", "first", "last", "log_score", "log_score_finite", "log_score_infinite", "coverage"):
        to.same(where, key, line[key], getattr(total, key))
    if "running" in line:
        running = [[one["at"], one["n"], one["mean"]] for one in line["running"]]
        to.same(where, "running", running, [[written(at), n, mean] for at, n, mean in running_of(rows)])
    if daily:
        _total_daily(to, where, line["daily"] or {}, total)


def _total_daily(to: Comparison, where: str, line: Json, total: Total) -> None:
    to.same(where, "daily.mean", line.get("mean"), total.daily)
    to.same(where, "daily.days", line.get("days", 0), total.daily_days)
    to.same(where, "daily.whole", line.get("whole", 0), total.daily_whole)


def _references(to: Comparison, where: str, lines: Json, rows: list[Row], rate: float | None) -> None:
    for name, beside in references(rows, rate).items():
        said = lines.get(name)
        to.same(where, f"references.{name}", said is not None, beside is not None)
        if said and beside:
            for key in ("n", "mean", "stated", "skill", "better", "worse"):
                to.same(where, f"references.{name}.{key}", said[key], getattr(beside, key))


def compare_groups(to: Comparison, program: Json, book: list[Case], asked: Asked, by: str) -> None:
    """`score --by forecaster`, `case` or `kind`: a total for each name, forecaster and kind."""
    lines = {(line["group"], line["forecaster"], line["kind"]): line for line in program["groups"]}
    expected: dict[tuple[str, str, str], list[Row]] = {}
    everything = scorecard(book, asked)
    for row in everything:
        forecast = row.question.forecast
        names = {"forecaster": row.by, "case": forecast.case, "kind": forecast.kind}
        expected.setdefault((names[by], row.by, forecast.kind), []).append(row)
    for name in to.same_members("groups", lines, expected):
        _total(to, " ".join(name), lines[name], expected[name], daily=False)
        rate = base_rate([row for row in everything if row.by == name[1]])
        _references(to, " ".join(name), lines[name]["references"], expected[name], rate)


# ── calibration ──


def compare_calibration(to: Comparison, program: Json, book: list[Case], asked: Asked) -> None:
    """Which forecasts enter, and every number but those that are drawn at random."""
    expected = calibration(book, asked)
    said = {(row["id"], row["by"]): (row["p"], row["outcome"]) for row in program["forecasts"]}
    entering = {(one.name, one.by): (one.p, one.outcome) for one in expected.forecasts}
    for name in to.same_members("forecasts", said, entering):
        to.same("forecasts", str(name), said[name], entering[name])
    to.same_members("withheld", [item["id"] for item in program["withheld"]], expected.withheld)
    left_out = {item["id"]: item["state"] for item in program["left_out"]}
    to.same("left_out", "states", left_out, expected.left_out)
    if said.keys() == entering.keys() and said:
        _curve(to, program, expected, asked.bins)


def _curve(to: Comparison, program: Json, entering: Entering, count: int) -> None:
    pairs = [(one.p, one.outcome) for one in entering.forecasts]
    to.same("curve", "n", program["n"], len(pairs))
    to.same("curve", "questions", program["questions"], len({one.name for one in entering.forecasts}))
    to.same("curve", "happened", program["happened"], sum(o for _, o in pairs))
    for key, value in _measures(pairs, count).items():
        outer, _, inner = key.partition(".")
        to.same("curve", key, program[outer][inner] if inner else program[outer], value)
    keys = ("low", "high", "n", "happened", "mean", "rate", "rate_low", "rate_high")
    bins = curve.bins(pairs, count)
    expected = [[one.low, one.high, one.n, one.happened, one.mean, one.rate, *one.wilson] for one in bins]
    to.same("curve", "bins", [[row[key] for key in keys] for row in program["bins"]], expected)


def _measures(pairs: curve.Pairs, count: int) -> dict[str, float | None]:
    classes, bins = curve.distinct(pairs), curve.bins(pairs, count)
    variance, covariance = curve.within(bins)
    miscalibration, discrimination = curve.corp(pairs)
    ece, mce = curve.errors(bins)
    return {
        "brier": curve.brier(pairs),
        "murphy.reliability": curve.reliability(classes),
        "murphy.resolution": curve.resolution(classes),
        "murphy.uncertainty": curve.uncertainty(pairs),
        "murphy.classes": len(classes),
        "murphy_binned.reliability": curve.reliability(bins),
        "murphy_binned.resolution": curve.resolution(bins),
        "murphy_binned.within_variance": variance,
        "murphy_binned.within_covariance": covariance,
        "murphy_binned.bins": len(bins),
        "corp.miscalibration": miscalibration,
        "corp.discrimination": discrimination,
        "ece": ece,
        "mce": mce,
        "auc": curve.auc(pairs),
    }


# ── show ──


def compare_show(to: Comparison, program: Json, book: list[Case], asked: Asked, name: str) -> None:
    """The state, the entries that stand, and the rows of `show --json`."""
    case, forecast = next(pair for pair in forecasts_of(book) if pair[1].name == name)
    state = state_of(case, forecast, asked.at)
    to.same(name, "state", program["state"], state.name)
    to.same(name, "outcome", program["outcome"], state.outcome)
    to.same(name, "condition", program["condition"] is not None, state.met is False)
    to.same(name, "missing", sorted(program["missing"]), sorted(forecast.missing))
    evidence = sorted(one.id for one in evidence_in_force(case, forecast.id, asked.at))
    to.same(name, "evidence", sorted(one["id"] for one in program["evidence"]), evidence)
    estimates = [one.id for one in standing_entries(case, forecast, asked.at)]
    stated = [one["id"] for one in program["estimates"] if one["stated"] is not None]
    to.same(name, "estimates", stated, estimates)
    rows = {row.by: row for row in scorecard(book, asked) if row.name == name}
    lines = {line["by"]: line for line in program["scores"]}
    for person in to.same_members(f"scores of {name}", lines, rows):
        _row(to, f"{name} {person}", lines[person], rows[person])
    to.same(name, "not_scored", program["not_scored"] is not None, not rows)
