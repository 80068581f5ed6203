"""Metaculus's download, of all its versions."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, files, lost
from exchange.held import SAMPLES, agrees, estimates, expected, questions
from outlook.book import Book
from outlook.model.kind_of import is_numeric

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Run

DOWNLOAD = "metaculus/user_data.zip"
NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}


def by_id(book: Path) -> dict[str, dict[str, Any]]:
    return {one["imported_id"]: one for one in questions(book)}


def who_and_when(said: list[Any]) -> list[Any]:
    return said[:2]


def test_the_download_becomes_what_is_expected_of_it(bring: Import, empty: Path) -> None:
    wanted = expected("metaculus")
    said = bring(DOWNLOAD)
    assert said["forecasters"] == {"alice": 13, "bob_bot": 1}
    found = by_id(empty)
    assert set(found) == set(wanted["questions"])
    for key, one in wanted["questions"].items():
        agrees(found[key], one, "kind", "closes", "options", "outcome", "outcome_known_at", "title", "upper")
        if "opens" in one:
            assert found[key]["created"] == one["opens"]
        if isinstance(one.get("estimates"), list):
            assert sorted(estimates(found[key]), key=who_and_when) == sorted(one["estimates"], key=who_and_when)
        assert found[key]["judged_by"] == wanted["judged_by"]


def test_distributions_keep_every_point_and_days_get_one_each(bring: Import, empty: Path) -> None:
    bring(DOWNLOAD)
    found = by_id(empty)
    points = {key: found[key]["estimates"][0][2] for key in ("103", "104", "105")}
    assert (len(points["103"]), tuple(points["103"][0]), tuple(points["103"][-1])) == (201, (0, 0.0), (1000, 0.9))
    assert (len(points["104"]), tuple(points["104"][0]), tuple(points["104"][-1])) == (
        182, ("2026-01-01", 0.002), ("2026-07-01", 0.4),
    )  # fmt: skip
    assert (len(points["105"]), tuple(points["105"][0]), tuple(points["105"][-1])) == (12, (-0.5, 0.0), (10.5, 1.0))
    assert (found["105"]["lower"], found["103"]["lower"]) == (-0.5, 0)
    assert str(found["104"]["lower"]) == "2026-01-01"


def test_comments_and_key_factors_are_evidence_without_weight(bring: Import, empty: Path) -> None:
    bring(DOWNLOAD)
    found = by_id(empty)
    wanted = [one for one in expected("metaculus")["evidence"] if "summary" in one]
    for one in wanted:
        assert (one["known_at"], one["summary"]) in [(at, text) for _, at, text in found[one["forecast"]]["evidence"]]
    assert sum(len(one["evidence"]) for one in found.values()) == len(wanted)
    assert found["101"]["base_rate"] == "Sieges since 1946: 7 of 20 (made-up list)"
    assert "When does it end?" in found["101"]["note"]


def test_what_the_download_cannot_tell_is_counted(bring: Import) -> None:
    found = lost(bring(DOWNLOAD))
    assert found["criteria and fine print are not in the download"] == 8
    assert found["scores: they are never imported"] == 3
    assert found["an option that did not exist yet: it is given 0"] == 1
    assert found["a forecast of all together: with --crowd they are forecasters of their own"] == 2
    assert found["direction and strength of a link between questions"] == 1


@pytest.mark.parametrize("other", ["metaculus/unzipped", "metaculus/anonymized-before-2026-02.zip", DOWNLOAD])
def test_another_form_of_what_is_there_adds_nothing(bring: Import, empty: Path, other: str) -> None:
    bring(DOWNLOAD)
    before = files(empty)
    said = bring(other)
    assert (said["new"], said["problems"]) == (NOTHING, [])
    assert files(empty) == before


def test_the_anonymised_download_names_people_by_their_hash(bring: Import, empty: Path) -> None:
    said = bring("metaculus/anonymized-before-2026-02.zip")
    assert sorted(name[:12] for name in said["forecasters"]) == ["2c624232cdd2", "7902699be42c"]


def test_all_together_are_forecasters_where_the_person_wants_them(bring: Import, empty: Path) -> None:
    bring(DOWNLOAD, "--crowd")
    found = [one for one in estimates(by_id(empty)["101"]) if one[0] in ("recency_weighted", "geometric_mean")]
    assert sorted(found) == [
        ["geometric_mean", "2026-01-03T09:00:00Z", 0.3],
        ["recency_weighted", "2026-01-03T09:00:00Z", 0.3333333333333333],
    ]


def test_the_scores_are_those_that_are_expected(bring: Import, run: Run, empty: Path) -> None:
    wanted = expected("metaculus")["questions"]
    bring(DOWNLOAD)
    rows = json.loads(run("score", "--by", "alice", "--json").out)["forecasts"]
    found = {row["id"]: row for row in rows}
    ids = {one["imported_id"]: one["id"] for one in questions(empty)}
    withdrawn = found[ids["108"]]
    assert withdrawn["brier"] == pytest.approx(wanted["108"]["brier_time_weighted"], abs=1e-12)
    assert withdrawn["coverage"] == pytest.approx(wanted["108"]["coverage"], abs=1e-12)
    assert found[ids["103"]]["crps"] == pytest.approx(wanted["103"]["crps"], abs=1e-9)
    assert found[ids["105"]]["crps"] == pytest.approx(wanted["105"]["crps"], abs=1e-6)  # the file has six digits


def test_a_forecast_of_a_question_that_is_not_there_is_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    for name in ("question_data.csv", "forecast_data.csv"):
        text = (SAMPLES / "metaculus/unzipped" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("\n108,", "\n999,") if name[0] == "f" else text, "utf-8")
    saying = "forecast_data.csv:12: Question ID: 999 is not among the questions"
    turned_away(str(tmp_path / "question_data.csv"), str(tmp_path / "forecast_data.csv"), saying=(saying,))
    turned_away(str(tmp_path / "forecast_data.csv"), saying=("give question_data.csv, or the whole zip archive",))


def test_key_factors_speak_for_or_against_only_where_asked(bring: Import, empty: Path, run: Run) -> None:
    what = "which way a key factor points: --directions takes it, of yes/no questions"
    assert lost(bring("metaculus/user_data.zip"))[what] == 2
    ledger = empty / "metaculus" / "ledger.jsonl"
    assert "likelihood_ratio" not in ledger.read_text("utf-8")
    shutil.rmtree(empty)
    assert lost(bring("metaculus/user_data.zip", "--directions"))[what] == 1  # of a choice
    entries = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    assert [one["likelihood_ratio"] for one in entries if "likelihood_ratio" in one] == [3.0]
    assert run("check").code == 0


# ── the API ──


def post(number: int, **asked: Any) -> dict[str, Any]:
    own = {"open_time": "2026-01-02T00:00:00Z", "scheduled_close_time": "2026-12-31T00:00:00Z", "label": "", **asked}
    return {"id": 900 + number, "title": own["title"], "published_at": "2026-01-02T03:04:05.678901Z", "question": own}


def said(start: str, values: list[float], end: str | None = None) -> dict[str, Any]:
    moments = [None if at is None else datetime.fromisoformat(at).timestamp() for at in (start, end)]
    return {"author_id": 7, "start_time": moments[0], "end_time": moments[1], "forecast_values": values}


def own(*history: dict[str, Any]) -> dict[str, Any]:
    return {"history": list(history), "latest": None, "score_data": {}}


def test_what_the_api_says_of_own_forecasts_is_what_the_download_says(
    bring: Import, empty: Path, tmp_path: Path
) -> None:
    bring("metaculus/user_data.zip", "--me", "alice")
    history = own(
        said("2026-01-03 09:00:00+00:00", [0.65, 0.35], "2026-01-20 09:00:00+00:00"),
        said("2026-02-03 09:00:00.000005+00:00", [0.59, 0.41]),
    )
    asked = post(1, id=101, title="Will X fall?", type="binary", my_forecasts=history)
    (tmp_path / "api.json").write_text(json.dumps({"count": 1, "results": [asked]}), "utf-8")
    found = bring("api.json")
    assert found["system"] == "metaculus"
    assert (found["new"], found["known_entries"]) == (NOTHING, 3)


def test_all_kinds_of_question_come_from_the_api(bring: Import, empty: Path, tmp_path: Path) -> None:
    start = "2026-01-04 00:00:00+00:00"
    low, high = (datetime.fromisoformat(day).timestamp() for day in ("2026-01-01T00:00Z", "2026-01-05T00:00Z"))
    scaling = {"range_min": 0, "range_max": 8, "open_upper_bound": True, "open_lower_bound": False, "zero_point": None}
    posts = [
        post(1, id=1, title="Which?", type="multiple_choice", options=["A", "B, C"], resolution="B, C",
             actual_resolve_time="2026-03-01T00:00:00Z", my_forecasts=own(said(start, [0.25, 0.75]))),
        post(2, id=2, title="How many?", type="numeric", scaling=scaling, resolution_criteria="As counted.",
             my_forecasts=own(said(start, [0, 0.5, 0.75, 0.8, 0.9])), aggregations={"unweighted": {}}),
        post(3, id=3, title="When?", type="date", scaling={"range_min": low, "range_max": high},
             my_forecasts=own(said(start, [0, 0.1, 0.2, 0.3, 1.0]))),
    ]  # fmt: skip
    (tmp_path / "api.json").write_text(json.dumps(posts), "utf-8")
    assert lost(bring("api.json"))["forecasts of all together: the file has none of their history"] == 1
    found = by_id(empty)
    assert estimates(found["1"]) == [["alice", "2026-01-04T00:00:00Z", {"A": 0.25, "B, C": 0.75}]]
    assert found["1"]["outcome"] == "B, C"
    assert found["2"]["estimates"][0][2] == [(0.0, 0), (2.0, 0.5), (4.0, 0.75), (6.0, 0.8), (8.0, 0.9)]
    assert [day for day, _ in found["3"]["estimates"][0][2]] == [f"2026-01-0{day}" for day in range(1, 6)]


def test_fine_print_and_unit_come_from_the_api(bring: Import, empty: Path, tmp_path: Path) -> None:
    scaling = {"range_min": 0, "range_max": 8, "zero_point": None}
    asked = {"id": 2, "title": "How many?", "type": "numeric", "scaling": scaling, "unit": "millions"}
    asked |= {"resolution_criteria": "As counted.", "fine_print": "Recounts are left out.\n\nTies count."}
    (tmp_path / "api.json").write_text(json.dumps([post(2, **asked, my_forecasts=own())]), "utf-8")
    bring("api.json")
    [record] = Book.open(empty).forecasts
    assert is_numeric(record)
    assert (record.unit, record.fine_print) == ("millions", ("Recounts are left out.\n\nTies count.",))
    assert bring("api.json")["remarks"] == []
    asked |= {"unit": "thousands", "fine_print": "Recounts are counted.\n\nTies count."}
    (tmp_path / "api.json").write_text(json.dumps([post(2, **asked, my_forecasts=own())]), "utf-8")
    [remark] = bring("api.json")["remarks"]
    assert "fine print “Recounts are left out. Ties count.” in the book and “Recounts are counted. Ties" in remark
    assert "the unit millions in the book and thousands in the files" in remark


def test_a_logarithmic_range_without_its_steps_is_refused(turned_away: Callable[..., Ran], tmp_path: Path) -> None:
    scaling = {"range_min": 1, "range_max": 100, "zero_point": 0}
    asked = post(1, id=1, title="How many?", type="numeric", scaling=scaling, my_forecasts=own())
    (tmp_path / "api.json").write_text(json.dumps([asked]), "utf-8")
    turned_away("api.json", saying=("api.json: [0]: scaling: it is logarithmic",))
