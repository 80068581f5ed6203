"""The signs of a forecast as one report follows another: what `signs_of` makes of the same reports, to the last digit.

A course over time asks for the signs after each report. Reading all reports anew each time would take time with their
square, so what came before is kept, and only what the new report changes is worked out.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from outlook.evidence.grading import doubt, grades_of, reliability
from outlook.evidence.signs import (
    FOR,
    NOTHING,
    Sign,
    Strongest,
    correlation_of,
    origin_of,
    ratio_of_doubt,
    sign_of_ratio,
    spared,
    state_of,
    weighing_of,
)
from outlook.evidence.steps import bears_on, stated_ratio

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from outlook.model.case import Case, Indicator
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast, IndicatorLink


class Following:
    """The signs after the reports so far; those on a sign are not named, as nobody asks a course for them."""

    def __init__(self, forecast: Forecast, case: Case | None) -> None:
        described = {one.id: one for one in case.indicators} if case else {}
        self._indicators = {link.id: _Indicator(link, described.get(link.id), case) for link in forecast.indicators}
        self._ratios = _Ratios(forecast, case)

    def take(self, entry: Evidence) -> None:
        """One report more, which became known after those before."""
        for name in entry.indicators:
            if name in self._indicators:
                self._indicators[name].take(entry)
        self._ratios.take(entry)

    def signs(self, heard: AbstractSet[str]) -> tuple[Sign, ...]:
        """What `signs_of` makes of these reports while the forecast is open."""
        return (*[one.sign(is_heard=name in heard) for name, one in self._indicators.items()], *self._ratios.signs)


class _Indicator:
    """What was reported of one indicator so far."""

    def __init__(self, link: IndicatorLink, about: Indicator | None, case: Case | None) -> None:
        settings = weighing_of(case)
        self._link, self._grades, self._common_error = link, grades_of(case), settings.common_error
        self._vigilance = settings.vigilance if about is None or about.vigilance is None else about.vigilance
        self._group = about.group if about else None
        self._correlation = correlation_of(case, self._group)
        self._matches = dict[str, None]()  # those that were reported, the newest that decides last
        self._for, self._against = Doubts(), Doubts()
        self._made: dict[bool, Sign] = {}

    def take(self, entry: Evidence) -> None:
        """One report more."""
        match = entry.indicators[self._link.id]
        self._matches.pop(match, None)
        self._matches[match] = None
        self._made = {}
        if match in FOR or match == "refutes":
            left = doubt(reliability(entry, self._grades))
            side = self._for if match in FOR else self._against
            side.take(origin_of(entry), sqrt(left) if match == "partial" else left)

    def sign(self, *, is_heard: bool) -> Sign:
        """The sign, made once for as long as nothing is reported of it."""
        is_heard = is_heard or "pending" in self._matches
        if is_heard not in self._made:
            self._made[is_heard] = self._sign(is_heard=is_heard)
        return self._made[is_heard]

    def _sign(self, *, is_heard: bool) -> Sign:
        ratio = ratio_of_doubt(
            self._for.product,
            self._for.least,
            self._against.each.values(),
            self._vigilance,
            self._common_error,
            is_heard=is_heard,
        )
        return Sign(
            name=self._link.id,
            state=state_of(self._matches, ratio, closed=False),
            group=self._group,
            correlation=self._correlation,
            reports=(),
            ratio=ratio,
            likelihood=self._link.likelihood,
            vigilance=self._vigilance,
            is_heard=is_heard,
        )


class Doubts:
    """The least doubt of each origin, in the order of the reports that have it, with their product and the least."""

    def __init__(self) -> None:
        self.each: dict[str, float] = {}
        self.product = self.least = 1.0

    def take(self, origin: str, left: float) -> None:
        """One report more, of which so much doubt is left: of one origin it counts if that is less than before."""
        known = self.each.get(origin)
        if known is not None and not left < known:
            return
        if known is None:
            self.each[origin] = left
            self.product *= left
        else:  # what counts of this origin comes after the others now, and products are rounded in their order
            del self.each[origin]
            self.each[origin] = left
            self.product = 1.0
            for one in self.each.values():
                self.product *= one
        self.least = min(self.least, left)


class _Ratios:
    """The reports with a ratio of their own so far."""

    def __init__(self, forecast: Forecast, case: Case | None) -> None:
        self._forecast, self._case = forecast, case
        self._watched = [link.id for link in forecast.indicators]
        self._best: dict[str, Strongest] = {}
        self._by_sign: set[str] = set()
        self._places: dict[str, int] = {}
        self._whole: list[Sign] = []
        self.signs: list[Sign] = []

    def take(self, entry: Evidence) -> None:
        """One report more."""
        ratio = stated_ratio(self._forecast, entry)
        if ratio is not None:
            self._weigh(entry, sign_of_ratio(entry, ratio, self._case))
        if entry.origin and entry.origin not in self._by_sign and bears_on(entry, self._watched):
            self._by_sign.add(entry.origin)
            self._show(self._best.get(entry.origin, NOTHING), counts=False)

    def _weigh(self, entry: Evidence, sign: Sign) -> None:
        self._places[sign.name] = len(self.signs)
        self._whole.append(sign)
        self.signs.append(spared(sign))
        origin = entry.origin or entry.id
        before = self._best.get(origin, NOTHING)
        self._best[origin] = after = before.after(sign)
        if after is before:
            return
        self._show(before, counts=False)
        self._show(after, counts=after.counts and origin not in self._by_sign)

    def _show(self, one: Strongest, *, counts: bool) -> None:
        """Let the sign count, or not."""
        if one.name:
            place = self._places[one.name]
            whole = self._whole[place]
            self.signs[place] = whole if counts else spared(whole)
