"""The figures as text."""

from collections.abc import Iterator, Sequence

from worlds.figures import Figure, Result, over_all
from worlds.judges import JUDGES

MEASURES = ("brier", "log", "bias", "slope")
WIDTH = 36


def lines(heading: str, results: Sequence[Result], *, with_means: bool) -> Iterator[str]:
    """One block for each regime, a row for each judge, and the means at the end."""
    yield f"{heading}\n"
    yield f"{'':<{WIDTH}}" + "".join(f"{name:>18}" for name in MEASURES)
    for number, one in enumerate(results, 1):
        yield from _block(f"{number} {one.name}", one)
    if with_means:
        yield from _block("mean over the regimes", over_all(results))


def _block(name: str, one: Result) -> Iterator[str]:
    yield f"{name}, {one.worlds:,} worlds, {one.base_rate:.0%} yes"
    for judge in JUDGES:
        figures = (getattr(one.scores[judge], measure) for measure in MEASURES)
        yield f"  {judge:<{WIDTH - 2}}" + "".join(f"{_told(figure):>18}" for figure in figures)
    for other, figure in one.differences.items():
        yield f"  {f'rule − {other}':<{WIDTH - 2}}{_signed(figure):>18}"
    yield ""


def summary(results: Sequence[Result]) -> Iterator[str]:
    """In how many regimes the rule is better, and by more than two standard errors."""
    for other in results[0].differences:
        better = [one.differences[other] for one in results if one.differences[other].value < 0]
        clear = [figure for figure in better if figure.value < -2 * figure.error]
        yield (
            f"The rule's Brier score is better than that of {other} in {len(better)} of {len(results)} regimes, "
            f"in {len(clear)} of them by more than two standard errors."
        )


def _told(figure: Figure) -> str:
    return f"{figure.value:.4f} ±{figure.error:.4f}"


def _signed(figure: Figure) -> str:
    return f"{figure.value:+.4f} ±{figure.error:.4f}"
