"""The documentation is what the program does: pages run, what is generated is current, nothing is left out."""

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from conftest import Ran
from generate import console, evaluation
from generate.__main__ import main

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "docs").glob("*.md")),
    )
    if path.exists()
]


pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.fixture(autouse=True)
def _quick(quick_programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "quick", quick_programs)
    # The figures of extraction take longer than all pages together, and test_evaluation holds the page against them.
    monkeypatch.setattr(evaluation, "filled", lambda page: page)


def generate(*arguments: object) -> Ran:
    """As `python -m tests.generate` does, but that commands are forked."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.mark.alike
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    ran = generate("--check", page)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("name", ["forecast", "case", "entry"])
def test_a_schema_is_current(name: str) -> None:
    ran = generate("--check", ROOT / "docs" / "schema" / f"{name}.schema.json")
    assert ran.code == 0, ran.out + ran.err


def test_a_page_that_shows_another_output_is_out_of_date(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- console: empty -->\n```console\n$ echo one\ntwo\n```\n", encoding="utf-8")
    ran = generate("--check", page)
    assert ran.code == 1
    assert "-two\n+one" in ran.out


def test_a_page_can_begin_on_a_day_of_the_shipped_book(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    console = "```console\n$ cat forecasts/syria-2024-12/ledger.jsonl\n```\n"
    page.write_text(f"<!-- console: known by 2024-12-04 -->\n{console}", encoding="utf-8")
    generate(page)
    days = re.findall(r'"known_at":"([\d-]{10})', page.read_text(encoding="utf-8"))
    assert max(days) == "2024-12-04"


def test_refreshing_a_page_keeps_the_places_where_it_is_cut(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ seq 1 9\n1\n...\n5 is five\n...\n8\n9\n```\n", encoding="utf-8")
    assert generate(page).code == 0
    assert page.read_text(encoding="utf-8") == "```console\n$ seq 1 9\n1\n...\n5\n...\n8\n9\n```\n"
    assert generate("--check", page).code == 0


def test_a_command_that_fails_unannounced_is_named_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```console\n$ outlook show nothing-like-it\n```\n", encoding="utf-8")
    ran = generate(page)
    assert ran.code == 2
    assert f"{page}:4: `outlook show nothing-like-it` ended with 2" in ran.err


def test_a_page_can_name_the_random_id_of_an_entry_it_wrote(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('```console\n$ outlook evidence hama-by "x" --known-at 2024-12-01\n```\n', encoding="utf-8")
    generate(page)
    shown = re.search(r"^(\S{13})  evidence", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown is not None
    with page.open("a", encoding="utf-8") as file:
        file.write(f"\n```console\n$ outlook retract {shown[1]} --why x --known-at 2024-12-01\n...\n```\n")
    assert generate("--check", page).code == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if not link.startswith(("http://", "https://")):
            file, _, anchor = link.partition("#")
            target = (page.parent / file).resolve() if file else page
            assert target.exists(), link
            if anchor:
                assert anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_names_no_place_of_the_machine_it_was_written_on(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"(?:^|[\s`(])/(?:work|root|tmp|Users)\b|\bpypi\b|pythonhosted", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_are_shown_in_blocks_that_run(page: Path) -> None:
    fence = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fence = "" if fence else line[3:] or "text"
        elif fence and fence != "console":
            assert not line.startswith("$ "), line


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)) <= targets
