"""What `add` does: questions from the command line or from lines, each a record with its first estimate."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from outlook import moments
from outlook.book import Book
from outlook.book.doubts import of_certainty
from outlook.book.enter import Stamp, check_stamp
from outlook.book.select import listed
from outlook.book.whole import write_whole
from outlook.cli import on_disk
from outlook.cli.asking import make_sure
from outlook.cli.by_lines import each
from outlook.cli.kind_asked import kind_asked, of_its_kind
from outlook.cli.linting import mention_faults, mention_new_faults
from outlook.cli.opening import open_book_or_new
from outlook.cli.session import Session, author, talk
from outlook.cli.way_back import note_way_back
from outlook.errors import InvalidValue
from outlook.ledger import new_id
from outlook.model.entries import Entry, Estimate, build
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_numeric
from outlook.model.kinds import build_forecast
from outlook.model.slugs import free, question_slug
from outlook.model.values import SLUG, SLUG_LIMIT, shown
from outlook.records.write import render

LINES = "-"
MOST_NAMED = 4
_BY_COMMAS = re.compile(r",\s*(?:\d*\.\d+|\d+(?:\.\d+)?\s*%)\s*(?:,|$)|^\s*question\s*,", re.IGNORECASE)
CELLS = ("question", "probability", "closes", "tags", "why")
JSON_NAMES = (
    "question",
    "probability",
    "closes",
    "opens",
    "case",
    "criteria",
    "tags",
    "why",
    "id",
    "kind",
    "options",
    "unit",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was given: its words, and the line it is on, 0 for the command line.

    `fault` says why a line is no question: it is refused with whatever else is wrong.
    """

    words: Mapping[str, Any]
    line: int = 0
    fault: str = ""

    def text(self, name: str) -> str:
        """What was given under a name; empty where nothing was."""
        value = self.words.get(name)
        return "" if value is None else str(value).strip()

    @property
    def believed(self) -> Any:
        """What is believed of it, as it was written: text, or what a line of JSON has; None for nothing."""
        value = self.words.get("probability")
        return value if isinstance(value, dict | list) else self.text("probability") or None

    @property
    def place(self) -> str:
        """What a refusal of it begins with."""
        return f"line {self.line}: " if self.line else ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What options say of every question that does not say otherwise."""

    case: str
    criteria: str | None
    tags: tuple[str, ...]
    why: str | None
    opens: str | None = None
    id: str | None = None
    kind: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A new record with its first estimate, where there is one."""

    record: Forecast
    entry: Entry | None

    @property
    def is_of_the_past(self) -> bool:
        """Whether it had closed before it was asked, so that its probability is no estimate."""
        return self.entry is None and self.record.prior is not None


def asked(question: str, probability: str | None, closes: str | None) -> list[Asked]:
    """The question of the command line, or those of standard input, one a line.

    Raises:
        InvalidValue: there is none, or the command line says something beside `-`.
    """
    if question != LINES:
        return [Asked({"question": question, "probability": probability, "closes": closes})]
    if probability is not None or closes is not None:
        raise InvalidValue("- reads everything from lines: leave out the probability and the time behind it")
    found = list(_from_lines(sys.stdin.read()))
    if not found:
        raise InvalidValue(
            "standard input holds no question: write QUESTION, P, WHEN, TAGS and WHY a line, separated by tabs"
        )
    return found


def _from_lines(text: str) -> Iterator[Asked]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield Asked(_from_json(line) if line.lstrip().startswith("{") else _from_tabs(line), number)
            except ValueError as error:
                yield Asked({}, number, str(error))


def _from_tabs(line: str) -> dict[str, str]:
    cells = line.split("\t")
    if len(cells) == 1 and _BY_COMMAS.search(line):
        raise ValueError(
            f"{shown(line[:60])} has commas between its cells: write QUESTION, P and WHEN, separated by tabs, or bring "
            "the file in with `outlook import`"
        )
    if len(cells) > len(CELLS):
        raise ValueError(f"it has {len(cells)} cells; write QUESTION, P, WHEN, TAGS and WHY, separated by tabs")
    return dict(zip(CELLS, cells, strict=False))


