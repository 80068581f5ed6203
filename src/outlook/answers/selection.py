"""Which forecasts a person means who narrows a book: by tag, state, words, time; in what order, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from outlook.answers.apart import others_of
from outlook.answers.corrections import corrections
from outlook.answers.searching import says
from outlook.belief.pool import rule_of
from outlook.errors import InvalidValue, NoMatch, did_you_mean
from outlook.model.belief import Chance, Shares
from outlook.model.counting import counts_from
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from outlook.answers.standing import Standing
    from outlook.belief.timeline import State
    from outlook.lengths import Length
    from outlook.model.belief import Belief

Sort = Literal["closes", "moved", "gap", "apart", "age", "brier", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)
UPCOMING = ("closes", "age")
OF_ONES_OWN = ("age",)
HIGHEST = {"binary": 1.0, "choice": 2.0}  # what a Brier score can be at worst
UNRESOLVED: tuple[State, ...] = ("draft", "open", "due", "disputed")
SHOWN, TAGS_SHOWN = 60, 8


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is wanted of the forecasts that are named; what is None or empty says nothing.

    `tags` must all be there, `states` is any of them; `search` are words that must all occur somewhere in what a
    forecast or its entries say. `closing`: those open that close within so long. `older`: those unresolved whose newest
    estimate is at least so old. `since` and `until`: something about it became known in that time, or, `by_outcome`,
    its outcome did. `mine`: every order is about who asks, where they stated something.
    """

    tags: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    search: str | None = None
    closing: Length | None = None
    older: Length | None = None
    since: datetime | None = None
    until: datetime | None = None
    by_outcome: bool = False
    mine: bool = False
    sort: Sort | None = None
    limit: int | None = None


class Selected(NamedTuple):
    """The forecasts that are left, in order, and what is so of them in words, as a verb; they were `of` so many.

    `passed` is how many passed before the number was cut; `ordered` is how many have what they are sorted by. `several`
    says that what they are sorted by is of several people, each forecast by whoever stated something of it last, and
    `by_share` that it is scores of unlike ranges, each as a share of its range.
    """

    standings: list[Standing]
    of: int
    what: str
    passed: int
    ordered: int = 0
    several: bool = False
    by_share: bool = False


class _Filter(NamedTuple):
    """A condition, as `forecasts …`, as `one of them …` and as `two of them …`."""

    which: str
    one: str
    two: str
    holds: Callable[[Standing], bool]


def select(
    standings: Sequence[Standing], asked: Narrowing, at: datetime, person: str | None = None, own: str | None = None
) -> Selected:
    """Those that pass all that is asked; of one person, `older` and every order are about their estimates.

    Without one, `older`, `age` and `apart` are about those of `own`, who asks, where they stated something.

    Raises:
        InvalidValue: a length reaches beyond the calendar, or the time ends before it begins.
        NoMatch: nothing is left; the sentence says what left nothing, and of how many.
    """
    if asked.since is not None and asked.until is not None and asked.since > asked.until:
        raise InvalidValue("--since lies after --until: give the earlier time to --since")
    found, which, passed = list(standings), list[str](), list[_Filter]()
    for one in _filters(asked, at, person, own, found):
        left = [standing for standing in found if one.holds(standing)]
        if not left:
            raise NoMatch(f"of {_counted(found, which)}, none {one.one}{_hint(found, one)}")
        found, which, passed = left, [*which, one.which], [*passed, one]
    sort = asked.sort
    ordering = None if sort is None else partial(_ordering, asked=asked, sort=sort, person=person, own=own)
    keyed = [] if ordering is None else [(ordering(one), one) for one in found]
    whose = {name for one in found for name in one.situation.history.forecasters} if asked.sort == "brier" else set()
    if keyed:
        found = [one for _, one in sorted(keyed, key=itemgetter(0))]
    ordered = sum(not key[1] for key, _ in keyed)
    scored = [one for key, one in keyed if not key[1]] if sort == "brier" else []
    by_share = len({HIGHEST[one.forecast.kind] for one in scored}) > 1
    several = person is None and len(whose) > 1
    what = " and ".join(one.one if len(found) == 1 else one.two for one in passed)
    return Selected(found[: asked.limit], len(standings), what, len(found), ordered, several, by_share)


