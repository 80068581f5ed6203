"""What the laboratory costs: rules on columns, a ranking, and rows on DuckDB beside the bare SQL in the same run.

Run `python bench/panel.py [ROWS]`, ROWS being those of the largest table, 10,000,000 without it. Ratios hold within one
run; other work on the machine moves both sides of them.
"""

from __future__ import annotations

import math
import resource
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from outlook.panel import alone, columns, tables
from outlook.panel.ask import Ask
from outlook.panel.canonical import canonical
from outlook.panel.engines import Engine, opened
from outlook.panel.scored import scored
from outlook.panel.standing import chosen, standing
from outlook.scoring import mean_brier, mean_log_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

PAIRS = 10_000_000
BARE = """
with standing as (
  select question, forecaster, arg_max(probability, forecast_at) as p, any_value(outcome) as outcome
  from '{file}' group by question, forecaster
), scores as (select forecaster, (p - outcome) * (p - outcome) as score from standing)
select forecaster, count(*), avg(score), stddev_samp(score), skewness(score) from scores group by forecaster
"""
TABLE = """
copy (
  select 'q' || lpad(q::varchar, 6, '0') as question, 'f' || lpad(f::varchar, 4, '0') as forecaster,
    timestamp '2024-01-01' + interval 1 hour * (u * 70 + (hash(q, f, u) % 69)::int) as forecast_at,
    (0.01 + 0.98 * ((hash(q, f, u, 1) % 1000) / 1000.0))::double as probability,
    (hash(q, 7) % 2)::int as outcome, timestamp '2024-03-01' as resolved_at
  from range({questions}) as a(q), range({forecasters}) as b(f), range({updates}) as c(u)
) to '{file}' (format parquet)
"""


def seconds(of: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """The least CPU and the least elapsed time of some runs."""
    found = []
    for _ in range(times):
        cpu, clock = time.process_time(), time.perf_counter()
        of()
        found.append((time.process_time() - cpu, time.perf_counter() - clock))
    return min(one for one, _ in found), min(one for _, one in found)


def rules() -> None:
    random = np.random.default_rng(1)
    p = random.random(PAIRS)
    outcomes = (random.random(PAIRS) < p).astype(np.float64)
    _, bare = seconds(lambda: np.mean((p - outcomes) ** 2))
    _, ours = seconds(lambda: mean_brier(p, outcomes))
    _, logs = seconds(lambda: mean_log_score(p, outcomes))
    print(f"mean Brier score of {PAIRS:,} pairs: {ours:.3f} s, {ours / bare:.2f} of numpy's bare mean of squares")
    print(f"mean log score of {PAIRS:,} pairs: {logs:.3f} s")
    beside_others(p, outcomes)


def beside_others(p: NDArray[np.float64], outcomes: NDArray[np.float64]) -> None:
    """The same through other packages, where the extra `peers` has installed them; in turns, the least of five."""
    try:
        scoringrules: Any = import_module("scoringrules")
        brier_score_loss: Any = import_module("sklearn.metrics").brier_score_loss
    except ModuleNotFoundError:
        return
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: mean_brier(p, outcomes),
        "scikit-learn": lambda: brier_score_loss(outcomes, p),
        "scoringrules": lambda: scoringrules.brier_score(outcomes, p).mean(),
        "our log": lambda: mean_log_score(p, outcomes),
        "scoringrules' log": lambda: scoringrules.log_score(outcomes, p).mean(),
    }
    best = dict.fromkeys(runs, math.inf)
    for _ in range(5):
        for name, run in runs.items():
            best[name] = min(best[name], seconds(run, 1)[1])
    for name, own in (("scikit-learn", "ours"), ("scoringrules", "ours"), ("scoringrules' log", "our log")):
        package = name.partition("'")[0]
        print(f"{name} ({package} {version(package)}): {best[name] / best[own]:.2f} × the time of {own}")


