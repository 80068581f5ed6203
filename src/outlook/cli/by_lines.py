"""Entries that lines of standard input ask for, with their cells separated by tabs: all of them are made, or none."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from outlook import moments
from outlook.book.enter import Stamp, Written
from outlook.errors import InvalidValue, OutlookError
from outlook.model.values import shown

Line = TypeVar("Line")
Made = TypeVar("Made")
LINES = "-"  # in place of a forecast
SURE_OF = "--sure-of"
FEWEST = 2  # cells that a line cannot do without


class TypedLine(NamedTuple):
    """A line by its number, and its cells by what they are; those that it does not have are empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Numbered:
    """The lines of which entries are made, in their order, and those that are meant whatever they look like."""

    numbers: Sequence[int]
    sure_of: frozenset[int]

    @property
    def way(self) -> str:
        """How somebody insists on some of them, or on all."""
        return f"{SURE_OF} 3,7 takes these lines as they are, --sure takes all"


def typed_lines(names: Sequence[str]) -> list[TypedLine]:
    """The lines of standard input; raises InvalidValue as `cells_of`."""
    return cells_of(sys.stdin.read(), names)


def cells_of(text: str, names: Sequence[str], needed: int = FEWEST) -> list[TypedLine]:
    """The lines of a text that are not empty, with at most a cell for each of the names.

    Raises:
        InvalidValue: there is none, or some have fewer cells than are `needed`, or too many.
    """
    shape = f"{', '.join(names[:-1])} and {names[-1]}"
    found, wrong = list[TypedLine](), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip():
            continue
        if len(cells) < needed:
            wrong.append(f"line {number}: write {shape}, separated by tabs (the first {needed} are needed)")
        elif any(cells[len(names) :]):
            beyond = shown(next(filter(None, cells[len(names) :])))
            wrong.append(f"line {number}: nothing is asked for in cell {len(names) + 1} ({beyond}): write {shape}")
        found.append(TypedLine(number, dict(zip(names, [*cells, *("" for _ in names)], strict=False))))
    if not found:
        raise InvalidValue(f"standard input holds nothing: write {shape} a line, separated by tabs")
    refuse_any(list(map(InvalidValue, wrong)))
    return found


def numbered(lines: Sequence[TypedLine], sure_of: str | None) -> Numbered:
    """The lines with those that `sure_of` names: `3,7`.

    Raises:
        InvalidValue: it names no line that there is.
    """
    there, meant = [one.number for one in lines], set[int]()
    for text in filter(None, (part.strip() for part in (sure_of or "").split(","))):
        if not (text.isascii() and text.isdecimal() and int(text[:9]) in there):
            raise InvalidValue(f"{SURE_OF}: {shown(text)} is no line that says something: write numbers such as 3,7")
        meant.add(int(text[:9]))
    return Numbered(there, frozenset(meant))


def refuse_without_lines(sure_of: str | None) -> None:
    """Refuse what is said of lines where there are none.

    Raises:
        InvalidValue: it is said.
    """
    if sure_of is not None:
        raise InvalidValue(f"{SURE_OF} names lines of standard input, which - reads: --sure is the one for this")


def made(
    lines: Sequence[TypedLine], stamp: Stamp, known: str, make: Callable[[Mapping[str, str], Stamp], Written]
) -> list[Written]:
    """An entry for each line, a later line as the later one; where several are wrong, all of them are named at once.

    The cell `known` says when that was known; an empty one leaves what the stamp says.

    Raises:
        OutlookError: a line cannot be carried out.
    """

    def entry(line: tuple[int, TypedLine]) -> Written:
        index, (number, cells) = line
        try:
            at = known_at(known, cells[known], stamp) if cells[known] else stamp.known_at
            later = stamp.recorded_at + timedelta(microseconds=index)
            return make(cells, stamp._replace(known_at=at, recorded_at=later))
        except OutlookError as error:
            raise type(error)(f"line {number}: {error}") from error

    return each(list(enumerate(lines)), entry)


def known_at(name: str, text: str, stamp: Stamp) -> datetime:
    """When something was known, as a cell of that name says it; raises InvalidValue where it does not."""
    try:
        return moments.known(text, stamp.recorded_at)
    except ValueError as error:
        raise InvalidValue(f"{name}: {error}") from error


def each(lines: Iterable[Line], make: Callable[[Line], Made]) -> list[Made]:
    """What is made of each line; where several are wrong, all of them are named at once.

    Raises:
        OutlookError: a line is wrong; whoever makes something of it says which.
    """
    found, wrong = list[Made](), list[OutlookError]()
    for line in lines:
        try:
            found.append(make(line))
        except OutlookError as error:
            wrong.append(error)
    refuse_any(wrong)
    return found


def refuse_any(wrong: Sequence[OutlookError]) -> None:
    """Refuse all lines for those that are wrong.

    Raises:
        OutlookError: there is one.
    """
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise InvalidValue(f"{len(wrong)} lines are refused, and nothing was written", [str(one) for one in wrong])
