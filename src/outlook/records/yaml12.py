"""YAML text → plain data, under rules that leave nothing to guess, and → the place of every node.

YAML 1.2 scalars only (`yes`, `no`, `12:30`, `010` are text), no duplicate keys, no anchors, aliases or
tags, one document, at most 1 MB and 40 levels. Data is built straight from libyaml's events; places
are looked up in a second pass, and only for what is wrong.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import isinf
from typing import Any, NamedTuple

import yaml

from outlook.records.plain_yaml import plain_record

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 40
# YAML takes them for line breaks, editors do not: the lines after one would be counted wrong.
HIDDEN_BREAKS = re.compile("[\x85\u2028\u2029]")
RESERVED = ("@", "`", "%")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALAR, _SEQUENCE = yaml.ScalarEvent, yaml.SequenceStartEvent
_SEQUENCE_END, _MAPPING_END = yaml.SequenceEndEvent, yaml.MappingEndEvent
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Path = tuple[str | int, ...]
_CONFLICT = re.compile(r"^<{7,}(?: |$)", re.MULTILINE)  # git writes eight where both sides renamed a file


class Position(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class YamlError(ValueError):
    """Text that is not YAML as read here; carries the place and the way out."""

    def __init__(self, message: str, place: Position, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint


def decode(raw: bytes) -> str:
    """UTF-8 bytes as text, without a byte-order mark; raises YamlError naming the first byte that is not."""
    if len(raw) > SIZE_LIMIT:
        raise YamlError(
            f"the file has {len(raw):,} bytes; a record has at most {SIZE_LIMIT:,}",
            Position(1, 1),
            "keep long material in a document beside the record",
        )
    raw = raw.removeprefix(BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        lines = lines_of(raw[: error.start].decode() + ".")
        place = Position(len(lines), len(lines[-1]))
        raise YamlError(f"byte 0x{raw[error.start]:02x} is not UTF-8", place, "save the file as UTF-8") from None


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def load(text: str) -> Any:
    """The data of the one YAML document in the text (None if it is empty).

    Raises:
        YamlError: for anything that is not YAML under the rules above.
    """
    plain = plain_record(text, _scalar)
    return _Builder(text).build() if plain is None else plain


def locate(text: str, path: Sequence[str | int]) -> Position:
    """Where the node at that path stands (its key, for a field of a mapping); the nearest known ancestor if absent."""
    builder = _Builder(text, places={})
    builder.build()
    assert builder.places is not None
    known = tuple(path)
    while known and known not in builder.places:
        known = known[:-1]
    return builder.places.get(known, Position(1, 1))


class _Builder:
    """Folds the parser's events into dicts, lists and scalars; recursion is bounded by the depth limit."""

    def __init__(self, text: str, places: dict[Path, Position] | None = None) -> None:
        if found := HIDDEN_BREAKS.search(text):
            raise _refused_character(text, found.start())
        self.places = places
        self._text = text

    def build(self) -> Any:
        """The data of the one document, None if it is empty; raises YamlError."""
        loader: Any = None
        try:
            loader = _LOADER(self._text)
            self._next: Callable[[], Any] = loader.get_event
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise _not_yaml(self._text, error) from None
        except yaml.reader.ReaderError as error:
            raise _refused_character(self._text, error.position) from None
        finally:
            if loader is not None:
                loader.dispose()

    def _document(self) -> Any:
        self._next()  # the stream's start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self._node(self._next(), (), 0)
        self._next()  # the document's end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlError("a second document starts here; a record is one", _place(event), "remove the `---` line")
        return data

    def _node(self, event: Any, path: Path, depth: int) -> Any:
        if self.places is not None:
            self.places.setdefault(path, _place(event))
        if event.anchor or event.tag or depth > DEPTH_LIMIT:
            _refuse_extras(event, depth)
        # `type() is` and not isinstance, which is slow on Python's own classes: a book has very many of these.
        if type(event) is _SCALAR:
            return event.value if event.style else _scalar(event.value)
        if type(event) is _SEQUENCE:
            return self._sequence(path, depth + 1)
        return self._mapping(path, depth + 1)

    def _value(self, event: Any, depth: int) -> Any:
        """As `_node` where nobody wants to know places; most are plain scalars, and need no more calls."""
        if type(event) is _SCALAR and not event.anchor and not event.tag and depth <= DEPTH_LIMIT:
            return event.value if event.style else _scalar(event.value)
        return self._node(event, (), depth)

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not _SEQUENCE_END:
            items.append(self._node(event, path if self.places is None else (*path, len(items)), depth))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while type(event := self._next()) is not _MAPPING_END:
            if type(event) is not _SCALAR:
                raise YamlError("a field's name is a plain word", _place(event))
            if event.anchor or event.tag or depth > DEPTH_LIMIT:
                _refuse_extras(event, depth)
            name = event.value
            if name in fields:
                raise YamlError(f"the field {name[:60]!r} is written twice", _place(event), "keep one of the two")
            if self.places is None:
                fields[name] = self._value(self._next(), depth)
                continue
            self.places[(*path, name)] = _place(event)
            fields[name] = self._node(self._next(), (*path, name), depth)
        return fields


