"""A word that looks ahead, and the sentence around it: its condition, its time, its register."""

import re
from dataclasses import dataclass

from outlook.extract.horizons import find_horizon, find_times
from outlook.extract.registers import Register, is_legal
from outlook.extract.span import Cue, Span
from outlook.extract.time_nouns import times_by_noun

_DATED = re.compile(
    r"\b(?:(?:19|20|21)\d\d|(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember"
    r"|october|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|q[1-4]|[1-4]q|h[12]|quarter|half|(?:this|next|coming|following|current) (?:[a-z0-9]+ )?(?:weeks?"
    r"|months?|quarters?|years?|decades?|seasons?|winter|spring|summer|autumn|century|session)"
    r"|decade|century|mid-century|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|spring"
    r"|summer|autumn|winter|year-?end|the year)"
)


@dataclass(slots=True)
class Around:
    """What a cue stands in: the sentence, as it is and in lower case, its register, and what anchors it in time.

    The time is looked for when it is first asked for; most words are taken back without it.
    """

    text: str
    low: str
    register: Register
    condition: Span | None
    tried: int  # the bits of the patterns that can match here
    bits: dict[str, int]  # and which bit is whose
    _looked: bool = False
    _times: list[Span] | None = None
    _time: Span | None = None
    _is_dated: bool = False
    _is_legal: bool | None = None

    @property
    def has_condition(self) -> bool:
        """Whether a condition is named."""
        return self.condition is not None

    @property
    def is_legal(self) -> bool:
        """Whether the sentence is one of a statute, or stands in one."""
        if self._is_legal is None:
            self._is_legal = self.register.legal or (self.may_match("legal") and is_legal(self.low))
        return self._is_legal

    def may_match(self, pattern: str) -> bool:
        """Whether the sentence has a word that the pattern needs."""
        return self.tried & self.bits[pattern] > 0

    def horizon_of(self, place: int) -> Span | None:
        """The time of the clause at a place."""
        if self._times is None:
            which = (self.may_match("time"), self.may_match("phrase"), self.may_match("occasion"))
            self._times = find_times(self.text, self.low, self.condition, which)
        return find_horizon(self._times, self.low, place) if self._times else None

    def horizon_by_noun(self, place: int) -> Span | None:
        """The time of the clause at a place by its structure: shown, but too loose to decide anything by it."""
        found = list(times_by_noun(self.text, self.low, self.condition))
        return find_horizon(found, self.low, place) if found else None

    def look(self, cue: Cue) -> None:
        """Look for the time of the first cue, which serves for all."""
        if not self._looked:
            self._looked, self._time = True, self.horizon_of(cue.start)
            self._is_dated = self._time is not None and _DATED.search(self._time.text.lower()) is not None

    @property
    def horizon(self) -> str | None:
        """The time that lies ahead, by the clause of the first cue."""
        return self._time.text if self._time else None

    @property
    def has_horizon(self) -> bool:
        """Whether a time that lies ahead is named."""
        return self._time is not None

    @property
    def is_dated(self) -> bool:
        """Whether that time is one of the calendar, and no mere `soon` or `for three days`."""
        return self._is_dated

    @property
    def is_anchored(self) -> bool:
        """Whether a condition or a horizon says that the time spoken of lies ahead."""
        return self.has_condition or self.has_horizon
