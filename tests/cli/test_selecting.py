"""Which forecasts a command is about: by what they are called, tagged and say, by state and time, in order."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Refuses, Run

RECORD = """\
question: Will {what} happen?
kind: binary
opens_at: 2024-11-01
closes_at: {closes}
criteria: Two wires report it.
prior: {prior}
tags: [{tags}]
indicators: [{{id: sign, likelihood: {{yes: 0.9, no: 0.1}}}}]
"""
# name: what, closes, prior, tags
QUESTIONS = {
    "oil-price": ("the oil price double", "2024-12-14", 0.2, "energy, market"),
    "gas-cut": ("a gas cut", "2024-12-30", 0.5, "energy"),
    "rate-cut": ("a rate cut", "2025-03-01", 0.6, "market"),
    "past-vote": ("a vote", "2024-12-05", 0.9, "politics"),
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None], run: Run) -> Path:
    """Four questions: one closes in five days, one in three weeks, one in months, one was resolved."""
    case = tmp_path / "forecasts" / "desk"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: Desk\nindicators: [{id: sign, text: A sign}]\n")
    for name, (what, closes, prior, tags) in QUESTIONS.items():
        (case / f"{name}.yaml").write_text(RECORD.format(what=what, closes=closes, prior=prior, tags=tags))
    monkeypatch.chdir(tmp_path)
    for words in (
        ("estimate", "oil", "30%", "-w", "Tankers wait", "--known-at", "2024-11-02"),
        ("estimate", "gas", "50%", "-w", "So far", "--known-at", "2024-12-09"),
        ("estimate", "rate", "60%", "-w", "Minutes", "--known-at", "2024-11-20"),
        ("estimate", "past", "80%", "-w", "Polls", "--known-at", "2024-11-10"),
        ("evidence", "gas-cut", "The pipeline is shut", "-i", "sign", "--grade", "A1", "--known-at", "2024-12-08"),
        ("resolve", "past-vote", "no", "--known-at", "2024-12-06"),
    ):
        assert run(*words).code == 0, words
    return case


def ids(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [one["id"].removeprefix("desk/") for one in json.loads(ran.out)["forecasts"]]


@pytest.mark.alike
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("tag:energy",), ["gas-cut", "oil-price"]),
        (("--tag", "Energy"), ["gas-cut", "oil-price"]),
        (("--tag", "energy", "--tag", "market"), ["oil-price"]),
        (("rate cut",), ["rate-cut"]),
        (("will a cut",), ["gas-cut", "rate-cut"]),
        (("tag:politics", "oil"), ["oil-price", "past-vote"]),
        (("--state", "resolved"), ["past-vote"]),
        (("--state", "resolved", "--state", "open"), ["gas-cut", "oil-price", "past-vote", "rate-cut"]),
        (("--search", "PIPELINE shut"), ["gas-cut"]),
        (("--search", "tankers"), ["oil-price"]),
        (("--search", "wires", "--state", "resolved"), ["past-vote"]),
        (("--closing", "5d"), ["oil-price"]),
        (("--closing", "3w"), ["gas-cut", "oil-price"]),
        (("--closing", "3mo"), ["gas-cut", "oil-price", "rate-cut"]),
        (("--older", "2w"), ["oil-price", "rate-cut"]),
        (("--older", "1mo"), ["oil-price"]),
        (("--since", "2024-12-08"), ["gas-cut"]),
        (("--since", "5d"), ["gas-cut", "past-vote"]),
        (("--until", "2024-11-15"), ["oil-price", "past-vote"]),
        (("--since", "2024-11-05", "--until", "2024-11-30"), ["past-vote", "rate-cut"]),
        (("--sort", "closes"), ["oil-price", "gas-cut", "rate-cut", "past-vote"]),
        (("--sort", "moved"), ["gas-cut", "past-vote", "rate-cut", "oil-price"]),
        (("--sort", "gap", "--limit", "1"), ["gas-cut"]),
        (("--sort", "age"), ["oil-price", "rate-cut", "gas-cut", "past-vote"]),
        (("--sort", "brier", "-n", "1"), ["past-vote"]),
        (("--sort", "title"), ["gas-cut", "rate-cut", "past-vote", "oil-price"]),
    ],
)
def test_a_book_is_narrowed_and_ordered(desk: Path, run: Run, words: tuple[str, ...], found: list[str]) -> None:
    assert ids(run("status", *words, "--json")) == found


def test_overdue_is_the_word_that_the_table_has(desk: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    clock(datetime(2024, 12, 20, tzinfo=UTC))
    assert "overdue" in run("status", "oil").out
    for words in (("-s", "overdue"), ("-s", "due"), ("-s", "due", "-s", "overdue")):
        ran = run("status", *words, "--json")
        assert ids(ran) == ["oil-price"]
        assert ran.err == "1 of 4 forecasts is overdue\n"


def test_what_has_come_out_is_last_and_whose_score_orders_is_said(desk: Path, run: Run) -> None:
    for order in ("closes", "age"):
        assert ids(run("status", "--sort", order, "--json"))[-1] == "past-vote"
    assert "of whoever" not in run("status", "--sort", "brier").err
    words = ("estimate", "gas-cut", "20%", "-w", "News", "--by", "zoe")
    assert run(*words).code == 0
    said = "sorted by brier of whoever stated something last (--by NAME: that person's), which 1 of them has"
    assert said in run("status", "--sort", "brier").err
    assert "of whoever" not in run("status", "--sort", "brier", "--by", "zoe").err


def test_what_matched_is_said_beside_the_data(desk: Path, run: Run) -> None:
    ran = run("status", "--tag", "energy", "--closing", "14d", "--json")
    assert ran.err == "1 of 4 forecasts has the tag 'energy' and closes within 14 days\n"
    assert (
        run("status", "-n", "2", "--sort", "gap").err
        == "4 of 4 forecasts, sorted by gap, which 3 of them have; the first 2\n"
    )
    narrowed = run("status", "--tag", "energy", "-n", "1", "--sort", "gap").err
    assert narrowed.startswith(("2 of 4", "3 of 4")), "those with the tag"
    assert narrowed.endswith("; the first 1\n")
    assert run("status", "oil").err == ""


def test_sorted_rows_are_one_table_in_that_order(desk: Path, run: Run) -> None:
    shown = run("status", "--sort", "closes").out
    places = [shown.index(f"\n{name} ") for name in ("oil-price", "gas-cut", "rate-cut", "past-vote")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--tag", "enregy"), "of 4 forecasts, none has the tag 'enregy'; did you mean energy?"),
        (("--tag", "xyz"), "the tags are energy, market, politics"),
        (("tag:xyz",), "no forecast has the tag 'xyz'; the tags are energy, market, politics"),
        (("--tag", "energy", "--state", "resolved"), "of 2 forecasts with the tag 'energy', none is resolved"),
        (("--closing", "1d"), "of 4 forecasts, none closes within 1 day"),
        (("--older", "1y"), "of 4 forecasts, none was untouched by alice for 12 months"),
        (("--search", "zebra"), "of 4 forecasts, none says 'zebra'"),
        (("--since", "2025-01-02", "--until", "2025-01-01"), "--since lies after --until"),
        (("--since", "soon"), "--since: 'soon' is not a time known here"),
        (("--closing", "soon"), "--closing: 'soon' is not a length of time; write 7d"),
        (("--older", "999999999 years"), "--older: so long a time lies outside the years 1 to 9999"),
        (("--limit", "0"), "0 is not in the range x>=1"),
        (("--sort", "colour"), "'colour' is not one of"),
        (("--state", "closed"), "'closed' is not one of"),
        (("--closing", ""), "--closing is empty: write it, or leave it out"),
        (("--search", " "), "--search is empty"),
        (("--since", ""), "--since is empty"),
        (("--tag", ""), "--tag is empty"),
        (("",), "a target is empty"),
        (("zebra crossing",), "no forecast or case matches 'zebra crossing'"),
    ],
)
def test_what_leaves_nothing_is_refused_with_what_there_is(
    desk: Path, run: Run, words: tuple[str, ...], saying: str
) -> None:
    ran = run("status", *words)
    assert (ran.code, ran.out) == (2, "")
    assert saying in " ".join(ran.err.split()), ran.err


@pytest.mark.parametrize("command", ["due", "score", "calibration", "history", "report", "show", "export"])
def test_every_reading_command_narrows_alike(desk: Path, run: Run, command: str) -> None:
    before = {"report": ("-o", "-"), "export": ("csv",)}.get(command, ())
    ran = run(command, *before, "--state", "resolved")
    assert ran.code == 0
    assert ran.err.splitlines()[0] == "1 of 4 forecasts is resolved"
    for name in ("oil", "gas"):
        assert name not in ran.out
    assert run(command, *before, "--tag", "none-such").code == 2


def test_of_scores_the_time_is_that_of_the_outcome(desk: Path, run: Run) -> None:
    assert run("score", "--since", "2024-12-06", "--until", "2024-12-06").code == 0
    assert "has an outcome in that time" in run("score", "--until", "2024-12-01").err


def test_of_the_ledger_the_time_is_that_of_its_entries(desk: Path, run: Run) -> None:
    shown = json.loads(run("history", "--since", "2024-12-08", "--json").out)["entries"]
    assert [one["kind"] for one in shown] == ["evidence", "estimate"]
    assert "no entry became known in that time" in run("history", "--until", "2024-01-01").err


def test_what_a_person_has_not_touched_is_theirs(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("estimate", "oil", "35%", "-w", "More", "--by", "bob", "--known-at", "2024-12-09").code == 0
    mine = ids(run("status", "--older", "2w", "--json"))
    assert mine == ["oil-price", "rate-cut"], "what somebody else states is no look of mine"
    assert mine == ids(run("status", "--older", "2w", "--by", "alice", "--json"))
    monkeypatch.setenv("OUTLOOK_BY", "somebody else")
    assert ids(run("status", "--older", "2w", "--json")) == ["rate-cut"]


def test_due_is_about_my_estimates_where_i_made_any(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    untouched = "desk/oil-price", "untouched", "alice"
    assert run("estimate", "oil", "35%", "-w", "More", "--by", "bob", "--known-at", "2024-12-09").code == 0
    assert untouched in [(one["id"], one["reason"], one["by"]) for one in json.loads(run("due", "--json").out)["due"]]
    assert "not estimated by alice since" in " ".join(run("due").out.split())
    monkeypatch.setenv("OUTLOOK_BY", "somebody else")
    assert ("desk/oil-price", "untouched") not in [
        (one["id"], one["reason"]) for one in json.loads(run("due", "--json").out)["due"]
    ]


def test_several_are_shown_one_after_the_other(desk: Path, run: Run) -> None:
    shown = run("show", "gas", "oil").out
    assert shown.index("desk/gas-cut ·") < shown.index("desk/oil-price ·")
    pages = json.loads(run("show", "tag:energy", "--json").out)["pages"]
    assert [page["id"] for page in pages] == ["desk/gas-cut", "desk/oil-price"]
    assert "matches 2 forecasts" in run("show", "cut").err


def test_a_search_that_looks_like_a_pattern_is_only_text(desk: Path, run: Run) -> None:
    for text in (".*", "[a-z]+", "\x1b[31m", "%"):
        ran = run("status", "--search", text)
        assert ran.code == 2
        assert "\x1b" not in ran.err


def test_a_ledger_is_cut_to_its_newest_entries_and_not_sorted(desk: Path, run: Run) -> None:
    everything = json.loads(run("history", "--json").out)["entries"]
    assert json.loads(run("history", "--limit", "2", "--json").out)["entries"] == everything[-2:]
    assert "--sort means nothing to a ledger" in run("history", "--sort", "title").err


def test_what_was_taken_back_is_news(desk: Path, run: Run) -> None:
    entry = json.loads(run("history", "oil", "--json").out)["entries"][0]["id"]
    assert "none has news" in run("status", "--since", "2024-12-10", "--json").err
    assert run("retract", entry, "--why", "x").code == 0
    assert "oil-price" in ids(run("status", "--since", "2024-12-10", "--json"))


def test_a_pool_was_touched_when_somebody_in_it_was(desk: Path, run: Run) -> None:
    assert run("estimate", "oil", "35%", "-w", "More", "--by", "bob", "--known-at", "2024-12-09").code == 0
    assert "oil-price" not in ids(run("status", "--older", "2w", "--by", "pool:median", "--json"))


def test_the_table_may_be_in_parts_by_what_needs_attention(book: Path, run: Run, refuses: Refuses) -> None:
    at = ("--at", "2024-12-06")
    shown = run("status", "--group", "attention", *at).out
    due = json.loads(run("due", "--json", *at).out)["due"]
    found = json.loads(run("status", "--group", "attention", "--json", *at).out)["forecasts"]
    first: dict[str, str] = {}
    for one in due:
        first.setdefault(one["id"], one["reason"])
    assert {one["id"]: one["attention"] for one in found if one["attention"]} == first
    assert {one["id"] for one in found} == {
        one["id"] for one in json.loads(run("status", "--json", *at).out)["forecasts"]
    }
    assert [line for line in shown.splitlines() if line.startswith("Closes soon (")] == ["Closes soon (2)"]
    assert shown.index("Closes soon") < shown.index("Evidence moved") < shown.index("Needs nothing now")
    ran = run("status", "--group", "attention", "-n", "4", "--json", *at)
    assert {one["id"] for one in json.loads(ran.out)["forecasts"]} == set(list(first)[:4])
    assert "the most urgent 4 of 27 forecasts" in ran.err
    refuses("status", "--group", "attention", "--pool", "median", saying="leave out --pool")


def test_a_limit_of_what_is_due_keeps_the_most_urgent(book: Path, run: Run) -> None:
    at = ("--at", "2024-12-06", "--json")
    everything = json.loads(run("due", *at).out)["due"]
    first = list(dict.fromkeys(one["id"] for one in everything))[:3]
    ran = run("due", "-n", "3", *at)
    assert [one for one in everything if one["id"] in first] == json.loads(ran.out)["due"]
    assert f"the first 3 of {len({one['id'] for one in everything})} forecasts that need attention" in ran.err


def test_a_part_selects_all_that_have_it_wherever_it_is(book: Path, run: Run) -> None:
    """Those that begin with it do not hide the others; a word that only has it inside is not meant with them."""
    for name in ("rain-fall", "heavy-rain", "brain-drain", "snow"):
        (book / "syria-2024-12" / f"{name}.yaml").write_text(f"kind: binary\nquestion: Will {name} come?\n")
    assert listed(run, "rain") == ["syria-2024-12/heavy-rain", "syria-2024-12/rain-fall"]
    assert listed(run, "brain") == ["syria-2024-12/brain-drain"]
    assert listed(run, "drain") == ["syria-2024-12/brain-drain"]
    assert listed(run, "rai") == ["syria-2024-12/heavy-rain", "syria-2024-12/rain-fall"]
    (book / "syria-2024-12" / "rain.yaml").write_text("kind: binary\nquestion: Will rain come?\n")
    assert listed(run, "rain") == ["syria-2024-12/rain"]


def test_where_too_many_match_to_name_them_the_table_is_named(book: Path, run: Run, refuses: Refuses) -> None:
    for number in range(9):
        (book / "syria-2024-12" / f"heavy-rain-{number}.yaml").write_text("kind: binary\nquestion: Will it rain?\n")
    saying = "and 1 more; write more of the id, or see all with `outlook status rain`"
    refuses("estimate", "rain", "40%", "-w", "Clouds", saying=("'rain' matches 9 forecasts: ", saying))
    assert len(listed(run, "rain")) == 9


def listed(run: Run, text: str) -> list[str]:
    return sorted(row["id"] for row in json.loads(run("status", text, "--json").out)["forecasts"])


def test_beginnings_of_words_select_where_nothing_else_does(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("add", "-", "--case", "metals", stdin="Gold close in January?\t30%\t2025-06-30\n").code == 0
    assert book.exists()
    for text, found in (("gold-jan", 1), ("go-clo-ja", 1), ("hama-dec", 2)):
        assert len(json.loads(run("status", text, "--json").out)["forecasts"]) == found
    for text in ("jan-gold", "gold-feb", "gold--jan"):
        refuses("status", text, saying="no forecast or case matches")
