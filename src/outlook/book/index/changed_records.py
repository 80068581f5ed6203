"""A kept case of which a few records have changed: only these are read, and all else is kept as it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from outlook.book.called import speaks_of
from outlook.book.case_folder import CASE_FILE, records_in
from outlook.book.index.kept_case import Links, Noted
from outlook.book.index.keys import Key, digest, is_settled, keys_of
from outlook.book.index.pickled import packed, unpacked
from outlook.files import RECORD_LIMIT
from outlook.ledger import FILE_NAME
from outlook.model.renames import forecast_today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from outlook.book.index.kept_case import About
    from outlook.book.index.store import Parts
    from outlook.files import Folder
    from outlook.model.forecast import Forecast


class Changed(NamedTuple):
    """What is known of the case now, its records, and the texts of those that were read."""

    about: About
    parts: Mapping[str, bytes]
    texts: dict[Path, str]


class Read(NamedTuple):
    """The records that were read by the names of their files, with their texts, and the hashes of those looked into."""

    records: dict[str, Forecast]
    texts: dict[Path, str]
    digests: dict[str, bytes]


def with_changed_records(
    folder: Folder, names: Sequence[str], about: About, parts: Parts, token: Callable[[], str]
) -> Changed | None:
    """The case with its changed records; None where more than these would have to be worked out anew.

    `token` makes new ones.

    Raises:
        NotUsable: a record cannot be read.
        OSError: one is gone.
    """
    looked_at, before = time.time_ns(), noted(folder, names)
    if before.names != about.files.names or about.problems or about.unread or about.said_by:
        return None
    read = None if about.contested or about.orphans else _read(folder, before, about)
    if read is None or before != noted(folder, names):
        return None
    places = {name: place for place, name in enumerate(about.names)}
    changed = read.records.values()
    if any(one.id not in places or _may_rename(folder, one, about, parts) for one in changed):
        return None
    left = {
        name: hashed for name, hashed in read.digests.items() if not is_settled(Key(*before.by_name[name]), looked_at)
    }
    records, others = [*about.records], unpacked(parts["links"])
    if others is None:
        return None
    for record in changed:
        records[places[record.id]] = token()
        others[0][record.id] = tuple(links_of(record))
    now = about._replace(
        token=token(), records=tuple(records), looked_at=looked_at, files=before._replace(digests=left)
    )
    found = {name: raw for name in parts if (raw := parts[name]) is not None}
    if len(found) < len([*parts]):  # a part is damaged
        return None
    found |= {f"forecast {record.id}": packed((record,)) for record in changed}
    found |= {"token": packed((now.token, now.lineage)), "links": packed(others)}
    return Changed(now, found, read.texts)


def _may_rename(folder: Folder, record: Forecast, about: About, parts: Parts) -> bool:
    """Whether a changed record has a former name in it, or may change what names mean.

    Which of two forecasts that had one name a record belongs to depends on what it asks: on whether an estimate in the
    ledger was made on that.
    """
    if forecast_today(record, about.former) is not record:
        return True
    old = unpacked(parts[f"forecast {record.id}"])
    if old is not None and old[0].record_sha256 == record.record_sha256:
        return False
    return folder.kind(FILE_NAME) is not None and speaks_of(folder, record.record_sha256)


def _read(folder: Folder, files: Noted, about: About) -> Read | None:
    """The records that have changed, or may have; None where one is the case's, or not a forecast without faults."""
    from outlook.records.read import parse_forecast

    found = Read({}, {}, {})
    for name, key, known in zip(files.names, files.keys, about.files.keys, strict=True):
        if key == known and name not in about.files.digests:
            continue
        raw = folder.read(name, RECORD_LIMIT)
        found.digests[name] = digest(raw)
        if found.digests[name] == about.files.digests.get(name):
            continue
        if name == CASE_FILE:
            return None
        parsed = parse_forecast(folder.path / name, raw, folder.path.name)
        # What a document says of a forecast is worked out with the case.
        if parsed.problems or parsed.record is None or getattr(parsed.record, "as_stated_in", None):
            return None
        found.records[name] = parsed.record
        found.texts[folder.path / name] = parsed.text
    return found


def noted(folder: Folder, names: Sequence[str]) -> Noted:
    """The records with their keys.

    Raises:
        OSError: one of them is gone.
    """
    records = records_in(names)
    return Noted(records, keys_of(folder.descriptor, records), {})


def links_of(forecast: Forecast) -> Links:
    """What else of the case a forecast depends on, and until when."""
    return Links(
        given=forecast.given.forecast if forecast.given else None,
        scenarios=forecast.scenarios.set if forecast.scenarios else None,
        signs=tuple(link.id for link in forecast.indicators),
        closes_at=forecast.closes_at,
    )