def _ordering(one: Standing, asked: Narrowing, sort: Sort, person: str | None, own: str | None) -> tuple[Any, ...]:
    whom = person or (own if sort == "apart" else own_of(one, own) if asked.mine or sort in OF_ONES_OWN else None)
    return _is_over(one, sort), *_ORDERS[sort](one, whom)


def _is_over(one: Standing, sort: Sort) -> bool:
    """Whether a forecast comes last since it has come out, where the order is about what is still to come."""
    return sort in UPCOMING and one.situation.state not in UNRESOLVED


def touched(one: Standing, person: str | None = None) -> datetime | None:
    """When a person, or a pool, last stated an estimate (for None anybody but a document), else when it opened."""
    mine = (entry for entry in one.situation_of(person).history.estimates if entry.stated is not None)
    stated = [entry.known_at for entry in mine if (entry.by == person if person else _is_a_person(entry.by))]
    return max(stated, default=one.forecast.opens_at)


def own_of(one: Standing, own: str | None) -> str | None:
    """Who asks, where they stated something of the forecast; else nobody."""
    return own if own in one.situation.history.forecasters else None


def gap(one: Standing, person: str | None = None) -> float | None:
    """How far what is implied lies from what was stated last, 0 to 1: of a choice, of the option that differs most.

    None where either is missing, for quantities and dates, and once the outcome is known.
    """
    newest = one.situation_of(person).history.newest(person)
    if newest is None or one.situation.state not in ("open", "due"):
        return None
    stated, implied = _shares(newest.believed(one.forecast)), _shares(one.weighed.implied)
    if stated is None or implied is None:
        return None
    return max(abs(implied.get(name, 0.0) - stated.get(name, 0.0)) for name in {**stated, **implied})


def _shares(belief: Belief | None) -> dict[str, float] | None:
    return dict(belief.shares) if isinstance(belief, Chance | Shares) else None


def _is_a_person(name: str) -> bool:
    return not name.startswith(DOCUMENT_PREFIX)


# ── conditions ──


def _filters(
    asked: Narrowing, at: datetime, person: str | None, own: str | None, found: Sequence[Standing]
) -> Iterator[_Filter]:
    for tag in asked.tags:
        name = f"the tag {_shown(tag)}"
        yield _Filter(f"with {name}", f"has {name}", f"have {name}", partial(_is_tagged, tag=tag))
    if asked.states:
        states = " or ".join("overdue" if state == "due" else state for state in dict.fromkeys(asked.states))
        is_so = partial(_is_in, states=asked.states)
        yield _Filter(f"that are {states}", f"is {states}", f"are {states}", is_so)
    if asked.search is not None:
        words = asked.search.split()
        said = _shown(asked.search)
        yield _Filter(f"that say {said}", f"says {said}", f"say {said}", partial(says, words=words))
    if asked.closing is not None:
        until, length = _away("--closing", asked.closing.after, at), asked.closing.spelled
        soon, holds = f"within {length}", partial(_closes_by, until=until)
        yield _Filter(f"that close {soon}", f"closes {soon}", f"close {soon}", holds)
    if asked.older is not None:
        before, length = _away("--older", asked.older.before, at), asked.older.spelled
        holds = partial(_is_untouched, before=before, person=person, own=own)
        what = f"untouched{_by(found, person, own)} for {length}"
        yield _Filter(what, f"was {what}", f"were {what}", holds)
    if asked.since is not None or asked.until is not None:
        news = f"{'an outcome' if asked.by_outcome else 'news'} in that time"
        yield _Filter(f"with {news}", f"has {news}", f"have {news}", partial(_has_news, asked=asked))


def _by(found: Sequence[Standing], person: str | None, own: str | None) -> str:
    """By whom, where it is not by anybody."""
    whose = person or next((name for name in (own_of(one, own) for one in found) if name), None)
    return f" by {whose}" if whose and rule_of(whose) is None else ""


