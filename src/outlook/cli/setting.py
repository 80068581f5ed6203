"""What `set` does: read what is to change, splice it into the file, and write the file if it is a valid record."""

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from outlook import moments
from outlook.book import CASE_FILE
from outlook.book.doubts import of_certainty
from outlook.checks.references import refers_wrongly
from outlook.cli import on_disk
from outlook.cli.asking import make_sure
from outlook.cli.drafting import editable
from outlook.cli.linting import mention_faults
from outlook.cli.said_numbers import said_numbers, typed_numbers
from outlook.cli.session import Session, talk
from outlook.cli.typed_signs import as_typed, typed_sign
from outlook.cli.way_back import say_way_back
from outlook.errors import InvalidValue, NoMatch, OutlookError, Refused, Unreadable, did_you_mean
from outlook.files import RECORD_LIMIT, Folder
from outlook.locking import locked
from outlook.model.distributions import pairs_of
from outlook.model.fields import about, scored
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_estimate
from outlook.model.kinds import BY_NAME
from outlook.model.values import QUANTILE, parse_probability, shown
from outlook.records.read import parse_forecast
from outlook.records.splice import How, Splice, spliced
from outlook.records.yaml12 import YamlError, load
from outlook.show.data import forms
from outlook.show.describe.phrasing import plural, safe

ALIASES = {
    "closes": "closes_at",
    "opens": "opens_at",
    "tag": "tags",
    "source": "sources",
    "indicator": "indicators",
    "option": "options",
    "statement": "statements",
}
ASKED = ("question", "kind", "closes_at", "given")  # what a document must have said, for its words to count
LISTS = ("tags", "sources", "fine_print", "statements", "options", "indicators", "levels")
TEXTS = ("title", "question", "criteria", "judged_by", "base_rate", "note", "unit", "kind", "decay", "as_stated_in")
ENDS = ("lower", "upper", "open_below", "open_above")  # of quantities and days
BESIDE = ("prior_range", "prior_otherwise", "form")  # a prior is known by these
READ = (*TEXTS, *LISTS, *ENDS, *BESIDE, "opens_at", "closes_at", "prior", "given", "ordered")
ATTEMPTS = 50  # at a file that others write at the same moment
FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def change(session: Session, target: str, changes: Sequence[str], *, sure: bool, dry_run: bool, as_json: bool) -> None:
    """Change fields of the forecast that the target selects.

    Raises:
        NoMatch: nothing, or more than one thing, answers to the target; or there is no such field.
        InvalidValue: a value does not fit its field, or the record would not be valid.
        Refused: the file is laid out so that it can only be edited by hand, or somebody changed it meanwhile.
    """
    for attempt in range(ATTEMPTS, 0, -1):
        try:
            _change(session, target, changes, sure=sure, dry_run=dry_run, as_json=as_json)
        except _ChangedMeanwhile:  # by a command at the same moment: what it wrote is changed further
            if attempt == 1:
                raise
            sure = True  # who was asked has agreed
        else:
            return


class _ChangedMeanwhile(Refused):
    """Somebody wrote the file after it was read."""


def _change(session: Session, target: str, changes: Sequence[str], *, sure: bool, dry_run: bool, as_json: bool) -> None:
    path = editable(session.book, target)
    if path.name == CASE_FILE:
        named = path.parent.name
        raise InvalidValue(
            f"{target[:60]} is a case, and set changes forecasts: `outlook edit {named}` opens {path} in your editor, "
            f"where its title, its scale and its signs are"
        )
    with Folder.open(path.parent) as folder:
        before = folder.read(path.name, RECORD_LIMIT)
    text = _spliced(path, before, changes, session)
    read = parse_forecast(path, text.encode(), path.parent.name)
    if read.record is None:
        first = read.problems[0]
        place = f" (line {first.line}, as it would be)" if first.line > 1 else ""
        hint = f"; {first.hint}" if first.hint else ""
        raise InvalidValue(f"{path} was not changed: {first.message}{place}{hint}")
    record = read.record
    _refuse_errors(session, record, before.decode(), text)
    make_sure(list(_doubts(record, changes)), sure=sure, dry_run=dry_run)
    if text.encode() != before and not dry_run:
        _put(path, before, text)
    _say(session, path, before.decode(), text, record, written=not dry_run, as_json=as_json)


def _refuse_errors(session: Session, record: Forecast, before: str, text: str) -> None:
    """Refuse what `check` would find wrong with the record, unless it is wrong already."""
    folder = session.book.cases[record.case]
    old = folder.forecasts.get(record.id)
    known = {problem.message for problem in refers_wrongly(folder, old, before)} if old is not None else set()
    for problem in refers_wrongly(folder, record, text):
        if problem.message not in known:
            hint = f" ({problem.hint})" if problem.hint else ""
            is_of_case = problem.code == "unknown-reference" and "of case.yaml" in problem.message
            way_out = f"; `outlook edit {record.case}` opens the case, to write it there first" if is_of_case else ""
            raise InvalidValue(f"{record.full_id} was not changed: {problem.message}{hint}{way_out}")


