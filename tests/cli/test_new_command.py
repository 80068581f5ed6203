"""Writing records: by flags in one line, or in the editor from a commented template; validated before they are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Refuses, Run

QUESTION = ("--question", "Will we ship by 30 June?")
WHOLE = (*QUESTION, "--closes", "2027-06-30", "--criteria", "YES if the release is public")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets $EDITOR to a real script, which finds the draft in "$1"."""

    def set_to(script: str) -> None:
        program = tmp_path / "an editor.sh"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{program}'")

    return set_to


def test_one_line_writes_a_forecast_and_its_case(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(
        "new", "personal/ship-by-june", *WHOLE, "--prior", "60%", "--title", "Ship", "--tag", "work", "--source", "PyPI"
    )
    assert ran.code == 0, ran.err
    assert "personal/ship-by-june" in ran.out
    assert "the case personal is new" in ran.err
    assert "delete forecasts/personal/ship-by-june.yaml" in ran.err
    assert (tmp_path / "forecasts" / ".gitattributes").read_text() == "* -text\nledger.jsonl merge=union\n"
    assert " error: " not in run("check").out
    page = json.loads(run("show", "personal/ship-by-june", "--json").out)
    assert page["state"] == "open"
    (row,) = json.loads(run("status", "--json").out)["forecasts"]
    assert (row["title"], row["kind"], row["prior"], row["closes_at"]) == (
        "Ship",
        "binary",
        0.6,
        "2027-06-30T23:59:59Z",
    )


@pytest.mark.parametrize(
    ("flags", "kind", "prior"),
    [
        (["--prior", "2:1"], "binary", 2 / 3),
        (["--kind", "choice", "--option", "Hama", "--option", "Homs", "--ordered", "--prior", "Hama=.3,Homs=70%"],
         "choice", {"Hama": 0.3, "Homs": 0.7}),
        (["--kind", "choice", "--option", "2025", "--option", "2026", "--prior", "2025=.3,2026=.7"],
         "choice", {"2025": 0.3, "2026": 0.7}),
        (["--kind", "numeric", "--unit", "persons", "--prior", "q05=1,q50=2,q95=4"],
         "numeric", {"q05": 1, "q50": 2, "q95": 4}),
        (["--kind", "numeric", "--prior", "10=.05,40=.95"], "numeric", [[10, 0.05], [40, 0.95]]),
        (["--kind", "date", "--prior", "2027-03-31=20%,2027-12-31=.6"], "date", [["2027-03-31", 0.2], ["2027-12-31", 0.6]]),
    ],
    ids=["binary", "choice", "choice of years", "quantiles", "points", "date"],
)  # fmt: skip
def test_every_kind_can_be_written_by_flags(book: Path, run: Run, flags: list[str], kind: str, prior: object) -> None:
    ran = run("new", "syria-2024-12/another", *WHOLE, *flags)
    assert ran.code == 0, ran.err
    row = json.loads(run("status", "another", "--json").out)["forecasts"][0]
    assert (row["kind"], row["state"], row["prior"]) == (kind, "open", prior)
    assert " error: " not in run("check").out


def test_a_condition_is_a_forecast_of_the_case_by_any_part_of_its_id(book: Path, run: Run) -> None:
    assert run("new", "syria-2024-12/another", *WHOLE, "--given", "un-talks-given=Yes").code == 0
    page = json.loads(run("show", "another", "--json").out)
    assert page["record"]["given"] == {"forecast": "un-talks-given-acceptance", "outcome": "yes"}


def test_what_is_missing_makes_it_a_draft_and_says_so(book: Path, run: Run) -> None:
    ran = run("new", "personal/ship", *QUESTION)
    assert ran.code == 0
    assert "a draft: criteria, closes_at missing" in ran.out
    assert "outlook edit personal/ship" in ran.out
    assert json.loads(run("status", "personal", "--json").out)["forecasts"][0]["state"] == "draft"
    assert run("score", "personal").out.startswith("no score")


def test_a_text_that_looks_like_something_else_stays_a_text(book: Path, run: Run) -> None:
    for index, title in enumerate(
        ["yes", "2024-12-05", "1e3", "null", "# no", "a: b", "'quoted'", "- dash", "[x]", "\t"]
    ):
        ran = run("new", f"personal/ship-{index}", *QUESTION, "--title", f"{title} ")
        assert ran.code == (2 if title == "\t" else 0), ran.err
        if ran.code == 0:
            row = json.loads(run("status", f"ship-{index}", "--json").out)["forecasts"][0]
            assert row["title"] == f"{title} "


@pytest.mark.parametrize(
    ("flags", "saying"),
    [
        (["--closes", "2024-12-01", "--opens", "2024-12-05"], ("was not written", "closes_at (2024-12-01) must come after opens_at")),
        (["--closes", "soon"], "--closes: 'soon' is not a time known here"),
        (["--opens", "5/12/2024"], "--opens: '5/12/2024' could have its day and month swapped"),
        (["--prior", "70"], ("70 is not a probability", "70% or 0.7")),
        (["--prior", "1.5"], "1.5 is not a probability"),
        (["--kind", "chioce"], ("'chioce' is not one of", "choice")),
        (["--kind", "choice", "--option", "a"], "was not written"),
        (["--kind", "choice", "--option", "a", "--option", "b", "--prior", "a=.5,b=.6"], "the probabilities sum to 1.1, not 1"),
        (["--kind", "choice", "--option", "a", "--option", "b", "--prior", "a=.5,a=.5"], "names the same thing twice"),
        (["--kind", "choice", "--option", "annulled", "--option", "b"], "'annulled' cannot name an option"),
        (["--kind", "numeric", "--prior", "q05=9,q95=1"], "quantiles out of order: q05 is 9.0 but q95 is 1.0"),
        (["--given", "hama-by-december"], "write FORECAST=OUTCOME, such as hama-by-december=yes"),
        (["--given", "hama-by-decembre=yes"], ("no forecast of syria-2024-12 matches", "did you mean hama-by-december")),
        (["--given", "hama-by-december=maybe"], ("--given: syria-2024-12/hama-by-december:", "'maybe'")),
        (["--given", "displaced-peak=yes"], "displaced-peak is numeric; a condition is binary or a choice"),
        (["--tag", "Not A Slug"], "Not A Slug is not an id"),
        (["--question", " "], "an empty text says nothing"),
        (["--option", "a"], ("was not written", "options")),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_not_written(
    book: Path, refuses: Refuses, flags: list[str], saying: str | tuple[str, ...]
) -> None:
    refuses("new", "syria-2024-12/another", *QUESTION, *flags, saying=saying)


@pytest.mark.parametrize(
    "name",
    ["../x", "../x/y", "/etc/x", "/etc/passwd", "a/../b", "a/b/c", "ship", "Personal/ship", "personal/", "/ship", "personal/a b",
     "personal/x\x1b[31m", "personal/é", f"personal/{'x' * 200}", ""],
)  # fmt: skip
def test_a_name_that_is_no_case_and_id_is_refused(book: Path, refuses: Refuses, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.iterdir())
    refuses("new", name, *WHOLE, saying=("does not name a forecast", "CASE/ID", "personal/ship-by-june"))
    assert sorted(tmp_path.iterdir()) == before


def test_a_record_is_never_written_over(book: Path, refuses: Refuses) -> None:
    saying = ("exists already and is left as it is", "outlook edit syria-2024-12/hama-by-december")
    refuses("new", "syria-2024-12/hama-by-december", *WHOLE, saying=saying)


def test_the_name_of_the_shared_record_is_taken(book: Path, refuses: Refuses) -> None:
    refuses("new", "syria-2024-12/case", *WHOLE, saying="case.yaml holds what its forecasts share")


def test_a_case_that_links_out_of_the_book_is_not_written_through(book: Path, refuses: Refuses, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (book / "linked").symlink_to(outside)
    refuses("new", "linked/ship", *WHOLE, saying="is a link, and links are not followed: nothing is written there")
    assert list(outside.iterdir()) == []


def test_a_record_that_links_elsewhere_is_not_written_through(book: Path, refuses: Refuses, tmp_path: Path) -> None:
    (book / "syria-2024-12" / "linked.yaml").symlink_to(tmp_path / "outside.yaml")
    refuses("new", "syria-2024-12/linked", *WHOLE, saying="exists already and is left as it is")
    assert not (tmp_path / "outside.yaml").exists()


def test_a_dry_run_prints_the_record(book: Path, run: Run) -> None:
    ran = run("new", "personal/ship", *WHOLE, "--dry-run")
    assert "question: Will we ship by 30 June?" in ran.out
    assert "was not written" in ran.err


def test_the_template_is_explained_and_what_comes_back_is_kept_as_it_is(
    book: Path, run: Run, editor: Callable[[str], None]
) -> None:
    editor(
        'cp "$1" seen.yaml; sed -i "s/^question: TODO/question: Will it rain?/; s/^title: .*/title: Rain   # mine/" "$1"'
    )
    ran = run("new", "personal/rain")
    assert ran.code == 0, ran.err
    assert "a draft: criteria, closes_at missing" in ran.out
    text = (book / "personal" / "rain.yaml").read_text()
    assert "title: Rain   # mine\n" in text
    assert text.count("#") > 10
    assert (book.parent / "seen.yaml").read_text().startswith("# personal/rain:")


@pytest.mark.parametrize("kind", ["binary", "choice", "numeric", "date"])
def test_the_template_of_every_kind_is_a_valid_draft(
    book: Path, run: Run, editor: Callable[[str], None], kind: str
) -> None:
    editor('echo "# seen" >> "$1"')
    ran = run("new", "personal/it", "--kind", kind)
    assert ran.code == 0, ran.err
    assert " error: " not in run("check").out
    assert json.loads(run("status", "personal", "--json").out)["forecasts"][0]["state"] == "draft"


def test_a_template_that_comes_back_untouched_writes_nothing(
    book: Path, refuses: Refuses, editor: Callable[[str], None]
) -> None:
    editor("true")
    refuses("new", "personal/rain", saying="personal/rain was not written: the template came back as it was")


def kept_text(ran: Ran) -> str:
    return ran.err.strip().rpartition("is kept in ")[2]


def test_a_text_that_is_not_valid_is_shown_and_kept_for_its_writer(
    book: Path, refuses: Refuses, editor: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    editor('echo "questoin: Will it rain?" >> "$1"')
    ran = refuses(
        "new", "personal/rain", saying=("unknown field 'questoin'", "did you mean question?", "not valid yet")
    )
    (kept,) = (tmp_path / "state").rglob("rain.yaml")
    assert str(kept) == kept_text(ran)
    assert "questoin: Will it rain?" in kept.read_text()


@pytest.mark.parametrize("program", ["false", "/nonexistent/editor", "'unfinished quote", 'sh -c "rm $0"'])
def test_an_editor_that_fails_writes_nothing(
    book: Path, refuses: Refuses, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("EDITOR", program)
    refuses("new", "personal/rain", saying=("did not finish", "nothing was written", "$EDITOR"))


def test_without_flags_or_an_editor_it_says_what_to_give(book: Path, refuses: Refuses) -> None:
    refuses("new", "personal/rain", saying=("--question", "$EDITOR"))


@pytest.mark.parametrize("prior", ["1", "0", "100%", "0%"])
def test_a_certain_prior_is_kept_only_from_who_is_sure(book: Path, run: Run, refuses: Refuses, prior: str) -> None:
    new = ("new", "personal/ship", "--question", "Shipped?", "--prior", prior)
    refuses(*new, saying=("personal/ship is", "add --sure"))
    assert run(*new, "--sure").code == 0
    assert (book / "personal" / "ship.yaml").exists()


def test_the_times_that_were_typed_are_echoed_in_full(book: Path, run: Run) -> None:
    ran = run("new", "personal/ship", "--question", "Shipped?", "--opens", "yesterday", "--closes", "30 June")
    assert "opens 9 Dec 2024 00:00 UTC, closes 30 Jun 2025 23:59 UTC" in ran.out


def test_the_faults_of_a_new_record_are_said_at_once(book: Path, run: Run) -> None:
    ran = run("new", "personal/crisis", "--question", "Will a major crisis likely collapse?", "--prior", "1", "--sure")
    warnings = [line for line in ran.err.splitlines() if ": warning: " in line]
    assert warnings
    assert all("crisis.yaml:" in line for line in warnings)
    assert len(warnings) <= 5
    said = run("check").out.count("crisis.yaml:")
    assert said == len(warnings) or f"and {said - 5} more" in ran.err
    assert "warning" not in run("new", "personal/other", "--question", "Major crisis?", "--dry-run").err
