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
_PRINTABLE = b"\n" + bytes(range(0x20, 0x7F))
_ONE_PAIR = re.compile(rf"({_NAME}): (?:\[([^]]*)\]|\{{([^}}]*)\}}|({_WORD}))")


class _NotPlain(Exception):
    """Something else is in the text."""


def plain_record(text: str, scalar: Scalar) -> dict[str, Any] | None:
    """The data of a text in plain forms, whose plain scalars `scalar` reads; None of any other text."""
    if not text.endswith("\n") or not _is_printable(text):
        return None
    try:
        return _Plain(text[:-1].split("\n"), scalar).fields()
    except _NotPlain:
        return None


def _is_printable(text: str) -> bool:
    """Whether a text has no control characters but the ends of its lines."""
    return not text.encode().translate(None, _PRINTABLE) if text.isascii() else text.replace("\n", "").isprintable()


class _Plain:
    """Lines, read from the first to the last; `_at` is the number of the next one. Behind the last is an empty one."""

    def __init__(self, lines: list[str], scalar: Scalar) -> None:
        self._count, self._at = len(lines), 0
        self._lines, self._scalar = [*lines, ""], scalar

    def fields(self) -> dict[str, Any]:
        """The fields of all lines."""
        fields: dict[str, Any] = {}
        lines, scalar, form = self._lines, self._scalar, _FIELD.fullmatch
        while self._at < self._count:
            found = form(lines[self._at])
            if found is None:
                raise _NotPlain
            name, text, quoted, words, pairs, block = found.groups()
            if name in fields:
                raise _NotPlain
            self._at += 1
            if text is not None:
                is_more = lines[self._at].startswith("  ")
                fields[name] = scalar(self._continued(text, "  ") if is_more else text)
            elif block:
                fields[name] = self._block(block)
            elif quoted is words is pairs is None:
                fields[name] = self._items() or self._inner()
            else:
                fields[name] = self._held(quoted, words, pairs)
        return fields

    def _value(self, found: re.Match[str], margin: str = "") -> Any:
        if (text := found["text"]) is not None:
            return self._scalar(self._continued(text, f"{margin}  "))
        return self._held(found["quoted"], found["words"], found["pairs"])

    def _held(self, quoted: str | None, words: str | None, pairs: str | None) -> Any:
        if quoted is not None:
            return quoted[1:-1]
        if words is not None and _IN_BRACKETS.fullmatch(words):
            return self._words(words[1:-1])
        if pairs is not None and _IN_BRACES.fullmatch(pairs):
            return self._pairs(pairs)
        raise _NotPlain

    def _continued(self, text: str, margin: str) -> str:
        """A text with the lines that go on with it, indented that far."""
        while (line := self._lines[self._at]).startswith(margin) and (more := _MORE.fullmatch(line)):
            text = f"{text} {more['text']}"
            self._at += 1
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
        while found := _ITEM.fullmatch(self._lines[self._at]):
            if items and found["margin"] != margin:
                raise _NotPlain
            margin = found["margin"]
            self._at += 1
            items.append(self._value(found, margin))
        return items

    def _inner(self) -> dict[str, Any]:
        """A mapping of a pair a line."""
        fields: dict[str, Any] = {}
        while found := _INNER.fullmatch(self._lines[self._at]):
            if found["name"] in fields:
                raise _NotPlain
            self._at += 1
            fields[found["name"]] = self._value(found, "  ")
        if not fields:
            raise _NotPlain  # nothing, or a form of its own
        return fields

    def _block(self, style: str) -> str:
        """A block of text without empty lines."""
        start = self._at
        while _LINE.fullmatch(self._lines[self._at]):
            self._at += 1
        found = [line[2:] for line in self._lines[start : self._at]]
        # How far a block is indented is how far its first line is; and lines that are indented further are not joined.
        is_folded = style == ">-"
        if not found or found[0][0] == " " or (is_folded and any(" " in (one[0], one[-1]) for one in found)):
            raise _NotPlain
        return " ".join(found) if is_folded else "\n".join([*found, ""])
