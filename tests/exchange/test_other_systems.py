"""PredictionBook, Manifold, ForecastBench, Hubverse, Polymarket and Kalshi: what comes and what is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, files, lost
from exchange.held import SAMPLES, agrees, estimates, expected, questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}
BETS = ("manifold/bets.json", "manifold/markets.json")
DUMP = "manifold/dump-with-trailing-comma.json"
ROUND = (
    "forecastbench/2026-01-04-llm.json",
    "forecastbench/2026-01-04.Made-up-Lab.m-1.json",
    "forecastbench/2026-01-04_resolution_set.json",
)


def by_title(book: Path) -> dict[str, dict[str, Any]]:
    return {one["title"]: one for one in questions(book)}


def scores(run: Run, *arguments: str) -> dict[str, Any]:
    return {row["id"]: row for row in json.loads(run("score", *arguments, "--json").out)["forecasts"]}


# ── PredictionBook ──


def test_wagers_keep_their_comments_and_their_order(bring: Import, empty: Path) -> None:
    bring("predictionbook/my_predictions.json")
    found = by_title(empty)
    for one in expected("predictionbook")["questions"]:
        held = found[one["title"]]
        agrees(held, one, "created", "closes", "outcome", "outcome_known_at")
        for said in one.get("estimates", ()):
            assert said in [held_one[: len(said)] for held_one in held["estimates"]]
        assert held["evidence"] == one.get("comments", [])
    assert [one[2] for one in found["Overdue, never judged"]["estimates"]] == [0.0, 1.0]
    assert found["Still in power at year end"]["tags"] == ["country-2013"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_withdrawn_prediction_is_annulled(tmp_path: Path, bring: Import, empty: Path, run: Run, form: str) -> None:
    name = f"my_predictions.{form}"
    whole = (SAMPLES / "predictionbook" / name).read_text("utf-8")
    if form == "json":
        told = json.loads(whole)
        for one in told["predictions"]:
            one["withdrawn"] = one["description"] in ("Still in power at year end", "Overdue, never judged")
        whole = json.dumps(told)
    else:
        rows = whole.splitlines(keepends=True)
        whole = "".join(row.replace(",false", ",true") if row.startswith(("2013", "2020")) else row for row in rows)
    (tmp_path / name).write_text(whole, "utf-8")
    said = bring(str(tmp_path / name))
    found = by_title(empty)
    assert [found[title]["outcome"] for title in ("Still in power at year end", "Overdue, never judged")] == [
        "annulled",
        "annulled",
    ]
    assert found["Still in power at year end"]["why"] == "withdrawn on PredictionBook"
    assert "predictions that were withdrawn are annulled: no score has them" in said["remarks"]
    assert lost(said)["the outcome of a prediction that was withdrawn"] == 1
    assert bring(str(tmp_path / name))["new"] == NOTHING


def test_the_csv_has_no_wagers_and_says_so(bring: Import, empty: Path) -> None:
    said = bring("predictionbook/my_predictions.csv")
    assert lost(said)["a wager: the CSV has none, and its mean_confidence is not your forecast"] == 4
    assert said["new"] == {"questions": 4, "estimates": 0, "outcomes": 3, "notes": 0}
    assert lost(said)["the time of a judgement: the deadline is taken"] == 1


def test_the_mean_is_a_forecast_only_where_the_person_says_it_is_theirs(bring: Import, empty: Path) -> None:
    said = bring("predictionbook/my_predictions.csv", "--assume-mean-is-mine", "--me", "Ann")
    assert said["forecasters"] == {"alice": 4}
    assert by_title(empty)["Still in power at year end"]["estimates"][0][2] == 0.83


@pytest.mark.parametrize("other", ["predictionbook/predictions.json", "predictionbook/my_predictions.csv"])
def test_the_other_files_of_predictionbook_add_nothing(bring: Import, empty: Path, other: str) -> None:
    bring("predictionbook/my_predictions.json")
    assert bring(other)["new"] == NOTHING


# ── Manifold ──


def test_bets_become_beliefs_that_a_price_reveals(bring: Import, empty: Path, run: Run) -> None:
    wanted = expected("manifold")
    said = bring(*BETS)
    assert said["new"]["questions"] == wanted["counts"]["questions"]
    assert said["new"]["estimates"] == wanted["counts"]["estimates"]
    assert lost(said)["a cancelled order"] == 1
    assert lost(said)["a redemption or rebalance: nobody's bet"] == 2
    assert lost(said)["a market of the kind PSEUDO_NUMERIC: a price is no distribution"] == 1
    found = {one["imported_id"]: one for one in questions(empty)}
    for key in ("mBin", "mMkt", "mCancel"):
        agrees(found[key], wanted[key], "outcome", "outcome_known_at")
        assert estimates(found[key]) == wanted[key]["estimates"]
        assert found[key]["belief"] == "revealed"
    answers = {one["title"]: one["outcome"] for one in found.values() if one["title"].startswith("Which city?")}
    assert answers == {f"Which city? [{name}]": what for name, what in wanted["mMulti"]["binaries"].items()}
    assert "58.0% by uAnn · revealed by a price" in run("show", found["mBin"]["id"]).out
    assert "58.0% (revealed)" in run("history", found["mBin"]["id"]).out
    row = scores(run)[found["mMkt"]["id"]]
    assert row["brier"] == pytest.approx(wanted["mMkt"]["brier_last"])


def test_a_dump_with_a_comma_before_its_end_is_read(bring: Import, empty: Path) -> None:
    bring(*BETS)
    said = bring(DUMP, BETS[1])
    assert (said["forecasts"], said["new"]) == (2, NOTHING)


def test_bets_without_their_markets_are_refused(turned_away: Callable[..., Any]) -> None:
    turned_away(DUMP, saying=("the market mBin is in none of the files", "give the file of the markets too"))


# ── ForecastBench ──


def test_a_round_becomes_questions_forecasts_and_outcomes(bring: Import, empty: Path, run: Run) -> None:
    wanted = expected("forecastbench")
    said = bring(*ROUND)
    assert [said["new"]["questions"], said["new"]["estimates"]] == [wanted["questions"], wanted["estimates"]]
    assert said["forecasters"] == {wanted["forecaster"]: 2}
    assert lost(said)["a missing forecast (null)"] == 1
    assert lost(said)["a forecast of a combination of questions"] == 1
    assert lost(said)["the resolution of a combination of questions"] == 1
    found = by_title(empty)
    assert set(found) == set(wanted["titles"])
    outcomes = [[one["outcome"], one["outcome_known_at"]] for one in found.values() if one["outcome"]]
    assert sorted(outcomes) == sorted(filter(None, wanted["outcomes"].values()))
    assert {one["judged_by"] for one in found.values()} == {wanted["judged_by"]}
    assert [one["estimates"][0][1] for one in found.values() if one["estimates"]] == [wanted["known_at"]] * 2
    (row,) = scores(run).values()
    assert row["brier"] == pytest.approx(wanted["scores"]["fred ds/1 2026-01-11"])


def test_a_price_is_an_outcome_only_where_the_person_says_so(bring: Import, run: Run) -> None:
    wanted = expected("forecastbench")["scores with --unresolved-at-price"]
    bring(*ROUND, "--unresolved-at-price")
    found = sorted(row["brier"] for row in scores(run).values())
    assert found == pytest.approx(sorted(wanted.values()))


def test_forecasts_without_their_question_set_are_refused(turned_away: Callable[..., Any]) -> None:
    turned_away(*ROUND[1:], saying=("the question mk1 of 2026-01-04 is in none of the files",))


# ── Hubverse ──


def test_a_hub_is_its_folder(bring: Import, empty: Path, run: Run) -> None:
    wanted = expected("hubverse")
    said = bring("hubverse")
    assert said["new"] == {"questions": 4, "estimates": 8, "outcomes": 4, "notes": 0}
    assert "a bare day is noon UTC" in said["remarks"]
    found = by_title(empty)
    for one in wanted["questions"]:
        held = found[one["title"]]
        agrees(held, one, "kind", "options", "ordered", "lower", "upper", "outcome", "outcome_known_at")
        assert estimates(held) == one["estimates"]
        assert held["closes"] == f"{one['closes']}T23:59:59Z"
    rows = scores(run)
    binary, ordered = found["Hama captured by March"]["id"], found["How far"]["id"]
    assert rows[binary]["brier"] == pytest.approx(wanted["questions"][0]["brier_time_weighted"], abs=1e-12)
    assert rows[ordered]["rps"] == pytest.approx(wanted["questions"][2]["rps"])
    assert rows[found["Displaced"]["id"]]["crps"] == pytest.approx(wanted["questions"][3]["crps_quantiles"])
    assert bring("hubverse")["new"] == NOTHING


# ── Polymarket and Kalshi ──


@pytest.mark.parametrize(("system", "file"), [("polymarket", "trades.json"), ("kalshi", "fills.json")])
def test_trades_become_drafts_with_what_their_price_reveals(bring: Import, empty: Path, system: str, file: str) -> None:
    (wanted,) = expected(system)["questions"]
    bring(f"{system}/{file}", "--by", "alice")
    (found,) = questions(empty)
    agrees(found, wanted, "imported_id", "title", "kind", "closes", "outcome", "belief")
    assert found["created"] == wanted["opens"]
    (one,) = estimates(found)
    assert one[1:] == wanted["estimates"][0][1:]
    assert one[0] == ("alice" if system == "kalshi" else wanted["estimates"][0][0])
    assert bring(f"{system}/{file}")["new"] == NOTHING


def test_a_token_of_no_and_the_side_of_no_count_for_what_is_left(bring: Import, empty: Path, tmp_path: Path) -> None:
    trade = {"conditionId": "0x1", "outcomeIndex": 1, "price": 0.3, "timestamp": 1767430800, "title": "Sold?",
             "side": "SELL", "proxyWallet": "0xa", "name": "zoe", "transactionHash": "0x2", "asset": "9"}  # fmt: skip
    (tmp_path / "trades.json").write_text(json.dumps([trade]), "utf-8")
    fill = {"ticker": "K-1", "trade_id": "t", "side": "no", "action": "sell", "yes_price": 62, "no_price": 38,
            "created_time": "2026-01-15T10:00:00Z"}  # fmt: skip
    (tmp_path / "fills.json").write_text(json.dumps({"fills": [fill]}), "utf-8")
    bring("trades.json")
    bring("fills.json")
    assert [estimates(one)[0][2] for one in questions(empty)] == [0.62, 0.7]


def test_prices_that_contradict_each_other_are_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    fill = {"ticker": "K-1", "trade_id": "t", "action": "buy", "yes_price": 62, "no_price": 62,
            "created_time": "2026-01-15T10:00:00Z"}  # fmt: skip
    (tmp_path / "fills.json").write_text(json.dumps({"fills": [fill]}), "utf-8")
    turned_away("fills.json", saying=("fills.json: fills[0]: yes_price 62 and no_price 62 do not sum to 100 cents",))


# ── what is recognised ──


@pytest.mark.parametrize(("file", "name"), [("misp/event.json", "MISP"), ("stix/bundle.json", "STIX")])
def test_systems_that_hold_no_forecasts_are_refused_by_name(
    turned_away: Callable[..., Any], file: str, name: str
) -> None:
    turned_away(file, saying=(f"is from {name}: ",))


def test_files_of_two_systems_are_not_one_import(turned_away: Callable[..., Any]) -> None:
    turned_away(BETS[0], "kalshi/fills.json", saying=("is from manifold", "from kalshi", "one after the other"))


def test_a_file_from_nowhere_needs_its_system(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    turned_away("x.csv", saying=("x.csv: nothing in it shows which system it is from", "--from fatebook|"))
    turned_away("x.csv", "--from", "fatebok", saying=("did you mean fatebook?",))


def test_a_dry_run_writes_nothing(bring: Import, empty: Path) -> None:
    said = bring("kalshi/fills.json", "--dry-run")
    assert (said["new"]["questions"], said["written"]) == (1, False)
    assert files(empty) == {}


def test_a_csv_as_long_as_its_limit_may_lack_something(bring: Import, tmp_path: Path) -> None:
    header, row, *_ = (SAMPLES / "predictionbook/my_predictions.csv").read_text("utf-8").splitlines()
    rows = [row.replace("189287", str(number)) for number in range(100)]
    (tmp_path / "all.csv").write_text("\n".join([header, *rows]), "utf-8")
    (tmp_path / "less.csv").write_text("\n".join([header, *rows[1:]]), "utf-8")
    warning = "this CSV never holds more than 100 predictions: there may be others"
    assert warning in bring("all.csv", "--dry-run")["remarks"]
    assert warning not in bring("less.csv", "--dry-run")["remarks"]


def test_a_bettor_is_called_by_name_where_the_file_has_it(bring: Import, empty: Path, tmp_path: Path) -> None:
    bets = json.loads((SAMPLES / BETS[0]).read_text("utf-8"))
    for bet in bets:
        bet["userUsername"] = "Ann" if bet["userId"] == "uAnn" else None
    (tmp_path / "bets.json").write_text(json.dumps(bets), "utf-8")
    assert bring("bets.json", BETS[1])["forecasters"] == {"Ann": 6, "uBob": 1}
    assert bring(*BETS)["new"] == NOTHING