BINS = """
with standing as (
  select question, forecaster, arg_max(probability, forecast_at) as p, any_value(outcome) as outcome
  from '{file}' group by question, forecaster
) select least(floor(p * 10), 9), count(*), avg(p), avg(outcome) from standing group by 1
"""
OVER_TIME = """
with spans as (
  select question, forecaster, probability as p, outcome, epoch_us(forecast_at) as since,
    coalesce(
      lead(epoch_us(forecast_at)) over (partition by question, forecaster order by forecast_at), epoch_us(resolved_at)
    ) as upto
  from '{file}'
), scores as (
  select question, forecaster, sum((p - outcome) * (p - outcome) * (upto - since)) / sum(upto - since) as score
  from spans group by question, forecaster
) select forecaster, count(*), avg(score), stddev_samp(score), skewness(score) from scores group by forecaster
"""


def expressions(file: Path) -> None:
    """What the engine is asked for, beside the bare SQL of it, in one open session; in turns, the least of five."""
    with opened(None) as engine:
        raw = tables.found(engine, (str(file),))
        named = columns.named(raw.columns, {}, str(file))
        stood = standing(canonical(engine, raw, named, is_text=False), "binary", engine.name, given=named)
        stood = replace(stood, questions=engine.keep(stood.questions))
        last = alone.scores(stood, chosen(stood, "last", is_even=True))
        tenth = last.mutate(tenth=(last.p * 10).floor().clip(upper=9))
        binned = tenth.group_by("tenth").aggregate(n=tenth.count(), mean=tenth.p.mean(), hits=tenth.outcome.mean())
        asked: dict[str, tuple[Any, str]] = {
            "mean of the last forecasts": (alone.sums(last), BARE),
            "bins of the last forecasts": (binned, BINS),
            "time-weighted mean": (alone.sums(alone.scores(stood, chosen(stood, "time"))), OVER_TIME),
        }
        for name, (expression, sql) in asked.items():
            best = [math.inf, math.inf]
            for _ in range(5):
                for place, run in enumerate((partial(engine.fetch, expression), partial(_bare, engine, sql, file))):
                    best[place] = min(best[place], seconds(run, 1)[0])
            print(f"{name}: {best[0]:.2f} s CPU, {best[0] / best[1]:.2f} × the bare SQL", flush=True)


def _bare(engine: Engine, sql: str, file: Path) -> list[Any]:
    return list(engine.connection.raw_sql(sql.format(file=file)).fetchall())


def ranked(file: Path, forecasters: int, questions: int, updates: int) -> float:
    """Write a table, score it beside the bare SQL, and give the CPU seconds of each forecaster by itself."""
    duckdb.execute(TABLE.format(file=file, forecasters=forecasters, questions=questions, updates=updates))
    bare, _ = seconds(lambda: duckdb.sql(BARE.format(file=file)).fetchall(), 1)
    ask = Ask((str(file),), take="last", pools=False, trust=True)
    alone, _ = seconds(lambda: scored(replace(ask, compare=False)), 1)
    least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    compared, _ = seconds(lambda: scored(ask), 1)
    checked, _ = seconds(lambda: scored(replace(ask, trust=False)), 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rows = forecasters * questions * updates
    print(
        f"{rows:>13,} rows, {forecasters} × {questions:,} × {updates}: bare SQL {bare:.2f} s CPU, "
        f"each by itself {alone:.2f} s ({alone / bare:.1f} ×, peak {least:.1f} GB), compared {compared:.2f} s "
        f"({compared / bare:.1f} ×), with checks {checked:.2f} s, peak {memory:.1f} GB",
        flush=True,
    )
    return alone


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    rules()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "panel.parquet"
        ranked(file, 240, 422, 1)
        sizes = [rows for rows in (100_000, 1_000_000, 10_000_000, 100_000_000) if rows <= most]
        rows = min(most, 10_000_000)
        duckdb.execute(TABLE.format(file=file, forecasters=100, questions=rows // 1000, updates=10))
        expressions(file)
        found = [ranked(file, min(1000, rows // 1000), max(100, rows // 10_000), 10) for rows in sizes]
        if len(found) > 1:
            growth = math.log(found[-1] / found[0]) / math.log(sizes[-1] / sizes[0])
            print(f"growth from {sizes[0]:,} to {sizes[-1]:,} rows: exponent {growth:.2f}")


if __name__ == "__main__":
    main()
