"""The table of `outlook status` where something is chosen: forecasts, one forecaster, a pool, or one's own numbers."""

from typing import TYPE_CHECKING, Any

from outlook.cli.printing import mention_pool, moment, put_answer
from outlook.cli.selecting import Wanted, chosen
from outlook.cli.session import Session, cases_of, forecaster, shows_mine, talk, who_asks
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from outlook.answers.pools import Asked
    from outlook.answers.standing import Standing, Standings
    from outlook.answers.status_row import StatusRow
    from outlook.cli.options import Pool
    from outlook.show.describe.blocks import Block


def put_chosen(
    session: Session,
    wanted: Wanted,
    by: str | None = None,
    pool: "Pool | None" = None,
    *,
    late: bool = False,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print the table of some forecasts, of one forecaster or of a pool."""
    page, data = _chosen(session, wanted, by, pool, late=late)
    put_answer(session, page, *data, as_json=as_json, as_csv=as_csv)


def _chosen(
    session: Session, wanted: Wanted, by: str | None, pool: "Pool | None", *, late: bool
) -> "tuple[Callable[[], Iterator[Block]], tuple[Callable[[], Any], Callable[[], Any]]]":
    """The table of some forecasts, of one forecaster or of a pool: as a page, and as data."""
    from outlook.answers.pools import asked
    from outlook.answers.selection import own_of
    from outlook.answers.standing import Standings
    from outlook.cli.wrong_clock import mention_the_future

    mention_the_future(session)
    person = forecaster(session.book, _whose(wanted, by, pool))
    found = _first(session, wanted, Standings(session.book, session.at, late=late), person)
    own = None if by is not None or pool is not None else _own(wanted)
    rows = [standing.row(person or own_of(standing, own), with_pool=pool is not None) for standing in found]
    if wanted.sort == "apart":
        rows = _beside_others(rows, found, person)
    named = asked([one.situation for one in found], f"pool:{pool}" if pool else person, late=late, now=True)
    is_sorted = wanted.sort is not None
    page = _page(session, rows, named, pool, person, own=own, is_sorted=is_sorted)
    return page, _as_data(session, rows, named, with_others=wanted.sort == "apart")


def _own(wanted: Wanted) -> str | None:
    """Who asks, where the numbers are theirs as far as they stated any: by their settings, or as age is theirs."""
    return who_asks() if shows_mine() or wanted.older is not None or wanted.sort == "age" else None


def _whose(wanted: Wanted, by: str | None, pool: "Pool | None") -> str | None:
    """Whose numbers are shown: those of who asks, where one is to be compared with the others.

    Raises:
        InvalidValue: there is nobody to compare.
    """
    if wanted.sort != "apart":
        return by
    if pool is not None:
        raise InvalidValue(
            "--sort apart compares one forecaster with the others, --pool shows all: give one of the two"
        )
    if (by := by or who_asks()) is None:
        raise InvalidValue("--sort apart compares one forecaster with the others: say which with --by NAME")
    return by


def _beside_others(rows: "list[StatusRow]", found: "list[Standing]", person: str | None) -> "list[StatusRow]":
    """The rows with what the others state."""
    from outlook.answers.apart import others_of

    return [row._replace(others=others_of(one, person)) for row, one in zip(rows, found, strict=True)]


def _first(session: Session, wanted: Wanted, standings: "Standings", person: str | None) -> "list[Standing]":
    """The forecasts that are wanted; as many of them as are, of the table as it is shown."""
    from outlook.cli.attending import without_limit
    from outlook.show.describe.status import urgency

    found = chosen(session, without_limit(wanted), standings, person)
    if wanted.sort or wanted.limit is None or len(found) <= wanted.limit:
        return found
    cases = list(dict.fromkeys(one.forecast.case for one in found))
    ordered = sorted(found, key=lambda one: (cases.index(one.forecast.case), urgency(one.row(person))))
    kept = {one.forecast.full_id for one in ordered[: wanted.limit]}
    talk(f"the first {len(kept):,} of {len(found):,} forecasts")
    return [one for one in found if one.forecast.full_id in kept]


def _page(
    session: Session,
    rows: "list[StatusRow]",
    asked: "Asked | None",
    pool: "Pool | None",
    person: str | None,
    *,
    own: str | None,
    is_sorted: bool,
) -> "Callable[[], Iterator[Block]]":
    """The page, under what has to be said of a pool that was asked for."""

    def shown() -> "Iterator[Block]":
        from outlook.show.describe.pools import pool_lines
        from outlook.show.describe.status import status as described
        from outlook.show.terminal.printed import is_narrow

        yield from pool_lines(asked)
        narrow = is_narrow(session.screen)
        yield from described(
            cases_of(session), rows, session.at, pool, person, narrow=narrow, is_sorted=is_sorted, own=own
        )

    return shown


def _as_data(
    session: Session, rows: "list[StatusRow]", asked: "Asked | None", *, with_others: bool
) -> "tuple[Callable[[], Any], Callable[[], Any]]":
    """The fields of the JSON object, and the rows of the CSV."""

    def shown() -> list[dict[str, Any]]:
        from outlook.show.data.rows import status as fields

        return [fields(row, asked.rule if asked else None, with_others=with_others) for row in rows]

    def fields() -> dict[str, Any]:
        from outlook.show.data.pools import pool

        return {"at": moment(session.at), "pool": pool(asked), "forecasts": shown()}

    def table() -> list[dict[str, Any]]:
        mention_pool(asked)
        return shown()

    return fields, table
