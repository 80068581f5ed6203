"""Text from people and files can do nothing to a terminal, and is given back as it came."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import pytest

from outlook.errors import Problem
from outlook.show.describe.problems import problems
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran, Run

OURS = re.compile(r"\x1b\[[0-9;]*m")
NASTY = "\x1b[2J\x1b]0;title\x07[red]bold[/red] \u202eesrever\u2066 \u200bzero :smile: \x9b31m a\rb \u2028c\x00d"
# YAML cannot hold every control character as it is, but its escapes can.
IN_YAML = json.dumps(NASTY)


def harmless(text: str) -> bool:
    """No character but newlines that steers a terminal, once our own colours are taken away."""
    return not [
        sign for sign in OURS.sub("", text) if sign != "\n" and category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


@pytest.fixture
def see(run: Run, run_in_terminal: Callable[[int], Run]) -> Callable[..., str]:
    """Every way a command can print its text: piped, on narrow and wide terminals, with and without colour.

    Lines are broken and cut alike with colour and without, so a width is seen with one of them.
    """

    def check(*arguments: str) -> str:
        ways = [run(*arguments), run(*arguments, "--color", "always")]
        for columns, color in ((40, "auto"), (80, "never"), (160, "auto")):
            ways.append(run_in_terminal(columns)(*arguments, "--color", color))
        for ran in ways:
            assert ran.code in (0, 1), ran.err
            assert harmless(ran.out), repr(ran.out)
            assert harmless(ran.err), repr(ran.err)
        return ways[0].out

    return check


def test_a_report_is_stored_as_it_came_and_printed_harmlessly(book: Path, run: Run, see: Callable[..., str]) -> None:
    nasty = NASTY.replace("\x00", "")
    ran = run("evidence", "unsc-resolution", nasty, "--source", nasty, "--note", nasty, "--url", nasty, "--by", nasty)
    assert ran.code == 0
    assert harmless(ran.out)
    assert harmless(ran.err)
    entry = json.loads(run("history", "unsc-resolution", "--json").out)["entries"][-1]
    assert [entry[name] for name in ("summary", "source", "note", "url", "by")] == [nasty] * 5
    for page in (["history"], ["show", "unsc-resolution"], ["status"], ["plot", "unsc-resolution"]):
        assert "[red]bold[/red]" in see(*page) or page == ["status"]


def test_names_and_units_on_pictures_are_printed_harmlessly(book: Path, run: Run, see: Callable[..., str]) -> None:
    nasty = NASTY.replace("\x00", "")
    window = (
        "--criteria",
        "C",
        "--opens",
        "2024-11-01",
        "--closes",
        "2024-12-01",
        "--question",
        nasty,
        "--title",
        nasty,
    )
    assert run("new", "work/yes", *window).code == 0
    assert run("new", "work/size", "--kind", "numeric", "--unit", nasty, *window).code == 0
    for name, stated in (("yes", "20%"), ("size", "q05=1,q50=2,q95=3")):
        said = run("estimate", f"work/{name}", stated, "--why", nasty, "--by", nasty, "--known-at", "2024-11-05")
        assert said.code == 0, said
    assert run("resolve", "work/yes", "no", "--sure", "--why", nasty, "--known-at", "2024-12-02").code == 0
    for page in (["plot", "work/yes"], ["plot", "work/size"], ["calibration", "work"]):
        assert "[red]bold[/red]" in see(*page), page


@pytest.mark.alike
@pytest.mark.parametrize(
    "command",
    [
        ["estimate", "unsc-resolution", "20%", "--why", NASTY, "--by", NASTY],
        ["resolve", "unsc-resolution", "yes", "--why", NASTY, "--by", NASTY],
        ["retract", "2hdqccl4", "--why", NASTY, "--by", NASTY],
    ],
    ids=lambda words: words[0],
)
def test_reasons_and_names_are_printed_harmlessly(
    book: Path, run: Run, see: Callable[..., str], command: list[str]
) -> None:
    ran = run(*command)
    assert ran.code == 0
    assert harmless(ran.out)
    assert harmless(ran.err)
    entry = json.loads(run("history", "--by", NASTY, "--json").out)["entries"][-1]
    assert (entry["why"], entry["by"]) == (NASTY, NASTY)
    for page in (["history"], ["show", "unsc-resolution"], ["score"], ["status"]):
        see(*page)


RECORD = f"""\
title: {IN_YAML}
question: {IN_YAML}
kind: choice
options:
  - name: "[red]Hama[/red]"
    title: {IN_YAML}
    narrative: {IN_YAML}
  - name: Homs
