"""Tables that tournaments publish come out of their files, and out of a long table of the same, digit for digit.

What is published is worked out here a second time, from the files as they are, without anything of `outlook`.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from conftest import Run

DUE = "2024-07-21"
DATES = ("2024-07-28", "2024-08-20")
SERIES, MARKETS = ("gdp", "oil", "riots"), ("cup", "vote", "visit")
HAPPENED = {"gdp": (1, 0), "oil": (0, 0), "riots": (1, 1)}
SETTLED: dict[str, tuple[str, float, bool]] = {
    "cup": ("2024-08-02", 1.0, True),
    "vote": ("2024-09-10", 0.0, True),
    "visit": ("2026-08-20", 0.13, False),  # not settled: what it costs
}
MODELS = {"Lab One": 3, "Lab Two": 11}
PEOPLE = ("Sa1", "Sb2")
HALVES = ("dataset", "market", "market-resolved", "market-unresolved")


def stated(who: str, question: str, on: str = "") -> float | None:
    """What somebody said: made up of the names, to two digits; now and then nothing."""
    if (who, question) == ("Lab Two", "oil"):
        return None
    return round((sum(map(ord, who + question + on)) * 37 % 101) / 101, 2)


def rows() -> Iterator[tuple[str, str, str, float | None]]:
    """Every forecast: who, the question, the date that it is for (empty for a market), what."""
    for who in (*MODELS, *PEOPLE):
        for name in SERIES:
            yield from ((who, name, on, stated(who, name, on)) for on in DATES)
        yield from ((who, name, "", stated(who, name)) for name in MARKETS)


def published(who: str) -> dict[str, tuple[int, Fraction]]:
    """The table's row of a forecaster: how many questions, and the mean squared error, of each half."""
    found: dict[str, list[Fraction]] = {half: [] for half in HALVES}
    for by, name, on, said in rows():
        if by != who or said is None:
            continue
        if on:
            found["dataset"].append(squared(said, HAPPENED[name][DATES.index(on)]))
        else:
            _, outcome, is_settled = SETTLED[name]
            found["market"].append(squared(said, outcome))
            found["market-resolved" if is_settled else "market-unresolved"].append(squared(said, outcome))
    return {half: (len(own), sum(own, Fraction()) / len(own)) for half, own in found.items()}


def squared(said: float, outcome: float) -> Fraction:
    return (Fraction(str(said)) - Fraction(str(outcome))) ** 2


def write_native(folder: Path) -> list[str]:
    """A question set, forecast files and a resolution set, which is of a larger question set too."""
    absent = "N/A"
    asked = [
        {"id": name, "source": "fred", "question": f"Will {name} rise by {{resolution_date}}?", "resolution_dates": list(DATES),
         "market_info_close_datetime": absent, "freeze_datetime": "2024-07-12T00:00:00+00:00"} for name in SERIES
    ] + [
        {"id": name, "source": "manifold", "question": f"Will the {name} come?", "resolution_dates": absent,
         # The schedule of one of them was already over, as of markets that stay open longer than they were to.
         "market_info_close_datetime": "2024-07-01T00:00:00+00:00" if name == "vote" else "2026-12-01T00:00:00+00:00",
         "market_info_open_datetime": "2024-01-01T00:00:00+00:00", "freeze_datetime": "2024-07-12T00:00:00+00:00"}
        for name in MARKETS
    ]  # fmt: skip
    known = [
        (name, "fred", on, float(HAPPENED[name][place]), True) for name in SERIES for place, on in enumerate(DATES)
    ]
    known += [(name, "manifold", *SETTLED[name]) for name in MARKETS] + [("else", "fred", DATES[0], 1.0, True)]
    settled: list[dict[str, Any]] = [
        {
            "id": name,
            "source": source,
            "direction": None,
            "resolution_date": on,
            "resolved_to": to,
            "resolved": is_known,
        }
        for name, source, on, to, is_known in known
    ]
    settled.append({**settled[0], "id": ["gdp", "oil"], "direction": [1, -1]})
    files: dict[str, dict[str, Any]] = {
        f"{DUE}-human.json": {"forecast_due_date": DUE, "question_set": f"{DUE}-human.json", "questions": asked},
        f"{DUE}_resolution_set.json": {"forecast_due_date": DUE, "question_set": f"{DUE}-llm.json", "resolutions": settled},
    }  # fmt: skip
    for who in (*MODELS, "individuals"):
        own = [one for one in rows() if one[0] == who or (who == "individuals" and one[0] in PEOPLE)]
        said = [
            {"id": name, "source": "fred" if on else "manifold", "forecast": p, "resolution_date": on or None, "reasoning": None,
             **({"user_id": by} if who == "individuals" else {})} for by, name, on, p in own
        ]  # fmt: skip
        said.append({**said[0], "id": "not-asked-of-people"})
        organization, _, model = who.partition(" ")
        files[f"{DUE}.{who}.json"] = {"organization": organization, "model": model or "people", "forecast_due_date": DUE, "forecasts": said}  # fmt: skip
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content), "utf-8")
    return list(files)


