"""Who of a book's forecasters was better, for `score --by forecaster`: ranked by the code that ranks panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.cli.session import talk
from outlook.errors import installing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.answers.score import Review
    from outlook.model.case import Case
    from outlook.panel.ask import Kind
    from outlook.panel.ranking import Ranking
    from outlook.scoring.scorecard import Scorecard
    from outlook.show.describe.blocks import Block

    Ranks = Sequence[tuple[Kind, Ranking]] | None


RANKED: tuple[Kind, ...] = ("binary", "choice")


def ranks(found: Review) -> Ranks:
    """The rankings of `--by forecaster`; None, and a sentence, where what ranks is not installed."""
    return ranked(found.card) if found.ask.key == "forecaster" else ()


def several(card: Scorecard) -> bool:
    """Whether there is anybody to be compared with."""
    return len({row.by for row in card.rows}) > 1


def ranked(card: Scorecard) -> Ranks:
    """A ranking for each kind on which several people were scored: for every page that says who was better."""
    try:
        from outlook.panel.of_rows import of_kind, placed
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        talk(f"intervals and pairs need an extra: {installing('panel')}")
        return None
    kept = ((kind, of_kind(card.rows, kind)) for kind in RANKED)
    return [
        (kind, placed(rows, with_pools=False, draw=True, late=card.with_late).ranking)
        for kind, rows in kept
        if len({row.by for row in rows}) > 1
    ]


def page(found: Ranks, cases: Mapping[str, Case | None]) -> Iterator[Block]:
    """The rankings below the table of groups."""
    from outlook.show.describe.authors import speakers
    from outlook.show.describe.panel import ranks as described

    for kind, ranking in found or ():
        yield from described(kind, ranking, speakers(cases))


def data(found: Ranks) -> list[dict[str, Any]] | None:
    """The same as fields."""
    from outlook.show.data.panel import ranks as fields
    from outlook.show.describe.verdict import verdict

    return None if found is None else [fields(kind, ranking, verdict(ranking)) for kind, ranking in found]
