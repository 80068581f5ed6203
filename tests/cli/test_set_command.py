"""`outlook set` changes fields of a record by flags alone, and nothing else in its file."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from outlook.records.read import parse_forecast
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

RECORD = """\
# ours
question: Will it rain?   # in Berlin
kind: binary
opens_at: 2024-12-01
closes_at: 2024-12-20
criteria: YES if the weather service reports it.
sources: [DWD]
prior: 0.4
"""


@pytest.fixture
def rain(book: Path) -> Path:
    path = book / "syria-2024-12" / "rain.yaml"
    path.write_text(RECORD)
    return path


def test_several_fields_change_at_once_and_the_rest_stays(rain: Path, run: Run) -> None:
    ran = run("set", "rain", "closes=2027-06-30", "tag+=weather", "prior=.3", "source+=Met Office")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "syria-2024-12/rain: closes_at 2024-12-20 → 2027-06-30",
        "syria-2024-12/rain: sources DWD → DWD, Met Office",
        "syria-2024-12/rain: prior 0.4 → 0.3",
        "syria-2024-12/rain: tags nothing → weather",
    ]
    wanted = RECORD.replace("2024-12-20", "2027-06-30").replace("[DWD]", "[DWD, Met Office]").replace("0.4", "0.3")
    assert rain.read_text() == wanted + "tags:\n- weather\n"


def test_a_draft_is_finished_by_flags_alone(book: Path, run: Run) -> None:
    assert run("new", "inbox/draft", "--question", "Will we ship?").code == 0
    before = json.loads(run("status", "inbox/draft", "--json").out)["forecasts"][0]["state"]
    ran = run(
        "set", "inbox/draft", "closes=30 June 2027", "criteria=YES if it is public", "source+=The site", "prior=60%"
    )
    after = json.loads(run("status", "inbox/draft", "--json").out)["forecasts"][0]["state"]
    assert (ran.code, before, after) == (0, "draft", "open"), ran


def test_an_indicator_is_added_with_its_likelihoods_and_taken_away_by_its_id(rain: Path, run: Run) -> None:
    assert run("set", "rain", "indicator+=army-withdraws:.6/.05").code == 0
    shown = json.loads(run("show", "rain", "--json").out)
    assert [(one["id"], one["likelihood"]) for one in shown["indicators"]] == [
        ("army-withdraws", {"yes": 0.6, "no": 0.05})
    ]
    assert run("set", "rain", "indicator-=army-withdraws").code == 0
    assert rain.read_text() == RECORD


CITIES = """\
kind: choice
options: [none, "Hama, the city", Homs]  # in this order
question: How far?
indicators:
  - {id: russia-surges, likelihood: {none: 0.5, "Hama, the city": 0.4, Homs: 0.3}}
