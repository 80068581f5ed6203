"""`python -m tests.evaluate [--misses SPLIT]…`: print how well the labelled statements are found."""

import argparse
import sys

from .labelled import SPLITS, load
from .measure import by_program, by_words, pairs
from .report import report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate")
    parser.add_argument(
        "--misses", action="append", choices=SPLITS, help="the split whose misses are listed (default: unseen)"
    )
    misses = parser.parse_args().misses or ["unseen"]
    passages = load()
    found, words = (
        [pair for passage in passages for pair in pairs(passage, program)] for program in (by_program, by_words)
    )
    sys.stdout.write(report(found, words, misses))


if __name__ == "__main__":
    main()
