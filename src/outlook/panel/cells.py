"""The scores that left the engine, in numpy: one cell for a forecaster on a question, in tables of one by the other.

Rows are forecasters and columns questions, both in the order of their names, so that nothing depends on the order in
which an engine answers. A cell without a forecast is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
Whole: TypeAlias = "NDArray[np.int64]"
TABLES = ("cost", "log", "p", "at", "coverage", "n", "whole")
MOST_CELLS = 20_000_000  # 160 MB a table


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions by name; `outcomes` are of yes/no questions, NaN for others; `topics` and `ends_at` may be None."""

    names: tuple[str, ...]
    outcomes: Floats
    topics: tuple[str | None, ...]
    ends_at: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """What each forecaster scored on each question.

    `cost` is the Brier score or the one of the kind, `log` the log score in nats (infinite where what happened was
    given no chance), `p` the probability in yes/no questions, `coverage` the share of the time, `n` how many forecasts;
    `at` is when the one that counts was made, and `whole` the time from opening to end, in microseconds.
    """

    forecasters: tuple[str, ...]
    questions: Questions
    cost: Floats
    log: Floats
    p: Floats
    at: Floats
    coverage: Floats
    n: Floats
    whole: Floats

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Where there is a forecast."""
        return ~np.isnan(self.cost)

    def of(self, questions: NDArray[np.bool_]) -> Cells:
        """The cells of some questions."""
        places = np.flatnonzero(questions)
        asked = self.questions
        kept = Questions(
            tuple(asked.names[place] for place in places),
            asked.outcomes[places],
            tuple(asked.topics[place] for place in places),
            tuple(asked.ends_at[place] for place in places),
        )
        return Cells(self.forecasters, kept, *(getattr(self, name)[:, places] for name in TABLES))

    def only(self, forecasters: NDArray[np.bool_]) -> Cells:
        """The cells of some forecasters."""
        names = tuple(name for name, kept in zip(self.forecasters, forecasters.tolist(), strict=True) if kept)
        return Cells(names, self.questions, *(getattr(self, name)[forecasters] for name in TABLES))

    def beside(self, other: Cells) -> Cells:
        """With further forecasters on the same questions."""
        tables = (np.vstack([getattr(self, name), getattr(other, name)]) for name in TABLES)
        return Cells((*self.forecasters, *other.forecasters), self.questions, *tables)


def cells(made: pa.Table, asked: pa.Table) -> Cells:
    """The cells of questions that have an outcome.

    Raises:
        InvalidValue: there are more of them than fit.
    """
    names, places = coded(made, "question")
    people, whose = coded(made, "forecaster")
    check_size(len(people), len(names))
    questions = _questions(names, asked, is_binary="p" in made.column_names)
    shape = (len(people), len(names))

    def table(values: Floats) -> Floats:
        found = np.full(shape, np.nan)
        if not np.isnan(values).all():
            found[whose, places] = values
        return found

    p, cost, log = _scores(made, questions, places)
    whole = numbers(made, "whole")
    coverage = numbers(made, "covered") / whole
    at, n = table(numbers(made, "at")), table(numbers(made, "n"))
    return Cells(people, questions, table(cost), table(log), table(p), at, table(coverage), n, table(whole))


def check_size(people: int, questions: int) -> None:
    """Refuse what does not fit into tables.

    Raises:
        InvalidValue: there are more cells than are compared at once.
    """
    if people * questions > MOST_CELLS:
        raise InvalidValue(
            f"{people:,} forecasters on {questions:,} questions are more than the {MOST_CELLS:,} that are compared at "
            f"once: --no-compare ranks each by itself, or score fewer of them"
        )


def _scores(made: pa.Table, questions: Questions, places: Whole) -> tuple[Floats, Floats, Floats]:
    """Probability, cost and log score of each cell; what the engine has worked out is taken as it is."""
    p = numbers(made, "p")
    if "log" in made.column_names:
        impossible = numbers(made, "impossible") > 0
        return p, numbers(made, "cost"), np.where(impossible, np.inf, numbers(made, "log"))
    if "p" in made.column_names:
        outcomes = questions.outcomes[places]
        return p, (p - outcomes) * (p - outcomes), surprise(p, outcomes)
    with np.errstate(divide="ignore"):
        return p, numbers(made, "cost"), np.abs(np.log(numbers(made, "chance")))


def surprise(p: Floats, outcomes: Floats) -> Floats:
    """The log score of probabilities: -ln of what was given to what happened; NaN for an outcome in between."""
    with np.errstate(divide="ignore"):
        found = np.where(outcomes == 1, np.abs(np.log(p)), np.abs(np.log1p(-p)))
    return np.where((outcomes == 0) | (outcomes == 1), found, np.nan)


def numbers(made: pa.Table, name: str) -> Floats:
    """A column as numbers, NaN where there is none."""
    if name not in made.column_names:
        return np.full(made.num_rows, np.nan)
    return np.asarray(made[name].cast("float64").combine_chunks().to_numpy(zero_copy_only=False), dtype=np.float64)


def coded(made: pa.Table, name: str) -> tuple[tuple[str, ...], Whole]:
    """The distinct names of a column, in order, and the place of each row's name among them."""
    encoded: Any = made[name].combine_chunks().dictionary_encode()
    if hasattr(encoded, "combine_chunks"):
        encoded = encoded.combine_chunks()
    names = np.asarray(encoded.dictionary.to_pylist(), dtype=object)
    order = sorted(range(len(names)), key=lambda place: names[place])
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[order] = np.arange(len(names))
    indices = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return tuple(str(names[place]) for place in order), ranks[indices] if len(names) else indices


def places_in(known: Sequence[str], made: pa.Table, name: str) -> Whole:
    """The place of each row's name among names that are known, -1 where it is none of them."""
    names, found = coded(made, name)
    places = {one: place for place, one in enumerate(known)}
    return np.array([places.get(one, -1) for one in names], dtype=np.int64)[found]


def _questions(names: Sequence[str], asked: pa.Table, *, is_binary: bool) -> Questions:
    rows = {row["question"]: row for row in asked.to_pylist()}
    found = [rows[name] for name in names]
    outcomes = [float(row["outcome"]) if is_binary else np.nan for row in found]
    topics = tuple(row["topic"] for row in found)
    return Questions(
        tuple(names), np.asarray(outcomes, dtype=np.float64), topics, tuple(row["ends_at"] for row in found)
    )


def from_probabilities(p: Floats, outcomes: Floats) -> Cells:
    """The cells of yes/no forecasts that are in numpy already: `p` by forecaster and question, NaN where there is none.

    Forecasters and questions are named by their numbers, which are in order as texts, too.
    """
    people, questions = p.shape
    names = tuple(f"q{place:08}" for place in range(questions))
    asked = Questions(names, np.asarray(outcomes, dtype=np.float64), (None,) * questions, (None,) * questions)
    nothing, ones = np.full(p.shape, np.nan), np.where(np.isnan(p), np.nan, 1.0)
    off = p - asked.outcomes
    log = np.where(np.isnan(p), np.nan, surprise(p, np.broadcast_to(asked.outcomes, p.shape)))
    return Cells(
        tuple(f"f{place:06}" for place in range(people)), asked, off * off, log, p, nothing, nothing, ones, nothing
    )
