"""Statements → the records of a new case: the case itself, and a draft forecast for each statement that was chosen.

Nothing is guessed: what only a person can say is left as TODO, which keeps the forecast a draft, and the lint names it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Any, NamedTuple

from outlook.extract.amounts import said_to_be, spread_of, unit_of
from outlook.extract.asked_conditions import named, propose_condition
from outlook.extract.asked_times import period_of, until_then, whole_words
from outlook.extract.clauses import of_its_hedge, says_two_things
from outlook.extract.conditions import hangs_on_more, outcome_asked
from outlook.extract.firm import is_of_an_older_paper
from outlook.extract.found import Found
from outlook.extract.horizons import find_times, last_day
from outlook.extract.lexicon import lowered
from outlook.extract.marks import shown
from outlook.extract.naming import slug, slug_of_event, unique
from outlook.extract.questions import Proposal, bare, propose
from outlook.extract.spoken_of import outcome_of, points_back
from outlook.model.as_stated import AsStated, as_stated
from outlook.model.denials import Way, clause_of, denies, way_of
from outlook.model.place import Place, place_at
from outlook.model.quotes import quoted
from outlook.words import DEFAULT

QUESTION = "TODO: ask for an event that can be seen to happen or not. It says: "
BEFORE = "TODO: ask for what the sentence before speaks of. It says: "
CRITERIA = "YES if TODO: who decides? reports{until} that it happened."
LASTING_CRITERIA = "YES if TODO: who decides? reports that it was so{until}."
AMOUNT_CRITERIA = "The figure that TODO: who decides? publishes for it."
TITLE_LENGTH = 80  # of a sentence for which no question could be proposed
TRIPWIRE = "TODO: the observation that would break it"
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_READ_ON = re.compile(r",?\s+(?:of\s+)?(?:19|20|21)\d\d\b")  # a year behind what was read
_SO_LONG = re.compile(
    r"(?:with)?in (?:(?:about|around|some|roughly|a matter of) )?"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|(?:a )?few|several) "
    r"(?:hour|day|week|month|quarter|year|decade)s?(?: (?:or so|of that|afterwards?))?",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\beither\b.{3,120}\bor\b", re.IGNORECASE | re.DOTALL)


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


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a record that is to be finished, and for some a hint that stands above them.

    A hint may be for a field that is not there: what nobody could read, with the words of the report.
    """

    fields: dict[str, Any]
    hints: dict[str, str] = field(default_factory=dict)


class Drawn(NamedTuple):
    """What a document gives its case: its own entry with its statements, assumptions, and drafts by their ids.

    `ids` are those of its statements, by where each begins.
    """

    document: dict[str, Any]
    assumptions: list[dict[str, Any]]
    forecasts: dict[str, Draft]
    ids: dict[int, str]


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
) -> Drawn:
    """What a case gets from a document: the chosen statements with their drafts, and those that are only `quoted`.

    The standing assumptions come with them, each with a tripwire to fill in, but for those whose text is `assumed`
    already. No id is one of those that are `taken`.
    """
    kept = [*chosen, *(item for item in quoted if item not in chosen)]
    stand = [item for item in found if item.classes[0] == "assumption" and item not in kept]
    stand = [item for item in stand if shown(item.text) not in assumed]
    lower = words_in_lower_case(found)
    proposed = {item.start: _proposal(item, source.as_of, lower) for item in chosen}
    ids = _ids([*kept, *stand], proposed, {"case", *taken})
    before = {later.start: earlier for earlier, later in pairwise(found)}
    forecasts: dict[str, Draft] = {}
    for item in chosen:
        reserved = {"case", *taken, *ids.values(), *forecasts}
        spoken_of = _spoken_of(item, before.get(item.start), proposed, ids)
        forecasts.update(_drafts(item, ids[item.start], source.as_of, proposed[item.start], reserved, spoken_of))
    statements = [
        _statement(item, ids[item.start], source.places) for item in sorted([*kept, *stand], key=lambda one: one.start)
    ]
    return Drawn(_document(source, statements), [_assumption(item, ids[item.start]) for item in stand], forecasts, ids)


def drafts_of(item: Found, statement_id: str, as_of: date, taken: Collection[str]) -> dict[str, Draft]:
    """The draft of a statement that its case has already, by its id, after that of its condition, if it has one.

    The draft has the statement's id where that is free.
    """
    proposal = _proposal(item, as_of, words_in_lower_case([item]))
    found = _drafts(item, statement_id, as_of, proposal, {"case", *taken, statement_id})
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