def _spliced(path: Path, before: bytes, changes: Sequence[str], session: Session) -> str:
    try:
        text = before.decode()
        fields = load(text) or {}
        kind = str(fields.get("kind", "binary")) if isinstance(fields, dict) else "binary"
        order = [name for name, _ in about(BY_NAME.get(kind, BY_NAME["binary"]))]
        for splice in _splices(changes, kind, session):
            text = spliced(text, splice, order)
    except (UnicodeDecodeError, YamlError) as error:
        raise Unreadable(
            f"{path} cannot be read as a record ({error}): `outlook edit {path.parent.name}/{path.stem}`"
        ) from error
    return text


def _splices(changes: Sequence[str], kind: str, session: Session) -> Iterator[Splice]:
    seen = set[str]()
    for text in changes:
        name, equals, value = text.partition("=")
        how: How = "add" if name.endswith("+") else "remove" if name.endswith("-") else "set"
        field = _field(name.rstrip("+-").strip(), text, has_sign=bool(equals))
        if how != "set" and field not in LISTS:
            several = ", or several as A,B" if field == "as_stated_in" and kind == "binary" else ""
            raise InvalidValue(f"{shown(text)}: {field} is no list: write {field}=VALUE{several}")
        if how == "set" and field in seen:
            raise InvalidValue(f"{field} is set twice: say once what it is to be")
        if text in seen:
            raise InvalidValue(f"{shown(text)} is written twice: once is enough")
        seen |= {field, text}
        if field == "kind":
            kind = value.strip()
        yield Splice(field, how, _value(field, value.strip(), how, kind, session))


def _field(name: str, text: str, *, has_sign: bool) -> str:
    if not has_sign:
        raise InvalidValue(f"{shown(text)} says nothing to change: write FIELD=VALUE, such as closes=2027-06-30")
    field = ALIASES.get(name, name)
    if field in READ:
        return field
    if field == "id":
        raise NoMatch("the id is the name of the file: `outlook rename FORECAST NEW-NAME` gives another")
    hint = did_you_mean(name[:60], [*READ, *ALIASES]) or f"fields are {', '.join(READ)}"
    raise NoMatch(f"there is no field {shown(name)} that flags can set; {hint}")


def _value(field: str, text: str, how: How, kind: str, session: Session) -> Any:
    """A value as the record has it; None takes the field away."""
    if not text:
        if how != "set":
            raise InvalidValue(f"{field}: what is to be added or taken away? Write {field}+=VALUE")
        return None
    read = None if how == "remove" else _READERS.get(field)
    try:
        found = text if read is None else read(text, kind, session)
    except ValueError as error:
        raise InvalidValue(f"{field}: {error}") from error
    return [found] if field in LISTS and how == "set" else found


def _when(text: str, _kind: str, session: Session) -> str:
    """A day as it is written in a record, or a moment."""
    found = moments.parse(text, session.now, moments.NEXT)
    return moments.iso(found) if isinstance(found, datetime) else found.isoformat()


def _prior(text: str, kind: str, _session: Session) -> Any:
    if "=" not in text:
        return parse_probability(text)
    pairs = {name: _number(value) for name, value in pairs_of(text).items()}
    if kind in ("numeric", "date") and not any(QUANTILE.fullmatch(name) for name in pairs):
        return [[_number(name), share] for name, share in pairs.items()]
    return pairs


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _given(text: str, _kind: str, _session: Session) -> dict[str, str]:
    name, equals, outcome = text.partition("=")
    if not equals:
        raise ValueError(f"{shown(text)}: write given=FORECAST=OUTCOME, such as given=hama-by-december=yes")
    return {"forecast": name.strip(), "outcome": outcome.strip()}


def _indicator(text: str, kind: str, _session: Session) -> Any:
    """A sign with its likelihoods; to take one away, only its id."""
    return typed_sign(text, kind)


def _range(text: str, _kind: str, _session: Session) -> list[float]:
    """`LOW-HIGH`, two probabilities."""
    low, dash, high = text.partition("-")
    if not dash:
        raise ValueError(f"{shown(text)}: write LOW-HIGH, such as prior_range=25%-55%")
    return [parse_probability(low), parse_probability(high)]


def _chance(text: str, _kind: str, _session: Session) -> float:
    return parse_probability(text)


def _number_of(text: str, kind: str, session: Session) -> Any:
    """An end of what can be answered: a number, or a day."""
    return _when(text, kind, session) if kind == "date" else _number(text)


def _flag(text: str, _kind: str, _session: Session) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError(f"{shown(text)} is neither yes nor no")
    return FLAGS[text.lower()]


def _names(text: str, kind: str, session: Session) -> Any:
    """One name, or several with commas between them; of another kind than yes/no, each with what it states."""
    if kind != "binary":
        return said_numbers(text, lambda states: _prior(states, kind, session))
    names = [name.strip() for name in text.split(",")]
    return names[0] if len(names) == 1 else names


