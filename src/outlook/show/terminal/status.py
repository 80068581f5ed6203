"""The status table: where every forecast stands, on one page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import fmean

from outlook.answers.standing import StatusRow
from outlook.belief.pool import Rule
from outlook.belief.timeline import State
from outlook.model.belief import Belief, Shares
from outlook.model.case import Case
from outlook.show.describe.phrasing import (
    DAY,
    NOTHING,
    first_sentence,
    leading,
    moment,
    percent,
    plural,
    quantity,
    safe,
    score,
    span,
    sparkline,
)
from outlook.show.terminal.screen import Cell, Column, Screen

WIDE = 120
SOON = 7 * DAY
TREND = 8
GAP = 0.10
NARROW_TREND = 5
SHORT = 5
STATE_STYLE: Mapping[State, str] = {
    "due": "bold red",
    "disputed": "bold red",
    "open": "",
    "draft": "yellow",
    "resolved": "dim",
    "ambiguous": "dim",
    "annulled": "dim",
}
STATE_RANK: tuple[State, ...] = ("due", "disputed", "open", "draft", "resolved", "ambiguous", "annulled")


def show_status(
    screen: Screen,
    cases: Mapping[str, Case | None],
    rows: Sequence[StatusRow],
    at: datetime,
    pool: Rule | None = None,
    by: str | None = None,
) -> None:
    """The table of every case, most urgent first, with a summary line under it.

    With `pool` the stated column holds what all forecasters say together by that rule, and how many they are; a trend
    and a score would be those of one of them. With `by` all numbers are one forecaster's.
    """
    if pool is not None:
        rows = [replace(row, trend=(), brier=None) for row in rows]
    named = by is None and pool is None and len(_people(rows)) > 1
    for case_id in dict.fromkeys(row.forecast.case for row in rows):
        case = cases.get(case_id)
        title = f" · {safe(case.title)}" if case else ""
        screen.line(f"{case_id}{title} · known by {moment(at)}", "bold")
        if case and case.warning:
            screen.line(f"! {first_sentence(case.warning)}", "yellow")
        mine = sorted((row for row in rows if row.forecast.case == case_id), key=_urgency)
        screen.table(
            *_table(screen, mine, at, pool, named=named), more=f"pipe the table, or name a forecast of {case_id}"
        )
        screen.line()
    screen.line(summary(rows, at))


def _urgency(row: StatusRow) -> tuple[int, float, str]:
    closes = row.forecast.closes_at.timestamp() if row.forecast.closes_at else 0.0
    return STATE_RANK.index(row.state), closes, row.forecast.id


def _table(
    screen: Screen, rows: Sequence[StatusRow], at: datetime, pool: Rule | None = None, *, named: bool = False
) -> tuple[list[Column], list[list[Cell]]]:
    wide = screen.columns is None or screen.columns >= WIDE
    with_implied = wide or any(row.implied is not None for row in rows)
    with_trend = pool is None and (wide or not with_implied)  # an 80-column terminal has no room for both
    with_brier = wide or any(row.brier is not None for row in rows)
    columns = [
        Column("FORECAST", limit=40 if wide else 25),
        Column("QUESTION", flexible=True),
        *([Column(pool.upper(), right=True), Column("OF", right=True)] if pool else [Column("STATED", right=True)]),
        *([Column("BY", limit=14 if wide else 8)] if named else []),
        *([Column("IMPLIED", right=True)] if with_implied else []),
        *([Column("TREND")] if with_trend else []),
        Column("EV", right=True),
        *([Column("CLOSES", right=True)] if wide else []),
        Column("STATE", limit=28 if wide else 10),
        *([Column("BRIER", right=True)] if with_brier else []),
    ]
    shown = {column.name for column in columns}
    cells = (_cells(row, at, wide=wide, pool=pool) for row in rows)
    return columns, [[cell for name, cell in found.items() if name in shown] for found in cells]


def _cells(row: StatusRow, at: datetime, *, wide: bool, pool: Rule | None) -> dict[str, Cell]:
    style = STATE_STYLE[row.state]
    believed = row.stated if pool is None else row.pooled.by(pool) if row.pooled else None
    number, of_what = leading(believed) if believed is not None else (NOTHING, "")
    heading = safe(row.forecast.heading)
    texts = {
        "FORECAST": row.forecast.id,
        "QUESTION": f"{of_what}: {heading}" if of_what else heading,
        (pool.upper() if pool else "STATED"): number,
        "BY": safe(row.stated_by or NOTHING),
        "OF": str(len(row.pooled.stated)) if row.pooled else "",
        "IMPLIED": _implied(row, of_what) + _gap(row, believed, of_what),
        "TREND": sparkline(row.trend, TREND if wide else NARROW_TREND),
        "EV": str(len(row.history.evidence)),
        "CLOSES": _closes(row, at),
        "STATE": _state(row, at, wide=wide),
        "BRIER": score(row.brier),
    }
    cells = {name: Cell(text, style) for name, text in texts.items()}
    return {**cells, "FORECAST": Cell(row.forecast.id, "cyan")} if row.state in ("open", "due") else cells


def _implied(row: StatusRow, of_what: str) -> str:
    """What is implied, for the same option that stands for what is stated."""
    if isinstance(row.implied, Shares) and of_what in row.implied:
        return percent(row.implied[of_what])
    return NOTHING if row.implied is None else leading(row.implied)[0]


def _gap(row: StatusRow, believed: Belief | None, of_what: str) -> str:
    """An arrow where the evidence implies over ten points more, or less, than was stated."""
    stated, implied = (_share(belief, of_what) for belief in (believed, row.implied))
    if row.state not in ("open", "due") or stated is None or implied is None or abs(implied - stated) <= GAP:
        return ""
    return "▲" if implied > stated else "▼"


def _share(belief: Belief | None, of_what: str) -> float | None:
    """The probability of yes, or of the named option; None for everything else."""
    return None if belief is None else belief.number(of_what)


def _closes(row: StatusRow, at: datetime) -> str:
    closes_at = row.forecast.closes_at
    if closes_at is None or row.state not in ("open", "due", "draft"):
        return NOTHING
    seconds = (closes_at - at).total_seconds()
    return f"in {span(seconds)}" if seconds >= 0 else f"{span(seconds)} ago"


def _state(row: StatusRow, at: datetime, *, wide: bool) -> str:
    if row.state == "resolved":
        outcome = row.outcome or ""
        shown = quantity(float(outcome)) if row.forecast.kind == "numeric" else safe(outcome)
        return f"resolved {shown}" if wide else shown
    if wide or row.state not in ("open", "due"):
        return "overdue" if row.state == "due" else row.state
    return (
        _closes(row, at)
        if row.state == "open"
        else f"{span((at - (row.forecast.closes_at or at)).total_seconds())} over"
    )


def summary(rows: Sequence[StatusRow], at: datetime) -> str:
    """How many are open, overdue and resolved, and each forecaster's mean Brier score with its range and number."""
    count = {state: sum(row.state == state for row in rows) for state in STATE_RANK}
    soon = sum(
        row.state == "open"
        and row.forecast.closes_at is not None
        and (row.forecast.closes_at - at).total_seconds() <= SOON
        for row in rows
    )
    parts = [
        f"{count['open']} open" + (f" ({soon} within 7 days)" if soon else ""),
        f"{count['due']} overdue",
        f"{count['resolved']} resolved",
    ]
    parts += [f"{count[state]} {state}" for state in ("disputed", "draft", "ambiguous", "annulled") if count[state]]
    return f"{plural(len(rows), 'forecast')}: {', '.join(parts)} · {_means(rows)}"


