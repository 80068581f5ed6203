"""What entries changed, one line a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.model.kind_of import is_estimate, is_retraction
from outlook.show.describe.beliefs import implied_text
from outlook.show.describe.phrasing import day, moment, outcome, percent, safe, score, state_word, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.change import Change, ConditionalChange, ForecastChange, ThroughChange
    from outlook.answers.lateness import Recorded
    from outlook.answers.status_row import StatusRow
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast
    from outlook.scoring.measures import Measure

MOST_SCORES = 4  # on one line
MOST_WHOLE = 3  # sentences of one kind


def change_lines(change: Change, *, with_ids: bool = False) -> list[str]:
    """Each forecast before and after, as of the moment from which the entries count, and what came too late.

    They may begin `with_ids` of the entries, where nothing else shows these and the moment is said above them.
    """
    as_of = "" if change.is_now or with_ids else f" (as of {moment(change.at)})"
    lines = [
        f"{f'{one.entry.id}  ' if with_ids else ''}{one.after.full_id}: {_changed(one)}{as_of}{_later(one)}"
        for one in change.forecasts
    ]
    lines += [line for one in change.through if (line := _through(one))]
    lines += [_conditional(one) for one in change.conditional]
    lines += [line for one in change.forecasts if (line := _too_late(one))]
    lines += [line for one in change.forecasts if (line := _at_the_edge(one))]
    late = [_late(one.after.full_id, one.late, one) for one in change.forecasts if one.late]
    if len(late) > MOST_WHOLE:
        return [*lines, f"{late[0]}; likewise of {len(late) - 1} more: `outlook history` has their outcomes"]
    return lines + late


def _at_the_edge(one: ForecastChange) -> str:
    """What lies before the opening, at the outcome or behind it, and so counts otherwise than it may seem."""
    name = one.after.full_id
    if one.opens_at is not None:
        return (
            f"{name}: it lies before the opening on {moment(one.opens_at)}: what was believed until then is not scored"
        )
    if one.hindsight_of is not None:
        told = one.hindsight_of
        return (
            f"{name}: entered after its outcome was, {moment(told.recorded_at)} ({told.id}): what it does to what was "
            "implied is hindsight, and it is marked so"
        )
    if one.cut:
        many = f"{len(one.cut)} estimates of that day are" if len(one.cut) > 1 else "1 estimate of that day is"
        verb = "do" if len(one.cut) > 1 else "does"
        return (
            f"{name}: {many} not known before {moment(one.entry.known_at)}, and {verb} not count: if the outcome was "
            f"known later that day, take it back and give the hour, --known-at "
            f'"{one.entry.known_at:%Y-%m-%d} HH:MM"'
        )
    return ""


def _changed(one: ForecastChange) -> str:
    return f"{_what_changed(one)}{_moved(one)}"


def _what_changed(one: ForecastChange) -> str:
    before, after = one.before, one.after
    if one.is_outcome or before.state != after.state or before.outcome != after.outcome:
        return _outcome(one)
    if is_estimate(one.entry) or (one.aimed is not None and one.earlier != one.newest):
        return f"stated {_restated(one)}"
    if not one.is_watched:
        return "watches none of these signs, so this report does not affect it"
    if before.implied != after.implied and after.implied is not None:
        return f"{_implied(after)} {implied_text(before.implied)} → {implied_text(after.implied)}"
    if is_retraction(one.entry) and before.evidence == after.evidence:
        return "no number of it changes"
    return f"{_count(before, after)}, {_unmoved(after)}"


def _outcome(one: ForecastChange) -> str:
    before, after = one.before, one.after
    happened = safe(outcome(after.kind, after.outcome or ""))
    ending = f" {happened}" if after.outcome and after.outcome != after.state else ""
    if (before.state, before.outcome) == (after.state, after.outcome):
        return f"still {state_word(after.state)}{ending}, by another entry"
    scored = "" if one.scores_before else _scored(one)
    return f"{state_word(before.state)} → {state_word(after.state)}{ending}{scored}"


def _conditional(one: ConditionalChange) -> str:
    """What became of a forecast that is asked only if the one came about whose outcome is entered or taken back."""
    before, after = one.before, one.after
    was, now = _state(before), _state(after)
    changed = f"{was} → {now}" if was != now else f"still {now}"
    return f"{after.full_id}, which depends on it: {changed}{_moves(one.scores_before, one.scores, one.measure)}"


def _state(row: StatusRow) -> str:
    ending = f" {safe(outcome(row.kind, row.outcome))}" if row.outcome and row.outcome != row.state else ""
    return f"{state_word(row.state)}{ending}"


def _moved(one: ForecastChange) -> str:
    """The scores that were there before and are others now."""
    return _moves(one.scores_before, one.scores, one.measure) if one.scores_before else ""


def _moves(before: Sequence[tuple[str, float]], after: Sequence[tuple[str, float]], measure: Measure | None) -> str:
    """The scores that are others than before, each from which to which."""
    were, are = dict(before), dict(after)
    found = [name for name in {**are, **were} if were.get(name) != are.get(name)]
    if not found or measure is None:
        return ""
    shown = [
        f"{_or_none(were.get(name), measure)} → {_or_none(are.get(name), measure)} of {safe(name)}" for name in found
    ]
    more = f" and {len(found) - MOST_SCORES} more" if len(found) > MOST_SCORES else ""
    return f", {measure.heading} {', '.join(shown[:MOST_SCORES])}{more}"


def _or_none(value: float | None, measure: Measure) -> str:
    return "none" if value is None else _number(value, measure)


def _scored(one: ForecastChange) -> str:
    """Whose score is which; of one forecaster alone, the score. One in a unit of its own says which."""
    if not one.scores or one.measure is None:
        return ""
    unit = f"{safe(one.measure.unit)}, " if one.measure.unit else ""
    counted = f" ({unit}lower is better)" if one.measure.is_in_unit else ""
    if len(one.scores) == 1 and one.scores[0][0] == one.entry.by:
        return f", {one.measure.heading} {_number(one.scores[0][1], one.measure)}{counted}"
    shown = [f"{_number(value, one.measure)} of {safe(name)}" for name, value in one.scores[:MOST_SCORES]]
    more = len(one.scores) - len(shown)
    return f", {one.measure.heading} {', '.join(shown)}{f' and {more} more' if more else ''}{counted}"


def _number(value: float, measure: Measure) -> str:
    return score(value) if measure.is_in_unit else f"{value:.3f}"


def _count(before: StatusRow, after: StatusRow) -> str:
    return f"evidence {before.evidence} → {after.evidence}"


def _unmoved(row: StatusRow) -> str:
    if row.implied is None:
        return "implied –"
    return f"{_implied(row)} {implied_text(row.implied)}"


def _implied(row: StatusRow) -> str:
    return "closed, last implied" if row.implied_is_last else "implied"


def _restated(one: ForecastChange) -> str:
    """From the author's own estimate to the new one; from anyone's, by their name, where there was none."""
    entry, forecast = one.entry, one.forecast
    if one.aimed is not None:
        return f"{_of(one.earlier, forecast)} → {_of(one.newest, forecast)}{_author(one, one.aimed.by)}"
    if not is_estimate(entry) or entry.stated is None:
        return f"{_of(one.earlier, forecast)} → nothing{_author(one, entry.by)}"
    if one.earlier is None:
        whose = f" by {safe(one.before.stated_by)}" if one.before.stated_by else ""
        return f"{whole(one.before.stated)}{whose} → {whole(entry.believed(forecast))}{_author(one, entry.by)}"
    earlier, new = whole(one.earlier.believed(forecast)), whole(entry.believed(forecast))
    return f"{new}, unchanged: recorded as a confirmation" if earlier == new else f"{earlier} → {new}"


def _of(estimate: Estimate | None, forecast: Forecast) -> str:
    return whole(estimate.believed(forecast)) if estimate and estimate.stated is not None else "nothing"


def _author(one: ForecastChange, name: str) -> str:
    """Whose it is, where others state something too."""
    others = {*one.before.forecasters, *one.after.forecasters} - {name}
    return f" by {safe(name)}" if others else ""


def _later(one: ForecastChange) -> str:
    """What the author stated later stays their newest."""
    if one.newest is None or one.aimed is not None:
        return ""
    return f"; {whole(one.newest.believed(one.forecast))} of {day(one.newest.known_at)} remains the newest"


def _through(one: ThroughChange) -> str:
    if percent(one.before) == percent(one.after):
        return ""
    return f"{one.forecast}: through its scenarios {percent(one.before)} → {percent(one.after)}"


def _late(name: str, late: Recorded, one: ForecastChange) -> str:
    """That an outcome was recorded before, by whom, and that it is taken back, if it is."""
    told, gone = late.outcome, late.taken_back
    back = f", taken back {moment(gone.recorded_at)} by {safe(gone.by)}" if gone else ""
    first = f"{safe(str(told.outcome))} was recorded {moment(told.recorded_at)} by {safe(told.by)} ({told.id}{back})"
    what = (
        "so this estimate is late: it enters"
        if is_estimate(one.entry)
        else "and what is stated after that is late: it enters"
    )
    return f"{name}: {first}, {what} no score without --late"


def _too_late(one: ForecastChange) -> str:
    name = one.after.full_id
    if one.resolved_at is not None:
        return f"{name}: known after its resolution on {one.resolved_at:%Y-%m-%d}; kept, and marked as such"
    if one.ended_at is not None:
        return (
            f"{name}: recorded after its end on {one.ended_at:%Y-%m-%d}, until which the estimate was in force: "
            "no score changes"
        )
    if one.closed_at is not None:
        return f"{name}: it came after the close on {one.closed_at:%Y-%m-%d}; kept, and not scored"
    return ""
