"""`open_book`: what `outlook status`, `score`, `calibration` and `history` answer, for programs. Nothing is written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outlook.errors import InvalidValue, NoMatch
from outlook.notebook.result import Result
from outlook.notebook.text import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from outlook.answers.standing import Standing
    from outlook.book import Book


class OpenBook:
    """A book as it was known at a moment. Each answer has the digits that the command of its name prints."""

    def __init__(self, book: Book, at: datetime) -> None:
        self._book, self.at = book, at

    @property
    def forecasters(self) -> tuple[str, ...]:
        """Everybody who has an entry in a ledger."""
        return tuple(self._book.forecasters)

    def status(self, *targets: str, by: str | None = None) -> Result:
        """The table of forecasts: one row each, the fields of `outlook status --json`.

        Args:
            targets: cases or forecasts, by id or any part of it; all without one.
            by: the forecaster, or a pool such as `pool:median`, whose probability and score are given.

        Raises:
            outlook.errors.NoMatch: nothing matches, or nobody is called that.
        """
        from outlook.answers.pools import asked
        from outlook.show.data.pools import pool
        from outlook.show.data.rows import status

        chosen, person = self._chosen(targets), self._person(by)
        named = asked([one.situation for one in chosen], person, now=True)
        rows = [status(one.row(person, with_pool=False), named.rule if named else None) for one in chosen]
        return Result({"at": _iso(self.at), "pool": pool(named), "forecasts": rows}, rows)

    def score(self, *targets: str, by: str | None = None, lead: str | None = None, late: bool = False) -> Result:
        """The scorecard: one row a forecaster on a forecast, the fields of `outlook score --json`.

        Scores are time-weighted: Brier scores 0 to 1 (over options 0 to 2), log scores in nats, CRPS in the unit of the
        question; lower is better for each.

        Args:
            targets: as for `status`.
            by: only this forecaster, or a pool.
            lead: also the score of the estimate in force so long before the scheduled close, such as `"7d"`.
            late: whether estimates count that were recorded after the outcome was.

        Raises:
            outlook.errors.NoMatch: nothing matches, or nobody is called that.
            outlook.errors.InvalidValue: `lead` is no length of time.
        """
        from outlook import lengths
        from outlook.answers.missing import missing
        from outlook.answers.score import Ask, review
        from outlook.show.data import scorecard

        try:
            length = None if lead is None else lengths.length(lead)
        except ValueError as error:
            raise InvalidValue(f"lead: {error}") from error
        chosen = self._chosen(targets, late=late)
        cases = {one.forecast.case for one in chosen} if targets else None
        gone = missing(self._book, self.at, cases)
        found = replace(review(chosen, Ask(forecaster=self._person(by), lead=length)), missing=gone)
        return Result({"at": _iso(self.at), **scorecard.review(found)}, scorecard.scored(found))

    def calibration(self, *targets: str, by: str | None = None, bins: int = 10, late: bool = False) -> Result:
        """Whether 30 % happened three times in ten: one row a bin, the fields of `outlook calibration --json`.

        Args:
            targets: as for `status`.
            by: only this forecaster, or a pool.
            bins: how many bins of equal width, 1 to 100.
            late: as for `score`.

        Raises:
            outlook.errors.NoMatch: nothing matches, or nobody is called that.
        """
        from outlook.answers.calibration import calibration
        from outlook.show.data import charts
        from outlook.show.describe.calibration import calibration_page

        found = calibration(self._chosen(targets, late=late), self._person(by), "last", bins=bins)
        fields = json.loads(charts.calibration(found, self.at))
        del fields["schema"]
        return Result(fields, fields["bins"], text_of(calibration_page(found)))

    def history(self, *targets: str, by: str | None = None) -> Result:
        """The entries of the ledgers, by the time they became known: the fields of `outlook history --json`.

        Args:
            targets: as for `status`.
            by: only what this person entered.

        Raises:
            outlook.errors.NoMatch: nothing matches.
        """
        from outlook.answers.history import history
        from outlook.show.data import payload

        wanted = {name.full_id for name in self._book.selected_names(list(targets))} if targets else None
        found = history(self._book, wanted, self.at, by)
        entries = [(case, payload.entries([entry])[0]) for case, entry in found.entries]
        rows = [{"case": case, **entry} for case, entry in entries]
        return Result({"entries": [entry for _, entry in entries]}, rows)

    def _chosen(self, targets: Sequence[str], *, late: bool = False) -> Sequence[Standing]:
        from outlook.answers.standing import Standings

        return Standings(self._book, self.at, late=late).of(self._book.selected(list(targets)))

    def _person(self, named: str | None) -> str | None:
        from outlook.belief.pool import rule_of

        if named is not None and rule_of(named) is None and named not in self._book.forecasters:
            known = ", ".join(self._book.forecasters[:8]) or "none"
            raise NoMatch(f"by: nobody called {named[:60]!a} has an entry in this book; known: {known}")
        return named


def open_book(path: str | PathLike[str], at: str | datetime | None = None) -> OpenBook:
    """Open a book to read it, as it was known at a moment.

    Args:
        path: the folder `forecasts/`.
        at: the moment, as `--at` takes it (a bare day means its end, in UTC) or with a time zone; now without one.

    Returns:
        The book; `status`, `score`, `calibration` and `history` answer with a `Result`.

    Raises:
        outlook.errors.NoMatch: there is no such folder.
        outlook.errors.InvalidValue: `at` is no moment.
        outlook.errors.Unreadable: the folder cannot be read.
    """
    from outlook.book import Book

    root = Path(path)
    if not root.is_dir():
        raise NoMatch(f"there is no folder {str(root)!a}: name the forecasts folder of a book")
    return OpenBook(Book.open(root), _moment(at))


def _moment(at: str | datetime | None) -> datetime:
    from outlook import moments

    now = datetime.now(UTC)  # a program asks for the present by leaving it out
    if at is None:
        return now
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise InvalidValue(f"at: {at.isoformat()} has no time zone; write datetime(…, tzinfo=UTC)")
        return at.astimezone(UTC)
    try:
        return moments.as_of(at, now)
    except ValueError as error:
        raise InvalidValue(f"at: {error}") from error


def _iso(at: datetime) -> Any:
    from outlook import moments

    return moments.iso(at)