"""
COUNT = "kind: numeric\nquestion: How many?\n"
DAY = "kind: date\nquestion: When?\n"


@pytest.mark.parametrize(
    ("record", "typed", "likelihood"),
    [
        (CITIES, 'none=.1,"Hama, the city"=.6,Homs=60%', {"none": 0.1, "Hama, the city": 0.6, "Homs": 0.6}),
        (COUNT, ".6/1:4", {"above": 0.6, "below": 0.2}),
        (COUNT, "above=.6,below=.2", {"above": 0.6, "below": 0.2}),
        (DAY, ".6/.05", {"yes": 0.6, "no": 0.05}),
    ],
)
def test_a_sign_of_every_kind_is_added_taken_away_and_brought_back(
    rain: Path, run: Run, record: str, typed: str, likelihood: dict[str, float]
) -> None:
    """The commands that are printed as the way back do it, and no other line changes."""
    rain.write_text(record)
    assert run("set", "rain", f"indicator+=army-withdraws:{typed}").code == 0
    added = rain.read_text()
    assert load(added)["indicators"][-1] == {"id": "army-withdraws", "likelihood": likelihood}
    assert [line for line in record.splitlines() if line not in added] == []
    ran = run("set", "rain", "indicator-=army-withdraws")
    assert rain.read_text() == record
    assert run(*_way_back(ran.err)).code == 0
    assert rain.read_text() == added


def _way_back(said: str) -> list[str]:
    return shlex.split(said.split("to take it back: outlook ")[1].splitlines()[0])


@pytest.mark.parametrize(
    ("record", "typed", "saying"),
    [
        (CITIES, "army-withdraws:.6/.05", "write ID:OPTION=P,…, such as army-withdraws:none=.1,Hama=.6"),
        (CITIES, "army-withdraws:none=.1,Homs=.6", "the likelihoods of army-withdraws leave out Hama, the city"),
        (CITIES, "army-withdraws:none=.1,none=.2", "names the same thing twice"),
        (COUNT, "army-withdraws", "write ID:ABOVE/BELOW, such as camps-fill:.6/.2"),
        (COUNT, "army-withdraws:.6/x", "x is not a probability"),
        (COUNT, "army-withdraws:yes=.6,no=.2", "'yes', which is not an outcome of this forecast; it has above, below"),
        (DAY, ":.6/.2", "write ID:YES/NO, such as army-withdraws:.6/.05, for a day by the close and for none"),
    ],
)
def test_a_sign_that_fits_no_outcome_is_refused(
    rain: Path, refuses: Refuses, record: str, typed: str, saying: str
) -> None:
    rain.write_text(record)
    refuses("set", "rain", f"indicator+={typed}", saying=saying)


def test_an_empty_value_takes_a_field_away(rain: Path, run: Run) -> None:
    assert run("set", "rain", "prior=").code == 0
    assert rain.read_text() == RECORD.replace("prior: 0.4\n", "")


def test_a_dry_run_shows_the_change_and_makes_none(rain: Path, run: Run) -> None:
    ran = run("set", "rain", "prior=.5", "--dry-run", "--json")
    assert json.loads(ran.out)["changed"] == {"prior": [0.4, 0.5]}
    assert json.loads(ran.out)["written"] is False
    assert rain.read_text() == RECORD


def test_estimates_on_the_older_text_are_named_and_marked(rain: Path, run: Run) -> None:
    assert run("estimate", "rain", "50%", "-w", "Clouds").code == 0
    assert "older text" not in run("set", "rain", "tag+=weather").err
    ran = run("set", "rain", "question=Will it snow?")
    assert "1 estimate of syria-2024-12/rain was made on the older text (question)" in ran.err
    assert "under an older text of the question" in run("show", "rain").out


def test_imported_estimates_are_said_to_be_marked_by_nothing(rain: Path, run: Run) -> None:
    rows = "question,forecaster,forecast_at,probability\nsyria-2024-12/rain,ann,2024-12-05,0.4\n"
    (rain.parent.parent.parent / "t.csv").write_text(rows)
    assert run("import", "t.csv", "--sure").code == 0
    alone = run("set", "rain", "question=Will it snow?").err
    assert "1 estimate of syria-2024-12/rain was made on the older text (question): 1 imported, which nothing" in alone
    assert "outlook show" not in alone
    assert "not known on which text" not in run("show", "rain").out
    assert run("estimate", "rain", "50%", "-w", "Clouds", "--sure").code == 0
    assert "1 imported, which nothing marks; `outlook show syria-2024-12/rain` marks the others" in (
        run("set", "rain", "question=Will it hail?").err
    )
    assert "Of imported estimates it is not known on which text" in run("show", "rain").out


@pytest.mark.parametrize(
    ("change", "saying"),
    [
        ("clozes=2027-01-01", "there is no field clozes that flags can set; did you mean closes"),
        ("closes", "closes says nothing to change: write FIELD=VALUE, such as closes=2027-06-30"),
        ("closes=soon", "closes_at: 'soon' is not a time known here"),
        ("closes=2024-11-01", "must come after opens_at"),
        ("prior=1.5", "prior:"),
        ("title+=x", "title is no list: write title=VALUE"),
        ("tag+=", "tags: what is to be added or taken away? Write tags+=VALUE"),
        ("tag-=none", "tags does not hold 'none': it is empty"),
        ("tag+=Not A Slug", "is not an id"),
        ("indicator+=army-withdraws", "write ID:YES/NO, such as army-withdraws:.6/.05"),
        ("given=hama", "write given=FORECAST=OUTCOME"),
        ("ordered=perhaps", "perhaps is neither yes nor no"),
        ("kind=choice", "was not changed: the field 'options' is missing"),
        ("prior=1", "--sure"),
        ("given=rain=yes", "the condition runs in a circle: rain → rain"),
        ("given=nothing-there=yes", "nothing-there"),
        ("indicator+=no-such-sign:.6/.1", "`outlook edit syria-2024-12` opens the case, to write it there first"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    rain: Path, refuses: Refuses, change: str, saying: str
) -> None:
    refuses("set", "rain", change, saying=saying)


def test_one_wrong_change_of_several_writes_none(rain: Path, refuses: Refuses) -> None:
    refuses("set", "rain", "prior=.5", "closes=soon", saying="'soon'")


def test_a_text_that_is_no_record_is_not_touched(rain: Path, refuses: Refuses) -> None:
    for text, code in (("question: [\n", 3), ("- a\n", 2), ("a: 1\na: 2\n", 3)):
        rain.write_text(text)
        refuses("set", "rain", "prior=.5", saying=f"{rain.name}" if code == 3 else "touching other lines", code=code)


def test_what_is_typed_is_text_and_acts_on_nothing(rain: Path, run: Run) -> None:
    hostile = "x: *y\n# z \x1b[31m <b>"
    ran = run("set", "rain", f"note={hostile}")
    assert "\x1b" not in ran.out + ran.err
    assert load(rain.read_text())["note"] == hostile


def test_a_sign_that_is_listed_is_not_listed_again(rain: Path, run: Run, refuses: Refuses) -> None:
    assert run("set", "rain", "indicator+=army-withdraws:.6/.05").code == 0
    refuses("set", "rain", "indicator+=army-withdraws:.7/.1", saying="army-withdraws is listed twice")


def test_an_error_that_was_there_before_is_no_reason_to_refuse(rain: Path, run: Run) -> None:
    rain.write_text(RECORD + "statements: [nobody-said-it]\n")
    assert run("set", "rain", "prior=.5").code == 0


def test_a_field_is_set_once_and_a_case_is_edited(rain: Path, refuses: Refuses) -> None:
    refuses("set", "rain", "title=a", "title=b", saying="title is set twice")
    refuses(
        "set",
        "syria-2024-12",
        "title=a",
        saying=("is a case, and set changes forecasts: `outlook edit", "its title, its scale and its signs"),
    )


def test_the_ends_of_a_quantity_and_what_is_beside_a_prior_can_be_set(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("new", "c/rain", "--question", "How much rain?", "--kind", "numeric", "--unit", "mm").code == 0
    assert run("set", "c/rain", "lower=0", "open_above=500", "levels+=q05", "levels+=q50", "form=quantiles").code == 0
    record = (book / "c" / "rain.yaml").read_text()
    assert "\nlower: 0" in record
    assert "\nopen_above: 500" in record
    assert run("new", "c/day", "--question", "When?", "--kind", "date").code == 0
    assert run("set", "c/day", "lower=2025-01-01").code == 0
    assert "\nlower: 2025-01-01" in (book / "c" / "day.yaml").read_text()
    assert run("set", "unsc-resolution", "prior_range=10%-25%").code == 0
    refuses("set", "unsc-resolution", "prior_range=10%", saying="write LOW-HIGH")
    refuses("set", "c/rain", "upper=-1", saying="must lie below upper")


def test_an_item_that_is_a_block_of_text_can_be_taken_away(rain: Path, run: Run) -> None:
    rain.write_text(rain.read_text() + "fine_print:\n- |\n  lit\n- two\n")
    assert run("set", "rain", "fine_print-=lit").code == 0
    assert rain.read_text().endswith("fine_print:\n- two\n")


@pytest.mark.parametrize(
    "change",
    ["title=Another", "tag+=new", "tag-=front-line", "note=x y", "prior=40%", "closes=2027-01-31", "base_rate="],
)
def test_what_is_printed_takes_a_change_back(book: Path, run: Run, change: str) -> None:
    record = book / "syria-2024-12" / "aleppo-retaken.yaml"

    def fields() -> object:
        return parse_forecast(record, record.read_bytes(), "syria-2024-12").record

    before = fields()
    ran = run("set", "aleppo-retaken", change, "--sure")
    [line] = [line for line in ran.err.splitlines() if line.startswith("to take it back: ")]
    assert fields() != before
    program, *words = shlex.split(line.removeprefix("to take it back: "))
    assert (program, run(*words).code) == ("outlook", 0), line
    assert fields() == before


def test_an_id_is_no_field_and_the_command_is_named_that_gives_another(book: Path, refuses: Refuses) -> None:
    refuses("set", "unsc-resolution", "id=x", saying="`outlook rename FORECAST NEW-NAME` gives another")


def test_the_same_change_twice_is_refused_as_that(book: Path, refuses: Refuses) -> None:
    refuses("set", "unsc-resolution", "tag+=q", "tag+=q", saying="tag+=q is written twice")


def test_long_values_are_shown_where_they_differ_and_nothing_is_cut_unmarked(rain: Path, run: Run) -> None:
    """Two texts that begin alike were printed as one and the same."""
    text = "The gauge at Ness reads at least five millimetres within one day of the month, by the office of weather"
    ran = run("set", "rain", f"criteria={text}")
    assert "→ The gauge at Ness reads at least five millimetres within…\n" in ran.out
    ran = run("set", "rain", f"criteria={text.replace('office', 'bureau')}")
    assert "criteria … month, by the office of weather → … month, by the bureau of weather\n" in ran.out
    word = "https://example.org/" + "a" * 100
    run("set", "rain", f"criteria={word}b")
    ran = run("set", "rain", f"criteria={word}c")
    old, new = ran.out.partition("criteria ")[2].splitlines()[0].split(" → ")
    assert (old[0], old[-1], new[-1]) == ("…", "b", "c")


def test_a_long_entry_of_a_list_is_taken_back_whole(rain: Path, run: Run) -> None:
    source = "the monthly bulletin of the office of weather at Ness, second table, third column"
    ran = run("set", "rain", f"source+={source}")
    assert f"'sources-={source}'" in ran.err
