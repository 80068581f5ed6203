"""Statements → the records of a new case: the case itself, and a draft forecast for each statement that was chosen.

Nothing is guessed: what only a person can say is left as TODO, which keeps the forecast a draft, and the lint names it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from outlook.extract.classify import Found
from outlook.extract.horizons import last_day
from outlook.model.place import Place, place_at
from outlook.words import DEFAULT

QUESTION = "TODO: ask for an event that can be seen to happen or not. It says: "
CRITERIA = "TODO: YES if, by the close, … Name who must report it, and what does not count."
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
    )
)
# An amount with its unit; a bare number may be a year, a count of a list or part of a name.
_AMOUNT = re.compile(
    r"(?:[$€£¥] ?\d[\d.,]*(?: ?(?:million|billion|bn|m)\b)?"
    r"|\b\d[\d.,]*(?: to \d[\d.,]*)? ?(?:%|(?:per cent|percent|million|billion|thousand|tonnes|km|people|jobs|barrels"
    r"|crowns|dollars|euros|points?|basis points)\b))",
    re.IGNORECASE,
)
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


def records(title: str, source: Source, found: Sequence[Found], chosen: Sequence[Found]) -> dict[str, dict[str, Any]]:
    """The fields of every record of the case, by id (`case` is the case itself), in the order of writing.

    The case holds the chosen statements and those that are standing assumptions, each assumption with a tripwire to
    fill in.
    """
    assumed = [item for item in found if item.classes[0] == "assumption" and item not in chosen]
    ids = _ids([*chosen, *assumed], taken={"case"})
    forecasts: dict[str, dict[str, Any]] = {}
    for item in chosen:
        forecasts.update(_drafts(item, ids[item.start], source.as_of, taken={*ids.values(), *forecasts}))
    quoted = sorted([*chosen, *assumed], key=lambda one: one.start)
    statements = [_statement(item, ids[item.start], source.places) for item in quoted]
    text = {"text": source.text, "text_sha256": source.text_sha256} if source.text else {}
    document = {"id": source.id, "file": source.file, **text, "sha256": source.sha256, "statements": statements}
    case: dict[str, Any] = {"title": title, "as_of": source.as_of.isoformat(), "documents": [document]}
    if source.scale != DEFAULT:
        case["scale"] = source.scale
    if assumed:
        case["assumptions"] = [
            {"id": ids[item.start], "text": _flat(item.text), "tripwire": TRIPWIRE, "statements": [ids[item.start]]}
            for item in assumed
        ]
    return {"case": case, **forecasts}


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


def _drafts(item: Found, statement_id: str, as_of: date, taken: set[str]) -> dict[str, dict[str, Any]]:
    """The draft of one statement, after that of its condition, if it has one."""
    shared = {"opens_at": as_of.isoformat()}
    closes_on = last_day(item.horizon, as_of) if item.horizon else None
    if closes_on is not None:
        shared["closes_at"] = closes_on.isoformat()
    found: dict[str, dict[str, Any]] = {}
    given: dict[str, Any] = {}
    if item.condition:
        name = _unique(f"if-{_slug(item.condition)}", taken)
        found[name] = {**_fields(item.condition, statement_id), **shared, "tags": ["condition"]}
        given = {"given": {"forecast": name, "outcome": "yes"}}
    says_it = {"as_stated_in": statement_id} if _is_its_own_estimate(item) else {}
    counts = ", which counts as its own estimate while as_stated_in stands here: ask just that, or remove it"
    hedge = f"The report says {item.hedge!r}{counts if says_it else ''}. " if item.hedge else ""
    note = {
        "note": f"{hedge}{_other_kind(item)}State your own probability as the prior, with the base rate it comes from."
    }
    found[statement_id] = {**_fields(item.text, statement_id), **shared, **given, **says_it, **note}
    return found


def _is_its_own_estimate(item: Found) -> bool:
    """Whether the words are the document's, have a number, and leave no doubt of which event: a `not` might turn it."""
    plain = item.text.replace(item.condition or "\0", " ")
    return bool(
        item.band and _verbatim(item.hedge, item.text) and not item.attributed_to and not _NEGATED.search(plain)
    )


def _other_kind(item: Found) -> str:
    """Which kind would ask for more than yes or no: how much, where an amount is named, or which of two."""
    plain = item.text.replace(item.condition or "\0", " ").replace(item.horizon or "\0", " ")
    plain = re.sub(re.escape(item.hedge or "\0"), " ", plain, flags=re.IGNORECASE)
    if amount := _AMOUNT.search(plain):
        return f"It names an amount ({_flat(amount[0])}): kind numeric would ask how much. "
    return "It names alternatives: kind choice would ask which. " if _EITHER.search(plain) else ""


def _fields(text: str, statement_id: str) -> dict[str, Any]:
    return {
        "title": shorten(_flat(text), TITLE, placeholder="…"),
        "question": f"{QUESTION}{_flat(text)}",
        "kind": "binary",
        "criteria": CRITERIA,
        "statements": [statement_id],
    }


def _ids(items: Iterable[Found], taken: set[str]) -> dict[int, str]:
    """An id for each statement, by where it starts."""
    ids: dict[int, str] = {}
    for item in items:
        ids[item.start] = _unique(_slug(item.text), {*taken, *ids.values()})
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


def _flat(text: str) -> str:
    return " ".join(text.split())
