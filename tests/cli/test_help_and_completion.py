"""What a person sees before they know the program: help with examples, completion, did-you-mean, the version."""

from __future__ import annotations

import json
import re
import shlex
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
import typer

from outlook import __version__
from outlook.cli import commands, on_demand
from outlook.cli import run as run_line
from outlook.cli.commands import GROUPS, ORDER, SETTINGS, Grouped
from outlook.cli.completing import SYSTEMS as COMPLETED
from outlook.cli.on_demand import FILES
from outlook.cli.shell_words import in_zsh
from outlook.exchange.systems import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run, Shell


@pytest.fixture
def completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], list[str]]:
    """What bash offers for the last word of a line, asked as bash asks."""

    def ask(line: str) -> list[str]:
        monkeypatch.setenv("_OUTLOOK_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        with pytest.raises(SystemExit) as done:
            run_line([])
        said = capsys.readouterr()
        assert (done.value.code, said.err) == (0, "")
        return said.out.split()

    return ask


def examples(text: str) -> list[str]:
    """The lines of a help page from its usage to the next paragraph that begin with the program's name."""
    paragraph = re.split(r"\n\s*\n", text)[1]
    return [line.strip() for line in paragraph.splitlines() if line.strip().startswith("outlook")]


@pytest.mark.parametrize("command", [None, *ORDER])
def test_help_opens_with_two_examples_and_fits_the_terminal(run: Run, command: str | None) -> None:
    words = [command] if command else []
    ran = run(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(['outlook', *words])} ")
    shown = examples(ran.out)
    assert len(shown) == 2
    assert all(line.startswith(" ".join(["outlook", *words])) for line in shown)
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    assert run(*words, "-h").out == ran.out


@pytest.mark.alike
@pytest.mark.parametrize(
    "command",
    [name for name in ORDER if name not in ("new", "edit", "set", "undo", "import", "add", "panel", "review")],
)
def test_the_examples_of_reading_and_writing_work_on_the_shipped_book(book: Path, run: Run, command: str) -> None:
    for line in examples(run(command, "--help").out):
        _, *words = shlex.split(re.split(r"\s{2,}| \|", line)[0])
        if any(words[1:2] == [gone] for gone in ("hz6k2q7a", "hz6k", "hama-by", "deepest", "work/ship-it")):
            continue  # an entry that only stands in the help, or a forecast that has resolved
        assert run(*words).code == 0, line


def test_help_with_the_name_of_a_command_is_its_help(run: Run) -> None:
    assert run("help", "status") == run("status", "--help")
    assert run("help") == run("--help")
    assert "No such command 'staus'" in run("help", "staus").err


def test_help_lists_the_commands_in_the_order_of_a_day(run: Run) -> None:
    page = run("--help").out
    listed = re.findall(r"^  ([a-z]+)  ", page.partition("Every day:")[2], re.MULTILINE)
    assert listed == list(ORDER)
    assert re.findall(r"^(\w[\w ]*):$", page, re.MULTILINE) == ["Options", *GROUPS]


@pytest.mark.alike
@pytest.mark.parametrize("command", [None, *ORDER])
def test_a_command_that_is_built_alone_says_what_it_says_among_all_others(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str | None
) -> None:
    lines = [[*([command] if command else []), word] for word in ("--help", "--no-such-option", "staus")]
    alone = [run(*line) for line in lines[: 3 if command is None else 2]]
    whole = typer.Typer(cls=Grouped, **SETTINGS)
    whole.callback(invoke_without_command=True)(commands.outlook)
    for name in ORDER:
        import_module(f"outlook.cli.{FILES.get(name, name)}").register(whole)
    monkeypatch.setattr(commands, "app", whole)
    assert [run(*line) for line in lines[: len(alone)]] == alone
    assert [ran.code for ran in alone[:2]] == [0, 2]


def test_a_command_is_built_only_where_it_is_asked_for(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    build = on_demand._built

    def watched(name: str) -> object:
        built.append(name)
        return build(name)

    monkeypatch.setattr(on_demand, "_built", watched)
    monkeypatch.setattr(commands, "app", copy(commands.app))  # one whose commands no other test has asked for
    assert run("words", "may").code == 0
    assert run("--version").code == 0
    assert built == ["words"]
    run("--help")
    assert sorted(built) == sorted(ORDER)


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out == f"outlook {__version__}\n"


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (["staus"], ("No such command 'staus'", "Did you mean 'status'?", "`outlook --help`")),
        (["evidnce", "hama"], "Did you mean 'evidence'"),
        (["status", "--jsn"], ("No such option: --jsn", "--json", "`outlook status --help`")),
        (["evidence", "hama", "Said", "--grad", "B1"], ("--grad", "--grade", "`outlook evidence --help`")),
        (["show"], ("show what? Name a forecast", "`outlook show --closing 7d`")),
        (["explain"], ("Missing argument 'FORECAST'", "`outlook explain --help`")),
        (["explain", "hama-by", "homs-by"], ("unexpected extra argument", "homs-by")),
        (["status", "--color", "alway"], ("'alway' is not one of", "always")),
        (["status", "--at"], ("--at", "requires an argument")),
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused_with_the_nearest(
    book: Path, refuses: Refuses, words: list[str], saying: str | tuple[str, ...]
) -> None:
    refuses(*words, saying=saying)


def test_commands_are_completed(book: Path, completed: Callable[[str], list[str]]) -> None:
    assert completed("outlook ") == list(ORDER)
    assert completed("outlook st") == ["status"]
    assert completed("outlook e") == ["evidence", "estimate", "explain", "edit", "extract", "export"]


def test_options_are_completed(book: Path, completed: Callable[[str], list[str]]) -> None:
    assert completed("outlook status --js") == ["--json"]
    assert completed("outlook status --color a") == ["auto", "always"]


@pytest.mark.parametrize("command", ["show", "status", "evidence", "estimate", "resolve", "history", "score", "edit"])
def test_ids_are_completed_from_any_part(book: Path, completed: Callable[[str], list[str]], command: str) -> None:
    assert completed(f"outlook {command} unsc") == ["unsc-resolution"]
    assert completed(f"outlook {command} syria-2024-12/uns") == ["syria-2024-12/unsc-resolution"]


def test_a_case_is_offered_only_where_it_can_be_used(book: Path, completed: Callable[[str], list[str]]) -> None:
    for command in ("status", "history", "score", "edit", "show"):
        assert "syria-2024-12" in completed(f"outlook {command} syria")
    for command in ("evidence", "estimate", "resolve"):
        assert "syria-2024-12" not in completed(f"outlook {command} syria")


def test_ids_come_from_the_book_on_the_command_line(
    book: Path, completed: Callable[[str], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "other" / "personal").mkdir(parents=True)
    (tmp_path / "other" / "personal" / "ship.yaml").write_text("kind: binary\n")
    assert completed("outlook show --book other s") == ["ship"]
    assert completed("outlook --book other show s") == ["ship"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("outlook evidence hama-by x -i army-w", ["army-withdraws"]),
        ("outlook evidence hama-by x -i army-withdraws:p", ["army-withdraws:partial", "army-withdraws:pending"]),
        ("outlook es unsc-res", ["unsc-resolution"]),
        ("outlook reso unsc ", ["yes", "no", "ambiguous", "annulled"]),
        ("outlook resolve unsc ", ["yes", "no", "ambiguous", "annulled"]),
        ("outlook resolve deepest-city H", ["Hama", "Homs"]),
        ("outlook estimate deepest-city Hama=.3,Ho", ["Hama=.3,Homs="]),
        ("outlook status --tag front", ["front-line"]),
        ("outlook status tag:front", ["tag:front-line"]),
        ("outlook set unsc tag+=front", ["tag+=front-line"]),
        ("outlook set unsc clo", ["closes="]),
        ("outlook status --by case", ["case-author"]),
        ("outlook retract 2hdq", ["2hdqccl4"]),
        ("outlook evidence hama-by x --revises 2hdq", ["2hdqccl4"]),
        ("outlook resolve unsc yes --evidence am2l", []),
        ("outlook new syr", ["syria-2024-12/"]),
        ("outlook rename unsc syr", ["syria-2024-12/"]),
        ("outlook add Will --case syr", ["syria-2024-12"]),
        ("outlook add Will --case 2024", ["syria-2024-12"]),
        ("outlook show resol", ["unsc-resolution"]),
        ("outlook show syria-2024-12/resol", []),
        ("outlook show 12/unsc", ["syria-2024-12/unsc-resolution"]),
        ("outlook status --tag line", ["front-line"]),
        ("outlook status tag:line", ["tag:front-line"]),
        ("outlook status --by author", ["case-author"]),
        ("outlook score --forecaster ", ["case-author"]),
        ("outlook evidence hama-by x -i withdr", ["army-withdraws"]),
        ("outlook set unsc tag+=line", ["tag+=front-line"]),
        ("outlook set unsc given=deepest-city=H", ["given=deepest-city=Hama", "given=deepest-city=Homs"]),
        ("outlook new x/y --given deepest", ["deepest-city="]),
        ("outlook new x/y --given unsc-resolution=", ["unsc-resolution=yes", "unsc-resolution=no"]),
        ("outlook verify --settle 2hdq", ["2hdqccl4"]),
        ("outlook words --scale ip", ["ipcc"]),
        ("outlook extract x --scale icd", ["icd203"]),
        ("outlook extract x --class att", ["attributed"]),
        ("outlook import x --from fore", ["forecastbench"]),
    ],
)
def test_what_a_book_holds_is_completed(
    book: Path, completed: Callable[[str], list[str]], line: str, offered: list[str]
) -> None:
    assert completed(line) == offered


def test_every_system_is_offered_that_can_be_read() -> None:
    assert set(COMPLETED) == set(SYSTEMS)


def test_bash_does_not_take_away_what_was_typed(book: Path, completed: Callable[[str], list[str]]) -> None:
    """It puts what all names have in common in the place of the word: here an h, of which nothing typed is left."""
    found = completed("outlook show by-december")
    assert {"hama-by-december", "homs-by-december"} <= set(found)
    for record in (book / "syria-2024-12").glob("damascus*"):
        record.unlink()
    (book / "syria-2024-12" / "if-hama-by-mid-december.yaml").unlink()
    assert completed("outlook show by-december") == ["hama-by-december", "homs-by-december", "by-december"]


@pytest.mark.parametrize(
    ("offered", "runs"),
    [
        (
            '_arguments \'*: :(("heavy-rain"\n"tag\\\\:sky"))\'\n',
            "compadd -M 'l:|=* r:|=*' -- 'heavy-rain' 'tag:sky'\n",
        ),
        ('_arguments \'*: :(("a""b"))\'\n', None),
        ('_arguments \'*: :(("--json":"Print"))\'\n', None),
        ("_files\n", None),
    ],
)
def test_zsh_matches_any_part_of_a_plain_name(offered: str, runs: str | None) -> None:
    """What is no list of plain names is left as typer wrote it."""
    assert in_zsh(offered) == (runs or offered)


def test_completion_is_installed_for_a_shell_that_is_named(
    run: Run, refuses: Refuses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    ran = run("--install-completion", "zsh")
    assert (ran.code, f"zsh completion installed in {home / '.zfunc' / '_outlook'}" in ran.out) == (0, True)
    assert run("--install-completion=fish").code == 0
    assert (home / ".config" / "fish" / "completions" / "outlook.fish").is_file()
    assert "complete_bash" in run("--show-completion", "bash").out
    for words in (["tcsh"], ["zsh", "fish"]):
        refuses("--install-completion", *words, saying="name one shell, bash, zsh, fish, powershell or pwsh")


def test_only_plain_names_are_offered(book: Path, run: Run, completed: Callable[[str], list[str]]) -> None:
    """A shell may evaluate what it is offered, and a book may be a stranger's."""
    case = book / "syria-2024-12"
    for name in ("x$(id)", "x`id`", "x;id", "x id", 'x"id', "x\nid", "x*"):
        (case / f"{name}.yaml").write_text("kind: binary\ntags: [x$(id), 'x`id`', x-safe]\n")
    (case / "x-safe.yaml").write_text("kind: choice\noptions: [x$(id), 'x`', X two]\ntags: ['x;id', x-safe]\n")
    for name in ("x$(id)", "x`id`", 'x"', "x\u202e", "x-safe"):
        assert run("evidence", "unsc-resolution", f"Said by {name}", "--by", name).code == 0
    assert completed("outlook show x") == ["x-safe"]
    assert completed("outlook status --tag x") == ["x-safe"]
    assert completed("outlook status --by x") == ["x-safe"]
    assert " ".join(completed("outlook resolve x-safe X")) == "X\\ two"


def test_without_a_book_completion_is_silent(
    tmp_path: Path, completed: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("outlook show ham") == []


def test_a_real_shell_gets_the_same_answer(book: Path, shell: Shell) -> None:
    ran = shell("outlook", _OUTLOOK_COMPLETE="complete_bash", COMP_WORDS="outlook show unsc", COMP_CWORD="2")
    assert (ran.code, ran.out, ran.err) == (0, "unsc-resolution\n", "")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_completion_script_is_that_of_the_shell(shell: Shell, name: str) -> None:
    ran = shell("outlook", _OUTLOOK_COMPLETE=f"source_{name}")
    assert ran.code == 0
    assert f"complete_{name}" in ran.out


@pytest.mark.parametrize("command", ["estimate", "resolve", "retract", "verify"])
def test_a_reason_has_a_short_option(run: Run, command: str) -> None:
    assert "--why, -w TEXT" in run(command, "--help").out or "-w, --why TEXT" in run(command, "--help").out


def test_the_short_option_gives_the_reason(book: Path, run: Run) -> None:
    for words in (
        ["estimate", "unsc-resolution", "20%"],
        ["resolve", "unsc-resolution", "yes"],
        ["retract", "2hdqccl4"],
    ):
        (entry,) = json.loads(run(*words, "-w", "As agreed", "--json").out)["entries"]
        assert entry["why"] == "As agreed"


def test_the_beginning_of_a_command_is_enough(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("stat", "hama-by") == run("status", "hama-by")
    assert run("his", "--json").out == run("history", "--json").out
    refuses("ex", "hama-by", saying="'ex' begins 3 commands: explain, extract, export; write more of it")
    assert "No such command" in run("zz").err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("list", "outlook status"), ("ls", "outlook status"), ("html", "outlook report"),
     ("graph", "outlook plot"), ("chart", "outlook plot"), ("log", "outlook history"), ("delete", "outlook retract"),
     ("rm", "outlook retract")],
)  # fmt: skip
def test_the_word_of_another_program_is_answered_with_ours(
    book: Path, refuses: Refuses, typed: str, meant: str
) -> None:
    refuses(typed, "x", saying=f"there is no command '{typed}': `{meant}` is the one for that")


def test_completion_follows_no_link_and_says_nothing_where_the_book_is_one(
    book: Path, completed: Callable[[str], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yaml").write_text("kind: binary\n")
    (book / "linked").symlink_to(tmp_path / "outside")
    (book / "syria-2024-12" / "alias-of-hama.yaml").symlink_to("hama-by-december.yaml")
    assert completed("outlook show secr") == []
    assert completed("outlook show alias") == []
    book.rename(tmp_path / "elsewhere")
    book.symlink_to(tmp_path / "elsewhere")
    assert completed("outlook show ham") == []