def _means(rows: Sequence[StatusRow]) -> str:
    """The mean over the scores that the rows show, one forecaster at a time."""
    scores: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row.brier is not None and row.scored_by is not None and row.forecast.kind == "binary":
            scores[row.scored_by].append(row.brier)
    if not scores:
        return "no score yet"
    if len(scores) == 1:
        ((name, mine),) = scores.items()
        return f"mean Brier of {safe(name)} {fmean(mine):.3f} (0–1, lower is better; n = {len(mine)} binary)"
    each = (f"{safe(name)} {fmean(mine):.3f} (n = {len(mine)} binary)" for name, mine in sorted(scores.items()))
    return f"mean Brier (0–1, lower is better): {', '.join(each)}"


def _people(rows: Sequence[StatusRow]) -> set[str]:
    return {person for row in rows for person in row.history.forecasters}


def show_short(screen: Screen, rows: Sequence[StatusRow], at: datetime) -> None:
    """The summary, and the forecasts that are overdue or close next."""
    screen.line(summary(rows, at))
    urgent = sorted((row for row in rows if row.state in ("due", "open")), key=_urgency)[:SHORT]
    if urgent:
        screen.line()
        screen.table(*_table(screen, urgent, at, named=len(_people(rows)) > 1))


def next_step(rows: Sequence[StatusRow]) -> str:
    """The most useful command to type next."""
    urgent = sorted(rows, key=_urgency)
    by_state = {state: next((row for row in urgent if row.state == state), None) for state in STATE_RANK}
    due, draft, still_open, disputed = (by_state[state] for state in ("due", "draft", "open", "disputed"))
    if disputed is not None:
        return f"next: outlook show {disputed.forecast.full_id}   (two resolutions differ: retract one of them)"
    if due is not None:
        return f'next: outlook resolve {due.forecast.full_id} OUTCOME --why "…"'
    if draft is not None:
        return f"next: outlook edit {draft.forecast.full_id}   (a draft: {', '.join(draft.forecast.missing)} missing)"
    if still_open is not None and still_open.stated is None:
        return f'next: outlook estimate {still_open.forecast.full_id} P --why "…"'
    if still_open is not None:
        return f'next: outlook evidence {still_open.forecast.full_id} "what was reported"'
    return 'next: outlook score, or outlook new CASE/ID --question "…"'
