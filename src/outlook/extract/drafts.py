"""Statements → the records of a new case: the case itself, and a draft forecast for each statement that was chosen.

Nothing is guessed: what only a person can say is left as TODO, which keeps the forecast a draft, and the lint names it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from outlook.extract.clauses import of_its_hedge
from outlook.extract.closes import Calendar, closing_day, is_of_something_else, still_ahead
from outlook.extract.fiscal import document_counts_in_fiscal_years
from outlook.extract.found import Found
from outlook.extract.marks import shown
from outlook.extract.naming import slug, slug_of_event, unique
from outlook.extract.one_draft import Draft, drafts_of_one
from outlook.extract.questions import Proposal, bare, propose
from outlook.extract.spoken_of import points_back
from outlook.model.place import Place, place_at
from outlook.model.quotes import quoted
from outlook.words import DEFAULT

TRIPWIRE = "TODO: the observation that would break it"
_POINTING = re.compile(r"\W*(?:it|they|he|she|this|that|these|those|such|both|so|if so)\b", re.IGNORECASE)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Source:
    """The document: its id in the case, the name of its file, its SHA-256, the day from which it looks ahead.

    `text` is the file that holds what was read from it, with the SHA-256 of that; None where it is the document itself.
    `places` says where in it a character stands. `is_further` if its case holds others, whose day is not its own.
    """

    id: str
    file: str
    sha256: str
    as_of: date
    scale: str = DEFAULT
    text: str | None = None
    text_sha256: str | None = None
    places: tuple[Place, ...] = ()
    author: str | None = None
    is_further: bool = False


class Drawn(NamedTuple):
    """What a document gives its case: its own entry with its statements, assumptions, and drafts by their ids.

    `ids` are those of its statements, by where each begins. `repeated` says the same of a statement that says word for
    word what an earlier one says: its draft is that of the earlier one, which is named by where that begins.
    """

    document: dict[str, Any]
    assumptions: list[dict[str, Any]]
    forecasts: dict[str, Draft]
    ids: dict[int, str]
    repeated: Mapping[int, int] = MappingProxyType({})


def case_of(title: str, source: Source, drawn: Drawn) -> Draft:
    """The record of a new case that holds one document."""
    case: dict[str, Any] = {"title": title, "as_of": source.as_of.isoformat(), "documents": [drawn.document]}
    if source.scale != DEFAULT:
        case["scale"] = source.scale
    if drawn.assumptions:
        case["assumptions"] = drawn.assumptions
    return Draft(case)


def draw(
    source: Source,
    found: Sequence[Found],
    chosen: Sequence[Found],
    quoted: Sequence[Found] = (),
    taken: Collection[str] = (),
    assumed: Collection[str] = (),
    alone: Collection[int] = (),
) -> Drawn:
    """What a case gets from a document: the chosen statements with their drafts, and those that are only `quoted`.

    A sentence that stands in it twice gets one draft, but where it is `alone` (by where it begins). The standing
    assumptions come with them, each with a tripwire to fill in, but for those whose text is `assumed` already. No id is
    one of those that are `taken`.
    """
    kept = [*chosen, *(item for item in quoted if item not in chosen)]
    stand = [item for item in found if item.classes[0] == "assumption" and item not in kept]
    stand = [item for item in stand if shown(item.text) not in assumed]
    lower = words_in_lower_case(found)
    calendar = Calendar(source.as_of, document_counts_in_fiscal_years(" ".join(item.text for item in found)))
    proposed = {item.start: _proposal(item, calendar, lower) for item in chosen}
    ids = _ids([*kept, *stand], proposed, {"case", *taken})
    before = {later.start: earlier for earlier, later in pairwise(found)}
    forecasts: dict[str, Draft] = {}
    repeated = _repeated(chosen, alone)
    for item in (one for one in chosen if one.start not in repeated):
        reserved = {"case", *taken, *ids.values(), *forecasts}
        spoken_of = _spoken_of(item, before.get(item.start), proposed, ids)
        forecasts.update(drafts_of_one(item, ids[item.start], calendar, proposed[item.start], reserved, spoken_of))
    for later, first in repeated.items():
        forecasts[ids[first]].fields["statements"].append(ids[later])
    statements = [
        _statement(item, ids[item.start], source.places) for item in sorted([*kept, *stand], key=lambda one: one.start)
    ]
    assumptions = [_assumption(item, ids[item.start]) for item in stand]
    return Drawn(_document(source, statements), assumptions, forecasts, ids, repeated)


def _repeated(chosen: Sequence[Found], alone: Collection[int]) -> dict[int, int]:
    """The statements that say word for word what an earlier one says, by where both begin.

    What points at the sentences before may say another thing each time.
    """
    first: dict[tuple[str, ...], int] = {}
    found: dict[int, int] = {}
    for item in sorted(chosen, key=lambda one: one.start):
        words = " ".join(item.plain.split())
        earlier = first.setdefault((words, item.cell, item.attributed_to or ""), item.start)
        is_its_own = item.start in alone or _POINTING.match(words) or points_back(shown(item.condition or ""))
        if earlier != item.start and not is_its_own:
            found[item.start] = earlier
    return found


def drafts_of(
    item: Found, statement_id: str, as_of: date, taken: Collection[str], document: str = ""
) -> dict[str, Draft]:
    """The draft of a statement that its case has already, by its id, after that of its condition, if it has one.

    The draft has the statement's id where that is free. `document` is the text of the statement's document, where it is
    at hand: it may say that its quarters and years are fiscal.
    """
    calendar = Calendar(as_of, document_counts_in_fiscal_years(document))
    proposal = _proposal(item, calendar, words_in_lower_case([item]))
    found = drafts_of_one(item, statement_id, calendar, proposal, {"case", *taken, statement_id})
    free = unique(statement_id, taken)
    return {free if name == statement_id else name: draft for name, draft in found.items()}


def words_in_lower_case(found: Sequence[Found]) -> frozenset[str]:
    """The words that a document has in lower case: such a word is no name where it opens a sentence."""
    return frozenset(word for item in found for word in _SMALL_WORD.findall(item.text))


def _document(source: Source, statements: list[dict[str, Any]]) -> dict[str, Any]:
    fields = {
        "id": source.id,
        "file": source.file,
        "text": source.text,
        "text_sha256": source.text_sha256 if source.text else None,
        "sha256": source.sha256,
        "author": source.author,
        "as_of": source.as_of.isoformat() if source.is_further else None,
    }
    return {**{name: value for name, value in fields.items() if value}, "statements": statements}


def _assumption(item: Found, statement_id: str) -> dict[str, Any]:
    return {"id": statement_id, "text": shown(item.text), "tripwire": TRIPWIRE, "statements": [statement_id]}


def _statement(item: Found, statement_id: str, places: Sequence[Place]) -> dict[str, Any]:
    place = place_at(places, item.start)
    fields = {
        "id": statement_id,
        "quote": item.text,
        # What somebody says in another clause is no part of what is quoted for its hedge.
        "classes": [one for one in item.classes if one != "attributed" or item.attributed_to],
        "hedge": quoted(item.hedge, item.text) if item.hedge else None,
        "condition": item.condition,
        "horizon": item.horizon,
        "attributed_to": item.attributed_to,
        "page": place.page,
        "heading": place.heading,
        "cell": item.cell,
    }
    return {name: value for name, value in fields.items() if value}


def _proposal(item: Found, calendar: Calendar, lower: frozenset[str]) -> Proposal | None:
    asked = of_its_hedge(item)
    asked = asked and still_ahead(asked, calendar)
    if asked and is_of_something_else(asked):
        asked = asked._replace(horizon=None)
    return asked and propose(asked, closing_day(asked, calendar.of(item.text)), lower)


def _spoken_of(
    item: Found, before: Found | None, proposed: Mapping[int, Proposal | None], ids: Mapping[int, str]
) -> str | None:
    """The draft of the sentence before, where a condition such as *if it does* points at that and it has one."""
    if before is None or item.condition is None or not points_back(shown(item.condition)):
        return None
    asked = proposed.get(before.start)
    return ids[before.start] if asked is not None and asked.kind == "binary" else None


def _ids(items: Iterable[Found], proposed: Mapping[int, Proposal | None], taken: set[str]) -> dict[int, str]:
    """An id for each statement, by where it starts: of what it asks, or else of what it says."""
    ids: dict[int, str] = {}
    for item in items:
        ids[item.start] = unique(_id(item, proposed.get(item.start)), {*taken, *ids.values()})
    return ids


def _id(item: Found, proposal: Proposal | None) -> str:
    if proposal is None:
        asked = slug(bare(item))
        return asked if "-" in asked else slug(item.plain)  # of what is left, nothing may tell
    return slug_of_event(proposal.subject, proposal.verb.replace(proposal.amount or "\0", " "))
