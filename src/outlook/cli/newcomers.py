"""A name that nobody has written under yet: it may be mistyped, or be known in other letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from outlook.book.select import listed
from outlook.cli.asking import agreed, can_ask
from outlook.cli.session import talk
from outlook.errors import Refused
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from outlook.book import Book


def mention_newcomer(book: Book, name: str, *, asks: bool = True) -> None:
    """Point out a name that nobody has written under, where others have.

    Raises:
        Refused: a person who is asked means one that differs from it in capitals, blanks or the form of letters only.
    """
    known = [other for other in book.forecasters if not other.startswith(DOCUMENT_PREFIX)]
    if not known or name in known:
        return
    near = next((other for other in known if _plain(other) == _plain(name)), None)
    if near is None:
        talk(f"{name} is new here; known: {listed(known)}")
        return
    talk(f"{name} is new here, and another forecaster than {near}: give --by, or set OUTLOOK_BY, if {near} is meant")
    if asks and can_ask() and not agreed(f"is {name} somebody else than {near}?"):
        raise Refused("nothing was written")


def _plain(name: str) -> str:
    """A name without capitals, blanks and forms of letters: what people take for the same."""
    return "".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())
