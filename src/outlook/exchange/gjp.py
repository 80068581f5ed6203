"""The Good Judgment Project's public data: `ifps.csv` with the questions, `survey_fcasts` with panels' forecasts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from outlook import moments
from outlook.errors import InvalidValue
from outlook.exchange import cells
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, Draft, Forecast, Outcome, Question, Table, Value
from outlook.exchange.vectors import SUM_TOLERANCE, summing_to_one
from outlook.exchange.wishes import Wishes
from outlook.model.values import shown

SYSTEM, NAME = "gjp", "the Good Judgment Project"
MARK = b"ifp_id"
QUESTIONS, FORECASTS = "q_text", "answer_option"
ORDERED, WITHDRAWN = "6", "4"
VOIDED = ("voided", "void")
ABSENT = ("", "NA", "NULL")  # as R and SQL write that there is nothing
_OPTION = re.compile(r"\(([a-z])\)\s*")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
_YES_NO = ("yes", "no")
_CENTURY = 2000

Letters = Mapping[str, str]


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The questions and forecasts in the files.

    Raises:
        InvalidValue: a row cannot be read, or the file of the questions is not among them.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    whole = [replace(source, is_lenient=True) for source in sources if not source.is_empty]
    letters: dict[str, Letters] = {}
    for source in whole:
        if QUESTIONS in source.sheet.header:
            for row in source.sheet.rows:
                with faults.noting(row.place):
                    _take_question(draft, row, letters, over_options=wishes.over_options)
    if not letters:
        raise InvalidValue(f"{sources[0].name}: forecasts do not say what was asked: give ifps.csv too")
    draft.remark("times without a zone are read as UTC, days with slashes as month, day, year")
    for source in whole:
        if FORECASTS in source.sheet.header:
            _take_forecasts(draft, faults, source, letters, normalise=wishes.normalise)
    faults.refuse_any()
    return draft.finished()


def _time(row: Row, column: str) -> datetime | None:
    """A time; of a bare day, or of midnight, which is how the files write days, the noon."""
    written = row[column]
    if written in ABSENT:
        return None
    try:
        found = _american(written) or cells.known(written)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error
    is_day = (found.hour, found.minute, found.second) == (0, 0, 0)
    return moments.noon(found.date()) if is_day else found


def _american(text: str) -> datetime | None:
    match = _AMERICAN.fullmatch(text)
    if match is None:
        return None
    month, day, year, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        whole = year if year > 99 else _CENTURY + year  # noqa: PLR2004 - two digits
        return datetime(whole, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        raise ValueError(f"{shown(text)} is not a day of the calendar, as month, day and year") from None


def _take_question(draft: Draft, row: Row, letters: dict[str, Letters], *, over_options: bool) -> None:
    key, title = row["ifp_id"], " ".join(row["q_text"].split())
    if not key or not title:
        raise ValueError("a question has an ifp_id and a q_text")
    condition, options = _options(row["options"])
    letters[key] = options
    if condition:
        draft.lose("the condition of a question, which is in its note", row.place, title)
    is_binary = not over_options and tuple(name.lower() for name in options.values()) == _YES_NO
    closes_at = _time(row, "date_to_close") or _time(row, "date_closed")
    opens_at = _time(row, "date_start")
    draft.questions[key] = Question(
        key,
        title,
        row.place,
        "binary" if is_binary else "choice",
        asked_at=opens_at and moments.start_of_day(opens_at.date()),
        closes_at=closes_at and moments.end_of_day(closes_at.date()),
        criteria=row["q_desc"],
        note=condition,
        options=() if is_binary else tuple(options.values()),
        is_ordered=row["q_type"] == ORDERED,
    )
    _take_outcome(draft, row, options, is_binary=is_binary)


def _options(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the first option, and the options by their letters."""
    before, *parts = _OPTION.split(text)
    named = {letter: " ".join(name.split()).rstrip(",; ") for letter, name in zip(parts[::2], parts[1::2], strict=True)}
    if len(named) < 2 or len(set(named.values())) < len(named):  # noqa: PLR2004 - a question has two answers or more
        raise ValueError(f"options: {shown(text)} does not list two or more of them, as in (a) Yes, (b) No")
    return before.strip().rstrip(":").strip(), named


def _take_outcome(draft: Draft, row: Row, options: Letters, *, is_binary: bool) -> None:
    at, letter = _time(row, "date_closed"), row["outcome"].lower()
    if row["q_status"].lower() in VOIDED:
        # The files do not say when; after its scheduled end at the latest.
        latest = at or _time(row, "date_to_close")
        why = f"voided by {NAME}"
        draft.resolve(Outcome(row["ifp_id"], "annulled", latest, row.place, why, is_at_latest=at is None))
    elif letter not in ("", "na", "null"):
        if letter not in options:
            raise ValueError(f"outcome: {shown(letter)} is none of its options {', '.join(options)}")
        outcome = options[letter].lower() if is_binary else options[letter]
        draft.resolve(Outcome(row["ifp_id"], outcome, at, row.place))


def _take_forecasts(
    draft: Draft, faults: Faults, source: Source, letters: Mapping[str, Letters], *, normalise: bool
) -> None:
    for rows in _together(source, letters):
        first = rows[0]
        key, user, name = _named(first)
        with faults.noting(first.place):
            if key not in letters:
                raise ValueError(f"ifp_id: {shown(key)} is not among the questions")
            at = _time(first, "timestamp") or _time(first, "fcast_date")
            if at is None:
                raise ValueError("timestamp: it is empty")
            by = NO_NAME if user in ABSENT else user
            is_over = first["fcast_type"] == WITHDRAWN
            value = None if is_over else _value(rows, letters[key], draft.questions[key], normalise=normalise)
            draft.forecasts.append(Forecast(key, by, at, value, first.place, id=name))
        draft.lose("condition, team, expertise and viewing time of a forecast", first.place)


def _together(source: Source, letters: Mapping[str, Letters]) -> Iterator[list[Row]]:
    """The rows of each forecast, one for each option; only those are held that are not all there yet."""
    begun: dict[tuple[str, str, str], list[Row]] = {}
    for row in source.sheet.each():
        name = _named(row)
        rows = begun.setdefault(name, [])
        rows.append(row)
        if len(rows) >= len(letters.get(name[0], ())):
            yield begun.pop(name)
    yield from begun.values()


def _named(row: Row) -> tuple[str, str, str]:
    return row["ifp_id"], row["user_id"], row["forecast_id"] or row["timestamp"]


def _value(rows: Sequence[Row], options: Letters, question: Question, *, normalise: bool) -> Value:
    said = {row["answer_option"].strip("()").lower(): cells.chance(row["value"]) for row in rows}
    if unknown := [letter for letter in said if letter not in options]:
        raise ValueError(f"answer_option: {shown(unknown[0])} is none of {', '.join(options)}")
    if len(said) < len(rows):
        raise ValueError("it says two things of one option")
    total = sum(said.values())
    if set(said) != set(options) or total <= 0 or not (normalise or abs(total - 1) <= SUM_TOLERANCE):
        way_out = ": --normalise divides by the sum" if set(said) == set(options) and total > 0 else ""
        raise ValueError(f"its {len(said)} options of {len(options)} sum to {total:g}, not 1{way_out}")
    shares = summing_to_one({options[letter]: said[letter] for letter in options})
    return shares[next(iter(options.values()))] if question.kind == "binary" else shares
