"""The game finds out programs that lie, soon, and lets an honest one pass."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.program import Ended, run_here

from . import lies
from .play import GAME, Move, Table, moves_of, parsed, play, shortest
from .programs import Forked, Here, Started

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [
    pytest.mark.skipif(not os.environ.get("CI"), reason="they test the soak itself; continuous integration runs them"),
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

GAMES = 3
HOUR = 3600  # in a tick so long a game on a busy machine is over as well
# What finds out a lie that many steps are needed for, where all sorts of steps are taken.
STEPS_FOR = {
    "keeps by times and sizes": ("edit",),
    "keeps by inodes, times and sizes, not by the time of change": ("edit",),
    "trusts times as soon as they are there": ("edit",),
    "takes no notice of names": ("rename_record", "repair_record"),
    "never reads case.yaml again": ("edit_case", "repair_record"),
    "looks at the size of a ledger": ("ledger_edited",),
    "takes no notice of how the book is named": ("break_record", "copy_book", "touch"),
    "takes one book for the other": ("break_record", "copy_book", "touch"),
    "looks at the clock once an hour": ("clock",),
    "believes a damaged index": ("damage",),
    "looks at the files after it read them": ("meddled_reading",),
}


@pytest.fixture
def table_of(plain: tuple[str, ...]) -> Callable[[lies.Memory], Table]:
    """A program that may lie, and the honest one."""

    def table(lie: lies.Memory) -> Table:
        return Table(Here(Forked(run=replace(lie, prefix=plain))), Here(Forked(plain)), tick=HOUR)

    return table


def game(name: str, seed: int) -> list[Move]:
    """The steps of a seed; for some lies only of some sorts."""
    sorts = STEPS_FOR.get(name)
    if sorts is None:
        return moves_of(seed)
    return [Move(sorts[number % len(sorts)], GAME * seed + number) for number in range(GAME)]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_program_that_keeps_answers_by_all_they_depend_on_passes(
    table_of: Callable[[lies.Memory], Table], seed: int
) -> None:
    found = play(table_of(lies.HONEST), seed, moves_of(seed))
    assert found is None, str(found)


@pytest.mark.parametrize("name", lies.LIES)
def test_a_lie_is_found_out_within_three_games(table_of: Callable[[lies.Memory], Table], name: str) -> None:
    table = table_of(lies.LIES[name])
    assert any(play(table, seed, game(name, seed)) for seed in range(1, 1 + GAMES))


def test_a_difference_is_cut_down_to_the_steps_that_make_it(table_of: Callable[[lies.Memory], Table]) -> None:
    table = table_of(lies.LIES["keeps by the command line alone"])
    long = play(table, 0, moves_of(0))
    assert long is not None
    found = shortest(table, long)
    assert len(found.moves) == 1, str(found)
    again = play(table, found.seed, parsed(" ".join(map(str, found.moves))))
    assert again is not None
    assert (again.words, again.lines) == (found.words, found.lines)
    assert found.script in str(found)


def test_a_program_that_waits_for_a_pipe_in_the_place_of_its_index_is_found_out() -> None:
    table = Table(Forked(run=lies.hanging(), patience=2), Here())
    found = play(table, 0, parsed(PIPE))
    assert found is not None
    assert "it hung" in str(found)


def _with_a_note(words: tuple[str, ...]) -> Ended:
    return run_here((*words, "--note", "From the index") if words[0] == "evidence" else words)


def _with_a_crumb(words: tuple[str, ...]) -> Ended:
    Path(".crumb").touch()
    return run_here(words)


def test_a_program_that_writes_something_else_with_its_index_is_found_out() -> None:
    table = Table(Here(Forked(run=_with_a_note)), Here())
    found = play(table, 0, [Move("by_both", number) for number in range(GAME)])
    assert found is not None
    assert "From the index" in str(found)


def test_a_program_that_leaves_something_by_reading_is_found_out() -> None:
    found = play(Table(Here(Forked(run=_with_a_crumb)), Here()), 0, parsed("clock:1"))
    assert found is not None
    assert ".crumb" in str(found)


PIPE = "replace_index:1"
LIAR = """\
import hashlib, os, subprocess, sys
name = hashlib.sha256(repr(sys.argv[1:]).encode()).hexdigest()
kept = os.path.join(os.environ["XDG_CACHE_HOME"], name)
if not os.path.exists(kept):
    done = subprocess.run([sys.executable, {door!r}, *sys.argv[1:]], capture_output=True)
    open(kept, "wb").write(done.stdout)
sys.stdout.buffer.write(open(kept, "rb").read())
"""


def test_programs_may_be_given_as_commands(tmp_path: Path) -> None:
    """Each call is then a process of its own, which is told the time."""
    door = str(Path(__file__).with_name("door.py"))
    liar = tmp_path / "liar.py"
    liar.write_text(LIAR.format(door=door))
    honest = Started((sys.executable, door))
    moves = parsed("clock:1")
    assert play(Table(honest, honest, questions=1), 1, moves) is None
    assert play(Table(Started((sys.executable, str(liar))), honest, questions=1), 1, moves) is not None
