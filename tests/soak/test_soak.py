"""No answer is another one without the index: a few games here, thousands of steps by `make soak`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from thorough import share

from .play import GAME, STEPS, Table, moves_of, parsed, play, shortest
from .programs import Forked, call, knows_no_index
from .world import Place, World

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

FIRST, GAMES = int(os.environ.get("SOAK_SEED", "0")), int(os.environ.get("SOAK_GAMES", str(share(5))))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + GAMES))
def test_every_answer_is_the_one_without_the_index(table: Table, seed: int) -> None:
    found = play(table, seed, moves_of(seed))
    assert found is None, str(shortest(table, found))


def test_the_index_is_where_the_game_damages_it(table: Table, tmp_path: Path) -> None:
    """Or what is done to it there would prove nothing; nor would answers of a program that never made one."""
    if not knows_no_index():
        pytest.skip("the program has no index yet")
    world = World(tmp_path, table.with_index, table.without)
    asked = call(world, ("status",), Place(tmp_path / "ours"), "x")
    for _ in range(2):
        table.with_index([asked])
    assert world.index() != []
    for path in world.index():
        path.unlink()
    table.without([asked])
    assert world.index() == []


def test_the_same_seed_takes_the_same_steps_and_all_of_them_are_taken() -> None:
    assert moves_of(7) == moves_of(7) != moves_of(8)
    assert parsed(" ".join(map(str, moves_of(7)))) == moves_of(7)
    assert len(moves_of(7)) == GAME
    taken = {move.name for seed in range(50) for move in moves_of(seed)}
    assert taken == set(STEPS), "2,000 steps take each of them"


def test_a_step_does_the_same_again(tmp_path: Path) -> None:
    """What a difference names can be repeated: the files are the same after the same steps."""
    states = []
    for name in ("one", "two"):
        root = tmp_path / name / "world"
        (root / "home" / "cache").mkdir(parents=True)
        world = World(root, Forked(), Forked())
        said = [STEPS[move.name][0](world, move.rng()).replace(str(root), "") for move in moves_of(4, 25)]
        said = [text for text in said if "index file" not in text]  # these have other names each time
        books = [path for path in sorted(root.rglob("*")) if path.is_file() and "home" not in path.parts]
        states.append((said, {str(path.relative_to(root)): path.read_bytes() for path in books}))
    assert states[0] == states[1]
