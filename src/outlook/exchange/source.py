"""A foreign file: its text, and its JSON or its rows, whole or one after the other."""

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange.content import PIECE, Content, Held, Watch, content_of
from outlook.exchange.sheet import Sheet
from outlook.exchange.table import Place

ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
PARQUET = b"PAR1"
_NUL_SHARE = 4
_NUL = "it holds a NUL character and is no text; save it as UTF-8"
_NO_TEXT = "a byte is neither UTF-8, UTF-16 nor cp1252; save it as UTF-8"
_BLANK = re.compile(r"\s*")
_FIRST = 1 << 20  # of the first line, which shows what is in a file
_LARGEST = 16 * PIECE  # of one object in a list; no system writes larger ones


@dataclass(frozen=True)
class Source:
    """One file as it was given, with its name for messages.

    Of a `lenient` one bytes that are no text are replaced; of others they are refused.
    """

    name: str
    content: Content
    is_lenient: bool = False

    @classmethod
    def read(cls, path: Path, watch: Watch | None = None) -> "Source":
        """The file at a path that a person named; a large one is read when it is asked for.

        Raises:
            NotThere, NotUsable: there is none, or it is no plain file.
        """
        return cls(str(path), content_of(path, watch))

    @classmethod
    def of(cls, name: str, raw: bytes) -> "Source":
        """Bytes that somebody has already."""
        return cls(name, Held(raw))

    @property
    def raw(self) -> bytes:
        """All bytes.

        Raises:
            NotUsable: they are too many to be held.
        """
        return self.content.raw

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it but blanks."""
        return not self.content.is_large and not self.raw.strip()

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip archive."""
        return self.content.head(4) in ZIPPED

    @property
    def is_parquet(self) -> bool:
        """Whether it is a Parquet file."""
        return self.content.head(4) == PARQUET

    @cached_property
    def encoding(self) -> str:
        """UTF-8 or UTF-16, else cp1252, as far as the bytes show it."""
        head = self.content.head(2000)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.count(0) * _NUL_SHARE > len(head):
            return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            with self.content.open() as opened:
                while piece := opened.read(PIECE):
                    decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    @cached_property
    def text(self) -> str:
        """The text of the file.

        Raises:
            InvalidValue: it is in no encoding that is read here.
            NotUsable: it is too large to be held.
        """
        raw = self.raw
        try:
            text = raw.decode(self.encoding, "replace" if self.is_lenient else "strict")
        except UnicodeDecodeError as error:
            raise self._at(raw.count(b"\n", 0, error.start) + 1, _NO_TEXT) from error
        if "\0" in text:
            raise self._at(text.count("\n", 0, text.index("\0")) + 1, _NUL)
        return text

    def lines(self) -> Iterator[str]:
        """The text line by line, each with its end, of whatever kind that is.

        Raises:
            InvalidValue: as `text`.
        """
        number = 0
        with self._opened() as opened:
            try:
                for number, line in enumerate(iter(partial(opened.readline, _LARGEST), ""), 1):
                    if "\0" in line:
                        raise self._at(number, _NUL)
                    if len(line) == _LARGEST:
                        raise self._at(number, "this line is far too long for a table; export it anew")
                    yield line
            except UnicodeDecodeError as error:
                raise self._at(number + 1, _NO_TEXT) from error

    def _opened(self) -> io.TextIOWrapper:
        errors = "replace" if self.is_lenient else "strict"
        return io.TextIOWrapper(self.content.open(), self.encoding, errors, newline="")

    def _at(self, line: int, why: str) -> InvalidValue:
        return InvalidValue(f"{Place(self.name, line)}: {why}")

    @cached_property
    def _beginning(self) -> str:
        """The text until the first line is over that is not blank; of a very long line, its beginning."""
        with io.TextIOWrapper(self.content.open(), self.encoding, "replace", newline="") as opened:
            begins = ""
            while not begins.strip() and (line := opened.readline(_FIRST)):
                begins += line
            return begins.lstrip()

    @property
    def looks_like_json(self) -> bool:
        """Whether its text begins as JSON does."""
        return not self.is_zip and not self.is_parquet and self._beginning[:1] in ("{", "[")

    @property
    def is_list(self) -> bool:
        """Whether it is a list of JSON."""
        return self.looks_like_json and self._beginning[:1] == "["

    @cached_property
    def json(self) -> Any:
        """What its JSON says; the comma before the last bracket that some dumps have is no fault.

        Raises:
            InvalidValue: it is no JSON.
        """
        if self.is_list:
            return [item for _, item in self.listed()]
        try:
            return json.loads(self.text, parse_constant=_refuse_constant)
        except RecursionError:
            raise self._too_deep() from None
        except ValueError as error:
            raise self._no_json(error, 0) from error

    def listed(self) -> Iterator[tuple[int, Any]]:
        """The values of a list that is the whole file, with their index, one after the other.

        Raises:
            InvalidValue: it is no JSON, or no list.
        """
        return _Listed(self).values()

    def objects(self) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """The objects of a list, of lines, or the one that is the whole file, each with its place.

        Raises:
            InvalidValue: it is something else.
        """
        if self.is_json_lines:
            found: Iterator[tuple[Place, Any]] = ((Place(self.name, line), item) for line, item in self.json_lines())
        elif self.is_list:
            found = ((Place(self.name, f"[{index}]"), item) for index, item in self.listed())
        else:
            found = iter([(Place(self.name), self.json)])
        for place, item in found:
            if not isinstance(item, Mapping):
                raise InvalidValue(f"{place}: it is no JSON object, such as a list of them holds. Nothing was imported")
            yield place, item

    def json_lines(self) -> Iterator[tuple[int, Any]]:
        """Its lines, each one JSON value, with their numbers; empty lines are none.

        Raises:
            InvalidValue: a line is no JSON.
        """
        for number, line in enumerate(self.lines(), 1):
            if line.strip():
                try:
                    yield number, json.loads(line, parse_constant=_refuse_constant)
                except (ValueError, RecursionError) as error:
                    raise InvalidValue(f"{Place(self.name, number)}: it is no JSON ({error})") from error

    @cached_property
    def is_json_lines(self) -> bool:
        """Whether it is a JSON object a line, and no JSON as a whole."""
        if not self.looks_like_json or not self._beginning.endswith(("\n", "\r")):
            return False
        try:
            is_object = isinstance(json.loads(self._beginning), dict)
        except (ValueError, RecursionError):
            return False
        return is_object and (self.content.is_large or bool(self.text.lstrip().partition("\n")[2].strip()))

    def _too_deep(self) -> InvalidValue:
        return InvalidValue(f"{self.name}: it is nested too deeply to be an export")

    def _no_json(self, error: ValueError, before: int) -> InvalidValue:
        line = before + getattr(error, "lineno", 0)
        return InvalidValue(f"{Place(self.name, line)}: it is no JSON ({getattr(error, 'msg', error)}); export it anew")

    @cached_property
    def sheet(self) -> Sheet:
        """Its rows, as a table.

        Raises:
            InvalidValue: a quote is not closed, or a cell is too large.
        """
        return Sheet(self.name, self.lines)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


