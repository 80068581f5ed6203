"""`python -m tests.oracle [--books N] [--first SEED] [--thorough] [--keep DIR]`: many books compared, and counted.

`--weighings N` compares as many situations of each kind instead, within the program: what evidence implies, and all
that is shown beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .checking import check
from .weighing_agreement import differences
from .weighing_books import DISTRIBUTED, KINDS, of_seed

SHOWN = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("--books", type=int, default=2000, help="how many books (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first (default: %(default)s)")
    parser.add_argument("--thorough", action="store_true", help="ask everything about each, at every moment")
    parser.add_argument("--keep", type=Path, help="a folder in which the books stay, one for each seed")
    parser.add_argument("--weighings", type=int, help="how many weighing situations of each kind, in place of books")
    asked = parser.parse_args()
    if asked.weighings is not None:
        return _weigh(range(asked.first, asked.first + asked.weighings))
    with TemporaryDirectory() as scratch:
        os.environ.update(XDG_STATE_HOME=f"{scratch}/state", XDG_CACHE_HOME=f"{scratch}/cache", OUTLOOK_BY="alice")
        seeds = range(asked.first, asked.first + asked.books)
        return _run(seeds, asked.keep, Path(scratch), thorough=asked.thorough)


def _weigh(seeds: range) -> int:
    wrong = 0
    for kind in (*KINDS, *DISTRIBUTED):
        for seed in seeds:
            found = differences(of_seed(seed, kind))
            wrong += bool(found)
            for one in found if wrong <= SHOWN else ():
                sys.stdout.write(f"{kind}, seed {seed}: {one}\n")
    sys.stdout.write(f"{len(seeds)} situations of each kind, {wrong:,} differ\n")
    return 1 if wrong else 0


def _run(seeds: range, keep: Path | None, scratch: Path, *, thorough: bool) -> int:
    compared, wrong = 0, 0
    for seed in seeds:
        with TemporaryDirectory(dir=scratch) as passing:
            to = check(seed, (keep or Path(passing)) / str(seed) / "forecasts", thorough=thorough)
        compared, wrong = compared + to.compared, wrong + len(to.found)
        for one in to.found[:SHOWN]:
            sys.stdout.write(f"seed {seed}: {one}\n")
    sys.stdout.write(f"{len(seeds)} books, {compared:,} values compared, {wrong:,} differ\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
