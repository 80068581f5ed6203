"""The end of every command that writes: write, then print what was written, what it changed and the way back."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from outlook.answers.standing import StatusRow, status_row, through_scenarios
from outlook.book.doubts import doubts
from outlook.book.enter import Build, Written, suppose, write
from outlook.cli import on_disk
from outlook.cli.asking import make_sure
from outlook.cli.clock import warn_before_writing
from outlook.cli.session import Session, mention_newcomer, talk
from outlook.model.entries import Entry, Estimate, Evidence
from outlook.model.forecast import Forecast
from outlook.show.describe.ledger import written
from outlook.show.describe.phrasing import percent, safe, whole
from outlook.show.terminal.printed import show


def finish(session: Session, build: Build, *, dry_run: bool, as_json: bool, sure: bool = False) -> list[Written]:
    """Write the entries, or only suppose them; show them with the forecasts they change, and how to take them back.

    What looks like a slip is asked about before, unless the person is `sure`.
    """
    items = build()
    asked = doubts(items)
    make_sure(asked, sure=sure, dry_run=dry_run)
    mention_newcomer(session.book, items[0].entry.by)
    fresh = [] if asked else [items]

    def announced() -> list[Written]:
        # Who was asked has taken some time: the entries are dated anew.
        found = fresh.pop() if fresh else build()
        make_sure([doubt for doubt in doubts(found) if doubt not in asked], sure=sure, dry_run=dry_run)
        on_disk.expect_entries(found)
        return found

    items = items if dry_run else write(announced)
    warn_before_writing(session, {item.folder.id: item.folder for item in items}.values())
    at = max(item.entry.recorded_at for item in items)
    before, through_before = _rows(session, items, at), _through(items, at)
    suppose(items)
    after, through_after = _rows(session, items, at), _through(items, at)
    entries = [item.entry for item in items]
    if as_json:
        from outlook.show.data import payload

        changes = [payload.change(before[name], after[name]) for name in after]
        sys.stdout.write(payload.document(entries=payload.entries(entries), changes=changes) + "\n")
    else:
        about = {name: item.entry for item in items for name in _names(item)}
        lines = [line for name in after if (line := _told(before[name], after[name], about[name]))]
        lines += _told_through(through_before, through_after) + _late(session, items, at)
        show(session.screen, written([item.folder.id for item in items], entries, lines))
    sys.stdout.flush()
    if dry_run:
        talk("dry run: nothing was written")
    for entry in () if dry_run else entries:
        talk(f'to take it back: outlook retract {entry.id} --why "…"')
    return items


def _rows(session: Session, items: Sequence[Written], at: datetime) -> dict[str, StatusRow]:
    """The forecasts that the entries speak of, as they stand now."""
    wanted = {name for item in items for name in _names(item)}
    return {
        name: status_row(found, session.book.cases[found.forecast.case].case, at)
        for name, found in session.book.situations(at).items()
        if name in wanted
    }


def _through(items: Sequence[Written], at: datetime) -> dict[str, float]:
    """What is implied, through a scenario set that the entries speak of, for the forecasts that hang on it."""
    found: dict[str, float] = {}
    for folder in {item.folder.id: item.folder for item in items}.values():
        sets = {name for item in items if item.folder is folder for name in _names(item)}
        hanging = [
            forecast
            for forecast in folder.forecasts.values()
            if forecast.scenarios and f"{folder.id}/{forecast.scenarios.set}" in sets
        ]
        situations = {one.forecast.id: one for one in folder.situations(at)} if hanging else {}
        for forecast in hanging:
            if value := through_scenarios(forecast, situations, folder.case, at):
                found[forecast.full_id] = value.implied
    return found


def _names(item: Written) -> set[str]:
    entry = item.entry
    target = getattr(entry, "entry", None)
    if target is not None:
        entry = next((other for other in item.folder.entries if other.id == target), entry)
    names = entry.forecasts if isinstance(entry, Evidence) else [getattr(entry, "forecast", "")]
    return {f"{item.folder.id}/{name}" for name in names if name}


def _told(before: StatusRow, after: StatusRow, entry: Entry) -> str:
    """What has changed for a forecast by the entry."""
    name = after.forecast.full_id
    if before.state != after.state or before.outcome != after.outcome:
        ending = f" {safe(after.outcome)}" if after.outcome and after.outcome != after.state else ""
        brier = f", Brier {after.brier:.3f}" if after.brier is not None else ""
        return f"{name}: {before.state} → {after.state}{ending}{brier}"
    if isinstance(entry, Estimate) or before.stated != after.stated:
        return f"{name}: stated {_restated(before, after, entry)}"
    if isinstance(entry, Evidence) and _is_unwatched(entry, after.forecast):
        return f"{name}: watches none of these signs, so this report does not affect it"
    if before.implied != after.implied and after.implied is not None:
        return f"{name}: implied {whole(before.implied)} → {whole(after.implied)}"
    evidence = f"evidence {len(before.history.evidence)} → {len(after.history.evidence)}"
    return f"{name}: {evidence}, implied {whole(after.implied)}"


def _is_unwatched(entry: Evidence, forecast: Forecast) -> bool:
    """Whether the report names signs, none of which the forecast watches, and no ratio of its own."""
    watched = {link.id for link in forecast.indicators}
    return bool(entry.indicators) and entry.likelihood_ratio is None and watched.isdisjoint(entry.indicators)


def _restated(before: StatusRow, after: StatusRow, entry: Entry) -> str:
    """From one's own estimate to the new one; from anyone's where one had none."""
    forecast = after.forecast
    own = before.history.newest(entry.by) if isinstance(entry, Estimate) else None
    if not isinstance(entry, Estimate) or entry.stated is None or own is None:
        return f"{whole(before.stated)} → {whole(after.stated)}"
    earlier, new = (forecast.read_belief(one.stated) for one in (own, entry))
    if after.history.newest(entry.by) == own:
        shown = whole(new)
        return f"{shown}, before {whole(earlier)}, which remains the newest"
    if earlier == new:
        return f"{whole(new)}, unchanged: recorded as a confirmation"
    return f"{whole(earlier)} → {whole(new)}"


def _told_through(before: Mapping[str, float], after: Mapping[str, float]) -> list[str]:
    return [
        f"{name}: through its scenarios {percent(before[name])} → {percent(value)}"
        for name, value in after.items()
        if name in before and percent(before[name]) != percent(value)
    ]


def _late(session: Session, items: Sequence[Written], at: datetime) -> list[str]:
    """What came too late is kept, and marked: evidence after the resolution, an estimate after the close."""
    lines = []
    situations = session.book.situations(at)
    for item in items:
        forecast = item.folder.forecasts.get(getattr(item.entry, "forecast", ""))
        closes_at = forecast.closes_at if forecast and isinstance(item.entry, Estimate) else None
        if closes_at is not None and item.entry.known_at >= closes_at:
            lines.append(f"it came after the close on {closes_at:%Y-%m-%d}; kept, and not scored")
        for name in _names(item) if isinstance(item.entry, Evidence) else ():
            resolution = situations[name].history.resolution
            if resolution is not None and item.entry.known_at > resolution.known_at:
                lines.append(
                    f"{name}: known after its resolution on {resolution.known_at:%Y-%m-%d}; kept, and marked as such"
                )
    return lines
