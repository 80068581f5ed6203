"""Forecasts, outcomes and notes of the table as entries of a ledger."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from outlook import moments
from outlook.book.undone_import import undone
from outlook.exchange import identity, naming
from outlook.exchange.forecaster_names import composed
from outlook.exchange.table import OWN, Forecast, Note, Outcome
from outlook.model.entries import Entry, Estimate, Evidence, Resolution, build
from outlook.model.forecast import Forecast as Record
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import DOCUMENT_PREFIX, claims_to_be_a_pool, shown


class Clock:
    """The moment of the import, a millionth of a second later each time: what is entered keeps the file's order."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._next = now

    def tick(self) -> datetime:
        """The next moment."""
        at = self._next
        self._next += timedelta(microseconds=1)
        return at

    @property
    def last(self) -> datetime:
        """The moment that it gave last."""
        return max(self.now, self._next - timedelta(microseconds=1))


class Writer:
    """Makes entries of one system's table, which one person imports."""

    def __init__(self, system: str, by: str, me: str | None, clock: Clock) -> None:
        self.system, self.by, self.me, self.clock = system, by, me, clock
        self.judge = system  # who enters outcomes: the same name, whoever imports

    def estimate(self, one: Forecast, name: str, reader: Record, number: int = 1, *, is_own: bool = False) -> Entry:
        """The entry of a forecast of the record of that name, with its belief as `reader` reads it.

        `number` is above 1 where its forecaster said the same a moment before, in the same second. It `is_own` where a
        name that is not in the file is part of its id, so that a colleague's entry of the same row is another one.

        It has no hash of the record: that of a colleague who imported another day's export may close on another day,
        and two hashes would be two versions of one entry, of which neither counts.

        Raises:
            ValueError: the belief does not fit the record, or it is dated in the future.
        """
        stated = None if one.value is None else reader.read_belief(_plain(one.value)).to_json()
        belief = "revealed" if one.is_revealed else None
        fields = {"forecast": name, "stated": stated, "why": one.why.strip() and one.why, "belief": belief}
        names = identity.estimate_names(one)
        made = identity.estimate_id(self.system, names, one.value, number)
        if is_own:
            made = identity.estimate_id(self.system, (*names, self.name_of(one.by)), one.value, number)
        return self._built(Estimate, made, one.by, one.at, naming.key(*names), fields)

    def resolution(self, one: Outcome, name: str, reader: Record) -> Entry:
        """The entry of an outcome whose time is known, read as `reader` does.

        Raises:
            ValueError: the outcome does not fit the record, or it is dated in the future.
        """
        assert one.known_at is not None
        outcome = one.outcome if one.outcome in NOT_AN_OUTCOME else reader.read_outcome(one.outcome)
        plain = outcome if isinstance(outcome, float | str) else outcome.isoformat()
        fields = {"forecast": name, "outcome": plain, "why": one.why}
        return self._built(
            Resolution, identity.resolution_id(self.system, one), self.judge, one.known_at, one.question, fields
        )

    def evidence(self, one: Note, names: list[str]) -> Entry:
        """The entry of a note on the records of these names in one case; raises ValueError as the others do."""
        named = {
            "source": one.source,
            "url": one.url,
            "happened_on": one.happened_on,
            "likelihood_ratio": one.likelihood_ratio,
        }
        fields = {"summary": one.text, "forecasts": names, **named}
        imported = naming.key(*one.questions, one.by, one.id)
        return self._built(Evidence, identity.evidence_id(self.system, one), one.by, one.at, imported, fields)

    def again(self, one: Entry) -> Entry:
        """What brings back an entry that `one` took back when its import was undone."""
        return undone(one, self.by, self.clock.tick(), "imported again")

    def _built(
        self, kind: type[Entry], name: str, by: str, at: datetime, named: str, fields: Mapping[str, Any]
    ) -> Entry:
        at = self._so_far(at)
        if at > self.clock.now:
            raise ValueError(f"{at:%Y-%m-%d %H:%M} lies in the future (it is {self.clock.now:%Y-%m-%d %H:%M})")
        given = {name: value for name, value in fields.items() if value not in (None, "") or name == "stated"}
        stamp = {"id": name, "by": self.name_of(by), "known_at": at, "recorded_at": self.clock.tick()}
        return build(kind, {**stamp, **given, "imported": {"system": self.system, "id": named}})

    def _so_far(self, at: datetime) -> datetime:
        """The moment; now for today's noon before it has come: that is what a table means that names the day alone."""
        now = self.clock.now
        return now if now < at == moments.noon(now.date()) else at

    def renames(self, by: str) -> bool:
        """Whether what somebody says in the files is entered under another name."""
        return self.name_of(by) != composed(by)

    def name_of(self, by: str) -> str:
        """The name under which something is entered: one's own for what is one's own.

        Raises:
            ValueError: only a pool or a document may have the name.
        """
        if by in (OWN, self.me):
            return self.by
        if claims_to_be_a_pool(by) or by.startswith(DOCUMENT_PREFIX):
            raise ValueError(f"the forecaster {shown(by)} has a name that only a pool or a document may have")
        return composed(by)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value


SCORED = ("kind", "stated", "outcome", "belief", "forecast")


def scored(entry: Entry, fields: Sequence[str] = SCORED) -> tuple[Any, ...]:
    """What scores depend on."""
    return tuple(getattr(entry, field, None) for field in fields)


def differences(known: Entry, new: Entry, fields: Sequence[str] = SCORED) -> Iterator[str]:
    """What of an entry that is there already is otherwise in the file, of all that scores depend on."""
    for field, before, after in zip(fields, scored(known, fields), scored(new, fields), strict=True):
        if before != after:
            yield f"{field} is {shown(str(before))} in the book and {shown(str(after))} in the file"
