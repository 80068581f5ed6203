"""Do a case's probabilities fit together: what is claimed, what fails, the bet that exploits it, and the way out."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outlook.coherence.assess import CaseCoherence
from outlook.coherence.network import Claim
from outlook.coherence.solver import Solved
from outlook.show.describe.blocks import Block, Column, Gap, Line, Table
from outlook.show.describe.phrasing import plural, safe

if TYPE_CHECKING:
    from outlook.answers.coherence import Assessed

VISIBLE = 1e-4
HOW_TO_READ = "a stake above 0 buys the bet at its stated price, below 0 sells it; without its condition a bet is off"


def coherence(cases: "Sequence[Assessed]", *, with_claims: bool = False) -> Iterator[Block]:
    """Each case with its linked sets; for an incoherent one the stakes, the gain and the nearest coherent set.

    Numbers of different people that do not fit together are shown with their names and without a bet; then come those
    of each person that are incoherent by themselves. With `with_claims` every claim of every set is listed.
    """
    for number, item in enumerate(cases):
        if number:
            yield Gap()
        yield from _case(item.together, with_claims=with_claims)
        yield from _people(item, with_claims=with_claims)
        if any(found.is_exploitable(solved) for found in (item.together, *item.people) for solved in found.solved):
            yield Gap()
            yield Line(HOW_TO_READ, "soft")
        yield from (
            Line(f"guaranteed gain in all{_of(found)}: {found.gain:.4f}", "strong")
            for found in (item.together, *item.people)
            if found.gain
        )


def _of(found: CaseCoherence) -> str:
    return f", of {safe(found.by)}'s numbers" if found.by else ""


def _case(found: CaseCoherence, *, with_claims: bool) -> Iterator[Block]:
    claims, sets = plural(found.claims, "claim"), plural(len(found.solved), "linked set")
    yield Line(f"{found.case}{' · by ' + safe(found.by) if found.by else ''} · {claims} in {sets}", "strong")
    yield from _violations(found)
    for sentence in found.unread:
        yield Line(safe(sentence), "warning")
    for reason in dict.fromkeys(one.reason for one in found.unsolved):
        yield Line(reason, "warning")
    for solved in found.solved:
        yield from _set(found, solved, with_claims=with_claims)


def _people(item: "Assessed", *, with_claims: bool) -> Iterator[Block]:
    """What is wrong with each person's own numbers; that nothing is, where those of several do not fit together."""
    wrong = [one for one in item.people if one.violations or not all(solved.coherent for solved in one.solved)]
    for found in wrong:
        yield Gap()
        yield Line(f"{item.together.case} · what {safe(found.by)} states", "strong")
        yield from _violations(found)
        for solved in found.solved:
            if not solved.coherent:
                yield from _set(found, solved, with_claims=with_claims)
    people = dict.fromkeys(name for solved in _apart(item.together) for name in item.together.people(solved))
    fine = [safe(name) for name in people if name not in {one.by for one in wrong}]
    if fine:
        yield Gap()
        yield Line(f"each by themselves, the numbers of {' and '.join(fine)} contradict nothing", "soft")


def _apart(found: CaseCoherence) -> list[Solved]:
    """The sets that do not fit together and of which nobody holds all numbers."""
    return [one for one in found.solved if not one.coherent and not found.is_exploitable(one)]


def _violations(found: CaseCoherence) -> Iterator[Block]:
    for violation in found.violations:
        people = found.people_of(violation)
        said = f"{violation.check}: {violation.message} (off by {violation.size:.4f})"
        if len(people) > 1:
            yield Line(f"{said}; these numbers are of different people, {_listed(people)}", "soft")
        else:
            yield Line(said, "bad")


def _listed(people: Sequence[str]) -> str:
    return " and ".join(map(safe, people))


def _set(found: CaseCoherence, solved: Solved, *, with_claims: bool) -> Iterator[Block]:
    names = list(dict.fromkeys(claim.forecast for claim in solved.claims))
    about = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: PLR2004 - a line's worth
    if solved.coherent:
        yield Line(f"coherent ({len(solved.claims)} claims): {about}", indent=2)
        yield from _relations(solved)
        if with_claims:
            yield _claims(found, solved, every=True)
        return
    yield Gap()
    if not found.is_exploitable(solved):
        yield from _of_different_people(found, solved, about)
        return
    yield Line(f"incoherent: {about}", "error", indent=2)
    yield from _relations(solved)
    yield Line(f"largest violation {solved.violation:.4f} (0 is coherent)", indent=2)
    yield Line(f"guaranteed gain {solved.gain:.4f} with stakes of at most 1: whatever happens, this bet wins", indent=2)
    yield _claims(found, solved, every=with_claims)
    if solved.nearest is None:
        yield Line(
            "no coherent set with these conditional probabilities was found: one of them may have to change", indent=2
        )


def _of_different_people(found: CaseCoherence, solved: Solved, about: str) -> Iterator[Block]:
    """Numbers that nobody holds all of: whoever disagrees loses no bet that nobody offers whole."""
    yield Line(f"of different people: {about}", "warning", indent=2)
    yield from _relations(solved)
    people = _listed(found.people(solved))
    yield Line(
        f"these numbers do not fit together, and are of {people}: they disagree, which is no incoherence", indent=2
    )
    rows = [[claim.label, f"{claim.probability:.4f}", _holder(found, claim)] for claim in solved.claims]
    columns = (Column("Claim", "prose"), Column("Stated", "number"), Column("By", "text"))
    yield Table(columns, rows, "What is stated, and by whom", more="pipe the table")


def _holder(found: CaseCoherence, claim: Claim) -> str:
    return safe(found.holder(claim)) or "the record"


def _relations(solved: Solved) -> Iterator[Block]:
    for rule in solved.rules:
        yield Line(f"by definition: {rule.text}", "soft", indent=4)


def _claims(found: CaseCoherence, solved: Solved, *, every: bool) -> Table:
    """The claims with what is stated, staked and nearest; those that need no change only where `every` asks for it."""
    nearest = solved.nearest or (None,) * len(solved.claims)
    has_people = bool(found.people(solved))
    rows = [
        [
            claim.label,
            *([_holder(found, claim)] if has_people else []),
            f"{claim.probability:.4f}",
            f"{stake:+.3f}" if stake else "",
            "" if near is None else f"{near:.4f}",
        ]
        for claim, stake, near in zip(solved.claims, solved.stakes, nearest, strict=True)
        if every or stake or (near is not None and abs(near - claim.probability) > VISIBLE)
    ]
    columns = (
        Column("Claim", "prose"),
        *([Column("By", "text")] if has_people else []),
        Column("Stated", "number"),
        Column("Stake", "number"),
        Column("Nearest", "number", 1),
    )
    return Table(columns, rows, "What is stated, staked, and nearest", more="pipe the table")
