"""Names of forecasters that look alike: one person under two names would be two forecasters in every pool and score."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from outlook.errors import InvalidValue
from outlook.model.values import DOCUMENT_PREFIX, claims_to_be_a_pool, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


OPTION = "--rename-forecaster"
MOST = 8  # names in a message


def composed(name: str) -> str:
    r"""A name with each letter as one character, however the file has it.

    >>> composed("He\u0301le\u0300ne") == "H\u00e9l\u00e8ne"
    True
    """
    return unicodedata.normalize("NFC", name)


def joined(pairs: Sequence[str], there: Collection[str]) -> dict[str, str]:
    """What people of the files are called in the book, from `FILE=BOOK`; `there` are the names in the files.

    Raises:
        InvalidValue: a part is no such pair, no forecaster of the files has the name, or nobody may have the other.
    """
    found = dict[str, str]()
    known = {composed(name): name for name in there}
    for pair in pairs:
        old, equals, new = (composed(part.strip()) for part in pair.partition("="))
        if not (old and equals and new):
            raise InvalidValue(f"{OPTION}: {shown(pair)} is not NAME-IN-THE-FILES=NAME-HERE, as in Sven=sven")
        if old not in known:
            names = ", ".join(shown(name) for name in sorted(filter(None, known))[:MOST]) or "none"
            raise InvalidValue(f"{OPTION}: no forecaster of the files is called {shown(old)}; there are {names}")
        if found.get(old, new) != new:
            raise InvalidValue(f"{OPTION}: {shown(old)} is said to be {shown(found[old])} and {shown(new)}: which?")
        if claims_to_be_a_pool(new) or new.startswith(DOCUMENT_PREFIX):
            raise InvalidValue(f"{OPTION}: {shown(new)} is a name that only a pool or a document may have")
        found[old] = new
    return found


def _bare(name: str) -> str:
    """A name without accents, capitals and blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one) and not one.isspace())


def alike(new: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """What is to be said of new names that look like others."""
    there = set(known)
    seen: dict[str, str] = {_bare(name): name for name in there}
    for name in sorted(set(new) - there):
        other = seen.setdefault(_bare(name), name)
        if other != name:
            yield f"the forecaster “{name}” is new here, and another one than “{other}” ({OPTION} makes them one)"