_READERS: Mapping[str, Callable[[str, str, Session], Any]] = {
    "opens_at": _when,
    "closes_at": _when,
    "prior": _prior,
    "given": _given,
    "indicators": _indicator,
    "ordered": _flag,
    "prior_range": _range,
    "prior_otherwise": _chance,
    **dict.fromkeys(ENDS, _number_of),
    "as_stated_in": _names,
}


def _doubts(record: Forecast, changes: Sequence[str]) -> Iterator[str]:
    if is_binary(record) and any(text.startswith("prior=") for text in changes):
        yield from of_certainty(record.full_id, record.prior)


def _put(path: Path, before: bytes, text: str) -> None:
    with Folder.open(path.parent) as folder, locked(folder):
        if folder.read(path.name, RECORD_LIMIT) != before:
            raise _ChangedMeanwhile(f"{path} was changed by someone else meanwhile: nothing was written; ask again")
        on_disk.expect(path, text)
        folder.replace(path.name, text.encode())


def _say(
    session: Session, path: Path, before: str, text: str, record: Forecast, *, written: bool, as_json: bool
) -> None:
    changed = _changed(before, text)
    if as_json:
        fields = {"id": record.full_id, "path": str(path), "changed": changed, "written": written and bool(changed)}
        sys.stdout.write(forms.document(**fields, state="draft" if record.missing else "ready") + "\n")
    elif not changed:
        session.screen.line(f"{record.full_id} is as it was")
    for field, (old, new) in () if as_json else changed.items():
        before_it, after_it = (typed_numbers(one) if _is_stated(field, one) else _short(one) for one in (old, new))
        session.screen.line(safe(f"{record.full_id}: {field} {before_it} → {after_it}"))
    if record.missing and not as_json:
        session.screen.line(f"a draft: {', '.join(record.missing)} missing", "yellow")
    _mention_estimates(session, record, changed)
    _mention_documents(record, changed)
    if not written:
        talk("dry run: nothing was written")
    elif changed:
        mention_faults(path, text, record)
        say_way_back(session.book.root, "set", path, _way_back(session, path, record, before, text))


def _way_back(session: Session, path: Path, record: Forecast, before: str, text: str) -> str:
    """The command that makes the record say what it said, if one does; else the one that opens it."""
    words = [word for field, values in _changed(before, text).items() for word in _back(field, *values)]
    try:
        undone = _spliced(path, text.encode(), words, session)
        was, now = (parse_forecast(path, one.encode(), record.case).record for one in (before, undone))
        is_back = was is not None and was == now
    except (OutlookError, ValueError):
        is_back = False
    command = ["outlook", "set", record.full_id, *words] if is_back else ["outlook", "edit", record.full_id]
    return safe(shlex.join(command))


def _back(field: str, old: Any, new: Any) -> Iterator[str]:
    if _is_stated(field, old):
        yield f"{field}={typed_numbers(old)}"
        return
    if field not in LISTS or not old:
        yield f"{field}={'' if old is None else old}"
        return
    yield from (f"{field}-={_short(one)}" for one in new or () if one not in old)
    typed = as_typed if field == "indicators" else _short
    yield from (f"{field}+={typed(one)}" for one in old if one not in (new or ()))


def _is_stated(field: str, value: Any) -> bool:
    """Whether it is what statements state in numbers."""
    return field == "as_stated_in" and isinstance(value, dict)


def _changed(before: str, text: str) -> dict[str, tuple[Any, Any]]:
    old, new = load(before) or {}, load(text) or {}
    return {name: (old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)}


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("id") or value.get("name") or ", ".join(f"{one}={item}" for one, item in value.items()))
    return str(value)[:60]


def _mention_estimates(session: Session, record: Forecast, changed: Mapping[str, Any]) -> None:
    """Warn that what is asked has changed under estimates that were made already."""
    fields = [name for name in changed if name in scored(type(record))]
    folder = session.book.cases[record.case]
    made = [entry for entry in folder.entries if is_estimate(entry) and entry.forecast == record.id]
    if not (fields and made):
        return
    unmarked = sum(entry.record_sha256 is None for entry in made)  # imported, from wherever no text is known
    of_it = f"of {record.full_id} {'was' if len(made) == 1 else 'were'} made on the older text"
    marks = f"`outlook show {record.full_id}` marks {'the others' if unmarked else 'them'}"
    none = f"{unmarked} imported, which nothing marks" if unmarked else ""
    how = "; ".join(filter(None, (none, marks if unmarked < len(made) else "")))
    talk(f"{plural(len(made), 'estimate')} {of_it} ({', '.join(fields)}): {how}")


def _mention_documents(record: Forecast, changed: Mapping[str, Any]) -> None:
    """Warn that a document's words still count for a question that has changed."""
    names = getattr(record, "as_stated_in", None)
    if names and "as_stated_in" not in changed and (fields := [one for one in ASKED if one in changed]):
        talk(
            f"as_stated_in still says that {', '.join(names)} says exactly this ({', '.join(fields)} changed): if not, "
            f"`outlook set {record.full_id} as_stated_in=`"
        )
