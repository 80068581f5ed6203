"""The walk from prior to implied probability as a table that can be redone with a pocket calculator."""

from collections.abc import Sequence
from datetime import datetime

from outlook.model.forecast import Belief, Forecast
from outlook.show.screen import Cell, Column, Screen
from outlook.show.words import moment, percent, safe, whole
from outlook.walk import Line
from outlook.weigh import Weighed


def show_walk(screen: Screen, forecast: Forecast, weighed: Weighed, lines: Sequence[Line], at: datetime) -> None:
    """The lines with what they add, their sum, and the arithmetic of each."""
    screen.line(f"{forecast.full_id} · explained as of {moment(at)}", "bold")
    screen.line(safe(forecast.question or forecast.heading))
    screen.line()
    if not lines:
        screen.line(_why_not(forecast))
        states = [f"{step.name} ({step.state})" for step in weighed.steps]
        screen.line(f"indicators: {', '.join(states)}" if states else "it has no indicators")
        return
    outcomes = list(lines[0].moves)
    unit = "LOG-ODDS" if outcomes == ["yes"] else "LOG WEIGHT"
    columns = [
        Column("LINE", limit=40),
        *(Column(unit if outcomes == ["yes"] else f"{unit} {safe(name)}", right=True, limit=24) for name in outcomes),
        Column("AFTER", flexible=True),
    ]
    rows = [[Cell(line.label), *_moves(line, outcomes), Cell(_short(forecast, line.after))] for line in lines]
    sums = [Cell(f"{sum(line.moves.get(name, 0.0) for line in lines):+.4f}", "bold") for name in outcomes]
    screen.table(columns, [*rows, [Cell("sum", "bold"), *sums, Cell(_short(forecast, weighed.implied), "bold")]])
    screen.line()
    for line in lines[1:]:
        screen.line(line.label, "bold")
        for text in line.arithmetic:
            screen.line(text, indent=2)
    _silent(screen, weighed)
    screen.line()
    screen.line(f"implied  {whole(forecast.kind, weighed.implied)}")
    screen.line(
        f"naive    {whole(forecast.kind, weighed.naive)}  (every report multiplied: no grade, no damping, no time)"
    )


def _moves(line: Line, outcomes: Sequence[str]) -> list[Cell]:
    return [Cell(f"{line.moves.get(name, 0.0):+.4f}") for name in outcomes]


def _short(forecast: Forecast, belief: Belief | None) -> str:
    return f"{belief:.4f}  {percent(belief)}" if isinstance(belief, float) else whole(forecast.kind, belief)


def _why_not(forecast: Forecast) -> str:
    if forecast.kind in ("numeric", "date"):
        return f"nothing is implied for a {forecast.kind} forecast: no distribution is invented from its indicators"
    if forecast.prior is not None:
        return "nothing is implied: what is sure to be right rules out every outcome; retract or regrade a report"
    return "nothing is implied: the record states no prior"


def _silent(screen: Screen, weighed: Weighed) -> None:
    """The indicators that move nothing now, with their state."""
    silent = [f"{step.name} ({step.state})" for step in weighed.steps if not step.weight]
    if silent:
        screen.line()
        screen.line(f"moving nothing: {', '.join(silent)}", "dim")