def _closing_day(item: Found, as_of: date) -> date | None:
    """The last day of the statement's time.

    None where the words were not read to their end, and where a length of time begins when a condition is met.
    """
    if item.horizon is None or (item.condition and _SO_LONG.fullmatch(item.horizon)):
        return None
    behind = item.text[item.text.find(item.horizon) + len(item.horizon) :]
    return (
        None if _READ_ON.match(behind) else last_day(whole_words(period_of(shown(item.horizon).lower()), as_of), as_of)
    )


def _proposal(item: Found, as_of: date, lower: frozenset[str]) -> Proposal | None:
    asked = of_its_hedge(item)
    return asked and propose(asked, _closing_day(asked, as_of), lower)


def _spoken_of(
    item: Found, before: Found | None, proposed: Mapping[int, Proposal | None], ids: Mapping[int, str]
) -> str | None:
    """The draft of the sentence before, where a condition such as *if it does* points at that and it has one."""
    if before is None or item.condition is None or not points_back(shown(item.condition)):
        return None
    asked = proposed.get(before.start)
    return ids[before.start] if asked is not None and asked.kind == "binary" else None


def _drafts(
    item: Found,
    statement_id: str,
    as_of: date,
    proposal: Proposal | None,
    taken: set[str],
    spoken_of: str | None = None,
) -> dict[str, Draft]:
    """The draft of one statement, after that of its condition, if it has one: of the clause that its hedge is about.

    Where the condition only points at the sentence before, `spoken_of` is the draft of that: it is proposed as what is
    given, and the words are no estimate until a person says so.
    """
    whole, item = item, of_its_hedge(item) or item._replace(condition=None, horizon=None)
    closes_on = _closing_day(item, as_of)
    close_hint = {"closes_at": _about_the_close(shown(item.horizon or ""), closes_on)}
    found: dict[str, Draft] = {}
    given: dict[str, Any] = {}
    if item.condition and spoken_of:
        given = {"given": {"forecast": spoken_of, "outcome": outcome_of(shown(item.condition))}}
    elif item.condition:
        name = unique(f"if-{slug(_timeless(item.condition))}", taken)
        found[name] = _draft_of_condition(item, statement_id, as_of)
        given = {"given": {"forecast": name, "outcome": outcome_asked(item.condition)}}
    asks = _asked(whole, proposal, closes_on)
    own = proposal is None or proposal.kind == "binary"
    # Of a sentence that says two things, the question asks about the clause of the hedge: then its words count for it.
    way = _way_of_its_own(item if proposal else whole, proposal) if own and spoken_of is None else None
    says_it = {"as_stated_in": str(AsStated(statement_id, of_no=way == "opposite"))} if way else {}
    fields = {**asks.fields, **_window(as_of, closes_on), **given, "statements": [statement_id], **says_it}
    hints = {**asks.hints, **close_hint, **_hints(whole, proposal, given, says_it)}
    if spoken_of:
        hints["given"] = (
            f"“{shown(item.condition or '')}” is taken to speak of the sentence before; change it if it does not"
        )
    found[statement_id] = Draft(fields, hints)
    return found


def _asked(item: Found, proposal: Proposal | None, closes_on: date | None) -> Draft:
    """What is asked, of which kind, and how it is judged."""
    text = item.plain
    by_then = until_then(item, closes_on)
    form = LASTING_CRITERIA if by_then.startswith(" until") else CRITERIA
    if proposal is None and (amount := said_to_be(text, item.hedge)):
        fields = {"title": _short(text), "question": f"{QUESTION}{text}", "kind": "numeric"}
        return Draft({**fields, "unit": unit_of(amount), "criteria": AMOUNT_CRITERIA})
    if proposal is None:
        fields = {"title": _short(text), "question": f"{QUESTION}{text}", "kind": "binary"}
        return Draft({**fields, "criteria": form.format(until=by_then)})
    unit = {"unit": proposal.unit} if proposal.unit else {}
    criteria = AMOUNT_CRITERIA if proposal.kind == "numeric" else form.format(until=by_then)
    fields = {
        "title": proposal.event,
        "question": proposal.question,
        "kind": proposal.kind,
        **unit,
        "criteria": criteria,
    }
    return Draft(fields, {"question": f"proposed; the report says: {text}"})


def _short(text: str) -> str:
    """The beginning of a sentence, as a title: the whole of it is in the question."""
    return shorten(text.rstrip("."), TITLE_LENGTH, placeholder=" …")


