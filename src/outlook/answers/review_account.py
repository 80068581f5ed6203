"""What was done in a review, kept until its end: what was taken back again is not told, and what waits still is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done with a forecast: a word for it, what it changed, and what it is taken back by.

    `undone_by` are the entries that took it back; while there are some, it counts as not done.
    """

    name: str
    word: str
    lines: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    undone_by: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """The deeds of a review, in their order."""

    _deeds: list[Deed] = field(default_factory=list)

    def note(self, deed: Deed) -> None:
        """Something was done."""
        self._deeds.append(deed)

    def take_back(self, ids: Collection[str], undone: Deed) -> tuple[str, str]:
        """What has these ids was taken back by what `undone` has, or brought back by it.

        What was entered before the review is a deed when it is taken back. Returns the forecast that it is about, and
        the word for what counts as done with it now.
        """
        for place, one in enumerate(self._deeds):
            if set(ids) in (set(one.ids), set(one.undone_by)):
                is_back = set(ids) != set(one.ids)
                self._deeds[place] = replace(one, undone_by=() if is_back else undone.ids or ("gone",))
                return one.name, self._word(one.name)
        self.note(undone)
        return undone.name, undone.word

    def _word(self, name: str) -> str:
        return next((one.word for one in reversed(self.deeds) if one.name == name), "")

    @property
    def deeds(self) -> Sequence[Deed]:
        """What was done and holds."""
        return [one for one in self._deeds if not one.undone_by]
