"""What `export` does: choose, write, and say what was lost."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from outlook.book.select import listed
from outlook.cli import on_disk
from outlook.cli.output_file import STANDARD_OUTPUT
from outlook.cli.session import Session, author, talk
from outlook.errors import InvalidValue, NoMatch, Refused, Unreadable
from outlook.exchange import hub_writing, long_table, submission, threat_sharing, whole_book
from outlook.exchange.fatebook import writing
from outlook.exchange.from_book import held
from outlook.exchange.spool import Spool
from outlook.exchange.table import Draft, Loss
from outlook.model.forecast import Forecast
from outlook.records.publish import publish
from outlook.show.data import forms
from outlook.show.describe.phrasing import plural, safe

OTHERS = "a forecast of somebody else"
# What holds everybody's forecasts, and what holds those of one person.
OF_ALL: Mapping[str, Callable[[Draft], str | bytes]] = {
    "csv": long_table.as_csv,
    "jsonl": long_table.as_json_lines,
    "parquet": long_table.as_parquet,
    "hubverse": hub_writing.as_zip,
}
WITH_TAKEN_BACK = ("csv", "jsonl", "parquet")
BINARY = ("outlook", "hubverse", "parquet")
OF_ONE_PERSON: Mapping[str, Callable[[Draft, str], str]] = {
    "fatebook": writing.as_csv,
    "forecastbench": submission.as_json,
    "misp": threat_sharing.as_misp,
    "stix": threat_sharing.as_stix,
}


def write(
    session: Session,
    form: str,
    forecasts: Sequence[Forecast],
    output: str,
    by: str | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write some forecasts; on a terminal or in a file, then say what is lost.

    Raises:
        InvalidValue: the format cannot go where it is to go, or holds nobody's forecasts alone.
        NoMatch: nobody of that name has a forecast.
        Refused, Unreadable: the file cannot be written.
    """
    is_stdout = output == STANDARD_OUTPUT
    if is_stdout and (form in BINARY or as_json):
        raise InvalidValue(f"{f'the format {form}' if form in BINARY else '--json'} needs a file: add -o FILE")
    if force and is_stdout:
        raise InvalidValue("--force means nothing without -o FILE: leave it out, or name the file to replace")
    content, draft, count = _made(session, form, forecasts, by)
    if not count:
        # Where a case could not be read, that may be why: the exit code is that of what was left out.
        raise (Unreadable if session.book.left_out else Refused)(_why_nothing(form, draft))
    if is_stdout:
        sys.stdout.write(content if isinstance(content, str) else content.decode())
        sys.stdout.flush()
        _say_lost(draft)
        return
    on_disk.expect(Path(output), content)
    size = publish(Path(output), content, force=force)
    if as_json:
        lost = [{"what": loss.what, "count": loss.count, "first": str(loss.first)} for loss in draft.lost.values()]
        sys.stdout.write(forms.document(path=output, format=form, bytes=size, forecasts=count, lost=lost) + "\n")
        return
    session.screen.line(f"wrote {safe(output)} from {plural(count, 'forecast')}, {size / 1000:,.0f} kB")
    _say_lost(draft)


def _made(session: Session, form: str, forecasts: Sequence[Forecast], by: str | None) -> tuple[str | bytes, Draft, int]:
    if form == "outlook":
        if by is not None:
            raise InvalidValue("--by means nothing for an archive, which holds whole cases: leave it out")
        if session.at != session.now:
            raise InvalidValue(
                "--at means nothing for an archive, which holds whole ledgers, also what became known later: leave it "
                "out, or write what was known then with `outlook export csv --at …`"
            )
        cases = [session.book.cases[name] for name in dict.fromkeys(one.case for one in forecasts)]
        draft, asked = Draft("outlook", "outlook"), {one.full_id for one in forecasts}
        more = [one for case in cases for one in case.forecasts.values() if one.full_id not in asked]
        if more:
            others = f"{plural(len(more), 'forecast')} more are in it, such as {more[0].full_id}"
            talk(f"an archive holds whole cases: {others}")
        return whole_book.packed(cases, draft), draft, sum(len(case.forecasts) for case in cases)
    draft = held(session.book, forecasts, session.at, with_taken_back=form in WITH_TAKEN_BACK)
    if form in OF_ONE_PERSON:
        content: str | bytes = OF_ONE_PERSON[form](draft, author(by))
    else:
        if by is not None:
            _leave_out_others(draft, author(by))
        content = OF_ALL[form](draft)
    return content, draft, len(draft.written)


def _leave_out_others(draft: Draft, by: str) -> None:
    """Keep the forecasts of one person.

    Raises:
        NoMatch: there are none.
    """
    everyone = draft.forecasts
    draft.forecasts = Spool()
    for one in everyone:
        if one.by == by:
            draft.forecasts.append(one)
        else:
            draft.lose(OTHERS, one.place)
    if not len(draft.forecasts):
        raise NoMatch(f"--by: no forecast is by {by!r}; there are those of {listed(sorted({o.by for o in everyone}))}")


def _why_nothing(form: str, draft: Draft) -> str:
    """The sentence for an export with nothing in it, with what was left out and why."""
    lost = [f"{loss.count} × {loss.what}" for loss in draft.lost.values()]
    left_out = f"; left out: {', '.join(lost)}" if lost else ""
    return f"no forecast goes into {form}{left_out}. Nothing was written: `outlook status` lists what there is"


def _say_lost(draft: Draft) -> None:
    for loss in draft.lost.values():
        talk(_lost(loss))


def _lost(loss: Loss) -> str:
    return f"not in the file: {loss.count} × {loss.what}; first {loss.first}"
