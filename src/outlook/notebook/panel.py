"""`score_panel`: what `outlook panel` does, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.notebook.result import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from outlook.panel.ask import Kind, Take


def score_panel(
    table: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    outcomes: str | PathLike[str] | None = None,
    engine: str | None = None,
    columns: Mapping[str, str] | None = None,
    by: str | None = None,
    take: Take | None = None,
    lead: str | None = None,
    kind: Kind | None = None,
    pairs: bool = False,
    pools: bool = True,
    drop: bool = False,
    trust: bool = False,
    compare: bool = True,
    late: bool = False,
    unit: str | None = None,
) -> Result:
    """Score a table of anybody's forecasts: who was better, by how much, and is that luck.

    Args:
        table: a file (CSV, TSV, JSONL, Parquet), folder or pattern, or the URL of a table; or several of them.
        outcomes: a table of questions with their outcomes, if the forecasts do not hold these.
        engine: the URL of the engine; DuckDB within this process without one.
        columns: what columns mean, where their names do not say it, such as `{"probability": "prob"}`.
        by: a column; a ranking for each of its values is in the field `topics`.
        take: `"time"` scores each forecast for as long as it was in force, `"last"` and `"first"` one a question.
        lead: scores the forecast in force so long before the close, such as `"7d"`.
        kind: `"binary"`, `"choice"` or `"quantiles"`, if the table has several kinds of question.
        pairs: whether the field `pairs` is to have the difference of any two on common questions.
        pools: whether the pools of all forecasters are ranked too.
        drop: whether rows that are wrong are left out and counted; else they are refused.
        trust: whether the checks are skipped, for a table that was checked before.
        compare: whether everybody is compared with everybody; without it a table may have any size.
        late: whether estimates count that the column `late` marks as recorded after the outcome was.
        unit: the unit of the quantities that are ranked; of a table that names none, the unit of all.

    Returns:
        The fields of `outlook panel --json`; its rows are the forecasters by rising mean. Scores are Brier scores, 0 to
        1 (over the options 0 to 2), lower is better; intervals are of 90 %, by question.

    Raises:
        outlook.errors.InvalidValue: the table cannot be scored as it is; the sentence says why and what to do.
        outlook.errors.NoMatch: there is no such table.
        outlook.errors.Unreadable: the engine cannot be reached, or could not go on.

    References: docs/scoring.md and docs/panel.md.
    """
    from outlook import lengths
    from outlook.panel.ask import Ask, extra

    tables = (table,) if isinstance(table, str) or hasattr(table, "__fspath__") else tuple(table)
    ask = Ask(
        tables=tuple(str(one) for one in tables),
        outcomes=None if outcomes is None else str(outcomes),
        engine=engine,
        columns=dict(columns or {}),
        topic=by,
        take=take,
        lead=None if lead is None else lengths.length(lead).fixed,
        kind=kind,
        pairs=pairs,
        pools=pools,
        drop=drop,
        trust=trust,
        compare=compare,
        late=late,
        unit=unit,
    )
    with extra():
        from outlook.panel.scored import scored

        return _result(scored(ask), pairs=pairs)


def _result(found: Any, *, pairs: bool) -> Result:
    from outlook.notebook.text import text_of
    from outlook.show.data import panel
    from outlook.show.describe.panel import panel_page
    from outlook.show.describe.verdict import verdict

    return Result(
        panel.panel(found, verdict(found.ranking)), panel.forecasters(found), text_of(panel_page(found, pairs=pairs))
    )
