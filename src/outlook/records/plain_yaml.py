"""Records in plain forms, read without libyaml: one pattern for each form of a line tells what it says.

Building the events of libyaml takes most of the time of reading a record, and most lines of most records are plain:
`field: text`, a list or mapping on one line, a list of such lines, a block of text. A text with anything else in it,
right or wrong, is left to libyaml as a whole, which knows all forms and says what is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Scalar = Callable[[str], Any]

# What a text may hold, which is printable all through: not `#` and `:`, which may begin a comment or end a key; but a
# `:` before something else than a blank is a sign like others. It begins with no sign with which YAML begins something.
_FIRST = r"(?:[^\x00-/:-@\[-`{-\x7f]|\.|-(?=[0-9.]))"
_MORE_OF_IT = r"[^#:]*(?::(?=[^ ])[^#:]*)*(?<! )"
_TEXT = rf"{_FIRST}{_MORE_OF_IT}"
_WORD = rf"{_FIRST}[^!-*,:-@\[-^`{{-~]*(?<! )"  # within brackets
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_-]*)"
_WORDS = rf"\[{_WORD}(?:, {_WORD})*\]"
_WEIGHTS = rf"\{{{_NAME}: {_WORD}(?:, {_NAME}: {_WORD})*\}}"
_PAIR = rf"{_NAME}: (?:{_WORD}|{_WORDS}|{_WEIGHTS})"
_PAIRS = rf"\{{{_PAIR}(?:, {_PAIR})*\}}"
_QUOTED = "'[^']*'"  # on one line, with no quote in it
# What is in brackets is looked at once more: patterns that hold one another take long to compile.
_VALUE = rf"(?P<text>{_TEXT})|(?P<quoted>{_QUOTED})|(?P<words>\[.*\])|(?P<pairs>\{{.*\}})"

_IN_BRACKETS, _IN_BRACES = re.compile(_WORDS), re.compile(_PAIRS)
_FIELD = re.compile(rf"(?P<name>[a-z][a-z_]*):(?: (?:{_VALUE}|(?P<block>\||>-)))?")
_ITEM = re.compile(rf"(?P<margin>(?:  )?)- (?:{_VALUE})")
_INNER = re.compile(rf"  (?P<name>{_NAME}): (?:{_VALUE})")
_MORE = re.compile(rf"  +(?P<text>(?:{_FIRST}|['(]){_MORE_OF_IT})")
_LINE = re.compile(r"   *[^ ].*")
_ONE_PAIR = re.compile(rf"({_NAME}): (?:\[([^]]*)\]|\{{([^}}]*)\}}|({_WORD}))")


class _NotPlain(Exception):
    """Something else is in the text."""


def plain_record(text: str, scalar: Scalar) -> dict[str, Any] | None:
    """The data of a text in plain forms, whose plain scalars `scalar` reads; None of any other text."""
    if not text.endswith("\n") or not text.replace("\n", "").isprintable():
        return None
    try:
        return _Plain(text[:-1].split("\n"), scalar).fields()
    except _NotPlain:
        return None


class _Plain:
    """Lines, read from the first to the last; `_line` is the next one, and None behind the last."""

    def __init__(self, lines: list[str], scalar: Scalar) -> None:
        self._lines, self._scalar = iter(lines), scalar
        self._line = next(self._lines, None)

    def _go_on(self) -> None:
        self._line = next(self._lines, None)

    def fields(self) -> dict[str, Any]:
        """The fields of all lines."""
        fields: dict[str, Any] = {}
        while self._line is not None:
            found = _FIELD.fullmatch(self._line)
            if found is None or found["name"] in fields:
                raise _NotPlain
            self._go_on()
            if found["block"]:
                fields[found["name"]] = self._block(found["block"])
            elif found.lastgroup == "name":
                fields[found["name"]] = self._items() or self._inner()
            else:
                fields[found["name"]] = self._value(found)
        return fields

    def _value(self, found: re.Match[str], margin: str = "") -> Any:
        if (text := found["text"]) is not None:
            return self._scalar(self._continued(text, f"{margin}  "))
        if (quoted := found["quoted"]) is not None:
            return quoted[1:-1]
        if (words := found["words"]) is not None and _IN_BRACKETS.fullmatch(words):
            return self._words(words[1:-1])
        if (pairs := found["pairs"]) is not None and _IN_BRACES.fullmatch(pairs):
            return self._pairs(pairs)
        raise _NotPlain

    def _continued(self, text: str, margin: str) -> str:
        """A text with the lines that go on with it, indented that far."""
        while self._line is not None and self._line.startswith(margin) and (more := _MORE.fullmatch(self._line)):
            text = f"{text} {more['text']}"
            self._go_on()
        return text

    def _words(self, text: str) -> list[Any]:
        return [self._scalar(word) for word in text.split(", ")]

    def _pairs(self, text: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, words, weights, word in _ONE_PAIR.findall(text):
            if name in fields:
                raise _NotPlain
            fields[name] = self._scalar(word) if word else self._words(words) if words else self._weights(weights)
        return fields

    def _weights(self, text: str) -> dict[str, Any]:
        pairs = [pair.split(": ") for pair in text.split(", ")]
        fields = {name: self._scalar(word) for name, word in pairs}
        if len(fields) < len(pairs):
            raise _NotPlain
        return fields

    def _items(self) -> list[Any]:
        """A list of an item a line."""
        items, margin = list[Any](), ""
        while self._line is not None and (found := _ITEM.fullmatch(self._line)):
            if items and found["margin"] != margin:
                raise _NotPlain
            margin = found["margin"]
            self._go_on()
            items.append(self._value(found, margin))
        return items

    def _inner(self) -> dict[str, Any]:
        """A mapping of a pair a line."""
        fields: dict[str, Any] = {}
        while self._line is not None and (found := _INNER.fullmatch(self._line)):
            if found["name"] in fields:
                raise _NotPlain
            self._go_on()
            fields[found["name"]] = self._value(found, "  ")
        if not fields:
            raise _NotPlain  # nothing, or a form of its own
        return fields

    def _block(self, style: str) -> str:
        """A block of text without empty lines."""
        found = list[str]()
        while self._line is not None and _LINE.fullmatch(self._line):
            found.append(self._line[2:])
            self._go_on()
        # How far a block is indented is how far its first line is; and lines that are indented further are not joined.
        is_folded = style == ">-"
        if not found or found[0][0] == " " or (is_folded and any(" " in (one[0], one[-1]) for one in found)):
            raise _NotPlain
        return " ".join(found) if is_folded else "\n".join([*found, ""])
