"""What an import would bring and what it would lose, before it is done."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Block, Bullets, Fact, Facts, Heading
from outlook.show.describe.phrasing import day, plural
from outlook.show.describe.problems import problems

if TYPE_CHECKING:
    from outlook.exchange.before_opening import Early
    from outlook.exchange.preview import Preview
    from outlook.exchange.table import Loss

MOST_NAMES = 8


def import_preview(found: "Preview") -> Iterator[Block]:
    """The counts, what was taken for granted, what is lost, and what does not agree with the book."""
    yield Heading(f"{found.name}: {', '.join(found.files)}", 1)
    yield Facts(tuple(_facts(found)))
    if found.remarks:
        yield Heading("Taken for granted", 2)
        yield Bullets(tuple(found.remarks))
    if found.early:
        yield Heading("Before the opening of their question", 2)
        yield Bullets(tuple(_early(found.early)))
    if found.losses:
        yield Heading("What will not be in the book", 2)
        yield Bullets(tuple(map(_lost, found.losses)))
    if found.problems:
        yield Heading("What does not agree with the book", 2)
        yield from problems(found.problems)


def _facts(found: "Preview") -> Iterator[Fact]:
    kinds = ", ".join(f"{count} {kind} {state}" for (kind, state), count in sorted(found.questions.items()))
    yield Fact("questions", _counted(sum(found.questions.values()), kinds))
    yield Fact("forecasts", _counted(found.forecasts, _span(found)))
    names = [f"{name} {count}" for name, count in sorted(found.forecasters.items(), key=lambda one: (-one[1], one[0]))]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    yield Fact("forecasters", _counted(len(names), ", ".join(names[:MOST_NAMES]) + more))
    new = [
        plural(found.new_questions, "question"),
        plural(found.new_forecasts, "estimate"),
        plural(found.new_outcomes, "outcome"),
        plural(found.new_notes, "note"),
    ]
    back = [f"{plural(found.brought_back, 'entry')} of an undone import back"] if found.brought_back else []
    known = [f"{plural(found.known_entries, 'entry')} there already"] if found.known_entries else []
    yield Fact("new", ", ".join([*new, *back, *known]))
    cases = [f"{one} (new)" if one in found.new_cases else one for one in found.cases]
    more = f" and {len(cases) - MOST_NAMES} more" if len(cases) > MOST_NAMES else ""
    yield Fact("case" if len(cases) == 1 else "cases", ", ".join(cases[:MOST_NAMES]) + more)


def _early(early: "Sequence[Early]") -> Iterator[str]:
    """What would have no weight in a score, as the question opens later."""
    for one in early[:MOST_NAMES]:
        which = f"{one.full_id}, which opens on {day(one.opens_at)}"
        yield f"{plural(one.estimates, 'estimate')} from {day(one.first_at)} on, of {which}"
    if rest := early[MOST_NAMES:]:
        yield f"{plural(sum(one.estimates for one in rest), 'estimate')} of {len(rest):,} more"


def _counted(number: int, what: str) -> str:
    return f"{number:,}: {what}" if what else f"{number:,}"


def _span(found: "Preview") -> str:
    return f"{day(found.first_at)} to {day(found.last_at)}" if found.first_at and found.last_at else ""


def _lost(loss: "Loss") -> str:
    example = f" ({loss.example})" if loss.example else ""
    return f"{loss.count:,} × {loss.what}; first at {loss.first}{example}"
