"""Checks across records, documents and the ledger: does everything that is named exist, and does it fit?"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from outlook.belief.documents import Said, find_said, promised
from outlook.book import CASE_FILE, Book, CaseFolder
from outlook.checks.agreeing import cut_short
from outlook.checks.before_opening import before_opening
from outlook.checks.certain import certainty_problems
from outlook.checks.entries import ledger_problems
from outlook.checks.line_ends import KEEP, as_stored
from outlook.checks.out_of_order import out_of_order
from outlook.checks.reported_twice import reported_twice
from outlook.errors import Problem, Severity, did_you_mean
from outlook.files import DOCUMENT_LIMIT, Folder, NotUsable
from outlook.model.as_stated import OF_NO, find_stated, stated_in
from outlook.model.belief import Quantiles
from outlook.model.case import Case, Document, Statement
from outlook.model.denials import way_of
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_choice, is_distributed
from outlook.model.renames import forecast_today
from outlook.records.read import problem_at
from outlook.words import DEFAULT

if TYPE_CHECKING:
    from datetime import date

Where = tuple[str | int, ...]


def check(book: Book) -> list[Problem]:
    """Every problem of the book, those found on reading included, by file and line."""
    found = book.all_problems()
    for folder in book.cases.values():
        found.extend(_case_problems(folder))
        for forecast in folder.forecasts.values():
            found.extend(_forecast_problems(folder, forecast))
        found.extend(ledger_problems(folder))
        found.extend(before_opening(folder))
        found.extend(reported_twice(folder))
        found.extend(out_of_order(folder))
        found.extend(cut_short(folder))
        found.extend(certainty_problems(folder))
    return in_order(found)


def refers_wrongly(folder: CaseFolder, forecast: Forecast, text: str) -> list[Problem]:
    """The errors that a case would have in one of its forecasts, were it written so."""
    forecast = forecast_today(forecast, folder.former)
    wanted = CaseFolder(folder.path, {folder.path_of(forecast): text})
    wanted.case, wanted.forecasts = folder.case, {**folder.forecasts, forecast.id: forecast}
    return [problem for problem in _forecast_problems(wanted, forecast) if problem.severity == "error"]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column."""
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line, problem.column))


def _at(
    folder: CaseFolder, path: Path, where: Where, code: str, message: str, hint: str = "", severity: Severity = "error"
) -> Problem:
    return problem_at(path, folder.texts.get(path, ""), where, code, message, hint=hint, severity=severity)


def _unknown(folder: CaseFolder, path: Path, where: Where, noun: str, name: str, known: list[str]) -> Problem:
    hint = did_you_mean(name, known) or (f"known: {', '.join(known[:8])}" if known else f"there is no {noun} yet")
    return _at(folder, path, where, "unknown-reference", f"no {noun} is called {name!r}", hint)


def _case_problems(folder: CaseFolder) -> Iterator[Problem]:
    if folder.case is None:
        return
    path = folder.path / CASE_FILE
    yield from _repeated_ids(folder, folder.case, path)
    for index, document in enumerate(folder.case.documents):
        yield from _document_problems(folder, path, index, document)
    for index, assumption in enumerate(folder.case.assumptions):
        for position, name in enumerate(assumption.statements):
            if folder.case.statement(name) is None:
                known = [item.id for doc in folder.case.documents for item in doc.statements]
                yield _unknown(folder, path, ("assumptions", index, "statements", position), "statement", name, known)
        for position, name in enumerate(assumption.forecasts):
            yield from _forecast_reference(folder, path, ("assumptions", index, "forecasts", position), name)
    for index, relation in enumerate(folder.case.relations):
        for position, term in enumerate(relation.terms):
            yield from _term_problems(folder, path, ("relations", index, relation.kind, position), term)
    yield from _indicator_problems(folder, folder.case, path)


def document_problems(folder: CaseFolder) -> list[Problem]:
    """What is wrong with the documents of a case and with the quotes from them."""
    if folder.case is None:
        return []
    documents = enumerate(folder.case.documents)
    path = folder.path / CASE_FILE
    return [problem for index, document in documents for problem in _document_problems(folder, path, index, document)]


