"""Do a case's probabilities fit together: what is claimed, what fails, the bet that exploits it, and the way out."""

from collections.abc import Iterator, Sequence

from outlook.coherence.assess import CaseCoherence
from outlook.coherence.solver import Solved
from outlook.show.describe.blocks import Block, Column, Gap, Line, Table
from outlook.show.describe.phrasing import plural

VISIBLE = 1e-4
HOW_TO_READ = "a stake above 0 buys the bet at its stated price, below 0 sells it; without its condition a bet is off"


def coherence(cases: Sequence[CaseCoherence], *, with_claims: bool = False) -> Iterator[Block]:
    """Each case with its linked sets; for an incoherent one the stakes, the gain and the nearest coherent set.

    With `with_claims` every claim of every set is listed.
    """
    for number, item in enumerate(cases):
        if number:
            yield Gap()
        claims, sets = plural(item.claims, "claim"), plural(len(item.solved), "linked set")
        yield Line(f"{item.case} · {claims} in {sets}", "strong")
        for violation in item.violations:
            yield Line(f"{violation.check}: {violation.message} (off by {violation.size:.4f})", "bad")
        for reason in dict.fromkeys(one.reason for one in item.unsolved):
            yield Line(reason, "warning")
        for solved in item.solved:
            yield from _set(solved, with_claims=with_claims)
        if not all(solved.coherent for solved in item.solved):
            yield Gap()
            yield Line(HOW_TO_READ, "soft")
        if item.gain:
            yield Line(f"guaranteed gain in all: {item.gain:.4f}", "strong")


def _set(solved: Solved, *, with_claims: bool) -> Iterator[Block]:
    names = list(dict.fromkeys(claim.forecast for claim in solved.claims))
    about = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004 - a line's worth
    if solved.coherent:
        yield Line(f"coherent ({len(solved.claims)} claims): {about}", indent=2)
        yield from _relations(solved)
        if with_claims:
            yield _claims(solved, every=True)
        return
    yield Gap()
    yield Line(f"incoherent: {about}", "error", indent=2)
    yield from _relations(solved)
    yield Line(f"largest violation {solved.violation:.4f} (0 is coherent)", indent=2)
    yield Line(f"guaranteed gain {solved.gain:.4f} with stakes of at most 1: whatever happens, this bet wins", indent=2)
    yield _claims(solved, every=with_claims)
    if solved.nearest is None:
        yield Line(
            "no coherent set with these conditional probabilities was found: one of them may have to change", indent=2
        )


def _relations(solved: Solved) -> Iterator[Block]:
    for rule in solved.rules:
        yield Line(f"by definition: {rule.text}", "soft", indent=4)


def _claims(solved: Solved, *, every: bool) -> Table:
    """The claims with what is stated, staked and nearest; those that need no change only where `every` asks for it."""
    nearest = solved.nearest or (None,) * len(solved.claims)
    rows = [
        [
            claim.label,
            f"{claim.probability:.4f}",
            f"{stake:+.3f}" if stake else "",
            "" if near is None else f"{near:.4f}",
        ]
        for claim, stake, near in zip(solved.claims, solved.stakes, nearest, strict=True)
        if every or stake or (near is not None and abs(near - claim.probability) > VISIBLE)
    ]
    columns = (
        Column("Claim", "prose"),
        Column("Stated", "number"),
        Column("Stake", "number"),
        Column("Nearest", "number", 1),
    )
    return Table(columns, rows, "What is stated, staked, and nearest", more="pipe the table")
