"""The neutral table between foreign files and a book: questions, forecasts, outcomes, notes, and what was lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from outlook import moments
from outlook.exchange.spool import Seen, Spool
from outlook.model.values import shown

Kind = Literal["binary", "choice", "numeric", "date"]
Points = tuple[tuple[float | str, float], ...]
Value = float | Mapping[str, float] | Points | None

NO_NAME = "(no name)"
WITHDRAWN = "withdrawn"  # in place of a probability


class Place(NamedTuple):
    """Where something is in a foreign file: a line counted from 1, or a path such as `items[0].forecasts[2]`."""

    file: str
    spot: int | str = 0

    def __str__(self) -> str:
        """`FILE:LINE`, `FILE: PATH`, or the file alone."""
        if isinstance(self.spot, int):
            return f"{self.file}:{self.spot}" if self.spot else self.file
        return f"{self.file}: {self.spot}"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `key` is what it is called there, the same in each of the system's files.

    `asked_at` is when it was asked, `closes_at` when it is to be answered; None where the file does not say.
    """

    key: str
    title: str
    place: Place
    kind: Kind = "binary"
    asked_at: datetime | None = None
    closes_at: datetime | None = None
    criteria: str = ""
    fine_print: str = ""
    note: str = ""
    base_rate: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    is_ordered: bool = False
    unit: str = ""
    lower: float | date | None = None
    upper: float | date | None = None
    open_below: float | None = None
    open_above: float | None = None
    imported: tuple[str, str] | None = None  # on the way out: the system it came from, and its key there


@dataclass(frozen=True, slots=True)
class Forecast:
    """What somebody believed from a time on; `value` None withdraws it.

    `id` is what it is called in its system, empty where it has no name there. `who` is what its forecaster is called
    where that is not the name that is shown. On the way out, `taken_back_at` is since when it is taken back; `is_late`
    says that it enters no score, as it was recorded after an outcome was, or is dated at the end of its question's
    window or later; `recorded_at` is when it was written down, None where nobody knows.
    """

    question: str
    by: str
    at: datetime
    value: Value
    place: Place
    id: str = ""
    who: str = ""
    why: str = ""
    is_revealed: bool = False
    taken_back_at: datetime | None = None
    is_late: bool = False
    recorded_at: datetime | None = None

    def __reduce__(self) -> tuple[type["Forecast"], tuple[Any, ...]]:
        """How it waits on the disk: a dataclass's own way looks up the names of its fields each time."""
        told = (self.id, self.who, self.why, self.is_revealed, self.taken_back_at, self.is_late, self.recorded_at)
        return Forecast, (self.question, self.by, self.at, self.value, self.place, *told)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, or `ambiguous` or `annulled`; `known_at` None where the file does not say when.

    `is_at_latest` says that it is the latest time at which it can have been known.
    """

    question: str
    outcome: str | float
    known_at: datetime | None
    place: Place
    why: str = ""
    is_at_latest: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A dated remark or report on questions; without weight, unless a `likelihood_ratio` was asked for."""

    questions: tuple[str, ...]
    by: str
    at: datetime
    text: str
    place: Place
    id: str = ""
    source: str = ""
    url: str = ""
    happened_on: date | None = None
    grade: str = ""
    likelihood_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the file that the book will not hold: what, how often, and where it is first."""

    what: str
    count: int
    first: Place
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What one import holds. `system` is an id, `judged_by` its name; `remarks` are what was taken for granted."""

    system: str
    judged_by: str
    questions: tuple[Question, ...] = ()
    forecasts: Spool[Forecast] = field(default_factory=Spool)
    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[Note, ...] = ()
    losses: tuple[Loss, ...] = ()
    remarks: tuple[str, ...] = ()


OWN = ""  # the forecaster, where a file holds only the person's own forecasts and does not name them


@dataclass
class Draft:
    """A table while it is being read; on the way out, `written` are the questions that are in the file."""

    system: str
    judged_by: str
    questions: dict[str, Question] = field(default_factory=dict)
    forecasts: Spool[Forecast] = field(default_factory=Spool)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)
    lost: dict[str, Loss] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def lose(self, what: str, place: Place, example: str = "", *, count: int = 1) -> None:
        """Count something that is left out."""
        known = self.lost.get(what)
        first, shown = (known.first, known.example) if known else (place, example)
        self.lost[what] = Loss(what, (known.count if known else 0) + count, first, shown)

    def resolve(self, one: Outcome) -> None:
        """Take an outcome; a second one of the same question must be the same.

        Raises:
            ValueError: it is another.
        """
        known = self.outcomes.setdefault(one.question, one)
        if known.outcome != one.outcome:
            raise ValueError(f"outcome of {self._title(one)}: {one.outcome}, but {known.outcome} on {known.place}")
        if known.known_at is None:
            self.outcomes[one.question] = one
        elif one.known_at is not None and abs((one.known_at - known.known_at).total_seconds()) >= 1:
            before, after = moments.iso(known.known_at), moments.iso(one.known_at)
            raise ValueError(f"outcome of {self._title(one)}: known {after}, but {before} on {known.place}")

    def _title(self, one: Outcome) -> str:
        return shown(self.questions[one.question].title if one.question in self.questions else one.question)

    def remark(self, text: str) -> None:
        """Say what was taken for granted, once."""
        self.remarks[text] = None

    def finished(self) -> Table:
        """The table; a forecast that is in the files twice is in it once, and the others are counted."""
        return Table(
            self.system,
            self.judged_by,
            tuple(self.questions.values()),
            self._each_once(),
            tuple(self.outcomes.values()),
            tuple(self.notes),
            tuple(self.lost.values()),
            tuple(self.remarks),
        )

    def _each_once(self) -> Spool[Forecast]:
        kept, seen, moments_of = Spool[Forecast](), Seen(), Seen()
        two, first = 0, ""
        for one in self.forecasts:
            if not seen.add((one.question, one.id, one.by, one.at, one.value)):
                self.lose("the same forecast again", one.place, f"{one.by}, {one.at:%Y-%m-%d}")
                continue
            kept.append(one)
            if not moments_of.add((one.question, one.id, one.by, one.at)):
                two += 1
                first = first or f"{one.place}, {shown(one.by) or 'you'} of {moments.iso(one.at)}"
        if two:
            self.remark(
                f"forecasts of one person on one question at one moment with different numbers: {two:,}, first at "
                f"{first}; all come in, and the last in the file counts"
            )
        return kept
