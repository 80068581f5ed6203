"""Who was better, in a sentence that claims only what the intervals support."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import NOTHING, percent, plural, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.panel.ranking import Ranked, Ranking
    from outlook.scoring.chance import Ends

MOST_NAMES = 4
FAR_BELOW = 2  # half of what the others cover


def excluded(found: Ranking) -> list[str]:
    """Whose estimates are left out where people are compared, why, and their means with them; at most one sentence."""
    if not found.excluded:
        return []
    each = [
        f"{plural(one.estimates, 'estimate')} of {one.forecaster} on {plural(one.questions, 'question')}"
        for one in found.excluded
    ]
    with_them = [f"{one.forecaster} {score(one.score)} on {plural(one.answered, 'question')}" for one in found.excluded]
    what = f"not compared: {listed(each)}, recorded after the end of the window"
    means = f"with them the mean score would be: {listed(with_them)}"
    return [f"{what}; every number here is without them; {means} (--late compares them too)"]


def verdict(found: Ranking) -> str:
    """Who was better, as far as the intervals support it, in plain English."""
    compared = [one for one in found.forecasters if not one.is_pool]
    alone = [one.forecaster for one in found.excluded if not one.is_compared]
    if alone and len(compared) < 2:  # noqa: PLR2004 - a comparison takes two
        whose = f"what {listed(alone)} stated was recorded too late"
        return f"No two of {len(compared) + len(alone)} forecasters can be compared: {whose}."
    if not compared:
        return "Scores in unlike units have no common mean: each unit is ranked by itself."
    if len(compared) == 1:
        return f"{compared[0].forecaster} scored {_scored(compared[0])}."
    if not found.is_compared:
        return f"{_first(len(compared), compared[0])} Each is looked at by itself: no difference is held against luck."
    whom = [f"Only {listed([one.forecaster for one in compared])} are compared."] if alone else []
    mine, apart = _largest(compared)
    best = _best(mine)
    names = {one.forecaster for one in mine}
    better = [(one, other) for one, other in found.better if one in names and other in names]
    first = _first(len(mine), best)
    told = [
        *whom,
        *apart,
        first,
        *_covering(best, mine),
        *_uneven(found, best),
        *_differences(best, mine, better),
        *_odd(found),
    ]
    return " ".join(told)


def _largest(people: Sequence[Ranked]) -> tuple[Sequence[Ranked], list[str]]:
    """Those of the group with most people, and a sentence where there are others, who share no question with it."""
    groups = [one.group for one in people if one.group is not None]
    if len(set(groups)) < 2:  # noqa: PLR2004 - of one group everybody is spoken of
        return people, []
    largest = max(sorted(set(groups)), key=groups.count)
    mine = [one for one in people if one.group == largest]
    if len(mine) == 1:
        return mine, ["No two of them share questions that compare them."]
    others = [one.forecaster for one in people if one.group not in (None, largest)]
    with_them = f"{listed(others)} {'share' if len(others) > 1 else 'shares'} no question with them"
    return mine, [f"Only {listed([one.forecaster for one in mine])} are compared here: {with_them}."]


def _first(people: int, best: Ranked) -> str:
    if best.adjusted is None:
        return f"Of {people} forecasters {best.forecaster} has the lowest mean score: {_scored(best)}."
    interval = f" (90% interval {ends(best.adjusted_interval)})" if best.adjusted_interval else ""
    return (
        f"Of {people} forecasters, who answered different questions, {best.forecaster} comes first once the difficulty "
        f"of the questions is taken into account: {score(best.adjusted)}{interval}, and {_scored(best)} as it is."
    )


def is_adjusted(rows: Sequence[Ranked]) -> bool:
    """Whether any of them has an adjusted score."""
    return any(one.adjusted is not None for one in rows)


def _best(people: Sequence[Ranked]) -> Ranked:
    """The first of those who compare, by the adjusted score where there is one."""
    compared = [one for one in people if one.adjusted is not None]
    return min(compared, key=lambda one: (one.adjusted or 0.0, one.forecaster)) if compared else people[0]


def _scored(one: Ranked) -> str:
    interval = f"90% interval {ends(one.interval)}" if one.interval else f"no interval: {one.why}"
    return f"{score(one.score)} on {plural(one.questions, 'question')} ({interval})"


def _covering(best: Ranked, people: Sequence[Ranked]) -> Iterator[str]:
    """Where the first had a forecast in force for far less time than the others: no score takes account of it."""
    others = [one.coverage for one in people if one is not best and one.coverage is not None]
    if others and best.coverage is not None and best.coverage * FAR_BELOW < (usual := median(others)):
        yield (
            f"But {best.forecaster} had a forecast in force for {percent(best.coverage)} of the time, and the others "
            f"for {percent(usual)} (median)."
        )


def _uneven(found: Ranking, best: Ranked) -> Iterator[str]:
    if not found.is_even and best.adjusted is None:
        yield "They answered different questions, too few for a fair comparison."


def _differences(best: Ranked, people: Sequence[Ranked], better: Sequence[tuple[str, str]]) -> Iterator[str]:
    if len(people) == 1:
        return
    if not better:
        pairs = len(people) * (len(people) - 1) // 2
        together = f", all {pairs:,} pairs looked at together" if pairs > 1 else ""
        yield f"No difference between any two of them is more than luck can make{together}."
        return
    beaten = [other for one, other in better if one == best.forecaster]
    if beaten:
        yield f"{best.forecaster} is better than {listed(beaten)} on the questions that they share, beyond luck."
    if rest := len(people) - 1 - len(beaten):
        equal = [one.forecaster for one in people if one.forecaster not in (*beaten, best.forecaster)]
        yield f"Luck may explain the difference from {listed(equal) if rest <= MOST_NAMES else f'{rest} others'}."
    if others := [f"{one} is better than {other}" for one, other in better if one != best.forecaster]:
        yield f"Beyond luck, {listed(others)}."


def _odd(found: Ranking) -> Iterator[str]:
    for one, other in found.disagreeing[:1]:
        yield f"{one} beats {other} on the questions that they share, though the adjusted scores say otherwise."


def listed(names: Sequence[str]) -> str:
    """A few names in a sentence.

    >>> listed(["ann", "bob", "cy"])
    'ann, bob and cy'
    """
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {plural(len(names) - MOST_NAMES, 'other')}"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def ends(interval: Ends | None) -> str:
    """The two ends of an interval."""
    return NOTHING if interval is None else f"{score(interval.low)} to {score(interval.high)}"
