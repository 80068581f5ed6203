"""Steps of the program itself: it writes, beside others, is killed, or is another version."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from unittest import mock

from faults.program import run_here

from . import index_steps, ledger_steps, record_steps
from .asking import drawn, forecast_in, read_by
from .door import Meddling
from .programs import NOT_STARTED, Forked, at_once, call
from .record_steps import NOTHING
from .world import PEOPLE, Place, Step, copied, is_plain, remove

if TYPE_CHECKING:
    from faults.program import Ended

    from .programs import Call, Program
    from .world import World

LONGEST = 120  # calls that deal with files in one command, with those for an index
# What happens in the midst of a command, and how often.
MEDDLERS: dict[Step, int] = {
    record_steps.edit: 6, record_steps.edit_case: 2, record_steps.swap_records: 1, record_steps.delete_record: 1,
    record_steps.rename_record: 1, record_steps.rename_case: 1, record_steps.book_anew: 1, ledger_steps.by_hand: 5,
    ledger_steps.ledger_edited: 4, ledger_steps.ledger_line_changed: 2, ledger_steps.ledger_cut: 1,
    ledger_steps.ledger_of_another: 1, ledger_steps.ledger_regrown: 1, index_steps.delete_index: 1, index_steps.damage: 1,
}  # fmt: skip


class Misbehaved(AssertionError):
    """A command showed its insides, hung or died."""


def written(world: World, rng: Random) -> Call:
    """A command that writes, mostly one that is not refused."""
    book = world.a_book(rng)
    place = Place(book.parent, ("--book", str(book)))
    forecast = forecast_in(book, rng)
    known = ("--known-at", f"{world.moment(rng):%FT%TZ}") if rng.random() < 0.3 else ()
    stated = ledger_steps.BELIEFS.get(forecast.rpartition("/")[2])
    belief = ",".join(f"{name}={value}" for name, value in stated.items()) if stated else f"{rng.randrange(1, 99)}%"
    outcome = str(ledger_steps.OUTCOMES.get(forecast.rpartition("/")[2], rng.choice(("yes", "no"))))
    words = rng.choices(
        [
            ("evidence", forecast, f"Report {rng.randrange(10**6)}", "--lr", rng.choice(("0.5", "2", "4")), *known),
            ("evidence", forecast, f"Seen {rng.randrange(10**6)}", "-i", rng.choice(("crossing", "talks:partial")), "--grade", "B2"),
            ("estimate", forecast, belief, "--why", "So.", "--sure", *known),
            ("estimate", forecast, rng.choice(("+5", "-5")), "--why", "On.", "--sure"),
            ("resolve", forecast, outcome, "--why", "It is.", "--sure", *known),
            ("retract", rng.choice([*_ids(book), "aaaa"]), "--why", "A slip."),
            ("new", f"front/more-{rng.randrange(5)}", "--question", "Will it?", "--criteria", "YES if so.",
             "--opens", "2024-12-01", "--closes", "2024-12-28", "--prior", "30%"),
            ("rename", forecast, rng.choice([f"named-{rng.randrange(3)}", forecast.rpartition("/")[2]])),
        ],
        (4, 3, 5, 2, 3, 2, 1, 1),
    )[0]  # fmt: skip
    return call(world, words, place, f"written {rng.randrange(10**9)}", rng.choice(PEOPLE))


def _ids(book: Path) -> list[str]:
    ledgers = [path for path in sorted(book.glob("*/ledger.jsonl")) if path.is_file()]
    return [name for path in ledgers for name in ledger_steps._ids(path.read_bytes())]


def by_us(world: World, rng: Random) -> str:
    """With the index, which learns what was written."""
    return _done(world.with_index, [written(world, rng)])


def by_us_often(world: World, rng: Random) -> str:
    return _done(world.with_index, [written(world, rng) for _ in range(3)])


def by_another_process(world: World, rng: Random) -> str:
    """Without the index, which must find it out."""
    return _done(world.without, [written(world, rng)])


def by_both(world: World, rng: Random) -> str:
    """The same is written with the index, and without it into a copy: what is said and what is there must be alike."""
    one = written(world, rng)
    book = Path(one.words[one.words.index("--book") + 1])
    other = world.root / "copy" / "forecasts"
    remove(other.parent)
    if not book.is_dir() or any(path.is_fifo() for path in book.rglob("*")):
        return NOTHING  # a pipe is not copied
    copied(book, other)
    there = one._replace(
        words=tuple(str(other) if word == str(book) else word for word in one.words), folder=other.parent
    )
    [right], [found] = world.without([there]), world.with_index([one])
    behaved([right, found])
    said = [
        f"{how.code} {how.out} {how.err}".replace(str(place), "BOOK") for how, place in ((right, other), (found, book))
    ]
    held = [
        {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if is_plain(path)}
        for place in (other, book)
    ]
    if said[0] != said[1] or held[0] != held[1]:
        raise Misbehaved(
            f"{one} writes something else without the index:\n{said[0]}\nwith it:\n{said[1]}\n{_unlike(*held)}"
        )
    return f"{one} ended with {found.code}, with and without the index"


def _unlike(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    names = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    return "\n".join(f"{name}: {one.get(name)!r}\n{other.get(name)!r}" for name in names)


def _done(program: Program, calls: list[Call]) -> str:
    ended = program(calls)
    behaved(ended)
    return "; ".join(f"{one} ended with {how.code}" for one, how in zip(calls, ended, strict=True))


def behaved(ended: list[Ended]) -> None:
    """Whatever a command reads, it ends, and with a sentence."""
    wrong = [text for one in ended if one.code != NOT_STARTED for text in one.complaints]
    if wrong:
        raise Misbehaved("\n".join(wrong))


def two_and_two(world: World, rng: Random) -> str:
    """Two writers and two readers at once, and sometimes somebody who changes files beside them."""
    rows: list[tuple[Program, list[Call]]] = [
        (rng.choice((world.with_index, world.without)), [written(world, rng), written(world, rng)]),
        (world.with_index, [written(world, rng)]),
        (world.with_index, [read_by(world, one, rng) for one in drawn(world, rng, 2)]),
        (world.with_index, [read_by(world, one, rng) for one in drawn(world, rng, 2)]),
    ]
    if rng.random() < 0.5:
        rows[3][1][0] = rows[3][1][0]._replace(meddling=_meddling(world, rng))
    ended = [one for many in at_once(rows) for one in many]
    behaved(ended)
    return f"two writers and two readers: {', '.join(str(one) for _, calls in rows for one in calls)}"


def _meddling(world: World, rng: Random) -> Meddling:
    [step] = rng.choices(list(MEDDLERS), list(MEDDLERS.values()))
    return Meddling(rng.randrange(1, LONGEST), partial(_quietly, step, world, rng.randrange(10**9)))


def _quietly(step: Step, world: World, seed: int) -> None:
    """A step in the midst of a command, whose folders may be gone by then."""
    with suppress(OSError):
        step(world, Random(seed))  # noqa: S311 - the same seed takes the same step


def meddled_reading(world: World, rng: Random) -> str:
    """Files change in the midst of a reading command; what it answers is either state, what it keeps is none of both."""
    world.suspects = drawn(world, rng, 1)
    return _meddled(world, rng, read_by(world, world.suspects[0], rng))


def meddled_writing(world: World, rng: Random) -> str:
    return _meddled(world, rng, written(world, rng))


def _meddled(world: World, rng: Random, one: Call) -> str:
    meddling = _meddling(world, rng)
    behaved(world.with_index([one._replace(meddling=meddling)]))
    return f"{meddling} of {one}"


def killed(world: World, rng: Random) -> str:
    """A command dies at some call: what it was writing is there in part."""
    if not isinstance(world.with_index, Forked):
        return NOTHING
    one = rng.choice((written, _reading))(world, rng)
    number = rng.randrange(1, LONGEST)
    world.with_index([one._replace(meddling=Meddling(number, partial(os._exit, 9)))])
    return f"killed before call {number}: {one}"


def _reading(world: World, rng: Random) -> Call:
    world.suspects = drawn(world, rng, 1)
    return read_by(world, world.suspects[0], rng)


def another_version(world: World, rng: Random) -> str:
    """Another version of the program reads the book, and leaves its own index."""
    if not isinstance(world.with_index, Forked) or world.with_index.run is not run_here:
        return NOTHING
    one = _reading(world, rng)
    other = replace(world.with_index, run=_as_another_version)
    behaved(other([one, one]))
    return f"by another version: {one}"


def _as_another_version(words: tuple[str, ...]) -> Ended:
    import outlook

    ours = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("outlook") and hasattr(module, "__version__")
    ]
    for module in ours:
        mock.patch.object(module, "__version__", f"{outlook.__version__}.9").start()
    return run_here(words)  # in a child that lives for it: nobody stops the patches


WEIGHTS = {
    by_us: 14, by_us_often: 3, by_another_process: 6, by_both: 4, two_and_two: 3, meddled_reading: 10, meddled_writing: 3, killed: 3,
    another_version: 2,
}  # fmt: skip
STEPS = {step.__name__: (step, weight) for step, weight in WEIGHTS.items()}