def _indicator_problems(folder: CaseFolder, case: Case, path: Path) -> Iterator[Problem]:
    """Indicators that nothing watches, and groups that damp nothing."""
    watched = {link.id for forecast in folder.forecasts.values() for link in forecast.indicators}
    groups = Counter(indicator.group for indicator in case.indicators)
    for name in case.groups:
        if name not in groups:
            known = [group for group in dict.fromkeys(groups) if group is not None]
            yield _unknown(folder, path, ("groups", name), "group of the case's indicators", name, known)
    for index, indicator in enumerate(case.indicators):
        if indicator.id not in watched and not folder.unread:
            message, hint = f"no forecast lists the indicator {indicator.id}", "list it in a forecast, or remove it"
            yield _at(folder, path, ("indicators", index, "id"), "unwatched-indicator", message, hint, "warning")
        if indicator.group is not None and groups[indicator.group] == 1:
            message = f"{indicator.id} is alone in the group {indicator.group}, which damps nothing"
            hint = "give another indicator the group, or leave it out"
            yield _at(folder, path, ("indicators", index, "group"), "group-of-one", message, hint, "warning")


def _repeated_ids(folder: CaseFolder, case: Case, path: Path) -> Iterator[Problem]:
    found: list[tuple[str, str, Where]] = [
        (name, item.id, (name, index, "id"))
        for name in ("documents", "indicators", "assumptions")
        for index, item in enumerate(getattr(case, name))
    ]
    found += [
        ("statements", statement.id, ("documents", index, "statements", position, "id"))
        for index, document in enumerate(case.documents)
        for position, statement in enumerate(document.statements)
    ]
    seen: set[tuple[str, str]] = set()
    for name, item_id, where in found:
        if (name, item_id) in seen:
            yield _at(folder, path, where, "repeated-id", f"the id {item_id} is used twice in {name}")
        seen.add((name, item_id))


def _document_problems(folder: CaseFolder, path: Path, index: int, document: Document) -> Iterator[Problem]:
    where: Where = ("documents", index)
    raw = _document(folder, document.file)
    if isinstance(raw, NotUsable):
        leads_out = raw.code == "outside" and raw.path == folder.path
        code = "outside" if raw.code == "outside" else "no-document"
        reason = "leads out of the case's folder" if leads_out else f"cannot be used: {raw.reason}"
        message = f"{document.file!r} {reason}"
        yield _at(folder, path, (*where, "file"), code, message, raw.hint)
        return
    yield from _changed_document(folder, path, where, document, raw)
    raw = as_stored(raw, document.sha256) or raw
    text = raw.decode("utf-8", "replace") if document.text is None else _text_of(folder, document.text)
    if isinstance(text, NotUsable):
        code = "outside" if text.code == "outside" else "no-document"
        message = f"{document.text!r} cannot be used: {text.reason}; so no quote can be looked for in it"
        yield _at(folder, path, (*where, "text"), code, message, text.hint)
        return
    yield from _changed_text(folder, path, where, document, text)
    text = (as_stored(text.encode(), document.text_sha256 or "") or text.encode()).decode()
    hint = NAME_TEXT if document.text is None and "\ufffd" in text else ""
    for position, statement in enumerate(document.statements):
        if statement.quote not in text:
            message = f"the quote of {statement.id} is not in {document.text or document.file}, word for word"
            yield _at(folder, path, (*where, "statements", position, "quote"), "quote-not-found", message, hint)


def _changed_document(
    folder: CaseFolder, path: Path, where: Where, document: Document, raw: bytes
) -> Iterator[Problem]:
    digest = hashlib.sha256(raw).hexdigest()
    place = (*where, "sha256")
    if as_stored(raw, document.sha256) is None:
        message = f"{document.file} is not the document that was stored: its SHA-256 is {digest}"
        hint = "restore it, or say that it is another document"
        yield _at(folder, path, place, "changed-document", message, hint)
    elif digest != document.sha256:
        message = (
            f"{document.file} differs from the document that was stored only in its line ends, as git changes them"
        )
        yield _at(folder, path, place, "line-ends", message, KEEP, "warning")


def _changed_text(folder: CaseFolder, path: Path, where: Where, document: Document, text: str) -> Iterator[Problem]:
    if document.text_sha256 is None:
        return
    if as_stored(text.encode(), document.text_sha256) is None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        message = f"{document.text} is not the text that was read from {document.file}: its SHA-256 is {digest}"
        hint = "restore it, or read the document again"
        yield _at(folder, path, (*where, "text_sha256"), "changed-document", message, hint)


NAME_TEXT = "it is no UTF-8 text: name the file that holds what was read from it, `text: FILE`"


