"""A plan of an import: which records and entries are new, which are there, and what does not agree."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outlook.errors import Problem
from outlook.exchange.as_records import record_of, window_of
from outlook.exchange.our_own import Home
from outlook.exchange.spool import Spool
from outlook.exchange.table import Forecast, Loss, Outcome, Question, Table
from outlook.model.entries import Entry, Resolution
from outlook.model.forecast import Forecast as Record

LATE = "a forecast made after the outcome was known"
EXPIRY = "a withdrawal that is due later"


@dataclass(frozen=True, slots=True)
class Target:
    """The record that a question goes to, and whether it is new.

    `reader` reads beliefs and outcomes as the record does: of new yes/no questions, of which there may be very many,
    one record stands for all.
    """

    case: str
    id: str
    is_new: bool
    is_draft: bool
    reader: Record

    @property
    def full_id(self) -> str:
        """`CASE/ID`."""
        return f"{self.case}/{self.id}"


@dataclass
class Made:
    """The forecasts that are imported, counted: how many, by whom, and when."""

    count: int = 0
    by: Counter[str] = field(default_factory=Counter)
    first_of: dict[str, datetime] = field(default_factory=dict)  # by question
    last: datetime | None = None

    def add(self, one: Forecast) -> None:
        """Count one more."""
        self.count += 1
        self.by[one.by] += 1
        self.first_of[one.question] = min(one.at, self.first_of.get(one.question, one.at))
        self.last = max(one.at, self.last or one.at)

    @property
    def first(self) -> datetime | None:
        """When the first one was made."""
        return min(self.first_of.values(), default=None)


@dataclass
class Plan:
    """Everything that an import of a table would do in a book.

    New questions go to the `case`, but those that have a home of their own.
    """

    table: Table
    case: str
    now: datetime
    homes: Mapping[str, Home] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    entries: dict[str, Spool[Entry]] = field(default_factory=dict)  # the new ones, by case
    kinds: Counter[str] = field(default_factory=Counter)  # of the new entries
    known: int = 0
    again: dict[tuple[str, str], Sequence[Entry]] = field(default_factory=dict)  # what took them back, by case and id
    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    made: Made = field(default_factory=Made)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    joined: frozenset[str] = frozenset()  # questions that forecasts of the book ask in the same words, or that name one
    resolved: dict[str, Resolution] = field(default_factory=dict)  # the outcomes that the book has, by question

    @property
    def new_questions(self) -> int:
        """How many records are to be written."""
        return sum(target.is_new for target in self.targets.values())

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of new records, in their order, and of those with homes; else the one for new questions."""
        found = dict.fromkeys(
            target.case for key, target in self.targets.items() if target.is_new or self.homes or key in self.joined
        )
        return tuple(found) or (self.case,)

    @property
    def changed_cases(self) -> tuple[str, ...]:
        """The cases in which something is written."""
        new = (target.case for target in self.targets.values() if target.is_new)
        return tuple(dict.fromkeys([*new, *self.entries]))

    def new_records(self) -> dict[str, Iterator[Record]]:
        """The records to be written by case, made one after the other."""
        new: dict[str, list[Question]] = {}
        for question in self.table.questions:
            target = self.targets.get(question.key)
            if target is not None and target.is_new:
                new.setdefault(target.case, []).append(question)
        return {
            case: (self.record(one, case, self.targets[one.key].id) for one in questions)
            for case, questions in new.items()
        }

    def record(self, question: Question, case: str, name: str) -> Record:
        """The record that a question makes.

        Raises:
            ValueError: it can be none.
        """
        window, _ = self.window(question)
        return record_of(question, self.table.system, self.table.judged_by, window, f"{case}/{name}")

    def window(self, question: Question) -> tuple[tuple[datetime | None, datetime | None], str]:
        """When a question opens and closes, and what is lost by that."""
        outcome, first = self.outcomes.get(question.key), self.made.first_of.get(question.key)
        return window_of(question, [first] if first else [], outcome.known_at if outcome else None)

    def forecasts(self) -> Iterator[Forecast]:
        """What is imported of the forecasts: not what a ledger would refuse."""
        return (one for one in self.table.forecasts if not self.why_not(one))

    def why_not(self, one: Forecast) -> str:
        """Why a forecast is left out; empty for one that is imported."""
        outcomes = self.outcomes.get(one.question), self.resolved.get(one.question)
        if any(outcome and outcome.known_at and one.at > outcome.known_at for outcome in outcomes):
            return LATE
        return EXPIRY if one.value is None and one.at > self.now else ""
