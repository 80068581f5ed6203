"""One row of anybody's table: the question that it is about, what somebody said of it, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from outlook.exchange import cells, naming
from outlook.exchange.asked import Asked, Withdrawal
from outlook.exchange.distributions import PointRow
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.table import NO_NAME, OWN, WITHDRAWN, Draft, Forecast, Place
from outlook.exchange.vectors import OptionRow
from outlook.exchange.wishes import Wishes
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import QUANTILE, shown

KINDS = ("binary", "choice", "ordered", "numeric", "date")
OUT_OF_RANGE = ("below", "above", "earlier", "later")
_TRUE, _FALSE = ("yes", "y", "true", "1", "1.0"), ("no", "n", "false", "0", "0.0")
_FOREIGN = {
    "ja": "yes",
    "nein": "no",
    "oui": "yes",
    "non": "no",
    "sí": "yes",
    "si": "yes",
    "wahr": "yes",
    "falsch": "no",
}
_MOST = 100
LATE = "an estimate that was recorded after the outcome was: `late` says so, and it enters no score"
_BOUNDS = ("lower", "upper", "open_below", "open_above")


@dataclass
class Reading:
    """A table while it is read; `fraction` is the first number between 0 and 1 without a per cent sign.

    `is_ours` says that all files so far are exports of ours.
    """

    draft: Draft
    faults: Faults
    wishes: Wishes
    asked: dict[tuple[str, ...], Asked] = field(default_factory=dict)
    fraction: tuple[Place, str] | None = None
    is_ours: bool = True


@dataclass(frozen=True)
class _Cells:
    """A row by what its columns mean."""

    row: Row
    names: Mapping[str, str]

    def __getitem__(self, meaning: str) -> str:
        return self.row[self.names[meaning]] if meaning in self.names else ""

    def whole(self, meaning: str) -> str:
        return self.row.whole(self.names[meaning]) if self[meaning] else ""

    def column(self, meaning: str) -> str:
        return self.names.get(meaning, meaning)


def take_row(row: Row, names: Mapping[str, str], reading: Reading) -> None:
    """Take what a row says; what cannot be read of it is noted with its place."""
    said, faults = _Cells(row, names), reading.faults
    named, title = _question_of(said, names, reading)
    if not title:
        return
    one = reading.asked.get(named)
    if one is None:
        one = reading.asked[named] = _asked(said, named, title, reading)
    elif _plain(title) != _plain(one.title):
        other = f"{shown(said['id'])} is the id of “{shown(one.title)}” on {one.place}, and here of “{shown(title)}”"
        faults.add(row.place, said.column("question"), f"{other}: give each question an id of its own, and one wording")
        return
    with faults.noting(row.place, said.column("kind")):
        _take_kind(one, said)
    option = "" if one.kind in ("numeric", "date") else said["option"]
    if option:
        one.options[option] = None
    _take_outcome(one, option, said, reading)
    with faults.noting(row.place, said.column("forecast_at")):
        if _has_forecast(said, reading.wishes):
            at = cells.known(said["forecast_at"], reading.wishes.dates) if said["forecast_at"] else reading.wishes.at
            if at is None:
                raise ValueError("it is empty; --at WHEN gives a time to those without")
            for by, column in _speakers(said, reading):
                with faults.noting(row.place, column):
                    _take_forecast(one, option, by, at, column, said, reading)


def _question_of(said: _Cells, names: Mapping[str, str], reading: Reading) -> tuple[tuple[str, ...], str]:
    """What the question of a row is called, and its words; no words where a fault was noted.

    A forecast of the book may be named by its id alone, in the column of ids or in that of questions.
    """
    title, column = said.whole("question"), said.column("question" if "question" in names else "id")
    text, asking = said["id"] or title, reading.wishes.asking
    known = asking.named(text, title) if asking else None
    why = "it is empty, and a forecast is of a question" if not text.strip() else ""
    if asking and text.strip() and known is None:
        why = asking.no_forecast(text) if not title.strip() else asking.why_none(title)
    elif not title.strip() and known is None:
        why = why or "it names a question by its id alone"
    if why:
        reading.faults.add(said.row.place, column, why)
        return (), ""
    if known is None:
        return (text,), title
    return (known.full_id,), title if title.strip() and title != text else known.question or known.heading


def _plain(title: str) -> str:
    """A question without what may be written otherwise each time: blanks, large letters and the mark at its end."""
    return " ".join(title.casefold().split()).rstrip("?. ")


def _asked(said: _Cells, named: tuple[str, ...], title: str, reading: Reading) -> Asked:
    """The question as its first row has it."""
    one, faults, dates = Asked(named, title, said.row.place), reading.faults, reading.wishes.dates
    with faults.noting(said.row.place, said.column("asked_at")):
        one.asked_at = cells.opening(said["asked_at"], dates) if said["asked_at"] else None
    with faults.noting(said.row.place, said.column("closes_at")):
        one.closes_at = cells.closing(said["closes_at"], dates) if said["closes_at"] else None
    one.note, one.criteria, one.url, one.unit = said.whole("note"), said.whole("criteria"), said["url"], said["unit"]
    one.tags = naming.tags(said["tags"].replace(";", ",").split(","))
    for bound in _BOUNDS:
        with faults.noting(said.row.place, said.column(bound)):
            if said[bound]:
                one.bounds[bound] = _value(said[bound], said["kind"], reading)
    return one


def _take_kind(one: Asked, said: _Cells) -> None:
    """What the row says that its question is; without the column a value makes it a quantity, or a day."""
    kind = said["kind"].lower()
    if kind and kind not in KINDS:
        raise ValueError(f"{shown(kind)} is no kind of question: it is one of {', '.join(KINDS)}")
    if not kind and said["value"]:
        kind = one.kind or ("numeric" if _is_number(said["value"]) else "date")
    if kind and one.kind and kind != one.kind:
        raise ValueError(f"{kind}, but {one.kind} on {one.place}")
    one.kind = kind or one.kind


def _is_number(text: str) -> bool:
    try:
        cells.number(text)
    except ValueError:
        return False
    return True


def _value(text: str, kind: str, reading: Reading) -> Any:
    """A quantity, or a day."""
    if kind != "date":
        return cells.number(text)
    found = cells.moment(text, reading.wishes.dates)
    return found.date() if isinstance(found, datetime) else found


def _has_forecast(said: _Cells, wishes: Wishes) -> bool:
    return bool(wishes.wide or said["probability"] or said["forecast_at"] or said["value"])


def _speakers(said: _Cells, reading: Reading) -> Iterator[tuple[str, str]]:
    """Who says something in this row, and in which column; an empty cell says nothing, and is counted."""
    by = OWN if "forecaster" not in said.names else said["forecaster"] or NO_NAME
    if by == NO_NAME:
        reading.draft.remark(f"rows without a name are by the forecaster “{NO_NAME}”; first at {said.row.place}")
    if by == OWN and not reading.wishes.wide:
        reading.draft.remark("the table names no forecaster: its forecasts are yours")
    for name, column in [(name, name) for name in reading.wishes.wide] or [(by, said.column("probability"))]:
        if said.row[column] or said["value"]:
            yield name, column
        else:
            reading.draft.lose("a forecast without a probability", said.row.place)


def _take_forecast(one: Asked, option: str, by: str, at: datetime, column: str, said: _Cells, reading: Reading) -> None:
    place, why, text = said.row.place, _reason(by, said, reading), said.row[column]
    if said["late"].lower() in _TRUE and not _is_after_the_end(one, at, said, reading):
        reading.draft.lose(LATE, place)
        return
    is_plain = not option and one.kind in ("", "binary")
    if text.lower() == WITHDRAWN and is_plain and not one.options:
        reading.draft.forecasts.append(Forecast(one.key, by, at, None, place, why=why))
    elif text.lower() == WITHDRAWN:
        one.withdrawals.append(Withdrawal(by, at, place, why))
    elif one.kind in ("numeric", "date"):
        value = _value(said["value"], one.kind, reading) if said["value"] else None
        if value is None:
            raise ValueError("there is no value, and the question is of a quantity or a day")
        plain = value.isoformat() if isinstance(value, date) else value
        share = _chance(text, reading) if text else None
        one.points.append(PointRow(by, at, plain, said["option"] or _quantile(said), share, place, why))
    elif option:
        one.rows.append(OptionRow(option, by, at, _chance(text, reading), place, why))
    else:
        one.plain = one.plain or place
        reading.draft.forecasts.append(Forecast(one.key, by, at, _chance(text, reading), place, why=why))


def _quantile(said: _Cells) -> str:
    """The name of the quantile whose level a row has: `0.05`, `5%` and `q05` are q05; empty where it has none.

    Raises:
        ValueError: it is no level.
    """
    text = said["level"]
    if not text or QUANTILE.fullmatch(text):
        return text
    level = cells.chance(text)
    if not 0 < level < 1:
        raise ValueError(f"{shown(text)} is no level of a quantile: it lies between 0 and 1, such as 0.05")
    whole, _, rest = f"{round(100 * level, 9):.9f}".rstrip("0").partition(".")
    return f"q{whole.zfill(2)}{'.' if rest else ''}{rest}"


def _is_after_the_end(one: Asked, at: datetime, said: _Cells, reading: Reading) -> bool:
    """Whether an estimate is dated at the close or the outcome, or later: it enters no score in a book either."""
    known = cells.known(said["resolved_at"], reading.wishes.dates) if said["resolved_at"] else None
    return any(end is not None and at >= end for end in (one.closes_at, known))


def _reason(by: str, said: _Cells, reading: Reading) -> str:
    """The reason in a row: of whoever its forecaster is; in a wide table one's own, or nobody's."""
    why, wishes = said.whole("why"), reading.wishes
    if not why.strip() or not wishes.wide:
        return why
    own = next((name for name in (wishes.me, wishes.by) if name in wishes.wide), None)
    column = shown(said.column("why"))
    if own is None:
        whose = "--me names no column of --wide, and nothing says whose they are"
        reading.draft.remark(f"the reasons in {column} are left out: {whose}")
    elif len(wishes.wide) > 1:
        reading.draft.remark(f"the reasons in {column} are those of {shown(own)}, and of no other column")
    else:
        reading.draft.remark(f"the reasons in {column} are those of {shown(own)}")
    return why if by == own else ""


def _chance(text: str, reading: Reading) -> float:
    if not text.endswith("%") and not reading.wishes.is_percent and 1 < cells.number(text) <= _MOST:
        place, other = reading.fraction or (None, "")
        mixed = f", but {other} on {place} is no per cent" if place else ""
        raise ValueError(f"{shown(text)} is not a probability{mixed}: --percent takes all numbers as per cent")
    return cells.chance(text, _MOST if reading.wishes.is_percent else 1)


def _take_outcome(one: Asked, option: str, said: _Cells, reading: Reading) -> None:
    """An outcome in a row with an option may be of the option, or name the one that came true."""
    at = None
    with reading.faults.noting(said.row.place, said.column("resolved_at")):
        at = cells.known(said["resolved_at"], reading.wishes.dates) if said["resolved_at"] else None
    if not said["outcome"]:
        return
    with reading.faults.noting(said.row.place):
        outcome = _outcome(said["outcome"], one, option, reading)
        known = one.outcomes.setdefault(option, (outcome, at, said.row.place))
        if known[0] != outcome:
            raise ValueError(f"outcome of {shown(one.title)}: {said['outcome']}, but {known[0]} on {known[2]}")


def _outcome(text: str, one: Asked, option: str, reading: Reading) -> str | float:
    word = text.lower()
    if word in NOT_AN_OUTCOME:
        return word
    if one.kind in ("numeric", "date"):
        value = word if word in OUT_OF_RANGE else _value(text, one.kind, reading)
        return value.isoformat() if isinstance(value, date) else value
    word = _FOREIGN.get(word, word) if reading.wishes.columns else word
    if word in _TRUE or word in _FALSE:
        return "yes" if word in _TRUE else "no"
    if option:
        return "yes" if text == option else "no"
    try:
        return cells.chance(text)
    except ValueError:
        raise ValueError(f"outcome: {shown(text)} is none: it is yes, no, 1, 0, ambiguous or annulled") from None
