"""`outlook new --from STATEMENT`: a forecast of what a statement says, finished by flags or by answers."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.belief.documents import day_of
from outlook.book.doubts import of_certainty
from outlook.checks.question import TODO
from outlook.cli import on_disk, session
from outlook.cli.asking import can_ask, make_sure
from outlook.cli.drafting import NewRecord, as_it_is, place_of, place_today, read_prior, said_fields
from outlook.cli.editor import kept_text, wanted_again
from outlook.cli.guiding import (
    WHO_DECIDES,
    Guide,
    day_or_moment,
    decided_by,
    only_who_decides,
    proposed_criteria,
    with_answers,
)
from outlook.cli.kept_answers import refuse_what_cannot_be_written
from outlook.cli.kept_prompts import KeptPrompts
from outlook.cli.linking import why_no_number
from outlook.cli.linting import mention_faults
from outlook.cli.options import Output
from outlook.cli.prompting import NoAnswer
from outlook.cli.said_numbers import typed_numbers
from outlook.cli.session import open_session, talk
from outlook.cli.stored import text_of
from outlook.cli.way_back import say_way_back
from outlook.cli.which_statement import CONDITION, Quoted, drafts_from, statement_of
from outlook.errors import InvalidValue, OutlookError, Refused
from outlook.extract.drafts import drafts_of
from outlook.extract.one_draft import Draft
from outlook.extract.quoted import found_again
from outlook.files import RECORD_LIMIT, Folder
from outlook.files.together import put_together
from outlook.locking import locked
from outlook.model.as_stated import AsStated
from outlook.model.case import Statement
from outlook.model.denials import way_of
from outlook.model.emphasis import without_emphasis
from outlook.model.fields import about
from outlook.model.kind_of import is_binary
from outlook.model.kinds import BY_NAME
from outlook.model.quotes import with_its_heads
from outlook.model.same_event import why_not_asked
from outlook.records.read import parse_forecast
from outlook.records.splice import Splice, spliced
from outlook.records.write import commented, render_fields
from outlook.records.yaml12 import load
from outlook.show.data import forms
from outlook.show.describe.phrasing import moment, safe, safe_lines
from outlook.show.terminal.screen import standard_output
from outlook.words import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from outlook.book import CaseFolder
    from outlook.cli.session import Session
    from outlook.model.forecast import Forecast

ASKED = {"question": "another question", "closes_at": "another close", "given": "another condition"}
FLAGS = {"question": "--question", "closes_at": "--closes", "criteria": "--criteria", "prior": "--prior"}


class Begun(NamedTuple):
    """What is to be finished: its place, its fields with their hints, and its text where it is a draft on the disk.

    `beside` is the draft of its condition, by its id, where the case has none yet.
    """

    place: NewRecord
    draft: Draft
    text: bytes | None
    beside: Mapping[str, Draft]


def new_from(
    named: str, name: str | None, book: Path | None, flags: Mapping[str, Any], output: Output, *, as_stated: bool
) -> None:
    """Finish the draft of a statement, or write one: what flags leave open is asked for on a terminal.

    `as_stated` says that the report's words are its own estimate of the question, however it is put.

    Raises:
        NoMatch: no statement answers to the text, or several do.
        InvalidValue: a flag's value does not fit.
        Refused: something is left open and there is nobody to ask, or the statement is asked already.
    """
    session = open_session(book, None, output.color, quiet=True)
    quoted = statement_of(session.book, named)
    talk(f"“{safe(' '.join(without_emphasis(with_its_heads(quoted.statement)).split()))}”")
    begun = _begun(session, quoted, name)
    given = _given(begun, flags)
    begun = _insisted(quoted, begun, given) if as_stated else begun
    left = None if given or output.dry_run or not can_ask() else wanted_again(begun.place.path)
    kept = KeptPrompts(begun.place.path)
    text = left.text() if left else _text(begun, _answers(session, quoted, begun, given, kept, as_stated=as_stated))
    record = _valid(begun.place, text)
    if is_binary(record):
        make_sure(list(of_certainty(record.full_id, record.prior)), sure=output.sure, dry_run=output.dry_run)
    place = begun.place if output.dry_run else _put(begun, text)
    if left is not None:
        left.close()
    if not output.dry_run:
        kept.close()
    _say(begun._replace(place=place), text, record, output)


# ── what is there of it ──


def _begun(session: Session, quoted: Quoted, name: str | None) -> Begun:
    folder, statement = quoted.folder, quoted.statement
    place = None if name is None else place_of(name, session.book.root)
    if place is not None and place.case != folder.id:
        raise InvalidValue(f"{name}: {quoted.full_id} is a statement of {folder.id}, and forecasts of it go there")
    proposed, beside = _proposed(quoted, session)
    drafts = [quoted.draft] if quoted.draft else [one for one in drafts_from(quoted) if CONDITION not in one.tags]
    if place is None and drafts:
        return _on_disk(session, drafts[0], proposed)
    asked = [
        one.id for one in folder.forecasts.values() if statement.id in one.statements and CONDITION not in one.tags
    ]
    if place is None and asked:
        raise Refused(
            f"{quoted.full_id} is asked already, by {', '.join(asked)}: to ask another question of it, name it: "
            f"`outlook new {folder.id}/ID --from {quoted.full_id}`"
        )
    return Begun(place or NewRecord(session.book.root, folder.id, _free(quoted)), proposed, None, beside)


def _free(quoted: Quoted) -> str:
    from outlook.extract.naming import unique

    return unique(quoted.statement.id, {*_taken(quoted.folder), "case"})


def _taken(folder: CaseFolder) -> set[str]:
    """The names that forecasts of the case have or had, with those that entries speak of."""
    return {*folder.forecasts, *folder.unread, *folder.former, *(one.name for one in folder.orphans)}


def _proposed(quoted: Quoted, session: Session) -> tuple[Draft, dict[str, Draft]]:
    """The draft that the rules make of the statement, and that of its condition if the case has none."""
    folder, case = quoted.folder, quoted.folder.case
    assert case is not None  # the statement stands in it
    on = day_of(case, quoted.document) or session.now.date()
    found = found_again(quoted.statement, case.scale or DEFAULT)
    text = text_of(folder, quoted.document)
    *conditions, draft = drafts_of(found, quoted.statement.id, on, _taken(folder), text).items()
    there = [one for one in folder.forecasts.values() if _asks_condition(one, quoted)]
    if conditions and quoted.draft is not None and _asks_condition(quoted.draft, quoted):
        return conditions[0][1], {}
    if conditions and there:
        given = {**draft[1].fields["given"], "forecast": there[0].id}
        return with_answers(draft[1], {"given": given}), {}
    return draft[1], dict(conditions)


def _asks_condition(forecast: Forecast, quoted: Quoted) -> bool:
    return CONDITION in forecast.tags and quoted.statement.id in forecast.statements


def _on_disk(session: Session, forecast: Forecast, proposed: Draft) -> Begun:
    """A draft of the case: its fields as they are written, with the hints of what is proposed."""
    place = NewRecord(session.book.root, forecast.case, forecast.id)
    with Folder.open(place.path.parent) as opened:
        text = opened.read(place.path.name, RECORD_LIMIT)
    return Begun(place, replace(proposed, fields=load(text.decode())), text, {})


# ── what a person says ──


def _given(begun: Begun, flags: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that flags give, in the form a record has them."""
    typed = {name: value for name, value in flags.items() if value not in (None, [])}
    kind = str(typed.get("kind") or begun.draft.fields.get("kind") or "binary")
    if kind == "numeric" and "kind" not in typed and "prior" in typed and "=" not in str(typed["prior"]):
        raise InvalidValue(
            f"--prior {str(typed['prior'])[:40]}: the draft asks for an amount: give quantiles, such as "
            f"q05=1,q50=2,q95=4, or add --kind binary for a yes/no question"
        )
    fields = said_fields(begun.place, {**typed, "kind": kind})
    if "closes_at" in typed:
        fields["closes_at"] = day_or_moment(str(typed["closes_at"]), session.now())
    if "opens_at" not in typed:
        fields.pop("opens_at", None)
    if "kind" not in typed:
        fields.pop("kind", None)
    if _is_open(begun.draft.fields.get("criteria")):
        proposed = proposed_criteria(kind, fields.get("closes_at", begun.draft.fields.get("closes_at")))
        if "criteria" in fields:
            fields = {**decided_by(str(fields["criteria"]), proposed), **_all_but(fields, "criteria")}
        elif "sources" in fields:
            fields["criteria"] = proposed.replace(WHO_DECIDES, " or ".join(fields["sources"]))
    if "question" in fields and "title" not in fields:
        fields["title"] = " ".join(str(fields["question"]).split()).rstrip("?")
    return fields


