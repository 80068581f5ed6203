"""`outlook status --group attention`: the table in parts, by why a forecast needs attention."""

from typing import TYPE_CHECKING

from outlook.cli.attending import attending, within_of, without_limit
from outlook.cli.printing import moment, put_answer
from outlook.cli.selecting import Wanted, chosen
from outlook.cli.session import Session, cases_of, forecaster, shows_mine, talk, who_asks
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from outlook.answers.standing import Standing
    from outlook.cli.options import Pool
    from outlook.show.describe.blocks import Block

SOON = "14d"


def put_by_need(
    session: Session, wanted: Wanted, by: str | None, pool: "Pool | None", *, as_json: bool, as_csv: bool
) -> None:
    """Print it; as data each row says its reason, or that there is none.

    Raises:
        InvalidValue: a pool is asked for, which nobody has to look after.
    """
    from outlook.answers.attention import reasons
    from outlook.answers.selection import own_of
    from outlook.answers.standing import Standings

    if pool is not None:
        raise InvalidValue("--group attention is about what people have to look at: leave out --pool")
    standings, person = Standings(session.book, session.at), forecaster(session.book, by)
    found = chosen(session, without_limit(wanted), standings, person)
    parted = attending(session, found, standings, person, within_of(SOON), snoozed=True)
    awake = {name: reason for name, reason in reasons(parted).items() if name not in parted.snoozed}
    why: dict[str, str] = {**awake, **dict.fromkeys(parted.snoozed, "snoozed")}
    own = who_asks() if by is None and shows_mine() else None
    rows = [one.row(person or own_of(one, own)) for one in _first(found, why, wanted)]

    def page() -> "Iterator[Block]":
        from outlook.show.describe.by_need import status_by_need
        from outlook.show.terminal.printed import is_narrow

        narrow, is_sorted = is_narrow(session.screen), wanted.sort is not None
        cases = cases_of(session)
        return status_by_need(cases, rows, session.at, why, person, narrow=narrow, is_sorted=is_sorted, own=own)

    def data() -> "list[dict[str, Any]]":
        from outlook.show.data.rows import status

        return [{**status(row, None), "attention": why.get(row.full_id)} for row in rows]

    def fields() -> "dict[str, Any]":
        return {"at": moment(session.at), "pool": None, "forecasts": data()}

    put_answer(session, page, fields, data, as_json=as_json, as_csv=as_csv)


def _first(found: "Sequence[Standing]", why: "Mapping[str, str]", wanted: Wanted) -> "list[Standing]":
    """As many forecasts as are wanted, the most urgent; those that need nothing come last."""
    if wanted.sort or wanted.limit is None or len(found) <= wanted.limit:
        return [*found]
    names = [one.situation.forecast.full_id for one in found]
    kept = list(dict.fromkeys([*(name for name in why if name in names), *names]))[: wanted.limit]
    talk(f"the most urgent {len(kept):,} of {len(names):,} forecasts")
    return [one for one, name in zip(found, names, strict=True) if name in kept]
