"""Names made of foreign texts: keys and tags."""

import json

from outlook.model.slugs import slug


def key(*parts: str) -> str:
    """What a thing is called in its system, of several names there: one text, the same each time.

    >>> key("cm5abc"), key("Will it?", "2026-01-02T09:00:00Z")
    ('cm5abc', '["Will it?","2026-01-02T09:00:00Z"]')
    """
    return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def parts(named: str) -> list[str]:
    """The names that `key` made one text of; the text alone where it did not.

    >>> parts('["fred","ds/1"]'), parts("cm5abc"), parts("[1]")
    (['fred', 'ds/1'], ['cm5abc'], ['[1]'])
    """
    try:
        found = json.loads(named) if named.startswith("[") else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not found or not all(isinstance(part, str) for part in found):
        return [named]
    return found


def tags(texts: list[str]) -> tuple[str, ...]:
    """Tags made of texts, each once; a text without a letter or digit makes none."""
    return tuple(dict.fromkeys(filter(None, (slug(text) for text in texts))))
