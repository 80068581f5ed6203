"""What a forecast of each kind can do, whatever holds its fields: how a belief and an outcome of it are read.

The records that pydantic checks have it, and so has what is kept of them for the next command, which needs no pydantic.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar

from outlook.errors import did_you_mean
from outlook.model.belief import (
    ABOVE,
    BELOW,
    EARLIER,
    LAST_SECOND,
    LATER,
    Axis,
    Belief,
    Chance,
    Points,
    Quantiles,
    Shares,
    day_place,
)
from outlook.model.distributions import SUM_TOLERANCE, pairs_of, read_distribution, within
from outlook.model.outcomes import Outcome, same_names
from outlook.model.values import parse_probability, read_day

if TYPE_CHECKING:
    from datetime import datetime

FEW = 6  # options that are listed
PERCENT = ("%", "percent", "per cent", "pct")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?(?:[eE][-+]?\d+)?", re.ASCII)
_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


class Question(ABC):
    """What the four kinds can do alike."""

    outcomes_of_a_sign: ClassVar[tuple[str, ...]] = ("yes", "no")

    if TYPE_CHECKING:
        id: str
        case: str
        title: str | None
        question: str | None
        criteria: str | None
        judged_by: str | None
        opens_at: datetime | None
        closes_at: datetime | None

    @property
    def full_id(self) -> str:
        """`case/id`, as it is echoed everywhere."""
        return f"{self.case}/{self.id}"

    @property
    def heading(self) -> str:
        """The title, else the question, else the id."""
        return self.title or self.question or self.id

    @property
    def signs(self) -> tuple[str, ...]:
        """The outcomes under which an indicator's likelihood is stated."""
        return self.outcomes_of_a_sign

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that must still be written before the forecast can be resolved; empty when it is ready."""
        judged = ("judged_by",) if self.judged_by and not self.criteria else ("criteria",)
        found = [(name, getattr(self, name)) for name in ("question", *judged, "opens_at", "closes_at")]
        return tuple([name for name, one in found if one is None or (isinstance(one, str) and "TODO" in one)])

    @abstractmethod
    def read_belief(self, raw: Any) -> Belief:
        """Read a belief in the shape of this kind's prior; raises ValueError with the way out."""

    @abstractmethod
    def read_outcome(self, raw: Any) -> Outcome:
        """Read an outcome of this kind; raises ValueError with the way out."""

    @property
    @abstractmethod
    def answers(self) -> str:
        """What can be written as its outcome, for a person."""


class Saying:
    """What states a belief, an estimate."""

    if TYPE_CHECKING:
        stated: Any

    def believed(self, forecast: Any) -> Belief | None:
        """What it states of a forecast; None for a withdrawal, and where it no longer fits the record."""
        try:
            belief: Belief | None = None if self.stated is None else forecast.read_belief(self.stated)
        except ValueError:
            return None
        return belief


class BinaryQuestion(Question):
    """Answered by yes or no; a belief is the probability of yes."""

    def read_belief(self, raw: Any) -> Chance:
        """The probability of yes, from `0.65`, `65%` or `2:1`."""
        if type(raw) is float and 0 <= raw <= 1:  # as every ledger has it: a scorecard reads very many
            return Chance(raw)
        return Chance(parse_probability(raw))

    def read_outcome(self, raw: Any) -> str | float:
        """`yes`, `no`, or a fraction between them for what was settled in part."""
        outcome = _YES_NO.get(str(raw).strip().lower())
        if outcome is not None:
            return outcome
        try:
            fraction = parse_probability(raw)
        except ValueError:
            fraction = 0.0
        if not 0 < fraction < 1:
            raise ValueError(f"{str(raw)[:60]!r} is not an outcome: it is yes, no, ambiguous or annulled")
        return fraction

    @property
    def answers(self) -> str:
        """Yes or no."""
        return "yes, no"


class ChoiceQuestion(Question):
    """One of several options; a belief is a probability for each."""

    if TYPE_CHECKING:
        options: tuple[Any, ...]  # each with its name

    @property
    def names(self) -> tuple[str, ...]:
        """The options' names, in their order."""
        return tuple(option.name for option in self.options)

    @property
    def signs(self) -> tuple[str, ...]:
        """An indicator's likelihood is stated for each option."""
        return self.names

    def read_belief(self, raw: Any) -> Shares:
        """A probability for every option, summing to 1, in the options' order."""
        pairs = pairs_of(raw, self._example)
        if not isinstance(pairs, Mapping):
            raise ValueError(f"a choice takes a probability for each option: {'=…,'.join(self.names)}=…")
        stated = {self._name(str(name)): parse_probability(value) for name, value in pairs.items()}
        if len(stated) < len(pairs):
            raise ValueError(f"an option is named twice: {', '.join(str(name)[:60] for name in pairs)}")
        same_names(stated, self.names, "the probabilities")
        total = sum(stated.values())
        if abs(total - 1) > SUM_TOLERANCE:
            raise ValueError(f"the probabilities sum to {total:.6g}, not 1: {_listed(stated)}")
        return Shares({name: stated[name] for name in self.names})

    @property
    def _example(self) -> str:
        """How a person writes what they believe."""
        quoted = [f'"{name}"' if set(name) & set(',="') else name for name in self.names]
        return f"{'=…,'.join(quoted)}=…"

    def _name(self, raw: str) -> str:
        return {name.lower(): name for name in self.names}.get(raw.strip().lower(), raw)

    def read_outcome(self, raw: Any) -> str:
        """The option's name, whatever its case."""
        name = self._name(str(raw))
        if name not in self.names:
            hint = did_you_mean(name[:60], self.names) or f"it is one of {', '.join(self.names)}"
            raise ValueError(f"{str(raw)[:60]!r} is not an option; {hint}")
        return name

    @property
    def answers(self) -> str:
        """Its options; of very many the first."""
        more = f", or another of its {len(self.names)} options" if len(self.names) > FEW else ""
        return f"{', '.join(self.names[:FEW])}{more}"


