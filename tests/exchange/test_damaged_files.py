"""A file with a wrong value anywhere is imported or refused in a sentence; nothing is half done, nothing is a bug."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import files
from exchange.held import SAMPLES
from outlook.book import Book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

ROUND = ("2026-01-04-llm.json", "2026-01-04.Made-up-Lab.m-1.json", "2026-01-04_resolution_set.json")
METACULUS = (
    "question_data.csv",
    "forecast_data.csv",
    "comment_data.csv",
    "key_factor_data.csv",
    "question_link_data.csv",
)
SETS: dict[str, tuple[str, ...]] = {
    "fatebook": ("fatebook/fatebook-forecasts.csv",),
    "fatebook json": ("fatebook/getQuestions.json",),
    "predictionbook": ("predictionbook/my_predictions.json",),
    "manifold": ("manifold/bets.json", "manifold/markets.json"),
    "polymarket": ("polymarket/trades.json",),
    "kalshi": ("kalshi/fills.json",),
    "forecastbench": tuple(f"forecastbench/{name}" for name in ROUND),
    "metaculus": tuple(f"metaculus/unzipped/{name}" for name in METACULUS),
    "table": ("generic/long.csv",),
}
VALUES: tuple[Any, ...] = (
    None, True, [], {}, -1, 1e30, "", "x", "2026-13-01", {"a": 1}, [1], [{}], "\ud800", "\0", 0, 2, "NaN", "\n",
)  # fmt: skip
CELLS = (
    "", "x", "-1", "1e999", "nan", "2026-13-45", "[", "[None]", "['a'", "{}", "True", "9" * 40, "0001-01-01",
    "9999-12-31 23:59:59+00:00", "0001-01-01T00:00:00+14:00", "\x1b[31m", "=1+1", "document:x", "pool:median", "1,5", "yes",
)  # fmt: skip
TRIES = 12


@pytest.mark.alike
@pytest.mark.parametrize("system", SETS)
def test_a_wrong_value_anywhere_is_read_or_refused(empty: Path, run: Run, tmp_path: Path, system: str) -> None:
    for seed in range(TRIES):
        chance = random.Random(f"{system} {seed}")  # noqa: S311 - a file by chance, the same in every run
        paths = list(damaged(tmp_path, SETS[system], chance))
        book = tmp_path / f"book-{seed}"
        words = ("import", *paths, "--from", system.split(maxsplit=1)[0], "--book", str(book))
        ran = run(*words)
        assert ran.code in (0, 1, 2, 3), (seed, ran)
        assert book.exists() or ran.code or "nothing new" in ran.err
        if ran.code == 2:
            assert not book.exists(), (seed, ran)
        if ran.code == 0 and book.exists():
            before = files(book)
            assert Book.open(book).all_problems() == [], seed
            assert run(*words).code == 0, seed
            assert files(book) == before, seed


def damaged(folder: Path, names: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    """Copies of the samples, of which one has a wrong value in it."""
    wrong = chance.choice(names)
    for name in names:
        path = folder / name.rpartition("/")[2]
        text = (SAMPLES / name).read_text("utf-8")
        if name == wrong:
            text = wrong_json(text, chance) if name.endswith(".json") else wrong_csv(text, chance)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        yield str(path)


def wrong_json(text: str, chance: random.Random) -> str:
    whole = json.loads(text)
    holder, name = chance.choice(list(parts(whole)))
    if chance.random() < 0.25:
        del holder[name]
    else:
        holder[name] = chance.choice(VALUES)
    return json.dumps(whole)


def parts(whole: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value, as the object or list that has it and its name there."""
    names = list(whole) if isinstance(whole, dict) else range(len(whole)) if isinstance(whole, list) else ()
    for name in names:
        yield whole, name
        yield from parts(whole[name])


def wrong_csv(text: str, chance: random.Random) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    row = chance.choice([row for row in rows if row])
    row[chance.randrange(len(row))] = chance.choice(CELLS)
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
