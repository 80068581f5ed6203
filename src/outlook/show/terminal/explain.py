"""The walk from prior to implied probability as a table that can be redone with a pocket calculator."""

from collections.abc import Sequence

from outlook.answers.explained import Explained
from outlook.evidence.arithmetic import Line
from outlook.evidence.weigh import RELIABILITY, Weighed
from outlook.model.belief import Belief
from outlook.model.forecast import Forecast
from outlook.show.describe.phrasing import NOTHING, leading, moment, percent, safe, whole
from outlook.show.terminal.screen import Cell, Column, Screen


def show_walk(screen: Screen, explained: Explained) -> None:
    """The lines with what they add, their sum, and the arithmetic of each."""
    forecast, weighed, lines = explained.forecast, explained.weighed, explained.lines
    screen.line(f"{forecast.full_id} · explained as of {moment(explained.at)}", "bold")
    screen.line(safe(forecast.question or forecast.heading))
    screen.line()
    if lines:
        _show_lines(screen, weighed, lines)
        _silent(screen, weighed)
    else:
        screen.line(why_nothing_is_implied(forecast, weighed))
        states = [f"{step.name} ({step.state})" for step in weighed.steps]
        screen.line(f"indicators: {', '.join(states)}" if states else "it has no indicators")
    _show_through(screen, explained)
    if lines:
        _show_result(screen, forecast, weighed)
        _show_grades(screen, explained)


def _show_lines(screen: Screen, weighed: Weighed, lines: Sequence[Line]) -> None:
    outcomes = list(lines[0].moves)
    is_binary = outcomes == ["yes"]
    if not is_binary:
        screen.line("log weights, which each line adds to; scaled to sum to 1 they are the probabilities", "dim")
    columns = [
        Column("LINE", limit=40),
        *(Column("LOG-ODDS" if is_binary else safe(name), right=True, limit=16) for name in outcomes),
        Column("AFTER" if is_binary else "LEADING", flexible=True),
    ]
    rows = [[Cell(line.label), *_moves(line, outcomes), Cell(_short(line.after))] for line in lines]
    sums = [Cell(f"{sum(line.moves.get(name, 0.0) for line in lines):+.4f}", "bold") for name in outcomes]
    screen.table(columns, [*rows, [Cell("sum", "bold"), *sums, Cell(_short(weighed.implied), "bold")]])
    if len(lines) > 1:
        screen.line()
    for line in lines[1:]:
        screen.line(line.label, "bold")
        for text in line.arithmetic:
            screen.line(text, indent=2)


def _moves(line: Line, outcomes: Sequence[str]) -> list[Cell]:
    return [Cell(f"{line.moves.get(name, 0.0):+.4f}") for name in outcomes]


def _short(belief: Belief | None) -> str:
    if belief is None:
        return NOTHING
    number, of_what = leading(belief)
    return f"{belief:.4f}  {number}" if isinstance(belief, float) else f"{of_what} {number}"


def _show_result(screen: Screen, forecast: Forecast, weighed: Weighed) -> None:
    screen.line()
    screen.line(f"implied  {whole(weighed.implied)}")
    screen.line(f"naive    {whole(weighed.naive)}  (every report multiplied: no grade, no damping, no time)")
    if weighed.implied is None:
        screen.line(why_nothing_is_implied(forecast, weighed))


def why_nothing_is_implied(forecast: Forecast, weighed: Weighed) -> str:
    """Why a forecast has no implied value, in one sentence."""
    if forecast.kind in ("numeric", "date"):
        return f"nothing is implied for a {forecast.kind} forecast: no distribution is invented from its indicators"
    if weighed.prior is None:
        return "nothing is implied: the record states no prior"
    return "nothing is implied: signs that are held for certain rule out every outcome"


def _silent(screen: Screen, weighed: Weighed) -> None:
    """The indicators that move nothing now, with their state."""
    silent = [f"{step.name} ({step.state})" for step in weighed.steps if not step.weight]
    if silent:
        screen.line()
        screen.line(f"moving nothing: {', '.join(silent)}", "dim")


def _show_through(screen: Screen, explained: Explained) -> None:
    """The second value, scenario by scenario, with its sum and how far it is from the direct one."""
    through, direct = explained.through, explained.weighed.implied
    if through is None:
        return
    screen.line()
    screen.line(f"through {through.scenario_set}", "bold")
    rows = [
        [Cell(safe(arm.scenario)), *(Cell(f"{value:.4f}") for value in (arm.weight, arm.probability, arm.product))]
        for arm in through.arms
    ]
    total = [Cell("sum", "bold"), Cell(""), Cell(""), Cell(f"{through.implied:.4f}", "bold")]
    columns = [Column("SCENARIO", limit=40), *(Column(name, right=True) for name in ("P(S)", "P(YES | S)", "PRODUCT"))]
    screen.table(columns, [*rows, total])
    within = f" where {through.condition} is met" if through.condition else ""
    screen.line(f"P(S): what is implied of each scenario now{within}. The table does not change with time.", "dim")
    if isinstance(direct, float):
        points = f"{100 * (through.implied - direct):+.1f} points"
        screen.line(f"{percent(through.implied)} beside the direct {percent(direct)}: {points}")


def _show_grades(screen: Screen, explained: Explained) -> None:
    """Where the reliabilities come from: a convention, or what the case sets in its place."""
    if not any(report.counts for step in explained.weighed.steps for report in step.reports):
        return
    scale = " ".join(f"{part} {value:.2f}".replace(" 0.", " .") for part, value in RELIABILITY.items())
    own = " ".join(f"{part} {value:.2f}".replace(" 0.", " .") for part, value in explained.own_grades.items())
    told = f"grades   r = √(letter × digit), by convention {scale}"
    screen.line(f"{told}; this case sets {own}" if own else f"{told}; `grades` in case.yaml overrides them", "dim")
