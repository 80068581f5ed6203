"""Ids made of foreign texts: keys, slugs, tags."""

import json
import re
import unicodedata

from outlook.model.values import SLUG_LIMIT

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def key(*parts: str) -> str:
    """What a thing is called in its system, of several names there: one text, the same each time.

    >>> key("cm5abc"), key("Will it?", "2026-01-02T09:00:00Z")
    ('cm5abc', '["Will it?","2026-01-02T09:00:00Z"]')
    """
    return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def slug(text: str, limit: int = _LONGEST) -> str:
    """An id made of a text: its letters and digits without accents, cut between words; empty where it has none.

    >>> slug("Régime: will it fall, by 2027?"), slug("???")
    ('regime-will-it-fall-by-2027', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
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


def tags(texts: list[str]) -> tuple[str, ...]:
    """Tags made of texts, each once; a text without a letter or digit makes none."""
    return tuple(dict.fromkeys(filter(None, (slug(text) for text in texts))))