def _not_yaml(text: str, error: yaml.MarkedYAMLError) -> YamlError:
    if (conflict := _CONFLICT.search(text)) is not None:
        hint = "keep what is right of both sides, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        return YamlError("a merge conflict of git is not settled", _line_of(text, conflict.start()), hint)
    mark = error.problem_mark or error.context_mark
    if mark and error.context_mark and mark.index >= len(text.rstrip()):
        mark = error.context_mark  # where it began says more than the end of the file
    place = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
    return YamlError(f"not YAML: {error.problem}", place, _hint(text, place))


def _line_of(text: str, position: int) -> Position:
    return Position(len(lines_of(text[:position])), 1)


def _refused_character(text: str, position: int) -> YamlError:
    lines = lines_of(text[: max(position, 0)] + ".")
    name = f"U+{ord(text[position]):04X}" if 0 <= position < len(text) else "here"
    hint = 'remove it, or write it as an escape in double quotes, such as "\\u2028"'
    return YamlError(f"the character {name} is not read in a record", Position(len(lines), len(lines[-1])), hint)


def _place(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _refuse_extras(event: Any, depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise YamlError(f"nested more than {DEPTH_LIMIT} levels deep", _place(event))
    if isinstance(event, yaml.AliasEvent):
        raise YamlError(f"aliases (*{str(event.anchor)[:60]}) are not read", _place(event), "write the value out")
    if event.anchor:
        raise YamlError(
            f"anchors (&{event.anchor[:60]}) are not read",
            _place(event),
            "write the value out where it is used",
        )
    if event.tag:
        raise YamlError(f"tags ({event.tag[:60]}) are not read", _place(event), "remove the tag")


def _scalar(text: str) -> Any:
    """A plain scalar under YAML 1.2's core schema, decimal numbers without a leading zero only."""
    if text in _NULL:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return _number(text) if text[0] in "+-.0123456789" else text


@lru_cache(maxsize=4096)
def _number(text: str) -> int | float | str:
    """The number that a text is, or the text; the records of a book have many numbers and days in common."""
    if _INT.fullmatch(text):
        return int(text)
    return _faithful(text) if _FLOAT.fullmatch(text) else text


def _faithful(text: str) -> float | str:
    """The number, or the text where it is too large or too small for one: the record then refuses it by its text."""
    number = float(text)
    vanished = number == 0 and re.search("[1-9]", text.lower().partition("e")[0])
    return text if vanished or isinf(number) else number


def _hint(text: str, place: Position) -> str:
    lines = lines_of(text)
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    if line[place.column - 1 : place.column] in RESERVED:
        return f"put quotes around a text that begins with {line[place.column - 1]}"
    if "\t" in line[: place.column + 1]:
        return "indent with blanks, not tabs"
    if ": " in line.partition(": ")[2]:
        return "put quotes around a text that holds a colon and a blank"
    return "check quotes, brackets and indentation here and on the line before"
