"""What may enter a ledger: entries are built and refused here, before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import inf, isnan
from typing import Any, NamedTuple

from outlook import moments
from outlook.belief.timeline import Situation, order, retracted, situations
from outlook.book import Book, CaseFolder
from outlook.book.repeated import is_same_address, repeated
from outlook.errors import InvalidValue, OutlookError, Refused, Repeated, Unreadable, did_you_mean
from outlook.evidence.grading import grades_of, reliability
from outlook.evidence.over_time import weighed
from outlook.evidence.weigh import Weighed
from outlook.ledger import new_id
from outlook.model.entries import Entry, Estimate, Evidence, Rename, Resolution, Retraction, build
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_evidence, is_rename, is_resolution, is_retraction
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import claims_to_be_a_pool, shown


class Stamp(NamedTuple):
    """Who enters something, when it was known and when it is written down."""

    by: str
    known_at: datetime
    recorded_at: datetime


class Written(NamedTuple):
    """An entry and the case whose ledger takes it."""

    folder: CaseFolder
    entry: Entry


def check_stamp(stamp: Stamp) -> Stamp:
    """Refuse what is known only in the future, and a name that only a pool may have.

    Raises:
        InvalidValue: the stamp is one of the two.
    """
    if claims_to_be_a_pool(stamp.by):
        raise InvalidValue(f"{shown(stamp.by)} would be taken for a pool of all forecasters: enter it under a name")
    if stamp.known_at > stamp.recorded_at:
        raise InvalidValue(
            f"known at {moments.iso(stamp.known_at)} lies in the future (it is {moments.iso(stamp.recorded_at)}): "
            f"enter it when it is known"
        )
    return stamp


def evidence(
    book: Book,
    targets: Sequence[Forecast],
    stamp: Stamp,
    fields: Mapping[str, Any],
    bearings: Mapping[str, str],
    *,
    again: bool = False,
) -> list[Written]:
    """One evidence entry for each case among the targets.

    `bearings` maps what was typed for an indicator to its match; `again` lets in a report that looks like an earlier
    one. Raises InvalidValue, NoMatch or Refused.
    """
    written = []
    for case in dict.fromkeys(forecast.case for forecast in targets):
        folder = book.cases[case]
        here = [forecast for forecast in targets if forecast.case == case]
        named = {indicator_id(folder, text): match for text, match in bearings.items()}
        given = {name: value for name, value in {**fields, "indicators": named}.items() if value not in (None, {})}
        whole = {**_kept(_revised(folder, fields.get("revises")), given), **given}
        _check_ratio(here, whole)
        _check_days(whole.get("happened_on"), stamp)
        whole["forecasts"] = [forecast.id for forecast in here]
        written.append(Written(folder, _built(Evidence, stamp, whole)))
    for item in written:
        if not again:
            _check_not_repeated(item)
        _check_some_outcome_is_left(item)
    return written


def _check_not_repeated(item: Written) -> None:
    folder, entry = item
    assert is_evidence(entry)
    other = repeated(entry, folder.entries)
    if other is not None:
        same = "has the same URL" if is_same_address(entry, other) else "says the same of the same day"
        raise Repeated(
            f"{other.id} of {folder.id} {same} ({shown(other.summary)}), and a report counts once: add --again if this "
            f"is another, or say with --origin what it goes back to"
        )


def _check_days(happened_on: date | None, stamp: Stamp) -> None:
    if happened_on is not None and is_foreknown(happened_on, stamp.known_at):
        raise InvalidValue(
            f"it happened on {happened_on} but was known on {stamp.known_at:%Y-%m-%d}: nothing is known before it "
            f"happens; correct --happened-on or --known-at"
        )


def is_foreknown(happened_on: date, known_at: datetime) -> bool:
    """Whether it was known before the day on which it happened had begun anywhere: up to 14 hours before UTC."""
    return happened_on > (known_at + timedelta(hours=14)).date()


def _check_some_outcome_is_left(item: Written) -> None:
    """Refuse a certain report that, with what is held for certain already, would rule out every outcome."""
    folder, entry = item
    assert is_evidence(entry)
    if folder.case is None:
        return
    if reliability(entry, grades_of(folder.case)) < 1:
        return
    for situation in situations(folder.forecasts, [*folder.entries, entry], entry.known_at):
        if situation.forecast.id not in entry.forecasts:
            continue
        result = weighed(situation, folder.case, entry.known_at)
        if result.base is not None and result.implied is None:
            raise InvalidValue(
                f"with this, what is held for certain{_on(result)} rules out every outcome of "
                f"{situation.forecast.full_id}: the ratio would be 0/0. Give a --p-accurate below 1, or retract what "
                f"contradicts it"
            )


def _on(result: Weighed) -> str:
    """The signs of which there are certain reports for and against, with the entries behind them."""
    found = [step for step in result.steps if isnan(step.ratio)]
    named = [f"{step.name} ({', '.join(report.entry for report in step.reports)})" for step in found]
    return f" of {' and '.join(named)}" if named else ""


def indicator_id(folder: CaseFolder, text: str) -> str:
    """The id of the case's indicator that the text selects: exactly, by its beginning, or by any part."""
    known = [indicator.id for indicator in folder.case.indicators] if folder.case else []
    wanted = text.strip().lower()
    for found in (
        [name for name in known if name == wanted],
        [name for name in known if name.startswith(wanted)],
        [name for name in known if wanted in name],
    ):
        if len(found) == 1:
            return found[0]
        if found and wanted:
            raise InvalidValue(f"{text!r} matches {len(found)} indicators of {folder.id}: {', '.join(found[:8])}")
    hint = did_you_mean(wanted[:80], known) or f"{folder.id}/case.yaml lists the {len(known)} it has"
    raise InvalidValue(f"no indicator of {folder.id} matches {text[:80]!r}; {hint}")


