"""Who of a book's forecasters was better, for `score --by forecaster`: ranked by the code that ranks panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.cli.session import talk
from outlook.errors import installing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.score import Review
    from outlook.panel.ask import Kind
    from outlook.panel.ranking import Ranking
    from outlook.show.describe.blocks import Block

RANKED: tuple[Kind, ...] = ("binary", "choice")


def ranks(found: Review) -> Sequence[tuple[Kind, Ranking]] | None:
    """A ranking for each kind on which several people were scored; None where what ranks is not installed."""
    if found.ask.key != "forecaster":
        return ()
    try:
        from outlook.panel.of_rows import of_kind, placed
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        talk(f"intervals and pairs need an extra: {installing('panel')}")
        return None
    kept = ((kind, of_kind(found.card.rows, kind)) for kind in RANKED)
    several = ((kind, rows) for kind, rows in kept if len({row.by for row in rows}) > 1)
    return [
        (kind, placed(rows, with_pools=False, draw=True, late=found.card.with_late).ranking) for kind, rows in several
    ]


def page(found: Sequence[tuple[Kind, Ranking]] | None) -> Iterator[Block]:
    """The rankings below the table of groups."""
    from outlook.show.describe.panel import ranks as described

    for kind, ranking in found or ():
        yield from described(kind, ranking)


def data(found: Sequence[tuple[Kind, Ranking]] | None) -> list[dict[str, Any]] | None:
    """The same as fields."""
    from outlook.show.data.panel import ranks as fields
    from outlook.show.describe.verdict import verdict

    return None if found is None else [fields(kind, ranking, verdict(ranking)) for kind, ranking in found]
