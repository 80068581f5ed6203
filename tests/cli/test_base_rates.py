"""Reference classes on the pages: beside the prior, each with its count and source, and `check` on a distant prior."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

HEAD = "question: Will it happen by 30 June 2027?\nkind: binary\nopens_at: 2024-12-01\ncloses_at: 2027-06-30\n"
CLASSES = """\
criteria: YES if Reuters reports it by the close.
base_rates:
  - {of: sieges since 1990, k: 7, n: 20, source: "UCDP, 2024"}
  - {of: sieges in Syria <b>, k: 1, n: 9, weight: 0.5}
"""


@pytest.fixture
def siege(book: Path) -> Callable[[str], Path]:
    """Writes the record with a prior, and says where."""

    def write(prior: str) -> Path:
        path = book / "syria-2024-12" / "siege.yaml"
        path.write_text(f"{HEAD}{prior}{CLASSES}")
        return path

    return write


def test_show_has_the_blend_under_the_prior_and_every_class_with_its_source(
    siege: Callable[[str], Path], run: Run
) -> None:
    siege("prior: 0.5\n")
    lines = [line.rstrip() for line in run("show", "siege").out.splitlines()]
    at = lines.index("prior        50.0%")
    assert lines[at + 1] == "base rates   31.4% (of 2 reference classes; in odds the prior is a factor of 2.19 away)"
    table = lines[next(i for i, line in enumerate(lines) if line.startswith("Base rates ·")) :][1:4]
    assert table == [
        "REFERENCE CLASS      CAME TRUE  SHARE  WEIGHT  SOURCE",
        "sieges since 1990      7 of 20  35.0%       1  UCDP, 2024",
        "sieges in Syria <b>     1 of 9  11.1%     0.5",
    ]


def test_programs_get_the_same(siege: Callable[[str], Path], run: Run) -> None:
    siege("prior: 0.5\n")
    found = json.loads(run("show", "siege", "--json").out)
    assert found["base_rates"]["blend"] == pytest.approx(8 / 25.5)
    assert found["base_rates"]["odds_factor"] == pytest.approx(17.5 / 8)
    first, second = found["base_rates"]["classes"]
    assert first == {"of": "sieges since 1990", "k": 7, "n": 20, "source": "UCDP, 2024", "weight": 1, "rate": 0.35}
    assert (second["source"], second["weight"]) == (None, 0.5)
    assert found["implied"] == pytest.approx(0.5), "it moves nothing"
    assert json.loads(run("show", "unsc", "--json").out)["base_rates"] is None


def test_the_report_has_them_and_escapes_them(siege: Callable[[str], Path], run: Run, tmp_path: Path) -> None:
    siege("prior: 0.5\n")
    page = tmp_path / "r.html"
    assert run("report", "siege", "-o", str(page)).code == 0
    text = page.read_text()
    assert "of 2 reference classes" in text
    assert "sieges in Syria &lt;b&gt;" in text
    assert "7 of 20" in text
    assert "UCDP, 2024" in text


@pytest.mark.parametrize(("prior", "factor"), [("0.6", "3.28"), ("0.1", "4.11")])
def test_check_warns_of_a_prior_that_is_far_away_with_both_numbers_and_its_line(
    siege: Callable[[str], Path], run: Run, prior: str, factor: str
) -> None:
    siege(f"prior: {prior}\n")
    (found,) = [
        one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "far-from-base-rates"
    ]
    assert (found["line"], found["severity"]) == (5, "warning")
    assert found["path"].endswith("siege.yaml")
    assert found["message"] == (
        f"the prior is {prior} and the reference classes together say 0.314: their odds differ by a factor of {factor}"
    )


@pytest.mark.parametrize("prior", ["prior: 0.57\n", "prior: 0.14\n", ""])
def test_check_is_silent_where_it_is_near_or_there_is_none(siege: Callable[[str], Path], run: Run, prior: str) -> None:
    siege(prior)
    assert "far-from-base-rates" not in run("check", "--json").out


def test_exactly_three_times_is_near(siege: Callable[[str], Path], run: Run) -> None:
    path = siege("prior: 0.1\n")
    path.write_text(path.read_text().partition("base_rates")[0] + "base_rates: [{of: x, k: 0, n: 1}]\n")
    assert "far-from-base-rates" not in run("check", "--json").out


def test_a_certain_prior_is_far_from_every_class(siege: Callable[[str], Path], run: Run) -> None:
    siege("prior: 1\n")
    assert "the reference classes together say 0.314: which rules the other out" in run("check", "--json").out
    assert "a factor of inf" not in run("show", "siege").out


def test_a_class_without_weight_is_shown_and_counts_nowhere(siege: Callable[[str], Path], run: Run) -> None:
    path = siege("prior: 0.9\n")
    path.write_text(path.read_text().partition("base_rates")[0] + "base_rates: [{of: x, k: 1, n: 9, weight: 0}]\n")
    assert "nothing (of 1 reference class, none of which has a weight)" in run("show", "siege").out
    assert "1 of 9" in run("show", "siege").out
    assert "far-from-base-rates" not in run("check", "--json").out


def test_a_class_that_cannot_be_read_takes_its_record_out_and_nothing_else(
    siege: Callable[[str], Path], run: Run
) -> None:
    path = siege("prior: 0.5\n")
    path.write_text(path.read_text().replace("k: 7", "k: 70"))
    ran = run("status")
    assert ran.code == 0
    assert "hama-by-december" in ran.out
    assert "siege.yaml:8: k (70) is more than n (20)" in ran.err
