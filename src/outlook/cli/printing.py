"""The last step of a reading command: its answer as a page, as JSON or as CSV, whichever was asked for."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outlook.cli.session import Session, talk

if TYPE_CHECKING:
    from outlook.answers.pools import Asked
    from outlook.show.describe.blocks import Block
    from outlook.show.terminal.printed import Laid


def put_answer(
    session: Session,
    page: "Callable[[], Iterable[Block | Laid]]",
    data: Callable[[], Mapping[str, Any] | Iterator[str]],
    rows: Callable[[], Sequence[Mapping[str, Any]]] | None = None,
    *,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Print the answer; only the form that was asked for is made. `data` is fields, or text in pieces."""
    if as_json or (as_csv and rows is not None):
        from outlook.show.data import forms

        sys.stdout.writelines(_object(data()) if as_json or rows is None else [forms.table(rows())])
        return
    from outlook.show.terminal.printed import show

    show(session.screen, page())


def _object(data: Mapping[str, Any] | Iterator[str]) -> Iterator[str]:
    from outlook.show.data import forms

    if isinstance(data, Mapping):
        yield forms.document(**data)
    else:
        yield from data
    yield "\n"


def mention_pool(pool: "Asked | None") -> None:
    """Say beside rows, which have no place for it, what has to be said of the pool whose numbers they are."""
    from outlook.show.describe.pools import pool_warnings

    for warning in pool_warnings(pool):
        talk(warning)


def moment(at: datetime) -> str:
    """A moment as data has it."""
    from outlook import moments

    return moments.iso(at)