def _listed(stated: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {probability:g}" for name, probability in stated.items())


class DistributedQuestion(Question):
    """Believed in quantiles or points."""

    if TYPE_CHECKING:
        levels: tuple[str, ...]
        prior: Any

    @property
    def fixed_levels(self) -> tuple[str, ...]:
        """The levels at which everybody is scored, as the record fixes them: its own, else those of its prior."""
        return self.levels or (tuple(self.prior) if isinstance(self.prior, Quantiles) else ())

    @property
    def axis(self) -> Axis:
        """The line on which values and outcomes lie."""
        raise NotImplementedError


class NumericQuestion(DistributedQuestion):
    """A quantity."""

    outcomes_of_a_sign = ("above", "below")  # of the prior's median

    if TYPE_CHECKING:
        lower: float | None
        upper: float | None
        open_below: float | None
        open_above: float | None
        unit: str | None

    @cached_property
    def axis(self) -> Axis:
        """The line on which values and outcomes lie, in the unit."""
        return Axis(starts_at=self.lower, full_at=self.upper, below=self.open_below, above=self.open_above)

    def read_belief(self, raw: Any) -> Quantiles | Points:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return read_distribution(raw, self._amount, self.lower, self.upper, self.axis)

    def _amount(self, raw: Any) -> float:
        """A value in the unit; it may have its sign of per cent where that is the unit."""
        text = raw.strip() if isinstance(raw, str) else ""
        if text.endswith("%") and (self.unit or "").strip().lower() in PERCENT:
            return _number(text.removesuffix("%").rstrip())
        return _number(raw)

    def read_outcome(self, raw: Any) -> float | str:
        """The value that came true, also beyond the closed ends: the record may have been wrong about them.

        `below` and `above` are outcomes where the record has the threshold.
        """
        word = raw.strip().lower() if isinstance(raw, str) else ""
        thresholds = {BELOW: self.open_below, ABOVE: self.open_above}
        if word in thresholds and thresholds[word] is None:
            raise ValueError(
                f"{word!r} needs a threshold: the record has no open_{word}, so resolve with the value itself"
            )
        return word if word in thresholds else self._amount(raw)

    @property
    def answers(self) -> str:
        """A value, and the words for what lies beyond a threshold of the record."""
        words = [word for word, at in ((BELOW, self.open_below), (ABOVE, self.open_above)) if at is not None]
        return ", ".join(["a value", *words])

    def beyond(self, value: float | str) -> str:
        """Which closed end a value lies beyond, as a sentence; empty where it lies within them."""
        if isinstance(value, str):
            return ""
        try:
            within(value, self.lower, self.upper)
        except ValueError as error:
            return str(error)
        return ""


class DateQuestion(DistributedQuestion):
    """A day."""

    if TYPE_CHECKING:
        lower: date | None
        upper: date | None

    @cached_property
    def axis(self) -> Axis:
        """The line on which days lie: from the opening (or a later `lower`) to the close, in days."""
        starts = [] if self.opens_at is None else [day_place(self.opens_at)]
        starts += [] if self.lower is None else [float(self.lower.toordinal())]
        return Axis(
            starts_at=max(starts, default=None),
            full_at=None if self.upper is None else self.upper.toordinal() + LAST_SECOND,
            ends_at=None if self.closes_at is None else day_place(self.closes_at),
            days=True,
        )

    def read_belief(self, raw: Any) -> Quantiles | Points:
        """Quantiles or cumulative points that rise, within the closed ends."""
        return read_distribution(raw, read_day, self.lower, self.upper, self.axis)

    def read_outcome(self, raw: Any) -> date | str:
        """The day it happened, `later` when it had not by the close, `earlier` when it had before the opening."""
        if isinstance(raw, str) and raw.strip().lower() in (LATER, EARLIER):
            return raw.strip().lower()
        try:
            value = read_day(raw)
        except ValueError as error:
            raise ValueError(f"{error}; or {LATER}, if it had not happened by the close") from error
        within(value, self.lower, self.upper)
        return value

    @property
    def answers(self) -> str:
        """A day, or the words for before and after the days that it asks about."""
        return f"the day, or {LATER} if it had not happened by the close ({EARLIER}: before the opening)"


def _number(raw: Any) -> float:
    if isinstance(raw, str) and "," in raw and not _THOUSANDS.fullmatch(raw.strip()):
        raise ValueError(
            f"{raw[:60]!r} is not a number: write decimals with a point, and a comma only between thousands"
        )
    try:
        value = float(str(raw).replace("_", "").replace(",", "")) if not isinstance(raw, bool) else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise ValueError(f"{str(raw)[:60]!r} is not a number")
    return value
