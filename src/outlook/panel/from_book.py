"""The book's own forecasts by the same road as a table: what `outlook panel` answers without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from outlook.errors import InvalidValue, NoMatch, did_you_mean
from outlook.model.values import shown
from outlook.panel.calibration import past_close
from outlook.panel.groups import by_quarter, by_topic
from outlook.panel.of_rows import of_kind, placed
from outlook.panel.scored import PanelScores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from outlook.panel.ask import Ask, Kind
    from outlook.panel.cells import Cells
    from outlook.panel.groups import Topic
    from outlook.panel.of_rows import Placed
    from outlook.scoring.scorecard import Row

TOPICS = ("case", "tag")


def scored_book(
    ask: Ask, rows: Sequence[Row], at: datetime, *, late: bool = False, of: str = "the book"
) -> PanelScores:
    """Score the rows of a scorecard at a moment against each other; with `late` all that is scored is compared.

    `of` says what they are all rows of.

    Raises:
        NoMatch: none of them can be.
        InvalidValue: something is asked that only a table can answer.
    """
    _check(ask)
    kind: Kind = ask.kind or "binary"
    kept = of_kind(rows, kind)
    if not kept:
        others = sorted({row.forecast.kind for row in rows} - {kind})
        hint = f"; --kind choice scores others of it ({', '.join(others)})" if "choice" in others else ""
        raise NoMatch(f"{of} has no {kind} forecast that is resolved and scored{hint}")
    kept = _only(kept, ask.only)
    found = placed(kept, with_pools=ask.pools, draw=ask.pairs, late=late)
    return PanelScores(
        engine="book",
        rows=sum(row.estimates for row in kept),
        dropped={},
        thinned=(),
        not_scored={},
        kind=kind,
        take="time",
        lead=None,
        ranking=found.ranking,
        calibration=past_close(found.everyone, len(found.people.forecasters), _closed(found.people, kept, at)),
        topics=_topics(ask.topic, found, kept) if ask.topic else (),
        quarters=by_quarter(found.people),
    )


def _only(rows: list[Row], only: Sequence[str]) -> list[Row]:
    """The rows of some forecasters, who all have to be there."""
    there = {row.by for row in rows}
    if missing := [name for name in only if name not in there]:
        hint = did_you_mean(missing[0], sorted(there))
        raise NoMatch(f"--only: nothing of {shown(missing[0])} is scored{f'; {hint}' if hint else ''}")
    return [row for row in rows if row.by in only] if only else rows


def _closed(people: Cells, rows: Sequence[Row], at: datetime) -> NDArray[np.bool_]:
    """Of which questions the scheduled close has passed."""
    closes_at = {row.forecast.full_id: row.forecast.closes_at for row in rows}
    closes = [closes_at[name] for name in people.questions.names]
    return np.array([one is not None and one <= at for one in closes], dtype=bool)


def _topics(by: str, found: Placed, rows: Sequence[Row]) -> tuple[Topic, ...]:
    """A ranking for each case, or for each tag: a question with several tags counts in each of them."""
    tags = {row.forecast.full_id: row.forecast.tags or (None,) for row in rows} if by == "tag" else {}
    of_each = [tags[name] for name in found.people.questions.names] if by == "tag" else None
    return by_topic(found.everyone, of_each, over_time=True)


def _check(ask: Ask) -> None:
    if ask.kind == "quantiles":
        raise InvalidValue(
            "--kind quantiles: a book's quantities differ in unit and are not ranked; `outlook score` lists them"
        )
    if ask.topic not in (None, *TOPICS):
        there = " and ".join(f"--by {name}" for name in TOPICS)
        raise InvalidValue(f"--by {ask.topic[:60]!a}: without a table, {there} are what there is")
    only = {
        "--outcomes": ask.outcomes,
        "--engine": ask.engine,
        "--columns": ask.columns,
        "--lead": ask.lead,
        "--unit": ask.unit,
    }
    named = [name for name, value in only.items() if value] + (["--take"] if ask.take not in (None, "time") else [])
    switches = {"--no-compare": not ask.compare, "--drop": ask.drop, "--trust": ask.trust, "--explain": ask.explain}
    named += [name for name, is_given in switches.items() if is_given]
    if named:
        raise InvalidValue(f"{named[0]} means something only for a table: name one, or leave it out to score the book")
