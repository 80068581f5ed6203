"""What a command that writes looks at: a part of a case, which answers as the whole case does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.answers.page import page
from outlook.answers.score import Ask, review
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.book.index import narrowing
from outlook.book.index import part as parts
from outlook.book.index.case_index import Index
from outlook.book.index.narrowing import beginning
from outlook.book.index.noting import likenesses
from outlook.book.index.part import Asked, Part
from outlook.book.index.store import Store
from outlook.book.repeated import repeated
from outlook.evidence.over_time import weighed
from outlook.model.kind_of import is_evidence
from outlook.show.data import payload
from outlook.show.data.scorecard import scored

if TYPE_CHECKING:
    from pathlib import Path

    from outlook.book import CaseFolder
    from outlook.book.index.kept_case import KeptFolder

pytestmark = pytest.mark.in_turn

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
BEGINS = datetime(2024, 12, 1, tzinfo=UTC)
NAMES = ("hama", "homs", "damascus", "aleppo", "talks")
SIGNS = ("leaves", "crosses")
RECORD = """\
question: Will it be taken?
kind: binary
opens_at: 2024-12-02
closes_at: 2024-12-20
criteria: Two wires.
prior: 0.3
indicators: [{id: leaves, likelihood: {yes: 0.8, no: 0.2}}, {id: crosses, likelihood: {yes: 0.5, no: 0.1}}]
"""
GIVEN = "given: {forecast: hama, outcome: yes}\n"
TALKS = RECORD.replace("indicators", "# indicators")


def entry_id(number: int) -> str:
    return LETTERS[number % 32] + LETTERS[number // 32] + "aaaaaa"


@st.composite
def lines(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Entries of all kinds on several forecasts, with retractions and revisions of one another, in any order."""
    count = draw(st.integers(1, 24))
    found = []
    for number in range(count):
        day = BEGINS + timedelta(hours=draw(st.integers(0, 500)))
        late = day + timedelta(hours=draw(st.sampled_from([0, 0, 5, 60])))
        stamp = {"known_at": f"{day:%Y-%m-%dT%H:%M:%SZ}", "recorded_at": f"{late:%Y-%m-%dT%H:%M:%SZ}"}
        line: dict[str, Any] = {"id": entry_id(number), **stamp, "by": draw(st.sampled_from(["alice", "bob"]))}
        kind = draw(st.sampled_from(["evidence", "evidence", "evidence", "estimate", "resolution", "retraction"]))
        name = draw(st.sampled_from(NAMES))
        match kind:
            case "evidence":
                named = draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=2))
                line |= {"summary": draw(st.sampled_from(["It moves", "It stays"])), "forecasts": sorted(named)}
                line |= {
                    "indicators": draw(st.dictionaries(st.sampled_from(SIGNS), st.sampled_from(["full", "refutes"])))
                }
                if draw(st.booleans()):
                    line["revises"] = entry_id(draw(st.integers(0, count)))
            case "estimate":
                line |= {"forecast": name, "stated": draw(st.none() | st.sampled_from([0.2, 0.7]))}
            case "resolution":
                line |= {"forecast": name, "outcome": draw(st.sampled_from(["yes", "no"]))}
            case "retraction":
                line |= {"entry": entry_id(draw(st.integers(0, count)))}
        found.append({**line, "kind": kind})
    return found


def written(root: Path, found: list[dict[str, Any]]) -> Path:
    case = root / "forecasts" / "syria"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: Syria\nindicators: [{id: leaves, text: L}, {id: crosses, text: C}]\n")
    for name in NAMES:
        text = TALKS if name == "talks" else RECORD + (GIVEN if name in ("homs", "damascus") else "")
        (case / f"{name}.yaml").write_text(text)
    (case / "ledger.jsonl").write_text("".join(json.dumps(line) + "\n" for line in found))
    return case.parent


