"""The figures as text."""

from collections.abc import Iterator, Sequence

from worlds.figures import Figure, Result, over_all
from worlds.judges import JUDGES

MEASURES = ("brier", "log", "bias", "slope")
WIDTH = 38


def overview(heading: str, results: Sequence[Result], *, with_mean: bool) -> Iterator[str]:
    """The Brier scores, one row for each regime, and one for their means where they are of one kind."""
    differences = [f"rule − {other}" for other in results[0].differences]
    yield f"{heading}: Brier score, lower is better; ± is one standard error, world by world"
    yield f"{'':<{WIDTH}}" + "".join(f"{name:>8}" for name in JUDGES) + "".join(f"{name:>18}" for name in differences)
    for number, one in enumerate(results, 1):
        yield _row(f"{number} {one.name}", one)
    if with_mean:
        yield _row("mean", over_all(results))


def _row(name: str, one: Result) -> str:
    scores = "".join(f"{one.scores[judge].brier.value:8.4f}" for judge in JUDGES)
    return f"{name:<{WIDTH}}{scores}" + "".join(f"{_signed(figure):>18}" for figure in one.differences.values())


def details(heading: str, results: Sequence[Result], *, with_mean: bool) -> Iterator[str]:
    """One block for each regime, a row for each judge, and the means at the end where they are of one kind."""
    yield f"{heading}\n"
    yield f"{'':<{WIDTH}}" + "".join(f"{name:>18}" for name in MEASURES)
    for number, one in enumerate(results, 1):
        yield from _block(f"{number} {one.name}", one)
    if with_mean:
        yield from _block("mean over the regimes", over_all(results))


def _block(name: str, one: Result) -> Iterator[str]:
    yield f"{name}, {one.worlds:,} worlds, {one.base_rate:.0%} yes"
    for judge in JUDGES:
        figures = (getattr(one.scores[judge], measure) for measure in MEASURES)
        yield f"  {judge:<{WIDTH - 2}}" + "".join(f"{_told(figure):>18}" for figure in figures)
    yield ""


def summary(results: Sequence[Result]) -> Iterator[str]:
    """In how many regimes the rule is better, by more than two standard errors, and how much over all of them."""
    for other, mean in over_all(results).differences.items():
        better = [one.differences[other] for one in results if one.differences[other].value < 0]
        clear = [figure for figure in better if figure.value < -2 * figure.error]
        yield (
            f"rule − {other}: below 0 in {len(better)} of {len(results)} regimes, in {len(clear)} by more than two "
            f"standard errors; over all of them {mean.value / mean.error:+.1f} standard errors"
        )


def _told(figure: Figure) -> str:
    return f"{figure.value:.4f} ±{figure.error:.4f}"


def _signed(figure: Figure) -> str:
    return f"{figure.value:+.4f} ±{figure.error:.4f}"
