"""What needs attention, as `due` lists it and `review` walks through it: one answer, for both the same."""

from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.session import Session, length_of, talk, who_asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.attention import Attention
    from outlook.answers.standing import Standing, Standings
    from outlook.book.snoozes import Snooze
    from outlook.cli.selecting import Wanted
    from outlook.lengths import Length

WithinOption = Annotated[
    str,
    typer.Option("--within", metavar="LENGTH", help="How soon is soon, such as 14d; a bare number counts days"),
]
SnoozedOption = Annotated[bool, typer.Option("--snoozed", help="Also what you have put off in `outlook review`")]


def attending(
    session: Session,
    selected: "Sequence[Standing]",
    standings: "Standings",
    person: str | None,
    within: "Length",
    *,
    snoozed: bool = False,
    is_sorted: bool = False,
) -> "Attention":
    """What is due of some forecasts, without what the person put off; how much that is, is said beside the data.

    With `snoozed`, it is all there, and what was put off is named nevertheless. What `is_sorted` keeps its order.
    """
    from outlook.answers.attention import attention
    from outlook.answers.due import due
    from outlook.book.snoozes import snoozes
    from outlook.show.describe.due import snoozed as described

    found = due(selected, session.at, within, standings.in_case_of, person, usual_length(), who_asks())
    if is_sorted:
        places = {one.forecast.full_id: place for place, one in enumerate(selected)}
        found = sorted(found, key=lambda item: places[item.situation.forecast.full_id])
    kept = snoozes(session.book.root)
    if kept.trouble:
        talk(kept.trouble)
    mine = [_by_its_name_today(session, one) for one in kept.snoozes]
    parted = attention(found, mine, who_snoozed(person), session.at)
    if snoozed:
        return parted._replace(due=found)
    if parted.snoozed:
        talk(described(parted))
    return parted


def without_limit(wanted: "Wanted") -> "Wanted":
    """What is wanted, without the number: of what needs attention, the most urgent are the first, unless sorted."""
    return wanted if wanted.sort else wanted._replace(limit=None)


def first(found: "Attention", wanted: "Wanted") -> "Attention":
    """As many forecasts as are wanted, the first; how many more there are is said beside the data."""
    names = list(dict.fromkeys(item.situation.forecast.full_id for item in found.due))
    if wanted.limit is None or len(names) <= wanted.limit:
        return found
    kept = set(names[: wanted.limit])
    talk(f"the first {len(kept):,} of {len(names):,} forecasts that need attention")
    return found._replace(due=[item for item in found.due if item.situation.forecast.full_id in kept])


def _by_its_name_today(session: Session, one: "Snooze") -> "Snooze":
    """A snooze of a forecast that was renamed since is one of the forecast as it is called now."""
    case, _, name = one.forecast.partition("/")
    folder = session.book.cases.get(case)
    if folder is None or name in folder.names or name not in folder.former:
        return one
    return one._replace(forecast=f"{case}/{folder.former[name]}")


def who_snoozed(person: str | None) -> str | None:
    """Whose snoozes count: those of the person who is asked about, else of who works here; None for nobody."""
    from outlook.model.values import claims_to_be_a_pool

    if person is not None and not claims_to_be_a_pool(person):
        return person
    return who_asks()


def usual_length() -> "Length | None":
    """How long a forecast may go without an estimate, by the person's own settings."""
    from outlook.lengths import length
    from outlook.settings import settings

    found = settings().stale_after
    return None if found is None else length(found)


def within_of(text: str) -> "Length":
    """A length of time; a bare number counts days."""
    return length_of("--within", text)
