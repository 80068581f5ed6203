"""Tables of anybody's: long and wide, whatever separates and encodes them, and what is refused rather than guessed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, files, lost
from exchange.held import expected, questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

GERMAN = (
    "--columns",
    "question=Frage,forecaster=Wer,forecast_at=Wann,probability=Wahrscheinlichkeit,resolved_at=Entschieden,outcome=Ausgang",
)
WIDE = ("--wide", "ann,bob", "--percent", "--at", "2026-01-01")
NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}


def last_briers(run: Run, book: Path) -> dict[str, float]:
    titles = {one["id"]: one["title"] for one in questions(book)}
    rows = json.loads(run("score", "--json").out)["forecasts"]
    return {f"{titles[row['id']]}/{row['by']}": row["brier_last"] for row in rows}


@pytest.mark.parametrize(
    ("file", "flags"),
    [
        ("long.csv", ()),
        ("excel-de.csv", GERMAN),
        ("excel-de-cp1252.csv", GERMAN),
        ("excel-unicode.txt", GERMAN),
        ("wide-percent.csv", WIDE),
    ],
)
def test_a_table_becomes_what_is_expected_of_it(
    bring: Import, empty: Path, run: Run, file: str, flags: tuple[str, ...]
) -> None:
    wanted = expected("generic")[file]
    said = bring(f"generic/{file}", *flags)
    assert [said["new"]["questions"], said["new"]["estimates"]] == [wanted["questions"], wanted["estimates"]]
    assert lost(said)["a forecast without a probability"] == wanted["no_probability"]
    assert last_briers(run, empty) == pytest.approx(wanted["brier_last"])
    assert bring(f"generic/{file}", *flags)["new"] == NOTHING


def test_json_lines_are_the_same_table(bring: Import, empty: Path) -> None:
    bring("generic/long.csv")
    before = files(empty)
    assert bring("generic/long.jsonl")["new"] == NOTHING
    assert files(empty) == before


def test_the_time_weighted_score_is_that_of_the_table(bring: Import, empty: Path, run: Run) -> None:
    bring("generic/long.csv")
    rows = json.loads(run("score", "--by", "ann", "--json").out)["forecasts"]
    wanted = expected("generic")["long.csv"]["brier_time_weighted_from_first_to_resolution"]
    assert [row["brier"] for row in rows] == pytest.approx(list(wanted.values()))


@pytest.mark.parametrize(
    ("file", "saying"),
    [
        ("ambiguous-date-must-be-refused.csv", (":2: forecast_at: 05/06/2026", "--dates dmy", "--dates mdy")),
        ("contradictory-outcome-must-be-refused.csv", (":3: outcome of Q1: 0, but yes on ", ".csv:2")),
        ("mixed-scale-must-be-refused.csv", (":2: probability: 70 is not", "0.4 on ", ".csv:3", "--percent")),
        ("wide-percent.csv", ("no column is probability or forecast_at", "ann, bob", "--wide ann,bob", "--at WHEN")),
        (
            "bad-rows-each-named-with-line.csv",
            (
                ":2: probability: nan is not a number",
                ":3: probability: 1.2 is not a probability",
                ":4: probability: -0.1 is not a probability",
                ":5: forecast_at: '2026-13-01' is not a day",
                ":6: it has 2 of 5 columns",
            ),
        ),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused(
    turned_away: Callable[..., Any], file: str, saying: tuple[str, ...]
) -> None:
    turned_away(f"generic/{file}", saying=saying)


@pytest.mark.parametrize(("dates", "known_at"), [("dmy", "2026-06-05"), ("mdy", "2026-05-06")])
def test_days_with_slashes_are_read_as_the_person_says(bring: Import, empty: Path, dates: str, known_at: str) -> None:
    bring("generic/ambiguous-date-must-be-refused.csv", "--dates", dates)
    (one,) = questions(empty)
    assert one["estimates"][0][1] == f"{known_at}T12:00:00Z"


def test_a_number_beside_per_cents_is_one_too_where_the_person_says_so(bring: Import, empty: Path) -> None:
    bring("generic/mixed-scale-must-be-refused.csv", "--percent")
    assert [one["estimates"][0][2] for one in questions(empty)] == [0.7, 0.004]


def test_decimal_commas_and_per_cents_can_be_in_one_file(bring: Import, empty: Path, tmp_path: Path) -> None:
    rows = "question;forecast_at;probability\nQ1;2026-01-01;0,35\nQ2;2026-01-02;12,5 %\n"
    (tmp_path / "t.csv").write_text(rows, "utf-8")
    said = bring("t.csv")
    assert [one["estimates"][0][2] for one in questions(empty)] == [0.35, 0.125]
    assert said["forecasters"] == {"alice": 2}
    assert "the table names no forecaster: its forecasts are yours" in said["remarks"]


def test_rows_of_options_become_one_choice(bring: Import, empty: Path, tmp_path: Path) -> None:
    rows = [
        "question,option,forecaster,forecast_at,probability,outcome,resolved_at",
        'Which?,"1,000-2,000",ann,2026-01-01,0.3,0,2026-02-01',
        "Which?,Yes,ann,2026-01-01,0.7,1,2026-02-01",
    ]
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    bring("t.csv")
    (one,) = questions(empty)
    assert (one["kind"], one["options"], one["outcome"]) == ("choice", ["1,000-2,000", "Yes"], "Yes")
    assert one["estimates"][0][2] == {"1,000-2,000": 0.3, "Yes": 0.7}


@pytest.mark.parametrize(
    ("text", "flags", "saying"),
    [
        ("question,probability,when\nQ,0.5,x\n", (), ("no column is forecast_at, and what when means is not known",)),
        ("question,probability\nQ,0.5\n", ("--columns", "question=Q"), ("there is no column Q; it has",)),
        ("question,probability\nQ,0.5\n", ("--columns", "x=question"), ("x means nothing here",)),
        ("question,probability\nQ,0.5\n", ("--columns", "question"), ("is no list of NAME=COLUMN",)),
        ('question,probability\n"Q,0.5\n', ("--at", "2026-01-01"), ("t.csv:2: this row cannot be read",)),
        ("question,probability\nQ,0.5,7\n", ("--at", "2026-01-01"), ("t.csv:2: it has 3 cells for 2 columns",)),
        ("question,probability\n ,0.5\n", ("--at", "2026-01-01"), ("t.csv:2: question: it is empty",)),
        ("question,probability\nQ,0.5\n", ("--at", "2027-01-01"), ("t.csv:2: 2027-01-01 12:00 lies in the future",)),
        ("question,probability\nQ\0,0.5\n", ("--at", "2026-01-01"), ("t.csv:2: it holds a NUL character",)),
        (
            "question,forecaster,probability\nQ,pool:median,0.5\n",
            ("--at", "2026-01-01"),
            ("t.csv:2: the forecaster pool:median has a name that only a pool",),
        ),
    ],
)
def test_a_wrong_table_is_refused_with_its_line_and_the_way_out(
    turned_away: Callable[..., Any], tmp_path: Path, text: str, flags: tuple[str, ...], saying: tuple[str, ...]
) -> None:
    (tmp_path / "t.csv").write_text(text, "utf-8")
    turned_away("t.csv", *flags, saying=saying)


def test_hostile_texts_are_kept_and_harmless(bring: Import, empty: Path, tmp_path: Path, run: Run) -> None:
    title = "=1+1 \x1b[31m \u202e ../../etc {{x}} <b>"
    (tmp_path / "t.jsonl").write_text(
        json.dumps({"question": title, "forecaster": "\x07bell", "forecast_at": "2026-01-01", "probability": 0.5})
        + "\n{}",
        "utf-8",
    )
    (tmp_path / "t.jsonl").write_text((tmp_path / "t.jsonl").read_text().removesuffix("\n{}") + "\n", "utf-8")
    bring("t.jsonl", "--from", "table")
    (one,) = questions(empty)
    assert (one["title"], one["estimates"][0][0]) == (title, "\x07bell")
    assert {path.name for path in (empty / "table").iterdir()} == {
        "case.yaml",
        "ledger.jsonl",
        "1-1-31m-etc-x-b.yaml",
    }
    assert "\x1b" not in run("status").out


# ── columns ──

ODD = 'Frage, kurz;Chance = ?;"Wer ""da""";Wann\nWird es regnen?;70 %;änn;2026-01-01\n'
ODD_COLUMNS = 'question="Frage, kurz", probability="Chance = ?", forecaster="Wer ""da""", forecast_at=Wann'


