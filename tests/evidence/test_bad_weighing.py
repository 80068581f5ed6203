"""What is wrong with how evidence is weighed is said, with its value, file and line, and the rest of the book works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CASE = """\
title: Sky
indicators:
  - {id: rain, text: It rains, group: wet}
  - {id: wind, text: It blows, group: wet}
"""
WINDOW = "question: Q?\ncriteria: C.\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\nprior: 0.4\n"
SIGNS = """\
indicators:
  - {id: rain, likelihood: {yes: 0.6, no: 0.2}}
  - {id: wind, likelihood: {yes: 0.5, no: 0.3}}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cases: `sky`, whose forecast has two signs of one group, and `calm`, whose forecast has none."""
    for name, text in {"sky": CASE, "calm": "title: Calm\n"}.items():
        (tmp_path / "forecasts" / name).mkdir(parents=True)
        (tmp_path / "forecasts" / name / "case.yaml").write_text(text)
    (tmp_path / "forecasts" / "sky" / "storm.yaml").write_text(f"kind: binary\n{WINDOW}{SIGNS}")
    (tmp_path / "forecasts" / "calm" / "peace.yaml").write_text(f"kind: binary\n{WINDOW}")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "forecasts" / "sky"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def line_of(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


def entry(number: int, **fields: object) -> str:
    """One line of a ledger, as another program may have written it."""
    stamp = {"known_at": "2024-12-05T12:00:00Z", "recorded_at": "2024-12-05T12:00:00Z", "by": "bob", "summary": "s"}
    made = {"id": f"aaaaaaa{'abcdefgh'[number]}", "kind": "evidence", **stamp, "forecasts": ["storm"], **fields}
    return json.dumps(made) + "\n"


def implied(run: Run) -> dict[str, float | None]:
    """What `status` implies for each forecast; asking for it must work, whatever is wrong elsewhere."""
    ran = run("status", "--json")
    assert ran.code in {0, 3}
    assert "Traceback" not in ran.err
    return {one["id"].split("/")[1]: one["implied"] for one in json.loads(ran.out)["forecasts"]}


def problem(run: Run, place: str) -> str:
    """What `check` says of that place; nothing else is an error, and the other case has its number."""
    ran = run("check")
    assert "Traceback" not in ran.out + ran.err
    assert ran.err == ""
    found = [line for line in ran.out.splitlines() if f"{place}:" in line]
    assert len(found) == 1, ran.out
    errors = [line for line in ran.out.splitlines() if ": error: " in line]
    assert (ran.code, errors) in ((1, found), (0, []))
    assert implied(run)["peace"] == 0.4
    return found[0]


CONSTANTS = ("vigilance", "correlation", "common_error", "weight", "elicitation_sd")


@pytest.mark.alike
@pytest.mark.parametrize("name", CONSTANTS)
@pytest.mark.parametrize(
    "value", ["-0.1", "10.5", "much", ".nan", ".inf", "-.inf", "1e400", "9" * 400, "true", "[0.5]"]
)
def test_a_constant_outside_its_range_is_a_problem_at_its_line(root: Path, run: Run, name: str, value: str) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}weighing:\n  {name}: {value}\nsummary: S\n")
    said = problem(run, f"case.yaml:{line_of(path, name)}")
    assert ": error: " in said
    shown = {"true": "True", "1e400": "1e400"}.get(value, value)
    assert shown[:3] in said


@pytest.mark.parametrize("name", CONSTANTS[:3])
def test_what_is_a_probability_is_at_most_1(root: Path, run: Run, name: str) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}weighing: {{{name}: 1.5}}\n")
    assert "1.5" in problem(run, f"case.yaml:{line_of(path, name)}")


@pytest.mark.parametrize("value", ["0", "1"])
@pytest.mark.parametrize("name", CONSTANTS)
def test_both_ends_of_a_range_are_taken(root: Path, run: Run, name: str, value: str) -> None:
    (root / "case.yaml").write_text(f"{CASE}weighing: {{{name}: {value}}}\n")
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full", "wind": "refutes"}, grade="B2"))
    assert "error" not in run("check").out
    found = implied(run)["storm"]
    assert found is not None
    assert 0.0 < found < 1.0


@pytest.mark.parametrize("value", ["7", "-1", "often", ".nan"])
def test_the_vigilance_of_one_sign_has_the_same_range(root: Path, run: Run, value: str) -> None:
    changed(root / "case.yaml", "text: It rains", f"text: It rains, vigilance: {value}")
    assert value in problem(run, "case.yaml:3")


@pytest.mark.parametrize("written", ["{correlation: 2}", "{correlation: alike}", "{}", "0.5", "{weight: 1}"])
def test_a_group_states_its_correlation_and_nothing_else(root: Path, run: Run, written: str) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}groups:\n  wet: {written}\n")
    said = run("check").out
    assert f"case.yaml:{line_of(path, 'wet: ')}:" in said
    assert "Traceback" not in said
    assert implied(run)["peace"] == 0.4


def test_a_group_that_nobody_has_is_named(root: Path, run: Run) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}groups:\n  dry: {{correlation: 0.9}}\n")
    said = problem(run, f"case.yaml:{line_of(path, 'dry')}")
    assert "dry" in said
    assert "wet" in said


def test_a_group_of_one_is_named_at_its_sign(root: Path, run: Run) -> None:
    changed(root / "case.yaml", "text: It blows, group: wet", "text: It blows")
    before = implied(run)
    said = problem(run, "case.yaml:3")
    assert "rain" in said
    assert "wet" in said
    assert before["storm"] is not None, "it is no error: the sign counts as one without a group"


@pytest.mark.parametrize("written", ["nonsense", "Classic", "signs", "0.5", "[0.5]"])
def test_what_is_no_rule_is_refused_at_its_line(root: Path, run: Run, written: str) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}weighing: {written}\n")
    said = problem(run, f"case.yaml:{line_of(path, 'weighing')}")
    assert written in said or "weighing" in said


@pytest.mark.parametrize("mistake", ["weighing: {correlation: 2}", "sumary: S", "grades: {B: 9}"])
def test_nothing_is_implied_by_rules_that_cannot_be_read(root: Path, run: Run, mistake: str) -> None:
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full", "wind": "full"}, grade="A1"))
    assert implied(run)["storm"] is not None
    (root / "case.yaml").write_text(f"{CASE}{mistake}\n")
    assert implied(run) == {"peace": 0.4, "storm": None}, "without its groups it would be another number"


def test_an_unknown_name_under_weighing_is_named(root: Path, run: Run) -> None:
    path = root / "case.yaml"
    path.write_text(f"{CASE}weighing:\n  weight: 1\n  vigilanse: 0.5\n")
    said = problem(run, f"case.yaml:{line_of(path, 'vigilanse')}")
    assert "vigilanse" in said
    assert "vigilance" in said, "the nearest name"


@pytest.mark.parametrize(
    "likelihood", ["{above: 0.6, below: 0.2}", "{yes: 0.6}", "{yes: 1.6, no: 0.2}", "{yes: 0, no: 0}"]
)
def test_likelihoods_that_do_not_fit_are_a_problem_at_their_sign(root: Path, run: Run, likelihood: str) -> None:
    path = root / "storm.yaml"
    changed(path, "{yes: 0.6, no: 0.2}", likelihood)
    assert ": error: " in problem(run, f"storm.yaml:{line_of(path, 'id: rain')}")


# ── what is certain ──


@pytest.mark.parametrize(("likelihood", "expected"), [("{yes: 0.6, no: 0}", 1.0), ("{yes: 0, no: 0.6}", 0.0)])
def test_a_certain_report_of_a_sign_of_one_outcome_decides(
    root: Path, run: Run, likelihood: str, expected: float
) -> None:
    changed(root / "storm.yaml", "{yes: 0.6, no: 0.2}", likelihood)
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full"}, p_accurate=1))
    assert implied(run)["storm"] == expected
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full"}, grade="B2"))
    found = implied(run)["storm"]
    assert found is not None
    assert 0.0 < found < 1.0, "a report that is not certain decides nothing"


def test_signs_that_decide_it_both_ways_imply_nothing_and_that_is_said(root: Path, run: Run) -> None:
    changed(root / "storm.yaml", "{yes: 0.6, no: 0.2}", "{yes: 0.6, no: 0}")
    changed(root / "storm.yaml", "{yes: 0.5, no: 0.3}", "{yes: 0, no: 0.3}")
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full", "wind": "full"}, p_accurate=1))
    assert implied(run) == {"peace": 0.4, "storm": None}
    assert "rule out every outcome" in run("show", "storm").out
    assert "storm" in problem(run, "ledger.jsonl:1")


def test_a_certain_report_against_a_certain_denial_is_refused_when_it_is_written(root: Path, run: Run) -> None:
    first = run("evidence", "storm", "It rains", "-i", "rain", "--p-accurate", "1")
    assert first.code == 0, first.err
    before = (root / "ledger.jsonl").read_bytes()
    ran = run("evidence", "storm", "It does not rain", "-i", "rain:refutes", "--p-accurate", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "storm" in ran.err
    assert "rain" in ran.err
    assert (root / "ledger.jsonl").read_bytes() == before


def test_where_a_merge_brings_both_nothing_is_implied_and_both_are_named(root: Path, run: Run) -> None:
    both = (entry(0, indicators={"rain": "full"}, p_accurate=1), entry(1, indicators={"rain": "refutes"}, p_accurate=1))
    (root / "ledger.jsonl").write_text("".join(both))
    assert implied(run) == {"peace": 0.4, "storm": None}
    said = run("check").out
    assert "ledger.jsonl:" in said
    assert "aaaaaaaa" in said
    assert "aaaaaaab" in said
    for command in (("show", "storm"), ("explain", "storm"), ("plot", "storm"), ("report", "-o", "all.html")):
        ran = run(*command)
        assert (ran.code, "Traceback" in ran.out + ran.err) == (0, False), command


# ── entries ──


def test_an_old_entry_with_a_ratio_and_signs_is_named_and_its_ratio_does_not_count(root: Path, run: Run) -> None:
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full"}, grade="B2"))
    alone = implied(run)["storm"]
    (root / "ledger.jsonl").write_text(entry(0, indicators={"rain": "full"}, grade="B2", likelihood_ratio=10))
    assert implied(run)["storm"] == alone
    assert "aaaaaaaa" in problem(run, "ledger.jsonl:1")


def test_a_new_entry_with_a_ratio_and_signs_is_refused(root: Path, run: Run) -> None:
    ran = run("evidence", "storm", "It rains", "-i", "rain", "--lr", "3")
    assert (ran.code, ran.out) == (2, "")
    assert "ratio" in ran.err or "--lr" in ran.err
    assert not (root / "ledger.jsonl").exists()


@pytest.mark.parametrize("ratio", ["0", "-3", "nan", "inf", "1e999", "much"])
def test_a_ratio_that_is_none_is_refused(root: Path, run: Run, ratio: str) -> None:
    ran = run("evidence", "storm", "It rains", "--lr", ratio)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert not (root / "ledger.jsonl").exists()


@pytest.mark.parametrize("field", ["likelihood_ratio", "p_accurate"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", '"much"', "[2]", "true"])
def test_a_number_in_the_ledger_that_is_none_leaves_its_line_out(root: Path, run: Run, field: str, value: str) -> None:
    silent = implied(run)["storm"]
    (root / "ledger.jsonl").write_text(entry(0, **{field: "HERE"}).replace('"HERE"', value))
    assert field in problem(run, "ledger.jsonl:1")
    assert implied(run)["storm"] == silent


@pytest.mark.parametrize("ratio", [5e-324, 1e-300, 1e300, 1.7e308])
def test_a_ratio_beyond_measure_still_gives_a_probability(root: Path, run: Run, ratio: float) -> None:
    (root / "ledger.jsonl").write_text(entry(0, likelihood_ratio=ratio) + entry(1, likelihood_ratio=ratio))
    found = implied(run)["storm"]
    assert found is not None
    assert found < 1e-9 or found > 1 - 1e-9
    assert run("explain", "storm").code == 0