class _Listed:
    """A list of JSON read value by value, so that a list of any length needs the memory of its largest value."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._opened = source._opened()  # noqa: SLF001 - one thing in two classes
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)
        self._text, self._at, self._lines, self._is_over = "", 0, 0, False

    def values(self) -> Iterator[tuple[int, Any]]:
        with self._opened:
            self._pass("[")
            index = 0
            while self._next_mark() not in ("]", ""):
                yield index, self._value()
                index += 1
                if self._next_mark() != "]":
                    self._pass(",")
            self._pass("]")
            if self._next_mark():
                raise self._fault("something follows the list")

    def _pass(self, mark: str) -> None:
        if self._next_mark() != mark:
            raise self._fault(f"{mark} was expected")
        self._at += 1

    def _next_mark(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            matched = _BLANK.match(self._text, self._at)
            self._at = matched.end() if matched else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._source._too_deep() from None  # noqa: SLF001
            except ValueError as error:
                # What is cut off by the end of the piece is whole in the next.
                if len(self._text) - self._at > _LARGEST or not self._more():
                    raise self._source._no_json(error, self._lines) from error  # noqa: SLF001
            else:
                return value

    def _more(self) -> bool:
        """Read on; what was passed is let go."""
        piece = "" if self._is_over else self._read()
        self._is_over = not piece
        if piece:
            self._lines += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)

    def _read(self) -> str:
        # As much again as is there, so that a large value is not tried over and over.
        try:
            piece = self._opened.read(max(PIECE, len(self._text) - self._at))
        except UnicodeDecodeError as error:
            raise self._fault(_NO_TEXT) from error
        if "\0" in piece:
            raise self._fault(_NUL)
        return piece

    def _fault(self, why: str) -> InvalidValue:
        line = self._lines + self._text.count("\n", 0, self._at) + 1
        return InvalidValue(f"{Place(self._source.name, line)}: it is no JSON ({why}); export it anew")
