"""What a table that cannot be scored gets: one sentence with counts and an example, or what was left out is counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import pytest

from outlook.errors import InvalidValue, NoMatch
from outlook.panel.ask import Ask
from outlook.panel.scored import scored

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

pytestmark = pytest.mark.in_turn

HEAD = "question,forecaster,forecast_at,probability,outcome,resolved_at\n"
GOOD = "q1,ann,2024-01-01,0.3,no,2024-02-01\nq2,ann,2024-01-01,60%,yes,2024-02-01\n"
WRONG = {
    "q3,ann,2024-01-01,1.3,no,2024-02-01": (
        "outside",
        "1 have a probability outside 0 to 1 (such as 1.3 of ann on q3; all of ann)",
    ),
    "q3,ann,2024-01-01,nan,no,2024-02-01": ("outside", "outside 0 to 1"),
    "q3,ann,2024-01-01,about half,no,2024-02-01": ("unreadable", "1 cannot be read (such as probability of ann on q3)"),
    "q3,ann,soon,0.5,no,2024-02-01": ("unreadable", "(such as forecast_at of ann on q3)"),
    "q3,ann,2024-01-01,0.5,perhaps,2024-02-01": ("unreadable", "(such as outcome of ann on q3)"),
    "q3,,2024-01-01,0.5,no,2024-02-01": ("incomplete", "1 lack a question, a forecaster or a probability"),
    "q3,ann,2024-02-01,0.5,no,2024-02-01": ("after_the_end", "were made when the outcome was known"),
    "q1,ann,2024-01-01,0.3,no,2024-02-01": ("repeated", "1 repeat another row (such as ann on q1)"),
    "q1,ann,2024-01-01,0.4,no,2024-02-01": ("contradicting", "2 contradict another forecast of the same moment"),
    "q1,bob,2024-01-01,0.4,yes,2024-02-01": ("two_outcomes", "2 are on a question with two outcomes (such as q1)"),
}


def table(folder: Path, *rows: str) -> str:
    file = folder / "table.csv"
    file.write_text(HEAD + GOOD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(file)


@pytest.mark.alike
@pytest.mark.parametrize(("row", "sentence"), [(row, sentence) for row, (_, sentence) in WRONG.items()])
def test_a_wrong_row_is_refused_with_an_example(row: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="--drop leaves them out") as refused:
        scored(Ask((table(tmp_path, row),)))
    assert sentence in str(refused.value)


def test_wrong_rows_are_left_out_and_counted_by_kind(tmp_path: Path) -> None:
    rows = [row for row in WRONG if not row.startswith("q1,")] + ["q2,ann,2024-01-01,60%,yes,2024-02-01"]
    rows += ["q4,ann,2024-01-01,0.4,yes,2024-02-01", "q4,ann,2024-01-01,0.5,yes,2024-02-01"]
    rows += ["q5,bob,2024-01-01,0.4,yes,2024-02-01", "q5,ann,2024-01-01,0.5,no,2024-02-01"]
    found = scored(Ask((table(tmp_path, *rows),), drop=True))
    wanted = {"unreadable": 3, "incomplete": 1, "outside": 2, "after_the_end": 1}
    assert dict(found.dropped) == {**wanted, "two_outcomes": 2, "repeated": 1, "contradicting": 2}
    assert found.ranking.questions == 2


def test_questions_without_an_outcome_are_counted_and_not_scored(tmp_path: Path) -> None:
    file = table(tmp_path, "q3,ann,2024-01-01,0.5,,", "q4,ann,2024-01-01,0.5,annulled,2024-02-01")
    found = scored(Ask((file,)))
    assert dict(found.not_scored) == {"unresolved": 1, "annulled": 1}
    assert found.ranking.questions == 2


def test_a_choice_that_does_not_sum_to_one_is_refused(tmp_path: Path, refuses: Refuses) -> None:
    file = tmp_path / "choice.csv"
    file.write_text("question,option,forecaster,probability,outcome\nq,a,ann,.5,a\nq,b,ann,.6,a\n", encoding="utf-8")
    refuses("panel", str(file), saying="2 are on choices whose probabilities do not sum to 1")


def test_kinds_are_never_ranked_together(tmp_path: Path, refuses: Refuses, run: Run) -> None:
    file = tmp_path / "mixed.csv"
    file.write_text(
        "question,option,forecaster,probability,outcome\nq,a,ann,.5,a\nq,b,ann,.5,a\nr,,ann,.5,yes\n", encoding="utf-8"
    )
    refuses("panel", str(file), saying="whose scores do not compare: choose with --kind binary|choice")
    found = json.loads(run("panel", str(file), "--kind", "choice", "--json").out)
    assert found["measure"] == "brier_choice"
    assert found["forecasters"][0]["brier"] == 0.5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere.csv",), "nowhere.csv: there is no such table"),
        (("mysql://host/db/table",), "mysql://…: tables are files here, or on an engine"),
        (("table.csv", "--engine", "mysql://x"), "--engine mysql: there is no such engine"),
        (("table.csv", "--columns", "probability=chance"), "there is no column chance"),
        (("table.csv", "--columns", "luck=forecaster"), "--columns: luck means nothing here"),
        (("table.csv", "--columns", "luck"), "is not NAME=COLUMN"),
        (("table.csv", "--by", "region"), "there is no column region"),
        (("table.csv", "--lead", "a while"), "--lead:"),
        (("table.csv", "--json", "-o", "x.html"), "are two outputs"),
        (("names.csv",), "no column is question or probability or outcome"),
        (("table.csv", "table.jsonl"), "one panel is read from files of one format"),
    ],
)
def test_a_refusal_is_one_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: Refuses
) -> None:
    table(tmp_path)
    (tmp_path / "names.csv").write_text("who,what\nann,1\n", encoding="utf-8")
    (tmp_path / "table.jsonl").write_text('{"question": "q"}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    refuses("panel", *arguments, saying=sentence)


def test_an_engine_that_cannot_be_reached_is_named_without_its_password(refuses: Refuses) -> None:
    pytest.importorskip("psycopg")
    done = refuses("panel", "postgres://ann:secret@127.0.0.1:1/db/table", saying="postgres: ", code=3)
    assert "secret" not in done.err


def test_a_broken_parquet_file_is_refused_in_the_words_of_the_engine(tmp_path: Path, refuses: Refuses) -> None:
    file = tmp_path / "broken.parquet"
    file.write_bytes(b"PAR1 nothing")
    refuses("panel", str(file), saying=str(file), code=3)


def test_an_empty_name_in_a_typed_table_is_no_name(tmp_path: Path, refuses: Refuses) -> None:
    """Typed columns are grouped by as they are; the checks find the texts in them that are empty."""
    file = tmp_path / "p.parquet"
    rows = "('q1', 'ann', 0.5, 1), ('', 'bob', 0.5, 0), ('q2', '', 0.5, 1), ('q2', 'ann', 0.5, 1)"
    duckdb.execute(f"copy (from (values {rows}) as t(question, forecaster, probability, outcome)) to '{file}'")
    refuses("panel", str(file), saying="2 lack a question, a forecaster or a probability")


def quantities(folder: Path, *units: str) -> str:
    """Two people state quantiles of a quantity in each of these units; bob is twice as far off."""
    rows = ["question,forecaster,level,value,outcome,unit"]
    for number, unit in enumerate(units):
        size = 1000 if unit == "EUR" else 1
        for who, off in (("ann", 1), ("bob", 2)):
            rows += [f"q{number},{who},{level},{size * off},0,{unit}" for level in (0.25, 0.5, 0.75)]
    file = folder / "quantities.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("compare", [True, False])
def test_quantities_in_unlike_units_have_no_common_mean(compare: bool, tmp_path: Path) -> None:
    file = quantities(tmp_path, "%", "EUR", "%")
    said = r"quantities in %, EUR, whose scores have no common mean: rank those of one with --unit %, or each .*--by"
    with pytest.raises(InvalidValue, match=said):
        scored(Ask((file,), compare=compare))
    one = scored(Ask((file,), unit="%", compare=compare))
    assert [(row.forecaster, round(row.score, 9), row.questions) for row in one.ranking.forecasters] == [
        ("ann", 1, 2),
        ("bob", 2, 2),
    ]
    with pytest.raises(NoMatch, match="--unit USD: the tables have quantities in %, EUR"):
        scored(Ask((file,), unit="USD", compare=compare))
    each = scored(Ask((file,), topic="unit", compare=compare))
    assert each.ranking.forecasters == ()
    assert {(one.name, one.ranking.questions): one.ranking.forecasters[0].score for one in each.topics} == {
        ("%", 2): pytest.approx(1),
        ("EUR", 1): pytest.approx(1000),
    }


def test_quantities_without_a_unit_have_no_mean_until_somebody_says_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match=r"name no unit of their 2 quantities.*say with --unit NAME"):
        scored(Ask((quantities(tmp_path, "", ""),)))
    with pytest.raises(InvalidValue, match="quantities in %, and 1 without a unit, whose"):
        scored(Ask((quantities(tmp_path, "", "%"),)))
    assert scored(Ask((quantities(tmp_path, "", ""),), unit="m")).unit == "m"
    assert scored(Ask((quantities(tmp_path, ""),))).ranking.questions == 1
    with pytest.raises(InvalidValue, match="--unit m is of quantities, and these are binary questions"):
        scored(Ask((table(tmp_path),), unit="m"))


def test_a_page_of_several_units_has_a_ranking_of_each_and_none_of_all(tmp_path: Path, run: Run) -> None:
    file = quantities(tmp_path, "%", "EUR")
    page = " ".join(run("panel", file, "--by", "unit").out.split())
    assert "Scores in unlike units have no common mean: each unit is ranked by itself." in page
    assert "EUR · 1 question · weighted interval score in EUR, 0 and up" in page
    assert "weighted interval score in %, 0 and up" in " ".join(run("panel", file, "--unit", "%").out.split())


def test_percents_without_a_sign_are_said_to_look_so_and_who_lost_many_rows_is_named(tmp_path: Path, run: Run) -> None:
    """Of percents only a 1 is left, which would be read as certain."""
    percents = [f"q{number},boris,2024-01-01,{p},no,2024-02-01" for number, p in ((3, 70), (4, 25), (5, 1))]
    file = table(tmp_path, *percents)
    with pytest.raises(InvalidValue, match=r"70.0 of boris on q3; all of boris, and they look like percents"):
        scored(Ask((file,)))
    assert [tuple(one) for one in scored(Ask((file,), drop=True)).thinned] == [("boris", 2, 3)]
    page = " ".join(run("panel", file, "--drop").out.split())
    assert "left out are 2 of 3 rows of boris: what is left may be no sample of what they stated" in page
    with pytest.raises(InvalidValue, match=r"of 2 forecasters: --drop|of 2 forecasters\)"):
        scored(Ask((table(tmp_path, *percents, "q6,cyd,2024-01-01,-1,no,2024-02-01"),)))


@pytest.mark.parametrize("compare", [True, False])
def test_a_name_in_two_unicode_forms_is_one_person_and_one_question(compare: bool, tmp_path: Path) -> None:
    rows = ["q\u00e9,Tom\u00e1s,2024-01-01,.3,no,2024-02-01", "qe\u0301,Toma\u0301s,2024-01-02,.4,no,2024-02-01"]
    found = scored(Ask((table(tmp_path, *rows),), compare=compare, pools=False))
    assert {one.forecaster: (one.questions, one.n) for one in found.ranking.forecasters} == {
        "ann": (2, 2),
        "Tom\u00e1s": (1, 2),
    }


def test_names_that_differ_only_in_case_are_pointed_out(tmp_path: Path, run: Run) -> None:
    file = table(tmp_path, "q1,Ann,2024-01-01,.3,no,2024-02-01")
    assert "! two names differ only in case: Ann and ann" in run("panel", file).out
