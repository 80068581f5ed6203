"""`outlook due`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.attending import SnoozedOption, WithinOption, attending, first, within_of
from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, CsvOption, JsonOption
from outlook.cli.output_file import ForceOption, put, settle
from outlook.cli.printing import moment, put_answer
from outlook.cli.selecting import Wanted, attended, chosen, selecting
from outlook.cli.session import Session, forecaster, open_session
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.attention import Attention
    from outlook.answers.due import Due
    from outlook.answers.standing import Standing, Standings
    from outlook.lengths import Length


SHOWN = 20  # forecasts on a terminal, where nobody said how many


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("due", short_help="What closes soon, is overdue or has gone stale")(due)


@selecting
def due(
    wanted: Wanted,
    within: WithinOption = "14d",
    ics: Annotated[
        str | None, typer.Option("--ics", metavar="FILE", help="Write the list as a calendar; - is standard output")
    ] = None,
    force: ForceOption = False,
    look: Annotated[
        bool, typer.Option("--look", help="Rank the unseen signs of open forecasts by what a look is worth")
    ] = False,
    snoozed: SnoozedOption = False,
    by: ByOption = None,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook due --within 365 --ics due.ics   the same list for a calendar
    outlook due --look                       the signs most worth a look

    What is overdue or closes soon; of what is open, also where a condition came out, where evidence or a constant
    hazard moved away from what was stated, and what nobody has estimated for a month or a tenth of its window.
    """
    from outlook.answers.standing import Standings

    settle(ics, force=force, named="ics", json=as_json, csv=as_csv)
    session = open_session(book, at, color)
    standings, person = Standings(session.book, session.at), forecaster(session.book, by)
    if look:
        _put_looks(session, chosen(session, wanted, standings, person), ics, as_json=as_json, as_csv=as_csv)
        return
    found = _found(session, wanted, standings, person, within_of(within), snoozed=snoozed)
    if ics is not None:
        put(ics, _calendar(session, found.due), force=force)
        return
    _put_due(session, found, wanted.limit, as_json=as_json, as_csv=as_csv)


def _found(
    session: Session, wanted: Wanted, standings: "Standings", person: str | None, within: "Length", *, snoozed: bool
) -> "Attention":
    """What is due of the forecasts that are wanted, and as many as are."""
    selected, is_sorted = attended(session, wanted._replace(limit=None), standings, person), wanted.sort is not None
    found = attending(session, selected, standings, person, within, snoozed=snoozed, is_sorted=is_sorted)
    return first(found, wanted)


def _put_due(session: Session, found: "Attention", limit: int | None, *, as_json: bool, as_csv: bool) -> None:
    from outlook.show.data import payload
    from outlook.show.describe.due import due as described
    from outlook.show.terminal.printed import is_narrow

    most = SHOWN if session.screen.is_terminal and limit is None else None
    asleep = {name: one.until for name, one in found.snoozed.items()}
    rows, page = (
        partial(_rows, found.due),
        partial(described, found.due, session.at, most, asleep, narrow=is_narrow(session.screen)),
    )
    put_answer(
        session,
        page,
        lambda: {"at": moment(session.at), "due": rows(), "snoozed": payload.snoozed(found)},
        rows,
        as_json=as_json,
        as_csv=as_csv,
    )


def _put_looks(session: Session, chosen: "Sequence[Standing]", ics: str | None, *, as_json: bool, as_csv: bool) -> None:
    from outlook.answers.looking import sights as find
    from outlook.show.data import payload
    from outlook.show.describe.looking import sights as described

    if ics is not None:
        raise InvalidValue("--look ranks signs, which have no day in a calendar: leave out --ics or --look")
    found = find(chosen)

    def rows() -> list[dict[str, Any]]:
        return [payload.sight(one) for one in found]

    put_answer(
        session,
        lambda: described(found),
        lambda: {"at": moment(session.at), "look": rows()},
        rows,
        as_json=as_json,
        as_csv=as_csv,
    )


def _calendar(session: Session, found: "Sequence[Due]") -> str:
    from outlook.show.data.calendar import calendar

    return calendar(found, session.at, session.now)


def _rows(found: "Sequence[Due]") -> list[dict[str, Any]]:
    from outlook.show.data import payload

    return [payload.due(item) for item in found]
