"""Ids of imported entries: they follow from what the foreign system calls a thing, so a second import has them too.

A canonical JSON array of the system, its own names, the time to the second and the value is hashed. The person who
imports, and what records and cases are called here, are no part of it: two colleagues' imports have the same ids.
"""

import json
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from outlook.exchange.cells import to_the_second
from outlook.exchange.table import Forecast, Note, Outcome
from outlook.ledger import ID_LENGTH

_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def estimate_names(one: Forecast) -> tuple[str, ...]:
    """What the system calls a forecast: its question, its forecaster, its own name there, its time."""
    named = [one.question, one.who or one.by, *([one.id] if one.id else [])]
    return (*named, to_the_second(one.at))


def estimate_id(system: str, names: tuple[str, ...], value: Any, number: int = 1) -> str:
    """The id of the entry of a forecast that its system calls by these names; `number` counts those of one second."""
    which = [number] if number > 1 else []
    return _hashed(system, "estimate", *names, dict(value) if isinstance(value, Mapping) else value, *which)


def resolution_id(system: str, one: Outcome) -> str:
    """The id of the entry of an outcome."""
    at = to_the_second(one.known_at) if one.known_at else ""
    return _hashed(system, "resolution", one.question, at, one.outcome)


def evidence_id(system: str, one: Note) -> str:
    """The id of the entry of a note."""
    named = [*one.questions, one.by, *([one.id] if one.id else [])]
    return _hashed(system, "evidence", *named, to_the_second(one.at), one.text)


def _hashed(*parts: Any) -> str:
    text = _CANONICAL.encode(parts)
    return b32encode(sha256(text.encode("utf-8", "surrogatepass")).digest()[:10]).decode("ascii").lower()[:ID_LENGTH]