def test_names_of_columns_with_commas_and_equals_signs_are_quoted(bring: Import, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(ODD, "utf-8")
    assert bring("odd.csv", "--columns", ODD_COLUMNS)["new"]["estimates"] == 1
    assert questions(empty)[0]["estimates"] == [["änn", "2026-01-01T12:00:00Z", 0.7, None]]


def test_what_was_said_of_columns_is_remembered_for_the_same_header_where_asked(
    bring: Import, empty: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "odd.csv").write_text(ODD, "utf-8")
    bring("odd.csv", "--columns", ODD_COLUMNS, "--remember", "--dry-run")
    assert run("import", "odd.csv").code == 2
    bring("odd.csv", "--columns", ODD_COLUMNS, "--remember")
    (tmp_path / "next.csv").write_text(ODD + "Wird es schneien?;20 %;bob;2026-02-01\n", "utf-8")
    ran = run("import", "next.csv")
    assert ran.code == 0, ran.err
    assert f"the columns mean what you said of such a table before: --columns {ODD_COLUMNS}" in ran.err
    assert len(questions(empty)) == 2
    (tmp_path / "other.csv").write_text(ODD.replace("Wann", "Wenn"), "utf-8")
    assert run("import", "other.csv").code == 2


def test_columns_that_cannot_be_remembered_are_said_before_anything_is_imported(
    turned_away: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.csv").write_text(ODD, "utf-8")
    (tmp_path / "state").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    turned_away("odd.csv", "--columns", ODD_COLUMNS, "--remember", saying=("leave --remember out",), code=3)


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--columns", "question=Frage, kurz"), "is no list of NAME=COLUMN"),
        (("--columns", 'question="Frage'), "is no list of NAME=COLUMN"),
        (("--columns", "question=a,question=b"), "is no list of NAME=COLUMN"),
        (("--wide", 'ann,"bob', "--from", "table"), 'quote a comma: "Bob, Jr."'),
        (("--remember", "--from", "table"), "--remember keeps what --columns, --wide"),
    ],
)
def test_columns_that_cannot_be_read_are_refused(
    turned_away: Callable[..., Any], words: tuple[str, ...], saying: str
) -> None:
    turned_away("generic/long.csv", *words, saying=(saying,))


