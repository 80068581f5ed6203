"""The options by which every reading command narrows a book, written once, and what they choose."""

from __future__ import annotations

import inspect
from enum import StrEnum
from functools import partial, wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from outlook.cli.completing import complete_tag
from outlook.cli.options import TargetsArgument
from outlook.cli.session import Session, length_of, said, shows_mine, talk, who_asks
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from outlook.answers.selection import Narrowing, Selected, Sort
    from outlook.answers.standing import Standing, Standings

Order = Literal["closes", "moved", "gap", "apart", "age", "brier", "title"]


class State(StrEnum):
    """The states of a forecast, with the word that tables have for `due`.

    A list of typer's takes an enumeration, and no Literal.
    """

    DRAFT = "draft"
    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    RESOLVED = "resolved"
    DISPUTED = "disputed"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"


class Wanted(NamedTuple):
    """What was written after a command to name and to narrow forecasts, as it was written."""

    targets: list[str] | None = None
    tag: list[str] | None = None
    state: list[State] | None = None
    search: str | None = None
    closing: str | None = None
    older: str | None = None
    since: str | None = None
    until: str | None = None
    sort: Order | None = None
    limit: int | None = None

    @property
    def is_anything(self) -> bool:
        """Whether anything was written."""
        return bool(self.targets) or self.narrows

    @property
    def narrows(self) -> bool:
        """Whether anything was written beside targets."""
        return any(one not in (None, []) for one in self[1:])


OPTIONS: dict[str, Any] = {
    "targets": TargetsArgument,
    "tag": Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            "-t",
            metavar="TAG",
            help="Only those with this tag; several: with all",
            autocompletion=complete_tag,
        ),
    ],
    "state": Annotated[
        list[State] | None, typer.Option("--state", "-s", help="Only those in this state, or in one of several")
    ],
    "search": Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="Only those that say these words anywhere"),
    ],
    "closing": Annotated[
        str | None, typer.Option("--closing", metavar="LENGTH", help="Only those open that close so soon, such as 14d")
    ],
    "older": Annotated[
        str | None,
        typer.Option(
            "--older", metavar="LENGTH", help="Only those unresolved and not estimated for so long, such as 2w"
        ),
    ],
    "since": Annotated[
        str | None,
        typer.Option("--since", metavar="WHEN", help="Only those of which something became known from then on"),
    ],
    "until": Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="Only those of which something became known by then")
    ],
    "sort": Annotated[
        Order | None,
        typer.Option(
            "--sort",
            help="Soonest close, newest entry, widest gap to what is implied, farthest from what others state, longest "
            "untouched, worst score, or title",
        ),
    ],
    "limit": Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="Only the first so many")],
}


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose parameter `wanted` is what was selected the options that select."""
    return selecting_from(OPTIONS["targets"])(command)


def selecting_from(targets: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same for a command whose arguments are called something else, or may be something else too."""
    return partial(_with_options, options={**OPTIONS, "targets": targets})


def narrowing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that reads its targets itself the options that narrow them."""
    return _with_options(command, {name: option for name, option in OPTIONS.items() if name != "targets"})


def _with_options(command: Callable[..., None], options: Mapping[str, Any]) -> Callable[..., None]:
    @wraps(command)
    def called(**given: Any) -> None:
        wanted = Wanted(**{name: given.pop(name) for name in options})
        command(wanted=wanted, **given)

    parameters = list[inspect.Parameter]()
    for one in inspect.signature(command, eval_str=True).parameters.values():
        if one.name == "wanted":
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters += [inspect.Parameter(name, kind, default=None, annotation=of) for name, of in options.items()]
        else:
            parameters.append(one.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads what a call takes from here
    called.__annotations__ = {one.name: one.annotation for one in parameters}
    return called


def chosen(
    session: Session, wanted: Wanted, standings: Standings, person: str | None = None, *, by_outcome: bool = False
) -> list[Standing]:
    """The forecasts that are wanted, in the order that is wanted; how many of how many is said beside the data.

    Raises:
        NoMatch: a target, or all that is asked together, leaves none.
        InvalidValue: a time or a length is none, or two contradict each other.
    """
    _refuse_empty(wanted)
    named = standings.of(session.book.selected(wanted.targets or []))
    if not wanted.narrows:
        return named
    from outlook.answers.selection import select

    found = select(named, _narrowing(session, wanted, by_outcome=by_outcome), session.at, person, who_asks())
    _say(found, wanted.sort)
    return found.standings


def attended(session: Session, wanted: Wanted, standings: Standings, person: str | None = None) -> list[Standing]:
    """As `chosen`, for who asks what needs attention: where all are wanted, only those that wait for their outcome.

    Raises:
        NoMatch, InvalidValue: as `chosen` does.
    """
    if wanted.is_anything:
        return chosen(session, wanted, standings, person)
    from outlook.answers.waiting import waiting
    from outlook.show.data.rows import text

    return waiting(standings, text if session.at == session.now else None)


def _say(found: Selected, sort: str | None) -> None:
    what, order = f" {found.what}" if found.what else "", f", sorted by {sort}" if sort else ""
    if found.several:
        order += " of whoever stated something last (--by NAME: that person's)"
    if found.by_share:
        order += ", each as a share of its range (0–1 for yes/no, 0–2 for a choice)"
    if sort and found.ordered < found.passed:
        order += f", which {found.ordered or 'none'} of them {'has' if found.ordered <= 1 else 'have'}"
    first = f"; the first {len(found.standings):,}" if len(found.standings) < found.passed else ""
    talk(f"{found.passed:,} of {found.of:,} {'forecast' if found.of == 1 else 'forecasts'}{what}{order}{first}")


def time_of(session: Session, wanted: Wanted) -> tuple[datetime | None, datetime | None]:
    """From when and until when something is wanted.

    Raises:
        InvalidValue: one of the two is no time.
    """
    from outlook import moments

    _refuse_empty(wanted)
    since, until = wanted.since, wanted.until
    return (
        None if since is None else said("--since", moments.since, since, session.now),
        None if until is None else said("--until", moments.as_of, until, session.now),
    )


def _refuse_empty(wanted: Wanted) -> None:
    """An empty text is a variable that a script did not set: it must not mean everything."""
    for name, value in wanted._asdict().items():
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and not text.strip() for text in texts):
            raise InvalidValue(
                f"{'a target' if name == 'targets' else f'--{name}'} is empty: write it, or leave it out"
            )


def _narrowing(session: Session, wanted: Wanted, *, by_outcome: bool) -> Narrowing:
    from outlook.answers.selection import Narrowing

    since, until = time_of(session, wanted)
    states: tuple[Any, ...] = tuple("due" if one is State.OVERDUE else one.value for one in wanted.state or ())
    sort: Sort | None = wanted.sort
    return Narrowing(
        tags=tuple(wanted.tag or ()),
        states=states,
        search=wanted.search,
        closing=None if wanted.closing is None else length_of("--closing", wanted.closing),
        older=None if wanted.older is None else length_of("--older", wanted.older),
        since=since,
        until=until,
        by_outcome=by_outcome,
        mine=shows_mine(),
        sort=sort,
        limit=wanted.limit,
    )
