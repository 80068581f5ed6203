"""One line of a ledger: bytes to a document and back, and what is wrong with a line that is no entry."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outlook.files import READ_SIZE
from outlook.ledger.chain import BYTE_ORDER_MARK, Line
from outlook.ledger.versions import Version

Document = dict[str, Any]
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not an entry; `line` counts from 1."""

    line: int
    code: str
    message: str
    excerpt: str = ""
    hint: str = ""


def parsed_lines(data: bytes) -> Iterator[Line]:
    """The lines that are entries; others are passed over."""
    for number, raw in enumerate(data.split(b"\n"), 1):
        document = parse(raw)
        if isinstance(document, dict):
            yield Line(number, raw, document)


def written(document: Document) -> bytes:
    """The line that a document makes, with its newline."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def parse(raw: bytes) -> Document | str | None:
    """The document on a line, None for a blank line, or the sentence that says what is wrong with it."""
    if not raw.strip():
        return None
    try:
        document = loaded(raw.removeprefix(BYTE_ORDER_MARK))
    except (ValueError, RecursionError):
        return "this line is not JSON; it is left out, the rest stays in use"
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        return "this line is not an entry: it has no id; it is left out, the rest stays in use"
    return document


def loaded(raw: bytes) -> Any:
    """As `json.loads`, which looks at each line's first bytes for an encoding that hardly any has."""
    if raw[:1] == b"{" and raw[1:2] != b"\0" and b"\xed" not in raw:  # a half of a pair of surrogates begins so
        text = raw.decode()
        found, end = _DECODER.raw_decode(text)
        return found if end == len(text) else json.loads(text)  # which knows what may follow
    return json.loads(raw)


def contested(name: str, versions: Mapping[str, Version], hashed: str, version: Version) -> Fault:
    """One of the versions of an id that has several, of which none counts."""
    others = [str(other.lines[0]) for one, other in versions.items() if one != hashed]
    message = f"the id {name[:60]!a} has other content on line {', '.join(others)}: neither counts until it is settled"
    hint = f'outlook verify --settle {name[:60]}:{hashed} --why "…" keeps this one'
    said = excerpt(json.dumps(version.document, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return Fault(version.lines[0], "two-versions", message, said, hint)


def excerpt(raw: bytes, limit: int = 120) -> str:
    """The beginning of a line, as a message may show it."""
    return raw[:limit].decode("utf-8", "backslashreplace")


def bytes_from(descriptor: int, offset: int) -> bytes:
    """All bytes from the offset on; a single read may stop short of a very long file."""
    parts: list[bytes] = []
    while part := os.pread(descriptor, READ_SIZE, offset):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)
