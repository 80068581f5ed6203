"""A game: random steps, and after them the same questions with the index and without it; what differs is cut down."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from . import index_steps, ledger_steps, program_steps, record_steps
from .asking import drawn, read_by
from .door import TICK
from .programs import NOT_STARTED
from .world import Step, World, names_below

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from faults.program import Ended

    from .asking import Asked
    from .programs import Call, Program

STEPS: dict[str, tuple[Step, int]] = {
    **record_steps.STEPS,
    **ledger_steps.STEPS,
    **index_steps.STEPS,
    **program_steps.STEPS,
}
GAME = 40  # steps in one world; after more of them little of the book is left
REPLAYS = 120  # for finding the shortest list
SHOWN = 40
CHECKED = 0.6
TWICE = 0.3  # of the questions are asked once more, when all is warm
# Lines that say what time it is, for programs whose clock is not ours.
TIME_LINE = re.compile(r'known by [^\n]*|"at": "[^"]*"|clock, which says [^:]*:')


class Move(NamedTuple):
    """A step and the seed of all that it draws, what is asked afterwards included."""

    name: str
    seed: int

    def __str__(self) -> str:
        return f"{self.name}:{self.seed}"

    def rng(self) -> Random:
        """What the step draws from."""
        return Random(self.seed)  # noqa: S311 - the same seed takes the same step


@dataclass(frozen=True)
class Table:
    """The two programs, and how a game is played with them."""

    with_index: Program
    without: Program
    questions: int = 2
    checked: float = CHECKED  # the share of steps after which questions are asked; the others make bursts
    has_our_clock: bool = True
    tick: int = TICK  # seconds; in every other game the times of files are no finer
    scratch: Path | None = None


@dataclass
class Difference:
    """The first answer that was another one without the index."""

    seed: int
    moves: list[Move]
    said: list[str]
    words: str
    lines: list[str] = field(default_factory=list)
    checked: float = CHECKED

    def __str__(self) -> str:
        steps = [
            f"  {number}. {move}  {said}"
            for number, (move, said) in enumerate(zip(self.moves, self.said, strict=True), 1)
        ]
        head = f"seed {self.seed}: {self.words}, after {len(steps)} steps:"
        return "\n".join([head, *steps, *self.lines[:SHOWN], "to repeat it:", f"  {self.script}"])

    @property
    def script(self) -> str:
        """The command line that plays these steps again."""
        moves = shlex.quote(" ".join(map(str, self.moves)))
        return f"PYTHONPATH=tests .venv/bin/python -m soak --seed {self.seed} --checked {self.checked} --moves {moves}"


def moves_of(seed: int, count: int = GAME) -> list[Move]:
    """The steps of a seed."""
    rng = Random(seed)  # noqa: S311 - the same seed plays the same game
    names, weights = list(STEPS), [weight for _, weight in STEPS.values()]
    return [Move(name, rng.randrange(10**6)) for name in rng.choices(names, weights, k=count)]


def parsed(text: str) -> list[Move]:
    """Steps as `Difference.script` names them."""
    return [Move(name, int(seed)) for name, _, seed in (one.partition(":") for one in text.split())]


def play(table: Table, seed: int, moves: Sequence[Move]) -> Difference | None:
    """Take the steps in a new world; the first difference, if there is one."""
    with TemporaryDirectory(dir=table.scratch) as folder:
        root = Path(folder).resolve()
        root.chmod(0o755)  # somebody else may read it, too
        (root / "home" / "cache").mkdir(parents=True)
        world = World(root, table.with_index, table.without, tick=table.tick if seed % 2 else 0)
        found = _played(table, world, seed, moves)
    return None if found is None else replace(found, checked=table.checked)


def _played(table: Table, world: World, seed: int, moves: Sequence[Move]) -> Difference | None:
    said: list[str] = []
    for number, move in enumerate(moves, 1):
        rng = Random(f"asked {move.seed}")  # noqa: S311 - as above
        asked = drawn(world, rng, table.questions) if rng.random() < table.checked or number == len(moves) else []
        world.suspects.clear()
        try:
            _answers(table, world, [read_by(world, one, rng) for one in asked])  # what the step is to change is kept
            said.append(_taken(world, move))
            found = _ask(table, world, rng, [*world.suspects, *asked])
        except program_steps.Misbehaved as error:
            return Difference(
                seed,
                list(moves[:number]),
                [*said, "it misbehaved"][:number],
                "a command misbehaved",
                str(error).splitlines(),
            )
        if found is not None:
            return Difference(seed, list(moves[:number]), said, *found)
    return None


def _taken(world: World, move: Move) -> str:
    try:
        return STEPS[move.name][0](world, move.rng()).replace(str(world.root), "…")
    except OSError as error:
        # What earlier steps have left does not allow it, as where a link is in the place of a folder.
        return f"it could not be done: {error}".replace(str(world.root), "…")


def _ask(table: Table, world: World, rng: Random, asked: Sequence[Asked]) -> tuple[str, list[str]] | None:
    """Ask the same of both; the command that was answered in two ways, and how."""
    calls = [read_by(world, one, rng) for one in asked]
    calls += [one for one in calls if rng.random() < TWICE]
    for one, found, right in zip(calls, _answers(table, world, calls), table.without(calls), strict=True):
        # Two commands that hang, or die of the same, differ in nothing: what is wrong with both is said as well.
        if lines := _differing(table, found, right) or found.complaints * (found.code != NOT_STARTED):
            return f"{one} has another answer without the index".replace(str(world.root), "…"), lines
    return None


def _answers(table: Table, world: World, calls: Sequence[Call]) -> list[Ended]:
    """What is answered with the index; by reading nothing may change but what the person's own folders hold."""
    if not calls:
        return []
    before = names_below(world.root)
    answers = table.with_index(calls)
    if (after := names_below(world.root)) != before:
        changed = ", ".join(sorted({*after} ^ {*before}))
        raise program_steps.Misbehaved(f"a command that only reads has left or removed {changed}")
    return answers


