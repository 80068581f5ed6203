"""How well the rules of weighing judge simulated worlds whose truth is known, beside the prior and exact Bayes.

The seeds are fixed: the same number of worlds gives the same figures. `--full` takes 2,000 worlds a regime.
"""

import argparse
import os
from collections.abc import Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from worlds.draw import draw
from worlds.figures import Result, Told, result
from worlds.judges import judged
from worlds.picture import picture
from worlds.regimes import FURTHER, REGIMES, Regime
from worlds.table import details, overview, summary

WORLDS, FULL = 400, 2000
PIECE = 100


def main() -> None:
    options = _options()
    constants = {} if options.weight is None else {"weight": options.weight}
    with Pool(min(2, os.cpu_count() or 1)) as pool:
        work = [(place, start) for place in range(len(REGIMES + FURTHER)) for start in range(0, options.worlds, PIECE)]
        pieces = pool.map(partial(_piece, constants, options.worlds), work, chunksize=1)
    results = _together(work, pieces)
    print(report(results[: len(REGIMES)], results[len(REGIMES) :], options.worlds))
    if options.plot:
        Path(options.plot).write_text(picture(results[: len(REGIMES)]), "utf-8")


def report(regimes: Sequence[Result], further: Sequence[Result], worlds: int) -> str:
    """The two tables, then every figure with its standard error."""
    return "\n".join(
        [
            *overview(f"Fifteen regimes, {worlds:,} worlds each", regimes, with_mean=True),
            *summary(regimes),
            "",
            *overview("Further regimes, where the rule is new", further, with_mean=False),
            "",
            *details("Every figure of the fifteen, with its standard error", regimes, with_mean=True),
            *details("Every figure of the further regimes", further, with_mean=False),
        ]
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=WORLDS, help="how many a regime")
    parser.add_argument("--full", action="store_const", const=FULL, dest="worlds", help=f"{FULL:,} a regime")
    parser.add_argument("--weight", type=float, help="κ, the weight of evidence (1)")
    parser.add_argument("--plot", metavar="FILE", help="write the Brier scores as an SVG picture")
    return parser.parse_args()


def _piece(constants: dict[str, float], worlds: int, work: tuple[int, int]) -> list[Told]:
    """Some worlds of one regime."""
    place, start = work
    regime: Regime = (REGIMES + FURTHER)[place]
    return [_told(regime, number, constants) for number in range(start, min(start + PIECE, worlds))]


def _told(regime: Regime, number: int, constants: dict[str, float]) -> Told:
    world = draw(regime, number)
    return Told(world.outcome, judged(world, constants))


def _together(work: Sequence[tuple[int, int]], pieces: Sequence[list[Told]]) -> list[Result]:
    found: dict[int, list[Told]] = {}
    for (place, _), piece in zip(work, pieces, strict=True):
        found.setdefault(place, []).extend(piece)
    return [result((REGIMES + FURTHER)[place].name, told) for place, told in found.items()]


if __name__ == "__main__":
    main()
