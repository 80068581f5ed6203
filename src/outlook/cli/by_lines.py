"""Entries that lines of standard input ask for, with their cells separated by tabs: all of them are made, or none."""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple, TypeVar

from outlook.book.enter import Stamp, Written
from outlook.errors import InvalidValue, OutlookError

Line = TypeVar("Line")
Made = TypeVar("Made")
LINES = "-"  # in place of a forecast
MOST_CELLS = 3


class TypedLine(NamedTuple):
    """A line by its number, and its cells."""

    number: int
    cells: list[str]


def typed_lines(fewest: int, shape: str) -> list[TypedLine]:
    """The lines of standard input that are not empty; a last cell holds the rest of its line.

    Raises:
        InvalidValue: there is none, or one has too few cells.
    """
    lines = [
        TypedLine(number, [cell.strip() for cell in line.split("\t", MOST_CELLS - 1)])
        for number, line in enumerate(sys.stdin.read().splitlines(), 1)
        if line.strip()
    ]
    if not lines:
        raise InvalidValue(f"standard input holds nothing: write {shape} a line, separated by tabs")
    short = [one.number for one in lines if len(one.cells) < fewest]
    if short:
        named = ", ".join(map(str, short))
        raise InvalidValue(f"line{'s' if len(short) > 1 else ''} {named}: write {shape}, separated by tabs")
    return lines


def made(lines: Sequence[TypedLine], stamp: Stamp, make: Callable[[list[str], Stamp], Written]) -> list[Written]:
    """An entry for each line, a later line as the later one; where several are wrong, all of them are named at once.

    Raises:
        OutlookError: a line cannot be carried out.
    """

    def entry(line: tuple[int, TypedLine]) -> Written:
        index, (number, cells) = line
        try:
            return make(cells, stamp._replace(recorded_at=stamp.recorded_at + timedelta(microseconds=index)))
        except OutlookError as error:
            raise type(error)(f"line {number}: {error}") from error

    return each(list(enumerate(lines)), entry)


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
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise InvalidValue("; ".join(str(error).rstrip(".") for error in wrong))
    return found
