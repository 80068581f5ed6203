"""Further statements of a document that its case has already: which of them are there, and what may be said anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.belief.documents import day_of
from outlook.errors import InvalidValue, Refused
from outlook.extract.drafts import Source
from outlook.records.splice import Splice, spliced_within
from outlook.show.describe.phrasing import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outlook.cli.target import Target
    from outlook.documents.read import Text
    from outlook.extract import Found
    from outlook.extract.drafts import Drawn
    from outlook.model.case import Document
    from outlook.model.place import Place


def ids_there(document: Document | None, found: Sequence[Found]) -> dict[int, str]:
    """The statements that the document has in its case, by where they begin: each its id.

    Of a sentence that the document holds twice, the first is taken to be the one that is there.
    """
    quoted = [(one.quote, one.id) for one in document.statements] if document else []
    there: dict[int, str] = {}
    for item in found:
        mine = next((pair for pair in quoted if pair[0] == item.text), None)
        if mine is not None:
            there[item.start] = mine[1]
            quoted.remove(mine)
    return there


def refuse_other_text(target: Target, report: Text) -> None:
    """Refuse a document that is read otherwise than when it came: its statements would have no place in what is kept.

    Raises:
        Refused: the text that the case keeps of it is another.
    """
    kept = target.document.text_sha256 if target.document else None
    if target.document is not None and kept is not None and kept != report.text_sha256:
        raise Refused(
            f"{target.document.file} is read otherwise by this version than when it came: of it only what is in "
            f"{target.path / (target.document.text or '')} can be quoted, by hand in case.yaml"
        )


def day_there(target: Target, typed: date | None) -> date:
    """The day from which the document looks ahead: of one that the case has, what was said when it came.

    Raises:
        InvalidValue: another is named now, or none was ever said.
    """
    known, case = target.document, target.case
    on = day_of(case, known) if known is not None and case is not None else None
    if on is not None and known is not None and typed not in (None, on):
        raise InvalidValue(
            f"--as-of: {known.id} looks ahead from {day(on)}, as case.yaml has it: leave it out, or change it there "
            f"with `outlook edit {target.path.name}`"
        )
    if on is None and typed is None:
        raise InvalidValue("--as-of DAY is missing: from which day does the document look ahead? It is never guessed")
    found = on or typed
    assert found is not None  # one of the two is said
    return found


def author_there(target: Target, named: str | None) -> None:
    """Whose document it is was said when it came.

    Raises:
        InvalidValue: another is named now.
    """
    assert target.document is not None
    its = target.document.author
    if named is not None and named.split() != (its or "").split():
        raise InvalidValue(
            f"--author: {target.document.id} is by {its or 'nobody'}, as case.yaml has it: leave it out, or change it "
            f"there with `outlook edit {target.path.name}`"
        )


def source_there(document: Document, as_of: date, scale: str, places: tuple[Place, ...]) -> Source:
    """The document as its case keeps it."""
    return Source(
        document.id,
        document.file,
        document.sha256,
        as_of,
        scale,
        document.text,
        document.text_sha256,
        places,
        document.author,
        is_further=document.as_of is not None,
    )


def with_statements(text: str, drawn: Drawn) -> str:
    """The text of the case with further statements of a document that it has; raises as `spliced_within`."""
    for statement in drawn.document["statements"]:
        text = spliced_within(text, "documents", str(drawn.document["id"]), Splice("statements", "add", statement))
    return text
