"""How much a person types to make a sound forecast of an extracted statement: ten statements of labelled texts.

`pytest -s -k typed` prints what was counted.
"""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from at_a_terminal import walk
from outlook.book import Book
from outlook.checks.question import lint

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast

LABELLED = Path(__file__).parent.parent / "data" / "extraction"
MOST = 200
ENTER = "\n"

# From ten registers the beginning of a statement, and what is typed for it: question, kind, (unit,) close, who decides,
# prior, and y where the report's words say just what is asked in other words.
TYPED = (
    ("agency-outlook-note", "EIA forecasts", "By how much will U.S. generation grow in 2027, in %?\n", ENTER, ENTER, ENTER, "EIA\n", "q05=0,q50=1.6,q95=3\n"),
    ("central-bank-minutes", "The staff projection", "What will growth be in 2027, in %?\n", "numeric\n", "%\n", ENTER, "the Statistics Office\n", "q05=0,q50=.9,q95=2\n"),
    ("commodity-outlook", "Prices are forecast", "What will the copper price average in 2028?\n", ENTER, "$ per ton\n", ENTER, "the LME\n", "q05=8e3,q50=1e4,q95=13e3\n"),
    ("council-story", "Residents fear", ENTER, ENTER, "31 Dec 2027\n", "the Council\n", "30%\n"),
    ("disease-bulletin", "The risk of further", "Will new cases be found in the province by 23 December 2026?\n", ENTER, ENTER, "the Ministry\n", "80%\n"),
    ("health-agency-update", "The number of cases", "Will more cases be counted in January than in December?\n", ENTER, "31 Jan\n", "the Agency\n", "75%\n"),
    ("local-election-preview", "Nearly 4 million", "How many people will be eligible to vote on 6 May 2027?\n", "numeric\n", "million\n", ENTER, "the Electoral Commission\n", "q05=3.7,q50=3.9,q95=4.1\n"),
    ("navigational-warnings", "Dredging will", "Will Kell Sound be dredged by 28 May 2027?\n", ENTER, ENTER, "Notices to Mariners\n", "95%\n"),
    ("shipping-market-report", "The supramax fleet", ENTER, ENTER, ENTER, ENTER, "Clarksons\n", "q05=3,q50=4,q95=5\n"),
    ("wire-report-on-talks", "Velmark’s foreign", "Will a draft text be ready by 27 November 2026?\n", ENTER, ENTER, "Reuters\n", "40%\n"),
)  # fmt: skip


def _sentence(register: str, beginning: str) -> str:
    labelled = json.loads((LABELLED / f"{register}.json").read_text("utf-8"))
    found = [one["text"] for passage in labelled["passages"] for one in passage["sentences"]]
    return next(str(text) for text in found if text.startswith(beginning))


def test_a_sound_forecast_of_a_statement_takes_at_most_two_hundred_typed_characters(book: Path) -> None:
    texts = [_sentence(register, beginning) for register, beginning, *_ in TYPED]
    Path("note.txt").write_text("\n\n".join(texts))
    keys = [("y", *answers) for _, _, *answers in TYPED]
    code, seen = walk(["extract", "note.txt", "--case", "ten", "--as-of", "2026-11-25", "--pick"], *chain(*keys))
    assert code == 0, seen
    case = Book.open(book).cases["ten"]
    assert case.case is not None
    found = [_of(case.forecasts, statement.id) for statement in case.case.documents[0].statements]
    assert [(one.id, lint(one), one.missing) for one in found] == [(one.id, [], ()) for one in found]
    counts = [sum(map(len, typed)) for typed in keys]
    sys.stdout.write(
        f"\ncharacters typed, each Enter included: {counts}; median {median(counts):g}, most {max(counts)}\n"
    )
    assert len(found) == len(TYPED)
    assert max(counts) <= MOST


def _of(forecasts: dict[str, Forecast], statement: str) -> Forecast:
    return next(one for one in forecasts.values() if statement in one.statements and "condition" not in one.tags)