def _revised(folder: CaseFolder, entry_id: str | None) -> Evidence | None:
    if entry_id is None:
        return None
    found = next((entry for entry in folder.entries if entry.id == entry_id), None)
    if not is_evidence(found):
        raise InvalidValue(f"{entry_id} is in the ledger of another case than {folder.id}: revise it there")
    if entry_id in retracted(folder.entries):
        raise Refused(f"{entry_id} was retracted, so there is nothing to revise: log the report anew")
    return found


KEPT = (
    "source",
    "url",
    "origin",
    "note",
    "happened_on",
    "grade",
    "p_accurate",
    "indicators",
    "likelihood_ratio",
)
# Of these, one counts in place of the other: a new grade must not be overruled by an old --p-accurate.
ALTERNATIVES = (("grade", "p_accurate"), ("indicators", "likelihood_ratio"))


def _kept(revised: Evidence | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a revision takes over from the report that it replaces: everything that is not given anew."""
    if revised is None:
        return {}
    settled = {name for pair in ALTERNATIVES if not given.keys().isdisjoint(pair) for name in pair}
    return {name: getattr(revised, name) for name in KEPT if name not in settled}


def _check_ratio(targets: Sequence[Forecast], fields: Mapping[str, Any]) -> None:
    ratio = fields.get("likelihood_ratio")
    if ratio is None:
        return
    if not 0 < ratio < inf:
        raise InvalidValue(f"{ratio:g} is not a likelihood ratio: it lies above 0, and above 1 where it speaks for yes")
    if fields.get("indicators"):
        raise InvalidValue(
            f"a report bears on indicators or has a ratio of its own, not both: "
            f"leave out --indicator, or the ratio {ratio:g}"
        )
    others = [forecast for forecast in targets if not is_binary(forecast)]
    if others:
        raise InvalidValue(
            f"a likelihood ratio speaks for yes or no, but {others[0].full_id} is {others[0].kind}: use its indicators"
        )


def estimate(book: Book, situation: Situation, stamp: Stamp, stated: Any, why: str | None) -> Written:
    """An estimate in the shape of the forecast's kind; `stated` None withdraws the standing one.

    Raises:
        InvalidValue: the belief does not fit the forecast.
        Refused: the forecast's resolution was known before, or there is nothing to withdraw.
    """
    forecast, resolution = situation.forecast, situation.history.resolution
    if resolution is not None and stamp.known_at >= resolution.known_at:
        raise Refused(
            f"{forecast.full_id} was resolved {resolution.outcome} on {resolution.known_at:%Y-%m-%d} "
            f"({resolution.id}): an estimate counts only before that. If the resolution is wrong, retract it first"
        )
    _check_not_annulled(book.folder_of(forecast), forecast, stamp)
    if stated is None and situation.history.newest(stamp.by) is None:
        raise Refused(f"{stamp.by} has no standing estimate of {forecast.full_id} to withdraw")
    belief = None if stated is None else _valid(forecast.full_id, forecast.read_belief, stated).to_json()
    fields = {"forecast": forecast.id, "stated": belief, "why": why, "record_sha256": forecast.record_sha256}
    folder = book.folder_of(forecast)
    return Written(folder, _built(Estimate, stamp, fields))


def _check_not_annulled(folder: CaseFolder, forecast: Forecast, stamp: Stamp) -> None:
    """A conditional whose condition failed is annulled without an entry of its own."""
    if forecast.given is None:
        return
    then = next(found for found in folder.situations(stamp.known_at) if found.forecast.id == forecast.id)
    if then.condition:
        raise Refused(f"{forecast.full_id} is annulled ({then.condition}): no estimate counts after that")


def resolution(book: Book, situation: Situation, stamp: Stamp, outcome: str, fields: Mapping[str, Any]) -> Written:
    """A resolution, unless there is one already or the forecast's condition does not allow it."""
    forecast, earlier = situation.forecast, situation.history.resolution
    if earlier is not None:
        raise Refused(
            f"{forecast.full_id} is resolved already: {earlier.outcome} ({earlier.id}, {earlier.known_at:%Y-%m-%d}). "
            f"To change it, first `outlook retract {earlier.id} --why …`"
        )
    if situation.state == "draft":
        raise Refused(f"{forecast.full_id} is a draft ({', '.join(forecast.missing)} missing): finish the record first")
    word = outcome.strip().lower()
    value = word if word in NOT_AN_OUTCOME else _valid(forecast.full_id, forecast.read_outcome, outcome)
    if word not in NOT_AN_OUTCOME:
        _check_condition(book.folder_of(forecast), situation, stamp)
    plain = value if isinstance(value, float | str) else value.isoformat()
    folder = book.folder_of(forecast)
    return Written(folder, _built(Resolution, stamp, {**fields, "forecast": forecast.id, "outcome": plain}))


def _check_condition(folder: CaseFolder, situation: Situation, stamp: Stamp) -> None:
    forecast, given = situation.forecast, situation.forecast.given
    if given is None:
        return
    if situation.condition:
        raise Refused(f"{forecast.full_id} is annulled: {situation.condition}")
    known = {other.forecast.id: other.history.resolution for other in folder.situations(stamp.recorded_at)}
    condition = known.get(given.forecast)
    if condition is None:
        raise Refused(
            f"{forecast.full_id} depends on {given.forecast} being {given.outcome}, which is not resolved yet: "
            f"resolve {folder.id}/{given.forecast} first"
        )
    if stamp.known_at < condition.known_at:
        raise Refused(
            f"{forecast.full_id} cannot be known on {stamp.known_at:%Y-%m-%d}: its condition {given.forecast} "
            f"was known only on {condition.known_at:%Y-%m-%d}"
        )


def retraction(book: Book, text: str, stamp: Stamp, why: str | None) -> Written:
    """A retraction of the entry that the text selects, unless it is taken back already."""
    folder, entry = book.entry(text)
    gone = retracted(folder.entries)
    for other in folder.entries:
        if is_retraction(other) and other.entry == entry.id and other.id not in gone:
            raise Refused(f"{entry.id} was retracted already, by {other.id} on {other.known_at:%Y-%m-%d}")
    _check_it_resolves_once(folder, entry)
    _check_it_parts_two(folder, entry)
    return Written(folder, _built(Retraction, stamp, {"entry": entry.id, "why": why}))


def rename(book: Book, forecast: Forecast, name: str, stamp: Stamp, why: str | None) -> Written:
    """Another name for a forecast, unless another forecast has it, or had it.

    Raises:
        Refused: the name is taken.
    """
    folder = book.folder_of(forecast)
    if name in folder.names or name in folder.unread or folder.former.get(name, forecast.id) != forecast.id:
        owner = folder.former.get(name)
        taken = f"is a former name of {folder.id}/{owner}" if owner else "is there already"
        raise Refused(f"{folder.id}/{name} {taken}: give {forecast.full_id} another name")
    return _renamed(folder, forecast, forecast.id, name, stamp, {"why": why})


def renamed_by_hand(
    folder: CaseFolder, was: str, name: str, stamp: Stamp, why: str | None, *, apart: bool | None = None
) -> Written:
    """That a person moved the file of a forecast, or, `apart`, that what was stated on its question is its own."""
    return _renamed(folder, folder.forecast(name), was, name, stamp, {"why": why, "apart": apart})


def _renamed(
    folder: CaseFolder, forecast: Forecast, was: str, name: str, stamp: Stamp, more: Mapping[str, Any]
) -> Written:
    asked = None if forecast.missing else forecast.record_sha256
    return Written(folder, _built(Rename, stamp, {**more, "forecast": name, "was": was, "record_sha256": asked}))


def _check_it_resolves_once(folder: CaseFolder, entry: Entry) -> None:
    """Refuse to bring back an outcome where another was entered since."""
    by_id = {other.id: other for other in folder.entries}
    back = by_id.get(entry.entry) if is_retraction(entry) else None
    if back is None or not is_resolution(back):
        return
    gone = retracted(folder.entries)
    for other in folder.entries:
        if is_resolution(other) and other.forecast == back.forecast and other.id not in gone:
            raise Refused(
                f"{folder.id}/{back.forecast} was resolved {other.outcome} since, by {other.id}: retract that first"
            )


def _check_it_parts_two(folder: CaseFolder, entry: Entry) -> None:
    """Refuse to take back a rename that joined no two forecasts: its entries would be left without a record."""
    if not is_rename(entry) or entry.was in (*folder.names, *folder.unread):
        return
    if not any(entry.was in group for group in folder.contested):
        raise Refused(
            f"{entry.id} renamed {folder.id}/{entry.was}, and its file has the new name: to give the old one back, "
            f"`outlook rename {folder.id}/{entry.forecast} {entry.was}`"
        )


Build = Callable[[], list[Written]]


def write(build: Build) -> list[Written]:
    """Append what `build` makes of the book, each case's entries in one locked write; the book then holds them.

    `build` is asked again inside the lock where the ledger has changed since it was read, so that what it refuses is
    refused for what is on the disk at that moment.

    Raises:
        Refused, InvalidValue: `build` refuses.
        Unreadable: a ledger could not be written; the message names what other ledgers have taken before.
    """
    items, done = build(), list[Written]()
    for folder in {item.folder.id: item.folder for item in items}.values():
        try:
            done += _append(folder, items, build)
        except OutlookError as error:
            if not done:
                raise
            names = ", ".join(f"{item.entry.id} of {item.folder.id}" for item in done)
            sort = Unreadable if isinstance(error, Unreadable) else Refused
            raise sort(f"{error}. Only here: {names} is written") from error
    return done


def _append(folder: CaseFolder, items: list[Written], build: Build) -> list[Written]:
    def entries() -> list[Entry]:
        if folder.refresh():
            items[:] = build()
        return [item.entry for item in items if item.folder is folder]

    written = folder.ledger.append(entries)
    folder.kept_up(written)
    return [Written(folder, entry) for entry in written]


def suppose(items: Sequence[Written]) -> None:
    """Let the opened book hold the entries, whether or not a ledger does: what would follow from them can be seen."""
    for item in items:
        item.folder.entries = sorted([*item.folder.entries, item.entry], key=order)


def _built(entry_class: type[Entry], stamp: Stamp, fields: Mapping[str, Any]) -> Entry:
    identity = {"id": new_id(), **check_stamp(stamp)._asdict()}
    given = {name: value for name, value in fields.items() if value is not None or name == "stated"}
    try:
        return build(entry_class, {**identity, **given})
    except ValueError as error:
        raise InvalidValue(str(error)) from error


def _valid(full_id: str, read: Any, raw: Any) -> Any:
    try:
        return read(raw)
    except ValueError as error:
        raise InvalidValue(f"{full_id}: {error}") from error