def _differing(table: Table, found: Ended, right: Ended) -> list[str]:
    """Lines that show what differs; empty if nothing does."""
    if not table.has_our_clock:
        found, right = _without_time(found), _without_time(right)
    if found[1:] == right[1:]:
        return []
    return [
        *([f"exit code {right.code}, with the index {found.code}"] if right.code != found.code else []),
        *_diff(right.out, found.out, "standard output"),
        *_diff(right.err, found.err, "standard error"),
    ]


def _without_time(ended: Ended) -> Ended:
    return ended._replace(out=TIME_LINE.sub("…", ended.out), err=TIME_LINE.sub("…", ended.err))


def _diff(right: str, found: str, what: str) -> list[str]:
    lines = unified_diff(
        right.splitlines(), found.splitlines(), f"{what}, without the index", f"{what}, with it", lineterm="", n=1
    )
    return list(lines) or ([f"{what} differs in its ends of lines: {right!r}, {found!r}"] if right != found else [])


# ── the shortest list of steps ──


def shortest(table: Table, found: Difference) -> Difference:
    """As few of the steps as still end in a difference: some are dropped, then fewer, in the end each by itself."""
    size, left = max(len(found.moves) // 2, 1), REPLAYS
    while left > 0:
        at, dropped = 0, False
        while at < len(found.moves) and left > 0:
            fewer = [*found.moves[:at], *found.moves[at + size :]]
            left -= 1
            if (again := play(table, found.seed, fewer)) is not None:
                found, dropped = again, True
            else:
                at += size
        if size == 1 and not dropped:
            break
        size = max(size // 2, 1)
    return found


def soak(table: Table, first: int, steps: int, said: Callable[[str], object] = print) -> Difference | None:
    """Games until so many steps are taken; the first difference, cut down."""
    for seed in range(first, first + -(-steps // GAME)):
        found = play(table, seed, moves_of(seed))
        if found is not None:
            said(f"seed {seed} differs after {len(found.moves)} steps; looking for the fewest")
            return shortest(table, found)
    return None
