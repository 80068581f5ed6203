"""Many reports at once: a line of standard input each, with cells separated by tabs; all are logged, or none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.book.enter import Stamp, Written
from outlook.book.enter import evidence as enter
from outlook.book.repeated import repeated
from outlook.cli.aiming import aimed
from outlook.cli.by_lines import TypedLine, cells_of, each, known_at
from outlook.cli.typed_signs import bearings_of
from outlook.errors import InvalidValue, OutlookError, Repeated
from outlook.model.kind_of import is_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from outlook.book.enter import Build
    from outlook.cli.session import Session
    from outlook.model.forecast import Forecast

FORECAST, KNOWN, SUMMARY = "FORECAST", "KNOWN ON", "SUMMARY"
CELLS = (KNOWN, "SOURCE", "GRADE", SUMMARY, "SIGNS")


def are_lines(targets: Sequence[str], text: str, now: datetime) -> bool:
    """Whether a text is a report a line: no targets are named beside it, or its first line has cells that begin so.

    The first of these is a day, or empty.

    Raises:
        InvalidValue: several lines begin with a day, and nothing parts them: one report, or as many?
    """
    if not targets:
        return True
    first, tab, _ = next(line for line in text.splitlines() if line.strip()).partition("\t")
    if tab and (not first.strip() or _is_day(first, now)):
        return True
    dated = [number for number, line in enumerate(text.splitlines(), 1) if _begins_with_a_day(line, now)]
    if len(dated) > 1:
        shape = ", ".join(CELLS)
        raise InvalidValue(
            f"lines {', '.join(map(str, dated))} begin with a day: for reports of their own write {shape} a line, "
            f"separated by tabs; for one report write the days elsewhere than at the beginning of lines"
        )
    return False


def _begins_with_a_day(line: str, now: datetime) -> bool:
    words = line.split()
    return bool(words) and words[0][:1].isdigit() and _is_day(words[0].rstrip(":|,;"), now)


def _is_day(text: str, now: datetime) -> bool:
    try:
        moments.known(text.strip(), now)
    except ValueError:
        return False
    return any(character.isdigit() for character in text)


def named_by(items: Sequence[Written]) -> list[Forecast]:
    """The forecasts that reports name, each once."""
    found = ((item.folder, name) for item in items if is_evidence(item.entry) for name in item.entry.forecasts)
    return list({f"{folder.id}/{name}": folder.forecasts[name] for folder, name in found}.values())


def of_lines(
    session: Session,
    text: str,
    forecasts: Sequence[Forecast],
    marked: Callable[[], Stamp],
    others: Sequence[object],
    *,
    again: bool,
) -> Build:
    """What makes the entries that the lines ask for; without `forecasts`, the first cell names them.

    `others` is what else the command line says of one report.

    Raises:
        InvalidValue: it says something, a line has no summary, or cells that nothing is asked for in.
    """
    if any(others):
        raise InvalidValue(
            "- reads everything from these lines: leave out --source, --grade, -i and what else is said of one report"
        )
    lines = cells_of(text, CELLS if forecasts else (FORECAST, *CELLS), needed=4 if forecasts else 5)

    def build() -> list[Written]:
        stamp, found = marked(), list[Written]()

        def of_line(numbered: tuple[int, TypedLine]) -> None:
            index, (number, cells) = numbered
            try:
                later = stamp._replace(recorded_at=stamp.recorded_at + timedelta(microseconds=index))
                found.extend(_reports(session, forecasts, cells, later, found, again=again))
            except OutlookError as error:
                raise type(error)(f"line {number}: {error}") from error

        each(list(enumerate(lines)), of_line)
        return found

    return build


def _reports(
    session: Session,
    forecasts: Sequence[Forecast],
    cells: Mapping[str, str],
    stamp: Stamp,
    before: Sequence[Written],
    *,
    again: bool,
) -> list[Written]:
    """The entries of a line, one for each case."""
    if not cells[SUMMARY]:
        raise InvalidValue(f"{SUMMARY} is empty: say in it what was reported")
    named = [part for part in cells.get(FORECAST, "").split(",") if part.strip()]
    targets = forecasts or [aimed(session.book, part, stamp.recorded_at) for part in named]
    if not targets:
        raise InvalidValue(f"{FORECAST} is empty: name at least one")
    if cells[KNOWN]:
        stamp = stamp._replace(known_at=known_at(KNOWN, cells[KNOWN], stamp))
    fields: dict[str, Any] = {"summary": cells[SUMMARY], "source": cells["SOURCE"] or None}
    fields["grade"] = cells["GRADE"] or None
    signs = bearings_of([part.strip() for part in cells["SIGNS"].split(",") if part.strip()])
    made = enter(session.book, targets, stamp, fields, signs, again=again)
    if not again:
        _check_each_once(made, before)
    return made


def _check_each_once(made: Sequence[Written], before: Sequence[Written]) -> None:
    for folder, entry in made:
        earlier = [one.entry for one in before if one.folder is folder]
        if is_evidence(entry) and repeated(entry, earlier) is not None:
            raise Repeated(
                "an earlier line says the same of the same day, and a report counts once: leave it out, or add --again "
                "if this is another"
            )
