"""What `check` says of questions: the faults that the lint finds, at the line of the field they stand in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from outlook.book import CASE_FILE, CaseFolder
from outlook.checks.question import CODES, lint, unused_reasons, unwritten
from outlook.cli.session import talk
from outlook.errors import Problem, Severity, Unreadable, did_you_mean
from outlook.files import RECORD_LIMIT, Folder
from outlook.model.case import Case
from outlook.model.forecast import Forecast
from outlook.records.read import parse_forecast, problem_at

MENTIONED = 5


def faults(folder: CaseFolder) -> Iterator[Problem]:
    """Every fault of every question of the case; those of drafts are warnings, for a draft is not scored."""
    path = folder.path / CASE_FILE
    for where, what in unwritten(folder.case) if folder.case else ():
        message, hint = f"the {what} is still to be written", "write it in place of TODO"
        yield problem_at(path, folder.texts.get(path, ""), where, "todo", message, hint=hint, severity="warning")
    for forecast in folder.forecasts.values():
        condition = folder.forecasts.get(forecast.given.forecast) if forecast.given else None
        for fault in lint(forecast, condition):
            severity: Severity = "warning" if forecast.missing else fault.severity
            yield _problem(folder, forecast, (fault.field,), fault.code, fault.message, fault.hint, severity)
        for code in unused_reasons(forecast, condition):
            yield _unknown(folder, forecast, code)


def mention_faults(path: Path, text: str, record: Case | Forecast) -> None:
    """Say what `check` would say of a record that was just written: the first few faults, and how many more."""
    _mention(_faults_of(path, text, record))


def mention_new_faults(written: Sequence[tuple[Path, str, str, Forecast]]) -> None:
    """Say what `check` would say of records that were written or changed, and did not say before.

    Each is its file, the text before (empty where there was none) and after, and the record.
    """
    found = [problem for one in written for problem in _new_faults(*one)]
    many = Counter(_kind_of(one) for one in found)
    if all(count == 1 for count in many.values()):
        _mention(found)
        return
    for problem in {_kind_of(one): one for one in reversed(found)}.values():
        count = many[_kind_of(problem)]
        hint = f"{problem.hint}; " if problem.hint else ""
        several = f"{count:,} records: {problem.severity}: {problem.message} ({hint}`outlook check` names them)"
        talk(str(problem) if count == 1 else several)


def _mention(found: Sequence[Problem]) -> None:
    for problem in found[:MENTIONED]:
        talk(str(problem))
    if len(found) > MENTIONED:
        talk(f"and {len(found) - MENTIONED} more: `outlook check` lists them")


def _kind_of(problem: Problem) -> tuple[str, str, str]:
    """What a problem is of, wherever it is."""
    return problem.severity, problem.code, problem.message


def _faults_of(path: Path, text: str, record: Case | Forecast) -> list[Problem]:
    folder = CaseFolder(path.parent, texts={path: text})
    if isinstance(record, Case):
        folder.case = record
    else:
        folder.forecasts = {record.id: record, **_condition_of(path, record)}
    return [problem for problem in faults(folder) if problem.path == path]


def _new_faults(path: Path, before: str, text: str, record: Forecast) -> Iterator[Problem]:
    older = parse_forecast(path, before.encode(), record.case).record
    known = Counter(_kind_of(one) for one in _faults_of(path, before, older)) if older is not None else Counter()
    for problem in _faults_of(path, text, record):
        if known[_kind_of(problem)]:
            known[_kind_of(problem)] -= 1
        else:
            yield problem


def _condition_of(path: Path, forecast: Forecast) -> dict[str, Any]:
    """The forecast that `given` names, if it can be read."""
    if forecast.given is None:
        return {}
    name = forecast.given.forecast
    try:
        with Folder.open(path.parent) as folder:
            raw = folder.read(f"{name}.yaml", RECORD_LIMIT)
    except Unreadable:
        return {}
    condition = parse_forecast(path.with_name(f"{name}.yaml"), raw, forecast.case).record
    return {} if condition is None else {name: condition}


def _unknown(folder: CaseFolder, forecast: Forecast, code: str) -> Problem:
    """A reason for a fault that is not there."""
    message, hint = f"the question has no fault {code!r}", "remove the line"
    if code not in CODES:
        message, hint = f"{code!r} is not a fault that the lint knows", did_you_mean(code[:60], CODES) or hint
    return _problem(folder, forecast, ("known", code), "unknown-fault", message, hint, "warning")


def _problem(
    folder: CaseFolder,
    forecast: Forecast,
    where: tuple[str, ...],
    code: str,
    message: str,
    hint: str,
    severity: Severity,
) -> Problem:
    path = folder.path_of(forecast)
    text = folder.texts.get(path, "")
    mend = f"{hint}, or say why not: `known: {{{code}: because …}}`" if code in CODES else hint
    return problem_at(path, text, where, code, message, hint=mend, severity=severity)
