"""Metaculus: the files of its data download, of all versions, anonymised or not, and JSON of its API."""

from collections.abc import Sequence

from outlook.errors import InvalidValue
from outlook.exchange.faults import Faults
from outlook.exchange.metaculus.api import rows_in
from outlook.exchange.metaculus.extras import take_comments, take_key_factors, take_links
from outlook.exchange.metaculus.forecasts import take_forecasts
from outlook.exchange.metaculus.questions import Asked, Sheet, asked_in, take_questions
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Table
from outlook.exchange.wishes import Wishes

SYSTEM, NAME = "metaculus", "Metaculus"
COLUMNS = {
    "questions": {"Question ID", "Question Type", "Scheduled Close Time"},
    "forecasts": {"Question ID", "Start Time", "Probability Yes"},
    "comments": {"Post ID", "Comment Text"},
    "scores": {"Question ID", "Score Type", "Score"},
    "key factors": {"Key Factor ID", "Type"},
    "links": {"Link ID", "Link Type"},
}


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The questions, forecasts, comments and key factors in the files.

    Raises:
        InvalidValue: a row cannot be read, or there is no file of questions.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    sheets = _sorted(sources, draft, faults)
    if not sheets["questions"]:
        raise InvalidValue(f"{sources[0].name}: the questions lack: give question_data.csv, or the whole zip archive")
    asked: dict[str, Asked] = {}
    for sheet in sheets["questions"]:
        asked |= asked_in(sheet, faults)
    take_questions(draft, faults, asked)
    for sheet in sheets["forecasts"]:
        take_forecasts(draft, faults, sheet, asked, wishes)
    _take_extras(draft, faults, sheets, asked, directions=wishes.directions)
    faults.refuse_any()
    return draft.finished()


def _take_extras(
    draft: Draft, faults: Faults, sheets: dict[str, list[Sheet]], asked: dict[str, Asked], *, directions: bool
) -> None:
    for sheet in sheets["comments"]:
        take_comments(draft, faults, sheet, asked)
    for sheet in sheets["key factors"]:
        take_key_factors(draft, faults, sheet, asked, directions=directions)
    for sheet in sheets["links"]:
        take_links(draft, sheet)
    for sheet in sheets["scores"]:
        if sheet.rows:
            draft.lose("scores: they are never imported", sheet.rows[0].place, count=len(sheet.rows))


def _sorted(sources: Sequence[Source], draft: Draft, faults: Faults) -> dict[str, list[Sheet]]:
    found: dict[str, list[Sheet]] = {what: [] for what in COLUMNS}
    for source in sources:
        if source.is_empty:
            continue
        if source.looks_like_json:
            questions, forecasts = rows_in(source, draft, faults)
            found["questions"].append(questions)
            found["forecasts"].append(forecasts)
            continue
        header = set(source.sheet.header)
        what = next((what for what, columns in COLUMNS.items() if columns <= header), None)
        if what is None:
            raise InvalidValue(f"{source.name}: this is none of the files of a download from {NAME}; leave it out")
        found[what].append(source.sheet)
    return found
