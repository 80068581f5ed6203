"""Which room may know which, what stands behind a wall, and how long a file and a function may be.

Read from the source with `ast`: nothing is imported, and what a function imports counts as well.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SRC = Path(__file__).parent.parent / "src"
PACKAGE = "outlook"

# Room → what it may import of ours; itself is always allowed. Read it from the ground up.
GROUND = {"errors", "lengths", "moments", "words", "settings"}
# On plain numbers.
RULES = {
    "scoring.rules",
    "scoring.calibration",
    "scoring.decomposition",
    "scoring.resampling",
    "scoring.student",
    "scoring.chance",
}
SHOWN = {
    "answers",
    "panel",
    "exchange",
    "checks",
    "scoring",
    "coherence",
    "extract",
    "evidence",
    "belief",
    "model",
    *RULES,
    *GROUND,
}
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "lengths": set(),
    "settings": {"errors", "lengths"},
    "files": {"errors"},
    "locate": {"errors", "settings"},
    "locking": {"errors", "files"},
    "weeks": set(),
    "moments": {"lengths", "weeks"},
    "words": set(),
    "spreadsheet": set(),
    "interrupts": set(),
    "second_process": set(),
    "scoring.rules": set(),
    "scoring.calibration": set(),
    "scoring.decomposition": {"scoring.calibration"},
    "scoring.resampling": {"scoring.calibration"},
    "scoring.columns": {"scoring.rules"},
    "scoring.student": set(),
    "scoring.chance": {"scoring.calibration", "scoring.student"},
    "model": GROUND,
    "belief": {"model", *GROUND},
    "evidence": {"model", "belief", *GROUND},
    "scoring": {*RULES, "lengths", "model", "belief", "evidence"},
    "coherence": {"model", *GROUND},
    "extract": {"second_process", "weeks", "model", *GROUND},
    "documents": {"model", "errors", "files"},
    "records": {"model", "errors", "moments", "files"},
    "ledger": {"model", "errors", "moments", "files", "locking", "locate"},
    "book": {
        "second_process",
        "records",
        "ledger",
        "files",
        "locking",
        "locate",
        "belief",
        "evidence",
        "model",
        *GROUND,
    },
    "exchange": {"book", "records", "ledger", "files", "locking", "belief", "model", "spreadsheet", *GROUND},
    "panel": {"exchange", "scoring", "belief", "model", *RULES, *GROUND},
    "checks": {"book", "records", "ledger", "files", "locking", "model", "belief", "evidence", "coherence", *GROUND},
    "answers": {"book", "model", "belief", "evidence", "scoring", "coherence", *RULES, *GROUND},
    # Of showing, each medium knows how pages are described, and no other medium.
    "show.describe": SHOWN,
    "show.markup": {"show.describe"},
    "show.terminal": {"show.describe", *SHOWN},
    "show.html": {"show.describe", "show.markup", *SHOWN},
    "show.svg": {"show.describe", "show.markup", *SHOWN},
    "show.data": {"show.describe", "spreadsheet", *SHOWN},
    "show": set(),
    # The door for programs shows as the hand does, and never imports it.
    "notebook": {"book", "show.data", "show.describe", "show.terminal", *SHOWN},
    # The review desk shows, asks and hands on; what writes is handed to it.
    "tui": {"answers", "book", "show.describe", "show.terminal", *GROUND},
}
# Of a room's module, only types: who shows a result does not compute it.
RESULTS = {
    "checks",
    "belief.timeline",
    "exchange.preview",
    "exchange.table",
    "panel.calibration",
    "panel.groups",
    "panel.ranking",
    "panel.scored",
    "answers.attention",
    "answers.chart",
    "answers.due",
    "answers.explained",
    "answers.page",
    "answers.pools",
    "answers.report",
    "answers.review",
    "answers.score",
    "answers.standing",
    *(
        f"scoring.{name}"
        for name in (
            "scorecard",
            "marks",
            "calibration",
            "resampling",
            "curve",
            "over_time",
            "references",
            "groups",
            "words",
            "information",
        )
    ),
}
MEDIA = ("show.describe", "show.terminal", "show.html", "show.svg", "show.data")
TYPES_ONLY = dict.fromkeys(MEDIA, RESULTS)
EVERYTHING = "cli"  # it may import every room, and no room imports it
DOOR = "__main__"  # it opens to the hand, and no room imports it either
DOORPLATES = {""}  # packages whose __init__ says only what they are

# Library → the rooms that may know it; every other one stays outside.
WALLS: dict[str, set[str]] = {
    "pydantic": {"model", "records", "ledger"},
    "pydantic_core": {"model", "records", "ledger"},
    "typing_extensions": {"model"},
    "yaml": {"records"},
    "tinydb": {"ledger"},
    "filelock": set(),
    "rich": {"show.terminal", "tui", "cli"},
    "textual": {"tui"},
    "typer": {"cli"},
    "highspy": {"coherence"},
    "icalendar": {"show.data"},
    "pypdf": {"documents"},
    "openpyxl": {"exchange"},
    "docx": {"documents", "show.data"},
    "lxml": {"documents"},
    "trafilatura": {"documents"},
    "ibis": {"panel"},
    "numpy": {"panel", "scoring.columns"},
    "pyarrow": {"exchange", "panel", "notebook"},
    "pandas": {"notebook"},
    "polars": {"notebook"},
    "pyspark": {"panel"},
}
# Loaded only when a command needs them: never at the top of a file.
LATE = {
    "rich",
    "textual",
    "filelock",
    "highspy",
    "icalendar",
    "pypdf",
    "docx",
    "lxml",
    "trafilatura",
    "openpyxl",
    "pyspark",
    "pandas",
    "polars",
}

# Files that are themselves loaded only when they are needed, in a process of their own: they may import at the top.
READERS = {"documents.pdf", "documents.word", "documents.html"}

# What is made of textual's own classes: loaded once a review has a terminal for pages, by these files alone.
PAGES = {
    "tui.running": {("cli.review", True)},
    "tui.app": {("tui.running", False)},
    "tui.dialogs": {("tui.app", False)},
}

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
USUAL_FUNCTION = 28
TYPICAL_FUNCTION = 6


class Import(NamedTuple):
    """One imported module, by whom, where, and whether at the top of the file."""

    module: str
    imported: str
    names: tuple[str, ...]
    line: int
    is_late: bool


def module_of(path: Path) -> str:
    parts = path.relative_to(SRC / PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> dict[str, tuple[Path, ast.Module]]:
    """Every module of the package, by its name without `outlook.`."""
    return {
        module_of(path): (path, ast.parse(path.read_text("utf-8"))) for path in sorted((SRC / PACKAGE).rglob("*.py"))
    }


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for module, (_, tree) in sources().items() for found in imports_of(module, tree))


def imports_of(module: str, tree: ast.Module) -> Iterator[Import]:
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        late = id(node) not in top
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, (), node.lineno, late)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are written in full"
            names = {alias.name for alias in node.names}
            modules = {name for name in names if as_ours(f"{node.module}.{name}") in sources()}
            for name in modules:
                yield Import(module, f"{node.module}.{name}", (), node.lineno, late)
            if names - modules:
                yield Import(module, str(node.module), tuple(sorted(names - modules)), node.lineno, late)


@cache
def as_ours(imported: str) -> str | None:
    """The name without `outlook.`, or None for somebody else's module."""
    if imported == PACKAGE:
        return ""
    return imported.removeprefix(f"{PACKAGE}.") if imported.startswith(f"{PACKAGE}.") else None


