"""Ledger entries: the history of a book, and what a command has just written."""

import json
from collections.abc import Sequence
from typing import Any

from outlook.model.entries import Entry, Estimate, Evidence, Resolution, Retraction, to_json
from outlook.show.screen import Cell, Column, Screen
from outlook.show.words import day, moment, percent, quantity, safe


def show_history(screen: Screen, items: Sequence[tuple[str, Entry]], taken_back: frozenset[str]) -> None:
    """Entries with their case, newest last; a terminal shows the newest."""
    from outlook.show.screen import ROWS_SHOWN

    columns = [
        Column("ENTRY"),
        Column("KNOWN"),
        Column("KIND"),
        Column("FORECAST", limit=28),
        Column("WHAT", flexible=True),
        Column("BY", limit=14),
    ]
    shown = items[-ROWS_SHOWN:] if screen.is_terminal else items
    rows = []
    for _, entry in shown:
        gone = entry.id in taken_back
        what = ("(taken back) " if gone else "") + told(entry)
        style = "dim" if gone else ""
        rows.append(
            [
                Cell(entry.id, "cyan"),
                Cell(f"{entry.known_at:%Y-%m-%d}", style),
                Cell(entry.kind, style),
                Cell(about(entry), style),
                Cell(what, style),
                Cell(safe(entry.by), style),
            ]
        )
    if not rows:
        screen.line("the ledger is empty")
        return
    if len(items) > len(shown):
        screen.line(f"… {len(items) - len(shown)} older: pipe the history to see them all", "dim")
    screen.table(columns, rows)


def about(entry: Entry) -> str:
    """The forecasts an entry speaks of."""
    if isinstance(entry, Evidence):
        first, *others = entry.forecasts or ("–",)
        return f"{first} +{len(others)}" if others else first
    return getattr(entry, "forecast", "–")


def told(entry: Entry) -> str:
    """What an entry says, in a few words."""
    if isinstance(entry, Evidence):
        grade = f"{entry.grade} " if entry.grade else ""
        return f"{grade}{safe(entry.summary)[:400]}"
    if isinstance(entry, Estimate):
        why = f": {safe(entry.why)[:400]}" if entry.why else ""
        return f"{stated(entry.stated)}{why}"
    if isinstance(entry, Resolution):
        why = f": {safe(entry.why)[:400]}" if entry.why else ""
        return f"{quantity(entry.outcome)}{why}"
    if isinstance(entry, Retraction):
        why = f": {safe(entry.why)[:400]}" if entry.why else ""
        return f"takes back {entry.entry}{why}"
    return ""


def stated(value: Any) -> str:
    """What an estimate states, as far as its shape tells."""
    if value is None:
        return "withdrawn"
    return (
        percent(value) if isinstance(value, float) and 0 <= value <= 1 else safe(json.dumps(value, ensure_ascii=False))
    )


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
