"""What one's own record teaches: the weight of evidence, and what stated probabilities have been worth."""

from collections.abc import Iterator, Sequence

from outlook.evidence.learning import FEW, MANY, FittedWeight
from outlook.scoring.recalibration import Recalibrated
from outlook.show.describe.authors import Names
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table
from outlook.show.describe.phrasing import NOTHING, percent, plural, with_sign

SHOWN = (0.2, 0.5, 0.8)
CAPTION = "by forecaster, each drawn towards the others"
OF_WORTH = (
    "20%, 50% and 80%: how often what was so stated has come true, by a line through all of the N. GAIN: by how much "
    "the mean Brier score would have been lower out of sample; below 0 higher. It is shown, never applied: each line "
    "is drawn towards that of the other forecasters, since a short record is mostly luck."
)


def weight_of_evidence(found: FittedWeight | None) -> Iterator[Block]:
    """The weight that fits best, or how many resolved forecasts are lacking; from thirty on as a line for the case."""
    if found is None:
        return
    resolved = f"{plural(found.n, 'resolved forecast')} that signs moved"
    if found.weight is None or found.gain is None:
        yield Line(f"Weight of evidence: not enough to learn from, {resolved} of at least {FEW}.", "soft")
        return
    score = f"{abs(found.gain):.3f} nats {'lower' if found.gain >= 0 else 'higher'}"
    yield Line(
        f"Weight of evidence: κ = {found.weight:.2f} fits best, from {resolved}; out of sample the mean log score "
        f"of what was implied would have been {score}."
    )
    if not found.is_offered:
        yield Line(f"Under {MANY} that is shown only. Nothing is applied.", "soft")
    elif found.gain > 0:
        yield Line(f"To use it, write under `weighing` in case.yaml:  weight: {found.weight:.2f}")
    else:
        yield Line("It would have gained nothing, so leave the weight as it is.", "soft")


def recalibration(found: Sequence[Recalibrated], names: Names | None = None) -> Iterator[Block]:
    """What each forecaster's 20, 50 and 80 % have been worth, with the gain out of sample."""
    if not found:
        return
    columns = (
        Column("Forecaster", "name"),
        Column("N", "number"),
        *(Column(f"{share:.0%}", "number", about="What that stated probability has been worth") for share in SHOWN),
        Column("Gain", "number"),
    )
    yield Table(
        columns, [_row(one, names or Names()) for one in found], CAPTION, "What stated probabilities have been worth"
    )
    yield Line(OF_WORTH, "soft")
    certain = sum(one.certain for one in found)
    if certain:
        yield Line(f"left out: {plural(certain, 'estimate')} of 0% or 100%, which no such line can move", "soft")


def _row(one: Recalibrated, names: Names) -> Row:
    name, n = Cell(names[one.by], one.by, "name"), str(one.n)
    if one.line is None or one.gain is None:
        return [name, n, *[NOTHING] * len(SHOWN), f"not enough, under {FEW}"]
    return [name, n, *(percent(one.line.worth(share)) for share in SHOWN), with_sign(one.gain, 3)]
