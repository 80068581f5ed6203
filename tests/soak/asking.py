"""What is asked after a step: a few of the commands that read, of many forms, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .programs import call
from .world import CASES, PEOPLE, RECORDS, Place, is_plain, listed

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from .programs import Call
    from .world import World

# {forecast}, {case}, {person} and {moment} are drawn; the last number is how often it is asked.
FORMS: tuple[tuple[str, int], ...] = (
    ("", 6),
    ("status", 8),
    ("status --json", 8),
    ("status --csv", 3),
    ("status --by {person}", 3),
    ("status --pool median", 1),
    ("status --late --json", 1),
    ("status {case}", 3),
    ("status {forecast} --json", 2),
    ("status --at {moment} --json", 4),
    ("show {forecast}", 5),
    ("show {forecast} --json", 5),
    ("show {forecast} --at {moment}", 2),
    ("due", 4),
    ("due --json", 2),
    ("due --within 40", 1),
    ("due --look", 1),
    ("due --at {moment}", 1),
    ("history", 4),
    ("history --json", 4),
    ("history {forecast}", 2),
    ("history --by {person} --csv", 1),
    ("history --at {moment}", 1),
    ("score", 3),
    ("score --json", 3),
    ("score --by forecaster", 1),
    ("check", 4),
    ("check --json", 3),
    ("explain {forecast}", 3),
    ("explain {forecast} --json", 2),
    ("calibration", 2),
    ("calibration --json", 1),
    ("coherence --json", 1),
    ("evidence {forecast} Said --lr 2 --dry-run", 2),
    ("estimate {forecast} 40% --why So --sure --dry-run", 1),
    ("estimate {forecast} +5 --why So --sure --dry-run", 1),
    ("resolve {forecast} yes --sure --dry-run", 1),
)


class Asked(NamedTuple):
    """A command line and where it is run."""

    words: tuple[str, ...]
    place: Place


FAVOURITES = 4
FAITHFUL = 0.8
MOST = ("status", "--json")  # shows the most of a book, so it is what most steps change


def drawn(world: World, rng: Random, count: int) -> list[Asked]:
    """So many command lines that read, most of them asked again and again in this world: what was kept is used."""
    if not world.favourites:
        most = Asked(MOST, Place(world.book().parent))
        world.favourites = [most, most, most, *(_one(world, rng) for _ in range(FAVOURITES))]
    return [_favourite(world, rng) if rng.random() < FAITHFUL else _one(world, rng) for _ in range(count)]


def _favourite(world: World, rng: Random) -> Asked:
    """Now and then in another place, or of a book that is named in another way."""
    words, place = rng.choice(world.favourites)
    return Asked(words, place if rng.random() < FAITHFUL else world.place(rng))


def _one(world: World, rng: Random) -> Asked:
    [form] = rng.choices([form for form, _ in FORMS], [often for _, often in FORMS])
    place = world.place(rng)
    drawn = {
        "{forecast}": lambda: forecast_in(world.a_book(rng), rng),
        "{case}": lambda: rng.choice(sorted(CASES)),
        "{person}": lambda: rng.choice(PEOPLE),
        "{moment}": lambda: world.moment(rng).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return Asked(tuple(drawn[word]() if word in drawn else word for word in form.split()), place)


def forecast_in(book: Path, rng: Random) -> str:
    """A forecast that has a record, or that had one at the beginning."""
    there = [
        f"{case.name}/{path.stem}"
        for case in listed(book)
        for path in listed(case)
        if path.suffix == ".yaml" and path.stem != "case" and is_plain(path)
    ]
    return rng.choice([*there, *there, *RECORDS])


def read_by(world: World, asked: Asked, rng: Random) -> Call:
    """The call of a command line in this world."""
    return call(world, asked.words, asked.place, f"asked {rng.randrange(10**9)}")
