"""What an archive brings and a table brought before: the same forecast, person, moment and value, from two sources.

Lines of an archive name each other, so none of them can be passed over. What the table brought is taken back instead,
as though its source had never had it: the archive has more of it, such as the reasons and the text that was asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from outlook.belief.timeline import retracted
from outlook.exchange.our_own import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outlook.book import CaseFolder
    from outlook.model.entries import Entry

WHY = "the archive of its book has it"
VALUES = {"estimate": "stated", "resolution": "outcome"}


def said_twice(folder: CaseFolder, documents: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The imported entries of a case that count, and say what one of these lines says."""
    brought = {key for one in documents if (key := _of_line(folder, one)) is not None}
    if not brought:
        return []
    gone = retracted(folder.entries)
    imported = (one for one in folder.entries if one.imported is not None and one.id not in gone)
    return [one for one in imported if saying(one) in brought]


def saying(entry: Entry) -> tuple[Any, ...] | None:
    """What an estimate or an outcome says of which forecast, who says it, and when; None of other entries."""
    one: Any = entry
    if entry.kind not in VALUES:
        return None
    by = entry.by if entry.kind == "estimate" else ""
    return entry.kind, one.forecast, by, entry.known_at, plain(getattr(one, VALUES[entry.kind]))


def _of_line(folder: CaseFolder, document: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The same of a line, which need be no entry that is known here."""
    kind, name, at = document.get("kind"), document.get("forecast"), document.get("known_at")
    if kind not in VALUES or document.get("imported") or not (isinstance(name, str) and isinstance(at, str)):
        return None
    try:
        moment, value = datetime.fromisoformat(at), plain(document.get(VALUES[kind]))
        key = (kind, folder.former.get(name, name), document.get("by") if kind == "estimate" else "", moment, value)
        hash(key)
    except (ValueError, TypeError):
        return None
    return key
