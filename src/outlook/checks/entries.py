"""What the entries of a ledger name and what does not fit, each at its line."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from outlook.belief.timeline import History, histories, retracted
from outlook.book import CaseFolder
from outlook.book.stated_elsewhere import Elsewhere, stated_elsewhere
from outlook.errors import Problem, Severity, did_you_mean
from outlook.evidence.signs import weighing_of
from outlook.files import Folder
from outlook.ledger import FILE_NAME, problem_at
from outlook.model.entries import Entry, Estimate, Resolution
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_estimate, is_evidence, is_numeric, is_rename, is_resolution, is_retraction
from outlook.model.kinds import NumericForecast
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import claims_to_be_a_pool, shown
from outlook.model.weighing import SIGNS

if TYPE_CHECKING:
    from datetime import datetime

ELSEWHERE = "stated-elsewhere"


def ledger_problems(folder: CaseFolder) -> Iterator[Problem]:
    """What the entries of a case name and what does not fit, each at its line."""
    yield from _torn_problems(folder)
    ids, gone = {entry.id for entry in folder.entries}, retracted(folder.entries)
    moved = {one.name: one.renamed for one in folder.orphans if one.renamed}
    elsewhere = {one.entry.id: one for one in stated_elsewhere(folder)}
    undone = {one.name for one in folder.orphans if one.is_undone}
    for entry in folder.entries:
        yield from _entry_problems(folder, entry, moved, undone)
        if claims_to_be_a_pool(entry.by) and entry.id not in gone:
            yield _pool_problem(folder, entry)
        if (is_estimate(entry) or is_resolution(entry)) and entry.forecast in folder.forecasts and entry.id not in gone:
            yield from _fit_problems(folder, entry, folder.forecasts[entry.forecast], elsewhere.get(entry.id))
        target = entry.entry if is_retraction(entry) else getattr(entry, "revises", None)
        if target is not None and target not in ids:
            yield _in_ledger(folder, entry, "unknown-entry", f"{entry.id} names the entry {target}, which is not here")
    if not folder.entries:
        return
    yield from _same_moment(folder, gone)
    yield from _asking_otherwise(folder, gone)
    known = histories(folder.entries, max(entry.known_at for entry in folder.entries))
    yield from _before_its_condition(folder, known)
    for name, history in known.items():
        for other in history.conflicting:
            first = history.resolution.id if history.resolution else ""
            message = f"{name} has two resolutions that differ, {first} and {other.id}: it is disputed, and not scored"
            yield _in_ledger(folder, other, "resolved-twice", message, "retract one of them")


def _before_its_condition(folder: CaseFolder, known: Mapping[str, History]) -> Iterator[Problem]:
    """A conditional forecast that is resolved, and its condition is not any more: nobody scores it."""
    for forecast in folder.forecasts.values():
        own = known[forecast.id].resolution if forecast.id in known else None
        given = forecast.given.forecast if forecast.given else ""
        if own is None or given not in folder.forecasts or (given in known and known[given].resolution is not None):
            continue
        message = f"{forecast.id} is resolved {own.outcome}, and its condition {given} is not: it is not scored"
        hint = f"resolve {folder.id}/{given}, or retract {own.id}"
        yield _in_ledger(folder, own, "open-condition", message, hint, "warning")


def _torn_problems(folder: CaseFolder) -> Iterator[Problem]:
    with Folder.open(folder.path) as opened:
        names = [name for name in opened.names() if name.startswith(f"{FILE_NAME}.torn-")]
        kinds = {name: opened.kind(name) for name in names}
    for name, kind in kinds.items():
        if kind == "file":
            message = "a line that a crash or a full disk tore was set aside here; it was never acknowledged"
            hint = "enter it again if it matters, then delete this file"
        else:
            message, hint = f"this has the name of a torn line and is a {kind}: it is not ours", "remove it"
        yield Problem(folder.path / name, 1, 1, "torn-tail", message, hint, "warning")


def _in_ledger(
    folder: CaseFolder, entry: Entry, code: str, message: str, hint: str = "", severity: Severity = "error"
) -> Problem:
    return problem_at(folder.ledger, entry.id, code, message, hint, severity)


def _entry_problems(
    folder: CaseFolder, entry: Entry, moved: Mapping[str, str], undone: Collection[str]
) -> Iterator[Problem]:
    named = entry.forecasts if is_evidence(entry) else (getattr(entry, "forecast", None),)
    for name in named:
        if name is not None and not (name in folder.forecasts or name in folder.unread or name in undone):
            message = f"{entry.id} speaks of {name}, which has no file; its entries are kept"
            hint = f"restore {name}.yaml, or rename it back"
            if name in moved:
                rename = f"outlook rename {folder.id}/{name} {moved[name]}"
                hint = f"if it is called {moved[name]} now, `{rename}` says so; else {hint}"
            yield _in_ledger(folder, entry, "no-forecast", message, hint)
    if is_evidence(entry) and entry.indicators and entry.likelihood_ratio is not None:
        does_not = (
            "does not count"
            if weighing_of(folder.case).rule == SIGNS
            else "does not count where one of them is watched"
        )
        message = f"{entry.id} has indicators and a ratio of its own: the ratio {does_not}"
        yield _in_ledger(folder, entry, "two-weights", message, "enter it again with one of the two", "warning")
    if is_evidence(entry) and folder.case is not None:
        known = [indicator.id for indicator in folder.case.indicators]
        for name in entry.indicators:
            if name not in known:
                hint = did_you_mean(name, known)
                yield _in_ledger(
                    folder,
                    entry,
                    "unknown-reference",
                    f"{entry.id} names the indicator {name!r}, which is not in case.yaml",
                    hint,
                )


def _pool_problem(folder: CaseFolder, entry: Entry) -> Problem:
    """An entry by hand under a name that only a pool may have: an estimate of it counts nowhere, the rest does."""
    message = f"{entry.id} was entered as {shown(entry.by)}, a name that only a pool of all forecasters may have"
    if not is_estimate(entry):
        hint = "correct the name where it was written by hand"
        return _in_ledger(folder, entry, "pool-name", message, hint, "warning")
    hint = f"retract {entry.id}, and state it anew under the name of whoever said so"
    return _in_ledger(folder, entry, "pool-name", f"{message}: it counts nowhere", hint)


def _fit_problems(
    folder: CaseFolder, entry: Estimate | Resolution, forecast: Forecast, elsewhere: Elsewhere | None
) -> Iterator[Problem]:
    try:
        if is_estimate(entry) and entry.stated is not None:
            forecast.read_belief(entry.stated)
        if is_resolution(entry) and entry.outcome not in NOT_AN_OUTCOME:
            forecast.read_outcome(entry.outcome)
    except ValueError as error:
        yield _in_ledger(folder, entry, "does-not-fit", f"{entry.id} does not fit {forecast.id}: {error}")
        return
    if is_numeric(forecast) and is_resolution(entry) and isinstance(entry.outcome, float):
        yield from _bound_problems(folder, entry, forecast, entry.outcome)
    if elsewhere is not None:
        yield _stated_elsewhere(folder, elsewhere)
    elif is_estimate(entry) and entry.record_sha256 not in (None, forecast.record_sha256):
        message = f"{entry.id} was stated under an older text of {forecast.id}"
        yield _in_ledger(folder, entry, "changed-question", message, "state it anew, or restore the record", "warning")


def _stated_elsewhere(folder: CaseFolder, one: Elsewhere) -> Problem:
    """An estimate that a merge brought under the name of another forecast than it was made on."""
    entry = one.entry
    message = f"{entry.id} of {entry.by} was stated on what {one.name} asks, and counts for {entry.forecast}"
    hint = f"`{one.way_out(folder.id)}` makes it count for {one.name}"
    if not one.is_certain:
        hint += f"; if {entry.forecast} asked the same before, state a new one"
    return _in_ledger(folder, entry, ELSEWHERE, message, hint, "error" if one.is_certain else "warning")


def _bound_problems(folder: CaseFolder, entry: Entry, forecast: NumericForecast, value: float) -> Iterator[Problem]:
    if beyond := forecast.beyond(value):
        hint = "correct the record's bounds, or retract it"
        yield _in_ledger(folder, entry, "out-of-bounds", f"{entry.id} of {forecast.id}: {beyond}", hint, "warning")


def _asking_otherwise(folder: CaseFolder, gone: set[str]) -> Iterator[Problem]:
    """A record that asks otherwise than when it got its name, and of which nobody has stated anything since.

    A merge of two copies, of which one renamed a forecast and the other wrote a new one of that name, leaves it so
    where somebody takes the file of the new one.
    """
    stated = {(one.forecast, one.record_sha256) for one in folder.entries if is_estimate(one) and one.id not in gone}
    named = {one.forecast: one for one in folder.entries if is_rename(one) and not one.apart and one.id not in gone}
    for name, rename in named.items():
        forecast = folder.forecasts.get(name)
        if forecast is None or rename.record_sha256 in (None, forecast.record_sha256):
            continue
        if (name, forecast.record_sha256) not in stated:
            message = f"{name} asks otherwise than when it was renamed from {rename.was} by {rename.by} ({rename.id})"
            hint = (
                f"if it is the file of another forecast, give it a name of its own and bring back {name}.yaml as "
                f"{rename.by} had it; if the question was changed, an estimate of it says so"
            )
            yield _in_ledger(folder, rename, "changed-question", message, hint, "warning")


def _same_moment(folder: CaseFolder, gone: set[str]) -> Iterator[Problem]:
    """Two estimates of one person that are known at one moment: the later recorded one counts, and only it.

    A table has days and no hours; where its rows say the same again, nothing depends on which of them counts.
    """
    found: dict[tuple[str, str, datetime], list[Estimate]] = defaultdict(list)
    for entry in folder.entries:
        if is_estimate(entry) and entry.stated is not None and entry.id not in gone:
            found[entry.forecast, entry.by, entry.known_at].append(entry)
    for (name, person, at), entries in found.items():
        for other in entries[1:]:
            if other.imported is not None and other.stated == entries[0].stated:
                continue
            message = f"{entries[0].id} and {other.id} are both {person}'s estimate of {name} at {at:%Y-%m-%d %H:%M}"
            hint = "the one recorded last counts; retract the other if it is a slip"
            yield _in_ledger(folder, other, "same-moment", message, hint, "warning")
