"""Records as people get them wrong: every problem of a file at once, each at its line, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from outlook.records.read import parse_case, parse_forecast, problem_at

PATH = Path("forecasts/case/hama.yaml")
CASE = Path("forecasts/case/case.yaml")
ZERO = "0" * 64


def said(text: str) -> list[str]:
    return [str(problem).removeprefix(f"{PATH}:") for problem in parse_forecast(PATH, text.encode(), "case").problems]


def said_of_case(text: str) -> list[str]:
    return [str(problem).removeprefix(f"{CASE}:") for problem in parse_case(CASE, text.encode()).problems]


FORECASTS = {
    "a misspelt field": (
        "kind: binary\ntitel: Hama\n",
        ["2:1: error: unknown field 'titel' (did you mean title?)"],
    ),
    "a misspelt field deep inside": (
        "kind: choice\noptions: [a, {name: b, narative: x}]\n",
        ["2:24: error: unknown field 'narative' (did you mean narrative?)"],
    ),
    "a field of another kind": (
        "kind: numeric\noptions: [a, b]\n",
        ["2:1: error: a numeric forecast has no options: it is a field of choice forecasts (remove it)"],
    ),
    "a field of two other kinds": (
        "kind: binary\nlower: 3\n",
        ["2:1: error: a binary forecast has no lower: it is a field of numeric and date forecasts (remove it)"],
    ),
    "a field of no kind": (
        "kind: numeric\nzzzzzz: [a, b]\n",
        [
            ("2:1: error: unknown field 'zzzzzz' (known: kind, title, question, opens_at, closes_at, criteria, judged_by, "
            "fine_print, sources, given, prior, base_rate, decay, scenarios, statements, tags, indicators, note, known, imported, form, "
            "levels, unit, lower, upper, open_below, open_above, as_stated_in)")
        ],
    ),
    "no kind": (
        "title: Hama\n",
        ["1:1: error: the field 'kind' is missing (it is one of binary, choice, numeric, date)"],
    ),
    "an empty kind": (
        "title: Hama\nkind:\n",
        ["2:1: error: the field 'kind' is missing (it is one of binary, choice, numeric, date)"],
    ),
    "a misspelt kind": (
        "title: Hama\nkind: binry\n",
        ["2:1: error: binry is not a kind of forecast (did you mean binary?)"],
    ),
    "a kind that is a list": (
        "kind: [a]\n",
        ["1:1: error: ['a'] is not a kind of forecast (it is one of binary, choice, numeric, date)"],
    ),
    "its own id": (
        "kind: binary\nid: hama\n",
        ["2:1: error: the field 'id' is not written: it is the name of the file and its folder (remove the line)"],
    ),
    "a number as text": (
        "kind: binary\ntitle: 12\nsources: [Reuters, 7]\nnote: true\n",
        [
            "2:1: error: title: not a text: put quotes around it",
            "3:20: error: sources: not a text: put quotes around it",
            "4:1: error: note: not a text: put quotes around it",
        ],
    ),
    "an empty text": (
        "kind: binary\nquestion: ''\n",
        ["2:1: error: an empty text says nothing: write it, or leave the field out"],
    ),
    "a text in place of a list": (
        "kind: binary\nsources: Reuters\n",
        ["2:1: error: sources: not a list: write [one, two], or a line `- …` for each"],
    ),
    "a text in place of a condition": (
        "kind: binary\ngiven: hama\n",
        ["2:1: error: given: not `field: value` pairs"],
    ),
    "a condition without its outcome": (
        "kind: binary\ngiven: {forecast: hama}\n",
        ["2:1: error: the field 'outcome' is missing"],
    ),
    "a percentage without its sign": (
        "kind: binary\nprior: 70\n",
        ["2:1: error: 70 is not a probability: write 70% or 0.7"],
    ),
    "an infinite prior": (
        "kind: binary\nprior: .inf\n",
        ["2:1: error: .inf is not a probability: write 0.65, 65% or odds such as 2:1"],
    ),
    "bounds that are no numbers": (
        "kind: numeric\nlower: .nan\nupper: .inf\n",
        ["2:1: error: lower: .nan is not a number", "3:1: error: upper: .inf is not a number"],
    ),
    "bounds the wrong way round": (
        "kind: numeric\nupper: 1\nlower: 2\n",
        ["2:1: error: lower (2) must lie below upper (1)"],
    ),
    "days the wrong way round": (
        "kind: date\nlower: 2024-12-31\nupper: 2024-12-01\n",
        ["3:1: error: lower (2024-12-31) must come before upper (2024-12-01)"],
    ),
    "close before open": (
        "kind: binary\ncloses_at: 2024-12-01\nopens_at: 2024-12-31\n",
        ["2:1: error: closes_at (2024-12-01) must come after opens_at (2024-12-31)"],
    ),
    "a time that no grammar knows": (
        "kind: binary\nopens_at: soon\ncloses_at: 2024-02-30\n",
        [
            "2:1: error: 'soon' is not a time in ISO 8601; write it as in 2024-12-05T12:00:00Z.",
            "3:1: error: 2024-02-30 is not a day: write it as 2024-12-31",
        ],
    ),
    "a time that is a number": (
        "kind: binary\nopens_at: 2024\n",
        ["2:1: error: 2024 is not a time: write 2024-12-31 or 2024-12-31T23:59Z"],
    ),
    "one option": (
        "kind: choice\noptions: [only]\n",
        ["2:1: error: options: at least 2 are needed, but there is 1"],
    ),
    "a reserved option": (
        "kind: choice\noptions: [Annulled, sooner]\n",
        [
            "2:11: error: 'Annulled' cannot name an option: it says that there is no outcome; give it another name",
        ],
    ),
    "the same option twice": (
        "kind: choice\noptions: [Hama, hama]\n",
        ["2:1: error: two options have the same name"],
    ),
    "probabilities that do not sum to 1": (
        "kind: choice\noptions: [a, b]\nprior: {a: 0.5, b: 0.6}\n",
        ["3:1: error: the probabilities sum to 1.1, not 1: a 0.5, b 0.6"],
    ),
    "a probability for no option": (
        "kind: choice\noptions: [Hama, Homs]\nprior: {Hama: 0.5, Homms: 0.5}\n",
        [
            "3:1: error: the probabilities name 'Homms', which is not an outcome of this forecast; did you mean Homs?"
        ],
    ),
    "quantiles out of order": (
        "kind: numeric\nprior: {q05: 5, q50: 3}\n",
        ["2:1: error: quantiles out of order: q05 is 5.0 but q50 is 3.0"],
    ),
    "points that fall": (
        "kind: date\nprior: [[2024-12-31, 60%], [2025-12-31, 50%]]\n",
        ["2:1: error: cumulative points must rise: (2024-12-31, 0.6) is followed by (2025-12-31, 0.5)"],
    ),
    "a day that is none": (
        "kind: date\nprior: {q05: 2025-02-30}\n",
        ["2:1: error: 2025-02-30 is not a day: write it as 2024-12-31"],
    ),
    "a distribution that is a number": (
        "kind: numeric\nprior: 3\n",
        [
            "2:1: error: a distribution is quantiles (q05=…,q50=…,q95=…) or points [value, cumulative probability]"
        ],
    ),
    "likelihoods of other outcomes": (
        "kind: binary\nindicators:\n  - {id: a, likelihood: {yes: 0.6, no: 0.1}}\n  - {id: b, likelihood: {yes: 0.6, maybe: 0.1}}\n",
        [
            "4:13: error: the likelihoods of b name 'maybe', which is not an outcome of this forecast; it has yes, no"
        ],
    ),
    "one likelihood": (
        "kind: binary\nindicators:\n  - {id: a, likelihood: {yes: 0.6}}\n",
        ["3:13: error: likelihood: at least 2 are needed, but there is 1"],
    ),
    "a likelihood alone": (
        "kind: binary\nindicators:\n  - {id: a, likelihood: 0.6}\n",
        ["3:13: error: likelihoods are written as {yes: 0.6, no: 0.1}, or one for each option"],
    ),
    "another arm without a condition": (
        "kind: binary\nprior: 0.5\nprior_otherwise: 0.4\n",
        ["3:1: error: prior_otherwise is the other arm of a condition: state `given` too, or leave it out"],
    ),
    "a range the wrong way round": (
        "kind: binary\nprior_range: [60%, 50%]\n",
        ["2:1: error: prior_range runs from the lower to the higher probability"],
    ),
    "half a range": ("kind: binary\nprior_range: [60%]\n", ["2:1: error: prior_range: an item is missing"]),
    "a range of three": (
        "kind: binary\nprior_range: [10%, 20%, 60%]\n",
        ["2:1: error: prior_range: there are too many"],
    ),
    "a decay that is not known": (
        "kind: binary\ndecay: deadlin\n",
        ["2:1: error: decay: deadlin is not one of deadline or none; did you mean deadline?"],
    ),
    "an order that is neither true nor false": (
        "kind: choice\noptions: [a, b]\nordered: perhaps\n",
        ["3:1: error: ordered: perhaps is neither true nor false"],
    ),
    "more of a class than it holds": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 8, n: 7}\n",
        ["3:13: error: k (8) is more than n (7): k of n cases came true"],
    ),
    "a class of nothing": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 0, n: 0}\n",
        ["3:19: error: n is 0: a class without cases says nothing, so leave it out"],
    ),
    "a class of less than nothing": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 0, n: -4}\n",
        ["3:19: error: -4 is not a count from 0 to 1,000,000,000"],
    ),
    "a class larger than anybody has counted": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 0, n: 1000000001}\n",
        ["3:19: error: 1000000001 is not a count from 0 to 1,000,000,000"],
    ),
    "a part of a case": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 1.5, n: 4}\n",
        ["3:13: error: 1.5 is not a whole number, such as 20 without quotes"],
    ),
    "a whole number with a point": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 1.0, n: 4}\n",
        ["3:13: error: 1.0 is not a whole number, such as 20 without quotes"],
    ),
    "true of a class": (
        "kind: binary\nbase_rates:\n  - {of: x, k: true, n: 4}\n",
        ["3:13: error: True is not a whole number, such as 20 without quotes"],
    ),
    "a weight against a class": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 1, n: 4, weight: -1}\n",
        ["3:25: error: -1 is not a weight from 0 to 1000"],
    ),
    "a weight without end": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 1, n: 4, weight: .inf}\n",
        ["3:25: error: .inf is not a weight from 0 to 1000"],
    ),
    "a class whose name moves the cursor": (
        'kind: binary\nbase_rates:\n  - {of: "x\\e[2J", k: 1, n: 4}\n',
        ["3:6: error: x\\x1b[2J holds a line break or another control character: write it on one line"],
    ),
    "a source of two lines": (
        'kind: binary\nbase_rates:\n  - {of: x, k: 1, n: 4, source: "a\\nb"}\n',
        ["3:25: error: a\\nb holds a line break or another control character: write it on one line"],
    ),
    "a field that a class has not": (
        "kind: binary\nbase_rates:\n  - {of: x, k: 1, n: 4, sorce: y}\n",
        ["3:25: error: unknown field 'sorce' (did you mean source?)"],
    ),
    "too many classes": (
        "kind: binary\nbase_rates:\n" + "  - {of: x, k: 1, n: 4}\n" * 101,
        ["2:1: error: base_rates: there are too many"],
    ),
    "reference classes of a choice": (
        "kind: choice\noptions: [a, b]\nbase_rates: [{of: x, k: 1, n: 4}]\n",
        ["3:1: error: a choice forecast has no base_rates: it is a field of binary forecasts (remove it)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), FORECASTS.values(), ids=FORECASTS)
def test_a_wrong_forecast_is_said_with_its_line_and_the_way_out(text: str, messages: list[str]) -> None:
    assert said(text) == messages


CASES = {
    "no title": ("summary: x\n", ["1:1: error: the field 'title' is missing"]),
    "its own id": (
        "title: x\nid: syria\n",
        ["2:1: error: the field 'id' is not written: it is the name of the file and its folder (remove the line)"],
    ),
    "a document without its hash": (
        "title: x\ndocuments:\n  - {id: a, file: b.txt, sha256: cafe}\n",
        ["3:26: error: cafe is not a SHA-256: write the 64 characters that `sha256sum FILE` prints"],
    ),
    "the hash of a text without its file": (
        f"title: x\ndocuments:\n  - {{id: a, file: b.pdf, text_sha256: '{ZERO}', sha256: '{ZERO}'}}\n",
        ["3:26: error: text_sha256 is the hash of a text that is not named: add `text: FILE`"],
    ),
    "a document's name that acts on a terminal": (
        f'title: x\ndocuments:\n  - {{id: a, file: "b\\0\\e[31m", sha256: "{ZERO}"}}\n',
        ["3:13: error: b\\x00\\x1b[31m is not a file name: it holds a control character"],
    ),
    "a hedge that is not in the quote": (
        (f'title: x\ndocuments:\n  - id: a\n    file: b.txt\n    sha256: "{ZERO}"\n    statements:\n'
        "      - id: s\n        quote: The army may withdraw.\n        hedge: might\n"),
        ["9:9: error: the hedge 'might' is not in the quote, word for word"],
    ),
    "a relation of two kinds": (
        "title: x\nrelations:\n  - implies: [a, b]\n  - {implies: [a, b], equals: [a, b]}\n",
        ["4:5: error: a relation is exactly one of implies, equals, complement, excludes, exhaustive"],
    ),
    "a relation of no kind": (
        "title: x\nrelations: [{note: y}]\n",
        ["2:13: error: a relation is exactly one of implies, equals, complement, excludes, exhaustive"],
    ),
    "a relation of one term": ("title: x\nrelations: [{implies: [a]}]\n", ["2:14: error: implies: an item is missing"]),
    "an exclusion of one term": (
        "title: x\nrelations: [{excludes: [a]}]\n",
        ["2:14: error: excludes: at least 2 are needed, but there is 1"],
    ),
    "an id that is none": (
        "title: x\nindicators:\n  - {id: Army Withdraws, text: y}\n",
        [
            ("3:6: error: Army Withdraws is not an id: use lower-case letters and digits joined by hyphens, "
            "such as hama-by-december (at most 80 characters)")
        ],
    ),
    "a class that is not known": (
        f"title: x\ndocuments:\n  - id: a\n    file: b\n    sha256: '{ZERO}'\n    statements: [{{id: s, quote: q, classes: [outlok]}}]\n",
        [
            "6:46: error: classes: outlok is not one of outlook, assumption, attributed, warning or fact; did you mean outlook?"
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), CASES.values(), ids=CASES)
def test_a_wrong_case_is_said_with_its_line_and_the_way_out(text: str, messages: list[str]) -> None:
    assert said_of_case(text) == messages


def test_all_errors_of_a_file_are_said_in_one_run_in_the_order_of_its_lines() -> None:
    text = """\