opens_at: 2024-12-01
closes_at: 2024-12-31
criteria: {IN_YAML}
fine_print: [{IN_YAML}]
sources: [{IN_YAML}]
base_rate: {IN_YAML}
note: {IN_YAML}
prior: {{"[red]Hama[/red]": .5, Homs: .5}}
statements: [said]
indicators: [{{id: sign, likelihood: {{"[red]Hama[/red]": .5, Homs: .4}}}}]
"""
CASE = f"""\
title: {IN_YAML}
summary: {IN_YAML}
warning: {IN_YAML}
documents:
  - id: report
    file: report.txt
    sha256: "{"0" * 64}"
    title: {IN_YAML}
    statements:
      - {{id: said, quote: {IN_YAML}, hedge: {json.dumps(NASTY[:12])}, condition: {json.dumps(NASTY[12:20])}, attributed_to: {IN_YAML}}}
indicators:
  - {{id: sign, text: {IN_YAML}, rationale: {IN_YAML}}}
"""


def test_records_are_printed_harmlessly(book: Path, run: Run, see: Callable[..., str]) -> None:
    (book / "nasty").mkdir()
    (book / "nasty" / "case.yaml").write_text(CASE)
    (book / "nasty" / "furthest.yaml").write_text(RECORD)
    (book / "nasty" / "report.txt").write_text("else")
    assert run("estimate", "furthest", "[red]hama[/red]=.4,Homs=.6", "--why", "x").code == 0
    page: dict[str, Any] = json.loads(run("show", "furthest", "--json").out)
    assert page["record"]["criteria"] == NASTY
    assert "[red]Hama[/red]" in page["record"]["prior"]
    for command in (["status"], ["show", "furthest"], ["check"], []):
        see(*command)
    assert "[red]bold[/red]" in see("show", "furthest")
    assert run("resolve", "furthest", "[RED]hama[/red]").code == 0
    for command in (["status"], ["show", "furthest"], ["score"], ["history"]):
        see(*command)


@pytest.mark.alike
@pytest.mark.parametrize(
    "text",
    [
        "kind: \x1b[31mbinary\n", f"\u202e{NASTY}: 1\n", "kind: binary\ntitle: [red]x\n", f"kind: binary\n{IN_YAML}: 1\n",
        f"kind: {IN_YAML}\n", f"kind: binary\nprior: {IN_YAML}\n", f"kind: binary\ncloses_at: {IN_YAML}\n",
        f"kind: choice\noptions: [{IN_YAML}, b]\n", "kind: binary\ntitle: *\x07\n", f"kind: binary\ngiven: {{forecast: {IN_YAML}, outcome: yes}}\n",
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_quoted_harmlessly(book: Path, see: Callable[..., str], text: str) -> None:
    (book / "syria-2024-12" / "un-talks.yaml").write_text(text)
    assert "un-talks.yaml:" in see("check")
    see("status")


def test_garbage_in_a_ledger_is_quoted_harmlessly(book: Path, see: Callable[..., str]) -> None:
    with (book / "syria-2024-12" / "ledger.jsonl").open("ab") as file:
        file.write(NASTY.encode() + b"\n\xff\xfe\x1b[31m\n" + json.dumps({"id": NASTY, "kind": NASTY}).encode() + b"\n")
    assert "ledger.jsonl:120:1: error:" in see("check")


@pytest.mark.alike
@pytest.mark.parametrize("name", ["\x1b[31m.yaml", "\u202elmay.yaml", b"\xff.yaml", "[red].yaml", "a\nb.yaml"])
def test_the_names_of_files_are_printed_harmlessly(book: Path, see: Callable[..., str], name: str | bytes) -> None:
    path = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    (book / "syria-2024-12" / path).write_text("kind: binary\n")
    assert "is not an id" in see("check")
    see("status")
    folder = book / path.removesuffix(".yaml")
    shutil.copytree(book / "syria-2024-12", folder)
    see("check")


def test_the_name_of_a_file_that_is_not_utf_8_is_valid_json(book: Path, shell: Callable[[str], Ran]) -> None:
    (book / "syria-2024-12" / b"\xff.yaml".decode("utf-8", "surrogateescape")).write_text("kind: binary\n")
    ran = shell("outlook check --json")
    assert ran.code == 1
    (problem,) = json.loads(ran.out)["problems"]
    assert problem["path"].endswith("\udcff.yaml")


@pytest.mark.parametrize(
    "command",
    [
        ["show", NASTY], ["status", NASTY], ["evidence", NASTY, "Said"], ["evidence", "unsc-resolution", "Said", "-i", NASTY],
        ["evidence", "unsc-resolution", "Said", "-i", f"army-withdraws:{NASTY}"], ["evidence", "unsc-resolution", "x", "--grade", NASTY],
        ["estimate", "unsc-resolution", NASTY, "--why", "x"], ["estimate", "outlook-by-march", f"{NASTY}=1", "--why", "x"],
        ["resolve", "unsc-resolution", NASTY], ["resolve", "outlook-by-march", NASTY], ["retract", NASTY, "--why", "x"],
        ["status", "--at", NASTY], ["status", "--color", NASTY], ["status", f"--{NASTY}"], [NASTY], ["new", NASTY],
        ["new", "a/b", "--question", "x", "--given", f"{NASTY}=yes"], ["--book", NASTY.replace("\x00", ""), "status"],
        ["new", "a/b", "--question", "x", "--prior", NASTY], ["edit", NASTY],
    ],
    ids=lambda words: " ".join(words[:2]).encode("unicode_escape").decode()[:40],
)  # fmt: skip
def test_what_is_refused_is_quoted_harmlessly(book: Path, run: Run, command: list[str]) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (2, ""), ran
    assert harmless(ran.err)
    assert len(ran.err) < 1500


@pytest.mark.parametrize(
    "command", [["show"], ["status"], ["history"], ["edit"], ["retract", "--why", "x"]], ids=lambda words: words[0]
)
def test_a_value_of_a_megabyte_is_refused_in_a_sentence(book: Path, run: Run, command: list[str]) -> None:
    name, *flags = command
    ran = run(name, "x" * 1_000_000, *flags)
    assert ran.code == 2
    assert len(ran.err) < 1500


@pytest.mark.in_turn
def test_a_summary_of_a_megabyte_is_stored_whole_and_shown_shortly(
    book: Path, run: Run, run_in_terminal: Callable[[int], Run]
) -> None:
    whole = "Word [red]\u202e\x1b[31m " * 50_000
    ran = run("evidence", "unsc-resolution", "-", stdin=whole)
    assert ran.code == 0
    assert harmless(ran.out)
    entry = json.loads(run("history", "unsc-resolution", "--json").out)["entries"][-1]
    assert entry["summary"] == whole.strip()
    for page in (["history", "unsc-resolution"], ["show", "unsc-resolution"], ["status"]):
        ran = run_in_terminal(80)(*page)
        assert harmless(ran.out)
        assert len(ran.out) < 100_000


def test_a_dry_run_of_a_record_prints_it_harmlessly(book: Path, see: Callable[..., str]) -> None:
    see("new", "personal/ship", "--question", NASTY, "--title", NASTY, "--dry-run")


def test_a_record_gives_back_what_was_written_into_it(book: Path, run: Run) -> None:
    assert (
        run("new", "personal/ship", "--question", NASTY, "--title", NASTY, "--criteria", f"{NASTY}\nand more").code == 0
    )
    record = json.loads(run("show", "personal/ship", "--json").out)["record"]
    assert (record["question"], record["title"], record["criteria"]) == (NASTY, NASTY, f"{NASTY}\nand more")


def test_every_part_of_a_problem_is_made_harmless() -> None:
    stream = io.StringIO()
    path = Path(NASTY.replace("\x00", ""))
    show(Screen(None, color=False, stream=stream), problems([Problem(path, 1, 3, "code", NASTY, NASTY, excerpt=NASTY)]))
    assert harmless(stream.getvalue())
    assert stream.getvalue().count("[red]bold[/red]") == 4
