"""How often what was said in some words came true: the answer of `score --by hedge`, also for a report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from outlook.belief.documents import promised, term_of
from outlook.errors import InvalidValue
from outlook.scoring import words
from outlook.words import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from outlook.answers.standing import Standing
    from outlook.model.case import Case


Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the cases of one scale, by hedge and by document."""

    scale: str
    by_hedge: words.Spoken
    by_document: words.Spoken

    @property
    def is_empty(self) -> bool:
        """Whether no forecast hangs on a hedged statement."""
        return not self.by_hedge.groups and not self.by_hedge.left_out


def bands(cases: Iterable[Case | None]) -> words.Bands:
    """What each hedge promises: its band on the scale of the cases, or the number that it states itself.

    Raises:
        InvalidValue: the cases use different scales.
    """
    return _known_of(_hedges(cases), promised)


def terms(cases: Iterable[Case | None]) -> Mapping[str, str]:
    """Which term of the scale of the cases each hedge is.

    Raises:
        InvalidValue: the cases use different scales.
    """
    return _known_of(_hedges(cases), term_of)


def _hedges(cases: Iterable[Case | None]) -> Mapping[str, Case]:
    """Every hedge of the cases, which have one scale, with one of those that have it."""
    known = [case for case in cases if case is not None]
    scales = sorted({case.scale or DEFAULT for case in known})
    if len(scales) > 1:
        raise InvalidValue(f"the cases use different scales of words ({', '.join(scales)}): name one case at a time")
    return {
        one.hedge: case for case in known for document in case.documents for one in document.statements if one.hedge
    }


def _known_of(hedges: Mapping[str, Case], of: Callable[[Case, str], Known | None]) -> dict[str, Known]:
    """What is known of each hedge that anything is known of, by its plain words."""
    found = {" ".join(hedge.lower().split()): of(case, hedge) for hedge, case in hedges.items()}
    return {hedge: one for hedge, one in found.items() if one is not None}


def wording(chosen: Sequence[Standing]) -> tuple[Wording, ...]:
    """The words of the chosen forecasts, one part a scale, since a word means something else on another."""
    by_scale: dict[str, list[Standing]] = defaultdict(list)
    for one in chosen:
        if one.case is not None:
            by_scale[one.case.scale or DEFAULT].append(one)
    found = (_of_scale(name, mine) for name, mine in by_scale.items())
    return tuple(one for one in found if not one.is_empty)


def _of_scale(name: str, mine: Sequence[Standing]) -> Wording:
    situations = [one.situation for one in mine]
    cases = {one.forecast.case: one.case for one in mine}
    promises = bands(cases.values())
    return Wording(
        scale=name,
        by_hedge=words.spoken(situations, cases, "hedge", promises),
        by_document=words.spoken(situations, cases, "document", promises),
    )
