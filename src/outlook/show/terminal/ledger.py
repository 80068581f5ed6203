"""Ledger entries: the history of a book, and what a command has just written."""

from collections.abc import Sequence
from typing import Any

from outlook.model.entries import Entry, Estimate, Evidence, Repair, Resolution, Retraction, Seal, to_json
from outlook.model.values import QUANTILE
from outlook.show.describe.phrasing import day, moment, percent, quantity, safe
from outlook.show.terminal.screen import ROWS_SHOWN, Cell, Column, Screen

SHOWN = 400


def show_history(screen: Screen, items: Sequence[tuple[str, Entry]], taken_back: frozenset[str]) -> None:
    """Entries, newest last; a terminal shows the newest and the beginning of their text, a pipe gets all of both."""
    columns = [
        Column("ENTRY"),
        Column("KNOWN"),
        Column("KIND"),
        Column("FORECAST", limit=28),
        Column("BY", limit=14),
        Column("WHAT", flexible=True),
    ]
    limit = SHOWN if screen.is_terminal or screen.color else None
    shown = items[-ROWS_SHOWN:] if screen.is_terminal else items
    rows = []
    for _, entry in shown:
        gone = entry.id in taken_back
        style = "dim" if gone else ""
        what = ("(taken back) " if gone else "") + told(entry, limit)
        forecasts = about(entry, whole=not screen.is_terminal)
        texts = (f"{entry.known_at:%Y-%m-%d}", entry.kind, forecasts, safe(entry.by), what)
        rows.append([Cell(entry.id, "cyan"), *(Cell(text, style) for text in texts)])
    if not rows:
        screen.line("the ledger is empty")
        return
    if len(items) > len(shown):
        screen.line(f"… {len(items) - len(shown)} older: pipe the history to see them all", "dim")
    screen.table(columns, rows)


def about(entry: Entry, *, whole: bool) -> str:
    """The forecasts an entry speaks of: all of them, or the first and how many more."""
    if isinstance(entry, Evidence):
        first, *others = entry.forecasts or ("–",)
        return ", ".join((first, *others)) if whole else f"{first} +{len(others)}" if others else first
    return getattr(entry, "forecast", "–")


def told(entry: Entry, limit: int | None = SHOWN) -> str:
    """What an entry says, up to so many characters of its text."""
    if isinstance(entry, Evidence):
        grade = f"{entry.grade} " if entry.grade else ""
        return f"{grade}{safe(entry.summary)[:limit]}"
    reason = getattr(entry, "why", None)
    why = f": {safe(reason)[:limit]}" if reason else ""
    if isinstance(entry, Estimate):
        return f"{stated(entry.stated)}{why}"
    if isinstance(entry, Resolution):
        return f"{quantity(entry.outcome)}{why}"
    if isinstance(entry, Retraction | Repair):
        return f"{'takes back' if isinstance(entry, Retraction) else 'settles'} {entry.entry}{why}"
    return f"{entry.entries} entries and {len(entry.files)} files" if isinstance(entry, Seal) else ""


def stated(value: Any) -> str:
    """What an estimate states, as far as its shape tells."""
    if value is None:
        return "withdrawn"
    if isinstance(value, dict):
        return ", ".join(f"{safe(name)} {_number(name, share)}" for name, share in value.items())
    if isinstance(value, list):
        return ", ".join(f"{_number('', share)} by {quantity(point)}" for point, share in value)
    return _number("", value)


def _number(name: str, value: float | str) -> str:
    """A probability, or the value of a quantile; what is neither stays as the ledger has it."""
    if isinstance(value, str) or QUANTILE.fullmatch(name) or not 0 <= value <= 1:
        return quantity(value)
    return percent(value)


def show_written(screen: Screen, cases: Sequence[str], entries: Sequence[Entry], lines: Sequence[str]) -> None:
    """What was written, entry by entry, and what it changed."""
    for case, entry in zip(cases, entries, strict=True):
        screen.line(
            f"{entry.id}  {entry.kind} · {case} · known {moment(entry.known_at)} · by {safe(entry.by)}",
            "bold",
        )
        screen.line(told(entry), indent=2)
        for text in _details(entry):
            screen.line(text, "dim", indent=2)
    for line in lines:
        screen.line(line, indent=2)


def _details(entry: Entry) -> list[str]:
    if isinstance(entry, Resolution) and entry.happened_on:
        return [f"happened {day(entry.happened_on)}"]
    if not isinstance(entry, Evidence):
        return []
    fields = to_json(entry)
    parts = [
        f"{name.replace('_', ' ')} {safe(fields[name])}"
        for name in ("source", "url", "origin", "likelihood_ratio", "revises")
        if name in fields
    ]
    if entry.happened_on:
        parts.insert(0, f"happened {day(entry.happened_on)}")
    bears = [f"bears on {name} ({match})" for name, match in entry.indicators.items()]
    return [" · ".join(parts)] * bool(parts) + bears
