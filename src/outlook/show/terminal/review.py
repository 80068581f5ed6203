"""The page of `outlook score`: what was right, what that is worth, which reports helped, and what is not scored."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from outlook.answers.score import Review, Scored, Together
from outlook.model.case import Case
from outlook.scoring.over_time import DailyTotal, LeadTotal, Running, UpdatesTotal
from outlook.scoring.references import Against, Luck
from outlook.scoring.scorecard import NotScored
from outlook.show.describe.phrasing import NOTHING, day, first_sentence, plural, safe, score, sparkline
from outlook.show.terminal.grouped import show_groups, show_sources
from outlook.show.terminal.score import REFERENCE, TITLES, marked, row_table, scale, signed, total_line
from outlook.show.terminal.screen import Cell, Column, Screen

WITHOUT_ROWS = ("hedge", "document", "source", "grade", "indicator")  # these need no estimate
TREND = 12
CHANGED = 10
UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def show_review(screen: Screen, review: Review, cases: Mapping[str, Case | None]) -> None:
    """Scores kind by kind, or the groups that were asked for; then everything without a score and why."""
    card = review.card
    forecasts = [*(row.forecast for row in card.rows), *(item.forecast for item in card.not_scored)]
    shown = dict.fromkeys(forecast.case for forecast in forecasts)
    for name in dict.fromkeys(row.forecast.case for row in card.rows):
        case = cases.get(name)
        if case and case.warning:
            screen.line(f"! {name}: {first_sentence(case.warning)}", "yellow")
    if not card.rows and review.ask.key not in WITHOUT_ROWS:
        screen.line("no score: nothing selected is resolved and estimated yet")
    one_case = screen.is_terminal and len(shown) == 1
    if review.ask.key:
        show_groups(screen, review)
    else:
        _show_kinds(screen, review, short=one_case)
        show_sources(screen, review)
    for line in marked(card.marks, with_late=card.with_late):
        screen.line(line)
    _show_not_scored(screen, card.not_scored, short=one_case)


def _show_kinds(screen: Screen, review: Review, *, short: bool) -> None:
    explained = False
    for number, total in enumerate(review.card.totals):
        if number:
            screen.line()
        alike = [one for one in review.scored if one.row.forecast.kind == total.kind]
        people = {one.row.by for one in alike}
        by = f" · by {safe(people.pop())}" if len(people) == 1 else ""
        screen.line(f"{TITLES[total.kind]}{by} · {scale(alike[0].row)}", "bold")
        screen.table(*row_table(screen, alike, short=short), more="pipe the scorecard, or name a case")
        screen.line(total_line(total))
        standing = review.standings[total.kind]
        for line in _lines(review, standing):
            screen.line(line)
        _show_updates(screen, alike, short=short)
        _show_against(screen, standing.against, explained=explained)
        reported = any(told.pieces and told.forecast.kind == total.kind for told in review.told)
        if reported and (implied := next((one for one in standing.against if one.reference == "implied"), None)):
            screen.line(listening(implied))
        explained = explained or any(one.kind in ("binary", "choice") for one in standing.against)
        if total.kind == "binary" and review.luck:
            for line in luck_told(review.luck):
                screen.line(line)


def _lines(review: Review, standing: Together) -> list[str]:
    return [
        *([_lead(standing.lead, review.ask.lead)] if standing.lead and review.ask.lead is not None else []),
        *([_daily(standing.daily)] if standing.daily else []),
        *([_updates(standing.updates)] if standing.updates.moves else []),
        *([_running(standing.running)] if len(standing.running) > 1 else []),
    ]


def _lead(total: LeadTotal, lead: timedelta) -> str:
    left = "".join(f"; {count} {reason}" for reason, count in total.left_out.items())
    return f"LEAD: what stood {_length(lead)} before the scheduled close: mean {score(total.mean)}, n = {total.n}{left}"


def _length(lead: timedelta) -> str:
    """A length of time in the largest unit that it is a whole number of."""
    seconds = lead.total_seconds()
    unit, size = next((one for one in UNITS if seconds and seconds % one[1] == 0), ("minute", 60))
    return plural(round(seconds / size), unit)


def _daily(total: DailyTotal) -> str:
    days = f"{total.days:,} of {total.whole:,} days have one"
    return f"DAILY: mean over days of each day's last estimate: mean {score(total.mean)}, n = {total.n}; {days}"


def _updates(total: UpdatesTotal) -> str:
    back = f", {plural(total.reversals, 'reversal')}" if total.reversals is not None else ""
    worth = f"; together {_gain(total.gained)} a row" if total.gained is not None else ""
    return (
        f"{plural(total.moves, 'update')} on {plural(total.rows, 'row')}{back}: "
        f"{total.helped} helped, {total.hurt} hurt{worth}"
    )


def _show_updates(screen: Screen, rows: Sequence[Scored], *, short: bool) -> None:
    changed = [one for one in rows if one.updates.moves]
    if not changed:
        return
    screen.line()
    screen.line("What each update gained or lost · weighted by the time it stood; above 0 helped", "bold")
    columns = [
        Column("FORECAST", flexible=True),
        Column("BY", limit=14),
        Column("MOVES", right=True),
        Column("REVERSALS", right=True),
        Column("GAINED", right=True),
        Column("ONE BY ONE", limit=24),
    ]
    screen.table(columns, [_changes(one, short=short) for one in changed[:CHANGED]])
    if len(changed) > CHANGED:
        screen.line(f"… {len(changed) - CHANGED} more: `outlook score --json` has every update", "dim")


def _changes(one: Scored, *, short: bool) -> list[Cell]:
    forecast, updates = one.row.forecast, one.updates
    return [
        Cell(forecast.id if short else forecast.full_id, "cyan"),
        Cell(safe(one.row.by)),
        Cell(str(len(updates.moves))),
        Cell(NOTHING if updates.reversals is None else str(updates.reversals)),
        Cell(_gain(updates.gained), "bold"),
        Cell(" ".join(_gain(move.gained) for move in updates.moves)),
    ]


def _gain(value: float) -> str:
    return f"+{score(value)}" if value > 0 else f"-{score(-value)}" if value < 0 else "0"


def _running(points: Sequence[Running]) -> str:
    first, last = points[0], points[-1]
    steps = [points[place * (len(points) - 1) // (TREND - 1)].mean for place in range(TREND)]
    trend = (
        f"{sparkline(steps if len(points) > TREND else [one.mean for one in points], TREND)} " if last.mean <= 1 else ""
    )
    return (
        f"mean by date of resolution: {trend}{score(first.mean)} after {first.n} ({day(first.at)}), "
        f"{score(last.mean)} after {last.n} ({day(last.at)})"
    )


def _show_against(screen: Screen, against: Sequence[Against], *, explained: bool) -> None:
    if not against or against[0].kind not in ("binary", "choice"):
        return
    screen.line()
    screen.line("Beside forecasts that anybody could have made, over the same time", "bold")
    columns = [
        Column("REFERENCE", flexible=True),
        Column("SCORES", right=True),
        Column("STATED", right=True),
        Column("SKILL", right=True),
        Column("BETTER", right=True),
        Column("WORSE", right=True),
        Column("OF", right=True),
    ]
    screen.table(columns, [_against(one) for one in against])
    if not explained:
        screen.line(
            "SKILL = 1 - STATED / SCORES: above 0, the estimates were better on the whole, 1 is best. "
            "BETTER and WORSE count them one by one."
        )


def _against(one: Against) -> list[Cell]:
    return [
        Cell(REFERENCE[one.reference]),
        Cell(score(one.mean)),
        Cell(score(one.stated)),
        Cell(signed(one.skill), "bold"),
        Cell(str(one.better)),
        Cell(str(one.worse)),
        Cell(str(one.n)),
    ]


def listening(implied: Against) -> str:
    """Whether what the evidence implied scored better than what was stated."""
    scores = f"what it implied scored {score(implied.mean)}, the estimates {score(implied.stated)} (lower is better)"
    answer = "Yes" if implied.mean < implied.stated else "No" if implied.mean > implied.stated else "No difference"
    return f"Would listening to the evidence have helped? {answer}: {scores}."


def luck_told(luck: Luck) -> tuple[str, str]:
    """How often the last estimates leaned the right way, and whether luck alone explains their mean."""
    right = f"Right side of 50% at the end: {luck.right} of {luck.n}."
    chance = (
        f"Luck: if every last estimate were exactly right, 9 times in 10 their mean would lie in {score(luck.low)} to"
    )
    verdict = (
        "worse than luck explains"
        if luck.scored > luck.high
        else "better than the estimates themselves claim"
        if luck.scored < luck.low
        else "within what luck explains"
    )
    told = f"{chance} {score(luck.high)}. It is {score(luck.scored)}: {verdict} (if no question hangs on another)."
    return right, told


def _show_not_scored(screen: Screen, not_scored: Sequence[NotScored], *, short: bool) -> None:
    if not not_scored:
        return
    screen.line()
    screen.line(f"Not scored ({len(not_scored)})", "bold")
    rows = [
        [Cell(item.forecast.id if short else item.forecast.full_id), Cell(item.state), Cell(safe(item.reason))]
        for item in not_scored
    ]
    columns = [Column("FORECAST"), Column("STATE"), Column("WHY", flexible=True)]
    screen.table(columns, rows, more="pipe the scorecard")
