"""status, show, history, score and bare outlook: what they print, as of any moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"


def ledger(book: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (book / CASE / "ledger.jsonl").read_text().splitlines()]


def test_status_lists_every_forecast_with_a_summary_line(book: Path, run: Run) -> None:
    out = run("status").out
    for record in (book / CASE).glob("*.yaml"):
        assert record.name == "case.yaml" or f"\n{record.stem} " in out
    assert "27 forecasts" in out
    assert "Brier" in out
    assert "lower is better" in out


def test_status_takes_cases_forecasts_and_parts_of_ids(book: Path, run: Run) -> None:
    def chosen(*targets: str) -> list[str]:
        return [row["id"] for row in json.loads(run("status", *targets, "--json").out)["forecasts"]]

    assert len(chosen(CASE)) == len(chosen()) == 27
    assert chosen("unsc-resolution") == chosen("UNSC") == [f"{CASE}/unsc-resolution"]
    assert chosen("homs", "unsc") == [f"{CASE}/homs-by-december", f"{CASE}/homs-given-hama", f"{CASE}/unsc-resolution"]


def test_status_follows_one_forecaster(book: Path, run: Run) -> None:
    run("estimate", "unsc-resolution", "55%", "--why", "Votes", "--by", "bob")
    run("estimate", "unsc-resolution", "22%", "--why", "No votes", "--by", "carol")

    def stated(*flags: str) -> Any:
        return json.loads(run("status", "unsc-resolution", "--json", *flags).out)["forecasts"][0]["stated"]

    assert (stated("--by", "bob"), stated("--by", "carol"), stated("--by", "bob", "--at", "2024-12-01")) == (
        0.55,
        0.22,
        None,
    )


@pytest.mark.parametrize(
    "words",
    [("status",), ("show", "unsc-resolution"), ("history",), ("calibration",), ("plot", "unsc-resolution")],
    ids=lambda words: words[0],
)
def test_a_forecaster_whom_no_ledger_knows_is_refused(refuses: Refuses, words: tuple[str, ...]) -> None:
    refuses(
        *words, "--by", "case-auther", saying=("no forecaster is called 'case-auther'", "did you mean case-author?")
    )


def test_what_has_closed_without_a_resolution_is_due(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    run("new", "personal/ship", "--question", "Shipped?", "--criteria", "Public", "--closes", "2024-12-20")
    clock(datetime(2024, 12, 25, tzinfo=UTC))
    assert json.loads(run("status", "personal", "--json").out)["forecasts"][0]["state"] == "due"
    assert "overdue" in run("status", "personal").out
    assert "next: outlook resolve" in run().out


@pytest.mark.parametrize("command", ["status", "history", "score"])
def test_a_target_that_matches_nothing_is_refused_with_the_nearest(book: Path, refuses: Refuses, command: str) -> None:
    saying = ("no forecast or case matches 'hama-by-decembre'", "did you mean hama-by-december")
    refuses(command, "hama-by-decembre", saying=saying)


@pytest.mark.parametrize(
    "command", [["show"], ["estimate", "20%"], ["resolve", "yes"], ["evidence", "Said"], ["edit"]], ids=lambda item: item[0]
)  # fmt: skip
def test_one_forecast_is_selected_or_the_candidates_are_listed(
    book: Path, refuses: Refuses, command: list[str]
) -> None:
    name, *rest = command
    saying: tuple[str, ...] = (
        "'homs' matches 2 forecasts",
        f"{CASE}/homs-by-december, {CASE}/homs-given-hama",
        "write more",
    )
    refuses(name, "homs", *rest, *(["--why", "x"] if name == "estimate" else []), saying=saying)
    refuses(
        name,
        "homs-by-decembre",
        *rest,
        saying=("no forecast matches 'homs-by-decembre'", "did you mean homs-by-december"),
    )


def test_show_is_the_whole_page(book: Path, run: Run) -> None:
    out = run("show", "hama-by-december").out
    for words in (
        f"{CASE}/hama-by-december", "Will armed opposition forces capture Hama city", "Criteria",
        "A claim by one belligerent alone is not enough.", "may lead to further territorial gains", "hedge: may",
        "army-withdraws", "2hdqccl4", "dpa via bluewin", "40.4%", "tpye4oqh", "Brier", "lower is better",
    ):  # fmt: skip
        assert words in out


def test_show_keeps_both_arms_of_a_condition_in_view(book: Path, run: Run) -> None:
    out = run("show", "homs-given-hama").out
    assert "if-hama-by-mid-december = yes" in out
    assert "3.3%" in out
    assert "homs-given-hama" in run("show", "if-hama-by-mid").out


def test_history_is_the_ledger_newest_last(book: Path, run: Run) -> None:
    entries = json.loads(run("history", "--json", "--at", "2026-12-01").out)["entries"]
    assert sorted(entry["id"] for entry in entries) == sorted(entry["id"] for entry in ledger(book))
    assert [entry["known_at"] for entry in entries] == sorted(entry["known_at"] for entry in entries)
    lines = run("history", "hama-by-december").out.splitlines()
    assert lines[-1].startswith("2hdqccl4") or lines[-1].startswith("tpye4oqh")


def test_history_of_one_forecast_holds_what_takes_its_entries_back(book: Path, run: Run) -> None:
    taker = json.loads(run("retract", "2hdqccl4", "--why", "Withdrawn", "--json").out)["entries"][0]["id"]
    assert taker in run("history", "hama-by-december").out
    assert taker not in run("history", "unsc-resolution").out


def test_retractions_that_run_in_a_circle_do_no_harm(book: Path, run: Run) -> None:
    with (book / CASE / "ledger.jsonl").open("a") as file:
        for one, other in (("aaaaaaaa", "bbbbbbbb"), ("bbbbbbbb", "aaaaaaaa")):
            stamp = '"known_at":"2024-12-01T00:00:00Z","recorded_at":"2024-12-01T00:00:00Z","by":"eve"'
            file.write(f'{{"id":"{one}","kind":"retraction",{stamp},"entry":"{other}"}}\n')
    assert run("history", "hama-by-december").code == 0
    assert "aaaaaaaa" in run("history").out


def test_score_tells_the_unit_the_range_and_which_way_is_better(book: Path, run: Run) -> None:
    out = run("score").out
    for words in ("Brier score, 0–1, lower is better", "nats", "CRPS", "Not scored", "open until 2025-03-31"):
        assert words in out


def test_with_nothing_scored_there_is_no_score_rather_than_a_number(book: Path, run: Run) -> None:
    ran = run("score", "unsc-resolution")
    assert ran.out.startswith("no score")
    card = json.loads(run("score", "unsc-resolution", "--json").out)
    assert (card["overall"], card["forecasts"]) == (None, [])
    assert [item["id"] for item in card["not_scored"]] == [f"{CASE}/unsc-resolution"]


def test_a_brier_score_can_be_checked_by_hand(book: Path, run: Run) -> None:
    (row,) = json.loads(run("score", "hama-by-december", "--json").out)["forecasts"]
    assert row["brier"] == row["brier_first"] == row["brier_last"] == pytest.approx((1 - 0.404) ** 2)
    assert row["coverage"] == pytest.approx(1)


def test_bare_outlook_says_where_things_stand_and_what_to_do_next(book: Path, run: Run) -> None:
    out = run().out
    assert "27 forecasts" in out
    assert out.splitlines()[-1].startswith("next: outlook ")
    assert "1 overdue" not in run("--at", "2024-12-01").out


def test_bare_outlook_without_a_book_tells_how_to_start_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run()
    assert ran.code == 0
    assert "outlook new personal/ship-by-june" in ran.out


def dated(value: Any) -> set[str]:
    """The ids of all ledger entries that a JSON answer holds."""
    if isinstance(value, list):
        return {name for item in value for name in dated(item)}
    if not isinstance(value, dict):
        return set()
    return {value["id"]} if "known_at" in value else {name for item in value.values() for name in dated(item)}


@pytest.mark.alike
@pytest.mark.parametrize("command", ["status", "show", "history", "score"])
def test_nothing_that_became_known_later_is_shown(book: Path, run: Run, command: str) -> None:
    known = [(datetime.fromisoformat(entry["known_at"]), entry["id"]) for entry in ledger(book)]
    targets = ["us-death-in-syria"] if command == "show" else []
    moments = sorted({at for at, _ in known})
    for at in moments[:: max(len(moments) // 12, 1)]:
        before = at - timedelta(seconds=1)
        answer = json.loads(run(command, *targets, "--json", "--at", before.strftime("%Y-%m-%d %H:%M:%S")).out)
        assert answer["schema"] == 2
        assert dated(answer) <= {name for moment, name in known if moment <= before}


def test_each_entry_appears_at_the_moment_it_became_known_and_not_before(book: Path, run: Run) -> None:
    entries = ledger(book)
    for at in sorted({datetime.fromisoformat(entry["known_at"]) for entry in entries}):
        listed = {}
        for moment in (at - timedelta(seconds=1), at):
            shown = run("history", "--json", "--at", moment.strftime("%Y-%m-%d %H:%M:%S")).out
            listed[moment] = {entry["id"] for entry in json.loads(shown)["entries"]}
        new = {entry["id"] for entry in entries if datetime.fromisoformat(entry["known_at"]) == at}
        assert listed[at] - listed[at - timedelta(seconds=1)] == new


def test_status_and_score_are_those_of_the_moment(book: Path, run: Run) -> None:
    def row(at: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("status", "hama-by-december", "--json", "--at", at).out)["forecasts"][0]
        return found

    before, after = row("2024-12-04"), row("2024-12-05")
    assert (before["state"], before["outcome"], before["brier"], before["evidence"]) == ("open", None, None, 6)
    assert (after["state"], after["outcome"], after["evidence"]) == ("resolved", "yes", 7)
    assert json.loads(run("score", "hama-by-december", "--json", "--at", "2024-12-04").out)["forecasts"] == []


def test_a_bare_day_means_its_end_and_the_moment_is_echoed(book: Path, run: Run) -> None:
    assert json.loads(run("status", "--json", "--at", "2024-12-04").out)["at"] == "2024-12-04T23:59:59Z"
    assert "4 Dec 2024 23:59 UTC" in run("status", "--at", "2024-12-04").out
    assert "4 Dec 2024 23:59 UTC" in run("show", "hama-by-december", "--at", "2024-12-04").out


@pytest.mark.parametrize("command", ["status", "history", "score"])
def test_a_moment_that_cannot_be_read_is_refused(book: Path, refuses: Refuses, command: str) -> None:
    refuses(command, "--at", "soon", saying=("--at: 'soon' is not a time known here", "2024-12-05"))


def test_options_before_the_command_count_as_if_they_stood_after_it(book: Path, run: Run, tmp_path: Path) -> None:
    book.rename(tmp_path / "elsewhere")
    ran = run("--book", "elsewhere", "--at", "2024-12-04", "--color", "always", "status", "hama-by-december")
    assert "4 Dec 2024 23:59 UTC" in ran.out
    assert "\x1b[" in ran.out


def test_an_option_before_a_command_that_does_not_know_it_is_refused(book: Path, refuses: Refuses) -> None:
    refuses("--at", "2024-12-04", "check", saying="--at means nothing to `outlook check`")


def test_status_says_how_long_a_question_is_over(
    book: Path, run_in_terminal: Callable[[int], Run], clock: Callable[[datetime], None]
) -> None:
    run_in_terminal(80)(
        "new", "personal/ship", "--question", "Shipped?", "--closes", "2024-12-20", "--criteria", "Public"
    )
    clock(datetime(2024, 12, 31, 12, tzinfo=UTC))
    out = run_in_terminal(80)("status", "personal", "--color", "never").out
    assert "10 d over" in out
    assert "due 10 d" not in out


def test_where_only_a_choice_is_scored_its_score_is_the_one_that_status_names(book: Path, run: Run) -> None:
    late = ("--at", "2026-01-01")
    assert "no score yet" in run("status", "deepest-city", "--at", "2024-12-02").out
    shown = run("status", "deepest-city", *late).out
    (row,) = json.loads(run("status", "deepest-city", "--json", *late).out)["forecasts"]
    assert f"mean Brier of case-author {row['brier']:.3f} (0–2, lower is better; n = 1 choice)" in " ".join(
        shown.split()
    )
    assert "no Brier score" in run("status", "displaced-peak", *late).out
    both = run("status", "deepest-city", "hama-by-december", *late).out
    assert "(0–1, lower is better; n = 1 binary)" in " ".join(both.split())
