"""Every command, option, field, code and exit code stands in the documentation."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from generate import manual
from outlook import model
from outlook.cli.commands import ORDER, app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RECORDS = (
    model.Case, model.Document, model.Statement, model.Indicator, model.Assumption, model.Relation,
    model.BinaryForecast, model.ChoiceForecast, model.NumericForecast, model.DateForecast,
    model.Option, model.BaseRate, model.Given, model.ScenarioTable, model.IndicatorLink,
)  # fmt: skip
ENTRIES = (model.Evidence, model.Estimate, model.Resolution, model.Rename, model.Retraction)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str, level: int) -> dict[str, str]:
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_in_the_readme_and_has_a_section() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(commands) == set(ORDER)
    readme, titles = (ROOT / "README.md").read_text(encoding="utf-8"), sections(page("commands.md"), 2)
    for name in ORDER:
        assert f"outlook {name}" in titles
        assert f"| `outlook {name} " in readme or f"| `outlook {name}`" in readme


@pytest.mark.parametrize("name", ORDER)
def test_every_option_is_in_the_section_of_its_command(name: str) -> None:
    section = sections(page("commands.md"), 2)[f"outlook {name}"]
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("-"):
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section), option


def test_the_manual_page_is_that_of_the_program() -> None:
    assert manual.PATH.read_text(encoding="utf-8") == manual.text(), "run `make docs`"


def test_what_reads_manual_pages_finds_nothing_wrong_with_it() -> None:
    reader = shutil.which("mandoc")
    if reader is None:
        if os.environ.get("OUTLOOK_REQUIRE_SHELLS"):
            pytest.fail("mandoc is not installed")
        pytest.skip("mandoc is not installed")
    ran = subprocess.run([reader, "-Tlint", "-Wwarning", manual.PATH], capture_output=True, text=True, check=False)
    assert [line for line in ran.stdout.splitlines() if "missing date" not in line] == []
    shown = subprocess.run([reader, "-Tutf8", manual.PATH], capture_output=True, text=True, check=True).stdout
    plain = re.sub(".\b", "", shown)
    assert all(f"outlook {name} " in plain for name in ORDER)


def rows(text: str) -> set[str]:
    """The names that begin a row of a table."""
    return {
        name for head in re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", head)
    }


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_a_record_has_a_row(record: type[BaseModel]) -> None:
    assert set(record.model_fields) - {"id", "case"} <= rows(page("records.md"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)
def test_every_key_of_an_entry_has_a_row_in_its_section(entry: type[BaseModel]) -> None:
    text = page("ledger.md")
    own = sections(sections(text, 2)["A line"], 3)[f"`{entry.__name__.lower()}`"]
    assert set(entry.model_fields) - rows(text.split("### ", maxsplit=1)[0]) == rows(own)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)
def test_the_keys_of_an_entry_are_listed_in_the_order_in_which_they_are_written(entry: type[BaseModel]) -> None:
    text = page("ledger.md")
    own = sections(sections(text, 2)["A line"], 3)[f"`{entry.__name__.lower()}`"]
    listed = [name for name in re.findall(r"^\| `(\w+)` \|", own, re.MULTILINE) if name in entry.model_fields]
    assert listed == [name for name in entry.model_fields if name in listed]


def problem_codes() -> Iterator[str]:
    """The text that stands where a Problem's, a Fault's or a helper's code stands."""
    calls = {
        "Problem": 3,
        "Fault": 1,
        "Finding": 0,
        "_at": 3,
        "_in_ledger": 2,
        "problem_at": 3,
        "_problem": 3,
        "_add": 1,
    }
    for file in sorted((ROOT / "src" / "outlook").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not any(f"{name}(" in text for name in calls):
            continue  # most files: what calls none of them is not worth being parsed
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = calls.get(name)
                if place is not None and len(node.args) > place:
                    code = node.args[place]
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        yield code.value


def test_every_code_of_a_problem_is_explained() -> None:
    codes = set(problem_codes())
    assert {"torn-tail", "quote-not-found", "unknown-entry"} <= codes
    pages = ("output.md", "ledger.md", "keeping.md", "lint.md")
    assert codes <= set().union(*(rows(page(name)) for name in pages))


def test_every_exit_code_has_a_row() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", page("output.md"), re.MULTILINE)}
    assert listed == {0, 1, 2, 3, 70, 130}


def functions_of(module: str) -> list[str]:
    """The public functions of a scoring module that are not only steps of others."""
    steps = {"classes", "binned", "check_forecasts", "check_level", "pooled", "murphy_of", "corp_of"}
    body = ast.parse((ROOT / f"src/outlook/scoring/{module}.py").read_text(encoding="utf-8")).body
    names = [node.name for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return [name for name in names if name not in steps]


@pytest.mark.parametrize("rule", functions_of("rules"))
def test_every_rule_of_scoring_is_named(rule: str) -> None:
    assert f"`{rule}`" in page("scoring.md")


@pytest.mark.parametrize(
    "rule", [name for module in ("calibration", "decomposition", "resampling") for name in functions_of(module)]
)
def test_every_measure_of_calibration_is_named(rule: str) -> None:
    assert f"`{rule}`" in page("calibration.md")
