"""Any two forecasters on the questions that both answered: how much better one was, and whether that is luck.

A question that only one of them answered says nothing about the other. What is compared over time is compared over the
time in which both had a forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outlook.panel.significance import holm, two_sided
from outlook.scoring.calibration import LEVEL
from outlook.scoring.chance import FEWEST, FEWEST_OF_RARER
from outlook.scoring.student import quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outlook.panel.cells import Cells, Floats

DIRECT = 300_000_000  # differences that are looked at one by one; beyond, their sums come from products of tables
DRAWS, SEED = 1000, 1
MOST_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """Tables of forecaster by forecaster, over the questions that both answered.

    `n` counts them and `rarer` those with the rarer outcome (NaN where questions have no such), `mean` is the mean of
    the first's score less the second's, `sd` its standard deviation, `own` the first's mean score there.
    `share` says in what share of draws of questions the first is better. `off` is what `adjusted` asks for, of the
    people alone.
    """

    n: Floats
    rarer: Floats
    mean: Floats
    sd: Floats
    own: Floats
    share: Floats | None = None
    off: Floats | None = None

    @property
    def tested(self) -> NDArray[np.bool_]:
        """Where there are enough questions, of both outcomes, and differences that are not all alike."""
        found: NDArray[np.bool_] = (self.n >= FEWEST) & (self.sd > 0) & ~(self.rarer < FEWEST_OF_RARER)
        return found

    @property
    def reach(self) -> Floats:
        """Half the width of the 90 % interval of each difference; NaN where there is none."""
        degrees, places = np.unique(np.where(self.tested, self.n - 1, 0), return_inverse=True)
        known = [quantile((1 + LEVEL) / 2, value) if value else np.nan for value in degrees.tolist()]
        factor = np.array(known)[places].reshape(self.n.shape)
        with np.errstate(invalid="ignore", divide="ignore"):
            return factor * self.sd / np.sqrt(self.n)

    def better(self, of: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Where the first is better than the second by more than luck, all of these pairs looked at together (Holm)."""
        size = len(self.n)
        wanted = np.triu(np.ones((size, size), dtype=bool) if of is None else of, 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            t = np.where(self.tested, self.mean / (self.sd / np.sqrt(self.n)), np.nan)[wanted]
        rejected = holm(two_sided(t, np.maximum(self.n[wanted] - 1, 1)), 1 - LEVEL)
        found = np.zeros((size, size), dtype=bool)
        found[wanted] = rejected & (self.mean[wanted] < 0)
        worse = np.zeros((size, size), dtype=bool)
        worse[wanted] = rejected & (self.mean[wanted] > 0)
        return found | worse.T


def compared(cells: Cells, *, draw: bool = False) -> Compared:
    """Every forecaster beside every other one; `draw` asks for the share of draws too."""
    size, questions = cells.cost.shape
    sums = _one_by_one if size * size * questions <= DIRECT else _by_products
    n, mean, squares, own = sums(cells.cost)
    with np.errstate(invalid="ignore", divide="ignore"):
        sd = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
    return Compared(n, rarer(cells), mean, sd, own, shares(cells.cost) if draw else None)


def rarer(cells: Cells) -> Floats:
    """How many questions have the rarer outcome, of those that both answered; NaN where there are no such outcomes."""
    outcomes = cells.questions.outcomes
    if not np.isin(outcomes, (0.0, 1.0)).all():
        return np.full((len(cells.cost),) * 2, np.nan)
    answered = cells.answered.astype(np.float64)
    return np.minimum((answered * outcomes) @ answered.T, (answered * (1 - outcomes)) @ answered.T)


def _one_by_one(cost: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    answered = (~np.isnan(cost)).astype(np.float64)
    filled = np.nan_to_num(cost)
    n, own = answered @ answered.T, filled @ answered.T
    mean, squares = np.zeros_like(n), np.zeros_like(n)
    is_whole, room = bool(answered.all()), np.empty_like(cost)
    with np.errstate(invalid="ignore", divide="ignore"):
        for place, mine in enumerate(filled[:-1]):
            later = slice(place + 1, None)  # what is before has been looked at from the other side
            off = np.subtract(mine, filled[later], out=room[later])
            if not is_whole:
                common = answered[place] * answered[later]
                off *= common
            mean[place, later] = off.sum(axis=1) / n[place, later]
            off -= mean[place, later][:, None]
            if not is_whole:
                off *= common
            squares[place, later] = np.einsum("ij,ij->i", off, off)
        np.fill_diagonal(mean, np.where(np.diag(n) > 0, 0.0, np.nan))
        return n, mean - mean.T, squares + squares.T, own / n


def _by_products(cost: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The same sums; what belongs to a question is taken off first, so that few digits cancel."""
    answered = (~np.isnan(cost)).astype(np.float64)
    level = np.nan_to_num(np.nanmean(cost, axis=0))
    off = np.nan_to_num(cost - level)
    n = answered @ answered.T
    mine, squared = off @ answered.T, (off * off) @ answered.T
    own = np.nan_to_num(cost) @ answered.T
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (mine - mine.T) / n
        squares = squared + squared.T - 2 * (off @ off.T) - n * mean * mean
        return n, mean, np.maximum(squares, 0.0), own / n


def shares(cost: Floats) -> Floats | None:
    """In what share of draws of whole questions the first is better than the second, ties one half.

    None where there are too many forecasters to draw for all pairs of them.
    """
    size, questions = cost.shape
    if size > MOST_DRAWN or not questions:
        return None
    weights = drawn_weights(questions)
    return np.array([share_below(np.nan_to_num(mine - cost) @ weights) for mine in cost])


def drawn_weights(questions: int) -> Floats:
    """How often each question is in each draw: as many questions as there are, with replacement."""
    drawn = np.random.default_rng(SEED).multinomial(questions, np.full(questions, 1 / questions), DRAWS)
    return drawn.T.astype(np.float64)


def share_below(drawn: Floats) -> Floats:
    """The share of draws below 0, those at 0 counted one half."""
    found: Floats = ((drawn < 0).sum(axis=-1) + 0.5 * (drawn == 0).sum(axis=-1)) / drawn.shape[-1]
    return found
