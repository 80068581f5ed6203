"""What `verify` prints with `--json`."""

from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.show.data import payload

if TYPE_CHECKING:
    from outlook.checks.keeping import Kept
    from outlook.checks.sealed import SealedCase


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


def sealed_fields(case: "SealedCase") -> dict[str, Any]:
    """One sealed case for `--json`."""
    return {
        "case": case.case,
        "seal": case.seal,
        "sealed_at": moments.iso(case.sealed_at),
        "entries": case.entries,
        "unchanged": case.is_unchanged,
        "lines_whole": case.is_whole,
        "lines_missing": case.missing,
        "missing_at": [{"after": one.after, "before": one.before} for one in case.missing_at],
        "instead": list(case.instead),
        "files_changed": list(case.changed),
        "files_asking_the_same": list(case.same_question),
        "files_with_other_line_ends": list(case.line_ends),
        "files_gone": list(case.gone),
        "files_new": list(case.new),
        "files_renamed": [
            {"was": one.was, "name": one.name, "by": one.by, "at": moments.iso(one.at)} for one in case.moved
        ],
        "since": dict(case.since),
        "second_versions": list(case.second_versions),
        "earlier": list(case.earlier),
        "beside": list(case.beside),
        "dated_before": [
            {"id": one.id, "kind": one.kind, "known_at": moments.iso(one.known_at)} for one in case.dated_before
        ],
    }
