"""What every command line in this process would work out anew with the same result, worked out once.

A program lives for one command line, so it builds its commands and reads its records once. A test process runs
thousands of command lines over the same few records: with this, each costs half. What is remembered are results of pure
functions, frozen, by all that they depend on. Whatever opens, reads, locks or writes a file is done anew each time.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from outlook.answers import score
from outlook.answers.standing import Standing, Standings
from outlook.book.index import store
from outlook.checks import question
from outlook.ledger import journal, lines, plain_lines, tiny
from outlook.model.entries import ENTRY
from outlook.records import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from outlook.checks.question import Finding
    from outlook.model.entries import Entry
    from outlook.model.forecast import Forecast

    Forecasts = Mapping[str, Standing]

Answer = TypeVar("Answer")
MANY = 20_000  # records; a property that makes a new one each time must not fill the memory

LONG = 1000  # characters or bytes; a larger memory makes every fork dearer


def remember() -> None:
    """From now on, in this process and in those forked from it."""
    typer.main.get_command = cache(typer.main.get_command)
    read._parse = _remembered(read._parse)
    store.program = cache(store.program)
    vars(tiny)["ENTRY"] = _EntriesOnce()
    of_lines = _LinesOnce()
    vars(journal).update(parse=of_lines.parse, plain_document=of_lines.plain_document)
    vars(tiny)["plain_entry"] = of_lines.plain_entry
    vars(question)["_faults"] = _faults_once(question._faults)
    Standings.of_case = _standing_once(Standings.of_case)  # type: ignore[method-assign, assignment]
    score.review = _reviewed_once(score.review)


class _EntriesOnce:
    """The fields of an entry as an entry; those that are refused are refused anew."""

    def __init__(self) -> None:
        self._known: dict[str, Entry] = {}

    def validate_python(self, fields: dict[str, object]) -> Entry:
        if len(str(fields.get("summary", ""))) > LONG:
            return ENTRY.validate_python(fields)
        name = repr(fields)
        if name not in self._known:
            if len(self._known) >= MANY:
                self._known.clear()
            self._known[name] = ENTRY.validate_python(fields)
        return self._known[name]


class _LinesOnce:
    """A line of a ledger as its document, and as its entry where it is plain: by its bytes.

    The entries of a line are one object, so that what is known by the very entries is found again.
    """

    def __init__(self) -> None:
        self._parse, self._plain_document = lines.parse, plain_lines.plain_document
        self._plain_entry = plain_lines.plain_entry
        self._documents: dict[bytes, dict[str, Any] | str | None] = {}
        self._plain: dict[bytes, dict[str, Any] | None] = {}
        self._entries: dict[str, Entry | None] = {}

    def parse(self, raw: bytes) -> dict[str, Any] | str | None:
        if len(raw) > LONG:
            return self._parse(raw)
        if raw not in self._documents:
            _forget_many(self._documents)
            self._documents[raw] = self._parse(raw)
        found = self._documents[raw]
        return {**found} if isinstance(found, dict) else found  # whoever reads it takes its `prev` out

    def plain_document(self, raw: bytes) -> dict[str, Any] | None:
        if len(raw) > LONG:
            return self._plain_document(raw)
        if raw not in self._plain:
            _forget_many(self._plain)
            self._plain[raw] = self._plain_document(raw)
        found = self._plain[raw]
        return None if found is None else {**found}

    def plain_entry(self, document: dict[str, Any]) -> Entry | None:
        name = repr(document)
        if len(name) > LONG:
            return self._plain_entry(document)
        if name not in self._entries:
            _forget_many(self._entries)
            self._entries[name] = self._plain_entry(document)
        return self._entries[name]


def _forget_many(known: dict[Any, Any]) -> None:
    if len(known) >= MANY:
        known.clear()


def _faults_once(faults: Callable[[Forecast, Forecast | None], Iterable[Finding]]) -> Callable[..., list[Finding]]:
    """What keeps a question from being resolved: by the very records, which are read once."""
    known: dict[tuple[int, int], tuple[object, list[Finding]]] = {}

    @wraps(faults)
    def faults_once(forecast: Forecast, condition: Forecast | None) -> list[Finding]:
        key = id(forecast), id(condition)
        if key not in known:
            _forget_many(known)
            known[key] = (forecast, condition), [*faults(forecast, condition)]
        return known[key][1]

    return faults_once


# The newest states of books: what each holds is held too, so that no other object can come to have its id.
STATES = 20


def _standing_once(of_case: Callable[[Standings, str], Forecasts]) -> Callable[[Standings, str], Forecasts]:
    """What there is to know of a case's forecasts at a moment: by the very records and entries, and the moment."""
    known: OrderedDict[object, tuple[object, Forecasts]] = OrderedDict()

    @wraps(of_case)
    def of_case_once(standings: Standings, case: str) -> Forecasts:
        folder = standings._parts.get(case, standings.book.cases[case])
        held = [folder.case, *folder.forecasts.values(), *folder.entries]
        key = (case, standings.at, standings.late, *map(id, held))
        return _recalled(known, key, held, lambda: of_case(standings, case))

    return of_case_once


def _reviewed_once(review: Callable[[Sequence[Standing], score.Ask], score.Review]) -> Callable[..., score.Review]:
    """A page of scores: by the very standings, and what is asked."""
    known: OrderedDict[object, tuple[object, score.Review]] = OrderedDict()

    @wraps(review)
    def review_once(chosen: Sequence[Standing], ask: score.Ask) -> score.Review:
        return _recalled(known, (repr(ask), *map(id, chosen)), chosen, lambda: review(chosen, ask))

    return review_once


def _recalled(
    known: OrderedDict[object, tuple[object, Answer]], key: object, held: object, answer: Callable[[], Answer]
) -> Answer:
    if key not in known:
        known[key] = held, answer()
    known.move_to_end(key)
    if len(known) > STATES:
        known.popitem(last=False)
    return known[key][1]


def _remembered(parse: Callable[..., read.Read]) -> Callable[..., read.Read]:
    """Reading bytes as a record: by the bytes and the names that count, unless problems name the whole path."""
    known: dict[object, read.Read] = {}

    @wraps(parse)
    def parse_once(path: Path, raw: bytes, sort: str, adapter: Any, identity: dict[str, str]) -> read.Read:
        key = (raw, sort, *identity.items())
        if key in known:
            return known[key]
        found = parse(path, raw, sort, adapter, identity)
        if not found.problems and len(known) < MANY:
            known[key] = found
        return found

    return parse_once
