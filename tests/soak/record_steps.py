"""Steps of a person, or of git, on the records, documents and folders of a book."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .putting import other_digit, other_value, put, set_times
from .world import BOOKS, CASES, RECORDS, copied, is_plain, listed, remove, write_book

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from .world import World

NOTHING = "nothing to do it to"
BROKEN = (
    b"prior: [\n",
    b"prior: much\n",
    b"colour: red\n",
    b"title: A\ntitle: B\n",
    b"\xff\xfe",
    b"closes_at: 2020-01-01\n",
)


def edit(world: World, rng: Random) -> str:
    """Another number of the same size."""
    for path in world.records(rng)[:1]:
        return put(path, other_value(path.read_bytes(), rng), rng)
    return NOTHING


def edit_anything(world: World, rng: Random) -> str:
    """Another digit anywhere: a record may become wrong by it."""
    for path in world.records(rng)[:1]:
        return put(path, other_digit(path.read_bytes(), rng), rng)
    return NOTHING


def edit_case(world: World, rng: Random) -> str:
    """What the pages take from the case itself."""
    for case in world.cases(rng):
        if is_plain(path := case / "case.yaml"):
            content = path.read_bytes()
            changes = (
                content.replace(b"title: The", b"title: An"),
                content + b"weighing: {correlation: 0.9}\n",
                content.replace(b"text: T", b"text: The t"),
                content.replace(b"hedge: may", b"hedge: could"),
            )
            return put(path, rng.choice(changes), rng)
    return NOTHING


def edit_document(world: World, rng: Random) -> str:
    for case in world.cases(rng):
        if is_plain(path := case / "report.txt"):
            return put(path, path.read_bytes().replace(b"may", rng.choice((b"can", b"may well"))), rng)
    return NOTHING


def grow(world: World, rng: Random) -> str:
    for path in world.records(rng)[:1]:
        more = rng.choice((b"# A remark.\n", b"note: A note.\n", b"base_rate: Once a year.\n"))
        return put(path, path.read_bytes() + more, rng)
    return NOTHING


def touch(world: World, rng: Random) -> str:
    """Only times change."""
    for path in [*world.records(rng)[:1], *world.ledgers(rng)[:1]]:
        how = rng.choice(("older", "newer"))
        set_times(path, path.stat(), how)
        return f"{path.parent.name}/{path.name} is {how}"
    return NOTHING


def break_record(world: World, rng: Random) -> str:
    for path in world.records(rng)[:1]:
        wrong = rng.choice(BROKEN)
        return f"{put(path, path.read_bytes() + wrong, rng)} with {wrong!r}"
    return NOTHING


def repair_record(world: World, rng: Random) -> str:
    """Some records as they were at the beginning, whatever there is in their place."""
    book, fresh = world.a_book(rng), world.root / "fresh" / "forecasts"
    write_book(fresh, BOOKS.index(book.parent.name))
    names = [name for name in (*RECORDS, *(f"{case}/case" for case in CASES)) if (book / name).parent.is_dir()]
    changed = [name for name in names if _differs(book / f"{name}.yaml", fresh / f"{name}.yaml")]
    return "; ".join(_repaired(book, fresh, name, rng) for name in rng.sample(changed, min(len(changed), 3))) or NOTHING


def _differs(path: Path, other: Path) -> bool:
    return not is_plain(path) or path.read_bytes() != other.read_bytes()


def _repaired(book: Path, fresh: Path, name: str, rng: Random) -> str:
    path, text = book / f"{name}.yaml", (fresh / f"{name}.yaml").read_bytes()
    if is_plain(path):
        return put(path, text, rng)
    remove(path)
    path.write_bytes(text)
    return f"{name} is there again"


def delete_record(world: World, rng: Random) -> str:
    for path in world.records(rng)[:1]:
        path.unlink()
        return f"{path.parent.name}/{path.name} deleted"
    return NOTHING


def rename_record(world: World, rng: Random) -> str:
    """To another id, another suffix, or a name that is no id."""
    for path in world.records(rng)[:1]:
        name = rng.choice((f"{path.stem}-b.yaml", f"{path.stem}.yml", f"{path.stem.upper()}.yaml", f"{path.name}.bak"))
        path.rename(path.with_name(name))
        return f"{path.parent.name}/{path.name} renamed to {name}"
    return NOTHING


def move_record(world: World, rng: Random) -> str:
    """Into another case or out of all: inode, size and times stay as they were."""
    for path in world.records(rng)[:1]:
        targets = [folder for folder in (*listed(path.parents[1]), path.parents[1]) if folder.is_dir()]
        target = rng.choice(targets) / path.name
        if target.is_dir() and not target.is_symlink():
            return NOTHING
        path.rename(target)
        return f"{path.parent.name}/{path.name} moved to {target.parent.name}"
    return NOTHING


def swap_records(world: World, rng: Random) -> str:
    """Each has the name of the other, and keeps its inode and times."""
    found = world.records(rng)[:2]
    if len(found) < 2:
        return NOTHING
    one, other = found
    between = one.with_name(".between")
    one.rename(between)
    other.rename(one)
    between.rename(other)
    return f"{one.name} and {other.name} swapped"


def copy_record(world: World, rng: Random) -> str:
    """A copy with all times, a second name of one file, or a link."""
    for path in world.records(rng)[:1]:
        target = path.with_name(f"{path.stem}-c.yaml")
        how = rng.choice(("copied", "hard link", "link"))
        remove(target)
        if how == "copied":
            copied(path, target)
        else:
            target.hardlink_to(path) if how == "hard link" else target.symlink_to(path.name)
        return f"{path.parent.name}/{path.name}: {how} {target.name}"
    return NOTHING


def odd_thing(world: World, rng: Random) -> str:
    """Something that is no record, under the name of one, or a folder that is no case."""
    for case in world.cases(rng):
        path = case / "odd.yaml"
        remove(path)
        kind = rng.choice(("folder", "pipe", "empty", "gone"))
        if kind == "folder":
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "empty":
            path.write_bytes(b"")
        return f"{case.name}/odd.yaml: {kind}"
    return NOTHING


# ── cases and books ──


def stash(world: World, rng: Random) -> str:
    """A copy with all times, to be brought back later."""
    for case in world.cases(rng):
        inside = [path for path in listed(case) if is_plain(path)]
        chosen = rng.choice([case, case.parent, *inside, *inside])
        kept = world.root / "stash" / str(len(world.stashed))
        kept.parent.mkdir(exist_ok=True)
        copied(chosen, kept)
        world.stashed.append((chosen, kept))
        return f"{chosen.parent.name}/{chosen.name} stashed"
    return NOTHING


def restore(world: World, rng: Random) -> str:
    """What was stashed, with its times: into what is there, or in the place of it."""
    if not world.stashed:
        return NOTHING
    chosen, kept = rng.choice(world.stashed)
    if not chosen.parent.is_dir():
        return NOTHING
    fresh = rng.random() < 0.6
    if fresh or chosen.is_dir() != kept.is_dir() or chosen.is_symlink():
        remove(chosen)
    copied(kept, chosen)
    return f"{chosen.parent.name}/{chosen.name} restored{' anew' if fresh else ''}"


def delete_case(world: World, rng: Random) -> str:
    for case in world.cases(rng)[:1]:
        remove(case)
        return f"{case.name} deleted"
    return NOTHING


def rename_case(world: World, rng: Random) -> str:
    """Another name, the name of another case, or away and back."""
    for case in world.cases(rng)[:1]:
        target = case.with_name(rng.choice((*CASES, f"{case.name}-b", "Odd Name")))
        if target == case:
            return NOTHING
        if target.is_dir():
            between = case.with_name(".between")
            target.rename(between)
            case.rename(target)
            between.rename(case)
            return f"{case.name} and {target.name} swapped"
        case.rename(target)
        return f"{case.name} renamed to {target.name}"
    return NOTHING


def link_case(world: World, rng: Random) -> str:
    """The case is elsewhere, and a link is in its place, or it comes back."""
    for case in [path for path in listed(world.a_book(rng)) if path.is_dir()][:1]:
        away = world.root / "elsewhere" / case.name
        if case.is_symlink():
            case.unlink()
            if away.is_dir():
                away.rename(case)
            return f"{case.name} is itself again"
        if away.exists():
            return NOTHING
        away.parent.mkdir(exist_ok=True)
        case.rename(away)
        case.symlink_to(away)
        return f"{case.name} is a link"
    return NOTHING


def swap_books(world: World, _rng: Random) -> str:
    one, other, between = world.root / BOOKS[0], world.root / BOOKS[1], world.root / "between"
    one.rename(between)
    other.rename(one)
    between.rename(other)
    return "the two books swapped"


def copy_book(world: World, rng: Random) -> str:
    """One book in the place of the other, with its times and names: only the path tells them apart."""
    source, target = (world.book(name) for name in rng.sample(BOOKS, 2))
    if not source.is_dir():
        return NOTHING
    remove(target)
    copied(source, target)
    return f"{source.parent.name} copied over {target.parent.name}"


def delete_book(world: World, rng: Random) -> str:
    book = world.a_book(rng)
    remove(book)
    return f"the book {book.parent.name} deleted"


def book_anew(world: World, rng: Random) -> str:
    """Every record as it was at the beginning, and no ledger: the same names, and often the same sizes."""
    book = world.a_book(rng)
    if rng.random() < 0.7:
        remove(book)
    for path in listed(book):
        if not path.is_dir() or path.is_symlink():
            remove(path)
    for path in [path for case in listed(book) for path in listed(case) if not is_plain(path)]:
        remove(path)
    write_book(book, rng.randrange(2))
    return f"the book {book.parent.name} begun anew"


WEIGHTS = {
    edit: 14, edit_anything: 4, edit_case: 5, edit_document: 2, grow: 2, touch: 2, break_record: 3, repair_record: 5,
    delete_record: 2, rename_record: 4, move_record: 2, swap_records: 3, copy_record: 2, odd_thing: 1,
    stash: 4, restore: 5, delete_case: 1, rename_case: 3, link_case: 1, swap_books: 2, copy_book: 2, delete_book: 1,
    book_anew: 3,
}  # fmt: skip
STEPS = {step.__name__: (step, weight) for step, weight in WEIGHTS.items()}