kind: binary
titel: Hama
prior: 70
opens_at: tomorrow
indicators:
  - {id: Army Withdraws, likelihood: {yes: 2, no: 0.1}}
  - {id: b, likelihod: {yes: 0.5, no: 0.1}}
"""
    assert said(text) == [
        "2:1: error: unknown field 'titel' (did you mean title?)",
        "3:1: error: 70 is not a probability: write 70% or 0.7",
        "4:1: error: 'tomorrow' is not a time in ISO 8601; write it as in 2024-12-05T12:00:00Z.",
        (
            "6:6: error: Army Withdraws is not an id: use lower-case letters and digits joined by hyphens, "
            "such as hama-by-december (at most 80 characters)"
        ),
        "6:39: error: 2 is not a probability: write 2% or 0.02",
        "7:5: error: the field 'likelihood' is missing",
        "7:13: error: unknown field 'likelihod' (did you mean likelihood?)",
    ]


def test_a_problem_carries_the_line_as_it_stands() -> None:
    problem = parse_forecast(PATH, b"kind: binary\r\nprior: 70   # sure\r\n", "case").problems[0]
    assert (problem.line, problem.column, problem.code, problem.excerpt) == (
        2,
        1,
        "invalid-value",
        "prior: 70   # sure",
    )


def test_what_is_missing_makes_a_draft_and_no_problem() -> None:
    read = parse_forecast(PATH, b"kind: binary\ncriteria: TODO\n", "case")
    assert read.problems == []
    assert read.record.missing == ("question", "criteria", "opens_at", "closes_at")


def test_the_file_and_its_folder_name_the_record(tmp_path: Path) -> None:
    folder = tmp_path / "syria"
    assert parse_forecast(folder / "hama.yaml", b"kind: binary\n", "syria").record.full_id == "syria/hama"
    assert parse_case(folder / "case.yaml", b"title: Syria\n").record.id == "syria"


def test_a_file_name_that_is_no_id_is_said() -> None:
    problem = parse_forecast(Path("case/Hama 1.yaml"), b"kind: binary\n", "case").problems[0]
    assert str(problem) == (
        "case/Hama 1.yaml:1:1: error: Hama 1 is not an id: use lower-case letters and digits joined by hyphens, "
        "such as hama-by-december (at most 80 characters) (rename the file)"
    )


def test_a_problem_in_a_text_that_is_not_yaml_stands_where_the_yaml_breaks() -> None:
    problem = problem_at(PATH, "title: a\ntitle: b\n", ("title",), "code", "message")
    assert (problem.line, problem.column, problem.excerpt) == (2, 1, "title: b")