def write_long(folder: Path) -> list[str]:
    """The same as a long table."""
    with (folder / "long.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "question", "forecaster", "forecast_at", "probability", "resolved_at", "outcome", "tags"]
        )
        for who, name, on, said in rows():
            when, outcome, is_settled = (on, HAPPENED[name][DATES.index(on)], True) if on else SETTLED[name]
            tags = "dataset" if on else f"market,market-{'resolved' if is_settled else 'unresolved'}"
            p = "" if said is None else said
            writer.writerow([f"{name} {on}", f"Will {name} by {on}?", who, DUE, p, when, outcome, tags])
    return ["long.csv"]


@pytest.mark.parametrize("write", [write_native, write_long])
def test_the_table_of_a_round_of_forecastbench_comes_out(
    bring: Import, empty: Path, run: Run, tmp_path: Path, write: Any
) -> None:
    said = bring(*write(tmp_path), *(["--unresolved-at-price"] if write is write_native else []))
    if write is write_native:
        assert lost(said)["a forecast of a question that is in none of the question sets"] == 3
        assert lost(said)["the resolution of a question that is in none of the question sets"] == 1
        assert lost(said)["a missing forecast (null)"] == 2
    groups = json.loads(run("score", "--by", "tag", "--json").out)["groups"]
    found = {(one["forecaster"], one["group"]): (one["n"], one["mean"]) for one in groups}
    for who in (*MODELS, *PEOPLE):
        for half, (n, mean) in published(who).items():
            assert found[who, half][0] == n, (who, half)
            assert found[who, half][1] == pytest.approx(float(mean), rel=1e-12), (who, half)


# ── the Good Judgment Project: the mean over days of each day's last forecast, over all options ──

OPENED, CLOSED = date(2012, 6, 25), date(2012, 7, 6)
OPTIONS = {"1001-0": ("Yes", "No"), "1002-0": ("Ash", "Birch", "Cedar")}
CAME = {"1001-0": "No", "1002-0": "Birch"}
# Who, the question, when, what of each option; None takes it back.
PANEL: tuple[tuple[str, str, datetime, tuple[float, ...] | None], ...] = (
    ("7", "1001-0", datetime(2012, 6, 25, 10, 0, 5, tzinfo=UTC), (0.7, 0.3)),
    ("7", "1001-0", datetime(2012, 6, 28, 23, 59, 59, tzinfo=UTC), (0.4, 0.6)),
    ("7", "1001-0", datetime(2012, 6, 30, 8, 0, tzinfo=UTC), (0.4, 0.6)),  # affirmed
    ("7", "1001-0", datetime(2012, 7, 2, 9, 0, tzinfo=UTC), None),
    ("7", "1001-0", datetime(2012, 7, 4, 9, 0, tzinfo=UTC), (0.05, 0.95)),
    ("9", "1001-0", datetime(2012, 7, 1, 12, 0, tzinfo=UTC), (0.25, 0.75)),
    ("7", "1002-0", datetime(2012, 6, 26, 12, 0, tzinfo=UTC), (0.2, 0.5, 0.3)),
    ("9", "1002-0", datetime(2012, 6, 26, 7, 0, tzinfo=UTC), (0.6, 0.3, 0.1)),
    ("9", "1002-0", datetime(2012, 6, 26, 19, 0, tzinfo=UTC), (0.1, 0.8, 0.1)),
)  # fmt: skip


