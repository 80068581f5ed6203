"""What is due as a calendar file (RFC 5545): an event a row, under a name that stays, so that a new one replaces it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from outlook.answers.due import Due, Reason
from outlook.errors import Refused
from outlook.show.describe.due import why
from outlook.show.describe.phrasing import safe

if TYPE_CHECKING:
    from icalendar import Alarm, Event

TITLES: Mapping[Reason, str] = {
    "closes": "Closes",
    "disputed": "Disputed: retract an outcome",
    "overdue": "Overdue: resolve",
    "settled": "Condition met: state it again",
    "moved": "Moved by evidence: state it again",
    "stale": "Stale: state it again",
    "untouched": "Untouched: look at it again",
    "expiring": "Closes with signs unseen",
}
REMINDER = timedelta(days=1)


def calendar(items: Sequence[Due], at: datetime, now: datetime) -> str:
    """The calendar's text; what closes stands at its close, what needs attention now on the day of `at`.

    Raises:
        Refused: the extra `calendar` is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise Refused(
            "the calendar writer is not installed: pip install '.[calendar]' in the checkout of outlook"
        ) from error
    made = Calendar()
    made.add("prodid", "-//outlook//due//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "outlook: forecasts due")
    for item in items:
        made.add_component(_event(item, at, now))
    return str(made.to_ical().decode())


def _event(item: Due, at: datetime, now: datetime) -> "Event":
    from icalendar import Event

    forecast = item.situation.forecast
    event = Event()
    event.add("uid", f"{item.reason}-{item.by.encode().hex()}-{forecast.case}-{forecast.id}@outlook")
    event.add("dtstamp", now)
    event.add("summary", f"{TITLES[item.reason]}: {safe(forecast.heading)}")
    reason = "" if item.reason == "closes" else f"\n{safe(why(item, at))}"
    event.add("description", f"{forecast.full_id}\n{safe(forecast.question or forecast.heading)}{reason}")
    if item.reason == "closes" and forecast.closes_at is not None:
        event.add("dtstart", forecast.closes_at)
        event.add_component(_reminder(forecast.full_id))
    else:
        event.add("dtstart", at.date())
    event.add("transp", "TRANSPARENT")
    return event


def _reminder(full_id: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{full_id} closes in a day")
    alarm.add("trigger", -REMINDER)
    return alarm
