"""Fatebook: its CSV export of both versions, the CSV that its own importer takes, and the JSON of its API."""

from collections.abc import Sequence

from outlook.exchange.asked import take
from outlook.exchange.fatebook.api import asked_in_json
from outlook.exchange.fatebook.export import asked_in_csv
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Table
from outlook.exchange.wishes import Wishes

SYSTEM, NAME = "fatebook", "Fatebook"


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The questions and forecasts of Fatebook's files.

    Raises:
        InvalidValue: a row cannot be read, or two contradict each other.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    for source in sources:
        if source.is_empty:
            continue
        asked = asked_in_json if source.looks_like_json else asked_in_csv
        for one in asked(source, draft, faults, wishes):
            take(draft, faults, one, wishes)
    faults.refuse_any()
    return draft.finished()
