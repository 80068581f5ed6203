"""Statements → the records of a new case: the case itself, and a draft forecast for each statement that was chosen.

Nothing is guessed: what only a person can say is left as TODO, which keeps the forecast a draft, and the lint names it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

from outlook.extract.classify import Found
from outlook.extract.conditions import hangs_on_more, outcome_asked
from outlook.extract.horizons import find_times, last_day
from outlook.extract.lexicon import lowered
from outlook.extract.marks import shown
from outlook.extract.questions import Proposal, propose, propose_condition
from outlook.model.place import Place, place_at
from outlook.words import DEFAULT

QUESTION = "TODO: ask for an event that can be seen to happen or not. It says: "
CRITERIA = "YES if TODO: who decides? reports{until} that it happened."
AMOUNT_CRITERIA = "The figure that TODO: who decides? publishes for it."
TRIPWIRE = "TODO: the observation that would break it"
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "if",
        "it",
        "its",
        "is",
        "are",
        "be",
        "been",
        "as",
        "by",
        "with",
        "that",
        "this",
        "these",
        "those",
        "may",
        "might",
        "could",
        "would",
        "will",
        "shall",
        "should",
        "not",
        "from",
        "has",
        "have",
        "had",
        "their",
        "his",
        "her",
        "our",
        "into",
        "over",
        "than",
        "such",
        "but",
        "also",
        "there",
        "unless",
        "provided",
        "without",
        "absent",
        "barring",
        "event",
        "when",
        "only",
        "even",
        "likely",
        "unlikely",
        "probably",
        "possible",
        "expected",
        "forecast",
        "projected",
        "very",
        "highly",
        "almost",
        "again",
        "further",
        "about",
        "some",
        "any",
        "more",
        "so",
        "we",
        "they",
        "he",
        "she",
        "said",
        "says",
        "lead",
        "one",
    )
)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
_READ_ON = re.compile(r",?\s+(?:of\s+)?(?:19|20|21)\d\d\b")  # a year behind what was read
_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|none|nobody|nothing|hardly|without)\b|n[’']t\b", re.IGNORECASE)
_EITHER = re.compile(r"\beither\b.{3,120}\bor\b", re.IGNORECASE | re.DOTALL)
WORDS_OF_AN_ID = 4
TITLE = 60


@dataclass(frozen=True, slots=True)
class Source:
    """The document: its id in the case, the name of its file, its SHA-256, the day from which it looks ahead.

    `text` is the file that holds what was read from it, with the SHA-256 of that; None where it is the document itself.
    `places` says where in it a character stands.
    """

    id: str
    file: str
    sha256: str
    as_of: date
    scale: str = DEFAULT
    text: str | None = None
    text_sha256: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a record that is to be finished, and for some a hint that stands above them.

    A hint may be for a field that is not there: what nobody could read, with the words of the report.
    """

    fields: dict[str, Any]
    hints: dict[str, str] = field(default_factory=dict)


def records(title: str, source: Source, found: Sequence[Found], chosen: Sequence[Found]) -> dict[str, Draft]:
    """The record of the case (`case`) and of each draft, by id, in the order of writing.

    The case holds the chosen statements and those that are standing assumptions, each assumption with a tripwire to
    fill in.
    """
    assumed = [item for item in found if item.classes[0] == "assumption" and item not in chosen]
    lower = frozenset(word for item in found for word in _SMALL_WORD.findall(item.text))
    proposed = {item.start: _proposal(item, source.as_of, lower) for item in chosen}
    ids = _ids([*chosen, *assumed], proposed, taken={"case"})
    forecasts: dict[str, Draft] = {}
    for item in chosen:
        taken = {*ids.values(), *forecasts}
        forecasts.update(_drafts(item, ids[item.start], source.as_of, proposed[item.start], taken))
    quoted = sorted([*chosen, *assumed], key=lambda one: one.start)
    statements = [_statement(item, ids[item.start], source.places) for item in quoted]
    text = {"text": source.text, "text_sha256": source.text_sha256} if source.text else {}
    document = {"id": source.id, "file": source.file, **text, "sha256": source.sha256, "statements": statements}
    case: dict[str, Any] = {"title": title, "as_of": source.as_of.isoformat(), "documents": [document]}
    if source.scale != DEFAULT:
        case["scale"] = source.scale
    if assumed:
        case["assumptions"] = [
            {"id": ids[item.start], "text": shown(item.text), "tripwire": TRIPWIRE, "statements": [ids[item.start]]}
            for item in assumed
        ]
    return {"case": Draft(case), **forecasts}


def _statement(item: Found, statement_id: str, places: Sequence[Place]) -> dict[str, Any]:
    place = place_at(places, item.start)
    fields = {
        "id": statement_id,
        "quote": item.text,
        "classes": list(item.classes),
        "hedge": _verbatim(item.hedge, item.text),
        "condition": item.condition,
        "horizon": item.horizon,
        "attributed_to": item.attributed_to,
        "page": place.page,
        "heading": place.heading,
    }
    return {name: value for name, value in fields.items() if value}


def _closing_day(item: Found, as_of: date) -> date | None:
    """The last day of the statement's time; None where the words were not read to their end."""
    if item.horizon is None:
        return None
    behind = item.text[item.text.find(item.horizon) + len(item.horizon) :]
    return None if _READ_ON.match(behind) else last_day(shown(item.horizon), as_of)


def _proposal(item: Found, as_of: date, lower: frozenset[str]) -> Proposal | None:
    return propose(item, _closing_day(item, as_of), lower)


