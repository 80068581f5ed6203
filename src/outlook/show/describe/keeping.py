"""What `verify` found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Line
from outlook.show.describe.phrasing import moment, plural
from outlook.show.describe.problems import problems

if TYPE_CHECKING:
    from outlook.checks.keeping import Kept
    from outlook.checks.sealed import SealedCase

SHOWN = 8


def kept(cases: "Sequence[Kept]") -> Iterator[Line]:
    """Every finding, every repair, and one line a case."""
    yield from problems([problem for case in cases for problem in case.findings])
    for case in cases:
        for repair in case.repairs:
            keeps = f", keeps {repair.keeps}" if repair.keeps else ""
            lost = f", accepts the loss of {plural(len(repair.lost), 'line')}" if repair.lost else ""
            other = f", accepts {', '.join(repair.accepts)}" if repair.accepts else ""
            what = f"repair {repair.id} of {repair.entry}{keeps}{lost}{other} (by {repair.by}): {repair.why}"
            yield Line(f"{case.case}: {what}", "soft")
        state = plural(len(case.findings), "finding") if case.findings else "nothing missing or changed"
        seals = f", {plural(case.seals, 'seal')}" if case.seals else ""
        settled = f", {len(case.settled)} settled" if case.settled else ""
        yield Line(f"{case.case}: {plural(case.entries, 'entry')}{seals}: {state}{settled}")


def sealed(cases: "Sequence[SealedCase]", others: Sequence[str], *, is_all_here: bool) -> Iterator[Line]:
    """What has become of each sealed case, and which cases the line does not cover."""
    for case in cases:
        state = "unchanged" if case.is_unchanged else "CHANGED"
        covered = f"{plural(case.entries, 'line')} sealed {moment(case.sealed_at)}"
        yield Line(f"{case.case}: {state}: {covered} ({case.seal})", "" if case.is_unchanged else "error")
        if not case.is_whole:
            yield Line("lines that it covers are gone or changed", indent=2)
        yield from (Line(text, indent=2) for text in _notes(case))
    if not cases:
        yield Line("no case here carries this seal: it covers nothing that is here", "error")
    elif others:
        yield Line(f"{'not covered by' if is_all_here else 'here without'} this seal: {', '.join(others)}", "soft")
    if not is_all_here:
        yield Line("GONE: at least one more case was sealed with this line, and is not here as it was sealed", "error")


def _notes(case: "SealedCase") -> list[str]:
    lists = {
        "files changed since": case.changed,
        "files gone": case.gone,
        "new files": case.new,
        "second versions of sealed entries": case.second_versions,
        "later lines that claim an earlier time": case.earlier,
    }
    renamed = [
        f"the same record under another name: {one.was} → {one.name} (renamed by {one.by}, {moment(one.at)})"
        for one in case.moved
    ]
    since = f"since then: {_counted(case.since)}" if case.since else "since then: no entry"
    return [*renamed, *(f"{what}: {_listed(names)}" for what, names in lists.items() if names), since]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _counted(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
