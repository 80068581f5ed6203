"""What `verify` found, as text and as data."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.show.data import payload
from outlook.show.describe.phrasing import moment, plural, safe
from outlook.show.terminal.problems import show_problems
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from outlook.checks.keeping import Kept
    from outlook.checks.sealed import SealedCase

SHOWN = 8


def show_kept(screen: Screen, cases: "Sequence[Kept]") -> None:
    """Every finding, every repair, and one line a case."""
    show_problems(screen, [problem for case in cases for problem in case.findings])
    for case in cases:
        for repair in case.repairs:
            kept = f", keeps {repair.keeps}" if repair.keeps else ""
            lost = f", accepts the loss of {plural(len(repair.lost), 'line')}" if repair.lost else ""
            other = f", accepts {', '.join(repair.accepts)}" if repair.accepts else ""
            what = f"repair {repair.id} of {repair.entry}{kept}{lost}{other} (by {repair.by}): {repair.why}"
            screen.line(f"{case.case}: {safe(what)}", "dim")
        state = plural(len(case.findings), "finding") if case.findings else "nothing missing or changed"
        seals = f", {plural(case.seals, 'seal')}" if case.seals else ""
        settled = f", {len(case.settled)} settled" if case.settled else ""
        screen.line(f"{case.case}: {plural(case.entries, 'entry')}{seals}: {state}{settled}")


def kept_fields(case: "Kept") -> dict[str, Any]:
    """One case for `--json`."""
    return {
        "case": case.case,
        "entries": case.entries,
        "seals": case.seals,
        "findings": [payload.problem(item) for item in case.findings],
        "settled": [payload.problem(item) for item in case.settled],
        "repairs": payload.entries(case.repairs),
    }


def show_sealed(screen: Screen, cases: "Sequence[SealedCase]", others: Sequence[str]) -> None:
    """What has become of each sealed case, and which cases the line does not cover."""
    for case in cases:
        state = "unchanged" if case.is_unchanged else "CHANGED"
        covered = f"{plural(case.entries, 'line')} sealed {moment(case.sealed_at)}"
        screen.line(f"{case.case}: {state}: {covered} ({case.seal})", "" if case.is_unchanged else "red")
        if not case.is_whole:
            screen.line("  lines that it covers are gone or changed")
        for text in _notes(case):
            screen.line(f"  {safe(text)}")
    if not cases:
        screen.line("no case here carries this seal: it covers nothing that is here", "red")
    elif others:
        screen.line(f"not covered by this seal: {', '.join(others)}", "dim")


def _notes(case: "SealedCase") -> list[str]:
    lists = {
        "files changed since": case.changed,
        "files gone": case.gone,
        "new files": case.new,
        "second versions of sealed entries": case.second_versions,
        "later lines that claim an earlier time": case.earlier,
    }
    since = f"since then: {_counted(case.since)}" if case.since else "since then: no entry"
    return [*(f"{what}: {_listed(names)}" for what, names in lists.items() if names), since]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _counted(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


def sealed_fields(case: "SealedCase") -> dict[str, Any]:
    """One sealed case for `--json`."""
    return {
        "case": case.case,
        "seal": case.seal,
        "sealed_at": moments.iso(case.sealed_at),
        "entries": case.entries,
        "unchanged": case.is_unchanged,
        "lines_whole": case.is_whole,
        "files_changed": list(case.changed),
        "files_gone": list(case.gone),
        "files_new": list(case.new),
        "since": dict(case.since),
        "second_versions": list(case.second_versions),
        "earlier": list(case.earlier),
    }