@cache
def room_of(module: str) -> str:
    known = [room for room in (*ROOMS, EVERYTHING) if module == room or module.startswith(f"{room}.")]
    return known[0] if known else module


def test_every_module_stands_in_a_room_of_the_table() -> None:
    strangers = {module for module in sources() if room_of(module) not in {*ROOMS, EVERYTHING, DOOR, *DOORPLATES}}
    assert strangers == set(), "say in ROOMS and in docs/architecture.md what they may import"


def test_the_table_reads_from_the_ground_up() -> None:
    above = list(ROOMS)
    for room, allowed in ROOMS.items():
        assert allowed <= set(above[: above.index(room)]), f"{room} may import only what stands before it"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    wrong = [
        f"{one.module}:{one.line} imports {one.imported}"
        for one in imports()
        if room_of(one.module) == room
        and (ours := as_ours(one.imported)) is not None
        and room_of(ours) not in {room, *ROOMS[room]}
    ]
    assert wrong == []


def test_nobody_imports_the_hand_but_the_door() -> None:
    wrong = [
        f"{one.module}:{one.line} imports {one.imported}"
        for one in imports()
        if (ours := as_ours(one.imported)) is not None
        and room_of(ours) in {EVERYTHING, DOOR}
        and room_of(one.module) not in {EVERYTHING, DOOR}
    ]
    assert wrong == []


