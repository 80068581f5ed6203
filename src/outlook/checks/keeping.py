"""Is everything still here, and as it was? What `verify` finds in a case: gaps, changes, versions, seals.

It can find only what the book and this machine remember: a chain of hashes in the ledger, the lines that this machine
acknowledged, the hashes in records and estimates. A tail that was removed leaves no gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from outlook.belief.timeline import retracted
from outlook.book import CaseFolder
from outlook.book.stated_elsewhere import stated_elsewhere
from outlook.checks.entries import ledger_problems
from outlook.checks.gone import gone
from outlook.checks.references import document_problems
from outlook.checks.sealed import broken_seals
from outlook.errors import Problem, Severity
from outlook.ledger import lines_of, number_of
from outlook.ledger.chain import Line, version_hash
from outlook.model.entries import Repair
from outlook.model.kind_of import is_estimate, is_repair

RESTORE = "bring it back from git, from another copy, or with `outlook verify --restore`"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in one case: what is open, what a repair has settled, and every repair."""

    case: str
    entries: int
    seals: int
    findings: tuple[Problem, ...]
    settled: tuple[Problem, ...]
    repairs: tuple[Repair, ...]


class _Case:
    """One case with its chain, and the repairs that count."""

    def __init__(self, folder: CaseFolder) -> None:
        self.folder = folder
        self.examined = lines_of(folder.ledger).examined()
        taken_back = retracted(folder.entries)
        self.repairs = [one for one in folder.entries if is_repair(one) and one.id not in taken_back]

    def problem(self, line: int, code: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        return Problem(lines_of(self.folder.ledger).path, line, 1, code, message, hint, severity)


def kept(folder: CaseFolder) -> Kept:
    """Everything that `verify` finds in a case, each finding at its file and line."""
    case = _Case(folder)
    found = [*_gaps(case), *_unchained(case), *_changed_questions(case)]
    certain = [
        *_remembered(case, is_broken=bool(case.examined.gaps)),
        *_documents(case),
        *(problem for problem in folder.ledger.problems() if problem.code == "two-versions"),
        *(problem for problem in ledger_problems(folder) if problem.code == "resolved-twice"),
        *broken_seals(folder, case.examined),
        *_missing_records(folder),
    ]
    return Kept(
        case=folder.id,
        entries=len(case.examined.lines),
        seals=sum(entry.kind == "seal" for entry in folder.entries),
        findings=(*(item.problem for item in found if not item.is_settled), *certain),
        settled=tuple(item.problem for item in found if item.is_settled),
        repairs=tuple(case.repairs),
    )


def _missing_records(folder: CaseFolder) -> Iterator[Problem]:
    for one in (one for one in folder.orphans if not one.is_undone):
        message = f"{one.name}.yaml is not here, and {one.entries} of the entries are about it"
        renamed = f"its file looks renamed: `outlook rename {one.case}/{one.name} {one.renamed}` says so in the ledger"
        hint = renamed if one.renamed else "restore the file, from git or from another copy"
        yield Problem(folder.path / f"{one.name}.yaml", 1, 1, "missing-record", message, hint)


def repair_of(folder: CaseFolder, entry_id: str) -> dict[str, tuple[str, ...]]:
    """What a repair of the entry would have to say: the lines that it names in vain, and the codes of the findings."""
    case = _Case(folder)
    open_ones = [
        item
        for item in (*_gaps(case), *_unchained(case), *_changed_questions(case))
        if item.entry == entry_id and not item.is_settled
    ]
    codes = dict.fromkeys(item.problem.code for item in open_ones if not item.missing)
    return {"lost": tuple(item.missing for item in open_ones if item.missing), "accepts": tuple(codes)}


class Judged(NamedTuple):
    """Something that a person may look at and accept: about which entry, and whether a repair has done so."""

    entry: str
    problem: Problem
    is_settled: bool
    missing: str = ""


def _gaps(case: _Case) -> Iterator[Judged]:
    lost = {(repair.entry, name) for repair in case.repairs for name in repair.lost}
    for gap in case.examined.gaps:
        message = f"{gap.entry} follows a line that is not here ({gap.missing}): it was removed or changed"
        hint = f"{RESTORE}, or accept the loss: `{_settle(gap.entry)}`"
        problem = case.problem(gap.line, "missing-line", message, hint)
        yield Judged(gap.entry, problem, (gap.entry, gap.missing) in lost, gap.missing)


def _unchained(case: _Case) -> Iterator[Judged]:
    accepted = {repair.entry for repair in case.repairs if "unchained-line" in repair.accepts}
    for line in case.examined.unchained_after:
        name = str(line.document["id"])
        message = f"{name} names no line before it, though lines above it do: was it added by hand?"
        problem = case.problem(line.number, "unchained-line", message, f"`{_settle(name)}`", "warning")
        yield Judged(name, problem, name in accepted)


def _changed_questions(case: _Case) -> Iterator[Judged]:
    """Estimates that were made on another text of their question, each at its line."""
    accepted = {repair.entry for repair in case.repairs if "changed-question" in repair.accepts}
    taken_back, elsewhere = retracted(case.folder.entries), {one.entry.id: one for one in stated_elsewhere(case.folder)}
    for entry in case.folder.entries:
        if not is_estimate(entry) or entry.record_sha256 is None or entry.id in taken_back:
            continue
        forecast = case.folder.forecasts.get(entry.forecast)
        if forecast is not None and entry.record_sha256 != forecast.record_sha256:
            message = (
                f"{entry.id} was made on another text of {forecast.id}: "
                f"{entry.record_sha256[:12]}… then, {forecast.record_sha256[:12]}… now"
            )
            other = elsewhere.get(entry.id)
            hint = f"restore {forecast.id}.yaml from git, or accept the change: `{_settle(entry.id)}`"
            hint = f"{other.name} asks that now: `{other.way_out(case.folder.id)}`" if other else hint
            line = number_of(case.folder.ledger, entry.id)
            problem = case.problem(line, "changed-question", message, hint, "warning")
            yield Judged(entry.id, problem, entry.id in accepted)


def _settle(entry: str) -> str:
    return f'outlook verify --settle {entry} --why "…"'


def _remembered(case: _Case, *, is_broken: bool) -> Iterator[Problem]:
    """The lines that this machine acknowledged here and that are gone or changed; no repair silences them."""
    lines = case.examined.lines
    by_id: dict[str, list[Line]] = {}
    for line in lines.values():
        by_id.setdefault(str(line.document["id"]), []).append(line)
    lost = []
    for ours in gone(case.folder.path, case.examined):
        theirs = by_id.get(ours.id)
        if not ours.belongs_here:
            continue
        if theirs is None:
            lost.append(ours.line)
        elif ours.is_from_here or not _is_one_of(ours.line, theirs):
            yield _changed(case, ours.line, theirs)
    if lost:
        yield _gone(case, lost, is_broken=is_broken)


def _is_one_of(ours: Line, theirs: Sequence[Line]) -> bool:
    """Whether an entry is here with what it says, wherever it is in the chain."""
    return any(version_hash(line.document) == version_hash(ours.document) for line in theirs)


def _changed(case: _Case, ours: Line, theirs: Sequence[Line]) -> Problem:
    what = "its place in the chain" if _is_one_of(ours, theirs) else "what it says"
    message = f"{ours.document['id']} is not as this machine wrote it: {what} was changed"
    return case.problem(theirs[0].number, "changed-line", message, "compare it with git, and restore it")


def _gone(case: _Case, lost: Sequence[Line], *, is_broken: bool) -> Problem:
    names = ", ".join(str(line.document["id"]) for line in lost[:SHOWN])
    more = f" and {len(lost) - SHOWN} more" if len(lost) > SHOWN else ""
    message = f"{len(lost)} of the entries that this machine wrote are not here: {names}{more}"
    hint = RESTORE if is_broken else f"on another git branch this is as it should be; else {RESTORE}"
    return case.problem(1, "lost-line", message, hint, "error" if is_broken else "warning")


def _documents(case: _Case) -> Iterator[Problem]:
    codes = ("changed-document", "line-ends", "no-document", "outside")
    return (problem for problem in document_problems(case.folder) if problem.code in codes)