def kept(root: Path, found: list[dict[str, Any]]) -> tuple[CaseFolder, KeptFolder]:
    """The case as it is read, and as it is kept."""
    book, index = written(root, found), Index(Store(root, "this program"), root / "forecasts")
    Book.open(book, index)
    again: Any = Book.open(book, index).cases["syria"]
    return Book.open(book).cases["syria"], again


def looks(folder: CaseFolder, names: frozenset[str], at: datetime) -> dict[str, object]:
    """All that a command says of some forecasts."""
    found = {one.forecast.id: one for one in folder.situations(at) if one.forecast.id in names}
    return {
        name: (
            one.state, one.outcome, one.condition, one.awaits, [entry.id for entry in one.history.evidence],
            [(entry.id, entry.stated) for entry in one.history.estimates], one.history.forecasters,
            [entry.id for entry in one.history.taken_back], one.history.written_at,
            weighed(one, folder.rules, at).implied,
        )
        for name, one in found.items()
    }  # fmt: skip


@given(found=lines(), names=st.sets(st.sampled_from(NAMES), min_size=1), base=st.integers(0, 24))
def test_a_part_answers_for_its_forecasts_as_the_whole_case_does(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]], names: set[str], base: int
) -> None:
    """Also where lines came since their places were noted."""
    root = tmp_path_factory.mktemp("book")
    whole, folder = kept(root, found[: base or 1])
    Part.of(folder, Asked(frozenset()))  # notes the places of these lines
    with (whole.path / "ledger.jsonl").open("a") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in found[base or 1 :])
    book = Book.open(root / "forecasts", Index(Store(root, "this program"), root / "forecasts"))
    whole, folder = Book.open(root / "forecasts").cases["syria"], book.cases["syria"]  # type: ignore[assignment]
    asked = Asked(
        frozenset(names), frozenset(["leaves"]), frozenset(likenesses(found[0]) if "summary" in found[0] else ())
    )
    part = Part.of(folder, asked)
    if part is None:  # of these entries, it is not known which report comes first
        return
    for at in (BEGINS + timedelta(days=day) for day in (0, 5, 12, 40)):
        assert looks(part, part.needed.whole, at) == looks(whole, part.needed.whole, at)
        states = {one.forecast.id: (one.state, one.condition) for one in whole.situations(at)}
        assert {one.forecast.id: (one.state, one.condition) for one in part.situations(at)}.items() <= states.items()
    for report in (entry for entry in whole.entries if is_evidence(entry) and entry.id == found[0]["id"]):
        others = [[one for one in folder.entries if one.id != report.id] for folder in (part, whole)]
        alike, same = (repeated(report, entries) for entries in others)
        assert (alike and alike.id) == (same and same.id)


STAMP = {"known_at": "2024-12-03T00:00:00Z", "recorded_at": "2024-12-03T00:00:00Z", "by": "alice"}


def report(number: int, forecast: str, **more: object) -> dict[str, Any]:
    line = {"id": entry_id(number), "kind": "evidence", **STAMP, "summary": f"Report {number}", "forecasts": [forecast]}
    return {**line, "indicators": {"leaves": "full"}, **more}


def opened_again(root: Path, more: list[dict[str, Any]]) -> KeptFolder:
    """The case once more, after lines were added to its ledger."""
    with (root / "forecasts" / "syria" / "ledger.jsonl").open("a") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in more)
    found: Any = Book.open(root / "forecasts", Index(Store(root, "this program"), root / "forecasts")).cases["syria"]
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("noted", [1, 2])
def test_a_sign_that_was_reported_on_another_forecast_is_not_silent(tmp_path: Path, noted: int) -> None:
    """Whether the place of the report was noted, or it came since."""
    found = [report(0, "talks", indicators={}), report(1, "aleppo")]
    _, folder = kept(tmp_path, found[:noted])
    Part.of(folder, Asked(frozenset()))
    part = Part.of(opened_again(tmp_path, found[noted:]), Asked(frozenset(["hama"])))
    assert part is not None
    assert entry_id(1) in [entry.id for entry in part.entries]
    whole = Book.open(tmp_path / "forecasts").cases["syria"]
    at = BEGINS + timedelta(days=5)
    assert looks(part, frozenset(["hama"]), at) == looks(whole, frozenset(["hama"]), at)


