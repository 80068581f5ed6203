"""The book as far as a command needs it that is about to enter something: large ledgers are not read for one line."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from outlook.cli.session import Session

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast


def narrowed(
    session: Session,
    forecasts: "Iterable[Forecast]",
    signs: Iterable[str] = (),
    report: Mapping[str, Any] | None = None,
) -> Session:
    """The session on what the entry of some forecasts needs; `report` has the fields of evidence."""
    from outlook.book.index.part import Asked

    names: dict[str, set[str]] = {}
    for forecast in forecasts:
        names.setdefault(forecast.case, set()).add(forecast.id)
    alike = frozenset[bytes]() if report is None else _alike(report)
    asked = {case: Asked(frozenset(mine), _signs_of(session, case, signs), alike) for case, mine in names.items()}
    return session._replace(book=session.book.narrowed(asked))


def narrowed_to_settle(session: Session, forecasts: "Iterable[Forecast]") -> Session:
    """The session on what an outcome, or taking one back, changes: also what is asked only if it came about."""
    from outlook.book.index.narrowing import conditional_on

    asked = list(forecasts)
    for case in dict.fromkeys(one.case for one in asked):
        folder = session.book.cases[case]
        more = conditional_on(folder, [one.id for one in asked if one.case == case])
        asked += [folder.forecast(name) for name in more if name in folder.names]
    return narrowed(session, asked)


def _signs_of(session: Session, case: str, texts: Iterable[str]) -> frozenset[str]:
    """The signs of a case that some texts select; what selects none, or several, is refused later."""
    from outlook.book.enter import indicator_id
    from outlook.errors import InvalidValue

    found = set()
    for text in texts:
        try:
            found.add(indicator_id(session.book.cases[case], text))
        except InvalidValue:
            continue
    return frozenset(found)


def _alike(report: Mapping[str, Any]) -> frozenset[bytes]:
    """What another report has in common with this one if it is the same; it may be midnight before it is written."""
    from outlook.book.index.noting import likenesses

    document = {name: value for name, value in report.items() if value is not None}
    known_at = document.pop("known_at")
    days = [document["happened_on"]] if "happened_on" in document else [known_at, known_at + timedelta(days=1)]
    dated = ({**document, "happened_on": str(day)[: len("2024-12-31")]} for day in days)
    return frozenset(one for each in dated for one in likenesses(each))
