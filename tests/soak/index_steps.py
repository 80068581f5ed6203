"""Steps on the index itself, on the folder it is kept in, on the clock, and on who runs the program."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from .record_steps import NOTHING
from .world import copied, remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from .world import World

NOBODY = 65_534
FLIPPED = 8
FOLDERS = ("usual", "usual", "usual", "another", "missing", "relative", "file", "closed", "link", "none")


def damage(world: World, rng: Random) -> str:
    """Bytes of one file of the index change, or of all, or are lost, or there are more of them."""
    ways: dict[str, Callable[[bytes], bytes]] = {
        "flipped": lambda raw: _flip(raw, rng),
        "a byte flipped": lambda raw: _flip(raw, rng, 1),
        "cut": lambda raw: raw[: rng.randrange(len(raw))] if raw else raw,
        "empty": lambda _raw: b"",
        "grown": lambda raw: raw + raw[-rng.randrange(1, 200) :],
        "zeros": lambda raw: bytes(len(raw)),
        "half zeros": lambda raw: raw[: len(raw) // 2] + bytes(len(raw) - len(raw) // 2),
        "text": lambda _raw: b"nothing of ours\n" * 20,
        "other digits": lambda raw: _digits(raw, rng),
        "another digit": lambda raw: _digits(raw, rng, 1),
    }
    how = rng.choice([*ways, *["another digit"] * 3])
    return _changed(world, rng, how, ways[how])


def _changed(world: World, rng: Random, how: str, change: Callable[[bytes], bytes]) -> str:
    found = _some(world, rng)[: rng.choice((1, None))]
    for path in found:
        times = path.stat()
        path.write_bytes(change(path.read_bytes()))
        if rng.random() < 0.5:
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return f"index files {', '.join(path.name for path in found)}: {how}" if found else NOTHING


def _digits(raw: bytes, rng: Random, most: int = 40) -> bytes:
    """A number in the index is another, as a bad disk would have it, and what reads it would not stumble."""
    places = [at for at, byte in enumerate(raw) if 0x30 <= byte <= 0x39]
    changed = bytearray(raw)
    for at in rng.sample(places, min(len(places), most)):
        changed[at] = rng.choice(b"0123456789")
    return bytes(changed)


def _some(world: World, rng: Random) -> list[Path]:
    found = [path for path in world.index() if path.is_file()]
    rng.shuffle(found)
    return found


def _flip(raw: bytes, rng: Random, most: int = FLIPPED) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randrange(1, most + 1) if raw else 0):
        changed[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def replace_index(world: World, rng: Random) -> str:
    """In the place of a file of the index there is a folder, a pipe, a link, or another file of it."""
    found = _some(world, rng)
    for path in found:
        others = [other for other in found if other != path]
        how = rng.choice(("folder", "pipe", "link", "loop", "dangling", "other", "swapped", "closed", "foreign"))
        if how in {"other", "swapped"} and not others:
            return NOTHING
        _put_there(world, rng, path, how, others)
        return f"index file {path.name}: {how}"
    return NOTHING


def _put_there(world: World, rng: Random, path: Path, how: str, others: list[Path]) -> None:
    if how == "closed":
        path.chmod(0)
    elif how == "foreign":
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    elif how == "swapped":
        other, kept = rng.choice(others), path.read_bytes()
        path.write_bytes(other.read_bytes())
        other.write_bytes(kept)
    elif how == "other":
        shutil.copy2(rng.choice(others), path)
    else:
        _odd(world, path, how)


def _odd(world: World, path: Path, how: str) -> None:
    target = world.root / "home" / f"away-{path.name}"
    if how == "link":
        shutil.copy2(path, target)
    remove(path)
    if how == "folder":
        path.mkdir()
    elif how == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"link": target, "loop": path, "dangling": target.with_name("nowhere")}[how])


def delete_index(world: World, rng: Random) -> str:
    """One file of it, all of it, or the whole cache folder."""
    top = world.root / "home" / "cache"
    found = [top, top / "outlook", *world.index()]
    path = rng.choice(found)
    remove(path)
    return f"{path.relative_to(top.parent)} deleted"


def index_of_before(world: World, rng: Random) -> str:
    """The index as it was some steps ago, as a backup brings it back; or it is kept for that."""
    top, kept = world.root / "home" / "cache" / "outlook", world.root / "home" / "kept"
    if kept.exists() and rng.random() < 0.6:
        remove(top)
        top.parent.mkdir(exist_ok=True)
        copied(kept, top)
        return "an older index brought back"
    if not top.is_dir():
        return NOTHING
    remove(kept)
    for path in top.rglob("*"):
        if path.is_fifo():
            return NOTHING
    copied(top, kept)
    return "the index kept for later"


def cache_folder(world: World, rng: Random) -> str:
    """The folder that the environment names is another, or none, or one in which nothing can be written."""
    home, how = world.root / "home", rng.choice(FOLDERS)
    named = {
        "another": str(home / "cache-2"),
        "missing": str(home / "no" / "such" / "folder"),
        "relative": "cache",
        "file": str(home / "cache-file"),
        "closed": str(home / "cache-closed"),
        "link": str(home / "cache-link"),
        "none": "",
    }
    (home / "cache-file").write_bytes(b"")
    (home / "cache").mkdir(exist_ok=True)
    if how == "closed":
        (home / "cache-closed").mkdir(exist_ok=True)
        (home / "cache-closed").chmod(0o500)
    if how == "link" and not (home / "cache-link").is_symlink():
        (home / "cache-link").symlink_to("cache")
    world.cache = named.get(how, str(home / "cache"))
    return f"the cache folder: {how}"


def read_only(world: World, _rng: Random) -> str:
    """The index cannot be written from here on, or it can again."""
    top = world.root / "home" / "cache"
    folders = [path for path in (top, *top.rglob("*")) if path.is_dir() and not path.is_symlink()]
    closes = bool(folders) and bool(folders[0].stat().st_mode & 0o200)
    for path in folders:
        path.chmod(0o555 if closes else 0o755)
    return "the index is read-only" if closes else "the index can be written"


def another_user(world: World, _rng: Random) -> str:
    """Somebody else, who may read the book, and finds our index or leaves theirs."""
    if os.geteuid() != 0:
        return NOTHING
    world.user = None if world.user else NOBODY
    return f"from now on user {world.user or 0} runs it"


def clock(world: World, rng: Random) -> str:
    """To a moment at which something changes, or a little on, or back."""
    if rng.random() < 0.7:
        world.now = world.moment(rng)
    else:
        world.now += timedelta(milliseconds=rng.choice((-86_400_000, -3_600_000, -1, 1, 1_000, 3_600_000, 86_400_000)))
    return f"it is {world.now:%F %T.%f}"


WEIGHTS = {
    damage: 12, replace_index: 5, delete_index: 3, index_of_before: 5, cache_folder: 3, read_only: 1,
    another_user: 1, clock: 16,
}  # fmt: skip
STEPS = {step.__name__: (step, weight) for step, weight in WEIGHTS.items()}