def test_where_all_first_reports_of_a_sign_were_taken_back_the_whole_case_is_read(tmp_path: Path) -> None:
    found = [report(number, "aleppo") for number in range(30)]
    first = sorted(line["id"] for line in found)[:16]
    taken = [
        {"id": entry_id(100 + number), "kind": "retraction", **STAMP, "entry": name}
        for number, name in enumerate(first)
    ]
    _, folder = kept(tmp_path, [*found, *taken])
    assert Part.of(folder, Asked(frozenset(["hama"]))) is None
    assert Part.of(folder, Asked(frozenset(["talks"]))) is not None


def test_what_a_forecast_is_conditional_on_is_a_part_of_it(tmp_path: Path) -> None:
    outcome = {"id": entry_id(1), "kind": "resolution", **STAMP, "forecast": "hama", "outcome": "no"}
    _, folder = kept(tmp_path, [report(0, "talks", indicators={}), outcome])
    part = Part.of(folder, Asked(frozenset(["homs"])))
    assert part is not None
    assert set(part.forecasts) == {"hama", "homs"}
    (state,) = [one.state for one in part.situations(BEGINS + timedelta(days=5)) if one.forecast.id == "homs"]
    assert state == "annulled"


def test_only_the_outcomes_are_read_of_forecasts_that_watch_a_reported_sign(tmp_path: Path) -> None:
    outcome = {"id": entry_id(3), "kind": "resolution", **STAMP, "forecast": "aleppo", "outcome": "yes"}
    _, folder = kept(tmp_path, [report(0, "hama"), report(1, "aleppo"), report(2, "aleppo", indicators={}), outcome])
    part = Part.of(folder, Asked(frozenset(["hama"]), frozenset(["leaves"])))
    assert part is not None
    assert set(part.forecasts) == {"hama", "homs", "damascus", "aleppo"}
    assert {entry.id for entry in part.entries} == {entry_id(0), entry_id(1), entry_id(3)}
    states = {one.forecast.id: one.state for one in part.situations(BEGINS + timedelta(days=5))}
    assert states["aleppo"] == "resolved"


@given(found=lines(), text=st.text(LETTERS[:4], min_size=2, max_size=3))
def test_an_entry_is_found_by_the_beginning_of_its_id(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]], text: str
) -> None:
    _, folder = kept(tmp_path_factory.mktemp("book"), found)
    expected = sorted(line["id"] for line in found if line["id"].startswith(text))
    assert sorted(entry.id for entry in beginning(folder, text)) == expected


def test_a_ledger_that_was_rewritten_meanwhile_is_read_whole_and_no_longer_followed(tmp_path: Path) -> None:
    _, folder = kept(tmp_path, [report(0, "hama"), report(1, "talks")])
    part = Part.of(folder, Asked(frozenset(["hama"])))
    assert part is not None
    assert part.refresh() is False
    ledger, mark = folder.path / "ledger.jsonl", next(tmp_path.glob("*.ledger"))
    ledger.write_text("".join(json.dumps(report(number, "hama")) + "\n" for number in (4, 5, 6)), "utf-8")
    before = mark.read_bytes()
    assert part.refresh() is True
    assert [entry.id for entry in part.entries] == [entry_id(number) for number in (4, 5, 6)]
    part.kept_up([entry for entry in part.entries if entry.id == entry_id(6)])
    assert mark.read_bytes() == before


