"""Do a case's probabilities fit together: what is claimed, what fails, the bet that exploits it, and the way out."""

from collections.abc import Sequence

from outlook.coherence.assess import CaseCoherence
from outlook.coherence.solver import Solved
from outlook.show.describe.phrasing import plural, safe
from outlook.show.terminal.screen import Cell, Column, Screen

VISIBLE = 1e-4
HOW_TO_READ = "a stake above 0 buys the bet at its stated price, below 0 sells it; without its condition a bet is off"


def show_coherence(screen: Screen, cases: Sequence[CaseCoherence], *, with_claims: bool = False) -> None:
    """Each case with its linked sets; for an incoherent one the stakes, the gain and the nearest coherent set.

    With `with_claims` every claim of every set is listed.
    """
    for number, item in enumerate(cases):
        if number:
            screen.line()
        screen.line(f"{item.case} · {plural(item.claims, 'claim')} in {plural(len(item.solved), 'linked set')}", "bold")
        for violation in item.violations:
            screen.line(f"! {violation.check}: {safe(violation.message)} (off by {violation.size:.4f} a claim)", "red")
        for reason in dict.fromkeys(one.reason for one in item.unsolved):
            screen.line(f"! {safe(reason)}", "yellow")
        for solved in item.solved:
            _show_set(screen, solved, with_claims=with_claims)
        if not all(solved.coherent for solved in item.solved):
            screen.line()
            screen.line(HOW_TO_READ, "dim")
        if item.gain:
            screen.line(f"guaranteed gain in all: {item.gain:.4f}", "bold")


def _show_set(screen: Screen, solved: Solved, *, with_claims: bool) -> None:
    names = list(dict.fromkeys(claim.forecast for claim in solved.claims))
    about = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004 - a line's worth
    if solved.coherent:
        screen.line(f"coherent ({len(solved.claims)} claims): {about}", indent=2)
        _show_relations(screen, solved)
        if with_claims:
            _show_claims(screen, solved, every=True)
        return
    screen.line()
    screen.line(f"incoherent: {about}", "red", indent=2)
    _show_relations(screen, solved)
    screen.line(f"largest violation {solved.violation:.4f} (0 is coherent)", indent=2)
    screen.line(
        f"guaranteed gain {solved.gain:.4f} with stakes of at most 1: whatever happens, this bet wins", indent=2
    )
    _show_claims(screen, solved, every=with_claims)
    if solved.nearest is None:
        screen.line(
            "no coherent set with these conditional probabilities was found: one of them may have to change", indent=2
        )


def _show_relations(screen: Screen, solved: Solved) -> None:
    for rule in solved.rules:
        screen.line(f"by definition: {safe(rule.text)}", "dim", indent=4)


def _show_claims(screen: Screen, solved: Solved, *, every: bool) -> None:
    """The claims with what is stated, staked and nearest; those that need no change only where `every` asks for it."""
    nearest = solved.nearest or (None,) * len(solved.claims)
    rows = [
        [
            Cell(safe(claim.label)),
            Cell(f"{claim.probability:.4f}"),
            Cell(f"{stake:+.3f}" if stake else ""),
            Cell("" if near is None else f"{near:.4f}"),
        ]
        for claim, stake, near in zip(solved.claims, solved.stakes, nearest, strict=True)
        if every or stake or (near is not None and abs(near - claim.probability) > VISIBLE)
    ]
    columns = [
        Column("CLAIM", flexible=True, wraps=True),
        Column("STATED", right=True),
        Column("STAKE", right=True),
        Column("NEAREST", right=True),
    ]
    screen.table(columns, rows, more="pipe the table")