def _document(folder: CaseFolder, name: str) -> bytes | NotUsable:
    """The bytes of a file of the case that a record names, or why it cannot be used."""
    try:
        with Folder.open(folder.path) as opened:
            return opened.read(name, DOCUMENT_LIMIT)
    except NotUsable as error:
        return error


def _text_of(folder: CaseFolder, name: str) -> str | NotUsable:
    """The text that was read from a document, from its file in the case, or why it cannot be had."""
    raw = _document(folder, name)
    try:
        return raw if isinstance(raw, NotUsable) else raw.decode()
    except UnicodeDecodeError:
        hint = "restore it, or read the document again"
        return NotUsable(folder.path / name, "it cannot be read as UTF-8 text", hint=hint)


def _forecast_reference(folder: CaseFolder, path: Path, where: Where, name: str) -> Iterator[Problem]:
    if name not in folder.forecasts and name not in folder.unread:
        yield _unknown(folder, path, where, "forecast of this case", name, list(folder.forecasts))


def _term_problems(folder: CaseFolder, path: Path, where: Where, term: str) -> Iterator[Problem]:
    name, _, outcome = term.partition("=")
    yield from _forecast_reference(folder, path, where, name)
    forecast = folder.forecasts.get(name)
    if forecast is None:
        return
    if not outcome and is_choice(forecast):
        message, hint = f"{name} is a choice: name one of its options", f"write {name}={forecast.names[0]}"
        yield _at(folder, path, where, "not-an-outcome", message, hint)
    elif outcome or not is_binary(forecast):
        yield from _outcome_problems(folder, path, where, forecast, outcome)


def _outcome_problems(
    folder: CaseFolder, path: Path, where: Where, forecast: Forecast, outcome: str
) -> Iterator[Problem]:
    if not (is_binary(forecast) or is_choice(forecast)):
        message = f"{forecast.id} is {forecast.kind}: only the outcome of a binary or choice forecast can be named here"
        yield _at(folder, path, where, "not-an-outcome", message)
        return
    try:
        forecast.read_outcome(outcome)
    except ValueError as error:
        yield _at(folder, path, where, "not-an-outcome", f"{forecast.id}: {error}")


def _forecast_problems(folder: CaseFolder, forecast: Forecast) -> Iterator[Problem]:
    path = folder.path_of(forecast)
    if forecast.given is not None:
        yield from _given_problems(folder, path, forecast)
    if folder.case is None:
        return
    known = [indicator.id for indicator in folder.case.indicators]
    listed: set[str] = set()
    for index, link in enumerate(forecast.indicators):
        if link.id not in known:
            yield _unknown(folder, path, ("indicators", index, "id"), "indicator of case.yaml", link.id, known)
        if link.id in listed:
            yield _at(folder, path, ("indicators", index, "id"), "repeated-id", f"{link.id} is listed twice")
        listed.add(link.id)
        if len(set(link.likelihood.values())) == 1:
            message = f"{link.id} is as likely to be seen under every outcome: it carries no information"
            hint = "give the outcomes different likelihoods, or remove it"
            yield _at(folder, path, ("indicators", index, "likelihood"), "no-information", message, hint, "warning")
    for index, name in enumerate(forecast.statements):
        if folder.case.statement(name) is None:
            statements = [item.id for document in folder.case.documents for item in document.statements]
            yield _unknown(folder, path, ("statements", index), "statement of case.yaml", name, statements)
    yield from _stated_problems(folder, folder.case, path, forecast)
    yield from _scenario_problems(folder, path, forecast)


def _stated_problems(folder: CaseFolder, case: Case, path: Path, forecast: Forecast) -> Iterator[Problem]:
    """Whether the statements that say exactly what is asked can be estimates."""
    names = stated_in(forecast)
    said: dict[tuple[str, date | None], str] = {}
    for place, (name, _) in enumerate(names):
        where: Where = ("as_stated_in", place) if len(names) > 1 else ("as_stated_in",)
        where = where if is_binary(forecast) else ("as_stated_in", name)
        found = find_said(case, name)
        if found is None:
            known = [item.id for document in case.documents for item in document.statements]
            yield _unknown(folder, path, where, "statement of case.yaml", name, known)
            continue
        for code, message, hint in why_no_estimate(case, forecast, found):
            yield _at(folder, path, where, code, message, hint, "warning")
        other = said.setdefault((found.by, found.on), name)
        if other != name and found.on is not None:
            message = (
                f"{name} and {other} are of one author and one day: only the later in the list counts from then on"
            )
            yield _at(folder, path, where, "said-twice", message, "name the one that says it best", "warning")


