"""Ledger entries: the history of a book, and what a command has just written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from outlook.model.kind_of import is_estimate, is_evidence, is_rename, is_repair, is_resolution, is_retraction, is_seal
from outlook.model.values import QUANTILE
from outlook.show.describe.blocks import Block, Cell, Column, Line, Table
from outlook.show.describe.phrasing import FEW_POINTS, NOTHING, day, moment, percent, plural, quantity
from outlook.show.describe.phrasing import whole as in_full

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.model.entries import Entry

SHOWN = 400


def history(
    items: Sequence[tuple[str, Entry]],
    taken_back: frozenset[str],
    newest: int | None = None,
    *,
    late: frozenset[str] = frozenset(),
) -> Iterator[Block]:
    """Entries, newest last: all of them whole, or the newest with the beginning of their text.

    What takes something back is about the forecast of that. Where all are about one forecast, it is said once above
    them, and they have their time beside their day.
    """
    if not items:
        yield Line("the ledger is empty")
        return
    shown = items if newest is None else items[-newest:]
    if len(items) > len(shown):
        yield Line(f"… {len(items) - len(shown)} older: pipe the history to see them all", "soft")
    columns = [
        Column("Entry", "name"),
        Column("Known", "name", 1),
        Column("Kind", "name", 2),
        Column("Forecast", "name", 3),
        Column("By", rank=4, limit=14),
        Column("What"),
    ]
    forecasts = _forecasts(items, whole=newest is None)
    names = {f"{case}/{name}" for (case, _), name in zip(items, forecasts, strict=True)}
    one = names.pop() if len(names) == 1 and NOTHING not in forecasts else None
    if one is not None:
        yield Line(one, "strong")
        columns = [column for column in columns if column.name != "Forecast"]
    told_of = zip(shown, forecasts[-len(shown) :], strict=True)
    marks = {
        entry.id: "".join(f"({mark}) " for mark, ids in (("taken back", taken_back), ("late", late)) if entry.id in ids)
        for _, entry in shown
    }
    rows = [
        _row(entry, None if one else name, marks[entry.id], whole=newest is None, gone=entry.id in taken_back)
        for (_, entry), name in told_of
    ]
    yield Table(tuple(columns), rows, "The ledger, newest last")


def _forecasts(items: Sequence[tuple[str, Entry]], *, whole: bool) -> list[str]:
    """What each entry is about; an entry that takes another back, what that one is about."""
    by_id = {(case, entry.id): entry for case, entry in items}
    found = list[str]()
    for case, entry in items:
        aimed: Entry | None = entry
        for _ in range(len(items)):  # entries that take back each other in a circle have no end
            if aimed is None or not is_retraction(aimed):
                break
            aimed = by_id.get((case, aimed.entry))
        found.append(NOTHING if aimed is None else about(aimed, whole=whole))
    return found


def _row(entry: Entry, forecast: str | None, mark: str, *, whole: bool, gone: bool) -> list[Cell]:
    what = mark + told(entry, None if whole else SHOWN)
    known = f"{entry.known_at:%Y-%m-%d}" if forecast is not None else f"{entry.known_at:%Y-%m-%d %H:%M}"
    texts = (known, entry.kind, *(() if forecast is None else (forecast,)), entry.by, what)
    return [Cell(entry.id, tone="name"), *(Cell(text, tone="soft" if gone else "") for text in texts)]


def about(entry: Entry, *, whole: bool) -> str:
    """The forecasts an entry speaks of: all of them, or the first and how many more."""
    if is_evidence(entry):
        first, *others = entry.forecasts or ("–",)
        return ", ".join((first, *others)) if whole else f"{first} +{len(others)}" if others else first
    return getattr(entry, "forecast", "–")


def told(entry: Entry, limit: int | None = SHOWN) -> str:
    """What an entry says, up to so many characters of its text."""
    if is_evidence(entry):
        grade = f"{entry.grade} " if entry.grade else ""
        return f"{grade}{entry.summary[:limit]}"
    reason = getattr(entry, "why", None)
    why = f": {reason[:limit]}" if reason else ""
    if is_estimate(entry):
        return f"{stated(entry.stated)}{' (revealed)' if entry.belief else ''}{why}"
    if is_resolution(entry):
        return f"{quantity(entry.outcome)}{why}"
    if is_rename(entry):
        apart = "estimates on the question of " if entry.apart else ""
        return (
            f"{apart}{entry.forecast}, under {entry.was}, are its own{why}"
            if apart
            else f"{entry.was} → {entry.forecast}{why}"
        )
    if is_retraction(entry) or is_repair(entry):
        return f"{'takes back' if is_retraction(entry) else 'settles'} {entry.entry}{why}"
    return f"{entry.entries} entries and {len(entry.files)} files" if is_seal(entry) else ""


def stated(value: Any) -> str:
    """What an estimate states, as far as its shape tells."""
    if value is None:
        return "withdrawn"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_number(name, share)}" for name, share in value.items())
    if isinstance(value, list):
        if len(value) > FEW_POINTS and all(isinstance(point, float | int) for point, _ in value):
            return _curve(value)
        return ", ".join(f"{_number('', share)} by {quantity(point)}" for point, share in value)
    return _number("", value)


def _curve(value: list[Any]) -> str:
    from outlook.model.belief import Points  # loads pydantic

    return in_full(Points([(float(point), share) for point, share in value]))


def _number(name: str, value: float | str) -> str:
    """A probability, or the value of a quantile; what is neither stays as the ledger has it."""
    if isinstance(value, str) or QUANTILE.fullmatch(name) or not 0 <= value <= 1:
        return quantity(value)
    return percent(value)


def written(cases: Sequence[str], entries: Sequence[Entry], lines: Sequence[str]) -> Iterator[Block]:
    """What was written, entry by entry, and what it changed."""
    for case, entry in zip(cases, entries, strict=True):
        named = getattr(entry, "forecast", "") if len(entries) > 1 else ""  # what follows names the forecast of one
        where = f"{case}/{named}" if named else case
        yield Line(f"{entry.id}  {entry.kind} · {where} · known {moment(entry.known_at)} · by {entry.by}", "strong")
        yield Line(told(entry), indent=2)
        yield from (Line(text, "soft", indent=2) for text in _details(entry))
    yield from (Line(line, indent=2) for line in lines)


def written_together(entries: Sequence[Entry], lines: Sequence[str]) -> Iterator[Block]:
    """What one command wrote in many forecasts: what that was, once, and a line for each."""
    kinds = Counter(entry.kind for entry in entries)
    first = entries[0]
    what = ", ".join(plural(count, kind) for kind, count in kinds.items())
    yield Line(f"{what} · known {moment(first.known_at)} · by {first.by}", "strong")
    yield from (Line(line, indent=2) for line in lines)


def _details(entry: Entry) -> list[str]:
    if is_resolution(entry) and entry.happened_on:
        return [f"happened {day(entry.happened_on)}"]
    if not is_evidence(entry):
        return []
    fields = entry.to_json()
    if entry.likelihood_ratio is not None:
        fields["likelihood_ratio"] = f"{entry.likelihood_ratio:.4g}"
    parts = [
        f"{name.replace('_', ' ')} {fields[name]}"
        for name in ("source", "url", "origin", "likelihood_ratio", "revises")
        if name in fields
    ]
    if entry.happened_on:
        parts.insert(0, f"happened {day(entry.happened_on)}")
    bears = [f"bears on {name} ({match})" for name, match in entry.indicators.items()]
    return [" · ".join(parts)] * bool(parts) + bears
