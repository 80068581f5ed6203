"""Data on a terminal: what would drive it becomes a visible escape. Into a pipe or a file, data goes as it is."""

import sys
from collections.abc import Callable

from outlook.show.describe.phrasing import is_hidden


class _Escapes(dict[int, str]):
    """For str.translate: each character that would drive a terminal and its escape; found when first met."""

    def __init__(self, escape: Callable[[str], str], kept: str = "") -> None:
        super().__init__((ord(character), character) for character in kept)
        self._escape = escape

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = self._escape(character) if is_hidden(character) else character
        return self[code]


def are_needed() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def in_json(text: str) -> str:
    r"""JSON of the same value. Characters beyond 16 bits take two escapes; line ends stand only between values.

    >>> in_json('{"a": "' + chr(0x202E) + '"}')
    '{"a": "\\u202e"}'
    """
    return text.translate(_IN_JSON)


def in_cell(text: str) -> str:
    r"""The text on one line, to be looked at: what is escaped cannot be told from what was written so.

    >>> in_cell("a" + chr(10) + "b" + chr(27) + "[2J")
    'a\\nb\\x1b[2J'
    """
    return text.translate(_IN_CELLS)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _visible(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


_IN_JSON = _Escapes(_json_escape, kept="\n")
_IN_CELLS = _Escapes(_visible)