def why_no_estimate(case: Case, forecast: Forecast, said: Said) -> Iterator[tuple[str, str, str]]:
    """Why a statement is no estimate of what is asked: the code, the sentence and what to do."""
    statement = said.statement
    name = statement.id
    if is_binary(forecast) and (statement.hedge is None or promised(case, statement.hedge) is None):
        says = f"{statement.hedge!r} has no number on the scale {case.scale or DEFAULT}"
        message = f"{name} states no probability: {says if statement.hedge else 'it has no hedge'}"
        yield "no-number", message, "remove as_stated_in"
    elif statement.attributed_to is not None:
        message = f"{name} is no estimate of its document: {statement.attributed_to[:60]} said it"
        yield (
            "not-its-own",
            message,
            "enter it as an estimate of theirs, `outlook estimate --by`, or remove as_stated_in",
        )
    elif said.on is None:
        message = f"{name} cannot be an estimate: case.yaml does not say from which day its documents look ahead"
        yield "no-as-of", message, "write as_of in case.yaml"
    else:
        yield from _other_than_asked(forecast, statement)
    if statement.condition is not None and forecast.given is None:
        message = f"{name} is said on a condition ({statement.condition[:60]!r}), and this forecast has none"
        yield "condition-dropped", message, "name the condition's forecast in `given`, or remove as_stated_in"


def _other_than_asked(forecast: Forecast, statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Where its words count for the opposite of what they say, or what it states lacks what is scored."""
    named = find_stated(forecast, statement.id)
    if named is None:
        return
    if is_binary(forecast):
        asked = forecast.question or forecast.heading
        if way_of(statement.quote, statement, asked) == "opposite" and not named.of_no:
            message = (
                f"{statement.id} denies what is asked, or the other way round, and its words count as if it did not"
            )
            yield "denied", message, f"write {statement.id}{OF_NO}: its words then say how likely the answer no is"
    elif is_distributed(forecast):
        states = forecast.read_belief((getattr(forecast, "as_stated_in", None) or {})[statement.id])
        lacking = [one for one in forecast.fixed_levels if one not in states] if isinstance(states, Quantiles) else []
        if lacking:
            levels = ", ".join(forecast.fixed_levels)
            message = (
                f"{statement.id} has no score: the question is scored at {levels}, and it lacks {', '.join(lacking)}"
            )
            yield "other-levels", message, "write what it states at each of these levels"


def _given_problems(folder: CaseFolder, path: Path, forecast: Forecast) -> Iterator[Problem]:
    given = forecast.given
    assert given is not None
    yield from _forecast_reference(folder, path, ("given", "forecast"), given.forecast)
    condition = folder.forecasts.get(given.forecast)
    if condition is None:
        return
    yield from _outcome_problems(folder, path, ("given", "outcome"), condition, given.outcome)
    chain = [forecast.id]
    current: Forecast | None = condition
    while current is not None and current.id not in chain:
        chain.append(current.id)
        current = folder.forecasts.get(current.given.forecast) if current.given else None
    if current is not None and current.id == forecast.id:
        message = f"the condition runs in a circle: {' → '.join([*chain, forecast.id])}"
        yield _at(folder, path, ("given", "forecast"), "circular-condition", message)


def _scenario_problems(folder: CaseFolder, path: Path, forecast: Forecast) -> Iterator[Problem]:
    table = forecast.scenarios
    if table is None:
        return
    scenario_set = folder.forecasts.get(table.set)
    if not is_choice(scenario_set):
        if table.set not in folder.unread:
            sets = [item.id for item in folder.forecasts.values() if is_choice(item)]
            yield _unknown(folder, path, ("scenarios", "set"), "choice forecast of this case", table.set, sets)
        return
    for name, rows in (("probability", table.probability), ("otherwise", table.otherwise or {})):
        unknown = [option for option in rows if option not in scenario_set.names]
        absent = [option for option in scenario_set.names if rows and option not in rows]
        for option in unknown:
            yield _unknown(
                folder,
                path,
                ("scenarios", name, option),
                f"option of {table.set}",
                option,
                list(scenario_set.names),
            )
        if absent:
            message = f"the scenario table leaves out {', '.join(absent)}"
            yield _at(
                folder,
                path,
                ("scenarios", name),
                "incomplete-table",
                message,
                "give a probability for every option",
            )
