"""What `verify` found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Line
from outlook.show.describe.phrasing import day, moment, plural
from outlook.show.describe.problems import problems

if TYPE_CHECKING:
    from outlook.checks.keeping import Kept
    from outlook.checks.sealed import SealedCase

SHOWN = 8
SAME_QUESTION = "files changed since that ask the same (title, sources, prior or another field was changed)"
EVIDENCE = "evidence"  # has no plural


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


def sealed(cases: "Sequence[SealedCase]", others: Sequence[str], *, lacking: int) -> Iterator[Line]:
    """What has become of each sealed case, and which cases the line does not cover."""
    for case in cases:
        covered = f"{plural(case.entries, 'line')} sealed {moment(case.sealed_at)}"
        yield Line(f"{case.case}: {_state(case)}: {covered} ({case.seal})", "" if case.is_unchanged else "error")
        if not case.is_whole:
            yield Line(_torn(case), indent=2)
        elif not case.is_unchanged:
            yield Line("all these lines are as they were", indent=2)
        yield from (Line(text, indent=2) for text in _notes(case))
    if not cases:
        yield Line("no case here carries this seal: it covers nothing that is here", "error")
    elif others:
        yield Line(f"{'here without' if lacking else 'not covered by'} this seal: {', '.join(others)}", "soft")
    if lacking:
        were = "more case was" if lacking == 1 else "more cases were"
        are = "is not here as it was" if lacking == 1 else "are not here as they were"
        yield Line(f"GONE: at least {lacking} {were} sealed with this line and {are}", "error")


def _torn(case: "SealedCase") -> str:
    """How many sealed lines are missing, and where; the others are as they were."""
    if not case.missing:
        return "lines that it covers are gone or changed"
    places = [
        f"between {one.after} and {one.before}" if one.after else f"before {one.before}" for one in case.missing_at
    ]
    are = "is" if case.missing == 1 else "are"
    return f"{plural(case.missing, 'line')} that it covers {are} gone or changed: {_listed(places)}"


def _state(case: "SealedCase") -> str:
    if not case.is_unchanged:
        return "CHANGED"
    return "unchanged but for line ends" if case.line_ends else "unchanged"


def _notes(case: "SealedCase") -> list[str]:
    lists = {
        "files changed since": [name for name in case.changed if name not in case.same_question],
        SAME_QUESTION: case.same_question,
        "files with other line ends, and nothing else changed": case.line_ends,
        "files gone": case.gone,
        "new files": case.new,
        "second versions of sealed entries": case.second_versions,
        "not what was sealed, in the place of what is missing (changed, or written in another copy)": case.instead,
        "later lines that claim an earlier time": case.earlier,
        "came from another copy, and say that they were recorded before the seal": case.beside,
    }
    renamed = [
        f"the same record under another name: {one.was} → {one.name} (renamed by {one.by}, {moment(one.at)})"
        for one in case.moved
    ]
    notes = [*renamed, *(f"{what}: {_listed(names)}" for what, names in lists.items() if names)]
    return [*notes, f"since then: {_counted(case.since) or 'no entry'}", *_dated_before(case)]


def _dated_before(case: "SealedCase") -> list[str]:
    """What came after the seal as if it had been known before it: nothing proves that it was."""
    if not case.dated_before:
        return []
    named = [f"{one.kind} {one.id} (known {day(one.known_at)})" for one in case.dated_before]
    return [f"of these dated before the seal: {_listed(named)}"]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _counted(kinds: Mapping[str, int]) -> str:
    return ", ".join(
        f"{count} {kind}" if kind == EVIDENCE else plural(count, kind) for kind, count in sorted(kinds.items())
    )
