"""`python -m soak [--steps N] [--seed FIRST] [--moves STEPS] [--checked SHARE] [--by-two] [--with COMMAND --without COMMAND]`.

Without commands, the program is forked where all is loaded. While it has no option that switches its index off, it is
compared with itself.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from faults import program

from .play import CHECKED, GAME, Difference, Table, parsed, play, soak
from .programs import NO_INDEX, Forked, Started, knows_no_index, run_by_two


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m soak")
    parser.add_argument("--steps", type=int, default=2000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first game (default: %(default)s)")
    parser.add_argument("--moves", help="the steps to take in one game, as a difference names them")
    parser.add_argument("--checked", type=float, default=CHECKED, help="the share of steps after which it is asked")
    parser.add_argument("--by-two", action="store_true", help="with its index, two processes read each book")
    parser.add_argument(
        "--with", dest="with_index", help="the program as a command; tests/soak/door.py gives it a clock"
    )
    parser.add_argument("--without", help="the same without its index")
    asked = parser.parse_args()
    if bool(asked.with_index) != bool(asked.without):
        parser.error("--with and --without are given together")
    with TemporaryDirectory() as folder:
        os.environ.update(XDG_STATE_HOME=f"{folder}/state", XDG_CACHE_HOME=f"{folder}/cache", OUTLOOK_BY="alice")
        table = _table(asked, Path(folder))
        if asked.moves is not None:
            return _report(play(table, asked.seed, parsed(asked.moves)), asked.moves.count(":"))
        return _report(soak(table, asked.seed, asked.steps, _say), -(-asked.steps // GAME) * GAME)


def _table(asked: argparse.Namespace, folder: Path) -> Table:
    if asked.with_index:
        first, second = (Started(_command(text)) for text in (asked.with_index, asked.without))
        is_ours = all("door.py" in "".join(one.prefix) for one in (first, second))
        return Table(first, second, checked=asked.checked, has_our_clock=is_ours)
    program.load(folder)
    prefix = (NO_INDEX,) if knows_no_index() else ()
    if not prefix:
        _say(f"the program does not know {NO_INDEX}: it is compared with itself")
    return Table(Forked(run=run_by_two) if asked.by_two else Forked(), Forked(prefix), checked=asked.checked)


def _command(text: str) -> tuple[str, ...]:
    """Its words; files are named from here, since it is run in other folders."""
    return tuple(str(Path(word).absolute()) if Path(word).exists() else word for word in shlex.split(text))


def _report(found: Difference | None, steps: int) -> int:
    _say(f"{steps} steps: every answer was the one without the index" if found is None else str(found))
    return 0 if found is None else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
