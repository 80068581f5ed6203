"""What `check` says of questions: the faults that the lint finds, at the line of the field they stand in."""

from collections.abc import Iterator

from outlook.book import CASE_FILE, CaseFolder
from outlook.errors import Problem, Severity, did_you_mean
from outlook.lint import CODES, lint, unused_reasons, unwritten
from outlook.model.forecast import Forecast
from outlook.records.read import problem_at


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


def _unknown(folder: CaseFolder, forecast: Forecast, code: str) -> Problem:
    """A reason for a fault that is not there."""
    message, hint = f"the question has no fault {code!r}", "remove the line"
    if code not in CODES:
        message, hint = f"{code!r} is not a fault that the lint knows", did_you_mean(code[:60], CODES) or hint
    return _problem(folder, forecast, ("known", code), "unknown-fault", message, hint, "warning")


def _problem(
    folder: CaseFolder, forecast: Forecast, where: tuple[str, ...], code: str, message: str, hint: str,
    severity: Severity,
) -> Problem:  # fmt: skip
    path = folder.path_of(forecast)
    text = folder.texts.get(path, "")
    mend = f"{hint}, or say why not: `known: {{{code}: because …}}`" if code in CODES else hint
    return problem_at(path, text, where, code, message, hint=mend, severity=severity)
