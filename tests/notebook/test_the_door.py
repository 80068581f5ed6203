"""`import outlook` for programs: what is public, what it costs, and that it answers as the commands do."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import outlook
from outlook import scoring
from outlook.errors import InvalidValue, NoMatch
from outlook.scoring import rules

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

AT = "2026-01-01"


def test_the_public_names() -> None:
    assert sorted(outlook.__all__) == ["__version__", "open_book", "score_panel", "scoring"]
    assert dir(outlook) == outlook.__all__
    for name in outlook.__all__:
        assert getattr(outlook, name) is not None
    for name in scoring.__all__:
        assert getattr(scoring, name).__doc__
    for thing, name in ((outlook, "forecast"), (scoring, "brier_score")):
        with pytest.raises(AttributeError, match=name):
            getattr(thing, name)


def test_importing_it_loads_nothing() -> None:
    program = "import sys; import outlook, outlook.scoring; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("outlook.")] == ["outlook.scoring"]
    assert {"numpy", "pandas", "pyarrow", "ibis", "pydantic", "yaml", "tinydb", "rich", "typer"} & set(loaded) == set()


@pytest.mark.parametrize("name", ["status", "score", "calibration", "history"])
def test_a_book_answers_as_the_command_of_that_name(name: str, book: Path, run: Run) -> None:
    printed = json.loads(run(name, "--at", AT, "--json").out)
    found: Any = getattr(outlook.open_book(book, at=AT), name)()
    assert json.loads(json.dumps(found.to_dict())) == printed
    assert len(found) == len(list(found)) == found.to_arrow().num_rows == len(found.to_frame())


def test_a_moment_may_be_a_time_with_a_zone_and_no_other(book: Path) -> None:
    opened = outlook.open_book(str(book), at=datetime(2024, 12, 4, tzinfo=UTC))
    assert opened.status()["at"] == "2024-12-04T00:00:00Z"
    assert "case-author" in opened.forecasters
    with pytest.raises(InvalidValue, match="has no time zone"):
        outlook.open_book(book, at=datetime(2024, 12, 4))  # noqa: DTZ001 - this is what is refused
    with pytest.raises(InvalidValue, match="at: "):
        outlook.open_book(book, at="some day")
    with pytest.raises(NoMatch, match="there is no folder"):
        outlook.open_book(book / "nowhere")
    with pytest.raises(NoMatch, match="nobody called 'zoe'"):
        opened.score(by="zoe")


def test_a_panel_is_that_of_the_command(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "table.csv"
    rows = [f"q{n},{who},{p},{n % 2}" for n in range(12) for who, p in (("ann", 0.4), ("bob", 0.1 + n % 2 * 0.7))]
    file.write_text("question,forecaster,probability,outcome\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = outlook.score_panel(file, pairs=True)
    assert json.loads(json.dumps(found.to_dict())) == json.loads(run("panel", str(file), "--pairs", "--json").out)
    assert found.to_frame()["forecaster"][0] == "bob"
    assert repr(found).startswith(found["verdict"])


def test_late_rows_of_a_panel_count_where_they_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    rows = [f"q{n},ann,{0.4 + late / 2},{n % 2},{'yes' if late else ''}" for n in range(4) for late in (n % 2,)]
    file.write_text("question,forecaster,probability,outcome,late\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert [one["questions"] for one in outlook.score_panel(file)["forecasters"]] == [2]
    assert [one["questions"] for one in outlook.score_panel(file, late=True)["forecasters"]] == [4]


COLUMNS: dict[str, Any] = {
    "numpy": np.asarray,
    "pandas": pd.Series,
    "arrow": pa.array,
    "chunked": lambda values: pa.chunked_array([values[:500], values[500:]]),
}


@pytest.mark.alike
@pytest.mark.parametrize("library", COLUMNS)
def test_columns_have_the_digits_of_the_rules(library: str) -> None:
    random = np.random.default_rng(3)
    p, outcomes = random.random(40_000), (random.random(40_000) < 0.5).astype(float)
    p[:4], outcomes[:4] = (0, 1, 0, 1e-17), (0, 1, 1, 0)
    column = COLUMNS[library]
    pairs = list(zip(p.tolist(), outcomes.tolist(), strict=True))
    assert scoring.brier(column(p), column(outcomes)).tolist() == [rules.brier(*pair) for pair in pairs]
    assert scoring.log_score(column(p), column(outcomes)) == pytest.approx([rules.log_score(*pair) for pair in pairs])
    assert scoring.mean_brier(column(p), column(outcomes)) == pytest.approx(np.mean((p - outcomes) ** 2), rel=1e-13)
    assert scoring.mean_log_score(column(p), column(outcomes)) == np.inf


@pytest.mark.parametrize(
    ("p", "outcome", "sentence"),
    [
        ([0.5, 1.5], [1, 0], r"p\[1\] must be a number from 0 to 1, not 1.5"),
        ([0.5, float("nan")], [1, 0], r"p\[1\] must be a number from 0 to 1, not nan"),
        ([0.5, 0.5], [1, 0.5], r"outcome\[1\] must be 0 or 1, not 0.5"),
        ([0.5], [1, 0], "outcome must be as long as p, but has 2 for 1"),
        (["a"], [1], "p must be numbers"),
        ([[0.5]], [1], "p must have one dimension, not 2"),
        ([], [], "p must hold at least one"),
    ],
)
def test_wrong_columns_are_refused_with_their_place(p: Any, outcome: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        scoring.mean_log_score(np.asarray(p), np.asarray(outcome))
