"""The grammar of times, example by example as a person types them, and the laws it keeps."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlook import moments

if TYPE_CHECKING:
    from collections.abc import Callable

# A Thursday morning; the same moment, written in a zone that is already on Friday, must change nothing.
NOW = datetime(2024, 12, 5, 9, 30, 15, 250, tzinfo=UTC)
NOW_FURTHER_EAST = NOW.astimezone(timezone(timedelta(hours=14, minutes=45)))

DAYS = [
    ("2024-12-05", "2024-12-05"),
    ("  2024-12-05\n", "2024-12-05"),
    ("2024-02-29", "2024-02-29"),
    ("2026-W50-7", "2026-12-13"),
    ("2026-w01-1", "2025-12-29"),
    ("9999-12-31", "9999-12-31"),
    ("0001-01-01", "0001-01-01"),
    ("today", "2024-12-05"),
    ("Yesterday", "2024-12-04"),
    ("TOMORROW", "2024-12-06"),
    ("3 days ago", "2024-12-02"),
    ("3  Days   AGO", "2024-12-02"),
    ("3d ago", "2024-12-02"),
    ("1 d ago", "2024-12-04"),
    ("0 days ago", "2024-12-05"),
    ("a day ago", "2024-12-04"),
    ("2 weeks ago", "2024-11-21"),
    ("a week ago", "2024-11-28"),
    ("1 month ago", "2024-11-05"),
    ("in 13 months", "2026-01-05"),
    ("12 months ago", "2023-12-05"),
    ("a year ago", "2023-12-05"),
    ("in 3 days", "2024-12-08"),
    ("in a month", "2025-01-05"),
    ("in 2w", "2024-12-19"),
    ("in 10 years", "2034-12-05"),
    ("last friday", "2024-11-29"),
    ("last thursday", "2024-11-28"),
    ("last Wed", "2024-12-04"),
    ("next friday", "2024-12-06"),
    ("next Thu", "2024-12-12"),
    ("next wednesday", "2024-12-11"),
    ("last sun", "2024-12-01"),
    ("next monday", "2024-12-09"),
    ("5 Dec 2024", "2024-12-05"),
    ("05 dec 2024", "2024-12-05"),
    ("5 December 2024", "2024-12-05"),
    ("5th Dec 2024", "2024-12-05"),
    ("Dec 5 2024", "2024-12-05"),
    ("Dec 5, 2024", "2024-12-05"),
    ("December 5th, 2024", "2024-12-05"),
    ("1st Sept 2024", "2024-09-01"),
    ("22nd may 2024", "2024-05-22"),
    ("june 3rd 2024", "2024-06-03"),
    ("31.12.2026", "2026-12-31"),
    ("5.12.2024", "2024-12-05"),
]

TIMES = [
    ("now", "2024-12-05T09:30:15.000250Z"),
    ("2 hours ago", "2024-12-05T07:30:15.000250Z"),
    ("an hour ago", "2024-12-05T08:30:15.000250Z"),
    ("in 36h", "2024-12-06T21:30:15.000250Z"),
    ("30 min ago", "2024-12-05T09:00:15.000250Z"),
    ("in 1 minute", "2024-12-05T09:31:15.000250Z"),
    ("90 minutes ago", "2024-12-05T08:00:15.000250Z"),
    ("2024-12-05T14:30", "2024-12-05T14:30:00Z"),
    ("2024-12-05t14:30z", "2024-12-05T14:30:00Z"),
    ("2024-12-05 14:30:05", "2024-12-05T14:30:05Z"),
    ("2024-12-05T14:30:05Z", "2024-12-05T14:30:05Z"),
    ("2024-12-05T14:30:05.25Z", "2024-12-05T14:30:05.250Z"),
    ("2024-12-05T14:30+03:00", "2024-12-05T11:30:00Z"),
    ("2024-12-05 14:30 +0300", "2024-12-05T11:30:00Z"),
    ("2024-12-05 14:30 -05:45", "2024-12-05T20:15:00Z"),
    ("2024-12-05 01:00 +03:00", "2024-12-04T22:00:00Z"),
    ("2024-12-05 14:30 UTC", "2024-12-05T14:30:00Z"),
    ("today at 9:05", "2024-12-05T09:05:00Z"),
    ("yesterday 14:30", "2024-12-04T14:30:00Z"),
    ("3 days ago at 14:30:05", "2024-12-02T14:30:05Z"),
    ("in 2 weeks 00:00", "2024-12-19T00:00:00Z"),
    ("last friday at 23:59 UTC", "2024-11-29T23:59:00Z"),
    ("5 Dec 2024 14:30 +03:00", "2024-12-05T11:30:00Z"),
    ("Dec 5, 2024 at 14:30", "2024-12-05T14:30:00Z"),
    ("31.12.2026 14:30", "2026-12-31T14:30:00Z"),
    ("2024-12-05 24:00", "2024-12-05T23:59:59Z"),
    ("5 Dec 2024 24:00:00 +03:00", "2024-12-05T20:59:59Z"),
]

WHEN = "2024-12-05, 2024-12-05 14:30, 5 Dec 2024, yesterday, 3 days ago, in 2 weeks or last friday"
NO_YEAR = "names a day without a year; add the year, as in 5 Dec 2024."
SHORT_YEAR = "has a year of two digits; write all four, as in 5 Dec 2024 or 2024-12-05."
NO_DAY = "names a month without a day; add the day, as in 5 Dec 2024 or 2024-12-05."
SWAPPED = "could have its day and month swapped; write the year first, as in 2024-12-05, or 5 Dec 2024."
EITHER = "could have its day and month swapped; write 2024-12-05 for 5 Dec 2024 or 2024-05-12 for 12 May 2024."
IMPOSSIBLE = "is not a day of the calendar; check the day and the month, as in 2024-02-29 or 29 Feb 2024."
FOREIGN = "holds a character that is not plain ASCII; type plain letters and digits, as in 2024-12-05."
DAY_FIRST = "does not begin with a day; write the day first, as in today 14:30 or 2024-12-05 14:30."
UNPADDED = "needs two digits for the month and two for the day, as in 2024-12-05."
EITHER_SIDE = "could be past or to come; write last friday or next friday."
TWO_TIMES = "names a time of day already; leave out the second one, as in 2 hours ago."
TOO_FAR = "lies outside the years 1 to 9999; name a nearer time, such as 2024-12-05 or 3 days ago."
NO_SIDE = "counts neither back nor ahead; write 3 days ago or in 3 days."
NO_UNIT = "is not a count of minutes, hours, days, weeks, months or years; write 3 days ago or in 2 weeks."
TWELVE = "uses the 12-hour clock; write hours from 0 to 23, as in 2024-12-05 14:30."
NO_ZONE = "has a zone that is not known here; write UTC or an offset, as in 2024-12-05 14:30 +01:00."
NO_TIME = "has no time of day known here; hours run from 0 to 23, minutes from 00 to 59, as in today 14:30."
NUMBER = f"is a number alone, not a time; write one such as {WHEN}."
EMPTY = f"names no time; write one such as {WHEN}."
UNKNOWN = f"is not a time known here; write one such as {WHEN}."

REFUSED = [
    ("", EMPTY),
    (" \t ", EMPTY),
    ("5 Dec", NO_YEAR),
    ("december 5th", NO_YEAR),
    ("5 Dec 14:30", NO_YEAR),
    ("5 Dec 24", SHORT_YEAR),
    ("Dec 5, 24", SHORT_YEAR),
    ("5 Dec '24", SHORT_YEAR),
    ("24-12-05", SHORT_YEAR),
    ("Dec", NO_DAY),
    ("December 2024", NO_DAY),
    ("2024-12", NO_DAY),
    ("2025-W53-1", UNKNOWN),
    ("05/12/2024", EITHER),
    ("3/4/2026", "could have its day and month swapped; write 2026-04-03 for 3 Apr 2026 or 2026-03-04 for 4 Mar 2026."),
    ("31/12/2026", "could have its day and month swapped; write 2026-12-31 for 31 Dec 2026."),
    ("31.13.2026", IMPOSSIBLE),
    ("5/12", SWAPPED),
    ("2024/12/05", SWAPPED),
    ("05.12.24", SWAPPED),
    ("05-12-2024", EITHER),
    ("05/12/2024 14:30", EITHER),
    ("2024-12-5", UNPADDED),
    ("30 Feb 2024", IMPOSSIBLE),
    ("Feb 30, 2024", IMPOSSIBLE),
    ("2023-02-29", IMPOSSIBLE),
    ("2024-13-01", IMPOSSIBLE),
    ("2024-00-10", IMPOSSIBLE),
    ("2024-04-31 14:30", IMPOSSIBLE),
    ("0 Dec 2024", IMPOSSIBLE),
    ("0000-01-01", IMPOSSIBLE),
    ("2024-12-05 25:00", NO_TIME),
    ("2024-12-05 24:01", NO_TIME),
    ("2024-12-05 24:00:01", NO_TIME),
    ("2024-12-05 24:00:00.5", NO_TIME),
    ("today 14:60", NO_TIME),
    ("today 14:5", NO_TIME),
    ("today 14:30:60", NO_TIME),
    ("today 14:30 +25:00", NO_TIME),
    ("yesterdayT14:30", NO_TIME),
    ("today 14:30 15:30", NO_TIME),
    ("14:30", DAY_FIRST),
    ("at 14:30", DAY_FIRST),
    ("14:30 5 Dec 2024", DAY_FIRST),
    ("now 14:30", TWO_TIMES),
    ("2 hours ago at 14:30", TWO_TIMES),
    ("today 2pm", TWELVE),
    ("today 2:30 p.m.", TWELVE),
    ("today 14:30 CET", NO_ZONE),
    ("today 14:30 GMT+1", NO_TIME),
    ("20241205", NUMBER),
    ("12", NUMBER),
    ("-3", NUMBER),
    ("1733400000.5", NUMBER),
    ("friday", EITHER_SIDE),
    ("this Fri", EITHER_SIDE),
    ("3 days", NO_SIDE),
    ("-3 days", NO_SIDE),
    ("an hour", NO_SIDE),
    ("in 3 fortnights", NO_UNIT),
    ("3 m ago", NO_UNIT),
    ("1.5 hours ago", NO_UNIT),
    ("in 3 days ago", NO_UNIT),
    ("next week", UNKNOWN),
    ("friday 5 Dec 2024", UNKNOWN),
    ("2024-12-05Z", UNKNOWN),
    ("null", UNKNOWN),
    ("99999999999 days ago", TOO_FAR),
    ("in 99999999999 days", TOO_FAR),
    ("999999999 days ago", TOO_FAR),
    ("in 999999999 weeks", TOO_FAR),
    ("999999999 hours ago", TOO_FAR),
    ("in 7976 years", TOO_FAR),
    ("2024 years ago", TOO_FAR),
    ("9999-12-31 23:59 -03:00", TOO_FAR),
    ("0001-01-01 00:00 +03:00", TOO_FAR),
    ("２０２４-12-05", FOREIGN),
    ("٣ days ago", FOREIGN),
    ("2 wee\u212as ago", FOREIGN),
    ("today\u200b", FOREIGN),
]


@pytest.mark.parametrize("now", [NOW, NOW_FURTHER_EAST], ids=["utc", "east"])
@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_a_named_day_is_read_as_a_date(text: str, expected: str, now: datetime) -> None:
    read = moments.parse(text, now)
    assert type(read) is date
    assert read.isoformat() == expected


@pytest.mark.parametrize("now", [NOW, NOW_FURTHER_EAST], ids=["utc", "east"])
@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_a_named_time_is_read_as_a_moment_in_utc(text: str, expected: str, now: datetime) -> None:
    read = moments.parse(text, now)
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC
    assert moments.iso(read) == expected


WEEKS = [
    ("2026-W50", "is a week, Monday 7 to Sunday 13 December 2026; name a day of it, as in 2026-12-13."),
    ("week 50 of 2026", "is a week, Monday 7 to Sunday 13 December 2026; name a day of it, as in 2026-12-13."),
    ("Week 27, 2026", "is a week, Monday 29 June to Sunday 5 July 2026; name a day of it, as in 2026-07-05."),
    ("2026W01", "is a week, Monday 29 December 2025 to Sunday 4 January 2026; name a day of it, as in 2026-01-04."),
    (
        "week 50",
        "names a week without a year: in 2024 it is Monday 9 to Sunday 15 December 2024; name a day of it, as in 2024-12-15.",
    ),
    ("2025-W53", "is no week of the calendar: 2025 has no week 53 in ISO 8601; name a day of another."),
    ("week 0", "is no week of the calendar: 2024 has no week 0 in ISO 8601; name a day of another."),
    ("2026-W50 14:30", "is a week, Monday 7 to Sunday 13 December 2026; name a day of it, as in 2026-12-13."),
]


@pytest.mark.parametrize(("text", "reason"), [*REFUSED, *WEEKS])
def test_what_the_grammar_does_not_know_is_refused_with_the_way_out(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        moments.parse(text, NOW)
    assert str(refusal.value) == f"{text!r} {reason}"


def test_every_reason_has_a_test_that_produces_it() -> None:
    reasons = {reason for _, reason in moments._REFUSALS}
    assert reasons == {reason for _, reason in REFUSED if not re.search(r"write \d{4}-\d\d-\d\d for", reason)}


def test_every_example_in_the_list_of_ways_out_is_accepted() -> None:
    for text in re.split(r", | or ", WHEN):
        moments.parse(text, NOW)


def test_a_month_back_or_ahead_takes_the_last_day_of_a_shorter_month() -> None:
    end_of_march = datetime(2024, 3, 31, 12, tzinfo=UTC)
    assert moments.parse("a month ago", end_of_march) == date(2024, 2, 29)
    assert moments.parse("13 months ago", end_of_march) == date(2023, 2, 28)
    assert moments.parse("in 1 month", end_of_march) == date(2024, 4, 30)
    assert moments.parse("in a year", datetime(2024, 2, 29, tzinfo=UTC)) == date(2025, 2, 28)
    assert moments.parse("in 9 months", end_of_march) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime.max.replace(tzinfo=UTC), "tomorrow"),
        (datetime.max.replace(tzinfo=UTC), "next friday"),
        (datetime.max.replace(tzinfo=UTC), "in a month"),
        (datetime.max.replace(tzinfo=UTC), "in an hour"),
        (datetime.min.replace(tzinfo=UTC), "yesterday"),
        (datetime.min.replace(tzinfo=UTC), "last friday"),
        (datetime.min.replace(tzinfo=UTC), "a month ago"),
    ],
)
def test_the_ends_of_the_calendar_are_a_refusal_and_not_a_crash(now: datetime, text: str) -> None:
    with pytest.raises(ValueError, match=r"lies outside the years 1 to 9999"):
        moments.parse(text, now)


def test_a_refusal_shows_the_value_cut_and_without_anything_a_terminal_would_act_on() -> None:
    with pytest.raises(ValueError, match=r"is not a time known here") as refusal:
        moments.parse("\x1b[31mred" + "x" * 10_000, NOW)
    shown = str(refusal.value).split(" is not a time")[0]
    assert shown == repr("\x1b[31mred" + "x" * 49 + "...")


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (moments.as_of, "5 Dec 2024", "2024-12-05T23:59:59Z"),
        (moments.as_of, "now", "2024-12-05T09:30:15.000250Z"),
        (moments.opening, "2024-12-05", "2024-12-05T00:00:00Z"),
        (moments.opening, "2024-12-05 14:30 +03:00", "2024-12-05T11:30:00Z"),
        (moments.closing, "tomorrow", "2024-12-06T23:59:59Z"),
        (moments.closing, "2024-12-31T12:00Z", "2024-12-31T12:00:00Z"),
        (moments.known, "yesterday", "2024-12-04T12:00:00Z"),
        (moments.known, "tomorrow", "2024-12-06T12:00:00Z"),
        (moments.known, "yesterday 14:30", "2024-12-04T14:30:00Z"),
        (moments.known, "today 23:00", "2024-12-05T23:00:00Z"),
    ],
)
def test_a_bare_day_means_the_moment_of_it_that_its_use_asks_for(
    read: Callable[[str, datetime], datetime], text: str, expected: str
) -> None:
    assert moments.iso(read(text, NOW)) == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("00:00:00Z", "2024-12-05T00:00:00Z"),
        ("09:30:00Z", "2024-12-05T09:30:00Z"),
        ("11:59:59.999Z", "2024-12-05T11:59:59.999Z"),
        ("12:00:00Z", "2024-12-05T12:00:00Z"),
        ("12:00:01Z", "2024-12-05T12:00:00Z"),
        ("23:59:59Z", "2024-12-05T12:00:00Z"),
    ],
)
def test_what_is_known_today_is_known_at_noon_or_now_while_noon_has_not_come(clock: str, expected: str) -> None:
    now = moments.from_iso(f"2024-12-05T{clock}")
    assert moments.iso(moments.known("today", now)) == expected
    assert moments.iso(moments.known("2024-12-05", now.astimezone(NOW_FURTHER_EAST.tzinfo))) == expected


def test_a_day_is_the_one_the_moment_falls_on_in_utc() -> None:
    assert moments.day("5 Dec 2024", NOW) == date(2024, 12, 5)
    assert moments.day("2024-12-05 01:00 +03:00", NOW) == date(2024, 12, 4)
    assert moments.day("now", NOW_FURTHER_EAST) == date(2024, 12, 5)
    assert type(moments.day("now", NOW)) is date


def test_the_parts_of_a_day_are_moments_in_utc() -> None:
    a_day = date(2024, 2, 29)
    assert moments.iso(moments.start_of_day(a_day)) == "2024-02-29T00:00:00Z"
    assert moments.iso(moments.noon(a_day)) == "2024-02-29T12:00:00Z"
    assert moments.iso(moments.end_of_day(a_day)) == "2024-02-29T23:59:59Z"


def test_a_clock_without_a_zone_is_refused_wherever_a_moment_is_asked_for() -> None:
    naive = datetime(2024, 12, 5, 12)  # noqa: DTZ001 - the missing zone is what is tested
    sentence = r"^2024-12-05T12:00:00 has no zone; add one, as in 2024-12-05T12:00:00Z\.$"
    with pytest.raises(ValueError, match=sentence):
        moments.iso(naive)
    with pytest.raises(ValueError, match=sentence):
        moments.parse("today", naive)
    with pytest.raises(ValueError, match=sentence):
        moments.known("today", naive)


@pytest.mark.parametrize(
    ("microsecond", "expected"),
    [(0, ""), (250_000, ".250"), (1_000, ".001"), (1, ".000001"), (250_001, ".250001")],
)
def test_a_fraction_of_a_second_is_written_only_where_there_is_one(microsecond: int, expected: str) -> None:
    moment = datetime(2024, 12, 5, 15, tzinfo=timezone(timedelta(hours=3))).replace(microsecond=microsecond)
    assert moments.iso(moment) == f"2024-12-05T12:00:00{expected}Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-05T12:00:00Z", "2024-12-05T12:00:00Z"),
        ("2024-12-31T23:59Z", "2024-12-31T23:59:00Z"),
        ("2024-12-31 23:59Z", "2024-12-31T23:59:00Z"),
        ("2024-12-05T12:00:00+03:00", "2024-12-05T09:00:00Z"),
        ("2024-12-05T12:00:00-0330", "2024-12-05T15:30:00Z"),
        ("2024-12-05T12:00:00.5Z", "2024-12-05T12:00:00.500Z"),
        ("2024-12-05T12:00:00.000001+00:00", "2024-12-05T12:00:00.000001Z"),
    ],
)
def test_the_moments_of_records_are_read_strictly_and_given_in_utc(text: str, expected: str) -> None:
    moment = moments.from_iso(text)
    assert moment.tzinfo is UTC
    assert moments.iso(moment) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-12-05T12:00:00", "has no zone; add Z for UTC, as in 2024-12-05T12:00:00Z."),
        ("2024-12-05 12:00", "has no zone; add Z for UTC, as in 2024-12-05T12:00:00Z."),
        ("2024-02-30T12:00:00Z", IMPOSSIBLE),
        ("0000-01-01T12:00:00Z", IMPOSSIBLE),
        *(
            (text, "is not a time in ISO 8601; write it as in 2024-12-05T12:00:00Z.")
            for text in (
                *("", "now", "2024-12-05", "20241205T120000Z", "2024-12-05T24:00Z", "2024-12-05T23:59:60Z"),
                *("2024-12-05T12:00:00Z\n", " 2024-12-05T12:00Z", "2024-12-05t12:00z", "2024-12-05T12:00 Z"),
                *("2024-12-05T12:00+3:00", "2024-12-05T12:00+24:00", "2024-12-05T12:00+03:60"),
                *(
                    "2024-12-05T12:00:00.1234567Z",
                    "２０２４-12-05T12:00Z",
                    "2024-W49-4T12:00Z",
                    "2024-12-05T12Z",
                ),
            )
        ),
    ],
)
def test_a_moment_that_a_record_may_not_hold_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        moments.from_iso(text)
    assert str(refusal.value) == f"{text!r} {reason}"


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
def test_a_moment_that_utc_puts_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(text)} in UTC lies outside the years 1 to 9999;"):
        moments.from_iso(text)
    with pytest.raises(ValueError, match=r" in UTC lies outside the years 1 to 9999;"):
        moments.iso(datetime.fromisoformat(text))


ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=ZONES))
@example(datetime.min.replace(tzinfo=UTC))
@example(datetime.max.replace(tzinfo=UTC))
@example(datetime.max.replace(tzinfo=timezone(timedelta(hours=14))))
def test_writing_a_moment_and_reading_it_gives_it_back(moment: datetime) -> None:
    try:
        text = moments.iso(moment)
    except ValueError:
        assert moment.year in {MINYEAR, MAXYEAR}
        return
    assert moments.from_iso(text) == moment
    assert moments.parse(text, NOW) == moment
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?Z", text)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%dth %B %Y", "%b %d %Y"]))
def test_every_day_is_read_from_every_form_it_can_be_written_in(named: date, form: str) -> None:
    # The year is filled in by hand: strftime leaves out its leading zeros on some systems.
    assert moments.parse(named.strftime(form.replace("%Y", f"{named.year:04}")), NOW) == named


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(moments._WEEKDAYS))
def test_last_and_next_weekday_are_the_nearest_ones_that_are_not_today(today: date, name: str) -> None:
    now = moments.noon(today)
    before, after = moments.day(f"last {name}", now), moments.day(f"next {name}", now)
    assert before.strftime("%a").lower() == after.strftime("%a").lower() == name
    assert 1 <= (today - before).days <= 7
    assert 1 <= (after - today).days <= 7


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 600))
def test_months_ahead_agree_with_walking_month_by_month(today: date, count: int) -> None:
    month, year = today.month, today.year
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    read = moments.day(f"in {count} months", moments.noon(today))
    assert (read.year, read.month) == (year, month)
    assert read.day == today.day or (read.day < today.day and (read + timedelta(days=1)).day == 1)


PIECES = st.sampled_from(
    [
        *("in", "ago", "at", "last", "next", "today", "now", "a", "an", "dec", "5th", "friday", "h", "min"),
        *("days", "month", "3", "30", "99999", "2024", "2024-12-05", "24:00", "14:30", ":05", "T", "Z"),
        *("+03:00", ",", "/", "-", ".", "\x00", "٣", "\u2028"),
    ]
)
TYPED = st.text() | st.lists(PIECES, max_size=6).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda joint: joint.join(pieces))
)


def read_or_sentence(read: Callable[[], date]) -> date | str:
    try:
        return read()
    except ValueError as refusal:
        return str(refusal)


@given(TYPED, st.datetimes(timezones=st.just(UTC)))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence_and_nothing_else(text: str, now: datetime) -> None:
    answer = read_or_sentence(lambda: moments.parse(text, now))
    if isinstance(answer, str):
        assert answer.isprintable()
        assert answer.endswith(".")
    else:
        assert not isinstance(answer, datetime) or answer.tzinfo is UTC


@given(st.text(alphabet="0123456789-T:.+Z "))
def test_whatever_a_record_holds_is_read_or_refused_in_a_sentence(text: str) -> None:
    answer = read_or_sentence(lambda: moments.from_iso(text))
    assert answer.endswith(".") if isinstance(answer, str) else isinstance(answer, datetime)


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [("30 June", "2025-06-30", "2024-06-30"), ("June 30th", "2025-06-30", "2024-06-30"), ("5 Dec", "2024-12-05", "2024-12-05"),
     ("6 Dec", "2024-12-06", "2023-12-06"), ("29 Feb", "2028-02-29", "2024-02-29")],
)  # fmt: skip
def test_a_day_without_a_year_is_the_next_for_a_close_and_the_last_for_what_is_past(
    text: str, ahead: str, behind: str
) -> None:
    assert f"{moments.closing(text, NOW):%Y-%m-%d}" == ahead
    assert str(moments.day(text, NOW)) == behind
    assert f"{moments.known(text, NOW):%Y-%m-%d}" == behind
    assert f"{moments.as_of(text, NOW):%Y-%m-%d}" == behind


def test_a_day_without_a_year_that_never_comes_is_refused() -> None:
    with pytest.raises(ValueError, match="add the year"):
        moments.closing("30 Feb", NOW)
    with pytest.raises(ValueError, match="add the year"):
        moments.opening("30 June", NOW)


@pytest.mark.parametrize(("text", "expected"), [("friday", "2024-11-29"), ("Thu", "2024-11-28"), ("wed", "2024-12-04")])
def test_a_weekday_from_which_something_is_wanted_is_the_last_one(text: str, expected: str) -> None:
    assert moments.iso(moments.since(text, NOW)) == f"{expected}T00:00:00Z"  # today is a Thursday


@pytest.mark.parametrize(("text", "monday"), [("last week", "2024-11-25"), ("this week", "2024-12-02")])
def test_a_week_is_refused_with_the_day_on_which_it_began(text: str, monday: str) -> None:
    with pytest.raises(ValueError, match=f"write {monday} for the Monday, or 7d"):
        moments.since(text, NOW)
