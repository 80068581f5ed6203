"""Names of forecasters that look alike: one person under two names would be two forecasters in every pool and score."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def composed(name: str) -> str:
    r"""A name with each letter as one character, however the file has it.

    >>> composed("He\u0301le\u0300ne") == "H\u00e9l\u00e8ne"
    True
    """
    return unicodedata.normalize("NFC", name)


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
            yield f"the forecaster “{name}” is new here, and another one than “{other}”"