def daily_brier(who: str, question: str) -> float:
    """Over the options, 0 to 2: the mean over the days on which a forecast stood as they ended."""
    scores, day = [], OPENED
    outcome = [float(name == CAME[question]) for name in OPTIONS[question]]
    while day <= CLOSED:
        ends = datetime(day.year, day.month, day.day, 12 if day == CLOSED else 23, tzinfo=UTC)
        ends += timedelta() if day == CLOSED else timedelta(minutes=59, seconds=59)
        said = [what for by, asked, at, what in PANEL if (by, asked) == (who, question) and at <= ends]
        if said and said[-1] is not None:
            scores.append(sum((p - o) ** 2 for p, o in zip(said[-1], outcome, strict=True)))
        day += timedelta(days=1)
    return fmean(scores)


def write_panel(folder: Path) -> list[str]:
    ifps = [
        "ifp_id,q_type,q_text,q_desc,q_status,date_start,date_suspend,date_to_close,date_closed,outcome,n_opts,options"
    ]
    ifps += [
        f"{name},0,Which of {name}?,x,closed,6/25/12,NULL,8/31/12,7/6/12,{'abc'[options.index(CAME[name])]},{len(options)},"
        f'"{", ".join(f"({letter}) {option}" for letter, option in zip("abc", options, strict=False))}"'
        for name, options in OPTIONS.items()
    ]
    ifps.append('1003-0,0,Which of voided?,x,voided,6/25/12,NULL,8/31/12,NA,,2,"(a) Yes, (b) No"')
    panel = [
        "ifp_id,ctt,cond,training,team,user_id,forecast_id,fcast_type,answer_option,value,fcast_date,q_status,timestamp"
    ]
    for number, (who, name, at, said) in enumerate(PANEL):
        kind = 4 if said is None else 2 if number == 2 else 1
        for letter, p in zip("abc", said or (0.4, 0.6), strict=False):
            panel.append(
                f"{name},1a,1,a,NA,{who},{-number},{kind},{letter},{p},{at:%Y-%m-%d},closed,{at:%Y-%m-%d %H:%M:%S}"
            )
    (folder / "ifps.csv").write_bytes("\n".join(ifps).replace("x,closed", "\x8c\x9d,closed").encode("latin-1"))
    (folder / "survey_fcasts.yr2.csv").write_text("\n".join(panel), "utf-8")
    return ["ifps.csv", "survey_fcasts.yr2.csv"]


def write_long_panel(folder: Path) -> list[str]:
    with (folder / "long.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "option", "forecaster", "forecast_at", "probability", "asked_at", "closes_at", "resolved_at", "outcome"])  # fmt: skip
        for who, name, at, said in PANEL:
            of_it = (OPENED.isoformat(), "2012-08-31", CLOSED.isoformat())
            parts: Sequence[tuple[str, float | str]] = [("", "withdrawn")]
            if said is not None:
                is_binary = OPTIONS[name][0] == "Yes"
                parts = [("", said[0])] if is_binary else list(zip(OPTIONS[name], said, strict=True))
            for option, p in parts:
                outcome = CAME[name].lower() if not option else ("yes" if option == CAME[name] else "no")
                writer.writerow([name, option, who, at.isoformat(), p, *of_it, outcome])
    return ["long.csv"]


@pytest.mark.parametrize("write", [write_panel, write_long_panel])
def test_daily_scores_of_panels_come_out(bring: Import, empty: Path, run: Run, tmp_path: Path, write: Any) -> None:
    bring(*write(tmp_path))
    scored = json.loads(run("score", "--daily", "--json").out)["forecasts"]
    found = {(one["by"], one["kind"]): one["daily"]["score"] for one in scored}
    assert len(found) == 4
    for who in ("7", "9"):
        # Over both options of a yes/no question the score is twice that of one of them.
        assert 2 * found[who, "binary"] == pytest.approx(daily_brier(who, "1001-0"), rel=1e-12)
        assert found[who, "choice"] == pytest.approx(daily_brier(who, "1002-0"), rel=1e-12)


def test_over_all_options_panels_have_one_mean_for_all_questions(
    bring: Import, empty: Path, run: Run, tmp_path: Path
) -> None:
    bring(*write_panel(tmp_path), "--over-options")
    groups = json.loads(run("score", "--daily", "--by", "forecaster", "--json").out)["groups"]
    assert {one["kind"] for one in groups} == {"choice"}
    for who in ("7", "9"):
        ran = json.loads(run("score", "--daily", "--forecaster", who, "--json").out)
        mean = fmean(daily_brier(who, question) for question in OPTIONS)
        assert ran["overall"]["choice"]["daily"]["mean"] == pytest.approx(mean, rel=1e-12)
