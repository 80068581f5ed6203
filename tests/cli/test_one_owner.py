"""Numbers with one owner: worked out once a command, told as of their moment, and counted once."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from outlook.answers import score
from outlook.answers.standing import Standings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"
HAMA = f"{CASE}/hama-by-december"


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests remember from command to command (`once`) would not be counted."""
    monkeypatch.setattr(Standings, "of_case", vars(Standings.of_case)["__wrapped__"])
    monkeypatch.setattr(score, "review", vars(score.review)["__wrapped__"])


def counting(monkeypatch: pytest.MonkeyPatch, module: str, name: str, of: Callable[..., str]) -> Counter[str]:
    """How often a function is called, by what it is called with; the real one does the work."""
    counts: Counter[str] = Counter()
    target = __import__(module, fromlist=[name])
    real = getattr(target, name)

    def counted(*arguments: Any, **named: Any) -> Any:
        counts[of(*arguments)] += 1
        return real(*arguments, **named)

    monkeypatch.setattr(target, name, counted)
    return counts


def test_evidence_folds_each_ledger_at_most_twice(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folds = counting(monkeypatch, "outlook.belief.timeline", "histories", lambda *_: "folds")
    ran = run("evidence", "unsc-resolution", "A draft is tabled", "-i", "draft-tabled", "--grade", "B2")
    if ran.code:  # whatever the case calls its signs, a report needs none
        folds.clear()
        ran = run("evidence", "unsc-resolution", "A draft is tabled", "--grade", "B2")
    assert ran.code == 0, ran.err
    assert folds["folds"] <= 2


def test_a_report_weighs_and_scores_each_forecast_once(
    book: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = counting(monkeypatch, "outlook.evidence.over_time", "weigh", lambda forecast, *_: forecast.full_id)
    scored = counting(
        monkeypatch, "outlook.answers.standing", "score", lambda situation, *_: situation.forecast.full_id
    )
    again = counting(monkeypatch, "outlook.scoring.curve", "score", lambda situation, *_: situation.forecast.full_id)
    ran = run("report", "-o", str(tmp_path / "r.html"), "--at", "2025-07-15")
    assert ran.code == 0, ran.err
    assert set(weighed.values()) == {1}
    assert set(scored.values()) == {1}
    assert not again
    assert len(weighed) == len(list((book / CASE).glob("*.yaml"))) - 1


def test_the_echo_is_as_of_the_moment_at_which_a_report_was_known(book: Path, run: Run) -> None:
    """Recorded after the outcome, a report known on 4 December moves what was implied on that day."""
    before = json.loads(run("status", "hama-by", "--at", "2024-12-04T06:00Z", "--json").out)["forecasts"][0]
    ran = run(
        "evidence", "hama-by", "Army announces withdrawal", "-i", "army-withdraws", "--grade", "A1", "--known-at",
        "2024-12-04T06:00Z", "--json",
    )  # fmt: skip
    (change,) = json.loads(ran.out)["changes"]
    assert change["as_of"] == "2024-12-04T06:00:00Z"
    assert (change["before"]["state"], change["before"]["implied"]) == ("open", pytest.approx(before["implied"]))
    assert change["after"]["implied"] > before["implied"]
    shown = run("evidence", "hama-by", "Another", "-i", "army-withdraws", "--known-at", "2024-12-04T06:00Z").out
    assert "(as of 4 Dec 2024 06:00 UTC)" in shown


def test_a_report_has_signs_or_a_ratio_and_not_both(refuses: Refuses) -> None:
    refuses(
        "evidence", "hama-by", "Army withdraws", "-i", "army-withdraws", "--lr", "3",
        saying="a report bears on indicators or has a ratio of its own, not both",
    )  # fmt: skip


def written(book: Path, *lines: dict[str, Any]) -> None:
    with (book / CASE / "ledger.jsonl").open("a", encoding="utf-8") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in lines)


def entry(name: str, known_at: str, **fields: Any) -> dict[str, Any]:
    return {"schema": 1, "id": name, "known_at": known_at, "recorded_at": known_at, "by": "alice", **fields}


def report(name: str, day: int, **fields: Any) -> dict[str, Any]:
    return entry(
        name,
        f"2024-12-0{day}T06:00:00Z",
        kind="evidence",
        summary=f"Report {name}",
        forecasts=["hama-by-december"],
        **fields,
    )


def test_one_origin_does_not_count_by_a_sign_and_by_a_ratio(book: Path, run: Run) -> None:
    def implied() -> float:
        found = json.loads(run("status", "hama-by", "--at", "2024-12-04", "--json").out)["forecasts"][0]["implied"]
        return float(found)

    written(book, report("aaaaaaaa", 2, indicators={"army-withdraws": "full"}, grade="B1", origin="one"))
    by_the_sign = implied()
    written(book, report("bbbbbbbb", 3, likelihood_ratio=10.0, origin="one"))
    assert implied() == by_the_sign
    written(book, report("cccccccc", 3, likelihood_ratio=10.0, origin="another"))
    assert implied() > by_the_sign


def test_check_points_out_two_estimates_at_one_moment_and_two_weights(book: Path, run: Run) -> None:
    said = {"kind": "estimate", "forecast": "hama-by-december", "why": "x"}
    written(
        book,
        entry("aaaaaaaa", "2024-12-02T06:00:00Z", stated=0.3, **said),
        entry("bbbbbbbb", "2024-12-02T06:00:00Z", stated=0.4, **said),
        report("cccccccc", 3, likelihood_ratio=10.0, indicators={"army-withdraws": "full"}),
    )
    found = {problem["code"]: problem for problem in json.loads(run("check", "--json").out)["problems"]}
    assert found["same-moment"]["message"].startswith("aaaaaaaa and bbbbbbbb are both alice's estimate")
    assert found["two-weights"]["severity"] == "warning"


@pytest.mark.parametrize(
    "command", [("status",), ("score",), ("history",), ("report", "-o", "-"), ("due",), ("show", "homs-by")]
)
def test_a_record_renamed_by_hand_is_pointed_out_by_every_command(
    book: Path, run: Run, command: tuple[str, ...]
) -> None:
    (book / CASE / "hama-by-december.yaml").rename(book / CASE / "hama-by-new-year.yaml")
    ran = run(*command)
    assert "of hama-by-december, which has no hama-by-december.yaml" in ran.err
    assert "its file looks renamed: `outlook rename syria-2024-12/hama-by-december hama-by-new-year`" in ran.err


def test_an_estimate_at_the_moment_of_the_outcome_is_refused(book: Path, run: Run, refuses: Refuses) -> None:
    known = json.loads(run("history", "hama-by", "--json").out)["entries"]
    moment = next(one["known_at"] for one in known if one["kind"] == "resolution")
    refuses(
        "estimate", "hama-by", "40%", "--why", "x", "--known-at", moment, saying="an estimate counts only before that"
    )
