"""What `brief` does: look at the forecasts twice, describe what is between, and write it in the form that is asked."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten

from outlook import moments
from outlook.answers.brief import Brief, brief
from outlook.answers.missing import missing
from outlook.answers.standing import Standings
from outlook.checks.brief import SHOWN, broken
from outlook.cli import on_disk
from outlook.cli.output_file import STANDARD_OUTPUT
from outlook.cli.selecting import Wanted, chosen, time_of
from outlook.cli.session import Session, forecaster, said, talk, who_asks
from outlook.errors import InvalidValue
from outlook.lengths import length
from outlook.records.publish import publish
from outlook.show.data import forms
from outlook.show.data.markdown import markdown
from outlook.show.describe.blocks import Block
from outlook.show.describe.brief import brief as described
from outlook.show.describe.brief import in_short, texts_of, words_in
from outlook.show.describe.phrasing import plural, safe
from outlook.show.terminal.printed import show

WEEK = "7d"
NAMED = 3


def put_brief(
    session: Session,
    wanted: Wanted,
    output: str | None,
    form: "Form",
    words: int,
    by: str | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Make the page and print it, or write it to a file in the form that `form_of` has for it.

    Raises:
        Refused, Unreadable: the file cannot be written.
    """
    found = _found(session, wanted, by)
    blocks = described(found, words)
    for one in list(broken(texts_of(blocks), {*found.headings, *map(in_short, found.headings)}))[:NAMED]:
        talk(f"{one.rule}: “{safe(shorten(one.sentence, SHOWN, placeholder='…'))}”")
    if words_in(blocks) > words:
        talk(f"it has {words_in(blocks)} words: one item of each part takes more than {words}")
    if as_json:
        sys.stdout.write(forms.document(**_as_data(found, blocks)) + "\n")
    elif output is None:
        show(session.screen, blocks)
    else:
        _write(session, output, form(blocks, found), blocks, force=force)


def _found(session: Session, wanted: Wanted, by: str | None) -> Brief:
    since, until = time_of(session, wanted)
    if until is not None:
        raise InvalidValue("--until means nothing to a brief: --at says by when things were known")
    if since is None:
        since = said("--since", lambda text, at: length(text).before(at), WEEK, session.at)
    if since >= session.at:
        raise InvalidValue(
            f"--since {moments.iso(since)} is not before {moments.iso(session.at)}: nothing lies between"
        )
    now, then = Standings(session.book, session.at), Standings(session.book, since)
    person = forecaster(session.book, by)
    here = chosen(session, wanted._replace(since=None), now, person)
    found = brief(here, then.of(one.forecast for one in here), session.at, since, now.in_case_of, person, who_asks())
    cases = {one.forecast.case for one in here} if wanted.is_anything else None
    return replace(found, missing=missing(session.book, session.at, cases))


Form = Callable[[Sequence[Block], Brief], str | bytes]


def form_of(output: str | None, *, force: bool, as_json: bool) -> Form:
    """What makes the file, by the end of its name.

    Raises:
        InvalidValue: the file's name says no form that we write, or two outputs are asked for.
    """
    if output is not None and as_json:
        raise InvalidValue("--output and --json are two outputs: ask for one of them")
    if force and output in (None, STANDARD_OUTPUT):
        raise InvalidValue("--force means nothing without -o FILE: leave it out, or name the file to replace")
    suffix = ".md" if output in (None, STANDARD_OUTPUT) else Path(str(output)).suffix.lower()
    if suffix not in FORMS:
        raise InvalidValue(f"{str(output)[:60]!r} says no form that a brief has: end it in {', '.join(FORMS)}")
    return FORMS[suffix]


def _as_html(blocks: Sequence[Block], found: Brief) -> str:
    from outlook.show.html.brief import render

    return render(blocks, f"Brief: {'; '.join(found.titles)}")


def _as_word(blocks: Sequence[Block], found: Brief) -> bytes:
    from outlook.show.data.word import word

    return word(blocks, found.at)


FORMS: dict[str, Form] = {".md": lambda blocks, _: markdown(blocks), ".html": _as_html, ".docx": _as_word}


def _write(session: Session, output: str, content: str | bytes, blocks: Sequence[Block], *, force: bool) -> None:
    if output == STANDARD_OUTPUT:
        sys.stdout.write(str(content))
        return
    on_disk.expect(Path(output), content)
    publish(Path(output), content, force=force)
    session.screen.line(f"wrote {safe(output)}: {plural(words_in(blocks), 'word')}")


def _as_data(found: Brief, blocks: Sequence[Block]) -> dict[str, object]:
    from outlook.show.data import payload
    from outlook.show.data.rows import belief, status, when

    return {
        "at": moments.iso(found.at),
        "since": moments.iso(found.since),
        "judgements": [
            {
                **status(one.row),
                "confidence": one.confidence,
                "graded": [report.id for report in one.graded],
                "only_if": only_if._asdict() if (only_if := found.only_if.get(one.row.full_id)) else None,
            }
            for one in found.judgements
        ],
        "changes": [
            {
                "before": status(one.before),
                "after": status(one.after),
                "moves": [
                    {"by": move.by, "before": belief(move.before), "after": belief(move.after)} for move in one.moves
                ],
                "reports": [report.id for report in one.reports],
                "weightless": [report.id for report in one.weightless],
            }
            for one in found.changes
        ],
        "signs": [{"id": one.forecast.full_id, **payload.look(one.look)} for one in found.signs],
        "resolved": [status(one.row) for one in found.resolved],
        "due": [payload.due(item) for item in found.due],
        "opening": [{"id": row.full_id, "opens_at": when(row.opens_at)} for row in found.opening],
        "drafts": [row.full_id for row in found.drafts],
        "missing": [one.full_id for one in found.missing],
        "text": markdown(blocks),
    }