def _away(option: str, read: Callable[[datetime], datetime], at: datetime) -> datetime:
    try:
        return read(at)
    except ValueError as error:
        raise InvalidValue(f"{option}: {error}") from None


def _is_in(one: Standing, states: Sequence[str]) -> bool:
    return one.situation.state in states


def _is_tagged(one: Standing, tag: str) -> bool:
    return tag.casefold() in {own.casefold() for own in one.forecast.tags}


def _closes_by(one: Standing, until: datetime) -> bool:
    closes_at = one.forecast.closes_at
    return one.situation.state == "open" and closes_at is not None and closes_at <= until


def _is_untouched(one: Standing, before: datetime, person: str | None, own: str | None) -> bool:
    since = touched(one, person or own_of(one, own))
    return one.situation.state in UNRESOLVED and since is not None and since <= before


def _has_news(one: Standing, asked: Narrowing) -> bool:
    return any(
        (asked.since is None or asked.since <= at) and (asked.until is None or at <= asked.until)
        for at in _news(one, of_outcome=asked.by_outcome)
    )


def _news(one: Standing, *, of_outcome: bool = False) -> Iterator[datetime]:
    """When what is known of it became known."""
    history = one.situation.history
    yield from (one.known_at for one in (history.resolution, *history.conflicting) if one is not None)
    yield from (one.until for one in corrections(history))
    if not of_outcome:
        yield from (counts_from(entry) for entry in (*history.evidence, *history.estimates, *history.taken_back))
        yield from (since for entry in history.taken_back for since, _ in history.absent[entry.id])


# ── orders: what has no such value comes last, and at one value the ids decide ──

Key = tuple[bool, Any, str]


def _first(value: Any, one: Standing) -> Key:
    return value is None, 0 if value is None else value, one.forecast.full_id


def _by_close(one: Standing, person: str | None) -> Key:
    del person
    closes_at = one.forecast.closes_at
    return _first(closes_at.timestamp() if closes_at else None, one)


def _by_news(one: Standing, person: str | None) -> Key:
    del person
    newest = max(_news(one), default=None)
    return _first(-newest.timestamp() if newest else None, one)


def _by_gap(one: Standing, person: str | None) -> Key:
    found = gap(one, person)
    return _first(None if found is None else -found, one)


def _by_distance(one: Standing, person: str | None) -> Key:
    found = others_of(one, person)
    return _first(None if found is None or found.apart is None else -found.apart, one)


def _by_age(one: Standing, person: str | None) -> Key:
    since = touched(one, person)
    return _first(since.timestamp() if since else None, one)


def _by_brier(one: Standing, person: str | None) -> Key:
    brier = one.row(person).brier
    return _first(None if brier is None else -brier / HIGHEST[one.forecast.kind], one)


def _by_title(one: Standing, person: str | None) -> Key:
    del person
    return _first(one.forecast.heading.casefold(), one)


_ORDERS = {
    "closes": _by_close,
    "moved": _by_news,
    "gap": _by_gap,
    "apart": _by_distance,
    "age": _by_age,
    "brier": _by_brier,
    "title": _by_title,
}


# ── sentences ──


def _counted(found: Sequence[Standing], which: Sequence[str]) -> str:
    noun = "forecast" if len(found) == 1 else "forecasts"
    return " ".join([f"{len(found):,} {noun}", *which])


def _shown(text: str) -> str:
    return repr(text[:SHOWN])


def _hint(found: Sequence[Standing], failed: _Filter) -> str:
    """The tags that there are, where it was a tag that none has."""
    holds = failed.holds
    if not (isinstance(holds, partial) and holds.func is _is_tagged):
        return ""
    known = sorted({tag for one in found for tag in one.forecast.tags})
    near = did_you_mean(str(holds.keywords["tag"])[:SHOWN], known)
    there_are = f"the tags are {', '.join(known[:TAGS_SHOWN])}" if known else "no forecast has a tag"
    return f"; {near or there_are}"