def _draft_of_condition(item: Found, statement_id: str, as_of: date) -> Draft:
    """The draft that asks whether the condition comes true, by its own time if it names one."""
    condition = shown(item.condition or "")
    times = find_times(condition, lowered(condition))
    said = times[0].text if times else shown(item.horizon or "")
    closes_on = last_day(said, as_of) if times else _closing_day(item, as_of)
    # What becomes the close of the question is not said twice.
    dated = _timeless(condition) if times and closes_on else condition
    asked = None if (is_back := points_back(condition)) else propose_condition(dated, closes_on)
    fields = {
        "title": named(condition),
        "question": asked or f"{BEFORE if is_back else QUESTION}{condition}",
        "kind": "binary",
        "criteria": CRITERIA.format(until=until(closes_on)),
        **_window(as_of, closes_on),
        "statements": [statement_id],
        "tags": ["condition"],
    }
    about = {"question": f"proposed; the condition is: {condition}"} if asked else {}
    return Draft(fields, {**about, "closes_at": _about_the_close(said, closes_on)})


def _timeless(condition: str) -> str:
    for time in find_times(condition, lowered(condition)):
        condition = condition.replace(time.text, " ")
    return condition


def _window(as_of: date, closes_on: date | None) -> dict[str, str]:
    closes = {"closes_at": closes_on.isoformat()} if closes_on else {}
    return {"opens_at": as_of.isoformat(), **closes}


def until(closes_on: date | None) -> str:
    """The closing day as a question and its criteria name it; nothing where there is none."""
    return f" by {closes_on.day} {closes_on:%B %Y}" if closes_on else ""


def _about_the_close(said: str, closes_on: date | None) -> str:
    if not said:
        return "TODO: the report names no time"
    return f"the report says “{said}”" if closes_on else f"TODO: a day; the report says “{said}”"


def _hints(item: Found, proposal: Proposal | None, given: dict[str, Any], says_it: dict[str, Any]) -> dict[str, str]:
    """What is left to say, and what the report said of it."""
    hints = {"criteria": "say who decides, and what does not count", "prior": "TODO: your own probability"}
    amount = said_to_be(item.plain, item.hedge) if proposal is None else proposal.amount
    if amount:
        spread = spread_of(item.plain)
        said = f"{amount} ({spread})" if spread else amount
        hints["prior"] = f"TODO: quantiles, {{q05: …, q50: …, q95: …}}; the report says {said}"
    elif item.hedge and proposal is not None and denies(_clause(item), proposal.question):
        hints["prior"] += f"; the report says “{item.hedge}” of its not happening"
    elif item.hedge:
        hints["prior"] += f"; the report says “{item.hedge}”"
    if says_two_things(item):
        hints["question"] = f"the report says two things: {item.plain}"
    if says_it:
        of_no = as_stated(says_it["as_stated_in"]).of_no
        what = "say how likely it is that this does not happen, and so are" if of_no else "count as"
        hints["as_stated_in"] = f"its words {what} its own estimate of this question; remove it if you ask another"
    if given and given["given"]["outcome"] == "no":
        hints["given"] = "the condition is that this does not happen"
    if _EITHER.search(item.text):
        hints["kind"] = "it names alternatives: kind choice would ask which"
    return hints


def _clause(item: Found) -> str:
    """The words of the clause of the hedge."""
    cut = of_its_hedge(item) or item
    return clause_of(cut.text, cut)


def _way_of_its_own(item: Found, proposal: Proposal | None) -> Way | None:
    """Whether a statement's words are the document's estimate of what is asked, or of its opposite; None if of neither.

    Where nothing could be proposed a person asks, and what denies something might be denied there too.
    """
    is_there = item.hedge is not None and quoted(item.hedge, item.text) is not None
    if item.band is None or not is_there or why_not_its_own(item) is not None:
        return None
    way = way_of(item.text, item, proposal.question if proposal else "")
    return None if way == "unclear" or (way == "opposite" and proposal is None) else way


def why_not_its_own(item: Found) -> str | None:
    """Why a statement's words are not the document's estimate of an event, or leave doubt of which; None if they are.

    A second clause may be what the words are about, and a condition that was seen and not understood leaves open when
    they hold. Whether a *not* turns the event, the question decides (`outlook.model.denials`).
    """
    if item.attributed_to:
        return f"{item.attributed_to} says it, and not the document"
    if is_of_an_older_paper(lowered(shown(item.text))):
        return "it says what an older paper said, which is of its day"
    if says_two_things(item):
        return "it says two things, and its words may be about the other"
    if hangs_on_more(item.text, item.condition):
        return "it holds under a condition that was not understood"
    return None


def _ids(items: Iterable[Found], proposed: Mapping[int, Proposal | None], taken: set[str]) -> dict[int, str]:
    """An id for each statement, by where it starts: of what it asks, or else of what it says."""
    ids: dict[int, str] = {}
    for item in items:
        ids[item.start] = unique(_id(item, proposed.get(item.start)), {*taken, *ids.values()})
    return ids


def _id(item: Found, proposal: Proposal | None) -> str:
    if proposal is None:
        return slug(bare(item))
    return slug_of_event(proposal.subject, proposal.verb.replace(proposal.amount or "\0", " "))