# ── quantities ──

HEAD = "question,forecaster,forecast_at,probability,value,option,outcome,resolved_at\n"


def test_quantities_and_days_are_read_from_a_table_of_anybody(bring: Import, empty: Path, tmp_path: Path) -> None:
    rows = (
        "How many?,ann,2026-01-01,0.1,10,,17.5,2026-02-01\n"
        "How many?,ann,2026-01-01,90%,30,,17.5,2026-02-01\n"
        "How many?,bob,2026-01-01,,12,q50,17.5,2026-02-01\n"
        "How many?,bob,2026-01-01,,9,q05,17.5,2026-02-01\n"
        "When?,ann,2026-01-01,.5,2026-03-01,,,\n"
        "When?,ann,2026-01-01,.75,2026-04-01,,,\n"
        "When?,ann,2026-01-05,withdrawn,,,,\n"
    )
    (tmp_path / "t.csv").write_text(HEAD + rows, "utf-8")
    assert bring("t.csv")["new"] == {"questions": 2, "estimates": 4, "outcomes": 1, "notes": 0}
    found = {one["title"]: one for one in questions(empty)}
    assert {one["kind"]: one["outcome"] for one in found.values()} == {"numeric": 17.5, "date": None}
    said = [one[2] for one in found["How many?"]["estimates"]]
    assert said == [[(10.0, 0.1), (30.0, 0.9)], {"q05": 9.0, "q50": 12.0}]
    assert [one[2] for one in found["When?"]["estimates"]] == [[("2026-03-01", 0.5), ("2026-04-01", 0.75)], None]


@pytest.mark.parametrize(
    ("row", "saying"),
    [
        (
            "Q,ann,2026-01-01,,10,,,",
            ":2: probability: a value needs the probability of at most that much, or a quantile",
        ),
        ("Q,ann,2026-01-01,,10,half,,", ":2: probability: option 'half' is no quantile: write q05, q50 or q97.5"),
        ("Q,ann,2026-01-01,.4,10,q50,,", "q50 is the level 0.5, and the probability says 0.4"),
        ("Q,ann,2026-01-01,.4,10,,,\nQ,ann,2026-01-01,.3,12,,,", ":2: cumulative points must rise"),
        ("Q,ann,2026-01-01,.4,,,,\nQ,ann,2026-01-02,.3,12,,,", ":2: it has neither option nor value, and other rows"),
    ],
)
def test_values_that_are_no_distribution_are_refused(
    turned_away: Callable[..., Any], tmp_path: Path, row: str, saying: str
) -> None:
    (tmp_path / "t.csv").write_text(f"{HEAD}{row}\n", "utf-8")
    turned_away("t.csv", saying=(saying,))
