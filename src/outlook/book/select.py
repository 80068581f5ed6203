"""Finding one thing, or many, by what a person types: an id, its beginning, or any part of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from outlook.errors import NoMatch, did_you_mean

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast


class Named(Protocol):
    """A thing with an id inside its case and a full id."""

    @property
    def id(self) -> str:
        """The id within its case."""

    @property
    def full_id(self) -> str:
        """The id with its case."""


class Name(NamedTuple):
    """The name of a forecast, with its case and within it."""

    full_id: str
    id: str

    @property
    def case(self) -> str:
        """The name of its case."""
        return self.full_id.partition("/")[0]


Thing = TypeVar("Thing", bound=Named)
SHOWN = 8
TAG = "tag:"


def matches(text: str, things: Iterable[Thing]) -> list[Thing]:
    """Those that answer to the text: exactly, else by their beginning, else by any part, else by beginnings of words.

    The first of the four ways that finds anything decides.
    """
    wanted, everything = text.strip().lower(), list(things)
    ways = (
        lambda thing: wanted in (thing.full_id, thing.id),
        lambda thing: thing.id.startswith(wanted) or thing.full_id.startswith(wanted),
        lambda thing: wanted in thing.full_id,
        lambda thing: _begins_words(wanted, thing.id),
    )
    if not wanted:
        return []
    return next((found for way in ways if (found := [thing for thing in everything if way(thing)])), [])


def having(text: str, things: Iterable[Thing]) -> list[Thing]:
    """Those that somebody means who wants every one: the one of that very id, else all that have the text in it.

    Where it begins a word of some ids, only these: `rain` is in `rain-fall` and in `heavy-rain`, and who types it does
    not mean `brain-drain`.
    """
    wanted, everything = text.strip().lower(), list(things)
    ways: tuple[Callable[[Thing], bool], ...] = (
        lambda thing: wanted in (thing.full_id, thing.id),
        lambda thing: begins_a_word(wanted, thing.id, thing.full_id),
        lambda thing: wanted in thing.full_id,
        lambda thing: _begins_words(wanted, thing.id),
    )
    if not wanted:
        return []
    return next((found for way in ways if (found := [thing for thing in everything if way(thing)])), [])


def begins_a_word(wanted: str, name: str, full_id: str) -> bool:
    """Whether a text in small letters stands at the beginning of a word of an id, or of the id with its case."""
    return f"-{wanted}" in f"-{name}" or full_id.startswith(wanted)


def _begins_words(text: str, name: str) -> bool:
    """Whether the parts of a text begin words of an id, in its order: `gold-jan` those of `gold-close-january`."""
    parts, words = text.split("-"), iter(name.split("-"))
    return len(parts) > 1 and all(part and any(word.startswith(part) for word in words) for part in parts)


def saying(text: str, forecasts: Iterable["Forecast"]) -> list["Forecast"]:
    """The forecasts in whose title or question each of the words occurs."""
    words = text.casefold().split()
    if not words:
        return []
    return [one for one in forecasts if all(word in f"{one.title} {one.question}".casefold() for word in words)]


def saying_or_from(text: str, forecasts: Iterable["Forecast"]) -> list["Forecast"]:
    """The forecasts that are called exactly so where they were imported from, else those whose question says the words.

    A single word that is no id is no search.
    """
    wanted, everything = text.strip().casefold(), list(forecasts)
    found = [one for one in everything if one.imported and one.imported.id.casefold() == wanted]
    return found or (saying(text, everything) if " " in wanted else [])


def tagged(tag: str, forecasts: Iterable["Forecast"]) -> list["Forecast"]:
    """The forecasts with a tag.

    Raises:
        NoMatch: none has it; the sentence names the tags that there are.
    """
    everything = list(forecasts)
    if found := [one for one in everything if tag.casefold() in {own.casefold() for own in one.tags}]:
        return found
    known = sorted({own for one in everything for own in one.tags})
    hint = did_you_mean(tag[:80], known) or (f"the tags are {listed(known)}" if known else "no forecast has a tag")
    raise NoMatch(f"no forecast has the tag {tag[:80]!a}; {hint}")


def only(text: str, things: Sequence[Thing], noun: str) -> Thing:
    """The one thing that answers to the text; of several, the one of whose id it is whole words.

    Raises:
        NoMatch: nothing does (with the nearest ids), or several do (with the candidates).
    """
    found = matches(text, things)
    if len(found) > 1:  # `team-1` is not `team-10`
        found = by_whole_words(text, found) or found
    if len(found) == 1:
        return found[0]
    if found:
        names = listed(thing.full_id for thing in found)
        every = f", or see all with `outlook status {text}`" if len(found) > SHOWN and noun == "forecast" else ""
        raise NoMatch(f"{text!r} matches {len(found)} {_several(noun)}: {names}; write more of the id{every}")
    raise NoMatch(nothing(text, things, noun))


# What status has no row for.
_LISTED = {
    "statement": "`outlook extract CASE/DOCUMENT` lists the statements of a document",
    "document": "the `case.yaml` of a case lists its documents",
}


def _several(noun: str) -> str:
    head, space, rest = noun.partition(" ")
    return f"{head}s{space}{rest}"


def by_whole_words(text: str, things: Iterable[Thing]) -> list[Thing]:
    """Those of whose id a text is whole words."""
    wanted = f"-{text.strip().lower()}-"
    return [thing for thing in things if wanted in f"-{thing.id}-"]


def nothing(text: str, things: Sequence[Named], noun: str) -> str:
    """The sentence for a text that matches nothing."""
    ids = [thing.id for thing in things] + [thing.full_id for thing in things]
    parts = {part: thing.id for thing in things for part in thing.id.split("-")}
    near = did_you_mean(text[:80], ids) or did_you_mean(text[:80], list(parts), 1)
    hint = near or _LISTED.get(noun, f"`outlook status` lists every {noun}")
    return f"no {noun} matches {text[:80]!r}; {hint}"


def listed(names: Iterable[str], limit: int = SHOWN) -> str:
    """Names joined by commas, cut after the limit with the number of the rest."""
    everything = list(names)
    more = f" and {len(everything) - limit} more" if len(everything) > limit else ""
    return ", ".join(everything[:limit]) + more
