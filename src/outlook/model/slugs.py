"""Ids made of what people write, so that nobody has to think of one."""

import re
import unicodedata

from outlook.model.values import SLUG_LIMIT

_OTHER = re.compile(r"[^a-z0-9]+")
# Letters that are no other letter with an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th"}
)
_LONGEST = 60


def slug(text: str, limit: int = _LONGEST) -> str:
    """An id made of a text: its letters and digits without accents, cut between words; empty where it has none.

    >>> slug("Régime: will it fall, by 2027?"), slug("???")
    ('regime-will-it-fall-by-2027', '')
    """
    plain = without_accents(text).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("-", plain).strip("-")
    if len(words) <= limit:
        return words
    cut = words[: limit + 1].rpartition("-")[0]
    return cut or words[:limit]


def free(wanted: str, taken: set[str]) -> str:
    """The id if nobody has it, else with the first number behind it that is free; it is taken then.

    >>> free("ship", {"ship", "ship-2"})
    'ship-3'
    """
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted[: SLUG_LIMIT - len(str(count)) - 1].rstrip('-')}-{count}"
    taken.add(name)
    return name


def without_accents(text: str) -> str:
    """The text with plain letters in place of those with accents; other scripts stay as they are.

    >>> without_accents("Tromsø, El Niño, Łódź")
    'Tromso, El Nino, Lodz'
    """
    if text.isascii():
        return text
    return "".join(
        one for one in unicodedata.normalize("NFKD", text.translate(_LETTERS)) if not unicodedata.combining(one)
    )