def _from_json(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no JSON ({error})") from error
    unknown = [name for name in found if name not in JSON_NAMES]
    if unknown:
        raise ValueError(f"{shown(unknown[0])} is unknown; a line has {', '.join(JSON_NAMES)}")
    return dict(found)


def keep(
    questions: Sequence[Asked],
    shared: Shared,
    by: str | None,
    named_book: Path | None,
    color: str,
    *,
    sure: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a record and an estimate of each question, write all of them or none, and say their ids.

    Raises:
        InvalidValue, Refused, Unreadable: one of them cannot be written; nothing was.
    """
    opened = open_book_or_new(named_book, color)
    stamp = Stamp(author(by), opened.now, opened.now)
    if shared.id is not None and questions[0].line:
        raise InvalidValue("--id names one question, and - reads many: write `id` in each line of JSON")
    added = _added(questions, shared, opened.book, check_stamp(stamp))
    make_sure(list(_doubts(added, opened.book)), sure=sure, dry_run=dry_run)
    if not dry_run:
        _write(added, opened.book)
    _show(added, opened, written=not dry_run, as_json=as_json)
    if dry_run:
        talk("dry run: nothing was written")
    else:
        _mention(added, opened.book)


def _added(questions: Sequence[Asked], shared: Shared, book: Book, stamp: Stamp) -> list[Added]:
    """What becomes of each question.

    Raises:
        InvalidValue: some are none; every line that is wrong is named.
    """
    taken: dict[str, set[str]] = {}

    def made(numbered: tuple[int, Asked]) -> Added:
        index, one = numbered
        # The later question has the later entry, by microseconds: else their ids would say which comes first.
        later = stamp._replace(recorded_at=stamp.recorded_at + timedelta(microseconds=index))
        try:
            case = _case(one, shared)
            names = taken.setdefault(case, _taken(book, case))
            name = _id(one, shared, case, names)
            return _one(one, shared, f"{case}/{name}", later)
        except ValueError as error:
            raise InvalidValue(f"{one.place}{error}") from error

    return each(list(enumerate(questions)), made)


def _id(one: Asked, shared: Shared, case: str, taken: set[str]) -> str:
    """The id that was chosen, else one made of the question; it is taken then.

    Raises:
        ValueError: what was chosen is no id, or has its forecast already.
    """
    chosen = one.text("id") or shared.id
    if chosen is None:
        return free(question_slug(one.text("question")) or "question", taken)
    if not SLUG.fullmatch(chosen) or len(chosen) > SLUG_LIMIT:
        raise ValueError(f"{shown(chosen)} is not an id: write lower-case letters, digits and hyphens, such as rain")
    if chosen in taken:
        why = "case.yaml holds what its forecasts share" if chosen == "case" else f"{case}/{chosen} is there already"
        raise ValueError(f"the id {chosen} is taken: {why}; choose another, or leave it out")
    taken.add(chosen)
    return chosen


def _case(one: Asked, shared: Shared) -> str:
    """Where a question goes; raises ValueError where it is none, or names no case."""
    case = one.text("case") or shared.case
    if one.fault:
        raise ValueError(one.fault)
    if not SLUG.fullmatch(case) or len(case) > SLUG_LIMIT:
        raise ValueError(f"{shown(case)} is not the id of a case: write lower-case letters and hyphens")
    return case


def _taken(book: Book, case: str) -> set[str]:
    folder = book.cases.get(case)
    return {"case"} if folder is None else {"case", *folder.names, *folder.unread, *folder.former}


def _one(one: Asked, shared: Shared, place: str, stamp: Stamp) -> Added:
    case, _, name = place.partition("/")
    text, closes, criteria = one.text("question"), one.text("closes"), one.text("criteria") or shared.criteria
    if not text:
        raise ValueError("a question has words")
    believed, options = one.believed, one.words.get("options")
    kind = kind_asked(believed, one.text("kind") or shared.kind or ("choice" if options else ""))
    # Among many lines a unit is that of the amounts; of one question it is said of that question.
    unit = one.text("unit") or (shared.unit if kind == "numeric" or not one.line else None) or ""
    tags = one.words.get("tags")
    closes_at = moments.closing(closes, stamp.known_at) if closes else None
    fields = {
        "kind": kind,
        "question": text,
        **of_its_kind(kind, believed, options, unit),
        "opens_at": moments.iso(_opens_at(one, shared, stamp, closes_at)),
        "closes_at": moments.iso(closes_at) if closes_at else None,
        "criteria": criteria,
        "judged_by": None if criteria else stamp.by,
        "tags": (_tags(tags) if isinstance(tags, str) else tags) or list(shared.tags) or None,
    }
    given = {field: value for field, value in fields.items() if value is not None}
    record = build_forecast({"id": name, "case": case, **given})
    if believed is None:
        return Added(record, None)
    stated = record.read_belief(believed).to_json()
    record = build_forecast({"id": name, "case": case, **given, "prior": stated})
    if closes_at is not None and closes_at <= stamp.known_at:
        return Added(record, None)
    return Added(record, _estimate(record, stated, one.text("why") or shared.why, stamp))


def _tags(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _opens_at(one: Asked, shared: Shared, stamp: Stamp, closes_at: datetime | None) -> datetime:
    """When it opens: now, unless that is said.

    Raises:
        ValueError: it closes before that, and nothing says that it is a question of the past.
    """
    if opens := one.text("opens") or shared.opens:
        return moments.opening(opens, stamp.known_at)
    if closes_at is not None and closes_at <= stamp.known_at:
        raise ValueError(
            f"it closes on {closes_at:%Y-%m-%d}, which is over: a question of the past says when it opened, with "
            "--opens WHEN or with `opens` in a line of JSON"
        )
    return stamp.known_at.replace(microsecond=0)


def _estimate(record: Forecast, stated: Any, why: str | None, stamp: Stamp) -> Entry:
    said = {"forecast": record.id, "stated": stated, "record_sha256": record.record_sha256}
    return build(Estimate, {"id": new_id(), **stamp._asdict(), **said, **({"why": why} if why else {})})


def _doubts(added: Sequence[Added], book: Book) -> Iterator[str]:
    known = {_words(one.question): one.full_id for one in book.forecasts if one.question}
    for one in added:
        question = _words(one.record.question or "")
        if question in known:
            yield f"{known[question]} asks the same"
        known[question] = one.record.full_id
        if is_binary(one.record):
            yield from of_certainty(one.record.full_id, one.record.prior)


def _words(question: str) -> str:
    """A question without its capitals, blanks and the mark at its end."""
    return " ".join(question.casefold().split()).rstrip("?. ")


def _write(added: Sequence[Added], book: Book) -> None:
    """Write the questions of each case whole; one command has one case, unless lines name others."""
    for case in dict.fromkeys(one.record.case for one in added):
        own = [one for one in added if one.record.case == case]
        for one in own:
            on_disk.expect(_path(one, book), render(one.record))
        entries = [one.entry for one in own if one.entry is not None]
        write_whole(book, case, {case: [one.record for one in own]}, {case: entries} if entries else {})


def _show(added: Sequence[Added], opened: Session, *, written: bool, as_json: bool) -> None:
    from outlook.show.data import forms
    from outlook.show.describe.phrasing import moment, safe, whole

    if as_json:
        sys.stdout.write(forms.document(added=[_as_fields(one) for one in added], written=written) + "\n")
        return
    for one in added:
        unit = f" {safe(one.record.unit)}" if is_numeric(one.record) and one.record.unit else ""
        prior = "no probability yet" if one.record.prior is None else f"{whole(one.record.prior)}{unit}"
        closes = f"closes {moment(one.record.closes_at)}" if one.record.closes_at else "closes at no time yet: a draft"
        opened.screen.line(f"{one.record.full_id}: {prior}, {closes}")
        opened.screen.line(safe(one.record.question), indent=2)


def _as_fields(one: Added) -> dict[str, Any]:
    record = one.record
    stated = None if record.prior is None else record.prior.to_json()
    return {
        "id": record.full_id,
        "question": record.question,
        "kind": record.kind,
        "probability": stated if is_binary(record) else None,
        "stated": stated,
        "closes_at": _iso(record.closes_at),
        "state": "draft" if record.missing else "open",
        "entry": one.entry.id if one.entry else None,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else moments.iso(at)


def _mention(added: Sequence[Added], book: Book) -> None:
    """Say of one question what it lacks; how all are taken back is said of one, and noted where none has an entry."""
    paths = [_path(one, book) for one in added]
    back = f"delete {', '.join([*map(str, paths[:MOST_NAMED]), *(['…'] if paths[MOST_NAMED:] else [])])}"
    entries = [one.entry.id for one in added if one.entry is not None]
    if past := [one.record.full_id for one in added if one.is_of_the_past]:
        talk(
            f"{listed(past, MOST_NAMED)} closed before today: the probability is the prior alone; what was stated then "
            f"is entered with `outlook estimate {past[0]} P WHY --known-at WHEN`"
        )
    if len(added) == 1:
        record = added[0].record
        if record.judged_by and not record.criteria:
            talk(f"no criteria: {record.judged_by} decides. `outlook edit {record.full_id}` to write what counts")
        mention_faults(paths[0], render(record), record)
        talk(f"to take it back: {back}{f' and outlook retract {entries[0]} --why …' if entries else ''}")
    else:
        mention_new_faults([(path, "", render(one.record), one.record) for path, one in zip(paths, added, strict=True)])
    if not entries:
        note_way_back(book.root, "add", paths[0], back)


def _path(one: Added, book: Book) -> Path:
    return book.root / one.record.case / f"{one.record.id}.yaml"