def test_who_shows_a_result_imports_only_its_types() -> None:
    wrong = [
        f"{one.module}:{one.line} imports {name} of {one.imported}"
        for one in imports()
        for name in one.names
        if (as_ours(one.imported) or "") in TYPES_ONLY.get(room_of(one.module), set()) and not name[:1].isupper()
    ]
    assert wrong == []


@pytest.mark.parametrize("library", WALLS)
def test_a_library_stays_behind_its_wall(library: str) -> None:
    wrong = [
        f"{one.module}:{one.line}"
        for one in imports()
        if one.imported.partition(".")[0] == library and room_of(one.module) not in WALLS[library]
    ]
    assert wrong == []


def test_every_library_has_a_wall() -> None:
    known = {PACKAGE, *WALLS, *sys.stdlib_module_names}
    strangers = {one.imported.partition(".")[0] for one in imports()} - known
    assert strangers == set(), (
        "typer carries its own click; numpy and scipy are not needed; say in WALLS who may know others"
    )


@pytest.mark.parametrize("library", sorted(LATE))
def test_what_is_slow_to_load_is_imported_where_it_is_used(library: str) -> None:
    wrong = [
        f"{one.module}:{one.line}"
        for one in imports()
        if one.imported.partition(".")[0] == library and not one.is_late and one.module not in {*READERS, *PAGES}
    ]
    assert wrong == []


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_reader_of_foreign_documents_is_loaded_by_one_file_and_late(reader: str) -> None:
    found = {(one.module, one.is_late) for one in imports() if as_ours(one.imported) == reader}
    assert found == {("documents.formats", True)}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_of_a_review_are_loaded_when_they_are_shown(page: str) -> None:
    found = {(one.module, one.is_late) for one in imports() if as_ours(one.imported) == page}
    assert found == PAGES[page]


def test_imports_run_in_no_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in sources()}
    for one in imports():
        ours = as_ours(one.imported)
        if ours is not None and ours != one.module:
            graph[one.module].add(ours)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


# ── lengths ──


class Function(NamedTuple):
    """A function and how many lines its body has, without its docstring."""

    place: str
    lines: int


@cache
def functions() -> tuple[Function, ...]:
    return tuple(
        Function(f"{path.relative_to(SRC)}:{node.lineno} {node.name}", body_lines(node))
        for path, tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {str(path.relative_to(SRC)): len(path.read_text("utf-8").splitlines()) for path, _ in sources().values()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert [function for function in functions() if function.lines > LONGEST_FUNCTION] == []


def test_nearly_all_functions_fit_in_a_glance() -> None:
    found = sorted(function.lines for function in functions())
    assert median(found) <= TYPICAL_FUNCTION
    assert found[int(0.95 * len(found))] <= USUAL_FUNCTION


LONGEST_COMMAND = 15


def commands() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions that a file of `cli` registers as commands."""
    for module, (_, tree) in sources().items():
        if room_of(module) != EVERYTHING:
            continue
        found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(found["register"]) if "register" in found else ():
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Name):
                yield module, found[node.args[0].id]


def test_a_command_is_parse_answer_and_show_in_fifteen_lines() -> None:
    lengths = {f"{module}.{function.name}": body_lines(function) for module, function in commands()}
    assert len(lengths) == 30, "every command is looked at"
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_COMMAND} == {}


# ── the tests of this file can fail ──


def test_the_reader_sees_every_way_to_import() -> None:
    tree = ast.parse(
        "import rich.table\nfrom outlook import moments, __version__\nfrom outlook.belief.timeline import Situation\n"
        "def f():\n    from outlook.cli import session\n    import typer\n"
    )
    found = {(one.imported, one.names, one.is_late) for one in imports_of("show.describe", tree)}
    assert found == {
        ("rich.table", (), False),
        ("outlook.moments", (), False),
        ("outlook", ("__version__",), False),
        ("outlook.belief.timeline", ("Situation",), False),
        ("outlook.cli.session", (), True),
        ("typer", (), True),
    }


def test_the_ruler_measures_bodies_without_their_docstrings() -> None:
    tree = ast.parse(
        'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n\ndef g():\n    """Nothing."""\n'
    )
    measured = [body_lines(node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert measured == [2, 0]