def _all_but(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {one: value for one, value in fields.items() if one != name}


def _insisted(quoted: Quoted, begun: Begun, given: Mapping[str, Any]) -> Begun:
    """The draft as one of which a person says that the statement's words are its document's estimate.

    Where the statement plainly denies what is asked, they are of its not happening.

    Raises:
        InvalidValue: they can be none: they have no number, or somebody else said them.
    """
    case, draft = quoted.folder.case, begun.draft
    if draft.fields.get("as_stated_in"):
        return begun
    assert case is not None  # the statement stands in it
    why = why_no_number(found_again(quoted.statement, case.scale or DEFAULT), case)
    if why is not None:
        raise InvalidValue(f"--as-stated: the words of {quoted.full_id} are no estimate: {why}")
    statement = quoted.statement
    of_no = way_of(statement.quote, statement, str(given.get("question") or draft.fields.get("question"))) == "opposite"
    named = str(AsStated(statement.id, of_no=of_no))
    return begun._replace(draft=replace(draft, fields={**draft.fields, "as_stated_in": named}))


def _answers(
    session: Session, quoted: Quoted, begun: Begun, given: Mapping[str, Any], kept: KeptPrompts, *, as_stated: bool
) -> dict[str, Any]:
    """What the flags give, and what is asked for where they leave something open; what is answered is kept."""
    fields = with_answers(begun.draft, given).fields
    lacking = [name for name in ("question", "closes_at", "criteria") if _is_open(fields.get(name))]
    if given and not lacking:
        own = {"as_stated_in": fields["as_stated_in"]} if as_stated else {}
        return {**given, **own} if as_stated else _without_own_words(begun, given, quoted.statement)
    if not can_ask():
        flags = " ".join(f"{FLAGS[name]} …" for name in (*lacking, *([] if "prior" in given else ["prior"])))
        raise Refused(
            f"{quoted.full_id}: {' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} still to be said, and "
            f"there is no terminal to ask on: `outlook new --from {quoted.full_id} {flags}`"
        )
    refuse_what_cannot_be_written(begun.place.path.parent)
    condition = fields.get("given")
    known = quoted.folder.forecasts.get(condition["forecast"]) if isinstance(condition, dict) else None
    said = {**given, "as_stated_in": begun.draft.fields["as_stated_in"]} if as_stated else given
    before = kept.restored()
    guide = Guide(begun.draft, quoted.folder.id, session.now, read_prior, known, said, before)
    try:
        return guide.ask_alone()
    except (KeyboardInterrupt, NoAnswer):
        sys.stderr.write("\n")
        kept.keep({name: value for name, value in guide.answers.items() if name not in said})
        raise


def _is_open(value: Any) -> bool:
    return value is None or TODO in str(value)


def _without_own_words(begun: Begun, given: Mapping[str, Any], statement: Statement) -> dict[str, Any]:
    """Of a question that is put otherwise, the report's words are no estimate, unless a person says so.

    Where no question could be proposed they count for nothing until somebody says so.

    Another close, another condition or criteria of one's own make another question too, where the statement says what
    they are; who decides it does not.
    """
    proposed = begun.draft.fields
    if proposed.get("as_stated_in") == [] and begun.draft.own and _is_open(proposed.get("question")):
        _mention_the_way(begun, "the report's words are not counted as an estimate of this question", begun.draft.own)
        return {**given, "as_stated_in": [] if (given.get("kind") or "binary") == "binary" else None}
    others = [
        how
        for name, how in ASKED.items()
        if name in given and not _is_open(proposed.get(name)) and str(given[name]) != str(proposed[name])
    ]
    others += [ASKED["given"]] if "given" in given and "given" not in proposed else []
    others += ["criteria of your own"] if not only_who_decides(given, proposed) else []
    if "question" in given and (why := why_not_asked(statement.quote, statement, str(given["question"]))):
        others.append(f"this question ({why})")
    if not others or "as_stated_in" not in proposed:
        return dict(given)
    names = begun.draft.fields["as_stated_in"]
    listed = names if isinstance(names, str) else typed_numbers(names) if isinstance(names, dict) else ",".join(names)
    way = f"outlook set {begun.place.full_id} {shlex.quote(f'as_stated_in={listed}')}"
    talk(
        f"with {others[0]} it may ask other than the report says, so that the report's words are not counted as its "
        f"own estimate; if they are, say --as-stated, or now `{way}`"
    )
    kind = given.get("kind") or proposed.get("kind") or "binary"
    return {**given, "as_stated_in": [] if kind == "binary" else None}


def _mention_the_way(begun: Begun, why: str, listed: str) -> None:
    way = f"outlook set {begun.place.full_id} {shlex.quote(f'as_stated_in={listed}')}"
    talk(f"{why}; if they are, say --as-stated, or now `{way}`")


# ── what is written ──


def _text(begun: Begun, answers: Mapping[str, Any]) -> str:
    """The whole record: of a draft on the disk only the fields that were answered change."""
    if begun.text is None:
        draft = with_answers(begun.draft, answers)
        return render_fields(draft.fields, draft.hints)
    text = begun.text.decode()
    kind = str(answers.get("kind") or begun.draft.fields.get("kind") or "binary")
    order = [name for name, _ in about(BY_NAME[kind])]
    for field, value in answers.items():
        if value is not None or field in begun.draft.fields:
            text = spliced(text, Splice(field, "set", value), order)
    hints = [commented(hint) for name, hint in begun.draft.hints.items() if name in answers]
    absent = [commented(f"{name}: {hint}") for name, hint in begun.draft.hints.items() if name in answers]
    lines = [line for line in text.splitlines(keepends=True) if line.replace("\r\n", "\n") not in (*hints, *absent)]
    return "".join(lines)


def _valid(place: NewRecord, text: str) -> Forecast:
    read = parse_forecast(place.path, text.encode(), place.case)
    if read.record is None:
        first = read.problems[0]
        raise InvalidValue(
            f"{place.full_id} was not written: {first.message}{f' ({first.hint})' if first.hint else ''}"
        )
    record: Forecast = read.record
    return record


def _put(begun: Begun, text: str) -> NewRecord:
    """Write it, all or nothing, and say where it is; what was answered is kept where that cannot be.

    Raises:
        Refused, Unreadable: somebody else changed or made it meanwhile, or the disk does not allow it.
    """
    path = begun.place.path
    new = {f"{one}.yaml": render_fields(draft.fields, draft.hints).encode() for one, draft in begun.beside.items()}
    try:
        with Folder.open(path.parent) as folder, locked(folder):
            replaced = {}
            if begun.text is None:
                new[path.name] = text.encode()
            else:
                path = place_today(folder, path)
                replaced[path.name] = (begun.text, text.encode())
            for one, data in (*new.items(), *((one, after) for one, (_, after) in replaced.items())):
                on_disk.expect(path.with_name(one), data)
            put_together(folder, new, replaced)
    except OutlookError as error:
        raise _with_the_text(error, begun.place, text) from error
    return begun.place._replace(id=path.stem)


def _with_the_text(error: OutlookError, place: NewRecord, text: str) -> OutlookError:
    """The same, with the place in which the text is kept and how to go on with it."""
    kept = kept_text(place.path, text)
    again = "the same command goes on with it"
    way_out = f"`outlook edit {place.full_id} --resume` goes on with it" if place.path.is_file() else again
    return as_it_is(error)(f"{error}; {kept.kept}: {way_out}")


def _say(begun: Begun, text: str, record: Forecast, output: Output) -> None:
    place, missing = begun.place, list(record.missing)
    if output.as_json:
        shown = {"id": place.full_id, "path": str(place.path), "state": "draft" if missing else "open"}
        sys.stdout.write(forms.document(**shown, missing=missing, written=not output.dry_run) + "\n")
    elif output.dry_run:
        sys.stdout.writelines(f"{line}\n" for line in safe_lines(text))
    else:
        screen = standard_output(output.color, os.environ)
        screen.line(safe(f"{place.full_id} written to {place.path}"))
        window = (("opens", record.opens_at), ("closes", record.closes_at))
        screen.line(", ".join(f"{verb} {moment(at)}" for verb, at in window if at) or "opens and closes at no time yet")
    if missing and not output.as_json:
        talk(f"a draft: {', '.join(missing)} missing")
    if output.dry_run:
        talk(f"dry run: {place.path} was not written")
        return
    mention_faults(place.path, text, record)
    for name in begun.beside:
        talk(f"its condition is a draft: {place.case}/{name}")
    way_back = f"delete {place.path}" if begun.text is None else f"`outlook edit {place.full_id}`"
    say_way_back(place.root, "new", place.path, way_back)