def _drafts(
    item: Found, statement_id: str, as_of: date, proposal: Proposal | None, taken: set[str]
) -> dict[str, Draft]:
    """The draft of one statement, after that of its condition, if it has one."""
    closes_on = _closing_day(item, as_of)
    close_hint = {"closes_at": _about_the_close(shown(item.horizon or ""), closes_on)}
    found: dict[str, Draft] = {}
    given: dict[str, Any] = {}
    if item.condition:
        name = _unique(f"if-{_slug(item.condition)}", taken)
        found[name] = _draft_of_condition(item, statement_id, as_of)
        given = {"given": {"forecast": name, "outcome": outcome_asked(item.condition)}}
    asks = _asked(item, proposal, closes_on)
    own = proposal is None or proposal.kind == "binary"
    says_it = {"as_stated_in": statement_id} if own and _is_its_own_estimate(item) else {}
    fields = {**asks.fields, **_window(as_of, closes_on), **given, "statements": [statement_id], **says_it}
    found[statement_id] = Draft(fields, {**asks.hints, **close_hint, **_hints(item, proposal, given, says_it)})
    return found


def _asked(item: Found, proposal: Proposal | None, closes_on: date | None) -> Draft:
    """What is asked, of which kind, and how it is judged."""
    text = shown(item.text)
    until = _by(closes_on)
    if proposal is None:
        title = shorten(text, TITLE, placeholder="…")
        fields = {"title": title, "question": f"{QUESTION}{text}", "kind": "binary"}
        return Draft({**fields, "criteria": CRITERIA.format(until=until)})
    unit = {"unit": proposal.unit} if proposal.unit else {}
    criteria = AMOUNT_CRITERIA if proposal.kind == "numeric" else CRITERIA.format(until=until)
    title = shorten(proposal.event, TITLE, placeholder="…")
    fields = {"title": title, "question": proposal.question, "kind": proposal.kind, **unit, "criteria": criteria}
    return Draft(fields, {"question": f"proposed; the report says: {text}"})


def _draft_of_condition(item: Found, statement_id: str, as_of: date) -> Draft:
    """The draft that asks whether the condition comes true, by its own time if it names one."""
    condition = shown(item.condition or "")
    times = find_times(condition, lowered(condition))
    said = times[0].text if times else shown(item.horizon or "")
    closes_on = last_day(said, as_of) if times else _closing_day(item, as_of)
    asked = propose_condition(condition, closes_on)
    fields = {
        "title": shorten(condition, TITLE, placeholder="…"),
        "question": asked or f"{QUESTION}{condition}",
        "kind": "binary",
        "criteria": CRITERIA.format(until=_by(closes_on)),
        **_window(as_of, closes_on),
        "statements": [statement_id],
        "tags": ["condition"],
    }
    about = {"question": f"proposed; the condition is: {condition}"} if asked else {}
    return Draft(fields, {**about, "closes_at": _about_the_close(said, closes_on)})


def _window(as_of: date, closes_on: date | None) -> dict[str, str]:
    closes = {"closes_at": closes_on.isoformat()} if closes_on else {}
    return {"opens_at": as_of.isoformat(), **closes}


def _by(closes_on: date | None) -> str:
    return f" by {closes_on.day} {closes_on:%B %Y}" if closes_on else ""


def _about_the_close(said: str, closes_on: date | None) -> str:
    if not said:
        return "TODO: the report names no time"
    return f"the report says “{said}”" if closes_on else f"TODO: a day; the report says “{said}”"


def _hints(item: Found, proposal: Proposal | None, given: dict[str, Any], says_it: dict[str, Any]) -> dict[str, str]:
    """What is left to say, and what the report said of it."""
    hints = {"criteria": "say who decides, and what does not count", "prior": "TODO: your own probability"}
    if proposal is not None and proposal.kind == "numeric":
        hints["prior"] = f"TODO: quantiles, {{q05: …, q50: …, q95: …}}; the report says {proposal.amount}"
    elif item.hedge:
        hints["prior"] += f"; the report says “{item.hedge}”"
    if says_it:
        hints["as_stated_in"] = "its words count as its own estimate of this question; remove it if you ask another"
    if given and given["given"]["outcome"] == "no":
        hints["given"] = "the condition is that this does not happen"
    if _EITHER.search(item.text):
        hints["kind"] = "it names alternatives: kind choice would ask which"
    return hints


def _is_its_own_estimate(item: Found) -> bool:
    """Whether the words are the document's, have a number, and leave no doubt of which event.

    A `not` might turn the event; a condition that was seen and not understood leaves open when the words hold.
    """
    plain = item.text.replace(item.condition or "\0", " ")
    doubtful = item.attributed_to or _NEGATED.search(plain) or hangs_on_more(item.text, item.condition)
    return bool(item.band and _verbatim(item.hedge, item.text) and not doubtful)


def _ids(items: Iterable[Found], proposed: Mapping[int, Proposal | None], taken: set[str]) -> dict[int, str]:
    """An id for each statement, by where it starts: of what it asks, or else of what it says."""
    ids: dict[int, str] = {}
    for item in items:
        proposal = proposed.get(item.start)
        text = proposal.event if proposal else shown(item.text)
        ids[item.start] = _unique(_slug(text), {*taken, *ids.values()})
    return ids


def _slug(text: str) -> str:
    plain = text.lower().replace("’s", "").replace("'s", "")
    words = [word for word in _WORD.findall(plain) if word not in _EMPTY]
    return "-".join(words[:WORDS_OF_AN_ID]) or "statement"


def _unique(slug: str, taken: set[str]) -> str:
    return next(
        name for number in range(1, 10_000) if (name := slug if number == 1 else f"{slug}-{number}") not in taken
    )


def _verbatim(part: str | None, text: str) -> str | None:
    """The part as the text has it; None where it does not stand there on one line."""
    match = re.search(re.escape(part), text, re.IGNORECASE) if part else None
    return match[0] if match else None
