"""What of a case is known before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.model.entries import Entry


class Known(NamedTuple):
    """What of a case need not be read: records by the names of their files, and the entries of a ledger without faults.

    None of the entries where the ledger has to be read.
    """

    records: Mapping[str, Any]
    entries: list[Entry] | None


NOTHING_KNOWN = Known({}, None)