def test_what_is_known_of_a_case_and_of_its_ledger_must_be_of_one_reading(tmp_path: Path) -> None:
    """Of two commands that read a case at once, one may have kept the records and the other the ledger."""
    _, folder = kept(tmp_path, [report(0, "lost")])
    assert [one.name for one in folder.orphans] == ["lost"]
    about = next(tmp_path.glob("*.about"))
    raw = about.read_bytes()
    (folder.path / "ledger.jsonl").write_text(json.dumps(report(1, "hama")) + "\n", "utf-8")
    assert opened_again(tmp_path, []).orphans == ()
    about.write_bytes(raw)
    again: Any = Book.open(tmp_path / "forecasts", Index(Store(tmp_path, "this program"), tmp_path / "forecasts"))
    assert tuple(again.cases["syria"].orphans) == ()


def test_a_part_reads_no_more_of_the_ledger_than_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = {"known_at": "2024-12-03T00:00:00Z", "recorded_at": "2024-12-03T00:00:00Z", "by": "alice"}
    found = [
        {"id": entry_id(number), "kind": "estimate", **stamp, "forecast": NAMES[number % 5], "stated": 0.5}
        for number in range(1000)
    ]
    _, folder = kept(tmp_path, found)
    part = Part.of(folder, Asked(frozenset(["aleppo"])))
    assert part is not None
    assert len(part.entries) == 200
    assert set(part.forecasts) == {"aleppo"}
    assert "entries" not in folder.__dict__


def test_where_places_are_far_behind_they_are_noted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LONGEST_TAIL", 200)
    stamp = {"known_at": "2024-12-03T00:00:00Z", "recorded_at": "2024-12-03T00:00:00Z", "by": "alice"}
    found = [{"id": entry_id(n), "kind": "estimate", **stamp, "forecast": "hama", "stated": 0.5} for n in range(9)]
    _, folder = kept(tmp_path, found[:3])
    first = Part.of(folder, Asked(frozenset(["hama"])))
    assert first is not None
    with (folder.path / "ledger.jsonl").open("a") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in found[3:])
    index = Index(Store(tmp_path, "this program"), tmp_path / "forecasts")
    again: Any = Book.open(tmp_path / "forecasts", index).cases["syria"]
    part = Part.of(again, Asked(frozenset(["hama"])))
    assert part is not None
    assert (len(first.entries), len(part.entries)) == (3, 9)
    assert part._known is not None
    assert part._known.head.lines == 9


def pages(folder: CaseFolder, at: datetime, *, narrow: bool) -> dict[str, object]:
    """All that `show` says of each forecast of a case, by its own standings."""
    found: dict[str, object] = {}
    book = Book(folder.path.parent, {folder.id: folder}, [])
    for name in NAMES:
        standings = Standings(book, at)
        if narrow:
            standings.narrow_to_page(folder.forecast(name))
        chosen = [standings[f"{folder.id}/{name}"]]
        found[name] = payload.page(page(standings, folder.forecast(name)), scored(review(chosen, Ask())))
    return found


@given(found=lines())
def test_a_page_of_a_part_is_that_of_the_whole_case(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]]
) -> None:
    whole, folder = kept(tmp_path_factory.mktemp("book"), found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrowing, "WORTH_IT", 0)
        patch.setattr(narrowing, "SMALL", 1)
        for at in (BEGINS + timedelta(days=day) for day in (3, 12, 40)):
            assert pages(folder, at, narrow=True) == pages(whole, at, narrow=False)


def test_a_page_is_narrowed_but_where_a_lesson_may_be_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "WORTH_IT", 0)
    monkeypatch.setattr(narrowing, "SMALL", 1)
    _, folder = kept(tmp_path, [report(0, "aleppo")])
    part = narrowing.part_for_page(folder, "hama")
    assert part is not None
    assert part.needed.whole == {"hama", "homs", "damascus"}  # the other two are conditional on it
    lesson = {
        "id": entry_id(1),
        "kind": "resolution",
        **STAMP,
        "forecast": "aleppo",
        "outcome": "no",
        "lesson": "Wait.",
    }
    assert narrowing.part_for_page(opened_again(tmp_path, [lesson]), "hama") is None
