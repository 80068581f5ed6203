"""What commands say of a clock that seems to be wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from outlook import moments
from outlook.book import future
from outlook.cli.session import Session, talk
from outlook.show.describe.phrasing import moment, plural

if TYPE_CHECKING:
    from outlook.book import CaseFolder
    from outlook.model.forecast import Forecast

SHOWN = 3


def mention_the_future(session: Session) -> None:
    """Name the entries that lie after this machine's clock, on one line: how many, of which case, and until when."""
    found = [part for folder in session.book.cases.values() if (part := _from_the_future(folder, session))]
    if found:
        talk(
            f"from the future by this machine's clock, which says {moment(session.now)}: {', '.join(found)}. "
            f"Check the clock, here and where they were written; what a wrong one wrote, retract and enter again"
        )


def _from_the_future(folder: "CaseFolder", session: Session) -> str:
    entries = session.late[folder.id] if folder.id in session.late else future.of_folder(folder, session.now)
    if not entries:
        return ""
    hidden = [entry.known_at for entry in entries if entry.known_at > session.at]
    some = f"{len(hidden)} of them " if len(hidden) < len(entries) else ""
    counted = f"{some}not counted until {moment(max(hidden))}" if hidden else "counted"
    return f"{plural(len(entries), 'entry')} of {folder.id} ({counted})"


def mention_what_follows_its_outcome(session: Session, resolved: Iterable["Forecast"]) -> None:
    """Name the estimates of these forecasts that are scored although a slow clock wrote them after the outcome."""
    from outlook.checks.out_of_order import follows_its_outcome

    asked: dict[str, set[str]] = {}
    for one in resolved:
        asked.setdefault(one.case, set()).add(one.id)
    for name, ids in asked.items():
        found = [one for one in follows_its_outcome(session.book.cases[name]) if one.forecast in ids]
        if found:
            whose = ", ".join(f"{one.id} of {one.by} on {one.forecast}" for one in found[:SHOWN])
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            talk(
                f"! scored as made in time, though its line follows the outcome in the ledger of {name} and only its "
                f"clock says otherwise: {whose}{more} (`outlook check` says more)"
            )


def warn_before_writing(session: Session, folders: "Iterable[CaseFolder]") -> None:
    """Whoever writes with a clock that is slow gives the entry a moment before what it follows."""
    for folder in folders:
        entry = future.recorded_last(folder, session.now)
        if entry is not None:
            talk(
                f"this machine's clock says {moments.iso(session.now)}, but entry {entry.id} was recorded at "
                f"{moments.iso(entry.recorded_at)}: check the clock; what is written counts as made before that"
            )
